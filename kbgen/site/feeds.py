"""The feed of new and changed answers: RSS 2.0."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from email.utils import format_datetime
from html import escape

from kbgen.site.entries import Entry

PATH = "feed.xml"
MOST = 50
_ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Item:
    """One answer in the feed. `guid` changes when its text does; `url` is absolute."""

    title: str
    url: str
    guid: str
    at: datetime
    summary: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class Channel:
    """Whose feed it is; `site` is the site's absolute address and ends in `/`."""

    title: str
    site: str
    description: str
    language: str
    zone: tzinfo


def changed(entry: Entry, now: datetime, updated: datetime | None = None) -> datetime | None:
    """Return when a page last became another: published, asked for last, edited (`updated`) or over; never after `now`.

    The time comes from front matter alone, so that the same pages give the same bytes whenever they are built.
    """
    times = (entry.last_seen, entry.publish_at, entry.expire_at if entry.is_notice else None, updated)
    return max((at for at in times if at and at <= now), default=None)


def rss(channel: Channel, items: Iterable[Item]) -> str:
    """Return the feed: the newest items first, at most `MOST`; times in the company's zone."""
    ET.register_namespace("atom", _ATOM)
    newest = sorted(sorted(items, key=lambda item: item.url), key=lambda item: item.at, reverse=True)[:MOST]
    feed = ET.Element("rss", {"version": "2.0"})
    top = ET.SubElement(feed, "channel")
    _add(top, "title", channel.title)
    _add(top, "link", channel.site)
    _add(top, "description", channel.description)
    _add(top, "language", channel.language)
    if newest:
        _add(top, "lastBuildDate", _time(newest[0].at, channel.zone))
    own = {"href": channel.site + PATH, "rel": "self", "type": "application/rss+xml"}
    ET.SubElement(top, f"{{{_ATOM}}}link", own)
    for item in newest:
        _add_item(top, item, channel.zone)
    ET.indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(feed, encoding="unicode")}\n'


def _add_item(top: ET.Element, item: Item, zone: tzinfo) -> None:
    element = ET.SubElement(top, "item")
    _add(element, "title", item.title)
    _add(element, "link", item.url)
    ET.SubElement(element, "guid", {"isPermaLink": "false"}).text = _legal(item.guid)
    _add(element, "pubDate", _time(item.at, zone))
    # Readers take a description for HTML.
    for name, text in (("description", escape(item.summary, quote=False)), ("category", item.category)):
        if text:
            _add(element, name, text)


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _legal(text)


def _legal(text: str) -> str:
    """Leave out what XML cannot hold, even escaped."""
    return _NOT_XML.sub("", text)


def _time(at: datetime, zone: tzinfo) -> str:
    return format_datetime(at.astimezone(zone))
