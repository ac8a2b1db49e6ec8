"""`kbgen topic`: what people correct in topics, applied at once, remembered for ever, and a lesson for every run."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import msgspec

from kbgen.commands import review, topics
from kbgen.commands.learned import CORRECTION, Logged, corrections_of
from kbgen.commands.project import Project
from kbgen.errors import KbgenError, Problem, fail
from kbgen.language.fold import letters, squeeze
from kbgen.mining import lessons
from kbgen.mining.costs import Log
from kbgen.mining.lessons import Change, Correction, Key, Lessons
from kbgen.models import Conversation, Question, Topic
from kbgen.pages.markdown import is_edited
from kbgen.store import Decision, Store

_LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction did, or what it was that was taken back.

    `kind`: rename, merge, split, move, reject. `topic` is the topic it is about, with its title (None: questions moved
    out of all topics). `new` is the topic that a split made, `gone` are those that a merge ended. `questions` counts
    those that changed place. `removed_pages` were drafts of topics that are gone, `kept_pages` are other pages of such.
    `replaced` are the types of personal data that were replaced in a title.
    """

    kind: str
    topic: str | None
    title: str | None
    new: str | None = None
    gone: tuple[str, ...] = ()
    questions: int = 0
    removed_pages: tuple[str, ...] = ()
    kept_pages: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Topics:
    """The topics as they stand, with all that a correction looks at."""

    project: Project
    store: Store
    topics: tuple[Topic, ...]
    left: tuple[Question, ...]
    conversations: Mapping[str, Conversation]
    log: tuple[Logged, ...]

    @classmethod
    def read(cls, project: Project, store: Store) -> "_Topics":
        return cls(project, store, store.topics(), store.left(), store.archive(), corrections_of(store))

    @property
    def learned(self) -> Lessons:
        return lessons.learned(entry.correction for entry in self.log)

    def topic(self, name: str, reading: bool = False) -> Topic:
        """Return the topic of an id or of a page's path; a rejected one only for `reading`."""
        page = self.project.pages().get(name.removeprefix("./")) if "/" in name else None
        wanted = page.topic if page is not None else name
        found = next((topic for topic in self.topics if topic.id == wanted), None)
        if found is None:
            taker = self.learned.merged.get(wanted or "")
            if taker is not None:
                raise fail(name, f"was merged into {taker}", f"name {taker}, or take the merge back: kbgen topic undo")
            raise fail(name, "is no topic", "`kbgen topics` lists them")
        if not reading and found.id in self.store.decisions("reject"):
            raise fail(name, "was rejected", f"take that back first: kbgen review reopen {found.id}")
        return found

    def places(self, conversation: str) -> dict[Key, str | None]:
        """Return the questions of a conversation, each with its topic."""
        held = [*((t.id, q) for t in self.topics for q in t.questions), *((None, q) for q in self.left)]
        return {lessons.key_of(q): topic for topic, q in held if q.conversation == conversation}

    def conversation(self, name: str) -> tuple[str, int | None]:
        """Return the id of a conversation named by kbgen's or the vendor's id; with `:2`, its message with that index."""
        found = self._ids(name)
        stem, _, index = name.rpartition(":")
        message = None
        if not found and index.isdecimal():
            found, message = self._ids(stem), int(index)
        if not found:
            raise fail(name, "is no conversation", "give kbgen's id or the vendor's, see `kbgen conversations`")
        if len(found) > 1:
            raise fail(name, f"names {len(found)} conversations", f"give kbgen's id: {', '.join(sorted(found))}")
        return found[0], message

    def _ids(self, name: str) -> list[str]:
        if name in self.conversations:
            return [name]
        return [c.id for c in self.conversations.values() if name and c.source.id == name]

    def keep(self, change: Change) -> tuple[Topic, ...]:
        """Remember a correction; store the topics as it and all earlier ones want them, and return them."""
        # In this order, what a crash between the two leaves out is made up for by the next run, which enforces lessons.
        correction = change.correction
        self.store.decide(_decision(self.store, correction, self.project.clock()))
        learned = lessons.learned([*(entry.correction for entry in self.log), correction])
        found, left = lessons.enforced(change.topics, change.left, learned)
        return self.put(lessons.retitled(self.topics, found, learned), left, correction)

    def put(self, found: Sequence[Topic], left: Sequence[Question], correction: Correction) -> tuple[Topic, ...]:
        """Store topics, best first, those that a correction changed described anew, and return them."""
        log = Log.of(self.conversations.values(), self.project.config.zone)
        phrases = self.store.boilerplate()
        told = lessons.redescribed(self.topics, found, correction, self.conversations, phrases, log)
        ordered = tuple(sorted(told, key=lambda t: (-t.score, -len(t.conversations), t.id)))
        self.store.put_topics(ordered, left)
        return ordered


def rename(project: Project, name: str, title: str) -> Corrected:
    """Give a topic a title of a person's own; personal data in it is replaced.

    Raises:
        KbgenError: there is no such topic, or the title has no words or too many.
    """
    plain = _one_line(title)
    if not letters(plain):
        raise fail("TITLE", "has no words", "give the title that readers shall see")
    if len(plain) > _LONGEST_TITLE:
        raise fail("TITLE", f"has {len(plain)} characters", f"{_LONGEST_TITLE} are the most")
    redacted, spans = project.gate().text(plain)
    with project.store() as store:
        now = _Topics.read(project, store)
        change = lessons.rename(now.topics, now.left, now.topic(name).id, redacted)
        now.keep(change)
    return replace(_told(change.correction, change.topics), replaced=tuple(sorted({span.type for span in spans})))


def merge(project: Project, into: str, others: Sequence[str]) -> Corrected:
    """Make one topic of several: the first keeps its id, title and page and takes all questions of the others.

    Raises:
        KbgenError: one of them is no topic or was rejected, or is the first itself.
    """
    with project.store() as store:
        now = _Topics.read(project, store)
        found: dict[str, str] = {}
        problems: list[Problem] = []
        for name in (into, *others):
            try:
                found[name] = now.topic(name).id
            except KbgenError as error:
                problems += error.problems
        if any(found.get(name) == found.get(into) for name in others if name in found):
            problems.append(Problem(into, "cannot be merged with itself", "name another topic"))
        if problems:
            raise KbgenError(*problems)
        change = lessons.merge(now.topics, now.left, found[into], [found[name] for name in others])
        after = now.keep(change)
        removed, kept = _clear_pages(project, store, change.correction.gone)
    return replace(_told(change.correction, after), removed_pages=removed, kept_pages=kept)


def split(project: Project, name: str, conversations: Sequence[str]) -> Corrected:
    """Make a new topic of what some conversations ask in a topic; from then on the two lots are apart.

    Raises:
        KbgenError: a conversation is unknown or asks nothing in the topic, or nothing would be left in it.
    """
    with project.store() as store:
        now = _Topics.read(project, store)
        topic = now.topic(name)
        keys: set[Key] = set()
        problems: list[Problem] = []
        for given in conversations:
            try:
                keys |= _asked_in(now, topic, given)
            except KbgenError as error:
                problems += error.problems
        if not problems and len(keys) == len(topic.questions):
            fix = "leave at least one conversation in it; to change its title: kbgen topic rename"
            problems.append(Problem(name, "would be left without a question", fix))
        if problems:
            raise KbgenError(*problems)
        new = lessons.topic_id(min(keys), _taken(now))
        change = lessons.split(now.topics, now.left, topic.id, keys, new)
        after = now.keep(change)
    return _told(change.correction, after)


def move(project: Project, names: Sequence[str], to: str | None) -> Corrected:
    """Put what conversations ask into a topic, or out of the one it is in (`to` None); it never returns by itself.

    Raises:
        KbgenError: a conversation is unknown or in several topics, stands there already, or is a topic's last.
    """
    with project.store() as store:
        now = _Topics.read(project, store)
        target = now.topic(to).id if to is not None else None
        keys: dict[Key, str | None] = {}
        problems: list[Problem] = []
        for given in names:
            try:
                keys |= _to_move(now, given, target)
            except KbgenError as error:
                problems += error.problems
        problems += _emptied(now, keys, target) if not problems else []
        if problems:
            raise KbgenError(*problems)
        change = lessons.move(now.topics, now.left, keys, target)
        after = now.keep(change)
    return _told(change.correction, after)


def reject(project: Project, name: str, reason: str) -> Corrected:
    """Refuse a topic for good, as `kbgen review reject` does.

    Raises:
        KbgenError: there is no such topic, or it was rejected already.
    """
    with project.store() as store:
        topic = _Topics.read(project, store).topic(name)
    pages = {path for path, page in project.pages().items() if page.topic == topic.id}
    review.reject(project, [topic.id], project.gate().text(_one_line(reason))[0])
    with project.store() as store:
        at = store.decisions("reject")[topic.id].at
        store.decide(_decision(store, Correction("reject", topic.id, before=(replace(topic, questions=()),)), at))
    gone = pages - set(project.pages())
    return Corrected(
        "reject", topic.id, topic.title, removed_pages=tuple(sorted(gone)), kept_pages=tuple(sorted(pages - gone))
    )


def undo(project: Project) -> Corrected:
    """Take back the newest correction and return what it was.

    Raises:
        KbgenError: there is none.
    """
    with project.store() as store:
        now = _Topics.read(project, store)
        if not now.log:
            raise fail("kbgen topic undo", "there is no correction to take back", "`kbgen topic history` lists them")
        *earlier, newest = now.log
        correction = newest.correction
        if correction.kind != "reject":
            store.undo(CORRECTION, newest.subject)
            before = lessons.undone(now.topics, now.left, correction)
            after = now.put(*lessons.enforced(*before, lessons.learned(e.correction for e in earlier)), correction)
            removed, kept = _clear_pages(project, store, [correction.made] if correction.made else [])
            return replace(_told(correction, after), removed_pages=removed, kept_pages=kept)
    review.reopen(project, correction.topic or "")
    with project.store() as store:
        store.undo(CORRECTION, newest.subject)
    return _told(correction, now.topics)


def history(project: Project) -> list[dict[str, Any]]:
    """Return all corrections that stand, oldest first, as `kbgen topic history --json` prints them."""
    with project.store() as store:
        now = store.topics()
        return [_line(entry, now, project) for entry in corrections_of(store)]


def show(project: Project, name: str) -> dict[str, Any]:
    """Return the document of `kbgen topic show --json`: the topic as in `kbgen topics`, its conversations' own ids, and
    what people corrected in it."""
    with project.store() as store:
        now = _Topics.read(project, store)
        topic = now.topic(name, reading=True)
        concerns = [entry for entry in now.log if topic.id in _concerned(entry.correction)]
        sources = {c: now.conversations[c].source.id for c in topic.conversations}
        titled = topic.id in now.learned.titles
    (shown,) = (t for t in topics.listed(project)["topics"] if t["id"] == topic.id)
    return {
        **shown,
        "title_by": "person" if titled else "kbgen",
        "sources": [{"conversation": c, "source": source} for c, source in sources.items()],
        "corrections": [_line(entry, now.topics, project) for entry in concerns],
    }


def _decision(store: Store, correction: Correction, at: datetime) -> Decision:
    """Return a correction as a decision; the time in its subject keeps apart those of two people at once."""
    last = max(store.decisions(CORRECTION), default="0")
    subject = f"{int(last.split()[0]) + 1:08} {at.isoformat()}"
    return Decision(CORRECTION, subject, correction.kind, msgspec.json.encode(correction).decode(), at)


def _told(correction: Correction, after: Sequence[Topic]) -> Corrected:
    """Return what a correction did; the title is the topic's own, as it is or as it was."""
    titles = {topic.id: topic.title for topic in (*correction.before, *after)}
    return Corrected(
        correction.kind,
        correction.topic,
        titles.get(correction.topic or ""),
        correction.made,
        correction.gone,
        len(correction.moved),
    )


def _line(entry: Logged, now: Sequence[Topic], project: Project) -> dict[str, Any]:
    correction = entry.correction
    told = _told(correction, now)
    before = {topic.id: topic.title for topic in correction.before}
    return {
        "at": entry.at.astimezone(project.config.zone).isoformat(),
        "kind": told.kind,
        "topic": told.topic,
        "title": correction.title if correction.title is not None else told.title,
        "before": before.get(correction.topic or "") if correction.kind == "rename" else None,
        "new": told.new,
        "gone": [{"topic": name, "title": before[name]} for name in correction.gone],
        "moved": [{"conversation": key[0], "message": key[1], "from": topic} for key, topic in correction.moved],
    }


def _concerned(correction: Correction) -> set[str | None]:
    return {correction.topic, correction.made, *correction.gone, *(topic for _, topic in correction.moved)}


def _one_line(text: str) -> str:
    """Return a person's words as one line, without what no reader sees: control and format characters, half characters."""
    seen = (c for c in text if unicodedata.category(c) not in ("Cf", "Cs"))
    return squeeze("".join(" " if unicodedata.category(c) == "Cc" else c for c in seen))


def _taken(now: _Topics) -> set[str]:
    """Return the ids that no new topic may have: of topics, of pages, of decisions, and of topics that are gone."""
    pages = {page.topic for page in now.project.pages().values() if page.topic is not None}
    return {topic.id for topic in now.topics} | pages | set(now.store.decisions("reject")) | set(now.learned.merged)


def _asked_in(now: _Topics, topic: Topic, name: str) -> set[Key]:
    conversation, message = now.conversation(name)
    found = {
        lessons.key_of(q)
        for q in topic.questions
        if q.conversation == conversation and (message is None or q.message == message)
    }
    if not found:
        raise fail(name, f"asks nothing in {topic.id}", f"`kbgen topic show {topic.id}` lists its conversations")
    return found


def _to_move(now: _Topics, name: str, target: str | None) -> dict[Key, str | None]:
    """Return the questions that a name means: those of a conversation in the one place that is not where they shall go."""
    conversation, message = now.conversation(name)
    asked = {k: place for k, place in now.places(conversation).items() if message is None or k[1] == message}
    if not asked:
        raise fail(name, "asks nothing", "see it with `kbgen conversations`")
    found = {key: place for key, place in asked.items() if place != target}
    if not found:
        raise fail(
            name, f"is in {target} already" if target else "is in no topic", "`kbgen topics` shows what is where"
        )
    if len(set(found.values())) > 1:
        listed = ", ".join(f"{key[0]}:{key[1]} ({place or 'no topic'})" for key, place in sorted(found.items()))
        raise fail(name, "asks several things", f"name the one to move: {listed}")
    return found


def _emptied(now: _Topics, keys: Mapping[Key, str | None], target: str | None) -> list[Problem]:
    """Return the topics that would lose their last question."""
    fix = "to join the two: kbgen topic merge {to} {topic}" if target else "to refuse it: kbgen topic reject {topic}"
    return [
        Problem(topic.id, "would be left without a question", fix.format(to=target, topic=topic.id))
        for topic in now.topics
        if topic.questions and topic.id in keys.values() and all(lessons.key_of(q) in keys for q in topic.questions)
    ]


def _clear_pages(project: Project, store: Store, gone: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Remove the unedited drafts of topics that are gone; return them, and the pages that stay."""
    removed, kept = [], []
    for path, page in project.pages().items():
        if page.topic not in gone or page.status == "archived":
            continue
        if page.status == "draft" and not is_edited(page):
            (project.folder / path).unlink()
            # Else a topic that comes back would count as one whose page a person deleted.
            store.forget_draft(path)
            removed.append(path)
        else:
            kept.append(path)
    return tuple(removed), tuple(kept)
