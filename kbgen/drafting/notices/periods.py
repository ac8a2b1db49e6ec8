"""The periods a notice writes, and which of them is its own."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kbgen.drafting.notices.dates import Point, points

_LINK = re.compile(r"\s*(?:[~∼〜～–—-]|부터|에서|to|until|till?|through|thru|and)\s*", re.I)
_SINCE = re.compile(r"\s*(?:부터|이후|~\s*$|onwards?)")
_UNTIL = re.compile(r"^\s*(?:까지|이내|전까지)")
_UNTIL_EN = re.compile(r"(?:until|till|through|by|before|ends?(?: on)?|deadline:?)\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Span:
    """A period as written in `text[start:end]`: from `first` to `last`; one of them may be open."""

    start: int
    end: int
    first: Point | None
    last: Point | None


@dataclass(frozen=True, slots=True)
class Period:
    """The notice's period: when it starts and ends, and where it is written (`index` of the text given;
    `ended` of the one that tells the end, where that is another)."""

    starts_at: datetime | None
    ends_at: datetime | None
    index: int
    span: Span
    ended: int = -1


def spans(text: str) -> Iterator[Span]:
    """Yield the periods written in `text`: `A ~ B`, `A부터 B까지`, `from A to B`, `until B`, `A부터`, or one day."""
    found = _joined(text, list(points(text)))
    at = 0
    while at < len(found):
        point = found[at]
        following = found[at + 1] if at + 1 < len(found) else None
        if following and _LINK.fullmatch(text[point.end : following.start]) and not _backwards(point, following):
            yield Span(point.start, following.end, point, following)
            at += 2
            continue
        if not point.loose:
            yield _single(text, point)
        at += 1


def _backwards(first: Point, last: Point) -> bool:
    """A day alone cannot start what ends with a whole date of the other kind, as in `2일 ~ 3일` of a duration."""
    return first.day is not None and first.month is None and last.month is None


def _joined(text: str, found: list[Point]) -> list[Point]:
    """Put a time and the date after it together, as in `9:00 AM PT on June 3`."""
    joined: list[Point] = []
    for point in found:
        held = joined[-1] if joined else None
        if (
            held is not None
            and held.day is None
            and point.clock is None
            and point.month is not None
            and re.fullmatch(r",?\s*(?:on\s+)?", text[held.end : point.start], re.I)
        ):
            zone = held.zone or point.zone
            joined[-1] = Point(
                held.start, point.end, point.year, point.month, point.day, point.weekday, held.clock, zone
            )
        else:
            joined.append(point)
    return joined


def _single(text: str, point: Point) -> Span:
    if _UNTIL.match(text[point.end :]) or _UNTIL_EN.search(text[: point.start]):
        return Span(point.start, point.end, None, point)
    if (
        _SINCE.match(text[point.end :])
        or _EFFECT.search(text[: point.start])
        or re.search(
            r"(?:from|since|starting|(?:starts|chang\w+|increas\w+|effective|begin\w*|launch\w*)(?: on)?)\s*$",
            text[: point.start],
            re.I,
        )
    ):
        return Span(point.start, point.end, point, None)
    return Span(point.start, point.end, point, point)


_LABEL = re.compile(
    (
        r"(?<!유효)(?<!사용)(?<!신청)(?<!발표)\s?(?:기간|일시|일정)|\bperiod\b|\bwhen\b|\bdates?\b"
        r"|\bduration\b|\bwindow\b|시각|장애 시간|valid|runs? "
    ),
    re.I,
)
_ASIDE = re.compile(
    r"발표|당첨|지급|유효|쿠폰은|사용|까지 (?:쓸|사용|받)|배송|접수|확정|입력|환불|취소|게시"
    r"|작성|수정|산정|발급|도착|출고|복구|정상|적립금|주문분"
    r"|announce|credited|refund|expir|redeem|posted|published|updated|deliver|winner|issued"
    r"|by then|no later",
    re.I,
)
_EVENT = re.compile(
    (
        r"장애|지연|중단|점검|발생|오류|행사|이벤트|세일|진행|열려|outage|incident|maintenance"
        r"|downtime|sale|offer|promotion|disruption|between"
    ),
    re.I,
)


_EFFECT = re.compile(
    r"(?:시행|적용|변경|개정|발효|전환)\s?(?:일자|일시|시점|시기|일)?\s*[:：은는]?\s*$|\beffective(?: date)?:?\s*$",
    re.I,
)
_CHANGE = re.compile(
    r"조정|변경|개편|개정|인상|인하|바뀌|바뀝|달라|적용|시행|도입|종료|중단|전환|이전합|이전하"
    r"|\bchang|\bincreas|\btake(?:s)? effect|\bappl(?:y|ies)|\bwill (?:be|no longer|move)",
    re.I,
)
_END_LABEL = re.compile(
    r"^(?:서비스|장애|점검|행사|이벤트|접수|신청|작업)?\s?(?:복구|종료|정상화|해소|해결|마감|완료|재개)"
    r"\s?(?:시각|시간|일시|일자|일|시점)?$|^(?:resolved|restored|end(?:s|ed)?|fixed|closes?)(?: (?:at|on|time|date))?$",
    re.I,
)
_HOURS = re.compile(
    r"평일|주말|공휴일|[월화수목금토일]요일|(?:운영|진료|영업|상담|이용|면회|개관|업무) ?시간|weekdays?|weekends?|hours",
    re.I,
)
"""Times of day under such words are opening hours."""

_ENDED = re.compile(
    r"^[^.\d]{0,16}(?:복구|정상화|해소|해결|종료|재개)(?:되었|됐|하였|했|를 완료|을 완료|가 완료|이 완료| 완료)", re.I
)
_ENDED_EN = re.compile(r"\b(?:restored|resolved|recovered|fixed|ended)(?: [a-z]+){0,3} (?:at|by|on)\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Written:
    """A text of the notice that may tell the period: where it stands counts (`label`, `weight`)."""

    text: str
    label: str = ""
    weight: float = 0.0


def main_period(written: Sequence[Written], others: Iterable[str], zone: ZoneInfo, today: date) -> Period | None:
    """Return the period of the notice itself, out of all that are written in it; None when there is none.

    `written` are the texts that may tell it, in order; `others` (titles, metadata) only help to find the year.
    A missing time is the start or the end of the day; a missing year is the one that fits the weekday, or is written
    elsewhere, or is nearest to `today`.
    """
    years = Counter(
        y for text in (*[w.text for w in written], *others) for y in map(int, re.findall(r"(?<!\d)20\d\d(?!\d)", text))
    )
    best: tuple[float, int, Span] | None = None
    for index, item in enumerate(written):
        for span in spans(item.text):
            score = _score(item, span, index)
            if best is None or score > best[0]:
                best = (score, index, span)
    if best is None:
        return None
    _, index, span = best
    base = _date_near([w.text for w in written], index, others)
    starts, ends = _resolve(span, base, years, zone, today)
    if starts is None and ends is None:
        return None
    if starts is not None and (span.last is None or span.last is span.first):
        for at, last in _ends_apart(written, index):
            _, later = _resolve(Span(span.start, span.end, span.first, last), base, years, zone, today)
            if later is not None and later > starts:
                return Period(starts, later, index, span, at)
    return Period(starts, ends, index, span)


def _ends_apart(written: Sequence[Written], index: int) -> Iterator[tuple[int, Point]]:
    """Yield the ends that are told apart from the start, by a label of their own or in a sentence, nearest first."""
    for at in sorted(range(len(written)), key=lambda at: (abs(at - index), at)):
        item = written[at]
        for span in spans(item.text):
            point = span.last or span.first
            if point is None:
                continue
            labelled = at != index and _END_LABEL.search(item.label)
            clocked = point.clock is not None and (
                _ENDED.search(item.text[point.end :]) or _ENDED_EN.search(item.text[: point.start])
            )
            if labelled or clocked:
                yield at, point


def _score(item: Written, span: Span, index: int) -> float:
    full = span.first is not None and span.last is not None and span.first is not span.last
    dated = any(p is not None and p.day is not None for p in (span.first, span.last))
    around = item.text[max(0, span.start - 20) : span.end + 25]
    score = item.weight + 3 * full + 1.5 * dated - 0.02 * index
    score += 5 * bool(_LABEL.search(item.label) and not _ASIDE.search(item.label))
    score += 1.5 * bool(_EVENT.search(item.text)) + 1.5 * bool(_LABEL.search(item.text[: span.start]))
    score -= 6 * bool(not dated and _HOURS.search(f"{item.label} {item.text[: span.start]}"))
    score -= 4 * bool(_END_LABEL.search(item.label))
    score += 4 * bool(span.first is not None and span.last is None and _CHANGE.search(item.text[span.end :]))
    score -= 4 * bool(_ASIDE.search(around) or _ASIDE.search(item.label))
    return score - 2 * (span.first is None or span.last is None) - 3 * (not dated and not full)


def _date_near(texts: Sequence[str], index: int, others: Iterable[str]) -> Point | None:
    """The date that a period of times alone belongs to: written before it in its text, else in the title or nearby."""
    for text in (texts[index], *others, *reversed(texts[:index]), *texts[index + 1 :]):
        for point in points(text):
            if point.day is not None and point.month is not None and not point.loose:
                return point
    return None


def _resolve(
    span: Span, base: Point | None, years: Counter[int], zone: ZoneInfo, today: date
) -> tuple[datetime | None, datetime | None]:
    first, last = span.first, span.last
    start_day = end_day = None
    if first is not None:
        written = first if first.day is not None else base
        guide = last.year if last is not None and first.year is None else None
        start_day = _day(written, last.month if last is not None else None, guide, years, today) if written else None
        if start_day and last is not None and last.year and not first.year and (last.month or 12) < start_day.month:
            start_day = start_day.replace(year=start_day.year - 1)
    if last is not None:
        written = last if last.day is not None else None
        if written is None:
            end_day = start_day or (_day(base, None, None, years, today) if base else None)
        else:
            end_day = _day(
                written, start_day.month if start_day else None, start_day.year if start_day else None, years, today
            )
            if end_day and start_day and end_day < start_day and written.year is None:
                end_day = _later(end_day, written, start_day)
    starts = _moment(start_day, first, time(0), last, zone)
    ends = _moment(end_day, last if last is not first else None, time(23, 59, 59), first, zone)
    if last is first and first is not None and first.clock is not None:
        ends = None
    if starts and ends and ends < starts and last is not None and last.day is None:
        ends = _after_noon_or_midnight(starts, ends, last)
    return starts, ends


def _after_noon_or_midnight(starts: datetime, ends: datetime, last: Point) -> datetime:
    """`오후 7시 40분부터 10시 15분까지` ends at night; `23:00 ~ 02:00` ends the next day."""
    evening = ends + timedelta(hours=12)
    return (
        evening
        if last.clock and last.clock.hour <= 12 and starts < evening and evening.date() == starts.date()
        else ends + timedelta(days=1)
    )


def _later(day: date, point: Point, start: date) -> date:
    if point.month is None:
        return (start.replace(day=1) + timedelta(days=32)).replace(day=min(day.day, 28))
    return day.replace(year=day.year + 1)


def _moment(
    day: date | None, point: Point | None, default: time, other: Point | None, zone: ZoneInfo
) -> datetime | None:
    if day is None:
        return None
    clock = point.clock if point is not None and point.clock is not None else default
    if clock == time(23, 59) and default != time(0):
        clock = time(23, 59, 59)
    own = (point.zone if point is not None else None) or (other.zone if other is not None else None) or zone
    return datetime.combine(day, clock, own)


def _day(point: Point, month: int | None, guide: int | None, years: Counter[int], today: date) -> date | None:
    month = point.month or month
    if month is None or point.day is None:
        return None
    if point.year:
        return _real(point.year, month, point.day)
    candidates = [guide] if guide else []
    candidates += [year for year, _ in years.most_common()]
    candidates += sorted(
        range(today.year - 6, today.year + 7),
        key=lambda y: abs((_real(y, month, point.day or 1) or date(y, 1, 1)) - today),
    )
    fitting = [d for y in candidates if (d := _real(y, month, point.day)) and point.weekday in (None, d.weekday())]
    anyhow = [d for y in candidates if (d := _real(y, month, point.day))]
    return next(iter(fitting or anyhow), None)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
