"""Finding: one text in, spans out. Works on plain forms and maps back to the offsets of the text itself."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kbgen.privacy.addresses import find_addresses
from kbgen.privacy.addressing import find_addressed
from kbgen.privacy.contacts import find_contacts
from kbgen.privacy.dialogue import ALONE, Context, find_answers
from kbgen.privacy.doors import find_doors
from kbgen.privacy.english import find_english
from kbgen.privacy.folding import Folded, digits, fold
from kbgen.privacy.mentions import known_names, known_values, worth_knowing
from kbgen.privacy.names import Surroundings, find_korean
from kbgen.privacy.numbers import find_numbers
from kbgen.privacy.spans import Known, Span, Taken, merge
from kbgen.privacy.strangers import answer_name, find_strangers

_DIGIT = re.compile(r"\d|[공영일이삼사오육륙칠팔구]{3}|[공영]일[공영]|하나|[A-Z]{5}")
_HANGUL = re.compile(r"[가-힣]")
_LATIN = re.compile(r"[A-Za-z]{2}")
_STOP = " \t\r\n"


@dataclass(slots=True)
class Found:
    """The spans of one text in its plain form, and the names of staff that introduced themselves in it."""

    folded: Folded
    view: str
    spans: list[Span] = field(default_factory=list)
    staff: list[str] = field(default_factory=list)

    def names(self) -> Iterator[str]:
        """Yield the names that were found, in their plain form."""
        return (self.folded.text[s.start : s.end] for s in self.spans if s.type == "name" and s.why != "surname")

    def values(self) -> Iterator[tuple[str, str]]:
        """Yield the values that say the same wherever they stand, and their types."""
        return worth_knowing(self.view, self.spans)


def find(text: str, known: Known = Known(), allow: Sequence[str] = ()) -> tuple[Span, ...]:  # noqa: B008 - frozen
    """Return the spans of personal data in a text, sorted and apart; offsets are code points of `text`.

    `known` is what the record tells of its people; nothing in `allow` is ever returned, whatever its spaces and dashes.
    """
    found = look(text)
    names = [*known.names, *found.names()]
    return settle(text, found, names, [*known.staff, *found.staff], allowed(allow), dict(found.values()))


def look(text: str, context: Context = ALONE) -> Found:
    """Return what one text tells by itself and by its context, not yet settled."""
    if not text:
        return Found(Folded(text), text)
    folded = fold(text)
    plain = folded.text
    numeric = _DIGIT.search(plain) is not None
    view = digits(plain) if numeric else plain
    found = Found(folded, view)
    spans = found.spans
    if numeric:
        spans.extend(find_numbers(view))
        spans.extend(find_addresses(view))
        spans.extend(find_doors(view))
    spans.extend(find_contacts(plain))
    if context.asked:
        spans.extend(find_answers(view, context.asked))
    if context.agent:
        spans[:] = [s for s in spans if not (s.why.startswith("landline") and _is_ours(view, s))]
    taken = Taken(len(plain), merge(_trim(plain, spans)))
    for span, staff in _names(plain, taken, context):
        if staff:
            found.staff.append(plain[span.start : span.end])
        else:
            spans.append(span)
    if numeric:
        spans.extend(_births(view, [s for s in spans if s.type == "name"]))
    for start, end in folded.tags:
        spans.extend(_inside_tag(text, start, end, folded))
    return found


_CALL_US = re.compile(
    r"\)?\s?번?\s?(?:으로|로)\s?(?:(?:전화|연락|문의|상담|예약|접수|확인|신청)\s?(?:을\s?)?)?(?:주[세시십실셔면]|하시|하세|하십|해\s?주|바랍|부탁|가능)"
)
_ASK_AT = re.compile(r"(?:문의|안내|상담|예약|접수|대표|담당\s?부서|신고|연결)[가-힣 ]{0,10}[:은는]?\s?[(\[]?$")


def _is_ours(view: str, number: Span) -> bool:
    """Say whether an agent gives a landline to be called."""
    return bool(_CALL_US.match(view, number.end) or _ASK_AT.search(view[max(0, number.start - 20) : number.start]))


_BIRTH = re.compile(
    r"(?:님|씨|고객님|이고|입니다)?[\s,/(:]{1,3}(?P<v>(?:19[2-9]\d|20[01]\d|[3-9]\d|[01]\d|2[0-3])"
    r"(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|"
    r"[.\-/년]\s?(?:0?[1-9]|1[0-2])[.\-/월]\s?(?:0?[1-9]|[12]\d|3[01])일?))(?![\d\-/~]|\.\d|\s?[~\-]\s?\d)"
)

_CHILD = re.compile(r"아기|애기|아이|신생아|딸|아들|손자|손녀|자녀|쌍둥이|첫째|둘째|셋째|막내|조카|원아|원생")
_CHILDS_BIRTH = re.compile(
    r"(?:님|이고|이)?[\s,/(:]{1,3}(?P<v>2\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:20)?2\d[.\-/년]\s?(?:0?[1-9]|1[0-2])[.\-/월]\s?"
    r"(?:0?[1-9]|[12]\d|3[01])일?)(?![\d\-/~]|\.\d|\s?[~\-]\s?\d)"
)


def _births(view: str, names: Iterable[Span]) -> Iterator[Span]:
    """A date of the past right after a name is a birthday: 김나무(1984.2.9), 김나무 840209."""
    for name in names:
        match = _BIRTH.match(view, name.end)
        if match is None and _CHILD.search(view[max(0, name.start - 12) : name.start]):
            match = _CHILDS_BIRTH.match(view, name.end)
        if match:
            yield Span(match.start("v"), match.end("v"), "birthdate", "after a name")


def _names(plain: str, spans: Taken, context: Context) -> Iterator[tuple[Span, bool]]:
    asked = "name" in context.asked
    if _HANGUL.search(plain):
        yield from find_korean(plain, Surroundings(spans, asked, context.agent))
        for span in find_strangers(plain, spans):
            spans.add(span)
            yield span, False
        for span in find_addressed(plain, spans) if context.agent else ():
            spans.add(span)
            yield span, False
        if asked and (answer := answer_name(plain)) and not spans.overlaps(answer.start, answer.end):
            spans.add(answer)
            yield answer, False
    if _LATIN.search(plain):
        yield from find_english(plain, spans, asked or "passport" in context.asked, context.agent)


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
    text: str,
    found: Found,
    names: Iterable[str],
    staff: Iterable[str],
    allow: frozenset[str],
    values: Mapping[str, str],
) -> tuple[Span, ...]:
    """Add known names and values, take staff and allowed strings away, and map the spans back to the text."""
    folded, plain = found.folded, found.folded.text
    if not plain:
        return ()
    hidden = [s for s in found.spans if s.why == "tag"]
    spans = list(_trim(plain, (s for s in found.spans if s.why != "tag")))
    spans.extend(known_names(plain, names))
    spans.extend(known_values(found.view, values))
    ours = _forms(frozenset(staff))
    kept = (s for s in merge(spans) if not (s.type == "name" and plain[s.start : s.end].casefold() in ours))
    mapped = [Span(*folded.original(s.start, s.end), s.type, s.why) for s in kept]
    return tuple(s for s in merge([*mapped, *hidden]) if not _is_allowed(text[s.start : s.end], allow))


@lru_cache(maxsize=256)
def _forms(names: frozenset[str]) -> frozenset[str]:
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


_LOOSE = re.compile(r"[\s.,\-_/()·‐-―]+")


def plain_key(text: str) -> str:
    """Return the form in which allowed strings are compared: NFKC, lower case, without spaces, dots and dashes.

    A number with the country's code is the one with a leading zero.
    """
    key = _LOOSE.sub("", unicodedata.normalize("NFKC", text).casefold())
    return re.sub(r"^(?:\+|00)82\(?0?\)?(?=\d{7})", "0", key)


def allowed(allow: Iterable[str]) -> frozenset[str]:
    """Return an allow-list ready for `settle`; `@example.com` stands for every mail of that host."""
    return frozenset(
        ("@" if a.strip().startswith("@") else "") + key.lstrip("@") for a in allow if (key := plain_key(a))
    )


def _is_allowed(text: str, allow: frozenset[str]) -> bool:
    if not allow:
        return False
    key = plain_key(digits(fold(text).text))
    if key in allow or ("@" in key and f"@{key.rpartition('@')[2]}" in allow):
        return True
    return len(key) >= 8 and any(key in entry for entry in allow)
