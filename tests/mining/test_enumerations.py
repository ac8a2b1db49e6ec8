"""Lists that agents give, and lists that grew at a date."""

from datetime import UTC, datetime, timedelta

import pytest

from kbgen.mining.enumerations import grown_list, items
from kbgen.mining.statements import Statement
from kbgen.models import Redacted

START = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("당일 배송은 서초·강남·송파만 돼요.", {"서초", "강남", "송파"}),
        ("신한, 국민, 현대카드로 결제하실 수 있어요.", {"신한", "국민", "현대카드"}),
        ("We ship to Germany, France and Austria.", {"Germany", "France", "Austria"}),
        ("강남이랑 송파만 돼요.", set()),
        ("3,000원이에요.", set()),
        (")" * 30_000, set()),
    ],
)
def test_items(text, found):
    assert items(text) == found


def said(*sentences: tuple[str, bool]) -> list[Statement]:
    return [
        Statement(Redacted(text), f"k{n}", 1, f"a{n % 2}", START + timedelta(days=10 * n), personal)
        for n, (text, personal) in enumerate(sentences)
    ]


def test_a_list_that_names_more_from_a_time_on_is_a_change_newest_first():
    old, new = "당일 배송은 서초, 강남, 송파만 돼요.", "서초, 강남, 송파, 마포, 용산 모두 돼요."
    found = grown_list(said((old, False), (old, False), (new, False), (new, False)))
    assert found is not None
    assert found.kind == "change"
    assert [set(c.value.split("·")) - {"모두"} for c in found.claims] == [
        {"서초", "강남", "송파", "마포", "용산"},
        {"서초", "강남", "송파"},
    ]
    assert [c.conversations for c in found.claims] == [("k2", "k3"), ("k0", "k1")]


def test_one_newer_list_counts_when_an_agent_announces_it():
    old, new = "당일 배송은 서초, 강남, 송파만 돼요.", "오늘부터 마포, 용산, 성동까지 돼요."
    assert grown_list(said((old, False), (old, False), (new, True))) is not None
    assert grown_list(said((old, False), (old, False), ("저는 마포, 용산, 성동으로 보냈어요.", True))) is None


def test_lists_that_overlap_in_time_or_were_never_the_same_are_no_change():
    old, new = "당일 배송은 서초, 강남, 송파만 돼요.", "서초, 강남, 송파, 마포, 용산 모두 돼요."
    assert grown_list(said((new, False), (old, False), (new, False), (old, False))) is None
    assert grown_list(said((old, False), ("앱, 웹, 전화로 하세요.", False), (new, False), (new, False))) is None
