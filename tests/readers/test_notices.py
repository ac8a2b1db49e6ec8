"""Notice files → blocks: whole files in, whole block lists out."""

from contextlib import suppress
from pathlib import Path

import pytest

from kbgen.errors import KbgenError
from kbgen.readers.notices import LIMIT, parse_notice, read_notice

NEWSLETTER = """<!DOCTYPE html><html><head><title>[달빛서점] 봄맞이 세일 🌷</title>
<meta property="og:title" content="봄맞이 세일 최대 30%"><style>p{color:red}</style>
<script type="application/ld+json">{"@type":"SaleEvent","name":"봄맞이 세일","startDate":"2026-03-02"}</script></head><body>
<div style="display:none;max-height:0;overflow:hidden">미리보기 글귀</div><!-- campaign: spring -->
<table role="presentation"><tr><td>메일이 잘 보이지 않나요? <a href="#">웹에서 보기</a></td></tr>
<tr><td><img src="hero.png" alt="봄맞이 세일 3.2 MON - 3.15 SUN"><img src="t.gif" width="1" height="1" alt="pixel"></td></tr>
<tr><td><h1>책과 함께<br>봄을 맞아요</h1><p><b>{{customer_name}}</b>님께 쿠폰을 드려요.</p></td></tr>
<tr><td><table role="presentation"><tr><td><h2>쿠폰 15%</h2><p>2만 원 이상 구매하시면<br>최대 5,000원 할인<br>전자책에도 쓸 수 있어요.</p></td></tr></table></td></tr>
<tr><td><ol><li>앱에 로그인</li><li>[쿠폰 받기] 누르기</li></ol><p><a class="btn" href="#">쿠폰 받으러 가기</a></p></td></tr>
<tr><td><b>꼭 확인해 주세요</b><br>· 1인 1장만 드려요.<br>· 다른 쿠폰과 함께 쓸 수 없어요.</td></tr>
<tr><td>(주)달빛서점 | 본 메일은 수신에 동의하신 회원님께 보냈습니다. 수신거부 %%UID%%</td></tr></table></body></html>"""


def blocks(text: str, name: str) -> list[tuple[str, str, str]]:
    return [(b.kind, b.text, b.section) for b in parse_notice(text, Path(name)).blocks]


def test_newsletter_is_unwrapped():
    notice = parse_notice(NEWSLETTER, Path("in/mail.html"))
    assert notice.source == "in/mail.html"
    assert notice.title == "[달빛서점] 봄맞이 세일 🌷"
    assert notice.meta == (("og:title", "봄맞이 세일 최대 30%"), ("name", "봄맞이 세일"), ("startDate", "2026-03-02"))
    assert [(b.kind, b.text, b.section) for b in notice.blocks] == [
        ("alt", "봄맞이 세일 3.2 MON - 3.15 SUN", ""),
        ("heading", "책과 함께 봄을 맞아요", ""),
        ("paragraph", "고객님께 쿠폰을 드려요.", ""),
        ("heading", "쿠폰 15%", ""),
        ("paragraph", "2만 원 이상 구매하시면 최대 5,000원 할인", "쿠폰 15%"),
        ("paragraph", "전자책에도 쓸 수 있어요.", "쿠폰 15%"),
        ("step", "앱에 로그인", ""),
        ("step", "[쿠폰 받기] 누르기", ""),
        ("heading", "꼭 확인해 주세요", ""),
        ("item", "1인 1장만 드려요.", "꼭 확인해 주세요"),
        ("item", "다른 쿠폰과 함께 쓸 수 없어요.", "꼭 확인해 주세요"),
    ]


def test_tables_of_data_become_rows():
    table = """<h2>혜택표</h2><table border="1"><thead><tr><th rowspan="2">브랜드</th><th rowspan="2">분류</th><th colspan="2">할인율</th><th rowspan="2">쿠폰</th></tr>
<tr><th>1주</th><th>2주</th></tr></thead><tr><td rowspan="2">가온</td><td>컵</td><td>10%</td><td>20%</td><td>가능</td></tr>
<tr><td>접시</td><td colspan="2">전 기간 15%</td><td>-</td></tr></table>
<table><tr><td><b>기간</b></td><td>5/1~5/7</td></tr><tr><td>대상</td><td>전 회원</td></tr></table>
<h3>유의사항</h3><table><tr><td>1</td><td>교환은 되지 않습니다.</td></tr><tr><td>2</td><td>품절될 수 있습니다.</td></tr></table>"""
    assert blocks(table, "a.html")[1:] == [
        ("row", "가온 컵 | 할인율 1주: 10% | 할인율 2주: 20% | 쿠폰: 가능", "혜택표"),
        ("row", "가온 접시 | 할인율: 전 기간 15%", "혜택표"),
        ("row", "기간: 5/1~5/7", "혜택표"),
        ("row", "대상: 전 회원", "혜택표"),
        ("heading", "유의사항", ""),
        ("item", "교환은 되지 않습니다.", "유의사항"),
        ("item", "품절될 수 있습니다.", "유의사항"),
    ]


def test_tabs_definitions_and_accordions_keep_their_labels():
    page = """<nav>홈 장바구니</nav><section><h2>언제까지 주문하나요</h2>
<div class="tabs" role="tablist"><button>택배</button><button>퀵</button></div>
<div class="tab-panel">5월 1일까지</div><div class="tab-panel" hidden>5월 3일까지</div></section>
<dl><dt>10개 이상</dt><dd>5% 할인</dd></dl><details><summary>환불되나요?</summary><p>네, 됩니다.</p></details>
<div style="display:none">숨은 글</div><footer>© 회사</footer>"""
    assert blocks(page, "a.html") == [
        ("heading", "언제까지 주문하나요", ""),
        ("row", "택배: 5월 1일까지", "언제까지 주문하나요"),
        ("row", "퀵: 5월 3일까지", "언제까지 주문하나요"),
        ("row", "10개 이상: 5% 할인", ""),
        ("heading", "환불되나요?", ""),
        ("paragraph", "네, 됩니다.", "환불되나요?"),
    ]


def test_markdown():
    text = """---
title: 봄 행사
period: 2026-03-01 ~ 2026-03-07
---
# 🌷 봄 행사

**2026. 3. 1.(일) – 3. 7.(토)**

| 등급 | 적립 |
|---|---|
| 금 | **5%** |

- **대상**: *전* 회원 [자세히](https://a.example)
1) 앱을 `열어요`

> **유의사항**
> - 취소하면 사라져요.

![배너](x.png)
Hi {{first_name}}, *|NAME|* welcome.
"""
    notice = parse_notice(text, Path("a.md"))
    assert notice.title == "봄 행사"
    assert notice.meta == (("title", "봄 행사"), ("period", "2026-03-01 ~ 2026-03-07"))
    assert [(b.kind, b.level, b.text, b.section) for b in notice.blocks] == [
        ("heading", 1, "🌷 봄 행사", ""),
        ("paragraph", 0, "2026. 3. 1.(일) – 3. 7.(토)", ""),
        ("row", 0, "금 | 적립: 5%", ""),
        ("item", 0, "대상: 전 회원 자세히", ""),
        ("step", 0, "앱을 열어요", ""),
        ("heading", 5, "유의사항", ""),
        ("item", 0, "취소하면 사라져요.", "유의사항"),
        ("alt", 0, "배너", "유의사항"),
        ("paragraph", 0, "Hi, welcome.", "유의사항"),
    ]


def test_plain_text():
    text = "[공지] 점검 안내\n\n■ 일시 : 5월 1일 02:00~04:00\n■ 방법\n  가. 앱을 닫는다\n  나. 다시 연다\n■ 문의: 채팅\n* 결제는 됩니다.\n10. 5.(월)부터 정상입니다.\n"
    assert blocks(text, "a.txt") == [
        ("heading", "[공지] 점검 안내", ""),
        ("row", "일시: 5월 1일 02:00~04:00", ""),
        ("heading", "방법", ""),
        ("step", "앱을 닫는다", "방법"),
        ("step", "다시 연다", "방법"),
        ("row", "문의: 채팅", ""),
        ("item", "결제는 됩니다.", ""),
        ("paragraph", "10. 5.(월)부터 정상입니다.", ""),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_encodings(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes("봄 세일\n\n- 10% 할인\n".encode(encoding))
    assert [b.text for b in read_notice(path).blocks] == ["봄 세일", "10% 할인"]


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("a.txt", b"", "is empty"),
        ("a.html", b"<html><body><img src=x></body></html>", "no text"),
        ("a.hwp", b"\xd0\xcf\x11\xe0", "hwp notices are not read"),
        ("a.txt", b"PK\x03\x04rest", "a document of a format"),
        ("a.txt", b"\xff\x00\x81\x00", "not text"),
        ("a.md", b"x" * (LIMIT + 1), "larger than 5 MB"),
        ("a.html", b"<a " * 100_000, "too many tags"),
    ],
)
def test_what_is_refused(tmp_path, name, data, rule):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(KbgenError) as error:
        read_notice(path)
    assert rule in str(error.value)
    assert str(path) in str(error.value)
    assert error.value.problems[0].fix


def test_missing_file_is_named(tmp_path):
    with pytest.raises(KbgenError, match=r"none\.md"):
        read_notice(tmp_path / "none.md")


@pytest.mark.parametrize(
    "markup",
    ["<div>" * 5000 + "여름 10% 할인" + "</div>" * 5000, "<!--" * 100_000 + "x", "<!-- >" * 50_000 + "<p>여름", "<table border=1><tr><td colspan=9999 rowspan=9999>여름<td>할인</table>" * 50],
    ids=["nested", "open comments", "comments", "spans"],
)  # fmt: skip
def test_hostile_markup_ends(tmp_path, markup):
    path = tmp_path / "a.html"
    path.write_text(markup, encoding="utf-8")
    with suppress(KbgenError):
        assert read_notice(path).blocks
