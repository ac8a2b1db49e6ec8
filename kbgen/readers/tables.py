"""CSV and TSV: one message a row, or one conversation; in UTF-8, UTF-16 with a mark, or CP949 as Korean Excel writes it."""

import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import NamedTuple

import msgspec

from kbgen.models import FileRead, RawConversation, RawMessage, Skipped
from kbgen.readers.base import Ahead, Read, Settings
from kbgen.readers.feedback import find_table, repeats
from kbgen.readers.files import File
from kbgen.readers.headers import REQUIRED, Columns, key_of
from kbgen.readers.lines import Line, Lines, bad_bytes, encoding_of
from kbgen.readers.places import Places
from kbgen.readers.rows import MAX_TEXT, BadRowError, NoTextError, Pile, read_messages, record_id, staff_of
from kbgen.readers.times import Order, order_of

DELIMITERS = ",\t;|"
_LINES = 1_000
"""A quoted cell of more lines is taken for a quote that was never closed."""
_PATIENCE = 100
"""After so many quotes that are never closed, cells of more than `_FEW_LINES` lines are no longer looked for."""
_FEW_LINES = 20
_SAMPLE = 200
_UNCLOSED = "a quote is opened and never closed"
_TOO_MANY = "more cells than the header has; a cell with a delimiter in it must be quoted"
_TOO_LONG = "a cell longer than 1 MB"
_NAMED = 20
"""So many headers are named in a message."""

csv.field_size_limit(MAX_TEXT)


class Row(NamedTuple):
    """A row of a table: the line on which it begins, its place in the file, and its cells or the reason why it has none."""

    number: int
    start: int
    end: int
    cells: list[str] | str


@dataclass(frozen=True, slots=True)
class _Table:
    """A text file that is a table; `header` is the index of its header row, `block` says that only the first row of a
    conversation bears its id."""

    file: File
    encoding: str
    delimiter: str
    header: int
    columns: Columns
    order: Order | None
    block: bool

    @property
    def format(self) -> str:
        return "tsv" if self.delimiter == "\t" else "csv"

    @property
    def folder(self) -> str:
        """The folder or archive that the file is in."""
        return re.sub(r"[^/\\!]*$", "", self.file.shown)

    @property
    def describes(self) -> bool:
        """Whether rows may tell about conversations that another file holds."""
        talk = not self.columns.parts and not self.columns.missing
        return not talk and "conversation_id" in self.columns.of


@dataclass(slots=True)
class _Gathered:
    """What the first reading of a table found: where conversations stand, who answers, how many rows there were."""

    places: Places = field(default_factory=Places)
    staff: dict[str, None] = field(default_factory=dict)
    about: dict[str, bytes] = field(default_factory=dict)
    rows: int = 0
    singles: int = 0
    messages: int = 0
    silent: int = 0
    seen: bool = False


def read(files: Sequence[File], settings: Settings) -> Iterator[Read]:
    """Read tables, each by itself; a table about the conversations of another one in its folder is joined to it."""
    tables: list[_Table] = []
    for file in files:
        try:
            found = _table(file, settings)
        except OSError as error:
            found = Skipped(str(file), "file", f"cannot be read ({error.strerror or error})")
        if isinstance(found, Skipped):
            yield found
        else:
            tables.append(found)
    talks = {table.folder for table in tables if not table.describes and not table.columns.missing}
    joined: set[File] = set()
    for table in sorted(tables, key=lambda table: table.describes and table.folder in talks):
        if table.file in joined:
            yield FileRead(str(table.file), table.format, table.encoding, 0, 0)
        elif table.columns.missing:
            yield Skipped(str(table.file), "file", lacking(table.columns))
        else:
            others = [other for other in tables if other.describes and other.folder == table.folder and other != table]
            try:
                yield from _read(table, others if not table.describes else [], joined, settings)
            except OSError as error:
                yield Skipped(str(table.file), "file", f"cannot be read ({error.strerror or error})")


def delimiter_of(lines: Sequence[str], settings: Settings) -> str | None:
    """Return the delimiter with which the lines are most like a table, or None when with none they are.

    The one that shows the most known headers wins; without known headers, the one that parts all rows evenly.
    """
    best: tuple[tuple[int, int], str] | None = None
    for delimiter in DELIMITERS:
        rows = [_cells([line], delimiter) for line in lines[:20]]
        known = max((sum(key_of(cell, settings) is not None for cell in row) for row in rows), default=0)
        whole = [row.cells for row in split((Line(0, 0, f"{line}\n") for line in lines[:20]), delimiter)]
        widths = {len(row) for row in whole[:5]} if all(isinstance(row, list) for row in whole[:5]) else set()
        even = widths.pop() if len(widths) == 1 else 1
        if known >= 2 or even >= 3 or (even == 2 and known == 1 and len(whole) > 2):
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
    width = number = unclosed = 0
    while True:
        first = waiting.popleft() if waiting else next(lines, None)
        if first is None:
            return
        number += 1
        limit = _LINES if unclosed < _PATIENCE else _FEW_LINES
        row, more = _row(first, waiting, lines, delimiter, width, limit)
        unclosed += row == _UNCLOSED
        end = first.end
        bad = first.text is not None and bad_bytes(first.text)
        for _ in range(more):
            _, end, text = waiting.popleft()
            bad = bad or (text is not None and bad_bytes(text))
        if isinstance(row, list):
            width = width or (len(row) if len(row) > 1 else 0)
            row = "bytes that are not in the file's encoding" if bad else row
        yield Row(number, first.start, end, row)
        number += more


def lacking(columns: Columns | None) -> str:
    """Say which columns a table lacks, and what to do about it."""
    missing = columns.missing if columns else REQUIRED
    names = [" ".join(header.split())[:40] for header in columns.headers if header] if columns else []
    more = f", and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    seen = ", ".join(names[:_NAMED]) + more if names else "none known"
    return f"no column for {', '.join(missing)} (headers: {seen}); name them under [ingest.columns] in kbgen.toml"


def without_text(silent: int) -> str:
    """Say why rows of a table gave no conversation."""
    return f"{silent:,} row{'s' if silent > 1 else ''} without a text of a customer"


def as_dialogue(columns: Columns) -> Columns:
    """Return the columns of what looked like feedback at first and shows to be rows of a dialogue."""
    return Columns({**columns.of, "text": columns.parts[0].index}, columns.headers)


def order_in(columns: Columns, rows: Sequence[Sequence[object]]) -> Order | None:
    """Return how a table orders day, month and year, from some of its rows."""
    cells = [row[i] for key in ("at", "day") if (i := columns.of.get(key)) is not None for row in rows if i < len(row)]
    return order_of(cells)


def is_block(columns: Columns, rows: Sequence[Sequence[object]]) -> bool:
    """Tell whether only the first row of each conversation bears its id, as where cells were merged: the others are
    blank, and no id stands in two rows that follow each other."""
    index = columns.of.get("conversation_id")
    text = columns.of.get("text")
    if index is None or text is None or columns.parts:
        return False
    ids = [record_id(row[index]) for row in rows if max(index, text) < len(row) and record_id(row[text])]
    named = [key for key in ids if key]
    blank = len(ids) - len(named)
    return bool(ids) and bool(ids[0]) and blank * 5 >= len(ids) and len(set(named)) == len(named)


def _table(file: File, settings: Settings) -> _Table | Skipped:
    """Look at the beginning of a file."""
    encoding = encoding_of(file)
    with Lines(file, encoding) as lines:
        stream = iter(lines)
        head = list(islice(stream, 20))
        delimiter = delimiter_of([line.text for line in head if line.text], settings)
        if delimiter is None:
            return Skipped(str(file), "file", "not a table: no line is like a header")
        rows = list(islice(split(chain(head, stream), delimiter), _SAMPLE))
    cells = [row.cells if isinstance(row.cells, list) else [] for row in rows]
    found = find_table(cells, settings)
    if found is None:
        return Skipped(str(file), "file", lacking(None))
    header, columns = found
    below = cells[header + 1 :]
    return _Table(file, encoding, delimiter, header, columns, order_in(columns, below), is_block(columns, below))


def _read(table: _Table, others: Sequence[_Table], joined: set[File], settings: Settings) -> Iterator[Read]:
    """Read a table twice: to see where conversations stand, and then each of them whole."""
    gathered = _Gathered()
    with Lines(table.file, table.encoding) as lines:
        pile = Pile(settings, table.order)
        yield from _gather(table, lines, pile, gathered, settings)
        if table.columns.feedback and repeats(gathered.rows, len(gathered.places)):
            yield Skipped(str(table.file), "file", lacking(as_dialogue(table.columns)))
            return
        for other in others:
            if other.file not in joined and _describes(other, gathered):
                joined.add(other.file)
        if gathered.silent:
            yield Skipped(str(table.file), "file", without_text(gathered.silent))
        if not gathered.seen:
            yield Skipped(str(table.file), "file", "a header without rows below it")
        yield Ahead(len(gathered.places))
        yield from _conversations(table, lines, gathered, settings)
    conversations = len(gathered.places) + gathered.singles
    yield FileRead(str(table.file), table.format, table.encoding, conversations, gathered.messages)


def _gather(
    table: _Table, lines: Lines, pile: Pile, gathered: _Gathered, settings: Settings
) -> Iterator[Skipped | RawConversation]:
    """Remember where rows stand and which agents they name; yield what cannot be read, and the rows that are
    conversations by themselves."""
    key = ""
    width = len(table.columns.headers)
    for row in islice(split(iter(lines), table.delimiter), table.header + 1, None):
        where = f"line {row.number}"
        gathered.seen = True
        if isinstance(row.cells, str):
            key = ""  # it may have begun another conversation, whose rows must not go to the one before
            yield Skipped(str(table.file), where, row.cells)
            continue
        if len(row.cells) > width and any(map(str.strip, row.cells[width:])):
            key = ""
            yield Skipped(str(table.file), where, _TOO_MANY)
            continue
        if not any(map(str.strip, row.cells)):
            continue
        fields = table.columns.fields(row.cells)
        own = record_id(fields.get("conversation_id"))
        if table.block:
            key = own or key
            if not key:
                yield Skipped(str(table.file), where, "no conversation id, below a row that cannot be read")
                continue
            fields["conversation_id"] = own = key
        try:
            messages = read_messages(fields, settings, table.order)
        except NoTextError:
            gathered.silent += 1
            continue
        except BadRowError as error:
            yield Skipped(str(table.file), where, str(error))
            continue
        gathered.messages += len(messages)
        if own:
            gathered.rows += 1
            gathered.places.add(own, row.start, row.end)
            _name_staff(messages, gathered.staff)
        else:
            gathered.singles += 1
            yield pile.single(fields, table.format, str(table.file), messages)


def _name_staff(messages: tuple[RawMessage, ...], staff: dict[str, None]) -> None:
    for message in messages:
        if message.author and message.role in ("agent", "note"):
            staff[message.author] = None


def _describes(table: _Table, gathered: _Gathered) -> bool:
    """Take the rows of a table that tell about conversations of another one; tell whether there are any."""
    found = False
    known = {key for key, _ in gathered.places}
    with Lines(table.file, table.encoding) as lines:
        for row in islice(split(iter(lines), table.delimiter), table.header + 1, None):
            if isinstance(row.cells, list):
                fields = table.columns.fields(row.cells)
                key = record_id(fields.get("conversation_id"))
                if key in known:
                    found = True
                    fields.pop("parts", None)
                    gathered.about[key] = msgspec.msgpack.encode(fields)
    return found


def _conversations(table: _Table, lines: Lines, gathered: _Gathered, settings: Settings) -> Iterator[RawConversation]:
    """Read each conversation's rows, which `_gather` has found good."""
    staff = staff_of(gathered.staff)
    for key, stretches in gathered.places:
        pile = Pile(settings, table.order)
        for start, end in stretches:
            texts = (Line(start, end, text) for text in lines.between(start, end))
            for row in split(texts, table.delimiter):
                pile.add({**table.columns.fields(row.cells), "conversation_id": key})
        if about := gathered.about.get(key):
            pile.describe(msgspec.msgpack.decode(about, type=dict[str, object]))
        yield from pile.take(table.format, str(table.file), staff)


def _row(
    first: Line, waiting: deque[Line], lines: Iterator[Line], delimiter: str, width: int, limit: int
) -> tuple[list[str] | str, int]:
    """Return the row that begins with `first`, and how many further lines it took from `waiting` and `lines`."""
    if first.text is None:
        return _TOO_LONG, 0
    if '"' not in first.text:
        cells = first.text.rstrip("\r\n").split(delimiter)
        return (_TOO_LONG if len(first.text) > MAX_TEXT and max(map(len, cells)) > MAX_TEXT else cells), 0
    taken = 0

    def texts() -> Iterator[str]:
        """Give the reader of CSV as many lines as the row takes, and no more than a row may have."""
        nonlocal taken
        size = 0
        text = first.text
        while text is not None and size <= 2 * MAX_TEXT and taken <= limit:
            size += len(text)
            yield text
            if taken >= len(waiting):
                line = next(lines, None)
                if line is None:
                    return
                waiting.append(line)
            text = waiting[taken].text
            taken += 1

    try:
        row = next(csv.reader(texts(), delimiter=delimiter, strict=True))
    except csv.Error as error:
        reason = str(error)
        if "unexpected end" in reason:
            return _UNCLOSED, 0
        return _TOO_LONG if "limit" in reason else "a quote that does not enclose a whole cell", 0
    except StopIteration:
        return _UNCLOSED, 0
    swallowed = taken > 0 and 0 < width < len(row)
    return (_UNCLOSED, 0) if swallowed else (row, taken)


def _cells(lines: list[str], delimiter: str) -> list[str]:
    try:
        return next(csv.reader(lines, delimiter=delimiter), [])
    except csv.Error:
        return []
