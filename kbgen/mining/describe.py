"""What follows from a topic's questions: its title, kind, language, numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np

from kbgen.language.fold import language_of
from kbgen.mining.asked import evenly
from kbgen.mining.costs import Log, cost_of
from kbgen.mining.features import vectors
from kbgen.mining.headlines import headline
from kbgen.mining.kinds import kind_of
from kbgen.mining.statements import statements
from kbgen.mining.titles import candidates, title_of
from kbgen.models import Conversation, Question, Redacted, Topic

LOOKED_AT = 200
"""Of so many of a topic's questions, evenly spread, the wording and the answers are looked at; numbers are of all."""

_NAMED_BY = 60
_FEW = 4
_UNKNOWN = Log()


def described(
    topic: Topic, conversations: Mapping[str, Conversation], phrases: frozenset[str], log: Log = _UNKNOWN
) -> Topic:
    """Return the topic with all that follows from its questions; a title that it has stays.

    `log` is what its cost is measured against; without it nothing is told of trend and spikes.
    """
    some = looked_at(topic.questions)
    said = statements(some, conversations, phrases)
    texts = [q.text for q in some]
    counted = costed(topic, conversations, log)
    return replace(
        counted,
        title=topic.title or _title([texts[i] for i in evenly(len(texts), _NAMED_BY)]),
        kind=kind_of(some, said, conversations),
        language=language_of(" ".join(texts)),
    )


def costed(topic: Topic, conversations: Mapping[str, Conversation], log: Log) -> Topic:
    """Return the topic with its numbers: customers, turns, first and last time, cost."""
    held = [conversations[c] for c in topic.conversations]
    times: list[datetime] = sorted(c.opened_at for c in held if c.opened_at is not None)
    return replace(
        topic,
        customers=len({c.customer for c in held}),
        turns=round(sum(q.turns for q in topic.questions) / len(held), 2),
        first_seen=times[0] if times else None,
        last_seen=times[-1] if times else None,
        cost=cost_of(topic.questions, conversations, log),
    )


def looked_at(questions: Sequence[Question]) -> Sequence[Question]:
    """Return the questions of a topic whose wording and answers are looked at."""
    if len(questions) <= LOOKED_AT:
        return questions
    return [questions[i] for i in evenly(len(questions), LOOKED_AT)]


def _title(texts: Sequence[Redacted]) -> Redacted:
    """Return what names the topic: one of the half of the questions that are nearest to all of them, as a headline."""
    found = candidates(texts)
    rows = vectors([*texts, *(tidy for _, tidy in found)])
    mean = np.asarray(rows[: len(texts)].mean(axis=0)).ravel()
    title = title_of(texts, found, [float(value) for value in rows[len(texts) :] @ mean])
    near = np.asarray(rows[: len(texts)] @ mean).ravel()
    kept = sorted(np.argsort(-near, kind="stable")[: max(_FEW, len(texts) // 2)].tolist())
    return Redacted(headline([texts[i] for i in kept], title, "faq", language_of(" ".join(texts))))
