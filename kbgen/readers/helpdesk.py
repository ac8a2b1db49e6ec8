"""What the readers of help desks share: tickets, comments and people that lie in many files, joined by their ids.

Any file may add to any ticket, so all comments are held until the last file is read. They are held packed: as objects
they would take three times the memory.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath
from typing import Generic, TypeVar

from msgspec import Struct, msgpack

from kbgen.models import FileRead, RawConversation, RawMessage, Role, Skipped, Source
from kbgen.readers.base import Ahead, Read, Settings
from kbgen.readers.files import File
from kbgen.readers.jsondoc import Document, documents
from kbgen.readers.rows import in_order, with_subject, written
from kbgen.readers.text import personal, squeezed
from kbgen.readers.times import moment_or_none
from kbgen.readers.words import NO, NOBODY, YES

_NOBODY_ANSWERS = re.compile(
    r"no[-_. ]?reply|do[-_. ]?not[-_. ]?reply|mailer-daemon|자동\s*(?:응답|발송|답변|회신)", re.I
)
_AUTOMATIC = re.compile(
    r"^auto$|^auto[-_.]|[-_.]auto$|\bauto[-_. ]?(?:reply|respon|mated|matic|mation)|\b(?:chat)?bot\b|봇$", re.I
)
_YEARS = range(1971, 9999)
_AT_ONCE = 60.0
"""A ticket's first comment is written within so many seconds of the ticket itself."""

Key = tuple[str, str]
"""A ticket: the address of its help desk, empty where the export does not tell it, and its number there."""


class Person(Struct, frozen=True, array_like=True):
    """Somebody who writes; `staff` is None where the export does not tell."""

    name: str = ""
    email: str = ""
    phone: str = ""
    staff: bool | None = None


class Comment(Struct, frozen=True, array_like=True):
    """One comment; `internal` and `incoming` (written by a customer) are None where the export does not tell."""

    id: str
    author: str
    text: str
    at: datetime | None
    internal: bool | None = None
    incoming: bool | None = None
    machine: bool = False


class Ticket(Struct, frozen=True, array_like=True):
    """What a ticket says about itself, the file that says it, and why it is left out, if it is (`dropped`)."""

    path: str
    requester: str
    subject: str
    description: Comment
    updated: datetime | None
    channel: str | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    tags: tuple[str, ...] = ()
    csat: float | None = None
    resolved: bool | None = None
    names: tuple[str, ...] = ()
    dropped: str = ""


K = TypeVar("K")
V = TypeVar("V", Person, Ticket)
_pack = msgpack.Encoder().encode
_comment = msgpack.Decoder(Comment).decode


class Packed(Generic[K, V]):
    """Records by key, held as bytes."""

    def __init__(self, kind: type[V]) -> None:
        self._bytes: dict[K, bytes] = {}
        self._decode: Callable[[bytes], V] = msgpack.Decoder(kind).decode

    def __len__(self) -> int:
        return len(self._bytes)

    def __iter__(self) -> Iterator[K]:
        return iter(self._bytes)

    def get(self, key: K) -> V | None:
        """Return the record of a key, or None."""
        data = self._bytes.get(key)
        return None if data is None else self._decode(data)

    def put(self, key: K, value: V) -> None:
        """Keep a record, in place of the one that the key had."""
        self._bytes[key] = _pack(value)


@dataclass(slots=True)
class Desk:
    """All that the files of one format say.

    `described` says that a ticket's description is its first comment once more. `loose` holds comments by file and by
    the ticket's number, empty if the file does not tell it; `home` the file in which a ticket's first comment was read.
    `solved`, `asked` (the requester) and `rated` are told outside of tickets, by number; `public` by comment.
    """

    format: str
    settings: Settings
    described: bool = False
    tickets: Packed[Key, Ticket] = field(default_factory=lambda: Packed(Ticket))
    people: Packed[str, Person] = field(default_factory=lambda: Packed(Person))
    comments: dict[Key, list[bytes]] = field(default_factory=dict)
    loose: dict[tuple[str, str], list[bytes]] = field(default_factory=dict)
    home: dict[Key, str] = field(default_factory=dict)
    encodings: dict[str, str] = field(default_factory=dict)
    assigned: set[str] = field(default_factory=set)
    solved: dict[str, tuple[bool, datetime]] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    rated: dict[str, float] = field(default_factory=dict)
    public: dict[str, bool] = field(default_factory=dict)

    def time(self, value: object) -> datetime | None:
        """Return the time a value tells, or None for what is none; a help desk has no times before 1971."""
        at = moment_or_none(value, self.settings.zone)
        return at if at and at.year in _YEARS else None

    def meet(self, key: str, person: Person) -> None:
        """Keep a person; what is not told of them now stays as it was told before."""
        if not key:
            return
        old = self.people.get(key)
        if old:
            staff = old.staff if person.staff is None else person.staff
            person = Person(person.name or old.name, person.email or old.email, person.phone or old.phone, staff)
        self.people.put(key, person)

    def open(self, key: Key, ticket: Ticket) -> None:
        """Keep a ticket; of one that the files repeat, the state that was updated last."""
        old = self.tickets.get(key)
        if old is None or old.updated is None or ticket.updated is None or ticket.updated >= old.updated:
            self.tickets.put(key, ticket)

    def add(self, key: Key, path: str, comment: Comment) -> None:
        """Keep a comment of a ticket; of one that the files repeat, the last state counts."""
        self.home.setdefault(key, path)
        self.comments.setdefault(key, []).append(_pack(comment))

    def add_loose(self, number: str, path: str, comment: Comment) -> None:
        """Keep a comment whose ticket is told by its number, or by nothing but the file's name."""
        self.loose.setdefault((path, number), []).append(_pack(comment))


def flag(value: object) -> bool | None:
    """Return what a yes or no says, as JSON or in a word; None for anything else."""
    word = squeezed(written(value))
    return True if word in YES else False if word in NO else None


def html_of(value: object) -> str:
    """Return a text that may be HTML as it is, or nothing: its entities must not be decoded before its tags are read."""
    return value if isinstance(value, str) else ""


def pages(files: Sequence[File], lists: Sequence[str]) -> Iterator[tuple[str, Document] | Skipped]:
    """Yield the documents of all files with their paths (see `jsondoc.documents`), and what cannot be read."""
    for file in files:
        try:
            for document in documents(file, lists):
                yield document if isinstance(document, Skipped) else (str(file), document)
        except OSError as error:
            yield Skipped(str(file), "file", f"cannot be read ({error.strerror or error})")


def read(
    files: Sequence[File], desk: Desk, lists: Sequence[str], take: Callable[[object, str, Desk], None]
) -> Iterator[Read]:
    """Read all files of a help desk together: `take` puts what a document says onto the desk."""
    for page in pages(files, lists):
        if isinstance(page, Skipped):
            yield page
        else:
            path, document = page
            desk.encodings[path] = document.encoding
            take(document.value, path, desk)
    yield from _place(desk)
    yield from _told(desk)


def _place(desk: Desk) -> Iterator[Skipped]:
    """Give the loose comments to their tickets: by the number they name, else by the number in their file's name."""
    known: dict[str, list[Key]] = {}
    for key in desk.tickets:
        known.setdefault(key[1], []).append(key)
    lost: dict[str, None] = {}
    for path, told in list(desk.loose):
        comments = desk.loose.pop((path, told))
        number = told or _number(path, known)
        if not number:
            lost[path] = None
            continue
        keys = known.get(number, [("", number)])
        key = keys[0] if len(keys) == 1 else max(keys, key=lambda key: _shared(desk, key, path))
        desk.home.setdefault(key, path)
        if key in desk.comments:
            desk.comments[key] += comments
        else:
            desk.comments[key] = comments
    for path in lost:
        yield Skipped(path, "file", "comments without a ticket_id; name the file by the ticket's number: 1234.json")


def _number(path: str, known: dict[str, list[Key]]) -> str:
    """Return the ticket's number in the name of a file or its folder: a known one, or a name that is a number."""
    place = PurePath(path)
    told = (*re.findall(r"\d+", place.stem), *re.findall(r"\d+", place.parent.name))
    return next((number for number in told if number in known), place.stem if place.stem.isdecimal() else "")


def _shared(desk: Desk, key: Key, path: str) -> int:
    """Return how many folders a ticket's file shares with another: two help desks may number alike."""
    ticket = desk.tickets.get(key)
    pairs = zip(PurePath(ticket.path).parts, PurePath(path).parts, strict=False) if ticket else ()
    return next((i for i, (one, other) in enumerate(pairs) if one != other), 0)


def _told(desk: Desk) -> Iterator[Read]:
    """Yield the conversations file by file, and why tickets are left out."""
    homes: dict[str, list[Key]] = {}
    for key in dict.fromkeys((*desk.comments, *desk.tickets)):
        ticket = desk.tickets.get(key)
        homes.setdefault(desk.home.get(key) or (ticket.path if ticket else ""), []).append(key)
    people = ((key, desk.people.get(key)) for key in desk.people)
    staff = personal((who.name for key, who in people if who and (who.staff or key in desk.assigned)), NOBODY)
    left_out: dict[tuple[str, str], int] = {}
    yield Ahead(sum(map(len, homes.values())))
    for home, encoding in desk.encodings.items():
        conversations = messages = 0
        for key in homes.get(home, []):
            ticket = desk.tickets.get(key)
            if ticket and ticket.dropped:
                left_out[ticket.path, ticket.dropped] = left_out.get((ticket.path, ticket.dropped), 0) + 1
                continue
            conversation = _conversation(desk, key, ticket, home, staff)
            if conversation is None:
                yield Skipped(home, key[1], "no text in the ticket and its comments")
                continue
            conversations += 1
            messages += len(conversation.messages)
            yield conversation
        yield FileRead(home, desk.format, encoding, conversations, messages)
    for (path, reason), number in left_out.items():
        yield Skipped(path, f"{number} {'ticket' if number == 1 else 'tickets'}", reason)


def _conversation(
    desk: Desk, key: Key, ticket: Ticket | None, home: str, staff: tuple[str, ...]
) -> RawConversation | None:
    states = {comment.id or f"#{i}": comment for i, comment in enumerate(map(_comment, desk.comments.pop(key, ())))}
    comments = [comment for comment in states.values() if comment.text]
    if ticket and ticket.description.text and not (desk.described and _repeated(ticket, comments)):
        comments.insert(0, ticket.description)
    if not comments:
        return None
    requester = (ticket.requester if ticket else "") or desk.asked.get(key[1]) or _opener(comments, desk)
    private = ticket is not None and ticket.description.internal is True
    messages = in_order(_said(comment, requester, private, desk) for comment in comments)
    if ticket:
        messages = with_subject(ticket.subject, messages)
    customer = requester or next((message.author for message in messages if message.role == "customer"), "")
    user = desk.people.get(customer) or Person()
    solved = desk.solved.get(key[1], (False, None))[1]
    return RawConversation(
        source=Source(desk.format, home, key[1]),
        messages=messages,
        channel=ticket.channel if ticket else None,
        opened_at=(ticket.opened_at if ticket else None) or next((m.at for m in messages if m.at), None),
        closed_at=(ticket.closed_at or solved or ticket.updated) if ticket and ticket.resolved else None,
        tags=ticket.tags if ticket else (),
        csat=ticket.csat if ticket and ticket.csat is not None else desk.rated.get(key[1]),
        resolved=ticket.resolved if ticket else None,
        customer=customer,
        names=personal((user.name, user.email, user.phone, *(ticket.names if ticket else ())), NOBODY),
        staff=staff,
    )


def _repeated(ticket: Ticket, comments: Sequence[Comment]) -> bool:
    """Tell whether a comment says what the description says, or is the one that opened the ticket."""
    said = squeezed(ticket.description.text)
    return any(
        squeezed(comment.text).startswith(said)
        or (
            comment.author in (ticket.description.author, ticket.requester)
            and comment.at is not None
            and ticket.opened_at is not None
            and abs((comment.at - ticket.opened_at).total_seconds()) < _AT_ONCE
        )
        for comment in comments
    )


def _opener(comments: Sequence[Comment], desk: Desk) -> str:
    """Return who opened a ticket of which only the comments are known: the first who is not known as staff."""
    for comment in comments:
        person = desk.people.get(comment.author)
        staff = (person is not None and person.staff) or comment.author in desk.assigned
        if comment.author and not (staff or comment.internal or comment.machine or comment.incoming is False):
            return comment.author
    return ""


def _said(comment: Comment, requester: str, private: bool, desk: Desk) -> RawMessage:
    person = desk.people.get(comment.author)
    role = _role(comment, person, requester, private, desk)
    author = comment.author if role == "customer" or person is None else person.name or comment.author
    return RawMessage(role, comment.text, comment.at, author)


def _role(comment: Comment, person: Person | None, requester: str, private: bool, desk: Desk) -> Role:
    """Tell who speaks; an author of whom nothing is told is the customer if they opened the ticket, else an agent."""
    if _is_internal(comment, private, desk):
        return "note"
    names = (person.name, person.email) if person else ()
    if desk.settings.is_bot(comment.author, *names) or any(map(_NOBODY_ANSWERS.search, names)):
        return "bot"
    if _is_customer(comment, person, requester, desk):
        return "customer"
    named = person is not None and any(map(_AUTOMATIC.search, (person.name, person.email.split("@")[0])))
    return "bot" if comment.machine or named else "agent"


def _is_internal(comment: Comment, private: bool, desk: Desk) -> bool:
    public = desk.public.get(comment.id)
    if public is not None:
        return not public
    return private if comment.internal is None else comment.internal


def _is_customer(comment: Comment, person: Person | None, requester: str, desk: Desk) -> bool:
    """Tell whether a customer speaks; agents who left are customers in the list of users, but tickets were theirs."""
    if comment.incoming is not None:
        return comment.incoming
    if comment.author == requester:
        return person is None or person.staff is not True
    if comment.author in desk.assigned:
        return False
    return person is not None and person.staff is False
