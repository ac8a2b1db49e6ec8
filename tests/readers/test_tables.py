import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.config import IngestConfig
from kbgen.models import RawConversation, RawMessage, Source
from kbgen.readers.lines import Line
from kbgen.readers.tables import split
from tests.readers.reading import results, said, seoul

KOREAN = """상담번호,일시,구분,작성자,내용,채널,태그,처리상태,만족도
K1,2026-06-10 오후 1:45:56,고객,김서연,"배송 언제 와요?
어제 시켰는데",카카오톡,"배송, 문의",완료,
K2,2026-06-10 오전 12:05:00,고객,회원77,환불이요,,,진행중,
K1,2026-06-10 오후 1:50:00,상담원,박지우,내일 가요.,카카오톡,배송,완료,4점
K1,2026-06-10 오후 1:49:00,내부메모,박지우,송장 확인,카카오톡,배송,완료,
"""


def test_a_korean_table_in_whole(tmp_path):
    conversations, done, skipped = results(tmp_path, {"a.csv": KOREAN})
    assert conversations["K1"] == RawConversation(
        source=Source("csv", str(tmp_path / "a.csv"), "K1"),
        messages=(
            RawMessage("customer", "배송 언제 와요?\n어제 시켰는데", seoul(2026, 6, 10, 13, 45, 56), "김서연"),
            RawMessage("note", "송장 확인", seoul(2026, 6, 10, 13, 49), "박지우"),
            RawMessage("agent", "내일 가요.", seoul(2026, 6, 10, 13, 50), "박지우"),
        ),
        channel="카카오톡",
        opened_at=seoul(2026, 6, 10, 13, 45, 56),
        tags=("배송", "문의"),
        csat=4.0,
        resolved=True,
        customer="김서연",
        names=("김서연",),
        staff=("박지우",),
        unique=False,
    )
    assert conversations["K2"].opened_at == seoul(2026, 6, 10, 0, 5)
    assert conversations["K2"].resolved is False
    assert (done, skipped) == ({"a.csv": ("csv", "utf-8", 2, 4)}, [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_encodings_are_told_and_lose_no_letter(tmp_path, encoding):
    table = "문의번호,구분,내용\n1,고객,똠방각하 뷁\n"
    conversations, done, skipped = results(tmp_path, {"a.csv": table.encode(encoding)})
    assert said(conversations["1"]) == [("customer", "똠방각하 뷁")]
    assert (done["a.csv"], skipped) == (("csv", encoding, 1, 1), [])


def test_bytes_in_no_encoding_cost_one_row(tmp_path):
    table = "문의번호,구분,내용\n1,고객,안녕하세요\n".encode() + b"2,agent,\xff\xfe\n" + "3,고객,네\n".encode()
    conversations, _, skipped = results(tmp_path, {"a.csv": table})
    assert list(conversations) == ["1", "3"]
    assert skipped == [("a.csv", "line 3", "bytes that are not in the file's encoding")]


@pytest.mark.parametrize(("delimiter", "name"), [(",", "csv"), (";", "csv"), ("|", "csv"), ("\t", "tsv")])
def test_delimiters_are_told_by_the_header(tmp_path, delimiter, name):
    rows = [["Ticket ID", "Sender Type", "Message Body"], ["7", "End-User", "hello; a | b, c"], ["7", "Agent 2", "hi"]]
    lines = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    conversations, done, _ = results(tmp_path, {"data": lines})
    assert said(conversations["7"]) == [("customer", "hello; a | b, c"), ("agent", "hi")]
    assert done["data"][0] == name


def test_an_unclosed_quote_costs_its_own_row_only(tmp_path):
    rows = [f"{n},고객,문의 {n}" for n in range(3, 1503)]
    table = "\n".join(["상담ID,구분,내용", "1,고객,네", '2,고객,"닫지 않은', *rows, '9999,상담원,"네, 맞아요"', ""])
    conversations, done, skipped = results(tmp_path, {"a.csv": table})
    assert skipped == [("a.csv", "line 3", "a quote is opened and never closed")]
    assert done["a.csv"] == ("csv", "utf-8", 1502, 1502)
    assert said(conversations["9999"]) == [("agent", "네, 맞아요")]


def test_an_unclosed_quote_before_a_quoted_row(tmp_path):
    table = '상담ID,구분,내용\n1,고객,"닫지 않은\n2,상담원,"네, 맞아요"\n2,고객,"두\n줄"\n'
    conversations, _, skipped = results(tmp_path, {"a.csv": table})
    assert said(conversations["2"]) == [("agent", "네, 맞아요"), ("customer", "두\n줄")]
    assert skipped == [("a.csv", "line 2", "a quote that does not enclose a whole cell")]


def test_bad_rows_are_named_and_the_rest_is_read(tmp_path):
    table = (
        "상담ID,구분,내용,일시\n,고객,비밀 이야기,\n2,,비밀 이야기,\n3,고객,,\n4,외계인,비밀 이야기,\n5,고객,비밀 이야기,내일쯤\n"
        "6,고객,비밀 이야기,,쉼표\n7,고객," + "긴" * (1 << 20) + "말,\n\n8,고객,비밀 이야기,2026-06-10\n"
    )
    conversations, _, skipped = results(tmp_path, {"a.csv": table})
    assert list(conversations) == ["8"]
    assert [where for _, where, _ in skipped] == [f"line {n}" for n in range(2, 9)]
    assert [reason.split(";")[0] for _, _, reason in skipped] == [
        "no conversation id",
        "no role",
        "no text",
        "a role that is not known",
        "the time cannot be read",
        "more cells than the header has",
        "a cell longer than 1 MB",
    ]
    assert "비밀" not in str(skipped)


def test_missing_columns_are_named_and_no_cell_is_shown(tmp_path):
    _, done, skipped = results(tmp_path, {"a.csv": "상담번호,일시,비고\n1,2026-06-10,비밀\n"})
    assert done == {}
    assert skipped == [
        (
            "a.csv",
            "file",
            "no column for role, text (headers: 상담번호, 일시, 비고); name them under [ingest.columns] in kbgen.toml",
        )
    ]


def test_columns_and_roles_and_bots_of_the_configuration(tmp_path):
    config = IngestConfig(
        columns={"건": "conversation_id", "누가": "role", "뭐라고": "text", "성명2": "author"},
        roles={"갑": "customer", "을": "agent"},
        bots=("모두봇",),
    )
    table = "건,누가,뭐라고,성명2\n1,갑,안녕,\n1,을,네,모두 봇\n1,을,네,이나\n"
    conversations, _, skipped = results(tmp_path, {"a.csv": table}, config)
    assert said(conversations["1"]) == [("customer", "안녕"), ("bot", "네"), ("agent", "네")]
    assert (conversations["1"].staff, skipped) == (("이나",), [])


@pytest.mark.parametrize(
    ("header", "value", "role"),
    [
        ("visibility", "internal", "note"),
        ("visibility", "public", "agent"),
        ("공개여부", "비공개", "note"),
        ("공개여부", "N", "note"),
        ("공개여부", "Y", "agent"),
        ("is_internal", "true", "note"),
        ("is_internal", "0", "agent"),
        ("내부", "Y", "note"),
        ("내부", "", "agent"),
    ],
)
def test_internal_messages_are_notes(tmp_path, header, value, role):
    conversations, _, _ = results(tmp_path, {"a.csv": f"id,role,text,{header}\n1,agent,네,{value}\n"})
    assert said(conversations["1"]) == [(role, "네")]


def test_the_role_column_is_told_by_its_values(tmp_path):
    by_name = "상담번호,구분,발신자,내용\n1,배송,고객,언제 와요\n1,배송,상담원,내일요\n"
    unnamed = "ticket_id,user,who wrote,text\n1,u1,customer,hi\n1,kim,agent,hello\n"
    conversations, _, skipped = results(tmp_path, {"a.csv": by_name})
    assert said(conversations["1"]) == [("customer", "언제 와요"), ("agent", "내일요")]
    assert conversations["1"].names == ()  # "고객" is a role, no name
    conversations, _, skipped = results(tmp_path / "en", {"b.csv": unnamed})
    assert said(conversations["1"]) == [("customer", "hi"), ("agent", "hello")]
    assert skipped == []


def test_a_title_above_the_header_and_split_date_and_time(tmp_path):
    table = "조회기간: 2026년 6월,,,,\n,,,,\n대화 ID,날짜,시간,화자,발화 내용\n1,2026.6.10,오후 3:05,봇,안녕하세요\n"
    conversations, _, _ = results(tmp_path, {"a.csv": table})
    assert conversations["1"].messages == (RawMessage("bot", "안녕하세요", seoul(2026, 6, 10, 15, 5), ""),)


def test_days_before_months_where_one_row_shows_it(tmp_path):
    table = "id,date,role,text\n1,06/10/2026,customer,a1\n2,25/12/2026 10:00,customer,b1\n"
    conversations, _, _ = results(tmp_path, {"a.csv": table})
    assert conversations["1"].opened_at == seoul(2026, 10, 6)
    assert conversations["2"].opened_at == seoul(2026, 12, 25, 10)


def test_file_order_is_kept_when_a_time_is_missing(tmp_path):
    table = (
        "id,at,role,text\n1,2026-06-10T10:00:00Z,customer,first\n1,,agent,second\n1,2026-06-09T10:00:00Z,agent,third\n"
    )
    conversations, _, _ = results(tmp_path, {"a.csv": table})
    assert [text for _, text in said(conversations["1"])] == ["first", "second", "third"]
    assert conversations["1"].opened_at == datetime(2026, 6, 10, 10, tzinfo=UTC)


def test_html_subjects_and_profile_columns(tmp_path):
    table = (
        "ticket_id,role,body,제목,고객명,연락처,이메일\n"
        '1,customer,"<p>안녕하세요</p><ul><li>하나</li><li>둘</li></ul>",[문의] 반품,최하나,010-0000-0000,h@example.com\n'
    )
    conversations, _, _ = results(tmp_path, {"a.csv": table})
    assert said(conversations["1"]) == [("customer", "[문의] 반품\n안녕하세요\n- 하나\n- 둘")]
    assert conversations["1"].names == ("최하나", "010-0000-0000", "h@example.com")
    assert conversations["1"].messages[0].at is None


def as_lines(texts):
    """Texts as lines of a file, without their places."""
    return (Line(0, 0, text) for text in texts)


CELLS = st.text(st.characters(exclude_characters='\r"', exclude_categories=("Cs",)), max_size=8)


@given(st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1)))
def test_quoted_rows_come_back_as_they_were(rows):
    text = "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows)
    assert [row.cells for row in split(as_lines(io.StringIO(text, newline="")), ",")] == rows


@given(st.text(alphabet='a,"\n\r가', max_size=60))
def test_any_text_is_parted_and_no_line_is_counted_twice(text):
    lines = list(io.StringIO(text, newline=""))
    numbers = [row.number for row in split(as_lines(lines), ",")]
    assert numbers == sorted(set(numbers))
    assert all(1 <= number <= len(lines) for number in numbers)


def test_ids_in_the_first_row_of_each_conversation_alone(tmp_path):
    table = (
        "상담번호,날짜,시간,구분,내용\nA1,26/09/01,10:00,고객,언제 와요?\n,,10:05,상담원,내일요\n,,,고객,네\n"
        "A2,26/09/02,오후 3:05,고객,환불요\n,,,상담원,네\n"
    )
    conversations, _, skipped = results(tmp_path, {"a.csv": table})
    assert said(conversations["A1"]) == [("customer", "언제 와요?"), ("agent", "내일요"), ("customer", "네")]
    assert (conversations["A2"].opened_at, skipped) == (seoul(2026, 9, 2, 15, 5), [])


def test_a_blank_id_is_filled_only_where_all_conversations_have_it_once(tmp_path):
    table = "상담번호,구분,내용\nA1,고객,하나\nA1,상담원,둘\n,고객,셋\nA2,고객,넷\n"
    conversations, _, skipped = results(tmp_path, {"a.csv": table})
    assert sorted(conversations) == ["A1", "A2"]
    assert [where for _, where, _ in skipped] == ["line 4"]


def test_conversations_in_one_file_and_messages_in_another(tmp_path):
    files = {
        "x/conversations.csv": "id,channel,status,tags,csat,subject,summary\n1,chat,solved,a,5,Refund,secret\n9,chat,open,,,,\n",
        "x/messages.csv": "message_id,conversation_id,role,text,created_at\n1,1,customer,hi,2026-09-01\n2,1,agent,ho,2026-09-02\n",
        "y/other.csv": "id,channel,status\n1,mail,open\n",
    }
    conversations, done, skipped = results(tmp_path, files)
    one = conversations["1"]
    assert said(one) == [("customer", "Refund\nhi"), ("agent", "ho")]
    assert (one.channel, one.resolved, one.tags, one.csat) == ("chat", True, ("a",), 5.0)
    assert done == {"messages.csv": ("csv", "utf-8", 1, 2), "conversations.csv": ("csv", "utf-8", 0, 0)}
    assert [(name, reason[:23]) for name, _, reason in skipped] == [("other.csv", "no column for role, tex")]


def test_numbers_as_ids(tmp_path):
    table = "상담번호,구분,내용\n1001.0,고객,하나\n1001,상담원,둘\n2.02606E+11,고객,셋\n"
    conversations, _, skipped = results(tmp_path, {"a.csv": table})
    assert said(conversations["1001"]) == [("customer", "하나"), ("agent", "둘")]
    assert skipped == [
        ("a.csv", "line 4", "the conversation id was rounded by a spreadsheet program; store the column as text")
    ]


def test_times_without_a_day_or_year_cost_no_message(tmp_path):
    table = "상담번호,일시,구분,내용\n1,9월 1일,고객,하나\n1,오후 3:05,상담원,둘\n"
    conversations, _, skipped = results(tmp_path, {"a.csv": table})
    assert [m.at for m in conversations["1"].messages] == [None, None]
    assert skipped == []


def test_the_agent_of_a_conversation_is_not_the_author_of_its_customers_messages(tmp_path):
    table = "상담번호,구분,상담사,내용\n1,고객,이수빈,하나\n1,상담원,이수빈,둘\n1,챗봇,,셋\n"
    conversations, _, _ = results(tmp_path, {"a.csv": table})
    assert [m.author for m in conversations["1"].messages] == ["", "이수빈", ""]
    assert (conversations["1"].names, conversations["1"].staff) == ((), ("이수빈",))


def test_headers_twice_and_by_the_thousand(tmp_path):
    wide = ",".join(["id", "role", "text", "text", "내용", *(f"c{n}" for n in range(5000))])
    conversations, _, skipped = results(tmp_path, {"a.csv": f"{wide}\n1,customer,one,two,three{',x' * 5000}\n"})
    assert said(conversations["1"]) == [("customer", "one")]
    unknown = ",".join(["id", "role", *(f"c{n}" for n in range(5000))])
    _, _, skipped = results(tmp_path / "b", {"b.csv": f"{unknown}\n1,customer{',x' * 5000}\n"})
    assert " more); name them" in skipped[0][2]
    assert len(skipped[0][2]) < 400


def test_many_open_quotes_take_no_time(tmp_path):
    rows = [f'{n},customer,"a""b' for n in range(20_000)]
    rows[-1] += '"'
    _, _, skipped = results(tmp_path, {"a.csv": "\n".join(["id,role,text", *rows])})
    assert len(skipped) >= 19_900


def test_a_row_of_very_many_cells_and_one_bad_among_many(tmp_path):
    rows = [f"{n // 5},customer,text {n}" for n in range(20_000)]
    rows[12_344] = "1,customer,x" + ",y" * 200_000
    rows[500] = '7,customer,\x00NUL "inside"'
    conversations, _, skipped = results(tmp_path, {"a.csv": "\n".join(["id,role,text", *rows])})
    assert [(where, reason.split(";")[0]) for _, where, reason in skipped] == [
        ("line 12346", "more cells than the header has"),
    ]
    assert said(conversations["7"])[0] == ("customer", "text 35")


def test_rows_below_one_that_cannot_be_read_are_not_given_to_the_conversation_above(tmp_path):
    text = '상담번호,구분,내용\nA,고객,배송 언제\n,상담사,내일\nB,고객,"환불 되나요\n,상담사,안 됩니다\nC,고객,셋째\n,상담사,네\n'
    conversations, _, skipped = results(tmp_path, {"a.csv": text})
    assert {key: said(c) for key, c in conversations.items()} == {
        "A": [("customer", "배송 언제"), ("agent", "내일")],
        "C": [("customer", "셋째"), ("agent", "네")],
    }
    assert [where for _, where, _ in skipped] == ["line 4", "line 5"]


def test_a_header_alone_is_told(tmp_path):
    assert results(tmp_path, {"a.csv": "id,role,text\n"})[2] == [("a.csv", "file", "a header without rows below it")]
