"""Mails to threads: by the ids that they refer to, then by subject and customer, as far as mail programs leave these."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from kbgen.readers.text import squeezed

_DAYS = timedelta(days=14)
"""A reply that refers to no mail belongs to a thread of the same subject that is no older."""
_PREFIX = re.compile(
    r"\A\s{0,20}(?:(?:re|fw|fwd|aw|sv|antw|회신|답장|답변|전달|返信|転送)\s{0,3}(?:\[\d{1,3}\]|\(\d{1,3}\))?\s{0,3}[:：]|\[(?:re|fw|fwd|회신|답장|전달)\])\s{0,20}",
    re.I,
)
_TICKET = re.compile(
    r"[\[(](?=[^\])]{0,40}\d)(?:[^\])\d]{0,25}(?:ticket|case|request|티켓|문의|접수|상담|요청|#|no)[^\])\d]{0,10})\s*[\w-]{1,20}[\])]|##?\d{3,12}##?",
    re.I,
)
_DIGEST = 8
_NEVER = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Mail:
    """What the header of a mail says, and where the mail stands. `key` is the digest of its message id, `refs` those of
    the ids that it refers to, one after the other, since many are kept.

    `subject` is without prefixes and ticket numbers, `reply` tells whether it had any; `people` are the receivers;
    `machine` is the kind of an automatic mail, `lists` what it says about the mailing list it came over.
    """

    home: int
    start: int
    end: int
    key: bytes
    refs: bytes
    at: datetime | None
    name: str
    sender: str
    answer_to: str
    agent: str
    people: tuple[str, ...]
    subject: str
    reply: bool
    machine: str
    lists: str


def digest(text: str) -> bytes:
    """Return eight bytes that stand for a text."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=_DIGEST).digest()


def bare_subject(subject: str) -> tuple[str, bool]:
    """Return a subject without `Re:`, `회신:` and ticket numbers, and whether it had any."""
    bare = _TICKET.sub(" ", subject[:500])
    ticket = bare != subject[:500]
    prefixed = False
    while found := _PREFIX.match(bare):
        bare, prefixed = bare[found.end() :], True
    return bare.strip(), prefixed or ticket


def by_reference(mails: Sequence[Mail]) -> list[list[int]]:
    """Return the threads that mails form by referring to each other, also to mails that are not there, each in order."""
    above: dict[bytes, bytes] = {}

    def root(key: bytes) -> bytes:
        path = []
        while (parent := above.setdefault(key, key)) != key:
            path.append(key)
            key = parent
        for passed in path:
            above[passed] = key
        return key

    for mail in mails:
        for place in range(0, len(mail.refs), _DIGEST):
            above[root(mail.refs[place : place + _DIGEST])] = root(mail.key)
    found: dict[bytes, list[int]] = {}
    for number, mail in enumerate(mails):
        found.setdefault(root(mail.key), []).append(number)
    return [in_order(thread, mails) for thread in found.values()]


def in_order(thread: Iterable[int], mails: Sequence[Mail]) -> list[int]:
    """Return the mails of a thread by time; those without one keep their place in their file."""
    numbers = sorted(thread)
    if all(mails[number].at for number in numbers):
        numbers.sort(key=lambda number: mails[number].at or _NEVER)
    return numbers


def by_subject(threads: Iterable[list[int]], mails: Sequence[Mail], customer: Callable[[Mail], str]) -> list[list[int]]:
    """Join threads that begin with a reply to an earlier one of the same subject and customer."""
    known: dict[tuple[str, str], list[int]] = {}
    joined: list[list[int]] = []
    for thread in sorted(threads, key=lambda one: (mails[one[0]].at or _NEVER, one[0])):
        mail = mails[thread[0]]
        who = next((one for number in thread if (one := customer(mails[number]))), "")
        key = (who, squeezed(mail.subject))
        earlier = known.get(key)
        if earlier is not None and mail.reply and all(key) and _near(mails[earlier[-1]].at, mail.at):
            earlier += thread
            earlier[:] = in_order(earlier, mails)
        else:
            joined.append(thread)
            known[key] = thread
    return joined


def by_customer(
    thread: list[int], mails: Sequence[Mail], customers: Callable[[Mail], frozenset[str]]
) -> list[list[int]]:
    """Part a thread that the company began by writing to many, each of whom answered alone."""
    if customers(mails[thread[0]]) and mails[thread[0]].sender in customers(mails[thread[0]]):
        return [thread]
    groups: list[tuple[set[str], list[int]]] = []
    for number in thread:
        people = customers(mails[number])
        same = [group for group in groups if not people or not group[0] or group[0] & people]
        if not same:
            groups.append((set(people), [number]))
            continue
        same[0][0].update(people)
        same[0][1].append(number)
    return [numbers for _, numbers in groups]


def _near(one: datetime | None, other: datetime | None) -> bool:
    return one is None or other is None or abs(other - one) <= _DAYS
