"""What a topic costs those who ask and those who answer: waiting, what stays unsolved, low ratings, trend, spikes.

A topic is measured against the whole log (`Log`), which tells the scale of its ratings and how busy each week was.
Weeks are ISO weeks in the company's time zone; inside of this module they are numbered from Monday 0001-01-01.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from statistics import median

from scipy.special import bdtrc

from kbgen.mining.questions import states_something
from kbgen.models import Conversation, Cost, Question

_MINUTE = timedelta(minutes=1)
_SCALES = (1.0, 5.0, 10.0, 100.0)
_LOW = 0.4
_TREND = 4
_RARE = 0.001
_LEAST = 5


@dataclass(frozen=True, slots=True)
class Log:
    """What a topic is measured against; a `Log()` of which nothing is known gives neither trend nor spikes.

    `weeks` counts the conversations of each week from week `first` on, weeks without any included. The full weeks are
    those from `full[0]` to before `full[1]`. `ratings` is the highest rating by format of the export. `answered` tells
    whether anybody answers in it at all: where nobody does, an answer that is missing says nothing.
    """

    zone: tzinfo = UTC
    first: int = 0
    weeks: tuple[int, ...] = ()
    full: tuple[int, int] = (0, 0)
    ratings: Mapping[str, float] = field(default_factory=dict)
    answered: bool = True

    @classmethod
    def of(cls, conversations: Iterable[Conversation], zone: tzinfo) -> "Log":
        """Look at all conversations once, in any order."""
        days: Counter[int] = Counter()
        ratings: dict[str, float] = {}
        answered = False
        for conversation in conversations:
            day = _day(conversation.opened_at, zone)
            if day is not None:
                days[day] += 1
            if conversation.csat is not None:
                name = conversation.source.format
                ratings[name] = max(conversation.csat, ratings.get(name, 0.0))
            answered = answered or has_agent(conversation)
        if not days:
            return cls(zone, ratings=ratings, answered=answered)
        first, last = min(days), max(days)
        weeks = [0] * (last // 7 - first // 7 + 1)
        for day, count in days.items():
            weeks[day // 7 - first // 7] += count
        return cls(zone, first // 7, tuple(weeks), (-(-first // 7), (last + 1) // 7), ratings, answered)


def cost_of(questions: Sequence[Question], conversations: Mapping[str, Conversation], log: Log) -> Cost:
    """Return what the topic that holds these questions costs; linear in its messages, whatever their order."""
    held = [conversations[name] for name in dict.fromkeys(q.conversation for q in questions)]
    waits = [wait for q in questions if (wait := waited(q, conversations[q.conversation])) is not None]
    rated = [is_low(c, log) for c in held if c.csat is not None]
    counts = Counter(day // 7 for c in held if (day := _day(c.opened_at, log.zone)) is not None)
    return Cost(
        wait=round(median(waits), 1) if waits else None,
        unresolved=_unresolved(held, log),
        low_csat=_share(rated) if rated else None,
        trend=_trend(counts, log),
        spikes=_spikes(counts, log),
    )


def waited(question: Question, conversation: Conversation, until: datetime | None = None) -> float | None:
    """Return the minutes from a question to the first message of an agent that states something.

    Where no such message came, `until` stands for it. None when the times are missing or run backwards.
    """
    messages = conversation.messages
    # A newer export may have fewer messages than the one that was mined.
    if question.message >= len(messages):
        return None
    given = (messages[i] for i in question.answers if i < len(messages) and messages[i].role == "agent")
    answer = next((message for message in given if states_something(message.text)), None)
    asked, at = messages[question.message].at, until if answer is None else answer.at
    return None if asked is None or at is None or at < asked else (at - asked) / _MINUTE


def has_agent(conversation: Conversation) -> bool:
    """Whether an agent ever wrote to the customer."""
    return any(message.role == "agent" for message in conversation.messages)


def is_unanswered(conversation: Conversation, log: Log) -> bool:
    """Whether nobody answered, in a log in which answers are found, and nothing says that it was resolved."""
    return conversation.resolved is not True and log.answered and not has_agent(conversation)


def is_low(conversation: Conversation, log: Log) -> bool:
    """Whether the customer gave a low rating: at most two fifths of the scale (2 of 5, 4 of 10, 40 of 100, 0 of 1).

    The scale is told by the highest rating of all exports of that format: the least of 1, 5, 10 and 100 that it is on.
    """
    if conversation.csat is None:
        return False
    best = log.ratings.get(conversation.source.format, 5.0)
    return conversation.csat <= _LOW * next((scale for scale in _SCALES if best <= scale), best)


def week_of(at: datetime | None, zone: tzinfo) -> str | None:
    """Return the ISO week of a time in a zone, as `2026-W31`."""
    day = _day(at, zone)
    return None if day is None else _named(day // 7)


def usual(others: Iterable[int], weeks: int) -> float:
    """Return the median of a count over so many weeks, of which `others` are those with any."""
    counts = sorted(others)
    empty = weeks - len(counts)
    if weeks <= 0:
        return 0.0
    low, high = (counts[i - empty] if i >= empty else 0 for i in ((weeks - 1) // 2, weeks // 2))
    return (low + high) / 2


def _day(at: datetime | None, zone: tzinfo) -> int | None:
    """Return the days from Monday 0001-01-01 to a time in a zone."""
    try:
        return None if at is None else at.astimezone(zone).toordinal() - 1
    except OverflowError:  # "9999-12-31T23:59:59Z" stands for no time at all, and has none further east
        return None


def _named(week: int) -> str:
    year, number, _ = date.fromordinal(week * 7 + 1).isocalendar()
    return f"{year}-W{number:02}"


def _share(facts: Sequence[bool]) -> float:
    return round(sum(facts) / len(facts), 3)


def _unresolved(held: Sequence[Conversation], log: Log) -> float | None:
    open_ended = [c.resolved is False or is_unanswered(c, log) for c in held]
    return _share(open_ended) if any(open_ended) or any(c.resolved is not None for c in held) else None


def _trend(counts: Mapping[int, int], log: Log) -> float | None:
    begin, end = log.full
    if end - begin < 2 * _TREND:
        return None
    now, before = (sum(counts.get(end - back - i, 0) for i in range(1, _TREND + 1)) for back in (0, _TREND))
    return round((now + 1) / (before + 1), 2)


def _spikes(counts: Mapping[int, int], log: Log) -> tuple[str, ...]:
    """Return the weeks with at least five conversations, twice as many as usual, and more than chance gives.

    By chance each of a topic's conversations falls into a week with the week's share of the weeks, or of the log's
    other conversations, whichever is more. Given the total, independent Poisson counts are binomial (Przyborowski and
    Wilenski, 1940), so no rate has to be estimated from few cases. The probability is multiplied by the number of weeks
    looked at (Bonferroni).
    """
    total, weeks = sum(counts.values()), len(log.weeks)
    rest = sum(log.weeks) - total
    found = []
    for week, count in sorted(counts.items()):
        if count < _LEAST or not 0 <= week - log.first < weeks:
            continue
        if count < 2 * usual((n for other, n in counts.items() if other != week), weeks - 1):
            continue
        share = max(1 / weeks, (log.weeks[week - log.first] - count) / rest if rest > 0 else 0.0)
        if bdtrc(count - 1, total, share) * weeks < _RARE:
            found.append(_named(week))
    return tuple(found)
