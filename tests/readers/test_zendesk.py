from datetime import UTC, datetime

from kbgen.config import IngestConfig
from kbgen.models import RawConversation, RawMessage, Source
from kbgen.readers import read
from tests.readers.reading import SEOUL, results, said, write

URL = "https://{}.zendesk.com/api/v2/tickets/{}.json"


def ticket(number, **more):
    made = {
        "url": URL.format("shop", number), "id": number, "subject": "언제 오…", "description": "언제 오나요?", "status": "solved",
        "requester_id": 1, "submitter_id": 1, "tags": ["배송"], "via": {"channel": "email"}, "satisfaction_rating": {"score": "bad"},
        "created_at": "2026-06-08T04:26:44Z", "updated_at": "2026-06-08T08:55:37Z",
    }  # fmt: skip
    return {**made, **more}


def comment(number, author, text, public=True, **more):
    made = {
        "id": number,
        "author_id": author,
        "public": public,
        "plain_body": text,
        "created_at": f"2026-06-08T05:00:{number:02}Z",
    }
    return {**made, **more}


USERS = {"users": [
    {"id": 1, "name": "한가람", "email": "g@example.com", "phone": None, "role": "end-user"},
    {"id": 2, "name": "노을", "email": "n@shop.example", "role": "agent"},
    {"id": 3, "name": "알림", "email": "no-reply@shop.example", "role": "admin"},
    {"id": 4, "name": "도우미", "email": "h@shop.example", "role": "agent"},
    {"id": 5, "name": "Talbot Autumn", "email": "talbot@shop.example", "role": "agent"},
]}  # fmt: skip
COMMENTS = {"comments": [
    comment(1, 1, "언제 오나요?"),
    comment(2, 3, "접수되었습니다"),
    comment(3, 2, "송장 봄", public=False),
    comment(5, 2, "", html_body="<p>내일요.</p><ul><li>하나</li><li>둘</li></ul>"),
    comment(4, 5, "잠시만요&nbsp;!"),
    comment(6, 4, "자동 안내"),
    comment(7, 2, "규칙 안내", via={"channel": "rule"}),
    comment(8, 1, "네", attachments=[{"id": 1}]),
], "next_page": None}  # fmt: skip
EXPECTED = [
    ("customer", "언제 오나요?"),
    ("bot", "접수되었습니다"),
    ("note", "송장 봄"),
    ("agent", "잠시만요 !"),
    ("agent", "내일요.\n- 하나\n- 둘"),
    ("bot", "자동 안내"),
    ("bot", "규칙 안내"),
    ("customer", "네\n[파일]"),
]
CONFIG = IngestConfig(bots=("도우미",))


def test_tickets_comments_and_users_in_files_of_their_own(tmp_path):
    files = {"tickets.json": {"tickets": [ticket(77)]}, "users.json": USERS, "comments/77.json": COMMENTS}
    conversations, done, skipped = results(tmp_path, files, CONFIG)
    found = conversations["77"]
    assert said(found) == EXPECTED
    assert found.messages[2] == RawMessage("note", "송장 봄", datetime(2026, 6, 8, 5, 0, 3, tzinfo=UTC), "노을")
    assert found == RawConversation(
        source=Source("zendesk", str(tmp_path / "comments/77.json"), "77"),
        messages=found.messages,
        channel="email",
        opened_at=datetime(2026, 6, 8, 4, 26, 44, tzinfo=UTC),
        closed_at=datetime(2026, 6, 8, 8, 55, 37, tzinfo=UTC),
        tags=("배송",),
        csat=1.0,
        resolved=True,
        customer="1",
        names=("한가람", "g@example.com"),
        staff=("노을", "알림", "도우미", "Talbot Autumn"),
        unique=True,
    )
    assert done == {
        "77.json": ("zendesk", "utf-8", 1, 8),
        "tickets.json": ("zendesk", "utf-8", 0, 0),
        "users.json": ("zendesk", "utf-8", 0, 0),
    }
    assert skipped == []


def test_embedded_comments_lines_and_ticket_ids(tmp_path):
    embedded = {"tickets": [ticket(77, comments=COMMENTS["comments"])], **USERS}
    conversations, _, _ = results(tmp_path / "a", {"all.json": embedded}, CONFIG)
    assert said(conversations["77"]) == EXPECTED
    named = {"comments": [{**item, "ticket_id": 77} for item in COMMENTS["comments"]]}
    files = {"t.json": [ticket(77)], "u.json": USERS, "c/page1.json": named, "c/page2.json": named}
    conversations, _, _ = results(tmp_path / "b", files, CONFIG)
    assert said(conversations["77"]) == EXPECTED


def test_subjects_that_say_more_and_descriptions_without_comments(tmp_path):
    tickets = [
        ticket(1, subject="Re: 7월 주문 취소", status="open", satisfaction_rating={"score": "offered"}),
        ticket(2, subject="문의", description="", comments=[]),
        ticket(3, is_public=False, subject=""),
        ticket(4, comments=[comment(9, 2, "나중 답")]),
    ]
    conversations, _, skipped = results(tmp_path, {"tickets.json": {"tickets": tickets}, "users.json": USERS})
    assert {key: said(found) for key, found in conversations.items()} == {
        "4": [("customer", "언제 오나요?"), ("agent", "나중 답")],
        "1": [("customer", "7월 주문 취소\n언제 오나요?")],
        "3": [("note", "언제 오나요?")],
    }
    assert (conversations["1"].resolved, conversations["1"].csat, conversations["1"].closed_at) == (False, None, None)
    assert skipped == [("tickets.json", "2", "no text in the ticket and its comments")]


def test_two_help_desks_with_the_same_number(tmp_path):
    files = {}
    for desk in ("east", "west"):
        files[f"{desk}/tickets.json"] = {"tickets": [ticket(5, url=URL.format(desk, 5), description=desk, subject="")]}
        files[f"{desk}/comments/5.json"] = {"comments": [comment(1, 1, desk), comment(2, 2, f"from {desk}")]}
    found = [c for c in read([write(tmp_path, files)], CONFIG, SEOUL) if isinstance(c, RawConversation)]
    assert [said(c)[0][1] + " / " + said(c)[1][1] for c in found] == ["east / from east", "west / from west"]


def test_a_ticket_that_pages_repeat_and_comments_of_nobody_knows_what(tmp_path):
    late = ticket(7, status="open", updated_at="2026-07-01T00:00:00Z")
    files = {
        "p1.json": {"tickets": [late]},
        "p2.json": {"tickets": [ticket(7)]},
        "words.json": {"comments": [comment(1, 1, "x1")]},
    }
    conversations, _, skipped = results(tmp_path, files)
    assert conversations["7"].resolved is False
    assert skipped == [
        ("words.json", "file", "comments without a ticket_id; name the file by the ticket's number: 1234.json")
    ]
