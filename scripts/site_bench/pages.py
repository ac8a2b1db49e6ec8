"""Help centres of any size, made of the sample's articles."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
CATEGORIES = ("배송", "교환·환불", "주문·결제", "회원", "적립금", "상품", "매장")
PLAIN = """site_name: 모리상점
docs_dir: content
site_dir: site
theme:
  name: material
  language: ko
  font: false
  features: [navigation.top]
plugins: [search]
markdown_extensions:
  - tables
  - toc:
      permalink: true
"""
_END = re.compile(r"(?<=[.!?다요])$", re.MULTILINE)
_FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)


def make(folder: Path, size: int) -> Path:
    """Write a project with so many articles into `folder`, and return it; `plain.yml` builds it without kbgen."""
    from kbgen.site.scaffold import scaffold

    scaffold(folder, "모리상점", "ko")
    (folder / "plain.yml").write_text(PLAIN, "utf-8")
    known = [path.read_text("utf-8") for path in sorted((ROOT / "content" / "faq").glob("*.md"))]
    (folder / "content" / "faq").mkdir(parents=True, exist_ok=True)
    for number in range(size):
        name, text = article(known[number % len(known)], number)
        (folder / "content" / "faq" / name).write_text(text, "utf-8")
    return folder


def article(text: str, number: int) -> tuple[str, str]:
    """Return the name and the text of an article like `text`, with a title, a category and a demand of its own."""
    match = _FRONT.match(text)
    assert match is not None
    front = yaml.safe_load(match[1])
    topic = f"t{number:010x}"
    front["title"] = f"{front['title'].rstrip('?')} {number}번"
    front["category"] = CATEGORIES[number % len(CATEGORIES)]
    front["kbgen"] |= {"topic": topic, "status": "published", "kind": "faq"}
    front["queries"] = [f"{query} {number}번" for query in front.get("queries", [])]
    head = yaml.safe_dump(front, allow_unicode=True, sort_keys=False)
    # No paragraph may be another page's: kbgen analyses equal texts once.
    return f"{topic}.md", f"---\n{head}---\n{_END.sub(f' ({number}번)', text[match.end() :])}"
