"""Which column of a table holds what."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from kbgen.models import Role
from kbgen.readers.base import Settings
from kbgen.readers.text import clean, squeezed
from kbgen.readers.words import ALIASES, DOUBTFUL_ROLES, ROLES

REQUIRED = ("conversation_id", "role", "text")
FEEDBACK = "feedback"
"""The channel of what customers wrote without a dialogue, where no column names another."""
MAX_COLUMNS = 1_000
"""Further columns are not looked at."""
_RANK = {
    alias: (key, rank) for key, aliases in reversed(tuple(ALIASES.items())) for rank, alias in enumerate(aliases)
}  # reversed: where two keys share a name, the one that stands first has it
_ROLES_ENOUGH = 0.8
"""A column without a telling name is the role column when so large a share of its values are role words."""
_BY_VALUES = 100
"""So many columns are looked at for role words."""
_HEADER_ROWS = 20
_MAX_NAME = 200
"""Longer cells are no names of columns and no role words, in characters."""

_squeezed = lru_cache(maxsize=1 << 14)(squeezed)


@dataclass(frozen=True, slots=True)
class Part:
    """A column with one message of each row: who says it, what had been asked (`asked`, else empty), its index."""

    role: Role
    asked: str
    index: int


@dataclass(frozen=True, slots=True)
class Columns:
    """The index of the column of each key (see `words.ALIASES`), and the headers as they are written.

    `parts` are set for a table without a dialogue, whose rows are a conversation each: feedback, or a question with its
    answer.
    """

    of: Mapping[str, int]
    headers: tuple[str, ...]
    parts: tuple[Part, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The required keys that no column has; a table in `parts` needs no others."""
        return () if self.parts else tuple(key for key in REQUIRED if key not in self.of)

    @property
    def feedback(self) -> bool:
        """Whether rows hold what customers said, and no answers."""
        return bool(self.parts) and all(part.role == "customer" for part in self.parts)

    def fields(self, row: Sequence[object]) -> dict[str, object]:
        """Return the row's cells by key, without the empty ones; `parts` holds (role, asked, cell) of each part."""
        width = len(row)
        cells = {
            key: cell
            for key, index in self.of.items()
            if index < width and (cell := row[index]) is not None and cell != ""
        }
        if self.parts:
            if all(part.role != "agent" for part in self.parts):
                cells.setdefault("channel", FEEDBACK)
            cells["parts"] = [(p.role, p.asked, row[p.index] if p.index < width else None) for p in self.parts]
        return cells

    def called(self, key: str) -> str:
        """Return the header of a key's column, to be named in a message."""
        return self.headers[self.of[key]] if key in self.of else key


def role_of(value: object, roles: Mapping[str, Role]) -> Role | None:
    """Return the role that a cell says, or None when the word is not known; `상담원2` is read as `상담원`."""
    text = str(value)
    if len(text) > _MAX_NAME:
        return None
    word = _squeezed(text)
    found = roles.get(word) or ROLES.get(word)
    if found is None and (bare := word.rstrip("0123456789")) != word:
        return roles.get(bare) or ROLES.get(bare)
    return found


def key_of(header: str, settings: Settings) -> tuple[str, int] | None:
    """Return (key, rank) of a header, rank 0 being the surest name, or None for one that is not known."""
    if len(header) > _MAX_NAME:
        return None
    for name in (header, re.sub(r"[(\[（].*?[)\]）]", "", header)) if set(header) & set("([（") else (header,):
        word = _squeezed(name)
        if word in settings.columns:
            return settings.columns[word], -1
        if word in _RANK:
            return _RANK[word]
    return None


def columns(headers: Sequence[object], sample: Sequence[Sequence[object]], settings: Settings) -> Columns:
    """Tell which column holds what, by the headers and, for the role, by the values of some rows (`sample`)."""
    written = tuple(map(_name, headers[:MAX_COLUMNS])) + ("",) * (len(headers) - MAX_COLUMNS)
    ranked: dict[str, list[tuple[int, int]]] = {}
    for index, header in enumerate(written):
        if header and (known := key_of(header, settings)):
            ranked.setdefault(known[0], []).append((known[1], index))
    of = {key: min(found)[1] for key, found in ranked.items() if key != "role"}
    role = _role_column(sorted(ranked.get("role", [])), of, sample, len(written), settings)
    if role is not None:
        of = {key: index for key, index in of.items() if index != role}
        of["role"] = role
        if "author" not in of and (authors := [i for _, i in sorted(ranked.get("author", [])) if i != role]):
            of["author"] = authors[0]
    return Columns(MappingProxyType(of), written)


def doubtful_role(found: Columns, sample: Sequence[Sequence[object]], settings: Settings) -> bool:
    """Tell whether the column taken for the role may be about something else: its name says little, its values none."""
    index = found.of.get("role")
    if index is None or not sample:
        return False
    word = _squeezed(found.headers[index])
    return word in DOUBTFUL_ROLES and word not in settings.columns and role_share(index, sample, settings) < 0.5


def two_rows(above: Sequence[object], below: Sequence[object], settings: Settings) -> list[str]:
    """Return the headers that two rows make together, as where `답변` spans `내용` and `일시`."""
    names = []
    group = ""
    for index in range(min(max(len(above), len(below)), MAX_COLUMNS)):
        top, name = (_name(row[index]) if index < len(row) else "" for row in (above, below))
        group = top or (group if name else "")
        both = f"{group} {name}".strip()
        names.append(name if name and key_of(both, settings) is None else both)
    return names


def candidates(rows: Sequence[Sequence[object]], settings: Settings) -> list[tuple[int, Columns]]:
    """Return (index, columns) of all rows that may be the header, which is not always the first one."""
    heads = rows[:_HEADER_ROWS]
    single = [(index, row) for index, row in enumerate(heads)]
    double = [(index, two_rows(heads[index - 1], row, settings)) for index, row in enumerate(heads) if index]
    return [(index, columns(names, rows[index + 1 :], settings)) for index, names in [*single, *double]]


def find_header(rows: Sequence[Sequence[object]], settings: Settings) -> tuple[int, Columns] | None:
    """Return (index, columns) of the header of a table of messages; None if no row is like one."""
    known = [(index, found) for index, found in candidates(rows, settings) if len(found.of) >= 2]
    return max(known, key=lambda pair: (-len(pair[1].missing), len(pair[1].of)), default=None)


def role_share(index: int, sample: Sequence[Sequence[object]], settings: Settings) -> float:
    """Return the share of role words among the values of a column."""
    cells = [row[index] for row in sample if index < len(row) and row[index] not in (None, "")]
    return sum(role_of(cell, settings.roles) is not None for cell in cells) / len(cells) if cells else 0.0


def _role_column(
    named: Sequence[tuple[int, int]],
    taken: Mapping[str, int],
    sample: Sequence[Sequence[object]],
    width: int,
    settings: Settings,
) -> int | None:
    """Choose among columns named like a role the one with the most role words, or another one that clearly is it."""
    if named and named[0][0] < 0:
        return named[0][1]
    shares = {index: role_share(index, sample, settings) for _, index in named}
    if shares and max(shares.values()) >= 0.5:
        return max(shares, key=lambda index: shares[index])
    apart = {taken.get(key) for key in ("conversation_id", "text", "at", "question", "answer")} | set(shares)
    likely = (
        i for i in range(min(width, _BY_VALUES)) if i not in apart and role_share(i, sample[:10], settings) >= 0.5
    )
    others = {i: role_share(i, sample, settings) for i in likely}
    if others and max(others.values()) >= _ROLES_ENOUGH:
        return max(others, key=lambda index: others[index])
    return named[0][1] if named else None


def _name(cell: object) -> str:
    return "" if cell is None else clean(str(cell))
