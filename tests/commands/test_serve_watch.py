"""`kbgen serve --watch`: what is edited is built, told, and loaded again by browsers."""

import asyncio
import threading
import time

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route

from kbgen.commands.project import Project
from kbgen.commands.publish import Rebuilder
from kbgen.desk.reload import ADDRESS, Reloading
from kbgen.errors import KbgenError, fail
from kbgen.site.scaffold import scaffold
from kbgen.site.watch import rebuilding

WAIT = 20


@pytest.fixture
def folder(tmp_path):
    scaffold(tmp_path / "kb", "모리상점", "ko")
    (tmp_path / "kb/content").mkdir(exist_ok=True)
    (tmp_path / "kb/content/store.md").write_text("# 매장\n\n성수동에 있어요.\n", "utf-8")
    return tmp_path / "kb"


def wait(condition):
    end = time.monotonic() + WAIT
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)
    assert condition()


def test_it_builds_what_changed_and_stays_when_it_cannot(folder):
    told = []
    rebuilder = Rebuilder(Project.open(folder), told.append)
    rebuilder.build()
    page = folder / "site/store/index.html"
    (folder / "content/store.md").write_text("# 매장\n\n망원동에 있어요.\n", "utf-8")
    rebuilder.build()
    assert "망원동" in page.read_text("utf-8")
    assert "1 pages on the site, 1 built anew" in told[-1]
    (folder / "content/store.md").write_text("---\n: [\n---\n# 매장\n", "utf-8")
    with pytest.raises(KbgenError) as raised:
        rebuilder.build()
    rebuilder.failed(raised.value)
    assert told[-2].startswith("content/store.md:2: the front matter is not valid YAML")
    assert "망원동" in page.read_text("utf-8")
    (folder / "content/store.md").write_text("# 매장\n\n연남동에 있어요.\n", "utf-8")
    toml = folder / "kbgen.toml"
    toml.write_text(toml.read_text("utf-8").replace("[site]\n", '[site]\ncontact = "tel:1588-0000"\n', 1), "utf-8")
    rebuilder.build(pages_alone=False)
    assert "연남동" in page.read_text("utf-8")
    assert "tel:1588-0000" in page.read_text("utf-8")


def test_what_is_watched(folder):
    seen, failures, broken = [], [], threading.Event()

    def build(pages_alone):
        seen.append(pages_alone)
        if broken.is_set():
            raise fail("content/a.md", "is broken")

    with rebuilding(folder, build, failures.append) as builds:
        for name in ("content/.a.md.swp", "content/a.md~", "other.txt"):
            (folder / name).write_text("", "utf-8")
        (folder / "content/store.md").read_text("utf-8")
        time.sleep(0.4)
        assert (seen, builds()) == ([], 0)
        for n, (name, alone) in enumerate(
            [
                ("content/store.md", True),
                ("content/faq/new.md", None),
                ("overrides/main.html", False),
                ("mkdocs.yml", False),
            ]
        ):
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(f"# {n}\n", "utf-8")
            wait(lambda n=n: builds() > n)
            time.sleep(0.3)
            assert alone is None or seen[-1] is alone
            seen[n + 1 :] = []
        broken.set()
        before = builds()
        (folder / "content/store.md").write_text("# x\n", "utf-8")
        wait(lambda: failures)
        assert builds() == before
        broken.clear()
        (folder / "content/store.md").write_text("# y\n", "utf-8")
        wait(lambda: builds() > before)


def test_pages_ask_for_their_version(tmp_path):
    builds = [0]
    app = Starlette(
        routes=[
            Route("/", lambda _: HTMLResponse("<p>글</p>", headers={"ETag": "x"})),
            Route("/data", lambda _: JSONResponse({})),
        ]
    )
    reloading = Reloading(app, lambda: builds[0])

    def get(path, **headers):
        async def answer():
            transport = httpx.ASGITransport(app=reloading)
            async with httpx.AsyncClient(transport=transport, base_url="http://kb") as client:
                return await client.get(path, headers=headers)

        return asyncio.run(answer())

    version = get(ADDRESS).text
    page = get("/", **{"If-None-Match": "x"})
    assert page.text.startswith("<p>글</p><script>")
    assert version in page.text
    assert int(page.headers["content-length"]) == len(page.content)
    assert page.headers["cache-control"] == "no-store"
    assert get("/data").text == "{}"
    builds[0] = 1
    assert get(ADDRESS).text != version
