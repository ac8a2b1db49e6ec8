"""A site read from the disk, without a server: Material's `offline` plugin and its iframe in place of a worker."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from kbgen.site.builder import build
from tests.site.site_sample import NOW, make

pytestmark = pytest.mark.browser

SHIM = Path(__file__).with_name("iframe-worker.js")
TITLE = ".md-search-result__item h1"
REFUND = "환불은 언제 되나요?"
DELIVERY = "배송은 얼마나 걸리나요?"


def disk(project: Path, plugins: list[str]) -> Path:
    """Build the sample with these plugins; the iframe is our own copy, as nothing may be asked of another host."""
    make(project)
    settings = project / "mkdocs.yml"
    config = yaml.safe_load(settings.read_text("utf-8"))
    config["plugins"] = plugins
    config["extra"] = {"polyfills": [SHIM.name]}
    settings.write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
    shutil.copy(SHIM, project / "content")
    return build(project, now=NOW).folder


@pytest.fixture(scope="module")
def offline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return disk(tmp_path_factory.mktemp("offline") / "project", ["search", "kbgen", "offline"])


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(locale="ko-KR")
    page = context.new_page()
    asked: list[str] = []
    told: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: told.append(str(error)))
    yield page
    context.close()
    assert {url.partition(":")[0] for url in asked} == {"file"}
    assert told == []


def first(page: Any, folder: Path, typed: str) -> str:
    """Search from the home page on the disk, and return the title found first."""
    page.goto((folder / "index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.insert_text(typed)
    page.locator(TITLE).first.wait_for()
    return str(page.locator(TITLE).first.inner_text())


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("환불은 언제쯤", REFUND), ("ghksqnf", REFUND), ("횐불", REFUND), ("ㅌㅂ", DELIVERY), ("송장번호", DELIVERY)],
)
def test_a_site_on_the_disk_is_searched_by_our_worker(page, offline: Path, typed, wanted):
    assert first(page, offline, typed) == wanted
    frames = [script for frame in page.frames[1:] for script in frame.locator("script[src]").all()]
    assert frames[0].get_attribute("src").startswith("assets/search-worker.")


def test_a_result_is_opened(page, offline: Path):
    first(page, offline, "환불은 언제쯤")
    page.keyboard.press("Enter")
    page.wait_for_url("**/faq/refund.html*")
    assert REFUND in page.inner_text("h1")


def test_an_index_that_was_copied_before_kbgen_added_to_it(page, tmp_path: Path):
    folder = disk(tmp_path / "project", ["search", "offline", "kbgen"])
    assert first(page, folder, "환불은 언제쯤") == REFUND
