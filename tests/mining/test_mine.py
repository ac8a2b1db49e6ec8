import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kbgen.config import Config, MiningConfig, ProjectConfig
from kbgen.mining.mine import Mined, mine, rank
from kbgen.mining.ranking import Standing, score
from kbgen.models import Cost, Redacted
from tests import logs

CONFIGS = {"ko": Config(), "en": Config(project=ProjectConfig(language="en"))}


def run(records, known=None, standings=None, config=None):
    return mine(logs.stored(records), known or Mined(), standings or {}, config or Config())


def by_theme(topics):
    """Topics by the theme most of their conversations are of."""
    found = {}
    for topic in topics:
        counts = logs.themes_of(topic.conversations)
        found.setdefault(max(counts, key=lambda name: (counts[name], name)), topic)
    return found


@pytest.fixture(scope="module")
def mined():
    return run(logs.gym())


def test_each_theme_of_the_gym_is_a_topic(mined):
    found = by_theme(mined.topics)
    assert {theme.name for theme in logs.GYM} <= set(found)
    for theme in logs.GYM:
        counts = logs.themes_of(found[theme.name].conversations)
        assert counts[theme.name] == len(theme.asked)
        assert sum(counts.values()) - counts[theme.name] <= 1
        assert found[theme.name].title
        assert found[theme.name].language == "ko"


def test_kinds_and_disagreements_of_the_gym(mined):
    found = by_theme(mined.topics)
    assert {name: found[name].kind for name in ("pause", "refund", "record", "wish", "towel")} == {
        "pause": "guide", "refund": "faq", "record": "account", "wish": "feature_request", "towel": "faq",
    }  # fmt: skip
    assert {
        name: [(d.kind, [c.value for c in d.claims]) for d in topic.disagreements]
        for name, topic in found.items()
        if topic.disagreements
    } == {
        "refund": [("conflict", ["14일", "7일"])],
        "locker": [("change", ["8,000원", "5,000원"])],
    }


def test_an_english_log_has_its_topics():
    found = by_theme(run(logs.saas(), config=CONFIGS["en"]).topics)
    assert {theme.name for theme in logs.SAAS} <= set(found)
    assert {name: found[name].kind for name in ("seats", "export", "wish")} == {
        "seats": "guide",
        "export": "faq",
        "wish": "feature_request",
    }
    assert [c.value for c in found["trial"].disagreements[0].claims] == ["14 days", "30 days"]
    assert found["trial"].language == "en"


def test_what_is_told_of_a_topic(mined):
    towel = by_theme(mined.topics)["towel"]
    theme = next(t for t in logs.GYM if t.name == "towel")
    own = [q for q in towel.questions if q.conversation.startswith("towel-")]
    assert [(q.conversation, q.text) for q in own] == [(f"towel-{i}", text) for i, text in enumerate(theme.asked)]
    assert towel.customers == len(towel.conversations)
    assert towel.turns == 1.0
    assert towel.cost == Cost(wait=2.0)
    assert towel.score == score(len(towel.conversations), 1.0, Standing(), MiningConfig(), towel.cost)
    assert towel.first_seen <= logs.START.replace(hour=9) < towel.last_seen


def test_a_question_is_in_one_topic_at_most_and_none_is_lost(mined):
    placed = [(q.conversation, q.message) for topic in mined.topics for q in topic.questions]
    left = [(q.conversation, q.message) for q in mined.left]
    assert len(set(placed + left)) == len(placed + left)
    assert {name for name, _ in placed + left} == {record["id"] for record in logs.gym()}


def test_mining_again_changes_nothing(mined):
    again = run(logs.gym(), Mined(mined.topics, mined.left))
    assert again == mined


def test_ids_titles_and_members_stay_when_conversations_come(mined):
    more = [
        logs.record("later-0", [("c", "휴회 신청 어떻게 하나요"), ("a", logs.GYM[0].answered[0])], day=60),
        logs.record("later-1", [("c", "수건 제공되나요?"), ("a", logs.GYM[4].answered[0])], day=61),
        *(
            logs.record(f"pool-{i}", [("c", text), ("a", "수영장 이용에는 수영모가 꼭 필요합니다.")], day=62 + i)
            for i, text in enumerate(
                (
                    "수영모 꼭 써야 하나요?",
                    "수영모 없이 수영장 이용 되나요?",
                    "수영장 수영모 필수인가요",
                    "수영모 안 쓰면 안 돼요?",
                )
            )
        ),
    ]
    grown = run(logs.gym() + more, Mined(mined.topics, mined.left))
    old, new = {t.id: t for t in mined.topics}, {t.id: t for t in grown.topics}
    assert set(old) <= set(new)
    for name, topic in old.items():
        assert new[name].title == topic.title
        assert {(q.conversation, q.message) for q in topic.questions} <= {
            (q.conversation, q.message) for q in new[name].questions
        }
    themes = by_theme(mined.topics)
    assert "later-0" in new[themes["pause"].id].conversations
    assert "later-1" in new[themes["towel"].id].conversations
    (fresh,) = [
        topic for name, topic in new.items() if name not in old and "pool" in logs.themes_of(topic.conversations)
    ]
    assert logs.themes_of(fresh.conversations) == {"pool": 4}


def test_an_answer_that_changed_stays_in_its_topic(mined):
    locker = next(theme for theme in logs.GYM if theme.name == "locker")
    more = [
        logs.record(
            f"locker-9{i}",
            [("c", text), ("a", locker.answered[-1].replace("8,000원", "9,000원"), f"desk-{i}")],
            day=70 + i,
        )
        for i, text in enumerate(locker.asked)
    ]
    grown = run(logs.gym() + more, Mined(mined.topics, mined.left))
    assert [
        logs.themes_of(t.conversations)["locker"] for t in grown.topics if "locker" in logs.themes_of(t.conversations)
    ] == [12]


def test_the_order_of_the_log_gives_the_same_topics(mined):
    other = run(list(reversed(logs.gym())))
    assert {frozenset(t.conversations) for t in other.topics} == {frozenset(t.conversations) for t in mined.topics}


def test_standings_order_topics(mined):
    themes = {name: topic.id for name, topic in by_theme(mined.topics).items()}
    standings = {
        themes["pause"]: Standing("published"),
        themes["refund"]: Standing("rejected"),
        themes["towel"]: Standing(searches=30),
        themes["guest"]: Standing("published", down=8),
    }
    ranked = rank(mined.topics, standings, Config())
    order = [topic.id for topic in ranked]
    assert order[0] == themes["towel"]
    assert order[-1] == themes["refund"]
    assert order.index(themes["guest"]) < order.index(themes["pause"])
    assert [t.score for t in ranked] == sorted((t.score for t in ranked), reverse=True)
    assert rank(ranked, standings, Config()) == ranked


@pytest.mark.parametrize(("noise", "language"), [(logs.NOISE_KO, "ko"), (logs.NOISE_EN, "en")])
def test_a_few_unlike_questions_are_no_topic(noise, language):
    assert run(logs.log((), noise), config=CONFIGS[language]).topics == ()


def test_no_log_has_no_topic():
    assert run([]) == Mined()
    assert run([logs.record("k", [("b", "안녕하세요"), ("n", "메모")])]) == Mined()


def test_only_a_sample_is_compared_and_the_rest_is_given_to_what_it_found():
    found = run(logs.gym("pause", "towel", "locker"), config=Config(mining=MiningConfig(sample=9)))
    counts = {name: logs.themes_of(topic.conversations)[name] for name, topic in by_theme(found.topics).items()}
    assert sum(counts.values()) > 9


SCRIPT = """
import sys; sys.path.insert(0, sys.argv[1])
import msgspec
from tests import logs
from kbgen.config import Config
from kbgen.drafting.topics import Waiting, draft
from kbgen.mining.mine import Mined, mine
conversations = logs.stored(logs.gym("pause", "refund", "guest") + logs.saas("seats", "export"))
mined = mine(conversations, Mined(), {}, Config())
drafts = [draft(topic, conversations, mined.boilerplate, {}, Config()) for topic in mined.topics]
sys.stdout.buffer.write(msgspec.json.encode([mined.topics, mined.left, drafts]))
"""


def test_every_process_finds_the_same():
    folder = str(Path(__file__).parents[2])
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", SCRIPT, folder], env={**os.environ, "PYTHONHASHSEED": seed}, stdout=subprocess.PIPE
        )
        for seed in ("1", "4242")
    ]
    one, other = (process.communicate(timeout=60)[0] for process in runs)
    assert all(process.returncode == 0 for process in runs)
    assert json.loads(one)[0]
    assert one == other


def test_a_topic_keeps_what_a_person_may_rely_on_when_a_conversation_is_exported_again(mined):
    records = logs.gym()
    for item in records:
        if item["id"].startswith("towel-"):
            item["messages"].append({**item["messages"][-1], "text": "다른 문의도 주세요."})
    towel = by_theme(mined.topics)["towel"]
    again = run(records, mined)
    assert by_theme(again.topics)["towel"].id == towel.id


def test_a_topic_with_a_decision_stays_when_its_conversations_change_their_subject(mined):
    towel = by_theme(mined.topics)["towel"]
    conversations = logs.stored(logs.gym())
    for name in towel.conversations:
        greeting = (replace(conversations[name].messages[-1], role="customer", text=Redacted("안녕하세요")),)
        conversations[name] = replace(conversations[name], messages=greeting)
    for fresh in (None, set(towel.conversations)):
        again = mine(conversations, mined, {towel.id: Standing("rejected")}, Config(), fresh=fresh)
        kept = next(topic for topic in again.topics if topic.id == towel.id)
        assert (kept.title, kept.questions, kept.score) == (towel.title, (), 0.0)
        assert towel.id not in {topic.id for topic in mine(conversations, mined, {}, Config(), fresh=fresh).topics}


def test_a_new_topic_never_takes_the_id_of_an_old_one(mined):
    towel = by_theme(mined.topics)["towel"]
    moved = replace(towel, questions=())
    known = Mined((moved, *(t for t in mined.topics if t.id != towel.id)), mined.left)
    again = mine(logs.stored(logs.gym()), known, {towel.id: Standing("rejected")}, Config())
    ids = [topic.id for topic in again.topics]
    assert len(ids) == len(set(ids))
