"""Rows of any table, by key, to messages, and messages to conversations."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import lru_cache
from hashlib import blake2b
from operator import attrgetter
from typing import Literal, cast

from kbgen.models import RawConversation, RawMessage, Role, Source
from kbgen.readers.base import Settings
from kbgen.readers.headers import role_of
from kbgen.readers.markup import plain
from kbgen.readers.text import clean, is_html, personal, squeezed, titled
from kbgen.readers.times import Order, is_clock, joined, moment, moment_or_none
from kbgen.readers.words import DONE, NO, NOBODY, NOTHING, OPEN, SCORES, YES

Fields = Mapping[str, object]
_DESCRIBING = (
    "channel", "tags", "csat", "resolved", "customer", "name", "phone", "email", "subject", "opened", "closed"
)  # fmt: skip
_PEOPLE = ("customer", "name", "phone", "email")
MAX_TEXT = 1 << 20
"""Longer cells are no messages, in characters."""


_ALIKE = 50
"""So many messages before one are compared with it where rows may repeat each other."""
_DIGITS = re.compile(r"\d+")
_ROUNDED = re.compile(r"\d[.,]\d+E\+?\d+", re.I)
_ERRORS = frozenset({"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"})
"""What a spreadsheet shows where it could not work out a cell."""


class BadRowError(ValueError):
    """A row that cannot be read; its text is the reason, which names columns and rules and no contents."""


class NoTextError(BadRowError):
    """A row without a word of the customer in a table of which not all rows need have one, as ratings."""


@dataclass(slots=True)
class _Draft:
    """A conversation while its rows are still coming."""

    messages: list[RawMessage] = field(default_factory=list)
    channel: str | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    tags: dict[str, None] = field(default_factory=dict)
    csat: float | None = None
    resolved: bool | None = None
    customer: str = ""
    names: dict[str, None] = field(default_factory=dict)
    subject: str = ""
    described: tuple[object, ...] = ()


class Pile:
    """Gathers the rows of a file into conversations, by id; rows of one conversation need not stand together.

    Holds all conversations until they are taken, since any row may add to any of them.
    """

    def __init__(self, settings: Settings, order: Order | None = None) -> None:
        self._settings = settings
        self._order = order
        self._drafts: dict[str, _Draft] = {}
        self._staff: dict[str, None] = {}
        self._unnamed: Counter[bytes] = Counter()

    def __len__(self) -> int:
        return len(self._drafts)

    def __contains__(self, conversation: str) -> bool:
        return conversation in self._drafts

    def add(self, fields: Fields) -> tuple[RawMessage, ...]:
        """Take a row of messages and return them.

        Raises:
            BadRowError: it lacks its id, role or text, or has a role or time that cannot be read.
        """
        messages = read_messages(fields, self._settings, self._order)
        self._put(self._drafts.setdefault(record_id(fields.get("conversation_id")), _Draft()), messages, fields)
        return messages

    def single(self, fields: Fields, format_name: str, path: str, messages: tuple[RawMessage, ...]) -> RawConversation:
        """Return the conversation of a row that has no id, with the `messages` that were read from it.

        Its id is empty; rows of the same time and text after the first one are told apart as `#2`, `#3` and so on, and
        so are texts that differ in numbers alone, which may be none after redaction.
        """
        first = f"{messages[0].at}\0{_DIGITS.sub('0', messages[0].text)}"
        key = blake2b(first.encode("utf-8", "replace"), digest_size=8).digest()
        self._unnamed[key] += 1
        count = self._unnamed[key]
        draft = _Draft()
        self._put(draft, messages, fields)
        staff = staff_of(m.author for m in messages if m.role == "agent")
        return _finished(draft, Source(format_name, path, f"#{count}" if count > 1 else ""), staff)

    def describe(self, fields: Fields) -> None:
        """Take a row that tells about a whole conversation, of which messages were or will be added."""
        if key := record_id(fields.get("conversation_id")):
            self._describe(self._drafts.setdefault(key, _Draft()), fields)

    def take(self, format_name: str, path: str, staff: tuple[str, ...] | None = None) -> Iterator[RawConversation]:
        """Yield the conversations that have messages, in the order of their first rows, and forget them.

        `staff` are the names of all agents where they are known already, as `staff_of` gives them.
        """
        staff = staff_of(self._staff) if staff is None else staff
        drafts, self._drafts, self._staff = self._drafts, {}, {}
        while drafts:
            key = next(iter(drafts))
            draft = drafts.pop(key)
            if draft.messages:
                yield _finished(draft, Source(format_name, path, key), staff)

    def _put(self, draft: _Draft, messages: tuple[RawMessage, ...], fields: Fields) -> None:
        for message in messages:
            if "parts" in fields and message in draft.messages[-_ALIKE:]:
                continue  # boards that repeat the question with each further answer
            draft.messages.append(message)
            if message.role in ("agent", "note") and message.author:
                self._staff[message.author] = None
            elif message.role == "customer":
                draft.names[message.author] = None
                draft.customer = draft.customer or message.author
        self._describe(draft, fields)

    def _describe(self, draft: _Draft, fields: Fields) -> None:
        said = tuple([fields.get(key) for key in _DESCRIBING])
        if said == draft.described:
            return  # most tables say the same in all rows of a conversation
        draft.described = said
        draft.channel = draft.channel or written(fields.get("channel")) or None
        draft.tags.update(dict.fromkeys(tags_of(fields.get("tags"))))
        if (rating := score(fields.get("csat"))) is not None:
            draft.csat = rating
        if (resolved := outcome(fields.get("resolved"))) is not None:
            draft.resolved = resolved
        draft.customer = written(fields.get("customer")) or draft.customer
        draft.names.update(dict.fromkeys(written(fields.get(key)) for key in _PEOPLE))
        draft.subject = draft.subject or clean(written(fields.get("subject")))
        draft.opened_at = draft.opened_at or self._time(fields.get("opened"))
        draft.closed_at = self._time(fields.get("closed")) or draft.closed_at

    def _time(self, value: object) -> datetime | None:
        return moment_or_none(value, self._settings.zone, self._order)


def staff_of(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names of agents that can name a person, each once."""
    return personal((name for name in names if name), NOBODY)


def read_messages(fields: Fields, settings: Settings, order: Order | None = None) -> tuple[RawMessage, ...]:
    """Turn a row's fields into messages: one of a dialogue, or those of its `parts`.

    Raises:
        BadRowError: it lacks its id, role or text, or has a role, visibility or time that cannot be read.
    """
    if "parts" in fields:
        return _read_parts(fields, settings, order)
    return (read_message(fields, settings, order),)


def read_message(fields: Fields, settings: Settings, order: Order | None = None, need_id: bool = True) -> RawMessage:
    """Turn a row's fields into a message. `need_id=False` is for messages inside a conversation.

    Raises:
        BadRowError: it lacks its id, role or text, or has a role, visibility or time that cannot be read.
    """
    problems = []
    key = record_id(fields.get("conversation_id")) if need_id else ""
    if need_id and not key:
        problems.append("no conversation id")
    elif _ROUNDED.fullmatch(key):
        problems.append("the conversation id was rounded by a spreadsheet program; store the column as text")
    author = written(fields.get("author"))
    role, problem = _role(fields, author, settings)
    problems.append(problem)
    if not author and role in ("agent", "note", "bot"):
        author = written(fields.get("agent"))
        role = "bot" if role == "agent" and settings.bots and settings.is_bot(author) else role
    text = _text(fields.get("text"))
    if not text:
        problems.append("no text")
    elif len(text) > MAX_TEXT:
        problems.append("the text is longer than 1 MB")
    at = None
    try:
        at = _at(fields, settings, order)
    except (ValueError, OverflowError):
        problems.append("the time cannot be read")
    reasons = [problem for problem in problems if problem]
    if reasons or role is None:
        raise BadRowError("; ".join(reasons))
    return RawMessage(role, text, at, author)


def record_id(value: object) -> str:
    """Return an id as text, without the `.0` that spreadsheets and data frames put behind numbers."""
    text = written(value)
    return text[:-2] if text.endswith(".0") and text[:-2].isdecimal() else text


def in_order(messages: Iterable[RawMessage]) -> tuple[RawMessage, ...]:
    """Return messages by time, in file order where times are equal; in file order if any has no time."""
    listed = tuple(messages)
    if any(message.at is None for message in listed):
        return listed
    return tuple(sorted(listed, key=attrgetter("at")))


def with_subject(subject: str, messages: tuple[RawMessage, ...]) -> tuple[RawMessage, ...]:
    """Return the messages with the subject put on the first one of the customer, where it adds something."""
    for index, message in enumerate(messages):
        if message.role == "customer":
            text = titled(subject, message.text)
            first = RawMessage(message.role, text, message.at, message.author)
            return (*messages[:index], first, *messages[index + 1 :])
    return messages


def written(value: object) -> str:
    """Return a cell as text: `1001.0` of a spreadsheet as `1001`, nothing for what is no single value."""
    if isinstance(value, str):
        if value.isprintable() and "&" not in value and unicodedata.is_normalized("NFC", value):
            return value.strip()  # most texts have nothing to clean
        return clean(value)
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        value = int(value)
    return str(value) if isinstance(value, bool | int | float | datetime) else ""


def tags_of(value: object) -> tuple[str, ...]:
    """Return the tags of a cell or a JSON list; cells part them by comma, semicolon, bar, hash or line."""
    if isinstance(value, list | tuple):
        return tuple(tag for item in value if (tag := written(item)))
    return tuple(tag for part in re.split(r"[,;|#\n]", written(value)) if (tag := part.strip()))


def score(value: object) -> float | None:
    """Return a customer's rating: a number, `4점`, `4/5`, stars or the usual words; None for anything else."""
    if isinstance(value, Mapping):
        value = value.get("score") or value.get("rating")
    text = written(value)
    if found := re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*(?:점|/\s*\d+|stars?|★)?", text):
        return float(found[1])
    if text and set(text) <= {"★", "☆", "⭐"}:
        return float(len(text.replace("☆", "")))
    return SCORES.get(squeezed(text))


def outcome(value: object) -> bool | None:
    """Tell whether a status says that the conversation is done with; None when it says neither."""
    word = squeezed(written(value))
    if word in DONE or word in YES:
        return True
    return False if word in OPEN or word in NO else None


def _at(fields: Fields, settings: Settings, order: Order | None) -> datetime | None:
    """Read the time of a message, which may stand in one column, or in one for the day and one for the clock."""
    value = fields.get("at")
    day = fields.get("day")
    if value is None:
        value = joined(day, fields.get("clock"))
    elif day is not None and is_clock(value):
        value = joined(day, value)
    elif (clock := fields.get("clock")) is not None and (is_clock(clock) or isinstance(clock, datetime)):
        at = moment(value, settings.zone, order)
        return at if at is None or at.time() != time() else moment(joined(value, clock), settings.zone, order)
    return moment(value, settings.zone, order)


def _read_parts(fields: Fields, settings: Settings, order: Order | None) -> tuple[RawMessage, ...]:
    """Read the messages of a row of feedback, or of a question and its answer.

    A question that was asked of several customers stands before its answer as a message of a bot.

    Raises:
        NoTextError: no customer says anything in it.
        BadRowError: its time cannot be read, or a text is too long.
    """
    try:
        at = _at(fields, settings, order) or moment_or_none(fields.get("opened"), settings.zone, order)
    except (ValueError, OverflowError):
        raise BadRowError("the time cannot be read") from None
    customer = next((name for key in ("author", "name", "customer") if (name := written(fields.get(key)))), "")
    agent = written(fields.get("answerer")) or written(fields.get("agent"))
    answered = moment_or_none(fields.get("answered"), settings.zone, order)
    answerer: Role = "bot" if settings.is_bot(agent) else "agent"
    messages = []
    for role, asked, cell in cast(Iterable[tuple[Role, str, object]], fields["parts"]):
        text = _text(cell)
        if len(text) > MAX_TEXT:
            raise BadRowError("the text is longer than 1 MB")
        word = squeezed(text[:40])
        if not word or word in NOTHING or (role == "agent" and word in OPEN):
            continue
        if asked:
            messages.append(RawMessage("bot", asked, at, ""))
        if role == "agent":
            messages.append(RawMessage(answerer, text, answered, agent))
        else:
            messages.append(RawMessage(role, text, at, customer if role == "customer" else ""))
    if not any(message.role == "customer" for message in messages):
        if not (subject := written(fields.get("subject"))):
            raise NoTextError("no text")
        messages.insert(0, RawMessage("customer", subject, at, customer))
    return tuple(messages)


def _role(fields: Fields, author: str, settings: Settings) -> tuple[Role | None, str]:
    """Return (role, problem); exactly one of them is meant."""
    value = written(fields.get("role"))
    if not value:
        return None, "no role"
    role = role_of(value, settings.roles)
    if role is None:
        return None, "a role that is not known; say what it means under [ingest.roles] in kbgen.toml"
    visible = _visibility(fields)
    if visible is None:
        return None, "a visibility that is neither public nor internal"
    if visible == "internal":
        return "note", ""
    return ("bot" if role == "agent" and settings.bots and settings.is_bot(author) else role), ""


def _visibility(fields: Fields) -> Literal["public", "internal"] | None:
    """Read `visibility` (says whether public) and `internal` (says whether internal), which also hold words."""
    for key in ("visibility", "internal"):
        value = fields.get(key)
        if value is None:
            continue
        text = " ".join(map(str, value)) if isinstance(value, list) else written(value)
        if text.strip() and (visible := _visible(key, text[:100], isinstance(value, list))) != "public":
            return visible
    return "public"


@lru_cache(maxsize=1 << 10)
def _visible(key: str, text: str, listed: bool) -> Literal["public", "internal"] | None:
    word = squeezed(text)
    if word in YES or word in NO:
        return "internal" if (word in YES) == (key == "internal") else "public"
    if re.search("비공개|내부|internal|private|메모|note", word):
        return "internal"
    if not word or listed or re.search("공개|외부|public|external|visible|고객", word):
        return "public"
    return None


def _text(value: object) -> str:
    text = written(value)
    if text in _ERRORS:
        return ""
    return plain(text) if "<" in text and is_html(text) else text


def _finished(draft: _Draft, source: Source, staff: tuple[str, ...]) -> RawConversation:
    messages = with_subject(draft.subject, in_order(draft.messages))
    return RawConversation(
        source=source,
        messages=messages,
        channel=draft.channel,
        opened_at=draft.opened_at or next((m.at for m in messages if m.at), None),
        closed_at=draft.closed_at,
        tags=tuple(draft.tags),
        csat=draft.csat,
        resolved=draft.resolved,
        customer=draft.customer,
        names=personal(draft.names, NOBODY),
        staff=staff,
        unique=False,
    )
