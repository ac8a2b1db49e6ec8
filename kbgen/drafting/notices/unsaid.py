"""What customers will ask about a notice and the notice does not answer."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import cast

from kbgen.drafting.notices.answers import batchim
from kbgen.drafting.notices.bank import OpenQuestion
from kbgen.drafting.notices.history import Asked
from kbgen.drafting.notices.related import as_unsaid, manner_of, related
from kbgen.drafting.notices.statements import Statement
from kbgen.drafting.notices.unsaid_en import OPEN as OPEN_EN
from kbgen.drafting.notices.unsaid_ko import OPEN as OPEN_KO
from kbgen.mining.features import vectors
from kbgen.models import NoticeKind, Topic, Unsaid

MOST = 12
"""So many open questions of the bank a person can read and answer before the notice goes out."""

MOST_OWN = 3
"""So many more come from customers' own topics that the bank does not know."""

_OFTEN = 3
_SAME, _AKIN = 0.27, 0.1
"""A customer's words this near to a question of the bank ask it by themselves, or where they name its subject."""

_SHORT = 40
"""A customer's words longer than this tell a story, and are no question for a list."""

_ANSWERED = 0.3
"""A topic this near to what the notice says is answered there."""


def unsaid(
    kind: NoticeKind,
    title: str,
    said: Sequence[Statement],
    history: Sequence[Asked],
    topics: Sequence[Topic] = (),
    *,
    change: str = "",
    korean: bool,
) -> tuple[Unsaid, ...]:
    """Return the open questions of a notice: first those that most customers asked about earlier ones, then by type.

    A question of the bank applies when the notice says what it needs, or when at least three earlier customers asked
    it; it is open unless a statement answers it. Topics that at least three asked about earlier events of this kind
    and that the bank does not know are added in their own words, and so are those of the whole log (`topics`) that are near
    to the notice and that it never mentions (`related`); `change` finds the titles of changes of terms.
    """
    texts = [f"{s.section} {s.text}" for s in said]
    whole = "\n".join([title, *texts])
    earlier = [q for q in history if q.kind in (kind, None)]
    found: list[tuple[int, float, int, Unsaid]] = []
    bank = [question for question in (OPEN_KO if korean else OPEN_EN) if kind in question.kinds]
    near = _likeness([q.text for q in earlier], bank)
    for index, question in enumerate(bank):
        asked = _customers(q for q, row in zip(earlier, near, strict=True) if asks(question, q.text, row[index]))
        needed = question.needs.search(whole)
        if (needed is None and (asked < _OFTEN or "{" in question.question)) or any(
            question.told.search(text) for text in texts
        ):
            continue
        weight = question.weight + min(asked, 10) * 0.5
        found.append((asked, weight, index, _filled(question, needed, asked, kind, korean=korean)))
    likely = sorted(found, key=lambda f: (-f[1], f[2]))[:MOST]
    likely += _own_topics(bank, earlier, [title, *texts], kind, korean=korean)
    own = sorted(likely, key=lambda f: (-f[0], -f[1], f[2]))
    manner = manner_of(kind, title, change) if change else "promo" if kind == "promo" else "outage"
    near_topics = related(topics, [title, *texts], manner, (item.question for *_, item in own), korean=korean)
    return (*(item for *_, item in own), *(as_unsaid(r, manner, korean=korean) for r in near_topics))


def asks(question: OpenQuestion, text: str, likeness: float) -> bool:
    """Tell whether a customer's words ask an open question, given their similarity in 0…1.

    The bank's words alone are not enough: they must be about its subject, or near to it as a whole.
    """
    if question.asks is None or question.asks.search(text) is None:
        return False
    return likeness >= _SAME or (likeness >= _AKIN and question.needs.search(text) is not None)


def known(question: str) -> OpenQuestion | None:
    """Return the question of the banks that was filled in to this one; None for a question of another origin."""
    return next((k for pattern, k in _SHAPES if pattern.fullmatch(question)), None)


def _shape(question: str) -> re.Pattern[str]:
    shape = re.sub(r"\\\{\w+\\\}", ".*", re.escape(question))
    return re.compile(re.sub(r"은\\\(는\\\)|을\\\(를\\\)", ".{1,4}", shape))


_SHAPES = tuple((_shape(question.question), question) for question in (*OPEN_KO, *OPEN_EN))


def _likeness(texts: Sequence[str], bank: Sequence[OpenQuestion]) -> Sequence[Sequence[float]]:
    """Return how near each text is to each question of the bank, shape (texts, bank)."""
    if not texts:
        return []
    rows = vectors([*texts, *(re.sub(r"\{\w+\}", "", question.question) for question in bank)])
    return cast("Sequence[Sequence[float]]", (rows[: len(texts)] @ rows[len(texts) :].T).toarray())


def _customers(questions: Iterable[Asked]) -> int:
    return len({q.customer for q in questions})


def _own_topics(
    bank: Sequence[OpenQuestion], history: Sequence[Asked], texts: Sequence[str], kind: NoticeKind, *, korean: bool
) -> list[tuple[int, float, int, Unsaid]]:
    """Return the topics of earlier customers that no question of the bank asks and no sentence of the notice is near.

    A topic that names another event, or a number, is about that event alone.
    """
    topics: dict[str, list[Asked]] = defaultdict(list)
    for question in history:
        if question.topic and question.kind == kind:
            topics[question.topic].append(question)
    names = {word for q in history for word in re.findall(r"\w{2,}", q.event)}
    new = [
        title
        for title, asked in topics.items()
        if _customers(asked) >= _OFTEN
        and len(title) <= _SHORT
        and (re.search(r"[가-힣]", title) is not None) == korean
        and not (re.search(r"\d", title) or any(name in title for name in names))
        and sum(any(b.asks and b.asks.search(q.text) for b in bank) for q in asked) * 2 < len(asked)
    ]
    if not new:
        return []
    rows = vectors([*new, *texts])
    near = (rows[: len(new)] @ rows[len(new) :].T).toarray().max(axis=1)
    found = []
    for index, (title, value) in enumerate(zip(new, near, strict=True)):
        if value < _ANSWERED:
            count = _customers(topics[title])
            found.append((count, 0.0, index, Unsaid(title, _asked_before(count, kind, korean=korean))))
    return sorted(found, key=lambda f: (-f[0], f[2]))[:MOST_OWN]


def _filled(
    question: OpenQuestion, needed: re.Match[str] | None, asked: int, kind: NoticeKind, *, korean: bool
) -> Unsaid:
    values = {name: (value or "").strip() for name, value in (needed.groupdict() if needed else {}).items()}
    text, why = question.question, question.why
    for name, value in values.items():
        text, why = text.replace(f"{{{name}}}", value), why.replace(f"{{{name}}}", value)
    text, why = (_tidy(part) for part in (text, why))
    if asked:
        why += f" {_asked_before(asked, kind, korean=korean)}"
    return Unsaid(text, why)


def _asked_before(count: int, kind: NoticeKind, *, korean: bool) -> str:
    if korean:
        return f"지난 {'프로모션' if kind == 'promo' else '장애·지연'} 때 고객 {count}명이 물었어요."
    events = "promotions" if kind == "promo" else "incidents"
    return f"{count} customer{'s' if count > 1 else ''} asked this about earlier {events}."


def _tidy(text: str) -> str:
    """Choose the particle of a word that was filled in, and close the gap of one that was not."""
    text = text.replace(", )", ")").replace("()", "")
    return re.sub(r"(\S+?)(은\(는\)|을\(를\))", lambda m: m[1] + (m[2][0] if batchim(m[1]) else m[2][2]), text)
