"""Markdown and plain text notices → blocks."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

import yaml

from kbgen.readers.notice_blocks import MAX_BLOCK, Block, Builder, clean, marked, runs_on, without_merge_tags

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_IMAGE = re.compile(r"!\[([^\]\n]{0,300})\]\([^)\n]{0,500}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\([^)\n]{1,500}\)")
_HTML = re.compile(r"</?[a-zA-Z][^<>\n]{0,300}>")
_STRONG = re.compile(r"(\*\*\*|\*\*|___|__|~~)(?=\S)(.{1,400}?)(?<=\S)\1")
_EM = re.compile(
    r"(?<![\w*])(?:(\*)(?=[^\s*])([^*\n]{1,400}?)(?<=\S)\*(?!\*)|(_)(?=[^\s_])([^_\n]{1,400}?)(?<=\S)_(?!\w))"
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~>])")
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*$")
_ONLY_STRONG = re.compile(r"^(?:\*\*|__)([^*_]{1,40}|[^*_]{1,80}\?)(?:\*\*|__)\s*:?$")
_ORDERED = re.compile(r"^\s*\d{1,2}[.)]\s+(?!\d{1,2}\s*[.월])")
_UNORDERED = re.compile(r"^\s*[-*+]\s+(?:\[[ xX]\]\s+)?")
_NOTHING = re.compile(r"\A\s{0,99}(?:(?:[-*_]\s{0,9}){3,}|```.*)")
_TABLE_LINE = re.compile(r"^(?=.*--)[\s:|-]+$")

Meta = tuple[tuple[str, str], ...]


def front_matter(text: str) -> tuple[Meta, str]:
    """Return the front matter's keys and values as text, and what comes after it."""
    match = _FRONT.match(text)
    if not match:
        return (), text
    try:
        data = yaml.safe_load(match.group(1))
    except (yaml.YAMLError, ValueError, RecursionError):
        pairs = (line.partition(":") for line in match.group(1).splitlines() if ":" in line)
        return tuple((k.strip(), clean(v)) for k, _, v in pairs), text[match.end() :]
    if not isinstance(data, Mapping):
        return (), text[match.end() :]
    return tuple((str(k), clean(str(v))) for k, v in data.items() if v is not None), text[match.end() :]


def markdown_blocks(text: str) -> list[Block]:
    """Return the blocks of a Markdown text without front matter."""
    out = Builder()
    _markdown(_COMMENT.sub("", text).split("\n"), out, quoted=False)
    return out.blocks


def inline(text: str) -> str:
    """Return a Markdown line without its marks: emphasis, links, code and HTML tags."""
    text = without_merge_tags(text)
    text = _HTML.sub(" ", _LINK.sub(r"\1", _IMAGE.sub(" ", text)))
    for _ in range(2):
        text = _EM.sub(r"\2\4", _STRONG.sub(r"\2", text))
    return _ESCAPE.sub(r"\1", text.replace("`", ""))


def _markdown(lines: Sequence[str], out: Builder, *, quoted: bool) -> None:
    at = 0
    held: list[str] = []
    kind = "paragraph"

    def flush() -> None:
        if held:
            _emit(out, " ".join(held), kind, quoted)
            held.clear()

    while at < len(lines):
        line = lines[at].rstrip()
        for alt in _IMAGE.findall(line):
            out.add("alt", inline(alt))
        if held and re.fullmatch(r"=+|-{2,}", line.strip()):
            out.add("heading", inline(" ".join(held)), 1 if "=" in line else 2)
            held.clear()
        elif after := _structure(lines, at, out, flush, quoted=quoted):
            at = after
            kind = "paragraph"
            continue
        elif (started := _listed(line)) is not None:
            flush()
            kind, first = started
            held.append(first)
        else:
            held.append(line.strip())
            if line.endswith("\\") or lines[at].endswith("  "):
                flush()
        at += 1
    flush()


def _structure(lines: Sequence[str], at: int, out: Builder, flush: Callable[[], None], *, quoted: bool) -> int:
    """Add what is neither prose nor a list at line `at`; return the index of the line after it, 0 if it is prose."""
    line = lines[at].rstrip()
    if not line.strip() or _NOTHING.fullmatch(line):
        flush()
        return at + 1
    if match := _HEADING.match(line):
        flush()
        out.add("heading", inline(match.group(2)), len(match.group(1)))
        return at + 1
    if line.lstrip().startswith(">") and not quoted:
        flush()
        inside: list[str] = []
        while at < len(lines) and lines[at].lstrip().startswith(">"):
            inside.append(re.sub(r"^(?:\s*>)+ ?", "", lines[at]))
            at += 1
        _markdown(inside, out, quoted=True)
        return at
    if "|" in line and at + 1 < len(lines) and "|" in lines[at + 1] and _TABLE_LINE.match(lines[at + 1]):
        flush()
        return _table(lines, at, out)
    if match := _ONLY_STRONG.match(line.strip()):
        flush()
        _strong_line(out, match.group(1))
        return at + 1
    return 0


def _strong_line(out: Builder, text: str) -> None:
    asks = text.rstrip().endswith("?")
    if not asks and (any(c.isdigit() for c in text) or text.rstrip().endswith((".", "!", "요", "다"))):
        out.add("paragraph", inline(text))
    else:
        out.add("heading", inline(text), 5)


def _listed(line: str) -> tuple[str, str] | None:
    if match := _ORDERED.match(line):
        return "step", line[match.end() :]
    if match := _UNORDERED.match(line):
        return "item", line[match.end() :]
    kind, rest = marked(line.strip())
    return (kind, rest) if kind and not line.strip().startswith("*") else None


def _emit(out: Builder, text: str, kind: str, quoted: bool) -> None:
    text = inline(text)
    if kind == "step":
        out.add("step", text)
    elif kind == "item":
        out.add("item", text)
    else:
        out.add("quote" if quoted else "paragraph", text)


def _table(lines: Sequence[str], start: int, out: Builder) -> int:
    """Add the rows of the table whose header is at `start`; return the index after it."""
    headers = _cells(lines[start])
    at = start + 2
    while at < len(lines) and "|" in lines[at] and lines[at].strip():
        cells = _cells(lines[at])
        out.add("row", row_text(headers, cells))
        at += 1
    return at


def _cells(line: str) -> list[str]:
    parts = re.split(r"(?<!\\)\|", line.strip().strip("|"))
    return [clean(inline(part)) for part in parts]


def row_text(headers: Sequence[str], cells: Sequence[str], keys: int = 1) -> str:
    """Return a table row as `key | header: value | …`; the first `keys` cells make the key."""
    key = " ".join(dict.fromkeys(cell for cell in cells[:keys] if cell)).replace("|", "/")
    pairs = [key]
    for header, cell in zip(headers[keys:], cells[keys:], strict=False):
        value = cell.replace("|", "/")
        if value and value not in ("-", "–"):
            pairs.append(f"{header.replace('|', '/').replace(':', ' ')}: {value}" if header else value)
    return " | ".join(pairs)


_TEXT_MARK = re.compile(r"^[■□◆◇▣◈●○▶▷►★☆❖]+\s*")
_BRACKETED = re.compile(r"^[\[<【〈《(「]\s*([^\]>】〉》)」]{1,30})\s*[\]>】〉》)」]$")
_RULE = re.compile(r"^\s*[-=~*_─━]{3,}\s*$")
_LABEL = re.compile(r"^([^:：]{1,20}?)\s*[:：](?!\d)\s*(\S.*)$")


def text_blocks(text: str) -> tuple[str, list[Block]]:
    """Return the title (the first line) and the blocks of a plain text notice."""
    lines = text.split("\n")
    out = Builder()
    title = ""
    for logical in _logical(lines):
        if not title:
            title = clean(re.sub(r"^#+\s*", "", logical))
            out.add("heading", title, 1)
        else:
            _text_line(logical, out)
    return title, out.blocks


def _logical(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines with the continuations of wrapped sentences and items put back."""
    held = ""
    for raw in [*lines, ""]:
        line = raw.strip()
        if _RULE.match(raw):
            line = ""
        wrapped = (
            held and line and len(held) < MAX_BLOCK and not _starts(line) and (runs_on(held, line) or _cut_off(held))
        )
        if wrapped:
            held = f"{held} {line}"
            continue
        if held:
            yield held
        held = line


def _cut_off(line: str) -> bool:
    return len(line) >= 60 and line[-1] not in ".!?:)]。…" and line[-1] not in "요다음함됨임"


def _starts(line: str) -> bool:
    return bool(_TEXT_MARK.match(line) or marked(line)[0] or _BRACKETED.match(line) or _LABEL.match(line))


def _text_line(line: str, out: Builder) -> None:
    if match := _TEXT_MARK.match(line):
        rest = line[match.end() :]
        label = _LABEL.match(rest)
        out.section = ""
        if label:
            out.add("row", f"{label.group(1)}: {label.group(2)}")
        elif len(rest) <= 40 and not rest.endswith((".", "!")):
            out.add("heading", rest.rstrip(":： "), 3)
        else:
            out.add("item", rest)
    elif match := _BRACKETED.match(line):
        out.add("heading", match.group(1), 3)
    elif _is_caption(line):
        out.add("heading", line.rstrip(":： "), 3)
    else:
        kind, rest = marked(line)
        out.add(kind or "paragraph", rest)


def _is_caption(line: str) -> bool:
    """A short line that only announces what follows: it ends with a colon, or is written in capitals."""
    if len(line) > 50 or marked(line)[0]:
        return False
    letters = [c for c in line if c.isalpha()]
    capitals = len(letters) >= 4 and line.upper() == line and line.lower() != line and all(c.isascii() for c in letters)
    return line.endswith((":", "：")) or (capitals and not any(c.isdigit() for c in line))
