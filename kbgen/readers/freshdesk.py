"""Freshdesk: tickets, their conversations, agents, contacts and ratings, in any arrangement of files.

Shapes: https://developers.freshdesk.com/api (v2: tickets, conversations, agents, contacts, satisfaction ratings), and
`helpdesk_ticket` of v1 and of account exports, with its `notes` inside. A ticket's description is the first message.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from kbgen.readers import helpdesk
from kbgen.readers.base import Read, Settings
from kbgen.readers.files import File
from kbgen.readers.headers import key_of
from kbgen.readers.helpdesk import Comment, Desk, Person, Ticket, flag, html_of
from kbgen.readers.jsondoc import Record, listed, record, records, texts
from kbgen.readers.quotes import own_html, own_words
from kbgen.readers.rows import outcome, score, tags_of, written
from kbgen.readers.text import is_html, with_files

_RESOLVED = {"2": False, "3": False, "4": True, "5": True, "6": False, "7": False}
"""What Freshdesk's own statuses mean; the numbers above are each company's."""
_CHANNELS = {
    "1": "email", "2": "portal", "3": "phone", "4": "forum", "5": "twitter", "6": "facebook", "7": "chat",
    "8": "mobihelp", "9": "feedback_widget", "10": "outbound_email", "11": "ecommerce", "12": "bot",
}  # fmt: skip
_OUTBOUND = "10"
_SURVEY, _FORWARD = "6", "8"
"""Sources of conversations: a customer's words in a survey, and a mail of an agent to somebody else."""
_FACES = {"103": 5.0, "102": 4.5, "101": 4.0, "100": 3.0, "-101": 2.0, "-102": 1.5, "-103": 1.0}
"""The values of a survey's answers, extremely happy to extremely unhappy, on the scale of five."""
_PERSONAL = frozenset(("name", "phone", "email"))


def read(files: Sequence[File], settings: Settings) -> Iterator[Read]:
    """Read all files of an export together. Holds its messages, without the JSON around them, until all are read."""
    return helpdesk.read(files, Desk("freshdesk", settings), tuple(_TAKE), _take)


def _take(value: object, path: str, desk: Desk) -> None:
    page = record(value)
    if not page:
        for item in records(value):
            _item(item, path, desk)
    elif _kind(page):
        _item(page, path, desk)
    else:
        for name, take in _TAKE.items():
            for item in listed(page, name, name.removesuffix("s")):
                take(item, path, desk)


def _item(item: Record, path: str, desk: Desk) -> None:
    kind = _kind(item)
    if kind:
        _TAKE[kind](item, path, desk)


def _kind(item: Record) -> str:
    """Tell what an item of a bare list or a line is, by its keys; nothing for a page, whose keys are names of lists."""
    keys = item.keys()
    if not keys.isdisjoint(("helpdesk_ticket", "requester_id", "description_text")) or keys >= {"subject", "status"}:
        return "tickets"
    if not keys.isdisjoint(("ratings", "survey_id")):
        return "satisfaction_ratings"
    if not keys.isdisjoint(("incoming", "body_text", "body")):
        return "conversations"
    if keys >= {"id", "contact"}:
        return "agents"
    return "contacts" if keys >= {"id", "name"} else ""


def _agent(item: Record, path: str, desk: Desk) -> None:
    _meet(written(item.get("id")), record(item.get("contact")) or item, True, desk)


def _contact(item: Record, path: str, desk: Desk) -> None:
    _meet(written(item.get("id")), item, False, desk)


def _meet(key: str, item: Record, staff: bool | None, desk: Desk) -> None:
    name, email = written(item.get("name")), written(item.get("email"))
    desk.meet(key, Person(name, email, next(iter(texts(item, ("mobile", "phone"))), ""), staff))


def _rating(item: Record, path: str, desk: Desk) -> None:
    answers = record(item.get("ratings"))
    told = written(answers.get("default_question")) or next(iter(texts(answers, tuple(answers))), "")
    rating = _FACES.get(told)
    if rating is not None and (number := written(item.get("ticket_id"))):
        desk.rated[number] = rating


def _ticket(item: Record, path: str, desk: Desk) -> None:
    item = record(item.get("helpdesk_ticket")) or item
    key = ("", written(item.get("display_id")) or written(item.get("id")))
    if not key[1]:
        return
    requester = written(item.get("requester_id")) or written(record(item.get("requester")).get("id"))
    _meet(requester, record(item.get("requester")), None, desk)
    responder = written(item.get("responder_id"))
    if responder:
        desk.assigned.add(responder)
    for name in ("conversations", "notes"):
        for note in records(item.get(name)):
            inner = record(note.get("note")) or record(note.get("helpdesk_note")) or note
            desk.add(key, path, _comment(inner, desk))
    source = written(item.get("source"))
    own = [record(item.get(name)) for name in ("custom_fields", "custom_field")]
    desk.open(key, _described(item, path, desk, requester, responder, source, own))


def _described(
    item: Record, path: str, desk: Desk, requester: str, responder: str, source: str, own: Sequence[Record]
) -> Ticket:
    resolved = _resolved(item.get("status"))
    stats = record(item.get("stats"))
    opened = desk.time(item.get("created_at"))
    fields = [
        (key, value) for fields in own for name, value in fields.items() if (key := _meaning(name, desk.settings))
    ]
    outbound = source == _OUTBOUND
    return Ticket(
        path=path,
        requester=requester,
        subject=written(item.get("subject")),
        description=Comment(
            id="description",
            author=responder if outbound else requester,
            text=_text(item, ("description_html", "description", "description_text")),
            at=opened,
            internal=False,
            incoming=not outbound,
        ),
        updated=desk.time(item.get("updated_at")),
        channel=_CHANNELS.get(source) or (None if not source or source.isdecimal() else source),
        opened_at=opened,
        closed_at=desk.time(stats.get("resolved_at")) or desk.time(stats.get("closed_at")),
        tags=tags_of(item.get("tags")),
        csat=next((rating for key, value in fields if key == "csat" and (rating := score(value)) is not None), None),
        resolved=resolved,
        names=(written(item.get("requester_name")), *(written(value) for key, value in fields if key in _PERSONAL)),
        dropped="marked as spam"
        if flag(item.get("spam"))
        else "deleted in Freshdesk"
        if flag(item.get("deleted"))
        else "",
    )


def _resolved(status: object) -> bool | None:
    word = written(status)
    return _RESOLVED.get(word) if word.isdecimal() else outcome(word)


def _meaning(field: str, settings: Settings) -> str:
    """Tell what a company's own field holds, by its name: `cf_csat`, or `csat_12345` of v1."""
    known = key_of(re.sub(r"^cf_|_\d+$", "", field), settings)
    return known[0] if known else ""


def _conversation(item: Record, path: str, desk: Desk) -> None:
    desk.add_loose(written(item.get("ticket_id")), path, _comment(item, desk))


def _comment(item: Record, desk: Desk) -> Comment:
    source = written(item.get("source"))
    author = written(item.get("user_id"))
    incoming = True if source == _SURVEY else flag(item.get("incoming"))
    files = sum(1 for _ in records(item.get("attachments")))
    text = "" if flag(item.get("deleted")) else with_files(_text(item, ("body_html", "body", "body_text")), files)
    return Comment(
        id=written(item.get("id")),
        author=author,
        text=text,
        at=desk.time(item.get("created_at")),
        internal=source == _FORWARD or flag(item.get("private")) is True,
        incoming=incoming,
        machine=not author and "user_id" in item,
    )


def _text(item: Record, names: tuple[str, str, str]) -> str:
    """Return the writer's own words, of HTML where there is any: it tells best what is quoted."""
    told = [text for name in names if (text := html_of(item.get(name)))]
    html = next((text for text in told if is_html(text)), "")
    if not html:
        return own_words(told[-1]) if told else ""
    return own_html(html) or with_files("", "<img" in html)


_TAKE: Mapping[str, Callable[[Record, str, Desk], None]] = {
    "tickets": _ticket,
    "conversations": _conversation,
    "agents": _agent,
    "contacts": _contact,
    "satisfaction_ratings": _rating,
    "results": _item,
}
"""What is done with the items of each list."""
