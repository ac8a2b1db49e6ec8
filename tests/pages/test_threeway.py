import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.pages.threeway import Clash, merge3

LINES = st.lists(st.sampled_from("abcde"), max_size=8)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        ("abc", "abc", "abc", "abc"),
        ("abc", "axc", "abc", "axc"),
        ("abc", "abc", "axc", "axc"),
        ("abcde", "xbcde", "abcdy", "xbcdy"),
        ("abc", "abcx", "yabc", "yabcx"),
        ("abc", "ac", "abcd", "acd"),
        ("abc", "axc", "ayc", None),
        ("abc", "abcx", "abcy", None),
        ("abc", "ac", "axc", None),
        ("", "x", "", "x"),
        ("", "x", "y", None),
        ("abc", "", "abc", ""),
        ("abc", "", "axc", None),
    ],
)
def test_merging(base, ours, theirs, merged):
    found = merge3(list(base), list(ours), list(theirs))
    assert (None if found.clashes else "".join(found.lines)) == merged


def test_a_clash_holds_what_each_side_made_of_the_lines():
    found = merge3(["가", "나", "다", "라"], ["가", "나!", "다", "라"], ["가", "나?", "다", "라라"])
    assert found.clashes == (Clash(("나",), ("나!",), ("나?",)),)
    assert found.lines == ("가", "나!", "다", "라라")


@given(LINES, LINES)
def test_a_change_on_one_side_is_taken(base, changed):
    assert merge3(base, changed, base).lines == tuple(changed)
    assert merge3(base, base, changed).lines == tuple(changed)


@given(LINES, LINES)
def test_the_same_change_on_both_sides_is_taken(base, changed):
    assert merge3(base, changed, changed).lines == tuple(changed)


@given(LINES, LINES, LINES)
def test_sides_do_not_matter(base, ours, theirs):
    merged = merge3(base, ours, theirs)
    other = merge3(base, theirs, ours)
    assert [(c.base, c.theirs, c.ours) for c in merged.clashes] == [(c.base, c.ours, c.theirs) for c in other.clashes]
    assert merged.clashes or merged == other


@given(st.permutations("abcdefgh"), st.integers(0, 6), st.integers(0, 6))
def test_a_line_that_one_side_added_is_never_lost(base, at, other):
    ours = [*base[:at], "X", *base[at:]]
    theirs = [*base[:other], *base[other + 1 :]]
    merged = merge3(base, ours, theirs)
    assert "X" in merged.lines
    if merged.clashes:
        assert at in (other, other + 1)
    else:
        assert base[other] not in merged.lines
