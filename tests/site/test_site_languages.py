"""Translations: linked both ways, marked when their original changed, and told when they cannot be."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from kbgen.site.builder import build
from kbgen.site.entries import Entry
from kbgen.site.languages import Spoken, content_hash, languages, outdated_note, with_language
from tests.site.site_sample import NOW, make, page

KO, EN = "faq/a.md", "en/a.md"
BODY = "이틀 걸립니다."


def spoken(path: str, lang: object = None, original: object = None) -> Spoken:
    return Spoken(f"content/{path}", path, path.replace(".md", "/"), lang, original)


def test_pages_that_say_the_same() -> None:
    found, problems = languages(
        [spoken(KO), spoken(EN, "en", KO), spoken("zh/a.md", "zh-Hant", KO), spoken("b.md")], "ko"
    )
    assert problems == ()
    entry = Entry(EN, "en/a/", "A")
    assert [(x.lang, x.label, x.url, x.original, x.here) for x in found.languages_of(entry)] == [
        ("ko", "한국어", "faq/a/", True, False),
        ("en", "English", "en/a/", False, True),
        ("zh-Hant", "zh-Hant", "zh/a/", False, False),
    ]
    assert [x.here for x in found.of(KO)] == [True, False, False]
    assert found.of("b.md") == ()
    assert (found.tag_of(EN), found.tag_of("b.md"), found.tag_of("none.md")) == ("en", "ko", "ko")


@pytest.mark.parametrize(
    ("pages", "rule"),
    [
        ([spoken(KO), spoken(EN, "en", "faq/none.md")], "translation_of names no other page"),
        ([spoken(KO), spoken(EN, "en", EN)], "translation_of names no other page"),
        ([spoken(KO), spoken(EN, "en", ["x"])], "translation_of names no other page"),
        ([spoken(KO), spoken(EN, None, KO)], "another page says the same in the language ko"),
        ([spoken(KO), spoken("b.md", "en", KO), spoken(EN, "en", KO)], "another page says the same in the language en"),
        ([spoken(KO), spoken("b.md", "ja", EN), spoken(EN, "en", KO)], "translation_of names a translation"),
        ([spoken(KO, '"><script>')], "lang is not a language"),
        ([spoken(KO, 3)], "lang is not a language"),
    ],
)
def test_what_cannot_be_is_told(pages: list[Spoken], rule: str) -> None:
    assert [problem.rule for problem in languages(pages, "ko")[1]] == [rule]


def test_a_translation_of_a_page_that_is_not_shown_stands_alone() -> None:
    found, problems = languages([spoken(EN, "en", KO)], "ko", [KO])
    assert (problems, found.of(EN), found.tag_of(EN)) == ((), (), "en")


def test_small_things() -> None:
    assert outdated_note("<h1>A</h1><p>b</p>", "en").index("</h1>") < outdated_note("<h1>A</h1><p>b</p>", "en").index(
        "kb-"
    )
    assert outdated_note("<p>b</p>", "fr").startswith('<div class="admonition warning kb-outdated"><p>The original')
    assert (
        with_language('<html lang="ko" class="x"><i lang="ko">', "ko", "en")
        == '<html lang="en" class="x"><i lang="ko">'
    )


def site(folder: Path, stored: str, url: str = "", original: str = BODY) -> Path:
    front = {"lang": "en", "translation_of": KO, **({"translated_from": stored} if stored else {})}
    project = make(
        folder,
        {
            KO: page("가", original, kind="faq", topic="ta"),
            EN: page("A", "Two days.", extra=front, kind="faq", topic="ta"),
        },
    )
    toml = project / "kbgen.toml"
    toml.write_text(toml.read_text("utf-8").replace("[project]\n", f'[project]\nurl = "{url}"\n'), "utf-8")
    return build(project, now=NOW).folder


def soup(site: Path, url: str) -> BeautifulSoup:
    return BeautifulSoup((site / url / "index.html").read_text("utf-8"), "html.parser")


def test_a_site_in_two_languages(tmp_path: Path) -> None:
    stored = content_hash(Entry(KO, "", "가"), page("가", BODY, kind="faq", topic="ta"))
    made = site(tmp_path / "p", stored, "https://h.example/")
    for url in ("faq/a", "en/a"):
        assert [(x["hreflang"], x["href"]) for x in soup(made, url).select("link[hreflang]")] == [
            ("ko", "https://h.example/faq/a/"),
            ("en", "https://h.example/en/a/"),
            ("x-default", "https://h.example/faq/a/"),
        ]
        assert soup(made, url).select(".kb-outdated") == []
    assert [soup(made, url).html["lang"] for url in ("faq/a", "en/a", ".")] == ["ko", "en", "ko"]
    assert soup(made, "en/a").select_one('meta[property="og:locale"]')["content"] == "en_US"
    assert soup(made, "q/ta").a["href"] == "../../faq/a/"


def test_an_original_that_changed_marks_its_translation(tmp_path: Path) -> None:
    stored = content_hash(Entry(KO, "", "가"), page("가", BODY, kind="faq", topic="ta"))
    made = site(tmp_path / "p", stored, original="사흘 걸립니다.")
    assert len(soup(made, "en/a").select("article .kb-outdated")) == 1
    assert soup(made, "faq/a").select(".kb-outdated") == []
    assert [x["href"] for x in soup(made, "en/a").select("link[hreflang]")] == ["../../faq/a/", "./", "../../faq/a/"]
    assert soup(site(tmp_path / "q", ""), "en/a").select(".kb-outdated") == []


def test_the_hash_is_the_one_kbgen_writes() -> None:
    from kbgen.models import Page
    from kbgen.pages.compose import signed
    from kbgen.pages.markdown import render

    written = signed(Page(f"content/{KO}", "가  나", "설명", "# 가\n\n글", "faq", "published", topic="ta"))
    assert content_hash(Entry(KO, "", "가 나"), render(written)) == written.generated
