"""`kbgen ingest`, `redact`, `conversations`: exports in, redacted conversations stored and shown."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kbgen.commands.project import Project
from kbgen.models import Conversation, FileRead, RawConversation, Redacted, Skipped
from kbgen.privacy import Gate, Span
from kbgen.readers import read

_BATCH = 200


@dataclass(frozen=True, slots=True)
class Ingested:
    """What `kbgen ingest` did."""

    files: tuple[FileRead, ...]
    stored: int
    updated: int
    unchanged: int
    skipped: tuple[Skipped, ...]
    redacted: Mapping[str, int]


def ingest(project: Project, paths: Sequence[Path], forced: str | None = None) -> Ingested:
    """Read exports, redact each conversation in memory, and store what came out.

    Raises:
        KbgenError: a path does not exist, the format is unknown, or the database cannot be written.
    """
    gate = project.gate()
    files: list[FileRead] = []
    skipped: list[Skipped] = []
    redacted: Counter[str] = Counter()
    done: Counter[str] = Counter()
    batch: list[Conversation] = []
    with project.store() as store:
        for item in project.progress(read(paths, project.config.ingest, project.config.zone, forced), "Reading"):
            if isinstance(item, RawConversation):
                conversation, found = gate.conversation(item)
                redacted += found
                batch.append(conversation)
            elif isinstance(item, FileRead):
                files.append(item)
            else:
                skipped.append(item)
            if len(batch) >= _BATCH:
                done += store.put_conversations(batch)
                batch.clear()
        done += store.put_conversations(batch)
    counts = dict(sorted(redacted.items()))
    return Ingested(tuple(files), done["stored"], done["updated"], done["unchanged"], tuple(skipped), counts)


def failed(done: Ingested, paths: Sequence[Path]) -> bool:
    """Whether the command did not do what was asked: nothing was read, or a file that was named could not be read whole."""
    named = {str(path) for path in paths if not path.is_dir()}
    return (not any(f.conversations or f.messages for f in done.files) and bool(done.skipped)) or any(
        s.path in named for s in done.skipped
    )


def redact_lines(lines: Iterable[str], gate: Gate) -> Iterator[tuple[Redacted, tuple[Span, ...]]]:
    """Redact texts, one a line; of a line that is a JSON object with a `text`, that text is taken."""
    for line in lines:
        yield gate.text(_text_of(line.rstrip("\r\n")))


def _text_of(line: str) -> str:
    if line.lstrip().startswith("{"):
        try:
            data: Any = json.loads(line)
        except (json.JSONDecodeError, RecursionError):
            return line
        if isinstance(data, dict) and isinstance(data.get("text"), str):
            return str(data["text"]).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return line


def conversations(project: Project) -> Iterator[Conversation]:
    """Yield the stored conversations in order of time."""
    with project.store() as store:
        yield from store.conversations()


def gate_of(project: Project | None) -> Gate:
    """Return the project's gate, or one without an allow-list outside of a project."""
    return project.gate() if project is not None else Gate((), b"\0" * 32)
