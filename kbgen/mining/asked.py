"""Questions as grouping sees them: the words, the substance of the answer, and which ones are the same letter for letter."""

import hashlib
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
    `signature` is what two questions share that are the same letter for letter, whatever the spelling habits.
    """

    question: Question
    opening: bool
    answer: str = ""
    signature: bytes = b""


@dataclass(frozen=True, slots=True)
class Distinct:
    """Questions that are the same letter for letter: their places in the list they were taken from, the first for all."""

    places: tuple[int, ...]


def with_answers(
    asked: Iterable[Asked], conversations: Mapping[str, Conversation], phrases: frozenset[str]
) -> list[Asked]:
    """Return the questions with the substance of their answers, given the log's boilerplate."""
    return [_with_answer(a, conversations[a.question.conversation], phrases) for a in asked]


def phrases_of(asked: Sequence[Asked], conversations: Mapping[str, Conversation]) -> frozenset[str]:
    """Return the boilerplate that agents say in answer to these questions."""
    if not any(a.question.answers for a in asked):
        return frozenset()
    wide = [replace(a.question, answers=_answers(a, conversations[a.question.conversation])) for a in asked]
    return boilerplate(wide, vectors([question.text for question in wide]), conversations)


def texts_of(asked: Sequence[Asked], embed: Embed | None = None, analysed: bool = True) -> Texts:
    """Take the questions and their answers apart into features; Korean into characters alone unless `analysed`."""
    return Texts.of([a.question.text for a in asked], [a.answer for a in asked], embed, analysed)


def distinct(asked: Sequence[Asked], places: Iterable[int]) -> list[Distinct]:
    """Return what is left of the questions at `places` when equal ones are one, in order of first appearance."""
    found: dict[bytes, list[int]] = {}
    for place in places:
        found.setdefault(asked[place].signature or f"{place}".encode(), []).append(place)
    return [Distinct(tuple(same)) for same in found.values()]


def evenly(count: int, most: int) -> list[int]:
    """Return at most `most` of 0…count-1, evenly spread."""
    return [int(i) for i in np.linspace(0, count - 1, min(count, most))] if count else []


def _with_answer(asked: Asked, conversation: Conversation, phrases: frozenset[str]) -> Asked:
    answer = substance(conversation, _answers(asked, conversation), phrases)
    folded = f"{fold(asked.question.text)}\0{fold(answer)}"
    return Asked(asked.question, asked.opening, answer, hashlib.blake2b(folded.encode(), digest_size=12).digest())


def _answers(asked: Asked, conversation: Conversation) -> tuple[int, ...]:
    if not asked.opening:
        return asked.question.answers
    return tuple(i for i, message in enumerate(conversation.messages) if message.role == "agent")
