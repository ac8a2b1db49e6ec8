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


def boilerplate(
    questions: Sequence[Question], vectors: sparse.csr_matrix, conversations: Mapping[str, Conversation]
) -> frozenset[str]:
    """Return the folded sentences that agents repeat over unlike questions.

    A sentence that recurs in four or more conversations is boilerplate when the questions it answers are no nearer to
    each other than twice what any two questions are; one that recurs over like questions is a macro, and the best
    evidence there is. `vectors` has one row of unit length a question.
    """
    carriers: dict[str, list[int]] = defaultdict(list)
    for row, question in enumerate(questions):
        messages = conversations[question.conversation].messages
        said = {fold(s) for i in question.answers for s in sentences(messages[i].text)}
        for sentence in said:
            carriers[sentence].append(row)
    usual = _cohesion(vectors, list(range(len(questions))))
    return frozenset(
        sentence
        for sentence, rows in carriers.items()
        if len(rows) >= MIN_CONVERSATIONS and _cohesion(vectors, rows) <= 2 * usual + 0.02
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
