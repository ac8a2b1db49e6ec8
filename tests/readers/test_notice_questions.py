"""Questions that a notice asks itself, in whatever shape → headings above their own answers; numbered headings."""

from pathlib import Path

import pytest

from kbgen.readers.notice_questions import is_question
from kbgen.readers.notices import parse_notice

ASKED = ("신청은 어디서 하나요?", "중복으로 받을 수 있나요?")
TOLD = ("앱에서 신청합니다.", "네. 중복 적용됩니다.")


def shape(text, name):
    """The blocks after the title as (kind, text, section)."""
    return [(b.kind, b.text, b.section) for b in parse_notice(text, Path(name)).blocks[1:]]


SHAPES = {
    "dl": (
        "n.html",
        "<h1>행사 안내</h1><h2>이런 점이 궁금하신가요?</h2><dl><dt>{0}</dt><dd>{2}</dd><dt>{1}</dt><dd>{3}</dd></dl>",
    ),
    "details": (
        "n.html",
        "<h1>행사 안내</h1><details><summary>Q. {0}</summary><p>A. {2}</p></details>"
        "<details><summary>{1}</summary><p>{3}</p></details>",
    ),
    "bold": ("n.html", "<h1>행사 안내</h1><p><b>{0}</b><br>{2}</p><p><strong>{1}</strong></p><p>{3}</p>"),
    "rows": (
        "n.html",
        "<h1>행사 안내</h1><table border=1><tr><th>질문</th><th>답변</th></tr>"
        "<tr><td>{0}</td><td>{2}</td></tr><tr><td>{1}</td><td>{3}</td></tr></table>",
    ),
    "letters": ("n.txt", "행사 안내\n\nQ. {0}\nA. {2}\n\nQ2) {1}\nA2) {3}\n"),
    "one line": ("n.txt", "행사 안내\n\nQ: {0} A: {2}\n질문: {1}\n답변: {3}\n"),
    "items": ("n.txt", "행사 안내\n\n- {0} {2}\n- {1} {3}\n"),
    "markdown": ("n.md", "# 행사 안내\n\n**{0}**\n\n{2}\n\n**Q. {1}**\nA. {3}\n"),
}


@pytest.mark.parametrize("name", SHAPES)
def test_each_question_stands_above_its_own_answer(name):
    file, form = SHAPES[name]
    found = [b for b in shape(form.format(*ASKED, *TOLD), file) if b[1] in (*ASKED, *TOLD)]
    assert found == [
        ("heading", ASKED[0], ""),
        ("paragraph", TOLD[0], ASKED[0]),
        ("heading", ASKED[1], ""),
        ("paragraph", TOLD[1], ASKED[1]),
    ]


def test_small_print_below_the_last_question_is_no_part_of_its_answer():
    form = "<h1>행사 안내</h1><h2>자주 묻는 질문</h2><dl><dt>{0}</dt><dd>{2}</dd></dl><p><small>※ {1} ※ {3}</small></p>"
    notes = ("1인 1회에 한합니다.", "일찍 끝날 수 있습니다.")
    assert shape(form.format(ASKED[0], notes[0], TOLD[0], notes[1]), "n.html")[-2:] == [
        ("item", notes[0], ""),
        ("item", notes[1], ""),
    ]


def test_a_list_goes_with_the_answer_that_announces_it():
    text = "# 안내\n\nQ. 무엇이 필요한가요?\n\nA. 아래 서류가 필요합니다.\n\n- 신분증\n- 신청서\n\n## 문의\n\n전화\n"
    assert shape(text, "n.md")[1:] == [
        ("paragraph", "아래 서류가 필요합니다.", "무엇이 필요한가요?"),
        ("item", "신분증", "무엇이 필요한가요?"),
        ("item", "신청서", "무엇이 필요한가요?"),
        ("heading", "문의", ""),
        ("paragraph", "전화", "문의"),
    ]


def test_a_question_that_nothing_answers_stays_what_it_was():
    assert shape("안내\n\n쿠폰이 필요한가요?\n얼마나 받을 수 있나요?\n", "n.txt") == [
        ("paragraph", "쿠폰이 필요한가요?", ""),
        ("paragraph", "얼마나 받을 수 있나요?", ""),
    ]


@pytest.mark.parametrize(
    ("line", "asks"),
    [
        ("요금제를 바꾸면요?", True),
        ("타임세일을 놓치셨나요?", False),
        ("이런 점이 궁금하신가요?", False),
        ("Can I change my plan?", True),
        ("Are you ready for summer?", False),
        ("여름 준비 완료!", False),
    ],
)
def test_questions_of_customers_and_questions_to_them(line, asks):
    assert is_question(line) is asks


def test_numbered_names_of_sections_are_headings_and_numbered_instructions_are_steps():
    text = "개편 안내\n\n1. 변경 내용 (부가세 포함)\n - 기본 요금: 5,000원\n2. 대상\n - 모든 고객\n"
    assert shape(text, "n.txt") == [
        ("heading", "변경 내용 (부가세 포함)", ""),
        ("item", "기본 요금: 5,000원", "변경 내용 (부가세 포함)"),
        ("heading", "대상", ""),
        ("item", "모든 고객", "대상"),
    ]
    steps = "안내\n\n■ 참여 방법\n1. 앱 설치\n - 마켓에서 찾습니다.\n2. [신청]을 누르세요.\n"
    assert [b[0] for b in shape(steps, "n.txt")] == ["heading", "step", "item", "step"]
