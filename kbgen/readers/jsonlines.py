"""JSON Lines: one message a line with the keys of a table, or one conversation a line.

Conversations a line are yielded as they come. Messages a line are read twice: any line may belong to any conversation,
so the first pass remembers where each conversation's lines are, and no message is held longer than its conversation.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice

import msgspec

from kbgen.models import FileRead, RawConversation, Skipped
from kbgen.readers.base import Ahead, Read, Settings
from kbgen.readers.detect import Head
from kbgen.readers.feedback import repeats, shaped
from kbgen.readers.files import File
from kbgen.readers.headers import REQUIRED, Columns, columns, key_of
from kbgen.readers.jsondoc import Record, problem_of, record
from kbgen.readers.lines import MAX_LINE, Line, Lines, bad_bytes, encoding_of
from kbgen.readers.places import Places
from kbgen.readers.rows import BadRowError, NoTextError, Pile, read_messages, record_id, staff_of
from kbgen.readers.tables import as_dialogue, lacking, without_text
from kbgen.readers.text import clean

_TURNS = ("messages", "turns", "utterances", "comments")
_OF_MESSAGES = ("role", "text", "author", "visibility", "internal")
_MAX_LAYOUTS = 1_000
_MAX_KEYS = 200
_SAMPLE = 200
_BLANK = " \t\r\n\x00\ufeff"
NEEDED = f"{', '.join(REQUIRED)}, or {_TURNS[0]}"

_decode = msgspec.json.Decoder().decode


def claims(head: Head, settings: Settings) -> bool:
    """Tell whether a file is JSON Lines with at least one key that a message or conversation has."""
    keys = {known[0] for key in head.keys if "." not in key and (known := key_of(key, settings))}
    return head.lines and (not keys.isdisjoint((*REQUIRED, "question")) or head.any(_TURNS))


def read(files: Sequence[File], settings: Settings) -> Iterator[Read]:
    """Read files of JSON Lines, each by itself."""
    for file in files:
        try:
            yield from _File(str(file), settings).read(file)
        except OSError as error:
            yield Skipped(str(file), "file", f"cannot be read ({error.strerror or error})")


def parse(text: str) -> object:
    """Return the value of a line of JSON.

    Raises:
        ValueError: it is broken, or a number in it is too long to read.
        RecursionError: it is nested too deeply.
    """
    try:
        return _decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError):  # what it is stricter about: NaN, lone surrogates, huge numbers
        return json.loads(text)


@dataclass(slots=True)
class _File:
    """One file while it is read: what it gave so far, which keys its objects use, where messages a line stand.

    `table` is set when lines hold no dialogue but feedback, or a question with its answer.
    """

    path: str
    settings: Settings
    conversations: int = 0
    messages: int = 0
    silent: int = 0
    rows: int = 0
    table: Columns | None = None
    layouts: dict[tuple[str, ...], Columns] = field(default_factory=dict)
    places: Places = field(default_factory=Places)
    staff: dict[str, None] = field(default_factory=dict)
    singles: Pile = field(init=False)

    def __post_init__(self) -> None:
        self.singles = Pile(self.settings)

    def read(self, file: File) -> Iterator[Read]:
        """Yield the conversations, the lines that cannot be read, and the file itself."""
        encoding = encoding_of(file)
        with Lines(file, encoding) as lines:
            sample = list(islice(lines, _SAMPLE))
            self.table = _table(iter(sample), self.settings)
            if sample and (share := _conversations(sample)):
                yield Ahead(round(share * file.size * len(sample) / sample[-1].end))
        with Lines(file, encoding) as lines:
            for number, line in enumerate(lines, 1):
                where = f"line {number}"
                if line.text is None:
                    yield Skipped(self.path, where, f"a line longer than {MAX_LINE >> 20} MB")
                elif text := line.text.strip(_BLANK):
                    yield from self._line(text, where, line)
            if self.table and self.table.feedback and repeats(self.rows, len(self.places)):
                yield Skipped(self.path, "file", lacking(as_dialogue(self.table)))
                return
            if self.silent:
                yield Skipped(self.path, "file", without_text(self.silent))
            yield Ahead(len(self.places))
            yield from self._gathered(lines)
        yield FileRead(self.path, "jsonl", encoding, self.conversations, self.messages)

    def _line(self, text: str, where: str, line: Line) -> Iterator[Read]:
        if bad_bytes(text):
            yield Skipped(self.path, where, "bytes that are not in the file's encoding")
            return
        try:
            value = parse(text)
        except (ValueError, RecursionError) as error:
            yield Skipped(self.path, where, problem_of(error))
            return
        if not isinstance(value, dict):
            yield Skipped(self.path, where, "not a JSON object")
        elif (turns := _turns(value)) is not None:
            yield from self._conversation(value, turns, where)
        else:
            yield from self._message(value, where, line)

    def _message(self, value: Record, where: str, line: Line) -> Iterator[Read]:
        fields = self._fields(value)
        try:
            messages = read_messages(fields, self.settings)
        except NoTextError:
            self.silent += 1
            return
        except BadRowError as error:
            yield Skipped(self.path, where, str(error))
            return
        self.messages += len(messages)
        key = record_id(fields.get("conversation_id"))
        if not key:
            self.conversations += 1
            yield self.singles.single(fields, "jsonl", self.path, messages)
            return
        self.rows += 1
        self.places.add(key, line.start, line.end)
        for message in messages:
            if message.author and message.role in ("agent", "note"):
                self.staff[message.author] = None

    def _gathered(self, lines: Lines) -> Iterator[RawConversation]:
        """Read the conversations whose messages have a line each, and were found good."""
        staff = staff_of(self.staff)
        for _, stretches in self.places:
            pile = Pile(self.settings)
            for start, end in stretches:
                for line in lines.between(start, end):
                    if text := line.strip(_BLANK):
                        pile.add(self._fields(record(parse(text))))
            for conversation in pile.take("jsonl", self.path, staff):
                self.conversations += 1
                yield conversation

    def _conversation(self, value: Record, turns: list[object], where: str) -> Iterator[Read]:
        about = self._fields({key: item for key, item in value.items() if key not in _TURNS}, guess=False)
        about = {key: item for key, item in about.items() if key not in _OF_MESSAGES}
        key = record_id(about.get("conversation_id"))
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
        pile.describe({**about, "conversation_id": key, "opened": about.get("opened") or about.get("at")})
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
        layout = self.layouts.get(keys)
        if layout is None:
            layout = self._layout(keys, value, guess)
            if len(self.layouts) < _MAX_LAYOUTS:
                self.layouts[keys] = layout
        return layout.fields(tuple(value.values()))

    def _layout(self, keys: tuple[str, ...], value: Mapping[str, object], guess: bool) -> Columns:
        if guess and self.table:
            return _placed(self.table, keys)
        layout = columns(keys, [], self.settings)
        return columns(keys, [tuple(value.values())], self.settings) if guess and "role" not in layout.of else layout


def _conversations(sample: Sequence[Line]) -> float:
    """Return how many of the lines are whole conversations, as a share."""
    found = 0
    for line in sample:
        with suppress(ValueError, RecursionError):
            value = parse(line.text or "")
            found += isinstance(value, dict) and _turns(value) is not None
    return found / len(sample)


def _turns(value: Mapping[str, object]) -> list[object] | None:
    for key in _TURNS:
        if isinstance(turns := value.get(key), list):
            return turns
    return None


def _table(lines: Iterator[Line], settings: Settings) -> Columns | None:
    """Return the columns of lines that hold no dialogue, by some of them; None for dialogues."""
    objects = []
    for line in lines:
        try:
            value = parse(line.text.strip(_BLANK)) if line.text and not bad_bytes(line.text) else None
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict):
            if _turns(value) is not None:
                return None
            objects.append(value)
    keys = tuple(dict.fromkeys(key for value in objects for key in islice(value, _MAX_KEYS)))
    sample = [[_single(value.get(key)) for key in keys] for value in objects]
    found = shaped(columns(keys, sample, settings), sample, settings)
    return found if found.parts else None


def _single(value: object) -> object:
    return None if isinstance(value, dict | list) else value


def _placed(table: Columns, keys: Sequence[str]) -> Columns:
    """Return the columns of a table for an object that has its keys in an order of its own."""
    at = {clean(key): index for index, key in enumerate(keys)}
    nowhere = len(keys)
    of = {key: at[table.headers[i]] for key, i in table.of.items() if table.headers[i] in at}
    parts = tuple(replace(part, index=at.get(table.headers[part.index], nowhere)) for part in table.parts)
    return Columns(of, tuple(keys), parts)
