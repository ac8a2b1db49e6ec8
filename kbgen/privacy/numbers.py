"""Runs of digits, and what kind of number each is. Works on the digit view of a text (`folding.digits`)."""

import re
from collections.abc import Iterator

from kbgen.privacy.number_rules import RULES
from kbgen.privacy.spans import Span, Taken

_WORTHWHILE = re.compile(r"\d(?:[^\d\n]{0,3}\d){3}|\d\n?\d|[*xX●○•#]{4}")


def find_numbers(view: str) -> Iterator[Span]:
    """Yield the spans of numbers in a digit view, in order of precedence; they do not overlap."""
    if not _WORTHWHILE.search(view):
        return
    taken = Taken(len(view))
    for rule in RULES:
        for match in rule.pattern.finditer(view):
            start, end = match.span("v") if "v" in rule.pattern.groupindex else match.span()
            if taken.overlaps(start, end) or (rule.test is not None and not rule.test(match, view)):
                continue
            taken.add(span := Span(start, end, rule.type, rule.why))
            yield span
