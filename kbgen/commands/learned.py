"""What people corrected in topics, as the store remembers it."""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from kbgen.errors import fail
from kbgen.mining import lessons
from kbgen.mining.lessons import Correction, Lessons
from kbgen.store import Store

CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Logged:
    """A correction as the store remembers it; `subject` names it, in order of time."""

    subject: str
    at: datetime
    correction: Correction


def lessons_of(store: Store) -> Lessons:
    """Return what people's corrections teach; every run keeps to it."""
    return lessons.learned(entry.correction for entry in corrections_of(store))


def corrections_of(store: Store) -> tuple[Logged, ...]:
    """Return the corrections that stand, oldest first; a rejection that was taken back elsewhere stands no more."""
    refused = store.decisions("reject")
    found = []
    for subject, decision in store.decisions(CORRECTION).items():
        try:
            correction = msgspec.json.decode(decision.reason, type=Correction)
        except msgspec.MsgspecError as error:
            raise fail(f"correction {subject}", "cannot be read by this version of kbgen", "upgrade kbgen") from error
        rejection = refused.get(correction.topic or "")
        if correction.kind != "reject" or (rejection is not None and rejection.at == decision.at):
            found.append(Logged(subject, decision.at, correction))
    return tuple(found)
