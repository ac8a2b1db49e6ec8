"""HTML of mails to text in one pass, with or without what mail programs quote and hide.

Mails are long, many and written by anybody: a tree of elements takes tens of milliseconds a mail, and its parser
seconds on hostile input, so that this looks at one tag after the other and builds none.
"""

import re
from collections.abc import Iterator
from html import unescape

from kbgen.readers.text import clean

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<close>/?)(?P<name>[a-zA-Z][^\s/<>]*)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>"
    r"|</?[a-zA-Z][^<>]*>|<[!?][^<>]*>",
    re.S,
)
_ATTRIBUTE = re.compile(r"([^\s=\"'/]+)\s*+(?:=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+)))?")
_TELLING = re.compile(r"class|\bid\b|style|type|hidden", re.I)
_SPACES = re.compile(" {2,}")
_SPACE = re.compile(r"\s+")

_LINES = frozenset(
    "br hr p div li ul ol dl dt dd tr table blockquote pre h1 h2 h3 h4 h5 h6 section article header footer".split()
)
_UNSEEN = frozenset("script style head title template noscript".split())
_VOID = frozenset("area base br col embed hr img input link meta source track wbr o:p".split())
_QUOTE_CLASSES = frozenset(
    "gmail_quote gmail_quote_container gmail_attr moz-cite-prefix moz-signature yahoo_quoted protonmail_quote "
    "protonmail_signature_block tutanota_quote zmail_extra freshdesk_quote quotedreply quoted-text gmail_signature".split()
)
_QUOTE_IDS = frozenset(("signature", "mail-editor-reference-message-container", "yahoo_quoted"))
_END_IDS = frozenset(("divrplyfwdmsg", "appendonsend", "yahoo-quoted-begin"))
_HIDDEN = re.compile(
    r"display\s?:\s?none|visibility\s?:\s?hidden|font-size\s?:\s?0(?![.\d])|max-height\s?:\s?0(?![.\d])|mso-hide\s?:\s?all",
    re.I,
)


def plain(html: str) -> str:
    """Return the text of HTML: a line a block, list items as `- ` lines, cells of a table parted by a space."""
    return _text(html, own=False)


def own_part(html: str) -> str:
    """Return the text of HTML without the elements that mail programs put quotes and signatures in, and without what is
    hidden from readers."""
    return _text(html, own=True)


def _text(html: str, own: bool) -> str:
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(_pieces(html, own)).split("\n"))
    return clean("\n".join(line for line in lines if line and line != "-"))


def _pieces(html: str, own: bool) -> Iterator[str]:
    """Yield the text of HTML, with a line end at every block."""
    skipped, depth, place = "", 0, 0  # the element that is left out, how many of its name are open, the last tag's end
    for token in _TOKEN.finditer(html):
        if not skipped:
            yield _SPACE.sub(" ", unescape(html[place : token.start()]))
        place = token.end()
        name, rest = (token["name"] or "").lower(), token["rest"] or ""
        if skipped:
            if name == skipped:
                depth += -1 if token["close"] else not rest.endswith("/")
                skipped = skipped if depth else ""
            continue
        if not token["close"] and name not in _VOID and (name in _UNSEEN or own):
            fate = "skip" if name in _UNSEEN else _fate(name, rest)
            if fate == "end":
                return
            if fate == "skip":
                skipped, depth = name, 1
                yield "\n" if name in _LINES else ""
                continue
        if name in _LINES:
            yield "\n- " if name == "li" and not token["close"] else "\n"
        elif name in ("td", "th"):
            yield " "
    if not skipped:
        yield _SPACE.sub(" ", unescape(html[place:]))


def _fate(name: str, rest: str) -> str:
    """Tell whether an element is left out (`skip`), with all behind it (`end`), or neither (an empty text)."""
    if not _TELLING.search(rest):
        return ""
    told = {match[1].lower(): match[2] or match[3] or match[4] or "" for match in _ATTRIBUTE.finditer(rest)}
    place = told.get("id", "").lower().removeprefix("x_")
    if place in _END_IDS:
        return "end"
    classes = {word.removeprefix("x_") for word in told.get("class", "").lower().split()}
    quoted = not _QUOTE_CLASSES.isdisjoint(classes) or (name == "blockquote" and told.get("type", "").lower() == "cite")
    hidden = name not in ("html", "body") and ("hidden" in told or _HIDDEN.search(told.get("style", "")) is not None)
    return "skip" if quoted or hidden or place in _QUOTE_IDS else ""
