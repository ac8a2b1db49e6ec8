"""Replacing: placeholders that read naturally, the same for the same thing."""

import pytest

from kbgen.privacy import Placeholders, find, replace


def redact(text, placeholders=None):
    return replace(text, find(text), placeholders or Placeholders())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("예금주 봉나린입니다. 연락처 010-1234-5678로 주세요", "예금주 [이름]입니다. 연락처 [전화번호]로 주세요"),
        ("남편 오민수가 주문했어요", "남편 [이름]이 주문했어요"),
        ("번호는 010-1234-5678은 아니고 010-1111-2222예요", "번호는 [전화번호]는 아니고 [전화번호2]예요"),
        ("메일 a.b@example.com으로 주세요", "메일 [이메일]로 주세요"),
        ("저는 오민수예요", "저는 [이름]이에요"),
        ("010-1234-5678, +82 10 1234 5678", "[전화번호], [전화번호]"),
    ],
)
def test_korean(text, wanted):
    assert redact(text) == wanted


def test_english():
    text = "My name is Priya Raman, call +44 7911 123456 or +44 7911 123457."
    assert redact(text, Placeholders("en")) == "My name is [name], call [phone] or [phone 2]."


def test_numbering_goes_through_a_conversation():
    placeholders = Placeholders()
    assert redact("예금주 봉나린입니다", placeholders) == "예금주 [이름]입니다"
    assert redact("수령인은 추다솜이에요", placeholders) == "수령인은 [이름2]이에요"
    assert redact("봉나린님, 나린씨", placeholders) == "[이름]님, [이름]씨"
