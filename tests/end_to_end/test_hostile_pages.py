"""More than a hundred hostile texts in a log and in notices: on the site each stands as text, and nothing else is there.

A second project has harmless words in the same places. What its site is made of (files, elements, attributes, kinds of
addresses) is all that the hostile one's may be made of.
"""

import functools
import json
import re
import shutil
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from bs4 import BeautifulSoup, Tag
from defusedxml import ElementTree

from kbgen.commands import intake, publish, start
from kbgen.commands.project import Project
from kbgen.language.fold import without_noise
from kbgen.language.sentences import sentences
from kbgen.models import Conversation
from kbgen.readers.notices import read_notice
from tests.end_to_end.hostile import Planted, log, notices, planted

NOW = datetime.fromisoformat("2026-10-01T09:00:00+09:00")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run"
BUTTON = r"\[[^\[\]]+\]"
MARK = re.compile(r"qz[a-z]{2}v")
OWN_NAME = re.compile(r"\b[tn][0-9a-f]{8,12}\b|search-worker\.[0-9a-f]+")
LEADS = "!#$%&*+,-./:;=?@\\^_`|~﹤ "  # evening the tone takes them
LIVE = {"script", "style", "iframe", "form", "object", "embed", "base", "meta", "link", "svg", "math", "img", "input"}
SCHEMES = {"", "http", "https", "mailto", "tel"}
LINKS = ("href", "src", "action", "formaction", "xlink:href", "srcset", "poster", "data")


@dataclass(frozen=True)
class Site:
    """A built project, what it was made of, and its pages by their path on the site."""

    folder: Path
    texts: tuple[Planted, ...]
    pages: dict[str, BeautifulSoup]
    conversations: tuple[Conversation, ...]


def made(folder: Path, *, harmless: bool) -> Site:
    texts = planted(harmless=harmless)
    (folder / "in").mkdir(parents=True)
    (folder / "in" / "log.jsonl").write_text(log(texts), encoding="utf-8")
    for name, data in notices(texts).items():
        (folder / "in" / name).write_bytes(data)
    start.new(folder / "kb", "모리상점", "ko")
    settings = folder / "kb" / "kbgen.toml"
    url = '[project]\nurl = "https://help.example.com/"'
    settings.write_text(settings.read_text("utf-8").replace("[project]", url, 1), encoding="utf-8")
    project = Project.open(folder / "kb", clock=lambda: NOW)
    done = publish.run_all(project, [folder / "in"], NOW, everything=True)
    assert (done.waiting, done.held, done.built.warnings, done.drafts.waiting) == (0, (), (), {})
    assert (done.built.pages, len(done.notices)) == (26, 8)
    built = folder / "kb" / "site"
    pages = {p.relative_to(built).as_posix(): BeautifulSoup(p.read_text("utf-8"), "html.parser")
             for p in sorted(built.rglob("*.html")) if "q" not in p.relative_to(built).parts}  # fmt: skip
    return Site(folder, texts, pages, tuple(intake.conversations(project)))


# Pages are related by their titles' words, which the harmless twin has not.
RELATED = {("section", frozenset({"class"}), frozenset({"kb-related", "kb-section"}), ())}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return made(tmp_path_factory.mktemp("hostile"), harmless=False)


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return made(tmp_path_factory.mktemp("harmless"), harmless=True)


def files(site: Site) -> set[str]:
    """Return all files below the folder of a project's, its input's and its site's, ids and hashes left out."""
    found = (p.relative_to(site.folder).as_posix() for p in site.folder.rglob("*") if p.is_file())
    return {OWN_NAME.sub("ID", name) for name in found if not name.startswith(("kb/site/c/", "kb/.kbgen/cache/"))}


def values(tag: Tag, name: str) -> list[str]:
    value = tag.get(name) or []
    return [value] if isinstance(value, str) else list(value)


def elements(page: BeautifulSoup) -> Iterator[tuple[object, ...]]:
    """Yield what each element is: name, attributes, classes, and the kinds of its addresses."""
    for tag in page.find_all(True):
        kinds = tuple(sorted((name, urlsplit(tag[name]).scheme) for name in LINKS if name in tag.attrs))
        yield tag.name, frozenset(tag.attrs), frozenset(values(tag, "class")), kinds


def homes(page: BeautifulSoup) -> Iterator[tuple[object, ...]]:
    """Yield where marks stand: the elements around a text that has one, or the attribute."""
    for text in page.find_all(string=MARK):
        # What an agent writes in brackets is a button, and bold.
        around = [p.name for p in text.parents if not (p.name == "strong" and re.fullmatch(BUTTON, p.get_text()))]
        yield tuple(reversed(around))
    for tag in page.find_all(True):
        for name in tag.attrs:
            if any(MARK.search(value) for value in values(tag, name)):
                yield tag.name, name


def squashed(text: str) -> str:
    """Return a text without what tidying may take from it: spaces, waves, dashes, full stops, invisible characters."""
    text = re.sub(r"\x1b|[\s~^.!?,·\-]", "", unicodedata.normalize("NFC", text))
    return "".join(c for c in text if unicodedata.category(c)[0] != "C" and c != "\ufffd")


def part_of(p: Planted, text: str) -> str | None:
    """Return what of a hostile text is in a text that an agent or a notice says; None if that says something else."""
    around = p.sentence.replace(p.text, "").strip()
    found = [part for part in text.split(around) if p.mark in part] if around in text else []
    return found[0] if found else None


def holds(pages: Iterable[str], part: str) -> bool:
    """Whether a part stands on a page whole, but for laughter and waves, and marks before its first letter or bracket."""
    wanted = {squashed(form.lstrip(LEADS)) for form in (part, without_noise(part))}
    return any(text in page for page in pages for text in wanted)


def shown(site: Site, folders: Iterable[str]) -> list[str]:
    """Return the squashed visible text of the articles in some folders of a site."""
    found = []
    for path, page in site.pages.items():
        if path.partition("/")[0] in folders and (article := page.select_one("article.md-content__inner")) is not None:
            found.append(squashed(article.get_text("").replace("¶", "")))
    return found


def test_there_are_enough(hostile: Site) -> None:
    assert len({p.text for p in hostile.texts}) == len(hostile.texts) >= 160
    assert len({p.mark for p in hostile.texts} | {p.thing for p in hostile.texts}) == 2 * len(hostile.texts)


def test_no_file_is_elsewhere(hostile: Site, harmless: Site) -> None:
    assert files(hostile) == files(harmless)
    categories = {p.name for p in (hostile.folder / "kb" / "site" / "c").iterdir()}
    assert all(re.fullmatch(r"[\w-]{1,40}", name) for name in categories)
    assert not list((hostile.folder / "kb").rglob("qz*"))


def test_every_element_is_one_that_harmless_texts_have_too(hostile: Site, harmless: Site) -> None:
    allowed = {element for page in harmless.pages.values() for element in elements(page)} | RELATED
    places = {home for page in harmless.pages.values() for home in homes(page)}
    for path, page in hostile.pages.items():
        assert [e for e in elements(page) if e not in allowed] == [], path
        assert set(homes(page)) - places == set(), path
    for path, page in hostile.pages.items():
        for tag in page.find_all(True):
            assert not [name for name in tag.attrs if name.startswith("on")], path
            assert {urlsplit(tag[name]).scheme for name in LINKS if name in tag.attrs} <= SCHEMES, path
            marked = any(MARK.search(v) for name in LINKS for v in values(tag, name))
            assert not marked or tag["href"].startswith("#") or "#" in tag["href"].split("/")[-1], (path, tag)


def test_as_many_live_elements_a_page_as_with_harmless_texts(hostile: Site, harmless: Site) -> None:
    def counts(site: Site) -> dict[str, set[tuple[tuple[str, int], ...]]]:
        found: dict[str, set[tuple[tuple[str, int], ...]]] = {}
        for path, page in site.pages.items():
            if path.startswith(("faq/", "guide/", "notices/", "index", "404")):
                made = tuple((name, len(page.find_all(name))) for name in sorted(LIVE - {"svg", "input"}))
                found.setdefault(OWN_NAME.sub("ID", path), set()).add(made)
        return found

    wanted, found = counts(harmless), counts(hostile)
    assert {path: made - wanted[path] for path, made in found.items() if made - wanted[path]} == {}


def test_front_matter_holds_its_keys_alone(hostile: Site) -> None:
    pages = sorted((hostile.folder / "kb" / "content").rglob("*.md"))
    assert len(pages) == 26
    for path in pages:
        front, body = re.fullmatch(r"---\n(.*?)\n---\n\n(# .*)", path.read_text("utf-8"), re.DOTALL).groups()
        meta = yaml.safe_load(front)
        assert set(meta) - {"category"} == {"title", "description", "queries", "kbgen"}, path
        assert all(isinstance(v, str) for v in (meta["title"], meta["description"], *meta["queries"])), path
        assert set(meta["kbgen"]) <= {
            "topic", "notice", "kind", "status", "publish_at", "expire_at", "evidence", "generated",
        }  # fmt: skip
        assert meta["kbgen"]["status"] == "published"
        assert not re.search(r"^\s*(?:---|\.\.\.|```|~~~|!!!|\?\?\?|===|<|:|\||>|\t| {4})", body, re.MULTILINE), path


def test_index_sitemap_and_json_hold_it_as_text(hostile: Site, harmless: Site) -> None:
    def docs(site: Site) -> list[dict[str, Any]]:
        return json.loads((site.folder / "kb/site/search/search_index.json").read_text("utf-8"))["docs"]

    allowed = {e for doc in docs(harmless) for e in elements(BeautifulSoup(doc["text"], "html.parser"))}
    for doc in docs(hostile):
        assert BeautifulSoup(doc["title"], "html.parser").find_all(True) == []
        assert set(elements(BeautifulSoup(doc["text"], "html.parser"))) <= allowed
    whole = json.dumps(docs(hostile), ensure_ascii=False)
    assert sum(p.mark in whole for p in hostile.texts) >= 160
    addresses = [
        e.text for e in ElementTree.parse(hostile.folder / "kb/site/sitemap.xml").iter() if e.tag[-3:] == "loc"
    ]
    assert len(addresses) == len(hostile.pages) - 1
    assert not [a for a in addresses if not a.startswith("https://help.example.com/") or MARK.search(a)]
    for path in (hostile.folder / "kb/site").rglob("*.xml"):
        ElementTree.parse(path)
    for tag in (tag for page in hostile.pages.values() for tag in page.find_all("script", type=re.compile("json"))):
        assert isinstance(json.loads(tag.string), dict | list)


def test_what_agents_said_is_shown_whole(hostile: Site) -> None:
    pages = shown(hostile, ("faq", "guide"))
    said = {m.text for c in hostile.conversations for m in c.messages if m.role == "agent"}
    found = {sentence for text in said for sentence in sentences(text)}
    # One text differs between conversations where a word in it is also the name of somebody in one of them.
    parts = {p.mark: [part for sentence in found if (part := part_of(p, sentence))] for p in hostile.texts}
    lost = [own for own in parts.values() if own and not any(holds(pages, part) for part in own)]
    assert lost == []
    assert sum(map(bool, parts.values())) >= 140


def test_what_notices_say_is_shown_whole(hostile: Site) -> None:
    pages = shown(hostile, ("notices",))
    whole, lost = set(), []
    for name in notices(hostile.texts):
        blocks = read_notice(hostile.folder / "in" / name).blocks
        said = [block.text for block in blocks if block.kind in ("paragraph", "item")]
        for p in hostile.texts:
            for part in filter(None, (part_of(p, text) for text in said)):
                (whole.add(p.mark) if holds(pages, part) else lost.append(part))
    assert lost == []
    assert len(whole) >= 60


@contextmanager
def served(folder: Path) -> Iterator[str]:
    class Handler(SimpleHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def tab() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET.split())
        yield browser.new_page(locale="ko-KR")
        browser.close()


PARSED = """html => [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('*')].map(e =>
    `${e.localName} ${e.getAttributeNames().sort()} ${[...e.classList].sort()} < ${e.parentElement?.localName}`)"""


@pytest.mark.browser
def test_a_browser_reads_the_same_elements(tab: Any, hostile: Site, harmless: Site) -> None:
    def parsed(site: Site) -> dict[str, set[str]]:
        built = site.folder / "kb" / "site"
        return {path: set(tab.evaluate(PARSED, (built / path).read_text("utf-8"))) for path in site.pages}

    allowed = set().union(*parsed(harmless).values()) | {"section class kb-related,kb-section < article"}
    assert {path: found - allowed for path, found in parsed(hostile).items() if found - allowed} == {}


@pytest.mark.browser
def test_nothing_runs_in_a_browser(tab: Any, hostile: Site) -> None:
    told: list[str] = []
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: told.append(message.text))
    tab.on("pageerror", lambda error: told.append(str(error)))
    tab.on("dialog", lambda dialog: told.append(f"dialog {dialog.message}") or dialog.dismiss())
    with served(hostile.folder / "kb" / "site") as address:
        for path in sorted(hostile.pages):
            tab.goto(address + path.removesuffix("index.html"))
            assert tab.url.startswith(address), path
        tab.goto(address)
        queries = [next(p.text for p in hostile.texts if p.kind == kind) for kind in ("html", "markdown", "template")]
        for query in (*queries, "qzacv onerror alert", "어린이 체험"):
            tab.keyboard.press("/")
            tab.locator(".md-search__input").fill(query)
            tab.locator(".md-search-result__item").first.wait_for()
            assert tab.locator(".md-search-result :is(img, iframe, style, [onclick], [onload])").count() == 0
            assert MARK.search(tab.locator(".md-search-result__list").inner_text())

        tab.goto(f"{address}?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E#%3Cscript%3Ealert(1)%3C/script%3E")
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert told == []
