"""The miner: conversations and what is known already → topics, best first."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from kbgen.config import Config
from kbgen.mining.asked import Asked, evenly, phrases_of, texts_of, with_answers
from kbgen.mining.categories import categories
from kbgen.mining.costs import Log
from kbgen.mining.describe import costed, described, looked_at
from kbgen.mining.disagreements import disagreements
from kbgen.mining.embeddings import load
from kbgen.mining.features import unit, vectors
from kbgen.mining.graphs import Matrix
from kbgen.mining.grouping import REPRESENTATIVES, Groups, group
from kbgen.mining.joining import pieces
from kbgen.mining.lessons import Key, Lessons, State, enforced, key_of, topic_id
from kbgen.mining.questions import questions_of
from kbgen.mining.ranking import Standing, score
from kbgen.mining.statements import statements
from kbgen.models import Conversation, Cost, Question, Redacted, Topic

_NEAR_TOPICS, _LOOK_ALIKE = 0.5, 0.65
_NAMED_BY = 30
_COMPARED = 20
_GROWN = 0.25
_NOTHING = Lessons()


@dataclass(frozen=True, slots=True)
class Mined:
    """All topics, best first, the questions in none of them, the agents' boilerplate (folded sentences).

    `alike` are pairs of topics that ask nearly the same, for a person to join or to leave.
    """

    topics: tuple[Topic, ...] = ()
    left: tuple[Question, ...] = ()
    boilerplate: frozenset[str] = frozenset()
    alike: tuple[tuple[str, str], ...] = ()


def mine(
    conversations: Mapping[str, Conversation],
    known: Mined,
    standings: Mapping[str, Standing],
    config: Config,
    lessons: Lessons = _NOTHING,
    fresh: Collection[str] | None = None,
) -> Mined:
    """Group the questions of all conversations into topics and rank them.

    Topics of `known` keep their ids, titles and questions, and take new questions first; new topics are discovered in
    what is left. `fresh` are the ids of conversations that are new or changed since the last run (None: look at all); a
    question whose words changed counts as new. With nothing new, only numbers and ranks change. `standings` tells by
    topic id what its page and the signals say; a topic with a page or a decision stays, even when it holds no question
    any more. What people corrected (`lessons`) is kept to.
    """
    looked = conversations.keys() if fresh is None else set(fresh)
    asked = {key_of(a.question): a for name in conversations if name in looked for a in asked_in(conversations[name])}
    old = [_standing(topic.questions, looked, asked) for topic in known.topics]
    alone = set(known.left)
    # What was answered since may find its topic now.
    waiting = tuple(q for q in _standing(known.left, looked, asked) if q in alone)
    settled = {key_of(q) for questions in (*old, waiting) for q in questions}
    new = [a for key, a in asked.items() if key not in settled]
    phrases, topics, left = known.boilerplate, [_holding(t, q) for t, q in zip(known.topics, old, strict=True)], waiting
    if new:
        new += _asked_again(waiting[-config.mining.sample :], conversations)
        phrases, groups = _grouped(new, old, phrases, conversations, config)
        topics, left = _grown(topics, waiting, groups, {*standings, *lessons.merged})
    kept, rest = enforced(topics, left, lessons)
    stays = [t for t in kept if t.questions or standings.get(t.id, Standing()).state != "new"]
    before = {topic.id: topic.questions for topic in known.topics}
    changed = {
        t.id for t in stays if t.questions != before.get(t.id) or any(q.conversation in looked for q in t.questions)
    }
    log = Log.of(conversations.values(), config.zone)
    told, alike = _told(stays, changed, conversations, phrases, config, log)
    made = {topic.id for topic in told} - before.keys()
    apart = pieces(told, made)
    if apart:
        whole, rest = _whole(told, rest, apart, made, lessons)
        told, alike = _told(whole, set(apart.values()), conversations, phrases, config, log)
    return Mined(rank(told, standings, config), tuple(rest), phrases, alike if new else ())


def _grouped(
    new: Sequence[Asked],
    old: Sequence[Sequence[Question]],
    phrases: frozenset[str],
    conversations: Mapping[str, Conversation],
    config: Config,
) -> tuple[frozenset[str], Groups]:
    """Return the agents' boilerplate, learnt anew where much is new, and the groups of the new questions."""
    members = [_asked_again(_representatives(questions), conversations) for questions in old]
    if not phrases or len(new) > _GROWN * sum(map(len, old)):
        phrases = _phrases([*new, *(a for topic in members for a in topic)], conversations, config.mining.sample)
    return phrases, group(
        [with_answers(topic, conversations, phrases) for topic in members],
        with_answers(new, conversations, phrases),
        config.mining.sample,
        partial(texts_of, embed=load(config.mining.embeddings)),
    )


def _whole(
    topics: Sequence[Topic], left: Sequence[Question], apart: Mapping[str, str], made: Collection[str], lessons: Lessons
) -> State:
    """Return the topics with their pieces (`apart`) in them; those `made` by this run get a title of the whole."""
    kept, rest = enforced(topics, left, replace(lessons, merged={**lessons.merged, **apart}))
    untitled = set(made) & set(apart.values()) - lessons.titles.keys()
    return [replace(topic, title=Redacted("")) if topic.id in untitled else topic for topic in kept], rest


def rank(topics: Sequence[Topic], standings: Mapping[str, Standing], config: Config) -> tuple[Topic, ...]:
    """Return the topics with their scores, best first; equal scores in order of size and id."""
    scored = [
        replace(t, score=score(len(t.conversations), t.turns, standings.get(t.id, Standing()), config.mining, t.cost))
        for t in topics
    ]
    return tuple(sorted(scored, key=lambda t: (-t.score, -len(t.conversations), t.id)))


def asked_in(conversation: Conversation) -> list[Asked]:
    """Return the questions of a conversation, the first as its opening one."""
    return [Asked(question, order == 0) for order, question in enumerate(questions_of(conversation))]


def _standing(
    questions: Iterable[Question], looked: Collection[str], asked: Mapping[Key, Asked]
) -> tuple[Question, ...]:
    """Return the stored questions that are still asked in the same words, as far as that was looked at, as they are now:
    answers may have come since."""
    found = []
    for question in questions:
        now = asked.get(key_of(question))
        if question.conversation not in looked:
            found.append(question)
        elif now is not None and now.question.text == question.text:
            found.append(now.question)
    return tuple(found)


def _holding(topic: Topic, questions: Iterable[Question]) -> Topic:
    return replace(topic, questions=tuple(sorted(questions, key=key_of)))


def _representatives(questions: Sequence[Question]) -> list[Question]:
    return [questions[i] for i in evenly(len(questions), REPRESENTATIVES)]


def _asked_again(questions: Sequence[Question], conversations: Mapping[str, Conversation]) -> list[Asked]:
    """Return stored questions as they are asked in their conversations."""
    wanted = {key_of(q) for q in questions}
    names = dict.fromkeys(q.conversation for q in questions)
    return [a for name in names for a in asked_in(conversations[name]) if key_of(a.question) in wanted]


def _phrases(asked: Sequence[Asked], conversations: Mapping[str, Conversation], sample: int) -> frozenset[str]:
    openings = [a for a in asked if a.opening]
    return phrases_of([openings[i] for i in evenly(len(openings), sample)], conversations)


def _grown(
    topics: Sequence[Topic], waiting: Sequence[Question], groups: Groups, taken: Collection[str]
) -> tuple[list[Topic], tuple[Question, ...]]:
    """Return the topics with what grouping gave and discovered, and the questions that are left."""
    grown = [_holding(t, (*t.questions, *given)) for t, given in zip(topics, groups.given, strict=True)]
    ids = {t.id for t in topics} | set(taken)
    for questions in groups.discovered:
        name = topic_id(min(map(key_of, questions)), ids)
        bare = Topic(name, Redacted(""), "faq", "ko", Redacted(""), (), 0, 0.0, None, None, 0.0)
        grown.append(_holding(bare, questions))
        ids.add(name)
    placed = {key_of(q) for topic in grown for q in topic.questions}
    left = {key_of(q): q for q in (*waiting, *groups.left) if key_of(q) not in placed}
    return grown, tuple(left.values())


def _told(
    topics: Sequence[Topic],
    changed: Collection[str],
    conversations: Mapping[str, Conversation],
    phrases: frozenset[str],
    config: Config,
    log: Log,
) -> tuple[list[Topic], tuple[tuple[str, str], ...]]:
    """Return the topics with all that is told of them, described where they changed, and the pairs that look alike.

    `log` is what costs are measured against.
    """
    found = [
        _empty(topic)
        if not topic.questions
        else described(topic, conversations, phrases, log)
        if topic.id in changed
        else costed(topic, conversations, log)
        for topic in topics
    ]
    if not changed:
        return found, ()
    nearness = _nearness(found)
    alike = np.argwhere(np.triu(nearness, 1) >= _LOOK_ALIKE).tolist()
    compared = _with_disagreements(found, changed, conversations, phrases, nearness >= _NEAR_TOPICS)
    return _categorised(compared, config), tuple((found[i].id, found[j].id) for i, j in alike)


def _empty(topic: Topic) -> Topic:
    return replace(topic, questions=(), customers=0, turns=0.0, disagreements=(), cost=Cost())


def _with_disagreements(
    topics: Sequence[Topic],
    changed: Collection[str],
    conversations: Mapping[str, Conversation],
    phrases: frozenset[str],
    near: NDArray[np.bool_],
) -> list[Topic]:
    """Return the topics with what agents disagree about, in a topic and across topics that ask nearly the same.

    Topics that neither changed nor are near to one that did keep what was found of them.
    """
    others = [[j for j in np.flatnonzero(row).tolist() if j != i] for i, row in enumerate(near)]
    stirred = [any(topics[j].id in changed for j in (i, *others[i])) for i in range(len(topics))]
    wanted = {j for i, again in enumerate(stirred) if again for j in (i, *others[i])}
    some = {i: looked_at(topics[i].questions) for i in wanted}
    said = {i: statements(questions, conversations, phrases) for i, questions in some.items()}
    return [
        replace(
            topic,
            disagreements=disagreements(said[i], [q.text for q in some[i]], [s for j in others[i] for s in said[j]]),
        )
        if stirred[i]
        else topic
        for i, topic in enumerate(topics)
    ]


def _nearness(topics: Sequence[Topic]) -> Matrix:
    """Return how near the customers' words of any two topics are on the whole, as cosines (topics × topics)."""
    some = [[topic.questions[i].text for i in evenly(len(topic.questions), _COMPARED)] for topic in topics]
    owners = np.repeat(np.arange(len(topics)), [len(texts) for texts in some])
    rows = vectors([text for texts in some for text in texts])
    member = sparse.csr_matrix(
        (np.ones(len(owners)), (owners, np.arange(len(owners)))), shape=(len(topics), len(owners))
    )
    means = unit(sparse.csr_matrix(member @ rows))
    return np.asarray((means @ means.T).toarray(), dtype=np.float32)


def _categorised(topics: Sequence[Topic], config: Config) -> list[Topic]:
    """Return the topics with their categories; one that has a category keeps it, unless the config says which there are."""
    given = config.site.categories
    open_ones = [t for t in topics if given or not t.category]
    names = categories(
        [[t.questions[i].text for i in evenly(len(t.questions), _NAMED_BY)] for t in open_ones],
        [float(len(t.conversations)) for t in open_ones],
        given,
        config.site.max_categories,
        [t.category for t in topics if t.category],
    )
    found = {topic.id: name for topic, name in zip(open_ones, names, strict=True)}
    return [replace(topic, category=found.get(topic.id, topic.category)) for topic in topics]
