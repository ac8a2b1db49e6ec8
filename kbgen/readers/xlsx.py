"""XLSX workbooks: one message a row; sheets that only tell about conversations are joined to them by id."""

import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from kbgen.models import FileRead, Skipped
from kbgen.readers.base import Read, Settings
from kbgen.readers.headers import Columns, find_header
from kbgen.readers.rows import BadRowError, Pile
from kbgen.readers.tables import day_first, lacking

MAX_SIZE = 200 << 20
"""A workbook that declares more bytes than this when unpacked is refused: openpyxl takes many times its size."""
MAX_RATIO = 200
_MIN_RATIO_SIZE = 1 << 20
_CHUNK = 500
_MAX_COLUMNS = 200

BROKEN = (
    zipfile.BadZipFile, zlib.error, ParseError, DefusedXmlException, KeyError, ValueError, TypeError, IndexError, AttributeError,
    OverflowError, EOFError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What openpyxl and zipfile raise on a workbook that is damaged."""

Cells = Sequence[object]
T = TypeVar("T")


def read(paths: Sequence[Path], settings: Settings) -> Iterator[Read]:
    """Read workbooks, each by itself."""
    for path in paths:
        try:
            problem = danger(path)
            if problem is None:
                yield from _file(path, settings)
                continue
        except BROKEN:
            problem = "a damaged workbook; open it in a spreadsheet program and save it again as .xlsx"
        yield Skipped(str(path), "file", problem)


def danger(path: Path) -> str | None:
    """Say why a workbook must not be unpacked, from what its zip directory declares and how its XML begins.

    Raises:
        one of `BROKEN`: it is damaged.
    """
    with zipfile.ZipFile(path) as archive:
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


def _file(path: Path, settings: Settings) -> Iterator[Read]:
    book = _quiet(lambda: openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False))
    try:
        sheets = []
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # some programs declare a wrong size, and openpyxl would read no further
            rows = _rows(sheet.iter_rows(max_col=_MAX_COLUMNS, values_only=True))
            sample = list(islice(rows, 200))
            found = find_header(sample, settings)
            if found:
                sheets.append((sheet, found[0], found[1], day_first(found[1], sample)))
        talks = [sheet for sheet in sheets if not sheet[2].missing]
        if not talks:
            best = min((sheet[2] for sheet in sheets), key=lambda columns: len(columns.missing), default=None)
            yield Skipped(str(path), "file", lacking(best))
            return
        pile = Pile(settings, any(first for *_, first in talks))
        messages = 0
        for sheet, header, columns, _ in [*talks, *(sheet for sheet in sheets if sheet[2].missing)]:
            prefix = f'sheet "{sheet.title}" ' if len(talks) > 1 else ""
            rows = islice(_rows(sheet.iter_rows(max_col=_MAX_COLUMNS, values_only=True)), header + 1, None)
            if columns.missing:
                _describe(pile, columns, rows)
                continue
            for item in _add(pile, columns, rows, header + 2):
                if item is None:
                    messages += 1
                else:
                    yield Skipped(str(path), prefix + item[0], item[1])
        conversations = 0
        for conversation in pile.take("xlsx", str(path)):
            conversations += 1
            yield conversation
        yield FileRead(str(path), "xlsx", "utf-8", conversations, messages)
    finally:
        book.close()


def _add(pile: Pile, columns: Columns, rows: Iterable[Cells], first: int) -> Iterator[tuple[str, str] | None]:
    """Add a sheet's messages to the pile; yield None for each that was, (where, reason) for each that could not be."""
    for number, row in enumerate(rows, first):
        if all(cell is None or cell == "" for cell in row):
            continue
        try:
            pile.add(columns.fields(row))
        except BadRowError as error:
            yield f"row {number}", str(error)
        else:
            yield None


def _describe(pile: Pile, columns: Columns, rows: Iterable[Cells]) -> None:
    if "conversation_id" in columns.of:
        for row in rows:
            pile.describe(columns.fields(row))


def _rows(rows: Iterator[Cells]) -> Iterator[Cells]:
    """Yield rows without openpyxl's warnings, and texts without the escapes (`_x000D_`) that XLSX stores them with."""
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
