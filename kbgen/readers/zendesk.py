"""Zendesk: pages of `tickets`, `comments` and `users`, in any arrangement of files; comments may stand inside tickets.

Shapes: https://developer.zendesk.com/api-reference/ticketing (tickets, ticket comments, users).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath

from kbgen.models import FileRead, RawConversation, RawMessage, Role, Skipped, Source
from kbgen.readers.base import Ahead, Read, Settings
from kbgen.readers.files import File
from kbgen.readers.jsondoc import Record, documents, listed, record, records
from kbgen.readers.rows import in_order, score, tags_of, with_subject, written
from kbgen.readers.text import clean, from_html, personal, squeezed, with_files
from kbgen.readers.times import moment_or_none
from kbgen.readers.words import NOBODY

_NOBODY_ANSWERS = re.compile(
    r"no[-_. ]?reply|do[-_. ]?not[-_. ]?reply|mailer-daemon|자동\s*(?:응답|발송|답변|회신)", re.I
)
_AUTOMATIC = re.compile(
    r"^auto$|^auto[-_.]|[-_.]auto$|\bauto[-_. ]?(?:reply|respon|mated|matic|mation)|\b(?:chat)?bot\b|봇$", re.I
)
_LISTS = ("tickets", "comments", "users")
_RULES = ("rule", "system", "answer_bot", "automation", "trigger")
_RESOLVED = {"solved": True, "closed": True, "new": False, "open": False, "pending": False, "hold": False}

Key = tuple[str, str]
"""A ticket: the address of its help desk, and its number there."""


@dataclass(frozen=True, slots=True)
class _User:
    name: str
    email: str
    phone: str
    role: str


@dataclass(frozen=True, slots=True)
class _Comment:
    id: str
    author: str
    public: bool
    automatic: bool
    text: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class _Ticket:
    path: str
    requester: str
    subject: str
    description: _Comment
    status: str
    channel: str | None
    opened_at: datetime | None
    closed_at: datetime | None
    updated: str
    tags: tuple[str, ...]
    csat: float | None


@dataclass(slots=True)
class _Export:
    """All that the files say; `loose` are comments without their ticket yet: its number, if named, file, comment."""

    settings: Settings
    tickets: dict[Key, _Ticket] = field(default_factory=dict)
    users: dict[str, _User] = field(default_factory=dict)
    comments: dict[Key, dict[str, _Comment]] = field(default_factory=dict)
    loose: list[tuple[str, str, _Comment]] = field(default_factory=list)
    home: dict[Key, str] = field(default_factory=dict)


def read(files: Sequence[File], settings: Settings) -> Iterator[Read]:
    """Read all files of an export together. Holds its comments, without the JSON around them, until all are read."""
    export = _Export(settings)
    encodings: dict[str, str] = {}
    for file in files:
        for document in documents(file, _LISTS):
            if isinstance(document, Skipped):
                yield document
                continue
            encodings[str(file)] = document.encoding
            _take(document.value, str(file), export)
    yield from _place(export)
    staff = personal((user.name for user in export.users.values() if user.role not in ("", "end-user")), NOBODY)
    homes: dict[str, list[Key]] = {}
    for key in dict.fromkeys((*export.comments, *export.tickets)):
        homes.setdefault(export.home.get(key) or export.tickets[key].path, []).append(key)
    yield Ahead(sum(map(len, homes.values())))
    for home, encoding in encodings.items():
        conversations = messages = 0
        for key in homes.get(home, []):
            conversation = _conversation(key, home, export, staff)
            if conversation is None:
                yield Skipped(home, key[1], "no text in the ticket and its comments")
                continue
            conversations += 1
            messages += len(conversation.messages)
            yield conversation
        yield FileRead(home, "zendesk", encoding, conversations, messages)


def _take(value: object, path: str, export: _Export) -> None:
    pages = [record(value)] if isinstance(value, dict) else []
    items = list(records(value))
    if pages and not any(name in pages[0] for name in ("tickets", "ticket", "comments", "users", "user")):
        pages, items = [], [record(value)]
    if not pages:
        pages = [{_list_name(item): [item]} for item in items]
    for page in pages:
        for item in listed(page, "users", "user"):
            _user(item, export)
        for item in listed(page, "tickets", "ticket"):
            _ticket(item, path, export)
        for item in listed(page, "comments", "comment"):
            export.loose.append((written(item.get("ticket_id")), path, _comment(item, export.settings)))


def _list_name(item: Record) -> str:
    """Tell what the items of a bare list are."""
    if "requester_id" in item:
        return "tickets"
    return "comments" if "author_id" in item else "users"


def _user(item: Record, export: _Export) -> None:
    if key := written(item.get("id")):
        name, email, phone, role = (written(item.get(part)) for part in ("name", "email", "phone", "role"))
        export.users[key] = _User(name, email, phone, role)


def _ticket(item: Record, path: str, export: _Export) -> None:
    """Keep a ticket; of one that the pages repeat, the later state."""
    host = re.match(r"https?://([^/]+)", written(item.get("url")))
    key = (host[1] if host else "", written(item.get("id")))
    updated = written(item.get("updated_at"))
    if not key[1] or (key in export.tickets and export.tickets[key].updated > updated):
        return
    requester = written(item.get("requester_id"))
    status = written(item.get("status"))
    at = moment_or_none(item.get("created_at"), export.settings.zone)
    author = written(item.get("submitter_id")) or requester
    text = clean(written(item.get("description")).replace("&nbsp;", " "))
    export.tickets[key] = _Ticket(
        path=path,
        requester=requester,
        subject=written(item.get("subject")) or written(item.get("raw_subject")),
        description=_Comment("description", author, item.get("is_public") is not False, False, text, at),
        status=status,
        channel=written(record(item.get("via")).get("channel")) or None,
        opened_at=at,
        closed_at=moment_or_none(updated, export.settings.zone) if _RESOLVED.get(status) else None,
        updated=updated,
        tags=tags_of(item.get("tags")),
        csat=score(item.get("satisfaction_rating")),
    )
    for comment in records(item.get("comments")):
        _keep(key, path, _comment(comment, export.settings), export)


def _comment(item: Record, settings: Settings) -> _Comment:
    text = written(item.get("plain_body")) or written(item.get("body"))
    text = clean(text.replace("&nbsp;", " ")) or from_html(written(item.get("html_body")))
    channel = written(record(item.get("via")).get("channel"))
    files = len(list(records(item.get("attachments"))))
    return _Comment(
        id=written(item.get("id")),
        author=written(item.get("author_id")),
        public=item.get("public") is not False,
        automatic=channel.startswith(_RULES),
        text=with_files(text, files),
        at=moment_or_none(item.get("created_at"), settings.zone),
    )


def _keep(key: Key, path: str, comment: _Comment, export: _Export) -> None:
    comments = export.comments.setdefault(key, {})
    export.home.setdefault(key, path)
    comments[comment.id or f"#{len(comments)}"] = comment


def _place(export: _Export) -> Iterator[Skipped]:
    """Give each loose comment to its ticket: by the number it names, else by the number in its file's name."""
    known: dict[str, list[Key]] = {}
    for key in export.tickets:
        known.setdefault(key[1], []).append(key)
    lost: dict[str, None] = {}
    for number, path, comment in export.loose:
        number = number or _number(path, known)
        if number:
            keys = known.get(number, [("", number)])
            _keep(max(keys, key=lambda key: _shared(export, key, path)), path, comment, export)
        else:
            lost[path] = None
    export.loose.clear()
    for path in lost:
        yield Skipped(path, "file", "comments without a ticket_id; name the file by the ticket's number: 1234.json")


def _number(path: str, known: dict[str, list[Key]]) -> str:
    place = PurePath(path)
    own = re.findall(r"\d+", place.stem)
    told = (*own, *re.findall(r"\d+", place.parent.name))
    return next((number for number in told if number in known), own[0] if own else "")


def _shared(export: _Export, key: Key, path: str) -> int:
    """Return how many folders a ticket's file shares with another: two help desks may number alike."""
    ticket = export.tickets.get(key)
    pairs = zip(PurePath(ticket.path).parts, PurePath(path).parts, strict=False) if ticket else ()
    return next((i for i, (one, other) in enumerate(pairs) if one != other), 0)


def _conversation(key: Key, home: str, export: _Export, staff: tuple[str, ...]) -> RawConversation | None:
    ticket = export.tickets.get(key)
    comments = [comment for comment in export.comments.get(key, {}).values() if comment.text]
    if ticket and ticket.description.text and not _repeated(ticket.description, comments):
        comments.insert(0, ticket.description)
    if not comments:
        return None
    requester = ticket.requester if ticket else ""
    messages = in_order(_said(comment, requester, export) for comment in comments)
    customer = requester or next((c.author for c in comments if _role(c, requester, export) == "customer"), "")
    user = export.users.get(customer)
    return RawConversation(
        source=Source("zendesk", home, key[1]),
        messages=with_subject(ticket.subject, messages) if ticket else messages,
        channel=ticket.channel if ticket else None,
        opened_at=(ticket.opened_at if ticket else None) or next((m.at for m in messages if m.at), None),
        closed_at=ticket.closed_at if ticket else None,
        tags=ticket.tags if ticket else (),
        csat=ticket.csat if ticket else None,
        resolved=_RESOLVED.get(ticket.status) if ticket else None,
        customer=customer,
        names=personal((user.name, user.email, user.phone), NOBODY) if user else (),
        staff=staff,
    )


def _repeated(description: _Comment, comments: Sequence[_Comment]) -> bool:
    """Tell whether a comment says what the description says: Zendesk makes the first comment its description."""
    said = squeezed(description.text)
    return any(squeezed(comment.text).startswith(said) for comment in comments)


def _said(comment: _Comment, requester: str, export: _Export) -> RawMessage:
    role = _role(comment, requester, export)
    user = export.users.get(comment.author)
    author = comment.author if role == "customer" or user is None else user.name or comment.author
    return RawMessage(role, comment.text, comment.at, author)


def _role(comment: _Comment, requester: str, export: _Export) -> Role:
    """Tell who speaks; an author in no list of users is the customer if they opened the ticket, else an agent."""
    user = export.users.get(comment.author)
    customer = user.role == "end-user" if user and user.role else comment.author == requester
    if not comment.public:
        return "note"
    if export.settings.is_bot(comment.author, *((user.name, user.email) if user else ())):
        return "bot"
    if user and any(map(_NOBODY_ANSWERS.search, (user.name, user.email))):
        return "bot"
    if customer:
        return "customer"
    named = user is not None and any(map(_AUTOMATIC.search, (user.name, user.email.split("@")[0])))
    return "bot" if comment.automatic or named else "agent"
