from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from kbgen.desk.report import Removed, Unhelpful, gaps, removed, unhelpful, votes_by_page, weekly, zero_results
from kbgen.models import Conversation, Gap, Link, Page, Question, Redacted, Search, Source, Topic, Vote

AT = datetime.fromisoformat("2026-03-02T00:00:00+09:00")
DAY = timedelta(days=1)


def held(name, day):
    opened = None if day is None else AT + day * DAY
    return Conversation(name, Source("csv", "", name), (), None, opened, None, "ko", (), None, None, name)


def topic(name, *conversations):
    questions = tuple(Question(c, 0, Redacted("환불?"), ()) for c in conversations)
    return Topic(name, Redacted(name), "faq", "ko", Redacted(""), questions, 1, 1.0, None, None, 1.0)


def search(query, results=0):
    return Search(AT, Redacted(query), results)


def vote(page, value, reason=None):
    return Vote(AT, page, value, reason)


def test_demand_by_iso_week():
    conversations = {c.id: c for c in (held("a", 0), held("b", 6), held("c", 7), held("d", None), held("e", -65))}
    assert weekly(topic("t", *conversations, "a"), conversations) == [("2025-W52", 1), ("2026-W10", 2), ("2026-W11", 1)]


def test_searches_without_a_result_are_counted_by_their_letters():
    signals = [
        search("전기차 충전"),
        search("주차"),
        search("전기차충전!"),
        search("수건", 3),
        search("???"),
        Link(AT, "p"),
    ]
    assert zero_results(signals) == [("전기차 충전", 2), ("주차", 1)]
    assert zero_results([]) == []


def test_gaps_without_an_answer_come_first():
    found = gaps([("가", 9), ("나", 1), ("다", 5)], ["t1", None, None], ["p.md", None, None])
    assert found == (Gap("다", 5, None, None), Gap("나", 1, None, None), Gap("가", 9, "t1", "p.md"))


def test_votes_and_what_fails_most_readers():
    signals = [
        vote("a", "up"),
        vote("b", "down", "wrong"),
        vote("b", "down", "wrong"),
        vote("b", "up"),
        vote("c", "down"),
        search("x"),
    ]
    found = votes_by_page(signals)
    assert found == {
        "a": Unhelpful("a", 1, 0, {}),
        "b": Unhelpful("b", 1, 2, {"wrong": 2}),
        "c": Unhelpful("c", 0, 1, {}),
    }
    assert [u.page for u in unhelpful(found)] == ["b", "c"]


PAGE = Page("content/faq/t1.md", "환불", "", "", "faq", "published", topic="t1")


def log(before, after, others_before, others_after):
    """Two weeks before the page and two weeks after, evenly spread; the page came at day 14."""
    conversations, own = {}, []
    for count, start, mine in (
        (before, 0, True),
        (after, 14, True),
        (others_before, 0, False),
        (others_after, 14, False),
    ):
        for i in range(count):
            c = held(f"{start}-{mine}-{i}", start + 13.9 * i / max(1, count - 1))
            conversations[c.id] = c
            own += [c.id] if mine else []
    conversations |= {"first": held("first", 0), "last": held("last", 28)}
    return [topic("t1", *own)], conversations


def effect(counts, since=14):
    return removed({PAGE.path: (PAGE, AT + since * DAY)}, *log(*counts))


def test_the_effect_of_a_page_by_hand():
    (found,) = effect((20, 5, 39, 39))
    # Own: 20 and 5 in two weeks; others: 40 and 40 with the first and the last. (5.5 / 2) / (20.5 / 2) = 0.268.
    assert (found.page, found.topic, found.before, found.after, found.control) == (PAGE.path, "t1", 10.0, 2.5, 1.0)
    assert found.effect == pytest.approx(1 - 5.5 / 20.5, abs=0.001)
    assert found.low < found.effect < found.high < 1


def test_demand_that_fell_everywhere_is_no_effect():
    (found,) = effect((20, 10, 39, 19))
    assert found.control == 0.5
    assert found.low < 0 < found.high


def test_an_effect_is_surer_with_more_cases():
    (few,), (many,) = effect((4, 1, 39, 39)), effect((40, 10, 39, 39))
    assert few.high - few.low > many.high - many.low


@pytest.mark.parametrize("since", [3, 25])
def test_too_little_time_tells_nothing(since):
    assert effect((20, 5, 39, 39), since) == ()


def test_pages_without_a_topic_or_a_log_are_left_out():
    topics, conversations = log(5, 5, 5, 5)
    own = replace(PAGE, topic=None)
    assert removed({own.path: (own, AT + 14 * DAY)}, topics, conversations) == ()
    assert removed({PAGE.path: (PAGE, AT)}, [topic("t1")], {}) == ()
    (none,) = removed({PAGE.path: (PAGE, AT + 14 * DAY)}, [topic("t1")], conversations)
    assert isinstance(none, Removed)
    assert (none.before, none.after) == (0.0, 0.0)
