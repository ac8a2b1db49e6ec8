"""JSON Lines: one message a line with the keys of a table, or one conversation a line.

Conversations a line are yielded as they come. Messages a line are read twice: any line may belong to any conversation,
so the first pass remembers where each conversation's lines are, and no message is held longer than its conversation.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kbgen.models import FileRead, RawConversation, Skipped
from kbgen.readers.base import Ahead, Read, Settings
from kbgen.readers.detect import Head
from kbgen.readers.files import File
from kbgen.readers.headers import REQUIRED, Columns, columns, key_of
from kbgen.readers.jsondoc import Record, problem_of, record
from kbgen.readers.lines import MAX_LINE, Line, Lines, bad_bytes, encoding_of
from kbgen.readers.places import Places
from kbgen.readers.rows import BadRowError, Pile, read_message, written

_TURNS = ("messages", "turns", "utterances", "comments")
_OF_MESSAGES = ("role", "text", "author", "visibility", "internal")
_MAX_LAYOUTS = 1_000
NEEDED = f"{', '.join(REQUIRED)}, or {_TURNS[0]}"


def claims(head: Head, settings: Settings) -> bool:
    """Tell whether a file is JSON Lines with at least one key that a message or conversation has."""
    keys = {known[0] for key in head.keys if "." not in key and (known := key_of(key, settings))}
    return head.lines and (not keys.isdisjoint(REQUIRED) or head.any(_TURNS))


def read(files: Sequence[File], settings: Settings) -> Iterator[Read]:
    """Read files of JSON Lines, each by itself."""
    for file in files:
        yield from _File(str(file), settings).read(file)


@dataclass(slots=True)
class _File:
    """One file while it is read: what it gave so far, which keys its objects use, where messages a line stand."""

    path: str
    settings: Settings
    conversations: int = 0
    messages: int = 0
    layouts: dict[tuple[str, ...], Columns] = field(default_factory=dict)
    places: Places = field(default_factory=Places)
    staff: dict[str, None] = field(default_factory=dict)

    def read(self, file: File) -> Iterator[Read]:
        """Yield the conversations, the lines that cannot be read, and the file itself."""
        encoding = encoding_of(file)
        with Lines(file, encoding) as lines:
            for number, line in enumerate(lines, 1):
                where = f"line {number}"
                if line.text is None:
                    yield Skipped(self.path, where, f"a line longer than {MAX_LINE >> 20} MB")
                elif text := line.text.strip(" \t\r\n\x00\ufeff"):
                    yield from self._line(text, where, line)
            yield Ahead(len(self.places))
            yield from self._gathered(lines)
        yield FileRead(self.path, "jsonl", encoding, self.conversations, self.messages)

    def _line(self, text: str, where: str, line: Line) -> Iterator[Read]:
        if bad_bytes(text):
            yield Skipped(self.path, where, "bytes that are not in the file's encoding")
            return
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            yield Skipped(self.path, where, problem_of(error))
            return
        if not isinstance(value, dict):
            yield Skipped(self.path, where, "not a JSON object")
        elif (turns := next((value[key] for key in _TURNS if isinstance(value.get(key), list)), None)) is not None:
            yield from self._conversation(value, turns, where)
        else:
            fields = self._fields(value)
            try:
                message = read_message(fields, self.settings)
            except BadRowError as error:
                yield Skipped(self.path, where, str(error))
                return
            self.places.add(written(fields.get("conversation_id")), line.start, line.end)
            self.messages += 1
            if message.role in ("agent", "note") and message.author:
                self.staff[message.author] = None

    def _gathered(self, lines: Lines) -> Iterator[RawConversation]:
        """Read the conversations whose messages have a line each, and were found good."""
        for _, stretches in self.places:
            pile = Pile(self.settings)
            for start, end in stretches:
                for line in lines.between(start, end):
                    if text := line.strip(" \t\r\n\x00\ufeff"):
                        pile.add(self._fields(json.loads(text)))
            for conversation in pile.take("jsonl", self.path, self.staff):
                self.conversations += 1
                yield conversation

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
