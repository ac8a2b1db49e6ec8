"""Promotion and incident notices → `Notice`: what they say, as questions answered in their own words, and what they do not."""

import re
from collections.abc import Sequence
from datetime import date
from hashlib import blake2b
from pathlib import PurePath
from zoneinfo import ZoneInfo

from kbgen.drafting.notices import types_en, words_ko
from kbgen.drafting.notices.answers import answer, locked, quotes
from kbgen.drafting.notices.bank import QuestionType
from kbgen.drafting.notices.groups import Group, groups
from kbgen.drafting.notices.history import Asked, before
from kbgen.drafting.notices.statements import Statement, plain_heading, statements
from kbgen.drafting.notices.titles import short_title
from kbgen.drafting.notices.unsaid import unsaid
from kbgen.drafting.notices.when import only_period, period_of, period_question
from kbgen.models import Answered, Notice, NoticeKind, Topic
from kbgen.readers.notice_blocks import NoticeText

__all__ = ["locked", "understand"]

_HANGUL = re.compile(r"[가-힣]")
_PRICE = re.compile(r"[$€£₩]\s?\d|\d\s*(?:천|만)?\s*원(?![가-힣])")
_PERIOD_TOO = ("when", "subject", "rest")
"""Groups that add nothing when all they hold is the sentence that tells the period."""

_NEGATIVE = re.compile(
    r"제외|불가|수 없|되지 않|않아요|않습니다|한해|단,|만 가능|exclud|cannot|not |only|except|limit|최대|한도|중복",
    re.I,
)
_LEFT_OUT = re.compile(
    r"제외|대상(?:이|에서)? ?(?:아니|아닙|빠)|(?:적용|지급|인정|적립|할인|참여|포함|소급)(?:이|은|도)? ?(?:되지 않|불가|안 [되돼됩])"
    r"|(?:쓸|사용할|이용할|참여할|받을|신청할) 수 없|불가(?:합니다|해요)?[.!]?$"
    r"|exclud|exclusion|ineligib|\bnot (?:valid|eligible|available|included|apply|applicable|combinable)\b"
    r"|n't (?:apply|include|be (?:used|combined))|cannot be (?:used|combined|applied|redeemed)|does not (?:apply|include)",
    re.I,
)
_LEFT_IN = re.compile(r"제외하(?:면|고) (?:모두|누구나|모든)|불가피", re.I)


def understand(
    text: NoticeText, zone: ZoneInfo, today: date, history: Sequence[Asked] = (), topics: Sequence[Topic] = ()
) -> Notice:
    """Return what a notice says and leaves unsaid.

    Times without a zone are meant in `zone`; a missing year is taken from the notice, its weekdays, or `today`.
    `history` are redacted questions that customers asked about earlier events (`about_events`); those asked since this
    one began do not count. Questions they asked are marked, and open ones that they asked come up. `topics` are what
    customers ask at all times: what they ask near to the notice, and it never mentions, comes up too.
    Every number in an answer stands in its evidence; an answer that would break this is left out.
    """
    korean = is_korean(text)
    words = words_ko if korean else types_en
    headings = tuple(b.text for b in text.blocks if b.kind == "heading" and b.level == 1)
    title = short_title(text.title, headings)
    kind = kind_of(text, words.KIND_PROMO, words.KIND_INCIDENT)
    said = statements(text)
    period = period_of(text, said, zone, today)
    history = before(history, period.starts_at if period else None)
    answered = list(period_question(kind, said, period, words, korean=korean))
    told = only_period(said, period) if answered else ()
    for group in groups(kind, [s for s in said if s not in told], words, korean=korean):
        if answered and group.key in _PERIOD_TOO and period and [s.index for s in group.members] == [period.index]:
            continue
        answered.append(_answered(group, history, words.TYPES, korean=korean))
    return Notice(
        id="n" + blake2b(f"{PurePath(text.source).stem}\n{title}".encode(), digest_size=6).hexdigest(),
        source=text.source,
        title=title,
        kind=kind,
        starts_at=period.starts_at if period else None,
        ends_at=period.ends_at if period else None,
        eligibility=_eligibility(said, kind, words.TYPES),
        benefits=_benefits(said, kind, words.TYPES, korean=korean),
        steps=tuple(s.text for s in said if s.kind == "step" and s.role not in ("caution", "who")),
        conditions=_conditions(said, korean=korean),
        questions=tuple(dict.fromkeys(answered)),
        unsaid=unsaid(kind, title, said, history, topics, change=words.CHANGE, korean=korean),
        exclusions=_exclusions(said),
        contact=tuple(dict.fromkeys(s.text for s in said if "contact" in (s.role, s.label_role))),
    )


def is_korean(text: NoticeText) -> bool:
    """Whether a notice is written in Korean: a tenth of its letters are Hangul."""
    whole = " ".join(block.text for block in text.blocks)
    return len(_HANGUL.findall(whole)) * 10 >= sum(c.isalpha() for c in whole)


def kind_of(text: NoticeText, promo: str, incident: str) -> NoticeKind:
    """Tell a promotion from an incident by their words; those of the title and headings weigh more."""
    score = 0.0
    heads = [text.title, *(b.text for b in text.blocks if b.kind == "heading" and b.level <= 1)]
    for pattern, sign in ((promo, 1.0), (incident, -1.0)):
        score += sign * 3 * len({m.lower() for t in heads for m in re.findall(pattern, t, re.I)})
        hits = [len(re.findall(pattern, b.text, re.I)) for b in text.blocks]
        score += sign * sum(min(n, 2) for n in hits) / max(1, len(hits)) * 3
    return "incident" if score < 0 else "promo"


def _answered(group: Group, history: Sequence[Asked], types: Sequence[QuestionType], *, korean: bool) -> Answered:
    """The group as an answered question; should its text not hold to the notice, with the bare quotes as the answer."""
    evidence = quotes(group.members)
    named = plain_heading(group.members[0].section) if group.key == "section" else ""
    text = answer(group.members, korean=korean, named=named)
    if not locked(text, evidence):
        text = " ".join(evidence)
    says = next((t.says for t in types if t.key == group.key), None)
    asked = says is not None and sum(says.search(q.text) is not None for q in history) >= 2
    return Answered(group.question, text, evidence, "history" if asked else "notice")


def _eligibility(said: Sequence[Statement], kind: NoticeKind, types: Sequence[QuestionType]) -> tuple[str, ...]:
    """Who can take part: what the notice labels so; else the statements about members and the like."""
    labelled = tuple(s.value if s.label_role == "who" else s.text for s in said if "who" in (s.role, s.label_role))
    if labelled or kind == "incident":
        return labelled
    says = next(t for t in types if t.key == "who")
    return tuple(
        s.text
        for s in said
        if s.kind != "step"
        and not s.cells
        and says.says.search(s.text)
        and not (says.unless and says.unless.search(s.text))
    )[:4]


def _benefits(
    said: Sequence[Statement], kind: NoticeKind, types: Sequence[QuestionType], *, korean: bool
) -> tuple[str, ...]:
    keys = ("benefit", "gift") if kind == "promo" else ("compensation",)
    says = [t.says for t in types if t.key in keys]
    found = []
    for s in said:
        named = "benefit" in (s.role, s.label_role)
        if (
            s.kind in ("step", "alt")
            or s.role in ("caution", "how", "who", "period")
            or s.label_role in ("who", "period")
        ):
            continue
        text = f"{plain_heading(s.section)}: {s.text}" if s.role == "topic" else s.text
        priced = kind == "promo" and bool(s.cells) and _PRICE.search(text) is not None
        if named or priced or any(pattern.search(text) for pattern in says):
            found.append(s.value if s.label_role == "benefit" else text)
    return tuple(dict.fromkeys(found))


def _exclusions(said: Sequence[Statement]) -> tuple[str, ...]:
    """What is left out: statements that say so of a thing, and what stands under a heading or label that does."""
    return tuple(
        dict.fromkeys(
            s.text
            for s in said
            if s.kind != "step"
            and not s.cells
            and "contact" not in (s.role, s.label_role)
            and (_LEFT_OUT.search(s.text) or _LEFT_OUT.search(s.section))
            and not _LEFT_IN.search(s.text)
        )
    )


def _conditions(said: Sequence[Statement], *, korean: bool) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            s.text
            for s in said
            if not s.cells
            and s.kind != "step"
            and "contact" not in (s.role, s.label_role)
            and (s.role == "caution" or (_NEGATIVE.search(s.text) and s.kind in ("item", "quote")))
        )
    )
