"""A promotion or incident notice as a file → `NoticeText`: HTML, DOCX, Markdown and plain text."""

import unicodedata
from pathlib import Path

from kbgen.errors import fail
from kbgen.readers.notice_blocks import Block, NoticeText, clean
from kbgen.readers.notice_docx import docx_html, is_docx
from kbgen.readers.notice_html import html_blocks
from kbgen.readers.notice_questions import with_questions
from kbgen.readers.notice_text import front_matter, markdown_blocks, text_blocks

__all__ = ["LIMIT", "Block", "NoticeText", "parse_notice", "read_notice"]

LIMIT = 5_000_000
"""The largest notice that is read, in bytes."""

_LONGEST_TITLE = 80
_OFFICE = {".doc", ".hwp", ".hwpx", ".odt", ".rtf", ".pdf", ".pages"}
_SAVE_AS = "save it as Word (.docx), HTML (.html), Markdown (.md) or plain text (.txt)"


def read_notice(path: Path) -> NoticeText:
    """Read the notice in `path`; the format follows its ending, or its content where the ending says nothing.

    Raises:
        KbgenError: the file cannot be read, is larger than `LIMIT`, empty, not text, or of a format not read here.
    """
    if path.suffix.lower() in _OFFICE:
        raise fail(path, f"{path.suffix} notices are not read", _SAVE_AS)
    try:
        size = path.stat().st_size
        if size > LIMIT:
            raise fail(
                path, f"is larger than {LIMIT // 1_000_000} MB", "keep the notice's text only, without inlined images"
            )
        data = path.read_bytes()
    except OSError as error:
        raise fail(path, f"cannot be read ({error.strerror})", "check the path and its permissions") from error
    if path.suffix.lower() == ".docx" or is_docx(data):
        return _parsed(docx_html(_some(data, path), path), path, html=True)
    if data[:4] in (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0"):
        raise fail(path, "is a document of a format that is not read", _SAVE_AS)
    return parse_notice(_decode(data, path), path)


def parse_notice(text: str, path: Path) -> NoticeText:
    """Turn a notice's decoded text into `NoticeText`; `path` tells the format and is kept as the source.

    Raises:
        KbgenError: there is no text in it.
    """
    return _parsed(text, path)


def _parsed(text: str, path: Path, *, html: bool = False) -> NoticeText:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    suffix = path.suffix.lower()
    start = text.lstrip()[:300].lower()
    if (
        html
        or suffix in (".html", ".htm", ".xhtml")
        or start.startswith(("<!doctype", "<html", "<body", "<table", "<?xml"))
    ):
        title, blocks, meta = html_blocks(text, path)
    elif suffix in (".md", ".markdown") or start.startswith(("# ", "---\n")):
        meta, body = front_matter(text)
        blocks = markdown_blocks(body)
        title = dict(meta).get("title", "")
    else:
        meta = ()
        title, blocks = text_blocks(text)
    if not blocks:
        raise fail(
            path, "has no text to make a page of", "an image cannot be read; put the notice's text into the file"
        )
    if not clean(title) and not any(b.kind == "heading" for b in blocks) and len(blocks[0].text) <= _LONGEST_TITLE:
        blocks = [Block("heading", 1, blocks[0].text, ""), *blocks[1:]]
    blocks = with_questions(blocks)
    headings = [b.text for b in sorted((b for b in blocks if b.kind == "heading"), key=lambda b: b.level)]
    title = clean(title) or (headings[0] if headings else blocks[0].text[:_LONGEST_TITLE])
    return NoticeText(str(path), title, tuple(blocks), tuple(meta))


def _some(data: bytes, path: Path) -> bytes:
    if not data.strip():
        raise fail(path, "is empty", "put the notice's text into the file")
    return data


def _decode(data: bytes, path: Path) -> str:
    _some(data, path)
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp949"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise fail(path, "is not text in UTF-8 or CP949", "save it as UTF-8")
