"""A topic's page: FAQ, guide or roadmap, made of claims alone; or the reason why there is none yet."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kbgen.config import Config
from kbgen.drafting.announced import announced
from kbgen.drafting.claims import claims
from kbgen.drafting.layout import Section, answer_sections, description, sentence
from kbgen.drafting.roadmap import roadmap_sections
from kbgen.drafting.selection import dated_alone, selected
from kbgen.drafting.steps import Steps, best_steps
from kbgen.drafting.texts import TEXTS
from kbgen.language.endings import Style
from kbgen.language.facts import stance
from kbgen.language.fold import language_of, letters
from kbgen.language.forms import is_code
from kbgen.language.placeholders import has_placeholder
from kbgen.language.style import evened
from kbgen.language.values import sizes
from kbgen.mining.asked import evenly
from kbgen.mining.enumerations import KEY as LIST
from kbgen.mining.enumerations import MARK, items
from kbgen.mining.polarity import takes_side
from kbgen.mining.statements import statements
from kbgen.mining.titles import tidied as tidy_question
from kbgen.models import Claim, Conversation, Disagreement, Evidence, Notice, PageEvidence, PageKind, Question, Topic

_MAX_QUERIES = 20
_DATED = 60
_WHOLE = 12


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


@dataclass(frozen=True, slots=True)
class Beside:
    """What a page can draw on beside a topic's own questions: follow-ups that are in no topic, and the notices."""

    questions: Sequence[Question] = ()
    notices: Sequence[Notice] = ()


def draft(
    topic: Topic,
    conversations: Mapping[str, Conversation],
    boilerplate: frozenset[str],
    settled: Mapping[str, str],
    config: Config,
    beside: Beside = Beside(),
) -> Drafted | Waiting:
    """Return the page of a topic, or why it waits.

    What agents disagree about waits until a person has settled it: `settled` holds the chosen value by the
    disagreement's key. Of a change over time, the newest value alone is used. Which statements are used, and in which
    order, is said in `selection` and `layout`.
    """
    least = config.drafting.min_support
    reason = _waits(topic, settled, config)
    if reason:
        return Waiting(reason)
    made = _claims(topic, conversations, boilerplate, settled, beside)
    language = _spoken(made, topic.language)
    foreign = [claim for claim in made if language_of(claim.text) != language]
    made = [claim for claim in made if language_of(claim.text) == language]
    steps = _steps(topic, conversations, settled)
    said_in_notice = announced(topic, _opened(topic, conversations) if beside.notices else (), beside.notices)
    besides = _answering(beside.questions, conversations)
    used = selected(made, topic, least, config.drafting.max_claims, [s.text for s in said_in_notice], besides)
    used = _settled_first(used, topic, settled)
    if not used and steps is None and not said_in_notice:
        return Waiting("no sentence was said in enough conversations")
    others = selected(foreign, topic, least, config.drafting.max_claims, (), besides) if used else []
    texts = TEXTS["en" if language == "en" else "ko"]
    wanted = topic.kind == "feature_request"
    sections = (
        roadmap_sections(used, topic, conversations, texts)
        if wanted and used
        else answer_sections(used, steps, said_in_notice, texts)
    )
    sections += (Section(texts["other"], tuple(map(sentence, others))),) if others else ()
    sections = _even(sections, config.drafting.tone, language)
    return Drafted(
        kind="roadmap" if wanted else "guide" if steps is not None else "faq",
        title=topic.title,
        description=description(sections),
        sections=sections,
        queries=_queries(topic),
        evidence=PageEvidence(len(topic.conversations), topic.customers, topic.first_seen, topic.last_seen),
        language=language,
    )


def _claims(
    topic: Topic,
    conversations: Mapping[str, Conversation],
    boilerplate: frozenset[str],
    settled: Mapping[str, str],
    beside: Beside,
) -> list[Claim]:
    """Return what agents say in answer to a topic, without the sides of a disagreement that do not stand."""
    said = [
        s
        for s in statements([*topic.questions, *beside.questions], conversations, boilerplate)
        if not _refuted(s.text, s.conversation, topic, settled)
    ]
    return claims([replace(s, personal=s.personal or alone) for s, alone in zip(said, dated_alone(said), strict=True)])


def _even(sections: Sequence[Section], tone: Style, language: str) -> tuple[Section, ...]:
    """Return the sections with what agents said in one tone; a notice's and kbgen's own words are as they should be."""
    agents = [s for section in sections for s in section.sentences if s.evidence and s.text[:1] != "“"]
    words = dict(zip((s.text for s in agents), evened([s.text for s in agents], tone, language), strict=True))
    return tuple(
        replace(section, sentences=tuple(replace(s, text=words.get(s.text) or s.text) for s in section.sentences))
        for section in sections
    )


def _spoken(made: Sequence[Claim], asked_in: str) -> str:
    """Return the language most answers are in, that of the questions among equals: a page speaks one language."""
    counts = Counter(language_of(claim.text) for claim in made for _ in claim.evidence)
    return max(counts, key=lambda language: (counts[language], language == asked_in, language), default=asked_in)


def _settled_first(used: Sequence[Claim], topic: Topic, settled: Mapping[str, str]) -> list[Claim]:
    """Return the claims, first the one that states what agents disagreed about and holds: it is what customers want to know."""
    for disagreement in topic.disagreements:
        standing = _standing(disagreement, settled)
        if standing is None:
            continue
        holds = [
            c for c in used if sizes(standing) & sizes(c.text) or takes_side(c.text, standing) or standing in c.text
        ]
        if holds:
            first = next((claim for claim in holds if len(letters(claim.text)) >= _WHOLE), holds[0])
            return [first, *(claim for claim in used if claim is not first)]
    return list(used)


def _answering(questions: Sequence[Question], conversations: Mapping[str, Conversation]) -> frozenset[Evidence]:
    found = (
        (q.conversation, index, conversations[q.conversation].messages[index]) for q in questions for index in q.answers
    )
    return frozenset(Evidence(name, index, message.author, message.at) for name, index, message in found)


def _waits(topic: Topic, settled: Mapping[str, str], config: Config) -> str:
    """Return why a topic gets no page whatever agents said; empty when nothing is in the way."""
    least = config.drafting.min_conversations
    if len(topic.conversations) < least:
        return f"asked in {len(topic.conversations)} conversations; a page needs {least}"
    if topic.kind == "account":
        return "the answer depends on one customer's record, so it is no public fact"
    if topic.kind in ("complaint", "other"):
        return "agents stated nothing that answers it"
    if any(_standing(disagreement, settled) is None for disagreement in topic.disagreements):
        return "agents disagree; settle it first"
    return ""


def _steps(topic: Topic, conversations: Mapping[str, Conversation], settled: Mapping[str, str]) -> Steps | None:
    steps = best_steps(topic.questions, conversations) if topic.kind == "guide" else None
    if steps is None or any(_refuted(s.text, e.conversation, topic, settled) for s in steps.items for e in s.evidence):
        return None
    return steps


def _opened(topic: Topic, conversations: Mapping[str, Conversation]) -> list[datetime]:
    """Return when the topic's conversations began, of a large topic's of some of them."""
    names = topic.conversations
    times = [conversations[names[i]].opened_at for i in evenly(len(names), _DATED)]
    return [at for at in times if at is not None]


def _refuted(text: str, conversation: str, topic: Topic, settled: Mapping[str, str]) -> bool:
    """Whether a sentence states a value that a disagreement leaves open, or that is not the one that stands."""
    for disagreement in topic.disagreements:
        standing = _standing(disagreement, settled)
        stands = sizes(standing) if standing is not None else frozenset()
        for claim in disagreement.claims:
            if claim.value == standing:
                continue
            if disagreement.key == LIST and standing is not None and _outdated(text, claim.value, standing):
                return True
            if sizes(text) & (sizes(claim.value) - stands):
                return True
            if conversation in claim.conversations and (takes_side(text, claim.value) or claim.value in text):
                return True
    return False


def _outdated(text: str, old: str, new: str) -> bool:
    """Whether a sentence gives a list as it was, or denies what was added to it since."""
    was, added = set(old.split(MARK)), set(new.split(MARK)) - set(old.split(MARK))
    names_added = any(item in text for item in added)
    return (stance(text)[0] and names_added) or (len(was & items(text)) >= 2 and not names_added)


def _standing(disagreement: Disagreement, settled: Mapping[str, str]) -> str | None:
    """Return the value that holds: the one a person chose, or the newest of a change."""
    chosen = settled.get(disagreement.key)
    if chosen is None and disagreement.kind == "change":
        return disagreement.claims[0].value
    return chosen


def _queries(topic: Topic) -> tuple[str, ...]:
    """Customers' own words for the search: each once, without placeholders, the title left out."""
    found: dict[str, str] = {}
    for question in topic.questions:
        words = tidy_question(question.text)
        unfit = has_placeholder(question.text) or is_code(question.text)
        if not unfit and letters(words) != letters(topic.title):
            found.setdefault(letters(words), words)
    return tuple(found.values())[:_MAX_QUERIES]
