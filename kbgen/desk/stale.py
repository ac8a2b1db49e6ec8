"""Published pages that newer answers of agents contradict: the page stays up, and comes up for review with the evidence."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from kbgen.language.values import sizes
from kbgen.models import ClaimGroup, Disagreement, Page, Topic

Why = Literal["conflict", "change", "update"]


@dataclass(frozen=True, slots=True)
class Stands:
    """One value that agents give since, and what stands behind it."""

    value: str
    text: str
    conversations: tuple[str, ...]
    last_seen: datetime | None
    on_page: bool


@dataclass(frozen=True, slots=True)
class Stale:
    """A published page that needs a look, and why: agents contradict each other or it, or kbgen would write it anew."""

    page: str
    title: str
    why: Why
    about: str = ""
    claims: tuple[Stands, ...] = ()


def stale(
    pages: Mapping[str, Page],
    topics: Iterable[Topic],
    approved: Mapping[str, Collection[str]],
    updates: Iterable[str],
    settled: Mapping[str, str],
) -> tuple[Stale, ...]:
    """Return the published pages that may be wrong by now, by path.

    `approved` tells by path which sides of disagreements were known when a person published the page, `updates` the pages
    kbgen would write differently now, `settled` the values people chose, by `topic/key`. A disagreement counts when a side
    came up since that the page does not state, and nobody has settled it.
    """
    by_topic = {topic.id: topic for topic in topics}
    anew = set(updates)
    found: list[Stale] = []
    for path, page in sorted(pages.items()):
        if page.status != "published":
            continue
        topic = by_topic.get(page.topic or "")
        against = [
            _contradicted(page, d)
            for d in (topic.disagreements if topic else ())
            if topic and f"{topic.id}/{d.key}" not in settled and _since(d, page, approved.get(path, ()))
        ]
        found += against or ([Stale(path, page.title, "update")] if path in anew else [])
    return tuple(found)


def _contradicted(page: Page, disagreement: Disagreement) -> Stale:
    claims = tuple(Stands(c.value, c.text, c.conversations, c.last_seen, _states(page, c)) for c in disagreement.claims)
    return Stale(page.path, page.title, disagreement.kind, disagreement.about, claims)


def _since(disagreement: Disagreement, page: Page, known: Collection[str]) -> bool:
    """Whether a side that is not on the page was not known when it was approved."""
    return any(not _states(page, claim) and claim.value not in known for claim in disagreement.claims)


def _states(page: Page, claim: ClaimGroup) -> bool:
    wanted = sizes(claim.value)
    if not wanted:
        return claim.value in page.body or claim.text in page.body
    return bool(wanted & sizes(page.body))
