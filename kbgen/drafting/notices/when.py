"""A notice's own period, and the question of when, answered with all that bounds it."""

import re
from collections.abc import Sequence
from datetime import date
from types import ModuleType
from zoneinfo import ZoneInfo

from kbgen.drafting.notices.answers import locked, quotes, tell
from kbgen.drafting.notices.periods import Period, Written, main_period
from kbgen.drafting.notices.statements import Statement, is_date
from kbgen.models import Answered, NoticeKind
from kbgen.readers.notice_blocks import NoticeText

_PERIOD_META = re.compile(r"^(?:period|기간|dates?|when|일시|start(?:date|s|s_at)?|end(?:date|s|s_at)?)$", re.I)
_WEEKDAYS = "월화수목금토일"
_MOST_BOUNDS = 3
_BARE = 20
"""Letters beside its dates that a statement may have and still tell nothing but them."""


def period_of(text: NoticeText, said: Sequence[Statement], zone: ZoneInfo, today: date) -> Period | None:
    """Return the notice's own period; its `index` and `ended` count the statements, then metadata, headings, title."""
    written = []
    for position, s in enumerate(said):
        alone = len(re.sub(r"[\d\W월일년시분오전후밤까지부터]", "", s.text)) <= 8
        weight = (
            2.0 * (position < 4)
            + 2.0 * (s.kind == "alt")
            + (-2.0 if is_date(s.text) and s.role != "period" else 2.0 * alone)
            + 5.0 * (s.role == "period")
            - 4.0 * bool(s.cells)
        )
        written.append(Written(s.text, s.label, weight - 1.0 * (s.role == "caution")))
    written += [Written(value, key, 0.5) for key, value in _meta_periods(text)]
    heads = [Written(b.text, "", 3.0) for b in text.blocks if b.kind == "heading"]
    others = [text.title, *(value for _, value in text.meta), *(b.text for b in text.blocks)]
    return main_period([*written, *heads, Written(text.title, "", 2.0)], others, zone, today)


def _meta_periods(text: NoticeText) -> list[tuple[str, str]]:
    pairs = {key.lower().replace("_", ""): value for key, value in text.meta if _PERIOD_META.match(key)}
    starts = next((pairs[k] for k in ("startdate", "start", "starts", "startsat") if k in pairs), "")
    ends = next((pairs[k] for k in ("enddate", "end", "ends", "endsat") if k in pairs), "")
    made = [("period", value) for key, value in pairs.items() if not key.startswith(("start", "end"))]
    if starts and ends:
        made.append(("period", f"{starts.replace('T', ' ')[:16]} ~ {ends.replace('T', ' ')[:16]}"))
    return made


def period_question(
    kind: NoticeKind, said: Sequence[Statement], period: Period | None, words: ModuleType, *, korean: bool
) -> list[Answered]:
    """Return the question of when with its answer: start, end, and what ends it early or asks for more by a later day."""
    if period is None or period.index >= len(said):
        return []
    statement = said[period.index]
    question = words.PERIOD[_tense(kind, statement, period, words)]
    others = _bounds(said, statement, period, words)
    evidence = quotes([statement, *others])
    plain = _spoken(period) if korean and kind == "promo" else ""
    named = re.search(r"\d\s*월", statement.text) is not None
    told = " ".join([tell(statement, korean=korean), *(tell(s, korean=korean) for s in others)])
    if plain and not named and locked(plain, evidence):
        told = f"{plain} {told}" if others or len(statement.text) > 80 else plain
    return [Answered(question, told, evidence)] if locked(told, evidence) else []


def _tense(kind: NoticeKind, statement: Statement, period: Period, words: ModuleType) -> str:
    if kind == "promo":
        return kind
    if re.search(words.PAST, statement.text):
        return "past"
    return "since" if period.ends_at is None and re.search(words.CHANGE, statement.text, re.I) else kind


def _bounds(said: Sequence[Statement], statement: Statement, period: Period, words: ModuleType) -> list[Statement]:
    stamps = [s for s in said if s.role == "period" or s.index == period.ended]
    limits = [s for s in said if s not in stamps and not s.cells and re.search(words.BOUND, s.text)]
    return [s for s in (*stamps, *limits[:_MOST_BOUNDS]) if s is not statement]


def only_period(said: Sequence[Statement], period: Period | None) -> tuple[Statement, ...]:
    """Return the statements that tell the period and its end, those of them that tell nothing else."""
    if period is None or period.index >= len(said):
        return ()
    found = []
    statement = said[period.index]
    around = statement.text[: period.span.start].removeprefix(statement.label) + statement.text[period.span.end :]
    if sum(c.isalnum() for c in around) <= _BARE or statement.kind == "alt":
        found.append(statement)
    if 0 <= period.ended < len(said):
        end = said[period.ended]
        if end.label and len(re.sub(r"[\d\W월일년시분오전후]", "", end.value)) <= _BARE // 4:
            found.append(end)
    return tuple(found)


def _spoken(period: Period) -> str:
    """The period as it is said in Korean, with the times that are written."""
    span = period.span
    parts = []
    for moment, point, tail in ((period.starts_at, span.first, "부터"), (period.ends_at, span.last, "까지")):
        if moment is not None and point is not None:
            clock = f" {moment:%H:%M}" if point.clock is not None else ""
            parts.append(f"{moment.month}월 {moment.day}일({_WEEKDAYS[moment.weekday()]}){clock}{tail}")
    return f"{' '.join(parts)}입니다." if parts else ""
