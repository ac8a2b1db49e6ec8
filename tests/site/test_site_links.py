"""Short links and redirects: they lead on, never away from the site, and crossings are told."""

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from kbgen.errors import KbgenError
from kbgen.site.builder import build
from kbgen.site.links import Redirect, Target, redirect_page, redirects, redirects_file
from tests.site.site_sample import NOW, make, page


def target(name: str, id: str = "", aliases: object = None, **more: object) -> Target:
    return Target(f"content/{name}.md", f"{name}.md", f"{name}/", name, "faq", id, aliases, **more)


def goals(found: tuple[Redirect, ...]) -> dict[str, str]:
    return {made.file: made.target.url for made in found}


def test_where_a_page_is_found() -> None:
    found, problems = redirects([target("faq/delivery", "t1", ["faq/old-name/", "a/b"]), target("faq/t2", "t2")], ())
    assert problems == ()
    assert goals(found) == {
        "a/b/index.html": "faq/delivery/",
        "faq/old-name/index.html": "faq/delivery/",
        "faq/t1/index.html": "faq/delivery/",
        "q/t1/index.html": "faq/delivery/",
        "q/t2/index.html": "faq/t2/",
    }
    assert redirects_file(found, "/kb/", "/x /y 301\n") == (
        "/x /y 301\n/kb/a/b/ /kb/faq/delivery/ 301\n/kb/faq/old-name/ /kb/faq/delivery/ 301\n"
        "/kb/faq/t1/ /kb/faq/delivery/ 301\n/kb/q/t1/ /kb/faq/delivery/ 302\n/kb/q/t2/ /kb/faq/t2/ 302\n"
    )
    files, _ = redirects([target("faq/delivery", "t1", "faq/old-name/")], (), folders=False)
    assert [made.url for made in files] == ["faq/old-name.html", "faq/t1.html", "q/t1/"]


def test_an_id_stands_for_the_original() -> None:
    pages = [target("en/a", "t1", original=False), target("faq/z", "t1"), target("faq/m", "t1")]
    assert goals(redirects(pages, ())[0]) == {"q/t1/index.html": "faq/m/"}


@pytest.mark.parametrize(
    ("pages", "rule"),
    [
        ([target("a", "", ["../up/"])], "aliases has an address"),
        ([target("a", "", ["/etc/"])], "aliases has an address"),
        ([target("a", "", ["//evil.example/"])], "aliases has an address"),
        ([target("a", "", ["https://evil.example/"])], "aliases has an address"),
        ([target("a", "", ["%2e%2e/up/"])], "aliases has an address"),
        ([target("a", "", ["a/../../b/"])], "aliases has an address"),
        ([target("a", "", ["a//b/"])], "aliases has an address"),
        ([target("a", "", ["A/"])], "aliases has an address"),
        ([target("a", "", ["a/\n"])], "aliases has an address"),
        ([target("a", "", ["a\\b"])], "aliases has an address"),
        ([target("a", "", [""])], "aliases has an address"),
        ([target("a", "", [{"x": 1}])], "aliases has an address"),
        ([target("a", "", {"x": 1})], "aliases has an address"),
        ([target("a", "", ["q/t9/"])], "is among the short links"),
        ([target("a", "", ["taken/"])], "is the address of another page"),
        ([target("a", "", ["x/"]), target("b", "", ["x"])], "is also one of content/a.md"),
        ([target("a", "../../x")], "the id of its topic or notice"),
        ([target("a", "T 1")], "the id of its topic or notice"),
    ],
)
def test_what_is_wrong_is_told(pages: list[Target], rule: str) -> None:
    found, problems = redirects(pages, {"taken/index.html"})
    assert len(problems) == 1
    assert rule in problems[0].rule
    assert all(made.file in ("x/index.html",) for made in found)


@given(st.text(), st.text())
def test_no_text_leads_out_of_the_site(id: str, alias: str) -> None:
    for made in redirects([target("faq/a", id, [alias])], ())[0]:
        place = Path("/site", made.file)
        assert place.resolve().is_relative_to("/site")
        assert made.file.isascii()
        assert not set(made.file) & set("\\% \n:")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_title_in_a_redirect_stays_text(title: str) -> None:
    made = Redirect("q/t1/", "q/t1/index.html", Target("w", "p", "faq/a/", title), short=True)
    found = BeautifulSoup(redirect_page(made, "../../faq/a/", "https://h.example/faq/a/", "ko"), "html.parser")
    assert found.title.get_text() == title
    assert [a.get_text() for a in found.select("a[href='../../faq/a/']")] == [title]
    assert found.select_one("meta[http-equiv=refresh]")["content"] == "0; url=../../faq/a/"
    assert found.select_one("meta[name=robots]")["content"] == "noindex"
    assert found.select_one("link[rel=canonical]")["href"] == "https://h.example/faq/a/"
    assert len(found.find_all()) == 10


def ours(title: str, topic: str, **extra: object) -> str:
    return page(title, extra=extra, kind="faq", topic=topic)


@pytest.mark.parametrize("folders", [True, False])
def test_addresses_of_a_site_stay(tmp_path: Path, folders: bool) -> None:
    pages = {"faq/renamed.md": ours("새 제목", "tabc", aliases=["faq/old/"]), "faq/tdef.md": ours("다른 글", "tdef")}
    project = make(tmp_path / "p", pages)
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write(f"use_directory_urls: {json.dumps(folders)}\n")
    site = build(project, now=NOW).folder
    end, own = ("/index.html", "/") if folders else (".html", ".html")
    for file in (f"faq/old{end}", f"faq/tabc{end}", "q/tabc/index.html"):
        found = BeautifulSoup((site / file).read_text("utf-8"), "html.parser")
        href = found.select_one("a")["href"]
        goal = (site / file).parent / href
        assert (goal / "index.html" if folders else goal).resolve() == site / f"faq/renamed{end}"
        assert found.select("link[rel=canonical]") == []
    assert (site / "_redirects").read_text("utf-8") == (
        f"/faq/old{own} /faq/renamed{own} 301\n/faq/tabc{own} /faq/renamed{own} 301\n"
        f"/q/tabc/ /faq/renamed{own} 302\n/q/tdef/ /faq/tdef{own} 302\n"
    )


def test_crossings_end_the_build_and_are_told_at_once(tmp_path: Path) -> None:
    pages = {"faq/a.md": ours("가", "ta", aliases=["faq/b/", "../x"]), "faq/b.md": ours("나", "tb", lang="!")}
    with pytest.raises(KbgenError) as told:
        build(make(tmp_path / "p", pages), now=NOW)
    assert [(p.where, p.rule) for p in told.value.problems] == [
        ("content/faq/b.md", "lang is not a language"),
        ("content/faq/a.md", "aliases has an address that is none of this site's"),
        ("content/faq/a.md", "the alias faq/b/ is the address of another page"),
    ]
