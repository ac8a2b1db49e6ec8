"""Whatever text comes from logs is shown as it is, under every Markdown extension a site may switch on."""

import unicodedata

import markdown
import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kbgen.desk.suggest import plain
from kbgen.pages.markdown import escape, unescape

EXTENSIONS = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "fenced_code",
    "footnotes",
    "md_in_html",
    "meta",
    "nl2br",
    "sane_lists",
    "smarty",
    "tables",
    "toc",
]
PYMDOWN = [
    "pymdownx.betterem",
    "pymdownx.caret",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.keys",
    "pymdownx.mark",
    "pymdownx.smartsymbols",
    "pymdownx.superfences",
    "pymdownx.tasklist",
    "pymdownx.tilde",
]
ALIVE = [
    "a",
    "abbr",
    "code",
    "del",
    "div",
    "dl",
    "em",
    "iframe",
    "img",
    "ins",
    "kbd",
    "mark",
    "ol",
    "script",
    "strong",
    "sub",
    "sup",
    "table",
]
SHAPES = {"paragraph": "{}", "heading": "## {}", "bullet": "- {}", "step": "1. {}"}
MARKS = st.text(alphabet=" \\`*_{}[]()#+-.!|<>&:;~^=@$%\"'/?1a가:", max_size=40)
WORDS = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=40)


def shown(text, shape, extensions):
    html = markdown.markdown(f"# 제목\n\n앞 문단\n\n{SHAPES[shape].format(escape(text))}", extensions=extensions)
    soup = BeautifulSoup(html, "html.parser")
    for mark in soup.select(".headerlink"):
        mark.decompose()
    tag = {"paragraph": "p", "heading": "h2", "bullet": "li", "step": "li"}[shape]
    return soup, soup.find_all(tag)[-1].get_text()


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[여기](javascript:alert(1)) ![x](http://example.com/a.png)",
        "{{ config.secret }} {% include 'x' %} ${HOME}",
        "{: .hidden onclick=alert(1) }",
        "제목 { #id .cls }",
        "!!! note 알림",
        "??? tip 열기",
        "```python",
        "~~~ bash",
        "[^1] 각주 [^1]: 내용",
        "*[HTML]: Hyper Text",
        ": 정의처럼 보이는 글",
        "1. 첫째 2) 둘째",
        "2026. 3. 2.",
        "- [ ] 할 일",
        "+ 더하기",
        "= 같음",
        "=====",
        "-----",
        "> 인용 #제목 ##",
        "# 제목",
        "| a | b |",
        "a ~~지움~~ ==표시== ^^밑줄^^ ++ctrl+c++",
        ":smile: 10:30:00 :material-check:",
        "&lt; &amp; &#60; &copy;",
        "http://example.com <http://example.com> a@example.com",
        "끝에 역빗금\\",
        "[TOC]",
        '--8<-- "/etc/passwd"',
        "(c) (tm) +/- 1/2 -> <- =/=",
        "snake_case *별표* **굵게** __밑줄__",
        "월~금 09:00~18:00, 1~2영업일",
        "title: 값",
        "'따옴표' \"쌍따옴표\"",
    ],
)
def test_marks_stay_text(text, shape):
    soup, visible = shown(text, shape, [e for e in EXTENSIONS if e != "smarty"])
    assert visible == " ".join(text.split())
    assert [tag.name for tag in soup.find_all(ALIVE) if tag.name != "ol" or shape != "step"] == []
    assert not soup.find(onclick=True)
    assert not soup.find(class_="hidden")


@pytest.mark.parametrize("shape", SHAPES)
@given(text=MARKS | WORDS)
@settings(max_examples=150, deadline=None)
@example(text=": 정의")
@example(text="-- --")
def test_visible_text_is_the_text(shape, text):
    wanted = " ".join(text.split())
    if not wanted:
        return
    soup, visible = shown(text, shape, [e for e in EXTENSIONS if e != "smarty"])
    assert unicodedata.normalize("NFC", visible) == unicodedata.normalize("NFC", wanted)
    assert [tag.name for tag in soup.find_all(ALIVE) if tag.name != "ol" or shape != "step"] == []


@given(MARKS | WORDS)
@settings(max_examples=100, deadline=None)
def test_nothing_lives_under_the_extensions_of_material(text):
    pytest.importorskip("pymdownx")
    soup = BeautifulSoup(
        markdown.markdown(f"앞 문단\n\n{escape(text)}", extensions=["md_in_html", "attr_list", *PYMDOWN]), "html.parser"
    )
    assert [
        tag.name for tag in soup.find_all([name for name in ALIVE if name not in ("ins", "sup", "kbd", "mark")])
    ] == []


@given(MARKS | WORDS)
def test_plain_undoes_escape(text):
    wanted = " ".join(text.split())
    assert plain(escape(text)) == ([wanted] if wanted else [])


@given(st.text(max_size=200))
def test_the_result_is_one_line(text):
    assert "\n" not in escape(text)
    assert escape(text) == escape(" ".join(text.split()))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
@example("&lt;b&gt; \\* ~~x~~ :smile: {% raw %} a|b")
def test_unescape_gives_back_what_was_escaped(text: str) -> None:
    assert unescape(escape(text)) == " ".join(text.split())
