"""XLSX workbooks: one message a row, or one conversation; sheets that only tell about conversations are joined by id.

The download of Channel Talk is told by its sheets, and read by the reader of Channel Talk.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from kbgen.models import FileRead, RawConversation, Skipped
from kbgen.readers import channeltalk_excel
from kbgen.readers.base import Ahead, Read, Settings
from kbgen.readers.feedback import find_table, repeats
from kbgen.readers.files import File
from kbgen.readers.headers import Columns
from kbgen.readers.rows import BadRowError, NoTextError, Pile, read_messages, record_id
from kbgen.readers.tables import as_dialogue, is_block, lacking, order_in, without_text
from kbgen.readers.times import Order
from kbgen.readers.workbook import BROKEN, Cells, Sheet, danger, rows_of, sheets_of

_SAMPLE = 200
_MAX_TEXTS = 1 << 30
"""More text of one workbook is not read, in characters: a cell may stand for a shared text that is a million times there."""
_DAMAGED = "a damaged workbook; open it in a spreadsheet program and save it again as .xlsx"


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet that is a table: the index of its header row, what its columns hold, and how it is written."""

    sheet: Sheet
    header: int
    columns: Columns
    order: Order | None
    block: bool

    @property
    def title(self) -> str:
        return str(self.sheet.title)

    @property
    def hidden(self) -> bool:
        return self.sheet.sheet_state != "visible"

    @property
    def talk(self) -> bool:
        """Whether rows are messages of dialogues."""
        return not self.columns.parts and not self.columns.missing

    def rows(self) -> Iterator[Cells]:
        """Yield the rows below the header, as wide as it is."""
        width = max((index for index, header in enumerate(self.columns.headers, 1) if header), default=1)
        return islice(rows_of(self.sheet, width), self.header + 1, None)


@dataclass(slots=True)
class _Count:
    """What was read of a workbook so far; `gathered` are the rows that bear an id."""

    conversations: int = 0
    messages: int = 0
    gathered: int = 0
    silent: int = 0
    size: int = 0


def read(files: Sequence[File], settings: Settings) -> Iterator[Read]:
    """Read workbooks, each by itself; downloads of Channel Talk together, since one may tell about another's people."""
    downloads: list[File] = []
    for file in files:
        try:
            problem = danger(file)
            if problem is None:
                with file.open() as stream:
                    sheets = sheets_of(stream)
                    if channeltalk_excel.is_download([str(sheet.title) for sheet in sheets]):
                        downloads.append(file)
                    else:
                        yield from _file(file, sheets, settings)
                continue
        except BROKEN:
            problem = _DAMAGED
        except OSError as error:
            problem = f"cannot be read ({error.strerror or error})"
        yield Skipped(str(file), "file", problem)
    if downloads:
        yield from channeltalk_excel.read(downloads, settings, _DAMAGED)


def _file(file: File, sheets: Sequence[Sheet], settings: Settings) -> Iterator[Read]:
    path = str(file)
    tables = list(_tables(sheets, settings))
    shown = [table for table in tables if not table.hidden]
    read_here = _chosen(shown)
    for table in tables:
        if table.hidden and not table.columns.missing:
            yield Skipped(path, f'sheet "{table.title}"', "a hidden sheet; show it to have it read")
    if not read_here:
        best = min((table.columns for table in shown), key=lambda columns: len(columns.missing), default=None)
        yield Skipped(path, "file", lacking(best))
        return
    pile = Pile(settings, next((table.order for table in read_here if table.order), None))
    count = _Count()
    for table in read_here:
        prefix = f'sheet "{table.title}" ' if len(read_here) > 1 else ""
        for found in _add(pile, table, count, settings, path):
            count.conversations += isinstance(found, RawConversation)
            yield found if isinstance(found, RawConversation) else Skipped(path, prefix + found[0], found[1])
    if all(table.columns.feedback for table in read_here) and repeats(count.gathered, len(pile)):
        yield Skipped(path, "file", lacking(as_dialogue(read_here[0].columns)))
        return
    if count.silent:
        yield Skipped(path, "file", without_text(count.silent))
    _describe(pile, [table for table in tables if table not in read_here])
    yield Ahead(len(pile))
    for conversation in pile.take("xlsx", path):
        count.conversations += 1
        yield conversation
    yield FileRead(path, "xlsx", "utf-8", count.conversations, count.messages)


def _tables(sheets: Sequence[Sheet], settings: Settings) -> Iterator[_Table]:
    for sheet in sheets:
        sample = list(islice(rows_of(sheet), _SAMPLE))
        if found := find_table(sample, settings):
            header, columns = found
            below = sample[header + 1 :]
            yield _Table(sheet, header, columns, order_in(columns, below), is_block(columns, below))


def _chosen(tables: Sequence[_Table]) -> list[_Table]:
    """Return the sheets to read: beside dialogues, a sheet with ids of conversations tells about these."""
    talks = any(table.talk for table in tables)
    return [
        table
        for table in tables
        if not table.columns.missing and (table.talk or not talks or "conversation_id" not in table.columns.of)
    ]


def _add(
    pile: Pile, table: _Table, count: _Count, settings: Settings, path: str
) -> Iterator[RawConversation | tuple[str, str]]:
    """Add a sheet's messages to the pile; yield rows that are conversations by themselves, and (where, reason) of what
    cannot be read."""
    key = ""
    for number, row in enumerate(table.rows(), table.header + 2):
        if not row:
            continue
        fields = table.columns.fields(row)
        own = record_id(fields.get("conversation_id"))
        if table.block:
            fields["conversation_id"] = key = own or key
        try:
            if own or not table.columns.parts:
                messages = pile.add(fields)
                count.gathered += 1
            else:
                messages = read_messages(fields, settings, table.order)
                yield pile.single(fields, "xlsx", path, messages)
            count.messages += len(messages)
            count.size += sum(len(message.text) for message in messages)
        except NoTextError:
            count.silent += 1
        except BadRowError as error:
            yield f"row {number}", str(error)
        if count.size > _MAX_TEXTS:
            yield f"row {number}", f"after more than {_MAX_TEXTS >> 20} MB of text; the rest is not read"
            return


def _describe(pile: Pile, tables: Sequence[_Table]) -> None:
    """Join what sheets tell about the conversations of other sheets."""
    for table in tables:
        if "conversation_id" in table.columns.of:
            for row in table.rows():
                fields = table.columns.fields(row)
                if record_id(fields.get("conversation_id")) in pile:
                    fields.pop("parts", None)
                    pile.describe(fields)
