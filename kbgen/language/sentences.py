"""Cutting text into sentences: Korean and English, chat lines, bullets and steps."""

import regex

_BULLET = regex.compile(r"^\s*(?:[-•·▪■●*]\s+|\d{1,2}\s*[).]\s+|[①-⑳]\s*|[가-하]\s*[.)]\s+)")
_NUMBERED = regex.compile(r"^\s*(?:\d{1,2}\s*[).]\s+|[①-⑳]\s*|[가-하]\s*[.)]\s+)")
_INLINE_STEP = regex.compile(r"(?<=\S)\s+(?=(?:\d{1,2}\)|[①-⑳])\s*\S)")
# A full stop ends a sentence before a space, not inside a number, a version, a range, an abbreviation or a list marker.
_END = regex.compile(
    r"""(?<=[.!?。…~]["'”’)\]]{0,3})(?<!\b\d\.)(?<!\d\))(?<!\b(?:[a-zA-Z]\.[a-z]|vs|etc|approx|[Nn]o|Mr|Mrs|Ms|Dr)\.)"""
    r"""(?!(?<=\d\s?~)\s*\d)\s+(?=\S)|(?<=[\U0001F300-\U0001FAFF☀-➿])\s+(?=[가-힣A-Z])"""
    r"|(?<=[가-힣][ㅠㅜㅎㅋ]|[ㅠㅜㅎㅋ]{2})\s+(?=[가-힣])"
)


def lines(text: str) -> list[str]:
    """Return the lines of a text, steps written in one line (`1) … 2) …`) each on its own, without empty ones."""
    found: list[str] = []
    for line in text.split("\n"):
        found += [part.strip() for part in _INLINE_STEP.split(line) if part.strip()]
    return found


def sentences(text: str) -> list[str]:
    """Return the sentences of a text in order; a bullet or a step is a sentence of its own, without its marker."""
    found: list[str] = []
    for line in lines(text):
        found += [part.strip() for part in _END.split(_BULLET.sub("", line)) if part.strip()]
    return found


def steps(text: str) -> list[str]:
    """Return the numbered steps of a text in order, without their numbers; empty when it has fewer than two."""
    found = [_NUMBERED.sub("", line).strip() for line in lines(text) if _NUMBERED.match(line)]
    return found if len(found) >= 2 else []
