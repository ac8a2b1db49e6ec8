import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.language.fold import fold, language_of, letters, squeeze
from kbgen.language.placeholders import without_placeholders


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("환불 돼요?? ㅠㅠㅠ", "환불 돼요"),
        ("ＡＢＣ 헬스장!!", "abc 헬스장"),
        ("넘넘넘넘 좋아요ㅋㅋㅋ", "넘 좋아요"),
        ("와아아아아 최고", "와아 최고"),
        ("30,000원에 1.5시간", "0원에 0시간"),
        ("snake_case_word", "snake case word"),
        ("  \n\t ", ""),
        ("👍👍", ""),
    ],
)
def test_fold_makes_spelling_habits_equal(text, folded):
    assert fold(text) == folded


@given(st.text(max_size=200))
def test_folding_twice_is_folding_once(text):
    once = fold(text)
    assert fold(once) == once


@given(st.text(max_size=200))
def test_letters_do_not_depend_on_spaces_and_marks(text):
    assert letters(" ".join(text)) == letters(text) or unicodedata.normalize("NFKC", text) != text
    assert all(c.isalnum() for c in letters(text))


def test_squeeze_composes_hangul_and_joins_white_space():
    assert squeeze(unicodedata.normalize("NFD", " 환불\n\n 돼요\u3000? ")) == "환불 돼요 ?"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("휴회 방법 알려주세요", "ko"),
        ("How do I add a seat?", "en"),
        ("iPhone 연동 돼요?", "ko"),
        ("This is a long English sentence with one 말", "en"),
        ("123 !!", "other"),
        ("", "other"),
        ("お願いします", "other"),
    ],
)
def test_language_is_told_by_script(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("[이름]님 [전화번호2]로 연락", "님 로 연락"),
        ("call [phone] or [email 12]", "call or"),
        ("[설정] 버튼", "[설정] 버튼"),
        ("[2026년] 행사", "[2026년] 행사"),
        ("plain", "plain"),
    ],
)
def test_placeholders_are_taken_out(text, bare):
    assert without_placeholders(text) == bare
