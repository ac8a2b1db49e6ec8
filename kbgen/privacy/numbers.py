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


_EXPIRY_BEHIND = re.compile(
    r"(?:\s?(?:이고|이며|입니다|이에요|예요|요|인데))?[\s,/|;:().\-]{1,3}(?:(?i:and|with)\s)?(?:(?:유효\s?(?:기간|기한)|만료일?|(?i:exp(?:ir(?:y|es|ation|"
    r"ing))?\.?(?:\s?date)?|valid (?:thru|until|to)|good thru))(?:은|는|이|가)?[:.]?(?:\s(?i:is|on))?\s?)?"
    r"(?P<v>(?:0[1-9]|1[0-2])\s?[/\-. ]\s?(?:20)?[2-4]\d|(?:20)?[2-4]\d\s?[/\-.년]\s?(?:0[1-9]|1[0-2])월?|(?:0[1-9]|1[0-2])[2-4]\d|"
    r"[2-4]\d(?:0[1-9]|1[0-2]))(?!\d)"
)
_CODE_BEHIND = re.compile(
    r"(?:\s?(?:이고|이며|입니다|이에요|예요|요|인데))?[\s,/|;:().\-]{1,3}(?=[\daAwWtTcCsSpP뒤보])(?:(?i:and|with|the)\s){0,2}"
    r"(?P<cue>(?i:cvc2?|cvv2?|cid|csc|sec(?:urity)?\.? code|code|pin)|"
    r"뒤(?:에|면)?(?:\s?(?:세|3|네|4)\s?(?:자리|글자))?|뒷면|보안\s?코드)?(?:은|는|이|가)?:?(?:\s(?i:is))?\s?"
    r"(?P<v>\d{3,4})(?!\d|[.,]\d|\s?(?:원|만|개|회|won|usd|krw|dollars|nights))",
    re.IGNORECASE,
)


def _behind(view: str, card: Span, taken: Taken) -> Iterator[Span]:
    """What people type after a card's number without saying what it is: the expiry, and the code on its back."""
    if card.end - card.start < 14:
        return
    end, expiry = card.end, _EXPIRY_BEHIND.match(view, card.end)
    if expiry and not taken.overlaps(*expiry.span("v")):
        end = expiry.end()
        span = Span(expiry.start("v"), end, "card", "expiry behind the number")
        taken.add(span)
        yield span
    code = _CODE_BEHIND.match(view, end)
    if code and (expiry or code["cue"]) and not taken.overlaps(*code.span("v")):
        span = Span(code.start("v"), code.end("v"), "card", "code behind the number")
        taken.add(span)
        yield span


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
                if rule.type == "card":
                    yield from _behind(view, span, taken)
            elif rule.closes:
                taken.add(span)
