"""Text files line by line: their encoding, their lines in order, and any stretch of them again by its place."""

import codecs
import io
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from types import TracebackType
from typing import BinaryIO, NamedTuple, Self

from kbgen.readers.files import File
from kbgen.readers.text import CONTROLS

ENCODINGS = ("utf-8-sig", "utf-8", "cp949")
MAX_LINE = 64 << 20
"""Longer lines are not read, in bytes."""
MAX_TRANSCODED = 256 << 20
"""Larger files in UTF-16, or with the line ends of old Macs, are not read, in bytes: they are held in memory."""
TOO_LARGE = f"a UTF-16 file of more than {MAX_TRANSCODED >> 20} MB; save it as UTF-8"
_CHUNK = 1 << 20
_STRANGE = 7
"""What has more control characters and bytes of no character than one in so many is not text."""
_ESCAPED = re.compile("[\udc80-\udcff]")
_NEXT_LINE = re.compile(r"(?<=\n)(?!\Z)")


class Line(NamedTuple):
    """One line with its end: its place in the file, in bytes, and its text; None when it is longer than `MAX_LINE`."""

    start: int
    end: int
    text: str | None


class Lines(AbstractContextManager["Lines"]):
    """The lines of a file. No byte makes reading fail: those that are not in the encoding show in `bad_bytes`.

    Raises:
        OSError: the file cannot be read, or is too large for an encoding that is not read in pieces.
    """

    def __init__(self, file: File, encoding: str) -> None:
        self._encoding = "utf-8" if encoding == "utf-8-sig" else encoding
        stream = file.open()
        if encoding == "utf-16" or _is_old_mac(stream):
            with stream:
                stream = self._transcoded(file, stream)
            self._encoding = "utf-8"
        self._stream = stream

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()

    def __iter__(self) -> Iterator[Line]:
        """Yield all lines from the beginning; nothing else may read in between."""
        self._stream.seek(0)
        start = 0
        while raw := self._stream.readline(MAX_LINE):
            end = start + len(raw)
            if len(raw) == MAX_LINE and not raw.endswith(b"\n"):
                while (more := self._stream.readline(_CHUNK)) and not more.endswith(b"\n"):
                    end += len(more)
                end += len(more)
                yield Line(start, end, None)
            else:
                text = raw.decode(self._encoding, "surrogateescape")
                yield Line(start, end, text.removeprefix("\ufeff") if not start else text)
            start = end

    def between(self, start: int, end: int) -> list[str]:
        """Return the lines of a stretch, which must begin and end where lines do."""
        self._stream.seek(start)
        text = self._stream.read(end - start).decode(self._encoding, "surrogateescape")
        return _NEXT_LINE.split(text.removeprefix("\ufeff") if not start else text)

    def _transcoded(self, file: File, stream: BinaryIO) -> BinaryIO:
        if file.size > MAX_TRANSCODED:
            raise OSError(0, TOO_LARGE)
        stream.seek(0)
        errors = "replace" if self._encoding == "utf-16" else "surrogateescape"
        text = stream.read().decode(self._encoding, errors)
        if "\n" not in text:
            text = text.replace("\r", "\n")
        return io.BytesIO(text.encode("utf-8", "surrogateescape"))


def encoding_of(file: File) -> str:
    """Return the encoding of a whole text file: the first that fits of UTF-16 (by its mark), UTF-8 and CP949.

    When none fits, the one that more lines are in; the bad bytes are then for the reader of lines to report. The file
    is read in pieces.

    Raises:
        OSError: the file cannot be read.
    """
    with file.open() as stream:
        candidates = _candidates(stream.read(4))
    for encoding in candidates:
        if _fits(file, encoding):
            return encoding
    return min(candidates, key=lambda encoding: _bad_lines(file, encoding))


def bad_bytes(text: str) -> bool:
    """Tell whether a text of `Lines` holds bytes that were not in the encoding."""
    return _ESCAPED.search(text) is not None


def decoded_head(data: bytes) -> tuple[str, str] | None:
    """Return (text, encoding) of the beginning of a text file, or None when it is not text."""
    decoded = [
        (codecs.getincrementaldecoder(encoding)(errors="replace").decode(data), encoding)
        for encoding in _candidates(data)
    ]
    text, encoding = min(decoded, key=lambda pair: pair[0].count("\ufffd"))
    strange = text.count("\ufffd") + sum(1 for _ in CONTROLS.finditer(text))
    return (text, encoding) if strange * _STRANGE < len(text) else None


def _candidates(data: bytes) -> tuple[str, ...]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    return ENCODINGS[:1] if data.startswith(codecs.BOM_UTF8) else ENCODINGS[1:]


def _fits(file: File, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with file.open() as stream:
            while chunk := stream.read(_CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _bad_lines(file: File, encoding: str) -> int:
    with Lines(file, encoding) as lines:
        return sum(line.text is None or bad_bytes(line.text) for line in lines)


def _is_old_mac(stream: BinaryIO) -> bool:
    """Tell whether lines end with a carriage return alone, by the beginning of a file."""
    head = stream.read(_CHUNK)
    return b"\r" in head and b"\n" not in head
