"""What goes wrong, said in the user's terms: where it is, which rule was broken, what to do.

An error never repeats the content of an unredacted record; it names the place instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: the place (file, line, record or key), the rule it breaks, and the way out."""

    where: str
    rule: str
    fix: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.rule}" + (f" — {self.fix}" if self.fix else "")


class KbgenError(Exception):
    """The one exception that kbgen raises on purpose; the command line prints it and exits with 1.

    Carries every problem that was found, so that the user can mend them all at once.
    """

    def __init__(self, *problems: Problem) -> None:
        self.problems: Sequence[Problem] = problems
        super().__init__("\n".join(map(str, problems)))


def fail(where: object, rule: str, fix: str = "") -> KbgenError:
    """Return a `KbgenError` with one problem, to be raised by the caller."""
    return KbgenError(Problem(str(where), rule, fix))
