import json
from datetime import UTC, datetime

import pytest
from hypothesis import given

from kbgen.config import IngestConfig
from kbgen.models import RawConversation, RawMessage, Skipped, Source
from kbgen.readers import read, zendesk
from kbgen.readers.base import settings
from kbgen.readers.files import File, on_disk
from tests.readers.reading import SEOUL, results, said, write
from tests.readers.structured import documents

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


def full(**more):
    """A ticket of the full export: people and comments inside, no ids of people beside them."""
    people = {
        "requester": {"id": 1, "name": "한가람", "email": "g@example.com"},
        "submitter": {"id": 1, "name": "한가람"},
        "assignee": {"id": 2, "name": "노을", "email": "n@shop.example"},
    }
    made = {k: v for k, v in ticket(77).items() if k not in ("requester_id", "submitter_id")}
    return {
        **made,
        **people,
        "comments": [comment(1, 1, "언제 오나요?"), comment(2, 2, "내일요"), comment(3, 2, "메모", False)],
        **more,
    }


FULL_EXPECTED = [("customer", "언제 오나요?"), ("agent", "내일요"), ("note", "메모")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("full.json", "\n".join(json.dumps(item) for item in (full(), full(id=78)))),
        ("wrapped.json", "\n".join(json.dumps({"ticket": item}) for item in (full(), full(id=78)))),
        ("page.json", {"tickets": [full()], "users": [], "end_of_stream": True, "after_cursor": None}),
        ("one.json", full()),
        ("search.json", {"tickets": [], "results": [full(result_type="ticket")], "end_of_stream": True}),
    ],
)  # fmt: skip
def test_tickets_with_their_comments_inside(tmp_path, name, content):
    conversations, done, skipped = results(tmp_path, {name: content})
    found = conversations["77"]
    assert (said(found), done[name][0], skipped) == (FULL_EXPECTED, "zendesk", [])
    assert (found.customer, found.names, found.staff) == ("1", ("한가람", "g@example.com"), ("노을",))


def test_a_page_of_one_ticket_and_its_comments_and_lines_of_users(tmp_path):
    users = "\n".join(json.dumps({**user, "organization_id": None}) for user in USERS["users"])
    files = {"x.json": {"ticket": ticket(77), "comments": COMMENTS["comments"]}, "users.jsonl": users}
    conversations, _, skipped = results(tmp_path, files, CONFIG)
    assert (said(conversations["77"]), skipped) == (EXPECTED, [])


EVENTS = [
    {"id": 10, "type": "Create", "field_name": "requester_id", "value": "1"},
    {"id": 1, "type": "Comment", "author_id": 1, "body": "언제 오나요?", "public": True, "attachments": []},
    {"id": 11, "type": "Notification", "subject": "x", "body": "접수되었습니다", "recipients": [1]},
]
LATER = [
    {"id": 2, "type": "Comment", "author_id": 2, "body": "내일요", "public": True},
    {"id": 3, "type": "Comment", "body": "메모였던 글", "public": True},
    {"id": 12, "type": "Change", "field_name": "status", "value": "solved", "previous_value": "open"},
]
HIDDEN = [{"id": 13, "type": "CommentPrivacyChange", "comment_id": 3, "public": False}]
AUDITS = [
    {"id": 100, "ticket_id": 77, "author_id": 1, "created_at": "2026-06-08T04:26:44Z", "via": {"channel": "web"}, "events": EVENTS},
    {"id": 101, "ticket_id": 77, "author_id": 2, "created_at": "2026-06-08T06:00:00Z", "via": {"channel": "web"}, "events": LATER},
    {"id": 102, "ticket_id": 77, "author_id": 2, "created_at": "2026-06-08T07:00:00Z", "via": {"channel": "web"}, "events": HIDDEN},
]  # fmt: skip
TICKET_EVENTS = [
    {**{k: v for k, v in item.items() if k not in ("events", "author_id")}, "updater_id": item["author_id"], "event_type": "Audit", "via": "Web form",
     "child_events": [{**{k: v for k, v in event.items() if k not in ("type", "field_name", "value")}, "event_type": event["type"],
                       **({event["field_name"]: event["value"]} if "field_name" in event else {})} for event in item["events"]]}
    for item in AUDITS
]  # fmt: skip
AUDITED = [("customer", "언제 오나요?"), ("agent", "내일요"), ("note", "메모였던 글")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("audits.json", {"audits": AUDITS, "next_page": None}),
        ("audits.jsonl", "\n".join(map(json.dumps, AUDITS))),
        ("events.json", {"ticket_events": TICKET_EVENTS, "end_of_stream": True}),
    ],
)
@pytest.mark.parametrize("known", [False, True])
def test_audits_and_ticket_events(tmp_path, name, content, known):
    bare = ticket(77, updated_at="2026-07-01T00:00:00Z", status="closed")
    files = {name: content, **({"t.json": {"tickets": [bare]}, "u.json": USERS} if known else {})}
    conversations, done, skipped = results(tmp_path, files)
    found = conversations["77"]
    assert (said(found), found.customer, done[name][0], skipped) == (AUDITED, "1", "zendesk", [])
    assert found.closed_at == (datetime(2026, 6, 8, 6, tzinfo=UTC) if known else None)


def test_events_that_only_say_that_there_is_a_comment_hide_none(tmp_path):
    thin = [{"id": 1, "event_type": "Comment", "comment_present": True, "comment_public": True}]
    events = {"ticket_events": [{"id": 9, "ticket_id": 77, "event_type": "Audit", "child_events": thin}]}
    conversations, _, _ = results(
        tmp_path, {"a.json": [ticket(77)], "c/77.json": COMMENTS, "e.json": events, "u.json": USERS}, CONFIG
    )
    assert said(conversations["77"]) == EXPECTED


@pytest.mark.parametrize(
    ("more", "closed"),
    [
        ({"metric_set": {"solved_at": "2026-06-08T06:00:00Z"}}, 6),
        ({"solved_at": "2026-06-08T07:00:00Z"}, 7),
        ({}, 8),
        ({"status": "open", "metric_set": {"solved_at": "2026-06-08T06:00:00Z"}}, None),
    ],
)
def test_a_later_change_is_no_closing_where_more_is_known(tmp_path, more, closed):
    found = results(tmp_path, {"t.json": [ticket(77, **more)]})[0]["77"]
    assert (found.closed_at and found.closed_at.hour) == closed


def test_metrics_in_a_file_of_their_own(tmp_path):
    metrics = {
        "ticket_metrics": [{"ticket_id": 77, "solved_at": "2026-06-08T05:00:00Z"}, {"ticket_id": 78, "solved_at": None}]
    }
    found = results(tmp_path, {"t.json": [ticket(77)], "m.json": metrics})[0]["77"]
    assert found.closed_at == datetime(2026, 6, 8, 5, tzinfo=UTC)


CALL = {"type": "VoiceComment", "body": "Call from: +82 10-0000-0000\nLength: 1 minute", "attachments": [{"id": 1}]}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # Calls: what was said, where it was written down
        (comment(2, 1, "", **CALL), None),
        (comment(2, 1, "", **CALL, data={"transcription_text": "반품할게요"}), ("customer", "반품할게요")),
        (comment(2, 2, "", **CALL, data={"transcription_text": "네 네", "answered_by_id": 2}), ("note", "네 네")),
        # Who sees it
        ({k: v for k, v in comment(2, 2, "x1").items() if k != "public"}, ("agent", "x1")),
        (comment(2, 2, "x1", public=None), ("agent", "x1")),
        (comment(2, 2, "x1", public="false"), ("note", "x1")),
        (comment(2, 2, "x1", via={"channel": "side_conversation"}), ("note", "x1")),
        # Who speaks
        (comment(2, 6, "x1"), ("agent", "x1")),  # an agent who left is an end-user now, but tickets were theirs
        (comment(2, 7, "x1"), ("agent", "x1")),  # suspended
        (comment(2, 8, "x1"), ("customer", "x1")),  # suspended
        (comment(2, 9, "x1", public=False), ("note", "x1")),  # a light agent
        (comment(2, -1, "x1"), ("bot", "x1")),
        (comment(2, 99, "x1"), ("agent", "x1")),
        # What is said
        (comment(2, 2, "▇▇▇▇ ▇▇"), None),
        (comment(2, 1, "네\n\nOn Mon, Jun 8, 2026 at 2:00 PM, Shop <help@shop.example> wrote:\n> 답", via={"channel": "email"}), ("customer", "네")),
        (comment(2, 2, "> 인용이 아닌 글", via={"channel": "chat"}), ("agent", "> 인용이 아닌 글")),
        (comment(2, 2, "", html_body="<p>a &lt;b&gt; c</p>"), ("agent", "a <b> c")),
    ],
)  # fmt: skip
def test_comments(tmp_path, given, expected):
    more = [
        {"id": 6, "name": "옛직원", "role": "end-user"},
        {"id": 7, "name": "정지", "role": "agent", "suspended": True},
        {"id": 8, "name": "손님", "role": "end-user", "suspended": True},
        {"id": 9, "name": "라이트", "role": "agent", "role_type": 1},
    ]
    files = {
        "t.json": {
            "tickets": [
                ticket(77, comments=[comment(1, 1, "언제 오나요?"), given]),
                ticket(78, assignee_id=6, description=""),
            ]
        },
        "u.json": {"users": [*USERS["users"], *more]},
    }
    conversations, _, _ = results(tmp_path, files)
    assert said(conversations["77"])[1:] == ([expected] if expected else [])


def test_what_is_absent_from_a_private_ticket_is_private(tmp_path):
    untold = {k: v for k, v in comment(2, 2, "x1").items() if k != "public"}
    found = results(tmp_path, {"t.json": [ticket(77, is_public=False, comments=[untold])], "u.json": USERS})[0]["77"]
    assert [role for role, _ in said(found)] == ["note", "note"]


def test_deleted_tickets_and_side_conversations_are_counted(tmp_path):
    tickets = [
        ticket(1, status="deleted"), ticket(2, status="deleted"), ticket(3),
        ticket(4, via={"channel": "side_conversation"}), ticket(5, updated_at="2026-06-08T04:00:00Z"), ticket(5, status="deleted"),
    ]  # fmt: skip
    conversations, _, skipped = results(
        tmp_path, {"t.json": {"tickets": tickets, "end_of_stream": True}, "c/1.json": COMMENTS}
    )
    assert list(conversations) == ["3"]
    assert skipped == [
        ("t.json", "3 tickets", "deleted in Zendesk"),
        ("t.json", "1 ticket", "side conversations, which are not with the customer"),
    ]


def test_a_mail_is_cut_and_its_first_comment_is_not_doubled(tmp_path):
    mail = "언제 오나요?\n\n-----Original Message-----\nFrom: Shop\nSent: Monday\nSubject: x\n\n광고"
    first = comment(1, 1, "언제 오나요?", via={"channel": "email"}, created_at="2026-06-08T04:26:45Z")
    forward = comment(1, 1, "문의드립니다", created_at="2026-06-08T04:26:45Z")
    tickets = [
        ticket(1, description=mail, comments=[first]),
        ticket(2, description=mail),
        ticket(3, comments=[forward]),
    ]
    conversations, _, _ = results(tmp_path, {"t.json": {"tickets": tickets}})
    assert [said(conversations[key]) for key in ("1", "2")] == [[("customer", "언제 오나요?")]] * 2
    assert [text.split("\n")[-1] for _, text in said(conversations["3"])] == ["문의드립니다"]


def test_comments_in_numbered_pages_are_nobodys(tmp_path):
    files = {"t.json": [ticket(77)], "page12.json": {"comments": [comment(1, 1, "x1")], "next_page": None}}
    conversations, _, skipped = results(tmp_path, files)
    assert (list(conversations), [name for name, _, _ in skipped]) == (["77"], ["page12.json"])


def test_ratings_with_a_comment(tmp_path):
    found = results(tmp_path, {"t.json": [ticket(77, satisfaction_rating={"score": "good_with_comment"})]})[0]["77"]
    assert found.csat == 5.0


def test_a_file_that_cannot_be_read_costs_no_other(tmp_path):
    def broken():
        raise PermissionError(13, "Permission denied")

    write(tmp_path, {"t.json": {"tickets": [ticket(77)]}})
    files = [File("gone.json", 1, broken), on_disk(tmp_path / "t.json")]
    found = list(zendesk.read(files, settings(IngestConfig(), SEOUL)))
    assert [type(item).__name__ for item in found] == ["Skipped", "Ahead", "RawConversation", "FileRead"]
    assert found[0] == Skipped("gone.json", "file", "cannot be read (Permission denied)")


KEYS = sorted({*ticket(1), *comment(1, 1, ""), *full(), *USERS["users"][0], *AUDITS[0], *EVENTS[0], "audits", "ticket_events", "child_events",
               "tickets", "users", "comments", "results", "metric_set", "solved_at", "ticket_metrics", "channel", "data", "transcription_text"})  # fmt: skip


@given(documents(KEYS))
def test_no_document_makes_the_reader_fail(tmp_path_factory, document):
    path = tmp_path_factory.getbasetemp() / "77.json"
    for content in ([ticket(77, comments=document), {**AUDITS[0], "events": document}, document], document):
        path.write_text(json.dumps(content))
        assert list(read([path], IngestConfig(), SEOUL, "zendesk"))
