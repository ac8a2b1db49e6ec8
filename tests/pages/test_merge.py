from dataclasses import replace

import pytest

from kbgen.models import Page, PageEvidence
from kbgen.pages.compose import signed
from kbgen.pages.markdown import parse, render
from kbgen.pages.merge import Decided, decide

PATH = "content/faq/t1.md"
OLD = signed(
    Page(PATH, "환불", "7일입니다.", "# 환불\n\n7일입니다.", "faq", "draft", queries=("환불 언제",), topic="t1")
)
NEW = signed(replace(OLD, description="14일입니다.", body="# 환불\n\n14일입니다."))
EDIT = replace(OLD, body=OLD.body + "\n\n사람이 덧붙인 말")


def on_disk(page):
    """A page as it comes back from its file, and the file."""
    return parse(PATH, render(page)), render(page)


@pytest.mark.parametrize(
    ("proposed", "current", "last", "decided"),
    [
        (OLD, None, None, Decided("written", render(OLD), render(OLD))),
        (OLD, None, render(OLD), Decided("deleted", None, render(OLD))),
        (OLD, OLD, render(OLD), Decided("unchanged", None, render(OLD))),
        (OLD, OLD, None, Decided("unchanged", None, render(OLD))),
        (NEW, OLD, render(OLD), Decided("written", render(NEW), render(NEW))),
        (OLD, EDIT, render(OLD), Decided("unchanged", None, render(EDIT))),
        (NEW, EDIT, render(OLD), Decided("kept", None, render(NEW))),
        (
            OLD,
            replace(OLD, status="published"),
            render(OLD),
            Decided("unchanged", None, render(replace(OLD, status="published"))),
        ),
        (NEW, replace(OLD, status="published"), render(OLD), Decided("proposed", None, render(NEW))),
        (NEW, replace(OLD, status="archived"), render(OLD), Decided("proposed", None, render(NEW))),
        (NEW, replace(EDIT, status="published"), render(OLD), Decided("kept", None, render(NEW))),
        (NEW, replace(OLD, generated=""), None, Decided("kept", None, render(NEW))),
    ],
    ids=[
        "first",
        "a deleted page stays away",
        "the same again",
        "the same, and the database is new",
        "a draft nobody touched",
        "edited, nothing new",
        "edited, something new",
        "published, nothing new",
        "published, something new",
        "archived, something new",
        "published and edited",
        "a person's own page",
    ],
)
def test_what_happens_to_a_page(proposed, current, last, decided):
    page, text = on_disk(current) if current is not None else (None, "")
    assert decide(proposed, page, text, last) == decided


def test_new_numbers_are_written_into_a_published_page_without_a_review():
    counted = replace(OLD, evidence=PageEvidence(9, 8, None, None))
    page, text = on_disk(replace(OLD, status="published"))
    decided = decide(counted, page, text, render(OLD))
    assert decided == Decided(
        "written", render(replace(counted, status="published")), render(replace(counted, status="published"))
    )


def test_new_search_words_do_not_reach_a_published_page_on_their_own():
    worded = replace(OLD, queries=("환불 언제", "(광고) 떡볶이"), category="광고")
    page, text = on_disk(replace(OLD, status="published"))
    assert decide(worded, page, text, render(OLD)).outcome == "unchanged"


def test_keys_that_a_person_added_stay():
    extra = (("hide", ["toc"]),)
    page, text = on_disk(replace(OLD, extra=extra))
    assert decide(NEW, page, text, render(OLD)).text == render(replace(NEW, extra=extra))


@pytest.mark.parametrize("new", [OLD, NEW], ids=["nothing new", "something new"])
@pytest.mark.parametrize(
    "own",
    [
        {"queries": ("환불 언제", "돈 돌려줘")},
        {"category": "결제"},
        {"publish_at": parse("", "---\nkbgen: {publish_at: 2026-09-01T10:00:00+09:00}\n---\n").publish_at},
        {"expire_at": parse("", "---\nkbgen: {expire_at: 2026-09-01T10:00:00+09:00}\n---\n").expire_at},
    ],
    ids=lambda own: next(iter(own)),
)
def test_front_matter_that_a_person_changed_stays(own, new):
    page, text = on_disk(replace(OLD, **own))
    decided = decide(new, page, text, render(OLD))
    after = parse(PATH, decided.text or text)
    assert {name: getattr(after, name) for name in own} == own


@pytest.mark.parametrize("current", [OLD, EDIT, replace(OLD, status="published"), replace(EDIT, status="published")])
@pytest.mark.parametrize("proposed", [OLD, NEW])
def test_deciding_again_changes_nothing(proposed, current):
    page, text = on_disk(current)
    first = decide(proposed, page, text, render(OLD))
    after = first.text or text
    second = decide(proposed, parse(PATH, after), after, first.text or render(OLD))
    assert second.text is None
