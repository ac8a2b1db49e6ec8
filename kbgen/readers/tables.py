"""CSV and TSV: one message a row, in UTF-8, UTF-16 with a mark, or CP949 as Korean Excel writes it."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import NamedTuple

from kbgen.models import FileRead, RawConversation, Skipped
from kbgen.readers.base import Ahead, Read, Settings
from kbgen.readers.files import File
from kbgen.readers.headers import Columns, find_header, key_of
from kbgen.readers.lines import Line, Lines, bad_bytes, encoding_of
from kbgen.readers.places import Places
from kbgen.readers.rows import MAX_TEXT, BadRowError, Pile, read_message, written
from kbgen.readers.times import is_day_first

DELIMITERS = ",\t;|"
_LINES = 1_000
"""A quoted cell of more lines is taken for a quote that was never closed."""
_SAMPLE = 200
_UNCLOSED = "a quote is opened and never closed"
_TOO_MANY = "more cells than the header has; a cell with a delimiter in it must be quoted"
_TOO_LONG = "a cell longer than 1 MB"

csv.field_size_limit(MAX_TEXT)


class Row(NamedTuple):
    """A row of a table: the line on which it begins, its place in the file, and its cells or the reason why it has none."""

    number: int
    start: int
    end: int
    cells: list[str] | str


def read(files: Sequence[File], settings: Settings) -> Iterator[Read]:
    """Read tables, each by itself."""
    for file in files:
        yield from _file(file, settings)


def delimiter_of(lines: Sequence[str], settings: Settings) -> str | None:
    """Return the delimiter with which the lines are most like a table, or None when with none they are.

    The one that shows the most known headers wins; without known headers, the one that parts all lines evenly.
    """
    best: tuple[tuple[int, int], str] | None = None
    for delimiter in DELIMITERS:
        rows = [_cells([line], delimiter) for line in lines[:20]]
        known = max((sum(key_of(cell, settings) is not None for cell in row) for row in rows), default=0)
        widths = {len(row) for row in rows[:5]}
        even = widths.pop() if len(widths) == 1 else 1
        if known >= 2 or even >= 3:
            score = (known, even)
            if best is None or score > best[0]:
                best = score, delimiter
    return best and best[1]


def split(lines: Iterator[Line], delimiter: str) -> Iterator[Row]:
    """Part lines into rows, with quoted cells that go over several lines.

    A line that opens a quote and does not properly close it gives a reason instead of cells, and reading goes on
    with the next line, so that it swallows no others.
    """
    waiting: deque[Line] = deque()
    width = number = 0
    while True:
        first = waiting.popleft() if waiting else next(lines, None)
        if first is None:
            return
        number += 1
        row, more = _row(first, waiting, lines, delimiter, width)
        end = first.end
        for _ in range(more):
            end = waiting.popleft().end
        if isinstance(row, list):
            width = width or (len(row) if len(row) > 1 else 0)
            row = "bytes that are not in the file's encoding" if any(map(bad_bytes, row)) else row
        yield Row(number, first.start, end, row)
        number += more


def _row(
    first: Line, waiting: deque[Line], lines: Iterator[Line], delimiter: str, width: int
) -> tuple[list[str] | str, int]:
    """Return the row that begins with `first`, and how many further lines it took from `waiting` and `lines`."""
    if first.text is None:
        return _TOO_LONG, 0
    if '"' not in first.text:
        cells = first.text.rstrip("\r\n").split(delimiter)
        return (_TOO_LONG if len(first.text) > MAX_TEXT and max(map(len, cells)) > MAX_TEXT else cells), 0
    taken, size = [first.text], len(first.text)
    while size <= 2 * MAX_TEXT and len(taken) <= _LINES:
        if len(taken) == 1 or '"' in taken[-1]:
            row = _strict(taken, delimiter)
            if isinstance(row, str):
                return row, 0
            if row is not None:
                swallowed = len(taken) > 1 and 0 < width < len(row)
                return (_UNCLOSED, 0) if swallowed else (row, len(taken) - 1)
        if len(waiting) < len(taken):
            line = next(lines, None)
            if line is None:
                break
            waiting.append(line)
        following = waiting[len(taken) - 1].text
        if following is None:
            break
        taken.append(following)
        size += len(following)
    return _UNCLOSED, 0


def _file(file: File, settings: Settings) -> Iterator[Read]:
    encoding = encoding_of(file)
    with Lines(file, encoding) as lines:
        stream = iter(lines)
        head = list(islice(stream, 20))
        delimiter = delimiter_of([line.text for line in head if line.text], settings)
        if delimiter is None:
            yield Skipped(str(file), "file", "not a table: no line is like a header")
            return
        rows = split(chain(head, stream), delimiter)
        sample = list(islice(rows, _SAMPLE))
        found = find_header([row.cells if isinstance(row.cells, list) else [] for row in sample], settings)
        if found is None or found[1].missing:
            yield Skipped(str(file), "file", lacking(found[1] if found else None))
            return
        header, columns = found
        table = _Table(file, encoding, delimiter, columns, day_first(columns, [list(row.cells) for row in sample]))
        places, staff = Places(), dict[str, None]()
        messages = 0
        for bad in _placed(table, chain(sample[header + 1 :], rows), places, staff, settings):
            if bad is None:
                messages += 1
            else:
                yield bad
        yield Ahead(len(places))
        yield from _conversations(table, lines, places, staff, settings)
        yield FileRead(str(file), table.format, encoding, len(places), messages)


@dataclass(frozen=True, slots=True)
class _Table:
    """A text file that is a table."""

    file: File
    encoding: str
    delimiter: str
    columns: Columns
    day_first: bool

    @property
    def format(self) -> str:
        return "tsv" if self.delimiter == "\t" else "csv"


def _placed(
    table: _Table, rows: Iterator[Row], places: Places, staff: dict[str, None], settings: Settings
) -> Iterator[Skipped | None]:
    """Remember where rows stand and which agents they name; yield None for each, or why it cannot be read."""
    for row in rows:
        where = f"line {row.number}"
        if isinstance(row.cells, str):
            yield Skipped(str(table.file), where, row.cells)
        elif any(map(str.strip, row.cells[len(table.columns.headers) :])):
            yield Skipped(str(table.file), where, _TOO_MANY)
        elif any(map(str.strip, row.cells)):
            fields = table.columns.fields(row.cells)
            try:
                message = read_message(fields, settings, table.day_first)
            except BadRowError as error:
                yield Skipped(str(table.file), where, str(error))
                continue
            places.add(written(fields.get("conversation_id")), row.start, row.end)
            if message.role in ("agent", "note") and message.author:
                staff[message.author] = None
            yield None


def _conversations(
    table: _Table, lines: Lines, places: Places, staff: dict[str, None], settings: Settings
) -> Iterator[RawConversation]:
    """Read each conversation's rows, which `_placed` has found good."""
    for _, stretches in places:
        pile = Pile(settings, table.day_first)
        for start, end in stretches:
            texts = (Line(start, end, text) for text in lines.between(start, end))
            for row in split(texts, table.delimiter):
                pile.add(table.columns.fields(row.cells))
        yield from pile.take(table.format, str(table.file), staff)


def lacking(columns: Columns | None) -> str:
    """Say which columns a table lacks, and what to do about it."""
    missing = columns.missing if columns else ("conversation_id", "role", "text")
    seen = ", ".join(header for header in columns.headers if header) if columns else "none known"
    return f"no column for {', '.join(missing)} (headers: {seen}); name them under [ingest.columns] in kbgen.toml"


def day_first(columns: Columns, rows: Sequence[Sequence[object]]) -> bool:
    """Tell whether a table writes its dates with the day first, from some of its rows."""
    cells = [row[i] for key in ("at", "day") if (i := columns.of.get(key)) is not None for row in rows if i < len(row)]
    return any(map(is_day_first, cells))


def _cells(lines: list[str], delimiter: str) -> list[str]:
    try:
        return next(csv.reader(lines, delimiter=delimiter), [])
    except csv.Error:
        return []


def _strict(lines: list[str], delimiter: str) -> list[str] | str | None:
    """Return the cells of a row, None when a quote is still open, or what is wrong with it."""
    try:
        return next(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        if "unexpected end" in str(error):
            return None
        return _TOO_LONG if "limit" in str(error) else "a quote that does not enclose a whole cell"
