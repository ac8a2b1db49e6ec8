"""Signals from a file: JSON Lines of the contract, exports of GA4 and Plausible. Told apart by their content."""

import contextlib
import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from kbgen.errors import KbgenError, fail
from kbgen.models import Signal, Skipped
from kbgen.signals.events import Redact, decode, pages_of, parse_event, to_json
from kbgen.signals.vendors import from_record, from_row, header, is_table, iso_time, to_event

_BOM = b"\xef\xbb\xbf"
_LINE_LIMIT = 1 << 20
_DATE = re.compile(r"(?<!\d)20\d{6}(?!\d)")


@dataclass(frozen=True, slots=True)
class _Found:
    """One event in the contract's form, `count` times, at a place of the file."""

    where: str
    event: object
    count: int = 1


def read_signals(
    path: Path, redact: Redact, now: datetime, zone: ZoneInfo, pages: Mapping[str, str]
) -> Iterator[tuple[Signal, str] | Skipped]:
    """Yield the signals of a file, each with a key, and what had to be passed over.

    The key makes an import repeatable: it is made of the redacted event and of how often the same event came before
    in the file, so the same file, or a longer one, adds only what is new. `pages` leads from URL paths of the site
    to paths of pages; votes and links for other pages are skipped. Times without an offset are meant in `zone`;
    an event without a time happened at `now`.

    Raises:
        KbgenError: the file cannot be read, or is none of the known formats.
    """
    now = now.astimezone(zone)
    known = frozenset(pages.values())
    seen: Counter[bytes] = Counter()
    for found in _events(path, pages):
        if isinstance(found, Skipped):
            yield found
            continue
        try:
            signal = parse_event(found.event, redact, now)
            if not known.issuperset(pages_of(signal)):
                raise fail("page", "is no page of this site")
        except KbgenError as error:
            yield Skipped(str(path), found.where, str(error))
            continue
        digest = _digest(signal, timed=isinstance(found.event, Mapping) and found.event.get("at") is not None)
        for _ in range(found.count):
            seen[digest] += 1
            yield signal, f"{digest.hex()}:{seen[digest]}"


def _digest(signal: Signal, timed: bool) -> bytes:
    """Hash the redacted event, for a hash of raw text could be guessed; the time only if the file told it."""
    event = to_json(signal)
    if not timed:
        del event["at"]
    return hashlib.blake2b(msgspec.json.encode(event), digest_size=16).digest()


def _events(path: Path, pages: Mapping[str, str]) -> Iterator[_Found | Skipped]:
    try:
        with path.open("rb") as file:
            start = file.read(4096).removeprefix(_BOM).lstrip()
        if not start:
            return
        if start.startswith(b"{"):
            yield from _json_lines(path, pages)
        else:
            yield from _table(path, _decoded(path), pages)
    except OSError as error:
        raise fail(path, f"cannot be read ({error.strerror})") from error


def _json_lines(path: Path, pages: Mapping[str, str]) -> Iterator[_Found | Skipped]:
    with path.open("rb") as file:
        for number, raw in enumerate(iter(lambda: file.readline(_LINE_LIMIT), b""), 1):
            line = raw.removeprefix(_BOM).strip()
            if line:
                yield from _found(path, f"line {number}", partial(_record, line, pages))


def _record(line: bytes, pages: Mapping[str, str]) -> tuple[object, int]:
    """Return a record's event in the contract's form, None for one that is no signal, and its count."""
    data = decode(line)
    if not isinstance(data, Mapping) or "event" in data:
        return data, 1
    foreign = from_record(data)
    return (data, 1) if foreign is None else (to_event(foreign, pages), foreign.count)


def _found(path: Path, where: str, read: Callable[[], tuple[object, int]]) -> Iterator[_Found | Skipped]:
    """Yield what `read` returns, or why it could not."""
    try:
        event, count = read()
    except KbgenError as error:
        yield Skipped(str(path), where, str(error))
        return
    if event is not None:
        yield _Found(where, event, count)


def _decoded(path: Path) -> str:
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise fail(path, "is neither UTF-8 nor CP949", "save it as UTF-8")


def _table(path: Path, text: str, pages: Mapping[str, str]) -> Iterator[_Found | Skipped]:
    """Read a CSV whose first lines may be comments; the last date they name is the time of rows without one."""
    lines = text.splitlines(keepends=True)
    first = next((i for i, line in enumerate(lines) if line.strip() and not line.startswith("#")), len(lines))
    period = _period("".join(lines[:first]))
    rows = csv.reader(io.StringIO("".join(lines[first:]), newline=""), strict=True)
    headers: list[str] = []
    try:
        headers = [header(name) for name in next(rows, [])]
        if not is_table(headers):
            raise fail(
                path,
                "is neither JSON Lines of signals nor a table of events",
                'a table needs a column "Event name"; see `kbgen signals import` in the reference',
            )
        for row in rows:
            where = f"line {first + rows.line_num}"
            if len(row) == len(headers):
                told = dict(zip(headers, row, strict=True))
                yield from _found(path, where, partial(_row, told, period, pages))
            elif any(row):
                yield Skipped(str(path), where, f"must have {len(headers)} columns")
    except csv.Error:
        yield Skipped(str(path), f"line {first + rows.line_num}", "is not valid CSV; the rest of the file was not read")


def _period(comments: str) -> str:
    """Return the last date that the comments above a table name, in ISO 8601, or "" for none."""
    dates = []
    for digits in _DATE.findall(comments):
        with contextlib.suppress(KbgenError):  # the number of a property may look like a date
            dates.append(iso_time(digits))
    return max(dates, default="")


def _row(row: Mapping[str, str], period: str, pages: Mapping[str, str]) -> tuple[object, int]:
    foreign = from_row(row)
    event = to_event(foreign, pages)
    if event is not None and event["at"] is None and period:
        event["at"] = period
    return event, foreign.count
