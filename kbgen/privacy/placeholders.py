"""Replacing: spans become placeholders that read naturally, the same thing the same one throughout a conversation."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from kbgen.language.placeholders import WORDS
from kbgen.models import Redacted
from kbgen.privacy.folding import digits, fold
from kbgen.privacy.spans import Span
from kbgen.privacy.words import DOUBLE_SURNAMES

TYPES = tuple(WORDS)
"""Every type of span, in lower case."""
_PLAIN = re.compile(r"[\W_]+")
_ENDINGS = (
    ("이었", "였"),
    ("이에요", "예요"),
    ("이라고", "라고"),
    ("이라는", "라는"),
    ("이라서", "라서"),
    ("이랑", "랑"),
    ("이나", "나"),
    ("이고", "고"),
    ("이며", "며"),
    ("이요", "요"),
    ("은", "는"),
    ("이", "가"),
    ("을", "를"),
    ("과", "와"),
    ("으로", "로"),
)
_PARTICLE = re.compile(
    "(" + "|".join(re.escape(e) for pair in _ENDINGS for e in sorted(pair, key=len, reverse=True)) + r")(?![가-힣])"
)
_COPULA = re.compile(r"(이에요|예요|에요|이었|였|이라고|라고|이라는|라는|이랑|랑)")


def is_korean(texts: Iterable[str]) -> bool:
    """Say whether Hangul syllables are at least a fifth of the letters; texts without letters count as Korean."""
    hangul = latin = 0
    for text in texts:
        hangul += len(re.findall(r"[가-힣]", text))
        latin += len(re.findall(r"[A-Za-z]", text))
    return hangul * 4 >= latin


class Placeholders:
    """The numbering inside one conversation: the first of a type is bare ([이름]), later ones count on ([이름2])."""

    def __init__(self, language: Literal["ko", "en"] = "ko") -> None:
        self._english = language == "en"
        self._given: dict[str, dict[str, str]] = {}

    def of(self, type: str, value: str) -> str:
        """Return the placeholder of a value; equal values, whatever their spelling, have equal placeholders."""
        seen = self._given.setdefault(type, {})
        key = _key(type, value)
        known = seen.get(key) or (_same_person(key, seen) if type == "name" else None)
        if known is None:
            word = WORDS.get(type, (type, type))[self._english]
            count = len(set(seen.values())) + 1
            known = f"[{word}]" if count == 1 else f"[{word}{' ' if self._english else ''}{count}]"
        seen[key] = known
        return known


def _key(type: str, value: str) -> str:
    plain = fold(value).text
    if type in ("phone", "rrn", "card", "account", "tracking", "business_no"):
        number = "".join(c for c in digits(plain) if c.isdigit())
        return "0" + number[2:].lstrip("0") if type == "phone" and number.startswith("82") else number or plain
    return _PLAIN.sub("", plain).casefold()


def _same_person(key: str, seen: dict[str, str]) -> str | None:
    """A given name or a first name is the person whose full name holds it, as far as one was met."""
    for other, placeholder in seen.items():
        short, full = sorted((key, other), key=len)
        if "가" <= short[:1] <= "힣":
            if full in (short, full[:1] + short) or (full[:2] in DOUBLE_SURNAMES and full[2:] == short):
                return placeholder
        elif len(short) > 2 and (full.startswith(short) or full.endswith(short)):
            return placeholder
    return None


def replace(text: str, spans: Sequence[Span], placeholders: Placeholders) -> Redacted:
    """Return the text with its spans replaced; spans are sorted and apart, as `find` gives them.

    A Korean particle right after a placeholder is fitted to the placeholder's last sound.
    """
    parts: list[str] = []
    done = 0
    for span in spans:
        parts.append(text[done : span.start])
        placeholder = placeholders.of(span.type, text[span.start : span.end])
        parts.append(placeholder)
        fitted, taken = _particle(text, span.end, placeholder)
        parts.append(fitted)
        done = span.end + taken
    parts.append(text[done:])
    return Redacted("".join(parts))


def _particle(text: str, at: int, placeholder: str) -> tuple[str, int]:
    """Return the fitting form of the particle at `at`, and the length of the one that stands there."""
    match = _PARTICLE.match(text, at) or _COPULA.match(text, at)
    last = placeholder.rstrip("]0123456789 ")[-1:]
    if match is None or not "가" <= last <= "힣":
        return "", 0
    ending = match.group()
    final = (ord(last) - 0xAC00) % 28
    for closed, open_ in _ENDINGS:
        if ending in (closed, open_) or (ending == "에요" and closed == "이에요"):
            light = not final or (closed == "으로" and final == 8)
            return (open_ if light else closed), len(ending)
    return "", 0
