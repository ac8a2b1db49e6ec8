import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.language.porter import stem
from kbgen.language.terms import bigrams, cased, folded, lexicon, segment, words

LEXICON = {
    "환불": "환불", "언제": "언제", "배송": "배송", "배송지": "배송지", "바꿔": "바꾸", "바꾸": "바꾸", "돈": "돈", "은": "",
    "이랑": "", "되나요": "", "쿠폰": "쿠폰", "카드": "카드",
}  # fmt: skip


def test_words_are_morphemes_stems_and_numbers():
    assert words(
        ["배송지를 바꿔 주세요, 3,000원이면 되나요?", "How do I change Shipping addresses?", "ＡＳ 센터", ""]
    ) == [
        ["배송지", "바꾸", "3000"],
        ["chang", "ship", "address"],
        ["센터", "as"],
        [],
    ]


def test_the_lexicon_tells_words_from_endings_and_knows_written_forms():
    found = lexicon(["배송지를 바꿔 주세요", "환불은 언제 되나요"])
    assert found["바꿔"] == found["바꾸"] == "바꾸"
    assert found["배송지"] == "배송지"
    assert found["를"] == found["은"] == ""
    assert list(found) == sorted(found)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("환불은 언제", ["환불", "언제"]),
        ("환불언제되나요", ["환불", "언제"]),
        ("배송지바꿔", ["배송지", "바꾸"]),  # the longer known piece, not 배송
        ("돈은 언제", ["돈", "언제"]),  # a word of one syllable begins its run
        ("환불돈", ["환불"]),  # and does not stand within it
        ("은행", ["은행"]),  # a particle does not begin a run
        ("반은색", ["반은색"]),  # nor cut an unknown word
        ("쿠퐁은", ["쿠퐁"]),  # but ends one
        ("쿠퐁이랑 카드", ["쿠퐁", "카드"]),
        ("Shipping 배송지", ["ship", "배송지"]),
        ("AS 카드", ["as", "카드"]),  # an English stop word is a word in Korean
        ("what is E-502", ["e", "502"]),
        ("!? ㅠㅠ", []),
    ],
)
def test_queries_are_cut_over_the_lexicon(query, wanted):
    assert segment(query, LEXICON) == wanted


@given(st.text(st.sampled_from("환불언제배송지바꿔돈은이랑가각a1 "), max_size=24))
def test_no_syllable_is_told_twice(query):
    assert sum(map(len, segment(query, {key: key for key in LEXICON}))) <= len(folded(query))


def test_pairs_stay_within_a_run():
    assert bigrams("무료 배송비는 Pro 요금") == ["무료", "배송", "송비", "비는", "요금"]


@pytest.mark.parametrize(
    ("text", "wanted"), [("１２,０００원 ＡＢＣ", "12000원 abc"), ("ㅎㅂ ㅠㅠ", "ㅎㅂ ㅠㅠ"), ("I’m", "i'm")]
)
def test_folding_keeps_bare_letters(text, wanted):
    assert folded(text) == wanted


# What the npm package `stemmer` 2.0.1 returns.
STEMS = """sses=sse ies=ie caresses=caress ponies=poni cats=cat agreed=agre feed=feed plastered=plaster motoring=motor sing=sing
    conflated=conflat troubling=troubl sized=size hopping=hop falling=fall hissing=hiss filing=file happy=happi sky=sky
    relational=relat conditional=condit possibly=possibl technologies=technolog digitizer=digit hopefulness=hope
    triplicate=triplic electrical=electr goodness=good revival=reviv adoption=adopt replacement=replac probate=probat
    rate=rate cease=ceas controlling=control roll=roll us=us is=is say=sai yes=ye yellow=yellow eed=e s=s""".split()


@pytest.mark.parametrize("pair", STEMS)
def test_stems_are_those_of_the_site(pair):
    word, wanted = pair.split("=")
    assert stem(word) == wanted


def test_capitals_are_kept_where_they_tell_keys_apart():
    assert cased("Ｅkfrl 1,000원 ㅎㅂ’s") == "Ekfrl 1000원 ㅎㅂ's"
    assert folded("Ｅkfrl 1,000원 ㅎㅂ’s") == "ekfrl 1000원 ㅎㅂ's"
