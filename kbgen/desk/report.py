"""What a lead wants to know: demand, spikes, gaps, costly single cases, pages that do not help, what an article removed."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from kbgen.config import MiningConfig
from kbgen.language.fold import letters, squeeze
from kbgen.mining.costs import Log, is_low, is_unanswered, usual, waited, week_of
from kbgen.mining.ranking import effort
from kbgen.models import Conversation, Cost, Gap, Page, Question, Redacted, Search, Signal, Source, Topic, Vote

_WEEK = timedelta(days=7)
_SAMPLE = 20_000


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


@dataclass(frozen=True, slots=True)
class Spike:
    """A week in which a topic was asked improbably often, and the median of all other weeks."""

    week: str
    count: int
    usual: float


@dataclass(frozen=True, slots=True)
class Case:
    """A conversation that is in no topic, ended badly and cost much.

    `turns` counts the customer's messages, `wait` is the longest wait for an answer in minutes (to the end of the
    conversation, where none came). `reasons` are of `unresolved`, `unanswered`, `low_csat`, `many_turns`, `long_wait`.
    """

    conversation: str
    source: Source
    question: Redacted
    turns: int
    wait: float | None
    csat: float | None
    resolved: bool | None
    reasons: tuple[str, ...]


def weekly(topic: Topic, conversations: Mapping[str, Conversation], zone: tzinfo) -> list[tuple[str, int]]:
    """Return the conversations of a topic by ISO week (`2026-W31`) in a zone, weeks without any left out."""
    weeks = Counter(week_of(conversations[name].opened_at, zone) for name in topic.conversations)
    return sorted((week, count) for week, count in weeks.items() if week is not None)


def spikes(topic: Topic, weeks: Sequence[tuple[str, int]], log: Log) -> tuple[Spike, ...]:
    """Return the topic's spikes with their counts, given its `weekly`; a week that has none any more is left out."""
    return tuple(
        Spike(week, count, usual((n for other, n in weeks if other != week), len(log.weeks) - 1))
        for week, count in weeks
        if week in topic.cost.spikes
    )


def cases(
    topics: Iterable[Topic],
    left: Iterable[Question],
    conversations: Mapping[str, Conversation],
    log: Log,
    weights: MiningConfig,
) -> tuple[Case, ...]:
    """Return the conversations in no topic that are unsolved and costly, costliest first.

    Unsolved: not resolved, never answered, or rated low. Costly: customer turns or wait in the log's top tenth, or
    unsolved in two ways at once. They are ordered by `effort`, then by turns and wait.
    """
    asked: dict[str, list[Question]] = defaultdict(list)
    for topic in topics:
        for question in topic.questions:
            asked[question.conversation].append(question)
    placed = set(asked)
    for question in left:
        asked[question.conversation].append(question)
    costly = _top_tenths(asked, conversations)
    found = []
    for name in set(asked) - placed:
        case = _case(conversations[name], asked[name], log, costly)
        if case is not None:
            found.append(case)
    return tuple(sorted(found, key=lambda c: (-_effort(c, weights), -c.turns, -(c.wait or 0), c.conversation)))


def _top_tenths(
    asked: Mapping[str, Sequence[Question]], conversations: Mapping[str, Conversation]
) -> tuple[float, float]:
    """Return the least turns and the least wait of the log's top tenths, told by a sample of it.

    To read what agents said in a million conversations would take minutes; a tenth is told as well by some of them.
    """
    names = sorted(conversations)
    some = names[:: max(1, -(-len(names) // _SAMPLE))]
    waits = [w for name in some if (w := _longest_wait(asked.get(name, ()), conversations[name])) is not None]
    return _top_tenth([_turns(conversations[name]) for name in some]), _top_tenth(waits)


def _case(
    conversation: Conversation, questions: Sequence[Question], log: Log, costly: tuple[float, float]
) -> Case | None:
    """Return the conversation as a case when it is unsolved and costly."""
    unsolved = _unsolved(conversation, log)
    if not unsolved:
        return None
    turns, wait = _turns(conversation), _longest_wait(questions, conversation)
    spent = ["many_turns"] * (turns >= costly[0]) + ["long_wait"] * (wait is not None and wait >= costly[1])
    if not spent and len(unsolved) < 2:
        return None
    text = min(questions, key=lambda q: q.message).text
    reasons = (*unsolved, *spent)
    return Case(
        conversation.id, conversation.source, text, turns, wait, conversation.csat, conversation.resolved, reasons
    )


def _unsolved(conversation: Conversation, log: Log) -> list[str]:
    signs = {
        "unresolved": conversation.resolved is False,
        "unanswered": is_unanswered(conversation, log),
        "low_csat": is_low(conversation, log),
    }
    return [sign for sign, holds in signs.items() if holds]


def _effort(case: Case, weights: MiningConfig) -> float:
    unresolved = not {"unresolved", "unanswered"}.isdisjoint(case.reasons)
    return effort(case.turns, Cost(case.wait, float(unresolved), float("low_csat" in case.reasons)), weights)


def _turns(conversation: Conversation) -> int:
    return sum(message.role == "customer" for message in conversation.messages)


def _longest_wait(questions: Sequence[Question], conversation: Conversation) -> float | None:
    waits = [waited(q, conversation, _end(conversation, q.message)) for q in questions]
    return max((round(wait, 1) for wait in waits if wait is not None), default=None)


def _end(conversation: Conversation, message: int) -> datetime | None:
    """Return the last that was seen of a conversation after a message."""
    times = [m.at for m in conversation.messages[message + 1 :] if m.at is not None]
    return max(times + ([conversation.closed_at] if conversation.closed_at else []), default=None)


def _top_tenth(values: Sequence[float]) -> float:
    """Return the least value of the top tenth; where half of all are alike, only what is above them counts."""
    ordered = sorted(values)
    if not ordered:
        return math.inf
    middle = ordered[len(ordered) // 2]
    above = next((value for value in ordered if value > middle), math.inf)
    return max(ordered[-max(1, len(ordered) // 10)], above)


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
