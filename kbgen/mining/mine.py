"""The miner: conversations and what is known already → topics, best first."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count

import numpy as np
from scipy import sparse

from kbgen.config import Config
from kbgen.mining.categories import categories
from kbgen.mining.describe import described
from kbgen.mining.disagreements import disagreements
from kbgen.mining.features import unit, vectors
from kbgen.mining.grouping import Asked, group, topical_boilerplate
from kbgen.mining.questions import questions_of
from kbgen.mining.ranking import Standing, score
from kbgen.mining.statements import statements
from kbgen.models import Conversation, Question, Redacted, Topic

_NEAR_TOPICS = 0.5


@dataclass(frozen=True, slots=True)
class Mined:
    """All topics, best first, the questions in none of them, and the agents' boilerplate (folded sentences)."""

    topics: tuple[Topic, ...] = ()
    left: tuple[Question, ...] = ()
    boilerplate: frozenset[str] = frozenset()


def mine(
    conversations: Mapping[str, Conversation], known: Mined, standings: Mapping[str, Standing], config: Config
) -> Mined:
    """Group the questions of all conversations into topics and rank them.

    Topics of `known` keep their ids, titles and questions, and take new questions first; new topics are discovered in
    what is left. A question whose words changed with a newer export counts as new. With nothing new in
    `conversations`, only ranks change. `standings` tells by topic id what its page and the signals say; a topic with a
    page or a decision stays, even when it holds no question any more.
    """
    asked = {_key(a.question): a for c in conversations.values() for a in _asked(c)}
    old = [tuple(asked[_key(q)] for q in topic.questions if _stands(q, asked)) for topic in known.topics]
    settled = {_key(a.question) for topic in old for a in topic}
    waiting = {_key(q) for q in known.left if _stands(q, asked)}
    fresh = [key for key in asked if key not in settled and key not in waiting]
    if fresh:
        groups = group(old, [a for key, a in asked.items() if key not in settled], conversations, config.mining.sample)
        grown = [(*(a.question for a in before), *given) for before, given in zip(old, groups.given, strict=True)]
        found, left = groups.discovered, groups.left
    else:
        grown, found = [tuple(a.question for a in topic) for topic in old], ()
        left = tuple(asked[key].question for key in asked if key in waiting)
    phrases = topical_boilerplate([a for a in asked.values() if a.opening], conversations, config.mining.sample)
    topics = [
        described(replace(topic, questions=_ordered(questions)), conversations, phrases) if questions else _empty(topic)
        for topic, questions in zip(known.topics, grown, strict=True)
        if questions or standings.get(topic.id, Standing()).state != "new"
    ]
    taken = {topic.id for topic in known.topics} | set(standings)
    for questions in found:
        topics.append(described(_new_topic(_ordered(questions), taken), conversations, phrases))
        taken.add(topics[-1].id)
    topics = _with_disagreements(topics, conversations, phrases)
    return Mined(rank(_categorised(topics, config), standings, config), left, phrases)


def rank(topics: Sequence[Topic], standings: Mapping[str, Standing], config: Config) -> tuple[Topic, ...]:
    """Return the topics with their scores, best first; equal scores in order of size and id."""
    scored = [
        replace(t, score=score(len(t.conversations), t.turns, standings.get(t.id, Standing()), config.mining))
        for t in topics
    ]
    return tuple(sorted(scored, key=lambda t: (-t.score, -len(t.conversations), t.id)))


def _asked(conversation: Conversation) -> list[Asked]:
    return [Asked(question, order == 0) for order, question in enumerate(questions_of(conversation))]


def _key(question: Question) -> tuple[str, int]:
    return question.conversation, question.message


def _ordered(questions: Sequence[Question]) -> tuple[Question, ...]:
    return tuple(sorted(questions, key=_key))


def _stands(question: Question, asked: Mapping[tuple[str, int], Asked]) -> bool:
    """Whether a stored question is still asked in the same words."""
    now = asked.get(_key(question))
    return now is not None and now.question.text == question.text


def _empty(topic: Topic) -> Topic:
    return replace(topic, questions=(), customers=0, turns=0.0, disagreements=())


def _new_topic(questions: tuple[Question, ...], taken: Collection[str]) -> Topic:
    """Return a bare topic; its id comes from its first question, so that the same log gives the same ids."""
    first = min(questions, key=_key)
    names = (
        f"t{hashlib.blake2b(f'{first.conversation}/{first.message}{again}'.encode(), digest_size=5).hexdigest()}"
        for again in chain([""], map(str, count(1)))
    )
    name = next(name for name in names if name not in taken)
    return Topic(name, Redacted(""), "faq", "ko", Redacted(""), questions, 0, 0.0, None, None, 0.0)


def _with_disagreements(
    topics: Sequence[Topic], conversations: Mapping[str, Conversation], phrases: frozenset[str]
) -> list[Topic]:
    """Return the topics with what agents disagree about, in a topic and across topics that ask nearly the same."""
    said = [statements(topic.questions, conversations, phrases) for topic in topics]
    texts = [[q.text for q in topic.questions] for topic in topics]
    near = _near_topics(texts)
    return [
        replace(topic, disagreements=disagreements(said[i], texts[i], [s for j in near[i] for s in said[j]]))
        for i, topic in enumerate(topics)
    ]


def _near_topics(texts: Sequence[Sequence[str]]) -> list[list[int]]:
    """Return for each topic the others whose questions are, on the whole, about the same."""
    if not texts:
        return []
    rows = vectors([text for topic in texts for text in topic])
    owner = np.repeat(np.arange(len(texts)), [len(topic) for topic in texts])
    members = sparse.csr_matrix(
        (np.ones(len(owner), dtype=np.float32), (owner, np.arange(len(owner)))), shape=(len(texts), len(owner))
    )
    centres = unit(sparse.csr_matrix(members @ rows))
    near = (centres @ centres.T).toarray() >= _NEAR_TOPICS
    return [[j for j in np.flatnonzero(row).tolist() if j != i] for i, row in enumerate(near)]


def _categorised(topics: Sequence[Topic], config: Config) -> list[Topic]:
    names = categories(
        [[q.text for q in t.questions] for t in topics],
        [float(len(t.conversations)) for t in topics],
        config.site.categories,
        config.site.max_categories,
        [t.category for t in topics if t.category],
    )
    return [replace(topic, category=name) for topic, name in zip(topics, names, strict=True)]
