import io
import zipfile
from datetime import datetime

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
        "locked.xlsx": "password-protected: open it and save it without a password",
        "old.xls": "an old Excel workbook (.xls): save it as .xlsx",
        "torn.xlsx": "a damaged archive or document; make or download it again",
    }


def test_a_workbook_that_declares_too_much(tmp_path, monkeypatch):
    monkeypatch.setattr("kbgen.readers.xlsx.MAX_SIZE", 1000)
    _, _, skipped = results(tmp_path, {"a.xlsx": workbook(메시지=TALKS)})
    assert [(name, where) for name, where, _ in skipped] == [("a.xlsx", "file")]
    assert "unpacks to more than" in skipped[0][2]
