"""A notice's page: its Markdown body, and the sentences of the notice behind each of the page's."""

from collections.abc import Callable
from datetime import datetime

from kbgen.models import Notice

Evidence = tuple[tuple[str, tuple[str, ...]], ...]

_WORDS = {
    "ko": ("기간", "대상", "혜택", "참여 방법", "유의사항", "부터", "까지"),
    "en": ("When", "Who", "What you get", "How", "Good to know", "from", "until"),
}
_WORDS_INCIDENT = {
    "ko": ("기간", "대상", "보상", "이렇게 해 주세요", "유의사항", "부터", "까지"),
    "en": ("When", "Who", "Compensation", "What to do", "Good to know", "from", "until"),
}
_WEEKDAYS = {"ko": "월화수목금토일", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}


def notice_page(notice: Notice, escape: Callable[[str], str], language: str) -> tuple[str, Evidence]:
    """Return the Markdown body of a notice's page and, for each sentence on it, what it was taken from.

    `escape` is applied to every piece of the notice's text; `language` is `ko` or `en`. Open questions are for the
    people who write the notice and never appear here.
    """
    tongue = "ko" if language == "ko" else "en"
    words = (_WORDS if notice.kind == "promo" else _WORDS_INCIDENT)[tongue]
    lines = [f"# {escape(notice.title)}", ""]
    evidence: list[tuple[str, tuple[str, ...]]] = []
    if when := _when(notice, tongue):
        lines += [f"**{words[0]}**: {when}", ""]
        if quotes := next((q.evidence for q in notice.questions), ()):
            evidence.append((when, quotes))
    for name, items, mark in (
        (words[1], notice.eligibility, "-"),
        (words[2], notice.benefits, "-"),
        (words[3], notice.steps, "1."),
        (words[4], notice.conditions, "-"),
    ):
        if items:
            lines += [f"## {name}", "", *(f"{mark} {escape(item)}" for item in items), ""]
            evidence += [(item, (item,)) for item in items]
    for asked in notice.questions:
        lines += [f"## {escape(asked.question)}", "", *_paragraphs(asked.answer, escape), ""]
        evidence += [(line, asked.evidence) for line in asked.answer.split("\n")]
    return "\n".join(lines).rstrip() + "\n", tuple(evidence)


def _paragraphs(answer: str, escape: Callable[[str], str]) -> list[str]:
    first, *rows = answer.split("\n")
    if not rows:
        return [escape(first)]
    return [f"- {escape(line)}" for line in (first, *rows)]


def _when(notice: Notice, tongue: str) -> str:
    starts, ends = notice.starts_at, notice.ends_at
    if starts and ends:
        return f"{_moment(starts, tongue)} ~ {_moment(ends, tongue)}"
    if starts:
        return f"{_moment(starts, tongue)} {'부터' if tongue == 'ko' else 'onwards'}"
    if ends:
        return f"{_moment(ends, tongue)}{'까지' if tongue == 'ko' else ' at the latest'}"
    return ""


def _moment(at: datetime, tongue: str) -> str:
    day = _WEEKDAYS[tongue][at.weekday()]
    if tongue == "ko":
        return f"{at.year}년 {at.month}월 {at.day}일({day}) {at:%H:%M}"
    zone = f" {at.tzname()}" if at.tzname() else ""
    return f"{day}, {at:%B} {at.day}, {at.year}, {at:%H:%M}{zone}"
