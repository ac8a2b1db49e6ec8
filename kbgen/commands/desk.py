"""`kbgen suggest`, `report`, `signals`: what people at a desk ask, and what readers told."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from kbgen.commands.project import Project, choices, page_of
from kbgen.commands.topics import topic_states
from kbgen.desk.predictions import predictions
from kbgen.desk.report import cases, gaps, removed, spikes, unhelpful, votes_by_page, weekly, zero_results
from kbgen.desk.stale import stale
from kbgen.desk.suggest import CONFIDENT, Finder, suggestions
from kbgen.desk.texts import TEXTS
from kbgen.drafting.internal import Internal, internal
from kbgen.drafting.notices.history import candidates
from kbgen.mining.costs import Log
from kbgen.mining.ranking import searched_for
from kbgen.models import Conversation, Disagreement, Page, Question, Signal, Skipped, Topic, TopicState
from kbgen.pages.markdown import parse
from kbgen.signals.events import to_json
from kbgen.signals.imports import read_signals
from kbgen.site.entries import archived, url_of
from kbgen.store import Store

_BATCH = 500
_CASES = 50


@dataclass(frozen=True, slots=True)
class Imported:
    """What `kbgen signals import` did."""

    new: int
    known: int
    skipped: tuple[Skipped, ...]


def suggest(
    project: Project, messages: Iterable[str], drafts: bool, limit: int = 5, notes: bool = False
) -> Iterator[dict[str, Any]]:
    """Yield the document of `kbgen suggest --json` for each message; with `notes` each result has its `internal` part."""
    finder = _searched(project, drafts).finder(project)
    noted = _noted(project) if notes else None
    for batch in batched(messages, _BATCH):
        for found in finder.find(batch, limit):
            yield _document(project, found, noted)


@dataclass(frozen=True, slots=True)
class _Searched:
    """What a finder is made of: the pages that may be linked, which of them are over, and by path what customers asked."""

    pages: list[Page]
    over: list[bool]
    asked: Mapping[str, Sequence[str]]

    def finder(self, project: Project) -> Finder:
        synonyms = {word: form for form, words in project.config.search.synonyms.items() for word in words}
        return Finder.of(self.pages, project.clock(), self.asked, synonyms)


def _searched(project: Project, drafts: bool) -> _Searched:
    """Return the pages that may be linked now, each with all that customers asked in its topic's words."""
    pages, now = _searchable(project, drafts), project.clock()
    with project.store() as store:
        topics = {topic.id: topic for topic in store.topics()}
    asked = {p.path: [q.text for q in topics[p.topic].questions] for p in pages if p.topic in topics}
    return _Searched(pages, [page.expire_at is not None and page.expire_at <= now for page in pages], asked)


def _noted(project: Project) -> Callable[[str], dict[str, Any]]:
    """Return the function that tells a page's internal part."""
    pages = project.pages()
    with project.store() as store:
        topics = {topic.id: topic for topic in store.topics()}

    def told(path: str) -> dict[str, Any]:
        topic = topics.get(pages[path].topic or "")
        with project.store() as store:
            found = internal(topic, store.archive()) if topic else Internal()
        return {
            name: [
                {"text": s.text, "conversations": list(dict.fromkeys(e.conversation for e in s.evidence))}
                for s in getattr(found, name)
            ]
            for name in ("decide", "escalate", "know")
        }

    return cache(told)


def suggest_document(project: Project) -> Callable[[str, int], dict[str, Any]]:
    """Return the function that answers `GET /api/suggest`.

    It looks at the pages anew when a file changes or a minute is over; reading them takes seconds on a large site, so its
    index is made again only when they, their time, or what was asked of them are others.
    """
    seen: tuple[object, _Searched, Finder] | None = None

    def answer(message: str, limit: int) -> dict[str, Any]:
        nonlocal seen
        times = [file.stat().st_mtime for file in (project.folder / "content").rglob("*.md")]
        state = (project.clock().timestamp() // 60, max(times, default=0.0), len(times))
        known = seen
        if known is None or known[0] != state:
            searched = _searched(project, False)
            same = known is not None and known[1] == searched
            known = seen = (state, searched, known[2] if known and same else searched.finder(project))
        return _document(project, known[2].find([message], limit)[0])

    return answer


def batched(items: Iterable[str], size: int) -> Iterator[list[str]]:
    """Yield the items in lists of at most `size`."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def report(project: Project) -> dict[str, Any]:
    """Return the document of `kbgen report --json`."""
    with project.store() as store:
        return _report(project, store)


def _report(project: Project, store: Store) -> dict[str, Any]:
    topics, signals, conversations = store.topics(), list(store.signals()), store.archive()
    drafts, published, left = store.drafts(), store.decisions("publish"), store.left()
    pages = project.pages()
    state = topic_states(store, topics, pages, project.clock())
    since = {path: (pages[path], d.at) for path, d in published.items() if path in pages}
    settled = store.decisions("settle")
    updates = [
        path
        for path, page in pages.items()
        if path in drafts and parse(path, drafts[path].proposed).generated != page.generated
    ]
    log = Log.of(conversations.values(), project.config.zone)
    single = cases(topics, left, conversations, log, project.config.mining)
    return {
        "gaps": _gaps(project, topics, signals),
        "unhelpful": msgspec.to_builtins(unhelpful(votes_by_page(signals))),
        "demand": [_demand(topic, state[topic.id], conversations, log) for topic in topics],
        "cases": msgspec.to_builtins(single[:_CASES]),
        "cases_total": len(single),
        "removed": msgspec.to_builtins(removed(since, topics, conversations)),
        "predictions": _predictions(project, store, topics, left, pages),
        "fix_the_product": [
            {"topic": t.id, "title": t.title, "kind": t.kind, "conversations": len(t.conversations)}
            for t in topics
            if t.kind in ("feature_request", "complaint") and state[t.id] != "rejected"
        ],
        "conflicts": [_conflict(t, page_of(t.id, pages), d) for t in topics for d in t.disagreements],
        "stale": msgspec.to_builtins(
            list(
                stale(
                    pages,
                    topics,
                    {path: json.loads(d.reason or "[]") for path, d in published.items()},
                    updates,
                    choices(topics, settled),
                )
            )
        ),
    }


def _demand(topic: Topic, state: TopicState, conversations: Mapping[str, Conversation], log: Log) -> dict[str, Any]:
    weeks = weekly(topic, conversations, log.zone)
    return {
        "topic": topic.id,
        "title": topic.title,
        "count": len(topic.conversations),
        "state": state,
        "weeks": [{"week": week, "count": count} for week, count in weeks],
        "trend": topic.cost.trend,
        "spikes": msgspec.to_builtins(spikes(topic, weeks, log)),
    }


def _gaps(project: Project, topics: Sequence[Topic], signals: Sequence[Signal]) -> Any:
    searches = zero_results(signals)
    queries = [query for query, _ in searches]
    owners = searched_for(queries, [[q.text for q in topic.questions] for topic in topics])
    hits = _searched(project, False).finder(project).find(queries, 1)
    answers = [found[0][0].path if found and found[0][1] >= CONFIDENT else None for found in hits]
    return msgspec.to_builtins(gaps(searches, [None if o is None else topics[o].id for o in owners], answers))


def _predictions(
    project: Project, store: Store, topics: Sequence[Topic], left: Sequence[Question], pages: Mapping[str, Page]
) -> Any:
    """Score what the pages of notices that are over foresaw, against what customers asked in their weeks."""
    notices = store.notices()
    asked = tuple(candidates(topics, left, store.archive(), notices))
    shown = {page.notice: path for path, page in pages.items() if page.notice is not None}
    return msgspec.to_builtins(predictions(notices, asked, shown, project.clock()))


def _conflict(topic: Topic, page: str | None, disagreement: Disagreement) -> dict[str, Any]:
    return {
        "topic": topic.id,
        "title": topic.title,
        "page": page,
        "about": disagreement.about,
        "kind": disagreement.kind,
        "claims": [{"value": c.value, "agents": c.agents, "count": len(c.conversations)} for c in disagreement.claims],
    }


def import_signals(project: Project, path: Path) -> Imported:
    """Store the votes, searches and links of a file; importing it again adds nothing.

    Raises:
        KbgenError: the file cannot be read, or is none of the known formats.
    """
    gate = project.gate()
    pages = {"/" + url_of(page.removeprefix("content/")): page for page in project.pages()}
    skipped: list[Skipped] = []
    found = []
    for item in read_signals(path, lambda text: gate.text(text)[0], project.clock(), project.config.zone, pages):
        if isinstance(item, Skipped):
            skipped.append(item)
        else:
            found.append(item)
    with project.store() as store:
        new = store.add_signals((signal for signal, _ in found), (key for _, key in found))
    return Imported(new, len(found) - new, tuple(skipped))


def export_signals(project: Project) -> Iterator[dict[str, object]]:
    """Yield the signals that count, in the form that the import takes."""
    with project.store() as store:
        for signal in store.signals():
            yield to_json(signal)


def _searchable(project: Project, drafts: bool) -> list[Page]:
    """Return the pages an agent may link now; with `drafts` also those that are not approved or not due yet."""
    now = project.clock()
    after = timedelta(days=min(project.config.site.archive_after, timedelta.max.days))
    pages = project.pages().values()
    shown = [page for page in pages if page.status != "archived" and not archived(page, now, after)]
    if drafts:
        return shown
    return [p for p in shown if p.status == "published" and (p.publish_at is None or p.publish_at <= now)]


def _document(
    project: Project, found: Iterable[tuple[Page, float, str]], noted: Callable[[str], dict[str, Any]] | None = None
) -> dict[str, Any]:
    hits = list(found)
    urls = {page.path: url_of(page.path.removeprefix("content/")) for page, _, _ in hits}
    texts = TEXTS[project.config.project.language]
    results = suggestions(hits, urls, project.config.project.url, texts)
    shown = msgspec.to_builtins(results)
    if noted is not None:
        shown = [{**result, "internal": noted(result["page"])} for result in shown]
    return {"results": shown, "confident": bool(results) and results[0].score >= CONFIDENT}
