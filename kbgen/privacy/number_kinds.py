"""What the rules for numbers are made of: the rule itself, and the pieces of patterns they share."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from kbgen.privacy.folding import FILLER

Test = Callable[[re.Match[str], str], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of number: a pattern with an optional group `v`, and a test of (match, view) that may refuse it.

    Texts with fewer digits than `least`, or without Latin letters for a `latin` rule, are not looked at.
    What the test of a rule that `closes` refuses is no number of the rules after it either.
    """

    type: str
    why: str
    pattern: re.Pattern[str]
    test: Test | None = None
    least: int = 4
    latin: bool = False
    closes: bool = False


SPACE = rf"[ \t\r\n.\-/~()_{FILLER}]{{0,3}}"
"""What may stand between two digits of one number."""
MASK = r"[*xX●○•#]"
IS = (
    r"(?:\s?(?:번호|넘버|No\.?|no\.?|number))?"
    r"(?:\s?(?:은요|는요|은|는|이|가|을|를|도|요|:|=|#|,|\||-|→)|\s(?:is|was|are))?[\s#:(\[\"'“‘]{0,4}"
)
"""What may stand between a cue and its value."""
EN_NUMBER = r"(?i:\s?(?:number|no\.?|num\.?|code|id|ref(?:erence)?|#)){0,2}"
EN_IS = r"(?i:\s(?:is|was|of)|\s?[:=#])?[\s#:(\[\"'“]{0,3}"
DATE = (
    r"(?:(?:19|20)?\d{2}\s?[.\-/년]\s?\d{1,2}\s?[.\-/월]\s?\d{1,2}(?:\s?일)?|\d{1,2}[./\-]\d{1,2}[./\-](?:19|"
    r"20)\d{2}|(?:19|20)\d{6}|\d{6})(?!\d)"
)
MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
CODE = r"(?=[A-Za-z\-_./]{0,10}\d)[A-Za-z0-9](?:[A-Za-z0-9]|[./](?=[A-Za-z0-9]{3})|[\-_]\s{0,2}(?=[A-Za-z0-9])){2,39}"
"""A code with a digit near its front."""
END = r"(?![A-Za-z0-9])"
