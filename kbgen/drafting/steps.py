"""Steps of a guide: the numbered list that agents gave, in the wording most of them agree with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

from kbgen.language.placeholders import has_placeholder
from kbgen.language.sentences import sentences, steps
from kbgen.mining.features import vectors
from kbgen.mining.statements import Statement
from kbgen.models import Conversation, Evidence, Question

_PATH = regex.compile(r"\[?([가-힣A-Za-z0-9·/' ]{1,20}\]?(?:\s*(?:>|→|›|➜)\s*\[?[가-힣A-Za-z0-9·/' ]{1,20}\]?){1,6})")
_ARROW = regex.compile(r"\s*(?:>|→|›|➜)\s*")


@dataclass(frozen=True, slots=True)
class Steps:
    """An ordered list of steps and the message it was taken from."""

    items: tuple[str, ...]
    evidence: Evidence


def best_steps(questions: Sequence[Question], conversations: Mapping[str, Conversation]) -> Steps | None:
    """Return the numbered steps that are most like all the steps agents gave, or None when nobody gave any.

    Lists with a placeholder in them are about one customer and left out.
    """
    found: list[Steps] = []
    for question in questions:
        for index in question.answers:
            message = conversations[question.conversation].messages[index]
            items = steps(message.text) if message.role == "agent" else []
            if items and not any(map(has_placeholder, items)):
                evidence = Evidence(question.conversation, index, message.author, message.at)
                found.append(Steps(tuple(_clean(item) for item in items), evidence))
    if not found:
        return None
    rows = vectors([" ".join(s.items) for s in found])
    near = (rows @ rows.T).toarray().sum(axis=1)
    return max(
        zip(found, near.tolist(), strict=True), key=lambda pair: (pair[1] + 0.1 * len(pair[0].items), pair[0].items)
    )[0]


def menu_path(said: Sequence[Statement]) -> Statement | None:
    """Return the statement that names the longest menu path (`마이 > 쿠폰함 > 쿠폰 등록`), or None."""
    paths = [(len(_ARROW.findall(s.text)), s) for s in said if not s.personal and _PATH.search(s.text)]
    return max(paths, key=lambda pair: (pair[0], -len(pair[1].text), pair[1].text))[1] if paths else None


def _clean(item: str) -> str:
    """Return a step's first line of thought without decoration."""
    return " ".join(sentences(item))
