"""Hangul taken apart and put together: letters, initials, and text typed with the wrong keyboard layout.

Written to agree with es-hangul 2.x (`disassemble`, `getChoseong`, `convertQwertyToHangul`, `convertHangulToQwerty`), which
the site's search uses, for every text of Hangul, Latin letters and spaces.
"""

import regex

_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = tuple("ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ".split())
_FINALS = (
    "",
    *"ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ".split(),
)
_VOWEL_LETTERS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINAL_LETTERS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_FIRST, _LAST = 0xAC00, 0xD7A3

_PARTS = {letter: parts for letter, parts in zip(_FINAL_LETTERS, _FINALS[1:], strict=True) if len(parts) > 1}
_PARTS |= {letter: parts for letter, parts in zip(_VOWEL_LETTERS, _VOWELS, strict=True) if len(parts) > 1}
_WHOLE = {parts: letter for letter, parts in _PARTS.items()}

# The layout 두벌식; Shift changes seven keys alone.
_KEYS = dict(zip("qwertyuiopasdfghjklzxcvbnm", "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ", strict=True))
_KEYS |= {key.upper(): letter for key, letter in _KEYS.items()} | dict(zip("QWERTOP", "ㅃㅉㄸㄲㅆㅒㅖ", strict=True))
_LETTERS = {letter: key for key, letter in _KEYS.items() if key.islower() or key in "QWERTOP"}
_ONLY_INITIALS = regex.compile(r"(?=.*[ㄱ-ㅎ])[ㄱ-ㅎ\s]+")


def decompose(text: str) -> str:
    """Return the text with each syllable as its letters, double vowels and final clusters split (값 → ㄱㅏㅂㅅ)."""
    return "".join(map(_letters, text))


def compose(letters: str) -> str:
    """Return the text that comes of typing the letters one after another, as a keyboard's input method joins them."""
    done: list[str] = []
    first, vowel, final = "", "", ""
    for letter in decompose(letters):
        if letter in _VOWEL_LETTERS:
            if final:  # The last consonant belongs to the vowel that follows.
                done.append(_joined(first, vowel, final[:-1]))
                first, vowel, final = final[-1], letter, ""
            elif not vowel:
                vowel = letter
            elif vowel + letter in _WHOLE:
                vowel += letter
            else:
                done.append(_joined(first, vowel, ""))
                first, vowel = "", letter
        elif first and vowel and final + letter in _FINALS:
            final += letter
        else:
            done.append(_joined(first, vowel, final))
            first, vowel, final = (letter, "", "") if letter in _INITIALS else ("", "", "")
            if not first:
                done.append(letter)
    return "".join(done) + _joined(first, vowel, final)


def choseong(text: str) -> str:
    """Return the first letters of the text's syllables, and its bare consonants and spaces; all else is left out."""
    return "".join(
        _INITIALS[(ord(c) - _FIRST) // 588] if _FIRST <= ord(c) <= _LAST else c
        for c in text
        if _FIRST <= ord(c) <= _LAST or "ㄱ" <= c <= "ㅎ" or c.isspace()
    )


def is_choseong(text: str) -> bool:
    """Return whether the text is of bare consonants and spaces alone, one consonant at least."""
    return _ONLY_INITIALS.fullmatch(text) is not None


def from_qwerty(text: str) -> str:
    """Return what the keys of the text write in Hangul (`dkssud` → 안녕)."""
    return compose("".join(_KEYS.get(c, c) for c in text))


def to_qwerty(text: str) -> str:
    """Return the keys that write the text's Hangul (ㅗ디ㅔ → `help`)."""
    return "".join(_LETTERS.get(c, c) for c in decompose(text))


def _letters(char: str) -> str:
    code = ord(char)
    if not _FIRST <= code <= _LAST:
        return _PARTS.get(char, char)
    first, rest = divmod(code - _FIRST, 588)
    return _INITIALS[first] + _VOWELS[rest // 28] + _FINALS[rest % 28]


def _joined(first: str, vowel: str, final: str) -> str:
    if not first or not vowel:
        return first + _WHOLE.get(vowel, vowel)
    return chr(_FIRST + _INITIALS.index(first) * 588 + _VOWELS.index(vowel) * 28 + _FINALS.index(final))
