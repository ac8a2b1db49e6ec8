"""The page of a feature that customers miss: where it stands, what they want it for, what they can do meanwhile."""

from collections.abc import Mapping, Sequence

import regex

from kbgen.drafting.layout import Section, sentence
from kbgen.language.fold import fold
from kbgen.language.forms import is_code, is_personal, is_small_talk
from kbgen.language.placeholders import has_placeholder
from kbgen.language.sentences import sentences
from kbgen.mining.titles import tidied
from kbgen.models import Claim, Conversation, Evidence, Sentence, Topic

_NOT_PLANNED = regex.compile(
    r"(?:계획|예정)(?:은|이|도)?\s*(?:현재|아직|따로|정해진\s?게)?\s*없|\bno\s+plans?\b|\bnot\s+(?:planned|on\s+(?:the|our)\s+roadmap)\b",
    regex.IGNORECASE,
)
_PLANNED = regex.compile(
    r"(?:계획|예정|일정)(?:은|이|도)?\s*(?:현재|아직|따로|정해진\s?게)?\s*없|\bno\s+plans?\b|\bnot\s+(?:planned|on\s+(?:the|our)\s+roadmap)\b",
    regex.IGNORECASE,
)
_PLANNED = regex.compile(
    r"(?:도입|출시|지원|추가|오픈|개발|적용|제공)\s?(?:할\s|될\s)?(?:예정|계획)(?!은|이\s?없)|(?:준비|개발|작업)\s?(?:중|하고\s?있)|분기|상반기|하반기|"
    r"\b(?:planned|working\s+on|coming\s+(?:soon|in)|on\s+(?:the|our)\s+roadmap|in\s+development|scheduled)\b",
    regex.IGNORECASE,
)
_REVIEW = regex.compile(
    r"검토|논의|고려|의견\S{0,2}\s?(?:전달|반영|모)|개선\s?(?:요청|제안)|\b(?:consider\w*|review\w*|evaluat\w*|feature\s+request|passed\s+(?:this|it)\s+on|product\s+team|backlog)\b",
    regex.IGNORECASE,
)
_INSTEAD = regex.compile(
    r"대신|하시면\s?(?:돼|됩)|이용해\s?(?:주세요|보세요)|(?:할|하실|쓰실|받으실|보내실|이용하실)\s?수\s?있|가능(?:해|합|하)|"
    r"\b(?:instead|meanwhile|for\s+now|workaround|you\s+can|in\s+the\s+meantime|alternatively)\b",
    regex.IGNORECASE,
)
_DENIED = regex.compile(
    r"지원(?:하지|되지|은|이)?\s?(?:않|안)|미지원|(?:기능|방법|계획|일정)\S?\s?(?:이|은|도)?\s?없|불가(?:능)?(?:해|합|예|입)|안\s?(?:돼|되|됩)|"
    r"\b(?:not\s+(?:supported|possible|available)|cannot|can't|don't|doesn't)\b",
    regex.IGNORECASE,
)
_REASON = regex.compile(
    r"(?:아서|어서|해서|라서|여서|니까|느라|려고|으면|려면|때문|위해|다\s?보니|불편|매번|번거)|\b(?:because|since|so\s+that|need\s+to|want\s+to|would\s+help|every\s+time)\b",
    regex.IGNORECASE,
)
_REASONS = 3


def state_of(claims: Sequence[Claim]) -> tuple[str, tuple[Evidence, ...]]:
    """Return `planned`, `review`, `not_planned` or "" and the messages that say so; the newest statement counts."""
    found = []
    for claim in claims:
        for name, pattern in (("review", _REVIEW), ("not_planned", _NOT_PLANNED), ("planned", _PLANNED)):
            if pattern.search(claim.text):
                newest = max((e.at.timestamp() for e in claim.evidence if e.at is not None), default=0.0)
                found.append((newest, name, claim.evidence))
                break
    if not found:
        return "", ()
    _, name, _ = max(found, key=lambda item: item[0])
    return name, tuple(dict.fromkeys(e for _, other, evidence in found if other == name for e in evidence))


def roadmap_sections(
    used: Sequence[Claim], topic: Topic, conversations: Mapping[str, Conversation], texts: Mapping[str, str]
) -> tuple[Section, ...]:
    """Return the sections of a roadmap page: the answer, where it stands, a way out, why customers want it."""
    instead = [c for c in used[1:] if _INSTEAD.search(c.text) and not _DENIED.search(c.text)]
    rest = [c for c in used[1:] if c not in instead]
    state, evidence = state_of(used)
    asked = Sentence(texts["asked"].format(n=topic.customers), _askers(topic, conversations))
    stands = (Sentence(texts[state], evidence),) if state else ()
    # Never a bare refusal: with it comes what can be done, or where it stands, or that others want it, too.
    with_it = tuple(map(sentence, instead[:1])) or stands or (asked,)
    found = [
        Section("", (sentence(used[0]), *with_it)),
        Section(texts["meanwhile"], tuple(map(sentence, instead[1:]))),
        Section(texts["state"], tuple(s for s in (*stands, *map(sentence, rest), asked) if s not in with_it)),
        Section(texts["wanted"], _reasons(topic, conversations)),
    ]
    return tuple(section for section in found if section.sentences)


def _askers(topic: Topic, conversations: Mapping[str, Conversation]) -> tuple[Evidence, ...]:
    first = {question.conversation: question for question in reversed(topic.questions)}
    return tuple(_asked(name, first[name].message, conversations) for name in topic.conversations)


def _reasons(topic: Topic, conversations: Mapping[str, Conversation]) -> tuple[Sentence, ...]:
    """Return what customers say they want it for, in their redacted words: sentences with a reason and without a person."""
    found: dict[str, Sentence] = {}
    for question in topic.questions:
        for said in sentences(question.text):
            text = tidied(said)
            unfit = has_placeholder(said) or is_code(said) or is_personal(said) or is_small_talk(said) or "…" in text
            if _REASON.search(said) and not unfit and 12 <= len(text) <= 60 and any(map(str.isalpha, text)):
                evidence = _asked(question.conversation, question.message, conversations)
                found.setdefault(fold(text), Sentence(f"“{text.rstrip('.')}”", (evidence,)))
    return tuple(found.values())[:_REASONS]


def _asked(name: str, index: int, conversations: Mapping[str, Conversation]) -> Evidence:
    message = conversations[name].messages[index]
    return Evidence(name, index, message.author, message.at)
