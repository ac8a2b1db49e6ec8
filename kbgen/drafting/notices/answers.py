"""Statements → the text of an answer, in the notice's own words, and the lock that keeps it to them."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from kbgen.drafting.notices.dates import points
from kbgen.drafting.notices.statements import Statement, plain_heading

_NUMBER = re.compile(r"(?<![\d.,:])\d+(?:[.,:]\d+)*")
_AMOUNT = re.compile(
    r"[$€£₩]\s?\d[\d,]*(?:\.\d+)?|(?<![\d.,])\d[\d,]*(?:\.\d+)?\s*"
    r"(?:%|퍼센트|(?:만|천|억|백)?\s*(?:원|개월|개|명|장|배|회|점|마일|포인트|달러)|points?|miles?|credits?|seats?|months?|x\b)",
    re.I,
)
_SAID = re.compile(r"(?:[다요죠까오]|[.!?…])[\"'”’)\]]*$")
_PAREN = re.compile(r"^(.*\S)\s*(\([^()]*\))$", re.S)
_NOUN_FORMS = (
    ("됨", "됩니다"),
    ("함", "합니다"),
    ("임", "입니다"),
    ("있음", "있습니다"),
    ("없음", "없습니다"),
    ("않음", "않습니다"),
    ("불가", "불가합니다"),
)
_DO = ("가능", "불가능", "필요", "부담", "가능함")
_BE = (
    *(
        "제외",
        "지급",
        "적용",
        "할인",
        "적립",
        "증정",
        "발급",
        "제공",
        "종료",
        "진행",
        "포함",
        "회수",
        "소멸",
        "취소",
        "발송",
        "배송",
        "운영",
        "마감",
    ),
    *("환불", "환급", "지원", "면제", "연장", "발표", "무효", "차감", "중단", "복구", "재개", "추가"),
)
_BEFORE = re.compile(r"평소|기존|기본|현재|정상|변경 전|before|regular|standard|current|usual|normal|list price", re.I)
_GENERIC = re.compile(r"^(?:안내|내용|영향|참고|비고|공지|note|info|details?|summary|개요|현황|설명)$", re.I)


def locked(answer: str, evidence: Iterable[str]) -> bool:
    """Whether every number, date, time and amount of `answer` occurs in `evidence`.

    A date or a time may be written in another form (`6.22` for `6월 22일`); an amount must have its unit there too.
    """
    said = "\n".join(evidence)
    days, clocks = _written(said)
    for day in _written(answer, loose=False)[0]:
        if not any(_same_day(day, other) for other in days):
            return False
    numbers = {
        *_numbers(said),
        *(part for day in days for part in day),
        *(n for clock in clocks for n in _numbers(clock)),
    }
    return numbers.issuperset(_numbers(answer)) and _amounts(said).issuperset(_amounts(answer))


def _amounts(text: str) -> set[str]:
    return {re.sub(r"[\s,]", "", match.group()) for match in _AMOUNT.finditer(text)}


def _numbers(text: str) -> list[str]:
    return [
        str(int(n)) if n.isdigit() and len(n) < 9 else n for n in (m.replace(",", "").rstrip(".") for m in _parts(text))
    ]


def _parts(text: str) -> Iterable[str]:
    for match in _NUMBER.finditer(text):
        if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", match.group()):
            yield match.group()
        else:
            yield from re.split(r"[.,:]", match.group())


def _written(text: str, *, loose: bool = True) -> tuple[set[tuple[str, str]], set[str]]:
    """Return the dates as (month or 0, day) and the times as HH:MM in `text`; `loose` takes bare `6.22` for a date too."""
    days: set[tuple[str, str]] = set()
    clocks: set[str] = set()
    for line in text.split("\n"):
        for point in points(line):
            if point.day is not None and (loose or not point.loose):
                days.add((str(point.month or 0), str(point.day)))
            if point.clock is not None:
                clocks.add(point.clock.strftime("%H:%M"))
    return days, clocks


def _same_day(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return one[1] == other[1] and (one[0] == other[0] or "0" in (one[0], other[0]))


def batchim(word: str) -> bool:
    """Whether a word ends in a consonant when read in Korean; digits and Latin letters by how they are read."""
    word = re.sub(r"\s*\([^()]*\)$", "", word)
    last = next((c for c in reversed(word) if c.isalnum() or c == "%"), "")
    if "가" <= last <= "힣":
        return (ord(last) - ord("가")) % 28 != 0
    return last in "013678lmnrLMNR" if last else False


def with_topic(word: str) -> str:
    """Return `word` with 은 or 는."""
    return f"{word}{'은' if batchim(word) else '는'}"


def polite(text: str, *, korean: bool) -> str:
    """Return a statement as a whole polite sentence: a fragment gets an ending, nothing else is added."""
    text = text.strip()
    if _SAID.search(text) or not text:
        return text if re.search(r"[.!?…][\"'”’)\]]*$", text) or not text else f"{text}."
    if not korean:
        return f"{text}."
    match = _PAREN.match(text)
    if match and len(match.group(2)) > 4 and not re.search(r"[,/]\s*$", match.group(1)):
        head = polite(match.group(1), korean=True)
        return f"{head.rstrip('.')} {match.group(2)}." if head.endswith(".") else f"{head} {match.group(2)}"
    for ending, spoken in sorted(_NOUN_FORMS, key=lambda pair: -len(pair[0])):
        if text.endswith(ending):
            return f"{text[: -len(ending)]}{spoken}."
    if text.endswith(_DO):
        return f"{text}합니다."
    if text.endswith(_BE):
        return f"{text}됩니다."
    return f"{text}입니다."


def tell(statement: Statement, *, korean: bool) -> str:
    """Return what a statement says as it is told in an answer, with its label, without its heading."""
    if len(statement.cells) == 2 and _BEFORE.search(statement.cells[0][0]):
        (before, old), (after, new) = statement.cells
        return f"{statement.label}: {old} → {new} ({before} → {after})."
    if statement.cells:
        pairs = ", ".join(f"{head} {value}" if head else value for head, value in _folded(statement.cells))
        return (
            f"{statement.label}: {pairs}."
            if korean
            else f"{statement.label}: {'; '.join(f'{h} {v}' if h else v for h, v in statement.cells)}."
        )
    if not statement.label or _GENERIC.match(statement.label):
        return polite(statement.value or statement.text, korean=korean)
    value = polite(statement.value, korean=korean)
    if (
        korean
        and not _SAID.search(statement.value)
        and len(statement.label) <= 12
        and re.search(r"[가-힣]$", statement.label)
    ):
        return (
            f"{with_topic(statement.label)} {value}"
            if not re.match(r"^\S+[은는]\s", statement.value)
            else f"{statement.label}: {value}"
        )
    return f"{statement.label}: {value}"


def _folded(cells: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Take the words that neighbouring headers share out of all but the first of them (`할인율 10/12~10/18`, `10/19~10/25`)."""
    folded: list[tuple[str, str]] = []
    before: list[str] = []
    for head, value in cells:
        words = head.split()
        shared = 0
        while shared < min(len(words) - 1, len(before)) and words[shared] == before[shared]:
            shared += 1
        folded.append((" ".join(words[shared:]), value))
        before = words
    return folded


def answer(group: Sequence[Statement], *, korean: bool, named: str = "") -> str:
    """Return the answer that a group of statements makes: steps in one line, table rows on lines of their own,
    the others after each other, each run under the heading it needs. `named` is a heading the question already tells.
    """
    lines: list[str] = []
    prose: list[str] = []
    for section, run in groupby(group, key=lambda s: s.section):
        members = list(run)
        told = [tell(s, korean=korean) for s in members if s.kind != "step" and not s.cells]
        steps = [re.sub(r"\.$", "", s.text) for s in members if s.kind == "step"]
        if steps:
            told.insert(0, polite_steps(steps, korean=korean))
        heading = plain_heading(section) if section and members[0].role == "topic" else ""
        if (
            heading
            and told
            and (heading != named or any(c.isdigit() for c in heading))
            and not _shares(heading, told[0])
        ):
            told[0] = f"{heading}: {told[0]}"
        prose += told
        lines += [tell(s, korean=korean) for s in members if s.cells]
    return "\n".join([*([" ".join(prose)] if prose else []), *lines])


def polite_steps(steps: Sequence[str], *, korean: bool) -> str:
    """Return ordered steps in one line."""
    return polite(" → ".join(steps), korean=False) if len(steps) > 1 else polite(steps[0], korean=korean)


def _shares(heading: str, told: str) -> bool:
    """Whether the sentence already tells all of the heading, so that it stands alone."""
    words = re.findall(r"[\w%]{2,}", heading)
    return bool(words) and all(word in told for word in words)


def quotes(group: Sequence[Statement]) -> tuple[str, ...]:
    """Return the sentences behind a group word for word: headings that its answer tells come before their statements."""
    found: dict[str, None] = {}
    for statement in group:
        if statement.section and statement.role in ("topic", "question"):
            found.setdefault(statement.section)
        for sentence in statement.sentences:
            found.setdefault(sentence)
    return tuple(found)
