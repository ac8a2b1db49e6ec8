"""What the site knows of one file in `content/`: its front matter, and whether it is shown at a given time."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import PurePosixPath
from typing import Any, Literal
from urllib.parse import quote

import yaml

from kbgen.errors import fail
from kbgen.models import Page
from kbgen.pages.markdown import loaded

Phase = Literal["upcoming", "live", "ended"]

NOTICE_KINDS = ("promo", "incident")
_KINDS = ("faq", "guide", "roadmap", *NOTICE_KINDS)
_STATUSES = ("draft", "published", "archived")
_FRONT = re.compile(r"\A-{3}[ \t]*\n(.*?\n)?(?:-{3}|\.{3})[ \t]*(?:\n|\Z)", re.DOTALL)
_OURS = re.compile(r"^[ \t-]*kbgen[ \t]*:", re.MULTILINE | re.IGNORECASE)
_HEADING = re.compile(r"^#[ \t]+(\S.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of the site. `path` is relative to `content/`, `url` to the site's root and ends in `/` (home: empty).

    `status` of a page that a person made is `published`, its `kind` is `page`. Times carry a zone.
    """

    path: str
    url: str
    title: str
    description: str = ""
    category: str = ""
    kind: str = "page"
    status: str = "published"
    queries: tuple[str, ...] = ()
    publish_at: datetime | None = None
    expire_at: datetime | None = None
    conversations: int = 0
    customers: int = 0
    last_seen: datetime | None = None

    @property
    def is_notice(self) -> bool:
        """Whether it is a promotion's or an incident's page."""
        return self.kind in NOTICE_KINDS


def front_matter(text: str, where: str) -> tuple[dict[str, Any], str]:
    """Split a page's text into its front matter and its body; `where` names the page in errors.

    Raises:
        KbgenError: the front matter is not YAML. MkDocs would take it for text and publish the page, draft or not.
    """
    text = text.replace("\r\n", "\n")
    match = _FRONT.match(text)
    if match is None:
        _refuse_hidden(text, where)
        return {}, text
    try:
        data = loaded(match[1] or "")
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 2}" if mark else ""
        raise fail(
            f"{where}{line}", "the front matter is not valid YAML", "mend what stands between the --- lines"
        ) from (error)
    if not isinstance(data, dict):
        _refuse_hidden(text, where)
        return {}, text
    if any(str(key).casefold() == "kbgen" and key != "kbgen" for key in data):
        raise fail(where, "kbgen: in the front matter is spelled otherwise", "write it in small letters")
    return data, text[match.end() :].lstrip("\n")


def _refuse_hidden(text: str, where: str) -> None:
    """Refuse a page that says in what nobody reads as front matter whether it is to be seen."""
    head = text.lstrip(" \t\n\ufeff\u200b")
    if head.startswith("---") and _OURS.search(head):
        raise fail(
            where, "its front matter cannot be read", "begin the file with a line --- and end the front matter with one"
        )


def read_entry(path: str, url: str, text: str, zone: tzinfo, where: str = "") -> Entry:
    """Return what the site knows of the page at `path`; times without a zone are meant in `zone`.

    Raises:
        KbgenError: the front matter is not YAML, or has a kind, status or time that does not exist.
    """
    where = where or path
    meta, body = front_matter(text, where)
    ours = meta.get("kbgen", {})
    if not isinstance(ours, dict):
        raise fail(where, "kbgen: in the front matter is not a table", "restore it from version control, or delete it")
    evidence = ours.get("evidence")
    evidence = evidence if isinstance(evidence, dict) else {}
    queries = meta.get("queries")
    return Entry(
        path=path,
        url=url,
        title=_text(meta.get("title")) or _heading(body) or PurePosixPath(path).stem,
        description=_text(meta.get("description")),
        category=_text(meta.get("category")),
        kind=_choice(ours, "kind", _KINDS, "faq", where) if ours else "page",
        status=_choice(ours, "status", _STATUSES, "draft", where) if ours else "published",
        queries=tuple(filter(None, map(_text, queries))) if isinstance(queries, list) else (),
        publish_at=_moment(ours, "publish_at", zone, where),
        expire_at=_moment(ours, "expire_at", zone, where),
        conversations=_count(evidence.get("conversations")),
        customers=_count(evidence.get("customers")),
        last_seen=_moment(evidence, "last_seen", zone, where),
    )


def phase(entry: Entry, now: datetime) -> Phase:
    """Return where `now` falls in the entry's time."""
    if entry.publish_at and now < entry.publish_at:
        return "upcoming"
    return "ended" if entry.expire_at and now >= entry.expire_at else "live"


def visible(entry: Entry, now: datetime, drafts: bool = False) -> bool:
    """Whether the page is on the site: published, not embargoed, not expired; ended notices stay, marked as ended.

    With `drafts` (a preview for those who review) drafts and embargoed pages are shown, too.
    """
    if entry.status == "archived" or (entry.status == "draft" and not drafts):
        return False
    when = phase(entry, now)
    return when == "live" or (entry.is_notice if when == "ended" else drafts)


def archived(page: Entry | Page, now: datetime, after: timedelta) -> bool:
    """Whether it is a notice that ended `after` ago or longer: it keeps its address, and is listed and found no more."""
    return page.kind in NOTICE_KINDS and page.expire_at is not None and now - page.expire_at >= after


def url_of(path: str) -> str:
    """Return the address of a page, relative to the site's root, as MkDocs gives it with `use_directory_urls`."""
    page = PurePosixPath(path)
    folder = page.parent if page.stem in ("index", "README") else page.with_suffix("")
    return "" if str(folder) == "." else quote(f"{folder}/")


def _text(value: object) -> str:
    return "" if value is None or isinstance(value, dict | list) else " ".join(str(value).split())


def _heading(body: str) -> str:
    match = _HEADING.search(body)
    return html.unescape(re.sub(r"[*`]|\\(?=\W)", "", match[1].rstrip(" \t#"))) if match else ""


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def _choice(data: Mapping[str, Any], key: str, known: tuple[str, ...], default: str, where: str) -> str:
    value = data.get(key, default)
    if value not in known:
        raise fail(where, f"kbgen.{key} is not one of {', '.join(known)}")
    return str(value)


def _moment(data: Mapping[str, Any], key: str, zone: tzinfo, where: str) -> datetime | None:
    value = data.get(key)
    if isinstance(value, str) and value:
        try:
            value = datetime.fromisoformat(value)
        except ValueError as error:
            raise fail(where, f"{key} is not a time", "write it as 2026-10-03T09:00:00+09:00") from error
    if isinstance(value, datetime):
        value = value if value.tzinfo else value.replace(tzinfo=zone)
        try:
            value.astimezone(zone)
        except OverflowError as error:
            raise fail(where, f"{key} is too far away", "delete it: a page without it has no end") from error
        return value
    if isinstance(value, date):
        return datetime.combine(value, time(), zone)
    if value:
        raise fail(where, f"{key} is not a time", "write it as 2026-10-03T09:00:00+09:00")
    return None


EPOCH = datetime.fromtimestamp(0, UTC)
"""Sorts before every time a page can carry."""
