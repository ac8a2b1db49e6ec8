"""Tables of HTML notices → rows: data is told from layout, spans are filled, headers go with their cells."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4.element import Tag

from kbgen.readers.notice_blocks import BlockKind, clean
from kbgen.readers.notice_text import row_text

_ORDINAL = re.compile(r"^(?:[①-⑳]|\d{1,2}[.)]?|[ⅰ-ⅹⅠ-Ⅹ]|step\s*\d{1,2})$", re.I)


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    head: bool
    origin: int


def table_rows(table: Tag) -> Iterator[tuple[BlockKind, str]]:
    """Yield the blocks of a table of data; nothing when the table is only layout."""
    if (
        table.get("role") in ("presentation", "none")
        or table.find("table")
        or table.find(["h1", "h2", "h3", "ul", "ol"])
    ):
        return
    grid = _grid(table)
    width = max((len(row) for row in grid), default=0)
    if width < 2 or len(grid) < 1:
        return
    heads = _head_rows(table, grid)
    body = grid[heads:]
    if heads:
        headers = [_joined([row[c].text for row in grid[:heads] if c < len(row)]) for c in range(width)]
        keys = _key_columns(body, width)
        for row in body:
            yield "row", _data_row(headers, row, keys)
    elif width == 2:
        yield from _label_rows(body)
    elif any(cell.head for row in body for cell in row) or table.get("border") not in (None, "", "0"):
        for row in body:
            yield "row", " | ".join(dict.fromkeys(cell.text for cell in row if cell.text))


def _label_rows(body: list[list[_Cell]]) -> Iterator[tuple[BlockKind, str]]:
    """Rows of a table of two columns without headers: numbered items, or labels and what they say."""
    pairs = [(row[0], row[1]) for row in body if len(row) > 1 and row[0].origin != row[1].origin]
    if not pairs or len(pairs) < len(body):
        return
    if all(_ORDINAL.match(first.text) for first, _ in pairs):
        for first, second in pairs:
            yield ("item" if re.fullmatch(r"\d{1,2}", first.text) else "step"), second.text
    elif all(_is_label(first.text, second.text) for first, second in pairs) and (len(pairs) > 1 or pairs[0][0].head):
        for first, second in pairs:
            yield "row", f"{first.text.rstrip(':： ')}: {second.text}"


def _is_label(first: str, second: str) -> bool:
    return bool(second) if first.endswith("?") else 0 < len(first) <= 25 and len(first) <= len(second) + 8


def _grid(table: Tag) -> list[list[_Cell]]:
    """Return the table's cells by row and column, spans filled; bounded, since spans are only numbers someone wrote."""
    rows: list[list[_Cell]] = []
    waiting: dict[int, tuple[int, _Cell]] = {}
    for tr in table.find_all("tr", limit=500):
        row: list[_Cell] = []

        def carry(row: list[_Cell] = row) -> None:
            while len(row) in waiting:
                left, cell = waiting.pop(len(row))
                if left > 1:
                    waiting[len(row)] = (left - 1, cell)
                row.append(cell)

        for td in tr.find_all(["td", "th"], limit=50):
            carry()
            cell = _Cell(clean(td.get_text(" ", strip=True)), td.name == "th", id(td))
            down, across = _span(td, "rowspan"), _span(td, "colspan")
            for _ in range(across):
                if down > 1:
                    waiting[len(row)] = (down - 1, cell)
                row.append(cell)
        carry()
        if any(cell.text for cell in row):
            rows.append(row)
    return rows


def _span(tag: Tag, name: str) -> int:
    value = str(tag.get(name) or "1")
    return min(int(value), 50) if value.isdecimal() and len(value) < 4 and int(value) else 1


def _head_rows(table: Tag, grid: list[list[_Cell]]) -> int:
    count = 0
    while count < len(grid) - 1 and all(cell.head for cell in grid[count]):
        count += 1
    if count:
        return count
    thead = table.find("thead")
    if isinstance(thead, Tag):
        return min(len(thead.find_all("tr")), len(grid) - 1)
    bordered = table.get("border") not in (None, "", "0")
    plain = len(grid) > 2 and len(grid[0]) > 2 and not any(c.isdigit() for cell in grid[0] for c in cell.text)
    return 1 if bordered and plain and not any(row[0].head for row in grid) else 0


def _key_columns(body: list[list[_Cell]], width: int) -> int:
    """How many of the first columns name a row: two when the first alone does not tell the rows apart or both are words."""
    if width < 4 or any(len(row) < 2 for row in body):
        return 1
    first = [row[0].text for row in body]
    second = [row[1].text for row in body]
    words = not any(c.isdigit() for text in second for c in text) and len(set(second)) == len(second)
    return 2 if words and (len(set(first)) < len(first) or all(len(text) <= 12 for text in second)) else 1


def _data_row(headers: list[str], row: list[_Cell], keys: int) -> str:
    names: list[str] = []
    cells: list[str] = []
    at = 0
    while at < len(row):
        end = at + 1
        while end < len(row) and row[end].origin == row[at].origin:
            end += 1
        names.append(_common(headers[at:end]) if end > at + 1 else headers[at])
        cells.append(row[at].text)
        at = end
    return row_text(names, cells, keys)


def _joined(parts: list[str]) -> str:
    return " ".join(dict.fromkeys(part for part in parts if part))


def _common(headers: list[str]) -> str:
    """What the headers of columns that one cell spans have in common: their first words."""
    words = [header.split() for header in headers]
    same = [column[0] for column in zip(*words, strict=False) if len(set(column)) == 1]
    return " ".join(same) or "/".join(dict.fromkeys(headers))
