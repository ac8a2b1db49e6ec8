"""Plain forms and their way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.privacy.folding import digits, fold


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("그대로 ㅋㅋ", "그대로 ㅋㅋ"),
        ("①②３", "123"),
        ("a<br>b<b>c</b>", "a\nbc"),
        ("보낸 사람 <a.b@example.com>", "보낸 사람 <a.b@example.com>"),
        ("1&nbsp;2&#51;", "1 23"),
        ("한글", "한글"),
        ("a\u200bb", "ab"),
        ("x=%EA%B9%80", "x=김"),
        ("할인 30% 20개", "할인 30% 20개"),
    ],
)
def test_fold(text, plain):
    assert fold(text).text == plain


@given(st.text(st.one_of(st.characters(), st.sampled_from("<b>&amp;%41 ")), max_size=80))
def test_offsets_cover_the_text_in_order(text):
    folded = fold(text)
    if folded.offsets is None:
        assert folded.text == text
        return
    assert len(folded.offsets) == len(folded.text)
    assert all(0 <= a < b <= len(text) for a, b in folded.offsets)
    assert all(a[0] <= b[0] for a, b in zip(folded.offsets, folded.offsets[1:], strict=False))


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("공일공 이삼사오 육칠팔구", "010 2345 6789"),
        ("공1공-1234-5678", "010-1234-5678"),
        ("OlO-1234-5678", "010-1234-5678"),
        ("공일공이삼사오육칠팔구이에요", "01023456789이에요"),
        ("010-1234-5678 이 번호", "010-1234-5678 이 번호"),
        ("3일 이내 2영업일", "3일 이내 2영업일"),
        ("010ㅡ1234ㅡ5678", "010-1234-5678"),
    ],
)
def test_digits(text, view):
    assert digits(text) == view
