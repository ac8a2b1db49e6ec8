import shutil
import sqlite3
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import msgspec
import pytest
import sqlalchemy as sa

from kbgen.config import Config
from kbgen.errors import KbgenError
from kbgen.mining.mine import Mined, mine
from kbgen.models import Evidence, Link, Message, Notice, Redacted, Search, Sentence, Unsaid, Vote
from kbgen.store import Decision, Draft, Store, schema
from kbgen.store.archive import Archive
from tests import logs

KST = timezone(timedelta(hours=9))
AT = datetime(2026, 3, 2, 9, 30, tzinfo=KST)


@pytest.fixture
def path(tmp_path):
    return tmp_path / ".kbgen" / "kb.db"


@pytest.fixture
def store(path):
    with Store(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def conversation():
    return logs.stored(logs.gym("towel"))["towel-0"]


def longer(conversation, minutes=5, text="덧붙일게요"):
    last = conversation.messages[-1]
    more = Message("agent", Redacted(text), last.at + timedelta(minutes=minutes), last.author)
    return replace(conversation, messages=(*conversation.messages, more), closed_at=more.at)


def test_conversations_come_back_as_they_were_in_order_of_time(store):
    conversations = logs.stored(logs.gym() + logs.saas())
    assert store.put_conversations(reversed(list(conversations.values()))) == {
        "stored": len(conversations),
        "updated": 0,
        "unchanged": 0,
    }
    found = list(store.conversations())
    assert {c.id: c for c in found} == conversations
    assert [c.opened_at for c in found] == sorted(c.opened_at for c in found)


def test_order_is_of_times_whatever_their_zone(store, conversation):
    early = replace(conversation, id="b", opened_at=datetime(2026, 3, 2, 10, tzinfo=KST))
    late = replace(conversation, id="a", opened_at=datetime(2026, 3, 2, 2, tzinfo=UTC))
    timeless = replace(conversation, id="c", opened_at=None)
    store.put_conversations([late, early, timeless])
    assert [c.id for c in store.conversations()] == ["c", "b", "a"]


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        (lambda c: c, "unchanged"),
        (lambda c: replace(c, source=replace(c.source, path="other/copy.jsonl")), "unchanged"),
        (longer, "updated"),
        (lambda c: replace(c, tags=(Redacted("환불"),)), "updated"),
        (lambda c: replace(c, csat=5.0), "updated"),
        (lambda c: replace(c, messages=c.messages[:-1], closed_at=c.messages[-2].at), "unchanged"),
        (lambda c: replace(c, messages=c.messages[:-1]), "unchanged"),
        (
            lambda c: replace(c, messages=(*c.messages[:-1], replace(c.messages[-1], text=Redacted("고친 답변")))),
            "updated",
        ),
    ],
    ids=[
        "same",
        "another path",
        "newer",
        "tags",
        "csat",
        "older",
        "as late with fewer messages",
        "as late and other words",
    ],
)
def test_a_conversation_exported_again(store, conversation, change, outcome):
    store.put_conversations([conversation])
    again = change(conversation)
    assert +store.put_conversations([again]) == {outcome: 1}
    assert list(store.conversations()) == [again if outcome == "updated" else conversation]


def test_the_order_of_exports_does_not_matter(tmp_path, conversation):
    newer = longer(conversation)
    for name, order in (("one", (conversation, newer)), ("two", (newer, conversation))):
        with Store(tmp_path / name / "kb.db") as store:
            for item in order:
                store.put_conversations([item])
            assert list(store.conversations()) == [newer]


def test_a_newer_export_leaves_the_topics_to_the_miner(store):
    conversations = logs.stored(logs.gym("towel", "guest"))
    mined = mine(conversations, Mined(), {}, Config())
    store.put_conversations(conversations.values())
    store.put_topics(mined.topics, mined.left)
    store.put_conversations([longer(conversations["towel-0"])])
    assert [q.conversation for t in store.topics() for q in t.questions if q.conversation == "towel-0"] == ["towel-0"]
    assert len(store.topics()) == len(mined.topics)


def test_topics_come_back_best_first_with_their_questions(store):
    mined = mine(logs.stored(logs.gym()), Mined(), {}, Config())
    store.put_topics(mined.topics, mined.left)
    store.put_boilerplate(frozenset({"나", "가"}))
    assert store.topics() == mined.topics
    assert sorted(store.left(), key=lambda q: (q.conversation, q.message)) == sorted(
        mined.left, key=lambda q: (q.conversation, q.message)
    )
    assert store.boilerplate() == {"가", "나"}
    store.put_topics(mined.topics[:1])
    assert store.topics() == mined.topics[:1]
    assert store.left() == ()


def test_an_empty_store(store):
    assert (list(store.conversations()), store.topics(), store.left(), store.boilerplate()) == ([], (), (), frozenset())
    assert (store.drafts(), store.notices(), store.decisions("reject"), list(store.signals())) == ({}, (), {}, [])
    assert +store.put_conversations([]) == {}
    assert store.add_signals([]) == 0


def test_drafts_are_remembered_and_forgotten(store):
    draft = Draft(
        "content/faq/t1.md",
        "옛 글",
        "새 글",
        (Sentence("7일", (Evidence("k1", 1, "a", AT),)), Sentence("인용", (), ("공지",))),
    )
    store.put_draft(draft)
    store.put_draft(replace(draft, path="content/faq/t0.md"))
    assert list(store.drafts().items())[1] == ("content/faq/t1.md", draft)
    store.put_draft(replace(draft, text="더 새 글"))
    assert store.drafts()["content/faq/t1.md"].text == "더 새 글"
    store.forget_draft("content/faq/t1.md")
    store.forget_draft("content/faq/none.md")
    assert list(store.drafts()) == ["content/faq/t0.md"]


def test_notices_are_replaced_by_their_newer_text(store):
    notice = Notice("n1", "n.md", "봄 행사", "promo", AT, None, unsaid=(Unsaid("환불?", "자주 물음"),))
    store.put_notice(replace(notice, id="n0"))
    store.put_notice(notice)
    store.put_notice(replace(notice, title="여름 행사"))
    assert store.notices() == (replace(notice, id="n0"), replace(notice, title="여름 행사"))


def test_the_newest_decision_stands_until_it_is_taken_back(store):
    first = Decision("settle", "t1/환불", "7일", "", AT)
    store.decide(first)
    store.decide(replace(first, value="14일"))
    store.decide(Decision("reject", "t1/환불", "", "중복", AT))
    assert store.decisions("settle") == {"t1/환불": replace(first, value="14일")}
    assert store.decisions("reject")["t1/환불"].reason == "중복"
    assert store.undo("settle", "t1/환불") is True
    assert store.undo("settle", "t1/환불") is False
    assert store.decisions("settle") == {}
    assert list(store.decisions("reject")) == ["t1/환불"]


PAGE, OTHER = "content/faq/a.md", "content/faq/b.md"


def test_signals_come_in_order_of_time_without_their_visitors(store):
    signals = [
        Vote(AT, PAGE, "down", "outdated", Redacted("옛날 얘기예요"), "v1"),
        Search(AT - timedelta(hours=1), Redacted("휴회"), 0),
        Search(AT + timedelta(hours=1), Redacted("환불"), 2, PAGE),
        Link(AT + timedelta(minutes=1), PAGE, "k1"),
    ]
    assert store.add_signals(signals) == 4
    assert list(store.signals()) == [signals[1], replace(signals[0], visitor=""), signals[3], signals[2]]


def test_a_visitor_has_one_vote_on_a_page(store):
    vote = Vote(AT, PAGE, "up", visitor="v1")
    store.add_signals(
        [
            vote,
            replace(vote, visitor="v2"),
            replace(vote, page=OTHER),
            replace(vote, visitor=""),
            replace(vote, visitor=""),
        ]
    )
    store.add_signals([replace(vote, at=AT + timedelta(minutes=1), value="down", reason="wrong")])
    found = list(store.signals())
    assert [(v.page, v.value) for v in found] == [
        (PAGE, "up"),
        (OTHER, "up"),
        (PAGE, "up"),
        (PAGE, "up"),
        (PAGE, "down"),
    ]


def test_pseudonyms_are_forgotten_and_votes_stay(store, path):
    store.add_signals([Vote(AT, PAGE, "up", visitor="v1"), Vote(AT + timedelta(days=1), PAGE, "up", visitor="v2")])
    store.forget_visitors(date(2026, 3, 3))
    assert len(list(store.signals())) == 2
    with sqlite3.connect(path) as db:
        assert db.execute("select visitor from votes order by id").fetchall() == [(None,), ("v2",)]
    db.close()


def test_an_import_with_keys_can_be_repeated(store):
    signals = [Search(AT, Redacted("휴회"), 0), Vote(AT, PAGE, "up"), Link(AT, PAGE)]
    assert store.add_signals(signals, ["a:1", "b:1", "c:1"]) == 3
    assert store.add_signals(signals, ["a:1", "b:1", "c:1"]) == 0
    assert store.add_signals(signals[:1], ["a:2"]) == 1
    assert len(list(store.signals())) == 4


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: b"this is no database at all" * 200,
        lambda raw: raw[:100] + b"\xff" * (len(raw) - 100),
        lambda raw: raw[: len(raw) // 2],
    ],
    ids=["no database", "overwritten", "cut off"],
)
def test_a_damaged_file_is_told_and_not_touched(path, conversation, damage):
    with Store(path) as store:
        store.put_conversations(logs.stored(logs.gym()).values())
    path.write_bytes(damage(path.read_bytes()))
    before = path.read_bytes()

    def use():
        with Store(path) as store:
            list(store.conversations())
            store.put_conversations([longer(conversation)])

    with pytest.raises(KbgenError) as caught:
        use()
    assert "is damaged" in str(caught.value)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == before


def test_a_database_of_a_newer_kbgen_is_left_alone(path):
    Store(path).close()
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version = {schema.SCHEMA + 1}")
    db.close()
    with pytest.raises(KbgenError, match="newer kbgen"):
        Store(path)


def test_readers_do_not_keep_a_writer_waiting(path):
    conversations = list(logs.stored(logs.gym()).values())
    with Store(path) as store, Store(path) as other:
        store.put_conversations(conversations)
        reading = store.conversations()
        next(reading)
        done = threading.Event()

        def write():
            other.add_signals([Search(AT, Redacted("휴회"), 0)])
            done.set()

        thread = threading.Thread(target=write)
        thread.start()
        assert done.wait(5)
        thread.join()
        assert len(list(reading)) == len(conversations) - 1
        assert len(list(store.signals())) == 1


def test_writers_wait_for_each_other(path):
    with Store(path) as store:
        threads = [
            threading.Thread(target=store.add_signals, args=([Search(AT, Redacted(f"q{i}"), 0)] * 5,)) for i in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(list(store.signals())) == 40


def test_a_batch_that_fails_is_stored_not_at_all(store, conversation):
    def broken():
        yield conversation
        raise RuntimeError("reader failed")

    with pytest.raises(RuntimeError, match="reader failed"):
        store.put_conversations(broken())
    assert list(store.conversations()) == []


def test_a_closed_database_can_be_copied(path, tmp_path, conversation):
    with Store(path) as store:
        store.put_conversations([conversation])
    copy = tmp_path / "copy.db"
    shutil.copy(path, copy)
    with Store(copy) as store:
        assert list(store.conversations()) == [conversation]


def test_marks_are_stored_with_their_conversations_or_not_at_all(store, conversation):
    done = store.put_conversations([conversation], {b"a" * 16: {"phone": 2}})
    assert done["stored"] == 1
    assert store.marked([b"a" * 16, b"b" * 16]) == {b"a" * 16: {"phone": 2}}
    with pytest.raises(AttributeError):
        store.put_conversations([replace(conversation, id="other"), None], {b"b" * 16: {}})
    assert store.marked([b"b" * 16]) == {}
    store.put_conversations([conversation], {b"a" * 16: {"phone": 3}})
    assert store.marked([b"a" * 16]) == {b"a" * 16: {"phone": 2}}


def test_the_database_is_its_owner_s_alone(path, store, conversation):
    store.put_conversations([conversation])
    assert {file.stat().st_mode & 0o077 for file in path.parent.glob("kb.db*")} == {0}


# The archive: the conversations as a mapping.


def test_the_archive_is_the_conversations_by_id_in_order_of_time(store):
    conversations = logs.stored(logs.gym() + logs.saas())
    store.put_conversations(reversed(list(conversations.values())))
    archive = store.archive()
    assert dict(archive) == conversations
    assert list(archive) == [c.id for c in store.conversations()]
    assert len(archive) == len(conversations)
    assert "towel-0" in archive
    assert archive.get("none") is None
    with pytest.raises(KeyError, match="none"):
        archive["none"]


def test_an_archive_holds_few_conversations_in_memory(store):
    conversations = logs.stored(logs.gym())
    store.put_conversations(conversations.values())
    decoded = []
    few = Archive(
        store._engine,
        lambda body, kind: decoded.append(kind) or msgspec.json.decode(body, type=kind),
        store._explain,
        held=3,
    )
    names = list(few)
    for name in (*names[:3], *names[:3]):
        assert few[name] == conversations[name]
    assert len(decoded) == 3, "what is held is not loaded again"
    assert few[names[3]] == conversations[names[3]]
    assert few[names[2]].id == names[2]
    assert len(decoded) == 4
    assert few[names[0]] == conversations[names[0]]
    assert len(decoded) == 5, "the one that was used least lately is loaded again"
    assert dict(few) == conversations
    few.close()


def test_the_miner_finds_the_same_in_an_archive(store):
    conversations = logs.stored(logs.gym())
    store.put_conversations(conversations.values())
    assert mine(store.archive(), Mined(), {}, Config()) == mine(conversations, Mined(), {}, Config())


def test_an_archive_sees_what_was_stored_since_it_was_opened(store, conversation):
    archive = store.archive()
    assert (list(archive), len(archive)) == ([], 0)
    store.put_conversations([conversation])
    assert (list(archive), len(archive), archive[conversation.id]) == ([conversation.id], 1, conversation)


def test_an_archive_does_not_keep_a_writer_waiting(path):
    conversations = list(logs.stored(logs.gym()).values())
    with Store(path) as store, Store(path) as other:
        store.put_conversations(conversations[:-1])
        archive = store.archive()
        names = iter(archive)
        archive[next(names)]
        assert +other.put_conversations(conversations[-1:]) == {"stored": 1}
        assert archive[conversations[-1].id] == conversations[-1]


def test_a_damaged_file_is_told_by_the_archive_too(path):
    conversations = logs.stored(logs.gym())
    with Store(path) as store:
        store.put_conversations(conversations.values())
    raw = path.read_bytes()
    path.write_bytes(raw[:8192] + b"\xff" * (len(raw) - 8192))
    with Store(path) as store:
        archive = store.archive()
        with pytest.raises(KbgenError, match="is damaged") as caught:
            [archive[name] for name in conversations]
    assert str(path) in str(caught.value)


# What the miner looked at.


def test_all_is_fresh_until_it_was_mined_and_again_when_it_changes(store):
    conversations = logs.stored(logs.gym("towel", "guest"))
    store.put_conversations(conversations.values())
    fresh = store.fresh()
    assert fresh.keys() == conversations.keys()
    mined = mine(conversations, Mined(), {}, Config())
    store.put_topics(mined.topics, mined.left, fresh)
    assert store.fresh() == {}
    store.put_conversations(conversations.values())
    assert store.fresh() == {}, "the same export again"
    store.put_conversations([longer(conversations["towel-0"]), *logs.stored(logs.gym("pause")).values()])
    assert store.fresh().keys() == {"towel-0", *logs.stored(logs.gym("pause"))}
    store.put_topics(mined.topics, mined.left, {"towel-0": store.fresh()["towel-0"]})
    assert store.fresh().keys() == logs.stored(logs.gym("pause")).keys()


def test_what_changes_while_it_is_mined_is_fresh_afterwards(store, conversation):
    store.put_conversations([conversation])
    fresh = store.fresh()
    store.put_conversations([longer(conversation)])
    store.put_topics((), (), fresh)
    assert store.fresh().keys() == {conversation.id}


def test_topics_that_people_correct_leave_what_is_fresh_alone(store, conversation):
    store.put_conversations([conversation])
    fresh = store.fresh()
    store.put_topics((), ())
    assert store.fresh() == fresh


def test_topics_and_what_was_looked_at_are_stored_together_or_not_at_all(store):
    conversations = logs.stored(logs.gym("towel", "guest"))
    store.put_conversations(conversations.values())
    mined = mine(conversations, Mined(), {}, Config())
    with pytest.raises(sa.exc.IntegrityError):
        store.put_topics((*mined.topics, mined.topics[0]), mined.left, store.fresh())
    assert (store.topics(), store.left()) == ((), ())
    assert store.fresh().keys() == conversations.keys()


def test_questions_change_their_place_their_words_and_their_topic(store):
    conversations = logs.stored(logs.gym())
    mined = mine(conversations, Mined(), {}, Config())
    store.put_topics(mined.topics, mined.left)
    one, two, *rest = mined.topics
    moved, reworded, gone = one.questions[:3]
    said = replace(reworded, text=Redacted("다른 말"), answers=(), turns=3)
    lost = replace(one, questions=(said, *one.questions[3:]))
    more = replace(two, questions=tuple(sorted((*two.questions, moved), key=lambda q: (q.conversation, q.message))))
    left = sorted([*mined.left, *rest[0].questions], key=lambda q: (q.conversation, q.message))
    store.put_topics((more, lost, *rest[1:]), left)
    assert store.topics() == (more, lost, *rest[1:])
    assert list(store.left()) == left
    held = {q for topic in store.topics() for q in topic.questions} | set(store.left())
    assert gone not in held
    assert said in held


def test_only_questions_that_changed_their_place_are_written(store, path):
    conversations = logs.stored(logs.gym())
    mined = mine(conversations, Mined(), {}, Config())
    store.put_topics(mined.topics, mined.left)
    with sqlite3.connect(path) as db:
        db.execute("create table written (conversation text)")
        db.execute(
            "create trigger w after insert on questions begin insert into written values (new.conversation); end"
        )
        db.execute(
            "create trigger d after delete on questions begin insert into written values (old.conversation); end"
        )
    db.close()
    store.put_topics(tuple(reversed(mined.topics)), mined.left)
    assert store.topics() == tuple(reversed(mined.topics))
    last = mined.topics[-1].questions[0]
    store.put_topics(
        (*mined.topics[:-1], replace(mined.topics[-1], questions=mined.topics[-1].questions[1:])), (*mined.left, last)
    )
    with sqlite3.connect(path) as db:
        assert set(db.execute("select * from written").fetchall()) == {(last.conversation,)}
    db.close()
