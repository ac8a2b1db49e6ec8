"""The body of a mail to what its writer wrote, and how many files are attached. Rules: RFC 2045–2049, 2183, 2387, 3676."""

import re
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from kbgen.readers.mail_headers import decoded, unencoded
from kbgen.readers.markup import own_part, plain
from kbgen.readers.quotes import own_words
from kbgen.readers.rows import MAX_TEXT
from kbgen.readers.text import clean, squeezed

_DEPTH = 20
_STUB = 200
"""Longer plain texts are never mere hints at an HTML version, in letters."""
_FAR_MORE = 3
_WRAPPED = range(60, 82)
"""The length of lines that a mail program wrapped, in characters."""
_SIGNATURES = frozenset(("pgp-signature", "pkcs7-signature", "x-pkcs7-signature", "pgp-encrypted", "ms-tnef"))
_META = re.compile(rb"charset\s*=\s*[\"']?([\w-]{2,40})", re.I)
_MARKED_UP = re.compile(r"\A\s{0,99}<(?:!doctype html|html|head|body|div|p|table)\b", re.I)
_SENTENCE_ENDS = (".", "!", "?", ":", "。", "…", ")", "]", ">")
_BULLET = re.compile(r"\s|[-*•·▶■□○●※>#]|\d{1,2}[.)]|[(\[①-⑳]")
_ESCAPED_FROM = re.compile(rb"(?m)^>(>*From )")


@dataclass(frozen=True, slots=True)
class _Part:
    """What a part of a mail says, how many files are attached in it; `html` when its text was written in HTML."""

    text: str = ""
    files: int = 0
    html: bool = False


def body(data: bytes, mbox: bool) -> tuple[str, int]:
    """Return what the writer of a mail wrote, and the number of files attached to it; mails in an `mbox` escape `From`.

    Raises:
        ValueError: the mail cannot be taken apart.
    """
    if mbox:
        data = _ESCAPED_FROM.sub(rb"\1", data)
    try:
        found = _content(BytesParser(policy=compat32).parsebytes(data), 0, embedded=False)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError) as error:
        raise ValueError("a mail that cannot be taken apart") from error
    return _unwrapped(own_words(found.text[:MAX_TEXT])), found.files


def _content(part: Message, depth: int, embedded: bool) -> _Part:
    """Return the text of a part and of those in it, but not of other mails that are attached to it."""
    kind, subtype = part.get_content_maintype(), part.get_content_subtype()
    payload = part.get_payload()
    if kind == "multipart" and isinstance(payload, list):
        if depth >= _DEPTH:
            return _Part()
        inside = embedded or subtype == "related"
        parts = [_content(one, depth + 1, inside) for one in payload if isinstance(one, Message)]
        files = sum(one.files for one in parts)
        if subtype == "alternative":
            return _better(parts, files)
        texts = [one for one in parts if one.text]
        return _Part("\n".join(one.text for one in texts), files, all(one.html for one in texts) and bool(texts))
    if kind == "message":
        return _Part(files=int(subtype == "rfc822"))
    disposition = str(part.get("content-disposition") or "").strip().lower()
    attached = disposition.startswith("attachment") or part.get_filename() is not None
    if kind in ("text", "multipart") and not attached:
        if subtype not in ("plain", "html", "mixed", "alternative", "related"):
            return _Part()
        return _text(part, subtype)
    if subtype in _SIGNATURES or subtype == "calendar":
        return _Part()
    shown = kind == "image" and not disposition.startswith("attachment")
    return _Part(files=0 if shown and (embedded or part.get("content-id")) else 1)


def _better(parts: list[_Part], files: int) -> _Part:
    """Choose the plain one of two versions of a text, unless it only hints at the other."""
    written = next((one for one in parts if one.text and not one.html), None)
    marked_up = next((one for one in parts if one.text and one.html), None)
    if written is None or marked_up is None:
        return _Part((written or marked_up or _Part()).text, files, written is None and marked_up is not None)
    letters = len(squeezed(written.text)) if len(written.text) < _STUB * 3 else _STUB
    is_stub = letters < _STUB and letters * _FAR_MORE < len(squeezed(marked_up.text))
    best = marked_up if is_stub else written
    return _Part(best.text, files, best.html)


def _text(part: Message, subtype: str) -> _Part:
    raw, data = str(part.get_payload()), part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return _Part()
    if str(part.get("content-transfer-encoding") or "").strip().lower() == "base64" and _is_left(data, raw):
        data = unencoded("b", raw)
    label = str(part.get_content_charset() or "")
    if not label and (found := _META.search(data[:2048])):
        label = found[1].decode("ascii")
    text = decoded(data, label)
    if subtype == "html" or _MARKED_UP.match(text):
        return _Part(own_part(text) or plain(text), html=True)
    if str(part.get_param("format") or "").lower() == "flowed":
        text = _unflowed(text, str(part.get_param("delsp") or "").lower() == "yes")
    return _Part(clean(text))


def _is_left(data: bytes, raw: str) -> bool:
    """Tell whether the parser gave up on a broken encoding and left the text as it is."""
    return b"".join(data.split()) == "".join(raw.split()).encode("utf-8", "replace")


def _unflowed(text: str, delete_space: bool) -> str:
    """Join the lines that end with a space to the next one, as RFC 3676 says."""
    lines: list[str] = []
    goes_on = False
    for line in text.replace("\r\n", "\n").split("\n"):
        line = line[1:] if line.startswith(" ") else line
        quoted = line.startswith(">")
        if goes_on and lines and quoted == lines[-1].startswith(">"):
            lines[-1] = (lines[-1][:-1] if delete_space else lines[-1]) + (line.lstrip("> ") if quoted else line)
        else:
            lines.append(line)
        goes_on = line.endswith(" ") and line != "-- "
    return "\n".join(lines)


def _unwrapped(text: str) -> str:
    """Join lines that were cut because the next word did not fit, so that sentences are whole."""
    lines: list[str] = []
    last = ""
    for line in text.split("\n"):
        word = line.split(" ", 1)[0]
        cut = len(last) in _WRAPPED and len(last) + 1 + len(word) > max(72, _WRAPPED.start)
        if lines and cut and line and not _BULLET.match(line) and not last.endswith(_SENTENCE_ENDS):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
        last = line
    return "\n".join(lines)
