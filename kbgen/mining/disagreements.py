"""Where agents' answers to one question cannot both hold: another amount, period or share, or yes against no."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import regex

from kbgen.language.facts import facts, head, label, stance
from kbgen.language.tokens import nouns
from kbgen.language.values import Value, sizes, values
from kbgen.mining import polarity
from kbgen.mining.enumerations import grown_list
from kbgen.mining.features import vectors
from kbgen.mining.statements import Statement
from kbgen.models import ClaimGroup, Disagreement

_MIN_SIDE = 2
_SAME_WORDS = 0.4
_SAME_BUT_SIGN = 0.65
_COMPARED = 400
_WHO = frozenset(("고객", "고객님", "저희", "당사", "본사", "회사", "customer", "company"))
_MOST = 0.6
_THRESHOLD = regex.compile(r"\s*(?:이상|부터|넘|초과|미만|이하|or\s+more|and\s+(?:up|over))")
_FROM = regex.compile(r"이상|미만|이하|초과|부터|\b(?:over|above|under|below|from)\b", regex.IGNORECASE)
_CASE = regex.compile(
    r"(?P<noun>[가-힣A-Za-z]{2,12}?)(?:은|는|이면|라면|으로|로|일\s*때|인\s*경우|의\s*경우|\s*시|\s*건은|\s*분은|하신\s*경우|받은\s*건)(?=[\s,])"
)


# What an agent says of a rule that is another one since.
_CHANGES = regex.compile(
    r"변경|바뀌|바뀐|개편|개정|인상|인하|조정|신설|종료되|\b(?:chang(?:ed|es|ing)|updated?|as\s+of|effective|no\s+longer|used\s+to|"
    r"raised|lowered|increased|reduced|from\s+now\s+on|new\s+(?:price|limit|fee|policy|rule))\b",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Side:
    key: str
    value: str
    statements: tuple[Statement, ...]


def disagreements(
    said: Sequence[Statement], questions: Sequence[str], near: Sequence[Statement] = ()
) -> tuple[Disagreement, ...]:
    """Return what agents disagree about in one topic.

    `near` are statements of topics that ask nearly the same; they make a side too, but two of them alone are none of
    this topic's business.

    In each conversation the first value of a class (amount, period, …) that is said for everybody, not for a case of
    its own ("제주는 3,000원", "이벤트로 받은 건 30일"), is that agent's answer. Two values of a class disagree when each stands in
    two conversations, or in one that says it in the other's very words. When one side ends before the other begins it
    is a change, the newest side first; else a conflict, the most frequent first. A refusal that another agent does not
    keep to is a conflict as well.
    """
    general = [s for s in (*said, *near) if not s.personal]
    if not said:
        return ()
    answers = _answers(general, _usual(questions))
    found = [_compare(_sides(sides), kind) for kind, sides in answers.items()]
    for noun, refusals, grants in polarity.contradictions(general):
        no, yes = polarity.sides(noun)
        found.append(_conflict([_Side("no", no, tuple(refusals)), _Side("yes", yes, tuple(grants))], f"granted {noun}"))
    found += _opposites(general)
    found.append(grown_list(said))
    return _each_once([d for d in found if d is not None and _concerns(d, said)])


def _opposites(said: Sequence[Statement]) -> list[Disagreement]:
    """Return the conflicts between sentences in nearly the same words of which one denies what the other says."""
    some = said[:_COMPARED]
    if len(some) < 2:
        return []
    rows = vectors([s.text for s in some])
    near = (rows @ rows.T).toarray() >= _SAME_BUT_SIGN
    sign = [stance(s.text) for s in some]
    stated = [facts(s.text) for s in some]
    named = [set(found) for found in nouns([s.text for s in some])]
    found: list[Disagreement] = []
    for i, j in zip(*np.nonzero(np.triu(near, 1)), strict=True):
        shorter, longer = sorted((len(some[i].text), len(some[j].text)))
        same = stated[i] == stated[j] and named[i] ^ named[j] <= _WHO and shorter >= 0.6 * longer
        if same and sign[i] != sign[j] and some[i].conversation != some[j].conversation:
            sides = [_Side(str(n), some[n].text.rstrip(" .!~"), (some[n],)) for n in (int(i), int(j))]
            # The words are the key: two such conflicts may share all their nouns, and are settled apart.
            key = f"sign {min(side.value for side in sides)}"
            found.append(replace(_conflict(sides, key), about=_about("", sides)))
    return found


def _each_once(found: Sequence[Disagreement]) -> tuple[Disagreement, ...]:
    """Return the disagreements without those between values that another one is about already."""
    kept: dict[frozenset[object], Disagreement] = {}
    for disagreement in found:
        sides = sides_of(disagreement)
        if sides not in kept or _voices(disagreement) > _voices(kept[sides]):
            kept[sides] = disagreement
    # The same two values are compared under several names; where they tell change and conflict, the better attested holds.
    for sides, disagreement in list(kept.items()):
        if any(
            len(sides & others) > 1 and other.kind != disagreement.kind and _voices(other) > _voices(disagreement)
            for others, other in kept.items()
        ):
            del kept[sides]
    names = Counter(d.about for d in kept.values())
    return tuple(
        d if names[d.about] == 1 else replace(d, about=f"{d.about} {d.claims[0].value}") for d in kept.values()
    )


def _voices(disagreement: Disagreement) -> int:
    return sum(len(claim.conversations) for claim in disagreement.claims)


def sides_of(disagreement: Disagreement) -> frozenset[object]:
    """Return what the sides of a disagreement are, in one spelling: two with the same sides are about the same."""
    stated = [(claim.value, values(claim.value)) for claim in disagreement.claims]
    return frozenset((found[0].kind, found[0].size) if found else text for text, found in stated)


def _answers(said: Sequence[Statement], usual: frozenset[str]) -> dict[str, dict[float, list[tuple[Statement, str]]]]:
    """Return the statements by class of value and size: each conversation's first value of a class, cases left out.

    A value whose own words name what it is the value of (포토 500원, 텍스트 100원) is of a class of its own, and one that a
    conversation gives alone for the noun before it (데이터 로밍은 하루 9,900원, 하루 11,000원이고요) of that noun's.
    """
    found: dict[str, dict[float, list[tuple[Statement, str]]]] = defaultdict(lambda: defaultdict(list))
    for group in _grouped(said).values():
        taken: dict[str, tuple[Value, Statement, bool]] = {}
        headed: dict[str, list[tuple[Value, Statement]]] = defaultdict(list)
        for statement in group:
            stated = values(statement.text)
            for value in stated:
                if _tiered(statement.text, stated, value):
                    continue
                kind = value.kind + ("≥" if _THRESHOLD.match(statement.text, value.start + len(value.text)) else "")
                name = label(statement.text, stated, value)
                if name:
                    found[f"{kind} {name}"][value.size].append((statement, value.text))
                    headed[f"{kind}* {head(statement.text, stated, value)}"].append((value, statement))
                several = len({v.size for v in stated if v.kind == value.kind}) > 1
                if kind not in taken and not several and not _is_case(statement.text, value.start, usual):
                    taken[kind] = (value, statement, not name)
        for key, rows in headed.items():
            if len({value.size for value, _ in rows}) == 1:
                found[key][rows[0][0].size] += [(statement, value.text) for value, statement in rows]
        for kind, (value, statement, bare) in taken.items():
            found[kind][value.size].append((statement, value.text))
            # "4만원입니다." may answer from what amount on, too.
            if bare and not kind.endswith("≥") and f"{kind}≥" not in taken:
                found[f"{kind}≥"][value.size].append((statement, value.text))
    return found


def _tiered(text: str, stated: Sequence[Value], value: Value) -> bool:
    """Whether a value holds from another value on, as in "10개 이상: 5%"."""
    return any(v.start < value.start and _FROM.search(text, v.start, value.start) for v in stated)


def _concerns(disagreement: Disagreement, said: Sequence[Statement]) -> bool:
    """Whether a statement of the topic itself is on one of the sides."""
    conversations = {s.conversation for s in said}
    return any(conversations & set(claim.conversations) for claim in disagreement.claims)


def _sides(by_size: Mapping[float, Sequence[tuple[Statement, str]]]) -> list[_Side]:
    """Return the sides, smallest value first."""
    return [
        _Side(str(size), Counter(text for _, text in rows).most_common(1)[0][0], tuple(s for s, _ in rows))
        for size, rows in sorted(by_size.items())
    ]


def _attested(sides: Sequence[_Side]) -> list[_Side]:
    """Return the sides that stand in two conversations, and lone ones that repeat such a side's words with another value.

    A lone value that the customer named first is taken from that customer's case.
    """
    strong = [side for side in sides if _size(side) >= _MIN_SIDE]
    weak = [side for side in sides if _size(side) < _MIN_SIDE and not any(map(_named_first, side.statements))]
    if not strong or not weak:
        return strong
    texts = [[s.text for s in side.statements] for side in (*weak, *strong)]
    rows = vectors([text for group in texts for text in group])
    ends = np.cumsum([0, *map(len, texts)])
    rest = rows[ends[len(weak)] :]
    near = [float((rows[ends[i] : ends[i + 1]] @ rest.T).max()) for i in range(len(weak))]
    return strong + [side for side, nearness in zip(weak, near, strict=True) if nearness >= _SAME_WORDS]


def _named_first(statement: Statement) -> bool:
    return not sizes(statement.asked).isdisjoint(sizes(statement.text))


def _size(side: _Side) -> int:
    return len({s.conversation for s in side.statements})


def _compare(sides: Sequence[_Side], key: str) -> Disagreement | None:
    """Return what the sides are: a change, a conflict, or neither.

    Values under one label are values of the same thing, so that one conversation is enough to tell that it changed.
    """
    labelled = " " in key
    attested = _comparable(_attested(sides))
    moved = _comparable(sides) if labelled else attested
    strong = [side for side in moved if _size(side) >= _MIN_SIDE]
    change = _change(strong if len(strong) > 1 else moved, key) if len(moved) > 1 else None
    if change is not None:
        return change
    return _conflict(attested, key) if len(attested) > 1 else None


def _change(sides: Sequence[_Side], key: str) -> Disagreement | None:
    """Return the change over time that the sides are: each ends before the next begins, newest first; None when they overlap.

    Who announces a change names the old value with the new one, often before it holds, so such a statement tells no
    time. A lone newest statement is a change when it says so itself.
    """
    stated = Counter(s for side in sides for s in dict.fromkeys(side.statements))
    clear = [replace(side, statements=tuple(s for s in side.statements if stated[s] == 1)) for side in sides]
    if not all(side.statements for side in clear):
        return None
    ordered = sorted(
        zip(map(_group, clear), sides, strict=True), key=lambda g: (g[0].first_seen is None, g[0].first_seen)
    )
    newest = ordered[-1][1]
    certain = _size(newest) >= _MIN_SIDE or any(_CHANGES.search(s.text) for s in newest.statements)
    if not certain or not all(_before(a, b) for (a, _), (b, _) in pairwise(ordered)):
        return None
    return Disagreement(key, _about(key, sides), "change", tuple(_group(side) for _, side in reversed(ordered)))


def _conflict(sides: Sequence[_Side], key: str) -> Disagreement:
    ordered = sorted(map(_group, sides), key=lambda g: (-len(g.conversations), g.value))
    return Disagreement(key, _about(key, sides), "conflict", tuple(ordered))


def _comparable(sides: Sequence[_Side]) -> list[_Side]:
    """Return the sides that speak of the same case as the largest one.

    When most statements of one side name something that the other never does, and the other way round, they are rules
    for different cases (검수 1~2영업일, 카드사 3~5영업일), and both hold.
    """
    if not sides:
        return []
    named = [[set(found) for found in nouns([s.text for s in side.statements])] for side in sides]
    main = max(range(len(sides)), key=lambda i: (_size(sides[i]), -i))

    def own(i: int, j: int) -> bool:
        counts = Counter(noun for found in named[i] for noun in found)
        elsewhere = {noun for found in named[j] for noun in found}
        return any(n >= _MOST * len(named[i]) and noun not in elsewhere for noun, n in counts.items())

    return [side for i, side in enumerate(sides) if i == main or not (own(i, main) and own(main, i))]


def _before(a: ClaimGroup, b: ClaimGroup) -> bool:
    return a.last_seen is not None and b.first_seen is not None and a.last_seen < b.first_seen


def _group(side: _Side) -> ClaimGroup:
    times = sorted(s.at for s in side.statements if s.at is not None)
    shortest = min(side.statements, key=lambda s: (len(s.text), s.text))
    return ClaimGroup(
        value=side.value,
        text=shortest.text,
        agents=len({s.agent for s in side.statements}),
        conversations=tuple(dict.fromkeys(s.conversation for s in side.statements)),
        first_seen=times[0] if times else None,
        last_seen=times[-1] if times else None,
    )


def _about(key: str, sides: Sequence[_Side]) -> str:
    """Return what the sides are about: the label of their values, else the nouns they have in common."""
    if " " in key:
        return key.partition(" ")[2]
    common: Counter[str] = Counter()
    for side in sides:
        for found in nouns([s.text for s in side.statements]):
            common.update(dict.fromkeys(found, 1))
    nouns_first = sorted(common, key=lambda noun: (-common[noun], noun))
    return " ".join(nouns_first[:2]) or sides[0].value


def _usual(questions: Sequence[str]) -> frozenset[str]:
    """Return the nouns that stand in at least a quarter of the questions: what the topic itself is about."""
    counts = Counter(noun for found in nouns(list(questions)) for noun in set(found))
    return frozenset(noun for noun, n in counts.items() if n * 4 >= len(questions))


def _is_case(sentence: str, end: int, usual: frozenset[str]) -> bool:
    """Whether the words before a value mark a case of their own (a noun that is not the topic's, with 은/는/이면…)."""
    marked = [match["noun"] for match in _CASE.finditer(sentence, 0, end)]
    return any(not any(noun in own or own in noun for own in usual) for noun in marked)


def _grouped(said: Sequence[Statement]) -> dict[str, list[Statement]]:
    grouped: dict[str, list[Statement]] = {}
    for statement in said:
        grouped.setdefault(statement.conversation, []).append(statement)
    return grouped
