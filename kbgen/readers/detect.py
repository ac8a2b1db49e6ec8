"""What a file is, by its content: a look at its first bytes, at the names in a zip, at the keys of its JSON."""

import json
import re
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from typing import BinaryIO

from kbgen.readers.files import BROKEN, File
from kbgen.readers.lines import decoded_head

HEAD = 1 << 16
"""So many bytes are looked at."""
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_OLE = b"\xd0\xcf\x11\xe0"
_PAGE = re.compile(
    r"\A\s{0,999}(?:<\?xml[^>]{0,999}>\s{0,99})?(?:<!--(?:(?!-->).)*+-->\s{0,99}+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_DEPTH = 3
_JSON = re.compile(r"\s*(?:\{|\[\s*(?:[\[{\"\]]|-?\d|true\b|false\b|null\b|\Z))")
"""How JSON begins. A bracket before a word is a notice's `[공지]`, a log's `[INFO]`, or a link."""


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a file.

    `text` is empty for what is not text; `members` are the names in a zip; `keys` the key paths of JSON to a depth of
    three, lists left out (`tickets.comments.id`); `lines` tells JSON Lines from one JSON document.
    """

    data: bytes
    text: str = ""
    members: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    lines: bool = False

    @property
    def json(self) -> bool:
        """Whether it begins like JSON."""
        return _JSON.match(self.text) is not None

    @property
    def binary(self) -> bool:
        """Whether it is no text."""
        return not self.text

    @property
    def ole(self) -> bool:
        """Whether it is in Microsoft's compound format: old Office files, and new ones under a password."""
        return self.data.startswith(_OLE)

    def whole_lines(self) -> list[str]:
        """Return the lines that are not blank, without the last one where the look at the file cuts it."""
        lines = self.text.splitlines()
        cut = len(self.data) >= HEAD and len(lines) > 1
        return [line for line in (lines[:-1] if cut else lines) if line.strip()]

    def has(self, *paths: str) -> bool:
        """Tell whether all these key paths occur."""
        return all(path in self.keys for path in paths)

    def any(self, paths: Collection[str]) -> bool:
        """Tell whether one of these key paths occurs."""
        return not self.keys.isdisjoint(paths)


def look(file: File) -> Head:
    """Return the head of a file.

    Raises:
        OSError: it cannot be read.
    """
    with file.open() as stream:
        data = stream.read(HEAD)
        if data.startswith(b"PK\x03\x04"):
            return Head(data, members=_members(stream))
    decoded = decoded_head(data)
    text = decoded[0].lstrip("\ufeff") if decoded else ""
    if data.startswith((_OLE, b"%PDF", b"\x89PNG", b"\x1f\x8b", b"PK")):
        text = ""
    head = Head(data, text)
    return Head(data, text, keys=_outline(text), lines=_is_lines(head)) if head.json else head


def is_page(head: Head) -> bool:
    """Tell whether a file is an HTML page."""
    return _PAGE.match(head.text) is not None


def is_old_excel(file: File) -> bool:
    """Tell whether a compound file is an old workbook rather than a new one under a password."""
    return _holds(file, "Workbook") and not _holds(file, "EncryptedPackage")


def is_office(file: File) -> bool:
    """Tell whether a compound file is an old document of Word, PowerPoint or Hangul, none of them under a password."""
    return any(_holds(file, part) for part in ("WordDocument", "PowerPoint Document", "HwpSummaryInformation"))


def _holds(file: File, part: str) -> bool:
    """Tell whether a compound file has a part of this name; its directory holds the names in UTF-16."""
    return part.encode("utf-16-le") in file.read()


def _members(stream: BinaryIO) -> frozenset[str]:
    try:
        with zipfile.ZipFile(stream) as archive:
            return frozenset(archive.namelist())
    except BROKEN:
        return frozenset()


def _outline(text: str) -> frozenset[str]:
    """Return the key paths of JSON, which may end anywhere or be several values after each other."""
    keys: set[str] = set()
    stack: list[str] = []  # for each open brace or bracket, the path of what is inside it
    path = ""
    pieces = _TOKEN.findall(text)
    for piece, following in zip(pieces, [*pieces[1:], ""], strict=True):
        if piece in "{[":
            stack.append(path)
        elif piece in "}]":
            path = stack.pop() if stack else ""
        elif following == ":" and piece[0] == '"' and len(stack) <= 2 * _DEPTH:
            prefix = stack[-1] if stack else ""
            key = _unescaped(piece[1:-1])
            path = f"{prefix}.{key}" if prefix else key
            if path.count(".") < _DEPTH:
                keys.add(path)
        elif piece == "," and stack:
            path = stack[-1]
    return frozenset(keys)


def _unescaped(key: str) -> str:
    """Return a key as it is meant; `json.dumps` escapes Korean."""
    try:
        return str(json.loads(f'"{key}"')) if "\\" in key else key
    except ValueError:
        return key


def _is_lines(head: Head) -> bool:
    """Tell whether each line is an object: the first one is, or half of them are, for any line may be broken."""
    if not head.text.lstrip().startswith("{"):
        return False
    lines = head.whole_lines()[:50]
    if len(lines) == 1 and len(head.data) >= HEAD:
        return True  # one line goes on beyond the look: a long conversation, unless a vendor's keys say otherwise
    return _is_object(lines[0]) or sum(map(_is_object, lines)) * 2 >= len(lines)


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
