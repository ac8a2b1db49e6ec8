"""XLSX workbooks: one message a row; sheets that only tell about conversations are joined to them by id."""

import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from kbgen.models import FileRead, Skipped
from kbgen.readers.base import Ahead, Read, Settings
from kbgen.readers.files import File
from kbgen.readers.headers import Columns, find_header
from kbgen.readers.rows import BadRowError, Pile
from kbgen.readers.tables import day_first, lacking

MAX_SIZE = 200 << 20
"""A workbook that declares more bytes than this when unpacked is refused: openpyxl takes many times its size."""
MAX_RATIO = 200
_MIN_RATIO_SIZE = 1 << 20
_CHUNK = 500
_SAMPLE = 200
_MAX_COLUMNS = 200

BROKEN = (
    zipfile.BadZipFile, zlib.error, ParseError, DefusedXmlException, KeyError, ValueError, TypeError, IndexError,
    AttributeError, InvalidFileException, OverflowError, EOFError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What openpyxl and zipfile raise on a workbook that is damaged."""

Cells = Sequence[object]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet that is a table: the index of its header row, and what its columns hold."""

    sheet: ReadOnlyWorksheet
    header: int
    columns: Columns
    day_first: bool

    @property
    def title(self) -> str:
        return str(self.sheet.title)

    def rows(self) -> Iterator[Cells]:
        """Yield the rows below the header."""
        return islice(_rows(self.sheet), self.header + 1, None)


def read(files: Sequence[File], settings: Settings) -> Iterator[Read]:
    """Read workbooks, each by itself."""
    for file in files:
        try:
            problem = danger(file)
            if problem is None:
                yield from _file(file, settings)
                continue
        except BROKEN:
            problem = "a damaged workbook; open it in a spreadsheet program and save it again as .xlsx"
        yield Skipped(str(file), "file", problem)


def danger(file: File) -> str | None:
    """Say why a workbook must not be unpacked, from what its zip directory declares and how its XML begins.

    Raises:
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
    return None


def _file(file: File, settings: Settings) -> Iterator[Read]:
    with file.open() as stream:  # openpyxl would judge a path by its ending
        book = _quiet(lambda: openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False))
        sheets = list(_sheets(book, settings))
        talks = [sheet for sheet in sheets if not sheet.columns.missing]
        if not talks:
            best = min((sheet.columns for sheet in sheets), key=lambda columns: len(columns.missing), default=None)
            yield Skipped(str(file), "file", lacking(best))
            return
        pile = Pile(settings, any(sheet.day_first for sheet in talks))
        messages = conversations = 0
        for sheet in talks:
            prefix = f'sheet "{sheet.title}" ' if len(talks) > 1 else ""
            for bad in _add(pile, sheet):
                if bad is None:
                    messages += 1
                else:
                    yield Skipped(str(file), prefix + bad[0], bad[1])
        for sheet in sheets:
            if sheet.columns.missing and "conversation_id" in sheet.columns.of:
                for row in sheet.rows():
                    pile.describe(sheet.columns.fields(row))
        yield Ahead(len(pile))
        for conversation in pile.take("xlsx", str(file)):
            conversations += 1
            yield conversation
        yield FileRead(str(file), "xlsx", "utf-8", conversations, messages)


def _sheets(book: Workbook, settings: Settings) -> Iterator[_Sheet]:
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # some programs declare a wrong size, and openpyxl would read no further
        sample = list(islice(_rows(sheet), _SAMPLE))
        if found := find_header(sample, settings):
            yield _Sheet(sheet, found[0], found[1], day_first(found[1], sample))


def _add(pile: Pile, sheet: _Sheet) -> Iterator[tuple[str, str] | None]:
    """Add a sheet's messages to the pile; yield None for each that was, (where, reason) for each that could not be."""
    for number, row in enumerate(sheet.rows(), sheet.header + 2):
        if all(cell is None or cell == "" for cell in row):
            continue
        try:
            pile.add(sheet.columns.fields(row))
        except BadRowError as error:
            yield f"row {number}", str(error)
        else:
            yield None


def _rows(sheet: Any) -> Iterator[Cells]:  # openpyxl types the rows of its read-only sheets wrongly
    """Yield a sheet's rows, without openpyxl's warnings and the escapes (`_x000D_`) that XLSX stores texts with."""
    rows = sheet.iter_rows(max_col=_MAX_COLUMNS, values_only=True)
    while chunk := _quiet(lambda: list(islice(rows, _CHUNK))):
        for row in chunk:
            yield tuple(_unescaped(cell) if isinstance(cell, str) else cell for cell in row)


def _quiet(call: Callable[[], T]) -> T:
    """Call without warnings: openpyxl has many about styles and extensions, none about contents."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return call()


def _unescaped(cell: str) -> str:
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), cell) if "_x" in cell else cell
