"""The site for AI agents: `llms.txt` (llmstxt.org), and a Markdown twin of each page."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import quote, urljoin

import yaml

from kbgen.pages.markdown import escape
from kbgen.site.markup import HEADINGS, Node, markdown

PATH = "llms.txt"
_OPTIONAL = "Optional"
"""llmstxt.org: what stands under this heading may be left out where room is short."""

# Letters first, then no sign that YAML reads as its own, with single spaces between; ISO times and web addresses, too.
_BARE = re.compile(
    r"[A-Za-z가-힣][\w가-힣.,·()/?!%~+-]*(?: [\w가-힣.,·()/?!%~+-]+)*|https?://[\w./%~-]+[\w/]", re.ASCII
)
_NOT_WORDS = frozenset("y n yes no on off true false null".split())

_LEAD: Mapping[str, str] = MappingProxyType(
    {
        "ko": "{}의 도움말입니다. 글마다 Markdown으로 된 본문이 있습니다.",
        "en": "The help centre of {}. Every article is here as Markdown.",
    }
)


@dataclass(frozen=True, slots=True)
class Twin:
    """What a page's twin says; `over` is a sentence on a notice that has ended, `meta` what is public of the page."""

    title: str
    meta: Mapping[str, str]
    body: Node
    over: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One page in `llms.txt`: `section` is its category; `over` is the word for a notice that has ended, or empty."""

    section: str
    title: str
    url: str
    description: str = ""
    over: str = ""


def twin_url(url: str) -> str:
    """Return the address of a page's twin: `faq/x/` → `faq/x/index.md`, `faq/x.html` → `faq/x.md`; both beside it."""
    return f"{url.removesuffix('.html')}.md" if url.endswith(".html") else f"{url}index.md"


def twin(page: Twin, base: str) -> str:
    """Return the Markdown of a page; `base` is its absolute address, or empty: then links stay relative, as they are.

    Made from what a reader sees, so that it holds nothing of the front matter but what is in `meta`.
    """
    front = {key: value for key, value in {"title": page.title, **page.meta}.items() if value}
    nodes = [child for child in page.body.children if isinstance(child, str) or child.tag != HEADINGS[0]]
    parts = [
        f"# {escape(page.title)}",
        f"> **{escape(page.over)}**" if page.over else "",
        markdown(nodes, lambda url: urljoin(base, url)),
    ]
    meta = "".join(_line(key, value) for key, value in front.items())
    return f"---\n{meta}---\n\n" + "\n\n".join(filter(None, parts)) + "\n"


@lru_cache(4096)
def _line(key: str, value: str) -> str:
    """Return a line of front matter; words that are themselves in YAML are spared its writer, which is slow."""
    if _BARE.fullmatch(value) and value.lower() not in _NOT_WORDS:
        return f"{key}: {value}\n"
    return yaml.safe_dump({key: value}, allow_unicode=True, width=1_000_000)


def llms(name: str, description: str, language: str, lines: Iterable[Line]) -> str:
    """Return `llms.txt`: the site's name, what it is, and its pages by section; what is over stands under `Optional`."""
    sections: dict[str, list[str]] = {}
    over: list[str] = []
    for line in lines:
        said = ": ".join(filter(None, [escape(line.over), escape(line.description)]))
        link = f"- [{escape(line.title)}]({quote(line.url, safe='%/:?#@&=+,;~-._')})"
        into = over if line.over else sections.setdefault(line.section, [])
        into.append(f"{link}: {said}" if said else link)
    lead = description or _LEAD["ko" if language == "ko" else "en"].format(name)
    parts = [f"# {escape(name)}", f"> {escape(lead)}"]
    for section, items in [*sections.items(), (_OPTIONAL, over)]:
        if items:
            parts.append(f"## {escape(section)}\n\n" + "\n".join(items))
    return "\n\n".join(parts) + "\n"
