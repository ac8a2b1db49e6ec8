import asyncio
import contextlib
import http.client
import json
import os
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

import httpx
import pytest

from kbgen import __version__
from kbgen.config import Config, ProjectConfig, SignalsConfig
from kbgen.desk.server import OPENAPI, create_app, serve
from kbgen.errors import KbgenError, fail
from kbgen.models import Link, Redacted, Search, Vote
from kbgen.signals import collector
from kbgen.signals.events import REASONS
from kbgen.store import Store

KST = timezone(timedelta(hours=9))
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=KST)
PAGE = "content/faq/refund.md"
VOTE = {"event": "vote", "page": PAGE, "value": "up"}
SEARCH = {"event": "search", "query": "환불", "results": 0}
LINK = {"event": "link", "page": PAGE}
DOCUMENT = {"results": [], "confident": False}


class Scene:
    """A server in this process, without a socket: its store, its clock, and what was asked of it."""

    def __init__(self, folder, config=None, suggest=None):
        self.folder = folder
        self.config = config or Config(signals=SignalsConfig(per_minute=1000))
        self.answer = suggest or self.suggest
        self.now = NOW
        self.asked = []
        self.store = Store(folder / ".kbgen" / "kb.db")

    def app(self):
        return create_app(
            self.store,
            self.config,
            site=self.folder / "site",
            key_file=self.folder / ".kbgen" / "visitor.key",
            redact=lambda text: Redacted(text.replace("010-1234-5678", "[phone]")),
            suggest=self.answer,
            knows_page=lambda page: page == PAGE,
            clock=lambda: self.now,
        )

    def suggest(self, text, limit):
        self.asked.append((text, limit))
        return DOCUMENT

    def play(self, act, address="203.0.113.5"):
        """Start the application anew, run `act(client)` against it, and return what it returns."""

        async def played():
            app = self.app()
            transport = httpx.ASGITransport(app, client=(address, 1))
            async with (
                app.router.lifespan_context(app),
                httpx.AsyncClient(transport=transport, base_url="http://help.example.com") as client,
            ):
                return await act(client)

        return asyncio.run(played())

    def post(self, *bodies, **options):
        """Post each body; return the answers."""

        async def act(client):
            return [
                await client.post(
                    "/api/signals", content=body if isinstance(body, bytes) else json.dumps(body), **options
                )
                for body in bodies
            ]

        return self.play(act)

    def get(self, *paths):
        async def act(client):
            return [await client.get(path) for path in paths]

        return self.play(act)

    def signals(self):
        return list(self.store.signals())


@pytest.fixture
def scene(tmp_path):
    made = Scene(tmp_path)
    yield made
    made.store.close()


def said(answers):
    return [(answer.status_code, answer.json()["error"] if answer.content else "") for answer in answers]


def test_signals_are_stored_and_redacted(scene):
    vote = VOTE | {"value": "down", "reason": "wrong", "comment": "010-1234-5678로 주세요"}
    answers = scene.post(vote, SEARCH | {"query": "010-1234-5678 배송"}, LINK | {"conversation": "k_1"})
    assert [(a.status_code, a.content) for a in answers] == [(204, b"")] * 3
    assert scene.signals() == [
        Vote(NOW, PAGE, "down", "wrong", Redacted("[phone]로 주세요")),
        Search(NOW, Redacted("[phone] 배송"), 0),
        Link(NOW, PAGE, "k_1"),
    ]


def test_one_visitor_has_one_vote_a_page_a_day(scene):
    scene.post(VOTE, VOTE | {"value": "down"})
    scene.post(VOTE | {"at": "2026-03-01T16:00:00Z"})  # the same day here, and after a restart
    assert [vote.value for vote in scene.signals()] == ["up"]
    scene.post(VOTE, headers={"User-Agent": "another"})
    scene.post(VOTE, headers={"X-Forwarded-For": "198.51.100.1"})
    assert len(scene.signals()) == 2
    scene.now = NOW + timedelta(days=1)
    scene.post(VOTE)
    assert len(scene.signals()) == 3


def test_no_address_and_no_user_agent_on_disk(scene):
    scene.play(
        lambda client: client.post("/api/signals", json=VOTE, headers={"User-Agent": "Agent-X/7"}), "198.51.100.77"
    )
    scene.store.close()
    for path in scene.folder.rglob("*"):
        if path.is_file():
            assert b"198.51.100.77" not in path.read_bytes()
            assert b"Agent-X" not in path.read_bytes()
    key = (scene.folder / ".kbgen" / "visitor.key").read_text().split()[1]
    database = b"".join(p.read_bytes() for p in (scene.folder / ".kbgen").glob("kb.db*"))
    assert key.encode() not in database
    assert bytes.fromhex(key) not in database


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        (b"", 400, "body: is not valid JSON"),
        (b'{"event": "\xff"}', 400, "body: is not UTF-8"),
        (b'"\\ud800"', 400, "body: is not valid JSON"),
        (b"[" * 4000, 400, "body: is nested too deeply"),
        (b"[]", 400, "event: must be a JSON object"),
        (b"9" * 4096, 400, "event: must be a JSON object"),
        (b"x" * 4097, 413, "the body must have at most 4096 bytes"),
        (VOTE | {"value": "5"}, 400, 'value: must be "up" or "down"'),
        (VOTE | {"page": "content/../kbgen.toml"}, 400, "page: must be the path of a page, content/….md"),
        (VOTE | {"page": "content/none.md"}, 404, "page: is no page of this site"),
        (SEARCH | {"clicked": "content/none.md"}, 404, "page: is no page of this site"),
        (VOTE | {"at": "2026-03-09T00:00:00Z"}, 400, "at: must not lie in the future"),
    ],
)
def test_hostile_bodies(scene, body, status, error):
    assert said(scene.post(body)) == [(status, error)]
    assert scene.signals() == []


def test_the_content_type_does_not_matter(scene):
    assert scene.post(VOTE, headers={"Content-Type": "text/plain;charset=UTF-8"})[0].status_code == 204


def test_a_chunked_body_without_length_is_not_read_to_its_end(scene):
    read = 0

    async def endless():
        nonlocal read
        while read < 100_000_000:
            read += 65536
            yield b"x" * 65536

    async def receive():
        return {"type": "http.request", "body": await anext(chunks), "more_body": True}

    chunks = endless()
    sent = []

    async def act(client):
        scope = {
            "type": "http", "method": "POST", "path": "/api/signals", "query_string": b"", "headers": [],
            "client": ("203.0.113.5", 1), "server": ("help.example.com", 80), "scheme": "http", "root_path": "",
        }  # fmt: skip

        async def send(message):
            sent.append(message)

        await client._transport.app(scope, receive, send)

    scene.play(act)
    assert sent[0]["status"] == 413
    assert (b"connection", b"close") in sent[0]["headers"]
    assert read < 1_000_000


def test_a_body_that_does_not_come(scene, monkeypatch):
    monkeypatch.setattr(collector, "BODY_SECONDS", 0.05)

    async def slow():
        yield b"{"
        await asyncio.sleep(5)

    answer = scene.play(lambda client: client.post("/api/signals", content=slow()))
    assert said([answer]) == [(408, "the body did not come in time")]


def test_too_many_from_one_address(tmp_path):
    scene = Scene(tmp_path, Config(signals=SignalsConfig(per_minute=2)))

    async def act(client):
        first = [await client.post("/api/signals", json=LINK) for _ in range(3)]
        scene.now = NOW + timedelta(seconds=31)
        return first + [await client.post("/api/signals", json=LINK) for _ in range(2)]

    assert [answer.status_code for answer in scene.play(act)] == [204, 204, 429, 204, 429]
    scene.store.close()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 204),
        ({"Origin": "http://help.example.com", "Sec-Fetch-Site": "same-origin"}, 204),
        ({"Origin": "https://help.example.com"}, 204),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://docs.example.org", "Sec-Fetch-Site": "cross-site"}, 204),
        ({"Origin": "https://docs.example.org.evil.example", "Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_where_a_page_may_send_from(tmp_path, headers, status):
    scene = Scene(tmp_path, Config(project=ProjectConfig(url="https://docs.example.org:443/help/")))
    answer = scene.post(VOTE, headers=headers)[0]
    assert answer.status_code == status
    allowed = answer.headers.get("Access-Control-Allow-Origin")
    assert allowed == (headers["Origin"] if headers.get("Origin") == "https://docs.example.org" else None)
    scene.store.close()


def test_preflight_of_the_public_site(tmp_path):
    scene = Scene(tmp_path, Config(project=ProjectConfig(url="https://docs.example.org/")))
    answer = scene.play(lambda client: client.options("/api/signals", headers={"Origin": "https://docs.example.org"}))
    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (204, "https://docs.example.org")
    scene.store.close()


def test_a_store_that_cannot_write_is_503(scene, monkeypatch):
    def broken(self, signals, keys=None):
        raise fail("kb.db", "cannot be written")

    monkeypatch.setattr(Store, "add_signals", broken)
    made = Scene(scene.folder)
    assert said(made.post(VOTE)) == [(503, "the signal could not be stored; try again later")]
    made.store.close()


def test_suggest(scene):
    answers = scene.get("/api/suggest?q=환불%20%20언제", "/api/suggest?q=x&limit=20")
    assert [(a.status_code, a.json()) for a in answers] == [(200, DOCUMENT)] * 2
    assert scene.asked == [("환불 언제", 5), ("x", 20)]
    wrong = scene.get(
        "/api/suggest",
        "/api/suggest?q=%20",
        f"/api/suggest?q={'a' * 2001}",
        *(f"/api/suggest?q=a&limit={n}" for n in ("0", "21", "-1", "x", "²")),
    )
    assert [answer.status_code for answer in wrong] == [400] * 8
    assert {answer.json()["error"].partition(":")[0] for answer in wrong} == {"q", "limit"}


def test_suggest_with_nothing_to_search_in(tmp_path):
    def nothing(text, limit):
        raise fail("content", "has no published pages")

    scene = Scene(tmp_path, suggest=nothing)
    assert said(scene.get("/api/suggest?q=a")) == [(503, "content: has no published pages")]
    scene.store.close()


def test_health_and_metrics(scene):
    async def act(client):
        await client.post("/api/signals", json=VOTE)
        await client.post("/api/signals", content=b"x")
        await client.get("/made-up")
        return await client.get("/healthz"), await client.get("/metrics")

    health, metrics = scene.play(act)
    assert (health.status_code, health.json()) == (200, {"status": "ok", "version": __version__})
    assert metrics.headers["content-type"].startswith("text/plain; version=0.0.4")
    lines = metrics.text.splitlines()
    for line in (
        'kbgen_signals_total{event="vote"} 1',
        'kbgen_refused_total{reason="json"} 1',
        'kbgen_requests_total{route="/api/signals",status="204"} 1',
        'kbgen_requests_total{route="site",status="503"} 1',
        "kbgen_signals_waiting 0",
    ):
        assert line in lines


def build(folder):
    site = folder / "site"
    (site / "faq").mkdir(parents=True)
    (site / "index.html").write_text("<p>첫 화면", encoding="utf-8")
    (site / "faq" / "index.html").write_text("<p>faq", encoding="utf-8")
    (site / "404.html").write_text("<p>없는 페이지", encoding="utf-8")
    (folder / "kbgen.toml").write_text("secret")
    (site / "link.txt").symlink_to(folder / "kbgen.toml")


def test_the_site(scene):
    before = scene.get("/")[0]
    assert (before.status_code, "kbgen build" in before.text) == (503, True)
    build(scene.folder)
    home, faq, moved, missing = scene.get("/", "/faq/", "/faq", "/none/")
    assert (home.text, faq.text, moved.status_code) == ("<p>첫 화면", "<p>faq", 307)
    assert (missing.status_code, missing.text) == (404, "<p>없는 페이지")
    for answer in (before, home, missing):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


@pytest.mark.parametrize(
    "path",
    ["/../kbgen.toml", "/%2e%2e/kbgen.toml", "/faq/..%2f..%2fkbgen.toml", "//kbgen.toml", "/..%5ckbgen.toml", "/link.txt", "/%00", "/" + "a" * 3000, "/%ff"],
)  # fmt: skip
def test_paths_cannot_climb_out(scene, path):
    build(scene.folder)

    async def act(client):
        return await client.get(httpx.URL(scheme="http", host="help.example.com", raw_path=path.encode()))

    answer = scene.play(act)
    assert (answer.status_code, "secret" in answer.text) == (404, False)


def test_wrong_methods(scene):
    async def act(client):
        return await client.get("/api/signals"), await client.post("/api/suggest"), await client.post("/")

    build(scene.folder)
    get, post, site = scene.play(act)
    assert said([get, post]) == [(405, "Method Not Allowed")] * 2
    assert site.status_code == 405


def test_yesterdays_pseudonyms_are_dropped(scene):
    scene.post(VOTE)
    database = sqlite3.connect(scene.folder / ".kbgen" / "kb.db")
    assert database.execute("select count(visitor) from votes").fetchone() == (1,)
    scene.now = NOW + timedelta(days=1)
    scene.get("/healthz")
    assert database.execute("select count(*), count(visitor) from votes").fetchone() == (1, 0)
    database.close()


# The description is held to what the server does: its paths, its fields, its limits, its statuses.


def schema(name):
    return OPENAPI["components"]["schemas"][name]


def test_the_description_names_every_path(scene):
    described = {(path, method.upper()) for path, methods in OPENAPI["paths"].items() for method in methods}
    served = {
        (route.path, method)
        for route in scene.app().routes
        for method in getattr(route, "methods", ())
        if method not in ("HEAD", "OPTIONS")
    }
    assert described == served
    assert scene.get("/openapi.json")[0].json() == json.loads(json.dumps(OPENAPI))


@pytest.mark.parametrize(("name", "event"), [("Vote", VOTE), ("Search", SEARCH), ("Link", LINK)])
def test_the_description_names_the_fields(scene, name, event):
    assert schema(name)["properties"]["event"] == {"const": event["event"]}
    required = schema(name)["required"]
    without = [{k: v for k, v in event.items() if k != field} for field in required]
    assert [answer.status_code for answer in scene.post(*without)] == [400] * len(required)
    optional = [field for field in schema(name)["properties"] if field not in required]
    assert [a.status_code for a in scene.post(event, *(event | {field: None} for field in optional))] == [204] * (
        1 + len(optional)
    )
    wrong = [event | {field: {"no": "type"}} for field in schema(name)["properties"]]
    assert [answer.status_code for answer in scene.post(*wrong)] == [400] * len(wrong)


def test_the_description_names_the_limits(scene):
    comment = schema("Vote")["properties"]["comment"]["anyOf"][0]["maxLength"]
    query = schema("Search")["properties"]["query"]["maxLength"]
    results = schema("Search")["properties"]["results"]["maximum"]
    assert schema("Vote")["properties"]["reason"]["enum"] == [*REASONS, None]
    for more, status in ((0, 204), (1, 400)):
        answers = scene.post(
            VOTE | {"comment": "a" * (comment + more)},
            SEARCH | {"query": "a" * (query + more)},
            SEARCH | {"results": results + more},
        )
        assert [answer.status_code for answer in answers] == [status] * 3
    pattern = re.compile(schema("Vote")["properties"]["page"]["pattern"])
    assert pattern.search(PAGE)
    assert not pattern.search("content/../a.md")


def test_the_description_names_every_status_of_a_refusal():
    source = Path(collector.__file__).read_text(encoding="utf-8")
    raised = set(map(int, re.findall(r"Refused\((\d+)", source)))
    described = {int(status) for status in OPENAPI["paths"]["/api/signals"]["post"]["responses"]} - {204}
    assert raised == described


# From here on, a real process on a real socket.

SERVER = """
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo
from kbgen.config import Config, SignalsConfig
from kbgen.desk.server import create_app, serve
from kbgen.errors import KbgenError
from kbgen.store import Store
from kbgen.desk import server
server.IDLE_SECONDS = float(sys.argv[3])
folder = Path(sys.argv[1])
with Store(folder / ".kbgen" / "kb.db") as store:
    app = create_app(
        store,
        Config(signals=SignalsConfig(per_minute=10**9)),
        site=folder / "site",
        key_file=folder / ".kbgen" / "visitor.key",
        redact=str,
        suggest=lambda text, limit: {},
        knows_page=lambda page: page.startswith("content/"),
        clock=lambda: datetime.now(ZoneInfo("Asia/Seoul")),
    )
    try:
        serve(app, "127.0.0.1", int(sys.argv[2]))
    except KbgenError as error:
        sys.exit(str(error))
"""


class Server:
    def __init__(self, folder, port=0, idle=10):
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVER, str(folder), str(port), str(idle)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.address = self.process.stdout.readline().strip()
        self.port = int(self.address.rpartition(":")[2] or 0)

    def ended(self, sign=None):
        """Send a signal; return the exit status and the rest of both outputs."""
        if sign:
            self.process.send_signal(sign)
        out, err = self.process.communicate(timeout=10)
        return self.process.returncode, out, err


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_prints_its_address_serves_and_ends_cleanly(tmp_path, sign):
    server = Server(tmp_path)
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", server.address)
    headers = {"X-Forwarded-For": "198.51.100.1"}
    assert httpx.post(server.address + "/api/signals", json=VOTE, headers=headers).status_code == 204
    assert httpx.post(server.address + "/api/signals", json=VOTE).status_code == 204
    assert httpx.post(server.address + "/api/signals", content=b"x" * 3_000_000).status_code == 413
    assert server.ended(sign) == (0, "", "")
    with Store(tmp_path / ".kbgen" / "kb.db") as store:
        assert len(list(store.signals())) == 1  # a forged address is no other visitor


def test_a_port_in_use(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(KbgenError, match=f"port {port} is in use — choose another with --port"):
            serve(None, "127.0.0.1", port)
    with pytest.raises(KbgenError, match="choose another with --host"):
        serve(None, "no.such.host.invalid", 0)


def test_raw_garbage_and_idle_connections_leave_it_serving(tmp_path):
    server = Server(tmp_path)
    idle = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(100)]
    for garbage in (
        b"\x00\xff\r\n\r\n",
        b"GET " + b"/a" * 40_000,
        b"POST /api/signals HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
            connection.sendall(garbage)
            assert b" 400 " in connection.recv(100)
    assert httpx.get(server.address + "/healthz").json()["status"] == "ok"
    for connection in idle:
        connection.close()
    assert server.ended(signal.SIGTERM)[0] == 0


def closed_while_dripping(connection):
    """Send a byte now and then, which makes no request; return whether the server had enough of it."""
    end = time.monotonic() + 3
    try:
        while time.monotonic() < end:
            connection.sendall(b"G")
            time.sleep(0.05)
    except OSError:
        return True
    return False


def test_connections_that_bring_no_whole_request_are_closed(tmp_path):
    server = Server(tmp_path, idle=0.4)
    silent, slow, kept = (socket.create_connection(("127.0.0.1", server.port), timeout=3) for _ in range(3))
    kept.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    assert b" 200 " in kept.recv(1000)
    assert closed_while_dripping(slow)
    assert closed_while_dripping(kept)
    assert silent.recv(10) == b""
    for connection in (silent, slow, kept):
        connection.close()
    assert httpx.get(server.address + "/healthz").status_code == 200
    assert server.ended(signal.SIGTERM)[0] == 0


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc on this system")
def test_a_huge_chunked_body_costs_no_memory(tmp_path):
    def resident():
        status = Path(f"/proc/{server.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) // 1024

    server = Server(tmp_path)
    httpx.post(server.address + "/api/signals", json=VOTE)
    before = resident()
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
        connection.sendall(b"POST /api/signals HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in range(100):
            connection.sendall(b"80000\r\n" + b"x" * 0x80000 + b"\r\n")
        pytest.fail("fifty megabytes were read")
    assert resident() - before < 10
    assert server.ended(signal.SIGTERM)[0] == 0


BASE = datetime(2026, 1, 1, tzinfo=KST)
VOTERS = 4
ROUNDS = 8


def test_kill_9_under_load_loses_no_acknowledged_vote(tmp_path):
    """Each vote has a time of its own, by which it is found again."""
    acknowledged = []
    sent = iter(range(100_000))

    def vote(connection, number):
        """Send one vote; return its page when it was acknowledged, None when the server is gone."""
        body = VOTE | {"page": f"content/{number % 3}.md", "at": (BASE + timedelta(seconds=number)).isoformat()}
        try:
            connection.request("POST", "/api/signals", json.dumps(body), {"User-Agent": f"reader {number}"})
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            return None
        assert answer.status == 204
        return body["page"]

    def voter(port):
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
            for number in sent:
                page = vote(connection, number)
                if page is None:
                    return
                acknowledged.append((number, page))

    moments = random.Random(9)
    for _ in range(ROUNDS):
        server = Server(tmp_path)
        before = len(acknowledged)
        threads = [threading.Thread(target=voter, args=(server.port,)) for _ in range(VOTERS)]
        for thread in threads:
            thread.start()
        while len(acknowledged) == before:
            time.sleep(0.001)
        time.sleep(moments.uniform(0.02, 0.4))
        os.kill(server.process.pid, signal.SIGKILL)
        for thread in threads:
            thread.join()
        assert server.ended()[0] == -signal.SIGKILL

    with Store(tmp_path / ".kbgen" / "kb.db") as store:
        stored = {(round((vote.at - BASE).total_seconds()), vote.page) for vote in store.signals()}
    assert len(acknowledged) > 20 * ROUNDS
    assert set(acknowledged) - stored == set()
    assert len(stored) <= len(acknowledged) + VOTERS * ROUNDS
