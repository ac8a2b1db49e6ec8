"""How much a topic is worth answering: the order in which people see topics.

score = demand × need × growth, where

- demand = conversations × effort + `search` × searches without a result that ask for it;
- effort = 1 + `turns` × talk + `wait` × waiting + `unresolved` × share unresolved + `low_csat` × share of low ratings:
  what one of its conversations costs, in plain ones. Talk is the mean of customer turns beyond the first, in fours, at
  most 1 (five turns); waiting is minutes / (minutes + 60), so that an hour is 0.5. What the log does not tell adds 0;
- need = `without_page`, `drafted` or `published`, by the state of its page, plus `vote` × the share of "not helpful"
  among the page's votes, damped while there are few: down / (votes + 2). A rejected topic needs nothing;
- growth = trend to the power of `trend`, the trend held between ½ and 2.

Every part but the number of conversations is bounded, so that many conversations always weigh more than a few bad ones.
The weights are `[mining]` in kbgen.toml.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kbgen.config import MiningConfig
from kbgen.mining.features import vectors
from kbgen.models import Cost, TopicState

_UNKNOWN = Cost()
_LONG = 4
_HALF_WAY = 60
_GROWTH = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a topic outside of the log: the state of its page, the page's votes, searches that found nothing."""

    state: TopicState = "new"
    up: int = 0
    down: int = 0
    searches: int = 0


def score(conversations: int, turns: float, standing: Standing, weights: MiningConfig, cost: Cost = _UNKNOWN) -> float:
    """Return the score of a topic, rounded to three places; see the module's text for the formula."""
    demand = conversations * effort(turns, cost, weights) + weights.search * standing.searches
    need = {
        "new": weights.without_page,
        "drafted": weights.drafted,
        "published": weights.published,
        "covered": weights.published,
        "rejected": 0.0,
    }[standing.state]
    if standing.state != "rejected":
        need += weights.vote * standing.down / (standing.up + standing.down + 2)
    trend = 1.0 if cost.trend is None else min(max(cost.trend, 1 / _GROWTH), _GROWTH)
    return round(demand * need * math.pow(trend, weights.trend), 3)


def effort(turns: float, cost: Cost, weights: MiningConfig) -> float:
    """Return what one conversation costs, 1.0 being one that is settled with one message, at once and well."""
    talk = min(max(turns - 1, 0.0) / _LONG, 1.0)
    waiting = 0.0 if cost.wait is None else cost.wait / (cost.wait + _HALF_WAY)
    return (
        1
        + weights.turns * talk
        + weights.wait * waiting
        + weights.unresolved * (cost.unresolved or 0.0)
        + weights.low_csat * (cost.low_csat or 0.0)
    )


def searched_for(queries: Sequence[str], topics: Sequence[Sequence[str]]) -> list[int | None]:
    """Return for each query the index of the topic whose customers' words it is nearest to, or None."""
    if not queries or not topics:
        return [None] * len(queries)
    texts = [" ".join(list(topic)[:20]) for topic in topics]
    rows = vectors([*queries, *texts])
    near = (rows[: len(queries)] @ rows[len(queries) :].T).toarray()
    return [int(row.argmax()) if row.max() >= 0.15 else None for row in near]
