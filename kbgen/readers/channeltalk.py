"""Channel Talk: pages of the Open API (`userChats`, `users`, `managers`, `bots`, `messages`), in any arrangement of files.

Shapes: https://developers.channel.io (Open API v5). Times are milliseconds since 1970. The Excel download has the same
records on its sheets; `channeltalk_excel` reads these and joins them here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from kbgen.models import FileRead, RawConversation, RawMessage, Role, Skipped, Source
from kbgen.readers.base import Ahead, Read, Settings
from kbgen.readers.files import File
from kbgen.readers.headers import key_of
from kbgen.readers.jsondoc import Document, Record, documents, listed, record, records, texts
from kbgen.readers.rows import in_order, score, tags_of, written
from kbgen.readers.text import personal, with_files
from kbgen.readers.times import moment_or_none
from kbgen.readers.words import NOBODY

MACHINES = ("workflow", "supportBot", "alf", "marketing")
"""Objects in a message that a machine sent, whoever it is shown as."""
_MASKS = frozenset({"actAsManager", "displayAsChannel"})
"""Options of what the API or a bot sends under the name of a manager or the channel."""
_NAMES = ("name", "email", "mobileNumber", "landlineNumber", "phoneNumber")
_RESOLVED = {"closed": True, "opened": False, "snoozed": False}
_CHANNELS = {"native": "chat"}
_DEPTH = 50
_LISTS = ("userChats", "users", "managers", "bots", "messages")
_LENGTH = 4
"""So many bytes before each packed message tell its length."""
_YEARS = range(1971, 2200)
_NO_MESSAGES = "no messages in the export"
_NO_CUSTOMER = "no customer says anything in it"


class Line(msgspec.Struct, array_like=True, frozen=True):
    """A message, before it is known who the people are. `kind` is what it says of itself: a role, or empty."""

    id: str
    person: str
    kind: str
    text: str
    at: datetime | None


class Chat(msgspec.Struct, array_like=True, frozen=True):
    """What a user chat says about itself, and the file that says it."""

    path: str
    customer: str = ""
    names: tuple[str, ...] = ()
    state: str = ""
    channel: str | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    tags: tuple[str, ...] = ()
    csat: float | None = None


_encode = msgspec.msgpack.Encoder().encode
_line = msgspec.msgpack.Decoder(Line).decode
_chat = msgspec.msgpack.Decoder(Chat).decode


@dataclass(slots=True)
class Export:
    """All that the files say, joined by ids. A million messages are held, so they are held as packed bytes.

    `home` is the file in which a chat's first message was read; `tags` are those that stand apart from the chats.
    """

    settings: Settings
    chats: dict[str, bytes] = field(default_factory=dict)
    members: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    managers: dict[str, str] = field(default_factory=dict)
    bots: dict[str, str] = field(default_factory=dict)
    lines: dict[str, bytearray] = field(default_factory=dict)
    home: dict[str, str] = field(default_factory=dict)
    tags: dict[str, dict[str, None]] = field(default_factory=dict)
    asked: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, name: str, item: Record, path: str) -> None:
        """Take an item of one of the lists (`userChats`, `messages`, ...)."""
        key = written(item.get("id"))
        if name == "messages":
            _message(item, path, self)
        elif not key:
            return
        elif name == "userChats":
            self.chats[key] = _encode(_chat_of(item, path, self.settings))
        elif name == "users":
            names = (*texts(item, _NAMES), *texts(record(item.get("profile")), _NAMES))
            self.members[key] = written(item.get("memberId")) or key, names
        else:
            people = self.managers if name == "managers" else self.bots
            people[key] = written(item.get("name"))

    def put(self, chat: str, path: str, line: Line) -> None:
        """Take a message of a chat."""
        packed = _encode(line)
        lines = self.lines.get(chat)
        if lines is None:
            lines = self.lines[chat] = bytearray()
            self.home[chat] = path
        lines += len(packed).to_bytes(_LENGTH, "big") + packed

    def of(self, chat: str) -> list[Line]:
        """Return the messages of a chat, in the order in which they were first read and as they were last read."""
        packed = self.lines[chat]
        found: dict[str, Line] = {}
        start = 0
        while start < len(packed):
            end = start + _LENGTH + int.from_bytes(packed[start : start + _LENGTH], "big")
            line = _line(packed[start + _LENGTH : end])
            found[line.id or f"#{start}"] = line
            start = end
        return list(found.values())


def read(files: Sequence[File], settings: Settings) -> Iterator[Read]:
    """Read all files of an export together. Holds its messages, without the JSON around them, until all are read."""
    export = Export(settings)
    encodings: dict[str, str] = {}
    for file in files:
        try:
            for document in documents(file, _LISTS):
                if isinstance(document, Skipped):
                    yield document
                    continue
                encodings[str(file)] = document.encoding
                _take(document, str(file), export)
        except OSError as error:
            yield Skipped(str(file), "file", f"cannot be read ({error.strerror or error})")
    yield from joined(export, encodings)


def joined(export: Export, encodings: Mapping[str, str]) -> Iterator[Read]:
    """Yield the conversations of an export, its files (with their encodings), and what is no conversation."""
    staff = personal(export.managers.values(), NOBODY)
    chats: dict[str, list[str]] = {}
    for key, path in export.home.items():
        chats.setdefault(path, []).append(key)
    yield Ahead(len(export.home))
    for path, encoding in encodings.items():
        conversations = messages = 0
        silent = []
        for key in chats.get(path, []):
            conversation = _conversation(key, export, staff)
            if any(message.role == "customer" for message in conversation.messages):
                conversations += 1
                messages += len(conversation.messages)
                yield conversation
            else:
                silent.append(key)
        yield from _counted(path, silent, _NO_CUSTOMER)
        yield FileRead(path, "channeltalk", encoding, conversations, messages)
    empty: dict[str, list[str]] = {}
    for key, chat in export.chats.items():
        if key not in export.home:
            empty.setdefault(_chat(chat).path, []).append(key)
    for path, keys in empty.items():
        yield from _counted(path, keys, _NO_MESSAGES)


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


def _counted(path: str, keys: Sequence[str], reason: str) -> Iterator[Skipped]:
    """Tell of chats that are no conversations: one by its id, more by their number."""
    if keys:
        yield Skipped(path, keys[0] if len(keys) == 1 else f"{len(keys):,} chats", reason)


def _take(document: Document, path: str, export: Export) -> None:
    value = document.value
    pages = [record(value)] if isinstance(value, dict) else [{_list_name(item): [item]} for item in records(value)]
    for page in pages:
        for name in _LISTS:
            for item in listed(page, name, name.removesuffix("s")):
                export.add(name, item, path)


def _list_name(item: Record) -> str:
    """Tell what the items of a bare list are."""
    if "personType" in item:
        return "messages"
    return "userChats" if "userId" in item else "users" if "memberId" in item or "profile" in item else "managers"


def _message(item: Record, path: str, export: Export) -> None:
    chat = written(item.get("chatId")) or written(item.get("chatKey")).removeprefix("userChat-")
    if not chat or item.get("log") or item.get("state") == "removed" or item.get("removed") is True:
        return
    files = sum(1 for _ in records(item.get("files")))
    text = with_files(_with_links(written(item.get("plainText")) or plain(item.get("blocks")), item), files)
    at = _time(item.get("createdAt"), export.settings)
    key = written(item.get("id"))
    if text:
        export.put(chat, path, Line(key, written(item.get("personId")), _kind(item), text, at))
    if answers := _form(item):
        export.put(chat, path, Line(f"{key}/form" if key else "", "", "customer", answers, at))
    if profile := tuple(written(answer.get("value")) for answer in records(item.get("profileBot"))):
        export.asked[chat] = (*export.asked.get(chat, ()), *filter(None, profile))


def _with_links(text: str, item: Record) -> str:
    """Return a text with the addresses that its buttons open: an answer may be nothing else."""
    links = [
        ": ".join(filter(None, (written(button.get("title")), url)))
        for button in records(item.get("buttons"))
        if (url := written(button.get("url"))).startswith("http")
    ]
    return "\n".join(filter(None, (text, *links)))


def _form(item: Record) -> str:
    """Return what a customer filled into the form of a message, one field a line."""
    fields = []
    for entry in records(record(item.get("form")).get("inputs")):
        value = entry.get("value")
        answer = ", ".join(map(written, value)) if isinstance(value, list) else written(value)
        if answer.strip(", "):
            fields.append(": ".join(filter(None, (written(entry.get("label")), answer))))
    return "\n".join(fields)


def _kind(item: Record) -> str:
    """Tell who speaks as far as the message says it: a role, or empty for somebody who may be anybody.

    Neither manager nor bot is a customer, and a manager may be a machine in disguise.
    """
    options = item.get("options")
    options = options if isinstance(options, list) else []
    if "private" in options:
        return "note"
    person = written(item.get("personType")).casefold()
    if person == "bot":
        return "bot"
    if person == "manager":
        machine = any(item.get(machine) for machine in MACHINES) or not _MASKS.isdisjoint(map(str, options))
        return "bot" if machine else "agent"
    return "customer" if person else ""


def _chat_of(item: Record, path: str, settings: Settings) -> Chat:
    medium = record(record(item.get("source")).get("medium"))
    channel = written(medium.get("mediumType")) or written(item.get("contactMediumType")) or "native"
    profile = record(item.get("profile"))
    rated = [value for source in (profile, item) for name, value in source.items() if _is_rating(name, settings)]
    opened = _time(item.get("firstOpenedAt") or item.get("openedAt") or item.get("createdAt"), settings)
    return Chat(
        path=path,
        customer=written(item.get("userId")),
        names=(*texts(item, ("name",)), *texts(profile, _NAMES)),
        state=written(item.get("state")).casefold(),
        channel=_CHANNELS.get(channel, channel),
        opened_at=opened,
        closed_at=_time(item.get("closedAt"), settings),
        tags=tags_of(item.get("tags")),
        csat=next((rating for value in rated if (rating := score(value)) is not None), None),
    )


def _time(value: object, settings: Settings) -> datetime | None:
    """Return a time that can be packed and shown in any zone."""
    at = moment_or_none(value, settings.zone)
    return at if at and at.year in _YEARS else None


def _is_rating(name: str, settings: Settings) -> bool:
    known = key_of(name, settings)
    return known is not None and known[0] == "csat"


def _conversation(key: str, export: Export, staff: tuple[str, ...]) -> RawConversation:
    path = export.home[key]
    chat = _chat(export.chats[key]) if key in export.chats else Chat(path)
    lines = export.of(key)
    roles = [_role(line, export) for line in lines]
    person = chat.customer or next((x.person for x, role in zip(lines, roles, strict=True) if role == "customer"), "")
    customer, names = export.members.get(person, (person, ()))
    messages = in_order(_said(line, role, customer, export) for line, role in zip(lines, roles, strict=True))
    zone = export.settings.zone
    opened = chat.opened_at.astimezone(zone) if chat.opened_at else next((m.at for m in messages if m.at), None)
    return RawConversation(
        source=Source("channeltalk", path, key),
        messages=messages,
        channel=chat.channel,
        opened_at=opened,
        closed_at=chat.closed_at.astimezone(zone) if chat.closed_at else None,
        tags=tuple(dict.fromkeys((*chat.tags, *export.tags.get(key, ())))),
        csat=chat.csat,
        resolved=_RESOLVED.get(chat.state),
        customer=customer,
        names=personal((*chat.names, *names, *export.asked.get(key, ())), NOBODY),
        staff=staff,
    )


def _role(line: Line, export: Export) -> Role:
    """Tell who speaks, now that all people are known."""
    kind = line.kind
    if not kind:  # a message that does not say it: lists of people do, and nobody is a machine
        kind = "agent" if line.person in export.managers else "customer"
        kind = "bot" if line.person in export.bots or not line.person else kind
    if kind == "agent":
        bot = line.person in export.bots or export.settings.is_bot(line.person, export.managers.get(line.person, ""))
        return "bot" if bot else "agent"
    return "note" if kind == "note" else "bot" if kind == "bot" else "customer"


def _said(line: Line, role: Role, customer: str, export: Export) -> RawMessage:
    name = export.managers.get(line.person) or export.bots.get(line.person, "")
    at = line.at.astimezone(export.settings.zone) if line.at else None
    return RawMessage(role, line.text, at, customer if role == "customer" else name or line.person)
