import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kbgen.config import IngestConfig
from kbgen.models import RawConversation, RawMessage, Source
from kbgen.readers import read
from tests.readers.reading import SEOUL, results, said, write
from tests.readers.test_xlsx import workbook

MS = 1_781_000_000_000
CHATS = {
    "prev": None,
    "next": "x",
    "userChats": [
        {"id": "c1", "channelId": "9", "state": "closed", "userId": "p1", "name": "한가람", "tags": ["배송"],
         "source": {"medium": {"mediumType": "native"}}, "profile": {"csat": 4}, "createdAt": MS, "closedAt": MS + 9000},
        {"id": "c2", "channelId": "9", "state": "opened", "userId": "p2", "createdAt": MS},
        {"id": "c3", "channelId": "9", "state": "closed", "userId": "p2", "createdAt": MS},
    ],
    "users": [
        {"id": "p1", "channelId": "9", "memberId": "m1", "name": "가람", "profile": {"name": "한가람", "email": "g@example.com", "mobileNumber": "+820000"}},
        {"id": "p2", "profile": {}},
    ],
    "managers": [{"id": "mg1", "channelId": "9", "name": "노을"}, {"id": "mg2", "channelId": "9", "name": "자동화"}],
    "bots": [{"id": "b1", "channelId": "9", "name": "봇"}],
}  # fmt: skip


def message(number, person, text="", chat="c1", **more):
    kind = {"p": "user", "m": "manager", "b": "bot"}[person[0]]
    made = {"chatId": chat, "id": f"m{number}", "personType": kind, "personId": person, "createdAt": MS + number * 1000}
    return {**made, "plainText": text, "state": "sent", **more}


BULLETS = [
    {"type": "text", "value": "준비물"},
    {
        "type": "bullets",
        "blocks": [{"type": "text", "value": "하나"}, {"type": "bullets", "blocks": [{"type": "text", "value": "둘"}]}],
    },
]
MESSAGES = [
    message(5, "mg1", "내일 도착해요"),
    message(1, "p1", "언제 와요?"),
    message(2, "b1", "상담 시간은 10시부터예요", options=["silentToManager"], workflow={"id": "1"}),
    message(3, "mg1", "송장 확인", options=["private"]),
    message(4, "mg1", "안녕하세요", options=["actAsManager"], supportBot={"id": "7"}),
    message(6, "mg1", "", blocks=BULLETS),
    message(7, "p1", "", files=[{"id": "f"}]),
    message(8, "p1", "사진이요", files=[{"id": "f"}]),
    message(9, "mg1", "", log={"action": "close"}),
    message(10, "mg1", "지운 글", state="removed"),
    message(11, "p1", " "),
    message(12, "mg2", "자동으로 닫힙니다"),
]
EXPECTED = [
    ("customer", "언제 와요?"),
    ("bot", "상담 시간은 10시부터예요"),
    ("note", "송장 확인"),
    ("bot", "안녕하세요"),
    ("agent", "내일 도착해요"),
    ("agent", "준비물\n- 하나\n- 둘"),
    ("customer", "[파일]"),
    ("customer", "사진이요\n[파일]"),
    ("bot", "자동으로 닫힙니다"),
]
CONFIG = IngestConfig(bots=("자동화",))


def test_pages_of_chats_and_of_messages(tmp_path):
    other = {"prev": None, "next": None, "messages": [message(1, "p2", "저요", chat="c2")]}
    files = {
        "chats.json": CHATS,
        "messages/1.json": {"messages": MESSAGES[:6]},
        "messages/2.json": {"messages": MESSAGES[4:]},
    }
    conversations, done, skipped = results(tmp_path, {**files, "messages/c2.json": other}, CONFIG)
    first = conversations["c1"]
    assert said(first) == EXPECTED
    assert first.messages[0] == RawMessage("customer", "언제 와요?", datetime.fromtimestamp(MS / 1000 + 1, UTC), "m1")
    assert {m.author for m in first.messages if m.role in ("agent", "note")} == {"노을"}
    assert first == RawConversation(
        source=Source("channeltalk", str(tmp_path / "messages/1.json"), "c1"),
        messages=first.messages,
        channel="chat",
        opened_at=datetime.fromtimestamp(MS / 1000, UTC),
        closed_at=datetime.fromtimestamp(MS / 1000 + 9, UTC),
        tags=("배송",),
        csat=4.0,
        resolved=True,
        customer="m1",
        names=("한가람", "가람", "g@example.com"),
        staff=("노을", "자동화"),
        unique=True,
    )
    assert (conversations["c2"].customer, conversations["c2"].resolved) == ("p2", False)
    assert done == {
        "chats.json": ("channeltalk", "utf-8", 0, 0),
        "1.json": ("channeltalk", "utf-8", 1, 9),
        "2.json": ("channeltalk", "utf-8", 0, 0),
        "c2.json": ("channeltalk", "utf-8", 1, 1),
    }
    assert skipped == [("chats.json", "c3", "no messages in the export")]


def test_one_file_with_all_and_bare_lists(tmp_path):
    conversations, done, _ = results(tmp_path / "a", {"all.json": {**CHATS, "messages": MESSAGES}}, CONFIG)
    assert (said(conversations["c1"]), done["all.json"][2:]) == (EXPECTED, (1, 9))
    files = {
        "x.json": CHATS["userChats"],
        "u.json": CHATS["users"],
        "m.json": MESSAGES,
        "g.json": {"managers": CHATS["managers"]},
    }
    conversations, _, _ = results(tmp_path / "b", files, CONFIG)
    assert said(conversations["c1"]) == EXPECTED
    assert conversations["c1"].customer == "m1"


def test_files_given_one_by_one_are_one_export(tmp_path):
    folder = write(tmp_path, {"chats.json": CHATS, "messages/1.json": {"messages": MESSAGES}})
    paths = [folder / "messages", folder / "chats.json", folder]
    found = [item for item in read(paths, CONFIG, UTC) if isinstance(item, RawConversation)]
    assert [(item.source.id, item.customer) for item in found] == [("c1", "m1")]


def test_broken_exports(tmp_path):
    deep = '{"messages": [{"chatId": "c9", "id": "1", "personType": "user", "blocks": ' + '[{"blocks": ' * 400
    deep += "[]" + "}]" * 400 + "}]}"
    files = {
        "cut.json": '{"userChats": [\n{"id": "c1", "name": "비밀',
        "deep.json": '{"userChats": ' + "[" * 200_000,
        "blocks.json": deep,
        "odd.json": {
            "messages": [{"chatId": 7, "personType": None, "id": [], "plainText": {}, "createdAt": "x"}, 3, None]
        },
    }
    conversations, done, skipped = results(tmp_path, files, forced="channeltalk")
    assert conversations == {}
    assert sorted(done) == ["blocks.json", "odd.json"]
    assert skipped == [
        ("cut.json", "line 2", "the JSON ends too early; export the file again"),
        ("deep.json", "line 1", "JSON nested too deeply"),
    ]


def test_who_speaks_in_messages_of_machines_and_of_people_unknown(tmp_path):
    options = [
        ["actAsManager"],
        ["displayAsChannel"],
        ["silent"],
        ["doNotPost", "silentToUser"],
        ["private", "actAsManager"],
    ]
    messages = [
        message(1, "p1", "시작", supportBot={"id": "7"}, submit={"id": "yes"}),
        *(message(2 + n, "mg1", f"글 {n}", options=names) for n, names in enumerate(options)),
        message(8, "mg1", "알프예요", alf={}, marketing={"id": "1"}),
        message(9, "b9", "봇", personType=None),
        message(10, "mg1", "안내", personType=None),
        message(11, "p1", "네", personType=None),
        message(12, "b1", "누구 말일까", personType=None, personId=None),
    ]
    page = {**CHATS, "bots": [{"id": "b9", "name": "도우미"}], "messages": messages}
    conversations, _, _ = results(tmp_path, {"a.json": page})
    assert [(m.role, m.author) for m in conversations["c1"].messages] == [
        ("customer", "m1"), ("bot", "노을"), ("bot", "노을"), ("agent", "노을"), ("agent", "노을"), ("note", "노을"),
        ("bot", "노을"), ("bot", "도우미"), ("agent", "노을"), ("customer", "m1"), ("bot", ""),
    ]  # fmt: skip


def test_forms_buttons_and_profile_questions(tmp_path):
    form = {
        "inputs": [
            {"label": "주문번호", "value": "A-1"},
            {"label": "사유", "value": ["파손", "지연"]},
            {"label": "빈칸", "value": None},
        ]
    }
    messages = [
        message(1, "b1", "무엇을 도와드릴까요?", form=form, buttons=[{"title": "교환"}, {"title": "환불"}]),
        message(2, "p1", "교환"),
        message(3, "mg1", "", buttons=[{"title": "신청서", "url": "https://example.com/a"}]),
        message(4, "b1", "성함이요?", profileBot=[{"id": "1", "key": "name", "value": "한가람비"}]),
    ]
    conversations, _, _ = results(tmp_path, {"a.json": {**CHATS, "messages": messages}})
    assert said(conversations["c1"]) == [
        ("bot", "무엇을 도와드릴까요?"), ("customer", "주문번호: A-1\n사유: 파손, 지연"), ("customer", "교환"),
        ("agent", "신청서: https://example.com/a"), ("bot", "성함이요?"),
    ]  # fmt: skip
    assert conversations["c1"].names == ("한가람", "가람", "g@example.com", "한가람비")


def test_chats_in_which_no_customer_speaks_are_counted(tmp_path):
    campaign = [message(n, "b1", "할인!", chat=f"x{n}", marketing={"id": "1"}) for n in range(3)]
    page = {**CHATS, "messages": [*MESSAGES, *campaign, message(1, "mg1", "계세요?", chat="c2")]}
    conversations, done, skipped = results(tmp_path, {"a.json": page}, CONFIG)
    assert (list(conversations), done["a.json"][2:]) == (["c1"], (1, 9))
    assert skipped == [
        ("a.json", "4 chats", "no customer says anything in it"), ("a.json", "c3", "no messages in the export"),
    ]  # fmt: skip


def test_of_a_message_in_two_pages_the_last_one_counts(tmp_path):
    pages = {
        "1.json": {"messages": [message(1, "p1", "하나"), message(2, "p1", "둘")]},
        "2.json": {"messages": [message(1, "p1", "하나(수정)")]},
    }
    conversations, _, _ = results(tmp_path, pages)
    assert said(conversations["c1"]) == [("customer", "하나(수정)"), ("customer", "둘")]


def sheet(names, records):
    """Records as rows under headers: (header, key of the record, what becomes of its value)."""
    return [
        [header for header, _, _ in names],
        *([make(record.get(key)) for _, key, make in names] for record in records),
    ]


def same(value):
    return value


def text_time(value):
    return value and datetime.fromtimestamp(value / 1000, SEOUL).strftime("%Y-%m-%d %H:%M:%S")


def excel_time(value):
    return value and datetime.fromtimestamp(value / 1000, SEOUL).replace(tzinfo=None)


def listed(value):
    return ", ".join(value or [])


def download(chats="UserChat data", messages="Message data", time=text_time, korean=False):
    """The records of the API as the sheets of a download."""
    about = [
        ("id", "id", same), ("userId", "userId", same), ("name", "name", same), ("description", "description", same),
        ("state", "state", same), ("contactMediumType", "medium", same), ("createdAt", "createdAt", time),
        ("closedAt", "closedAt", time), ("profile.csat", "profile", lambda p: (p or {}).get("csat")), ("avgReplyTime", "x", lambda _: "0h 3m 5s"),
    ]  # fmt: skip
    lines = [
        ("id", "id", same), ("userChatId", "chatId", same), ("personType", "personType", same), ("personId", "personId", same),
        ("createdAt", "createdAt", time), ("plainText", "plainText", same), ("options", "options", listed), ("state", "state", same),
        ("files", "files", lambda files: len(files) if files else None), ("log", "log", lambda log: log and log["action"]),
        ("workflow", "workflow", lambda value: value and value["id"]), ("supportBot", "supportBot", lambda value: value and value["id"]),
    ]  # fmt: skip
    if korean:
        names = {
            "id": "메시지 ID",
            "userChatId": "유저챗 ID",
            "personType": "작성자 유형",
            "personId": "작성자 ID",
            "createdAt": "작성일시",
            "plainText": "내용",
        }
        types = {"user": "고객", "manager": "매니저", "bot": "봇"}
        lines = [
            (names.get(header, header), key, types.get if key == "personType" else make) for header, key, make in lines
        ]
        lines.reverse()
    people = [{**user, **user["profile"]} for user in CHATS["users"]]
    sheets = {
        chats: sheet(about, CHATS["userChats"]),
        "User data": sheet([("id", "id", same), ("memberId", "memberId", same), ("profile.name", "name", same), ("profile.email", "email", same), ("name", "nick", same), ("profile.mobileNumber", "mobileNumber", same)], [{**p, "nick": user.get("name")} for p, user in zip(people, CHATS["users"], strict=True)]),
        "SupportBot data": [["id", "name"], ["7", "안내"]],
        "Marketing data": [["id", "name"]],
        "Manager data": sheet([("id", "id", same), ("name", "name", same)], CHATS["managers"]),
        "Bot data": sheet([("id", "id", same), ("name", "name", same)], CHATS["bots"]),
        "UserChatTag data": [["userChatId", "name"], ["c1", "배송"]],
        messages: sheet(lines, [message | {"plainText": message["plainText"] or BULLET_TEXT * ("blocks" in message) or None} for message in MESSAGES]),
        "UserChat meet data": [["userChatId", "duration"]],
        "Team data": [["id", "name"]],
    }  # fmt: skip
    return {title: rows for title, rows in sheets.items() if title}


BULLET_TEXT = "준비물\n- 하나\n- 둘"


@pytest.mark.parametrize(
    "made",
    [
        {},
        {"time": same},
        {"time": excel_time},
        {"chats": "유저챗 데이터", "messages": "메시지 데이터", "korean": True},
        {"chats": "UserChat Data", "messages": "UserChat Message data"},
    ],
)
def test_a_download_holds_what_the_pages_of_the_api_hold(tmp_path, made):
    pages, _, _ = results(tmp_path / "api", {"a.json": {**CHATS, "messages": MESSAGES}}, CONFIG)
    found, done, skipped = results(tmp_path / "excel", {"a.xlsx": workbook(**download(**made))}, CONFIG)
    source = Source("channeltalk", str(tmp_path / "excel/a.xlsx"), "c1")
    assert list(found) == ["c1"]
    assert replace(found["c1"], names=()) == replace(pages["c1"], source=source, names=())
    assert set(found["c1"].names) == set(pages["c1"].names)
    assert done == {"a.xlsx": ("channeltalk", "utf-8", 1, 9)}
    assert skipped == [("a.xlsx", "2 chats", "no messages in the export")]


def test_downloads_of_two_months_are_one_export(tmp_path):
    first = download()
    second = {
        "UserChat data": [["id", "userId"], ["c9", "p1"]],
        "Manager data": [["id", "name"]],
        "Bot data": [["id", "name"]],
        "Message data": [["userChatId", "personType", "personId", "plainText"], ["c9", "user", "p1", "또 왔어요"]],
    }
    found, done, _ = results(tmp_path, {"1.xlsx": workbook(**first), "2.xlsx": workbook(**second)})
    assert found["c9"].customer == "m1"
    assert done["2.xlsx"] == ("channeltalk", "utf-8", 1, 1)


def test_a_download_without_messages(tmp_path):
    found, done, skipped = results(tmp_path, {"a.xlsx": workbook(**download(messages=""))})
    assert (found, done) == ({}, {})
    assert skipped[0][:2] == ("a.xlsx", "file")
    assert "without messages; download it again" in skipped[0][2]


def test_a_download_without_the_text_of_messages(tmp_path):
    sheets = {**download(), "Message data": [["userChatId", "personType"], ["c1", "user"]]}
    found, _, skipped = results(tmp_path, {"a.xlsx": workbook(**sheets)})
    assert found == {}
    assert ("a.xlsx", 'sheet "Message data"', "no column for plainText") in skipped


JSON = st.recursive(
    st.sampled_from([None, True, "", "user", "private", "글", "\ud800", 0, -1, 10**30, 1e300, float("nan"), 253402300799000, "9999-12-31"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "value", "inputs", "label", "score", "name"]), inner, max_size=3),
    max_leaves=4,
)  # fmt: skip
KEYS = ("chatId", "chatKey", "id", "personType", "personId", "plainText", "blocks", "files", "buttons", "form", "options", "createdAt", "userId", "state", "source", "profile", "tags", "closedAt", "memberId", "name", "profileBot", "log")  # fmt: skip
ITEM = st.dictionaries(st.sampled_from(KEYS), JSON, max_size=9)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=150, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["userChats", "users", "managers", "bots", "messages", "message"]),
        st.lists(ITEM, max_size=3) | JSON,
    )
)
def test_no_values_make_reading_fail(tmp_path_factory, page):
    folder = tmp_path_factory.getbasetemp() / "channeltalk"
    assert list(read([write(folder, {"a.json": json.dumps(page)})], IngestConfig(), SEOUL, "channeltalk"))
