"""Sentences that agents say whatever was asked: found from the data, not from a list."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from scipy import sparse

from kbgen.language.fold import fold
from kbgen.language.forms import ends_as_question, is_courtesy
from kbgen.language.sentences import sentences
from kbgen.models import Conversation, Question

MIN_CONVERSATIONS = 4
_COMPARED = 40
_NEIGHBOURS = 3
_HARDLY = 0.25
_ONE_THING = 0.7


def boilerplate(
    questions: Sequence[Question], vectors: sparse.csr_matrix, conversations: Mapping[str, Conversation]
) -> frozenset[str]:
    """Return the folded sentences that agents repeat over unlike questions.

    A sentence that recurs in four or more conversations is boilerplate when the questions it answers are hardly nearer
    to each other than any two questions are; one that recurs over like questions is a macro, and the best evidence
    there is, and so is a sentence that states a number. In a log that is about one thing the two cannot be told apart,
    and nothing is boilerplate. `vectors` has one row of unit length a question.
    """
    usual, near = _cohesion(vectors, list(range(len(questions)))), _nearness(vectors)
    if usual > _ONE_THING * near:
        return frozenset()
    apart = usual + _HARDLY * (near - usual)
    carriers: dict[str, list[int]] = defaultdict(list)
    for row, question in enumerate(questions):
        messages = conversations[question.conversation].messages
        said = {fold(s) for i in question.answers for s in sentences(messages[i].text)}
        for sentence in said:
            carriers[sentence].append(row)
    return frozenset(
        sentence
        for sentence, rows in carriers.items()
        if len(rows) >= MIN_CONVERSATIONS
        and not any(c.isdigit() for c in sentence)
        and _cohesion(vectors, rows) <= apart
    )


def substance(conversation: Conversation, answers: Sequence[int], boilerplate: frozenset[str]) -> str:
    """Return what the agents' messages state, without boilerplate, courtesies and questions asked back."""
    kept = [
        sentence
        for index in answers
        for sentence in sentences(conversation.messages[index].text)
        if fold(sentence) not in boilerplate and not is_courtesy(sentence) and not ends_as_question(sentence)
    ]
    return " ".join(kept)


def _cohesion(vectors: sparse.csr_matrix, rows: Sequence[int]) -> float:
    """Return the mean similarity of different rows; of evenly spaced ones where there are many."""
    if len(rows) < 2:
        return 0.0
    picked = [rows[int(i)] for i in np.linspace(0, len(rows) - 1, min(len(rows), _COMPARED))]
    block = vectors[picked]
    total = np.asarray(block.sum(axis=0)).ravel()
    own = float(block.multiply(block).sum())
    return (float(total @ total) - own) / (len(picked) * (len(picked) - 1))


def _nearness(vectors: sparse.csr_matrix) -> float:
    """Return how near a question's third neighbour is on average, over at most 500 evenly spaced questions."""
    rows = np.unique(np.linspace(0, vectors.shape[0] - 1, min(vectors.shape[0], 500)).astype(int))
    if len(rows) <= _NEIGHBOURS:
        return 0.0
    similarity = (vectors[rows] @ vectors[rows].T).toarray()
    np.fill_diagonal(similarity, -1)
    return float(np.partition(similarity, -_NEIGHBOURS, axis=1)[:, -_NEIGHBOURS].mean())
