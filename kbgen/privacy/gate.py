"""The redaction gate: the only way from what was exported to what may be kept."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from kbgen.models import Conversation, Message, RawConversation, RawMessage, Redacted, Source
from kbgen.privacy.fingerprint import rules_fingerprint
from kbgen.privacy.finder import Context, Found, allowed, look, settle
from kbgen.privacy.folding import fold
from kbgen.privacy.placeholders import Placeholders, is_korean, replace
from kbgen.privacy.spans import Span

_ASKS_NAME = re.compile(
    r"성함|성명|이름|존함|주문자(?:명|분)?|예금주|입금자|수령인|예약자|\b(?:full |first |last |your )?names?\b",
    re.IGNORECASE,
)
_ASKS_DIGITS = re.compile(r"(?:뒷|끝|마지막|뒤)\s?(?:네|4)?\s?(?:자리|번호)|last (?:four|4)", re.IGNORECASE)
_ASKS_BIRTH = re.compile(r"생년월일|생일|date of birth|birth\s?da(?:te|y)|\bdob\b", re.IGNORECASE)
_ASKS_CODE = re.compile(
    r"(?:현관|출입|도어락)[^\n]{0,20}(?:비밀\s?번호|비번|번호|방법)|(?:door|gate|entry|access) code", re.IGNORECASE
)
_MESSAGE_ID = re.compile(r"<[^<>\s]+>")
# In a file's path or an id, only what is surely personal counts: both are full of codes and words of a system.
_SURE = frozenset({"phone", "email", "rrn", "card", "account", "name", "passport", "driver"})
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
        customer = self._pseudonym(
            "c", raw.customer or next(iter(raw.names), "") or f"{raw.source.format}:{raw.source.id}"
        )
        times = [m.at for m in raw.messages if m.at is not None]
        opened = raw.opened_at or (times[0] if times else None)
        return Conversation(
            id=conversation_id(raw, opened, redacted[0] if raw.messages else ""),
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
        spans = settle(text, found, found.names(), found.staff, allowed(self.allow))
        return replace(text, spans, Placeholders("ko" if is_korean([text]) else "en")), spans

    def _spans(self, raw: RawConversation) -> list[tuple[Span, ...]]:
        """Find in all messages and tags first, so that a name met once is known everywhere."""
        texts = _texts(raw)
        found = [*look_through(raw.messages), *(look(text) for text in texts[len(raw.messages) :])]
        staff = {*raw.staff, *(name for f in found for name in f.staff)}
        names = dict.fromkeys([*raw.names, *(name for f in found for name in f.names())])
        allow = allowed(self.allow)
        return [settle(text, f, names, staff, allow) for text, f in zip(texts, found, strict=True)]

    def _author(self, message: RawMessage, customer: str) -> str:
        if message.role == "customer":
            return self._pseudonym("c", message.author) if message.author else customer
        return self._pseudonym("b" if message.role == "bot" else "a", message.author or message.role)

    def _pseudonym(self, kind: str, who: str) -> str:
        plain = " ".join(fold(who).text.casefold().split())
        return f"{kind}_{blake2b(plain.encode('utf-8', 'replace'), key=self.key, digest_size=8).hexdigest()}"

    def _place(self, vendor: str) -> str:
        """Return a file's path or a vendor's id without what is surely personal."""
        if _MESSAGE_ID.fullmatch(vendor):
            return vendor
        found = look(vendor)
        spans = settle(vendor, found, found.names(), found.staff, allowed(self.allow))
        return replace(vendor, [s for s in spans if s.type in _SURE], Placeholders("en"))


def look_through(messages: Sequence[RawMessage]) -> list[Found]:
    """Look at each message with what the agent's or bot's message before it asked for."""
    found: list[Found] = []
    asked = ""
    for message in messages:
        customer = message.role == "customer"
        context = Context(
            agent=message.role in ("agent", "bot"),
            asked_name=customer and bool(_ASKS_NAME.search(asked)),
            asked_digits=customer and bool(_ASKS_DIGITS.search(asked)),
            asked_birth=customer and bool(_ASKS_BIRTH.search(asked)),
            asked_code=customer and bool(_ASKS_CODE.search(asked)),
        )
        found.append(look(message.text, context))
        if message.role in ("agent", "bot"):
            asked = message.text
    return found


def _texts(raw: RawConversation) -> list[str]:
    """Return all free text of a record: its messages, the channel, the tags."""
    return [*(m.text for m in raw.messages), raw.channel or "", *raw.tags]


def conversation_id(raw: RawConversation, opened: datetime | None, first: str) -> str:
    """Return `k` and 16 hexadecimal digits that tell this conversation from all others, in every run and under every key.

    Ids of a hand-made table are told apart by the time of the conversation or, without times, by its `first` message
    as redacted.
    """
    family = "generic" if raw.source.format in _TABLES else raw.source.format
    parts = [family, raw.source.id] + ([] if raw.unique else [opened.isoformat() if opened else first])
    return "k" + blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=8).hexdigest()


def _language(texts: Iterable[str]) -> str:
    """Return the language of the customer's messages: `ko`, `en`, or `other` when there are too few letters of either."""
    joined = " ".join(texts)
    letters = sum(c.isalpha() for c in joined)
    hangul = sum("가" <= c <= "힣" for c in joined)
    latin = sum(c.isascii() and c.isalpha() for c in joined)
    if not letters or hangul * 5 >= letters:
        return "ko" if letters else "other"
    return "en" if latin * 2 >= letters else "other"
