"""The feed: newest first, valid XML whatever the texts, the company's clock."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from kbgen.site.entries import Entry
from kbgen.site.feeds import Channel, Item, changed, rss

SEOUL = ZoneInfo("Asia/Seoul")
CHANNEL = Channel("모리상점", "https://help.example.com/", "도움말", "ko", SEOUL)
AT = datetime(2026, 10, 1, 15, 30, tzinfo=UTC)


def items(feed: str) -> list[dict[str, str]]:
    return [{child.tag: child.text or "" for child in item} for item in fromstring(feed).findall("channel/item")]


def item(n: int, **more: Any) -> Item:
    return Item(f"글 {n}", f"https://help.example.com/{n}/", f"t{n}#a", AT - timedelta(days=n), **more)


def test_a_feed_as_a_whole() -> None:
    made = rss(CHANNEL, [item(2), item(1, summary="요약 <b>", category="배송 & 반품")])
    assert made == rss(CHANNEL, [item(1, summary="요약 <b>", category="배송 & 반품"), item(2)])
    assert (
        made
        == """<?xml version="1.0" encoding="utf-8"?>
<rss xmlns:atom="http://www.w3.org/2005/Atom" version="2.0">
  <channel>
    <title>모리상점</title>
    <link>https://help.example.com/</link>
    <description>도움말</description>
    <language>ko</language>
    <lastBuildDate>Thu, 01 Oct 2026 00:30:00 +0900</lastBuildDate>
    <atom:link href="https://help.example.com/feed.xml" rel="self" type="application/rss+xml" />
    <item>
      <title>글 1</title>
      <link>https://help.example.com/1/</link>
      <guid isPermaLink="false">t1#a</guid>
      <pubDate>Thu, 01 Oct 2026 00:30:00 +0900</pubDate>
      <description>요약 &amp;lt;b&amp;gt;</description>
      <category>배송 &amp; 반품</category>
    </item>
    <item>
      <title>글 2</title>
      <link>https://help.example.com/2/</link>
      <guid isPermaLink="false">t2#a</guid>
      <pubDate>Wed, 30 Sep 2026 00:30:00 +0900</pubDate>
    </item>
  </channel>
</rss>
"""
    )


def test_the_newest_fifty() -> None:
    feed = items(rss(CHANNEL, map(item, range(80))))
    assert [i["title"] for i in feed] == [f"글 {n}" for n in range(50)]
    assert parsedate_to_datetime(feed[0]["pubDate"]) == AT
    assert items(rss(CHANNEL, [])) == []


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r")))
def test_any_text_stays_text(text: str) -> None:
    made = Item(f"a{text}b", "https://help.example.com/x/", "t1", AT, summary=f"a{text}b", category="c")
    (found,) = items(rss(CHANNEL, [made]))
    legal = "".join(c for c in text if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))
    assert found["title"] == f"a{legal}b"
    assert unescape(found["description"]) == f"a{legal}b"
    assert "<" not in found["description"]


def test_when_a_page_changed() -> None:
    now = datetime(2026, 10, 10, tzinfo=UTC)
    day = {n: datetime(2026, 10, n, tzinfo=UTC) for n in (1, 2, 3, 20)}
    assert changed(Entry("a", "a/", "A"), now) is None
    assert changed(Entry("a", "a/", "A", last_seen=day[1], publish_at=day[2]), now) == day[2]
    assert changed(Entry("a", "a/", "A", kind="promo", publish_at=day[1], expire_at=day[3]), now) == day[3]
    assert changed(Entry("a", "a/", "A", kind="faq", last_seen=day[1], expire_at=day[3]), now) == day[1]
    assert changed(Entry("a", "a/", "A", kind="promo", publish_at=day[1], expire_at=day[20]), now) == day[1]
    assert changed(Entry("a", "a/", "A", last_seen=day[1]), now, day[3]) == day[3]
