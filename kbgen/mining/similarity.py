"""How near two questions are, seen from both sides: what customers said, and what agents answered."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from kbgen.mining.features import vectors

QUESTION, ANSWER = 0.35, 0.65
"""Weights of the two views, from measurements on support logs: macros make answers the surer half."""

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Views:
    """Two views of the same questions: one row a question in each, and whether it was answered at all."""

    asked: sparse.csr_matrix
    answered: sparse.csr_matrix
    has_answer: NDArray[np.bool_]

    def between(self, rows: Sequence[int], columns: Sequence[int]) -> Matrix:
        """Return similarities in 0…1, shape (rows, columns).

        A pair in which one side was never answered is judged by its words alone, at the words' weight, so that an
        unanswered question joins a topic only when its words are very near; where nobody answered anything, words are
        all there is and weigh fully.
        """
        words = (self.asked[rows] @ self.asked[columns].T).toarray()
        if not self.has_answer.any():
            return np.asarray(words, dtype=np.float32)
        both = np.outer(self.has_answer[rows], self.has_answer[columns])
        replies = (self.answered[rows] @ self.answered[columns].T).toarray()
        mixed = np.where(both, QUESTION * words + ANSWER * replies, QUESTION * words)
        return np.asarray(mixed, dtype=np.float32)


def views(asked: Sequence[str], answers: Sequence[str]) -> Views:
    """Return the two views of questions given their words and the substance of their answers, of equal length."""
    return Views(vectors(asked), vectors(answers), np.array([bool(answer.strip()) for answer in answers], dtype=bool))
