from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.drafting.claims import claims, support, tidied
from kbgen.drafting.selection import _is_rule
from kbgen.language.values import values
from kbgen.mining.statements import Statement
from kbgen.models import Evidence, Redacted

AT = datetime.fromisoformat("2026-03-02T09:00:00+09:00")


def said(*sentences, personal=False):
    return [
        Statement(Redacted(t), f"k{i}", 1, f"a{i}", AT + timedelta(days=i), personal) for i, t in enumerate(sentences)
    ]


def made(*sentences):
    return [(c.text, [e.conversation for e in c.evidence]) for c in claims(said(*sentences))]


def test_paraphrases_are_one_claim_in_the_clearest_words_with_all_their_evidence():
    (claim,) = claims(
        said(
            "휴회는 앱에서 신청하실 수 있어요",
            "네! 휴회는 앱에서 신청하실 수 있어요.",
            "휴회는 앱에서 신청 가능하세요~",
        )
    )
    assert claim.text == "휴회는 앱에서 신청하실 수 있어요."
    assert claim.evidence == tuple(Evidence(f"k{i}", 1, f"a{i}", AT + timedelta(days=i)) for i in range(3))
    assert support(claim) == 3


def test_other_values_are_other_claims():
    assert made("환불은 7일 안에 됩니다.", "환불은 14일 안에 됩니다.", "환불은 7일 안에 됩니다.") == [
        ("환불은 7일 안에 됩니다.", ["k0", "k2"]),
        ("환불은 14일 안에 됩니다.", ["k1"]),
    ]


def test_the_same_value_in_other_words_is_evidence():
    (first, *_) = made("락커는 매월 3만원입니다.", "락커 이용료는 30,000원이에요.", "락커는 매월 3만원입니다.")
    assert sorted(first[1]) == ["k0", "k1", "k2"]


def test_the_most_said_comes_first_and_newer_before_older():
    assert [text for text, _ in made("수건은 무료입니다.", "주차는 두 시간 됩니다.", "주차는 두 시간 됩니다.", "샤워실은 지하입니다.")] == [
        "주차는 두 시간 됩니다.", "샤워실은 지하입니다.", "수건은 무료입니다.",
    ]  # fmt: skip


def test_one_customer_s_case_and_mere_words_make_no_claim():
    assert claims(said("방금 취소해 드렸습니다.", personal=True)) == []
    assert claims(said("네!", "넵.")) == []
    assert claims([]) == []


SENTENCES = st.sampled_from(
    [
        f"{subject} {amount} {end}"
        for subject in ("환불은", "PT 환불은", "락커는", "Refunds take")
        for amount in ("7일", "14일", "1~2영업일", "3만원", "30,000원", "5 days", "10%")
        for end in ("안에 됩니다.", "걸려요~", "입니다!!")
    ]
)


@given(st.lists(SENTENCES, max_size=12))
@settings(deadline=None, max_examples=60)
def test_no_claim_holds_two_values_or_one_that_nobody_said(sentences):
    statements = said(*sentences)
    texts = {s.conversation: s.text for s in statements}
    for claim in claims(statements):
        own = {(v.kind, v.size) for v in values(claim.text)}
        assert claim.evidence
        for evidence in claim.evidence:
            assert own <= {(v.kind, v.size) for v in values(texts[evidence.conversation])}


@pytest.mark.parametrize(
    ("sentence", "tidy"),
    [
        ("네~ 1~2영업일 걸려요^^", "네~ 1~2영업일 걸려요."),
        ("네! 1~2영업일 걸려요^^", "1~2영업일 걸려요."),
        ("환불은 3 ~ 5영업일입니다!!", "환불은 3 ~ 5영업일입니다."),
        ("운영시간은 월~금 10:00~19:00입니다~", "운영시간은 월~금 10:00~19:00입니다."),
        ("강남~판교 셔틀은 무료예요;;", "강남~판교 셔틀은 무료예요."),
        ("맞아요! 30,000원입니다 ㅎㅎ", "30,000원입니다."),
        ("가능해요😊", "가능해요."),
        ("Yes, refunds take 5-7 days!", "Refunds take 5-7 days."),
        ("(평일만 가능)", "(평일만 가능)"),
        ("될까요?", "될까요?"),
        ("https://example.com/a?b=1 참고", "https://example.com/a?b=1 참고."),
        ("", ""),
        ("ㅋㅋ", ""),
    ],
)
def test_a_sentence_is_tidied_and_its_facts_stay(sentence, tidy):
    assert tidied(sentence) == tidy


@given(st.text(alphabet="가나다 0123456789,.~-:원일주시간%$월금영업", max_size=40))
def test_tidying_keeps_every_number(sentence):
    def numbers(text):
        return [c for c in text if c.isdigit()]

    assert numbers(tidied(sentence)) == numbers(sentence)


@given(st.text(max_size=60))
def test_tidying_twice_is_tidying_once(sentence):
    once = tidied(sentence)
    assert tidied(once) == once or once.startswith(("네", "예", "아", "오", "앗", "헉", "넵", "yes", "no", "sure"))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("락커는 매월 청구됩니다 고객님~", "락커는 매월 청구됩니다."),
        ("확인 결과, PT는 환불돼요.", "PT는 환불돼요."),
        ("환불은 고객님 카드로 돼요.", "환불은 고객님 카드로 돼요."),
    ],
)
def test_who_is_spoken_to_is_no_part_of_a_claim(said, kept):
    assert tidied(said) == kept


@pytest.mark.parametrize(
    "talk",
    [
        "건강히 지내십시오.",
        "궁금한 점은 언제든 물어보세요.",
        "[휴회 신청 서류]",
        "모레 수요일에 열어요.",
        "저도 써 봤는데 좋았대요.",
    ],
)
def test_talk_and_headings_make_no_rule(talk):
    assert not _is_rule(talk)
