from datetime import UTC, datetime

from kbgen.config import IngestConfig
from kbgen.models import RawConversation, RawMessage, Source
from kbgen.readers import read
from tests.readers.reading import results, said, write

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
