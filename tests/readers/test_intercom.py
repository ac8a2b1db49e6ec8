import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.config import IngestConfig
from kbgen.models import FileRead, RawConversation, RawMessage, Source
from kbgen.readers import read
from kbgen.readers.base import Ahead
from tests.readers.reading import SEOUL, results, said, write
from tests.readers.structured import documents

AT = 1_790_000_000
HANA = {"type": "admin", "id": "9", "name": "하나", "email": "hana@shop.example", "from_ai_agent": False}
NORI = {"type": "user", "id": "u1", "name": "노리", "email": "nori@example.com"}
FIN = {"type": "bot", "id": "5", "name": "Fin", "from_ai_agent": True, "is_ai_answer": True}
CONFIG = IngestConfig(bots=("알리미",))


def part(number, author, body, kind="comment", **more):
    made = {"type": "conversation_part", "id": str(number), "part_type": kind, "body": body, "created_at": AT + number}
    return {**made, "author": author, "attachments": [], "redacted": False, **more}


def conversation(*parts, number="100", **more):
    made = {
        "type": "conversation", "id": number, "created_at": AT, "updated_at": AT + 900, "state": "closed", "open": False,
        "title": None,
        "source": {"type": "conversation", "id": "s1", "delivered_as": "customer_initiated", "subject": "", "author": NORI,
                   "body": "<p>환불 되나요?</p>", "attachments": [], "redacted": False},
        "contacts": {"type": "contact.list", "contacts": [{"type": "contact", "id": "u1", "external_id": "member-1"}]},
        "tags": {"type": "tag.list", "tags": [{"type": "tag", "id": "1", "name": "환불"}]},
        "conversation_rating": {"rating": 4, "remark": None, "created_at": AT + 800},
        "conversation_parts": {"type": "conversation_part.list", "conversation_parts": list(parts), "total_count": len(parts)},
    }  # fmt: skip
    return {**made, **more}


def listed(item):
    return {key: value for key, value in item.items() if key != "conversation_parts"}


WHOLE = conversation(
    part(1, HANA, None, "assignment"),
    part(2, FIN, "<p>도움말을 찾아볼게요</p>"),
    part(3, HANA, "<p>영수증 확인 중</p>", "note"),
    part(4, HANA, "<p>네.</p><ul><li>하나</li><li>둘</li></ul>"),
    part(5, NORI, "<p>사진이요</p>", attachments=[{"name": "a.png"}]),
    part(6, HANA, None, "close"),
)
EXPECTED = [
    ("customer", "환불 되나요?"),
    ("bot", "도움말을 찾아볼게요"),
    ("note", "영수증 확인 중"),
    ("agent", "네.\n- 하나\n- 둘"),
    ("customer", "사진이요\n[파일]"),
]


def test_a_conversation_with_all_it_tells(tmp_path):
    contacts = {
        "type": "list",
        "data": [{"type": "contact", "id": "u1", "external_id": "m", "name": "한노리", "phone": "+82 10-0000-0000"}],
    }
    admins = {"type": "admin.list", "admins": [{"type": "admin", "id": "8", "name": "두리"}]}
    files = {"c/100.json": WHOLE, "people.json": contacts, "z_admins.json": admins}
    conversations, done, skipped = results(tmp_path, files)
    found = conversations["100"]
    assert said(found) == EXPECTED
    assert found.messages[3] == RawMessage("agent", EXPECTED[3][1], datetime.fromtimestamp(AT + 4, UTC), "하나")
    assert found == RawConversation(
        source=Source("intercom", str(tmp_path / "c/100.json"), "100"),
        messages=found.messages,
        channel="chat",
        opened_at=datetime.fromtimestamp(AT, UTC),
        closed_at=datetime.fromtimestamp(AT + 6, UTC),
        tags=("환불",),
        csat=4.0,
        resolved=True,
        customer="u1",
        names=("한노리", "+82 10-0000-0000", "노리", "nori@example.com"),
        staff=("하나", "두리"),
        unique=True,
    )
    assert done == {
        "100.json": ("intercom", "utf-8", 1, 5),
        "people.json": ("intercom", "utf-8", 0, 0),
        "z_admins.json": ("intercom", "utf-8", 0, 0),
    }
    assert skipped == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("one.json", WHOLE),
        ("page.json", {"type": "conversation.list", "pages": {}, "conversations": [WHOLE]}),
        ("data.json", {"type": "list", "data": [WHOLE]}),
        ("array.json", [WHOLE]),
        ("lines.jsonl", "\n".join(json.dumps(item) for item in (WHOLE, conversation(number="101")))),
        ("hook.json", {"type": "notification_event", "topic": "conversation.admin.closed", "data": {"type": "x", "item": WHOLE}}),
        ("parts.json", {**WHOLE, "conversation_parts": WHOLE["conversation_parts"]["conversation_parts"]}),
        ("old.json", {**{k: v for k, v in WHOLE.items() if k not in ("source", "contacts")}, "conversation_message": WHOLE["source"], "user": {"type": "user", "id": "u1"}}),
    ],
)  # fmt: skip
def test_every_arrangement(tmp_path, name, content):
    conversations, done, skipped = results(tmp_path, {name: content})
    found = conversations["100"]
    assert (said(found), found.customer, done[name][0], skipped) == (EXPECTED, "u1", "intercom", [])


def test_lists_without_parts_double_nothing_and_give_the_first_message(tmp_path):
    others = [conversation(number=n) for n in ("200", "201")]
    files = {"a_list.json": {"conversations": [listed(WHOLE), *map(listed, others)]}, "b.json": WHOLE}
    conversations, done, skipped = results(tmp_path, files)
    assert {key: len(found.messages) for key, found in conversations.items()} == {"100": 5, "200": 1, "201": 1}
    assert {name: numbers[2:] for name, numbers in done.items()} == {"a_list.json": (2, 2), "b.json": (1, 5)}
    reason = "no parts, so only the first message was read; export each conversation by its id"
    assert skipped == [("a_list.json", "2 conversations", reason)]


def test_of_copies_the_newest_counts_whatever_the_order_of_files(tmp_path):
    old = conversation(part(1, HANA, "옛 답"), updated_at=AT, state="open", open=True)
    for folder, names in (("x", ("1.json", "2.json")), ("y", ("2.json", "1.json"))):
        conversations, _, skipped = results(tmp_path / folder, dict(zip(names, (old, WHOLE), strict=True)))
        assert (said(conversations["100"]), conversations["100"].resolved, skipped) == (EXPECTED, True, [])


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # Bots that speak as admins
        (part(1, {**HANA, "from_ai_agent": True}, "x1"), ("bot", "x1")),
        (part(1, {**HANA, "is_ai_answer": True}, "x1"), ("bot", "x1")),
        (part(1, {"type": "admin", "id": "1", "name": "Operator", "email": "operator+ab12@intercom.io"}, "x1"), ("bot", "x1")),
        (part(1, {**HANA, "name": "알리미"}, "x1"), ("bot", "x1")),
        (part(1, {"type": "workflow", "id": "1"}, "x1"), ("bot", "x1")),
        (part(1, {"type": "team", "id": "1", "name": "CS"}, "x1"), ("agent", "x1")),
        (part(1, {"type": "admin", "id": "1", "name": "Operator Kim", "email": "operator@shop.example"}, "x1"), ("agent", "x1")),
        # Customers of every kind
        *((part(1, {**NORI, "type": kind}, "x1"), ("customer", "x1")) for kind in ("user", "lead", "contact", "visitor")),
        # Replies sent while assigning, closing or opening, and what only happened
        (part(1, HANA, "<p>x1</p>", "assignment"), ("agent", "x1")),
        (part(1, HANA, "<p>x1</p>", "close"), ("agent", "x1")),
        (part(1, HANA, "<p>x1</p>", "open"), ("agent", "x1")),
        (part(1, NORI, "<p>x1</p>", "quick_reply"), ("customer", "x1")),
        (part(1, NORI, "<p>x1</p>", "conversation_rating_remark_added"), ("customer", "x1")),
        (part(1, HANA, "<p>x1</p>", "note_and_reopen"), ("note", "x1")),
        (part(1, FIN, "<p>x1</p>", "note"), ("note", "x1")),
        (part(1, HANA, "<p>x1</p>", "ticket_state_updated_by_admin"), None),
        (part(1, HANA, "<p>x1</p>", "away_mode_assignment"), None),
        (part(1, HANA, "<p>x1</p>", "conversation_attribute_updated_by_admin"), None),
        # Bodies
        (part(1, HANA, "<p>This message was deleted</p>", redacted=True), None),
        (part(1, HANA, "<p> </p>"), None),
        (part(1, NORI, '<div class="intercom-container"><img src="https://x.example/a.png"></div>'), ("customer", "[파일]")),
        (part(1, HANA, "plain &lt; text\n- one"), ("agent", "plain < text\n- one")),
        (part(1, HANA, "x1", None), ("agent", "x1")),
        (part(1, NORI, "<p>오류: &lt;div&gt; &amp; x</p>"), ("customer", "오류: <div> & x")),
    ],
)  # fmt: skip
def test_parts(tmp_path, given, expected):
    conversations, _, _ = results(tmp_path, {"c.json": conversation(given)}, CONFIG)
    assert said(conversations["100"])[1:] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("delivered_as", "author", "role"),
    [
        ("automated", HANA, "bot"),
        ("operator_initiated", HANA, "bot"),
        ("campaigns_initiated", HANA, "bot"),
        ("admin_initiated", HANA, "agent"),
        ("operator_initiated", NORI, "customer"),
        ("customer_initiated", {}, "customer"),
    ],
)
def test_how_a_conversation_began(tmp_path, delivered_as, author, role):
    source = {**WHOLE["source"], "delivered_as": delivered_as, "author": author}
    conversations, _, _ = results(tmp_path, {"c.json": conversation(source=source)})
    assert said(conversations["100"]) == [(role, "환불 되나요?")]


@pytest.mark.parametrize(
    ("more", "resolved", "closed"),
    [
        ({"state": "open", "open": True}, False, None),
        ({"state": "snoozed", "open": True}, False, None),
        ({"state": "closed"}, True, AT + 900),
        ({"state": None, "open": False}, True, AT + 900),
        ({"state": "closed", "statistics": {"last_close_at": AT + 50}}, True, AT + 50),
        ({"state": None, "open": None}, None, None),
    ],
)
def test_states(tmp_path, more, resolved, closed):
    conversations, _, _ = results(tmp_path, {"c.json": conversation(part(1, HANA, "네"), **more)})
    found = conversations["100"]
    assert (found.resolved, found.closed_at) == (resolved, closed and datetime.fromtimestamp(closed, UTC))


@pytest.mark.parametrize("at", [AT, AT * 1000, "2026-09-21T23:13:20+09:00", str(AT)])
def test_times(tmp_path, at):
    conversations, _, _ = results(tmp_path, {"c.json": conversation(created_at=at)})
    assert conversations["100"].opened_at == datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC)


def test_mails_titles_remarks_and_redacted_openings(tmp_path):
    mail = {
        "type": "email",
        "subject": "<p>Re: 7월 주문</p>",
        "body": '<p>취소요</p><blockquote type="cite">지난 답변</blockquote>',
        "author": NORI,
    }
    rating = {"rating": 1, "remark": "느려요", "created_at": AT + 70, "contact": {"id": "u1"}}
    hidden = {**WHOLE["source"], "redacted": True}
    files = {
        "1.json": conversation(part(1, HANA, "네"), source=mail, conversation_rating=rating),
        "2.json": conversation(
            part(1, NORI, "저요"), number="2", source=hidden, title="배송 문의", conversation_rating=None
        ),
        "3.json": conversation(number="3", source=hidden),
    }
    conversations, _, skipped = results(tmp_path, files)
    assert {key: said(found) for key, found in conversations.items()} == {
        "100": [("customer", "7월 주문\n취소요"), ("agent", "네"), ("customer", "느려요")],
        "2": [("customer", "배송 문의\n저요")],
    }
    assert (conversations["100"].channel, conversations["100"].csat, conversations["2"].csat) == ("email", 1.0, None)
    assert skipped == [("3.json", "3", "no text in the conversation")]


def test_more_parts_than_the_vendor_gives(tmp_path):
    parts = {"conversation_parts": [part(1, HANA, "네"), part(2, NORI, "네")], "total_count": 502}
    conversations, _, skipped = results(tmp_path, {"c.json": conversation(conversation_parts=parts)})
    assert len(conversations["100"].messages) == 3
    assert skipped == [("c.json", "100", "only the newest 2 of 502 parts are in the export")]


def test_what_is_ahead_is_told_before_the_first_conversation(tmp_path):
    found = list(read([write(tmp_path, {"a.json": [WHOLE, conversation(number="2")]})], CONFIG, SEOUL))
    assert found[0] == Ahead(2)
    assert isinstance(found[-1], FileRead)


KEYS = sorted(
    {*WHOLE, *WHOLE["source"], *part(1, HANA, ""), *HANA, "admins", "contacts", "conversations", "data", "item",
     "remark", "rating", "tags", "statistics", "last_close_at", "is_ai_answer", "user", "customers", "phone"}
)  # fmt: skip


@given(documents(KEYS), st.booleans())
def test_no_document_makes_the_reader_fail(tmp_path_factory, document, wrapped):
    path = tmp_path_factory.getbasetemp() / "intercom.json"
    path.write_text(
        json.dumps(
            [{**WHOLE, "conversation_parts": {"conversation_parts": document}}, document] if wrapped else document
        )
    )
    assert list(read([path], IngestConfig(), SEOUL, "intercom"))
