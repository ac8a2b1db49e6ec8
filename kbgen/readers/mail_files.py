"""Mails in files: one in an .eml file, any number in a mailbox; their headers, and where each of them stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kbgen.readers.detect import Head
from kbgen.readers.files import File

MAX_MAIL = 64 << 20
"""Of longer mails the rest is not read, in bytes: it is attachments."""
_MAX_HEADER = 256 << 10
_MAX_LINE = 1 << 20
_KNOWN = re.compile(
    rb"(?:received|return-path|from|to|cc|subject|date|message-id|mime-version|delivered-to|reply-to|sender|in-reply-to|"
    rb"references|dkim-signature|domainkey-signature|authentication-results|received-spf|arc-[\w-]+|x-[\w-]+|thread-[\w-]+|"
    rb"list-[\w-]+|content-[\w-]+|importance|precedence|auto-submitted|accept-language)$",
    re.I,
)
_FIELD = re.compile(rb"([!-9;-~]{1,80})[ \t]*:")
_FROM_LINE = re.compile(rb"From \S.{0,200}\d\d:\d\d|From - |From \S+@\S+\s*$")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mail stands in its file, in bytes, and its header with the line end behind it."""

    start: int
    end: int
    header: bytes


def claims(head: Head) -> bool:
    """Tell whether a file is a mailbox or a mail."""
    return is_mailbox(head) or is_mail(head)


def is_mailbox(head: Head) -> bool:
    """Tell whether a file is a mailbox in one of the mbox formats."""
    lines = head.data.lstrip(b"\xef\xbb\xbf\r\n").split(b"\n", 2)
    return len(lines) > 1 and lines[0].startswith(b"From ") and _FIELD.match(lines[1].removeprefix(b">")) is not None


def is_mail(head: Head) -> bool:
    """Tell whether a file is one mail: it begins with fields, of which a mail's are three or more."""
    names: list[bytes] = []
    lines = head.data.lstrip(b"\xef\xbb\xbf\r\n").splitlines()
    for line in lines:
        if line[:1] in (b" ", b"\t") and names and line.strip():
            continue
        found = _FIELD.match(line)
        if found is None:
            break
        names.append(found[1].lower())
    known = [name for name in names if _KNOWN.match(name)]
    return len(known) >= 3 and any(name in (b"from", b"received", b"return-path", b"message-id") for name in known)


def mails(file: File, mbox: bool) -> Iterator[Place]:
    """Yield the mails of a file in order, never holding more than a header.

    Raises:
        OSError: the file cannot be read.
    """
    with file.open() as stream:
        if not mbox:
            yield Place(0, min(file.size, MAX_MAIL), stream.read(_MAX_HEADER))
            return
        start = place = 0
        header: list[bytes] = []
        size = 0
        in_header, blank, begun = False, True, False
        while line := stream.readline(_MAX_LINE):
            if blank and line.startswith(b"From ") and _FROM_LINE.match(line):
                if begun:
                    yield Place(start, place, b"".join(header))
                begun, in_header, header, size = True, True, [], 0
                start = place + len(line)
            elif in_header:
                in_header = bool(line.strip()) and size < _MAX_HEADER
                header.append(line)
                size += len(line)
            place += len(line)
            blank = not line.strip()
        if begun:
            yield Place(start, place, b"".join(header))
