import json
from datetime import UTC, datetime

from kbgen.config import IngestConfig
from kbgen.models import RawConversation, RawMessage, Source
from kbgen.readers import Ahead, read
from tests.readers.reading import SEOUL, results, said, write


def lines(*values):
    return "".join((value if isinstance(value, str) else json.dumps(value)) + "\n" for value in values)


def test_a_message_a_line_in_any_order(tmp_path):
    text = lines(
        {"conversation_id": "A", "message_id": "1", "ts": "2026-07-30T05:42:23Z", "role": "customer", "author": "u1",
         "text": "hello", "channel": "app", "tags": ["login", "app"], "status": "solved", "csat": 5},
        {"conversation_id": "B", "ts": 1785390143, "role": "customer", "text": "other"},
        {"conversation_id": "A", "ts": "2026-07-30T05:49:20Z", "role": "agent", "author": "Mina", "text": "hi"},
        {"conversation_id": "A", "role": "agent", "visibility": "internal", "ts": "2026-07-30T05:50:00Z", "text": "vip"},
    )  # fmt: skip
    conversations, done, skipped = results(tmp_path, {"log": text})
    assert conversations["A"] == RawConversation(
        source=Source("jsonl", str(tmp_path / "log"), "A"),
        messages=(
            RawMessage("customer", "hello", datetime(2026, 7, 30, 5, 42, 23, tzinfo=UTC), "u1"),
            RawMessage("agent", "hi", datetime(2026, 7, 30, 5, 49, 20, tzinfo=UTC), "Mina"),
            RawMessage("note", "vip", datetime(2026, 7, 30, 5, 50, tzinfo=UTC), ""),
        ),
        channel="app",
        opened_at=datetime(2026, 7, 30, 5, 42, 23, tzinfo=UTC),
        tags=("login", "app"),
        csat=5.0,
        resolved=True,
        customer="u1",
        names=("u1",),
        staff=("Mina",),
        unique=False,
    )
    assert (done, skipped) == ({"log": ("jsonl", "utf-8", 2, 4)}, [])


def test_a_conversation_a_line(tmp_path):
    talk = {
        "id": "c1", "opened_at": "2026-06-01T00:00:00Z", "closed_at": "2026-06-02T00:00:00Z", "channel": "chat",
        "customer_id": "m7", "csat": 2, "resolved": False, "tags": ["x"],
        "messages": [
            {"id": "m1", "role": "customer", "text": "a<br>b", "at": "2026-06-01T00:00:00Z"},
            {"id": "m2", "role": "agent", "author": "Kim", "text": "ok", "at": "2026-06-01T00:01:00Z"},
            {"id": "m3", "role": "martian", "text": "secret"},
        ],
    }  # fmt: skip
    conversations, _, skipped = results(tmp_path, {"a.jsonl": lines(talk, {"id": "c2", "messages": []})})
    found = conversations["c1"]
    assert said(found) == [("customer", "a\nb"), ("agent", "ok")]
    assert (found.opened_at, found.closed_at) == (datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 6, 2, tzinfo=UTC))
    assert (found.channel, found.customer, found.csat, found.resolved, found.tags) == ("chat", "m7", 2.0, False, ("x",))
    assert [(where, reason.split(";")[0]) for _, where, reason in skipped] == [
        ("line 1", "message 3: a role that is not known"),
        ("line 2", "no messages that can be read"),
    ]


def test_bad_lines_are_named_and_the_rest_is_read(tmp_path):
    good = {"conversation_id": "A", "role": "customer", "text": "hi"}
    broken = [
        '{"conversation_id": "A", "role": "cust',
        "[1]",
        "[" * 100_000,
        '{"conversation_id": "A", "text": "secret"}',
        '{"conversation_id": ' + "9" * 5000 + "}",
    ]
    text = lines(good, *broken).encode() + b'{"conversation_id": "A", "text": "\xff"}\n\n' + lines(good).encode()
    conversations, _, skipped = results(tmp_path, {"a.jsonl": text})
    assert said(conversations["A"]) == [("customer", "hi"), ("customer", "hi")]
    assert [(where, reason) for _, where, reason in skipped] == [
        ("line 2", "the JSON ends too early; export the file again"),
        ("line 3", "not a JSON object"),
        ("line 4", "JSON nested too deeply"),
        ("line 5", "no role"),
        ("line 6", "JSON with a number too long to read"),
        ("line 7", "bytes that are not in the file's encoding"),
    ]


def test_texts_are_made_clean(tmp_path):
    text = '{"id": "1", "role": "customer", "text": " \\ud800\\u1112\\u1161\\u11ab\\r\\n\\u0000글\\r "}\n'
    conversations, _, _ = results(tmp_path, {"a.jsonl": text})
    assert said(conversations["1"]) == [("customer", "\ufffd한\n글")]


def test_conversations_come_before_the_file_is_read_to_its_end(tmp_path):
    talk = {"id": "1", "messages": [{"role": "customer", "text": "hi"}]}
    folder = write(tmp_path, {"a.jsonl": lines(talk) * 50_000})
    stream = read([folder], IngestConfig(), SEOUL)
    told, first = next(stream), next(stream)
    assert told == Ahead(50_000)
    assert isinstance(first, RawConversation)
    (folder / "a.jsonl").write_text("")  # what is not buffered yet is gone: nobody has read that far
    assert sum(1 for _ in stream) < 49_000


def test_what_a_strict_parser_refuses_is_read(tmp_path):
    text = lines(
        '{"id": "1", "role": "customer", "text": "a\\ud800b", "csat": NaN}',
        '{"id": 12345678901234567890123, "role": "agent", "text": "c", "x": 1e999}',
    )
    conversations, _, skipped = results(tmp_path, {"a.jsonl": text})
    assert said(conversations["1"]) == [("customer", "a\ufffdb")]
    assert said(conversations["12345678901234567890123"]) == [("agent", "c")]
    assert skipped == []


def test_keys_written_as_escapes(tmp_path):
    text = lines({"상담번호": "1", "구분": "고객", "내용": "안녕하세요"})
    assert "\\u" in text
    conversations, _, _ = results(tmp_path, {"a.jsonl": text})
    assert said(conversations["1"]) == [("customer", "안녕하세요")]


def test_nesting_to_the_depth_of_two_thousand(tmp_path):
    deep = '{"id": "1", "role": "customer", "text": "b", "x": ' + "[" * 2000 + "]" * 2000 + "}"
    good = {"id": "1", "role": "customer", "text": "a"}
    conversations, _, skipped = results(tmp_path, {"a.jsonl": lines(good, deep, good)})
    assert said(conversations["1"]) == [("customer", "a")] * 2
    assert skipped == [("a.jsonl", "line 2", "JSON nested too deeply")]
