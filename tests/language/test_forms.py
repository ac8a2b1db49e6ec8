import pytest

from kbgen.language.forms import (
    asks,
    ends_as_question,
    is_courtesy,
    is_personal,
    is_small_talk,
)
from tests.limits import ends


@pytest.mark.parametrize(
    "text",
    [
        "안녕하세요",
        "안녕하세요~!! 문의드려요",
        "네네 감사합니다ㅎㅎ",
        "넵",
        "ㅠㅠ",
        "👍",
        "",
        "[이름] [전화번호]",
        "상담원 연결해주세요",
        "hi there",
        "Hello, I have a question",
        "thank you so much!",
        "ok great",
        "질문 있어요",
        "12345",
    ],
)
def test_small_talk(text):
    assert is_small_talk(text)


@pytest.mark.parametrize(
    "text",
    [
        "안녕하세요 휴회 신청하려고요",
        "환불이요",
        "락커 얼마예요",
        "hi, where is my invoice",
        "dark mode",
        "감사한데 환불은요?",
    ],
)
def test_no_small_talk(text):
    assert not is_small_talk(text)


@pytest.mark.parametrize(
    "text",
    [
        "안녕하세요 " * 20_000,
        "네넵" * 50_000,
        "문의 " * 30_000 + "z",
        "문의 질문 " * 15_000,
        "감사 " * 30_000 + "환불",
        "thank you so much " * 5_000 + "refund",
        "talk to an " * 10_000,
        "가" * 100_000,
    ],
    ids=lambda text: text[:6],
)
def test_a_huge_message_is_judged(text):
    with ends():
        assert is_small_talk(text) in (True, False)


@pytest.mark.parametrize(
    "text",
    ["휴회 어떻게 하나요", "환불 원해요 해 주세요", "로그인이 안 돼요", "How do I pause", "cannot log in", "가격?"],
)
def test_asks(text):
    assert asks(text)


@pytest.mark.parametrize("text", ["좋네", "great stuff", "아 그거였구나"])
def test_comments(text):
    assert not asks(text)


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("성함이 어떻게 되시나요", True),
        ("어느 지점이실까요~", True),
        ("Which plan are you on?", True),
        ("환불은 7일 안에 됩니다.", False),
        ("앱에서 신청하세요", False),
    ],
)
def test_questions_asked_back(sentence, question):
    assert ends_as_question(sentence) is question


@pytest.mark.parametrize(
    ("sentence", "courtesy"),
    [
        ("안녕하세요, 움핏입니다.", True),
        ("문의해 주셔서 감사합니다.", True),
        ("확인 후 다시 연락드리겠습니다.", True),
        ("Thanks for reaching out!", True),
        ("I'll check and get back to you.", True),
        ("환불은 7일 안에 됩니다.", False),
        ("Seats are billed pro rata.", False),
    ],
)
def test_courtesies(sentence, courtesy):
    assert is_courtesy(sentence) is courtesy


@pytest.mark.parametrize(
    ("sentence", "personal"),
    [
        ("조회해 보니 중복 결제가 확인됩니다.", True),
        ("방금 취소해 드렸습니다.", True),
        ("I can see the charge.", True),
        ("Your invoice was sent yesterday.", True),
        ("휴회는 최대 60일까지 가능합니다.", False),
        ("Invoices are sent monthly.", False),
    ],
)
def test_sentences_about_one_customer(sentence, personal):
    assert is_personal(sentence) is personal
