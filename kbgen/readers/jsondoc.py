"""JSON documents of vendors: loading one without ever failing, and taking values out of it whose type is not known."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import ijson

from kbgen.models import Skipped
from kbgen.readers.detect import HEAD, look
from kbgen.readers.files import File
from kbgen.readers.lines import ENCODINGS, MAX_LINE, Lines, bad_bytes, encoding_of
from kbgen.readers.rows import written

Record = Mapping[str, object]


MAX_WHOLE = 32 << 20
"""Larger documents are read item by item, in bytes: parsed whole they would take many times their size."""
MAX_DOCUMENT = 256 << 20
"""Larger documents that have none of the lists that are looked for are not read, in bytes."""


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document, or an item of a long one: its value, the encoding, and where it stands in its file."""

    value: object
    encoding: str
    where: str = "file"


def load(file: File) -> Document | Skipped:
    """Read a whole JSON file, or say where it breaks.

    Raises:
        OSError: the file cannot be read.
    """
    if file.size > MAX_DOCUMENT:
        return Skipped(str(file), "file", f"one JSON document of more than {MAX_DOCUMENT >> 20} MB; export it in parts")
    data = file.read()
    for encoding in ("utf-16", "utf-32") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        kind = "utf-8" if encoding == "utf-8-sig" and not data.startswith(b"\xef\xbb\xbf") else encoding
        return _parsed(text, kind, str(file))
    return Skipped(str(file), "file", "text in no known encoding; save it as UTF-8")


def documents(file: File, lists: Sequence[str]) -> Iterator[Document | Skipped]:
    """Yield what a vendor's file holds: one document, one a line, or a long one in pieces with one item each.

    `lists` are the names under which the vendor's documents keep their items (`{"tickets": [...]}`); a piece of a long
    document is `{"tickets": [item]}`, or the item itself where the document is a list. Lines and items that cannot be
    read are told, and the others are read.

    Raises:
        OSError: the file cannot be read.
    """
    head = look(file)
    if head.lines and (len(head.whole_lines()) > 1 or file.size >= HEAD):
        yield from _lines(file)
    elif file.size > MAX_WHOLE:
        yield from _pieces(file, lists, head.text.lstrip("\ufeff \t\r\n")[:1])
    else:
        yield load(file)


def _lines(file: File) -> Iterator[Document | Skipped]:
    """Read one document a line; a document over several lines whose first line is an object by itself is none."""
    encoding = encoding_of(file)
    with Lines(file, encoding) as lines:
        for number, line in enumerate(lines, 1):
            where = f"line {number}"
            if line.text is None:
                yield Skipped(str(file), where, f"a line longer than {MAX_LINE >> 20} MB")
            elif bad_bytes(line.text):
                yield Skipped(str(file), where, "bytes that are not in the file's encoding")
            elif text := line.text.strip(" \t\r\n\x00\ufeff"):
                try:
                    yield Document(json.loads(text), encoding, where)
                except (ValueError, RecursionError) as error:
                    yield Skipped(str(file), where, problem_of(error))


def _pieces(file: File, lists: Sequence[str], opening: str) -> Iterator[Document | Skipped]:
    """Read a long document without ever holding more than one item of it, once for each list that it may have."""
    nothing = True
    for place, name in [("item", "")] if opening == "[" else [(f"{name}.item", name) for name in lists]:
        number = 0
        with file.open() as stream:
            try:
                for number, item in enumerate(ijson.items(stream, place, use_float=True), 1):
                    nothing = False
                    yield Document({name: [item]} if name else item, "utf-8", f"{name} {number}".strip())
            except (ijson.JSONError, ValueError, RecursionError):
                nothing = False
                yield Skipped(str(file), f"after {name or 'item'} {number}", "broken JSON; export the file again")
                break
    if nothing:
        yield load(file)


def problem_of(error: ValueError | RecursionError) -> str:
    """Say what is wrong with JSON, without its content."""
    if isinstance(error, RecursionError):
        return "JSON nested too deeply"
    if not isinstance(error, json.JSONDecodeError):
        return "JSON with a number too long to read"
    ended = error.pos >= len(error.doc.rstrip()) or "Unterminated string" in error.msg
    return "the JSON ends too early; export the file again" if ended else f"broken JSON ({error.msg})"


def records(value: object) -> Iterator[Record]:
    """Yield the objects of a JSON list, leaving out anything else; nothing when it is no list."""
    if isinstance(value, list):
        yield from (cast(Record, item) for item in value if isinstance(item, dict))


def listed(page: Record, name: str, one: str) -> Iterator[Record]:
    """Yield the objects of a page's list, or the single object under its other name (`ticket` for `tickets`)."""
    many = page.get(name)
    return records(many if isinstance(many, list) else [page.get(one)])


def record(value: object) -> Record:
    """Return a JSON object, or an empty one for anything else."""
    return cast(Record, value) if isinstance(value, dict) else {}


def texts(source: Record, keys: Sequence[str]) -> tuple[str, ...]:
    """Return the values of some keys as clean text, without the empty ones."""
    return tuple(text for key in keys if (text := written(source.get(key))))


def _parsed(text: str, encoding: str, path: str) -> Document | Skipped:
    try:
        return Document(json.loads(text), encoding)
    except json.JSONDecodeError as error:
        return Skipped(path, f"line {error.lineno}", problem_of(error))
    except (ValueError, RecursionError) as error:
        return Skipped(path, "file", problem_of(error))
