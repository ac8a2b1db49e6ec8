import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.config import IngestConfig
from kbgen.models import RawConversation, RawMessage, Source
from kbgen.readers import read
from tests.readers.reading import SEOUL, results, said, seoul, write
from tests.readers.test_xlsx import workbook

REVIEWS = [
    ["작성일", "별점", "작성자", "상품명", "후기"],
    ["2026-09-01", "5", "김하나", "머그", "배송이 빨라요"],
    ["2026-09-02", "2", "이두리", "머그", "색이 달라요"],
    ["2026-09-02", "2", "이두리", "머그", "색이 달라요"],
    ["2026-09-03", "3", "박세나", "컵", ""],
]


def everything(folder, files, config=None):
    """Conversations in the order read, and the reasons for what was not read."""
    found = list(read([write(folder, files)], config or IngestConfig(), SEOUL))
    conversations = [item for item in found if isinstance(item, RawConversation)]
    return conversations, [item.reason for item in found if hasattr(item, "reason")]


def table(rows, delimiter=","):
    return "\n".join(delimiter.join(f'"{cell}"' if "\n" in cell else cell for cell in row) for row in rows) + "\n"


def lines(rows):
    return "".join(json.dumps(dict(zip(rows[0], row, strict=True))) + "\n" for row in rows[1:])


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("a.csv", table(REVIEWS), "csv"),
        ("a.tsv", table(REVIEWS, "\t"), "tsv"),
        ("a.xlsx", workbook(후기=REVIEWS), "xlsx"),
        ("a.jsonl", lines(REVIEWS), "jsonl"),
    ],
)
def test_each_row_of_reviews_is_a_conversation(tmp_path, name, content, form):
    conversations, reasons = everything(tmp_path, {name: content})
    assert conversations[0] == RawConversation(
        source=Source(form, str(tmp_path / name), ""),
        messages=(RawMessage("customer", "배송이 빨라요", seoul(2026, 9, 1), "김하나"),),
        channel="feedback",
        opened_at=seoul(2026, 9, 1),
        csat=5.0,
        customer="김하나",
        names=("김하나",),
        unique=False,
    )
    assert [(c.source.id, said(c)[0][1]) for c in conversations[1:]] == [("", "색이 달라요"), ("#2", "색이 달라요")]
    assert reasons == ["1 row without a text of a customer"]


def test_rows_that_redaction_would_make_alike_are_told_apart(tmp_path):
    rows = "날짜,후기\n2026-09-01,010-0000-1111 전화 주세요\n2026-09-01,010-0000-2222 전화 주세요\n"
    conversations, _ = everything(tmp_path, {"a.csv": rows})
    assert [c.source.id for c in conversations] == ["", "#2"]


def test_ids_and_channels_of_the_table_are_kept(tmp_path):
    rows = "review_id,channel,product,rating,text,created_at\nr1,app,Mug,5,Great,2026-09-01\nr2,web,Mug,1,Broke,2026-09-02\n"
    conversations, done, skipped = results(tmp_path, {"a.csv": rows})
    assert [(key, c.channel, c.csat, said(c)) for key, c in conversations.items()] == [
        ("r1", "app", 5.0, [("customer", "Great")]),
        ("r2", "web", 1.0, [("customer", "Broke")]),
    ]
    assert (done["a.csv"][2:], skipped) == ((2, 2), [])


def test_a_survey_asks_each_question_before_its_answer(tmp_path):
    rows = [
        ["타임스탬프", "성별", "다시 이용하시겠어요?", "가장 불편했던 점은 무엇인가요?", "바라는 점을 적어 주세요"],
        ["2026/09/01 3:05:12 오후 GMT+9", "여", "예", "배송 조회가 어려워요", "알림을 보내 주세요"],
        ["2026/09/02 9:00:00 오전 GMT+9", "남", "예", "없음", "장바구니가 자꾸 비어요"],
        ["2026/09/02 9:30:00 오전 GMT+9", "남", "아니오", "환불이 느립니다", "-"],
    ]
    conversations, reasons = everything(tmp_path, {"a.csv": table(rows)})
    asked = rows[0][3:]
    assert [said(c) for c in conversations] == [
        [
            ("bot", asked[0]),
            ("customer", "배송 조회가 어려워요"),
            ("bot", asked[1]),
            ("customer", "알림을 보내 주세요"),
        ],
        [("bot", asked[1]), ("customer", "장바구니가 자꾸 비어요")],
        [("bot", asked[0]), ("customer", "환불이 느립니다")],
    ]
    assert conversations[0].opened_at == seoul(2026, 9, 1, 15, 5, 12)
    assert reasons == []


def test_a_survey_with_a_question_a_row(tmp_path):
    asked = ("좋은 점은?", "나쁜 점은?")
    rows = [["응답번호", "질문", "응답"], *([f"s{n}", ask, f"{ask} {n}"] for n in range(3) for ask in asked)]
    conversations, _ = everything(tmp_path, {"a.csv": table(rows)})
    assert [c.source.id for c in conversations] == ["s0", "s1", "s2"]
    assert said(conversations[1]) == [
        ("bot", "좋은 점은?"), ("customer", "좋은 점은? 1"), ("bot", "나쁜 점은?"), ("customer", "나쁜 점은? 1"),
    ]  # fmt: skip


BOARD = [
    ["번호", "구분", "문의제목", "문의내용", "작성자", "연락처", "문의일시", "답변내용", "답변일시", "답변자", "답변상태", "공개여부"],
    ["3", "교환", "[상품문의] 사이즈", "교환 되나요?", "홍길순", "010-0000-0000", "2026-09-01 10:00", "<p>네</p>", "2026-09-01 11:00", "이매니저", "답변완료", "N"],
    ["2", "결제", "", "입금 확인이요", "김철우", "", "2026-08-31 오후 1:00", "", "", "", "답변대기", "Y"],
]  # fmt: skip


@pytest.mark.parametrize("content", [table(BOARD), workbook(게시판=BOARD), lines(BOARD)])
def test_a_question_with_its_answer_in_one_row(tmp_path, content):
    conversations, reasons = everything(tmp_path, {"a.dat": content})
    first, second = conversations
    assert first.messages == (
        RawMessage("customer", "[상품문의] 사이즈\n교환 되나요?", seoul(2026, 9, 1, 10), "홍길순"),
        RawMessage("agent", "네", seoul(2026, 9, 1, 11), "이매니저"),
    )
    assert (first.resolved, first.staff, first.names) == (True, ("이매니저",), ("홍길순", "010-0000-0000"))
    assert (first.source.id, first.channel) == ("", None)  # "번호" counts the rows, and counts anew in each export
    assert (said(second), second.resolved, second.opened_at) == (
        [("customer", "입금 확인이요")], False, seoul(2026, 8, 31, 13),
    )  # fmt: skip
    assert reasons == []


def test_rows_that_repeat_a_question_with_each_further_answer(tmp_path):
    rows = (
        "ticket_id,question,answer,created_at,replied_at,agent\n7,How do I reset?,Click the link.,2026-09-01,2026-09-02,Kim\n"
        "8,Where?,,2026-09-01,,\n7,How do I reset?,Check spam too.,2026-09-01,2026-09-03,Lee\n"
    )
    conversations, _, _ = results(tmp_path, {"a.csv": rows})
    assert said(conversations["7"]) == [
        ("customer", "How do I reset?"), ("agent", "Click the link."), ("agent", "Check spam too."),
    ]  # fmt: skip
    assert [m.author for m in conversations["7"].messages] == ["", "Kim", "Lee"]
    assert said(conversations["8"]) == [("customer", "Where?")]


def test_further_questions_and_answers_in_columns_of_their_own(tmp_path):
    rows = "문의번호,문의내용,답변내용,추가문의,추가답변,답변3\n1,되나요?,네,언제요?,내일요,꼭이요\n"
    conversations, _, _ = results(tmp_path, {"a.csv": rows})
    assert said(conversations["1"]) == [
        ("customer", "되나요?"), ("agent", "네"), ("customer", "언제요?"), ("agent", "내일요"), ("agent", "꼭이요"),
    ]  # fmt: skip


def test_headers_in_two_rows(tmp_path):
    rows = [
        ["고객", "", "문의", "", "답변", ""], ["이름", "연락처", "내용", "일시", "내용", "일시"],
        ["홍길순", "", "언제 와요?", "2026-09-01 10:00", "내일요", "2026-09-01 11:00"],
    ]  # fmt: skip
    conversations, _ = everything(tmp_path, {"a.csv": table(rows)})
    assert [(m.role, m.text, m.at) for m in conversations[0].messages] == [
        ("customer", "언제 와요?", seoul(2026, 9, 1, 10)), ("agent", "내일요", seoul(2026, 9, 1, 11)),
    ]  # fmt: skip
    assert conversations[0].customer == "홍길순"


TALKS = {
    "ids that come again": ("role", "상담번호,작성일,글쓴쪽,내용", ["K1,2026-09-01,손님A,언제 와요", "K1,2026-09-01,우리,내일요", "K2,2026-09-02,손님B,환불요", "K2,2026-09-02,우리,네"]),
    "numbered messages": ("conversation_id, role", "번호,방,쓴이,내용", ["1,a,손,언제 와요", "2,a,가게,내일요", "3,b,손,환불요", "4,b,가게,네", "5,c,손,하나", "6,c,가게,둘"]),
    "no ids at all": ("conversation_id, role", "날짜,누가,내용", ["2026-09-01,갑,언제 와요", "2026-09-01,을,내일요", "2026-09-01,갑,환불요", "2026-09-01,을,네"]),
    "names of two speakers": ("conversation_id, role", "date,name,message", ["2026-09-01,Ann,where is it", "2026-09-01,Shop,soon", "2026-09-01,Ann,ok", "2026-09-01,Shop,bye"]),
    "reviews by the text's name alone": ("conversation_id, role", "방,날짜,쓴이,의견", ["a,2026-09-01,손,언제 와요", "a,2026-09-01,가게,내일요", "b,2026-09-01,손,환불요", "b,2026-09-01,가게,네", "c,2026-09-02,손,하나", "c,2026-09-02,가게,둘"]),
    "ids of another name": ("conversation_id, role", "who,box,date,comments", ["us,b1,2026-09-01,hello there", "them,b1,2026-09-01,hi", "us,b2,2026-09-01,hello again", "them,b2,2026-09-01,hi", "us,b3,2026-09-01,hello", "them,b3,2026-09-01,hi"]),
}  # fmt: skip


@pytest.mark.parametrize(("missing", "header", "rows"), TALKS.values(), ids=TALKS)
@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
def test_a_dialogue_without_a_known_role_is_never_taken_for_feedback(tmp_path, missing, header, rows, form):
    cells = [row.split(",") for row in [header, *rows]]
    content = {"csv": table, "xlsx": lambda rows: workbook(대화=rows), "jsonl": lines}[form](cells)
    conversations, reasons = everything(tmp_path, {f"a.{form}": content})
    assert conversations == []
    if form == "jsonl":
        assert all("no role" in reason for reason in reasons)
    else:
        assert reasons[0].startswith(f"no column for {missing} (headers: ")
        assert not any(row.split(",")[-1] in reasons[0] for row in rows)


def test_ids_that_come_again_only_far_below_the_header(tmp_path):
    rows = [f"K{n},의견 {n}" for n in range(300)] * 2
    conversations, reasons = everything(tmp_path, {"a.csv": "\n".join(["상담번호,내용", *rows])})
    assert conversations == []
    assert reasons == ["no column for role (headers: 상담번호, 내용); name them under [ingest.columns] in kbgen.toml"]


@pytest.mark.parametrize(
    "header",
    ["성별,후기", "리뷰번호,구분,후기", "날짜,플랫폼,별점,내용", "product,size,review", "의견번호,부서,의견"],
)
def test_columns_of_few_values_do_not_make_reviews_a_dialogue(tmp_path, header):
    values = {"성별": "남여", "구분": "가나", "플랫폼": "AI", "별점": "15", "product": "MC", "size": "SL", "부서": "ab"}
    rows = [
        ",".join(f"글 {n} 입니다" if i == header.count(",") else values.get(name, [str(n), f"2026-09-{n + 1:02d}"])[n * 7 % 3 % 2 if name in values else name == "날짜"] for i, name in enumerate(header.split(",")))
        for n in range(9)
    ]  # fmt: skip
    conversations, reasons = everything(tmp_path, {"a.csv": "\n".join([header, *rows])})
    assert (len(conversations), reasons) == (9, [])


def test_a_header_of_questions_that_stands_in_no_list(tmp_path):
    rows = [["이름", "어떤 기능이 있으면 좋을까요?"], ["가", "영수증 뽑기요"], ["나", "어두운 화면이요"]]
    conversations, _ = everything(tmp_path, {"a.xlsx": workbook(설문=rows)})
    assert [said(c) for c in conversations] == [[("customer", "영수증 뽑기요")], [("customer", "어두운 화면이요")]]


CELL = st.text(alphabet='가나 a1?.-_"2026/09:', max_size=8)
NAMES = st.sampled_from(
    [
        "",
        "id",
        "번호",
        "내용",
        "질문",
        "답변",
        "후기",
        "구분",
        "일시",
        "날짜",
        "작성자",
        "별점",
        "점은?",
        "role",
        "제목",
    ]
)


@given(
    st.lists(NAMES, min_size=1, max_size=6).flatmap(
        lambda head: st.tuples(
            st.just(head), st.lists(st.lists(CELL, min_size=len(head), max_size=len(head)), max_size=8)
        )
    )
)
def test_no_table_makes_reading_fail(tmp_path_factory, made):
    head, rows = made
    folder = tmp_path_factory.getbasetemp() / "tables"
    for forced, content in (
        ("csv", table([head, *rows])),
        (
            "jsonl",
            lines([[f"{n}" * (not n) or n for n in dict.fromkeys(head)], *[row[: len(set(head))] for row in rows]]),
        ),
    ):
        found = list(read([write(folder, {"any": content})], IngestConfig(), SEOUL, forced))
        conversations = [item for item in found if isinstance(item, RawConversation)]
        assert all(c.messages and not c.unique for c in conversations)
        keys = [(c.source.id, c.opened_at, c.messages[0].text) for c in conversations]
        assert len(set(keys)) == len(keys)
