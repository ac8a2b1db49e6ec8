"""Channel Talk: pages of the Open API (`userChats`, `users`, `managers`, `messages`), in any arrangement of files.

Shapes: https://developers.channel.io (Open API v5). Times are milliseconds since 1970.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kbgen.models import FileRead, RawConversation, RawMessage, Role, Skipped, Source
from kbgen.readers.base import Ahead, Read, Settings
from kbgen.readers.files import File
from kbgen.readers.headers import key_of
from kbgen.readers.jsondoc import Document, Record, documents, listed, record, records, texts
from kbgen.readers.rows import in_order, score, tags_of, written
from kbgen.readers.text import personal, with_files
from kbgen.readers.times import moment_or_none
from kbgen.readers.words import NOBODY

_MACHINES = ("workflow", "supportBot", "alf", "marketing")
_NAMES = ("name", "email", "mobileNumber", "landlineNumber", "phoneNumber")
_RESOLVED = {"closed": True, "opened": False, "snoozed": False}
_CHANNELS = {"native": "chat"}
_DEPTH = 50
_LISTS = ("userChats", "users", "managers", "messages")


@dataclass(frozen=True, slots=True)
class _Line:
    """A message, before it is known who the people are."""

    id: str
    person: str
    kind: Role
    text: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class _Chat:
    """What a user chat says about itself, and the file that says it."""

    path: str
    customer: str
    name: str
    state: str
    channel: str | None
    opened_at: datetime | None
    closed_at: datetime | None
    tags: tuple[str, ...]
    csat: float | None


@dataclass(slots=True)
class _Export:
    """All that the files say, joined by ids; `home` is the file in which a chat's first message was read."""

    settings: Settings
    chats: dict[str, _Chat] = field(default_factory=dict)
    members: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    managers: dict[str, str] = field(default_factory=dict)
    lines: dict[str, dict[str, _Line]] = field(default_factory=dict)
    home: dict[str, str] = field(default_factory=dict)


def read(files: Sequence[File], settings: Settings) -> Iterator[Read]:
    """Read all files of an export together. Holds its messages, without the JSON around them, until all are read."""
    export = _Export(settings)
    encodings: dict[str, str] = {}
    for file in files:
        for document in documents(file, _LISTS):
            if isinstance(document, Skipped):
                yield document
                continue
            encodings[str(file)] = document.encoding
            _take(document, str(file), export)
    staff = personal(export.managers.values(), NOBODY)
    chats: dict[str, list[str]] = {}
    for key, path_read in export.home.items():
        chats.setdefault(path_read, []).append(key)
    yield Ahead(len(export.home))
    for path_read, encoding in encodings.items():
        conversations = [_conversation(key, export, staff) for key in chats.get(path_read, [])]
        yield from conversations
        messages = sum(len(conversation.messages) for conversation in conversations)
        yield FileRead(path_read, "channeltalk", encoding, len(conversations), messages)
    for key, chat in export.chats.items():
        if key not in export.home:
            yield Skipped(chat.path, key, "no messages in the export")


def plain(blocks: object, depth: int = 0) -> str:
    """Return the text of message blocks, which nest: `{"type": "bullets", "blocks": [...]}`."""
    lines = []
    for block in records(blocks):
        value = written(block.get("value"))
        if value:
            lines.append(f"- {value}" if depth and not value.startswith("-") else value)
        if depth < _DEPTH and (inner := plain(block.get("blocks"), depth + 1)):
            lines.append(inner)
    return "\n".join(lines)


def _take(document: Document, path: str, export: _Export) -> None:
    value = document.value
    pages = [record(value)] if isinstance(value, dict) else [{_list_name(item): [item]} for item in records(value)]
    for page in pages:
        for name in _LISTS:
            for item in listed(page, name, name.removesuffix("s")):
                _item(name, item, path, export)


def _list_name(item: Record) -> str:
    """Tell what the items of a bare list are."""
    if "personType" in item:
        return "messages"
    return "userChats" if "userId" in item else "users" if "memberId" in item or "profile" in item else "managers"


def _item(name: str, item: Record, path: str, export: _Export) -> None:
    key = written(item.get("id"))
    if name == "messages":
        _message(item, path, export)
    elif not key:
        return
    elif name == "userChats":
        export.chats[key] = _chat(item, path, export.settings)
    elif name == "users":
        names = (*texts(item, _NAMES), *texts(record(item.get("profile")), _NAMES))
        export.members[key] = written(item.get("memberId")) or key, names
    else:
        export.managers[key] = written(item.get("name"))


def _message(item: Record, path: str, export: _Export) -> None:
    chat = written(item.get("chatId"))
    options = item.get("options")
    options = options if isinstance(options, list) else []
    files = sum(1 for _ in records(item.get("files")))
    text = with_files(written(item.get("plainText")) or plain(item.get("blocks")), files)
    if not chat or not text or item.get("log") or item.get("state") == "removed":
        return
    lines = export.lines.setdefault(chat, {})
    export.home.setdefault(chat, path)
    key = written(item.get("id")) or f"#{len(lines)}"
    at = moment_or_none(item.get("createdAt"), export.settings.zone)
    lines[key] = _Line(key, written(item.get("personId")), _kind(item, options), text, at)


def _kind(item: Record, options: list[object]) -> Role:
    """Tell who speaks: neither manager nor bot is a customer, and a manager may be a machine in disguise."""
    if "private" in options:
        return "note"
    if item.get("personType") == "bot":
        return "bot"
    if item.get("personType") == "manager":
        return "bot" if any(item.get(machine) for machine in _MACHINES) else "agent"
    return "customer"


def _chat(item: Record, path: str, settings: Settings) -> _Chat:
    medium = record(record(item.get("source")).get("medium"))
    channel = written(medium.get("mediumType")) or written(item.get("contactMediumType")) or "native"
    profile = record(item.get("profile"))
    rated = [value for source in (profile, item) for name, value in source.items() if _is_rating(name, settings)]
    opened = moment_or_none(item.get("firstOpenedAt") or item.get("openedAt") or item.get("createdAt"), settings.zone)
    return _Chat(
        path=path,
        customer=written(item.get("userId")),
        name=written(item.get("name")),
        state=written(item.get("state")),
        channel=_CHANNELS.get(channel, channel),
        opened_at=opened,
        closed_at=moment_or_none(item.get("closedAt"), settings.zone),
        tags=tags_of(item.get("tags")),
        csat=next((rating for value in rated if (rating := score(value)) is not None), None),
    )


def _is_rating(name: str, settings: Settings) -> bool:
    known = key_of(name, settings)
    return known is not None and known[0] == "csat"


def _conversation(key: str, export: _Export, staff: tuple[str, ...]) -> RawConversation:
    chat = export.chats.get(key)
    lines = export.lines[key].values()
    writer = next((line.person for line in lines if line.kind == "customer"), "")
    person = (chat.customer if chat else "") or writer
    customer, names = export.members.get(person, (person, ()))
    messages = in_order(_said(line, customer, export) for line in lines)
    return RawConversation(
        source=Source("channeltalk", export.home[key], key),
        messages=messages,
        channel=chat.channel if chat else None,
        opened_at=chat.opened_at if chat and chat.opened_at else next((m.at for m in messages if m.at), None),
        closed_at=chat.closed_at if chat else None,
        tags=chat.tags if chat else (),
        csat=chat.csat if chat else None,
        resolved=_RESOLVED.get(chat.state) if chat else None,
        customer=customer,
        names=personal((chat.name if chat else "", *names), NOBODY),
        staff=staff,
    )


def _said(line: _Line, customer: str, export: _Export) -> RawMessage:
    name = export.managers.get(line.person, "")
    kind: Role = "bot" if line.kind == "agent" and export.settings.is_bot(line.person, name) else line.kind
    return RawMessage(kind, line.text, line.at, customer if kind == "customer" else name or line.person)
