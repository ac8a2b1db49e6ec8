import io
import zipfile
from datetime import datetime, time

import openpyxl

from tests.readers.reading import results, said, seoul

TALKS = [
    ["대화ID", "시각", "발신", "발신자", "본문"],
    [1001, datetime(2026, 6, 4, 14, 31, 26), "고객", "u9", "반품_x000D_\n되나요?"],
    [1001, 46177.75, "상담원", "이수", "네"],
    [None, None, None, None, None],
    [1002, "2026-06-05", "외계인", "x", "비밀"],
    [1002, "2026-06-05", "챗봇", "봇", "안녕하세요"],
]


def workbook(**sheets) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_with_a_sheet_about_its_conversations(tmp_path):
    about = [["대화ID", "고객", "시작", "종료", "상태", "만족도", "태그"]]
    about.append([1001, "u9", datetime(2026, 6, 4, 14), datetime(2026, 6, 4, 15), "종료", 5, "반품, 배송"])
    conversations, done, skipped = results(tmp_path, {"a.bin": workbook(대화=about, 메시지=TALKS)})
    first = conversations["1001"]
    assert said(first) == [("customer", "반품\n되나요?"), ("agent", "네")]
    assert [m.at for m in first.messages] == [seoul(2026, 6, 4, 14, 31, 26), seoul(2026, 6, 4, 18)]
    assert (first.opened_at, first.closed_at) == (seoul(2026, 6, 4, 14), seoul(2026, 6, 4, 15))
    assert (first.resolved, first.csat, first.tags, first.customer) == (True, 5.0, ("반품", "배송"), "u9")
    assert (first.source.format, first.unique, first.staff) == ("xlsx", False, ("이수",))
    assert done == {"a.bin": ("xlsx", "utf-8", 2, 3)}
    assert [(where, reason.split(";")[0]) for _, where, reason in skipped] == [("row 5", "a role that is not known")]


def test_rows_of_several_sheets_of_messages_are_told_apart(tmp_path):
    _, _, skipped = results(tmp_path, {"a.xlsx": workbook(유월=TALKS, 칠월=TALKS)})
    assert [where for _, where, _ in skipped] == ['sheet "유월" row 5', 'sheet "칠월" row 5']


def test_a_workbook_without_messages(tmp_path):
    _, done, skipped = results(tmp_path, {"a.xlsx": workbook(매출=[["날짜", "상담번호"], ["2026-06-01", 3]])})
    assert (done, skipped[0][1]) == ({}, "file")
    assert skipped[0][2].startswith("no column for role, text (headers: 날짜, 상담번호)")


def archive(**parts) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return stream.getvalue()


def test_dangerous_and_damaged_workbooks_are_refused(tmp_path):
    book = {"xl/workbook.xml": "<a/>"}
    files = {
        "bomb.xlsx": archive(**book, **{"xl/sheet.xml": b"<a>" + b" " * (20 << 20)}),
        "dtd.xlsx": archive(**{"xl/workbook.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        "empty.xlsx": archive(**book),
        "locked.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le"),
        "torn.xlsx": workbook(메시지=TALKS)[:-300],
    }
    conversations, done, skipped = results(tmp_path, files)
    assert (conversations, done) == ({}, {})
    assert {name: reason for name, _, reason in skipped} == {
        "bomb.xlsx": "unpacks to more than 200 times its size, as no honest workbook does; save it as CSV",
        "dtd.xlsx": "a damaged workbook; open it in a spreadsheet program and save it again as .xlsx",
        "empty.xlsx": "a damaged workbook; open it in a spreadsheet program and save it again as .xlsx",
        "locked.xlsx": "password-protected: open it with its password and save it without one (in Excel: File > Info > Protect Workbook > Encrypt with Password, and empty the field)",
        "old.xls": "an old Excel workbook (.xls): save it as .xlsx",
        "torn.xlsx": "a damaged archive or document; make or download it again",
    }


def spreadsheet(rows: str, strings: str = "") -> bytes:
    """A workbook by its XML, for what no honest program writes."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r" Type="{links}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{links}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{links}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{links}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData></worksheet>',
    }
    return archive(**parts)


def row(*cells: str, at: str = "") -> str:
    number = f' r="{at}"' if at else ""
    return f"<row{number}>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells) + "</row>"


HEAD = row("id", "role", "text") + row("1", "customer", "hi")


def test_rows_that_are_declared_and_not_there(tmp_path):
    files = {
        "far.xlsx": spreadsheet(HEAD + row("2", "agent", "x", at="99999999999")),
        "gap.xlsx": spreadsheet(HEAD + row("2", "agent", "x", at="30000")),
    }
    _, done, skipped = results(tmp_path, files)
    assert done == {"far.xlsx": ("xlsx", "utf-8", 1, 1), "gap.xlsx": ("xlsx", "utf-8", 2, 2)}
    assert skipped == []


def test_too_many_shared_strings_and_too_much_text(tmp_path, monkeypatch):
    monkeypatch.setattr("kbgen.readers.workbook.MAX_STRINGS", 10)
    monkeypatch.setattr("kbgen.readers.xlsx._MAX_TEXTS", 100)
    shared = '<row><c><v>7</v></c><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'
    strings = "<si><t>customer</t></si><si><t>" + "긴 글" * 20 + "</t></si>"
    files = {"bomb.xlsx": spreadsheet(HEAD, "<si/>" * 11), "much.xlsx": spreadsheet(HEAD + shared * 5, strings)}
    _, done, skipped = results(tmp_path, files)
    assert skipped[0] == ("bomb.xlsx", "file", "more than 10 different texts; split it into smaller workbooks")
    assert [where for name, where, _ in skipped if name == "much.xlsx"] == ["row 4"]
    assert done["much.xlsx"][2:] == (2, 3)


def test_a_zip_that_lies_about_the_size_of_a_sheet(tmp_path):
    data = bytearray(spreadsheet(HEAD))
    place = data.rfind(b"PK\x01\x02") + 24
    data[place : place + 4] = (20).to_bytes(4, "little")
    _, done, skipped = results(tmp_path, {"a.xlsx": bytes(data)})
    assert done == {}
    assert [(name, reason.split(";")[0]) for name, _, reason in skipped] == [("a.xlsx", "a damaged workbook")]


def test_cells_of_all_kinds(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    rows = [
        ["상담 내역 (2026년 9월)"], [],
        ["상담번호", "상담일", "시간", "구분", "내용", "내부"],
        [1001.0, datetime(2026, 9, 1), time(15, 5), "고객", "가" * 32_767, False],
        [None, None, time(15, 6), "상담원", "내부 확인", True],
        [None, None, None, "상담원", "#NAME?", False],
        [1002, 46266, 0.5, "고객", "숫자 날짜", None],
        [None, None, None, "상담원", "=1+1", None],
        [1003, "2026. 9. 3.", "오전 9:00", "고객", True, None],
    ]  # fmt: skip
    for cells in rows:
        sheet.append(cells)
    sheet.merge_cells("A4:A6")
    sheet.merge_cells("A7:A8")
    hidden = book.create_sheet("지난달")
    for cells in TALKS:
        hidden.append(cells)
    hidden.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    conversations, _, skipped = results(tmp_path, {"a.xlsx": stream.getvalue()})
    assert said(conversations["1001"]) == [("customer", "가" * 32_767), ("note", "내부 확인")]
    assert conversations["1001"].opened_at == seoul(2026, 9, 1, 15, 5)
    assert (said(conversations["1002"]), conversations["1002"].opened_at) == (
        [("customer", "숫자 날짜")],
        seoul(2026, 9, 1, 12),
    )
    assert (said(conversations["1003"]), conversations["1003"].opened_at) == (
        [("customer", "True")],
        seoul(2026, 9, 3, 9),
    )
    assert [(where, reason) for _, where, reason in skipped] == [
        ('sheet "지난달"', "a hidden sheet; show it to have it read"), ("row 6", "no text"), ("row 8", "no text"),
    ]  # fmt: skip


def test_feedback_beside_dialogues_and_ids_that_come_again(tmp_path):
    reviews = [["날짜", "별점", "후기"], ["2026-09-01", 5, "좋아요"]]
    conversations, done, _ = results(tmp_path, {"a.xlsx": workbook(대화=TALKS, 후기=reviews)})
    assert (said(conversations[""]), done["a.xlsx"][2:]) == ([("customer", "좋아요")], (3, 4))
    again = [
        ["상담번호", "내용"],
        *([f"K{n}", f"글 {n}"] for n in range(300)),
        *([f"K{n}", f"답 {n}"] for n in range(300)),
    ]
    conversations, done, skipped = results(tmp_path / "b", {"b.xlsx": workbook(대화=again)})
    assert (conversations, done) == ({}, {})
    assert skipped[0][2].startswith("no column for role (headers: 상담번호, 내용)")


def test_a_workbook_that_declares_too_much(tmp_path, monkeypatch):
    monkeypatch.setattr("kbgen.readers.workbook.MAX_SIZE", 1000)
    _, _, skipped = results(tmp_path, {"a.xlsx": workbook(메시지=TALKS)})
    assert [(name, where) for name, where, _ in skipped] == [("a.xlsx", "file")]
    assert "unpacks to more than" in skipped[0][2]
