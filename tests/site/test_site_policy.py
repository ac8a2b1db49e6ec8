"""The Content-Security-Policy: what the pages of a site run, and that a browser agrees."""

import functools
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
from kbgen.site.builder import build
from kbgen.site.policy import Loaded, content_security_policy, headers_file, script_hash
from tests.browser.conftest import CHROMIUM, QUIET
from tests.site.site_sample import NOW, PAGES, make

HELLO = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"


def policy(*pages: str) -> dict[str, str]:
    found = Loaded()
    for page in pages:
        found.read(page)
    return {
        name: value for name, _, value in (part.partition(" ") for part in content_security_policy(found).split("; "))
    }


def test_a_hash_is_the_one_of_the_standard() -> None:
    assert script_hash("alert('Hello, world.');") == HELLO
    assert script_hash("a\r\nb\rc") == script_hash("a\nb\nc")


def test_scripts_of_the_theme_run_and_those_of_texts_do_not() -> None:
    page = (
        "<html><head><script>alert('Hello, world.');</script><script src=a.js></script>"
        '<script type="application/ld+json">{}</script><script id="__config" type="application/json">{}</script></head>'
        '<article class="x"><script>evil()</script><script src="https://evil.example/x.js"></script>'
        '<img alt="a > b" src="https://img.example/x.png"></article></html>'
    )
    assert policy(page)["script-src"] == f"'self' {HELLO}"
    assert policy(page)["img-src"] == "'self' data: https://img.example"
    assert "unsafe-inline" not in policy(page)["script-src"]


def test_other_hosts_are_those_the_pages_name() -> None:
    page = (
        '<link rel="stylesheet" href="https://fonts.googleapis.com/css?a"><link rel="canonical" href="https://own.example/">'
        '<script src="https://stats.example/x.js"></script><iframe src="//tv.example/x"></iframe><img src="https://[bad/">'
        '<img src="https://a.example;script-src *//x">'
    )
    found = policy(page)
    assert found["style-src"] == "'self' 'unsafe-inline' https://fonts.googleapis.com"
    assert found["font-src"] == "'self' https://fonts.gstatic.com"
    assert (found["script-src"], found["connect-src"]) == ("'self' https://stats.example",) * 2
    assert (found["img-src"], found.get("frame-src")) == ("'self' data:", None)


def test_headers_of_a_site_below_a_path() -> None:
    assert headers_file("default-src 'none'", "/kb/").splitlines()[:2] == [
        "/kb/*",
        "  Content-Security-Policy: default-src 'none'",
    ]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pages = PAGES | {
        "deep/er/page.md": "# 깊은 글\n\n<script>document.title = 'bad'</script>\n\n| 가 |\n| --: |\n| 1 |\n"
    }
    return build(make(tmp_path_factory.mktemp("policy") / "p", pages), now=NOW).folder


def header(site: Path) -> str:
    lines = (site / "_headers").read_text("utf-8").splitlines()
    assert lines[0] == "/*"
    assert max(map(len, lines)) < 2000, "Cloudflare Pages takes no longer lines"
    return lines[1].partition(": ")[2]


def test_the_same_pages_give_the_same_policy(site: Path) -> None:
    script = next(part for part in header(site).split("; ") if part.startswith("script-src "))
    assert script.count("sha256-") < 12
    assert "unsafe" not in script
    assert header(site) == header(build(site.parent, site.parent / "again", now=NOW).folder)


@pytest.fixture
def served(site: Path) -> Iterator[str]:
    value = header(site)

    class Handler(SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", value)
            super().end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.browser
def test_a_browser_agrees_and_search_works(served: str) -> None:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET.split())
        tab = browser.new_page()
        told: list[str] = []
        tab.on("console", lambda message: told.append(f"{message.text} {message.location}"))
        tab.on("pageerror", lambda error: told.append(str(error)))
        for url in ("", "faq/delivery-time/", "notices/", "guide/exchange/", "404.html"):
            tab.goto(served + url)
            tab.wait_for_function(
                "window.__md_scope !== undefined && document.querySelector('.md-search__input') !== null"
            )
        tab.locator(".md-header__button[for=__search]:visible, .md-search__input:visible").first.click()
        tab.locator(".md-search__input").fill("환불")
        tab.locator(".md-search-result__item a").first.wait_for()
        assert "환불" in tab.locator(".md-search-result__list").inner_text()
        assert told == []
        tab.goto(served + "deep/er/page/")
        assert "깊은 글" in tab.title()
        assert len(told) == 1
        assert "Content Security Policy" in told[0] or "Content-Security-Policy" in told[0]
        tab.goto(served + "q/t1/")
        tab.wait_for_url("**/faq/delivery-time/")
        browser.close()
