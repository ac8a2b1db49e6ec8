"""A notice's page: its Markdown body, and the sentences of the notice behind each of the page's."""

from collections.abc import Callable, Sequence
from datetime import datetime

from kbgen.drafting.notices.statements import split_sentences
from kbgen.models import Answered, Notice

Evidence = tuple[tuple[str, tuple[str, ...]], ...]

_WORDS = {
    "ko": ("기간", "대상", "혜택", "참여 방법", "유의사항", "제외 대상", "문의"),
    "en": ("When", "Who", "What you get", "How", "Good to know", "What is excluded", "Contact"),
}
_WORDS_INCIDENT = {
    "ko": ("기간", "대상", "보상", "이렇게 해 주세요", "유의사항", "제외 대상", "문의"),
    "en": ("When", "Who", "Compensation", "What to do", "Good to know", "What is excluded", "Contact"),
}
_TOLD_THERE = {
    "ko": ("함께 많이 묻는 질문", "'{}'", "{}에 답이 있어요"),
    "en": ("Also asked", "“{}”", "see {}"),
}
_MOST_OWNERS = 4
_IN_A_PARAGRAPH = 4
_WEEKDAYS = {"ko": "월화수목금토일", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}


def notice_page(notice: Notice, escape: Callable[[str], str], language: str) -> tuple[str, Evidence]:
    """Return the Markdown body of a notice's page and, for each sentence on it, what it was taken from.

    Each statement stands under one question where that is enough; questions that others answer name those at the end,
    and lists hold only what no question tells. `escape` is applied to every piece of the notice's text; `language` is
    `ko` or `en`. Open questions are for the people who write the notice and never appear here.
    """
    tongue = "ko" if language == "ko" else "en"
    words = (_WORDS if notice.kind == "promo" else _WORDS_INCIDENT)[tongue]
    lines = [f"# {escape(notice.title)}", ""]
    evidence: list[tuple[str, tuple[str, ...]]] = []
    if when := _when(notice, tongue):
        lines += [f"**{words[0]}**: {when}", ""]
        if quotes := next((q.evidence for q in notice.questions), ()):
            evidence.append((when, quotes))
    kept, others = shared_out(notice.questions)
    told = "\n".join(text for q in kept for text in (*q.evidence, q.answer))
    for title, items, mark in (
        (words[1], notice.eligibility, "-"),
        (words[2], notice.benefits, "-"),
        (words[3], notice.steps, "1."),
        (words[4], tuple(c for c in notice.conditions if c not in notice.exclusions), "-"),
        (words[5], notice.exclusions, "-"),
        (words[6], notice.contact, "-"),
    ):
        if shown := items if mark == "1." and not all(i in told for i in items) else _untold(items, told):
            lines += [f"## {title}", "", *(f"{mark} {escape(item)}" for item in shown), ""]
            evidence += [(item, (item,)) for item in shown]
    for asked in kept:
        lines += [f"## {escape(asked.question)}", "", *_paragraphs(asked.answer, escape), ""]
        evidence += [
            (text, asked.evidence) for line in asked.answer.split("\n") for text in (line, *split_sentences(line))
        ]
    if others:
        heading, name, there = _TOLD_THERE[tongue]
        lines += [f"## {heading}", ""]
        for asked, owners in others:
            names = ", ".join(name.format(owner.question) for owner in owners)
            lines.append(f"- {escape(asked.question)} → {escape(there.format(names))}")
            evidence.append((asked.question, asked.evidence))
        lines.append("")
    return "\n".join(lines).rstrip() + "\n", tuple(evidence)


def shared_out(questions: Sequence[Answered]) -> tuple[list[Answered], list[tuple[Answered, tuple[Answered, ...]]]]:
    """Return the questions that stand on the page with their answers, and those that others answer, with these others.

    A question goes to the others, widest first, when a few of the questions that stay tell all its sentences.
    """
    kept = list(questions)
    gone: list[tuple[Answered, tuple[Answered, ...]]] = []
    for asked in sorted(questions, key=lambda q: (-len(q.evidence), -questions.index(q))):
        rest = [q for q in kept if q is not asked]
        owners = _owners(asked, rest)
        if 0 < len(owners) <= _MOST_OWNERS and not any(asked in held for _, held in gone):
            kept = rest
            gone.append((asked, owners))
    return kept, sorted(gone, key=lambda pair: questions.index(pair[0]))


def _owners(asked: Answered, rest: Sequence[Answered]) -> tuple[Answered, ...]:
    """Return the fewest questions, greedily, that together tell all sentences of another; none when they do not."""
    open_ = set(asked.evidence)
    owners: list[Answered] = []
    while open_:
        best = max(rest, key=lambda q: (len(open_.intersection(q.evidence)), -len(q.evidence)), default=None)
        if best is None or not open_.intersection(best.evidence):
            return ()
        owners.append(best)
        open_ -= set(best.evidence)
    return tuple(owners)


def _untold(items: Sequence[str], told: str) -> tuple[str, ...]:
    return tuple(item for item in items if not all(part in told for part in split_sentences(item)))


def _paragraphs(answer: str, escape: Callable[[str], str]) -> list[str]:
    first, *rows = answer.split("\n")
    told = split_sentences(first)
    if not rows and len(told) > _IN_A_PARAGRAPH:
        first, *rows = told
    if not rows:
        return [escape(first)]
    return [f"- {escape(line)}" for line in (first, *rows)]


def said_of(notice: Notice) -> tuple[str, ...]:
    """Return the notice's period as pages of either language say it."""
    return tuple(filter(None, (_when(notice, "ko"), _when(notice, "en"))))


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
