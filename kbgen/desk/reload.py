"""What lets a browser load a page again when the site was built anew: for `kbgen serve --watch` alone."""

import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

_Message = MutableMapping[str, Any]
_Send = Callable[[_Message], Awaitable[None]]
_Receive = Callable[[], Awaitable[_Message]]
_App = Callable[[MutableMapping[str, Any], _Receive, _Send], Awaitable[None]]

ADDRESS = "/_kbgen/version"
_SCRIPT = (
    "<script>(()=>{const built=%s;setInterval(async()=>{try{const now=await fetch('%s');"
    "if(now.ok&&await now.text()!==built)location.reload()}catch{}},500)})()</script>"
)
_CONDITIONS = (b"if-none-match", b"if-modified-since", b"range")


class Reloading:
    """Answers `ADDRESS` with the site's version, and adds to every page a script that asks for it twice a second.

    `builds` counts the builds so far. Nothing is cached by the browser.
    """

    def __init__(self, app: _App, builds: Callable[[], int]) -> None:
        self._app, self._builds = app, builds
        self._start = time.time_ns()

    async def __call__(self, scope: MutableMapping[str, Any], receive: _Receive, send: _Send) -> None:
        """Serve as the application does, see above."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        # Taken before the page is: a page that is older than its version would never be loaded again.
        version = f"{self._start}.{self._builds()}"
        if scope["path"] == ADDRESS:
            await _answer(send, version.encode())
            return
        headers = [pair for pair in scope["headers"] if pair[0] not in _CONDITIONS]
        script = (_SCRIPT % (f"'{version}'", ADDRESS)).encode()
        await self._app({**scope, "headers": headers}, receive, _with(script, send))


def _with(script: bytes, send: _Send) -> _Send:
    page = False

    async def added(message: _Message) -> None:
        nonlocal page
        if message["type"] == "http.response.start":
            headers = dict(message["headers"])
            page = headers.get(b"content-type", b"").startswith(b"text/html")
            headers[b"cache-control"] = b"no-store"
            if page and b"content-length" in headers:
                headers[b"content-length"] = str(int(headers[b"content-length"]) + len(script)).encode()
            message = {**message, "headers": list(headers.items())}
        elif page and message["type"] == "http.response.body" and not message.get("more_body"):
            message = {**message, "body": message.get("body", b"") + script}
        await send(message)

    return added


async def _answer(send: _Send, body: bytes) -> None:
    headers = [(b"content-type", b"text/plain"), (b"cache-control", b"no-store")]
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [*headers, (b"content-length", str(len(body)).encode())],
        }
    )
    await send({"type": "http.response.body", "body": body})
