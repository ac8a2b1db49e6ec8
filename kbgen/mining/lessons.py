"""What people correct in topics, and what every later run learns from it: must-links, cannot-links, titles, merges."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count
from typing import Literal

from kbgen.mining.costs import Log
from kbgen.mining.describe import described
from kbgen.mining.disagreements import disagreements
from kbgen.mining.statements import statements
from kbgen.mining.titles import candidates
from kbgen.models import Conversation, Disagreement, Question, Redacted, Topic

Key = tuple[str, int]
"""A question: the conversation's id and the index of the message that asks it."""

State = tuple[list[Topic], list[Question]]
"""The topics, and the questions that are in none of them."""

CorrectionKind = Literal["rename", "merge", "split", "move", "reject"]


@dataclass(frozen=True, slots=True)
class Lessons:
    """What people said, so that no run forgets it.

    `titles` by topic; `placed`: the topic a question belongs to (must-link); `apart`: topics a question is never in
    (cannot-link); `merged`: the topic that took the place of one that is gone, chains allowed.
    """

    titles: Mapping[str, Redacted] = field(default_factory=dict)
    placed: Mapping[Key, str] = field(default_factory=dict)
    apart: frozenset[tuple[Key, str]] = frozenset()
    merged: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing a person corrected, with what is needed to take it back.

    `topic` is renamed, split, rejected, or takes questions in (None: they were moved out of all topics). `moved` are the
    questions that changed place, each with the topic it was in; `stayed` those of `topic` that did not. `gone` are the
    ids that a merge ended, `made` is the id that a split made. `before` are the topics it touched, without questions.
    """

    kind: CorrectionKind
    topic: str | None
    title: Redacted | None = None
    gone: tuple[str, ...] = ()
    made: str | None = None
    moved: tuple[tuple[Key, str | None], ...] = ()
    stayed: tuple[Key, ...] = ()
    before: tuple[Topic, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What a correction makes of the topics. Their numbers are still those of before; `describe` gives them new ones."""

    correction: Correction
    topics: list[Topic]
    left: list[Question]


def key_of(question: Question) -> Key:
    """Return what names a question from run to run."""
    return question.conversation, question.message


def topic_id(first: Key, taken: Collection[str]) -> str:
    """Return an id for a topic whose first question is given, the same in every run; none of `taken`."""
    names = (
        f"t{hashlib.blake2b(f'{first[0]}/{first[1]}{again}'.encode(), digest_size=5).hexdigest()}"
        for again in chain([""], map(str, count(1)))
    )
    return next(name for name in names if name not in taken)


def enforced(topics: Sequence[Topic], left: Sequence[Question], lessons: Lessons) -> State:
    """Return the topics and the questions left as people want them, whatever a run made of them.

    Every placed question stands in its topic, if that exists; none stands where it must not; a topic that was merged
    gives its questions to the one that took its place; titles are those that people gave. Questions are neither lost
    nor doubled. A topic that loses all its questions is kept, empty.
    """
    ids = {topic.id for topic in topics}
    homes = {topic: _home(topic, lessons.merged, ids) for topic in {*ids, *lessons.merged, *lessons.placed.values()}}
    apart = {(key, homes.get(topic, topic)) for key, topic in lessons.apart}
    place: dict[Key, str | None] = {}
    for topic, question in _held(topics, left):
        key = key_of(question)
        found = homes[topic] if topic is not None else None
        wanted = homes[lessons.placed[key]] if key in lessons.placed else None
        place.setdefault(key, wanted or found)
        if (key, place[key]) in apart:
            place[key] = None
    kept = [topic for topic in topics if homes[topic.id] == topic.id]
    rest = [*left, *(q for topic in topics if homes[topic.id] != topic.id for q in topic.questions)]
    moved, alone = _regrouped(kept, rest, place)
    return [replace(t, title=lessons.titles[t.id]) if t.id in lessons.titles else t for t in moved], alone


def rename(topics: Sequence[Topic], left: Sequence[Question], topic: str, title: Redacted) -> Change:
    """Give a topic a person's title."""
    correction = Correction("rename", topic, title, before=_bodies(topics, [topic]))
    return Change(correction, [replace(t, title=title) if t.id == topic else t for t in topics], list(left))


def merge(topics: Sequence[Topic], left: Sequence[Question], into: str, others: Sequence[str]) -> Change:
    """Put the questions of `others` into one topic, which stays as it is otherwise; the others are gone."""
    gone = tuple(dict.fromkeys(others))
    place = dict.fromkeys((key_of(q) for t in topics if t.id in gone for q in t.questions), into)
    correction = Correction(
        "merge", into, gone=gone, moved=_moved(topics, left, place), stayed=_stayed(topics, into, place),
        before=_bodies(topics, [into, *gone]),
    )  # fmt: skip
    regrouped, alone = _regrouped(topics, left, place)
    score = max(t.score for t in topics if t.id == into or t.id in gone)
    kept = [replace(t, score=score) if t.id == into else t for t in regrouped if t.id not in gone]
    return Change(correction, kept, alone)


def split(topics: Sequence[Topic], left: Sequence[Question], topic: str, keys: Collection[Key], new: str) -> Change:
    """Put some questions of a topic into a new one with the id `new`, which has no title yet."""
    place = dict.fromkeys(keys, new)
    correction = Correction(
        "split", topic, made=new, moved=_moved(topics, left, place), stayed=_stayed(topics, topic, place),
        before=_bodies(topics, [topic]),
    )  # fmt: skip
    (old,) = (t for t in topics if t.id == topic)
    bare = replace(old, id=new, title=Redacted(""), questions=(), disagreements=())
    return Change(correction, *_regrouped([*topics, bare], left, place))


def move(topics: Sequence[Topic], left: Sequence[Question], keys: Collection[Key], to: str | None) -> Change:
    """Put questions into a topic, or into none."""
    place = dict.fromkeys(keys, to)
    moved = _moved(topics, left, place)
    touched = [name for name in (to, *(topic for _, topic in moved)) if name is not None]
    correction = Correction("move", to, moved=moved, before=_bodies(topics, touched))
    return Change(correction, *_regrouped(topics, left, place))


def undone(topics: Sequence[Topic], left: Sequence[Question], correction: Correction) -> State:
    """Return the topics as they were before a correction, the newest of all.

    Questions that came since stay where they are; those of a topic that a split made go back to the one it was made of.
    """
    old = {topic.id: topic for topic in correction.before}
    ids = {topic.id for topic in topics}
    place: dict[Key, str | None] = {
        key_of(q): correction.topic for topic in topics if topic.id == correction.made for q in topic.questions
    }
    place |= dict(correction.moved)
    there = [_as_before(topic, old) for topic in topics]
    regrouped, alone = _regrouped([*there, *(t for name, t in old.items() if name not in ids)], left, place)
    # What a later run dropped, unlike what the merge itself ended, comes back only when it has questions again.
    known = ids.union(correction.gone)
    return [t for t in regrouped if t.id != correction.made and (t.id in known or t.questions)], alone


def retitled(before: Sequence[Topic], topics: Sequence[Topic], lessons: Lessons) -> list[Topic]:
    """Return topics without a title where the question it was taken from is gone; a person's title stays."""
    held = {topic.id: len(topic.questions) for topic in before}
    return [
        replace(topic, title=Redacted(""))
        if len(topic.questions) < held.get(topic.id, 0) and topic.id not in lessons.titles and not _asks_title(topic)
        else topic
        for topic in topics
    ]


def redescribed(
    before: Sequence[Topic],
    topics: Sequence[Topic],
    correction: Correction,
    conversations: Mapping[str, Conversation],
    phrases: frozenset[str],
    log: Log,
) -> list[Topic]:
    """Return topics with the title, numbers and disagreements that follow from what a correction put into them.

    What stood in conversations of other topics against a topic, or against what it is made of, still stands: the next
    run looks at all topics together again, and till then no page is written over it.
    """
    known = {topic.id: topic for topic in before}
    changed = {t.id for t in topics if t.id not in known or t.questions != known[t.id].questions or not t.title}
    names = {topic.id for topic in topics}
    ended = known.keys() - names
    touched = {c for t in (*before, *topics) if t.id in changed | ended for c in t.conversations}
    old = known | {topic.id: topic for topic in correction.before}

    def anew(topic: Topic) -> Topic:
        if not topic.questions:
            return replace(topic, customers=0, turns=0.0, disagreements=())
        said = statements(topic.questions, conversations, phrases)
        found = {d.key: d for d in disagreements(said, [q.text for q in topic.questions])}
        for name in (topic.id, *_made_of(topic.id, correction, names)):
            found |= {d.key: d for d in (old[name].disagreements if name in old else ()) if not _within(d, touched)}
        return described(replace(topic, disagreements=tuple(found.values())), conversations, phrases, log)

    return [anew(topic) if topic.id in changed else topic for topic in topics]


@dataclass(slots=True)
class _Learning:
    """The lessons of the corrections so far; a newer one overrules an older one."""

    titles: dict[str, Redacted] = field(default_factory=dict)
    placed: dict[Key, str] = field(default_factory=dict)
    apart: dict[Key, set[str]] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)

    def place(self, key: Key, topic: str) -> None:
        self.placed[key] = topic
        self.apart.get(key, set()).discard(topic)

    def part(self, key: Key, topic: str) -> None:
        self.apart.setdefault(key, set()).add(topic)
        if self.placed.get(key) == topic:
            del self.placed[key]

    def learn(self, correction: Correction) -> None:
        if correction.topic is not None and correction.title is not None:
            self.titles[correction.topic] = correction.title
        elif correction.kind == "merge" and correction.topic is not None:
            self._join(correction, correction.topic)
        elif correction.kind in ("move", "split"):
            target = correction.made or correction.topic
            for key, before in correction.moved:
                if before is not None:
                    self.part(key, before)
                if target is not None:
                    self.place(key, target)
            for key in correction.stayed if correction.made else ():
                self.part(key, correction.made or "")

    def _join(self, correction: Correction, into: str) -> None:
        """What was said of a topic that is gone holds of the one that took its place."""
        gone = set(correction.gone)
        self.merged.pop(into, None)
        self.merged = {old: into if new in gone else new for old, new in self.merged.items()}
        self.merged |= dict.fromkeys(correction.gone, into)
        self.titles = {topic: title for topic, title in self.titles.items() if topic not in gone}
        self.apart = {key: {into if t in gone else t for t in topics} for key, topics in self.apart.items()}
        for key, topic in list(self.placed.items()):
            if topic in gone or topic == into:
                self.place(key, into)
        for key in (*(key for key, _ in correction.moved), *correction.stayed):
            self.place(key, into)


def learned(corrections: Iterable[Correction]) -> Lessons:
    """Return what a run must keep to after these corrections, oldest first; of two that cannot both hold the newer one."""
    learning = _Learning()
    for correction in corrections:
        learning.learn(correction)
    apart = frozenset((key, topic) for key, topics in learning.apart.items() for topic in topics)
    return Lessons(learning.titles, learning.placed, apart, learning.merged)


def _home(topic: str, merged: Mapping[str, str], ids: Collection[str]) -> str | None:
    """Return the last topic that exists on the way from a topic to what took its place."""
    seen: set[str] = set()
    found = None
    following: str | None = topic
    while following is not None and following not in seen:
        seen.add(following)
        found = following if following in ids else found
        following = merged.get(following)
    return found


def _held(topics: Iterable[Topic], left: Iterable[Question]) -> list[tuple[str | None, Question]]:
    return [*((topic.id, q) for topic in topics for q in topic.questions), *((None, q) for q in left)]


def _regrouped(topics: Sequence[Topic], left: Iterable[Question], place: Mapping[Key, str | None]) -> State:
    """Move the questions named in `place` to a topic (None, or one that is not there: to none); all others stay."""
    groups: dict[str, list[Question]] = {topic.id: [] for topic in topics}
    alone: list[Question] = []
    seen: set[Key] = set()
    for topic, question in _held(topics, left):
        key = key_of(question)
        if key not in seen:
            seen.add(key)
            groups.get(place.get(key, topic) or "", alone).append(question)
    ordered = {name: tuple(sorted(questions, key=key_of)) for name, questions in groups.items()}
    return (
        [t if t.questions == ordered[t.id] else replace(t, questions=ordered[t.id]) for t in topics],
        sorted(alone, key=key_of),
    )


def _moved(
    topics: Sequence[Topic], left: Sequence[Question], place: Mapping[Key, str | None]
) -> tuple[tuple[Key, str | None], ...]:
    found = {key_of(question): topic for topic, question in _held(topics, left)}
    return tuple((key, found[key]) for key in sorted(place) if key in found)


def _stayed(topics: Sequence[Topic], name: str, place: Collection[Key]) -> tuple[Key, ...]:
    return tuple(key_of(q) for t in topics if t.id == name for q in t.questions if key_of(q) not in place)


def _bodies(topics: Sequence[Topic], names: Sequence[str]) -> tuple[Topic, ...]:
    return tuple(replace(topic, questions=()) for topic in topics if topic.id in names)


def _as_before(topic: Topic, old: Mapping[str, Topic]) -> Topic:
    before = old.get(topic.id)
    return topic if before is None else replace(topic, title=before.title, score=before.score)


def _asks_title(topic: Topic) -> bool:
    return any(tidy == topic.title for _, tidy in candidates([q.text for q in topic.questions]))


def _made_of(topic: str, correction: Correction, names: Collection[str]) -> tuple[str, ...]:
    """Return the topics that a correction made a topic of; none when it was taken back."""
    if topic == correction.made and correction.topic is not None:
        return (correction.topic,)
    return tuple(name for name in correction.gone if topic == correction.topic and name not in names)


def _within(disagreement: Disagreement, conversations: Collection[str]) -> bool:
    return all(c in conversations for claim in disagreement.claims for c in claim.conversations)
