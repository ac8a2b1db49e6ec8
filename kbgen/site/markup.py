"""Rendered HTML as a small tree, and the tree as plain text or Markdown: what machines are told of a page's text."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import groupby
from urllib.parse import quote, urlsplit

from kbgen.pages.markdown import escape

DEPTH = 60
"""Elements nested deeper are taken as standing at this depth, so that no page can exhaust the stack."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_UNSEEN = frozenset("head iframe noscript object script style svg template title".split())
_BLOCKS = frozenset(
    "address article aside blockquote body dd details div dl dt fieldset figcaption figure footer form header hr html "
    "li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
) | set(HEADINGS)
_SCHEMES = ("", "http", "https", "mailto", "tel")
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~"}


@dataclass(slots=True)
class Node:
    """An element: its attributes, what is in it (elements and text), and where its tag starts in the source."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Node | str]" = field(default_factory=list)
    offset: int = 0

    def elements(self, *tags: str) -> "Iterator[Node]":
        """Yield the elements that stand directly in this one, all or those of some tags."""
        return (c for c in self.children if isinstance(c, Node) and (not tags or c.tag in tags))

    @property
    def unseen(self) -> bool:
        """Whether a reader sees nothing of it, or it is the sign that links to a heading."""
        classes = self.attributes.get("class", "").split()
        return self.tag in _UNSEEN or "headerlink" in classes or "hidden" in self.attributes


def tree(html: str) -> Node:
    """Return the element around all of a page's HTML."""
    parser = _Parser(html)
    parser.feed(html)
    parser.close()
    return parser.root


def plain(nodes: "Iterable[Node | str]") -> str:
    """Return what a reader sees as plain text: a line for each paragraph, item and row."""
    return "\n".join(line.rstrip() for line in _blocks(nodes, _Plain()).split("\n") if line.strip())


def markdown(nodes: "Iterable[Node | str]", link: Callable[[str], str]) -> str:
    """Return what a reader sees as Markdown, in which text stays text; `link` turns a relative address into another."""
    return _blocks(nodes, _Marked(link))


class _Parser(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("body")
        self._open = [self.root]
        self._lines = [0]
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        node = Node(tag, {name: value or "" for name, value in attrs}, offset=self._lines[line - 1] + column)
        self._open[-1].children.append(node)
        if tag not in _VOID and len(self._open) < DEPTH:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        into = self._open[-1].children
        if into and isinstance(into[-1], str):
            into[-1] += data
        else:
            into.append(data)


class _Plain:
    """Writes the tree as text alone."""

    gap = "\n"

    def text(self, text: str, inside: bool) -> str:
        return _spaced(text)

    def inline(self, node: Node, inner: str) -> str:
        return node.attributes.get("alt", "") if node.tag == "img" else "\n" if node.tag == "br" else inner

    def block(self, node: Node, inner: str) -> str:
        return inner

    def row(self, cells: list[str], head: bool) -> str:
        return " · ".join(filter(None, cells))


class _Marked(_Plain):
    """Writes the tree as Markdown."""

    gap = "\n\n"

    def __init__(self, link: Callable[[str], str]) -> None:
        self._link = link

    def text(self, text: str, inside: bool) -> str:
        """Escape the words, and keep the spaces around them; `inside` a line, its first sign begins no list."""
        spaced = _spaced(text)
        words = escape(f"x{spaced.strip()}")[1:] if inside else escape(spaced)
        return f"{' ' * spaced.startswith(' ')}{words}{' ' * spaced.endswith(' ')}" if words else spaced

    def inline(self, node: Node, inner: str) -> str:
        bare = inner.strip()
        if node.tag == "br":
            return "\\\n"
        if node.tag == "img":
            alt, source = escape(node.attributes.get("alt", "")), self._address(node.attributes.get("src", ""))
            return f"![{alt}]({source})" if source else alt
        if node.tag == "code" and bare:
            return _code(_joined(node))
        if node.tag == "a" and bare:
            goal = self._address(node.attributes.get("href", ""))
            return inner.replace(bare, f"[{bare}]({goal})", 1) if goal else inner
        mark = _MARKS.get(node.tag, "") if bare and "\n" not in bare else ""
        return inner.replace(bare, f"{mark}{bare}{mark}", 1) if mark else inner

    def block(self, node: Node, inner: str) -> str:
        if node.tag in HEADINGS:
            heading = " ".join(inner.replace("\\\n", " ").split())
            return f"{'#' * int(node.tag[1])} {heading}" if heading else ""
        if node.tag == "hr":
            return "---"
        if node.tag == "pre":
            code = _joined(node).strip("\n")
            fence = "`" * max(3, _longest(code) + 1)
            return f"{fence}\n{code}\n{fence}"
        if node.tag == "blockquote":
            return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
        return inner

    def row(self, cells: list[str], head: bool) -> str:
        line = f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"
        return f"{line}\n|{' --- |' * len(cells)}" if head else line

    def _address(self, url: str) -> str:
        try:
            parts = urlsplit(url.strip())
        except ValueError:
            return ""
        if not url.strip() or parts.scheme not in _SCHEMES:
            return ""
        goal = url.strip() if parts.scheme or parts.netloc else self._link(url.strip())
        return quote(goal, safe="%/:?#@!$&*+,;=~-._[]'")


def _blocks(nodes: "Iterable[Node | str]", writer: _Plain) -> str:
    """Write blocks, each with a gap to the next; words that stand between blocks are a block, too."""
    found: list[str] = []
    for inline, group in groupby(nodes, key=lambda node: isinstance(node, str) or node.tag not in _BLOCKS):
        if inline:
            found.append(_inline(group, writer).strip())
        else:
            found += [_block(node, writer) for node in group if isinstance(node, Node)]
    return writer.gap.join(filter(None, found))


def _block(node: Node, writer: _Plain) -> str:
    if node.unseen:
        return ""
    if node.tag in ("ul", "ol"):
        return _list(node, writer)
    if node.tag == "table":
        return _table(node, writer)
    if node.tag == "pre":
        return writer.block(node, _joined(node).strip("\n"))
    return writer.block(node, _blocks(node.children, writer))


def _list(node: Node, writer: _Plain) -> str:
    """Four spaces hold what belongs to an item together, for CommonMark and for Python-Markdown."""
    items = []
    for number, item in enumerate(node.elements("li"), 1):
        text = _blocks(item.children, writer).replace("\n", "\n    ")
        items.append(f"{f'{number}.' if node.tag == 'ol' else '-'} {text}")
    return "\n".join(re.sub(r"\n +(?=\n|$)", "\n", item) for item in items)


def _table(node: Node, writer: _Plain) -> str:
    lines = []
    for number, row in enumerate(_within(node, "tr")):
        cells = [" ".join(_inline(cell.children, writer).replace("\\\n", " ").split()) for cell in row.elements()]
        lines.append(writer.row(cells, number == 0))
    return "\n".join(filter(None, lines))


def _within(node: Node, tag: str) -> Iterator[Node]:
    for child in node.elements():
        if child.tag == tag:
            yield child
        elif child.tag != "table":
            yield from _within(child, tag)


def _inline(nodes: "Iterable[Node | str]", writer: _Plain) -> str:
    made = ""
    for node in nodes:
        if isinstance(node, str):
            made += writer.text(node, inside=made.strip(" ")[-1:] not in ("", "\n", *"0123456789"))
        elif not node.unseen:
            made += writer.inline(node, _inline(node.children, writer))
    return made


def _joined(node: Node) -> str:
    return "".join(c if isinstance(c, str) else "" if c.unseen else _joined(c) for c in node.children)


def _code(text: str) -> str:
    """Return a code span; its fence is longer than any row of backticks in it."""
    text = " ".join(text.split())
    fence = "`" * (_longest(text) + 1)
    pad = " " * (text.startswith("`") or text.endswith("`"))
    return f"{fence}{pad}{text}{pad}{fence}"


def _longest(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)
