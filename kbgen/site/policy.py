"""The Content-Security-Policy of a built site: what its pages load and run, and nothing else."""

import os
import re
from base64 import b64encode
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

HEADERS = "_headers"
_TAG = re.compile(r"<(?:script|link|img|iframe)\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
_CLOSE = re.compile(r"</script", re.IGNORECASE)
_HOST = re.compile(r"[A-Za-z0-9.-]+(?::\d+)?")
_SCRIPTS = ("", "module", "text/javascript", "application/javascript")
_FONTS = ("https://fonts.googleapis.com", "https://fonts.gstatic.com")


@dataclass(slots=True)
class Loaded:
    """What pages run and load: hashes of inline scripts, and other hosts by the directive that names them."""

    scripts: set[str] = field(default_factory=set)
    hosts: dict[str, set[str]] = field(default_factory=dict)

    def read(self, page: str) -> None:
        """Take in one page. A script inside the article is a text's, not the theme's: it gets no hash and never runs."""
        start, end = page.find("<article"), page.rfind("</article>")
        article = range(start, end) if start >= 0 else range(0)
        for match in _TAG.finditer(page):
            if match[0][1] not in "sS" and "//" not in match[0]:
                continue
            tag = _attributes(match[0])
            if tag["tag"] == "script" and "src" not in tag:
                if match.start() not in article and tag.get("type", "").lower() in _SCRIPTS:
                    self.scripts.add(script_hash(page[match.end() : _close(page, match.end())]))
            else:
                self._host(tag, match.start() in article)

    def add(self, other: "Loaded") -> None:
        """Take in what another page runs and loads."""
        self.scripts |= other.scripts
        for directive, hosts in other.hosts.items():
            self.hosts.setdefault(directive, set()).update(hosts)

    def _host(self, tag: Mapping[str, str], article: bool) -> None:
        directive, url = _directive(tag)
        if not directive or (article and directive in ("script-src", "style-src")):
            return
        try:
            parts = urlsplit(url)
        except ValueError:
            return
        if parts.scheme in ("http", "https") and _HOST.fullmatch(parts.netloc):
            self.hosts.setdefault(directive, set()).add(f"{parts.scheme}://{parts.netloc.lower()}")


@lru_cache(256)
def script_hash(script: str) -> str:
    """Return the source expression of an inline script: browsers hash its text with line ends of one sort."""
    text = script.replace("\r\n", "\n").replace("\r", "\n")
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def loaded_by(page: str) -> Loaded:
    """Return what one page runs and loads."""
    found = Loaded()
    found.read(page)
    return found


def loaded(site: Path, known: Collection[str] = ()) -> Iterator[tuple[str, Loaded]]:
    """Read the pages of a built site, and yield the path of each and what it runs and loads; not those that are `known`."""
    for folder, _, names in os.walk(site):
        for file in (Path(folder, name) for name in names if name.endswith(".html")):
            path = file.relative_to(site).as_posix()
            if path not in known:
                yield path, loaded_by(file.read_text("utf-8", errors="replace"))


def content_security_policy(found: Loaded) -> str:
    """Return the policy as the header's value: no inline script runs but the theme's own, known by their hashes."""

    def sources(directive: str, *own: str) -> str:
        return " ".join([directive, *own, *sorted(found.hosts.get(directive, ()))])

    fonts = _FONTS[1:] if _FONTS[0] in found.hosts.get("style-src", ()) else ()
    elsewhere = sorted(found.hosts.get("script-src", ()))
    parts = [
        "default-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
        sources("script-src", "'self'", *sorted(found.scripts)),
        # Tables of Markdown are aligned with style attributes; styles run nothing.
        sources("style-src", "'self'", "'unsafe-inline'"),
        sources("img-src", "'self'", "data:"),
        " ".join(["font-src", "'self'", *fonts]),
        " ".join(["connect-src", "'self'", *elsewhere]),
        "worker-src 'self'",
        "manifest-src 'self'",
        sources("frame-src") if found.hosts.get("frame-src") else "",
    ]
    return "; ".join(filter(None, parts))


def headers_file(policy: str, base: str) -> str:
    """Return `_headers` for hosts that know it; `base` is the path of the site's root and ends in `/`."""
    return (
        f"{base}*\n  Content-Security-Policy: {policy}\n  X-Content-Type-Options: nosniff\n"
        "  Referrer-Policy: strict-origin-when-cross-origin\n"
    )


class _Tag(HTMLParser):
    found: dict[str, str]

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        self.found = {name: value or "" for name, value in attrs} | {"tag": tag}


@lru_cache(4096)
def _attributes(source: str) -> Mapping[str, str]:
    parser = _Tag()
    parser.found = {"tag": ""}
    parser.feed(source)
    return parser.found


def _directive(tag: Mapping[str, str]) -> tuple[str, str]:
    """Return the directive that allows what a tag loads, and its address."""
    if tag["tag"] == "link":
        return ("style-src" if "stylesheet" in tag.get("rel", "").split() else "", tag.get("href", ""))
    return ({"script": "script-src", "img": "img-src", "iframe": "frame-src"}.get(tag["tag"], ""), tag.get("src", ""))


def _close(page: str, start: int) -> int:
    end = _CLOSE.search(page, start)
    return end.start() if end else len(page)
