"""Which column of a table holds what."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from kbgen.models import Role
from kbgen.readers.base import Settings
from kbgen.readers.text import squeezed
from kbgen.readers.words import ALIASES, ROLES

REQUIRED = ("conversation_id", "role", "text")
_RANK = {
    alias: (key, rank) for key, aliases in reversed(tuple(ALIASES.items())) for rank, alias in enumerate(aliases)
}  # reversed: where two keys share a name, the one that stands first has it
_ROLES_ENOUGH = 0.8
"""A column without a telling name is the role column when so large a share of its values are role words."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The index of the column of each key (see `words.ALIASES`), and the headers as they are written."""

    of: Mapping[str, int]
    headers: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The required keys that no column has."""
        return tuple(key for key in REQUIRED if key not in self.of)

    def fields(self, row: Sequence[object]) -> dict[str, object]:
        """Return the row's cells by key, without the empty ones."""
        width = len(row)
        cells = {key: row[index] for key, index in self.of.items() if index < width}
        return {key: cell for key, cell in cells.items() if cell is not None and cell != ""}

    def called(self, key: str) -> str:
        """Return the header of a key's column, to be named in a message."""
        return self.headers[self.of[key]] if key in self.of else key


def role_of(value: object, roles: Mapping[str, Role]) -> Role | None:
    """Return the role that a cell says, or None when the word is not known; `상담원2` is read as `상담원`."""
    word = squeezed(str(value))
    bare = word.rstrip("0123456789")
    return roles.get(word) or ROLES.get(word) or roles.get(bare) or ROLES.get(bare)


def key_of(header: str, settings: Settings) -> tuple[str, int] | None:
    """Return (key, rank) of a header, rank 0 being the surest name, or None for one that is not known."""
    for name in (header, re.sub(r"[(\[（].*?[)\]）]", "", header)):
        word = squeezed(name)
        if word in settings.columns:
            return settings.columns[word], -1
        if word in _RANK:
            return _RANK[word]
    return None


def columns(headers: Sequence[object], sample: Sequence[Sequence[object]], settings: Settings) -> Columns:
    """Tell which column holds what, by the headers and, for the role, by the values of some rows (`sample`)."""
    written = tuple("" if header is None else str(header).strip() for header in headers)
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


def find_header(rows: Sequence[Sequence[object]], settings: Settings) -> tuple[int, Columns] | None:
    """Return (index, columns) of the row that is the header, not always the first one; None if no row is like it."""
    best: tuple[tuple[int, int], int, Columns] | None = None
    for index, row in enumerate(rows[:20]):
        found = columns(row, rows[index + 1 :], settings)
        score = (-len(found.missing), len(found.of))
        if len(found.of) >= 2 and (best is None or score > best[0]):
            best = score, index, found
    return best and best[1:]


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
    shares = {index: _share(index, sample, settings) for _, index in named}
    if shares and max(shares.values()) >= 0.5:
        return max(shares, key=lambda index: shares[index])
    fixed = {taken.get("conversation_id"), taken.get("text"), taken.get("at")}
    others = {i: _share(i, sample, settings) for i in range(width) if i not in fixed and i not in shares}
    if others and max(others.values()) >= _ROLES_ENOUGH:
        return max(others, key=lambda index: others[index])
    return named[0][1] if named else None


def _share(index: int, sample: Sequence[Sequence[object]], settings: Settings) -> float:
    cells = [row[index] for row in sample if index < len(row) and row[index] not in (None, "")]
    return sum(role_of(cell, settings.roles) is not None for cell in cells) / len(cells) if cells else 0.0
