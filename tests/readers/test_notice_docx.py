"""DOCX notices → blocks; dangerous and broken documents refused; hostile text stays text up to the built page."""

import io
import zipfile
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape as xml
from zoneinfo import ZoneInfo

import markdown
import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kbgen.drafting.notices import understand
from kbgen.drafting.notices.page import notice_page
from kbgen.errors import KbgenError
from kbgen.pages.markdown import escape
from kbgen.readers import asks_for
from kbgen.readers.notice_docx import MAX_DEPTH, MAX_PART, is_docx
from kbgen.readers.notices import read_notice

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
STYLES = (
    f'<w:styles {W}><w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/></w:style></w:styles>'
)
NUMBERS = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
    '</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)
WORD_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    + "".join(
        f'<Relationship Id="r{n}" Target="{name}.xml" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}"/>'
        for n, name in enumerate(("styles", "numbering"))
    )
    + "</Relationships>"
)
BULLET, STEP = 1, 2


def paragraph(text, style="", number=0):
    shape = f'<w:pStyle w:val="{style}"/>' if style else ""
    shape += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    return f'<w:p><w:pPr>{shape}</w:pPr><w:r><w:t xml:space="preserve">{xml(text)}</w:t></w:r></w:p>'


def table(*rows):
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def box(text):
    return f"<w:p><w:r><w:pict><v:textbox xmlns:v='urn:schemas-microsoft-com:vml'><w:txbxContent>{paragraph(text)}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"


def docx(*body, before="", extra=()):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", RELS),
            ("word/styles.xml", STYLES),
            ("word/numbering.xml", NUMBERS),
            ("word/_rels/document.xml.rels", WORD_RELS),
            ("word/document.xml", f"{before}<w:document {W}><w:body>{''.join(body)}</w:body></w:document>"),
            *extra,
        ):
            archive.writestr(name, text)
    return stream.getvalue()


def read(tmp_path, data, name="a.docx"):
    (tmp_path / name).write_bytes(data)
    return read_notice(tmp_path / name)


SALE = docx(
    paragraph("가을 회원권 특가", "T"),
    table(("이벤트 기간", "2026년 9월 1일 ~ 9월 30일"), ("대상", "신규 회원")),
    paragraph("가격", "H"),
    table(("이용권", "정상가", "할인가"), ("3개월", "270,000원", "229,000원"), ("6개월", "480,000원", "390,000원")),
    paragraph("등록 방법", "H"),
    paragraph("지점을 고릅니다.", number=STEP),
    paragraph("결제합니다.", number=STEP),
    box("글상자: 선착순 100명에게 드립니다."),
    paragraph("유의사항", "H"),
    paragraph("양도할 수 없습니다.", number=BULLET),
)


@pytest.mark.parametrize("name", ["a.docx", "attachment.bin"])
def test_headings_tables_lists_and_text_boxes(tmp_path, name):
    notice = read(tmp_path, SALE, name)
    assert notice.title == "가을 회원권 특가"
    assert [(b.kind, b.text, b.section) for b in notice.blocks] == [
        ("heading", "가을 회원권 특가", ""),
        ("row", "이벤트 기간: 2026년 9월 1일 ~ 9월 30일", ""),
        ("row", "대상: 신규 회원", ""),
        ("heading", "가격", ""),
        ("row", "3개월 | 정상가: 270,000원 | 할인가: 229,000원", "가격"),
        ("row", "6개월 | 정상가: 480,000원 | 할인가: 390,000원", "가격"),
        ("heading", "등록 방법", ""),
        ("step", "지점을 고릅니다.", "등록 방법"),
        ("step", "결제합니다.", "등록 방법"),
        ("paragraph", "글상자: 선착순 100명에게 드립니다.", "등록 방법"),
        ("heading", "유의사항", ""),
        ("item", "양도할 수 없습니다.", "유의사항"),
    ]


def test_a_word_document_asks_for_notice(tmp_path):
    (tmp_path / "a.docx").write_bytes(SALE)
    assert asks_for(tmp_path / "a.docx") == "notice"
    assert is_docx(SALE)
    assert not is_docx(SALE[:200])


ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha">]>'
DEEP = "<w:sdt><w:sdtContent>" * MAX_DEPTH + "</w:sdtContent></w:sdt>" * MAX_DEPTH


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "is empty"),
        (b"not a zip", "is damaged"),
        (SALE[: len(SALE) // 2], "is damaged"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "with a password"),
        (docx(before=ENTITIES), "XML entities"),
        (docx(DEEP), "elements within each other"),
        (docx("<w:p>"), "is damaged"),
        (docx(extra=[("word/media/a.bmp", b"\0" * (2 << 20))]), "times its size"),
        (docx(extra=[("word/comments.xml", b" " * (MAX_PART + 1))]), "unpacks to more than 20 MB"),
        (docx(), "no text"),
    ],
)
def test_what_is_refused(tmp_path, data, rule):
    with pytest.raises(KbgenError) as error:
        read(tmp_path, data)
    assert rule in str(error.value)
    assert str(tmp_path / "a.docx") in str(error.value)
    assert error.value.problems[0].fix


def test_an_encrypted_member_is_refused(tmp_path):
    data = bytearray(SALE)
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    data[at + 8] |= 1
    with pytest.raises(KbgenError, match="is damaged"):
        read(tmp_path, bytes(data))


PAYLOADS = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[여기](javascript:alert(1))",
    "![x](https://example.com/a.png)",
    "{{ config }} {% include 'x' %}",
    '--8<-- "/etc/passwd"',
    "행사 { #id .cls onclick=alert(1) }",
    "{: .hidden }",
    "---\ntitle: 훔친 제목\n---",
    "kbgen: {status: published}",
    "*[HTML]: 약어",
    "[^1]: 각주",
    "!!! danger",
    "```python",
    "| a | b |\n|---|---|",
    ":smile: ==표시== ~~줄~~",
]
ALIVE = ["a", "abbr", "code", "del", "div", "iframe", "img", "mark", "pre", "script", "table", "strong > *"]
EXTENSIONS = ["abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "tables"]


def whole(payload):
    return docx(
        paragraph(f"가을 이벤트 {payload}", "T"),
        paragraph(payload),
        table(("대상", f"모두 {payload}"), (payload, "값")),
        table(("등급", payload, "할인"), ("실버", payload, "10%"), (payload, "나", "20%")),
        paragraph(f"참여 방법 {payload}", "H"),
        paragraph(f"{payload} 누르기", number=STEP),
        paragraph("둘째", number=STEP),
        paragraph(payload, "H"),
        paragraph(f"{payload} 제외됩니다.", number=BULLET),
        box(payload),
    )


def dead(tmp_path, payload):
    notice = understand(read(tmp_path, whole(payload)), ZoneInfo("Asia/Seoul"), date(2026, 5, 1))
    body, _ = notice_page(notice, escape, "ko")
    assert body.startswith("# ")
    soup = BeautifulSoup(markdown.markdown(body, extensions=EXTENSIONS), "html.parser")
    assert [str(tag) for name in ALIVE for tag in soup.select(name)] == []
    assert all(not tag.attrs for tag in soup.find_all(True))
    assert "{{" not in body
    assert "{%" not in body
    assert "--8<--" not in body


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_is_dead_on_the_page(tmp_path, payload):
    dead(tmp_path, payload)


@given(st.text(alphabet=" \\`*_{}[]()#+-.!|<>&:;~^=@$%\"'/?1a가\n", max_size=30))
@example("1. # {: .x }")
@settings(max_examples=40, deadline=None)
def test_no_text_comes_alive(tmp_path_factory, payload):
    dead(Path(tmp_path_factory.getbasetemp()), payload)
