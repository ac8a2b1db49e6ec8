"""The smaller parts of the miner: boilerplate, statements, kinds, titles, categories, ranking."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.config import MiningConfig
from kbgen.mining.boilerplate import boilerplate, substance
from kbgen.mining.categories import categories
from kbgen.mining.features import vectors
from kbgen.mining.kinds import kind_of
from kbgen.mining.ranking import Standing, score, searched_for
from kbgen.mining.statements import statements
from kbgen.mining.titles import candidates, tidied, title_of
from kbgen.models import Cost, Redacted
from tests import logs


def held(*dialogues):
    conversations = logs.stored([logs.record(f"k{i}", turns) for i, turns in enumerate(dialogues)])
    return conversations, logs.questions(conversations.values())


def kind(*dialogues):
    conversations, questions = held(*dialogues)
    return kind_of(questions, statements(questions, conversations, frozenset()), conversations)


def test_what_agents_say_whatever_was_asked_is_boilerplate_and_a_macro_is_not():
    closing, macro = "움핏 앱 알림을 켜 두시면 좋아요.", "휴회는 앱에서 신청하실 수 있어요."
    other = ["수건 있나요?", "주차 되나요?", "락커 얼마예요?", "PT 환불 며칠 걸려요?", "샤워실 몇 시까지예요?"]
    conversations, questions = held(
        *([("c", f"회원권 휴회 신청 {i}번째 문의 어떻게 해요?"), ("a", macro)] for i in range(5)),
        *([("c", text), ("a", f"{text[:2]} 안내예요."), ("a", closing)] for text in other),
    )
    found = boilerplate(questions, vectors([q.text for q in questions]), conversations)
    assert found == {"움핏 앱 알림을 켜 두시면 좋아요"}
    assert substance(conversations["k5"], (1, 2), found) == "수건 안내예요."
    assert substance(conversations["k0"], (1,), found) == macro


def test_statements_are_sentences_of_agents_alone():
    conversations, questions = held(
        [
            ("c", "휴회 되나요?"),
            ("n", "메모: 60일까지 됨."),
            ("b", "휴회는 챗봇이 안내해요."),
            ("a", "안녕하세요! 휴회는 최대 60일입니다. 어느 지점이신가요?"),
            ("c", "강남이요"),
            ("a", "방금 신청해 드렸습니다. [이름]님의 회원권은 강남 소속입니다. [이름]님, 수건은 무료입니다."),
        ]
    )
    found = statements(questions, conversations, frozenset())
    assert [(s.text, s.message, s.personal) for s in found] == [
        ("휴회는 최대 60일입니다.", 3, False),
        ("방금 신청해 드렸습니다.", 5, True),
        ("[이름]님의 회원권은 강남 소속입니다.", 5, True),
        ("수건은 무료입니다.", 5, False),
    ]
    assert {(s.conversation, s.agent) for s in found} == {("k0", "desk-1")}
    assert (
        statements(questions, conversations, frozenset({"휴회는 최대 0일입니다"}))[0].text == "방금 신청해 드렸습니다."
    )


@pytest.mark.parametrize(
    ("wanted", "dialogue"),
    [
        ("faq", [("c", "휴회 며칠까지 되나요?"), ("a", "휴회는 최대 60일까지입니다.")]),
        ("guide", [("c", "휴회 어떻게 해요?"), ("a", "1) 마이 탭을 누르세요\n2) 휴회를 누르세요")]),
        ("guide", [("c", "휴회 어떻게 해요?"), ("a", "마이 > 회원권 > 휴회 신청으로 들어가시면 됩니다.")]),
        ("guide", [("c", "How do I add a seat?"), ("a", "Open Settings, select Billing, click Add seat.")]),
        ("feature_request", [("c", "애플워치 연동 되나요?"), ("a", "애플워치 연동은 아직 지원하지 않습니다.")]),
        ("feature_request", [("c", "Is there a dark mode?"), ("a", "Dark mode isn't supported yet.")]),
        ("account", [("c", "제 결제 확인해 주세요 [전화번호]"), ("a", "조회해 보니 중복 결제가 확인됩니다.")]),
        ("account", [("c", "where is my invoice [email]"), ("a", "I can see your invoice was sent yesterday.")]),
        ("complaint", [("c", "직원이 불친절해서 너무 화나요. 실망입니다"), ("a", "불편을 드려 죄송합니다.")]),
        ("other", [("c", "여기 분위기 어때요?"), ("a", "감사합니다.")]),
    ],
)
def test_kinds_follow_the_answers(wanted, dialogue):
    assert kind(dialogue, dialogue, dialogue) == wanted


def test_one_angry_customer_makes_no_complaint():
    answered = [("c", "환불 며칠 걸려요?"), ("a", "환불은 7일 안에 됩니다.")]
    angry = [("c", "환불 언제 해 주나요 진짜 짜증나네요"), ("a", "환불은 7일 안에 됩니다.")]
    assert kind(answered, answered, angry) == "faq"


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("혹시 휴회 어떻게 하나요?? ㅠㅠ", "휴회 어떻게 하나요?"),
        ("저기요, 락커 얼마예요~~", "락커 얼마예요"),
        ("안녕하세요 PT 환불 되나요", "PT 환불 되나요?"),
        ("hi, how do I add a seat?!", "how do I add a seat?"),
        ("상담은 월~금 10:00~19:00 인가요", "상담은 월~금 10:00~19:00 인가요?"),
        ("환불은 1~2영업일 걸리나요", "환불은 1~2영업일 걸리나요?"),
        ("가" * 80, "가" * 59 + "…"),
        ("", ""),
    ],
)
def test_titles_are_tidied(sentence, title):
    assert tidied(sentence) == title


def test_the_title_is_a_whole_question_without_personal_data():
    texts = [
        Redacted(t)
        for t in (
            "휴회요",
            "[이름]인데 휴회 어떻게 하나요?",
            "휴회 어떻게 신청하나요?",
            "출장이 길어져서 그런데요 " * 6 + "휴회 되나요?",
        )
    ]
    found = candidates(texts)
    assert title_of(texts, found, [1.0] * len(found)) == "휴회 어떻게 신청하나요?"
    assert title_of(texts[:1], [], []) == "휴회요"
    assert title_of([], [], []) == ""
    only = [Redacted("[이름]인데 휴회 되나요?")]
    assert title_of(only, candidates(only), [1.0]) == "[이름]인데 휴회 되나요?"


def test_categories_cover_the_most_demand_and_stay():
    texts = [["환불 언제 돼요?"], ["환불 방법"], ["락커 요금"], ["락커 크기"], ["수건 있나요?"]]
    assert categories(texts, [5, 1, 2, 2, 9], {}, 7, []) == ["환불", "환불", "락커", "락커", ""]
    assert categories(texts, [5, 1, 2, 2, 9], {}, 1, []) == ["환불", "환불", "", "", ""]
    assert categories(texts, [5, 1, 2, 2, 9], {}, 1, ["락커"]) == ["", "", "락커", "락커", ""]
    assert categories([], [], {}, 7, []) == []


def test_english_categories_are_subjects():
    texts = [
        ["How do I add a seat to the plan?", "is the seat billed to the card"],
        ["How do I remove a seat from the plan?"],
    ]
    assert set(categories(texts, [2, 1], {}, 2, [])) <= {"seat", "plan"}


def test_given_categories_win():
    given = {"돈": ("환불", "요금"), "시설": ("락커",)}
    texts = [["PT 환불 언제 돼요?"], ["락커 크기"], ["수건 있나요?"]]
    assert categories(texts, [1, 1, 1], given, 7, ["락커"]) == ["돈", "시설", ""]


NOTHING = Cost()
DEAR = Cost(wait=30.0, unresolved=0.2, low_csat=0.25, trend=1.5)
FREE = MiningConfig(turns=0, wait=0, unresolved=0, low_csat=0, trend=0)


@pytest.mark.parametrize(
    ("conversations", "turns", "standing", "cost", "weights", "wanted"),
    [
        (10, 1.0, Standing(), NOTHING, MiningConfig(), 10.0),
        (10, 2.0, Standing(), NOTHING, MiningConfig(), 12.5),
        (10, 0.5, Standing(), NOTHING, MiningConfig(), 10.0),
        (10, 5.0, Standing(), NOTHING, MiningConfig(), 20.0),
        (10, 50.0, Standing(), NOTHING, MiningConfig(), 20.0),
        (10, 3.0, Standing(), NOTHING, MiningConfig(turns=2), 20.0),
        (10, 2.0, Standing("drafted"), NOTHING, MiningConfig(), 10.0),
        (10, 2.0, Standing("published"), NOTHING, MiningConfig(), 3.75),
        (10, 2.0, Standing("covered"), NOTHING, MiningConfig(), 3.75),
        (10, 2.0, Standing("rejected", 0, 99, 99), DEAR, MiningConfig(), 0.0),
        (10, 2.0, Standing(searches=4), NOTHING, MiningConfig(), 14.5),
        (10, 2.0, Standing("published", up=2, down=6), NOTHING, MiningConfig(), 11.25),
        (10, 2.0, Standing("published", up=6, down=2), NOTHING, MiningConfig(), 6.25),
        (10, 1.0, Standing(searches=10, down=1), NOTHING, MiningConfig(search=2, vote=3, without_page=0.5), 45.0),
        (10, 1.0, Standing(), Cost(wait=60.0), MiningConfig(), 12.5),
        (10, 1.0, Standing(), Cost(wait=0.0, unresolved=0.0, low_csat=0.0, trend=1.0), MiningConfig(), 10.0),
        (10, 1.0, Standing(), Cost(unresolved=1.0), MiningConfig(), 15.0),
        (10, 1.0, Standing(), Cost(low_csat=0.5), MiningConfig(low_csat=2), 20.0),
        (10, 1.0, Standing(), Cost(trend=2.0), MiningConfig(), 14.142),
        (10, 1.0, Standing(), Cost(trend=9.0), MiningConfig(), 14.142),
        (10, 1.0, Standing(), Cost(trend=0.1), MiningConfig(), 7.071),
        (10, 5.0, Standing(), DEAR, FREE, 10.0),
        # The example of docs/explanation/mining.md, with and without a page.
        (40, 2.0, Standing("published", up=2, down=6, searches=6), DEAR, MiningConfig(), 75.689),
        (40, 2.0, Standing(searches=6), DEAR, MiningConfig(), 84.099),
        (0, 0.0, Standing(), NOTHING, MiningConfig(), 0.0),
    ],
)
def test_scores_by_hand(conversations, turns, standing, cost, weights, wanted):
    assert score(conversations, turns, standing, weights, cost) == wanted


SHARES = st.none() | st.floats(0, 1)
COSTS = st.builds(Cost, st.none() | st.floats(0, 1e6), SHARES, SHARES, st.none() | st.floats(0.001, 1000))


@given(COSTS, COSTS, st.floats(0, 1000), st.integers(1, 1000))
def test_conversations_weigh_more_than_anything_else(cost, other, turns, conversations):
    # 3.5 of effort at most, and growth between 0.71 and 1.41.
    many = score(conversations * 8, 1.0, Standing(), MiningConfig(), cost)
    assert many > score(conversations, turns, Standing(), MiningConfig(), other)


@given(COSTS, st.floats(1, 1000), st.integers(0, 50), st.integers(0, 50))
def test_votes_searches_and_the_lack_of_a_page_raise_a_score(cost, turns, up, down):
    def scored(state, *signals):
        return score(5, turns, Standing(state, *signals), MiningConfig(), cost)

    assert scored("new", up, down) > scored("drafted", up, down) > scored("published", up, down) > 0
    assert scored("published", up, down + 1) > scored("published", up, down)
    assert scored("published", up, down, 1) > scored("published", up, down)


def test_searches_belong_to_the_topic_whose_words_they_use():
    topics = [["휴회 어떻게 신청해요?", "회원권 휴회 방법"], ["PT 환불 며칠 걸려요?"], ["How do I add a seat?"]]
    assert searched_for(["pt 환불", "휴회신청", "add seat", "주차장", "???"], topics) == [1, 0, 2, None, None]
    assert searched_for(["pt 환불"], []) == [None]
    assert searched_for([], topics) == []
