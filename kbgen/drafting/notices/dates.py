"""Dates and times as notices write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_MONTHS = {
    m: i for i, m in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAYNAME = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?" r"|sat(?:urday)?|sun(?:day)?)"
)
_WEEK = (
    rf"(?:\s*\(\s*(?P<w1>[월화수목금토일]|{_DAYNAME})(?:요일)?\s*\)"
    rf"|\s*(?P<w2>[월화수목금토일])요일|\s+(?P<w3>{_DAYNAME})\b\.?)?"
)
_ZONES = {
    "utc": 0,
    "gmt": 0,
    "kst": 9,
    "jst": 9,
    "pst": -8,
    "pdt": -7,
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "cet": 1,
    "cest": 2,
    "bst": 1,
    "ist": 5.5,
    "sgt": 8,
    "aest": 10,
    "aedt": 11,
}
_ZONE_NAMES = {"pt": "America/Los_Angeles", "et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver"}
_TIME = (
    r"(?:(?P<ap>오전|오후|밤|저녁|낮|새벽|아침|정오|자정|midnight|noon)(?:\s*(?=\d)"
    r"|(?!\s*\d)\b))?\s*"
    r"(?:(?P<h>\d{1,2})(?:\s*시(?!간)(?:\s*(?:(?P<mi>\d{1,2})\s*분|(?P<half>반)))?"
    r"|:(?P<mi2>\d{2})(?::\d{2})?)"
    r"|(?P<h2>\d{1,2})(?=\s*[ap]\.?m\b))?"
    r"(?:\s*(?P<ap2>[ap])\.?m\b\.?)?(?P<before>\s*(?:이)?전)?(?:경)?(?:\s*\(?(?P<zone>UTC|GMT"
    r"|KST|JST|P[SD]?T|E[SD]?T|C[SD]?T|M[SD]?T|CEST|CET|BST|IST|SGT|AE[SD]T)\b\)?)?"
)
_DATE = (
    rf"(?:(?:(?P<yk>\d{{4}}|'\d{{2}})\s*년\s*)?(?P<mk>\d{{1,2}})\s*월\s*(?P<dk>\d{{1,2}})\s*일"
    rf"|(?P<yn>\d{{4}})\s*[./-]\s*(?P<mn>\d{{1,2}})\s*[./-]\s*(?P<dn>\d{{1,2}})(?!\d)\.?"
    rf"|'?(?P<ys>\d{{2}})\s*[./]\s*(?P<ms>\d{{1,2}})\s*[./]\s*(?P<ds>\d{{1,2}})(?!\d)\.?"
    rf"|(?P<mx>\d{{1,2}})\s*(?P<sep>[./-])\s*(?P<dx>\d{{1,2}})(?!\d|\s*[%배점주])\.?"
    rf"|(?:{_DAYNAME},?\s+)?(?P<me>{_MONTH})\.?\s+(?P<de>\d{{1,2}})(?:st|nd|rd|th)?\b(?:(?:,\s*"
    rf"|\s+)(?P<ye>\d{{4}})\b)?"
    rf"|(?:{_DAYNAME},?\s+)?(?P<df>\d{{1,2}})(?:st|nd|rd"
    rf"|th)?\s+(?:of\s+)?(?P<mf>{_MONTH})\b\.?(?:,?\s*(?P<yf>\d{{4}})\b)?"
    rf"|(?P<day>\d{{1,2}})\s*일(?![\d간이])"
    rf"|(?P<daye>\d{{1,2}})(?:st|nd|rd|th)?(?=,?\s*(?P<ydaye>\d{{4}})\b|\s*(?:$"
    rf"|[.,;)]))(?:,?\s*\d{{4}}\b)?)"
)
_POINT = re.compile(rf"(?<![\d.,/:-]){_DATE}{_WEEK},?(?:\s*(?:at|에|의|\()?\s*{_TIME})?", re.I)
_CLOCK = re.compile(rf"(?<![\d.,/:-]){_TIME}", re.I)
_LONGEST = 3000


@dataclass(frozen=True, slots=True)
class Point:
    """A date or a time as written; parts that are not written are None."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    clock: time | None = None
    zone: tzinfo | None = None
    loose: bool = False


def points(text: str) -> Iterator[Point]:
    """Yield the dates (with their times) and lone times written in `text`, in order."""
    text = text[:_LONGEST]
    at = 0
    while at < len(text):
        found = _POINT.search(text, at)
        clock = _lone_clock(text, at, found.start() if found else len(text))
        if clock:
            yield clock
            at = clock.end
        elif found:
            point = _dated(found)
            if point:
                yield point
            at = point.end if point else found.start() + max(1, len(re.match(r"\d+|.", found.group(), re.S).group()))  # type: ignore[union-attr]
        else:
            return


def _lone_clock(text: str, at: int, stop: int) -> Point | None:
    for match in _CLOCK.finditer(text, at, len(text)):
        if match.start() >= stop:
            return None
        if match.group("h") or match.group("h2") or match.group("ap") in ("자정", "정오", "midnight", "noon"):
            clock = _clock(match)
            if clock is not None:
                return Point(match.start(), match.end(), clock=clock, zone=_zone(match.group("zone")))
    return None


def _dated(match: re.Match[str]) -> Point | None:
    get = match.group
    loose = False
    if get("mk"):
        year, month, day = get("yk"), get("mk"), get("dk")
    elif get("mn"):
        year, month, day = get("yn"), get("mn"), get("dn")
    elif get("ms"):
        year, month, day = get("ys"), get("ms"), get("ds")
    elif get("mx"):
        year, month, day, loose = None, get("mx"), get("dx"), True
    elif get("me"):
        year, month, day = get("ye"), str(_MONTHS[get("me")[:3].lower()]), get("de")
    elif get("mf"):
        year, month, day = get("yf"), str(_MONTHS[get("mf")[:3].lower()]), get("df")
    else:
        year, month, day, loose = get("ydaye"), None, get("day") or get("daye"), True
    number = int(year.strip("'")) if year else None
    if number is not None and number < 100:
        number += 2000
    clock = _clock(match)
    weekday = _weekday(get("w1") or get("w2") or get("w3"))
    try:
        date(number or 2024, int(month or 1), int(day))
    except ValueError:
        return None
    return Point(
        *match.span(),
        number,
        int(month) if month else None,
        int(day),
        weekday,
        clock,
        _zone(get("zone")),
        loose and weekday is None and clock is None,
    )


def _weekday(word: str | None) -> int | None:
    if not word:
        return None
    if word in "월화수목금토일":
        return "월화수목금토일".index(word)
    return ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].index(word[:3].lower())


def _clock(match: re.Match[str]) -> time | None:
    """The time that a match tells; 24:00, and twelve at night, are the last second of the day."""
    word = (match.group("ap") or "").lower()
    hour_text = match.group("h") or match.group("h2")
    if hour_text is None:
        return {"정오": time(12), "noon": time(12), "자정": time(23, 59, 59), "midnight": time(23, 59, 59)}.get(word)
    hour = int(hour_text)
    minute = 30 if match.group("half") else int(match.group("mi") or match.group("mi2") or 0)
    half = (match.group("ap2") or "").lower()
    if hour == 24 or (hour == 12 and word in ("밤", "자정")):
        return time(23, 59, 59)
    if (word in ("오후", "저녁", "밤", "낮") or half == "p") and hour < 12 and not (word == "밤" and hour < 5):
        hour += 0 if word == "낮" and hour > 5 else 12
    elif (word in ("오전", "새벽") or half == "a") and hour == 12:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _zone(name: str | None) -> tzinfo | None:
    if not name:
        return None
    low = name.lower()
    if low in _ZONE_NAMES:
        return ZoneInfo(_ZONE_NAMES[low])
    hours = _ZONES.get(low)
    return None if hours is None else UTC if hours == 0 else timezone(timedelta(hours=hours))
