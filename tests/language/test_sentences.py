import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.language.sentences import lines, sentences, steps


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("휴회는 앱에서 됩니다. 최대 60일이에요!", ["휴회는 앱에서 됩니다.", "최대 60일이에요!"]),
        ("감사합니다~ 환불은 7일입니다", ["감사합니다~", "환불은 7일입니다"]),
        ("가능해요😊 내일 오세요", ["가능해요😊", "내일 오세요"]),
        ("이용료는 3.5만원, 1.5시간입니다", ["이용료는 3.5만원, 1.5시간입니다"]),
        ("v2.1. is out", ["v2.1. is out"]),
        ("- 수건\n• 운동복\n* 양말", ["수건", "운동복", "양말"]),
        ("1) 앱 열기 2) 설정 3) 해지", ["앱 열기", "설정", "해지"]),
        ("① 앱을 켜세요\n② 휴회를 누르세요. 끝!", ["앱을 켜세요", "휴회를 누르세요.", "끝!"]),
        ("Costs $1.50 per seat. That's all.", ["Costs $1.50 per seat.", "That's all."]),
        ('He said "no." Then left.', ['He said "no."', "Then left."]),
        ("평일만 됩니다(주말 제외.) 문의 주세요", ["평일만 됩니다(주말 제외.)", "문의 주세요"]),
        ("\n \n", []),
        ("", []),
    ],
)
def test_text_is_cut_into_sentences(text, found):
    assert sentences(text) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "환불은 3 ~ 5영업일 걸려요.",
        "환불은 1~ 2영업일 걸려요.",
        "운영시간은 월~금 10:00~19:00입니다.",
        "Refunds take 3 ~ 5 days.",
    ],
)
def test_a_range_is_not_the_end_of_a_sentence(sentence):
    assert sentences(sentence) == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "We open at 9 a.m. and close at 6 p.m. every day.",
        "Some plans, e.g. the free one, have no export.",
        "See the terms (i.e. the small print) first.",
    ],
)
def test_an_abbreviation_is_not_the_end_of_a_sentence(sentence):
    assert sentences(sentence) == [sentence]


@given(st.text(max_size=300))
def test_no_letter_is_lost_or_made(text):
    def kept(part):
        return [c for c in part if c.isalpha() and c not in "가나다라마바사아자차카타파하"]

    joined = "".join(sentences(text))
    assert kept(joined) == kept(text)
    assert all(s == s.strip() and s for s in sentences(text))
    assert all("\n" not in line for line in lines(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("휴회 방법\n1. 마이 탭\n2. 회원권 관리\n감사합니다", ["마이 탭", "회원권 관리"]),
        ("1) Open Settings 2) Click Add", ["Open Settings", "Click Add"]),
        ("① 앱 ② 설정", ["앱", "설정"]),
        ("가. 신청\n나. 결제", ["신청", "결제"]),
        ("1) 하나뿐인 단계", []),
        ("2026. 3. 2 공지입니다", []),
        ("번호 없는 글", []),
    ],
)
def test_numbered_steps(text, found):
    assert steps(text) == found


def test_a_huge_message_is_cut_quickly():
    assert len(sentences("환불은 7일 안에 됩니다. " * 8000)) == 8000
