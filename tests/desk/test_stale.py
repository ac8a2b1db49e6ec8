"""Published pages that newer answers contradict."""

from datetime import UTC, datetime

from kbgen.desk.stale import Stale, stale
from kbgen.models import ClaimGroup, Disagreement, Page, Question, Redacted, Topic

DAY = [datetime(2026, 3, day, tzinfo=UTC) for day in range(1, 29)]
PAGE = Page("content/faq/t1.md", "반품 기한", "", "수령 후 7일 안에 신청하세요.", "faq", "published", topic="t1")


def topic(*sides: tuple[str, int], kind: str = "conflict") -> Topic:
    claims = tuple(
        ClaimGroup(value, Redacted(f"{value} 안에 됩니다."), 1, (f"c{n}",), DAY[day], DAY[day])
        for n, (value, day) in enumerate(sides)
    )
    found = (Disagreement("period", "기한", kind, claims),)  # type: ignore[arg-type]
    questions = (Question("c0", 0, Redacted("?"), ()),)
    return Topic("t1", Redacted("반품"), "faq", "ko", Redacted(""), questions, 1, 1.0, None, None, 0.0, found)


def look(
    found: Topic,
    known: tuple[str, ...] = ("7일",),
    updates: tuple[str, ...] = (),
    settled: dict[str, str] | None = None,
):
    return stale({PAGE.path: PAGE}, [found], {PAGE.path: known}, updates, settled or {})


def test_an_answer_since_the_approval_that_the_page_does_not_state_reopens_it_with_the_evidence():
    (found,) = look(topic(("7일", 2), ("14일", 20)))
    assert (found.page, found.why, found.about) == (PAGE.path, "conflict", "기한")
    assert [(c.value, c.on_page, c.conversations) for c in found.claims] == [
        ("7일", True, ("c0",)),
        ("14일", False, ("c1",)),
    ]


def test_what_was_known_when_it_was_approved_or_is_settled_does_not():
    assert look(topic(("7일", 2), ("14일", 20)), known=("14일", "7일")) == ()
    assert look(topic(("7일", 2), ("14일", 20)), settled={"t1/period": "7일"}) == ()


def test_a_newer_text_is_a_reason_of_its_own():
    assert look(topic(("7일", 2), ("7일", 20)), updates=(PAGE.path,)) == (Stale(PAGE.path, PAGE.title, "update"),)
