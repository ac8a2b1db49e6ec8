"""What customers asked about earlier promotions and incidents, told apart from all else that they asked."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain

from kbgen.mining.features import Features, vectors
from kbgen.models import Conversation, Notice, NoticeKind, Question, Redacted, Topic

BEFORE = timedelta(days=3)
"""Customers ask about a promotion this long before it begins: the announcement is out."""

AFTER = timedelta(days=14)
"""Customers ask about a promotion this long after its end: about paying out, returns, expired coupons."""

NEAR = 0.42
"""A question this near to a notice, asked in the notice's weeks, is about it."""

_NAMED, _OWN_WORD, _SAME_KIND = 0.3, 0.15, 0.1
"""What a question is nearer for: a word of the notice's title, or of its text, that belongs to its weeks; an event."""

_FRESH = 0.1
"""What a question is nearer to an incident for being asked while it lasts, or the two days after."""

_LIFT = 3.0
"""A word belongs to a notice's weeks when it is so many times as frequent in them as at other times."""

_EVENTS: tuple[tuple[NoticeKind, re.Pattern[str]], ...] = (
    (
        "promo",
        re.compile(
            r"이벤트|행사|프로모션|세일|특가|기획전|캠페인|페스타|사은품|증정|경품|추첨|당첨|쿠폰|할인 ?코드"
            r"|\bpromo(?:tion)?s?\b|\bsales?\b|\bcoupons?\b|\bvouchers?\b|\bgiveaway|black ?friday|cyber ?monday"
            r"|\bdiscount codes?\b|\bspecial offer|\b(?:this|the|your) offer\b|\bearly[- ]bird\b",
            re.I,
        ),
    ),
    (
        "incident",
        re.compile(
            r"장애|점검|먹통|복구|접속이? ?(?:안|불가)|서버|출고 ?(?:지연|중단)"
            r"|\boutages?\b|\bincident\b|\bdowntime\b|\bmaintenance\b|\bstatus page\b|\b(?:is|was|went) down\b",
            re.I,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A redacted question of a customer: who asked it and when, the title of its topic; and of what
    event it is: the kind, and the notice's title where one is known."""

    text: Redacted
    customer: str
    at: datetime | None = None
    topic: str = ""
    kind: NoticeKind | None = None
    event: str = ""


def asked_in(conversation: Conversation, question: Question, topic: str = "") -> Asked:
    """Return a question with who asked it and when: the time of its message, else that of its conversation."""
    message = conversation.messages[question.message]
    return Asked(question.text, conversation.customer or conversation.id, message.at or conversation.opened_at, topic)


def event_of(text: str) -> NoticeKind | None:
    """Return the kind of event that a text names, if it names one."""
    return next((kind for kind, pattern in _EVENTS if pattern.search(text)), None)


def candidates(
    topics: Iterable[Topic],
    left: Iterable[Question],
    conversations: Mapping[str, Conversation],
    notices: Sequence[Notice],
) -> Iterator[Asked]:
    """Yield the questions that may be about an event: those that name one, and all that were asked in a notice's weeks.

    Conversations are looked up for these alone; a long log has millions, and few of them are about events.
    """
    for topic in topics:
        overlaps = any(_overlap(notice, topic) for notice in notices)
        for question in topic.questions:
            if overlaps or event_of(question.text):
                name = topic.title if topic.kind in ("faq", "guide") else ""
                yield asked_in(conversations[question.conversation], question, name)
    for question in left:
        if notices or event_of(question.text):
            yield asked_in(conversations[question.conversation], question)


def within(notice: Notice, at: datetime | None) -> bool:
    """Tell whether a time is in the weeks in which customers ask about a notice."""
    start, end = notice.starts_at or notice.ends_at, notice.ends_at or notice.starts_at
    return start is not None and end is not None and at is not None and start - BEFORE <= at <= end + AFTER


def _overlap(notice: Notice, topic: Topic) -> bool:
    start, end = notice.starts_at or notice.ends_at, notice.ends_at or notice.starts_at
    if start is None or end is None or topic.first_seen is None or topic.last_seen is None:
        return False
    return topic.first_seen <= end + AFTER and topic.last_seen >= start - BEFORE


def sentences_of(notice: Notice) -> tuple[str, ...]:
    """Return what questions about a notice are compared with: its title, its statements, and its questions."""
    said = (*notice.eligibility, *notice.benefits, *notice.conditions, *notice.exclusions)
    asked = (*(q.question for q in notice.questions), *(e for q in notice.questions for e in q.evidence))
    return tuple(dict.fromkeys((notice.title, *said, *asked)))


def about_events(questions: Sequence[Asked], notices: Sequence[Notice]) -> tuple[Asked, ...]:
    """Return the questions about promotions and incidents, each with the kind and the name of its event, in their order.

    A question is about one when it was asked in the weeks of a notice and is near to it, or when it names an event.
    """
    found = []
    for question, owner in zip(questions, owners(questions, notices), strict=True):
        kind = notices[owner].kind if owner is not None else event_of(question.text)
        if kind is not None:
            found.append(replace(question, kind=kind, event=notices[owner].title if owner is not None else ""))
    return tuple(found)


def owners(questions: Sequence[Asked], notices: Sequence[Notice]) -> list[int | None]:
    """Return for each question the index of the notice it is about: the nearest of those in whose weeks it was asked.

    Near is the highest similarity to a sentence of the notice, and more for words that belong to the notice's weeks
    alone: what customers ask at all times is not about it.
    """
    best: list[tuple[float, int | None]] = [(NEAR, None)] * len(questions)
    inside = {at: [i for i, q in enumerate(questions) if within(n, q.at)] for at, n in enumerate(notices)}
    used = sorted({i for found in inside.values() for i in found})
    if not used:
        return [None] * len(questions)
    texts = [sentences_of(notice) for notice in notices]
    rows = vectors([*(questions[i].text for i in used), *chain.from_iterable(texts)])
    terms = [frozenset(found) for found in _terms([q.text for q in questions])]
    place = {i: row for row, i in enumerate(used)}
    column = len(used)
    for at, (notice, said) in enumerate(zip(notices, texts, strict=True)):
        if inside[at]:
            own = _own_words(said, terms, inside[at])
            title = frozenset(chain.from_iterable(_terms([notice.title])))
            values = (rows[[place[i] for i in inside[at]]] @ rows[column : column + len(said)].T).max(axis=1)
            for i, value in zip(inside[at], values.toarray().ravel(), strict=True):
                shared = own & terms[i]
                score = float(value) + (_NAMED if shared & title else _OWN_WORD * bool(shared))
                score += _SAME_KIND * (event_of(questions[i].text) == notice.kind) + _FRESH * _fresh(
                    notice, questions[i]
                )
                if score >= best[i][0]:
                    best[i] = (score, at)
        column += len(said)
    return [owner for _, owner in best]


def _fresh(notice: Notice, question: Asked) -> bool:
    start, end, at = notice.starts_at, notice.ends_at or notice.starts_at, question.at
    if notice.kind != "incident" or start is None or end is None or at is None:
        return False
    return start <= at <= end + timedelta(days=2)


def _own_words(said: Sequence[str], terms: Sequence[frozenset[str]], inside: Sequence[int]) -> frozenset[str]:
    """Return the words of a notice that questions in its weeks use far more often than all others."""
    among = set(inside)
    there = Counter(chain.from_iterable(terms[i] for i in inside))
    everywhere = Counter(chain.from_iterable(terms))
    others = len(terms) - len(among)
    return frozenset(
        term
        for term in chain.from_iterable(_terms(said))
        if there[term]
        and (there[term] + 0.5) / (len(among) + 1) >= _LIFT * (everywhere[term] - there[term] + 0.5) / (others + 1)
    )


def _terms(texts: Sequence[str]) -> list[list[str]]:
    """Return the words of each text that carry meaning: morphemes of Korean, words of English."""
    found = Features.of(texts)
    return [[w for w in both if len(w) > 1 and not w.isdigit()] for both in found.words]


def before(questions: Iterable[Asked], notice_starts: datetime | None) -> tuple[Asked, ...]:
    """Return the questions asked before a notice began: what was asked about itself is no prediction."""
    return tuple(q for q in questions if notice_starts is None or q.at is None or q.at < notice_starts - BEFORE)
