"""What a lead wants to know: demand, gaps, pages that do not help, what an article removed, what to fix."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kbgen.language.fold import letters, squeeze
from kbgen.models import Conversation, Gap, Page, Search, Signal, Topic, Vote

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Unhelpful:
    """A page's votes, and the reasons readers gave for not being helped."""

    page: str
    up: int
    down: int
    reasons: dict[str, int]


@dataclass(frozen=True, slots=True)
class Removed:
    """Inquiries about a topic before and after its page was published, a week each.

    `control` is what all other topics did over the same time (after ÷ before); `effect` is the share of inquiries that
    went away beyond that (0.4: 40 % fewer), with a 95 % interval from the Poisson error of the counts.
    """

    page: str
    topic: str
    before: float
    after: float
    control: float
    effect: float
    low: float
    high: float


def weekly(topic: Topic, conversations: Mapping[str, Conversation]) -> list[tuple[str, int]]:
    """Return the conversations of a topic by ISO week (`2026-W31`), weeks without any left out."""
    weeks: Counter[str] = Counter()
    for name in topic.conversations:
        at = conversations[name].opened_at
        if at is not None:
            year, week, _ = at.isocalendar()
            weeks[f"{year}-W{week:02}"] += 1
    return sorted(weeks.items())


def zero_results(signals: Iterable[Signal]) -> list[tuple[str, int]]:
    """Return the searches that found nothing, with how often, most first; spelling differs only by letters."""
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for signal in signals:
        if isinstance(signal, Search) and signal.results == 0 and letters(signal.query):
            counts[letters(signal.query)] += 1
            shown.setdefault(letters(signal.query), squeeze(signal.query))
    return [(shown[key], count) for key, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def gaps(
    searches: Sequence[tuple[str, int]], topics: Sequence[str | None], answers: Sequence[str | None]
) -> tuple[Gap, ...]:
    """Return the gaps: unanswered ones first, each with the nearest topic and the page that answers it by now."""
    found = [
        Gap(query, count, topic, page) for (query, count), topic, page in zip(searches, topics, answers, strict=True)
    ]
    return tuple(sorted(found, key=lambda gap: (gap.answered_by is not None, -gap.count, gap.query)))


def votes_by_page(signals: Iterable[Signal]) -> dict[str, Unhelpful]:
    """Return the votes of each page."""
    up: Counter[str] = Counter()
    down: Counter[str] = Counter()
    reasons: dict[str, Counter[str]] = defaultdict(Counter)
    for signal in signals:
        if isinstance(signal, Vote):
            (up if signal.value == "up" else down)[signal.page] += 1
            if signal.value == "down" and signal.reason:
                reasons[signal.page][signal.reason] += 1
    return {page: Unhelpful(page, up[page], down[page], dict(reasons[page])) for page in sorted({*up, *down})}


def unhelpful(votes: Mapping[str, Unhelpful]) -> tuple[Unhelpful, ...]:
    """Return the pages with "not helpful" votes, those that fail most readers first."""
    found = [v for v in votes.values() if v.down]
    return tuple(sorted(found, key=lambda v: (-v.down / (v.up + v.down + 2), -v.down, v.page)))


def removed(
    pages: Mapping[str, tuple[Page, datetime]],
    topics: Sequence[Topic],
    conversations: Mapping[str, Conversation],
) -> tuple[Removed, ...]:
    """Return what each published page removed, given when it was published.

    Pages with less than a week of log before or after their publication are left out: there is nothing to compare.
    """
    opened = {name: c.opened_at for name, c in conversations.items() if c.opened_at is not None}
    if not opened:
        return ()
    first, last = min(opened.values()), max(opened.values())
    mined = {topic.id: topic for topic in topics}
    found = []
    for page, since in pages.values():
        topic = mined.get(page.topic or "")
        if topic is None or since - first < _WEEK or last - since < _WEEK:
            continue
        own = {c for c in topic.conversations if c in opened}
        found.append(_effect(page.path, topic.id, own, opened, since, (since - first) / _WEEK, (last - since) / _WEEK))
    return tuple(sorted(found, key=lambda r: (-r.effect, r.page)))


def _effect(
    page: str,
    topic: str,
    own: set[str],
    opened: Mapping[str, datetime],
    since: datetime,
    weeks_before: float,
    weeks_after: float,
) -> Removed:
    before = sum(opened[c] < since for c in own)
    after = len(own) - before
    others_before = sum(at < since for c, at in opened.items() if c not in own)
    others_after = len(opened) - len(own) - others_before
    control = (others_after / weeks_after) / (others_before / weeks_before) if others_before and others_after else 1.0
    # Half a case is added to each count, so that a ratio with no case after has an interval too.
    ratio = ((after + 0.5) / weeks_after) / ((before + 0.5) / weeks_before) / control
    error = 1.96 * math.sqrt(sum(1 / (n + 0.5) for n in (before, after, others_before, others_after)))
    return Removed(
        page, topic, round(before / weeks_before, 2), round(after / weeks_after, 2), round(control, 3),
        round(1 - ratio, 3), round(1 - ratio * math.exp(error), 3), round(1 - ratio * math.exp(-error), 3),
    )  # fmt: skip
