"""What follows from a topic's questions: its title, kind, language, numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np

from kbgen.language.fold import language_of
from kbgen.mining.features import vectors
from kbgen.mining.kinds import kind_of
from kbgen.mining.statements import statements
from kbgen.mining.titles import candidates, title_of
from kbgen.models import Conversation, Redacted, Topic


def described(topic: Topic, conversations: Mapping[str, Conversation], phrases: frozenset[str]) -> Topic:
    """Return the topic with all that follows from its questions; a title that it has stays."""
    questions = topic.questions
    said = statements(questions, conversations, phrases)
    texts = [q.text for q in questions]
    held = [conversations[c] for c in topic.conversations]
    times: list[datetime] = sorted(c.opened_at for c in held if c.opened_at is not None)
    return replace(
        topic,
        title=topic.title or _title(texts),
        kind=kind_of(questions, said, conversations),
        language=language_of(" ".join(texts)),
        customers=len({c.customer for c in held}),
        turns=round(sum(q.turns for q in questions) / len(held), 2),
        first_seen=times[0] if times else None,
        last_seen=times[-1] if times else None,
    )


def _title(texts: Sequence[Redacted]) -> Redacted:
    found = candidates(texts)
    rows = vectors([*texts, *(tidy for _, tidy in found)])
    mean = np.asarray(rows[: len(texts)].mean(axis=0)).ravel()
    return title_of(texts, found, [float(value) for value in rows[len(texts) :] @ mean])
