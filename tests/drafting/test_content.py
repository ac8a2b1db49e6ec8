"""What one sentence tells beside another, whatever its words."""

import pytest

from kbgen.drafting.content import contents


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("보관은 60일 동안 돼요.", "맡긴 짐 보관은 60일간 돼요."),
        ("3일째에 문자 알림 한 번 더 가요.", "3일째에 문자알림이 한 번 더 발송돼요."),
        ("휴회 취소는 불가해요.", "한번 신청한 휴회 취소는 어려워요."),
        ("환불은 5일 안에 돼요.", "PT 환불은 5일 이내예요."),
    ],
)
def test_the_same_thing_in_other_words(one, other):
    first, second = contents([one, other])
    assert first.within(second) or second.within(first)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("보관은 60일 동안 돼요.", "보관은 90일 동안 돼요."),
        ("휴회 취소는 불가해요.", "휴회 취소는 가능해요."),
        ("없어지기 7일 전에 알려 드려요.", "없어진 포인트는 7일 안에 복구해요."),
    ],
)
def test_another_thing(one, other):
    first, second = contents([one, other])
    assert not first.within(second)
    assert not second.within(first)
