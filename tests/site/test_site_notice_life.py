"""One notice's page through its life: under embargo, live, ended; the same address all the while, and the search knowing."""

import json
import shutil
from datetime import datetime

import pytest

from kbgen.commands import drafts, review
from kbgen.commands.project import Project
from kbgen.commands.publish import run_build
from kbgen.site.scaffold import scaffold

NOTICE = """# 한빛몰 가을 세일

- 행사 기간: 2026년 10월 5일(월) 10:00 ~ 10월 11일(일) 23:59
- 대상: 모든 회원

## 혜택

- 전 상품 15% 할인

## 유의사항

- 다른 쿠폰과 함께 쓸 수 없습니다.
"""
MINUTE_BEFORE = datetime.fromisoformat("2026-10-05T09:59:00+09:00")
START_ELSEWHERE = datetime.fromisoformat("2026-10-04T18:00:00-07:00")
MINUTE_AFTER = datetime.fromisoformat("2026-10-12T00:00:00+09:00")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Three sites of the same project: a minute before the start, at the start as another zone tells it, and after."""
    folder = tmp_path_factory.mktemp("life") / "kb"
    scaffold(folder, "한빛몰", "ko")
    (folder / "sale.md").write_text(NOTICE, encoding="utf-8")
    project = Project.open(folder, clock=lambda: MINUTE_BEFORE)
    [shown] = drafts.run_notices(project, [folder / "sale.md"])
    review.approve(project, [shown["page"]])
    sites = {}
    for name, now in (("before", MINUTE_BEFORE), ("live", START_ELSEWHERE), ("ended", MINUTE_AFTER)):
        run_build(project, now)
        sites[name] = shutil.copytree(folder / "site", folder.parent / name)
    return sites, shown["page"].removeprefix("content/").removesuffix(".md") + "/"


def texts(site):
    return [file.read_text(encoding="utf-8") for file in site.rglob("*") if file.suffix in (".html", ".json", ".xml")]


def found(site, url):
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    return [section for section in index["docs"] if section["location"].partition("#")[0] == url]


def test_under_embargo_it_is_nowhere(built):
    sites, url = built
    assert not (sites["before"] / url / "index.html").exists()
    assert not found(sites["before"], url)
    assert not any("가을 세일" in text or url in text for text in texts(sites["before"]))


def test_live_it_is_announced_and_found(built):
    sites, url = built
    page = (sites["live"] / url / "index.html").read_text(encoding="utf-8")
    assert "kb-badge--live" in page
    assert "진행 중" in page
    assert "10월 5일" in page  # the company's day, though it was still the 4th where it was built
    assert "가을 세일" in (sites["live"] / "index.html").read_text(encoding="utf-8")
    assert found(sites["live"], url)
    assert all("boost" not in section for section in found(sites["live"], url))


def test_ended_it_stays_at_its_address_says_so_and_is_found_behind_others(built):
    sites, url = built
    page = (sites["ended"] / url / "index.html").read_text(encoding="utf-8")
    assert "kb-badge--ended" in page
    assert "종료" in page
    assert "kb-badge--live" not in page
    assert "가을 세일" not in (sites["ended"] / "index.html").read_text(encoding="utf-8")
    assert "가을 세일" in (sites["ended"] / "notices" / "index.html").read_text(encoding="utf-8")
    assert {section["boost"] for section in found(sites["ended"], url)} == {0.5}
