"""Yes against no: a refusal that holds for everybody, and an agent who grants the same thing all the same."""

from collections.abc import Sequence

import regex

from kbgen.language.tokens import nouns
from kbgen.mining.statements import Statement

_PREDICATE = r"(?P<noun>[가-힣]{2,8}?)(?:이|가|은|는|을|를|도|해|하여)?\s*"
_NO = regex.compile(
    _PREDICATE
    + r"(?:불가(?:능)?|안\s*(?:돼|되|됩|됨|해)|되지\s*않|(?:하|드리)지\s*(?:않|못)|(?:할|하실|받으실|드릴)\s*수\s*(?:는\s*)?없|어렵)"
)
_YES = regex.compile(
    _PREDICATE
    + r"(?:가능|(?:돼요|됩니다|돼|되세요)|(?:할|하실|받으실|드릴)\s*수\s*있|도와\s*(?:드려|드리고|드립)|해\s*(?:드려|드리고|드립)|"
    r"진행(?:해|됩|돼))"
)
_NO_EN = regex.compile(
    r"(?:can(?:not|'t)|can\s+not|unable\s+to|not\s+able\s+to|don't|do\s+not|isn't|is\s+not|not)\s+(?:be\s+)?(?P<noun>[a-z]{4,})",
    regex.I,
)
_YES_EN = regex.compile(r"(?:can|able\s+to|we\s+do|you\s+may|will)\s+(?:be\s+)?(?!not\b)(?P<noun>[a-z]{4,})", regex.I)


def contradictions(said: Sequence[Statement]) -> list[tuple[str, list[Statement], list[Statement]]]:
    """Return (what, refusals, grants) for each thing that one agent refuses outright and another grants.

    A refusal speaks of certain nouns; a grant that speaks of all of them and more grants, under a condition, what was
    refused to everybody. The other way round it is an ordinary exception, and nothing to settle.
    """
    subjects = [set(found) for found in nouns([s.text for s in said])]
    refused = [(i, noun) for i, s in enumerate(said) for noun in _predicates(s.text, _NO, _NO_EN)]
    granted = [(i, noun) for i, s in enumerate(said) for noun in _predicates(s.text, _YES, _YES_EN)]
    # "A는 물세척이 가능하며 B는 불가합니다" tells two cases apart.
    both = set(refused) & set(granted)
    found: dict[str, tuple[dict[int, None], dict[int, None]]] = {}
    for no, noun in refused:
        for yes, other in granted:
            if noun != other or said[no].conversation == said[yes].conversation or both & {(no, noun), (yes, noun)}:
                continue
            general = subjects[no] - {noun}
            if general and all(any(g in have or have in g for have in subjects[yes]) for g in general):
                sides = found.setdefault(noun, ({}, {}))
                sides[0][no] = None
                sides[1][yes] = None
    return [(noun, [said[i] for i in no], [said[i] for i in yes]) for noun, (no, yes) in found.items()]


def sides(noun: str) -> tuple[str, str]:
    """Return what the two sides are called: the refusal, and the grant."""
    return (f"{noun} 불가", f"{noun} 가능") if regex.search("[가-힣]", noun) else (f"{noun}: no", f"{noun}: yes")


def takes_side(text: str, value: str) -> bool:
    """Whether a sentence says what a side named by `sides` stands for."""
    noun = regex.split(r": | ", value)[0]
    refusal, grant = sides(noun)
    if value == refusal:
        return noun in _predicates(text, _NO, _NO_EN)
    return value == grant and noun in _predicates(text, _YES, _YES_EN)


def _predicates(text: str, korean: "regex.Pattern[str]", english: "regex.Pattern[str]") -> list[str]:
    found = [match["noun"] for match in korean.finditer(text)]
    return found + [match["noun"].lower() for match in english.finditer(text)]
