"""`POST /api/signals`: one vote, search or link a request, answered after it is on the disk."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from kbgen.config import SignalsConfig
from kbgen.errors import KbgenError, Problem
from kbgen.models import Signal
from kbgen.signals.events import Redact, decode, pages_of, parse_event, to_json
from kbgen.signals.limiter import Limiter
from kbgen.signals.metrics import Metrics
from kbgen.signals.visitors import Visitors, network
from kbgen.signals.writer import Writer

BODY_SECONDS = 10.0
AHEAD = timedelta(days=1)
# So much of a body that is too large is thrown away before the answer: a client that is still sending would lose
# the answer if the connection were closed at once.
_DRAIN = 256 * 1024
_LATER = "the signal could not be stored; try again later"
_TEXTS = ("comment", "query", "conversation")
_DEFAULT_PORTS = {"http": 80, "https": 443}


class Refused(KbgenError):
    """A request that is answered with an error: the status, the word that `/metrics` counts it under, the reason."""

    def __init__(self, status: int, kind: str, reason: str) -> None:
        super().__init__(Problem("request", reason))
        self.status = status
        self.kind = kind
        self.reason = reason


def origin_of(url: str) -> str | None:
    """Return the origin of a URL as browsers write it, or None for what has none."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or not host:
        return None
    host = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != _DEFAULT_PORTS[parts.scheme] else "")


@dataclass(frozen=True, slots=True)
class Collector:
    """Takes signals over HTTP: checks, redacts, queues, and answers after the commit.

    `knows_page` tells whether a page exists; `site_origin` is the origin of the public site when it is served from
    elsewhere; `clock` returns an aware time in the company's zone. Texts are redacted in `thread`, one at a time,
    because that may take longer than a vote should wait.
    """

    limits: SignalsConfig
    redact: Redact
    knows_page: Callable[[str], bool]
    site_origin: str | None
    clock: Callable[[], datetime]
    visitors: Visitors
    limiter: Limiter
    writer: Writer
    metrics: Metrics
    thread: ThreadPoolExecutor

    async def post(self, request: Request) -> Response:
        """Answer `POST /api/signals`: 204 when it is stored, `{"error": reason}` with 4xx or 503 when it is not."""
        try:
            signal = await self._signal(request)
            await self._store(signal)
        except Refused as refused:
            self.metrics.refused(refused.kind)
            return self._answer(request, JSONResponse({"error": refused.reason}, refused.status))
        self.metrics.signal(str(to_json(signal)["event"]))
        return self._answer(request, Response(status_code=204))

    async def options(self, request: Request) -> Response:
        """Answer a browser that asks whether the public site, on another origin, may send signals here."""
        return self._answer(request, Response(status_code=204, headers={"Allow": "POST, OPTIONS"}))

    def _answer(self, request: Request, response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        if response.status_code in (408, 413):
            response.headers["Connection"] = "close"
        origin = request.headers.get("origin")
        if self.site_origin and origin == self.site_origin:
            # sendBeacon always asks with credentials, although there are none.
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Allow-Credentials"] = "true"
            response.headers["Access-Control-Allow-Methods"] = "POST"
            response.headers["Access-Control-Allow-Headers"] = "Content-Type"
            response.headers["Vary"] = "Origin"
        return response

    async def _signal(self, request: Request) -> Signal:
        if _is_foreign(request.headers, self.site_origin):
            raise Refused(403, "origin", "signals are taken from the site's own pages only")
        now = self.clock()
        address = request.client.host if request.client else ""
        if not self.limiter.allows(network(address), now.timestamp()):
            raise Refused(429, "rate", "too many signals; try again in a minute")
        raw = await _body(request, self.limits.max_body)
        try:
            data = decode(raw)
        except KbgenError as error:
            raise Refused(400, "json", str(error)) from error
        try:
            visitor = self.visitors.of(address, request.headers.get("user-agent", ""), now.date())
        except KbgenError as error:
            raise Refused(503, "busy", _LATER) from error
        try:
            signal = await self._parsed(data, now, visitor)
        except KbgenError as error:
            raise Refused(400, "event", str(error)) from error
        if signal.at > now + AHEAD:
            raise Refused(400, "event", "at: must not lie in the future")
        if not all(map(self.knows_page, pages_of(signal))):
            raise Refused(404, "page", "page: is no page of this site")
        return signal

    async def _parsed(self, data: object, now: datetime, visitor: str) -> Signal:
        if isinstance(data, dict) and any(data.get(name) for name in _TEXTS):
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self.thread, parse_event, data, self.redact, now, visitor)
        return parse_event(data, self.redact, now, visitor)

    async def _store(self, signal: Signal) -> None:
        try:
            await self.writer.put(signal)
        except KbgenError as error:
            raise Refused(503, "busy", _LATER) from error


def _is_foreign(headers: Headers, site_origin: str | None) -> bool:
    """Whether a browser says that another site's page sent this; what is no browser says nothing and may come in.

    Only a browser's word counts here, and a page cannot make its browser lie: both headers are out of its reach.
    """
    origin = headers.get("origin")
    if origin is not None and origin == site_origin:
        return False
    fetched = headers.get("sec-fetch-site")
    if fetched is not None:
        return fetched not in ("same-origin", "none")
    if origin is None:
        return False
    # The scheme is not compared: a proxy in front of us may speak https where we speak http.
    return origin.partition("://")[2].lower() != headers.get("host", "").lower()


async def _body(request: Request, limit: int) -> bytes:
    """Read a body of at most `limit` bytes; never hold more than that.

    Raises:
        Refused: it is larger (413), or does not come within `BODY_SECONDS` (408).
    """
    body = bytearray()
    size = 0
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                size += len(chunk)
                if size <= limit:
                    body += chunk
                elif size > limit + _DRAIN:
                    break
    except TimeoutError as error:
        raise Refused(408, "slow", "the body did not come in time") from error
    except ClientDisconnect as error:
        raise Refused(400, "gone", "the body is incomplete") from error
    if size > limit:
        raise Refused(413, "size", f"the body must have at most {limit} bytes")
    return bytes(body)
