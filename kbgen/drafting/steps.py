"""Steps of a guide: the numbered list that agents gave, in the wording most of them agree with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kbgen.language.placeholders import has_placeholder
from kbgen.language.sentences import sentences, steps
from kbgen.mining.features import vectors
from kbgen.models import Conversation, Evidence, Question


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


def _clean(item: str) -> str:
    """Return a step's first line of thought without decoration."""
    return " ".join(sentences(item))
