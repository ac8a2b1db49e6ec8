"""One plain form for the many ways of writing the same thing, with a map back to the offsets of the original.

`fold` undoes compatibility characters, HTML, percent escapes and invisible characters; `digits` reads numbers that are
spelt in Hangul or with look-alike letters. Finders read the plain forms; spans are mapped back with `Folded.original`.
"""

import html
import re
import unicodedata
from dataclasses import dataclass

_INLINE = "a|abbr|b|big|code|em|font|i|ins|del|kbd|mark|q|s|small|span|strike|strong|sub|sup|tt|u|wbr"
_BLOCK = (
    "address|article|aside|blockquote|body|br|button|caption|center|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|"
    "h[1-6]|head|header|hr|html|img|input|label|li|link|main|meta|nav|ol|option|p|pre|script|section|select|style|table|"
    "tbody|td|textarea|tfoot|th|thead|title|tr|ul"
)
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20e3\ufe00-\ufe0f\ufeff"
)
_PIECE = re.compile(
    rf"(?P<tag><(?=/?[a-z])/?(?P<tagname>{_INLINE}|{_BLOCK})(?:\s[^<>]*|/)?>)"
    r"|(?P<entity>&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z]{2,8});)"
    r"|(?P<percent>%40|(?<=[=/&?%0-9A-Fa-f])%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})*)"
    rf"|(?P<invisible>[{_INVISIBLE}]+)"
    r"|(?P<cluster>[\u1100-\u115e][\u1161-\u11a7][\u11a8-\u11ff]?|"
    r"[^\x00-\x7f가-힣ㄱ-ㆎ\u0300-\u036f][\u0300-\u036f]*|[A-Za-z][\u0300-\u036f]+)",
    re.IGNORECASE,
)
_NEEDS_FOLDING = re.compile(r"[<&%]|[^\x00-\x7f가-힣ㄱ-ㆎ…“”‘’·—–→★☆♥♡~]")
_INLINE_NAMES = frozenset(_INLINE.split("|"))


@dataclass(frozen=True, slots=True)
class Folded:
    """A plain form of a text. `offsets` has (start, end) in the original for every character, or is None when the
    plain form is the original itself; `tags` are the (start, end) of HTML tags with attributes, which may hide data.
    """

    text: str
    offsets: tuple[tuple[int, int], ...] | None = None
    tags: tuple[tuple[int, int], ...] = ()

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Map [start, end) of the plain form to the original; `end` must be beyond `start`."""
        if self.offsets is None:
            return start, end
        return self.offsets[start][0], self.offsets[end - 1][1]


def fold(text: str) -> Folded:
    """Return the plain form: NFKC by cluster, tags and entities resolved, invisible characters gone."""
    if not _NEEDS_FOLDING.search(text):
        return Folded(text)
    parts: list[str] = []
    offsets: list[tuple[int, int]] = []
    tags: list[tuple[int, int]] = []
    done = 0
    for match in _PIECE.finditer(text):
        start, end = match.span()
        plain = _plain(match, tags)
        if plain == match.group():
            continue
        parts.append(text[done:start])
        offsets.extend((i, i + 1) for i in range(done, start))
        parts.append(plain)
        offsets.extend([(start, end)] * len(plain))
        done = end
    if not done:
        return Folded(text)
    parts.append(text[done:])
    offsets.extend((i, i + 1) for i in range(done, len(text)))
    return Folded("".join(parts), tuple(offsets), tuple(tags))


def _plain(match: re.Match[str], tags: list[tuple[int, int]]) -> str:
    piece = match.group()
    kind = match.lastgroup
    if match["tag"] is not None:
        if "=" in piece:
            tags.append(match.span())
        return "" if match["tagname"].lower() in _INLINE_NAMES else "\n"
    if kind == "entity":
        return unicodedata.normalize("NFKC", html.unescape(piece))
    if kind == "percent":
        try:
            return bytes.fromhex(piece.replace("%", "")).decode("utf-8")
        except UnicodeDecodeError:
            return piece
    if kind == "invisible":
        return ""
    return unicodedata.normalize("NFKC", piece)


FILLER = "\u200b"
"""Stands in the digit view for the second syllable of a two-syllable digit (하나, 다섯)."""
_HANGUL_DIGITS = str.maketrans("공영빵일이삼사오육륙칠팔구둘셋넷", "0001234566789234")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−─ㅡー", "-") | {"·": ".", "•": ".", "∙": ".", "ㆍ": "."})
_WORDS = {"하나": "1", "다섯": "5", "여섯": "6", "일곱": "7", "여덟": "8", "아홉": "9"}
_WORD = re.compile("|".join(_WORDS))
_UNIT = r"(?:[0-9공영빵일이삼사오육륙칠팔구둘셋넷]|하나|다섯|여섯|일곱|여덟|아홉)"
_SPELT_HINT = re.compile(r"(?:[공영빵일이삼사오육륙칠팔구둘셋넷섯곱덟홉나][ \t\r\n.\-,/~]{0,3}){3}")
_SPELT_RUN = re.compile(rf"{_UNIT}(?:(?:[ \t\r\n.\-,/~]{{0,3}}|\s?(?:에|의|다시|대시|하이픈)\s?){_UNIT}){{5,40}}")
_SPOKEN_DASH = re.compile(r"(?<=[0-9\u200b]|(?<=[0-9\u200b])\s)(?:에|의|다시|대시|하이픈)(?=\s?[0-9])")
_DASH_AFTER = re.compile(rf"\s?(?:에|의|다시|대시|하이픈)\s?{_UNIT}{{3}}")
_SPELT_GROUP = re.compile(r"(?:[공영빵일이삼사오육륙칠팔구둘셋넷]|하나|다섯|여섯|일곱|여덟|아홉)+")
_AFTER_COPULA = frozenset("에예요고구라야었니랑며")
_LOOKALIKE = re.compile(r"(?<![0-9A-Za-z가-힣])([oO0공영][lI|1일i][oO0공영])(?=[ .\-)]{0,3}\d{3,4}[ .\-]{0,3}\d{4})")
_LOOKALIKE_PHONE = re.compile(
    r"(?<![0-9A-Za-z])[0oO][1lI][0-9oO][ .\-]{0,3}[0-9oOlI]{3,4}[ .\-]{0,3}[0-9oOlI]{4}(?![0-9A-Za-z])"
)
_LOOKALIKES = str.maketrans("oOlI|i공영일", "001111001")


def digits(text: str) -> str:
    """Return the digit view, equally long: Hangul digits in runs and look-alikes as ASCII digits, dashes as `-`."""
    view = text.translate(_DASHES)
    view = _LOOKALIKE.sub(lambda m: m.group().translate(_LOOKALIKES), view)
    view = _LOOKALIKE_PHONE.sub(lambda m: m.group().translate(_LOOKALIKES), view)
    if not _SPELT_HINT.search(view) or not _SPELT_RUN.search(view):
        return view
    return _SPELT_RUN.sub(lambda run: _spelt(run, view), view)


def _spelt(run: re.Match[str], view: str) -> str:
    """Read the Hangul groups of one run: long ones, and short ones that stand among digits."""
    begin = run.start()
    many = sum(len(g.group()) for g in _SPELT_GROUP.finditer(run.group())) >= 6

    def read(group: re.Match[str]) -> str:
        word, start, end = group.group(), begin + group.start(), begin + group.end()
        before, after = view[start - 1 : start], view[end : end + 1]
        tail = ""
        if word[-1] == "이" and len(word) > 2 and (after in _AFTER_COPULA if after else False):
            word, tail = word[:-1], "이"
        wide = len(word) >= 3 or (len(word) == 2 and many)
        inside = after.isdecimal() and (before.isdecimal() or not before.isalnum())
        inside = inside or (many and before.isdecimal() and not ("가" <= after <= "힣"))
        dashed = _DASH_AFTER.match(view, end) is not None
        stands_alone = not ("가" <= before <= "힣") and (bool(tail) or dashed or not ("가" <= after <= "힣"))
        if not ((wide and (stands_alone or many)) or inside):
            return group.group()
        plain = _WORD.sub(lambda m: _WORDS[m.group()] + FILLER, word)
        return plain.translate(_HANGUL_DIGITS) + tail

    read_run = _SPELT_GROUP.sub(read, run.group())
    return _SPOKEN_DASH.sub(lambda dash: "-" * len(dash.group()), read_run)
