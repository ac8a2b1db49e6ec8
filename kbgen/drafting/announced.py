"""What a notice says about a topic: customers who ask about a promotion get the promotion's own words as well."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np

from kbgen.language.sentences import sentences
from kbgen.mining.features import vectors
from kbgen.models import Answered, Notice, Sentence, Topic

_BEFORE, _AFTER = timedelta(days=14), timedelta(days=30)
_MOSTLY = 2 / 3
_NEAR = 0.16
_AS_NEAR = 0.75
_ANSWERS = 4
_SENTENCES = 10


def announced(topic: Topic, opened: Sequence[datetime], notices: Sequence[Notice]) -> tuple[Sentence, ...]:
    """Return sentences of the one notice that the topic is about, each with the notice's own sentences behind it.

    A topic is about a notice when two thirds of its conversations (`opened`: their times) fall into the notice's time,
    from two weeks before to a month after, and an answer of the notice is near to what customers ask. At most ten
    sentences of its four nearest answers.
    """
    about = [(notice, answered) for notice in notices if _falls_into(opened, notice) for answered in notice.questions]
    if not about or not topic.questions:
        return ()
    asked = [question.text for question in topic.questions]
    rows = vectors([*asked, *(f"{n.title} {a.question} {a.answer}" for n, a in about)])
    near = np.asarray((rows[: len(asked)] @ rows[len(asked) :].T).mean(axis=0)).ravel()
    best = int(np.argmax(near))
    if near[best] < _NEAR:
        return ()
    wanted = [i for i in np.argsort(-near, kind="stable").tolist() if near[i] >= _AS_NEAR * near[best]]
    chosen = [about[i][1] for i in wanted if about[i][0] is about[best][0]][:_ANSWERS]
    told = {sentence.text: sentence for answered in reversed(chosen) for sentence in reversed(_told(answered))}
    return tuple(reversed(told.values()))[:_SENTENCES]


def _falls_into(opened: Sequence[datetime], notice: Notice) -> bool:
    starts, ends = notice.starts_at, notice.ends_at or notice.starts_at
    if starts is None or ends is None or not opened:
        return False
    within = sum(starts - _BEFORE <= at <= ends + _AFTER for at in opened)
    return within >= _MOSTLY * len(opened)


def _told(answered: Answered) -> list[Sentence]:
    return [Sentence(text, (), answered.evidence) for text in sentences(answered.answer)]
