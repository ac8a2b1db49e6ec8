import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.language.jamo import choseong, compose, decompose, from_qwerty, is_choseong, to_qwerty

SYLLABLES = [chr(code) for code in range(0xAC00, 0xD7A4)]
HANGUL = st.text(st.sampled_from(SYLLABLES), max_size=12)
# What es-hangul 2.4 returns: disassemble, getChoseong, convertQwertyToHangul, convertHangulToQwerty.
ES_HANGUL = [
    ("값괜찮 ㄳㅘ abc", "ㄱㅏㅂㅅㄱㅗㅐㄴㅊㅏㄴㅎ ㄱㅅㅗㅏ abc", "ㄱㄱㅊ ㄳ "),
    ("환불 abc ㅎ ㄲ까", "ㅎㅗㅏㄴㅂㅜㄹ abc ㅎ ㄲㄲㅏ", "ㅎㅂ  ㅎ ㄲㄲ"),
    ("의뢰 웨딩", "ㅇㅡㅣㄹㅗㅣ ㅇㅜㅔㄷㅣㅇ", "ㅇㄹ ㅇㄷ"),
]


@pytest.mark.parametrize(("text", "letters", "initials"), ES_HANGUL)
def test_letters_and_initials_are_those_of_es_hangul(text, letters, initials):
    assert decompose(text) == letters
    assert choseong(text) == initials


@pytest.mark.parametrize(
    ("keys", "hangul"),
    [
        ("dkssud", "안녕"),
        ("ghksqnf", "환불"),
        ("rnehr gowl", "구독 해지"),
        ("rkqt", "값"),
        ("ckaF", "참ㄹ"),
        ("RKK OP", "까ㅏ ㅒㅖ"),
        ("Qkffl 3ro", "빨리 3개"),
        ("dlTek", "있다"),
    ],
)
def test_keys_of_the_latin_layout_write_hangul(keys, hangul):
    assert from_qwerty(keys) == hangul


@pytest.mark.parametrize(
    ("typed", "keys"), [("ㅗ디ㅔ", "help"), ("ㅗ디ㅣㅐ", "hello"), ("ㄱㄷ려ㅜㅇ", "refund"), ("값 7", "rkqt 7")]
)
def test_hangul_typed_for_latin_gives_its_keys(typed, keys):
    assert to_qwerty(typed) == keys


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("ㅎㅂ", True), ("ㅂㅅㅈ ㅂㄱ", True), ("ㅎㅏ", False), ("환ㅂ", False), (" ", False), ("", False), ("ab", False)],
)
def test_initials_are_bare_consonants(text, wanted):
    assert is_choseong(text) is wanted


def test_each_syllable_comes_back_from_its_letters_and_its_keys():
    assert [compose(decompose(s)) for s in SYLLABLES] == SYLLABLES
    assert [from_qwerty(to_qwerty(s)) for s in SYLLABLES] == SYLLABLES


@given(HANGUL)
def test_texts_come_back_from_letters_and_keys(text):
    assert compose(decompose(text)) == text
    assert from_qwerty(to_qwerty(text)) == text
    assert len(choseong(text)) == len(text)


@given(st.text(max_size=20))
def test_any_text_is_taken_and_taken_apart_once(text):
    assert decompose(decompose(text)) == decompose(text)
    assert decompose(compose(text)) == decompose(text)
