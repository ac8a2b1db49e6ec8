"""The redaction gate: the only way from what was exported to what may be kept."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b

from kbgen.models import Conversation, Message, RawConversation, RawMessage, Redacted, Source
from kbgen.privacy.dialogue import Context, asks
from kbgen.privacy.finder import Found, allowed, look, settle
from kbgen.privacy.fingerprint import rules_fingerprint
from kbgen.privacy.folding import fold
from kbgen.privacy.mentions import worth_knowing
from kbgen.privacy.placeholders import Placeholders, is_korean, replace
from kbgen.privacy.spans import Span

_MAY_BE_PERSONAL = re.compile(r"@|%40|[^\x00-\x7f]|\d(?:[^\d/]?\d){6}|[A-Za-z] [A-Za-z]")
_MESSAGE_ID = re.compile(r"<[^<>\s]+>")
# In a file's path or an id, only what is surely personal counts: both are full of codes and words of a system.
_SURE = frozenset({"phone", "email", "rrn", "card", "account", "name", "passport", "driver"})
_HANGUL, _LATIN = re.compile(r"[가-힣]"), re.compile(r"[A-Za-z]")
_TABLES = frozenset({"csv", "tsv", "xlsx", "jsonl", "generic"})


@dataclass(frozen=True, slots=True)
class Gate:
    """Turns raw records into redacted ones. `allow` holds strings of the company that stay; `key` (1 to 64 bytes,
    secret) keys the pseudonyms of people."""

    allow: tuple[str, ...]
    key: bytes

    @property
    def rules(self) -> str:
        """A digest of the rules and the allow-list; records that were redacted under another one are redacted anew."""
        return rules_fingerprint(self.allow)

    def conversation(self, raw: RawConversation) -> tuple[Conversation, Counter[str]]:
        """Return the redacted conversation, and how many spans of each type were replaced in it."""
        korean = is_korean(m.text for m in raw.messages)
        placeholders = Placeholders("ko" if korean else "en")
        counts: Counter[str] = Counter()
        redacted: list[Redacted] = []
        for text, spans in zip(_texts(raw), self._spans(raw), strict=True):
            counts.update(s.type for s in spans)
            redacted.append(replace(text, spans, placeholders))
        said = len(raw.messages)
        times = [m.at for m in raw.messages if m.at is not None]
        opened = raw.opened_at or (times[0] if times else None)
        name = conversation_id(raw, opened, [self._digest(m.text) for m in raw.messages])
        alone = name if is_nameless(raw) else f"{raw.source.format}:{raw.source.id}"
        customer = self._pseudonym("c", raw.customer or next(iter(raw.names), "") or alone)
        return Conversation(
            id=name,
            source=Source(raw.source.format, self._place(raw.source.path), self._place(raw.source.id)),
            messages=tuple(
                Message(m.role, text, m.at, self._author(m, customer))
                for m, text in zip(raw.messages, redacted, strict=False)
            ),
            channel=redacted[said] if raw.channel is not None else None,
            opened_at=opened,
            closed_at=raw.closed_at or (times[-1] if times else None),
            language=_language(m.text for m in raw.messages if m.role == "customer"),
            tags=tuple(redacted[said + 1 :]),
            csat=raw.csat,
            resolved=raw.resolved,
            customer=customer,
        ), counts

    def text(self, text: str) -> tuple[Redacted, tuple[Span, ...]]:
        """Return a single text redacted, and the spans that were replaced in it."""
        found = look(text)
        spans = settle(text, found, found.names(), found.staff, allowed(self.allow), dict(found.values()))
        return replace(text, spans, Placeholders("ko" if is_korean([text]) else "en")), spans

    def _spans(self, raw: RawConversation) -> list[tuple[Span, ...]]:
        """Find in all messages and tags first, so that a name met once is known everywhere."""
        texts = _texts(raw)
        found = [*look_through(raw.messages), *(look(text) for text in texts[len(raw.messages) :])]
        names = dict.fromkeys([*raw.names, *(name for f in found for name in f.names())])
        staff = {*raw.staff, *(name for f in found for name in f.staff if name not in raw.names)}
        values = dict(worth_knowing(*whole_view(raw.names)))
        values.update(value for f in found for value in f.values())
        allow = allowed(self.allow)
        return [settle(text, f, names, staff, allow, values) for text, f in zip(texts, found, strict=True)]

    def _author(self, message: RawMessage, customer: str) -> str:
        if message.role == "customer":
            return self._pseudonym("c", message.author) if message.author else customer
        return self._pseudonym("b" if message.role == "bot" else "a", message.author or message.role)

    def _pseudonym(self, kind: str, who: str) -> str:
        return f"{kind}_{_person(who, self.key)}"

    def _digest(self, text: str) -> str:
        """Return what stands for a text in an id: it stays when the rules of redaction change, and needs the key."""
        return blake2b(text.encode("utf-8", "replace"), key=self.key, digest_size=8).hexdigest()

    def _place(self, vendor: str) -> str:
        """Return a file's path or a vendor's id without what is surely personal."""
        if _MESSAGE_ID.fullmatch(vendor) or not _MAY_BE_PERSONAL.search(vendor):
            return vendor
        return _placed(vendor, allowed(self.allow))


# One file holds many conversations, and one agent or bot speaks in many.
@lru_cache(maxsize=1024)
def _placed(vendor: str, allow: frozenset[str]) -> str:
    found = look(vendor)
    spans = settle(vendor, found, found.names(), found.staff, allow, {})
    return replace(vendor, [s for s in spans if s.type in _SURE], Placeholders("en"))


@lru_cache(maxsize=1024)
def _person(who: str, key: bytes) -> str:
    plain = " ".join(fold(who).text.casefold().split())
    return blake2b(plain.encode("utf-8", "replace"), key=key, digest_size=8).hexdigest()


def look_through(messages: Sequence[RawMessage]) -> list[Found]:
    """Look at each message with what the agent's or bot's messages before it asked for and nobody answered yet."""
    found: list[Found] = []
    asked: frozenset[str] = frozenset()
    answered = False
    for message in messages:
        ours = message.role in ("agent", "bot")
        customer = message.role == "customer"
        found.append(look(message.text, Context(ours, asked if customer else frozenset())))
        if ours:
            new = asks(message.text)
            asked = new if answered or len(message.text) > 40 or len(new) > 1 else new | asked
            answered = False
        elif customer and found[-1].spans:
            answered = True
    join_pieces(messages, found)
    return found


_PIECE = re.compile(r"[\s\d.\-~/]{2,14}(?:요|이요|입니다)?[\s.]?")


def join_pieces(messages: Sequence[RawMessage], found: Sequence[Found]) -> None:
    """Add the phone numbers that one person typed in two or three messages, each nothing but digits."""
    at = 0
    while at < len(messages):
        end = at
        while end < len(messages) and messages[end].role == messages[at].role and _PIECE.fullmatch(found[end].view):
            end += 1
        number = "".join(c for f in found[at:end] for c in f.view if c.isdigit())
        if end - at > 1 and _WHOLE_PHONE.fullmatch(number):
            for piece in found[at:end]:
                digits = [i for i, c in enumerate(piece.view) if c.isdigit()]
                if digits:
                    piece.spans.append(Span(digits[0], digits[-1] + 1, "phone", "in pieces"))
        at = max(end, at + 1)


_WHOLE_PHONE = re.compile(r"01[016789]\d{7,8}|0\d{8,10}")


def whole_view(names: Iterable[str]) -> tuple[str, list[Span]]:
    """Return the numbers of a record's fields as a text and its spans, to be known like those of messages."""
    numbers = [n for n in names if sum(c.isdigit() for c in n) > 7]
    view, spans = "", []
    for number in numbers:
        spans.append(Span(len(view), len(view) + len(number), "phone", "record"))
        view += number + " "
    return view, spans


def _texts(raw: RawConversation) -> list[str]:
    """Return all free text of a record: its messages, the channel, the tags."""
    return [*(m.text for m in raw.messages), raw.channel or "", *raw.tags]


def is_nameless(raw: RawConversation) -> bool:
    """Whether a record has no id of its own: none at all, or a number that a reader gave (`#12`)."""
    return not raw.unique and (not raw.source.id or raw.source.id.startswith("#"))


def conversation_id(raw: RawConversation, opened: datetime | None, said: Sequence[str]) -> str:
    """Return `k` and 16 hexadecimal digits that tell this conversation from all others, in every run.

    Ids of a hand-made table are told apart by the time of the conversation; by its first message, too, where the time is a
    day alone or none; records without an id of their own by the time and all messages. `said` are the messages' digests.
    """
    family = "generic" if raw.source.format in _TABLES else raw.source.format
    parts = [family, raw.source.id]
    if not raw.unique:
        when = opened.isoformat() if opened else ""
        first = next(iter(said), "")
        if is_nameless(raw):
            parts += [when, *said]
        elif opened is None or not (opened.hour or opened.minute or opened.second):
            parts += [part for part in (when, first) if part]
        else:
            parts.append(when)
    return "k" + blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=8).hexdigest()


def _language(texts: Iterable[str]) -> str:
    """Return the language of the customer's messages: `ko`, `en`, or `other` when there are too few letters of either."""
    joined = " ".join(texts)
    letters = sum(map(str.isalpha, joined))
    hangul = len(_HANGUL.findall(joined))
    latin = len(_LATIN.findall(joined))
    if not letters or hangul * 5 >= letters:
        return "ko" if letters else "other"
    return "en" if latin * 2 >= letters else "other"
