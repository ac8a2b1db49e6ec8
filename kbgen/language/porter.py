"""English words cut to their stems by Porter's algorithm (M. F. Porter, 1980, with his two later changes).

Agrees letter by letter with the npm package `stemmer` 2.x (MIT), which the site's search uses; the PyPI package
`snowballstemmer` does not (its "porter" leaves out those two changes: `possibly`, `technologies`).
"""

import regex

_C = "[^aeiou][^aeiouy]*"
_V = "[aeiouy][aeiou]*"
_SOME = regex.compile(f"(?:{_C})?{_V}{_C}")
_ONE = regex.compile(f"(?:{_C})?{_V}{_C}(?:{_V})?$")
_MORE = regex.compile(f"(?:{_C})?(?:{_V}{_C}){{2,}}")
_HAS_VOWEL = regex.compile(f"(?:{_C})?[aeiouy]")
_SHORT = regex.compile(f"{_C}[aeiouy][^aeiouwxy]$")
_DOUBLE = regex.compile(r"([^aeiouylsz])\1$")
_STEP_2 = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize", "bli": "ble", "alli": "al",
    "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize", "ation": "ate", "ator": "ate", "alism": "al",
    "iveness": "ive", "fulness": "ful", "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble", "logi": "log",
}  # fmt: skip
_STEP_3 = {"icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": ""}
_STEP_4 = "al ance ence er ic able ible ant ement ment ent ou ism ate iti ous ive ize".split()


def stem(word: str) -> str:
    """Return the stem of a lower-case word of the letters a–z; words of one or two letters are their own."""
    if len(word) < 3:
        return word
    # A "y" at the start is a consonant, so it goes in upper case.
    word = "Y" + word[1:] if word[0] == "y" else word
    word = _past(_plural(word))
    if len(word) > 1 and word[-1] == "y" and _HAS_VOWEL.match(word[:-1]):
        word = word[:-1] + "i"
    word = _replaced(_replaced(word, _STEP_2), _STEP_3)
    return _last(_without(word)).lower()


def _plural(word: str) -> str:
    if (word.endswith("sses") and len(word) > len("sses")) or (word.endswith("ies") and len(word) > len("ies")):
        return word[:-2]
    return word[:-1] if word[-1] == "s" and len(word) > 2 and word[-2] != "s" else word


def _past(word: str) -> str:
    if word.endswith("eed") and len(word) > 3:
        return word[:-1] if _SOME.match(word[:-3]) else word
    ending = next((e for e in ("ed", "ing") if word.endswith(e)), "")
    rest = word[: len(word) - len(ending)]
    if not ending or not rest or not _HAS_VOWEL.match(rest):
        return word
    if rest.endswith(("at", "bl", "iz")):
        return rest + "e"
    if _DOUBLE.search(rest):
        return rest[:-1]
    return rest + "e" if _SHORT.match(rest) else rest


def _replaced(word: str, endings: dict[str, str]) -> str:
    # The longest ending decides, whether its stem is long enough or not.
    ending = max((e for e in endings if word.endswith(e) and len(word) > len(e)), key=len, default="")
    rest = word[: len(word) - len(ending)]
    return rest + endings[ending] if ending and _SOME.match(rest) else word


def _without(word: str) -> str:
    ending = max((e for e in _STEP_4 if word.endswith(e) and len(word) > len(e)), key=len, default="")
    if ending:
        rest = word[: -len(ending)]
        return rest if _MORE.match(rest) else word
    rest = word[:-3]
    return rest if word.endswith(("sion", "tion")) and len(word) > len("sion") and _MORE.match(rest) else word


def _last(word: str) -> str:
    rest = word[:-1]
    if word[-1] == "e" and rest and (_MORE.match(rest) or (_ONE.match(rest) and not _SHORT.match(rest))):
        word = rest
    return word[:-1] if word.endswith("ll") and _MORE.match(word) else word
