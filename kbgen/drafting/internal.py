"""The internal variant of an answer: what agents' notes say may be decided, and what must be handed on. Never published."""

from collections.abc import Mapping
from dataclasses import dataclass

import regex

from kbgen.language.fold import fold, letters
from kbgen.language.forms import is_personal
from kbgen.language.placeholders import has_placeholder
from kbgen.language.sentences import sentences
from kbgen.models import Conversation, Evidence, Sentence, Topic

_LEAST = 8
_MOST = 8
_ESCALATE = regex.compile(
    r"(?:팀|담당|파트|매니저|리더|본사|물류|결제|개발|CS|법무|회계)\S{0,3}(?:에|에게|로|쪽에|으로|한테)\s?\S{0,8}\s?(?:확인|문의|전달|요청|공유|이관|넘기|보고)|이관|에스컬|승인\s?(?:필요|받|요청|후)|결재|"
    r"\b(?:escalat\w*|hand\s+over|ask\s+(?:the\s+)?\w+\s+team|approval|sign[\s-]?off|manager|tier\s?2|l2)\b",
    regex.IGNORECASE,
)
_DECIDE = regex.compile(
    r"재량|예외|보상|무료로|면제|까지\s?(?:가능|승인|지급|OK|ok)|지급\s?(?:가능|해도)|해\s?(?:줘도|드려도)\s?(?:됨|돼|됩|무방|OK)|허용|원칙|기준|정책|규정|매크로|"
    r"\b(?:may|allowed|exception\w*|goodwill|waive\w*|policy|at\s+(?:your|our)\s+discretion|up\s+to)\b",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Internal:
    """What notes say about a topic: what an agent may decide, what must be handed on, what else to know."""

    decide: tuple[Sentence, ...] = ()
    escalate: tuple[Sentence, ...] = ()
    know: tuple[Sentence, ...] = ()


def internal(topic: Topic, conversations: Mapping[str, Conversation]) -> Internal:
    """Return the rules in the redacted notes of a topic's conversations, newest first, each said once.

    Sentences about one customer's case and those with a placeholder are left out.
    """
    found: dict[str, Sentence] = {}
    for evidence, text in sorted(_noted(topic, conversations), key=_newest):
        for sentence in sentences(text):
            about_one = has_placeholder(sentence) or is_personal(sentence)
            if not about_one and len(letters(sentence)) >= _LEAST:
                said = found.get(fold(sentence))
                found[fold(sentence)] = Sentence(sentence, (*(said.evidence if said else ()), evidence))
    escalate = [s for s in found.values() if _ESCALATE.search(s.text)]
    decide = [s for s in found.values() if s not in escalate and _DECIDE.search(s.text)]
    know = [s for s in found.values() if s not in escalate and s not in decide]
    return Internal(tuple(decide[:_MOST]), tuple(escalate[:_MOST]), tuple(know[:_MOST]))


def _noted(topic: Topic, conversations: Mapping[str, Conversation]) -> list[tuple[Evidence, str]]:
    return [
        (Evidence(name, index, message.author, message.at), message.text)
        for name in topic.conversations
        for index, message in enumerate(conversations[name].messages)
        if message.role == "note"
    ]


def _newest(noted: tuple[Evidence, str]) -> tuple[float, str, int]:
    evidence, _ = noted
    return -(evidence.at.timestamp() if evidence.at else 0.0), evidence.conversation, evidence.message
