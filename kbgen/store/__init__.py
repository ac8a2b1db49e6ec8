"""The one place that knows the database: redacted conversations, topics, drafts, decisions, signals.

SQLite through SQLAlchemy Core, in `.kbgen/kb.db` of the project. Every write is one transaction; readers see whole
states. Only redacted types come in, so nothing personal can be stored.
"""

import hashlib
import itertools
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Self, TypeVar

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from kbgen.errors import fail
from kbgen.models import Conversation, Link, Notice, Question, Redacted, Search, Sentence, Signal, Topic, Vote
from kbgen.store import schema
from kbgen.store.archive import Archive

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Draft:
    """What kbgen wrote for a page: `text` as last written to `path`, `proposed` as it would write it now."""

    path: str
    text: str
    proposed: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided: `kind` (reject, settle, publish) about `subject`; the newest one stands."""

    kind: str
    subject: str
    value: str
    reason: str
    at: datetime


class Store(AbstractContextManager["Store"]):
    """An open knowledge base. Use as a context manager.

    Raises:
        KbgenError: the file is damaged, of a newer version, locked for more than ten seconds, or the disk is full.
    """

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise fail(path.parent, f"cannot be made ({error.strerror})", "check free space and permissions") from error
        # Customers' words, although redacted, are nobody else's to read; SQLite gives its own files the same mode.
        if not path.exists():
            with suppress(OSError):
                path.touch(mode=0o600)
        self._path = path
        self._archives: list[Archive] = []
        self._engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": 10, "check_same_thread": False})
        sa.event.listen(self._engine, "connect", schema.prepare)
        sa.event.listen(self._engine, "begin", schema.begin)
        sa.event.listen(self._engine, "handle_error", lambda context: self._explain(context.original_exception))
        # Readers take no lock, so that a long report never keeps a vote waiting.
        self._writer = self._engine.execution_options(writes=True)
        with self._writer.begin() as db:
            version = db.exec_driver_sql("PRAGMA user_version").scalar_one()
            if version > schema.SCHEMA:
                raise fail(path, f"was written by a newer kbgen (schema {version})", "upgrade kbgen")
            schema.META.create_all(db)
            db.exec_driver_sql(f"PRAGMA user_version = {schema.SCHEMA}")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __enter__(self) -> Self:
        return self

    def close(self) -> None:
        """Close the connections to the database."""
        for archive in self._archives:
            archive.close()
        self._engine.dispose()

    def _explain(self, original: BaseException) -> None:
        text = str(original).lower()
        if "malformed" in text or "not a database" in text or "disk image" in text:
            raise fail(
                self._path,
                "is damaged and cannot be read",
                "put back a backup, or move it away and run `kbgen ingest` on your exports again; "
                "pages in content/ stay, votes and decisions would be lost",
            ) from original
        if "locked" in text:
            raise fail(self._path, "is in use by another kbgen", "wait until it is done and try again") from original
        if not isinstance(original, sqlite3.IntegrityError | sqlite3.ProgrammingError):
            raise fail(self._path, f"cannot be used ({text})", "check free space and permissions") from original

    def _decoded(self, body: bytes, type: type[T]) -> T:
        try:
            return msgspec.json.decode(body, type=type)
        except msgspec.MsgspecError as error:
            raise fail(
                self._path,
                "holds records that this version of kbgen cannot read",
                "move it away and run `kbgen ingest` on your exports again; votes and decisions would be lost",
            ) from error

    def marked(self, marks: Sequence[bytes]) -> dict[bytes, dict[str, int]]:
        """Return those of the marks that are known, each with what `put_conversations` was told of it."""
        with self._engine.connect() as db:
            rows = db.execute(
                sa.select(schema.marks.c.mark, schema.marks.c.counts).where(schema.marks.c.mark.in_(marks))
            ).all()
        return {row.mark: self._decoded(row.counts, dict[str, int]) for row in rows}

    def put_conversations(
        self, batch: Iterable[Conversation], marks: Mapping[bytes, Mapping[str, int]] = MappingProxyType({})
    ) -> Counter[str]:
        """Store conversations; return how many were `stored`, `updated` and `unchanged`.

        `marks` are remembered in the same transaction: whatever is marked is stored, also after a crash.

        A conversation that is stored already is updated when the new export knows more of it: a later end, or as late
        an end and content that was not seen before. An older export changes nothing, nor does one that was read already.
        """
        done: Counter[str] = Counter(stored=0, updated=0, unchanged=0)
        with self._writer.begin() as db:
            for conversation in batch:
                body = msgspec.json.encode(conversation)
                digest = hashlib.blake2b(msgspec.json.encode(_content(conversation)), digest_size=16).hexdigest()
                row = db.execute(
                    sa.select(schema.conversations.c.seen, schema.conversations.c.body).where(
                        schema.conversations.c.id == conversation.id
                    )
                ).first()
                if row is None:
                    db.execute(
                        sa.insert(schema.conversations).values(
                            id=conversation.id, opened_at=_utc(conversation.opened_at), seen=digest, body=body
                        )
                    )
                    done["stored"] += 1
                elif digest in row.seen or _knows_less(conversation, self._decoded(row.body, type=Conversation)):
                    done["unchanged"] += 1
                else:
                    db.execute(
                        sa.update(schema.conversations)
                        .where(schema.conversations.c.id == conversation.id)
                        .values(opened_at=_utc(conversation.opened_at), seen=f"{row.seen} {digest}", body=body)
                    )
                    done["updated"] += 1
            if marks:
                rows = [{"mark": mark, "counts": msgspec.json.encode(counts)} for mark, counts in marks.items()]
                db.execute(insert(schema.marks).on_conflict_do_nothing(), rows)
        return done

    def conversations(self) -> Iterator[Conversation]:
        """Yield all conversations in order of `opened_at`."""
        with self._engine.connect() as db:
            rows = db.execution_options(yield_per=500).execute(
                sa.select(schema.conversations.c.body).order_by(
                    schema.conversations.c.opened_at, schema.conversations.c.id
                )
            )
            for row in rows:
                yield self._decoded(row.body, type=Conversation)

    def archive(self) -> Archive:
        """Return the conversations as a mapping by id, in order of `opened_at`, each loaded when it is asked for."""
        self._archives.append(Archive(self._engine, self._decoded, self._explain))
        return self._archives[-1]

    def fresh(self) -> dict[str, str]:
        """Return the conversations that are new or changed since they were last mined: by id, what to tell `put_topics`."""
        conversations, looked = schema.conversations, schema.looked
        with self._engine.connect() as db:
            rows = db.execute(
                sa.select(conversations.c.id, conversations.c.seen)
                .outerjoin(looked, looked.c.id == conversations.c.id)
                .where(sa.or_(looked.c.seen.is_(None), looked.c.seen != conversations.c.seen))
            ).all()
        return {row.id: row.seen for row in rows}

    def put_topics(
        self, topics: Sequence[Topic], left: Iterable[Question] = (), looked: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """Replace all topics, best first, with the questions they hold, and the questions `left` that are in none.

        `looked` are those of `fresh` that were mined for it. Only questions that changed their place are written.
        """
        wanted: set[tuple[Question, str | None]] = {
            (question, topic.id) for topic in topics for question in topic.questions
        }
        wanted |= {(question, None) for question in left}
        stored: set[tuple[Question, str | None]] = {(q, t.id) for t in self.topics() for q in t.questions}
        stored |= {(question, None) for question in self.left()}
        gone = [{"c": q.conversation, "m": q.message} for q, _ in stored - wanted]
        with self._writer.begin() as db:
            db.execute(sa.delete(schema.topics))
            if gone:
                place = (
                    schema.questions.c.conversation == sa.bindparam("c"),
                    schema.questions.c.message == sa.bindparam("m"),
                )
                db.execute(sa.delete(schema.questions).where(*place), gone)
            bodies = [
                {"id": topic.id, "rank": rank, "body": msgspec.json.encode(replace(topic, questions=()))}
                for rank, topic in enumerate(topics)
            ]
            rows = [_question_row(question, topic) for question, topic in wanted - stored]
            if bodies:
                db.execute(sa.insert(schema.topics), bodies)
            if rows:
                db.execute(insert(schema.questions).on_conflict_do_nothing(), rows)
            if looked:
                marks = insert(schema.looked)
                marks = marks.on_conflict_do_update(index_elements=["id"], set_={"seen": marks.excluded.seen})
                db.execute(marks, [{"id": name, "seen": seen} for name, seen in looked.items()])

    def left(self) -> tuple[Question, ...]:
        """Return the questions that are in no topic."""
        order = (schema.questions.c.conversation, schema.questions.c.message)
        with self._engine.connect() as db:
            rows = db.execute(
                sa.select(schema.questions.c.body).where(schema.questions.c.topic.is_(None)).order_by(*order)
            ).all()
        return tuple(self._decoded(row.body, type=Question) for row in rows)

    def put_boilerplate(self, sentences: frozenset[str]) -> None:
        """Remember the folded sentences that agents say whatever was asked."""
        values = {"name": "boilerplate", "body": msgspec.json.encode(sorted(sentences))}
        with self._writer.begin() as db:
            db.execute(insert(schema.facts).values(values).on_conflict_do_update(index_elements=["name"], set_=values))

    def boilerplate(self) -> frozenset[str]:
        """Return the folded sentences that agents say whatever was asked."""
        with self._engine.connect() as db:
            body = db.execute(sa.select(schema.facts.c.body).where(schema.facts.c.name == "boilerplate")).scalar()
        return frozenset(self._decoded(body, type=list[str])) if body else frozenset()

    def keep_answer(self, key: str, body: str) -> None:
        """Remember what a language model answered, so that the same draft is the same again without asking it."""
        values = {"name": f"llm/{key}", "body": body.encode()}
        with self._writer.begin() as db:
            db.execute(insert(schema.facts).values(values).on_conflict_do_update(index_elements=["name"], set_=values))

    def kept_answer(self, key: str) -> str | None:
        """Return what a language model answered under a key, None when it was not asked."""
        with self._engine.connect() as db:
            body = db.execute(sa.select(schema.facts.c.body).where(schema.facts.c.name == f"llm/{key}")).scalar()
        return None if body is None else bytes(body).decode()

    def topics(self) -> tuple[Topic, ...]:
        """Return all topics with their questions, best first."""
        with self._engine.connect() as db:
            asked: dict[str, list[Question]] = {}
            for row in db.execute(
                sa.select(schema.questions.c.topic, schema.questions.c.body).order_by(
                    schema.questions.c.conversation, schema.questions.c.message
                )
            ):
                asked.setdefault(row.topic, []).append(self._decoded(row.body, type=Question))
            rows = db.execute(sa.select(schema.topics.c.body).order_by(schema.topics.c.rank)).all()
        found = [self._decoded(row.body, type=Topic) for row in rows]
        return tuple(replace(topic, questions=tuple(asked.get(topic.id, ()))) for topic in found)

    def put_draft(self, draft: Draft) -> None:
        """Remember what kbgen wrote for a page and what stands behind each sentence."""
        values = {
            "path": draft.path,
            "text": draft.text,
            "proposed": draft.proposed,
            "evidence": msgspec.json.encode(draft.sentences),
        }
        with self._writer.begin() as db:
            db.execute(insert(schema.drafts).values(values).on_conflict_do_update(index_elements=["path"], set_=values))

    def drafts(self) -> dict[str, Draft]:
        """Return what kbgen wrote, by path."""
        with self._engine.connect() as db:
            return {
                row.path: Draft(
                    row.path, row.text, row.proposed, self._decoded(row.evidence, type=tuple[Sentence, ...])
                )
                for row in db.execute(sa.select(schema.drafts).order_by(schema.drafts.c.path))
            }

    def forget_draft(self, path: str) -> None:
        """Forget that a page was ever written, so that it may be written again."""
        with self._writer.begin() as db:
            db.execute(sa.delete(schema.drafts).where(schema.drafts.c.path == path))

    def put_notice(self, notice: Notice) -> None:
        """Store a notice, or its newer text."""
        body = msgspec.json.encode(notice)
        with self._writer.begin() as db:
            db.execute(
                insert(schema.notices)
                .values(id=notice.id, body=body)
                .on_conflict_do_update(index_elements=["id"], set_={"body": body})
            )

    def notices(self) -> tuple[Notice, ...]:
        """Return all notices, in order of their ids."""
        with self._engine.connect() as db:
            rows = db.execute(sa.select(schema.notices.c.body).order_by(schema.notices.c.id)).all()
        return tuple(self._decoded(row.body, type=Notice) for row in rows)

    def decide(self, decision: Decision) -> None:
        """Remember what a person decided; it replaces an earlier decision of the same kind about the same subject."""
        values = {
            "kind": decision.kind,
            "subject": decision.subject,
            "value": decision.value,
            "reason": decision.reason,
            "at": decision.at.isoformat(),
        }
        with self._writer.begin() as db:
            db.execute(
                insert(schema.decisions)
                .values(values)
                .on_conflict_do_update(index_elements=["kind", "subject"], set_=values)
            )

    def undo(self, kind: str, subject: str) -> bool:
        """Forget a decision; return whether there was one."""
        with self._writer.begin() as db:
            gone = db.execute(
                sa.delete(schema.decisions).where(
                    schema.decisions.c.kind == kind, schema.decisions.c.subject == subject
                )
            )
            return bool(gone.rowcount)

    def decisions(self, kind: str) -> dict[str, Decision]:
        """Return the decisions of one kind, by subject."""
        with self._engine.connect() as db:
            rows = db.execute(
                sa.select(schema.decisions).where(schema.decisions.c.kind == kind).order_by(schema.decisions.c.subject)
            ).all()
        return {
            row.subject: Decision(row.kind, row.subject, row.value, row.reason, datetime.fromisoformat(row.at))
            for row in rows
        }

    def add_signals(self, signals: Iterable[Signal], keys: Iterable[str | None] | None = None) -> int:
        """Store signals in one transaction; return how many were new.

        `keys`, one a signal, make an import repeatable: a signal whose key is stored is passed over. A vote replaces
        the earlier vote of the same visitor (a daily pseudonym) on the same page.
        """
        rows: dict[tuple[str, bool], list[dict[str, Any]]] = {}
        for signal, key in zip(signals, keys or itertools.repeat(None), strict=False):
            table, values = _signal_row(signal)
            own = isinstance(signal, Vote) and bool(signal.visitor)
            rows.setdefault((table.name, own), []).append({"key": key, **values})
        with self._writer.begin() as db:
            return sum(db.execute(_ADD[kind], batch).rowcount for kind, batch in rows.items())

    def signals(self) -> Iterator[Signal]:
        """Yield all votes, searches and links that count, in order of time."""
        with self._engine.connect() as db:
            found: list[Signal] = [
                Vote(
                    datetime.fromisoformat(r.at),
                    r.page,
                    r.value,
                    r.reason,
                    None if r.comment is None else Redacted(r.comment),
                )
                for r in db.execute(sa.select(schema.votes).order_by(schema.votes.c.id))
            ]
            found += [
                Search(datetime.fromisoformat(r.at), Redacted(r.query), r.results, r.clicked)
                for r in db.execute(sa.select(schema.searches).order_by(schema.searches.c.id))
            ]
            found += [
                Link(datetime.fromisoformat(r.at), r.page, r.conversation)
                for r in db.execute(sa.select(schema.links).order_by(schema.links.c.id))
            ]
        yield from sorted(found, key=lambda signal: signal.at)

    def forget_visitors(self, before: date) -> None:
        """Drop the daily pseudonyms of voters of the days before `before`."""
        with self._writer.begin() as db:
            db.execute(
                sa.update(schema.votes)
                .where(schema.votes.c.day < before.isoformat(), schema.votes.c.visitor.is_not(None))
                .values(visitor=None)
            )


def _utc(at: datetime | None) -> str:
    """Return a text that sorts as the times do."""
    return "" if at is None else at.astimezone(UTC).isoformat()


def _content(conversation: Conversation) -> tuple[Any, ...]:
    """What makes two exports of a conversation the same: everything but the file's path."""
    return (
        conversation.messages,
        conversation.tags,
        conversation.csat,
        conversation.resolved,
        conversation.channel,
        conversation.customer,
        conversation.closed_at,
    )


def _knows_less(new: Conversation, old: Conversation) -> bool:
    """Whether `new` is the older export of the two."""

    def end(conversation: Conversation) -> tuple[float, int]:
        times = [m.at.timestamp() for m in conversation.messages if m.at] + (
            [conversation.closed_at.timestamp()] if conversation.closed_at else []
        )
        return max(times, default=0.0), len(conversation.messages)

    return end(new) < end(old)


def _question_row(question: Question, topic: str | None) -> dict[str, Any]:
    return {
        "conversation": question.conversation,
        "message": question.message,
        "topic": topic,
        "body": msgspec.json.encode(question),
    }


def _signal_row(signal: Signal) -> tuple[sa.Table, dict[str, Any]]:
    at = signal.at.isoformat()
    match signal:
        case Vote():
            return schema.votes, {
                "at": at,
                "day": signal.at.date().isoformat(),
                "page": signal.page,
                "value": signal.value,
                "reason": signal.reason,
                "comment": signal.comment,
                "visitor": signal.visitor or None,
            }
        case Search():
            return schema.searches, {
                "at": at,
                "query": signal.query,
                "results": signal.results,
                "clicked": signal.clicked,
            }
        case Link():
            return schema.links, {"at": at, "page": signal.page, "conversation": signal.conversation}


def _adding(table: sa.Table, own: bool) -> sa.Insert:
    """Return the statement that adds to a table, compiled once; a visitor's own vote replaces the earlier one."""
    statement = insert(table)
    if not own:
        return statement.on_conflict_do_nothing()
    return statement.on_conflict_do_update(
        index_elements=["page", "visitor"],
        set_={name: statement.excluded[name] for name in ("at", "value", "reason", "comment")},
    )


_ADD = {
    (table.name, own): _adding(table, own)
    for table, own in ((schema.votes, True), (schema.votes, False), (schema.searches, False), (schema.links, False))
}
