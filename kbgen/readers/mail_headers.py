"""Headers of mails as they are written in the wild: folded, encoded, in no encoding, wrongly labelled.

Rules: RFC 5322 (fields), RFC 2047 (encoded words). Nothing here raises, whatever the bytes.
"""

import binascii
import codecs
import re
from collections.abc import Mapping, Sequence

from kbgen.readers.text import clean

Headers = Mapping[str, Sequence[str]]
"""The fields of a header by their names in lower case, unfolded, still with encoded words."""

_MAX_VALUE = 16 << 10
_KOREAN = frozenset(
    "euc-kr euckr euc_kr ks_c_5601-1987 ks_c_5601 ksc5601 ks_c_5601-1989 ksc_5601 cp949 ms949 uhc windows-949 "
    "x-windows-949 korean iso-ir-149 johab-wansung".split()
)
_WESTERN = frozenset(
    "us-ascii ascii iso-8859-1 latin1 iso8859-1 windows-1252 cp1252 iso-8859-15 unknown-8bit 8bit".split()
)
_NOISE = (
    b"received:",
    b"dkim-",
    b"arc-",
    b"x-ms-",
    b"x-google-dkim",
    b"x-gm-",
    b"authentication-results",
    b"x-received",
)
"""Fields that tell nothing and are many."""
_FIELD = re.compile(rb"([!-9;-~]{1,80})[ \t]*:(.*)", re.S)
_WORD = re.compile(r"=\?([^?\s*]{1,40})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]*)\?=")
_HEX = re.compile(rb"=([0-9a-fA-F]{2})")
_ADDRESS = re.compile(r"<\s*([^<>@\s]{1,128}@[^<>@\s,;]{1,255})\s*>")
_BARE = re.compile(r"[^\s<>,;:\"'()\[\]@]{1,64}@[^\s<>,;:\"'()\[\]@]{1,255}")


def headers(data: bytes) -> dict[str, list[str]]:
    """Return the fields of a header, which ends at the first blank line of `data`, without those of mail servers."""
    found: dict[str, list[str]] = {}
    field: list[bytes] = []
    for line in [*data.splitlines(), b""]:
        if field and line[:1] in (b" ", b"\t") and line.strip():
            field.append(line)
            continue
        if (
            field
            and not field[0].lower().startswith(_NOISE)
            and (match := _FIELD.match(b" ".join(map(bytes.strip, field))))
        ):
            value = decoded(match[2].strip()[:_MAX_VALUE], "")
            found.setdefault(match[1].decode("ascii").lower(), []).append(value)
        if not line.strip():
            break
        field = [line]
    return found


def first(fields: Headers, *names: str) -> str:
    """Return the value of the first of some fields that is there, with its encoded words read."""
    return next((words(fields[name][0]) for name in names if fields.get(name)), "")


def decoded(data: bytes, label: str) -> str:
    """Return bytes as text: by their label unless it cannot be right, in UTF-8, in CP949, in this order of sureness.

    What is valid UTF-8 beyond ASCII is UTF-8, whatever its label says; Korean labels all mean CP949, which holds more.
    """
    label = label.strip().strip("\"'").lower()
    if data.isascii() and b"\x1b" not in data and not label.startswith(("utf-7", "utf-16", "hz")):
        return data.decode("ascii")
    named = "cp949" if label in _KOREAN else label
    choices = [named] if label.startswith(("iso-2022", "utf-7", "utf-16", "utf-32", "hz")) else ["utf-8", named]
    if label in _WESTERN:
        choices = ["utf-8", "cp949", "cp1252"] if _like_korean(data) else ["utf-8", "cp1252", "latin-1"]
    for encoding in [*choices, "cp949"]:
        if encoding and _is_text(encoding):
            try:
                return data.decode(encoding)
            except (UnicodeError, ValueError):
                continue
    texts = [data.decode(encoding, "replace") for encoding in ("utf-8", "cp949")]
    return min(texts, key=lambda text: text.count("\ufffd"))


def words(value: str) -> str:
    """Return a field's value with its encoded words read; a letter may be cut in two by the end of a word."""
    if "=?" not in value:
        return clean(value)
    parts: list[str] = []
    pending, charset, place = b"", "", 0
    for match in _WORD.finditer(value):
        data = unencoded(match[2], match[3])
        gap = value[place : match.start()]
        if gap.strip() or match[1].lower() != charset:
            parts.append(decoded(pending, charset) if pending else "")
            parts.append(gap if gap.strip() or not place else "")
            pending = b""
        charset, place = match[1].lower(), match.end()
        pending += data
    parts += [decoded(pending, charset) if pending else "", value[place:]]
    return clean("".join(parts))


def addresses(values: Sequence[str]) -> list[tuple[str, str]]:
    """Return (name, address) of all people in fields such as `To`; addresses are in lower case."""
    found = []
    for value in values:
        people = _people(value)
        found += people or (_people(words(value)) if "=?" in value else [])
    return found


def _people(value: str) -> list[tuple[str, str]]:
    found = []
    place = 0
    for match in _ADDRESS.finditer(value):
        before = value[place : match.start()].strip()
        place = match.end()
        if before.endswith('"'):
            rest, _, name = before[:-1].rpartition('"')
        else:
            rest, _, name = before.rpartition(",")
        found += [("", one.lower()) for one in _BARE.findall(rest)]
        found.append((words(name.strip(" \t,;'\"")).strip(" '\""), match[1].lower()))
    return found + [("", one.lower().rstrip(".")) for one in _BARE.findall(value[place:])]


def unencoded(kind: str, text: str) -> bytes:
    """Return the bytes that a text stands for in base64 (`b`) or quoted-printable (`q`), as far as it is whole."""
    data = text.encode("utf-8", "replace")
    if kind in "qQ":
        return _HEX.sub(lambda match: bytes([int(match[1], 16)]), data.replace(b"_", b" "))
    data = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
    data = data[:-1] if len(data) % 4 == 1 else data
    try:
        return binascii.a2b_base64(data + b"=" * (-len(data) % 4))
    except binascii.Error:
        return b""


def _is_text(encoding: str) -> bool:
    """Tell whether an encoding is one of texts; Python also calls `hex` and `zip` encodings."""
    try:
        return bool(getattr(codecs.lookup(encoding), "_is_text_encoding", False))
    except (LookupError, ValueError):
        return False


def _like_korean(data: bytes) -> bool:
    """Tell whether most letters beyond ASCII are Hangul when read in CP949."""
    try:
        strange = [c for c in data.decode("cp949") if not c.isascii()]
    except UnicodeDecodeError:
        return False
    return sum("가" <= c <= "힣" for c in strange) * 2 > len(strange)
