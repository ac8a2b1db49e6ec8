"""What topics cost, on small logs whose numbers are worked out by hand beside them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.config import MiningConfig
from kbgen.mining.costs import Log, cost_of, is_low, is_unanswered, usual, waited, week_of
from kbgen.mining.describe import described
from kbgen.mining.ranking import effort
from kbgen.models import Conversation, Cost, Message, Question, Redacted, Source, Topic

SEOUL = ZoneInfo("Asia/Seoul")
MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=SEOUL)  # of 2026-W10
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
WEIGHTS = MiningConfig()
ANSWER = "반품은 7일 안에 신청하시면 됩니다."


def held(name, day=0, *, answers=(), csat=None, resolved=None, form="csv", opened=None):
    """A conversation that begins on a day after the Monday; each answer is (minutes, text) or (minutes, text, role)."""
    at = opened or MONDAY + day * DAY
    said = [Message("customer", Redacted("반품 되나요?"), at, "kim")]
    said += [
        Message(role[0] if role else "agent", Redacted(text), None if minutes is None else at + minutes * MINUTE, "lee")
        for minutes, text, *role in answers
    ]
    return Conversation(
        name, Source(form, "log", name), tuple(said), None, at, None, "ko", (), csat, resolved, f"customer-{name}"
    )


def asked(conversation):
    count = len(conversation.messages)
    return Question(conversation.id, 0, Redacted("반품 되나요?"), tuple(range(1, count)))


def cost(*conversations, log=None):
    known = {c.id: c for c in conversations}
    return cost_of([asked(c) for c in conversations], known, log or Log.of(known.values(), SEOUL))


def spread(name, *counts):
    """Conversations by week from 2026-W10 on, so many in each."""
    return [
        held(f"{name}-{week}-{i}", week * 7 + i % 7, resolved=True) for week, n in enumerate(counts) for i in range(n)
    ]


# wait


def test_the_wait_is_the_median_until_somebody_states_something():
    found = cost(
        held("a", answers=[(10, ANSWER)]),
        held("b", answers=[(1, "안녕하세요 고객님!"), (2, "주문번호가 어떻게 되세요?"), (30, ANSWER), (90, ANSWER)]),
        held(
            "c",
            answers=[
                (0, "챗봇이 안내합니다. 반품은 7일입니다.", "bot"),
                (5, "반품은 7일로 메모", "note"),
                (61, ANSWER),
            ],
        ),
        held("d", answers=[(1, "안녕하세요!")]),
    )
    assert found.wait == 30.0  # of 10, 30 and 61; nobody told d anything


@pytest.mark.parametrize(
    ("answers", "until", "wanted"),
    [
        ([(7.5, ANSWER)], None, 7.5),
        ([(0, ANSWER)], None, 0.0),
        ([(-5, ANSWER)], None, None),
        ([(None, ANSWER), (9, ANSWER)], None, None),
        ([(3, "잠시만요!", "bot")], None, None),
        ([], 120, 120.0),
        ([(4, ANSWER)], 120, 4.0),
        ([], -1, None),
    ],
)
def test_what_a_wait_is(answers, until, wanted):
    conversation = held("a", answers=answers)
    assert waited(asked(conversation), conversation, until and MONDAY + until * MINUTE) == wanted


def test_a_wait_without_a_beginning_or_of_a_message_that_is_gone_is_unknown():
    conversation = held("a", answers=[(7, ANSWER)])
    timeless = replace(conversation, messages=(replace(conversation.messages[0], at=None), conversation.messages[1]))
    assert waited(asked(conversation), timeless) is None
    assert waited(Question("a", 5, Redacted("?"), (6,)), conversation) is None
    assert waited(Question("a", 0, Redacted("?"), (6,)), conversation) is None


# unresolved


def test_unresolved_is_what_is_open_and_what_nobody_answered():
    given = [(1, ANSWER)]
    assert cost(held("a", answers=given), held("b", answers=given)).unresolved is None
    assert cost(held("a", answers=given, resolved=True), held("b", answers=given)).unresolved == 0.0
    assert cost(held("a", answers=given, resolved=False), *(held(n, answers=given) for n in "bcd")).unresolved == 0.25
    # b was never answered and nothing says that it was resolved; c was resolved without a word.
    found = cost(held("a", answers=given), held("b"), held("c", resolved=True))
    assert found.unresolved == 0.333
    assert is_unanswered(held("d", answers=[(1, "자동 응답입니다.", "bot")]), Log())


def test_where_nobody_ever_answers_nothing_is_unresolved():
    assert cost(held("a"), held("b")).unresolved is None
    assert cost(held("a"), held("b"), log=Log.of([held("c", answers=[(1, ANSWER)])], SEOUL)).unresolved == 1.0


# low ratings


@pytest.mark.parametrize(
    ("best", "low", "fine"),
    [(1, [0, 0.4], [0.5, 1]), (5, [1, 2, -1], [2.5, 3, 5]), (4, [2], [3]), (10, [1, 4], [4.5, 7]), (100, [40], [41]),
     (103, [-103, 41], [100, 101])],
)  # fmt: skip
def test_the_scale_is_told_by_the_highest_rating(best, low, fine):
    log = Log.of([held("best", csat=float(best)), held("none")], SEOUL)
    assert all(is_low(held("x", csat=float(rating)), log) for rating in low)
    assert not any(is_low(held("x", csat=float(rating)), log) for rating in fine)


def test_each_format_has_its_scale_and_the_unrated_do_not_count():
    many = [held("a", csat=1.0, form="thumbs"), held("b", csat=0.0, form="thumbs"), held("c", csat=5.0)]
    found = cost(*many, held("d", csat=2.0), held("e"), held("f"))
    assert found.low_csat == 0.5  # b and d of a, b, c, d
    assert cost(held("a"), held("b")).low_csat is None
    assert is_low(held("a", csat=2.0), Log())
    assert not is_low(held("a", csat=3.0), Log())


# weeks


def test_weeks_are_the_companys():
    late = datetime(2026, 3, 8, 16, 0, tzinfo=UTC)  # Sunday of W10 in London, Monday of W11 in Seoul
    assert [week_of(late, zone) for zone in (UTC, SEOUL)] == ["2026-W10", "2026-W11"]
    assert week_of(datetime(2027, 1, 1, tzinfo=SEOUL), SEOUL) == "2026-W53"
    assert week_of(datetime(2025, 12, 29, tzinfo=SEOUL), SEOUL) == "2026-W01"
    assert week_of(None, SEOUL) is None
    assert week_of(datetime(9999, 12, 31, 23, 59, tzinfo=UTC), SEOUL) is None


def test_the_weeks_of_a_log_have_no_hole():
    log = Log.of([held("a", 2), held("b", 2), held("c", 22), replace(held("d"), opened_at=None)], SEOUL)
    assert log.weeks == (2, 0, 0, 1)
    # Wednesday of the first week to Tuesday of the fourth: the two between are full.
    assert log.full == (log.first + 1, log.first + 3)
    whole = Log.of([held("a", 0), held("b", 13)], SEOUL)
    assert whole.full == (whole.first, whole.first + 2)
    assert Log.of([], SEOUL) == Log(SEOUL, answered=False)


@pytest.mark.parametrize(
    ("others", "weeks", "wanted"),
    [
        ((), 0, 0.0),
        ((), 5, 0.0),
        ((4,), 1, 4.0),
        ((4,), 2, 2.0),
        ((9, 4), 3, 4.0),
        ((1, 2, 3, 4), 4, 2.5),
        ((7, 8), 5, 0.0),
    ],
)
def test_the_usual_is_the_median_with_empty_weeks(others, weeks, wanted):
    assert usual(others, weeks) == wanted


# trend


def test_the_trend_compares_the_last_four_full_weeks_with_the_four_before():
    frame = [held("first", 0), held("last", 8 * 7 + 1)]  # eight full weeks, and two days of a ninth
    before, now = spread("x", 1, 1, 0, 1), spread("y", 0, 0, 0, 0, 2, 0, 2, 3)
    log = Log.of([*frame, *before, *now], SEOUL)
    assert cost(*before, *now, log=log).trend == 2.0  # (7 + 1) / (3 + 1)
    assert cost(*before, log=log).trend == 0.25
    assert cost(*now, log=log).trend == 8.0
    assert cost(held("z", 8 * 7 + 1), log=log).trend == 1.0  # the ninth week is not over


def test_seven_full_weeks_have_no_trend():
    assert cost(*[held(f"{day}", day) for day in range(7 * 8 - 1)]).trend is None
    assert cost(*[held(f"{day}", day) for day in range(7 * 8)]).trend == 1.0


# spikes


def test_a_week_with_improbably_many_is_a_spike():
    # 24 of 64 in one of nine weeks; by chance it would be 7 (others: 20 a week).
    topic, others = spread("t", 5, 5, 5, 5, 24, 5, 5, 5, 5), spread("o", *[20] * 9)
    assert cost(*topic, log=Log.of([*topic, *others], SEOUL)).spikes == ("2026-W14",)


@pytest.mark.parametrize(
    ("topic", "others"),
    [
        ((5, 5, 5, 5, 24, 5, 5, 5, 5), (20, 20, 20, 20, 100, 20, 20, 20, 20)),  # everything was five times as busy
        ((0, 0, 0, 0, 4, 0, 0, 0, 0), (20,) * 9),  # fewer than five
        ((300, 300, 300, 300, 400, 300, 300, 300, 300), (20,) * 9),  # improbable, yet not twice the usual
        ((3, 2, 3, 1, 7, 2, 3, 2, 3), (20,) * 9),  # twice the usual, yet not improbable: 7 of 26 at 1/9 is 2 in 100
        ((24,), ()),  # one week can be compared with nothing
        ((0, 6), (5, 5)),  # 6 of 6 at 1/2 is 1 in 64
    ],
)
def test_chance_and_busy_weeks_are_no_spikes(topic, others):
    own = spread("t", *topic)
    assert cost(*own, log=Log.of([*own, *spread("o", *others)], SEOUL)).spikes == ()


def test_what_was_asked_in_one_week_only_is_a_spike():
    own = spread("t", 0, 0, 0, 12)
    assert cost(*own, log=Log.of([*own, *spread("o", 9, 9, 9, 9, 9, 9)], SEOUL)).spikes == ("2026-W13",)
    # The same in a log of nothing else, where empty weeks at its ends are not seen.
    alone = spread("t", 1, 0, 0, 12, 0, 1)
    assert cost(*alone).spikes == ("2026-W13",)


def test_two_spikes_are_told_in_order():
    own = spread("t", *[2] * 8, 30, *[2] * 8, 40, 2)
    assert cost(*own, log=Log.of([*own, *spread("o", *[50] * 19)], SEOUL)).spikes == ("2026-W18", "2026-W27")


def test_without_a_log_there_is_neither_trend_nor_spike():
    own = spread("t", 1, 1, 1, 1, 50, 1, 1, 1, 1)
    assert cost(*own, log=Log(SEOUL)) == Cost(unresolved=0.0)
    assert cost_of([], {}, Log()) == Cost()


# what must not matter

STORIES = st.lists(
    st.builds(
        lambda day, minutes, csat, resolved, silent: (day, [] if silent else [(minutes, ANSWER)], csat, resolved),
        st.integers(0, 80),
        st.integers(0, 5000),
        st.sampled_from([None, 1.0, 2.0, 3.0, 5.0]),
        st.sampled_from([None, True, False]),
        st.booleans(),
    ),
    min_size=1,
    max_size=40,
)


def told(name, stories):
    return [
        held(f"{name}{i}", day, answers=answers, csat=csat, resolved=resolved)
        for i, (day, answers, csat, resolved) in enumerate(stories)
    ]


FRAME = [held("first", 0, answers=[(1, ANSWER)], csat=5.0), held("last", 80)]


@given(STORIES, st.randoms(use_true_random=False))
def test_the_order_of_conversations_does_not_matter(stories, random):
    own = told("t", stories)
    mixed = random.sample(own, len(own))
    assert cost(*mixed) == cost(*own)
    assert Log.of(mixed, SEOUL) == Log.of(own, SEOUL)


@given(STORIES, STORIES)
def test_an_unrelated_topic_changes_no_cost(stories, others):
    own = told("t", stories)
    alone = cost(*own, log=Log.of([*FRAME, *own], SEOUL))
    beside = cost(*own, log=Log.of([*FRAME, *own, *told("o", others)], SEOUL))
    # How busy a week was is what spikes are measured against, and only that.
    assert replace(beside, spikes=()) == replace(alone, spikes=())


@given(st.lists(st.integers(0, 30), min_size=9, max_size=9), st.integers(2, 9))
def test_other_conversations_change_no_spike_when_they_come_evenly(counts, more):
    own = spread("t", *counts)
    few, many = ([*own, *spread("o", *[others] * 9)] for others in (1, more))
    assert cost(*own, log=Log.of(few, SEOUL)).spikes == cost(*own, log=Log.of(many, SEOUL)).spikes


@given(STORIES)
def test_costs_are_in_their_ranges(stories):
    found = cost(*told("t", stories), log=Log.of([*FRAME, *told("t", stories)], SEOUL))
    assert found.wait is None or 0 <= found.wait <= 5000
    assert all(share is None or 0 <= share <= 1 for share in (found.unresolved, found.low_csat))
    assert found.trend is not None
    assert found.trend > 0


def test_a_question_asked_twice_in_a_conversation_counts_it_once():
    once, twice = held("a", answers=[(1, ANSWER)], resolved=False), held("b", answers=[(1, ANSWER)], resolved=True)
    known = {c.id: c for c in (once, twice)}
    again = [asked(once), asked(twice), Question("b", 1, Redacted("?"), ())]
    assert cost_of(again, known, Log.of(known.values(), SEOUL)).unresolved == 0.5


def test_a_described_topic_has_its_cost():
    own = [held(f"k{i}", answers=[(10, ANSWER)], csat=1.0, resolved=False) for i in range(3)]
    known = {c.id: c for c in own}
    bare = Topic("t", Redacted(""), "faq", "ko", Redacted(""), tuple(map(asked, own)), 0, 0.0, None, None, 0.0)
    log = Log.of([*own, held("x", csat=5.0)], SEOUL)
    found = described(bare, known, frozenset(), log)
    assert found.cost == Cost(wait=10.0, unresolved=1.0, low_csat=1.0) == cost(*own, log=log)
    assert described(bare, known, frozenset()).cost == found.cost
    assert found.customers == 3
    assert effort(found.turns, found.cost, WEIGHTS) == pytest.approx(1 + 0.5 * 10 / 70 + 0.5 + 0.5)
