"""Questions to groups: known topics take theirs first, then new ones are discovered on bounded samples, then the rest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from kbgen.language.fold import fold
from kbgen.mining.asked import Asked, Distinct, distinct, evenly, texts_of
from kbgen.mining.communities import dialogue_groups, utterance_groups
from kbgen.mining.map_equation import Labels
from kbgen.mining.profiles import Profiles
from kbgen.mining.similarity import ANSWERED, Lens, Texts, Views
from kbgen.models import Question

MIN_TOPIC = 2
REPRESENTATIVES = 20
_DIALOGUES = 1000
_ROUNDS = 4
_CHUNK = 2000

_MANY = 10_000
"""More questions than this are given to groups by their characters alone: morphemes would take most of the time, and a group
is told by many texts, where a pair of questions has only two."""

Look = Callable[..., Texts]
"""How questions are taken apart into features: `asked.texts_of`, with a model of embeddings or without."""


@dataclass(frozen=True, slots=True)
class Groups:
    """What grouping found: for each known topic the questions it was given, new groups, and what is in none."""

    given: tuple[tuple[Question, ...], ...]
    discovered: tuple[tuple[Question, ...], ...]
    left: tuple[Question, ...]


def group(known: Sequence[Sequence[Asked]], new: Sequence[Asked], sample: int, look: Look = texts_of) -> Groups:
    """Group `new` questions, given representative questions of each `known` topic.

    At most `sample` different opening questions are compared all with all at a time; what they do not find is looked for
    in what is left, in a few rounds. So the cost grows with the new questions alone.
    """
    # Told by the whole log: what is left of one in which agents answer is mostly what they did not answer.
    dialogues = _answered([a for topic in known for a in topic] + list(new))
    given = _give_known(known, new, sample, look, dialogues)
    free = [place for place, topic in enumerate(given.tolist()) if topic < 0]
    found = np.full(len(new), -1, dtype=np.intp)
    count = 0
    for _ in range(_ROUNDS):
        labels, groups, whole = _discover(new, free, sample, look, dialogues)
        found = np.where(labels >= 0, labels + count, found)
        count += groups
        free = [place for place in free if found[place] < 0]
        if not groups or whole:
            break
    return Groups(
        tuple(_questions(new, given, topic) for topic in range(len(known))),
        tuple(_questions(new, found, topic) for topic in range(count)),
        tuple(new[place].question for place in free),
    )


def _answered(asked: Sequence[Asked]) -> bool:
    """Whether agents answered enough of the opening questions for answers to be a view."""
    openings = [bool(a.answer.strip()) for a in asked if a.opening]
    return bool(openings) and sum(openings) >= ANSWERED * len(openings)


def _give_known(
    known: Sequence[Sequence[Asked]], new: Sequence[Asked], sample: int, look: Look, dialogues: bool
) -> NDArray[np.intp]:
    """Return for each new question the known topic it belongs to, or -1.

    One that is near to none, but is asked in the very words of a topic's question, belongs to that topic: nobody may have
    answered it yet.
    """
    members = [asked for topic in known for asked in topic]
    if not members or not new:
        return np.full(len(new), -1, dtype=np.intp)
    if len(members) + len(new) > _MANY:
        look = partial(look, analysed=False)
    owners = np.repeat(np.arange(len(known)), [len(topic) for topic in known])
    openings = [asked for asked in new if asked.opening]
    # New questions tell what is common now: a word of every new question must not make it kin to one old topic.
    among = look([*members, *(openings[i] for i in evenly(len(openings), sample))])
    lens, views = _through(among)
    owners = np.concatenate([owners, np.full(len(views.has_answer) - len(members), -1)])
    found = _given(Profiles.of(lens, views, owners, len(known), dialogues), new, range(len(new)), look)
    words = {fold(a.question.text): topic for topic, held in enumerate(known) for a in held}
    same = [words.get(fold(a.question.text), -1) for a in new]
    return np.where(found >= 0, found, np.array(same, dtype=np.intp))


def _discover(
    new: Sequence[Asked], free: Sequence[int], sample: int, look: Look, dialogues: bool
) -> tuple[NDArray[np.intp], int, bool]:
    """Return the new group of each question (-1: none), how many there are, and whether all openings were compared."""
    found = np.full(len(new), -1, dtype=np.intp)
    openings = distinct(new, (place for place in free if new[place].opening))
    if not openings:
        return found, 0, True
    picked = [openings[i] for i in evenly(len(openings), sample)]
    lens, views, picked = _seen(new, picked, look, dialogues)
    labels, count = _kept(_labels(views, dialogues), picked)
    for same, label in zip(picked, labels.tolist(), strict=True):
        found[list(same.places)] = label
    compared = {place for same in picked for place in same.places}
    rest = [place for place in free if place not in compared]
    if count and rest:
        if len(rest) > _MANY:
            look = partial(look, analysed=False)
            lens, views = _through(look([new[same.places[0]] for same in picked]))
        profiles = Profiles.of(lens, views, labels, count, dialogues)
        found[rest] = _given(profiles, new, rest, look)
    return found, count, len(picked) == len(openings)


def _seen(
    new: Sequence[Asked], picked: list[Distinct], look: Look, dialogues: bool
) -> tuple[Lens, Views, list[Distinct]]:
    """Look at the picked questions; at fewer of them where agents answered, for their groups are small and sharp."""
    texts = look([new[same.places[0]] for same in picked])
    if len(picked) > _DIALOGUES and dialogues:
        picked = [picked[i] for i in evenly(len(picked), _DIALOGUES)]
        texts = look([new[same.places[0]] for same in picked])
    return *_through(texts), picked


def _through(texts: Texts) -> tuple[Lens, Views]:
    lens = texts.lens()
    return lens, lens.of(texts)


def _labels(views: Views, dialogues: bool) -> Labels:
    similarity = views.to(views, dialogues)
    if dialogues:
        return dialogue_groups(similarity)
    return utterance_groups(similarity, views.asked if views.meaning is None else None)


def _kept(labels: Labels, picked: Sequence[Distinct]) -> tuple[Labels, int]:
    """Return the labels of groups that are asked at least twice, numbered anew in order of appearance; others are -1."""
    sizes = np.bincount(labels, weights=[len(same.places) for same in picked])
    kept = [label for label in dict.fromkeys(labels.tolist()) if sizes[label] >= MIN_TOPIC]
    number = {label: i for i, label in enumerate(kept)}
    return np.array([number.get(label, -1) for label in labels.tolist()], dtype=np.intp), len(kept)


def _given(profiles: Profiles, new: Sequence[Asked], places: Sequence[int], look: Look) -> NDArray[np.intp]:
    """Return the topic of each of the questions at `places`, in chunks, equal questions once."""
    found = {}
    same = distinct(new, places)
    for start in range(0, len(same), _CHUNK):
        chunk = same[start : start + _CHUNK]
        topics = profiles.give(look([new[entry.places[0]] for entry in chunk]))
        for entry, topic in zip(chunk, topics.tolist(), strict=True):
            found.update(dict.fromkeys(entry.places, topic))
    return np.array([found[place] for place in places], dtype=np.intp)


def _questions(new: Sequence[Asked], owners: NDArray[np.intp], topic: int) -> tuple[Question, ...]:
    return tuple(new[place].question for place in np.flatnonzero(owners == topic).tolist())
