from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from kbgen import commands
from kbgen.cli import cli
from kbgen.config import MiningConfig
from kbgen.desk.report import (
    Case,
    Removed,
    Spike,
    Unhelpful,
    cases,
    gaps,
    removed,
    spikes,
    unhelpful,
    votes_by_page,
    weekly,
    zero_results,
)
from kbgen.mining.costs import Log
from kbgen.models import Conversation, Cost, Gap, Link, Message, Page, Question, Redacted, Search, Source, Topic, Vote

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
    found = weekly(topic("t", *conversations, "a"), conversations, AT.tzinfo)
    assert found == [("2025-W52", 1), ("2026-W10", 2), ("2026-W11", 1)]
    # Midnight of Monday in Seoul is a Sunday's afternoon in London.
    assert weekly(topic("t", "a", "c"), conversations, UTC) == [("2026-W09", 1), ("2026-W10", 1)]


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


# spikes


def test_spikes_are_told_with_what_is_usual():
    weeks = [("2026-W30", 4), ("2026-W31", 24), ("2026-W33", 6), ("2026-W34", 5)]
    spiked = replace(topic("t"), cost=Cost(spikes=("2026-W31", "2026-W40")))
    # Six weeks in the log: the five others have 0, 0, 4, 5 and 6.
    assert spikes(spiked, weeks, Log(weeks=(9,) * 6)) == (Spike("2026-W31", 24, 4.0),)
    assert spikes(topic("t"), weeks, Log(weeks=(9,) * 6)) == ()


# single cases


def chat(name, *roles, gap=1.0, csat=None, resolved=None, closed=None):
    """A conversation of messages so many minutes apart; `c` asks, `a` answers."""
    said = {"c": ("customer", "환불 되나요?"), "a": ("agent", "환불은 7일 안에 됩니다.")}
    messages = tuple(
        Message(said[who][0], Redacted(said[who][1]), AT + i * timedelta(minutes=gap), who)
        for i, who in enumerate(roles)
    )
    return Conversation(
        name, Source("csv", "log.csv", f"id-{name}"), messages, None, AT,
        None if closed is None else AT + timedelta(minutes=closed), "ko", (), csat, resolved, name,
    )  # fmt: skip


def asks(conversation):
    answers = tuple(i for i, m in enumerate(conversation.messages) if m.role == "agent")
    return Question(conversation.id, 0, Redacted(f"환불 되나요? {conversation.id}"), answers)


def single(*conversations, placed=()):
    """The cases among conversations and 19 ordinary ones: a question and its answer after a minute."""
    plain = [chat(f"plain{i}", "c", "a", csat=5.0) for i in range(19)]
    known = {c.id: c for c in (*plain, *conversations)}
    topics = [replace(topic("t"), questions=tuple(asks(known[name]) for name in placed))]
    left = [asks(c) for c in known.values() if c.id not in placed]
    return cases(topics, left, known, Log.of(known.values(), AT.tzinfo), MiningConfig())


def test_a_costly_unsolved_case_is_told_whole():
    assert single(chat("k", "c", "a", "c", "c", gap=90, csat=2.0, resolved=False)) == (
        Case(
            "k", Source("csv", "log.csv", "id-k"), Redacted("환불 되나요? k"), 3, 90.0, 2.0, False,
            ("unresolved", "low_csat", "many_turns", "long_wait"),
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("conversation", "reasons"),
    [
        (chat("k", "c", "a", resolved=False), None),  # unsolved, yet cheap
        (chat("k", "c", "a", "c", "c", gap=90, csat=5.0, resolved=True), None),  # costly, yet solved
        (chat("k", "c", "a", "c", "c", gap=90), None),  # nothing says that it was not solved
        (chat("k", "c", "a", "c", resolved=False), ("unresolved", "many_turns")),
        (chat("k", "c", "a", gap=30, csat=1.0), ("low_csat", "long_wait")),
        (chat("k", "c", "a", csat=1.0, resolved=False), ("unresolved", "low_csat")),
        (chat("k", "c"), None),  # nobody answered; how long it was waited is not known
        (chat("k", "c", closed=600), ("unanswered", "long_wait")),
        (chat("k", "c", "c", "c", gap=200), ("unanswered", "many_turns", "long_wait")),
        (chat("k", "c", resolved=False), ("unresolved", "unanswered")),
        (chat("k", "c", resolved=True, closed=600), None),
    ],
)
def test_what_a_case_is(conversation, reasons):
    assert [case.reasons for case in single(conversation)] == ([reasons] if reasons else [])


def test_a_case_in_a_topic_is_not_single():
    case = chat("k", "c", "a", "c", "c", gap=90, resolved=False)
    assert single(case, placed=("k",)) == ()
    assert cases([], [], {case.id: case}, Log(), MiningConfig()) == ()


def test_the_costliest_case_comes_first():
    # 22 conversations have two in the top tenth; both wait 30 minutes, so turns decide, then the rating.
    long, rated = (
        chat("a", "c", "a", "c", gap=30, resolved=False),
        chat("b", "c", "a", gap=30, resolved=False, csat=1.0),
    )
    worst = chat("c", "c", "a", "c", "c", "c", gap=30, resolved=False, csat=1.0)
    # effort: worst 1 + 1 * 3/4 + 0.5 * 30/90 + 0.5 + 0.5; rated 1 + 0.167 + 0.5 + 0.5; long 1 + 0.25 + 0.167 + 0.5
    assert [case.conversation for case in single(long, rated, worst)] == ["c", "b", "a"]
    assert single(worst, long, rated) == single(long, rated, worst)


def test_a_log_of_like_conversations_has_no_top_tenth():
    known = {f"k{i}": chat(f"k{i}", "c", "a", resolved=False) for i in range(30)}
    assert cases([], [asks(c) for c in known.values()], known, Log.of(known.values(), UTC), MiningConfig()) == ()


# what people see


SHOWN = {
    "gaps": [], "unhelpful": [], "removed": [], "fix_the_product": [], "conflicts": [], "stale": [],
    "demand": [
        {"title": "환불", "count": 9, "state": "new", "trend": None, "spikes": []},
        {
            "title": "배송", "count": 60, "state": "published", "trend": 1.84,
            "spikes": [
                {"week": "2026-W02", "count": 12, "usual": 4.5},
                {"week": "2026-W31", "count": 24, "usual": 5.0},
            ],
        },
        {
            "title": "쿠폰", "count": 30, "state": "new", "trend": 0.5,
            "spikes": [{"week": "2026-W32", "count": 8, "usual": 0.0}],
        },
    ],
    "cases": [
        {
            "conversation": "k1", "question": "쿠폰이\n안 먹어요 " * 20, "turns": 9, "wait": 300.0, "csat": 1.0,
            "resolved": False, "reasons": ["unresolved", "low_csat", "many_turns"],
        },
        {
            "conversation": "k2", "question": "어디 있나요?", "turns": 1, "wait": None, "csat": None, "resolved": None,
            "reasons": ["unanswered"],
        },
    ],
    "cases_total": 77,
}  # fmt: skip
PRINTED = """9\t-\tnew\t환불
60\tx1.8\tpublished\t배송
30\tx0.5\tnew\t쿠폰

Spikes
  쿠폰: W32: 8, usually 0
  배송: W02: 12, usually 4.5; W31: 24, usually 5

Single cases, costly and unsolved (77)
  k1  {}…: 9 messages, waited 5.0h, rated 1, unresolved
  k2  어디 있나요?: 1 message, unanswered
"""


def shown(tmp_path, *arguments):
    CliRunner().invoke(cli, ["new", str(tmp_path / "help")], standalone_mode=False)
    done = CliRunner().invoke(cli, [*arguments, "-C", str(tmp_path / "help")], standalone_mode=False)
    if done.exception is not None:
        raise done.exception
    return done.stdout


def test_the_printed_report_shows_spikes_and_cases(tmp_path, monkeypatch):
    monkeypatch.setattr(commands.desk, "report", lambda project: SHOWN)
    assert shown(tmp_path, "report") == PRINTED.format(("쿠폰이 안 먹어요 " * 20)[:59])


def test_the_printed_topics_show_costs(tmp_path, monkeypatch):
    topics = [
        {
            "id": "t1", "count": 60, "kind": "faq", "state": "new", "title": "배송", "turns": 2.17, "customers": 51,
            "score": 84.099, "cost": {"wait": 99.4, "unresolved": 0.2, "low_csat": None, "trend": 1.84, "spikes": []},
        },
        {
            "id": "t2", "count": 9, "kind": "guide", "state": "new", "title": "환불", "turns": 1.0, "customers": 9,
            "score": 9.0, "cost": {"wait": 4320.0, "unresolved": None, "low_csat": 0.5, "trend": None, "spikes": []},
        },
    ]  # fmt: skip
    monkeypatch.setattr(commands.topics, "listed", lambda project: {"topics": topics, "unclustered": 0})
    brief = shown(tmp_path, "topics").splitlines()
    assert brief == ["t1\t60\t2.2\t99m\tx1.8\tfaq\tnew\t배송", "t2\t9\t1.0\t3.0d\t-\tguide\tnew\t환불"]
    assert shown(tmp_path, "topics", "-v").splitlines() == [
        "t1\t60\t2.2\t99m\tx1.8\t51\t20%\t-\t84.1\tfaq\tnew\t배송",
        "t2\t9\t1.0\t3.0d\t-\t9\t-\t50%\t9.0\tguide\tnew\t환불",
    ]
