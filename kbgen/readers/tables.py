"""CSV and TSV: one message a row, in UTF-8, UTF-16 with a mark, or CP949 as Korean Excel writes it."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from kbgen.models import FileRead, Skipped
from kbgen.readers.base import Read, Settings
from kbgen.readers.headers import Columns, find_header, key_of
from kbgen.readers.rows import MAX_TEXT, BadRowError, Pile
from kbgen.readers.text import bad_bytes, encoding_of, opened
from kbgen.readers.times import is_day_first

DELIMITERS = ",\t;|"
_LINES = 1_000
"""A quoted cell of more lines is taken for a quote that was never closed."""
_SAMPLE = 200
_UNCLOSED = "a quote is opened and never closed"
_TOO_MANY = "more cells than the header has; a cell with a delimiter in it must be quoted"
_TOO_LONG = "a cell longer than 1 MB"

csv.field_size_limit(MAX_TEXT)

Row = tuple[int, list[str] | str]
"""The line on which a row begins, and its cells or the reason why it has none."""


def read(paths: Sequence[Path], settings: Settings) -> Iterator[Read]:
    """Read tables, each by itself."""
    for path in paths:
        yield from _file(path, settings)


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


def split(lines: Iterator[str], delimiter: str) -> Iterator[Row]:
    """Part lines into rows, with quoted cells that go over several lines.

    A line that opens a quote and does not properly close it gives a reason instead of cells, and reading goes on
    with the next line, so that it swallows no others.
    """
    waiting: deque[str] = deque()
    width = number = 0
    while True:
        first = waiting.popleft() if waiting else next(lines, None)
        if first is None:
            return
        number += 1
        row, more = _row(first, waiting, lines, delimiter, width)
        for _ in range(more):
            waiting.popleft()
        if isinstance(row, list):
            width = width or (len(row) if len(row) > 1 else 0)
            row = "bytes that are not in the file's encoding" if any(map(bad_bytes, row)) else row
        yield number, row
        number += more


def _row(
    first: str, waiting: deque[str], lines: Iterator[str], delimiter: str, width: int
) -> tuple[list[str] | str, int]:
    """Return the row that begins with `first`, and how many further lines it took from `waiting` and `lines`."""
    if '"' not in first:
        cells = first.rstrip("\r\n").split(delimiter)
        return (_TOO_LONG if len(first) > MAX_TEXT and max(map(len, cells)) > MAX_TEXT else cells), 0
    taken, size = [first], len(first)
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
        taken.append(waiting[len(taken) - 1])
        size += len(taken[-1])
    return _UNCLOSED, 0


def _file(path: Path, settings: Settings) -> Iterator[Read]:
    encoding = encoding_of(path)
    with opened(path, encoding) as stream:
        head = list(islice(stream, 20))
        delimiter = delimiter_of(head, settings)
        if delimiter is None:
            yield Skipped(str(path), "file", "not a table: no line is like a header")
            return
        rows = split(chain(head, stream), delimiter)
        sample = list(islice(rows, _SAMPLE))
        found = find_header([cells if isinstance(cells, list) else [] for _, cells in sample], settings)
        if found is None or found[1].missing:
            yield Skipped(str(path), "file", lacking(found[1] if found else None))
            return
        name = "tsv" if delimiter == "\t" else "csv"
        header, columns = found
        yield from _rows(chain(sample[header + 1 :], rows), sample, columns, str(path), (name, encoding), settings)


def _rows(
    rows: Iterator[Row],
    sample: Sequence[Row],
    columns: Columns,
    path: str,
    kind: tuple[str, str],
    settings: Settings,
) -> Iterator[Read]:
    """Yield the conversations of a table's rows; `kind` is its format and encoding."""
    pile = Pile(settings, day_first(columns, [cells for _, cells in sample if isinstance(cells, list)]))
    messages = conversations = 0
    for line, cells in rows:
        if isinstance(cells, str):
            yield Skipped(path, f"line {line}", cells)
            continue
        if not any(map(str.strip, cells)):
            continue
        if any(map(str.strip, cells[len(columns.headers) :])):
            yield Skipped(path, f"line {line}", _TOO_MANY)
            continue
        try:
            pile.add(columns.fields(cells))
        except BadRowError as error:
            yield Skipped(path, f"line {line}", str(error))
        else:
            messages += 1
    for conversation in pile.take(kind[0], path):
        conversations += 1
        yield conversation
    yield FileRead(path, *kind, conversations, messages)


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
