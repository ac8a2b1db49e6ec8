"""`kbgen ingest`, `redact`, `conversations`: exports in, redacted conversations stored and shown."""

import dataclasses
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from kbgen.commands.project import Project
from kbgen.models import Conversation, FileRead, RawConversation, Redacted, Skipped
from kbgen.privacy import Gate, Span
from kbgen.readers import Assumed, Read, read
from kbgen.store import Store

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
    assumed: tuple[Assumed, ...] = ()


@dataclass(slots=True)
class _Sorter:
    """Parts what readers yield: hands on the conversations, keeps the rest, knows how many are still to come."""

    files: list[FileRead] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    assumed: list[Assumed] = field(default_factory=list)
    ahead: int = 0

    def conversations(self, items: Iterable[Read]) -> Iterator[RawConversation]:
        for item in items:
            if isinstance(item, RawConversation):
                yield item
            elif isinstance(item, FileRead):
                self.files.append(item)
            elif isinstance(item, Skipped):
                self.skipped.append(item)
            elif isinstance(item, Assumed):
                self.assumed.append(item)
            else:
                self.ahead += item.conversations


def ingest(project: Project, paths: Sequence[Path], forced: str | None = None) -> Ingested:
    """Read exports, redact each conversation in memory, and store what came out.

    Each batch is stored whole, together with the marks of the conversations in it; a run that was interrupted goes on
    where it was, since what is marked is not redacted again.

    Raises:
        KbgenError: a path does not exist, the format is unknown, or the database cannot be written.
    """
    gate, seen = project.gate(), _Sorter()
    redacted: Counter[str] = Counter()
    done: Counter[str] = Counter()
    with project.store() as store:
        conversations = seen.conversations(read(paths, project.config.ingest, project.config.zone, forced))
        shown = iter(project.progress(conversations, "Reading", lambda: seen.ahead))
        while batch := list(islice(shown, _BATCH)):
            found, counts = _taken(batch, gate, store)
            done += found
            redacted += counts
    return Ingested(
        tuple(seen.files),
        done["stored"],
        done["updated"],
        done["unchanged"],
        tuple(seen.skipped),
        dict(sorted(redacted.items())),
        tuple(seen.assumed),
    )


def _taken(batch: Sequence[RawConversation], gate: Gate, store: Store) -> tuple[Counter[str], Counter[str]]:
    """Store a batch; return what became of it, and how much of each type was replaced in it.

    What was read before, word for word and under the same rules, is known by its mark.
    """
    marks = [mark(raw, gate) for raw in batch]
    known = store.marked(marks)
    redacted: Counter[str] = Counter()
    fresh: list[Conversation] = []
    marked: dict[bytes, Mapping[str, int]] = {}
    for raw, name in zip(batch, marks, strict=True):
        counts: Mapping[str, int] = known.get(name, {})
        if name not in known:
            conversation, counts = gate.conversation(raw)
            fresh.append(conversation)
            marked[name] = counts
        redacted.update(counts)
    done = store.put_conversations(fresh, marked)
    done["unchanged"] += len(batch) - len(fresh)
    return done, redacted


def mark(raw: RawConversation, gate: Gate) -> bytes:
    """Return 16 bytes that tell whether a conversation was read before: a digest of the record and of the rules of
    redaction, which nobody can compute or try out without the project's secret key."""
    place = dataclasses.replace(raw.source, path="")
    record = msgspec.msgpack.encode((gate.rules, dataclasses.replace(raw, source=place)))
    return blake2b(record, key=gate.key, digest_size=16).digest()


def failed(done: Ingested, paths: Sequence[Path]) -> bool:
    """Whether the command did not do what was asked: nothing was read at all, or nothing of a file that was named."""
    given = {file.path.split("!")[0] for file in done.files if file.conversations}
    nothing = not given and bool(done.skipped)
    return nothing or any(not path.is_dir() and str(path) not in given for path in paths)


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
