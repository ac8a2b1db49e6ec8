"""JSON ↔ Signal: the one form in which votes, searches and links come in and go out."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import cast, get_args

import msgspec

from kbgen.errors import fail
from kbgen.models import Link, Redacted, Search, Signal, Vote, VoteValue

Redact = Callable[[str], Redacted]

VALUES: tuple[VoteValue, ...] = get_args(VoteValue)
REASONS = ("wrong", "outdated", "unclear", "missing", "tone")
COMMENT_LIMIT = 1000
QUERY_LIMIT = 200
PAGE_LIMIT = 200
RESULTS_LIMIT = 1_000_000

PAGE_PATTERN = r"^content/(?:(?!\.)[\w .+-]+/)*(?!\.)[\w .+-]+\.md$"
CONVERSATION_PATTERN = r"^[A-Za-z0-9._:/-]{1,128}$"
_PAGE = re.compile(PAGE_PATTERN)
_CONVERSATION = re.compile(CONVERSATION_PATTERN)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]+")
_YEARS = range(2000, 2200)


def decode(raw: bytes) -> object:
    """Return the JSON value that `raw` holds. Raises `KbgenError` for bytes that are not UTF-8 or not JSON."""
    try:
        return msgspec.json.decode(raw)
    except UnicodeDecodeError as error:
        raise fail("body", "is not UTF-8") from error
    except RecursionError as error:
        raise fail("body", "is nested too deeply") from error
    except ValueError as error:  # msgspec's own errors are ValueErrors, and a number of 5,000 digits is a plain one
        raise fail("body", "is not valid JSON") from error


def parse_event(data: object, redact: Redact, now: datetime, visitor: str = "") -> Signal:
    """Turn the decoded JSON of one vote, search or link into a signal whose texts have been redacted.

    `now` is an aware datetime: the time of an event that tells none, and the zone of a time without an offset.
    `visitor` is the daily pseudonym of whoever voted; the time of such a vote is moved to the zone of `now`, because
    one vote a day needs one idea of what a day is. Keys that the contract does not name are ignored.

    Raises:
        KbgenError: names the field and the rule it breaks, never the field's content.
    """
    if not isinstance(data, Mapping):
        raise fail("event", "must be a JSON object")
    at = _time(data, now)
    match data.get("event"):
        case "vote":
            value = _one_of(data, "value", VALUES)
            if value is None:
                raise fail("value", f"must be {_listed(VALUES)}")
            return Vote(
                at=at.astimezone(now.tzinfo) if visitor else at,
                page=_page(data, "page"),
                value=cast(VoteValue, value),
                reason=_one_of(data, "reason", REASONS),
                comment=_comment(data, redact),
                visitor=visitor,
            )
        case "search":
            clicked = None if data.get("clicked") is None else _page(data, "clicked")
            return Search(at=at, query=_query(data, redact), results=_results(data), clicked=clicked)
        case "link":
            return Link(at=at, page=_page(data, "page"), conversation=_conversation(data, redact))
        case _:
            raise fail("event", f"must be {_listed(('vote', 'search', 'link'))}")


def to_json(signal: Signal) -> dict[str, object]:
    """Return a signal in the form that `parse_event` takes; the visitor's pseudonym stays behind."""
    at = signal.at.isoformat()
    match signal:
        case Vote():
            return {
                "at": at,
                "event": "vote",
                "page": signal.page,
                "value": signal.value,
                "reason": signal.reason,
                "comment": signal.comment,
            }
        case Search():
            return {
                "at": at,
                "event": "search",
                "query": signal.query,
                "results": signal.results,
                "clicked": signal.clicked,
            }
        case Link():
            return {"at": at, "event": "link", "page": signal.page, "conversation": signal.conversation}


def pages_of(signal: Signal) -> tuple[str, ...]:
    """Return the pages that a signal names."""
    match signal:
        case Search():
            return () if signal.clicked is None else (signal.clicked,)
        case Vote() | Link():
            return (signal.page,)


def _listed(values: tuple[str, ...]) -> str:
    return " or ".join(f'"{value}"' for value in values)


def _time(data: Mapping[str, object], now: datetime) -> datetime:
    value = data.get("at")
    if value is None:
        return now
    rule = "must be an ISO 8601 time with an offset, of this century"
    if not isinstance(value, str) or len(value) > 40:
        raise fail("at", rule)
    try:
        at = datetime.fromisoformat(value)
    except ValueError as error:
        raise fail("at", rule) from error
    if at.year not in _YEARS:
        raise fail("at", rule)
    return at if at.tzinfo else at.replace(tzinfo=now.tzinfo)


def _one_of(data: Mapping[str, object], name: str, allowed: tuple[str, ...]) -> str | None:
    value = data.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or value not in allowed:
        raise fail(name, f"must be {_listed(allowed)}")
    return value


def _text(data: Mapping[str, object], name: str, limit: int) -> str:
    """Return a text in NFC and without control characters; empty when it is left out."""
    value = data.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise fail(name, "must be a text")
    if len(value) > limit:
        raise fail(name, f"must have at most {limit} characters")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise fail(name, "must be valid Unicode") from error
    return _CONTROL.sub(" ", unicodedata.normalize("NFC", value)).strip()


def _page(data: Mapping[str, object], name: str) -> str:
    text = _text(data, name, PAGE_LIMIT)
    if not _PAGE.fullmatch(text):
        raise fail(name, "must be the path of a page, content/….md")
    return text


def _comment(data: Mapping[str, object], redact: Redact) -> Redacted | None:
    text = _text(data, "comment", COMMENT_LIMIT)
    return redact(text) if text else None


def _query(data: Mapping[str, object], redact: Redact) -> Redacted:
    text = " ".join(_text(data, "query", QUERY_LIMIT).split())
    if not text:
        raise fail("query", "must be a text that is not empty")
    return redact(text)


def _results(data: Mapping[str, object]) -> int:
    value = data.get("results")
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= RESULTS_LIMIT:
        raise fail("results", f"must be a whole number from 0 to {RESULTS_LIMIT}")
    return value


def _conversation(data: Mapping[str, object], redact: Redact) -> str | None:
    """Return the conversation's id; it is stored as it is, so nothing that redaction would change may pass."""
    text = _text(data, "conversation", 128)
    if not text:
        return None
    if not _CONVERSATION.fullmatch(text) or redact(text) != text:
        raise fail("conversation", "must be the id of a conversation")
    return text
