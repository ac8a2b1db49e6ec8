"""Intercom: conversations with their parts, lists of conversations without, admins and contacts, in any files.

Shapes: https://developers.intercom.com (conversations, conversation parts, admins, contacts). Times are seconds since
1970. The first message is `source`. A whole conversation is one document, so that none is ever held: a first pass over
the files learns who the people are and which of several copies of a conversation is the fullest, a second one reads.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kbgen.models import FileRead, RawConversation, RawMessage, Role, Skipped, Source
from kbgen.readers.base import Ahead, Read, Settings
from kbgen.readers.files import File
from kbgen.readers.helpdesk import Packed, Person, flag, html_of, pages
from kbgen.readers.jsondoc import Record, listed, record, records, texts
from kbgen.readers.markup import plain
from kbgen.readers.quotes import own_html, own_words
from kbgen.readers.rows import in_order, score, tags_of, with_subject, written
from kbgen.readers.text import clean, is_html, personal, squeezed, with_files
from kbgen.readers.times import moment_or_none
from kbgen.readers.words import NOBODY

_LISTS = ("conversations", "data", "admins", "contacts")
_CUSTOMERS = ("user", "lead", "contact", "visitor")
_STAFF = ("admin", "team")
_OPERATOR = re.compile(r"operator\+[^@\s]*@(?:[\w-]+\.)*intercom(?:-mail)?\.(?:io|com)$", re.I)
_MACHINE_NAMES = frozenset(("operator", "fin", "finai", "finaiagent", "workflow", "workflows"))
"""What Intercom calls its own machines; people of these names have an address."""
_OUTBOUND = ("automated", "operator_initiated", "campaigns_initiated")
"""How conversations begin that a machine began; `admin_initiated` ones were written by a person."""
_SAID = frozenset(
    ("", "comment", "quick_reply", "open", "close", "assignment", "assign_and_reopen", "assign_and_unsnooze", "snoozed")
)
"""Parts whose body was sent to the customer: Intercom's API lets an agent answer while assigning or closing."""
_RESOLVED = {"closed": True, "open": False, "snoozed": False}
_CHANNELS = {"conversation": "chat"}
_YEARS = range(1971, 9999)

Rank = tuple[bool, float, int]
"""How full a copy of a conversation is: has parts or not, when it was updated, how many parts."""


@dataclass(slots=True)
class _Export:
    """What the first pass learns. `best` is the rank of each conversation's fullest copy and its number in the pass."""

    settings: Settings
    people: Packed[str, Person] = field(default_factory=lambda: Packed(Person))
    admins: dict[str, None] = field(default_factory=dict)
    best: dict[str, tuple[Rank, int]] = field(default_factory=dict)


def read(files: Sequence[File], settings: Settings) -> Iterator[Read]:
    """Read all files of an export together, twice. Holds its people and the ids of its conversations alone."""
    export = _Export(settings)
    number = 0
    for page in pages(files, _LISTS):
        if isinstance(page, Skipped):
            yield page
            continue
        for item in _items(page[1].value):
            number += 1
            _learn(item, number, export)
    yield Ahead(len(export.best))
    yield from _told(files, export)


def _told(files: Sequence[File], export: _Export) -> Iterator[Read]:
    """Read the files once more: yield the fullest copy of each conversation where it stands."""
    chosen = {number: rank for rank, number in export.best.values()}
    staff = personal(export.admins, NOBODY)
    done: dict[str, tuple[str, int, int]] = {}
    bare: dict[str, int] = {}
    number = 0
    for page in pages(files, _LISTS):
        if isinstance(page, Skipped):
            continue
        path, document = page
        done.setdefault(path, (document.encoding, 0, 0))
        for item in _items(document.value):
            number += 1
            if number not in chosen:
                continue
            parts = list(_parts(item))
            conversation = _conversation(item, parts, path, staff, export)
            if conversation is None:
                yield Skipped(path, written(item.get("id")), "no text in the conversation")
                continue
            yield conversation
            encoding, conversations, messages = done[path]
            done[path] = encoding, conversations + 1, messages + len(conversation.messages)
            if not _has_parts(item):
                bare[path] = bare.get(path, 0) + 1
            elif (total := _total(item)) > len(parts):
                reason = f"only the newest {len(parts)} of {total} parts are in the export"
                yield Skipped(path, conversation.source.id, reason)
    for path, (encoding, conversations, messages) in done.items():
        yield FileRead(path, "intercom", encoding, conversations, messages)
    for path, count in bare.items():
        many = f"{count} {'conversation' if count == 1 else 'conversations'}"
        yield Skipped(path, many, "no parts, so only the first message was read; export each conversation by its id")


def _items(value: object) -> Iterator[Record]:
    """Yield the conversations, admins and contacts of a document; a webhook's conversation is its `data.item`."""
    page = record(value)
    if not page:
        yield from records(value)
    elif _is_conversation(page):
        yield page
    else:
        for name in _LISTS:
            for item in listed(page, name, name.removesuffix("s")):
                inner = record(item.get("item"))
                yield inner or ({"type": name.removesuffix("s"), **item} if name != "data" else item)
        if page.get("type") in (*_CUSTOMERS, *_STAFF):
            yield page


def _is_conversation(item: Record) -> bool:
    return not item.keys().isdisjoint(("source", "conversation_parts", "conversation_message"))


def _learn(item: Record, number: int, export: _Export) -> None:
    key = written(item.get("id"))
    kind = written(item.get("type"))
    if not key:
        return
    if _is_conversation(item):
        updated = _time(item.get("updated_at"), export)
        rank = (_has_parts(item), updated.timestamp() if updated else 0.0, sum(1 for _ in _parts(item)))
        if key not in export.best or export.best[key][0] <= rank:
            export.best[key] = rank, number
        for part in _parts(item):
            author = record(part.get("author"))
            if _kind(author) == "agent" and not _is_machine(author, export.settings):
                export.admins[written(author.get("name"))] = None
    elif kind in _STAFF:
        if not _is_machine(item, export.settings):
            export.admins[written(item.get("name"))] = None
    else:
        name, email, phone = (written(item.get(part)) for part in ("name", "email", "phone"))
        export.people.put(key, Person(name, email, phone, False))


def _has_parts(item: Record) -> bool:
    return isinstance(item.get("conversation_parts"), dict | list)


def _parts(item: Record) -> Iterator[Record]:
    parts = item.get("conversation_parts")
    return records(parts if isinstance(parts, list) else record(parts).get("conversation_parts"))


def _total(item: Record) -> int:
    total = record(item.get("conversation_parts")).get("total_count")
    return total if isinstance(total, int) else 0


def _conversation(
    item: Record, parts: Sequence[Record], path: str, staff: tuple[str, ...], export: _Export
) -> RawConversation | None:
    source = record(item.get("source")) or record(item.get("conversation_message"))
    channel = written(source.get("type"))
    opened = _time(item.get("created_at"), export)
    said = [_opening(source, opened, export), *(_said(part, channel, export) for part in parts), _remark(item, export)]
    messages = in_order(message for message in said if message is not None)
    if not messages:
        return None
    contacts = _contacts(item)
    authors = [record(source.get("author")), *(record(part.get("author")) for part in parts)]
    asking = [*contacts, *(author for author in authors if _kind(author) == "customer")]
    subject = html_of(source.get("subject")) or html_of(item.get("title"))
    resolved = _resolved(item)
    return RawConversation(
        source=Source("intercom", path, written(item.get("id"))),
        messages=with_subject(_text(subject, mail=False), messages),
        channel=_CHANNELS.get(channel, channel) or None,
        opened_at=opened or next((message.at for message in messages if message.at), None),
        closed_at=_closed(item, parts, export) if resolved else None,
        tags=tags_of([tag.get("name") for tag in records(record(item.get("tags")).get("tags") or item.get("tags"))]),
        csat=score(record(item.get("conversation_rating"))),
        resolved=resolved,
        customer=next((key for one in asking if (key := written(one.get("id")))), ""),
        names=personal(_names(asking, export), NOBODY),
        staff=staff,
    )


def _opening(source: Record, at: datetime | None, export: _Export) -> RawMessage | None:
    """Return the first message; what a machine sent as an agent is a bot's."""
    channel = written(source.get("type"))
    author = record(source.get("author"))
    how = written(source.get("delivered_as"))
    role = _role(author, export)
    if role == "agent" and how in _OUTBOUND:
        role = "bot"
    elif not author and how == "customer_initiated":
        role = "customer"
    return _message(source, role, channel, at)


def _said(part: Record, channel: str, export: _Export) -> RawMessage | None:
    """Return a part as a message; None for what only happened: assigned, snoozed, an attribute changed."""
    kind = written(part.get("part_type"))
    role = _role(record(part.get("author")), export)
    if "note" in kind:
        role = "note"
    elif kind not in _SAID and role != "customer":
        return None
    return _message(part, role, channel, _time(part.get("created_at"), export))


def _message(item: Record, role: Role, channel: str, at: datetime | None) -> RawMessage | None:
    if flag(item.get("redacted")):
        return None
    body = html_of(item.get("body"))
    text = _text(body, channel == "email")
    files = sum(1 for _ in records(item.get("attachments"))) or (not text and "<img" in body)
    text = with_files(text, int(files))
    author = record(item.get("author"))
    name = "" if role == "customer" else written(author.get("name"))
    return RawMessage(role, text, at, name or written(author.get("id"))) if text else None


def _text(body: str, mail: bool) -> str:
    """Return a body as text; with `display_as=plaintext` it is text already."""
    if is_html(body):
        return own_html(body) if mail else plain(body)
    return own_words(body) if mail else clean(body)


def _remark(item: Record, export: _Export) -> RawMessage | None:
    """Return what the customer wrote with their rating."""
    rating = record(item.get("conversation_rating"))
    text = written(rating.get("remark"))
    at = _time(rating.get("updated_at") or rating.get("created_at"), export)
    who = written(record(rating.get("contact") or rating.get("customer")).get("id"))
    return RawMessage("customer", text, at, who) if text else None


def _role(author: Record, export: _Export) -> Role:
    """Tell who speaks; bots speak as admins too. Whoever is of no known kind gives no evidence: a bot."""
    if _is_machine(author, export.settings):
        return "bot"
    known = _kind(author)
    if known:
        return known
    return "customer" if export.people.get(written(author.get("id"))) else "bot"


def _kind(author: Record) -> Role | None:
    kind = written(author.get("type"))
    return "customer" if kind in _CUSTOMERS else "agent" if kind in _STAFF else None


def _is_machine(author: Record, settings: Settings) -> bool:
    names = texts(author, ("id", "name", "email"))
    return (
        written(author.get("type")) == "bot"
        or flag(author.get("from_ai_agent")) is True
        or flag(author.get("is_ai_answer")) is True
        or _OPERATOR.match(written(author.get("email"))) is not None
        or (not author.get("email") and squeezed(written(author.get("name"))) in _MACHINE_NAMES)
        or settings.is_bot(*names)
    )


def _contacts(item: Record) -> list[Record]:
    """Return whom a conversation is with: `contacts`, or `customers` and `user` of older versions of the API."""
    contacts = item.get("contacts")
    found = list(records(contacts if isinstance(contacts, list) else record(contacts).get("contacts")))
    return [*found, *records(item.get("customers")), *records([item.get("user")])]


def _names(asking: Sequence[Record], export: _Export) -> Iterator[str]:
    for one in asking:
        yield from texts(one, ("name", "email", "phone"))
        if known := export.people.get(written(one.get("id"))):
            yield from (known.name, known.email, known.phone)


def _resolved(item: Record) -> bool | None:
    state = _RESOLVED.get(written(item.get("state")))
    is_open = flag(item.get("open"))
    return state if state is not None or is_open is None else not is_open


def _closed(item: Record, parts: Sequence[Record], export: _Export) -> datetime | None:
    """Return when a closed conversation was closed last; when it changed last, where nothing tells more."""
    closing = [part.get("created_at") for part in parts if written(part.get("part_type")) == "close"]
    told = (record(item.get("statistics")).get("last_close_at"), *closing[-1:], item.get("updated_at"))
    return next((at for value in told if (at := _time(value, export))), None)


def _time(value: object, export: _Export) -> datetime | None:
    at = moment_or_none(value, export.settings.zone)
    return at if at and at.year in _YEARS else None
