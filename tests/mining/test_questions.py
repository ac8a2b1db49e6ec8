import time

import pytest

from kbgen.mining.questions import questions_of, states_something
from tests import logs


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
        ("확인할게요. 성함이요?", True),
        ("", False),
    ],
)
def test_asking_back_states_nothing(text, states):
    assert states_something(text) is states


@pytest.mark.parametrize(
    "turns",
    [
        [("c", "환불 언제 돼요? " * 7000), ("a", "7일입니다. " * 10000)],
        [("c", "문의 " * 34_000 + "z"), ("a", "네")],
        [("c", "😀" * 25_000), ("a", "😀")],
        [("c", "휴회 되나요?")] * 500,
        [("c", "\x00\u200b\ufeff"), ("a", "\n\n")],
    ],
    ids=["100 KB", "100 KB of one word", "emoji", "500 messages", "invisible"],
)
def test_hostile_conversations_are_quick(turns):
    start = time.monotonic()
    assert len(asked(*turns)) <= 1
    assert time.monotonic() - start < 5


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
