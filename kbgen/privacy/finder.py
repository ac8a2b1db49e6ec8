"""Finding: one text in, spans out. Works on plain forms and maps back to the offsets of the text itself."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kbgen.privacy.addresses import find_addresses
from kbgen.privacy.contacts import find_contacts
from kbgen.privacy.english import find_english
from kbgen.privacy.folding import Folded, digits, fold
from kbgen.privacy.names import Surroundings, find_korean, given_like
from kbgen.privacy.numbers import find_numbers
from kbgen.privacy.spans import Known, Span, Taken, merge
from kbgen.privacy.words import DOUBLE_SURNAMES, NOT_ENGLISH_NAMES, NOUNS

_DIGIT = re.compile(r"\d|[공영일이삼사오육륙칠팔구]{4}|[공영]일[공영]|하나")
_HANGUL = re.compile(r"[가-힣]")
_LATIN = re.compile(r"[A-Za-z]{2}")
_STOP = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Context:
    """What the messages before tell: that a name, the end of a phone number or a door code was asked for."""

    agent: bool = False
    asked_name: bool = False
    asked_digits: bool = False
    asked_birth: bool = False
    asked_code: bool = False


@dataclass(slots=True)
class Found:
    """The spans of one text in its plain form, and the names of staff that introduced themselves in it."""

    folded: Folded
    spans: list[Span] = field(default_factory=list)
    staff: list[str] = field(default_factory=list)

    def names(self) -> Iterator[str]:
        """Yield the names that were found, in their plain form."""
        return (self.folded.text[s.start : s.end] for s in self.spans if s.type == "name")


def find(text: str, known: Known = Known(), allow: Sequence[str] = ()) -> tuple[Span, ...]:  # noqa: B008 - frozen
    """Return the spans of personal data in a text, sorted and apart; offsets are code points of `text`.

    `known` is what the record tells of its people; nothing in `allow` is ever returned, whatever its spaces and dashes.
    """
    found = look(text)
    names = [*known.names, *found.names()]
    return settle(text, found, names, [*known.staff, *found.staff], allowed(allow))


def look(text: str, context: Context = Context()) -> Found:
    """Return what one text tells by itself and by its context, not yet settled."""
    found = Found(folded := fold(text))
    plain = folded.text
    spans = found.spans
    view = plain
    if _DIGIT.search(plain):
        view = digits(plain)
        spans.extend(find_numbers(view))
        spans.extend(find_addresses(view))
    spans.extend(find_contacts(plain))
    spans.extend(_answers(view, context))
    taken = Taken(len(plain), merge(_trim(plain, spans)))
    for span, staff in _names(plain, taken, context):
        if staff:
            found.staff.append(plain[span.start : span.end])
        else:
            spans.append(span)
    for start, end in folded.tags:
        spans.extend(_inside_tag(text, start, end, folded))
    return found


def _names(plain: str, spans: Taken, context: Context) -> Iterator[tuple[Span, bool]]:
    if _HANGUL.search(plain):
        yield from find_korean(plain, Surroundings(spans, context.asked_name, context.agent))
    if _LATIN.search(plain):
        yield from find_english(plain, spans, context.asked_name, context.agent)


_ANSWER_DIGITS = re.compile(r"(?<![\d.,\-/])(?P<v>\d{4})(?![\d.,\-/년원개]|\s?(?:원|년|개))")
_ANSWER_BIRTH = re.compile(
    r"(?<![\d.\-/])(?P<v>(?:19|20)?\d{2}(?:[.\-/년]\s?)?(?:0?[1-9]|1[0-2])(?:[.\-/월]\s?)?(?:0?[1-9]|[12]\d|3[01])일?)(?![\d.\-/])"
)
_ANSWER_CODE = re.compile(
    r"(?P<v>[가-힣]{0,2}[#*]?\d[\d#*]{2,11})(?:\s?(?:이요|이에요|예요|입니다|요|으로|로)[^\n]{0,40}|"
    r"[\s.!~]{0,8})"
)


def _answers(view: str, context: Context) -> Iterator[Span]:
    """Short answers that only the question before makes personal."""
    skipped = len(view) - len(view.lstrip())
    if context.asked_digits and len(view) < 40 and (match := _ANSWER_DIGITS.search(view)):
        yield Span(match.start("v"), match.end("v"), "phone", "answers with its end")
    if context.asked_birth and (match := _ANSWER_BIRTH.search(view)):
        yield Span(match.start("v"), match.end("v"), "birthdate", "answers when born")
    if context.asked_code and (match := _ANSWER_CODE.match(view, skipped)):
        yield Span(match.start("v"), match.end("v"), "door_code", "answers with a code")


def _inside_tag(text: str, start: int, end: int, folded: Folded) -> Iterator[Span]:
    """Yield data that hides in a tag's attributes (href="tel:…"); offsets already are the original's, marked by `tag`."""
    inner = fold(text[start + 1 : end - 1])
    if inner.tags:
        return
    for span in merge([*find_numbers(digits(inner.text)), *find_contacts(inner.text)]):
        first, last = inner.original(span.start, span.end)
        yield Span(start + 1 + first, start + 1 + last, span.type, "tag")


def _trim(plain: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Take spaces, and commas at the end, off both ends of spans."""
    for span in spans:
        start, end = span.start, span.end
        if span.why != "tag":
            while start < end and plain[start] in _STOP:
                start += 1
            while end > start and plain[end - 1] in " \t\r\n,\u200b":
                end -= 1
        if end > start:
            yield Span(start, end, span.type, span.why)


def settle(
    text: str, found: Found, names: Iterable[str], staff: Iterable[str], allow: frozenset[str]
) -> tuple[Span, ...]:
    """Add known names, take staff and allowed strings away, and map the spans back to the text."""
    folded, plain = found.folded, found.folded.text
    hidden = [s for s in found.spans if s.why == "tag"]
    spans = list(_trim(plain, (s for s in found.spans if s.why != "tag")))
    spans.extend(_known(plain, names))
    ours = _forms(staff)
    kept = (s for s in merge(spans) if not (s.type == "name" and plain[s.start : s.end].casefold() in ours))
    mapped = [Span(*folded.original(s.start, s.end), s.type, s.why) for s in kept]
    return tuple(s for s in merge([*mapped, *hidden]) if not _is_allowed(text[s.start : s.end], allow))


def _forms(names: Iterable[str]) -> frozenset[str]:
    """The full names and their given parts, folded for comparison."""
    forms: set[str] = set()
    for name in names:
        name = " ".join(name.casefold().split())
        forms.add(name)
        if _HANGUL.match(name):
            forms.update({name[1:], name[2:]} if len(name) > 2 else ())
        else:
            forms.update(name.split())
    return frozenset(f for f in forms if len(f) > 1)


_PARTICLES = re.compile(
    r"(?:이?(?:은|는|가|를|을|랑|와|과|도|만|의|라고|라는|한테|에게|께서?|하고|로|으로|요|네|예요|에요|이에요)"
    r"|입니다|인데|님|씨|고객|회원|이|이름|드림|올림|여사|대리|과장|[^가-힣])"
)


def _known(plain: str, names: Iterable[str]) -> Iterator[Span]:
    """Yield every place where a known name stands, whole, or its given part before 님 and 씨."""
    for name in dict.fromkeys(unicodedata.normalize("NFKC", n).strip() for n in names):
        if len(name) < 2 or name in NOUNS:
            continue
        if _HANGUL.fullmatch(name[0]):
            yield from _known_korean(plain, name)
        elif name[0].isalpha() and "@" not in name:
            yield from _known_latin(plain, name)
        elif len(name) > 3:
            yield from (
                Span(i, i + len(name), "email" if "@" in name else "phone", "known") for i in _places(plain, name)
            )


def _places(plain: str, needle: str) -> Iterator[int]:
    at = plain.find(needle)
    while at >= 0:
        yield at
        at = plain.find(needle, at + len(needle))


def _known_korean(plain: str, name: str) -> Iterator[Span]:
    for at in _places(plain, name):
        end = at + len(name)
        if not (at and "가" <= plain[at - 1] <= "힣") and (
            len(name) > 2 or end == len(plain) or _PARTICLES.match(plain, end)
        ):
            yield Span(at, end, "name", "known")
    given = name[2:] if name[:2] in DOUBLE_SURNAMES else name[1:]
    if len(given) != 2 or len(name) > 4 or " " in name or given in NOUNS:
        return
    for at in _places(plain, given):
        if at and "가" <= plain[at - 1] <= "힣":
            continue
        if re.match(
            r"\s?(?:님|씨|고객님)|이?(?:가|는|한테|랑)(?![가-힣])" if given_like(given) else r"\s?(?:님|씨|고객님)",
            plain[at + 2 : at + 8],
        ):
            yield Span(at, at + 2, "name", "known given name")


def _known_latin(plain: str, name: str) -> Iterator[Span]:
    lower = plain.casefold()
    parts = [p for p in name.split() if len(p) > 2 and p.casefold() not in NOT_ENGLISH_NAMES]
    if len(lower) != len(plain):
        lower = plain
    for needle in dict.fromkeys([name, *parts]):
        if needle.casefold() in NOT_ENGLISH_NAMES:
            continue
        for at in _places(lower, needle.casefold() if lower is not plain else needle):
            end = at + len(needle)
            alone = not (plain[at - 1 : at].isalnum() and plain[at - 1 : at].isascii()) if at else True
            after = plain[end : end + 1]
            if alone and not (after.isascii() and after.isalnum()) and (needle == name or plain[at].isupper()):
                yield Span(at, _with_surname(plain, end), "name", "known")


_SURNAME = re.compile(r" ([A-Z][a-z'’]+(?:-[A-Z][a-z]+)?)(?![A-Za-z])")


def _with_surname(plain: str, end: int) -> int:
    """Take the capitalised word after a known first name along."""
    match = _SURNAME.match(plain, end)
    return match.end() if match and match[1].casefold() not in NOT_ENGLISH_NAMES else end


_LOOSE = re.compile(r"[\s.,\-_/()·‐-―]+")


def plain_key(text: str) -> str:
    """Return the form in which allowed strings are compared: NFKC, lower case, without spaces, dots and dashes."""
    return _LOOSE.sub("", unicodedata.normalize("NFKC", text).casefold())


def allowed(allow: Iterable[str]) -> frozenset[str]:
    """Return an allow-list ready for `settle`."""
    return frozenset(key for a in allow if (key := plain_key(a)))


def _is_allowed(text: str, allow: frozenset[str]) -> bool:
    if not allow:
        return False
    key = plain_key(fold(text).text)
    return key in allow or (len(key) >= 8 and any(key in entry for entry in allow))
