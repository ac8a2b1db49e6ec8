"""JSON documents of vendors: loading one without ever failing, and taking values out of it whose type is not known."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from kbgen.models import Skipped
from kbgen.readers.rows import written
from kbgen.readers.text import ENCODINGS

Record = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file: its value, and the encoding it was in."""

    value: object
    encoding: str


def load(path: Path) -> Document | Skipped:
    """Read a whole JSON file, or say where it breaks.

    Raises:
        OSError: the file cannot be read.
    """
    data = path.read_bytes()
    for encoding in ("utf-16", "utf-32") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        kind = "utf-8" if encoding == "utf-8-sig" and not data.startswith(b"\xef\xbb\xbf") else encoding
        return _parsed(text, kind, str(path))
    return Skipped(str(path), "file", "text in no known encoding; save it as UTF-8")


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
