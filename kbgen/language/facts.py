"""What a sentence states, so that two sentences can be told to say the same: its values, points of time, and its sign."""

import regex

from kbgen.language.tokens import nouns
from kbgen.language.values import Value, sizes

Fact = tuple[str, float]

_DATE = regex.compile(
    r"(?<!\d)(?P<m>1[0-2]|0?[1-9])\s*(?:월\s*|[/.])\s*(?P<d>3[01]|[12]\d|0?[1-9])(?:일|(?!\d|[%.]\d))"
)
_CLOCK = regex.compile(
    r"(?P<half>오전|오후|밤|저녁|새벽)?\s{0,3}(?<!\d)(?P<h>[01]?\d|2[0-4])(?:시(?!간)\s*(?:(?P<m>\d{1,2})분)?|:(?P<mm>[0-5]\d))"
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DATE_EN = regex.compile(rf"\b(?P<m>{'|'.join(_MONTHS)})[a-z]*\.?\s+(?P<d>\d{{1,2}})\b", regex.IGNORECASE)
_DENIES = regex.compile(
    r"(?<![가-힣])(?:안(?!에|으로|내|쪽)|못)\s?(?=[가-힣])|지\s*(?:는|도)?\s*(?:않|못)|없(?:어(?![지진집졌])|습|음|이|다|고|는|으)|불가|아니(?:에|고|며|다|라)|아닙|제외|금지|마세요|"
    r"\b(?:not|no|never|cannot|without|unable|neither|nor|non-\w+|un(?:available|supported|able)|except)\b|n['’]t\b",
    regex.IGNORECASE,
)  # fmt: skip
_ANSWER = regex.compile(r"\A\s{0,9}(?:(?P<no>no|nope|아니요|아뇨)|yes|네|예|넵)[,.!]\s*", regex.IGNORECASE)
_WHO_PAYS = regex.compile(
    r"(?P<who>고객|구매자|저희|당사|본사|판매자|회사|we|you|customer|company)\S{0,4}\s*(?:님\s*)?(?:이|가|측|께서|의)?\s*"
    r"(?:부담|내|지불|pay|cover)",
    regex.IGNORECASE,
)


def facts(sentence: str) -> frozenset[Fact]:
    """Return the values and points of time that a sentence states, each as (class, size)."""
    found: set[Fact] = set(sizes(sentence))
    found |= {("date", int(m["m"]) * 100 + int(m["d"])) for m in _DATE.finditer(sentence)}
    found |= {("date", (_MONTHS.index(m["m"].lower()) + 1) * 100 + int(m["d"])) for m in _DATE_EN.finditer(sentence)}
    return frozenset(found | {("clock", _minutes(m)) for m in _CLOCK.finditer(sentence)})


def stance(sentence: str) -> tuple[bool, frozenset[str]]:
    """Return whether a sentence denies, and who it says pays: two sentences of unlike stance cannot say the same."""
    answer = _ANSWER.match(sentence)
    rest = sentence[answer.end() :] if answer else sentence
    denials = len(_DENIES.findall(rest))
    denies = denials % 2 == 1 or (not denials and answer is not None and answer["no"] is not None)
    return denies, frozenset(_side(match["who"]) for match in _WHO_PAYS.finditer(sentence))


def label(text: str, stated: list[Value], value: Value) -> str:
    """Return the nouns between a value and the value or comma before it, sorted; empty when there are none."""
    return " ".join(sorted(set(_named(text, stated, value))))


def head(text: str, stated: list[Value], value: Value) -> str:
    """Return the noun that stands nearest before a value, of those of its label; empty when there is none."""
    return next(reversed(_named(text, stated, value)), "")


def _named(text: str, stated: list[Value], value: Value) -> list[str]:
    start = max((v.start + len(v.text) for v in stated if v.start < value.start), default=0)
    before = text[start : value.start]
    before = before[max(before.rfind(mark) for mark in ",·;(") + 1 :]
    found = nouns([before])[0]
    return [noun for noun in found if not any(noun != other and noun in other for other in found)]


def _minutes(match: "regex.Match[str]") -> float:
    hour = int(match["h"])
    if match["half"] in ("오후", "밤", "저녁") and hour < 12:
        hour += 12
    return hour * 60 + int(match["m"] or match["mm"] or 0)


def _side(who: str) -> str:
    return "customer" if who.lower() in ("고객", "구매자", "you", "customer") else "company"
