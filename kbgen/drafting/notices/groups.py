"""Statements → groups that one question asks for: by heading, by label, by type of question, and what is left."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import ModuleType

from kbgen.drafting.notices.answers import with_topic
from kbgen.drafting.notices.bank import QuestionType
from kbgen.drafting.notices.statements import Statement, plain_heading
from kbgen.models import NoticeKind

LONGEST = 6
"""An answer has at most so many statements; longer ones are cut where the heading changes."""

_SUBSTANCE = re.compile(
    r"\d|수 있|수 없|없|불가|가능|제외|까지|부터|경우|무료|자동|해 ?주세요|하세요|합니다|됩니다|예정|만 |면 "
    r"|\bif\b|\bonly\b|\bmust\b|\bnot\b|free|please|will|can\b",
    re.I,
)

_KEPT = {
    "who",
    "how",
    "label",
    "unaffected",
    "restored",
    "compensation",
    "valid",
    "stacked",
    "cancelled",
    "paid_out",
    "gift",
    "nonmember",
}
"""Types that are asked so often that they keep a question of their own beside a wider one."""

_WIDE = {"excluded", "rest", "benefit", "limit", "plan", "todo", "affected", "tables"}
"""Types so wide that a question of its own is kept beside them."""

_NOT_STEPS = {"how", "who", "benefit", "todo", "channel", "limit", "stacked"}
_TELLING = re.compile(r"\d|\(|[다요][.!]?$")
"""Steps that also tell something beside what to do."""


@dataclass(frozen=True, slots=True)
class Group:
    """A question and the statements that answer it; `key` is the type, or where the question was taken from."""

    key: str
    question: str
    members: tuple[Statement, ...]


def groups(kind: NoticeKind, said: Sequence[Statement], words: ModuleType, *, korean: bool) -> list[Group]:
    """Return the groups in the order they are asked; each statement of substance is in one of them.

    `words` is the bank of the notice's language.
    """
    contact = [s for s in said if "contact" in (s.label_role, s.role)]
    rest = [s for s in said if s not in contact]
    found = _merged([*_by_place(kind, rest, words, korean=korean), *_by_type(kind, rest, words)])
    told = {s.index for group in found for s in group.members}
    left = [
        s
        for s in rest
        if s.index not in told and (kind == "incident" or s.kind != "paragraph" or _SUBSTANCE.search(s.text))
    ]
    found += _leftovers(kind, left, words, korean=korean)
    found = _distinct(found)
    if contact:
        found.append(Group("contact", words.CONTACT, tuple(contact)))
    return found


def _by_place(kind: NoticeKind, said: Sequence[Statement], words: ModuleType, *, korean: bool) -> Iterator[Group]:
    """Groups that the notice itself makes: who, benefits, how, tables, headings, labels."""
    who = [s for s in said if "who" in (s.role, s.label_role)]
    if who:
        yield Group("who", words.WHO[kind], tuple(who))
    for section, members in _sections(said):
        yield from _of_section(kind, section, members, words, korean=korean)
    benefit = [s for s in said if s.label_role == "benefit" or (s.role == "benefit" and not s.cells)]
    if benefit:
        yield from _cut(Group("benefit", words.BENEFIT, tuple(benefit)))
    how = [s for s in said if s.label_role == "how"]
    if how:
        yield Group("how", words.HOW, tuple(how))
    for s in said:
        if s.label and not s.cells and s.label_role in ("topic", "question") and s.role not in ("topic", "question"):
            yield Group("label", question_of(s.label, korean=korean), (s,))


def _sections(said: Sequence[Statement]) -> list[tuple[str, list[Statement]]]:
    found: dict[str, list[Statement]] = {}
    for statement in said:
        found.setdefault(statement.section, []).append(statement)
    return list(found.items())


def _of_section(
    kind: NoticeKind, section: str, members: list[Statement], words: ModuleType, *, korean: bool
) -> Iterator[Group]:
    role = members[0].role
    steps = [s for s in members if s.kind == "step"]
    rows = [s for s in members if s.cells]
    if rows:
        yield from _tables(section, rows, words, korean=korean)
    if role == "how" or (len(steps) > 1 and role not in ("caution", "who")):
        heading = plain_heading(section)
        asks = heading.endswith("?") or re.search(r"[나까]요$", heading)
        generic = (role == "how" and not asks) or not section
        question = words.HOW if generic else question_of(heading, korean=korean)
        specific = role == "how" and not asks and re.search(r"이렇게|하려면|받|쓰|how to \w+ \w+", heading)
        yield from _cut(
            Group(
                "how", _how(heading, korean=korean) if specific else question, tuple(s for s in members if not s.cells)
            )
        )
    elif section and role in ("topic", "question"):
        prose = [s for s in members if not s.cells]
        if prose:
            yield from _cut(Group("section", question_of(plain_heading(section), korean=korean), tuple(prose)))


def _how(heading: str, *, korean: bool) -> str:
    if not korean:
        return f"{heading.rstrip('?')}?"
    subject = re.split(r"[,:]", heading)[0].strip()
    return (
        f"{with_topic(subject)} 어떻게 받고 쓰나요?"
        if subject != heading and len(subject) <= 12
        else f"{heading}: 어떻게 하나요?"
    )


def _tables(section: str, rows: list[Statement], words: ModuleType, *, korean: bool) -> Iterator[Group]:
    """A small table is one answer; of a wide one, each column (or group of columns under one header) is."""
    name = plain_heading(section) if section else ""
    heads = list(dict.fromkeys(head.split(" ")[0] for row in rows for head, _ in row.cells))
    columns = max(len(row.cells) for row in rows)
    about = f"{name} — " if name and len(name) <= 30 else ""
    if columns <= 2 and len(rows) <= 2 * LONGEST:
        title = ", ".join(dict.fromkeys(head for row in rows for head, _ in row.cells if head)) or name
        subject = " · ".join(row.label for row in rows) if len(rows) <= 3 else name or rows[0].label
        question = (
            f"{with_topic(subject)} 어떻게 되나요? ({title})" if korean else f"What are the {title} for {subject}?"
        )
        yield Group("table", question, tuple(rows))
        return
    if 1 < len(rows) <= LONGEST:
        whole = name or " · ".join(filter(None, heads))
        question = f"{with_topic(whole)} 어떻게 되나요?" if korean else f"What are the {whole}?"
        yield Group("tables", question, tuple(rows))
    for head in heads:
        picked = [_column(row, head) for row in rows]
        shown = [row for row in picked if row.cells]
        if shown and head:
            full = next((h for row in shown for h, _ in row.cells if len(row.cells) == 1), head)
            question = f"{about}{with_topic(full)} 어떻게 되나요?" if korean else f"{about}What is the {full}?"
            yield from _cut(Group("table", question, tuple(shown)), limit=2 * LONGEST)
    if len(rows) <= LONGEST:
        for row in rows:
            question = (
                f"{with_topic(row.label)} 어떤 혜택·조건이 있나요?" if korean else f"What applies to {row.label}?"
            )
            yield Group("row", question, (row,))


def _column(row: Statement, head: str) -> Statement:
    cells = tuple((h, v) for h, v in row.cells if h.split(" ")[0] == head)
    return Statement(row.index, row.kind, row.section, row.role, row.text, row.sentences, row.label, row.value, cells)


def question_of(heading: str, *, korean: bool) -> str:
    """Return a heading or label as a question: as it is when it asks already."""
    heading = plain_heading(heading)
    if heading.endswith("?") or re.search(r"(?:나요|까요|가요)$", heading):
        return f"{heading.rstrip('?.')}?"
    if korean:
        if re.search(r"[요다]$", heading):
            return f"{heading}. 어떻게 하나요?"
        if re.search(r"(?:면|려면|다면)$", heading):
            return f"{heading} 어떻게 하나요?"
        if re.search(r"(?:쿠폰|할인|혜택|적립|증정|무료|%|원)$", heading):
            return f"{with_topic(heading)} 어떤 혜택인가요?"
        if heading.endswith("영향"):
            return f"어떤 {heading}이 있나요?"
        if re.search(r"(?:일|것|사항|조건|범위|항목)$", heading):
            return f"{with_topic(heading)} 무엇인가요?"
        if re.search(r"(?:기간|일시|일정|시간|날짜)$", heading):
            return f"{with_topic(heading)} 언제인가요?"
        if re.search(r"(?:가능|불가|제외|중|만|더|도)$", heading):
            return f"{heading}: 어떻게 되나요?"
        return f"{with_topic(heading)} 어떻게 되나요?"
    if re.match(r"(?:what|how|who|where|when|why) (?:you|we|i|they|it|this)\b", heading, re.I):
        return heading
    if re.match(r"(?:how|what|when|who|why|can|do|does|is|are|will|where)\b", heading, re.I):
        return f"{heading}?"
    named = heading[0].lower() + heading[1:] if heading[1:2].islower() else heading
    return f"What should I know about {named}?"


def _by_type(kind: NoticeKind, said: Sequence[Statement], words: ModuleType) -> Iterator[Group]:
    labelled = any("who" in (s.role, s.label_role) for s in said)
    for kind_of in words.TYPES:
        if kind not in kind_of.kinds:
            continue
        members = tuple(
            s
            for s in said
            if not s.cells
            and (s.kind != "step" or (kind_of.key not in _NOT_STEPS and _TELLING.search(s.text)))
            and (_told(s, kind_of, labelled=labelled) or (kind_of.key == "who" and re.search(words.PERSON, s.text)))
        )
        if members:
            text = "\n".join(s.text for s in members)
            question = next((q for pattern, q in kind_of.wordings if pattern.search(text)), kind_of.wordings[-1][1])
            group = Group(kind_of.key, question, members)
            yield from [group] if kind_of.key == "who" else _cut(group)


def _told(s: Statement, kind_of: QuestionType, *, labelled: bool) -> bool:
    """Whether a statement answers a type of question; where the notice says who, other statements seldom do."""
    if kind_of.key == "who" and labelled and s.role != "caution":
        return False
    if s.label_role in ("who", "period") and kind_of.key not in ("who", "nonmember", "excluded", "when"):
        return False
    if s.role == "question" and kind_of.key == "benefit":
        return False
    about = f"{s.section} {s.text}" if kind_of.key == "affected" else s.text
    return bool(kind_of.says.search(s.text) and not (kind_of.unless and kind_of.unless.search(about)))


def _merged(found: Sequence[Group]) -> list[Group]:
    """Put groups that ask the same into the first of them, in the notice's order, unless that gets too long."""
    made: dict[str, Group] = {}
    for group in found:
        held = made.get(group.question)
        if held is None or any(s.cells for s in group.members):
            made[group.question if held is None else f"{group.question} {group.members[0].label}"] = group
            continue
        new = [s for s in group.members if s not in held.members]
        if len(held.members) + len(new) <= LONGEST or group.key == "who":
            made[group.question] = Group(held.key, held.question, (*held.members, *new))
        elif new:
            made[f"{group.question} {group.members[0].index}"] = Group(group.key, group.question, tuple(new))
    return list(made.values())


def _leftovers(kind: NoticeKind, left: Sequence[Statement], words: ModuleType, *, korean: bool) -> Iterator[Group]:
    for role_is_caution, run in groupby(left, key=lambda s: s.role == "caution"):
        members = tuple(run)
        if len(members) == 1 and (subject := _subject(members[0].text, korean=korean)):
            yield Group("subject", question_of(subject, korean=korean), members)
        else:
            yield from _cut(Group("rest", words.CAUTION if role_is_caution else words.REST[kind], members))


def _subject(text: str, *, korean: bool) -> str:
    """Return what a statement is about; `은` and `는` are particles only after the sound they follow (not in `더 나은`)."""
    match = (
        re.match(r"(?!(?:현재|지금|이번|이후|그 외|또|기타)[은는]? )([^.,!?()]{2,16}?)([은는])(?=\s)", text)
        if korean
        else None
    )
    return match[1].strip() if match and with_topic(match[1]) == match[0] else ""


def _cut(group: Group, limit: int = LONGEST) -> Iterator[Group]:
    """Cut a group that is too long where its headings change, and then by number."""
    if len(group.members) <= limit:
        yield group
        return
    parts: list[tuple[Statement, ...]] = []
    for _, run in groupby(group.members, key=lambda s: s.section):
        members = tuple(run)
        for at in range(0, len(members), limit):
            part = members[at : at + limit]
            if parts and len(parts[-1]) + len(part) <= limit:
                parts[-1] += part
            else:
                parts.append(part)
    for number, part in enumerate(parts):
        section = plain_heading(part[0].section)
        question = group.question if number == 0 else f"{group.question} ({section or part[0].label or number + 1})"
        yield Group(group.key, question, part)


def _distinct(found: Sequence[Group]) -> list[Group]:
    """Drop groups that another, short one contains, and number questions that are asked twice."""
    kept: list[Group] = []
    marks = [frozenset((s.index, s.cells) for s in group.members) for group in found]
    for at, group in enumerate(found):
        inside = any(
            (
                marks[at] < marks[other]
                and len(marks[other]) <= 3
                and group.key not in _KEPT
                and found[other].key not in _WIDE
            )
            or (marks[at] == marks[other] and other < at and not (group.key in _KEPT and found[other].key == "section"))
            for other in range(len(found))
            if other != at
        )
        if not inside:
            kept.append(group)
    seen: dict[str, int] = {}
    named: list[Group] = []
    for group in kept:
        seen[group.question] = count = seen.get(group.question, 0) + 1
        label = plain_heading(group.members[0].section) or group.members[0].label
        question = group.question if count == 1 else f"{group.question} ({label or count})"
        named.append(Group(group.key, question, group.members))
    return named
