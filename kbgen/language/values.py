"""Values that a sentence states: amounts, periods, percentages, counts; in one normal form, so that they can be compared."""

from dataclasses import dataclass

import regex

_NUMBER = r"(?P<n>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
_KOREAN = {"천": 1_000, "만": 10_000, "십만": 100_000, "백만": 1_000_000, "억": 100_000_000}
_MONEY = regex.compile(
    rf"(?<![\d.,])(?:(?P<man>\d+)\s*만\s*)?{_NUMBER}?\s*(?P<scale>천|만|십만|백만|억)?\s*원(?!칙|래|하|인(?!데)|본|활|단)"
)
_DOLLAR = regex.compile(rf"(?P<sign>[$€£])\s*{_NUMBER}(?!\d)")
_PERIOD = regex.compile(
    rf"(?<![\d.,/월:])(?<!월\s)(?<!\d시)(?<!\d시\s)(?:{_NUMBER}\s*[~\-–]\s*)?(?P<m>\d+)[\s-]*(?P<unit>영업일|시간|분|주일|주|일(?!요일|반|정|시|부)|개월|달|(?<!\d{{4}})년|business\s+days?|hours?|minutes?|days?|weeks?|months?|years?)(?![가-힣]?\s*(?:차|째))",
    regex.IGNORECASE,
)
_PERCENT = regex.compile(rf"(?<![\d.,]){_NUMBER}\s{{0,3}}(?:%|퍼센트|percent)")
_COUNT = regex.compile(
    r"(?P<n>\d+)\s*(?P<unit>개|명|장|회|번|곳|대|seats?|users?|times)(?![월년째차])", regex.IGNORECASE
)
_HOURS = {"분": 1 / 60, "시간": 1, "일": 24, "주": 168, "주일": 168, "개월": 720, "달": 720, "년": 8760,
    "minute": 1 / 60, "hour": 1, "day": 24, "week": 168, "month": 720, "year": 8760}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    """One value: its class (money, period, workdays, percent, count:…), its size in the class's unit, and as written."""

    kind: str
    size: float
    text: str
    start: int


def values(sentence: str) -> list[Value]:
    """Return the values that a sentence states, in order; a range (`3~5일`) counts as its upper end."""
    found: list[Value] = []
    for match in _MONEY.finditer(sentence):
        amount = _won(match)
        if amount:
            found.append(Value("money", amount, match.group().strip(), match.start()))
    for match in _DOLLAR.finditer(sentence):
        found.append(Value(f"money{match['sign']}", float(match["n"].replace(",", "")), match.group(), match.start()))
    for match in _PERIOD.finditer(sentence):
        unit = match["unit"].lower()
        if unit.startswith(("영업일", "business")):
            found.append(Value("workdays", float(match["m"]), match.group().strip(), match.start()))
        else:
            found.append(
                Value(
                    "period",
                    float(match["m"]) * _HOURS[unit if unit in _HOURS else unit.rstrip("s")],
                    match.group().strip(),
                    match.start(),
                )
            )
    for match in _PERCENT.finditer(sentence):
        found.append(Value("percent", float(match["n"].replace(",", "")), match.group(), match.start()))
    for match in _COUNT.finditer(sentence):
        found.append(
            Value(f"count:{match['unit'].lower().rstrip('s')}", float(match["n"]), match.group(), match.start())
        )
    return sorted(found, key=lambda value: value.start)


def sizes(text: str) -> frozenset[tuple[str, float]]:
    """Return the values that a text states as (class, size), whatever their spelling: 3만 원 is 30,000원."""
    return frozenset((value.kind, value.size) for value in values(text))


def _won(match: "regex.Match[str]") -> float:
    number = float(match["n"].replace(",", "")) if match["n"] else 0.0
    scaled = number * _KOREAN[match["scale"]] if match["scale"] else number
    return float(match["man"] or 0) * 10_000 + scaled
