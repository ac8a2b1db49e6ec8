"""Steps of a guide: the numbered lists that agents gave, merged around the one most of them agree with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kbgen.language.fold import letters
from kbgen.language.placeholders import has_placeholder
from kbgen.language.sentences import sentences, steps
from kbgen.mining.features import vectors
from kbgen.models import Conversation, Evidence, Question, Sentence

_SAME_STEP = 0.45
_SHARED = 0.5


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps in order, each with the messages that give it."""

    items: tuple[Sentence, ...]

    def tells(self, text: str) -> bool:
        """Whether a sentence only says again what one of the steps says."""
        said = letters(text)
        return any(said in step or step in said for step in (letters(i.text) for i in self.items) if len(step) > 3)


def best_steps(questions: Sequence[Question], conversations: Mapping[str, Conversation]) -> Steps | None:
    """Return the steps agents gave, or None when nobody gave any.

    The list that is most like all others is the base; a step that another list has between steps of the base is put in
    where it stands there, when the two lists share half of that list's steps. Lists with a placeholder in them are about
    one customer and left out.
    """
    found = _lists(questions, conversations)
    if not found:
        return None
    rows = vectors([" ".join(s.text for s in items) for items in found])
    near = (rows @ rows.T).toarray().sum(axis=1)
    ranked = sorted(range(len(found)), key=lambda i: (-near[i] - 0.1 * len(found[i]), [s.text for s in found[i]]))
    merged = found[ranked[0]]
    for i in ranked[1:]:
        merged = _merged(merged, found[i])
    return Steps(tuple(merged))


def _lists(questions: Sequence[Question], conversations: Mapping[str, Conversation]) -> list[list[Sentence]]:
    found: list[list[Sentence]] = []
    for question in questions:
        for index in question.answers:
            message = conversations[question.conversation].messages[index]
            items = steps(message.text) if message.role == "agent" else []
            if items and not any(map(has_placeholder, items)):
                evidence = (Evidence(question.conversation, index, message.author, message.at),)
                found.append([Sentence(" ".join(sentences(item)), evidence) for item in items])
    return found


def _merged(base: list[Sentence], other: Sequence[Sentence]) -> list[Sentence]:
    """Return the base with the evidence of the steps it shares with another list, and with that list's steps in between."""
    rows = vectors([s.text for s in (*base, *other)])
    near = (rows[: len(base)] @ rows[len(base) :].T).toarray()
    match = [int(np.argmax(near[:, j])) if near[:, j].max() >= _SAME_STEP else -1 for j in range(len(other))]
    shared = [place for place in match if place >= 0]
    if len(set(shared)) < _SHARED * len(other) or shared != sorted(shared):
        return base
    merged = list(base)
    for j, place in enumerate(match):
        if place >= 0:
            merged[place] = replace(merged[place], evidence=(*merged[place].evidence, *other[j].evidence))
    between = [j for j, place in enumerate(match) if place < 0 and 0 < j < len(other) - 1 and _inside(match, j)]
    for j in reversed(between):
        before = max(place for place in match[:j])
        merged.insert(before + 1, other[j])
    return merged


def _inside(match: Sequence[int], j: int) -> bool:
    """Whether steps of the base stand next to each other around this one, so that its place is certain."""
    before, after = max(match[:j]), [place for place in match[j + 1 :] if place >= 0]
    return before >= 0 and bool(after) and after[0] == before + 1
