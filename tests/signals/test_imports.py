import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from kbgen.errors import KbgenError
from kbgen.models import Link, Redacted, Search, Skipped, Vote
from kbgen.signals.events import to_json
from kbgen.signals.imports import read_signals
from kbgen.store import Store

ZONE = ZoneInfo("Asia/Seoul")
NOW = datetime(2026, 3, 20, 9, tzinfo=ZONE)
PAGES = {"/faq/refund/": "content/faq/refund.md", "/faq/배송/": "content/faq/배송.md"}
REFUND = "content/faq/refund.md"


def redact(text):
    return Redacted(text.replace("010-1234-5678", "[phone]"))


def read(tmp_path, content, name="signals"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_signals(path, redact, NOW, ZONE, PAGES))


def signals(found):
    return [item[0] for item in found if not isinstance(item, Skipped)]


def skipped(found):
    return [(item.where, item.reason) for item in found if isinstance(item, Skipped)]


LINES = """\
{"at": "2026-03-01T10:00:00+09:00", "event": "vote", "page": "content/faq/refund.md", "value": "down", "reason": "wrong", "comment": "010-1234-5678"}

{"at": "2026-03-01T11:00:00", "event": "search", "query": "환불", "results": 0, "clicked": null}
{"event": "link", "page": "content/faq/refund.md", "conversation": null}
{"event": "link", "page": "content/faq/refund.md", "conversation": null}
{"event": "vote", "page": "content/faq/gone.md", "value": "up"}
{"event": "vote", "page": "content/faq/refund.md", "value": "5"}
{"event": "vote",
[1, 2]
"""


def test_json_lines_of_the_contract(tmp_path):
    found = read(tmp_path, "\ufeff" + LINES)
    assert signals(found) == [
        Vote(datetime(2026, 3, 1, 10, tzinfo=ZONE), REFUND, "down", "wrong", Redacted("[phone]")),
        Search(datetime(2026, 3, 1, 11, tzinfo=ZONE), Redacted("환불"), 0),
        Link(NOW, REFUND),
        Link(NOW, REFUND),
    ]
    assert skipped(found) == [
        ("line 6", "page: is no page of this site"),
        ("line 7", 'value: must be "up" or "down"'),
        ("line 8", "body: is not valid JSON"),
        ("line 9", "event: must be a JSON object"),
    ]


def test_a_line_that_is_not_utf8_costs_that_line_only(tmp_path):
    found = read(
        tmp_path, LINES.splitlines()[0].encode() + b'\n{"event": "\xb0\xa1"}\n' + LINES.splitlines()[2].encode()
    )
    assert len(signals(found)) == 2
    assert skipped(found) == [("line 2", "body: is not UTF-8")]


def store_all(store, found):
    pairs = [item for item in found if not isinstance(item, Skipped)]
    return store.add_signals([signal for signal, _ in pairs], [key for _, key in pairs])


def test_an_import_can_be_repeated_and_a_longer_file_adds_what_is_new(tmp_path):
    with Store(tmp_path / "kb.db") as store:
        assert store_all(store, read(tmp_path, LINES)) == 4
        assert store_all(store, read(tmp_path, LINES)) == 0
        longer = LINES.splitlines()[0] + "\n" + LINES + LINES.splitlines()[3].replace(" ", "") + "\n"
        assert store_all(store, read(tmp_path, longer)) == 2


def test_an_export_comes_in_as_it_went_out(tmp_path):
    first = signals(read(tmp_path, LINES))
    out = "".join(json.dumps(to_json(signal)) + "\n" for signal in first)
    assert [to_json(signal) for signal in signals(read(tmp_path, out))] == [to_json(signal) for signal in first]


def test_keys_do_not_depend_on_raw_text(tmp_path):
    def key(comment):
        event = {"event": "vote", "page": REFUND, "value": "up", "comment": comment}
        return read(tmp_path, json.dumps(event))[0][1]

    assert key("010-1234-5678") == key("[phone]") != key("other")


GA4_LINES = [
    {
        "event_date": "20260301",
        "event_timestamp": "1772328600123456",
        "event_name": "feedback",
        "event_params": [
            {"key": "page_location", "value": {"string_value": "https://help.example.com/other/"}},
            {"key": "page", "value": {"string_value": "/faq/refund/"}},
            {"key": "data", "value": {"string_value": None, "int_value": "0"}},
        ],
    },
    {"event_date": "20260302", "event_name": "page_view", "event_params": []},
    {
        "event_date": "20260302",
        "event_name": "view_search_results",
        "event_params": [{"key": "search_term", "value": {"string_value": "교환 방법"}}],
    },
    {"event_name": "feedback", "event_params": [{"key": "data", "value": {"int_value": "1"}}]},
    {"event_name": "feedback", "event_timestamp": "soon"},
]


def test_ga4_from_bigquery(tmp_path):
    found = read(tmp_path, "\n".join(map(json.dumps, GA4_LINES)))
    assert signals(found) == [
        Vote(datetime(2026, 3, 1, 10, 30, 0, 123456, tzinfo=ZONE), REFUND, "down"),
        Search(datetime(2026, 3, 2, tzinfo=ZONE), Redacted("교환 방법"), 1),
    ]
    assert skipped(found) == [
        ("line 4", "page: is missing"),
        ("line 5", "event_timestamp: must be a number of microseconds"),
    ]


GA4_TABLE = """\
# ----------------------------------------
# Free form
# 20260301-20260307
# ----------------------------------------

Event name,Page path and screen class,Data,Search term,Event count
feedback,/faq/refund/index.html,1,(not set),"2"
feedback,/faq/배송,0,(not set),1
feedback,/nowhere/,1,(not set),3
feedback,/faq/refund/,maybe,(not set),1
search,/,(not set),영수증 010-1234-5678,1
scroll,/faq/refund/,(not set),(not set),900
feedback,/faq/refund/,1
,,,,907
"""


def test_ga4_table_of_an_exploration(tmp_path):
    last = datetime(2026, 3, 7, tzinfo=ZONE)
    for encoding in ("utf-8-sig", "cp949"):
        found = read(tmp_path, GA4_TABLE.encode(encoding))
        assert signals(found) == [
            Vote(last, REFUND, "up"),
            Vote(last, REFUND, "up"),
            Vote(last, "content/faq/배송.md", "down"),
            Search(last, Redacted("영수증 [phone]"), 1),
        ]
        assert skipped(found) == [
            ("line 9", "page: is no page of this site"),
            ("line 10", 'data: must be "1" or "0"'),
            ("line 13", "must have 5 columns"),
        ]


def test_counts_that_grow_add_the_difference(tmp_path):
    with Store(tmp_path / "kb.db") as store:
        assert store_all(store, read(tmp_path, GA4_TABLE)) == 4
        assert store_all(store, read(tmp_path, GA4_TABLE.replace('"2"', "5"))) == 3


PLAUSIBLE = [
    {"n": "feedback", "u": "https://help.example.com/faq/refund/?a=1", "d": "help.example.com", "p": {"data": "1"}},
    {
        "name": "Feedback",
        "url": "https://help.example.com/faq/%EB%B0%B0%EC%86%A1/",
        "domain": "help.example.com",
        "props": {"data": "0", "reason": "outdated"},
        "timestamp": "2026-03-03T00:00:00Z",
    },
    {"n": "search", "u": "https://help.example.com/", "d": "x", "p": {"search_term": "쿠폰", "results": "0"}},
    {"n": "pageview", "u": "https://help.example.com/", "d": "x"},
    {"n": "feedback", "u": "http://[", "d": "x", "p": {"data": "1"}},
]


def test_plausible_events(tmp_path):
    found = read(tmp_path, "\n".join(map(json.dumps, PLAUSIBLE)))
    assert signals(found) == [
        Vote(NOW, REFUND, "up"),
        Vote(datetime(2026, 3, 3, 9, tzinfo=ZONE), "content/faq/배송.md", "down", "outdated"),
        Search(NOW, Redacted("쿠폰"), 0),
    ]
    assert skipped(found) == [("line 5", "page: is no page of this site")]


def test_plausible_table_of_custom_events(tmp_path):
    table = "date,name,path,data,visitors,events\n2026-03-04,feedback,/faq/refund/,1,1,1\n2026-03-04,Signup,/,,1,1\n"
    assert signals(read(tmp_path, table)) == [Vote(datetime(2026, 3, 4, tzinfo=ZONE), REFUND, "up")]


def test_what_is_no_file_of_signals(tmp_path):
    assert read(tmp_path, "") == []
    for content in ("hello\n", "a,b\n1,2\n", b"\xff\xfe\x00"):
        with pytest.raises(KbgenError):
            read(tmp_path, content)
    with pytest.raises(KbgenError, match="cannot be read"):
        list(read_signals(tmp_path / "none", redact, NOW, ZONE, PAGES))


def test_an_unclosed_quote_is_told(tmp_path):
    found = read(tmp_path, 'Event name,Page path,Data\nfeedback,/faq/refund/,1\nfeedback,"/faq/refund/,1\n')
    assert len(signals(found)) == 1
    assert skipped(found) == [("line 3", "is not valid CSV; the rest of the file was not read")]
