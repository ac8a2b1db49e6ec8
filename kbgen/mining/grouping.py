"""Questions to groups: known topics take theirs first, then new ones are discovered on a bounded sample, then the rest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from kbgen.mining.boilerplate import boilerplate, substance
from kbgen.mining.communities import FARTHEST, communities, dialogue_scale, grain, local_scale
from kbgen.mining.features import vectors
from kbgen.mining.similarity import Matrix, Views, views
from kbgen.models import Conversation, Question

_T = TypeVar("_T")

GIVEN = 0.5
"""A question is given to a topic when it is as near to its members, on the local scale, as neighbours are."""

ALIKE = 0.9
"""Or when it is as near to them as they are to each other."""

MIN_TOPIC = 2
_REPRESENTATIVES = 40
_CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the log. `opening`: it is the first of its conversation, which is what topics are discovered on."""

    question: Question
    opening: bool


@dataclass(frozen=True, slots=True)
class Groups:
    """What grouping found: for each known topic the questions it was given, new groups, and what is in none."""

    given: tuple[tuple[Question, ...], ...]
    discovered: tuple[tuple[Question, ...], ...]
    left: tuple[Question, ...]


def group(
    known: Sequence[Sequence[Asked]], new: Sequence[Asked], conversations: Mapping[str, Conversation], sample: int
) -> Groups:
    """Group `new` questions, given the questions of `known` topics.

    At most `sample` opening questions are compared all with all; known topics take part with at most 40 questions each.
    So the cost grows with the new questions alone.
    """
    samples = [_evenly(topic, _REPRESENTATIVES) for topic in known]
    everything = [*(a for topic in samples for a in topic), *new]
    seen, _ = _views(everything, conversations)
    members = sum(map(len, samples))
    owner = np.full(len(everything), -1, dtype=np.intp)
    owner[:members] = np.repeat(np.arange(len(samples)), [len(topic) for topic in samples])
    fresh = range(members, len(everything))
    given = np.full(len(everything), -1, dtype=np.intp)
    if members and len(fresh):
        openings = _evenly([row for row in fresh if everything[row].opening], sample)
        scale = dialogue_scale(members + len(openings))
        given[members:] = _give(seen, fresh, owner, [*range(members), *openings], scale, known=True)
    free = [row for row in fresh if given[row] < 0]
    found, groups = _discover(seen, free, _evenly([row for row in free if everything[row].opening], sample))
    return Groups(
        given=tuple(_questions(everything, (row for row in fresh if given[row] == i)) for i in range(len(samples))),
        discovered=tuple(_questions(everything, (row for row in free if found[row] == i)) for i in range(groups)),
        left=_questions(everything, (row for row in free if found[row] < 0)),
    )


def _discover(seen: Views, free: Sequence[int], picked: Sequence[int]) -> tuple[NDArray[np.intp], int]:
    """Return the new group of every row (-1: none) and how many there are: found on `picked`, then given the rest."""
    found = np.full(len(seen.has_answer), -1, dtype=np.intp)
    if not picked:
        return found, 0
    similarity = seen.between(picked, picked)
    scale = dialogue_scale(len(picked)) if seen.has_answer.any() else grain(similarity)
    labels = communities(similarity, scale)
    sizes = np.bincount(labels)
    kept = [label for label in dict.fromkeys(labels.tolist()) if sizes[label] >= MIN_TOPIC]
    number = {label: i for i, label in enumerate(kept)}
    found[list(picked)] = [number.get(label, -1) for label in labels.tolist()]
    compared = set(picked)
    rest = [row for row in free if row not in compared]
    if number and rest:
        found[rest] = _give(seen, rest, found, picked, scale)
    return found, len(number)


def _questions(everything: Sequence[Asked], rows: Iterable[int]) -> tuple[Question, ...]:
    return tuple(everything[row].question for row in rows)


def topical_boilerplate(
    openings: Sequence[Asked], conversations: Mapping[str, Conversation], sample: int
) -> frozenset[str]:
    """Return the boilerplate of a log, found on at most `sample` of its opening questions."""
    return _views(_evenly(openings, sample), conversations)[1]


def _views(asked: Sequence[Asked], conversations: Mapping[str, Conversation]) -> tuple[Views, frozenset[str]]:
    """Return the two views of questions, and the boilerplate that was left out of the answers.

    An opening question is seen with all that agents said in its conversation, which was measured to be better than
    the replies to it alone; a follow-up with its own replies.
    """
    wide = [_with_all_answers(a.question, conversations) if a.opening else a.question for a in asked]
    texts = [question.text for question in wide]
    phrases = boilerplate(wide, vectors(texts), conversations)
    return views(texts, [substance(conversations[q.conversation], q.answers, phrases) for q in wide]), phrases


def _give(
    seen: Views, rows: Sequence[int], owner: NDArray[np.intp], reference: Sequence[int], scale: int, known: bool = False
) -> NDArray[np.intp]:
    """Return for each row the group it is nearest to, or -1. `owner` holds the group of every row, -1 for none.

    How near a question's neighbours usually are is told by `reference` rows, which hold the members of all groups and
    questions of none as well; a question among strangers must not take the nearest of them for its kin.
    """
    columns = list(reference)
    owners = owner[columns]
    member = owners >= 0
    sizes = np.bincount(owners[member])
    mean = np.zeros((int(member.sum()), len(sizes)), dtype=np.float32)
    mean[np.arange(len(mean)), owners[member]] = 1 / sizes[owners[member]]
    reach = np.concatenate(
        [_reach(seen, columns[i : i + _CHUNK], columns, scale)[1] for i in range(0, len(columns), _CHUNK)]
    )
    inner = _inner(seen, [c for c, own in zip(columns, member, strict=True) if own], owners[member])
    taken = np.full(len(rows), -1, dtype=np.intp)
    for start in range(0, len(rows), _CHUNK):
        chunk = list(rows[start : start + _CHUNK])
        similarity, own = _reach(seen, chunk, columns, scale)
        nearness = local_scale(similarity[:, member], own, reach[member]) @ mean
        # New questions with a new answer in common are nearest to each other, and belong to the old topic all the same.
        if known:
            kin = (similarity[:, member] @ mean) / np.maximum(inner, FARTHEST) >= ALIKE
            nearness = np.where(kin, nearness + 1, nearness)
        best = nearness.argmax(axis=1)
        taken[start : start + len(chunk)] = np.where(nearness[np.arange(len(chunk)), best] >= GIVEN, best, -1)
    return taken


def _reach(seen: Views, rows: Sequence[int], columns: Sequence[int], scale: int) -> tuple[Matrix, Matrix]:
    """Return similarities of rows to columns (a row to itself is 0), and each row's to its k-th nearest column."""
    similarity = seen.between(rows, columns)
    position = {column: i for i, column in enumerate(columns)}
    for i, row in enumerate(rows):
        if row in position:
            similarity[i, position[row]] = 0
    k = min(scale, max(1, len(columns) - 1))
    return similarity, np.asarray(np.partition(similarity, -k, axis=1)[:, -k], dtype=np.float32)


def _inner(seen: Views, rows: Sequence[int], owners: NDArray[np.intp]) -> Matrix:
    """Return how near the members of each group are to each other on average; 1 for a group of one."""
    found = np.ones(int(owners.max()) + 1, dtype=np.float32)
    order = np.argsort(owners, kind="stable")
    names, starts = np.unique(owners[order], return_index=True)
    for group, own in zip(names, np.split(order, starts[1:]), strict=True):
        if len(own) > 1:
            some = [rows[i] for i in own[:_REPRESENTATIVES]]
            similarity = seen.between(some, some)
            found[group] = (similarity.sum() - np.trace(similarity)) / (len(some) * (len(some) - 1))
    return found


def _with_all_answers(question: Question, conversations: Mapping[str, Conversation]) -> Question:
    messages = conversations[question.conversation].messages
    return replace(question, answers=tuple(i for i, m in enumerate(messages) if m.role == "agent"))


def _evenly(items: Sequence[_T], most: int) -> list[_T]:
    return [items[int(i)] for i in np.linspace(0, len(items) - 1, min(len(items), most))] if items else []
