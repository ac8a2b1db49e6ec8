"""`kbgen mine`, `topics`: what customers ask again and again."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from kbgen.commands.learned import lessons_of
from kbgen.commands.project import Project, page_of, states
from kbgen.desk.report import votes_by_page, zero_results
from kbgen.desk.suggest import Finder
from kbgen.mining.mine import Mined, mine, rank
from kbgen.mining.ranking import Standing, searched_for
from kbgen.models import Page, Topic, TopicState
from kbgen.store import Store

_COVERED = 0.6


@dataclass(frozen=True, slots=True)
class MineReport:
    """What `kbgen mine` found: topics in all, new ones, conversations, questions in no topic, pairs of topics that ask
    nearly the same (ids and titles, the first of a pair is the one more worth answering)."""

    topics: int
    new: int
    conversations: int
    unclustered: int
    alike: tuple[tuple[str, str, str, str], ...] = ()


def run_mine(project: Project) -> MineReport:
    """Group the questions of all stored conversations into topics, rank them, store them."""
    with project.store() as store, project.stage("Mining"):
        fresh = store.fresh()
        conversations = store.archive()
        known = Mined(store.topics(), store.left(), store.boilerplate())
        pages = project.pages()
        current = topic_states(store, known.topics, pages, project.clock())
        states_now = {name: Standing(state) for name, state in current.items()}
        mined = mine(conversations, known, states_now, project.config, lessons_of(store), fresh)
        standings = _standings(store, mined.topics, pages, project.clock())
        store.put_topics(rank(mined.topics, standings, project.config), mined.left, fresh)
        store.put_boilerplate(mined.boilerplate)
    old = {topic.id for topic in known.topics}
    titles = {topic.id: topic.title for topic in mined.topics}
    return MineReport(
        len(mined.topics),
        sum(t.id not in old for t in mined.topics),
        len(conversations),
        len(mined.left),
        tuple((a, titles[a], b, titles[b]) for a, b in mined.alike),
    )


def listed(project: Project) -> dict[str, Any]:
    """Return the document of `kbgen topics --json`."""
    with project.store() as store:
        topics = store.topics()
        pages = project.pages()
        current = topic_states(store, topics, pages, project.clock())
        left = len(store.left())
    return {
        "topics": [_shown(topic, current[topic.id], page_of(topic.id, pages)) for topic in topics],
        "unclustered": left,
    }


def _shown(topic: Topic, state: TopicState, page: str | None) -> dict[str, Any]:
    return {
        "id": topic.id,
        "title": topic.title,
        "kind": topic.kind,
        "category": topic.category,
        "language": topic.language,
        "count": len(topic.conversations),
        "customers": topic.customers,
        "first_seen": _iso(topic.first_seen),
        "last_seen": _iso(topic.last_seen),
        "turns": topic.turns,
        "score": topic.score,
        "cost": msgspec.to_builtins(topic.cost),
        "conversations": list(topic.conversations),
        "questions": [{"conversation": q.conversation, "message": q.message, "text": q.text} for q in topic.questions],
        "state": state,
        "page": page,
        "conflicts": [
            {
                "about": d.about,
                "kind": d.kind,
                "claims": [{**msgspec.to_builtins(c), "conversations": list(c.conversations)} for c in d.claims],
            }
            for d in topic.disagreements
        ],
    }


def _iso(value: Any) -> str | None:
    return None if value is None else value.isoformat()


def topic_states(
    store: Store, topics: Sequence[Topic], pages: Mapping[str, Page], now: datetime
) -> dict[str, TopicState]:
    """Return the states; a topic without a page of its own is covered when a person's page answers it."""
    found = states(topics, pages, store.decisions("reject"))
    own = [p for p in pages.values() if p.topic is None and p.notice is None and p.status == "published"]
    if own:
        open_topics = [topic for topic in topics if found[topic.id] == "new"]
        hits = Finder.of(own, now).find([topic.title for topic in open_topics], 1)
        for topic, hit in zip(open_topics, hits, strict=True):
            if hit and hit[0][1] >= _COVERED:
                found[topic.id] = "covered"
    return found


def _standings(store: Store, topics: Sequence[Topic], pages: Mapping[str, Page], now: datetime) -> dict[str, Standing]:
    """Return what pages and signals say about each topic."""
    signals = list(store.signals())
    votes = votes_by_page(signals)
    searches = zero_results(signals)
    asked: Counter[str] = Counter()
    owners = searched_for([query for query, _ in searches], [[q.text for q in topic.questions] for topic in topics])
    for (_, count), owner in zip(searches, owners, strict=True):
        if owner is not None:
            asked[topics[owner].id] += count
    current = topic_states(store, topics, pages, now)
    found = {}
    for topic in topics:
        page = votes.get(page_of(topic.id, pages) or "")
        found[topic.id] = Standing(current[topic.id], page.up if page else 0, page.down if page else 0, asked[topic.id])
    return found
