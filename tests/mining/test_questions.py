import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.mining.questions import decisions_of, questions_of, states_something
from tests import logs
from tests.limits import ends


def asked(*turns):
    (conversation,) = logs.stored([logs.record("k", turns)]).values()
    return [(q.message, q.text, q.answers, q.turns) for q in questions_of(conversation)]


@pytest.mark.parametrize(
    ("turns", "questions"),
    [
        ([("c", "휴회 되나요?"), ("a", "앱에서 됩니다.")], [(0, "휴회 되나요?", (1,), 1)]),
        (
            [("b", "무엇을 도와드릴까요?"), ("c", "안녕하세요"), ("c", "휴회"), ("c", "앱에서 되나요?"), ("a", "됩니다.")],
            [(2, "휴회 앱에서 되나요?", (4,), 2)],
        ),
        (
            [("c", "안녕하세요! 휴회 되나요? 감사합니다"), ("a", "안녕하세요."), ("a", "됩니다.")],
            [(0, "휴회 되나요?", (1, 2), 1)],
        ),
        (
            [("c", "환불해 주세요"), ("a", "어느 상품인가요?"), ("c", "PT요"), ("a", "7일 안에 입금됩니다.")],
            [(0, "환불해 주세요 PT요", (1, 3), 2)],
        ),
        (
            [("c", "휴회 되나요?"), ("a", "됩니다."), ("c", "수건도 있나요?"), ("a", "있습니다.")],
            [(0, "휴회 되나요?", (1,), 1), (2, "수건도 있나요?", (3,), 1)],
        ),
        (
            [("c", "휴회 되나요?"), ("a", "됩니다."), ("c", "네 감사합니다"), ("a", "좋은 하루 되세요")],
            [(0, "휴회 되나요?", (1, 3), 2)],
        ),
        (
            [("c", "휴회 되나요?"), ("a", "됩니다."), ("c", "수건도 있나요?")],
            [(0, "휴회 되나요?", (1,), 1)],
        ),
        ([("c", "휴회 되나요?"), ("n", "VIP"), ("b", "잠시만요"), ("a", "됩니다.")], [(0, "휴회 되나요?", (3,), 1)]),
        ([("c", "휴회 되나요?")], [(0, "휴회 되나요?", (), 1)]),
        ([("a", "이벤트 안내드립니다."), ("c", "휴회 되나요?"), ("a", "됩니다.")], [(1, "휴회 되나요?", (2,), 1)]),
        ([("b", "안녕하세요"), ("b", "메뉴를 고르세요")], []),
        ([("c", "안녕하세요"), ("a", "안녕하세요"), ("c", "감사합니다")], []),
        ([("c", "👍"), ("c", "ㅋㅋ")], []),
        ([("n", "내부 메모만")], []),
        ([], []),
        (
            [("c", "hi there"), ("c", "Hello, I have a question"), ("c", "How do I add a seat?"), ("a", "In Billing.")],
            [(2, "How do I add a seat?", (3,), 1)],
        ),
    ],
    ids=[
        "one", "several messages", "greetings inside", "asked back", "follow-up", "thanks", "unanswered follow-up",
        "bots and notes", "never answered", "agent first", "bot alone", "courtesies", "emoji", "note alone", "empty",
        "English greetings",
    ],
)  # fmt: skip
def test_questions_of_a_conversation(turns, questions):
    assert asked(*turns) == questions


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("어느 지점이신가요?", False),
        ("안녕하세요!", False),
        ("앱에서 됩니다.", True),
        ("확인해 보겠습니다. 성함이 어떻게 되세요?", False),
        ("확인 후 다시 연락드리겠습니다.", False),
        ("I'll check and get back to you.", False),
        ("주문번호와 연락처 부탁드립니다.", False),
        ("May I have your full name and the reference?", False),
        ("죄송하지만 기간이 지나면 어렵습니다. 7일 안에만 됩니다.", True),
        ("죄송하지만 7일이 지나면 어렵습니다.", True),
        ("", False),
    ],
)
def test_asking_back_states_nothing(text, states):
    assert states_something(text) is states


@pytest.mark.parametrize(
    ("turns", "questions"),
    [
        (
            [("c", "정지시켜 주세요"), ("a", "윤가온입니다. 성함과 연락처 부탁드립니다."), ("c", "[이름]"), ("c", "[전화번호]이요"), ("a", "정지 완료되었습니다.")],
            [(0, "정지시켜 주세요", (1, 4), 3)],
        ),
        (
            [("c", "적금 계좌 바꾸고 싶어요"), ("a", "예금주도 본인이신가요?"), ("c", "아뇨 저희 아빠요 [이름]"), ("a", "타인 명의는 안 됩니다.")],
            [(0, "적금 계좌 바꾸고 싶어요", (1, 3), 2)],
        ),
        (
            [("c", "수업이 안 열려요"), ("a", "어떤 강의인가요?"), ("c", "기초 영문법이요"), ("a", "그 강의는 10월부터입니다.")],
            [(0, "수업이 안 열려요 기초 영문법이요", (1, 3), 2)],
        ),
        (
            [("c", "언제 입금되나요? 이름은 [이름], 계좌는 국민 [계좌번호]입니다."), ("a", "7일 안에 됩니다.")],
            [(0, "언제 입금되나요?", (1,), 1)],
        ),
        (
            [("c", "안녕하세요 [이름]입니다."), ("c", "가입한 지 3일 됐어요."), ("c", "휴회되나요"), ("a", "됩니다.")],
            [(1, "가입한 지 3일 됐어요. 휴회되나요", (3,), 2)],
        ),
        (
            [("c", "휴회 되나요?"), ("c", "그리고 락커는 얼마예요?"), ("a", "휴회는 60일까지 됩니다."), ("a", "락커는 5,000원입니다."), ("c", "넵")],
            [(0, "휴회 되나요?", (2,), 1), (1, "그리고 락커는 얼마예요?", (3,), 2)],
        ),
        (
            [("c", "휴회 되나요?"), ("c", "그리고 락커는 얼마예요?"), ("a", "휴회는 60일까지, 락커는 5,000원입니다.")],
            [(0, "휴회 되나요?", (2,), 1), (1, "그리고 락커는 얼마예요?", (2,), 1)],
        ),
        (
            [("c", "영수증 주세요"), ("a", "메일로 보냅니다. 주소 알려주세요."), ("c", "회사로 해주세요 [이메일]"), ("a", "보냈습니다."), ("c", "수정은요"), ("a", "한 번만 됩니다.")],
            [(0, "영수증 주세요", (1, 3), 2), (4, "수정은요", (5,), 1)],
        ),
        (
            [("c", "계약서에 이름이 두 번 나와요?"), ("a", "네."), ("c", "왜 그런가요"), ("a", "공동 명의입니다.")],
            [(0, "계약서에 이름이 두 번 나와요?", (1,), 1), (2, "왜 그런가요", (3,), 1)],
        ),
        (
            [("c", "의견 있어요 너무 느려요"), ("a", "담당 부서에 전달하겠습니다."), ("c", "전달 말고 고치세요"), ("a", "네 알겠습니다.")],
            [(0, "의견 있어요 너무 느려요", (1, 3), 2)],
        ),
        (
            [("c", "I need to change my address"), ("a", "Happy to help. May I have your full name?"), ("c", "[name]"), ("a", "Updated."), ("c", "works, ta")],
            [(0, "I need to change my address", (1, 3), 3)],
        ),
        (
            [("c", "what time is checkout"), ("a", "At 11 AM."), ("c", "cool. 조식은 얼마예요"), ("a", "45,000원입니다."), ("c", "great ty"), ("c", "ok thanks ㅋㅋ")],
            [(0, "what time is checkout", (1,), 1), (2, "조식은 얼마예요", (3,), 3)],
        ),
        ([("c", "특가! 오늘만 전 품목 최저가 카톡 [전화번호]"), ("b", "접수되었습니다."), ("n", "스팸")], [(0, "특가! 오늘만 전 품목 최저가 카톡 [전화번호]", (), 1)]),
        ([("c", "Dear Sir, we make bottles of all kinds. Please reply."), ("b", "Received.")], [(0, "Dear Sir, we make bottles of all kinds. Please reply.", (), 1)]),
        ([("c", "선생님 덕분에 무사히 다녀왔습니다"), ("a", "저희가 더 감사합니다!"), ("c", "번창하시길")], []),
        ([("c", "ㅇㅇ"), ("c", "넵 감사합니다"), ("c", "[이름] [전화번호]")], []),
    ],
    ids=[
        "identified", "said no", "asked back about the matter", "identified in the same message", "told a story", "two things, two answers",
        "two things, one answer", "reply with a request", "yes", "put off", "English", "mixed", "advertisement", "English advertisement",
        "praise", "nothing",
    ],
)  # fmt: skip
def test_what_adds_no_words_and_what_is_asked_besides(turns, questions):
    assert asked(*turns) == questions


@pytest.mark.parametrize(
    ("turns", "decisions"),
    [
        (
            [("b", "무엇을 도와드릴까요?"), ("c", "안녕하세요"), ("c", "휴회"), ("c", "앱에서 되나요?"), ("n", "VIP"), ("a", "성함이 어떻게 되세요?"), ("c", "[이름]"), ("a", "확인 후 연락드리겠습니다."), ("a", "됩니다."), ("c", "좋네"), ("c", "수건은요"), ("a", "있어요.")],
            "bot, greets, asks 2, joins 2, not public, asks back 2, identifies 2, puts off 2, answers 2, comments 2, asks 10, answers 10",
        ),
        ([("c", "휴회 되나요?"), ("a", "됩니다."), ("c", "수건도 있나요?")], "asks 0, answers 0, comments"),
        ([("a", "안녕하세요"), ("c", "넵")], "greets, agrees"),
        ([("c", "휴회요"), ("c", "고마워요"), ("a", "성함이 어떻게 되세요?"), ("c", "가입은 아빠가 했어요")], "asks 0, thanks 0, asks back 0, replies 0"),
        ([], ""),
    ],
)  # fmt: skip
def test_every_message_has_a_decision(turns, decisions):
    (conversation,) = logs.stored([logs.record("k", turns)]).values()
    made = decisions_of(conversation)
    assert ", ".join(" ".join([d.what, *map(str, d.about)]) for d in made) == decisions
    assert all(d.reason.endswith(".") for d in made)


_TURNS = st.lists(
    st.tuples(
        st.sampled_from("ccaabn"),
        st.sampled_from(
            ["휴회 되나요?", "그리고 락커는요?", "안녕하세요", "[이름]", "넵", "성함이 어떻게 되세요?", "됩니다.", "확인 후 연락드릴게요.", "감사합니다", "바꿔 주세요", "고양이", "아직 안 와요", "네.", ""]
        ),
    ),
    max_size=9,
)  # fmt: skip


@given(_TURNS)
def test_questions_follow_from_decisions_and_their_keys_are_unique(turns):
    (conversation,) = logs.stored([logs.record("k", turns)]).values()
    decisions, questions = decisions_of(conversation), questions_of(conversation)
    assert [d.message for d in decisions] == list(range(len(turns)))
    begun = [d.message for d in decisions if d.what == "asks"]
    assert [q.message for q in questions] == begun == sorted(set(begun))
    assert {asked for d in decisions for asked in d.about} == set(begun)
    for question in questions:
        assert question.text
        assert question.turns >= 1
        assert all(turns[i][0] == "a" and i > question.message for i in question.answers)


@pytest.mark.parametrize(
    "turns",
    [
        [("c", "환불 언제 돼요? " * 7000), ("a", "7일입니다. " * 10000)],
        [("c", "문의 " * 34_000 + "z"), ("a", "네")],
        [("c", "😀" * 25_000), ("a", "😀")],
        [("c", "휴회 되나요?")] * 500,
        [("c", "\x00\u200b\ufeff"), ("a", "\n\n")],
        [("c", "되나요?"), ("a", "네" * 50_000 + "x"), ("a", "네 , . " * 20_000 + "x")],
        [("c", "[이름] " * 20_000), ("a", "성함 " * 30_000), ("c", "가" * 100_000 + "입니다 [이름]")],
        [("c", ". , " * 30_000), ("a", "please " * 20_000), ("c", "and " * 30_000)],
    ],
    ids=[
        "100 KB",
        "100 KB of one word",
        "emoji",
        "500 messages",
        "invisible",
        "yes without end",
        "placeholders without end",
        "marks",
    ],
)
def test_hostile_conversations_are_read(turns):
    with ends():
        assert len(asked(*turns)) <= 1


def test_questions_of_a_log_come_in_order():
    conversations = logs.stored(logs.gym("towel", "guest"))
    found = logs.questions(conversations.values())
    assert [q.conversation for q in found] == [
        name for name in conversations for _ in questions_of(conversations[name])
    ]
    assert not any("안녕" in q.text for q in found)
    assert {q.text for q in found} == {
        *(text for theme in logs.GYM if theme.name in ("towel", "guest") for text in theme.asked),
        "운동복도 빌려주나요?",
    }
