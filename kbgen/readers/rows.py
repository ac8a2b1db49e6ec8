"""Rows of any table, by key, to messages, and messages to conversations."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import Literal

from kbgen.models import RawConversation, RawMessage, Role, Source
from kbgen.readers.base import Settings
from kbgen.readers.headers import role_of
from kbgen.readers.text import clean, from_html, is_html, personal, squeezed, titled
from kbgen.readers.times import joined, moment, moment_or_none
from kbgen.readers.words import DONE, NO, NOBODY, OPEN, SCORES, YES

Fields = Mapping[str, object]
_DESCRIBING = frozenset(
    ("channel", "tags", "csat", "resolved", "customer", "name", "phone", "email", "subject", "opened", "closed")
)
MAX_TEXT = 1 << 20
"""Longer cells are no messages, in characters."""


class BadRowError(ValueError):
    """A row that cannot be read; its text is the reason, which names columns and rules and no contents."""


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


class Pile:
    """Gathers the rows of a file into conversations, by id; rows of one conversation need not stand together.

    Holds all conversations until they are taken, since any row may add to any of them.
    """

    def __init__(self, settings: Settings, day_first: bool = False) -> None:
        self._settings = settings
        self._day_first = day_first
        self._drafts: dict[str, _Draft] = {}
        self._staff: dict[str, None] = {}

    def __len__(self) -> int:
        return len(self._drafts)

    def add(self, fields: Fields) -> None:
        """Take a row that is a message.

        Raises:
            BadRowError: it lacks its id, role or text, or has a role or time that cannot be read.
        """
        message = read_message(fields, self._settings, self._day_first)
        draft = self._drafts.setdefault(written(fields.get("conversation_id")), _Draft())
        draft.messages.append(message)
        if message.role in ("agent", "note") and message.author:
            self._staff[message.author] = None
        elif message.role == "customer":
            draft.names[message.author] = None
            draft.customer = draft.customer or message.author
        self._describe(draft, fields)

    def describe(self, fields: Fields) -> None:
        """Take a row that tells about a whole conversation, of which messages were or will be added."""
        if key := written(fields.get("conversation_id")):
            self._describe(self._drafts.setdefault(key, _Draft()), fields)

    def take(self, format_name: str, path: str, staff: Iterable[str] = ()) -> Iterator[RawConversation]:
        """Yield the conversations that have messages, in the order of their first rows, and forget them.

        `staff` are names of agents that are known from elsewhere.
        """
        staff = personal((*staff, *self._staff), NOBODY)
        while self._drafts:
            key = next(iter(self._drafts))
            draft = self._drafts.pop(key)
            if draft.messages:
                yield _finished(draft, Source(format_name, path, key), staff)
        self._staff = {}

    def _describe(self, draft: _Draft, fields: Fields) -> None:
        if not fields.keys() & _DESCRIBING:
            return
        draft.channel = draft.channel or written(fields.get("channel")) or None
        draft.tags.update(dict.fromkeys(tags_of(fields.get("tags"))))
        if (rating := score(fields.get("csat"))) is not None:
            draft.csat = rating
        if (resolved := outcome(fields.get("resolved"))) is not None:
            draft.resolved = resolved
        draft.customer = written(fields.get("customer")) or draft.customer
        draft.names.update(dict.fromkeys(written(fields.get(key)) for key in ("customer", "name", "phone", "email")))
        draft.subject = draft.subject or clean(written(fields.get("subject")))
        draft.opened_at = draft.opened_at or self._time(fields.get("opened"))
        draft.closed_at = self._time(fields.get("closed")) or draft.closed_at

    def _time(self, value: object) -> datetime | None:
        return moment_or_none(value, self._settings.zone, self._day_first)


def read_message(fields: Fields, settings: Settings, day_first: bool = False, need_id: bool = True) -> RawMessage:
    """Turn a row's fields into a message. `need_id=False` is for messages inside a conversation.

    Raises:
        BadRowError: it lacks its id, role or text, or has a role, visibility or time that cannot be read.
    """
    problems = []
    if need_id and not written(fields.get("conversation_id")):
        problems.append("no conversation id")
    author = written(fields.get("author"))
    role, problem = _role(fields, author, settings)
    problems.append(problem)
    text = _text(fields.get("text"))
    if not text:
        problems.append("no text")
    elif len(text) > MAX_TEXT:
        problems.append("the text is longer than 1 MB")
    at = None
    try:
        clock = fields.get("clock")
        value = fields.get("at") if fields.get("at") is not None else joined(fields.get("day"), clock)
        at = moment(value, settings.zone, day_first)
    except (ValueError, OverflowError):
        problems.append("the time cannot be read")
    reasons = [problem for problem in problems if problem]
    if reasons or role is None:
        raise BadRowError("; ".join(reasons))
    return RawMessage(role, text, at, author)


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
    return ("bot" if role == "agent" and settings.is_bot(author) else role), ""


def _visibility(fields: Fields) -> Literal["public", "internal"] | None:
    """Read `visibility` (says whether public) and `internal` (says whether internal), which also hold words."""
    for key, yes in (("visibility", "public"), ("internal", "internal")):
        value = fields.get(key)
        word = squeezed(" ".join(map(str, value)) if isinstance(value, list) else written(value))
        if not word:
            continue
        if word in YES or word in NO:
            internal = (word in YES) == (yes == "internal")
        elif re.search("비공개|내부|internal|private|메모|note", word):
            internal = True
        elif isinstance(value, list) or re.search("공개|외부|public|external|visible|고객", word):
            internal = False
        else:
            return None
        if internal:
            return "internal"
    return "public"


def _text(value: object) -> str:
    text = written(value)
    return from_html(text) if is_html(text) else text


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
