"""A page to Markdown and back. Text from logs and notices becomes Markdown here, and stays text."""

import hashlib
import html
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast

import regex
import yaml

from kbgen.errors import fail
from kbgen.models import Page, PageEvidence, PageKind, PageStatus

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KINDS = ("faq", "guide", "roadmap", "promo", "incident")
_STATUSES = ("draft", "published", "archived")
_META = regex.compile(r"[\\`*_{}\[\]>#!]")
_ESCAPED = regex.compile(r"\\(?P<sign>[!-/:-@\[-`{-~])|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});")
_LINE_START = regex.compile(r"^(\d*)([-+=.)])")
_DEFINITION = regex.compile(r"^:(?=\s|$)")
_DASHES = regex.compile(r"-(?=-)|(?<=-)-")
_TILDES = regex.compile(r"~~|~\S+~|~.*\^.*~")
_SHORTCODE = regex.compile(r":(?=[\w+-]+:)")
_FRONT = regex.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)(.*)\Z", regex.DOTALL)
_STATUS = regex.compile(r"^(kbgen:[ \t]*\r?\n(?:[ \t]+.*\n)*?[ \t]+status:)[ \t]*[^\s#]*", regex.MULTILINE)


def escape(text: str) -> str:
    """Return text as one line of Markdown that shows exactly this text: no mark, tag, template or entity in it lives."""
    line = " ".join(text.split())
    line = _META.sub(lambda match: "\\" + match.group(), line)
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace("|", "&#124;")
    # Tildes strike out what stands between two pairs, and lower a word between two; in "1~2일, 3~5일" they mark nothing.
    line = line.replace("~", "&#126;") if _TILDES.search(line) else line
    # Should somebody's build read pages as templates: no tag of one begins here.
    line = line.replace("\\{%", "\\{&#37;")
    line = _SHORTCODE.sub("&#58;", line)
    line = _DASHES.sub("\\-", line)
    line = _DEFINITION.sub("&#58;", line)
    return _LINE_START.sub(lambda match: match[1] + ("&#61;" if match[2] == "=" else "\\" + match[2]), line)


def unescape(line: str) -> str:
    """Return the text that a line of Markdown shows of what `escape` has hidden: backslashes and entities are undone."""
    return _ESCAPED.sub(lambda match: match["sign"] or html.unescape(match.group()), line)


def render(page: Page) -> str:
    """Return the file of a page: front matter and body, with the hash of what kbgen wrote."""
    kbgen: dict[str, Any] = {}
    if page.topic is not None:
        kbgen["topic"] = page.topic
    if page.notice is not None:
        kbgen["notice"] = page.notice
    kbgen |= {"kind": page.kind, "status": page.status}
    for name in ("publish_at", "expire_at"):
        if getattr(page, name) is not None:
            kbgen[name] = getattr(page, name).isoformat()
    if page.evidence is not None:
        kbgen["evidence"] = {
            "conversations": page.evidence.conversations,
            "customers": page.evidence.customers,
            "first_seen": _iso(page.evidence.first_seen),
            "last_seen": _iso(page.evidence.last_seen),
        }
    kbgen["generated"] = page.generated
    meta: dict[str, Any] = {"title": page.title, "description": page.description, "queries": list(page.queries)}
    if page.category:
        meta["category"] = page.category
    front = yaml.safe_dump(
        {**meta, **dict(page.extra), "kbgen": kbgen}, allow_unicode=True, sort_keys=False, width=1_000_000
    )
    return f"---\n{front}---\n\n{page.body.strip()}\n"


def parse(path: str, text: str) -> Page:
    """Turn a page's file into a `Page`; a file without a `kbgen:` block is a person's own page, and published.

    Raises:
        KbgenError: the front matter is not YAML, or a value in it is not what the contract says.
    """
    match = _FRONT.match(text)
    meta = _front_matter(path, match.group(1)) if match else {}
    body = match.group(2) if match else text
    own = meta.get("kbgen")
    if own is not None and not isinstance(own, dict):
        raise fail(
            path, "kbgen: in the front matter must be a table", "restore it from version control, or delete the key"
        )
    own = own or {}
    kind, status = str(own.get("kind", "faq")), str(own.get("status", "published" if not own else "draft"))
    if kind not in _KINDS or status not in _STATUSES:
        raise fail(
            path, f"kbgen.kind must be one of {', '.join(_KINDS)} and kbgen.status one of {', '.join(_STATUSES)}"
        )
    queries = meta.get("queries") or []
    known = {"title", "description", "queries", "category", "kbgen"}
    return Page(
        path=path,
        title=str(meta.get("title") or _heading(body) or path),
        description=str(meta.get("description") or ""),
        body=body.strip(),
        kind=cast(PageKind, kind),
        status=cast(PageStatus, status),
        queries=tuple(str(q) for q in queries) if isinstance(queries, list) else (),
        category=str(meta.get("category") or ""),
        topic=_text(own.get("topic")),
        notice=_text(own.get("notice")),
        publish_at=_time(path, "publish_at", own.get("publish_at")),
        expire_at=_time(path, "expire_at", own.get("expire_at")),
        evidence=_evidence(path, own.get("evidence")),
        generated=str(own.get("generated") or ""),
        extra=tuple((key, value) for key, value in meta.items() if key not in known),
    )


def front_line(name: str, value: str) -> str:
    """Return a key of the front matter and its text as `render` writes them."""
    return str(yaml.safe_dump({name: value}, allow_unicode=True, width=1_000_000))


def fingerprint(page: Page) -> str:
    """Return the hash of what a reader sees of a page: title, description and body."""
    seen = "\0".join((page.title, page.description, page.body.strip()))
    return hashlib.blake2b(seen.encode(), digest_size=12).hexdigest()


def is_edited(page: Page) -> bool:
    """Whether a person changed a page that kbgen wrote, or wrote it themselves."""
    return page.generated != fingerprint(page)


def with_status(text: str, status: PageStatus) -> str:
    """Return a page's file with another status and nothing else changed, whoever wrote the rest."""
    match = _FRONT.match(text)
    if match is None:
        return text
    start, end = match.span(1)
    return text[:start] + _STATUS.sub(rf"\g<1> {status}", text[start:end], count=1) + text[end:]


def with_body(text: str, body: str) -> str:
    """Return a page's file with another body and its front matter untouched."""
    match = _FRONT.match(text)
    return f"{text[: match.start(2)]}\n{body.strip()}\n" if match else f"{body.strip()}\n"


def loaded(text: str) -> Any:
    """Return what YAML says, read in C where it can be; where it cannot, the slower reader tells the line more exactly.

    Raises:
        yaml.YAMLError: it is not YAML.
    """
    try:
        return yaml.load(text, _LOADER)  # noqa: S506 - both loaders are safe ones
    except yaml.YAMLError:
        return yaml.safe_load(text)


def _front_matter(path: str, text: str) -> Mapping[str, Any]:
    try:
        meta = loaded(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 2}" if mark is not None else ""
        raise fail(
            f"{path}{line}", "the front matter is not valid YAML", "check quotes and colons, or restore the file"
        ) from error
    if meta is None:
        return {}
    if not isinstance(meta, dict):
        raise fail(path, "the front matter must be a list of keys and values")
    return meta


def _heading(body: str) -> str | None:
    match = regex.search(r"^#\s+(.+?)\s*#*$", body, regex.MULTILINE)
    return match.group(1) if match else None


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _iso(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def _time(path: str, key: str, value: Any) -> datetime | None:
    if value is None or value == "":
        return None
    try:
        at = (
            value
            if isinstance(value, datetime)
            else datetime.fromisoformat(value.isoformat() if isinstance(value, date) else str(value))
        )
    except ValueError as error:
        raise fail(path, f"kbgen.{key} is not a time", "write for example 2026-09-01T10:00:00+09:00") from error
    if at.tzinfo is None:
        raise fail(path, f"kbgen.{key} has no time zone", "write for example 2026-09-01T10:00:00+09:00")
    return at


def _evidence(path: str, value: Any) -> PageEvidence | None:
    if not isinstance(value, dict):
        return None
    counts = [value.get("conversations", 0), value.get("customers", 0)]
    if not all(isinstance(n, int) for n in counts):
        raise fail(path, "kbgen.evidence counts must be whole numbers")
    return PageEvidence(counts[0], counts[1], _time(path, "evidence.first_seen", value.get("first_seen")),
        _time(path, "evidence.last_seen", value.get("last_seen")))  # fmt: skip
