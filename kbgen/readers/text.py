"""Bytes and cells to clean text: encodings, Unicode, HTML, names."""

import re
import unicodedata
from collections.abc import Iterable
from html import unescape

FILE_MARK = "[파일]"
"""Stands in a message where a customer or agent attached a file."""

_UNCLEAN = re.compile("[&\x00-\x08\x0b-\x1f\x7f\ufeff\ud800-\udfff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
_TAGS = re.compile(
    r"</?(?:p|br|div|span|li|ul|ol|a|b|i|em|strong|table|tr|td|h[1-6]|html|body|blockquote)\b[^<>]*>", re.I
)
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#x[0-9a-f]{1,6});", re.I)
_REPLY = re.compile(r"^\s*(?:(?:re|fw|fwd|회신|답장|전달)\s*:\s*)+", re.I)


def clean(text: str) -> str:
    r"""Return `text` in NFC, with `\n` line ends, without control characters and surrounding space.

    A lone surrogate becomes U+FFFD, because no database and no file takes it. Entities that help desks leave in plain
    text (`&amp;`, `&#39;`) are decoded, once.
    """
    if _UNCLEAN.search(text):
        text = _ENTITY.sub(lambda match: unescape(match.group()).replace("\xa0", " "), text)
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = CONTROLS.sub("", _SURROGATES.sub("\ufffd", text))
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text.strip()


def squeezed(text: str) -> str:
    """Return the letters and digits of `text` alone, in NFKC and lower case, as headers and words are compared."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def is_html(text: str) -> bool:
    """Tell whether a text is written in HTML."""
    return _TAGS.search(text) is not None


def titled(subject: str, text: str) -> str:
    """Return `text` under its subject line, unless the subject only repeats or cuts what the text says."""
    subject = _REPLY.sub("", subject).strip()
    said = squeezed(subject)
    return text if not said or said in squeezed(text) else f"{subject}\n{text}".strip()


def with_files(text: str, files: int) -> str:
    """Return `text` with one mark when files were attached to it; the mark alone when there was no text."""
    return f"{text}\n{FILE_MARK}".strip() if files else text


def personal(values: Iterable[str], generic: frozenset[str]) -> tuple[str, ...]:
    """Return the values that can name a person, each once.

    Words of a role or of nobody in particular (`generic`, squeezed) are left out, since privacy would else remove them
    wherever they stand; so are bare numbers too short to be a phone.
    """
    found: dict[str, None] = {}
    for value in map(clean, values):
        letters, digits = sum(map(str.isalpha, value)), sum(map(str.isdigit, value))
        if squeezed(value) not in generic and ((letters and len(value) > 1) or digits >= 9):
            found[value] = None
    return tuple(found)
