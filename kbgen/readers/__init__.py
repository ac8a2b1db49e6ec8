"""A file or folder of support logs to conversations. A new format is one module and one line in `FORMATS`."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from kbgen.config import IngestConfig
from kbgen.errors import KbgenError, Problem, fail
from kbgen.models import Skipped
from kbgen.readers import (
    channeltalk,
    freshdesk,
    intercom,
    jsondoc,
    jsonlines,
    mail,
    mail_files,
    signs,
    slack,
    tables,
    xlsx,
    zendesk,
)
from kbgen.readers.base import Ahead, Assumed, Read, Settings, settings
from kbgen.readers.detect import Head, is_office, is_old_excel, is_page, look
from kbgen.readers.files import File, on_disk, walk
from kbgen.readers.files import below as files_below
from kbgen.readers.headers import find_header
from kbgen.readers.lines import Line
from kbgen.readers.slack import in_export, slack_roots

__all__ = ["FORMATS", "Ahead", "Assumed", "Format", "Read", "asks_for", "files_below", "read"]

Asked = Literal["log", "notice", "folder", "unknown"]
_NOTICES = frozenset({".html", ".htm", ".md", ".txt", ".docx"})
_LOGS = frozenset({".csv", ".tsv", ".xlsx", ".xls", ".json", ".jsonl", ".ndjson", ".mbox", ".eml", ".zip"})
_PLAIN = Settings(ZoneInfo("UTC"), {}, {}, frozenset())


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of export: its name, what it is called, how it is recognised, how its files are read.

    `read` takes all files of the format at once, since vendors spread one conversation over several; it is None for
    what is recognised and not read yet.
    """

    name: str
    title: str
    claims: Callable[[Head, Settings], bool]
    read: Callable[[Sequence[File], Settings], Iterator[Read]] | None = None


def _delimiter(head: Head, settings: Settings) -> str | None:
    return None if head.json or head.binary or is_page(head) else tables.delimiter_of(head.whole_lines(), settings)


FORMATS: tuple[Format, ...] = (
    Format("xlsx", "Excel workbook", lambda head, _: "xl/workbook.xml" in head.members, xlsx.read),
    Format("slack", "Slack", lambda head, _: signs.is_slack(head), slack.read),
    Format("channeltalk", "Channel Talk", lambda head, _: signs.is_channeltalk(head), channeltalk.read),
    Format("intercom", "Intercom", lambda head, _: signs.is_intercom(head), intercom.read),
    Format("freshdesk", "Freshdesk", lambda head, _: signs.is_freshdesk(head), freshdesk.read),
    Format("zendesk", "Zendesk", lambda head, _: signs.is_zendesk(head), zendesk.read),
    Format("mail", "mail (mbox, .eml)", lambda head, _: mail_files.claims(head), mail.read),
    Format("jsonl", "JSON Lines", jsonlines.claims, jsonlines.read),
    Format("tsv", "tab-separated table", lambda head, settings: _delimiter(head, settings) == "\t", tables.read),
    Format("csv", "comma-separated table", lambda head, settings: _delimiter(head, settings) is not None, tables.read),
)
"""All formats, in the order in which they are asked whether a file is theirs."""


def read(paths: Sequence[Path], config: IngestConfig, zone: ZoneInfo, forced: str | None = None) -> Iterator[Read]:
    """Read exports: yield every conversation, every file read, and every part that was not read with the reason.

    Folders are walked. Files of a vendor are joined by ids across all `paths`. `zone` is meant where a time names none.
    `forced` is the name of a format that all files are taken for.

    Raises:
        KbgenError: a path does not exist, `forced` is not known, or `config` maps to what is not known. Raised by the
            call itself, before anything is read.
    """
    known = [form.name for form in FORMATS if form.read]
    if forced is not None and forced not in known:
        raise fail("--format", f'unknown format "{forced}"', f"known formats: {', '.join(known)}")
    absent = [Problem(str(path), "no such file or folder", "check the path") for path in paths if not path.exists()]
    if absent:
        raise KbgenError(*absent)
    return _read(paths, settings(config, zone), forced)


def asks_for(path: Path) -> Asked:
    """Tell which command a path asks for: `ingest` a log, `draft` a notice, or neither.

    The content decides; the name only where the content does not, as with prose.

    Raises:
        KbgenError: it does not exist or cannot be read.
    """
    if path.is_dir():
        return "folder"
    try:
        head = look(on_disk(path))
    except OSError as error:
        raise fail(path, f"cannot be read ({error.strerror or error})") from error
    suffix = path.suffix.lower()
    if is_page(head) or "word/document.xml" in head.members:
        return "notice"
    if suffix in _NOTICES and head.text and not mail_files.is_mailbox(head):
        # A notice may begin with "[공지]", which looks like JSON at first sight.
        return "log" if _is_log_table(head) or (head.json and _format_of(head, _PLAIN)) else "notice"
    if head.ole or suffix in _LOGS or _format_of(head, _PLAIN):
        return "log"
    return "unknown"


def _read(paths: Sequence[Path], settings: Settings, forced: str | None) -> Iterator[Read]:
    claimed: dict[str, list[File]] = {form.name: [] for form in FORMATS}
    with ExitStack() as stack:
        files = list(walk(paths, stack))
        roots = slack_roots(file.shown for file in files if isinstance(file, File)) if forced is None else frozenset()
        for file in files:
            if isinstance(file, Skipped):
                yield file
                continue
            name = "slack" if in_export(file.shown, roots) else _sorted_out(file, settings, forced)
            if isinstance(name, Skipped):
                yield name
            else:
                claimed[name].append(file)
        for form in FORMATS:
            if form.read and claimed[form.name]:
                yield from form.read(claimed[form.name], settings)


def _sorted_out(file: File, settings: Settings, forced: str | None) -> str | Skipped:
    """Return the name of the format that reads a file, or why none does."""
    try:
        head = look(file)
        if not head.data.strip(b" \t\r\n\xef\xbb\xbf"):
            return Skipped(str(file), "file", "an empty file")
        if forced:
            return forced
        form = _format_of(head, settings)
        if form and form.read:
            return form.name
        if form:
            return Skipped(str(file), "file", f"{form.title} export: not read yet")
        return _unknown(file, head)
    except OSError as error:
        return Skipped(str(file), "file", f"cannot be read ({error.strerror or error})")


def _format_of(head: Head, settings: Settings) -> Format | None:
    return next((form for form in FORMATS if form.claims(head, settings)), None)


def _unknown(file: File, head: Head) -> Skipped:
    """Say what a file is that no format claims."""
    if head.lines:
        return Skipped(str(file), "file", f"JSON of no export that kbgen knows, without keys for {jsonlines.NEEDED}")
    if head.json:
        document = jsondoc.load(file)
        if isinstance(document, Skipped):
            return document
        return Skipped(str(file), "file", "JSON of no export that kbgen knows")
    if head.ole and is_old_excel(file):
        reason = "an old Excel workbook (.xls): save it as .xlsx"
    elif head.ole and is_office(file):
        reason = "an old document of Office or Hangul, not a log; save its table as .xlsx or .csv"
    elif head.ole:
        reason = (
            "password-protected: open it with its password and save it without one (in Excel: File > Info > Protect "
            "Workbook > Encrypt with Password, and empty the field)"
        )
    elif "word/document.xml" in head.members:
        reason = "a Word document, not a log; if it is a notice, give it to `kbgen notice`"
    elif head.members or head.data.startswith(b"PK"):
        reason = "a damaged archive or document; make or download it again"
    elif head.binary:
        reason = "a binary file, not a log"
    elif is_page(head):
        reason = "a web page, not a log; if it is a notice, give it to `kbgen notice`"
    else:
        reason = "text without a table or JSON, not a log; if it is a notice, give it to `kbgen notice`"
    return Skipped(str(file), "file", reason)


def _is_log_table(head: Head) -> bool:
    delimiter = _delimiter(head, _PLAIN)
    if delimiter is None:
        return False
    rows = [
        row.cells if isinstance(row.cells, list) else []
        for row in tables.split((Line(0, 0, line) for line in head.whole_lines()), delimiter)
    ]
    found = find_header(rows, _PLAIN)
    return found is not None and not found[1].missing
