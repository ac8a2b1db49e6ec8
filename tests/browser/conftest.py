"""Chromium, and the sample site behind a small server that records what `api/signals` is sent."""

import functools
import json
import shutil
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "site"))
from kbgen.site.builder import build
from tests.browser.browser_site import Site
from tests.site.site_sample import NOW, make

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(make(tmp_path_factory.mktemp("browser") / "project"), now=NOW).folder


@pytest.fixture
def site(folder: Path) -> Iterator[Site]:
    served = Site()

    class Handler(SimpleHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if served.status == 204:
                assert (self.path, self.headers["Content-Type"]) == ("/api/signals", "application/json")
                served.signals.append(json.loads(body))
            self.send_response(served.status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    served.url = f"http://127.0.0.1:{server.server_port}/"
    yield served
    server.shutdown()
    server.server_close()
    thread.join()


# Not for the whole session: Playwright keeps an event loop running, and other tests have loops of their own.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET.split())
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium: Any, site: Site) -> Iterator[Any]:
    """A page of a fresh profile; afterwards nothing may have been asked of another host, nor told on the console."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="ko-KR")
    tab = context.new_page()
    asked: list[str] = []
    told: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: told.append(message.text))
    tab.on("pageerror", lambda error: told.append(str(error)))
    tab.on("dialog", lambda dialog: told.append(f"dialog {dialog.message}") or dialog.dismiss())
    yield tab
    context.close()
    assert [url for url in asked if not url.startswith((site.url, "data:"))] == []
    failed = "Failed to load resource"  # what Chromium itself says when a test's server refuses
    assert [text for text in told if site.status == 204 or failed not in text] == []
