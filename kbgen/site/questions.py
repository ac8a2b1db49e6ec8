"""What templates ask `kb` while they make a page, and whether any of it has another answer now."""

from collections.abc import Hashable
from typing import Any

from kbgen.site.catalog import Catalog, Category
from kbgen.site.help import Help

_Step = tuple[str, tuple[Any, ...] | None]
"""An attribute, or a method and what it is called with; a `Question` among that stands for its answer."""


class Question:
    """Steps from `kb` to an answer. A question that was asked before is the same object again."""

    __slots__ = ("_steps",)

    def __init__(self, steps: tuple[_Step, ...]) -> None:
        self._steps = steps

    def answer(self, help: Help) -> object:
        """Return the answer; of what is asked further, its type alone.

        Raises:
            AttributeError, TypeError, LookupError: it is asked of something that is no more.
        """
        value = self._value(help)
        return type(value) if isinstance(value, Catalog | Category) else value

    def _value(self, help: Help) -> object:
        value: Any = help
        for name, given in self._steps:
            value = getattr(value, name)
            if given is not None:
                value = value(*(one._value(help) if isinstance(one, Question) else one for one in given))
        return value


class Questions:
    """All that was asked in builds that follow one another, with the answers that the pages that stand were made with."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Question] = {}
        self._help: Help | None = None
        self._answers: dict[Question, object] = {}
        self._new: Help | None = None
        self._new_answers: dict[Question, object] = {}
        self._stays: dict[Question, bool] = {}
        self._asked: set[Question] | None = None

    def begin(self, help: Help) -> "_Asked":
        """Begin a build, and return what stands for `help` in its templates."""
        self._new, self._stays, self._asked = help, {}, None
        # What is equal answers equally.
        self._new_answers = dict(self._answers) if self._help == help else {}
        return _Asked(help, (), self)

    def keep(self) -> None:
        """Say that the build succeeded: its answers are those of the pages that stand."""
        self._help, self._answers = self._new, self._new_answers

    def write_down(self, into: set[Question] | None) -> None:
        """Write down from now on what is asked; into None: nothing."""
        self._asked = into

    def same(self, asked: set[Question]) -> bool:
        """Whether all these questions have the answers they had when the site was built last."""
        return self._help is not None and (self._help == self._new or all(map(self._is_same, asked)))

    def _is_same(self, question: Question) -> bool:
        known = self._stays.get(question)
        if known is None:
            known = self._stays[question] = self._compared(question)
        return known

    def _compared(self, question: Question) -> bool:
        if self._new is None or question not in self._answers:
            return False
        try:
            answer = self._new_answers[question] = question.answer(self._new)
            return bool(answer == self._answers[question])
        except (AttributeError, TypeError, LookupError):
            return False

    def ask(self, steps: tuple[_Step, ...], answer: object) -> None:
        """Write a question down, and what is answered now."""
        if self._asked is not None:
            question = self.question(steps)
            self._asked.add(question)
            self._new_answers[question] = answer

    def question(self, steps: tuple[_Step, ...]) -> Question:
        """Return the question of these steps."""
        try:
            known = self._known.get(steps)
        except TypeError:  # it is asked with something that has no hash
            return Question(steps)
        return known or self._known.setdefault(steps, Question(steps))


class _Asked:
    """Stands for `kb`, or for a part of it, in the templates."""

    def __init__(self, target: object, steps: tuple[_Step, ...], questions: Questions) -> None:
        self._target, self._steps, self._questions = target, steps, questions

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._target, name)
        if not callable(value):
            return self._answer(value, (*self._steps, (name, None)))

        def call(*given: Any) -> Any:
            args = [arg._target if isinstance(arg, _Asked) else arg for arg in given]
            asked = tuple(self._questions.question(arg._steps) if isinstance(arg, _Asked) else arg for arg in given)
            return self._answer(value(*args), (*self._steps, (name, asked)))

        return call

    def _answer(self, value: object, steps: tuple[_Step, ...]) -> Any:
        part = isinstance(value, Catalog | Category)
        self._questions.ask(steps, type(value) if part else value)
        return _Asked(value, steps, self._questions) if part else value
