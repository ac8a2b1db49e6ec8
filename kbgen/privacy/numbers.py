"""Runs of digits, and what kind of number each is. Works on the digit view of a text (`folding.digits`)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kbgen.privacy.number_kinds import Rule
from kbgen.privacy.person_rules import BIRTHDAYS, MOBILES, PAPERS, PHONES
from kbgen.privacy.spans import Span, Taken
from kbgen.privacy.trade_rules import CARDS, CARDS_AND_ACCOUNTS, ORDERS


def _all() -> Iterator[Rule]:
    for rules, least in ((PAPERS, 6), (CARDS_AND_ACCOUNTS, 6), (MOBILES, 5), (CARDS, 3), (BIRTHDAYS, 2), (PHONES, 4)):
        yield from (replace(rule, least=least) for rule in rules)
    yield from ORDERS


RULES = tuple(_all())
"""All kinds of numbers in order of precedence: a digit that one rule has claimed is closed to the rules after it."""
_LATIN = re.compile(r"[A-Za-z]")
_DIGIT = re.compile(r"\d")
_COUNTS = re.compile(
    r"\d{1,3}(?:,\d{3})+|\d{1,7}\s?(?:원|만|천|개월|퍼센트|%|won)|\d{1,2}:\d{2}|\d{1,2}월\s?\d{1,2}일|"
    r"\d{1,2}\s?(?:일|개|회|시|분|명|장|박|층|주|권|병|인|세|days?|hours?|minutes?|times)|[$£€]\d[\d,]*(?:\.\d\d)?"
)
_CODE_CUE = re.compile(r"(?i:\breg|plate|booking|reference|\bref\b|pnr|locator|confirmation|reservation)|(?:번호|코드)")
_CAPITALS = re.compile(r"[A-Z0-9]{4}")


def find_numbers(view: str) -> Iterator[Span]:
    """Yield the spans of numbers in a digit view, in order of precedence; they do not overlap."""
    digits = len(_DIGIT.findall(view))
    birth = "생" in view or "orn" in view or "irth" in view or "ob" in view.lower()
    if 1 < digits < 24:
        digits -= sum(len(_DIGIT.findall(m)) for m in _COUNTS.findall(view))
    if digits < 4 and _CODE_CUE.search(view) and _CAPITALS.search(view):
        digits = 4
    if digits < 3 and not birth:
        return
    latin = _LATIN.search(view) is not None
    taken = Taken(len(view))
    for rule in RULES:
        if rule.latin and not latin:
            continue
        if digits < rule.least and not (birth and rule.type == "birthdate"):
            continue
        for match in rule.pattern.finditer(view):
            start, end = match.span("v") if "v" in rule.pattern.groupindex else match.span()
            if taken.overlaps(start, end):
                continue
            span = Span(start, end, rule.type, rule.why)
            if rule.test is None or rule.test(match, view):
                taken.add(span)
                yield span
            elif rule.closes:
                taken.add(span)
