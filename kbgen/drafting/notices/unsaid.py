"""What customers will ask about a notice and the notice does not answer."""

import re
from collections.abc import Sequence

from kbgen.drafting.notices.answers import batchim
from kbgen.drafting.notices.bank import OpenQuestion
from kbgen.drafting.notices.statements import Statement
from kbgen.drafting.notices.unsaid_en import OPEN as OPEN_EN
from kbgen.drafting.notices.unsaid_ko import OPEN as OPEN_KO
from kbgen.models import NoticeKind, Unsaid

MOST = 12
"""So many open questions a person can read and answer before the notice goes out."""

_OFTEN = 3


def unsaid(
    kind: NoticeKind, title: str, said: Sequence[Statement], history: Sequence[str], *, korean: bool
) -> tuple[Unsaid, ...]:
    """Return the open questions of a notice, likeliest first; questions that earlier customers asked come up before others.

    A question of the bank applies when the notice says what it needs, or when at least three earlier customers asked
    it; it is open unless a statement answers it.
    """
    texts = [f"{s.section} {s.text}" for s in said]
    whole = "\n".join([title, *texts])
    found: list[tuple[float, int, Unsaid]] = []
    for index, question in enumerate(OPEN_KO if korean else OPEN_EN):
        if kind not in question.kinds:
            continue
        asked = sum(bool(question.asks and question.asks.search(text)) for text in history)
        needed = question.needs.search(whole)
        if (needed is None and (asked < _OFTEN or "{" in question.question)) or any(
            question.told.search(text) for text in texts
        ):
            continue
        weight = question.weight + min(asked, 10) * 0.5
        found.append((-weight, index, _filled(question, needed, asked, korean=korean)))
    return tuple(item for _, _, item in sorted(found, key=lambda f: f[:2])[:MOST])


def _filled(question: OpenQuestion, needed: re.Match[str] | None, asked: int, *, korean: bool) -> Unsaid:
    values = {name: (value or "").strip() for name, value in (needed.groupdict() if needed else {}).items()}
    text, why = question.question, question.why
    for name, value in values.items():
        text, why = text.replace(f"{{{name}}}", value), why.replace(f"{{{name}}}", value)
    text, why = (_tidy(part) for part in (text, why))
    if asked:
        why += (
            f" 지난 안내 때 고객이 {asked}번 물었습니다."
            if korean
            else f" Customers asked this {asked} times about earlier notices."
        )
    return Unsaid(text, why)


def _tidy(text: str) -> str:
    """Choose the particle of a word that was filled in, and close the gap of one that was not."""
    text = text.replace(", )", ")").replace("()", "")
    return re.sub(r"(\S+?)(은\(는\)|을\(를\))", lambda m: m[1] + (m[2][0] if batchim(m[1]) else m[2][2]), text)
