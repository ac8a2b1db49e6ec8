import contextlib
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kbgen.errors import KbgenError
from kbgen.models import Link, Redacted, Search, Vote
from kbgen.signals.events import COMMENT_LIMIT, QUERY_LIMIT, REASONS, decode, parse_event, to_json

KST = timezone(timedelta(hours=9))
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=KST)
PAGE = "content/faq/refund.md"
VOTE = {"event": "vote", "page": PAGE, "value": "up"}
SEARCH = {"event": "search", "query": "환불", "results": 0}
LINK = {"event": "link", "page": PAGE}


def redact(text):
    return Redacted(text.replace("010-1234-5678", "[phone]"))


def refusal(data):
    with pytest.raises(KbgenError) as caught:
        parse_event(data, redact, NOW)
    return str(caught.value)


def test_each_event_becomes_its_signal():
    at = "2026-03-01T10:00:00+09:00"
    then = datetime(2026, 3, 1, 10, tzinfo=KST)
    assert [
        parse_event(data, redact, NOW)
        for data in (
            {"at": at, **VOTE, "value": "down", "reason": "wrong", "comment": "010-1234-5678로 전화 주세요"},
            {"at": at, "event": "search", "query": "  배송   언제 ", "results": 3, "clicked": PAGE},
            {"at": at, **LINK, "conversation": "k_12ab"},
        )
    ] == [
        Vote(then, PAGE, "down", "wrong", Redacted("[phone]로 전화 주세요")),
        Search(then, Redacted("배송 언제"), 3, PAGE),
        Link(then, PAGE, "k_12ab"),
    ]


def test_what_is_left_out_null_or_unknown_to_us():
    assert parse_event({**VOTE, "at": None, "reason": None, "comment": " ", "screen": 4}, redact, NOW) == Vote(
        NOW, PAGE, "up"
    )
    assert parse_event(LINK, redact, NOW) == Link(NOW, PAGE)


def test_a_visitors_vote_is_of_a_day_in_our_zone():
    vote = parse_event({**VOTE, "at": "2026-03-01T20:00:00Z"}, redact, NOW, "v")
    assert (vote.at.isoformat(), vote.visitor) == ("2026-03-02T05:00:00+09:00", "v")


def test_a_time_without_an_offset_is_in_our_zone():
    assert parse_event({**VOTE, "at": "2026-03-01T20:00:00"}, redact, NOW).at == datetime(2026, 3, 1, 20, tzinfo=KST)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ([], "event: must be a JSON object"),
        ({}, 'event: must be "vote" or "search" or "link"'),
        ({"event": ["vote"]}, "event: "),
        ({**VOTE, "value": None}, 'value: must be "up" or "down"'),
        ({**VOTE, "value": 1}, "value: "),
        ({**VOTE, "reason": "rude"}, "reason: "),
        ({**VOTE, "comment": 5}, "comment: must be a text"),
        ({**VOTE, "comment": "가" * (COMMENT_LIMIT + 1)}, "comment: must have at most 1000 characters"),
        ({**VOTE, "comment": "\ud800"}, "comment: must be valid Unicode"),
        ({**VOTE, "at": "yesterday"}, "at: "),
        ({**VOTE, "at": "0001-01-01T00:00:00+00:00"}, "at: "),
        ({**VOTE, "at": 1767200000}, "at: "),
        ({**SEARCH, "query": "\x00 "}, "query: must be a text that is not empty"),
        ({**SEARCH, "query": "a" * (QUERY_LIMIT + 1)}, "query: must have at most 200 characters"),
        ({**SEARCH, "results": None}, "results: "),
        ({**SEARCH, "results": -1}, "results: "),
        ({**SEARCH, "results": True}, "results: "),
        ({**SEARCH, "results": 10**30}, "results: "),
        ({**SEARCH, "clicked": "https://example.com"}, "clicked: "),
        ({**LINK, "conversation": "홍길동 010"}, "conversation: "),
        ({**LINK, "conversation": "010-1234-5678"}, "conversation: "),
    ],
)
def test_what_is_refused(data, field):
    assert refusal(data).startswith(field)


@pytest.mark.parametrize(
    "page",
    [
        "",
        "faq.md",
        "/content/faq.md",
        "content/faq.html",
        "content/../kbgen.toml.md",
        "content/a/../b.md",
        "content/.hidden.md",
        "content/a/.b/c.md",
        "content//a.md",
        "content\\a.md",
        "content/a\nb.md",
        "content/.md",
        "content/" + "a" * 200 + ".md",
        None,
        7,
    ],
)
def test_what_is_no_page(page):
    assert refusal({**VOTE, "page": page}).startswith("page: ")


@pytest.mark.parametrize("page", ["content/a.md", "content/환불 안내.md", "content/faq/b-2_c.v1.md"])
def test_what_is_a_page(page):
    assert parse_event({**VOTE, "page": page}, redact, NOW).page == page


def test_a_refusal_never_repeats_the_content():
    secret = "901010-1234567"
    for name in ("event", "page", "value", "reason", "at"):
        assert secret not in refusal({**VOTE, name: secret})
    for name in ("results", "clicked"):
        assert secret not in refusal({**SEARCH, name: secret})


def test_to_json_is_the_contracts_form():
    events = [
        {"at": "2026-03-01T10:00:00+09:00", **VOTE, "reason": REASONS[0], "comment": "틀려요"},
        {"at": "2026-03-01T10:00:00+09:00", **SEARCH, "clicked": None},
        {"at": "2026-03-01T10:00:00+09:00", **LINK, "conversation": None},
    ]
    assert [to_json(parse_event(event, redact, NOW)) for event in events] == events


@pytest.mark.parametrize(
    "raw",
    [b"", b"\xff", b'"\xed\xa0\x80"', b'"\\ud800"', b"[" * 100_000, b'{"a":' * 2000, b"NaN", b"1e999", b"9" * 9000],
)
def test_bytes_that_are_not_json(raw):
    with pytest.raises(KbgenError, match=r"^body: "):
        decode(raw)


texts = st.text() | st.none() | st.integers() | st.sampled_from([PAGE, "up", "wrong", "2026-03-01T10:00:00Z"])
fields = st.sampled_from(
    ["at", "page", "value", "reason", "comment", "query", "results", "clicked", "conversation", "x"]
)
objects = st.dictionaries(fields, texts | st.lists(texts, max_size=2), max_size=10)
good = st.sampled_from([VOTE, SEARCH, LINK])


# The first text of a fresh checkout is slow: hypothesis builds its table of characters.
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@calm
@given(base=good, extra=objects, whole=st.booleans())
def test_anything_is_refused_or_comes_back_the_same(base, extra, whole):
    try:
        signal = parse_event(base | extra if whole else extra, redact, NOW, "v")
    except KbgenError:
        return
    told = to_json(signal)
    assert to_json(parse_event(json.loads(json.dumps(told)), redact, NOW, "v")) == told
    assert signal.at.astimezone(UTC).year >= 1999


@calm
@given(st.binary(max_size=200))
def test_any_bytes_are_json_or_refused(raw):
    with contextlib.suppress(KbgenError):
        parse_event(decode(raw), redact, NOW)
