import json
from datetime import UTC, datetime

import pytest
from hypothesis import given

from kbgen.config import IngestConfig
from kbgen.models import RawConversation, RawMessage, Source
from kbgen.readers import read
from tests.readers.reading import SEOUL, results, said
from tests.readers.structured import documents

CONFIG = IngestConfig(bots=("도우미",))
AGENTS = [
    {"id": 2, "contact": {"name": "노을", "email": "n@shop.example"}, "available": True},
    {"id": 3, "contact": {"name": "알림", "email": "no-reply@shop.example"}},
    {"id": 4, "contact": {"name": "도우미", "email": "h@shop.example"}},
]
CONTACTS = [{"id": 1, "name": "한가람", "email": "g@example.com", "mobile": "010-0000-0000", "phone": None}]


def at(minute):
    return f"2026-09-01T03:{minute:02}:00Z"


def ticket(number=20, **more):
    made = {
        "id": number, "subject": "교환", "description": "<div>교환되나요?</div>", "description_text": "교환되나요?", "status": 4,
        "priority": 1, "source": 1, "requester_id": 1, "responder_id": 2, "tags": ["교환"], "custom_fields": {"cf_csat": 5},
        "spam": False, "created_at": at(0), "updated_at": at(50),
    }  # fmt: skip
    return {**made, **more}


def reply(number, user, text, incoming=False, **more):
    made = {
        "id": number,
        "ticket_id": 20,
        "user_id": user,
        "body": f"<div>{text}</div>",
        "body_text": text,
        "incoming": incoming,
    }
    return {**made, "private": False, "source": 0, "attachments": [], "created_at": at(number), **more}


REPLIES = [
    reply(4, 1, "사진이요", incoming=True, attachments=[{"id": 1}]),
    reply(1, 3, "접수되었습니다"),
    reply(2, 2, "재고 봄", private=True, source=2),
    reply(3, 2, "네. 사진 주세요"),
    reply(5, 4, "확인 중입니다"),
    reply(6, None, "규칙 안내"),
    reply(7, 2, "공개 메모", source=2),
    reply(8, 2, "공장에 물어봄", source=8),
    reply(9, 1, "늦어요", source=6),
]
EXPECTED = [
    ("customer", "교환되나요?"),
    ("bot", "접수되었습니다"),
    ("note", "재고 봄"),
    ("agent", "네. 사진 주세요"),
    ("customer", "사진이요\n[파일]"),
    ("bot", "확인 중입니다"),
    ("bot", "규칙 안내"),
    ("agent", "공개 메모"),
    ("note", "공장에 물어봄"),
    ("customer", "늦어요"),
]


def test_tickets_conversations_agents_and_contacts_in_files_of_their_own(tmp_path):
    unnumbered = [{k: v for k, v in item.items() if k != "ticket_id"} for item in REPLIES]
    files = {
        "agents.json": AGENTS,
        "contacts.json": CONTACTS,
        "conversations/20.json": unnumbered,
        "tickets.json": [ticket()],
    }
    conversations, done, skipped = results(tmp_path, files, CONFIG)
    found = conversations["20"]
    assert said(found) == EXPECTED
    assert found.messages[3] == RawMessage("agent", "네. 사진 주세요", datetime(2026, 9, 1, 3, 3, tzinfo=UTC), "노을")
    assert found == RawConversation(
        source=Source("freshdesk", str(tmp_path / "conversations/20.json"), "20"),
        messages=found.messages,
        channel="email",
        opened_at=datetime(2026, 9, 1, 3, 0, tzinfo=UTC),
        closed_at=datetime(2026, 9, 1, 3, 50, tzinfo=UTC),
        tags=("교환",),
        csat=5.0,
        resolved=True,
        customer="1",
        names=("한가람", "g@example.com", "010-0000-0000"),
        staff=("노을", "알림", "도우미"),
        unique=True,
    )
    assert done["20.json"] == ("freshdesk", "utf-8", 1, 10)
    assert (sorted(done), skipped) == (["20.json", "agents.json", "contacts.json", "tickets.json"], [])


V1 = {"helpdesk_ticket": {
    "id": 99_000, "display_id": 20, "subject": "교환", "description": "교환되나요?", "description_html": "<div>교환되나요?</div>",
    "status": 4, "source": 1, "requester_id": 1, "responder_id": 2, "requester_name": "한가람", "created_at": at(0), "spam": False,
    "deleted": False, "custom_field": {"csat_123": "4"},
    "notes": [{"note": {**{k: v for k, v in item.items() if k != "body_text"}, "body": item["body_text"], "body_html": item["body"], "deleted": False}} for item in REPLIES]
    + [{"note": reply(10, 2, "지운 글", deleted=True)}],
}}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("one.json", ticket(conversations=REPLIES)),
        ("page.json", {"tickets": [ticket(conversations=REPLIES)]}),
        ("search.json", {"results": [ticket(conversations=REPLIES)], "total": 1}),
        ("lines.jsonl", "\n".join(map(json.dumps, [ticket(conversations=REPLIES), ticket(21, conversations=[])]))),
        ("v1.json", V1),
        ("v1s.json", [V1]),
    ],
)  # fmt: skip
def test_conversations_inside_tickets(tmp_path, name, content):
    files = {name: content, "agents.json": {"agents": AGENTS}, "people.jsonl": "\n".join(map(json.dumps, CONTACTS * 2))}
    conversations, done, skipped = results(tmp_path, files, CONFIG)
    assert (said(conversations["20"]), done[name][0], skipped) == (EXPECTED, "freshdesk", [])
    assert conversations["20"].names[0] == "한가람"


def test_pages_of_conversations_that_name_their_tickets(tmp_path):
    others = [{**item, "ticket_id": 21, "id": item["id"] + 100} for item in REPLIES]
    files = {
        "t.json": [ticket(), ticket(21)],
        "p1.json": REPLIES[:4] + others,
        "p2.json": {"conversations": REPLIES},
        "a.json": AGENTS,
    }
    conversations, _, skipped = results(tmp_path, files, CONFIG)
    assert [said(conversations[key]) for key in ("20", "21")] == [EXPECTED, EXPECTED]
    assert skipped == []


def test_spam_and_deleted_tickets_are_counted_and_their_replies_do_not_come_back(tmp_path):
    tickets = [ticket(20, spam=True), ticket(21, spam=True), ticket(22, deleted=True), ticket(23)]
    conversations, _, skipped = results(tmp_path, {"t.json": tickets, "c/20.json": REPLIES})
    assert list(conversations) == ["23"]
    assert skipped == [("t.json", "2 tickets", "marked as spam"), ("t.json", "1 ticket", "deleted in Freshdesk")]


@pytest.mark.parametrize(
    ("more", "resolved", "closed"),
    [
        ({"status": 2}, False, None),
        ({"status": 3}, False, None),
        ({"status": 5}, True, 50),
        ({"status": 5, "stats": {"resolved_at": at(20), "closed_at": at(40)}}, True, 20),
        ({"status": 5, "stats": {"resolved_at": None, "closed_at": at(40)}}, True, 40),
        ({"status": 7}, False, None),
        ({"status": 12}, None, None),
        ({"status": 1}, None, None),
        ({"status": "Resolved"}, True, 50),
        ({"status": None}, None, None),
    ],
)
def test_statuses(tmp_path, more, resolved, closed):
    found = results(tmp_path, {"t.json": [ticket(**more)]})[0]["20"]
    assert (found.resolved, found.closed_at and found.closed_at.minute) == (resolved, closed)


@pytest.mark.parametrize(
    ("more", "channel", "role"),
    [
        ({"source": 2}, "portal", "customer"),
        ({"source": 3}, "phone", "customer"),
        ({"source": 7}, "chat", "customer"),
        ({"source": 10}, "outbound_email", "agent"),
        ({"source": 77}, None, "customer"),
        ({"source": "Email"}, "Email", "customer"),
    ],
)
def test_sources(tmp_path, more, channel, role):
    found = results(tmp_path, {"t.json": [ticket(subject="", **more)], "a.json": AGENTS})[0]["20"]
    assert (found.channel, said(found)) == (channel, [(role, "교환되나요?")])


@pytest.mark.parametrize(
    ("ratings", "csat"),
    [
        ({"default_question": 103}, 5.0),
        ({"default_question": -103}, 1.0),
        ({"question_1": 100}, 3.0),
        ({}, None),
        (None, None),
    ],
)
def test_satisfaction_ratings(tmp_path, ratings, csat):
    rating = {"id": 1, "survey_id": 5, "user_id": 1, "agent_id": 2, "ticket_id": 20, "feedback": "", "ratings": ratings}
    found = results(tmp_path, {"r.json": [rating], "t.json": [ticket(custom_fields={"cf_color": "5"})]})[0]["20"]
    assert found.csat == csat


def test_quotes_signatures_and_text_without_html(tmp_path):
    quoted = "네\n\n2026년 9월 1일 (화) 오후 2:50, 상점 <help@shop.example>님이 작성:\n> 옛 답변"
    html = (
        '<div>고마워요<div class="gmail_quote">On Tue, Sep 1, 2026 wrote:<blockquote>옛 답변</blockquote></div></div>'
    )
    replies = [
        reply(1, 2, quoted, body=None),
        reply(2, 1, "", incoming=True, body=html, body_text=None),
        reply(3, 1, "", incoming=True, body='<div><img src="https://x.example/a.png"></div>', body_text=""),
        reply(4, 1, "", incoming=True),
    ]
    start = ticket(
        description=None,
        description_text="첫 글",
        subject="7월 주문",
        requester={"id": 1, "name": "나리", "email": "r@example.com"},
    )
    found = results(tmp_path, {"t.json": {**start, "conversations": replies}})[0]["20"]
    assert said(found) == [
        ("customer", "7월 주문\n첫 글"),
        ("agent", "네"),
        ("customer", "고마워요"),
        ("customer", "[파일]"),
    ]
    assert found.names == ("나리", "r@example.com")


@pytest.mark.parametrize(
    ("user", "role"),
    [(1, "customer"), (2, "agent"), (7, "customer"), (9, "agent")],
)
def test_who_writes_where_incoming_is_not_told(tmp_path, user, role):
    told = {k: v for k, v in reply(1, user, "x1").items() if k != "incoming"}
    people = [*CONTACTS, {"id": 7, "name": "참조", "email": "cc@example.com"}]
    found = results(tmp_path, {"t.json": ticket(conversations=[told]), "a.json": AGENTS, "c.json": people})[0]["20"]
    assert said(found)[1] == (role, "x1")


def test_own_fields_that_name_the_customer(tmp_path):
    found = results(
        tmp_path, {"t.json": [ticket(custom_fields={"cf_연락처": "010-1234-0000", "cf_평점": 3, "cf_size": "Large"})]}
    )[0]["20"]
    assert (found.names, found.csat) == (("010-1234-0000",), 3.0)


KEYS = sorted({*ticket(), *REPLIES[0], *AGENTS[0], *CONTACTS[0], *V1, *V1["helpdesk_ticket"], "tickets", "conversations", "agents",
               "results", "ratings", "survey_id", "stats", "resolved_at", "requester", "cf_csat", "note"})  # fmt: skip


@given(documents(KEYS))
def test_no_document_makes_the_reader_fail(tmp_path_factory, document):
    path = tmp_path_factory.getbasetemp() / "20.json"
    path.write_text(json.dumps([ticket(conversations=document), document]))
    assert list(read([path], IngestConfig(), SEOUL, "freshdesk"))
    path.write_text(json.dumps(document))
    assert list(read([path], IngestConfig(), SEOUL, "freshdesk"))
