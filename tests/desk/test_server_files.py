"""A site that changes places with another while its files are handed out."""

import asyncio
from pathlib import Path

import pytest

from kbgen.desk.server import BuiltSite

OLD = {"index.html": "<p>옛 첫 화면</p>" * 9_000, "404.html": "<p>없어요</p>", "data.json": "{}"}
NEW = {"index.html": "<p>새 첫 화면</p>", "404.html": "<p>그런 글은 없어요</p>", "data.json": '{"a": 1}'}


def make(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def ask(site: BuiltSite, path: str, before_body=lambda: None, method="GET", **headers) -> tuple[int, dict, bytes]:
    """Ask for a path; `before_body` is called when the head of the answer is out, or just before it."""
    start: dict = {}
    body = b""

    async def send(message):
        nonlocal body
        if message["type"] == "http.response.start":
            start.update(message)
            before_body()
        body += message.get("body", b"")

    async def receive():
        await asyncio.sleep(60)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "root_path": "",
        "query_string": b"",
        "asgi": {"spec_version": "2.4"},
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }
    asyncio.run(site(scope, receive, send))
    return start["status"], {k.decode(): v.decode() for k, v in start["headers"]}, body


@pytest.fixture
def sites(tmp_path):
    return make(tmp_path / "site", OLD), make(tmp_path / "new", NEW)


@pytest.mark.parametrize(
    ("path", "headers", "name", "part"),
    [
        ("/", {}, "index.html", slice(None)),
        ("/data.json", {}, "data.json", slice(None)),
        ("/nothing/", {}, "404.html", slice(None)),
        ("/", {"range": "bytes=5-99999"}, "index.html", slice(5, 100_000)),
    ],
)
def test_length_and_bytes_are_of_one_build(sites, path, headers, name, part):
    site, new = sites

    def swap():
        site.rename(site.with_name("old"))
        new.rename(site)

    _, said, body = ask(BuiltSite(site), path, swap, **headers)
    assert body == OLD[name].encode()[part]
    assert int(said["content-length"]) == len(body)
    assert (site / name).read_text("utf-8") == NEW[name]


def test_the_tag_is_of_the_file_that_is_open_and_not_of_the_one_that_was_looked_up(sites):
    site, new = sites
    tag = ask(BuiltSite(new), "/")[1]["etag"]

    class Late(BuiltSite):
        def lookup_path(self, path):
            found = super().lookup_path(path)
            if found[1] is not None and new.is_dir() and path.endswith(".html"):
                site.rename(site.with_name("old"))
                new.rename(site)
            return found

    _, said, body = ask(Late(site), "/")
    assert (said["etag"], body) == (tag, NEW["index.html"].encode())
    assert ask(BuiltSite(site), "/", if_none_match=tag)[::2] == (304, b"")
    assert ask(BuiltSite(site), "/", method="HEAD")[2] == b""


def test_a_file_that_is_gone_in_this_moment_is_not_found(sites):
    site, _ = sites

    class Gone(BuiltSite):
        def lookup_path(self, path):
            found = super().lookup_path(path)
            (site / "data.json").unlink(missing_ok=True)
            return found

    with pytest.raises(Exception, match="404"):
        ask(Gone(site), "/data.json")


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts open files as Linux tells them")
def test_no_file_stays_open(sites):
    site = BuiltSite(sites[0])
    tag = ask(site, "/")[1]["etag"]
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(3):
        for method, headers in (
            ("GET", {}),
            ("HEAD", {}),
            ("GET", {"if_none_match": tag}),
            ("GET", {"range": "bytes=0-1"}),
        ):
            ask(site, "/", method=method, **headers)
        ask(site, "/nothing")
    assert len(list(Path("/proc/self/fd").iterdir())) == before
