"""Topics to drafts: every sentence has agents' messages behind it, and what agents disagree about waits."""

from dataclasses import replace

import pytest
import regex

from kbgen.config import Config, DraftingConfig
from kbgen.drafting.steps import best_steps
from kbgen.drafting.topics import Waiting, draft
from kbgen.mining.mine import Mined, mine
from kbgen.models import Evidence
from tests import logs


def mined_topics(records):
    conversations = logs.stored(records)
    mined = mine(conversations, Mined(), {}, Config())
    found = {}
    for topic in mined.topics:
        counts = logs.themes_of(topic.conversations)
        found.setdefault(max(counts, key=lambda name: (counts[name], name)), topic)
    return conversations, mined, found


@pytest.fixture(scope="module")
def gym():
    return mined_topics(logs.gym())


@pytest.fixture(scope="module")
def saas():
    return mined_topics(logs.saas())


def drafted(world, name, settled=None, config=None, **change):
    conversations, mined, topics = world
    topic = replace(topics[name], **change)
    return draft(topic, conversations, mined.boilerplate, settled or {}, config or Config())


def told(page):
    return [(s.heading, [x.text for x in s.sentences]) for s in page.sections]


def test_a_guide_gives_the_steps_and_then_the_rest(gym):
    page = drafted(gym, "pause")
    assert page.kind == "guide"
    assert told(page) == [
        ("", ["휴회는 앱에서 신청하실 수 있어요."]),
        ("이렇게 하세요", ["마이 탭을 누르세요.", "회원권 관리를 선택하세요.", "휴회 신청을 누르세요."]),
        ("함께 알아 두세요", ["휴회는 최대 60일까지 가능해요."]),
    ]
    assert [s.ordered for s in page.sections] == [False, True, False]
    assert {q.rstrip("?") for q in page.queries} <= {text.rstrip("?") for text in logs.GYM[0].asked}
    assert page.title not in page.queries


def test_an_english_guide_has_english_headings(saas):
    page = drafted(saas, "seats")
    assert told(page) == [
        ("", ["Seats are added in the billing settings."]),
        ("How to do it", ["Open Settings", "Select Billing", "Click Add seat."]),
        ("Good to know", ["New seats are billed pro rata."]),
    ]


def test_a_description_is_the_first_statement(gym, saas):
    for world, name in ((gym, "pause"), (gym, "guest"), (saas, "seats")):
        page = drafted(world, name)
        assert page.description == next(s for s in page.sections if not s.ordered).sentences[0].text


def test_the_answer_comes_before_what_else_is_good_to_know(gym):
    page = drafted(gym, "guest")
    assert told(page) == [
        ("", ["동반 입장은 한 명까지 무료예요."]),
        ("함께 알아 두세요", ["동반인은 안내 데스크에서 이용 동의서를 쓰셔야 해요."]),
    ]


def test_the_tone_is_chosen_in_the_config(gym):
    page = drafted(gym, "guest", config=Config(drafting=DraftingConfig(tone="hapnida")))
    assert page.description == "동반 입장은 한 명까지 무료입니다."


def test_a_wish_becomes_a_roadmap_page(gym):
    page = drafted(gym, "wish")
    assert page.kind == "roadmap"
    assert {s.text for section in page.sections for s in section.sentences} == {
        "애플워치 연동은 아직 지원하지 않아요.", "검토하고 있는 기능이에요.", "도입을 검토 중이에요.",
        "지금까지 고객 4명이 이 기능을 요청했어요.",
    }  # fmt: skip


def test_the_evidence_of_a_page_counts_its_conversations(gym):
    topic, page = gym[2]["guest"], drafted(gym, "guest")
    assert (page.evidence.conversations, page.evidence.customers) == (len(topic.conversations), topic.customers)
    assert (page.evidence.first_seen, page.evidence.last_seen) == (topic.first_seen, topic.last_seen)


@pytest.mark.parametrize("world", ["gym", "saas"])
def test_no_sentence_without_an_agent_s_message_behind_it(world, request):
    conversations, mined, topics = world = request.getfixturevalue(world)
    sentences = 0
    for topic in topics.values():
        page = draft(topic, conversations, mined.boilerplate, {}, Config())
        for sentence in (
            [] if isinstance(page, Waiting) else [s for section in page.sections for s in section.sentences]
        ):
            sentences += 1
            assert sentence.evidence
            for evidence in sentence.evidence:
                message = conversations[evidence.conversation].messages[evidence.message]
                # How many customers wish for a thing, and why, only they can tell.
                asked = page.kind == "roadmap" and regex.search("요청했어요|have asked|^“", sentence.text)
                assert message.role == ("customer" if asked else "agent")
                assert (message.author, message.at) == (evidence.agent, evidence.at)
            said = [conversations[e.conversation].messages[e.message].text for e in sentence.evidence]
            assert (
                asked
                or regex.search("기능이에요|We are|planned", sentence.text)
                or any(sentence.text[:6] in text for text in said)
            )
            assert "9,999" not in sentence.text
            assert "[" not in sentence.text
    assert sentences >= 5


@pytest.mark.parametrize(
    ("name", "change", "config", "reason"),
    [
        ("record", {}, Config(), "one customer's record"),
        ("refund", {}, Config(), "settle it first"),
        ("towel", {"kind": "complaint"}, Config(), "stated nothing"),
        ("towel", {"kind": "other"}, Config(), "stated nothing"),
        ("towel", {}, Config(drafting=DraftingConfig(min_conversations=9)), "a page needs 9"),
        ("towel", {}, Config(drafting=DraftingConfig(min_support=9)), "not enough|enough conversations"),
    ],
)
def test_why_a_topic_waits(gym, name, change, config, reason):
    found = drafted(gym, name, config=config, **change)
    assert isinstance(found, Waiting)
    assert any(part in found.reason for part in reason.split("|"))


@pytest.mark.parametrize(("value", "other"), [("7일", "14일"), ("14일", "7일")])
def test_a_settled_conflict_is_written_with_the_chosen_value_alone(gym, value, other):
    about = gym[2]["refund"].disagreements[0].key
    page = drafted(gym, "refund", {about: value})
    text = str(told(page))
    assert f" {value}" in text
    assert f" {other}" not in text


def test_of_a_change_the_newest_value_is_used_unless_a_person_chose(gym):
    assert "8,000원" in str(told(drafted(gym, "locker")))
    assert "5,000원" not in str(told(drafted(gym, "locker")))
    about = gym[2]["locker"].disagreements[0].key
    page = drafted(gym, "locker", {about: "5,000원"})
    assert "8,000원" not in str(told(page))
    assert "5,000원" in str(told(page)) or "5천원" in str(told(page))


def test_statements_are_limited(gym):
    page = drafted(gym, "guest", config=Config(drafting=DraftingConfig(max_claims=1)))
    assert len([s for section in page.sections for s in section.sentences]) == 1


def test_steps_with_a_refuted_value_are_left_out():
    steps = "1) 앱을 켜세요\n2) 환불 신청을 누르세요\n3) 7일을 기다리세요"
    turns = [
        [("c", f"PT 환불 어떻게 신청해요 {i}?"), ("a", f"PT 환불은 {days} 안에 됩니다.\n{steps}")]
        for i, days in enumerate(("7일", "14일") * 3)
    ]
    world = mined_topics([logs.record(f"refund-{i}", t, day=i) for i, t in enumerate(turns)])
    topic = world[2]["refund"]
    assert [d.kind for d in topic.disagreements] == ["conflict"]
    page = drafted(world, "refund", {topic.disagreements[0].key: "14일"}, kind="guide")
    assert isinstance(page, Waiting) or "7일" not in str(told(page))


def steps_of(*answers):
    conversations = logs.stored(
        [logs.record(f"k{i}", [("c", "휴회 어떻게 해요?"), (*turn,)]) for i, turn in enumerate(answers)]
    )
    return best_steps(logs.questions(conversations.values()), conversations), conversations


def test_the_steps_most_agents_give_are_taken_with_their_message():
    usual = "1) 마이 탭\n2) 회원권 관리\n3) 휴회 신청"
    found, conversations = steps_of(
        ("a", usual),
        ("a", "1) 데스크 방문\n2) 서류 작성"),
        ("a", usual),
        ("n", "1) 비밀\n2) 절차"),
        ("a", "1) [이름] 확인\n2) 끝"),
    )
    said = [conversations[name].messages[1] for name in ("k0", "k2")]
    evidence = {Evidence(name, 1, m.author, m.at) for name, m in zip(("k0", "k2"), said, strict=True)}
    assert [step.text for step in found.items] == ["마이 탭", "회원권 관리", "휴회 신청"]
    assert all(set(step.evidence) == evidence for step in found.items)


def test_a_step_that_another_agent_adds_is_put_in_where_it_stands():
    found, _ = steps_of(
        ("a", "1) 앱에서 마이 탭을 누르세요\n2) 회원권 관리를 고르세요\n3) 휴회 신청을 누르세요"),
        ("a", "1) 앱에서 마이 탭을 누르세요\n2) 회원권 관리를 고르세요\n3) 휴회 신청을 누르세요"),
        (
            "a",
            "1) 앱에서 마이 탭을 누르세요\n2) 회원권 관리를 고르세요\n3) 시작 날짜를 넣으세요\n4) 휴회 신청을 누르세요",
        ),
    )
    assert [step.text for step in found.items] == [
        "앱에서 마이 탭을 누르세요", "회원권 관리를 고르세요", "시작 날짜를 넣으세요", "휴회 신청을 누르세요",
    ]  # fmt: skip
    assert [len(step.evidence) for step in found.items] == [3, 3, 1, 3]


def test_without_numbered_lists_there_are_no_steps():
    assert steps_of(("a", "앱에서 하세요."), ("a", "1) 하나뿐"))[0] is None
