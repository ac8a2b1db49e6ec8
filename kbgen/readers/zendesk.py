"""Zendesk: tickets, comments, users, audits and ticket events, in any arrangement of files.

Shapes: https://developer.zendesk.com/api-reference/ticketing (tickets, ticket comments, users, ticket audits, ticket
metrics, incremental exports); the full JSON export has one ticket a line with its people and comments inside.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from kbgen.readers import helpdesk
from kbgen.readers.base import Read, Settings
from kbgen.readers.files import File
from kbgen.readers.helpdesk import Comment, Desk, Person, Ticket, flag, html_of
from kbgen.readers.jsondoc import Record, listed, record, records
from kbgen.readers.markup import plain
from kbgen.readers.quotes import own_html, own_words
from kbgen.readers.rows import score, tags_of, written
from kbgen.readers.text import clean, with_files

_WORDS = ("body", "plain_body", "html_body", "data")
_RULES = ("rule", "system", "answer_bot", "automation", "trigger")
_SYSTEM = "-1"
_ASIDE = "side_conversation"
"""The channel of what agents write to others than the customer."""
_MAIL = ("email", "mail")
_RESOLVED = {"solved": True, "closed": True, "new": False, "open": False, "pending": False, "hold": False}
_PEOPLE = {"requester": None, "submitter": None, "assignee": True}
"""The people that a full export puts into its tickets, and whether they are staff."""


def read(files: Sequence[File], settings: Settings) -> Iterator[Read]:
    """Read all files of an export together. Holds its comments, without the JSON around them, until all are read."""
    return helpdesk.read(files, Desk("zendesk", settings, described=True), tuple(_TAKE), _take)


def _take(value: object, path: str, desk: Desk) -> None:
    page = record(value)
    if not page:
        for item in records(value):
            _item(item, path, desk)
    elif _kind(page):
        _item(page, path, desk)
    else:
        only = written(record(page.get("ticket")).get("id"))
        for name, take in _TAKE.items():
            for item in listed(page, name, name.removesuffix("s")):
                take({"ticket_id": only, **item} if only and name == "comments" else item, path, desk)


def _item(item: Record, path: str, desk: Desk) -> None:
    kind = _kind(item)
    if kind:
        _TAKE[kind](item, path, desk)


def _kind(item: Record) -> str:
    """Tell what an item of a bare list or a line is, by its keys; nothing for a page, whose keys are names of lists."""
    if not item.keys().isdisjoint(("requester_id", "requester")) or item.keys() >= {"subject", "status"}:
        return "tickets"
    if "ticket_id" in item and not item.keys().isdisjoint(("events", "child_events")):
        return "audits"
    if "author_id" in item or item.keys() >= {"author", "body"}:
        return "comments"
    if item.keys() >= {"ticket_id", "solved_at"}:
        return "ticket_metrics"
    return "users" if item.keys() >= {"id", "name"} else ""


def _user(item: Record, path: str, desk: Desk) -> None:
    role = written(item.get("role"))
    _meet(item, role != "end-user" if role else None, desk)


def _meet(item: Record, staff: bool | None, desk: Desk) -> None:
    name, email, phone = (written(item.get(part)) for part in ("name", "email", "phone"))
    desk.meet(written(item.get("id")), Person(name, email, phone, staff))


def _ticket(item: Record, path: str, desk: Desk) -> None:
    host = re.match(r"https?://([^/]+)", written(item.get("url")))
    key = (host[1] if host else "", written(item.get("id")))
    if not key[1]:
        return
    for name, staff in _PEOPLE.items():
        _meet(record(item.get(name)), staff, desk)
    if assignee := _who(item, "assignee"):
        desk.assigned.add(assignee)
    for comment in records(item.get("comments")):
        desk.add(key, path, _comment(comment, desk))
    status = written(item.get("status")).lower()
    metrics = record(item.get("metric_set"))
    opened = desk.time(item.get("created_at"))
    channel = _channel(item)
    desk.open(
        key,
        Ticket(
            path=path,
            requester=_who(item, "requester"),
            subject=written(item.get("subject")) or written(item.get("raw_subject")),
            description=Comment(
                id="description",
                author=_who(item, "submitter") or _who(item, "requester"),
                text=_description(written(item.get("description")), channel),
                at=opened,
                internal=flag(item.get("is_public")) is False,
            ),
            updated=desk.time(item.get("updated_at")),
            channel=channel or None,
            opened_at=opened,
            closed_at=desk.time(metrics.get("solved_at")) or desk.time(item.get("solved_at")),
            tags=tags_of(item.get("tags")),
            csat=_rating(item.get("satisfaction_rating")),
            resolved=_RESOLVED.get(status),
            dropped=_dropped(status, channel),
        ),
    )


def _rating(value: object) -> float | None:
    """Return a rating; `good_with_comment` is `good`."""
    told = written(record(value).get("score")) or written(value)
    return score(told.removesuffix("_with_comment"))


def _dropped(status: str, channel: str) -> str:
    if status == "deleted":
        return "deleted in Zendesk"
    return "side conversations, which are not with the customer" if channel == _ASIDE else ""


def _description(text: str, channel: str) -> str:
    text = clean(text.replace("&nbsp;", " "))
    return own_words(text) if channel in _MAIL else text


def _loose(item: Record, path: str, desk: Desk) -> None:
    desk.add_loose(written(item.get("ticket_id")), path, _comment(item, desk))


def _comment(item: Record, desk: Desk) -> Comment:
    channel = _channel(item)
    author = _who(item, "author")
    _meet(record(item.get("author")), None, desk)
    call = "Voice" in written(item.get("type"))
    public = flag(item.get("public"))
    files = 0 if call else sum(1 for _ in records(item.get("attachments")))
    # In the transcript of an answered call both sides speak, so it is nobody's word.
    aside = channel == _ASIDE or (call and bool(record(item.get("data")).get("answered_by_id")))
    return Comment(
        id=written(item.get("id")),
        author=author,
        text=with_files(_transcript(item) if call else _text(item, channel in _MAIL), files),
        at=desk.time(item.get("created_at")),
        internal=True if aside else None if public is None else not public,
        machine=author == _SYSTEM or channel.startswith(_RULES),
    )


def _text(item: Record, mail: bool) -> str:
    """Return a comment's words without quoted mails; nothing for one that was redacted as a whole."""
    text = written(item.get("plain_body")) or written(item.get("body"))
    text = clean(text.replace("&nbsp;", " "))
    if not text:
        html = html_of(item.get("html_body"))
        return own_html(html) if mail else plain(html)
    text = own_words(text) if mail else text
    return "" if not text.strip("▇ \n") else text


def _transcript(item: Record) -> str:
    """Return what was said in a call, where that was written down; the body only tells its numbers and its length."""
    data = record(item.get("data"))
    return written(data.get("transcription_text")) or written(data.get("transcript"))


def _audit(item: Record, path: str, desk: Desk) -> None:
    """Take an audit (`events`) or a ticket event (`child_events`): its comments, and how the ticket changed."""
    number = written(item.get("ticket_id"))
    when = item.get("created_at") or item.get("timestamp")
    around = {
        "author_id": item.get("author_id") or item.get("updater_id"),
        "created_at": when,
        "via": item.get("via"),
        "ticket_id": number,
    }
    at = desk.time(when)
    for event in records(item.get("events") or item.get("child_events")):
        kind = written(event.get("event_type")) or written(event.get("type"))
        public = flag(event.get("public"))
        if kind == "CommentPrivacyChange" and public is not None:
            desk.public[written(event.get("comment_id"))] = public
        elif kind.endswith("Comment"):
            if event.keys().isdisjoint(_WORDS):
                continue  # ticket events without `include=comment_events` only say that there is a comment
            told = {name: value for name, value in event.items() if value is not None}
            _loose({**around, **told, "type": kind}, path, desk)
        else:
            changed = written(event.get("field_name"))
            status = event.get("value") if changed == "status" else event.get("status")
            asker = event.get("value") if changed == "requester_id" else event.get("requester_id")
            if written(status) in ("solved", "closed") and at and number:
                sure = written(status) == "solved"
                desk.solved[number] = max(desk.solved.get(number, (sure, at)), (sure, at))
            if written(asker) and number:
                desk.asked[number] = written(asker)


def _metric(item: Record, path: str, desk: Desk) -> None:
    at = desk.time(item.get("solved_at"))
    if at and (number := written(item.get("ticket_id"))):
        desk.solved[number] = True, at


def _who(item: Record, part: str) -> str:
    return written(item.get(f"{part}_id")) or written(record(item.get(part)).get("id"))


def _channel(item: Record) -> str:
    via = item.get("via")
    return (written(via) or written(record(via).get("channel"))).lower()


_TAKE: Mapping[str, Callable[[Record, str, Desk], None]] = {
    "users": _user,
    "tickets": _ticket,
    "comments": _loose,
    "audits": _audit,
    "ticket_events": _audit,
    "ticket_metrics": _metric,
    "results": _item,
}
"""What is done with the items of each list."""
