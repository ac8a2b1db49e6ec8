"""What topics are like, so that a question is given to the topic it is nearest to, or to none."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kbgen.mining.communities import FARTHEST
from kbgen.mining.graphs import Matrix
from kbgen.mining.similarity import Lens, Texts, Views

GIVEN = 0.7
"""A question belongs to its nearest topic when it is at least this near to its questions, as a share of how near they
are to each other."""

_COMPARED = 40


@dataclass(frozen=True, slots=True)
class Profiles:
    """Topics seen through a lens: the mean of each topic's questions, and how near these are to each other."""

    lens: Lens
    means: Views
    inner: Matrix
    dialogues: bool

    @classmethod
    def of(cls, lens: Lens, views: Views, owners: NDArray[np.intp], count: int, dialogues: bool) -> "Profiles":
        """Return the profiles of `count` topics from their questions' views and each question's topic (-1: none)."""
        return cls(lens, views.means(owners, count), _inner(views, owners, count, dialogues), dialogues)

    def give(self, texts: Texts) -> NDArray[np.intp]:
        """Return for each question the topic it belongs to, or -1."""
        return self.nearest(self.lens.of(texts))

    def nearest(self, views: Views) -> NDArray[np.intp]:
        """Return for each question, seen through the same lens, the topic it belongs to, or -1."""
        if not len(self.inner):
            return np.full(len(views.has_answer), -1, dtype=np.intp)
        similarity = views.to(self.means, self.dialogues)
        best = similarity.argmax(axis=1)
        near = similarity[np.arange(len(best)), best] >= GIVEN * self.inner[best]
        return np.where(near, best, -1).astype(np.intp)


def _inner(views: Views, owners: NDArray[np.intp], count: int, dialogues: bool) -> Matrix:
    """Return how near the questions of each topic are to each other on average; 1 for a topic of one."""
    found = np.ones(count, dtype=np.float32)
    order = np.argsort(owners, kind="stable")
    names, starts = np.unique(owners[order], return_index=True)
    for topic, rows in zip(names.tolist(), np.split(order, starts[1:]), strict=True):
        if topic >= 0 and len(rows) > 1:
            some = views[rows[np.linspace(0, len(rows) - 1, min(len(rows), _COMPARED)).astype(int)]]
            similarity = some.to(some, dialogues)
            pairs = len(similarity) * (len(similarity) - 1)
            found[topic] = max((similarity.sum() - np.trace(similarity)) / pairs, FARTHEST)
    return found
