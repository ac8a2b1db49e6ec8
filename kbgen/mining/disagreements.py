"""Where agents' answers to one question cannot both hold: another amount, period or share, or yes against no."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from kbgen.language.tokens import nouns
from kbgen.language.values import values
from kbgen.mining.statements import Statement
from kbgen.models import ClaimGroup, Conversation, Disagreement

_MIN_SIDE = 2
_CASE = regex.compile(
    r"(?P<noun>[가-힣A-Za-z]{2,12}?)(?:은|는|이면|라면|으로|로|일\s*때|인\s*경우|의\s*경우|\s*시|\s*건은|\s*분은|하신\s*경우|받은\s*건)(?=[\s,])"
)
_NO = regex.compile(
    r"불가|(?:안|못)\s*(?:돼|되|됩|됨|해|하|씁|써)|(?:할|될|쓸|받을)\s*수\s*(?:는\s*)?없|없(?:어|습|음|다)|않(?:아|습|음)|제외|아니(?:에|고|요|며)|\b(?:not|no|cannot|can't|doesn't|don't|isn't)\b",
    regex.IGNORECASE,
)
_YES = regex.compile(
    r"가능|(?:할|될|쓸|받을|하실|쓰실|받으실)\s*수\s*있|(?:돼|되어|됩니다|됨|되세)|\b(?:can|yes|possible|available)\b",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Side:
    key: str
    value: str
    statements: tuple[Statement, ...]


def disagreements(
    said: Sequence[Statement], questions: Sequence[str], conversations: Mapping[str, Conversation]
) -> tuple[Disagreement, ...]:
    """Return what agents disagree about in one topic.

    In each conversation the first value of a class (amount, period, …) that is said for everybody, not for a case of
    its own ("제주는 3,000원", "이벤트로 받은 건 30일"), is that agent's answer. Two values of a class that each stand in two
    conversations or more disagree. When one side ends before the other begins it is a change, the newest side first;
    else a conflict, the most frequent first.
    """
    usual = _usual(questions)
    general = [s for s in said if not s.personal]
    by_class: dict[str, dict[float, list[tuple[Statement, str]]]] = defaultdict(lambda: defaultdict(list))
    for group in _grouped(general).values():
        taken: set[str] = set()
        for statement in group:
            stated = values(statement.text)
            counts = Counter(value.kind for value in stated)
            for value in stated:
                if value.kind in taken:
                    continue
                taken.add(value.kind)
                several = counts[value.kind] > 1 and len({v.size for v in stated if v.kind == value.kind}) > 1
                if not several and not _is_case(statement.text, value.start, usual):
                    by_class[value.kind][value.size].append((statement, value.text))
    found = [_compare(_sides(sides)) for sides in by_class.values()]
    return tuple(d for d in found if d is not None)


def _sides(by_size: Mapping[float, Sequence[tuple[Statement, str]]]) -> list[_Side]:
    return [
        _Side(str(size), Counter(text for _, text in rows).most_common(1)[0][0], tuple(s for s, _ in rows))
        for size, rows in sorted(by_size.items())
        if len({s.conversation for s, _ in rows}) >= _MIN_SIDE
    ]


def _compare(sides: Sequence[_Side]) -> Disagreement | None:
    if len(sides) < 2:
        return None
    groups = [_group(side) for side in sides]
    ordered = sorted(groups, key=lambda g: (g.first_seen is None, g.first_seen))
    if all(_before(a, b) for a, b in pairwise(ordered)):
        return Disagreement(_about(sides), "change", tuple(reversed(ordered)))
    ordered = sorted(groups, key=lambda g: (-len(g.conversations), g.value))
    return Disagreement(_about(sides), "conflict", tuple(ordered))


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


def _about(sides: Sequence[_Side]) -> str:
    common: Counter[str] = Counter()
    for side in sides:
        for found in nouns([s.text for s in side.statements]):
            common.update(set(found))
    return " ".join(noun for noun, _ in common.most_common(2)) or sides[0].value


def _usual(questions: Sequence[str]) -> frozenset[str]:
    """Return the nouns that stand in at least a quarter of the questions: what the topic itself is about."""
    counts = Counter(noun for found in nouns(list(questions)) for noun in set(found))
    return frozenset(noun for noun, n in counts.items() if n * 4 >= len(questions))


def _is_case(sentence: str, end: int, usual: frozenset[str]) -> bool:
    """Whether the words before a value mark a case of their own (a noun that is not the topic's, followed by 은/는/이면…)."""
    for match in _CASE.finditer(sentence, 0, end):
        if not any(match["noun"] in noun or noun in match["noun"] for noun in usual):
            return True
    return False


def _grouped(said: Sequence[Statement]) -> dict[str, list[Statement]]:
    grouped: dict[str, list[Statement]] = {}
    for statement in said:
        grouped.setdefault(statement.conversation, []).append(statement)
    return grouped
