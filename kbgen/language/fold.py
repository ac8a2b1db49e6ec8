"""Folding text to a form in which spelling habits do not matter."""

import unicodedata

import regex

_JAMO = regex.compile(r"[ㄱ-ㅎㅏ-ㅣ]+")
_REPEATS = regex.compile(r"(.)\1{2,}")
_DIGITS = regex.compile(r"\d+(?:[.,:]\d+)*")
_MARKS = regex.compile(r"[^\w\s]+|_+")
_SPACES = regex.compile(r"\s+")
_NOISE = regex.compile(
    r"[ㄱ-ㅎㅏ-ㅣ]+|[\U0001F300-\U0001FAFF☀-➿]|(?:(?<![~^])[~^]++|(?<![;*])[;*]{2,}+)(?=[\s.,!?)\]]|$)(?!\s*\d)|(?<=[.!?])[.!?]+"
)
_HANGUL = regex.compile(r"[가-힣]")
_LATIN = regex.compile(r"[A-Za-z]")


def squeeze(text: str) -> str:
    """Return the text with runs of white space as single spaces, in NFC."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def without_noise(text: str) -> str:
    """Return the text without laughter (ㅋㅋ, ㅠㅠ), emoji, waves and repeated marks; ranges (3~5일) are no noise."""
    return squeeze(_NOISE.sub(" ", text))


def fold(text: str) -> str:
    """Return lower-case words alone: NFKC, no bare jamo (ㅋㅋ, ㅠㅠ), no repeats, no punctuation, numbers as 0."""
    # NFKC turns ㅋ and ㅠ into conjoining jamo, so they go first.
    text = _JAMO.sub(" ", unicodedata.normalize("NFC", text))
    text = unicodedata.normalize("NFKC", text).lower()
    text = _DIGITS.sub("0", text)
    text = _MARKS.sub(" ", text)
    text = _REPEATS.sub(r"\1", text)
    return _SPACES.sub(" ", text).strip()


def letters(text: str) -> str:
    """Return the lower-case letters and digits alone, for comparing texts regardless of spaces and marks."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())


def language_of(text: str) -> str:
    """Return `ko`, `en` or `other`, by the script of most letters; Korean wins where a tenth of the letters is Hangul."""
    hangul, latin = len(_HANGUL.findall(text)), len(_LATIN.findall(text))
    if hangul and hangul * 9 >= latin:
        return "ko"
    return "en" if latin else "other"
