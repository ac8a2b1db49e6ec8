"""Times as people and programs write them: ISO 8601, Korean, slashes, month names, epochs, Excel serial numbers."""

import math
import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import Literal

Order = Literal["ymd", "mdy", "dmy"]
"""The order of day, month and year in a date of which the order is not plain, as `06/10/26`."""

_EXCEL_EPOCH = datetime(1899, 12, 30)
_EXCEL_DAYS = range(20_000, 80_000)
"""Serial numbers that are read as Excel days: 1954 to 2119. Epoch seconds that small would lie in 1970."""
_YEARS = range(10, 50)
"""Years of two digits that a log is likely to be from."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR_FIRST = re.compile(r"(\d{4}|'\d{2}|\d{2}(?=\s*[.년]))\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?(?!\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_MONTH_DAY = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s-]+([A-Za-z]{3,9})\.?,?[\s-]+(\d{4})")
_NO_YEAR = re.compile(
    r"(?:\d{1,2}\s*(?:월|[-./])\s*\d{1,2}\s*[.일]?|[A-Za-z]{3,9}\.?\s+\d{1,2}|\d{1,2}\s+[A-Za-z]{3,9}\.?)(?![\d.:/-])"
)
_MIDNIGHT = re.compile(r"[ T](?:00:00(?::00)?|오전 12:00(?::00)?|12:00(?::00)? AM)$")
_COMPACT = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?:([01]\d|2[0-3])([0-5]\d)([0-5]\d)?)?")
_WEEKDAY = re.compile(
    r"^(?:[A-Za-z]{3,9},\s+(?=\d|[A-Za-z]{3}))|\(?[월화수목금토일]요일\)?|\([월화수목금토일]\)|\([A-Za-z]{3,9}\)"
)
_CLOCK = re.compile(
    r"^[\s,T]{0,9}(?:at\s{1,9})?(?P<before>오전|오후|[AaPp]\.?[Mm]\.?)?\s{0,9}"
    r"(?P<hour>\d{1,2})\s{0,3}[:시]\s{0,3}(?:(?P<minute>\d{1,2})\s{0,3}[:분]?\s{0,3}(?:(?P<second>\d{1,2})(?:[.,](?P<part>\d{1,12}))?\s{0,3}초?)?)?"
    r"\s{0,3}(?P<after>오전|오후|[AaPp]\.?[Mm]\.?)?\s{0,3}(?P<zone>[A-Z]{1,5}|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?)?(?:\s{0,3}\([^)]{0,40}\))?$"
)
_ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "KST": 9, "JST": 9, "BST": 1, "CET": 1, "CEST": 2,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip


def moment(value: object, zone: tzinfo, order: Order | None = None) -> datetime | None:
    """Return the time that a cell or a JSON value tells, or None for an empty one and for one that names no year or day.

    Numbers are Excel days or seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their size.
    What names no zone is in `zone`. `order` is how a table writes dates like `6/10/2026`; without it, the month is
    taken to stand first, and the year where only that is likely (`26/09/01`).

    Raises:
        ValueError: it cannot be read as a time.
    """
    if isinstance(value, str):
        return _text(value.strip(), zone, order)
    if value is None or isinstance(value, time | timedelta):
        return None
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=zone)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=zone)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(float(value), zone)
    raise ValueError("not a time")


def moment_or_none(value: object, zone: tzinfo, order: Order | None = None) -> datetime | None:
    """Return what `moment` does, or None where the time is not worth losing a record over."""
    try:
        return moment(value, zone, order)
    except (ValueError, OverflowError):
        return None


def joined(day: object, clock: object) -> object:
    """Return what `moment` reads from a date and a time of day that stand in two columns."""
    if day in (None, "") or clock in (None, ""):
        return clock if day in (None, "") else day
    if isinstance(day, int | float) and int(day) in _EXCEL_DAYS:
        day = _EXCEL_EPOCH + timedelta(days=int(day))
    if isinstance(day, datetime):
        day = day.date()
    if isinstance(clock, datetime):
        clock = clock.time()
    elif isinstance(clock, timedelta | float):
        part = clock if isinstance(clock, timedelta) else timedelta(seconds=round(clock % 1 * 86_400))
        clock = (_EXCEL_EPOCH + part).time()
    if isinstance(day, date) and isinstance(clock, time):
        return datetime.combine(day, clock)
    return f"{_MIDNIGHT.sub('', day) if isinstance(day, str) else day} {clock}"


def is_clock(value: object) -> bool:
    """Tell whether a value is a time of day alone."""
    return isinstance(value, time | timedelta) or (isinstance(value, str) and _CLOCK.match(value.strip()) is not None)


def order_of(values: Iterable[object]) -> Order | None:
    """Return the order of day, month and year that a table's dates show, or None when they leave it open.

    Of the orders in which all dates exist, that one is taken in which the years are likely and vary least, and the
    days vary most.
    """
    dates = [found for value in values if isinstance(value, str) and (found := _YEAR_LAST.match(value.strip()))]
    long = any(len(found[4]) == 4 for found in dates)
    numbers = [(int(found[1]), int(found[3]), int(found[4]) % 100) for found in dates]
    best: tuple[tuple[int, int, int], Order] | None = None
    first: Order = "ymd" if any(number[0] > 12 for number in numbers) else "mdy"
    for order in sorted(_PARTS, key=lambda order: order != first):
        parts = [_parts(number, order) for number in numbers if not (long and order == "ymd")]
        if not parts or not all(1 <= month <= 12 and 1 <= day <= 31 for _, month, day in parts):
            continue
        years = {year for year, _, _ in parts}
        unlikely = 0 if long else sum(year not in _YEARS for year in years)
        rank = (unlikely, len(years), -len({day for _, _, day in parts}))
        if best is None or rank < best[0]:
            best = rank, order
    return best and best[1]


_PARTS: dict[Order, tuple[int, int, int]] = {"ymd": (0, 1, 2), "mdy": (2, 0, 1), "dmy": (2, 1, 0)}


def _parts(numbers: tuple[int, int, int], order: Order) -> tuple[int, int, int]:
    """Return (year, month, day) of three numbers."""
    year, month, day = _PARTS[order]
    return numbers[year], numbers[month], numbers[day]


def _number(value: float, zone: tzinfo) -> datetime | None:
    if 0 < value < 1:
        return None  # a time of day, as Excel stores it
    if not math.isfinite(value) or value <= 0:
        raise ValueError("not a time")
    if int(value) in _EXCEL_DAYS:
        return (_EXCEL_EPOCH + timedelta(seconds=round(value * 86_400))).replace(tzinfo=zone)
    for limit, scale in ((1e11, 1.0), (1e14, 1e3), (1e17, 1e6), (1e20, 1e9)):
        if value < limit:
            return datetime.fromtimestamp(value / scale, zone)
    raise ValueError("not a time")


def _text(text: str, zone: tzinfo, order: Order | None) -> datetime | None:
    if not text:
        return None
    if text[4:5] != "-":  # the usual form needs no further look
        if compact := _COMPACT.fullmatch(text):
            return datetime(*(int(part or 0) for part in compact.groups()), tzinfo=zone)  # type: ignore[misc,arg-type]
        if re.fullmatch(r"\d+(?:\.\d+)?", text) and text.isascii():
            return _number(float(text), zone)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return _written(text, zone, order)
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _written(text: str, zone: tzinfo, order: Order | None) -> datetime | None:
    text = _WEEKDAY.sub(" ", text).strip()
    found = _day(text, order)
    if found is None:
        bare = _NO_YEAR.match(text)
        rest = text[bare.end() :].strip(" ,T") if bare else text
        if (bare and not rest) or _CLOCK.match(rest):
            return None
        raise ValueError("not a time")
    day, rest = found
    if not rest.strip(" ,T"):
        return datetime(day.year, day.month, day.day, tzinfo=zone)
    clock = _CLOCK.match(rest)
    if clock is None:
        raise ValueError("not a time")
    at = datetime(
        day.year, day.month, day.day, _hour(int(clock["hour"]), clock["before"] or clock["after"]),
        int(clock["minute"] or 0), int(clock["second"] or 0), int((clock["part"] or "0")[:6].ljust(6, "0")),
    )  # fmt: skip
    return at.replace(tzinfo=_offset(clock["zone"]) if clock["zone"] else zone)


def _day(text: str, order: Order | None) -> tuple[date, str] | None:
    if found := _YEAR_FIRST.match(text):
        return date(_year(found[1]), int(found[2]), int(found[3])), text[found.end() :]
    if found := _YEAR_LAST.match(text):
        numbers = int(found[1]), int(found[3]), int(found[4])
        if order is None or (order == "ymd" and len(found[4]) == 4) or not 1 <= _parts(numbers, order)[1] <= 12:
            order = order_of([text])
        if order is None:
            raise ValueError("not a time")
        year, month, day = _parts(numbers, order)
        return date(year + 2000 if year < 100 else year, month, day), text[found.end() :]
    if found := _MONTH_DAY.match(text):
        return date(int(found[3]), _month(found[1]), int(found[2])), text[found.end() :]
    if found := _DAY_MONTH.match(text):
        return date(int(found[3]), _month(found[2]), int(found[1])), text[found.end() :]
    return None


def _year(text: str) -> int:
    year = int(text.lstrip("'"))
    return year + 2000 if year < 100 else year


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _hour(hour: int, half: str | None) -> int:
    if half is None or hour > 12:
        return hour
    return hour % 12 + (12 if half == "오후" or half[0] in "Pp" else 0)


def _offset(name: str) -> timezone:
    if name in _ZONES:
        return timezone(timedelta(hours=_ZONES[name]))
    found = re.fullmatch(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?", name)
    if found is None:
        raise ValueError("not a time zone")
    offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(-offset if found[1] == "-" else offset)
