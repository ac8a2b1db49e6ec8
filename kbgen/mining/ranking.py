"""What a topic costs and how much it needs a page: the order in which people see topics.

score = demand × need, where

- demand = conversations × mean customer turns + `search` × searches without a result that ask for it;
- need = `without_page`, `drafted` or `published`, by the state of its page, plus `vote` × the share of "not helpful"
  among the page's votes, damped while there are few (down / (votes + 2)).

The weights are `[mining]` in kbgen.toml.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kbgen.config import MiningConfig
from kbgen.mining.features import vectors
from kbgen.models import TopicState


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a topic outside of the log: the state of its page, the page's votes, searches that found nothing."""

    state: TopicState = "new"
    up: int = 0
    down: int = 0
    searches: int = 0


def score(conversations: int, turns: float, standing: Standing, weights: MiningConfig) -> float:
    """Return the score of a topic, rounded to three places; see the module's text for the formula."""
    demand = conversations * max(turns, 1.0) + weights.search * standing.searches
    need = {
        "new": weights.without_page,
        "drafted": weights.drafted,
        "published": weights.published,
        "covered": weights.published,
        "rejected": 0.0,
    }[standing.state]
    if standing.state != "rejected":
        need += weights.vote * standing.down / (standing.up + standing.down + 2)
    return round(demand * need, 3)


def searched_for(queries: Sequence[str], topics: Sequence[Sequence[str]]) -> list[int | None]:
    """Return for each query the index of the topic whose customers' words it is nearest to, or None."""
    if not queries or not topics:
        return [None] * len(queries)
    texts = [" ".join(list(topic)[:20]) for topic in topics]
    rows = vectors([*queries, *texts])
    near = (rows[: len(queries)] @ rows[len(queries) :].T).toarray()
    return [int(row.argmax()) if row.max() >= 0.15 else None for row in near]
