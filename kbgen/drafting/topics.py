"""A topic's page: FAQ, guide or roadmap, made of claims alone; or the reason why there is none yet."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import regex

from kbgen.config import Config
from kbgen.drafting.claims import claims, support
from kbgen.drafting.steps import Steps, best_steps
from kbgen.drafting.texts import TEXTS
from kbgen.language.fold import letters
from kbgen.language.forms import is_code
from kbgen.language.placeholders import has_placeholder
from kbgen.language.tokens import nouns
from kbgen.language.values import values
from kbgen.mining.features import vectors
from kbgen.mining.polarity import takes_side
from kbgen.mining.statements import statements
from kbgen.mining.titles import tidied as tidy_question
from kbgen.models import Claim, Conversation, Disagreement, PageEvidence, PageKind, Sentence, Topic

_MAX_QUERIES = 20
_NAMED_OFTEN = 2
_WHOLE = 9
_LIMITS = regex.compile(
    r"제외|불가|(?<=[가-힣])만\s|않|없(?:어|습|이|으)|안\s*(?:돼|되|나)|못|어렵|필요|잠[기깁]|포함|부담|"
    r"\b(?:only|except|exclud\w*|not|can't|cannot|won't|without|must|requires?|unless|up\s+to|at\s+least)\b",
    regex.IGNORECASE,
)
# What was, or holds for the moment: said once, it is about one case or one day.
_PASSES = regex.compile(
    r"[가-힣](?:았|었|였|했|됐|갔|왔|렸|졌|겼|났)(?:습니다|어요|네요|는데|지만|고요)|아직|현재|지금|조만간|곧\s|오늘|내일|어제|방금|"
    r"\b(?:yet|currently|at\s+the\s+moment|right\s+now|today|tomorrow|yesterday|soon|has\s+been|have\s+been|was|were|i've|we've)\b",
    regex.IGNORECASE,
)
# A sentence that begins so is understood only after the one before it.
_LEANS = regex.compile(
    r"(?:그건|그게|그거|그\s|이건|이게|저건|거기|여기|이미|아직|혹시|지금|오늘|어제|방금)|\S+\s중(?:입니다|이에요|이세요)\.?$|"
    r"(?:it|this|that|these|those|instead|already|just|currently|right\s+now)\b",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (empty for the lead) and its sentences; `ordered` ones are steps."""

    heading: str
    sentences: tuple[Sentence, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Drafted:
    """A page's content before it becomes Markdown: every sentence with the messages behind it."""

    kind: PageKind
    title: str
    description: str
    sections: tuple[Section, ...]
    queries: tuple[str, ...]
    evidence: PageEvidence
    language: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Why a topic gets no page yet, in words for a person."""

    reason: str


def draft(
    topic: Topic,
    conversations: Mapping[str, Conversation],
    boilerplate: frozenset[str],
    settled: Mapping[str, str],
    config: Config,
) -> Drafted | Waiting:
    """Return the page of a topic, or why it waits.

    A sentence is used when agents said it in `min_support` conversations. What agents disagree about waits until a
    person has settled it: `settled` holds the chosen value by the disagreement's key. Of a change over time,
    the newest value alone is used.
    """
    limits = config.drafting
    if len(topic.conversations) < limits.min_conversations:
        return Waiting(f"asked in {len(topic.conversations)} conversations; a page needs {limits.min_conversations}")
    if topic.kind == "account":
        return Waiting("the answer depends on one customer's record, so it is no public fact")
    if topic.kind in ("complaint", "other"):
        return Waiting("agents stated nothing that answers it")
    if any(_standing(disagreement, settled) is None for disagreement in topic.disagreements):
        return Waiting("agents disagree; settle it first")
    said = [
        s
        for s in statements(topic.questions, conversations, boilerplate)
        if not _refuted(s.text, s.conversation, topic, settled)
    ]
    made = claims(said)
    steps = best_steps(topic.questions, conversations) if topic.kind == "guide" else None
    if steps is not None and any(_refuted(item, steps.evidence.conversation, topic, settled) for item in steps.items):
        steps = None
    used = _used(made, topic, limits.min_support)[: limits.max_claims]
    if not used and steps is None:
        return Waiting("no sentence was said in enough conversations")
    texts = TEXTS["en" if topic.language == "en" else "ko"]
    kind: PageKind = "roadmap" if topic.kind == "feature_request" else "guide" if steps is not None else "faq"
    return Drafted(
        kind=kind,
        title=topic.title,
        description=_description(used, steps),
        sections=_sections(used, steps, texts),
        queries=_queries(topic),
        evidence=PageEvidence(len(topic.conversations), topic.customers, topic.first_seen, topic.last_seen),
        language=topic.language,
    )


def _used(made: Sequence[Claim], topic: Topic, enough: int) -> list[Claim]:
    """Return the claims that make the page: those said often enough, and with them what was said once about the matter.

    A lone claim is about the matter when it names something that two customers name, or that a claim which recurs names, or
    when it is a condition or an exception that stands by itself. Where no claim recurs, because every agent puts it in
    other words, those that name the matter are used when they come from more than `enough` conversations.
    """
    strong = _direct_first([claim for claim in made if support(claim) >= enough], topic)
    asked = nouns([q.text for q in topic.questions])
    counts = Counter(noun for found in asked for noun in set(found))
    matter = {noun for noun, n in counts.items() if n >= _NAMED_OFTEN}
    matter.update(*nouns([claim.text for claim in strong]))
    lone = [claim for claim in made if support(claim) < enough]
    named = nouns([claim.text for claim in lone])
    near = [
        claim
        for claim, found in zip(lone, named, strict=True)
        if not _LEANS.match(claim.text)
        and not _PASSES.search(claim.text)
        and (matter & set(found) or _is_condition(claim.text))
    ]
    if strong:
        return strong + near
    about = [claim for claim, found in zip(lone, named, strict=True) if claim in near and matter & set(found)]
    told = {evidence.conversation for claim in about for evidence in claim.evidence}
    return _direct_first(about, topic) if len(told) > enough else []


def _is_condition(text: str) -> bool:
    """Whether a sentence limits an answer (a value, an exception, what cannot be) and is understood by itself."""
    return len(letters(text)) >= _WHOLE and bool(values(text) or _LIMITS.search(text))


def _direct_first(made: Sequence[Claim], topic: Topic) -> list[Claim]:
    """Return claims, those first that many agents made and that are near to the customers' words."""
    if len(made) < 2:
        return list(made)
    rows = vectors([*(q.text for q in topic.questions), *(claim.text for claim in made)])
    mean = np.asarray(rows[: len(topic.questions)].mean(axis=0)).ravel()
    near = np.asarray(rows[len(topic.questions) :] @ mean)
    supports = np.array([support(claim) for claim in made], dtype=float)
    worth = supports / supports.max() + near / max(float(near.max()), 1e-6)
    return [made[i] for i in sorted(range(len(made)), key=lambda i: (-worth[i], i))]


def _sections(used: Sequence[Claim], steps: Steps | None, texts: Mapping[str, str]) -> tuple[Section, ...]:
    """The direct answer first: the steps where there are some, else the first claim; then what else is good to know."""
    if steps is None:
        lead, rest = Section("", (_sentence(used[0]),)), used[1:]
    else:
        lead = Section(texts["steps"], tuple(Sentence(item, (steps.evidence,)) for item in steps.items), ordered=True)
        rest = [c for c in used if not _in_steps(c, steps)]
    more = [Section(texts["more"], tuple(map(_sentence, rest)))] if rest else []
    return (lead, *more)


def _description(used: Sequence[Claim], steps: Steps | None) -> str:
    """Return the first statement that is not itself a step."""
    told = [claim.text for claim in used if steps is None or not _in_steps(claim, steps)]
    return (*told, *(steps.items if steps else ()))[0]


def _sentence(claim: Claim) -> Sentence:
    return Sentence(claim.text, claim.evidence)


def _in_steps(claim: Claim, steps: Steps) -> bool:
    said = letters(claim.text)
    return any(said in letters(item) or letters(item) in said for item in steps.items if len(letters(item)) > 3)


def _refuted(text: str, conversation: str, topic: Topic, settled: Mapping[str, str]) -> bool:
    """Whether a sentence states a value that a disagreement leaves open, or that is not the one that stands."""
    for disagreement in topic.disagreements:
        standing = _standing(disagreement, settled)
        stands = _sizes(standing) if standing is not None else set()
        for claim in disagreement.claims:
            if claim.value == standing:
                continue
            if _sizes(text) & (_sizes(claim.value) - stands):
                return True
            if conversation in claim.conversations and (takes_side(text, claim.value) or claim.value in text):
                return True
    return False


def _standing(disagreement: Disagreement, settled: Mapping[str, str]) -> str | None:
    """Return the value that holds: the one a person chose, or the newest of a change."""
    chosen = settled.get(disagreement.key)
    if chosen is None and disagreement.kind == "change":
        return disagreement.claims[0].value
    return chosen


def _sizes(text: str) -> set[tuple[str, float]]:
    return {(value.kind, value.size) for value in values(text)}


def _queries(topic: Topic) -> tuple[str, ...]:
    """Customers' own words for the search: each once, without placeholders, the title left out."""
    found: dict[str, str] = {}
    for question in topic.questions:
        words = tidy_question(question.text)
        unfit = has_placeholder(question.text) or is_code(question.text)
        if not unfit and letters(words) != letters(topic.title):
            found.setdefault(letters(words), words)
    return tuple(found.values())[:_MAX_QUERIES]
