"""A few categories over all topics, named by nouns that customers use."""

from collections import Counter
from collections.abc import Mapping, Sequence

from kbgen.language.fold import fold, squeeze
from kbgen.language.placeholders import without_placeholders
from kbgen.language.tokens import nouns
from kbgen.models import Redacted

_SHARE = 0.3


def categories(
    texts: Sequence[Sequence[str]],
    weights: Sequence[float],
    given: Mapping[str, tuple[str, ...]],
    most: int,
    kept: Sequence[str],
) -> list[Redacted]:
    """Return the category of each topic.

    `texts` holds each topic's questions, `weights` its demand, `given` the configured categories with their words,
    `kept` the names in use already (they stay, so that navigation does not move); the rest have none (""). A noun
    stands for a topic when it occurs in at least three tenths of its questions. Categories are chosen greedily: the
    noun that covers the most demand not yet covered, among nouns of two topics or more.
    """
    if given:
        return [Redacted(_configured(" ".join(topic), given) or "") for topic in texts]
    found = [_standing(topic) for topic in texts]
    chosen = [name for name in dict.fromkeys(kept) if name]
    while len(chosen) < most:
        gain: Counter[str] = Counter()
        topics: Counter[str] = Counter()
        for standing, weight in zip(found, weights, strict=True):
            if not any(noun in standing for noun in chosen):
                gain.update({noun: weight * share for noun, share in standing.items()})
                topics.update(standing.keys())
        best = max((n for n in gain if topics[n] >= 2), key=lambda n: (gain[n], n), default=None)
        if best is None:
            break
        chosen.append(best)
    return [
        Redacted(max((n for n in chosen if n in standing), key=lambda n: (standing[n], n), default=""))
        for standing in found
    ]


def _standing(topic: Sequence[str]) -> dict[str, float]:
    """Return the nouns that stand in enough of a topic's questions, each with its share; 배송 stands in 배송비 as well."""
    if not topic:
        return {}
    asked = [set(found) for found in nouns([squeeze(without_placeholders(text)) for text in topic])]
    every = {noun for found in asked for noun in found if len(noun) <= 6}
    shares = {noun: sum(any(noun in other for other in found) for found in asked) / len(topic) for noun in every}
    return {noun: share for noun, share in shares.items() if share >= _SHARE}


def _configured(text: str, given: Mapping[str, tuple[str, ...]]) -> str | None:
    folded = fold(text)
    hits = {
        name: sum(folded.count(fold(word)) for word in (*words, name) if fold(word)) for name, words in given.items()
    }
    best = max(hits, key=lambda name: hits[name], default=None)
    return best if best is not None and hits[best] else None
