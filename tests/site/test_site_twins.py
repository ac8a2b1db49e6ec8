"""Markdown twins and llms.txt: what a reader sees, and nothing of what kbgen knows beside it."""

import re
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown as html_of

from kbgen.pages.markdown import escape
from kbgen.site.builder import build
from kbgen.site.markup import DEPTH, plain, tree
from kbgen.site.twins import Line, Twin, llms, twin, twin_url
from tests.site.site_sample import HOSTILE, NOW, PAGES, make, page

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)


def seen(html: str) -> str:
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def body(made: str) -> str:
    return made.split("---\n\n", 1)[1]


def test_a_twin_as_a_whole() -> None:
    html = html_of(
        "# 제목\n\n글 **굵게**와 *기울게*, `a|b`, [배송](../delivery/), [밖](https://a.example/x_(1)), [나쁨](javascript:x).\n\n"
        "> 인용\n>\n> - 목록\n\n1. 하나\n\n    이어서 ```\n\n2. 둘\n\n    - 안쪽\n\n---\n\n"
        "| 가 | 나 |\n| --- | --- |\n| 1 | `x` \\* |\n\n    code `` here\n",
        extensions=["tables"],
    )
    made = twin(
        Twin("제목", {"url": "https://h.example/faq/x/", "category": ""}, tree(html)), "https://h.example/faq/x/"
    )
    assert (
        made
        == """---
title: 제목
url: https://h.example/faq/x/
---

# 제목

글 **굵게**와 *기울게*, `a|b`, [배송](https://h.example/faq/delivery/), [밖](https://a.example/x_%281%29), 나쁨.

> 인용
>
> - 목록

1. 하나

    이어서 \\`\\`\\`
2. 둘

    - 안쪽

---

| 가 | 나 |
| --- | --- |
| 1 | `x` \\* |

```
code `` here
```
"""
    )
    assert twin(Twin("제목", {}, tree('<p><a href="../y/">가</a></p>')), "").endswith("[가](../y/)\n")


def test_what_a_reader_does_not_see_is_not_in_it() -> None:
    html = '<h2>가<a class="headerlink">¶</a></h2><script>x()</script><p hidden>숨김</p><style>y</style><p>나</p>'
    assert body(twin(Twin("제목", {}, tree(html)), "")) == "# 제목\n\n## 가\n\n나\n"


def test_a_page_that_nests_without_end_is_still_read() -> None:
    assert plain([tree("<div>" * 5000 + "끝")]) == "끝"
    assert DEPTH < 100


@given(TEXT, TEXT, TEXT)
def test_any_text_in_a_twin_stays_text(title: str, text: str, item: str) -> None:
    source = f"{escape(text)}\n\n- {escape(item)}\n- **b**\n"
    made = twin(Twin(title, {"description": text}, tree(html_of(source))), "https://h.example/")
    front, _, rest = made.removeprefix("---\n").partition("\n---\n\n")
    assert yaml.safe_load(front) == {"title": title, "description": text}
    again = html_of(rest)
    assert {tag.name for tag in BeautifulSoup(again, "html.parser").find_all()} == {"h1", "p", "ul", "li", "strong"}
    assert seen(again) == seen(html_of(f"# {escape(title)}\n\n{source}"))


@given(TEXT, TEXT, TEXT)
def test_any_text_in_llms_txt_stays_text(name: str, section: str, text: str) -> None:
    made = llms(name, "", "en", [Line(section, text, "faq/x/index.md", text)])
    page = BeautifulSoup(html_of(made), "html.parser")
    assert [a["href"] for a in page.find_all("a")] == ["faq/x/index.md"]
    assert {tag.name for tag in page.find_all()} <= {"h1", "h2", "blockquote", "p", "ul", "li", "a"}
    assert len(page.select("h1, h2")) == 2


def test_llms_txt_as_a_whole() -> None:
    lines = [
        Line("배송", "언제 와요?", "https://h.example/faq/a/index.md", "이틀"),
        Line("소식", "여름", "https://h.example/b/index.md", "쿠폰", over="종료"),
        Line("배송", "어디예요?", "https://h.example/faq/c/index.md"),
    ]
    assert (
        llms("모리상점", "도움말 모음", "ko", lines)
        == """# 모리상점

> 도움말 모음

## 배송

- [언제 와요?](https://h.example/faq/a/index.md): 이틀
- [어디예요?](https://h.example/faq/c/index.md)

## Optional

- [여름](https://h.example/b/index.md): 종료: 쿠폰
"""
    )


def test_where_a_twin_stands() -> None:
    assert [twin_url(url) for url in ("", "faq/x/", "faq/x.html", "index.html")] == [
        "index.md",
        "faq/x/index.md",
        "faq/x.md",
        "index.md",
    ]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(make(tmp_path_factory.mktemp("twins") / "p"), now=NOW).folder


def test_twins_of_a_site(site: Path) -> None:
    twins = {str(file.relative_to(site)): file.read_text("utf-8") for file in sorted(site.rglob("*.md"))}
    pages = [p for p in PAGES if not p.endswith(("secret-sale.md", "unreviewed.md", "retired.md"))]
    assert sorted(twins) == sorted(f"{p.removesuffix('.md')}/index.md" for p in pages)
    for url, text in twins.items():
        assert re.search(r"kbgen|queries|topic|evidence|generated|택배 언제|52|37", text) is None, url
        link = BeautifulSoup((site / url).with_name("index.html").read_text("utf-8"), "html.parser").select(
            'link[type="text/markdown"]'
        )
        assert [e["href"] for e in link] == ["index.md"]
    assert "> **종료 · 2026년 7월 1일 – 2026년 8월 1일**" in twins["notices/summer-sale/index.md"]
    assert yaml.safe_load(twins["faq/hostile/index.md"].split("---\n")[1])["title"] == HOSTILE
    assert "[배송 안내](../faq/delivery-time/)" in twins["store/index.md"]
    index = (site / "llms.txt").read_text("utf-8")
    assert sorted(re.findall(r"\]\((\S+)\)", index)) == sorted(twins)
    assert not (site / "feed.xml").exists()


def test_a_preview_tells_machines_nothing_of_drafts(tmp_path: Path) -> None:
    project = make(tmp_path / "p")
    toml = project / "kbgen.toml"
    toml.write_text(toml.read_text("utf-8").replace("[project]\n", '[project]\nurl = "https://h.example/"\n'), "utf-8")
    site = build(project, now=NOW, drafts=True).folder
    assert (site / "faq/unreviewed/index.html").is_file()
    for name in ("llms.txt", "feed.xml", "sitemap.xml", "_redirects"):
        text = (site / name).read_text("utf-8")
        assert "delivery-time" in text
        assert re.search("unreviewed|secret-sale|초안|비밀", text) is None, name
    assert not (site / "faq/unreviewed/index.md").exists()
    assert not (site / "notices/secret-sale/index.md").exists()


def test_a_project_has_the_last_word(tmp_path: Path) -> None:
    project = make(tmp_path / "p", {"faq/a.md": page("가", kind="faq")})
    for name in ("llms.txt", "_headers", "_redirects"):
        (project / "content" / name).write_text(f"/{name} /ours 301\n", "utf-8")
    site = build(project, now=NOW).folder
    assert (site / "llms.txt").read_text("utf-8") == "/llms.txt /ours 301\n"
    assert (site / "_headers").read_text("utf-8") == "/_headers /ours 301\n"
    assert (site / "_redirects").read_text(
        "utf-8"
    ) == "/_redirects /ours 301\n/faq/t1/ /faq/a/ 301\n/q/t1/ /faq/a/ 302\n"


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
    | st.lists(
        st.sampled_from("환불은 yes No n 1 1e5 - -- ... ~ null = << a: #b b? (x) 2026-10-03 https://a.kr/x/".split())
    ).map(" ".join)
)
def test_front_matter_is_what_yaml_writes(title: str) -> None:
    front = {"title": title} if title else {}
    written = yaml.safe_dump(front, allow_unicode=True, width=1_000_000) if front else ""
    assert twin(Twin(title, {}, tree("")), "").startswith(f"---\n{written}---\n")


def test_a_twin_stands_beside_its_page_whatever_the_name(tmp_path: Path) -> None:
    project = make(tmp_path / "p", {**PAGES, "faq/배송 문의.md": page("배송")})
    build(project, now=NOW)
    assert {path.name for path in (project / "site/faq/배송 문의").iterdir()} == {"index.html", "index.md"}
    assert "faq/%EB%B0%B0%EC%86%A1%20%EB%AC%B8%EC%9D%98/index.md" in (project / "site/llms.txt").read_text("utf-8")
