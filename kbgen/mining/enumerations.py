"""Lists that agents give (districts served, cards taken, file types): a list that grew at a date is a change, too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import regex

from kbgen.language.facts import stance
from kbgen.mining.statements import Statement
from kbgen.models import ClaimGroup, Disagreement

KEY = "list"
MARK = "·"

_LEAST, _ADDED, _SIDES = 3, 2, 2
_LONGEST = 30
_ALIKE = 0.6
_SEPARATED = regex.compile(r"\s*(?:[·,/、&]|(?<=[가-힣])(?:와|과|랑|이랑|하고)\s|\s및\s|\band\b|\bor\b)\s*")
_ITEM = regex.compile(r"^[가-힣A-Za-z][가-힣A-Za-z0-9.+-]{0,11}$")
_AFTER = regex.compile(r"(?:까지|만|도|은|는|이|가|에서|으로|로|입니다|이에요|예요|에)?[\s).]*$")
_SINCE = regex.compile(
    r"(?:오늘|이번\s?달|\d+월(?:\s?\d+일)?|\d+/\d+)\S{0,8}\s?부터|\b(?:as\s+of|starting|from\s+(?:today|now)|since)\b",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Listing:
    items: frozenset[str]
    statement: Statement


def items(text: str) -> frozenset[str]:
    """Return what a sentence enumerates: three things or more, set apart by ·, commas, slashes or "and"; else nothing."""
    parts = _SEPARATED.split(text)
    found = []
    for n, part in enumerate(parts):
        own = regex.split(r"[\s(]+", part.strip())
        word = own[-1] if n < len(parts) - 1 else own[0]
        bare = _AFTER.sub("", word) or word if len(word) <= _LONGEST else ""
        if _ITEM.match(bare):
            found.append(bare)
    return frozenset(found) if len(set(found)) >= _LEAST else frozenset()


def grown_list(said: Sequence[Statement]) -> Disagreement | None:
    """Return the change of a list, or None: agents of two conversations gave nearly the same list, and from a time on all
    lists name two more things at least, or an agent announces them.

    Announcements count although they may be worded for one customer ("오늘부터 …까지 돼요").
    """
    given = [
        _Listing(found, s)
        for s in said
        if s.at is not None
        and (not s.personal or _SINCE.search(s.text))
        and (found := items(s.text))
        and not stance(s.text)[0]
    ]
    given.sort(key=_when)
    for cut in range(1, len(given)):
        old, new = given[:cut], given[cut:]
        if _when(old[-1]) >= _when(new[0]) or not _same_list(old):
            continue
        before = frozenset().union(*(g.items for g in old))
        added = [g.items - before for g in new]
        announced = any(_SINCE.search(g.statement.text) for g in new)
        if all(len(more) >= _ADDED for more in added) and (announced or len(_conversations(new)) >= _SIDES):
            after = frozenset().union(*(g.items for g in new))
            return Disagreement(
                KEY, MARK.join(sorted(before)[:_ADDED]), "change", (_side(new, after), _side(old, before))
            )
    return None


def _same_list(given: Sequence[_Listing]) -> bool:
    """Whether lists of two conversations name nearly the same things."""
    return any(
        len(a.items & b.items) >= _ALIKE * len(a.items | b.items)
        for i, a in enumerate(given)
        for b in given[:i]
        if a.statement.conversation != b.statement.conversation
    )


def _when(given: _Listing) -> datetime:
    at = given.statement.at
    assert at is not None
    return at


def _conversations(given: Sequence[_Listing]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(g.statement.conversation for g in given))


def _side(given: Sequence[_Listing], named: frozenset[str]) -> ClaimGroup:
    fullest = max(given, key=lambda g: (len(g.items), g.statement.text))
    return ClaimGroup(
        value=MARK.join(sorted(named)),
        text=fullest.statement.text,
        agents=len({g.statement.agent for g in given}),
        conversations=_conversations(given),
        first_seen=_when(given[0]),
        last_seen=_when(given[-1]),
    )
