"""JSON Lines: one message a line with the keys of a table, or one conversation a line.

Conversations a line are yielded as they come, so memory does not grow with the file. Messages a line are gathered by
conversation until the end of the file, because any line may belong to any conversation.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kbgen.models import FileRead, RawConversation, Skipped
from kbgen.readers.base import Read, Settings
from kbgen.readers.detect import Head
from kbgen.readers.headers import REQUIRED, Columns, columns, key_of
from kbgen.readers.jsondoc import Record, problem_of, record
from kbgen.readers.rows import BadRowError, Pile, written
from kbgen.readers.text import bad_bytes, encoding_of, opened

_TURNS = ("messages", "turns", "utterances", "comments")
_OF_MESSAGES = ("role", "text", "author", "visibility", "internal")
_MAX_LAYOUTS = 1_000
NEEDED = f"{', '.join(REQUIRED)}, or {_TURNS[0]}"
MAX_LINE = 64 << 20
"""Longer lines are skipped, in characters."""


def claims(head: Head, settings: Settings) -> bool:
    """Tell whether a file is JSON Lines with at least one key that a message or conversation has."""
    keys = {known[0] for key in head.keys if "." not in key and (known := key_of(key, settings))}
    return head.lines and (not keys.isdisjoint(REQUIRED) or head.any(_TURNS))


def read(paths: Sequence[Path], settings: Settings) -> Iterator[Read]:
    """Read files of JSON Lines, each by itself."""
    for path in paths:
        yield from _File(str(path), settings).read(path)


@dataclass(slots=True)
class _File:
    """One file while it is read: what it gave so far, and which keys its objects use."""

    path: str
    settings: Settings
    conversations: int = 0
    messages: int = 0
    layouts: dict[tuple[str, ...], Columns] = field(default_factory=dict)

    def read(self, path: Path) -> Iterator[Read]:
        """Yield the conversations, the lines that cannot be read, and the file itself."""
        pile = Pile(self.settings)
        encoding = encoding_of(path)
        number = 0
        with opened(path, encoding, newline="\n") as stream:
            while line := stream.readline(MAX_LINE):
                number += 1
                if len(line) == MAX_LINE and not line.endswith("\n"):
                    while (more := stream.readline(MAX_LINE)) and not more.endswith("\n"):
                        continue
                    yield Skipped(self.path, f"line {number}", "a line longer than 64 MB")
                elif line.strip(" \t\r\n\x00\ufeff"):
                    yield from self._line(line.strip("\x00\ufeff"), number, pile)
        for conversation in pile.take("jsonl", self.path):
            self.conversations += 1
            yield conversation
        yield FileRead(self.path, "jsonl", encoding, self.conversations, self.messages)

    def _line(self, line: str, number: int, pile: Pile) -> Iterator[Read]:
        where = f"line {number}"
        if bad_bytes(line):
            yield Skipped(self.path, where, "bytes that are not in the file's encoding")
            return
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Skipped(self.path, where, problem_of(error))
            return
        if not isinstance(value, dict):
            yield Skipped(self.path, where, "not a JSON object")
        elif (turns := next((value[key] for key in _TURNS if isinstance(value.get(key), list)), None)) is not None:
            yield from self._conversation(value, turns, where)
        else:
            try:
                pile.add(self._fields(value))
            except BadRowError as error:
                yield Skipped(self.path, where, str(error))
            else:
                self.messages += 1

    def _conversation(self, value: Record, turns: list[object], where: str) -> Iterator[Read]:
        about = self._fields({key: item for key, item in value.items() if key not in _TURNS}, guess=False)
        about = {key: item for key, item in about.items() if key not in _OF_MESSAGES}
        key = written(about.get("conversation_id"))
        if not key:
            yield Skipped(self.path, where, "no conversation id")
            return
        pile = Pile(self.settings)
        for index, turn in enumerate(turns, 1):
            fields = {**self._fields(record(turn)), "conversation_id": key}
            try:
                pile.add(fields)
            except BadRowError as error:
                yield Skipped(self.path, where, f"message {index}: {error}")
            else:
                self.messages += 1
        pile.describe({**about, "opened": about.get("opened") or about.get("at")})
        yield from self._counted(pile, where)

    def _counted(self, pile: Pile, where: str) -> Iterator[RawConversation | Skipped]:
        empty = True
        for conversation in pile.take("jsonl", self.path):
            self.conversations += 1
            empty = False
            yield conversation
        if empty:
            yield Skipped(self.path, where, "no messages that can be read")

    def _fields(self, value: Mapping[str, object], guess: bool = True) -> dict[str, object]:
        """Return an object's values by key; `guess` looks for a role among the values when no key is named like one."""
        keys = tuple(value)
        row = [value[key] for key in keys]
        layout = self.layouts.get(keys)
        if layout is None:
            layout = columns(keys, [], self.settings)
            if guess and "role" not in layout.of:
                layout = columns(keys, [row], self.settings)
            if len(self.layouts) < _MAX_LAYOUTS:
                self.layouts[keys] = layout
        return layout.fields(row)
