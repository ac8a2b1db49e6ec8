"""Notices that ended long ago: at their address, and nowhere else."""

import json
from datetime import datetime, timedelta

import pytest

from kbgen.commands.desk import suggest
from kbgen.commands.project import Project
from kbgen.site.builder import build
from kbgen.site.entries import archived, read_entry
from tests.site.site_sample import PAGES, make

ENDED = datetime.fromisoformat("2026-08-01T00:00:00+09:00")
DAYS = timedelta(days=90)
TITLE = "여름 휴가 쿠폰"


@pytest.mark.parametrize(
    ("now", "over"), [(ENDED, False), (ENDED + DAYS - timedelta(seconds=1), False), (ENDED + DAYS, True)]
)
def test_a_notice_is_archived_so_long_after_its_end(now, over):
    def entry(kind, end):
        return read_entry("a.md", "a/", f"---\nkbgen: {{kind: {kind}, status: published{end}}}\n---\n", now.tzinfo)

    end = f", expire_at: '{ENDED.isoformat()}'"
    assert archived(entry("promo", end), now, DAYS) is over
    assert archived(entry("incident", end), now, DAYS) is over
    assert not archived(entry("faq", end), now, DAYS)
    assert not archived(entry("promo", ""), now, timedelta.max)


@pytest.mark.parametrize(("days", "listed"), [(89, True), (91, False)])
def test_it_leaves_lists_and_search_and_keeps_its_address(tmp_path, days, listed):
    project = make(tmp_path / "p", {path: text for path, text in PAGES.items() if path.startswith("notices/")})
    now = ENDED + timedelta(days=days)
    build(project, now=now)
    site = project / "site"
    page = (site / "notices/summer-sale/index.html").read_text("utf-8")
    assert "행사가 끝났습니다." in page
    assert "kb-badge--ended" in page
    naming = {str(p.relative_to(site)) for p in site.rglob("*.html") if TITLE in p.read_text("utf-8")}
    assert ("notices/index.html" in naming) is listed
    assert "index.html" not in naming
    docs = json.loads((site / "search/search_index.json").read_text("utf-8"))["docs"]
    assert any(doc["location"].startswith("notices/summer-sale") for doc in docs) is listed
    [found] = suggest(Project.open(project, clock=lambda: now), [TITLE], drafts=False)
    assert (TITLE in [result["title"] for result in found["results"]]) is listed


def test_how_long_it_takes_is_set_in_kbgen_toml(tmp_path):
    project = make(tmp_path / "p")
    toml = project / "kbgen.toml"
    toml.write_text(toml.read_text("utf-8").replace("[site]\n", "[site]\narchive_after = 1000000000000\n", 1), "utf-8")
    build(project, now=ENDED + timedelta(days=2000))
    assert TITLE in (project / "site/notices/index.html").read_text("utf-8")
