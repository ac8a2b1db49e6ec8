import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.language.values import values


def stated(sentence):
    return [(v.kind, v.size) for v in values(sentence)]


@pytest.mark.parametrize(
    "same",
    [
        ("3만원", "30,000원", "30000원", "3만 원", "30000 원"),
        ("3만5천원", "35,000원", "3.5만원", "3만 5,000원"),
        ("5천원", "5,000원"),
        ("10만원", "100,000원"),
        ("1억원", "100,000,000원"),
        ("2주", "14일", "2주일", "336시간", "2 weeks", "14 days"),
        ("24시간", "1일", "24 hours", "1 day"),
        ("90분", "90 minutes"),
        ("3~5영업일", "5영업일", "3 ~ 5 영업일", "3-5 business days", "5 business days"),
        ("1년", "1 year"),
        ("3개월", "3 months", "3달"),
        ("10%", "10 퍼센트", "10 percent"),
        ("$1,200", "$1200"),
        ("5 seats", "5 seat"),
    ],
)
def test_the_same_value_in_other_words(same):
    assert len({tuple(stated(f"그건 {text} 정도예요")) for text in same}) == 1
    assert len(stated(same[0])) == 1


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("문은 오후 9시 50분에 닫고 9시50분에 나가요", []),
        ("락커는 매월 8,000원이고 보증금은 2만원입니다", [("money", 8000), ("money", 20000)]),
        ("신청 후 7일 안에 10% 뺀 금액이 입금됩니다", [("period", 168), ("percent", 10)]),
        ("동반 2명까지 3회 무료", [("count:명", 2), ("count:회", 3)]),
        ("€9.50 or £8", [("money€", 9.5), ("money£", 8)]),
        ("직원이 원래 원칙대로 도와드려요", []),
        ("문의는 3일차 교육에서", []),
        ("3번째 주에", []),
        ("오전 10:30에 열어요", []),
        ("12월25일에 쉽니다", []),
        ("값이 없는 문장", []),
        ("", []),
    ],
)
def test_values_of_a_sentence(sentence, found):
    assert stated(sentence) == found


@pytest.mark.parametrize(
    "sentence",
    ["3월 5일까지 신청하세요", "행사는 12월 24일입니다", "2026년 3월 2일에 열었습니다", "2026년 안에 엽니다"],
)
def test_a_date_is_no_period(sentence):
    assert [v for v in values(sentence) if v.kind == "period"] == []


@pytest.mark.parametrize(
    ("sentence", "hours"), [("a 14-day trial", 336), ("our 30-day guarantee", 720), ("a 24-hour hold", 24)]
)
def test_english_periods_with_a_hyphen(sentence, hours):
    assert stated(sentence) == [("period", hours)]


@given(st.integers(1, 99_999_999))
def test_won_with_and_without_commas(amount):
    assert stated(f"{amount}원") == stated(f"{amount:,}원") == [("money", amount)]


@given(st.integers(1, 365), st.integers(1, 365))
def test_periods_are_equal_when_their_days_are(a, b):
    assert (stated(f"{a}일 안에") == stated(f"{b}일 안에")) == (a == b)


@given(st.text(max_size=300))
def test_places_and_words_are_those_of_the_text(text):
    found = values(text)
    assert [v.start for v in found] == sorted(v.start for v in found)
    assert all(v.text.strip() in text[v.start :] for v in found)
