"""The order of an answer: the direct answer, the steps, conditions and exceptions, what else helps, what to do if it fails."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

from kbgen.drafting.selection import LIMITS
from kbgen.drafting.steps import Steps
from kbgen.language.facts import stance
from kbgen.language.fold import letters
from kbgen.models import Claim, Sentence

# What to do when it does not work, or why it does not.
_TROUBLE = regex.compile(
    r"(?:안|못)\s?\S{1,6}(?:면|을\s?때|ㄹ\s?때|는\s?경우|은\s?경우|다면)|(?:않|없)(?:으면|을\s?때|는\s?경우|다면)|그래도|계속\s|"
    r"(?:오류|에러|문제|실패)\S{0,4}\s?(?:가|이|는|시|면|나|뜨|되)|스팸|캐시|새로고침|재시도|다시\s(?:시도|로그인|설치|요청|접속)|최신\s?버전|업데이트|팝업|"
    r"\b(?:if\s+(?:it|that|this|you)\s+(?:still\s+)?(?:doesn't|does\s+not|don't|isn't|fails?|can't|cannot)|still\s+\w+|error|troubleshoot|clear\s+(?:your\s+)?cache|"
    r"try\s+(?:again|another)|spam\s+folder|refresh|reinstall|incognito)\b",
    regex.IGNORECASE,
)
_TELLING = 10


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (empty for the lead) and its sentences; `ordered` ones are steps."""

    heading: str
    sentences: tuple[Sentence, ...]
    ordered: bool = False


def answer_sections(
    used: Sequence[Claim], steps: Steps | None, said_in_notice: Sequence[Sentence], texts: Mapping[str, str]
) -> tuple[Section, ...]:
    """Return the sections of an answer; the first claim, or the first sentence of the notice, is the direct answer."""
    free = [claim for claim in used if steps is None or not steps.tells(claim.text)]
    first, rest = opening(free)
    lead, announced = tuple(map(sentence, first)), list(said_in_notice)
    if not lead and steps is None:
        lead, announced = tuple(announced[:1]), announced[1:]
    trouble = [claim for claim in rest if _TROUBLE.search(claim.text)]
    limits = [claim for claim in rest if claim not in trouble and LIMITS.search(claim.text)]
    more = [claim for claim in rest if claim not in trouble and claim not in limits]
    found = [
        Section("", lead),
        Section(texts["steps"], steps.items if steps else (), ordered=True),
        Section(texts["limits"], tuple(map(sentence, limits))),
        Section(texts["more"], tuple(map(sentence, more))),
        Section(texts["announced"], tuple(announced)),
        Section(texts["trouble"], tuple(map(sentence, trouble))),
    ]
    return tuple(section for section in found if section.sentences)


def opening(claims: Sequence[Claim]) -> tuple[list[Claim], list[Claim]]:
    """Return the claims that open an answer, and the others. A refusal does not stand alone: what is possible comes with it."""
    first, rest = list(claims[:1]), list(claims[1:])
    if first and stance(first[0].text)[0]:
        instead = next(
            (claim for claim in rest if not stance(claim.text)[0] and len(letters(claim.text)) >= _TELLING), None
        )
        if instead is not None:
            first.append(instead)
            rest.remove(instead)
    return first, rest


def sentence(claim: Claim) -> Sentence:
    """Return a claim as a sentence of a page."""
    return Sentence(claim.text, claim.evidence)


def description(sections: Sequence[Section]) -> str:
    """Return the short answer of a page: its first sentence that is no step, else its first step."""
    told = [s.text for section in sections if not section.ordered for s in section.sentences if letters(s.text)]
    return (*told, *(s.text for section in sections for s in section.sentences))[0]
