from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kbgen.errors import KbgenError
from kbgen.site.catalog import catalogue
from kbgen.site.contact import ContactLink, contact_links
from kbgen.site.entries import Entry, front_matter, phase, read_entry, url_of, visible
from kbgen.site.texts import TEXTS

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2026, 10, 10, 12, 0, tzinfo=SEOUL)


def test_everything_a_page_says_is_read():
    text = """---
title: 배송은 얼마나 걸리나요?
description: 평균 2~3일
queries: [택배 언제 와요, 12]
category: 배송
kbgen:
  topic: t1
  kind: promo
  status: published
  publish_at: 2026-10-01
  expire_at: 2026-10-31 23:59:59
  evidence: {conversations: 52, customers: 37, first_seen: 2026-09-01, last_seen: '2026-10-03T10:00:00+09:00'}
---
본문
"""
    assert read_entry("notices/x.md", "notices/x/", text, SEOUL) == Entry(
        path="notices/x.md",
        url="notices/x/",
        title="배송은 얼마나 걸리나요?",
        description="평균 2~3일",
        category="배송",
        kind="promo",
        status="published",
        queries=("택배 언제 와요", "12"),
        publish_at=datetime(2026, 10, 1, tzinfo=SEOUL),
        expire_at=datetime(2026, 10, 31, 23, 59, 59, tzinfo=SEOUL),
        conversations=52,
        customers=37,
        last_seen=datetime(2026, 10, 3, 10, tzinfo=SEOUL),
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# 오프라인 *매장* &lt;1호&gt; #\n\n글", "오프라인 매장 <1호>"),
        ("글뿐인 페이지", "store"),
        ("---\n---\n글", "store"),
        ("---\ntitle:\n---\n글", "store"),
        ("---\r\ntitle: 윈도\r\n---\r\n글", "윈도"),
        ("---\ntitle: 2026\n---", "2026"),
        ("---\n\n그냥 줄\n\n---\n", "store"),
    ],
)
def test_a_page_that_a_person_made_is_published_and_has_a_title(text, title):
    entry = read_entry("store.md", "store/", text, UTC)
    assert (entry.title, entry.kind, entry.status) == (title, "page", "published")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("---\ntitle: a\nkbgen: {status: draft\n---\n글", "content/x.md:4: the front matter is not valid YAML"),
        (
            "---\nkbgen: {status: hidden}\n---\n글",
            "content/x.md: kbgen.status is not one of draft, published, archived",
        ),
        ("---\nkbgen:\n---\n글", "content/x.md: kbgen: in the front matter is not a table"),
        ("---\nkbgen: {kind: news}\n---\n글", "content/x.md: kbgen.kind is not one of"),
        ("---\nkbgen: {publish_at: tomorrow}\n---\n글", "content/x.md: publish_at is not a time"),
        ("---\nkbgen: {expire_at: 5}\n---\n글", "content/x.md: expire_at is not a time"),
        ("---\nwhen: 2026-13-45\n---\n글", "content/x.md: the front matter is not valid YAML"),
    ],
)
def test_a_page_that_cannot_be_understood_is_never_taken_for_a_published_one(text, told):
    with pytest.raises(KbgenError) as error:
        read_entry("x.md", "x/", text, UTC, "content/x.md")
    assert told in str(error.value)


def test_a_page_of_ours_without_a_status_waits():
    assert read_entry("x.md", "x/", "---\nkbgen: {topic: t}\n---\n", UTC).status == "draft"


def test_the_body_starts_after_the_front_matter():
    assert front_matter("---\na: 1\n---\n\n글\n---\n", "x") == ({"a": 1}, "글\n---\n")


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("entry", "when", "public", "preview"),
    [
        ({}, "live", True, True),
        ({"status": "draft"}, "live", False, True),
        ({"status": "archived"}, "live", False, False),
        ({"publish_at": NOW}, "live", True, True),
        ({"publish_at": NOW + DAY}, "upcoming", False, True),
        ({"expire_at": NOW}, "ended", False, False),
        ({"expire_at": NOW, "kind": "promo"}, "ended", True, True),
        ({"expire_at": NOW, "kind": "incident"}, "ended", True, True),
        ({"expire_at": NOW, "kind": "promo", "status": "archived"}, "ended", False, False),
        ({"publish_at": NOW + DAY, "kind": "promo"}, "upcoming", False, True),
    ],
)
def test_what_is_shown_when(entry, when, public, preview):
    made = Entry("x.md", "x/", "x", **entry)
    assert (phase(made, NOW), visible(made, NOW), visible(made, NOW, drafts=True)) == (when, public, preview)


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("index.md", ""),
        ("README.md", ""),
        ("faq/x.md", "faq/x/"),
        ("guide/index.md", "guide/"),
        ("매장.md", "%EB%A7%A4%EC%9E%A5/"),
    ],
)
def test_addresses_are_those_of_mkdocs(path, url):
    assert url_of(path) == url


def test_the_catalogue_puts_demand_and_urgency_first():
    def article(path: str, category: str, conversations: int) -> Entry:
        return Entry(path, path[:-3] + "/", path, category=category, kind="faq", conversations=conversations)

    def notice(path: str, kind: str, start: int, end: int) -> Entry:
        return Entry(path, path, path, kind=kind, publish_at=NOW + start * DAY, expire_at=NOW + end * DAY)

    entries = [
        article("a.md", "배송", 3),
        article("b.md", "환불", 9),
        article("c.md", "배송", 8),
        article("d.md", "", 99),
        Entry("index.md", "", "홈"),
        notice("late", "promo", -5, 9),
        notice("soon", "promo", -5, 1),
        notice("next", "promo", 3, 9),
        notice("gone", "promo", -9, -5),
        notice("just-gone", "incident", -9, -1),
        notice("down", "incident", -1, 5),
    ]
    catalog = catalogue(entries, NOW, "기타")
    assert [(c.name, [e.path for e in c.entries]) for c in catalog.categories] == [
        ("배송", ["c.md", "a.md"]),
        ("환불", ["b.md"]),
        ("기타", ["d.md"]),
    ]
    assert [e.path for e in catalog.notices] == ["down", "soon", "late", "next", "just-gone", "gone"]
    assert [e.path for e in catalog.most_asked(3)] == ["d.md", "b.md", "c.md"]
    assert [e.path for e in catalog.related(entries[0], 5, NOW)] == ["c.md"]
    assert [e.path for e in catalog.related(entries[5], 5, NOW)] == ["down", "soon", "next"]
    assert catalogue(reversed(entries), NOW, "기타") == catalog
    assert catalog.categories[0].path == "c/c8da7650/index.md"


def test_demand_and_periods_are_said_in_words():
    entry = Entry(
        "x.md",
        "x/",
        "x",
        customers=37,
        last_seen=datetime(2026, 10, 2, 16, tzinfo=UTC),
        expire_at=datetime(2026, 11, 1, tzinfo=SEOUL),
    )
    one = Entry("y.md", "y/", "y", customers=1, publish_at=NOW, expire_at=NOW)
    ko, en = TEXTS["ko"], TEXTS["en"]
    assert (ko.demand(entry), en.demand(entry)) == ("고객 37명이 물었어요", "37 customers asked this")
    assert (ko.demand(one), en.demand(one)) == ("고객 1명이 물었어요", "1 customer asked this")
    assert ko.demand(Entry("z.md", "z/", "z")) == ""
    assert (ko.period(entry, SEOUL), en.period(entry, SEOUL)) == ("2026년 11월 1일까지", "until November 1, 2026")
    assert ko.period(one, SEOUL) == "2026년 10월 10일"
    assert ko.period(Entry("z.md", "z/", "z", publish_at=NOW), SEOUL) == "2026년 10월 10일부터"
    assert (
        en.period(Entry("z.md", "z/", "z", publish_at=NOW, expire_at=NOW + DAY), SEOUL)
        == "October 10, 2026 – October 11, 2026"
    )


def test_both_languages_say_the_same_things():
    ko, en = TEXTS["ko"], TEXTS["en"]
    assert list(ko.reasons) == list(en.reasons) == ["wrong", "outdated", "unclear", "missing", "tone"]
    assert list(ko.phases) == list(en.phases)
    for name in type(ko).__slots__:
        a, b = getattr(ko, name), getattr(en, name)
        assert name == "months" or (bool(a) and bool(b))
        if isinstance(a, str):
            assert a.count("{}") == b.count("{}"), name


def test_contact_links():
    assert contact_links("https://example.com/c?a=1, help@example.com tel:1588-0000", "x") == (
        ContactLink("https://example.com/c?a=1", ""),
        ContactLink("mailto:help@example.com", "help@example.com"),
        ContactLink("tel:1588-0000", "1588-0000"),
    )
    assert contact_links("", "x") == ()


@pytest.mark.parametrize("value", ["javascript:alert(1)", 'https://x/"onclick=', "call us", "data:text/html,x"])
def test_contact_takes_addresses_alone(value):
    with pytest.raises(KbgenError, match=r"site\.contact"):
        contact_links(value, "kbgen.toml")


def test_dates_alone_are_midnight_in_the_companys_zone():
    entry = read_entry("x.md", "x/", f"---\nkbgen: {{expire_at: {date(2026, 10, 31)}}}\n---\n", SEOUL)
    assert entry.expire_at == datetime(2026, 10, 30, 15, tzinfo=UTC)
