"""Searches in Chromium: a site's own worker or Pagefind, asked as its own interface asks it."""

import functools
import gzip
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from search.corpus import Query

WORKER = """async ([worker, separator, queries]) => {
  const index = await (await fetch("/search/search_index.json")).json();
  if (separator) index.config = { ...index.config, separator, pipeline: [], lang: ["en"], fields:
    { title: { boost: 2 }, text: { boost: 1 }, tags: { boost: 2 } } };
  const search = new Worker(worker);
  const ask = (message) => new Promise((done, failed) => {
    search.onmessage = ({ data }) => done(data);
    search.onerror = failed;
    search.postMessage(message);
  });
  const start = performance.now();
  await ask({ type: 0, data: { ...index, options: { suggest: false } } });
  const ready = performance.now() - start;
  const answers = [];
  for (const query of queries) {
    const asked = performance.now();
    const { data } = await ask({ type: 2, data: query });
    const took = performance.now() - asked;
    answers.push([took, data.items.slice(0, 10).map((item) => item[0].location.split("#")[0]), data.items.length]);
  }
  return { ready, answers };
}"""
PAGEFIND = """async ([, , queries]) => {
  const start = performance.now();
  const pagefind = await import("/pagefind/pagefind.js");
  await pagefind.init();
  const ready = performance.now() - start;
  const answers = [];
  for (const query of queries) {
    const asked = performance.now();
    const { results } = await pagefind.search(query);
    const took = performance.now() - asked;
    const data = await Promise.all(results.slice(0, 10).map((result) => result.data()));
    answers.push([took, data.map((found) => found.url.replace(/^\\//, "")), results.length]);
  }
  return { ready, answers };
}"""


@dataclass(frozen=True, slots=True)
class Answer:
    """One query's answer: milliseconds, the place of the right page (from 0, or none in the first ten), results."""

    query: Query
    took: float
    place: int | None
    results: int


@contextmanager
def chromium() -> Iterator[Any]:
    """Yield Debian's Chromium, or Playwright's own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


def ask(
    browser: Any, site: Path, queries: Sequence[Query], script: str = WORKER, separator: str = "", worker: str = ""
) -> tuple[float, list[Answer]]:
    """Return the milliseconds until the search is ready, and the answers; `worker` is a path pattern in the site."""
    path = next((f"/{found.relative_to(site)}" for found in sorted(site.glob(worker))), "") if worker else ""
    with _served(site) as url:
        tab = browser.new_page()
        tab.goto(f"{url}404.html")
        found = tab.evaluate(script, [path, separator, [query.text for query in queries]])
        tab.close()
    pairs = zip(queries, found["answers"], strict=True)
    return found["ready"], [Answer(q, took, _place(q, urls), count) for q, (took, urls, count) in pairs]


def size(site: Path, *patterns: str) -> float:
    """Return how many KB the files take as sent with gzip."""
    files = {file for pattern in patterns for file in site.glob(pattern) if file.is_file()}
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) / 1000


def _place(query: Query, urls: Sequence[str]) -> int | None:
    return next((place for place, url in enumerate(urls) if url in query.pages), None)


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
