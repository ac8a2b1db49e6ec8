"""A text file to what a reader sees of it: sections of paragraphs and list items in sentences, each with its line.

Front matter, code, comments and quotations are not the page's own words. They keep no place in it, or are masked.
"""

import html
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from kbgen.language.fold import language_of
from kbgen.language.sentences import sentences

MASK = "\ufffc"
"""Stands for each character that the page only quotes: code, a button's name, the words of somebody else."""

_LONGEST = 3_000
_BREAK = regex.compile(r"\r\n|\n|\r")
_FENCE = regex.compile(r"[ >]{0,8}(`{3,}|~{3,})")
_HEADING = regex.compile(r" {0,3}#{1,6}[ \t]+(?P<text>.*?)[ \t#]*$")
_UNDERLINE = regex.compile(r" {0,3}(?:=+|-{2,})[ \t]*$")
_ITEM = regex.compile(r"[ \t]{0,12}(?:[-*+•·]|\d{1,3}[.)])[ \t]+(?P<text>.*)$")
_CELLS = regex.compile(r"[ \t]{0,3}\|(?P<text>.*)$")
_ASIDE = regex.compile(r"[ \t]{0,8}(?:!!!|\?\?\?\+?|===)[ \t]+[\w\"]")
_SKIPPED = regex.compile(r"[ \t]{0,3}(?:>|\[[^\]]{1,200}\]:\s|<!--.*-->\s*$)|[ \t|:-]*$")
_INDENT = regex.compile(r"(?: {4}|\t)")
_INLINE = regex.compile(
    r"(?P<code>(`{1,3})[^`]{1,500}\2)|!?\[(?P<link>[^\[\]]{0,300})\]\([^()]{0,500}\)|<https?://[^>\s]{1,500}>|"
    r"<!--.{0,500}?-->|</?[A-Za-z][^<>]{0,500}>|\\(?P<escaped>[!-/:-@\[-`{-~])|"
    r"(?P<entity>&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-z]{2,8});)|\*{1,3}|~~|(?<!\w)_{1,2}|_{1,2}(?!\w)|"
    r"\{[:#.][^{}]{0,100}\}|(?P<address>https?://\S{1,500})"
)
_QUOTED = regex.compile(
    r"“[^”]{1,200}”|‘[^’]{1,200}’|「[^」]{1,200}」|『[^』]{1,200}』|\"[^\"]{1,200}\"|(?<![A-Za-z])'[^']{2,200}'(?![A-Za-z])|"
    r"\[[^\[\]]{1,80}\]"
)


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence: its line in the file, as shown, and with what it only quotes masked; both are of one length."""

    line: int
    shown: str
    own: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (`text`), a list item (`item`) or a row of a table (`row`), in its language `ko` or `en`."""

    kind: str
    line: int
    shown: str
    own: str
    language: str
    said: tuple[Said, ...]


@dataclass(slots=True)
class Section:
    """A heading, empty before the first one, and the blocks up to the next heading."""

    heading: str = ""
    blocks: list[Block] = field(default_factory=list)

    @property
    def said(self) -> list[tuple[Block, Said]]:
        """The sentences of all blocks, in order."""
        return [(block, said) for block in self.blocks for said in block.said]


def sections(text: str) -> list[Section]:
    """Return the sections of a Markdown or plain text; lines count from 1 from the top of the file."""
    found = [Section()]
    lines = _BREAK.split(text.removeprefix("\ufeff"))
    for kind, number, parts in _pieces(lines, _front_matter(lines)):
        if kind == "heading":
            found.append(Section(_shown(parts[0])[0]))
        else:
            block = _block(kind, number, parts)
            if block.said:
                found[-1].blocks.append(block)
    return found


def _front_matter(lines: list[str]) -> int:
    """Return the number of lines that the front matter takes."""
    if lines[0].rstrip() != "---":
        return 0
    return next((n + 1 for n, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), 0)


def _pieces(lines: list[str], start: int) -> Iterator[tuple[str, int, list[str]]]:
    """Yield (kind, first line, lines) of headings and blocks."""
    open_block: tuple[str, int, list[str]] | None = None
    code = _code(lines, start)
    listed = False
    for index in range(start, len(lines)):
        line = lines[index]
        kind, text = _kind(line, index in code, open_block, listed)
        if kind == "underline" and open_block is not None:
            yield "heading", open_block[1], [" ".join(open_block[2])]
            open_block, listed = None, False
        elif kind == "more" and open_block is not None:
            open_block[2].append(text)
        else:
            if open_block is not None:
                yield open_block
            open_block = None
            listed = (listed and (kind == "gap" or line.startswith((" ", "\t")))) or kind in ("item", "aside")
            if kind == "heading":
                yield kind, index + 1, [text]
            elif kind in ("item", "row", "text"):
                open_block = (kind, index + 1, [text])
    if open_block is not None:
        yield open_block


def _kind(line: str, code: bool, above: tuple[str, int, list[str]] | None, listed: bool) -> tuple[str, str]:
    """Return what a line is and its text; `more` goes on with the block above, `gap` is not text."""
    heading, item, row = _HEADING.match(line), _ITEM.match(line), _CELLS.match(line)
    if code:
        return "gap", ""
    if heading is not None:
        return "heading", heading["text"]
    if above is not None and above[0] == "text" and _UNDERLINE.match(line):
        return "underline", ""
    if _ASIDE.match(line):
        return "aside", ""
    if _SKIPPED.match(line):
        return "gap", ""
    if item is not None:
        return "item", item["text"]
    if row is not None:
        return "row", row["text"]
    if above is not None:
        return "more", line.strip()
    # What is indented after a blank line is code, except below a list item or an admonition.
    return ("gap", "") if _INDENT.match(line) and not listed else ("text", line.strip())


def _code(lines: list[str], start: int) -> set[int]:
    """Return the indexes of the lines in fenced code and in comments of several lines."""
    found: set[int] = set()
    fence = ""
    for index in range(start, len(lines)):
        line = lines[index]
        if fence:
            found.add(index)
            fence = "" if line.strip(" >").startswith(fence) else fence
        elif opened := _FENCE.match(line):
            found.add(index)
            fence = opened[1]
        elif line.lstrip().startswith("<!--") and "-->" not in line:
            found.add(index)
            fence = "-->"
        if fence == "-->" and "-->" in line:
            fence = ""
    return found


def _block(kind: str, line: int, parts: list[str]) -> Block:
    shown, own, starts = "", "", []
    for part in parts:
        starts.append(len(shown))
        seen, told = _shown(part)
        shown, own = f"{shown}{seen} ", f"{own}{told} "
    shown, own = shown[:-1], _QUOTED.sub(lambda match: MASK * len(match.group()), own[:-1])
    said, at = [], 0
    # A longer block is told to be too long; what else is wrong with it shows when it is cut.
    for sentence in sentences(own[:_LONGEST]):
        at = max(own.find(sentence, at), at)
        end = at + len(sentence)
        said.append(Said(line + bisect_right(starts, at) - 1, shown[at:end], sentence))
        at = end
    return Block(kind, line, shown, own, language_of(own), tuple(said))


def _shown(line: str) -> tuple[str, str]:
    """Return a line as it is shown, and with code and addresses masked."""
    shown, own, at = [], [], 0
    for match in _INLINE.finditer(line):
        before = line[at : match.start()]
        seen = match["link"] or match["escaped"] or (html.unescape(match["entity"]) if match["entity"] else "")
        hidden = match["code"] or match["address"] or ""
        shown += [before, seen, hidden]
        own += [before, seen, MASK * len(hidden)]
        at = match.end()
    return "".join([*shown, line[at:]]).strip(), "".join([*own, line[at:]]).strip()
