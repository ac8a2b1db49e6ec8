"""What stands on a page: the short answer, steps, related pages, evidence, languages, and what comes from the theme."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jinja2
import material
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

import kbgen.site
from kbgen.site.builder import build
from kbgen.site.catalog import catalogue
from kbgen.site.entries import Entry
from kbgen.site.reading import linked_steps, parts
from kbgen.site.texts import TEXTS
from tests.site.site_sample import NOW, PAGES, evidence, make, page

TEMPLATES = Path(kbgen.site.__file__).parent / "theme" / "kbgen"


def soup(project: Path, path: str, site: str = "site") -> BeautifulSoup:
    return BeautifulSoup((project / site / path / "index.html").read_text("utf-8"), "html.parser")


def texts(found: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(e.get_text(" ", strip=True).split()) for e in found.select(selector)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>제목</h1>\n<p>답.</p>\n<p>더.</p>", ("<h1>제목</h1>", "", "답.", "\n<p>더.</p>")),
        ("<p>답 <b>이</b>다.</p>", ("", "", "답 <b>이</b>다.", "")),
        ("<ol><li>하나</li></ol><p>끝</p>", ("", "", "", "<ol><li>하나</li></ol><p>끝</p>")),
        (
            '<h1>T</h1>\n<div class="admonition warning kb-outdated"><p>old</p></div>\n<p>A.</p>',
            ("<h1>T</h1>", '<div class="admonition warning kb-outdated"><p>old</p></div>', "A.", ""),
        ),
        ("", ("", "", "", "")),
    ],
)
def test_the_parts_of_a_page(html, expected):
    found = parts(html)
    assert (found.title, found.note, found.lead, found.body) == expected


@given(st.text(alphabet='<>p/h1 가나="\n') | st.text())
def test_nothing_of_a_page_is_lost(html):
    found = parts(html)
    lead = f"<p>{found.lead}</p>" if found.lead else ""
    whole = found.title + found.note + lead + found.body
    kept = re.sub(r"\s|<p></p>", "", html)
    assert re.sub(r"\s|<p></p>", "", whole) == kept


def test_each_step_is_linked_behind_its_words():
    html = (
        '<ol><li id="kb-step-1">누르세요<ul><li>작게</li></ul></li>\n<li id="kb-step-2">\n<p><b>고르고</b></p><p>더</p></li></ol>'
        "<ol><li>다른 목록</li></ol>"
    )
    found = BeautifulSoup(linked_steps(html, "{}단계"), "html.parser")
    assert [(a["href"], a["aria-label"], a.parent.name) for a in found.select("a")] == [
        ("#kb-step-1", "1단계", "li"),
        ("#kb-step-2", "2단계", "p"),
    ]
    assert found.get_text() == "누르세요¶작게\n\n고르고¶더다른 목록"


def entry(path: str, title: str, category: str = "", **more: object) -> Entry:
    return Entry(path, path.removesuffix(".md") + "/", title, category=category, kind="faq", **more)


def test_near_titles_come_first_and_from_elsewhere_when_they_are_near_enough():
    entries = [
        entry("a.md", "쿠폰이 적용되지 않아요", "쿠폰"),
        entry("b.md", "할인 코드는 어디에 넣나요?", "쿠폰", conversations=90, customers=80),
        entry("c.md", "쿠폰이 결제할 때는 적용되지 않아요", "쿠폰", conversations=2, customers=2),
        entry("d.md", "선물 쿠폰이 적용되지 않아요", "선물"),
        entry("e.md", "배송은 얼마나 걸리나요?", "배송", conversations=99),
        Entry("n.md", "n/", "쿠폰이 적용되지 않는 문제", kind="incident", expire_at=NOW - timedelta(days=1)),
    ]
    for order in (entries, entries[::-1]):
        catalog = catalogue(order, NOW, "그 밖의 안내")
        found = [e.path for e in catalog.related(entries[0], 5, NOW)]
        assert found == ["c.md", "d.md", "b.md"]
        assert [e.path for e in catalog.related(entries[4], 5, NOW)] == []
        assert [e.path for e in catalog.related(entries[0], 1, NOW)] == found[:1]


@given(st.lists(st.tuples(st.text(max_size=8), st.sampled_from("가나")), max_size=8))
def test_any_titles_have_neighbours_in_one_order(titles):
    entries = [entry(f"p{n}.md", title, place) for n, (title, place) in enumerate(titles)]
    catalog, again = catalogue(entries, NOW, "?"), catalogue(entries[::-1], NOW, "?")
    for one in entries:
        found = catalog.related(one, 5, NOW)
        assert found == again.related(one, 5, NOW)
        assert one not in found


@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from("가나다라"), min_size=1, max_size=3), st.sampled_from(["", "A", "B", "notice"])
        ),
        min_size=1,
        max_size=9,
    )
)
def test_neighbours_are_those_with_the_highest_weight_in_the_order_of_the_catalogue(given):
    entries = [
        Entry(f"p{n}.md", f"p{n}/", " ".join(words), category=place, kind="incident" if place == "notice" else "faq")
        for n, (words, place) in enumerate(given)
    ]
    catalog = catalogue(entries, NOW, "?")
    order = (*catalog.articles, *catalog.notices)
    for one in entries:
        near, together = catalog.titles.near(one), [e for e in entries if e.category and e.category == one.category]
        weight = {e.path: near.get(e.path, 0) + (0.2 if e in together else 0) for e in order if e != one}
        ranked = sorted(
            (e for e in order if e != one), key=lambda e: (-weight[e.path], e not in together, order.index(e))
        )
        wanted = [e for e in ranked if e in together or near.get(e.path, 0) >= 0.35]
        assert catalog.related(one, 4, NOW) == tuple(wanted[:4])


def test_pages_without_a_category_have_nothing_in_common():
    entries = [entry("a.md", "쿠폰 적용"), entry("b.md", "매장 위치"), entry("c.md", "쿠폰 적용 안내")]
    catalog = catalogue(entries, NOW, "그 밖의 안내")
    assert [e.path for e in catalog.related(entries[0], 5, NOW)] == ["c.md"]
    assert catalog.related(entries[1], 5, NOW) == ()


def test_what_changed_last_is_first():
    entries = [entry("a.md", "가"), entry("b.md", "나", conversations=3), entry("c.md", "다"), entry("d.md", "라")]
    days = {"a.md": "2026-10-01", "b.md": "2026-10-01", "c.md": "2026-10-02", "d.md": ""}
    found = catalogue(entries, NOW, "?").recent(days, 3)
    assert [(e.path, day) for e, day in found] == [
        ("c.md", "2026-10-02"),
        ("b.md", "2026-10-01"),
        ("a.md", "2026-10-01"),
    ]


def test_evidence_can_be_left_unsaid(tmp_path):
    project = make(tmp_path / "p", {"faq/refund.md": PAGES["faq/refund.md"]})
    toml = project / "kbgen.toml"
    toml.write_text(toml.read_text("utf-8").replace("[site]\n", '[site]\nshow_evidence = "none"\n'), "utf-8")
    build(project, now=NOW)
    assert "물었어요" not in "".join(f.read_text("utf-8") for f in (project / "site").rglob("index.html"))
    assert texts(soup(project, "faq/refund"), ".kb-facts time") == ["2026년 10월 3일 기준"]


def test_a_page_in_another_language_is_linked(tmp_path):
    english = page(
        "When is my refund?", "Within 3 days.", extra={"lang": "en", "translation_of": "faq/refund.md"}, kind="faq"
    )
    project = make(tmp_path / "p", {"faq/refund.md": PAGES["faq/refund.md"], "en/refund.md": english})
    build(project, now=NOW)
    (link,) = soup(project, "faq/refund").select(".kb-languages a")
    assert (link["href"], link["hreflang"], link["lang"], link.text) == ("../../en/refund/", "en", "en", "English")
    assert texts(soup(project, "en/refund"), ".kb-languages a") == ["한국어"]
    assert soup(project, "faq/refund").select_one(".kb-languages")["aria-label"] == "다른 언어로 읽기"


def test_what_is_to_come_stands_in_a_preview_alone(tmp_path):
    project = make(tmp_path / "p")
    build(project, tmp_path / "p" / "preview", drafts=True, now=NOW)
    home = soup(project, ".", "preview")
    assert "곧 시작해요" in texts(home, ".kb-section h2")
    assert "비밀 블랙프라이데이" in home.get_text()


def test_fonts_are_not_loaded_from_elsewhere_unless_asked_for(tmp_path):
    """Material's choice is Google's; a project that does not speak of fonts has the reader's own."""
    project = make(tmp_path / "p", {"faq/refund.md": PAGES["faq/refund.md"]})
    config = project / "mkdocs.yml"
    text = re.sub(r"\n  font: false.*", "", config.read_text("utf-8"))
    config.write_text(text, "utf-8")
    build(project, now=NOW)
    assert "googleapis" not in soup(project, "faq/refund").decode()
    config.write_text(text.replace("  name: material\n", "  name: material\n  font: {text: Noto Sans KR}\n"), "utf-8")
    build(project, now=NOW)
    assert "fonts.googleapis.com" in soup(project, "faq/refund").decode()


def test_no_style_and_no_script_of_ours_is_inline():
    for file in sorted(TEMPLATES.rglob("*.html")):
        text = file.read_text("utf-8")
        assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:", text) == [], file
        types = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", text)
        assert all('type="application/' in tag for tag in types), file


def test_no_text_is_missing_in_a_language():
    for texts_ in TEXTS.values():
        assert set(texts_.over) == {"promo", "incident"}
        assert ("{answer}" in texts_.reply, "{url}" in texts_.reply) == (True, True)
        assert not re.search("[가-힣]", repr(TEXTS["en"]))


def test_material_has_the_blocks_that_our_templates_fill():
    """When this fails, compare the installed `material/templates/base.html` with `kbgen/site/theme/kbgen/page.html`:
    a block of ours that Material no longer has is silently never shown."""
    env = jinja2.Environment(autoescape=True)
    base = (Path(material.__file__).parent / "templates" / "base.html").read_text("utf-8")

    def blocks(source: str) -> set[str]:
        return set(re.findall(r"{%-?\s*block\s+(\w+)", source))

    ours = {name for file in TEMPLATES.glob("*.html") for name in blocks(file.read_text("utf-8"))}
    assert ours == {"htmltitle", "extrahead", "announce", "content", "scripts"}
    assert ours - blocks(base) == set()
    env.parse(page_source := (TEMPLATES / "page.html").read_text("utf-8"))
    assert page_source.startswith('{% extends "base.html" %}')
    # `announce` is shown only where it is not empty, and `scripts` holds Material's own: we call super() there.
    assert "self.announce()" in base
    documented = Path(__file__).parents[2] / "kbgen/site/scaffold/all/overrides/main.html"
    named = re.search(r"Override blocks of Material or kbgen below: ([^.]*)", documented.read_text("utf-8"))[1]
    assert {name.strip() for name in named.split(",")} - blocks(base) <= {""}


def test_a_reader_sees_what_was_written_not_markup(tmp_path):
    title = '<img src=x onerror=alert(1)> "{answer}" {{ kb }}'
    body = "&lt;b&gt;짧은&lt;/b&gt; 답\n\n## 하나 &lt;i&gt;\n\n## 둘\n\n## 셋"
    project = make(
        tmp_path / "p",
        {"faq/x.md": page(title, body, extra={"description": title}, kind="faq", evidence=evidence(2, 2))},
    )
    build(project, now=NOW)
    found = soup(project, "faq/x")
    assert found.select("article img, article i, article b") == []
    assert texts(found, ".kb-lead") == ["<b>짧은</b> 답"]
    assert texts(found, ".kb-contents a") == ["하나 <i>", "둘", "셋"]
    assert texts(soup(project, "."), ".kb-list__title") == [title, title]
    assert "<img" not in (project / "site/index.html").read_text("utf-8")


def test_days_in_words():
    at = datetime(2026, 10, 2, 16, 0, tzinfo=UTC)
    zone = NOW.astimezone().tzinfo
    assert TEXTS["en"].day(at.date()) == "October 2, 2026"
    assert TEXTS["ko"].day(at.date()) == "2026년 10월 2일"
    assert TEXTS["ko"].moment(at, zone)
