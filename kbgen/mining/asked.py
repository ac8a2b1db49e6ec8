"""Questions as grouping sees them: the words, the substance of the answer, and which ones are the same letter for letter."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kbgen.language.fold import fold
from kbgen.mining.boilerplate import boilerplate, substance
from kbgen.mining.embeddings import Embed
from kbgen.mining.features import vectors
from kbgen.mining.similarity import Texts
from kbgen.models import Conversation, Question


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the log. `opening`: it is the first of its conversation, which is what topics are discovered on.

    `answer` is what agents stated, without boilerplate. An opening question is seen with all that agents said in its
    conversation, which was measured to be better than the replies to it alone; a follow-up with its own replies.
    """

    question: Question
    opening: bool
    answer: str = ""

    @property
    def signature(self) -> tuple[str, str]:
        """What two questions share that are the same letter for letter, whatever the spelling habits."""
        return fold(self.question.text), fold(self.answer)


@dataclass(frozen=True, slots=True)
class Distinct:
    """Questions that are the same letter for letter: their places in the list they were taken from, the first for all."""

    places: tuple[int, ...]


def with_answers(
    asked: Iterable[Asked], conversations: Mapping[str, Conversation], phrases: frozenset[str]
) -> list[Asked]:
    """Return the questions with the substance of their answers, given the log's boilerplate."""
    return [replace(a, answer=_substance(a, conversations[a.question.conversation], phrases)) for a in asked]


def phrases_of(asked: Sequence[Asked], conversations: Mapping[str, Conversation]) -> frozenset[str]:
    """Return the boilerplate that agents say in answer to these questions."""
    if not any(a.question.answers for a in asked):
        return frozenset()
    wide = [replace(a.question, answers=_answers(a, conversations[a.question.conversation])) for a in asked]
    return boilerplate(wide, vectors([question.text for question in wide]), conversations)


def texts_of(asked: Sequence[Asked], embed: Embed | None = None) -> Texts:
    """Take the questions and their answers apart into features."""
    return Texts.of([a.question.text for a in asked], [a.answer for a in asked], embed)


def distinct(asked: Sequence[Asked], places: Iterable[int]) -> list[Distinct]:
    """Return what is left of the questions at `places` when equal ones are one, in order of first appearance."""
    found: dict[tuple[str, str], list[int]] = {}
    for place in places:
        found.setdefault(asked[place].signature, []).append(place)
    return [Distinct(tuple(same)) for same in found.values()]


def evenly(count: int, most: int) -> list[int]:
    """Return at most `most` of 0…count-1, evenly spread."""
    return [int(i) for i in np.linspace(0, count - 1, min(count, most))] if count else []


def _substance(asked: Asked, conversation: Conversation, phrases: frozenset[str]) -> str:
    return substance(conversation, _answers(asked, conversation), phrases)


def _answers(asked: Asked, conversation: Conversation) -> tuple[int, ...]:
    if not asked.opening:
        return asked.question.answers
    return tuple(i for i, message in enumerate(conversation.messages) if message.role == "agent")
