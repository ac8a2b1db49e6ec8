"""The HTTP server of `kbgen serve`: the built site, signals in, suggestions out."""

import asyncio
import contextlib
import errno
import os
import signal
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from mimetypes import guess_type
from pathlib import Path
from typing import BinaryIO, NoReturn

import msgspec
import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from kbgen import __version__
from kbgen.config import Config
from kbgen.desk.openapi import OPENAPI, PATHS, QUESTION_LIMIT, RESULTS_DEFAULT, RESULTS_LIMIT
from kbgen.errors import KbgenError, fail
from kbgen.signals.collector import Collector, origin_of
from kbgen.signals.events import Redact
from kbgen.signals.limiter import Limiter
from kbgen.signals.metrics import Metrics
from kbgen.signals.visitors import Visitors
from kbgen.signals.writer import Writer
from kbgen.store import Store

CONNECTIONS = 500
IDLE_SECONDS = 10
DAY_CHECK_SECONDS = 30.0

_NOT_BUILT = """<!doctype html>
<html lang="ko"><meta charset="utf-8"><title>kbgen</title>
<body style="font-family: sans-serif; max-width: 40em; margin: 4em auto; padding: 0 1em">
<h1>아직 만들어진 사이트가 없습니다</h1>
<p><code>kbgen build</code>를 실행한 뒤 이 페이지를 새로 고침해 주세요.</p>
<p lang="en">The site has not been built yet. Run <code>kbgen build</code> and reload this page.</p>
</body></html>
"""


@dataclass(frozen=True, slots=True)
class _Desk:
    """The small answers: suggestions, health, metrics, the description."""

    suggest: Callable[[str, int], object]
    writer: Writer
    metrics: Metrics
    thread: ThreadPoolExecutor

    async def suggestions(self, request: Request) -> Response:
        question = " ".join(request.query_params.get("q", "").split())
        if not question or len(question) > QUESTION_LIMIT:
            return JSONResponse({"error": f"q: must be a text of 1 to {QUESTION_LIMIT} characters"}, 400)
        limit = request.query_params.get("limit", str(RESULTS_DEFAULT))
        if not (limit.isascii() and limit.isdigit() and len(limit) < 4 and 1 <= int(limit) <= RESULTS_LIMIT):
            return JSONResponse({"error": f"limit: must be a whole number from 1 to {RESULTS_LIMIT}"}, 400)
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(self.thread, self.suggest, question, int(limit))
        except KbgenError as refused:
            return JSONResponse({"error": str(refused)}, 503)
        return Response(
            msgspec.json.encode(found), media_type="application/json", headers={"Cache-Control": "no-store"}
        )

    async def health(self, _: Request) -> Response:
        alive = self.writer.alive
        return JSONResponse({"status": "ok" if alive else "stopped", "version": __version__}, 200 if alive else 503)

    async def counters(self, _: Request) -> Response:
        gauges = {"kbgen_signals_waiting": ("Signals that wait to be written.", float(self.writer.waiting))}
        return PlainTextResponse(self.metrics.render(gauges), media_type="text/plain; version=0.0.4")

    async def description(self, _: Request) -> Response:
        return JSONResponse(OPENAPI)


class _Opened(FileResponse):
    """A file that is open already: its length, its tag and its bytes are of one build, whatever its path leads to now."""

    def __init__(self, file: BinaryIO, name: str, status: int) -> None:
        self._file = file
        # What reads it closes it, too, so it gets a descriptor of its own when it asks.
        super().__init__(name, status, media_type=guess_type(name)[0], stat_result=os.fstat(file.fileno()))

    @property  # type: ignore[override]
    def path(self) -> int:
        """What to open: another descriptor of the open file."""
        return os.dup(self._file.fileno())

    @path.setter
    def path(self, name: str | os.PathLike[str]) -> None:
        """Starlette sets it once; the file is open by then."""

    def close(self) -> None:
        """Close the file of an answer that is not given."""
        self._file.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as Starlette does, and close the file."""
        with self._file:
            await super().__call__(scope, receive, send)


class BuiltSite(StaticFiles):
    """The files of a folder, which need not be there yet, and which may change places with another at any time."""

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder, html=True, check_dir=False)
        self._folder = folder

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a file, or with what to do when there is no site."""
        if scope["type"] == "http" and not self._folder.is_dir():
            await HTMLResponse(_NOT_BUILT, 503)(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer as Starlette does; the page for what is not found is opened, too."""
        response = await super().get_response(path, scope)
        if isinstance(response, FileResponse) and not isinstance(response, _Opened):
            return _opened(str(response.path), response.status_code)
        return response

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Open the file before anything is said of it."""
        response = _opened(os.fspath(full_path), status_code)
        if self.is_not_modified(response.headers, Headers(scope=scope)):
            response.close()
            return NotModifiedResponse(response.headers)
        return response


def _opened(name: str, status: int) -> _Opened:
    try:
        return _Opened(Path(name).open("rb"), name, status)
    except OSError as error:  # the site was built anew without it in this moment
        raise HTTPException(404) from error


class _Observed:
    """Counts every answer and gives it the headers that all answers have."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        # A fixed set of names: paths that visitors make up must not become labels.
        route = scope["path"] if scope["path"] in PATHS else "site"

        async def observed(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._metrics.request(route, message["status"])
                headers = MutableHeaders(scope=message)
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
            await send(message)

        await self._app(scope, receive, observed)


def create_app(
    store: Store,
    config: Config,
    *,
    site: Path,
    key_file: Path,
    redact: Redact,
    suggest: Callable[[str, int], object],
    knows_page: Callable[[str], bool],
    clock: Callable[[], datetime],
) -> Starlette:
    """Return the application: `/api/signals`, `/api/suggest`, `/healthz`, `/metrics`, `/openapi.json`, the site.

    `site` is the folder of the built site; `key_file` holds the daily key of visitors' pseudonyms. `redact` and
    `suggest` are called in threads of their own, each never twice at once; `suggest` takes the message and how many
    results are wanted and returns the JSON document. `knows_page` tells whether `content/….md` is a page. `clock`
    returns an aware time in the company's zone.

    Raises:
        KbgenError: the key cannot be read or written.
    """
    metrics = Metrics()
    writer = Writer(store.add_signals)
    visitors = Visitors(key_file, config.project.url)
    visitors.renew(clock().date())
    redacting = ThreadPoolExecutor(1, "kbgen-redact")
    suggesting = ThreadPoolExecutor(1, "kbgen-suggest")
    collector = Collector(
        limits=config.signals,
        redact=redact,
        knows_page=knows_page,
        site_origin=origin_of(config.project.url),
        clock=clock,
        visitors=visitors,
        limiter=Limiter(config.signals.per_minute),
        writer=writer,
        metrics=metrics,
        thread=redacting,
    )
    desk = _Desk(suggest, writer, metrics, suggesting)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        opened = await _open_day(clock().date(), visitors, store)
        writer.start()
        days = asyncio.create_task(_watch_days(opened, visitors, store, clock))
        try:
            yield
        finally:
            days.cancel()
            # The event loop must go on, for the writer's answers come through it.
            await asyncio.to_thread(writer.close)
            redacting.shutdown(wait=False, cancel_futures=True)
            suggesting.shutdown(wait=False, cancel_futures=True)

    app = Starlette(
        routes=[
            Route("/api/signals", collector.post, methods=["POST"]),
            Route("/api/signals", collector.options, methods=["OPTIONS"]),
            Route("/api/suggest", desk.suggestions, methods=["GET"]),
            Route("/healthz", desk.health, methods=["GET"]),
            Route("/metrics", desk.counters, methods=["GET"]),
            Route("/openapi.json", desk.description, methods=["GET"]),
        ],
        middleware=[Middleware(_Observed, metrics=metrics)],
        exception_handlers={HTTPException: _http_error},
        lifespan=lifespan,
    )
    # Not a Mount at "/", which would take a wrong method on the routes above for a path of the site.
    app.router.default = BuiltSite(site)
    return app


async def _open_day(today: date, visitors: Visitors, store: Store) -> date | None:
    """Overwrite the key of the day before and drop its pseudonyms; return `today`, or None when that did not work."""
    # A store that is busy, or a disk that is full, is asked again at the next check.
    with contextlib.suppress(KbgenError):
        visitors.renew(today)
        await asyncio.to_thread(store.forget_visitors, today)
        return today
    return None


async def _watch_days(opened: date | None, visitors: Visitors, store: Store, clock: Callable[[], datetime]) -> NoReturn:
    """Open each day when it comes, also when nobody votes."""
    while True:
        await asyncio.sleep(DAY_CHECK_SECONDS)
        if (today := clock().date()) != opened:
            opened = await _open_day(today, visitors, store)


async def _http_error(request: Request, raised: Exception) -> Response:
    """Answer 404 and 405 as JSON under /api/, as a short text elsewhere."""
    if not isinstance(raised, HTTPException):
        raise raised
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": raised.detail}, raised.status_code, raised.headers)
    return PlainTextResponse(raised.detail, raised.status_code, raised.headers)


class _Impatient(H11Protocol):
    """Closes connections that bring no whole request within `IDLE_SECONDS`; uvicorn waits for ever for the first."""

    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch(None)

    def on_response_complete(self) -> None:
        answered = self.cycle
        super().on_response_complete()
        self._watch(answered)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._timer:
            self._timer.cancel()
        super().connection_lost(exc)

    def _watch(self, answered: RequestResponseCycle | None) -> None:
        if self._timer:
            self._timer.cancel()
        self._timer = self.loop.call_later(IDLE_SECONDS, self._close_idle, answered)

    def _close_idle(self, answered: RequestResponseCycle | None) -> None:
        if self.cycle is answered and not self.transport.is_closing():
            self.transport.close()


def serve(app: Starlette, host: str, port: int, *, proxies: Sequence[str] = ()) -> None:
    """Serve until SIGINT or SIGTERM; print the address as the first line on standard output.

    Port 0 takes a free one. `proxies` are the addresses of reverse proxies whose X-Forwarded-For is believed; without
    one it is not read, because anybody can write it.

    Raises:
        KbgenError: the address cannot be taken.
    """
    with _listening(host, port) as listener, _ended_by_signals():
        shown = f"[{host}]" if ":" in host else host
        print(f"http://{shown}:{listener.getsockname()[1]}", flush=True)
        uvicorn.Server(
            uvicorn.Config(
                app,
                loop="asyncio",
                http=_Impatient,
                ws="none",
                lifespan="on",
                access_log=False,
                log_level="warning",
                server_header=False,
                proxy_headers=bool(proxies),
                forwarded_allow_ips=list(proxies),
                limit_concurrency=CONNECTIONS,
                timeout_keep_alive=IDLE_SECONDS,
                timeout_graceful_shutdown=5,
                h11_max_incomplete_event_size=16 * 1024,
            )
        ).run(sockets=[listener])


@contextlib.contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except (OSError, OverflowError) as raised:
        raise fail("kbgen serve", f"host {host} has no address here", "choose another with --host") from raised
    with listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
            # Listening before the address is printed: whoever reads it may connect at once.
            listener.listen(1024)
        except OSError as raised:
            if raised.errno == errno.EADDRINUSE:
                raise fail("kbgen serve", f"port {port} is in use", "choose another with --port") from raised
            raise fail(
                "kbgen serve", f"{host} port {port} cannot be taken ({raised.strerror})", "choose another with --port"
            ) from raised
        yield listener


@contextlib.contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Take the signals that uvicorn raises again when it is done as what they are: the wish to end."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    ends = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = [(number, signal.signal(number, signal.default_int_handler)) for number in ends]
    try:
        with contextlib.suppress(KeyboardInterrupt):
            yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)
