import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.config import IngestConfig
from kbgen.models import FileRead, RawConversation, Skipped
from kbgen.readers import Assumed, read
from kbgen.readers.slack import in_export, slack_roots
from tests.readers.reading import SEOUL, results, said, write

HOUR = 3600


def user(key, name, mail=None, **more):
    profile = {"real_name": name, "display_name": "", **({"email": mail} if mail else {})}
    return {
        "id": key,
        "team_id": "T1",
        "name": key.lower(),
        "real_name": name,
        "profile": profile,
        "is_bot": False,
        **more,
    }


def line(ts, who, text, thread=None, **more):
    made = {
        "client_msg_id": f"m{ts}",
        "type": "message",
        "user": who,
        "text": text,
        "ts": f"{1_780_000_000 + ts}.000100",
    }
    if thread is not None:
        made["thread_ts"] = f"{1_780_000_000 + thread}.000100"
    return {**made, **more}


def at(ts):
    return f"{1_780_000_000 + ts}.000100"


PEOPLE = [
    user("U1", "한가람", "garam@a.example"),
    user("U2", "Jo Park", "jo@b.example"),
    user("S1", "노을 (해솔몰 CS)", "noeul@shop.example"),
    user("S2", "Sol", "sol@shop.example"),
    user("B1", "알림봇", is_bot=True),
]
CHANNELS = [
    {"id": "C1", "name": "질문", "members": ["U1", "U2"]},
    {"id": "C2", "name": "cs-team", "members": ["S1", "S2"]},
]
THREAD = [
    line(0, "U1", "배송 언제 와요?", 0, reply_count=2),
    line(60, "S1", "<@U1> 내일 도착해요 &amp; <https://shop.example/t|조회>에서 보세요", 0, parent_user_id="U1"),
    line(90, "U1", "네!", 0, parent_user_id="U1"),
]
EXPORT = {"users.json": PEOPLE, "channels.json": CHANNELS, "integration_logs.json": [], "canvases.json": []}
ANSWERED = ["customer", "agent", "customer"]


def roles(conversation):
    return [message.role for message in conversation.messages]


def slack(folder, days, config=None, **lists):
    conversations, _, skipped = results(folder, {**EXPORT, **lists, **days}, config)
    return conversations, skipped


def assumed(folder, config=None):
    return [item for item in read([folder], config or IngestConfig(), SEOUL) if isinstance(item, Assumed)]


def test_a_thread_over_several_days_is_one_conversation(tmp_path):
    days = {"질문/2026-05-29.json": THREAD[:1], "질문/2026-06-01.json": THREAD[1:]}
    conversations, files, skipped = results(tmp_path, {**EXPORT, **days})
    found = conversations[f"C1/{at(0)}"]
    assert said(found) == [
        ("customer", "배송 언제 와요?"),
        ("agent", "내일 도착해요 & 조회 (https://shop.example/t)에서 보세요"),
        ("customer", "네!"),
    ]
    assert (found.source.format, Path(found.source.path).name) == ("slack", "2026-05-29.json")
    assert (found.channel, found.customer, found.names) == ("slack", "U1", ("한가람", "u1", "garam@a.example"))
    assert found.staff == ("노을 (해솔몰 CS)", "s1", "Sol", "s2", "노을")
    assert [m.author for m in found.messages] == ["U1", "노을", "U1"]
    assert found.opened_at == found.messages[0].at
    assert files["2026-05-29.json"] == ("slack", "utf-8", 1, 3)
    assert files["2026-06-01.json"] == ("slack", "utf-8", 0, 0)
    assert skipped == []


def test_zips_and_several_exports_of_a_workspace_are_read_as_one(tmp_path):
    for name, month in (
        ("a.zip", {"질문/2026-05-29.json": THREAD[:1]}),
        ("b.zip", {"질문/2026-06-01.json": THREAD[1:]}),
    ):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for path, content in {**EXPORT, **month}.items():
                archive.writestr(f"acme/{path}", json.dumps(content, ensure_ascii=False))
        (tmp_path / name).write_bytes(stream.getvalue())
    found = [item for item in read([tmp_path], IngestConfig(), SEOUL) if isinstance(item, RawConversation)]
    assert [roles(one) for one in found] == [ANSWERED]
    assert found[0].source.path == f"{tmp_path}/a.zip!acme/질문/2026-05-29.json"


def test_who_is_staff_is_configured(tmp_path):
    days = {"질문/2026-05-29.json": THREAD}
    for config in (
        IngestConfig(staff=("S1",)),
        IngestConfig(staff=("@shop.example",)),
        IngestConfig(staff=("노을 (해솔몰 CS)",)),
        IngestConfig(staff_channels=("cs-team",)),
    ):
        conversations, _ = slack(tmp_path, days, config)
        assert roles(conversations[f"C1/{at(0)}"]) == ANSWERED
        assert assumed(tmp_path, config) == []
    conversations, _ = slack(tmp_path, days, IngestConfig(staff=("u1",)))
    assert roles(conversations[f"C1/{at(0)}"]) == ["agent", "customer", "agent"]


def workspace(*threads):
    """Threads as (starter, *who answers)."""
    return [
        line(HOUR * number * 10 + place, who, "이건 어떻게 하나요?" if not place else "이렇게요", HOUR * number * 10)
        for number, talk in enumerate(threads)
        for place, who in enumerate(talk)
    ]


GUESSES = {
    "domain": (
        PEOPLE,
        [("U1", "S1"), ("U2", "S2", "U1"), ("U1", "S1", "U1"), ("S1", "S2")],
        [["customer", "agent"], ["customer", "agent", "customer"], ["customer", "agent", "customer"]],
        "the 2 people of @shop.example who write are staff; in 3 of 4 answered threads they answer somebody else",
    ),
    "guests": (
        [user("U1", "가", "g@a.example", is_restricted=True), user("U2", "나", team_id="T9"), user("S1", "다"), user("S2", "라")],
        [("U1", "S1"), ("S2", "S1"), ("S1", "U2", "S1")],
        [["customer", "agent"], ["agent", "customer", "agent"]],
        "guests and people of other workspaces are customers, the 2 members who write are staff; guests began 1 of 3 answered threads",
    ),
    "helpers_inside_one_company": (
        [user(key, key, f"{key}@corp.example") for key in ("U1", "U2", "S1", "S2")],
        [("U1", "S1"), ("U2", "S1"), ("U1", "S1", "U2"), ("S2", "S1"), ("S1", "U2")],
        [["customer", "agent"], ["customer", "agent"], ["customer", "agent", "customer"], ["customer", "agent"], ["agent", "customer"]],
        "1 of the 4 people who write are staff; in 4 of 5 answered threads they answer somebody else",
    ),
    "nobody_stands_out": (
        [user(key, key, f"{key}@naver.com") for key in ("U1", "U2")],
        [("U1", "U2"), ("U2", "U1")],
        [["customer", "agent"], ["customer", "agent"]],
        "nobody can be told apart in 2 answered threads: whoever begins one is the customer in it, and the others are agents",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("people", "talks", "expected", "what"), GUESSES.values(), ids=list(GUESSES))
def test_who_is_staff_is_guessed_and_told(tmp_path, people, talks, expected, what):
    conversations, _ = slack(tmp_path, {"질문/2026-05-29.json": workspace(*talks)}, **{"users.json": people})
    assert [roles(one) for one in conversations.values()] == expected
    assert assumed(tmp_path) == [Assumed(str(tmp_path / "users.json"), what, "ingest.staff")]


def test_what_people_did_without_speaking_is_left_out(tmp_path):
    events = [
        {"type": "message", "subtype": "channel_join", "user": "U2", "text": "<@U2> has joined the channel", "ts": at(1)},
        {"type": "message", "subtype": "tombstone", "user": "USLACKBOT", "text": "This message was deleted.", "ts": at(2), "thread_ts": at(0), "hidden": True},
        {"type": "message", "subtype": "pinned_item", "user": "U1", "text": "pinned", "ts": at(3), "thread_ts": at(0)},
        line(60, "S1", THREAD[1]["text"], 0, subtype="thread_broadcast"),
        line(61, "S1", "지울 말", 0),
        {"type": "message", "subtype": "message_deleted", "deleted_ts": at(61), "ts": at(62)},
        {"type": "message", "subtype": "message_changed", "ts": at(91), "message": line(90, "U1", "네, 고마워요!", 0)},
    ]  # fmt: skip
    conversations, skipped = slack(tmp_path, {"질문/2026-05-29.json": THREAD + events})
    assert said(conversations[f"C1/{at(0)}"])[1:] == [
        ("agent", "내일 도착해요 & 조회 (https://shop.example/t)에서 보세요"),
        ("customer", "네, 고마워요!"),
    ]
    assert skipped == []


def rich(*elements):
    return [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}]


TEXTS = {
    "mentions": ({"text": "<@U2|jo>님 말씀처럼 <#C2|cs-team> <#C1> <!subteam^S9|@cs> 확인"}, "말씀처럼 #cs-team #질문 @cs 확인"),
    "mention_inside": ({"text": "그건 <@U2>님이 알아요"}, "그건 @Jo Park님이 알아요"),
    "mention_alone": ({"text": "<@U2>"}, "@Jo Park"),
    "links": ({"text": "<https://a.example/x> <https://a.example|a.example> <mailto:a@b.example|a@b.example>"}, "https://a.example/x https://a.example a@b.example"),
    "escapes": ({"text": "1 &lt; 2 &amp;&amp; <b> :+1:"}, "1 < 2 && b :+1:"),
    "files": ({"text": "", "subtype": "file_share", "files": [{"id": "F1", "name": "비밀.png"}, {"id": "F2"}]}, "[파일]"),
    "deleted_file": ({"text": "보세요", "files": [{"id": "F1", "mode": "tombstone"}]}, "보세요"),
    "blocks": ({"text": "", "blocks": rich({"type": "text", "text": "가 "}, {"type": "user", "user_id": "U2"}, {"type": "link", "url": "https://a.example", "text": "링크"})}, "가 @Jo Park링크 (https://a.example)"),
    "list": ({"text": "", "blocks": [{"type": "rich_text", "elements": [{"type": "rich_text_list", "elements": rich({"type": "text", "text": "하나"})[0]["elements"]}]}]}, "- 하나"),
    "section": ({"text": "", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "제목"}, "fields": [{"type": "mrkdwn", "text": "값"}]}]}, "제목\n값"),
    "attachment": ({"text": "", "attachments": [{"title": "제목", "text": "본문", "fallback": "다"}]}, "제목\n본문"),
    "fallback": ({"text": None, "attachments": [{"fallback": "그 말"}]}, "그 말"),
}  # fmt: skip


@pytest.mark.parametrize(("fields", "text"), TEXTS.values(), ids=list(TEXTS))
def test_texts_are_read_as_people_see_them(tmp_path, fields, text):
    days = {"질문/2026-05-29.json": [*THREAD, {**line(100, "U1", "", 0), **fields}]}
    conversations, _ = slack(tmp_path, days, IngestConfig(staff=("S1",)))
    assert said(conversations[f"C1/{at(0)}"])[-1] == ("customer", text)


def test_names_of_other_customers_who_are_mentioned_are_told(tmp_path):
    days = {"질문/2026-05-29.json": [*THREAD, line(100, "S1", "<@U2>님 <@S2>님도 보세요", 0)]}
    conversations, _ = slack(tmp_path, days, IngestConfig(staff=("@shop.example",)))
    assert conversations[f"C1/{at(0)}"].names == ("한가람", "u1", "garam@a.example", "Jo Park", "u2", "jo@b.example")


def test_bots_in_any_disguise_are_bots(tmp_path):
    bots = [
        {"type": "message", "subtype": "bot_message", "bot_id": "B9", "username": "Zap", "text": "하나", "ts": at(10), "thread_ts": at(0)},
        line(11, "S2", "둘", 0, bot_id="B8", bot_profile={"name": "Sol's app"}),
        line(12, "B1", "셋", 0),
        line(13, "USLACKBOT", "넷", 0),
        line(14, "S1", "다섯", 0),
    ]  # fmt: skip
    days = {"질문/2026-05-29.json": [*THREAD, *bots]}
    conversations, _ = slack(tmp_path, days, IngestConfig(staff=("@shop.example",), bots=("노을 (해솔몰 CS)",)))
    assert roles(conversations[f"C1/{at(0)}"]) == ["customer", *["bot"] * 6, "customer"]


def test_lines_outside_threads_are_given_to_their_customers(tmp_path):
    minutes = 60
    lines = [
        line(0, "U1", "환불은 언제 되나요?"),
        line(minutes, "U2", "Can I change the address?"),
        line(2 * minutes, "S1", "3일 걸려요"),
        line(3 * minutes, "S1", "<@U1> 환불은 5일 걸려요"),
        line(4 * minutes, "U1", "네"),
        line(5 * minutes, "S2", "<!channel> 오늘 점검이 있어요"),
        line(5 * HOUR, "U1", "쿠폰은 어디 있나요?"),
        line(20 * HOUR, "S1", "쿠폰함에 있어요"),
        line(99 * HOUR, "U2", "점심 맛있네 ㅋㅋ"),
        line(199 * HOUR, "U2", "영수증은 어디서 받나요?"),
    ]
    conversations, skipped = slack(tmp_path, {"질문/2026-05-29.json": lines}, IngestConfig(staff=("S1", "S2")))
    assert {key: said(one) for key, one in conversations.items()} == {
        f"C1/{at(0)}": [("customer", "환불은 언제 되나요?"), ("agent", "환불은 5일 걸려요"), ("customer", "네")],
        f"C1/{at(60)}": [("customer", "Can I change the address?"), ("agent", "3일 걸려요")],
        f"C1/{at(5 * HOUR)}": [("customer", "쿠폰은 어디 있나요?"), ("agent", "쿠폰함에 있어요")],
        f"C1/{at(199 * HOUR)}": [("customer", "영수증은 어디서 받나요?")],
    }
    reason = "outside threads, neither a customer's question nor an answer to one"
    assert skipped == [("2026-05-29.json", "2 messages", reason)]


def test_direct_messages_and_private_channels(tmp_path):
    lists = {
        "dms.json": [{"id": "D1", "members": ["U1", "S1"]}],
        "mpims.json": [{"id": "G1", "name": "mpdm-u1--s1--s2-1"}],
    }
    days = {
        "D1/2026-05-29.json": THREAD,
        "mpdm-u1--s1--s2-1/2026-05-29.json": THREAD,
        "unknown/2026-05-29.json": THREAD,
    }
    conversations, _ = slack(tmp_path, days, **lists)
    assert sorted(conversations) == [f"D1/{at(0)}", f"G1/{at(0)}", f"unknown/{at(0)}"]


def test_threads_of_staff_alone_and_broken_files_are_told(tmp_path):
    days = {
        "질문/2026-05-29.json": THREAD,
        "cs-team/2026-05-29.json": [line(0, "S1", "이 건 어떻게 하죠?", 0), line(1, "S2", "환불이요", 0)],
        "cs-team/2026-05-30.json": '[{"type": "message"',
        "cs-team/2026-05-31.json": [
            {"type": "message", "user": "U1", "text": "가"},
            {"type": "message", "ts": "x"},
            3,
            "가",
        ],
    }
    conversations, skipped = slack(tmp_path, days)
    assert list(conversations) == [f"C1/{at(0)}"]
    assert sorted(skipped) == [
        ("2026-05-29.json", "2 messages", "in threads in which no customer speaks"),
        ("2026-05-30.json", "line 1", "the JSON ends too early; export the file again"),
        ("2026-05-31.json", "2 messages", "without a time (ts) that can be read"),
    ]


def test_a_thread_whose_beginning_is_not_there(tmp_path):
    conversations, _ = slack(tmp_path, {"질문/2026-06-01.json": THREAD[1:]})
    assert roles(conversations[f"C1/{at(0)}"]) == ["agent", "customer"]


def test_a_day_without_its_export_is_read_by_its_folder(tmp_path):
    conversations, _, _ = results(tmp_path, {"질문/2026-05-29.json": THREAD})
    assert roles(conversations[f"질문/{at(0)}"]) == ANSWERED


def test_roots_are_found_in_folders_and_zips():
    shown = [
        "a/users.json",
        "a/channels.json",
        "a/b/2026.json",
        "z.zip!users.json",
        "z.zip!channels.json",
        "c/users.json",
    ]
    roots = slack_roots(shown)
    assert roots == {"a", "z.zip"}
    inside = [*shown[:5], "z.zip!b/1.json"]
    assert [in_export(path, roots) for path in (*inside, "c/users.json", "d.csv")] == [True] * 6 + [False] * 2


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 2_000_000_000) | st.floats(allow_nan=False) | st.sampled_from(["U1", at(0), "<@U1> <", "bot_message", "message_changed", "<!>", "<#>", "<|>"]) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["type", "text", "elements", "id", "blocks", "message", "ts"]), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip
MESSAGES = st.dictionaries(
    st.sampled_from("type subtype user text ts thread_ts parent_user_id bot_id bot_profile files attachments blocks hidden message deleted_ts user_profile client_msg_id username".split()),
    VALUES, max_size=8,
)  # fmt: skip


@given(st.lists(MESSAGES, max_size=4), st.lists(VALUES, max_size=3), st.lists(VALUES, max_size=3))
def test_no_export_makes_it_fail(tmp_path_factory, messages, people, channels):
    folder = tmp_path_factory.getbasetemp() / "any-slack"
    files = {"users.json": [*people, *PEOPLE], "channels.json": channels, "질문/2026-05-29.json": [*messages, *THREAD]}
    found = list(read([write(folder, files)], IngestConfig(), SEOUL))
    assert sum(isinstance(item, FileRead) for item in found) == 3


GOLD = Path(__file__).parents[3] / "shared" / "gold" / "dev"


@pytest.mark.skipif(not GOLD.is_dir(), reason="the sample exports are not beside the repository")
def test_the_sample_export_is_read_as_its_truth_says():
    manifest = json.loads((GOLD / "exports" / "manifest.json").read_text())["conversations"]
    truth = {
        one["id"]: one for one in map(json.loads, (GOLD / "truth" / "conversations.jsonl").read_text().splitlines())
    }
    want = {one["native_id"]: truth[key] for key, one in manifest.items() if one["file"].startswith("slack/")}
    found = list(read([GOLD / "exports" / "slack"], IngestConfig(), SEOUL))
    got = {item.source.id.rsplit("/")[-1]: roles(item) for item in found if isinstance(item, RawConversation)}
    assert got == {key: [message["role"] for message in one["messages"]] for key, one in want.items()}
    assert sum(isinstance(item, Skipped) for item in found) <= 1
