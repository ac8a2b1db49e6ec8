from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.errors import KbgenError
from kbgen.models import Page, PageEvidence
from kbgen.pages.compose import signed
from kbgen.pages.markdown import is_edited, parse, render, with_status

KST = timezone(timedelta(hours=9))
PATH = "content/faq/t1.md"
PAGE = signed(
    Page(
        path=PATH,
        title="PT 환불은 며칠 걸려요?",
        description="신청 후 7일 안에 입금됩니다.",
        body="# PT 환불은 며칠 걸려요?\n\n신청 후 7일 안에 입금됩니다.",
        kind="faq",
        status="draft",
        queries=("환불 언제", "yes", "10:30"),
        category="환불",
        topic="t1",
        evidence=PageEvidence(6, 5, datetime(2026, 3, 2, 9, tzinfo=KST), None),
    )
)
FILE = """\
---
title: PT 환불은 며칠 걸려요?
description: 신청 후 7일 안에 입금됩니다.
queries:
- 환불 언제
- 'yes'
- '10:30'
category: 환불
kbgen:
  topic: t1
  kind: faq
  status: draft
  evidence:
    conversations: 6
    customers: 5
    first_seen: '2026-03-02T09:00:00+09:00'
    last_seen: null
  generated: HASH
---

# PT 환불은 며칠 걸려요?

신청 후 7일 안에 입금됩니다.
""".replace("HASH", PAGE.generated)

LINE = (
    st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=30)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
TIME = st.none() | st.datetimes(datetime(2000, 1, 1), datetime(2199, 1, 1)).map(
    lambda at: at.replace(microsecond=0, tzinfo=KST)
)
PAGES = st.builds(
    Page,
    path=st.just(PATH),
    title=LINE,
    description=LINE | st.just(""),
    body=st.lists(LINE, max_size=5).map("\n\n".join),
    kind=st.sampled_from(["faq", "guide", "roadmap", "promo", "incident"]),
    status=st.sampled_from(["draft", "published", "archived"]),
    queries=st.lists(LINE, max_size=3).map(tuple),
    category=LINE | st.just(""),
    topic=st.none() | LINE,
    notice=st.none() | LINE,
    publish_at=TIME,
    expire_at=TIME,
    evidence=st.none() | st.builds(PageEvidence, st.integers(0, 99), st.integers(0, 99), TIME, TIME),
    extra=st.just(()) | st.just((("hide", ["toc"]), ("search", {"boost": 2}))),
).map(signed)


def test_a_page_is_rendered_as_a_file():
    assert render(PAGE) == FILE


def test_a_file_is_parsed_as_the_page():
    assert parse(PATH, FILE) == PAGE


@given(PAGES)
@settings(deadline=None)
def test_what_is_written_is_read(page):
    assert parse(page.path, render(page)) == page
    assert not is_edited(parse(page.path, render(page)))


@given(PAGES, st.sampled_from(["draft", "published", "archived"]))
@settings(deadline=None)
def test_another_status_changes_nothing_else(page, status):
    assert with_status(render(page), status) == render(replace(page, status=status))


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        (
            "---\n# 담당: 김\ntitle: 'A'   # 제목\nstatus: mine\nkbgen:\n    kind: faq\n    status: draft\n    note: status: x\n---\nstatus: draft\n",
            "---\n# 담당: 김\ntitle: 'A'   # 제목\nstatus: mine\nkbgen:\n    kind: faq\n    status: published\n    note: status: x\n---\nstatus: draft\n",
        ),
        ("---\nkbgen:\n  status: draft\nafter: 1\n---\n본문", "---\nkbgen:\n  status: published\nafter: 1\n---\n본문"),
        ("본문만 있는 글\nkbgen:\n  status: draft\n", "본문만 있는 글\nkbgen:\n  status: draft\n"),
        ("---\ntitle: A\n---\n\nkbgen:\n  status: draft\n", "---\ntitle: A\n---\n\nkbgen:\n  status: draft\n"),
        (
            "---\r\nkbgen:\r\n  status: draft\r\n---\r\n본문\r\n",
            "---\r\nkbgen:\r\n  status: published\r\n---\r\n본문\r\n",
        ),
        ("\ufeff---\nkbgen:\n  status: draft\n---\n본문", "\ufeff---\nkbgen:\n  status: published\n---\n본문"),
        (
            "---\nkbgen:\n  status: draft  # 검토 중\n---\n본문",
            "---\nkbgen:\n  status: published  # 검토 중\n---\n본문",
        ),
    ],
    ids=["comments", "keys after", "no front matter", "in the body", "crlf", "bom", "comment on the line"],
)
def test_another_status_in_a_file_that_a_person_wrote(text, changed):
    assert with_status(text, "published") == changed


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("# 오시는 길\n\n2번 출구", Page(PATH, "오시는 길", "", "# 오시는 길\n\n2번 출구", "faq", "published")),
        ("", Page(PATH, PATH, "", "", "faq", "published")),
        ("---\n---\n본문", Page(PATH, PATH, "", "---\n---\n본문", "faq", "published")),
        (
            "---\ntitle: 길\nhide: [toc]\n---\n본문",
            Page(PATH, "길", "", "본문", "faq", "published", extra=(("hide", ["toc"]),)),
        ),
        ("\ufeff---\ntitle: 길\n---\n본문", Page(PATH, "길", "", "본문", "faq", "published")),
        ("---\ntitle: 길\nqueries: 하나\nkbgen: {kind: guide}\n---\n", Page(PATH, "길", "", "", "guide", "draft")),
    ],
)
def test_pages_of_people(text, page):
    assert parse(PATH, text) == page


@pytest.mark.parametrize(
    ("front", "told"),
    [
        ("title: [", f"{PATH}:2: the front matter is not valid YAML"),
        ("- a\n- b", f"{PATH}: the front matter must be a list of keys and values"),
        ("kbgen: text", f"{PATH}: kbgen: in the front matter must be a table"),
        ("kbgen: {kind: blog}", f"{PATH}: kbgen.kind must be one of"),
        ("kbgen: {kind: faq, status: live}", f"{PATH}: kbgen.kind must be one of"),
        ("kbgen: {publish_at: soon}", f"{PATH}: kbgen.publish_at is not a time"),
        ("kbgen: {expire_at: 2026-09-01}", f"{PATH}: kbgen.expire_at has no time zone"),
        ("kbgen: {evidence: {conversations: many}}", f"{PATH}: kbgen.evidence counts must be whole numbers"),
    ],
)
def test_wrong_front_matter_is_told_with_the_way_out(front, told):
    with pytest.raises(KbgenError) as caught:
        parse(PATH, f"---\n{front}\n---\n본문")
    assert str(caught.value).startswith(told)


def test_times_of_yaml_are_times():
    page = parse(PATH, "---\nkbgen: {publish_at: 2026-09-01T10:00:00+09:00}\n---\n")
    assert page.publish_at == datetime(2026, 9, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("change", "edited"),
    [
        ({"body": PAGE.body + "\n\n덧붙임"}, True),
        ({"title": "다른 제목"}, True),
        ({"description": "다른 설명"}, True),
        ({"body": PAGE.body + "\n\n"}, False),
        ({"status": "published"}, False),
        ({"generated": ""}, True),
    ],
)
def test_an_edit_is_seen(change, edited):
    assert is_edited(replace(PAGE, **change)) is edited
