"""What is not to be seen is not seen: pages whose time is over, that nobody can read as drafts, that change during a build."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
import site_sample as sample

from kbgen.errors import KbgenError
from kbgen.language.ranking import unified
from kbgen.pages.markdown import parse
from kbgen.site.builder import build
from kbgen.site.entries import read_entry

SECRET = "아직 아무도 몰라야 하는 말"
DRAFT = f"---\ntitle: 비밀\nkbgen:\n  topic: t9\n  kind: faq\n  status: draft\n---\n\n{SECRET}\n"


def made(folder: Path, pages: dict[str, str], now=sample.NOW) -> Path:
    project = sample.make(folder / "kb", pages)
    return build(project, now=now).folder


def everything(site: Path) -> str:
    return "\n".join(f.read_text("utf-8", errors="replace") for f in site.rglob("*") if f.is_file())


def test_a_link_to_a_page_that_is_over_does_not_keep_it_on_the_site(tmp_path):
    ends = sample.NOW + timedelta(hours=1)
    pages = {
        "faq/a.md": sample.page("배송 기간", "자세한 것은 [여기](b.md)에 있어요."),
        "faq/b.md": sample.page("추석 배송", SECRET, expire_at=ends.isoformat()),
    }
    project = sample.make(tmp_path / "kb", pages)
    assert SECRET in everything(build(project, now=sample.NOW).folder)
    assert SECRET not in everything(build(project, now=ends).folder)


def test_a_link_to_a_draft_is_told(tmp_path):
    pages = {"faq/a.md": sample.page("배송", "[여기](b.md)"), "faq/b.md": sample.page("추석", status="draft")}
    with pytest.raises(KbgenError, match=r"b\.md"):
        made(tmp_path, pages)


@pytest.mark.parametrize(
    "text",
    [
        DRAFT.replace("---\n\n", "\n\n"),
        f"\n{DRAFT}",
        f"\u200b{DRAFT}",
        f" {DRAFT}",
        DRAFT.replace("kbgen:", "Kbgen:"),
        DRAFT.replace("---\n\n", "----\n\n"),
        DRAFT.replace("title: 비밀\nkbgen:", "- title: 비밀\n- kbgen:"),
    ],
    ids=["no end", "a line before", "zero width", "indented", "capital", "four dashes", "a list"],
)
def test_a_draft_that_cannot_be_read_as_one_stops_the_build(tmp_path, text):
    with pytest.raises(KbgenError, match=r"faq/x\.md"):
        made(tmp_path, {"faq/x.md": text})


def test_front_matter_may_end_with_dots_everywhere():
    text = DRAFT.replace("---\n\n", "...\n\n")
    assert (read_entry("faq/x.md", "faq/x/", text, sample.NOW.tzinfo).status, parse("x", text).status) == (
        "draft",
        "draft",
    )


def test_a_page_of_somebody_about_kbgen_s_settings_is_no_draft():
    assert (
        read_entry("x.md", "x/", "# 설정\n\n```yaml\nkbgen:\n  status: draft\n```\n", sample.NOW.tzinfo).kind == "page"
    )


@pytest.mark.parametrize("key", ["status", "icon", "subtitle", "author"])
def test_nothing_of_the_front_matter_becomes_a_tag(tmp_path, key):
    text = sample.page("배송", extra={key: 'x"><script>alert("내")</script>'})
    assert 'alert("내")' not in everything(made(tmp_path, {"faq/a.md": text}))


def test_a_page_that_became_a_draft_while_it_was_built_is_built_as_it_was_read(tmp_path, monkeypatch):
    project = sample.make(tmp_path / "kb", {"faq/a.md": sample.page("배송", "이틀 걸려요.")})
    from kbgen.site import plugin

    real = plugin.add_pages

    def later(*args):
        (project / "content" / "faq" / "a.md").write_text(DRAFT, "utf-8")
        return real(*args)

    monkeypatch.setattr(plugin, "add_pages", later)
    assert SECRET not in everything(build(project, now=sample.NOW).folder)


def test_a_time_that_is_too_far_away_is_told_with_its_place():
    text = sample.page("배송", expire_at="9999-12-31T23:59:59-11:00")
    with pytest.raises(KbgenError, match="too far away"):
        read_entry("faq/a.md", "faq/a/", text, sample.NOW.tzinfo)


def test_what_a_template_fails_with_is_an_error_of_the_build(tmp_path):
    project = sample.make(tmp_path / "kb", {"faq/a.md": sample.page("배송")})
    (project / "overrides" / "main.html").write_text(
        '{% extends "kbgen/page.html" %}{% block content %}{{ 1/0 }}{% endblock %}'
    )
    with pytest.raises(KbgenError, match="ZeroDivisionError"):
        build(project, now=sample.NOW)


def test_votes_that_are_no_numbers_do_not_reach_the_index(tmp_path):
    project = sample.make(tmp_path / "kb", {"faq/a.md": sample.page("배송")})
    (project / ".kbgen").mkdir()
    (project / ".kbgen" / "helped.json").write_text('{"content/faq/a.md": 1e999}')
    index = (build(project, now=sample.NOW).folder / "search" / "search_index.json").read_text("utf-8")
    assert json.loads(index, parse_constant=lambda name: pytest.fail(name))


def test_a_synonym_in_letters_that_fold_otherwise_stays():
    assert unified("WİFİ 안내", {"wifi": "와이파이"}).startswith("w")
