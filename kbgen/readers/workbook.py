"""XLSX workbooks as rows of cells: refusing dangerous ones, and reading the others without trust in what they declare."""

import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, BinaryIO, TypeVar
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from kbgen.readers.files import File

MAX_SIZE = 200 << 20
"""A workbook that declares more bytes than this when unpacked is refused: openpyxl takes many times its size."""
MAX_RATIO = 200
MAX_STRINGS = 3_000_000
"""A workbook with more shared strings is refused: a full sheet of messages has a third of them."""
MAX_ROWS = 1_048_576
MAX_COLUMNS = 200
_MIN_RATIO_SIZE = 1 << 20
_CHUNK = 500
_PIECE = 1 << 20

BROKEN = (
    zipfile.BadZipFile, zlib.error, ParseError, DefusedXmlException, KeyError, ValueError, TypeError, IndexError,
    AttributeError, InvalidFileException, OverflowError, EOFError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What openpyxl and zipfile raise on a workbook that is damaged."""

Cells = Sequence[object]
Sheet = ReadOnlyWorksheet
T = TypeVar("T")


def danger(file: File) -> str | None:
    """Say why a workbook must not be unpacked, from what its zip directory declares and how its XML begins.

    Raises:
        OSError: it cannot be read.
        one of `BROKEN`: it is damaged.
    """
    with file.open() as opened, zipfile.ZipFile(opened) as archive:
        parts = archive.infolist()
        size = sum(part.file_size for part in parts)
        if size > MAX_SIZE:
            return f"unpacks to more than {MAX_SIZE >> 20} MB; split it into smaller workbooks or save it as CSV"
        if any(p.file_size > _MIN_RATIO_SIZE and p.file_size > MAX_RATIO * max(p.compress_size, 1) for p in parts):
            return f"unpacks to more than {MAX_RATIO} times its size, as no honest workbook does; save it as CSV"
        for part in parts:
            if part.filename.endswith((".xml", ".rels")) and part.file_size:
                with archive.open(part) as stream:  # a document type stands before the first element, and no further
                    next(iter(ElementTree.iterparse(stream, events=("start",), forbid_dtd=True)))
            if part.filename.lower().endswith("sharedstrings.xml"):
                with archive.open(part) as stream:
                    if _strings(stream) > MAX_STRINGS:
                        return f"more than {MAX_STRINGS:,} different texts; split it into smaller workbooks"
    return None


def sheets_of(stream: BinaryIO) -> list[Sheet]:
    """Return the sheets of a workbook that is open, with formulas as the values they last had.

    Raises:
        one of `BROKEN`: it is damaged.
    """
    # A stream rather than a path: openpyxl would judge a path by its ending.
    book = _quiet(lambda: openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False))
    sheets: list[Sheet] = list(book.worksheets)
    for sheet in sheets:
        sheet.reset_dimensions()  # some programs declare a wrong size, and openpyxl would read no further
    return sheets


def rows_of(sheet: Any, width: int = MAX_COLUMNS) -> Iterator[Cells]:  # openpyxl types the rows of its sheets wrongly
    """Yield a sheet's rows to a width, without the escapes (`_x000D_`) that XLSX stores texts with; blank ones as `()`.

    A row number beyond what Excel knows ends the sheet: openpyxl gives all rows before it, as Excel would show them.

    Raises:
        one of `BROKEN`: it is damaged.
    """
    rows = sheet.iter_rows(max_row=MAX_ROWS, max_col=width, values_only=True)
    while chunk := _quiet(lambda: list(islice(rows, _CHUNK))):
        for row in chunk:
            blank = not any(row) and all(cell is None or cell == "" for cell in row)
            yield () if blank else tuple(_unescaped(cell) if isinstance(cell, str) else cell for cell in row)


def _strings(stream: Any) -> int:
    """Count the shared strings without parsing them."""
    found, rest = 0, b""
    while piece := stream.read(_PIECE):
        piece = rest + piece
        found += piece.count(b"<si>") + piece.count(b"<si/>") + piece.count(b"<si ")
        rest = piece[-3:]
    return found


def _quiet(call: Callable[[], T]) -> T:
    """Call without warnings: openpyxl has many about styles and extensions, none about contents."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return call()


def _unescaped(cell: str) -> str:
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), cell) if "_x" in cell else cell
