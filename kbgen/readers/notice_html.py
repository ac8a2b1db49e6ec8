"""HTML notices (newsletters, landing pages) → blocks: layout is unwrapped, data tables become rows, the rest is left out."""

import json
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import CData, Comment, Declaration, Doctype, NavigableString, ProcessingInstruction, Tag
from bs4.exceptions import ParserRejectedMarkup

from kbgen.errors import fail
from kbgen.readers.notice_blocks import Block, BlockKind, Builder, clean, marked, runs_on
from kbgen.readers.notice_tables import table_rows

_DROP = {
    *("script", "style", "noscript", "template", "svg", "iframe", "nav", "footer", "head", "object", "canvas", "video"),
    *("audio", "form", "select", "input", "textarea", "map", "math"),
}
_BLOCKS = {
    *(
        "p",
        "div",
        "td",
        "th",
        "tr",
        "table",
        "tbody",
        "thead",
        "section",
        "article",
        "main",
        "header",
        "aside",
        "figure",
    ),
    *(
        "center",
        "body",
        "html",
        "figcaption",
        "address",
        "ul",
        "ol",
        "li",
        "blockquote",
        "details",
        "summary",
        "pre",
        "hr",
    ),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
}
_SCOPES = {"td", "section", "article", "details"}
_NOT_TEXT = (Comment, Declaration, Doctype, ProcessingInstruction, CData)
_PANEL = re.compile(r"tab|panel|accord|collaps|faq|answer|toggle|detail|more", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_PREHEADER = re.compile(r"max-height\s*:\s*0|font-size\s*:\s*[01](?:px)?\b|opacity\s*:\s*0\s*(?:;|$)|mso-hide", re.I)
_CALL = re.compile(
    (
        r"(?:가기|보기|받기|하기|신청|더보기|바로가기|shop now|learn more|get started|sign up"
        r"|read more|now)\s*[>→›»]?$"
    ),
    re.I,
)
_BOLD_ON, _BOLD_OFF = "\x02", "\x03"
_CONDITIONAL = re.compile(r"<!\[[^<>]{0,200}>")
_MOST_TAGS, _MOST_OPEN = 150_000, 500
_META = {"og:title", "og:description", "description", "article:published_time"}

Meta = tuple[tuple[str, str], ...]


def html_blocks(markup: str, path: Path) -> tuple[str, list[Block], Meta]:
    """Return the title as written, the blocks and the metadata of an HTML page.

    Raises:
        KbgenError: the markup is too broken to read.
    """
    markup = _without_comments(markup)
    opened = markup.count("<")
    if opened > _MOST_TAGS or opened - markup.count(">") > _MOST_OPEN:
        raise fail(path, "has too many tags, or tags that never end", "save the notice's part of the page only")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            soup = BeautifulSoup(markup, "html.parser")
        except ParserRejectedMarkup as error:
            raise fail(path, "is not readable HTML", "open it in a browser and save the page again") from error
    meta = tuple(_metadata(soup))
    walk = _Walk(soup)
    walk.run()
    title = soup.title.get_text(" ") if soup.title else ""
    return clean(title), walk.out.blocks, meta


def _without_comments(markup: str) -> str:
    """Cut out comments and conditional sections in one pass; the parser takes quadratic time for those that never end."""
    kept: list[str] = []
    at = 0
    while (start := markup.find("<!--", at)) >= 0:
        kept.append(markup[at:start])
        end = markup.find("-->", start + 4)
        at = end + 3 if end >= 0 else len(markup)
    kept.append(markup[at:])
    return _CONDITIONAL.sub("", "".join(kept)).replace("<![", " ")


def _metadata(soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    for tag in soup.find_all("meta"):
        name = str(tag.get("property") or tag.get("name") or "").lower()
        if name in _META and tag.get("content"):
            yield name, clean(str(tag["content"]))
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            data = json.loads(script.get_text())
        except (ValueError, RecursionError):
            continue
        for item in data if isinstance(data, list) else [data]:
            if isinstance(item, dict):
                for key in ("name", "startDate", "endDate", "datePublished"):
                    if isinstance(item.get(key), str):
                        yield key, clean(item[key])


@dataclass(slots=True)
class _Frame:
    """One open element: what is left of its children, the kind of block its text makes, and what to restore after."""

    tag: Tag
    children: Iterator[object]
    kind: BlockKind | None
    level: int
    section: str
    blocks: int


@dataclass(slots=True)
class _Walk:
    """Goes through the tree with its own stack, so that nesting cannot exhaust Python's."""

    soup: BeautifulSoup
    out: Builder = field(default_factory=Builder)
    buffer: list[str] = field(default_factory=list)
    stack: list[_Frame] = field(default_factory=list)
    labels: dict[int, str] = field(default_factory=dict)

    def run(self) -> None:
        """Fill `out`."""
        self._open(self.soup)
        while self.stack:
            frame = self.stack[-1]
            child = next(frame.children, None)
            if child is None:
                self._close()
            elif isinstance(child, Tag):
                self._enter(child)
            elif isinstance(child, NavigableString) and not isinstance(child, _NOT_TEXT):
                self.buffer.append(re.sub(r"\s+", " ", str(child)))
        self._flush()

    def _enter(self, tag: Tag) -> None:
        name = tag.name
        if name in _DROP or self._is_hidden(tag) or _is_menu(tag) or self._is_call(tag):
            return
        if name == "br":
            self.buffer.append("\n")
        elif name == "img":
            self._alt(tag)
        elif name == "dl":
            self._flush()
            self._definitions(tag)
        elif name == "table" and (rows := list(table_rows(tag))):
            self._flush()
            for kind, text in rows:
                self.out.add(kind, text)
        elif labels := _tab_labels(tag):
            self.labels.update(labels)
        elif name == "button" and not (tag.get("aria-expanded") or tag.get("aria-controls")):
            return
        else:
            if name in _BLOCKS or name == "button":
                self._flush()
            self._open(tag)

    def _open(self, tag: Tag) -> None:
        kind, level = _kind(tag)
        if tag.name in ("b", "strong"):
            self.buffer.append(_BOLD_ON)
        self.stack.append(_Frame(tag, iter(tag.children), kind, level, self.out.section, len(self.out.blocks)))

    def _close(self) -> None:
        frame = self.stack[-1]
        name = frame.tag.name
        if name in ("b", "strong"):
            self.buffer.append(_BOLD_OFF)
        if name in _BLOCKS or name == "button":
            self._flush()
        self.stack.pop()
        added = self.out.blocks[frame.blocks :]
        if name in _SCOPES and added and added[-1].kind != "heading":
            self.out.section = frame.section

    def _is_hidden(self, tag: Tag) -> bool:
        style = str(tag.get("style") or "")
        if _PREHEADER.search(style) and (_HIDDEN.search(style) or re.search(r"overflow\s*:\s*hidden", style)):
            return True
        if not (tag.has_attr("hidden") or _HIDDEN.search(style)):
            return False
        words = f"{' '.join(tag.get_attribute_list('class') or [])} {tag.get('role') or ''} {tag.get('id') or ''}"
        return not (_PANEL.search(words) or id(tag) in self.labels)

    def _is_call(self, tag: Tag) -> bool:
        """A link or button that only calls to act: it stands alone, and what it says is no statement."""
        if tag.name != "a":
            return False
        text = clean(tag.get_text(" "))
        words = f"{' '.join(str(c) for c in tag.get_attribute_list('class'))} {tag.get('role') or ''}"
        alone = tag.parent is not None and clean(tag.parent.get_text(" ")) == text
        return (
            bool(text)
            and alone
            and len(text) <= 30
            and bool(_CALL.search(text) or re.search(r"btn|button|cta", words, re.I))
        )

    def _alt(self, tag: Tag) -> None:
        text = clean(str(tag.get("alt") or ""))
        tiny = str(tag.get("width")) in ("0", "1") or str(tag.get("height")) in ("0", "1")
        if (
            len(text) >= 4
            and not tiny
            and not re.search(r"\.(?:png|jpe?g|gif|webp|svg)$|^(?:logo|로고|icon|아이콘)$", text, re.I)
        ):
            self._flush()
            self.out.add("alt", text)

    def _definitions(self, tag: Tag) -> None:
        term = ""
        for child in tag.find_all(["dt", "dd"]):
            text = clean(child.get_text(" "))
            if child.name == "dt":
                term = text
            elif text:
                self.out.add("row", f"{term}: {text}" if term else text)

    def _flush(self) -> None:
        text = "".join(self.buffer)
        self.buffer.clear()
        if not text.strip(f"{_BOLD_ON}{_BOLD_OFF} \n\xa0"):
            return
        kind: BlockKind = "paragraph"
        level = 0
        label = ""
        for frame in reversed(self.stack):
            label = label or self.labels.get(id(frame.tag), "")
            if kind == "paragraph" and frame.kind:
                kind, level = frame.kind, frame.level
        lines = [line for line in (part.strip() for part in text.split("\n")) if clean(line)]
        if kind == "heading":
            self.out.add("heading", " ".join(map(_unbold, lines)), level)
            return
        for line, bold in _sentences(lines):
            self._line(line, bold, kind, label, alone=len(lines) == 1)

    def _line(self, line: str, bold: bool, kind: BlockKind, label: str, *, alone: bool) -> None:
        mark, rest = marked(clean(line))
        if label:
            self.out.add("row", f"{label}: {clean(line)}")
        elif mark:
            self.out.add(mark, rest)
        elif bold and kind == "paragraph" and _names(clean(line)):
            quoted_number = any(c.isdigit() for c in line) and not clean(line).endswith("?")
            self.out.add(
                "paragraph" if quoted_number and alone else "heading", line, 0 if quoted_number and alone else 6
            )
        else:
            self.out.add(kind, line)


def _names(line: str) -> bool:
    """Whether a bold line is short enough to stand above others; a question may be longer."""
    return len(line) <= (80 if line.endswith("?") else 30) and not re.search(r"[.!다]$", line)


def _unbold(line: str) -> str:
    return line.replace(_BOLD_ON, "").replace(_BOLD_OFF, "")


def _sentences(lines: list[str]) -> Iterator[tuple[str, bool]]:
    """Yield the lines of a paragraph, those that only layout broke put together, and whether each is wholly bold."""
    held = ""
    for line in [*lines, ""]:
        plain = clean(_unbold(line))
        if held and plain and not marked(plain)[0] and runs_on(clean(_unbold(held)), plain):
            held = f"{held} {line}"
            continue
        if held:
            inner = held.strip()
            bold = inner.startswith(_BOLD_ON) and inner.find(_BOLD_OFF) == len(inner) - 1
            yield _unbold(held), bold
        held = line


def _kind(tag: Tag) -> tuple[BlockKind | None, int]:
    name = tag.name
    if re.fullmatch(r"h[1-6]", name):
        return "heading", int(name[1])
    if name in ("summary", "button"):
        return "heading", 4
    if name == "li":
        return ("step" if tag.parent is not None and tag.parent.name == "ol" else "item"), 0
    return ("quote", 0) if name == "blockquote" else (None, 0)


def _is_menu(tag: Tag) -> bool:
    """Menus, cookie bars and breadcrumbs that are no `nav`."""
    if tag.get("role") in ("navigation", "contentinfo"):
        return True
    words = " ".join(str(c) for c in tag.get_attribute_list("class")) if tag.name in ("div", "ul", "section") else ""
    return bool(
        re.search(r"(?:^|[\s_-])(?:cookie|breadcrumb|gnb|lnb|navbar|menu|sns|share|footer)(?:$|[\s_-])", words, re.I)
    )


def _tab_labels(tag: Tag) -> dict[int, str]:
    """If `tag` is a list of tabs, return what each panel after it (by `id()` of the element) is called."""
    words = f"{' '.join(str(c) for c in tag.get_attribute_list('class'))} {tag.get('role') or ''}"
    if not re.search(r"\btabs?\b|tablist|tab-(?:list|menu|nav)", words) or tag.name not in ("div", "ul", "ol"):
        return {}
    names = [
        clean(t.get_text(" ")) for t in tag.find_all(["button", "a", "li"], limit=20) if not t.find(["button", "a"])
    ]
    panels = [
        t
        for t in tag.find_next_siblings(limit=40)
        if isinstance(t, Tag)
        and re.search(
            r"panel|content|tab", f"{' '.join(map(str, t.get_attribute_list('class')))} {t.get('role') or ''}"
        )
    ]
    if len(names) < 2 or len(panels) != len(names):
        return {}
    return {id(panel): name for panel, name in zip(panels, names, strict=True)}
