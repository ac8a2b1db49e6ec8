"""The shapes of the banks: types of questions that notices answer, and questions that they tend to leave open."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

PROMO, INCIDENT = "promo", "incident"
BOTH = (PROMO, INCIDENT)


@dataclass(frozen=True, slots=True)
class QuestionType:
    """A type of question: `says` finds the statements that answer it, `wordings` are the question's forms.

    The first wording whose pattern occurs in those statements is taken; the last one fits always. `kinds` are the
    kinds of notices in which it is asked.
    """

    key: str
    says: re.Pattern[str]
    wordings: tuple[tuple[re.Pattern[str], str], ...]
    kinds: tuple[str, ...] = BOTH
    unless: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that customers ask and notices leave open.

    It comes up when the notice says `needs`, and stays open unless one statement of it says `told`. `weight` is how
    likely it is to be asked; `asks` finds it in the questions of earlier customers. `question` and `why` may hold
    `{name}` for a group of that name in `needs`.
    """

    question: str
    why: str
    needs: re.Pattern[str]
    told: re.Pattern[str]
    weight: float
    kinds: tuple[str, ...] = (PROMO,)
    asks: re.Pattern[str] | None = None


def _whole(pattern: str) -> re.Pattern[str]:
    """Compile a bank's pattern; English words in it do not begin within other words."""
    return re.compile(f"(?<![A-Za-z])(?:{pattern})" if pattern and not re.search("[가-힣]", pattern) else pattern, re.I)


def asked(
    key: str, says: str, *wordings: str | tuple[str, str], kinds: Iterable[str] = BOTH, unless: str = ""
) -> QuestionType:
    """Declare a type of question; a wording is a question, or (pattern, question)."""
    forms = tuple((re.compile(w[0], re.I), w[1]) if isinstance(w, tuple) else (re.compile(""), w) for w in wordings)
    return QuestionType(key, _whole(says), forms, tuple(kinds), _whole(unless) if unless else None)


def left_open(
    weight: float, needs: str, told: str, question: str, why: str, *, kinds: Iterable[str] = (PROMO,), asks: str = ""
) -> OpenQuestion:
    """Declare a question that notices leave open; `asks` is `told` unless given."""
    return OpenQuestion(question, why, _whole(needs), _whole(told), weight, tuple(kinds), _whole(asks or told))
