"""After a promotion or an incident: what its page foresaw of what customers asked, and what not."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from kbgen.drafting.notices.bank import OpenQuestion
from kbgen.drafting.notices.history import Asked, owners
from kbgen.drafting.notices.unsaid import asks, known
from kbgen.mining.features import vectors
from kbgen.models import Notice

FORESEEN = 0.24
"""A question this near to a predicted one, or to its answer, was foreseen; customers put it in other words."""

ALIKE = 0.3
"""Unforeseen questions this near to each other are one."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A question and how many customers asked it."""

    question: str
    count: int


@dataclass(frozen=True, slots=True)
class Prediction:
    """How well a notice's questions foresaw what was asked, most asked first.

    Predicted are the questions that the notice answers and those that it was warned of. `page` is None where no page
    of the notice is left.
    """

    notice: str
    title: str
    page: str | None
    asked_predicted: tuple[Counted, ...]
    asked_not_predicted: tuple[Counted, ...]
    predicted_not_asked: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class _Foreseen:
    """A predicted question: the texts it is known by, and what of the banks it was."""

    question: str
    texts: tuple[str, ...]
    bank: OpenQuestion | None


def predictions(
    notices: Sequence[Notice], questions: Sequence[Asked], pages: Mapping[str, str], now: datetime
) -> tuple[Prediction, ...]:
    """Return the score of each notice that ended before `now`, latest end first.

    `questions` are redacted questions of customers, of which each counts for the notice it is about, if any: asked from
    three days before the start to fourteen after the end, and near to it. `pages` are the notices' pages by id.
    """
    about: dict[int, list[Asked]] = defaultdict(list)
    for question, owner in zip(questions, owners(questions, notices), strict=True):
        if owner is not None:
            about[owner].append(question)
    ended = [(n.ends_at, n.id, at) for at, n in enumerate(notices) if n.ends_at is not None and n.ends_at < now]
    return tuple(_scored(notices[at], about[at], pages.get(notices[at].id)) for *_, at in sorted(ended, reverse=True))


def _scored(notice: Notice, asked: Sequence[Asked], page: str | None) -> Prediction:
    foreseen = [
        *(_Foreseen(q.question, (q.question, " ".join((q.question, *q.evidence))), None) for q in notice.questions),
        *(_Foreseen(u.question, (u.question,), known(u.question)) for u in notice.unsaid),
    ]
    matched, rest = _matched(foreseen, asked, notice.title)
    return Prediction(
        notice.id,
        notice.title,
        page,
        _ordered({foreseen[at].question: _customers(found) for at, found in matched.items()}),
        _ordered(_grouped(rest)),
        tuple(Counted(f.question, 0) for at, f in enumerate(foreseen) if at not in matched),
    )


def _matched(
    foreseen: Sequence[_Foreseen], asked: Sequence[Asked], title: str
) -> tuple[dict[int, list[Asked]], list[Asked]]:
    """Return the questions asked by the predicted one that each is nearest to, and those that none foresaw."""
    matched: dict[int, list[Asked]] = defaultdict(list)
    rest: list[Asked] = []
    if not (foreseen and asked):
        return matched, list(asked)
    near = _nearness(foreseen, asked, title)
    for question, row in zip(asked, near, strict=True):
        for at, one in enumerate(foreseen):
            if one.bank is not None and asks(one.bank, question.text, float(row[at])):
                row[at] += FORESEEN
        best = int(row.argmax())
        (matched[best] if row[best] >= FORESEEN else rest).append(question)
    return matched, rest


def _nearness(foreseen: Sequence[_Foreseen], asked: Sequence[Asked], title: str) -> NDArray[np.float32]:
    """Return how near each question is to the nearest text of each predicted one, shape (asked, foreseen).

    The event's name and numbers are left out: all questions about it share them, and they do not tell what is asked.
    """
    texts = [text for one in foreseen for text in one.texts]
    names = "|".join(sorted((re.escape(w) for w in re.findall(r"[^\W\d_]{2,}", title)), key=len, reverse=True))
    idle = re.compile(rf"\d[\d,.:]*|{names}" if names else r"\d[\d,.:]*", re.I)
    rows = vectors([idle.sub(" ", text) for text in (*(q.text for q in asked), *texts)])
    values = (rows[: len(asked)] @ rows[len(asked) :].T).toarray()
    starts = np.cumsum([0, *(len(one.texts) for one in foreseen[:-1])])
    return np.maximum.reduceat(values, starts, axis=1).astype(np.float32)


def _grouped(asked: Sequence[Asked]) -> dict[str, int]:
    """Return the questions, those alike under the first of them, with how many customers asked."""
    if not asked:
        return {}
    rows = vectors([q.text for q in asked])
    values = (rows @ rows.T).toarray()
    groups: list[list[int]] = []
    for at in range(len(asked)):
        near = next((group for group in groups if values[at, group[0]] >= ALIKE), None)
        if near is None:
            groups.append([at])
        else:
            near.append(at)
    found: dict[str, int] = {}
    for group in groups:
        text = asked[group[0]].text
        found[text] = found.get(text, 0) + _customers([asked[at] for at in group])
    return found


def _customers(asked: Sequence[Asked]) -> int:
    return len({q.customer for q in asked})


def _ordered(counts: Mapping[str, int]) -> tuple[Counted, ...]:
    """Return the counts, most first, and in their order where as many asked."""
    return tuple(Counted(q, n) for q, n in sorted(counts.items(), key=lambda pair: -pair[1]))
