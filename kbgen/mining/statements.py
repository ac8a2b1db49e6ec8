"""What agents stated in a topic: sentences with the messages they stand in, sorted by whether they hold for everybody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import regex

from kbgen.language.courtesy import without_courtesy
from kbgen.language.fold import fold
from kbgen.language.forms import ends_as_question, is_courtesy, is_personal, is_polite, puts_off
from kbgen.language.placeholders import has_placeholder
from kbgen.language.sentences import sentences
from kbgen.language.values import values
from kbgen.models import Conversation, Question, Redacted

# Longer than this is no sentence that a page could print, but a document pasted in.
_LONGEST = 600
# "[이름]님, …" greets a customer and then states what holds for everybody.
_ADDRESSED = regex.compile(
    r"^(?:(?:네|안녕하세요|hi|hello|dear)[,!.\s]*)?\[(?:이름|name)\d*\]\s*(?:고객)?님?\s*[,!~.]+\s*", regex.IGNORECASE
)
# What an agent promises to tell later, whatever else is in the sentence.
_TO_BE_TOLD = regex.compile(
    r"(?:연락|회신|안내|답변|말씀|공유|전달)\S{0,3}\s?(?:드리|드릴|주|하겠)|\b(?:get\s+back|let\s+you\s+know|update\s+you|follow\s+up)\b",
    regex.IGNORECASE,
)
# "휴대폰 번호 변경은 본인확인 후 상담사가 처리합니다": what is always done, of something named.
_HABIT = regex.compile(r"^\S(?:[^.!?\n]{0,40}?\S)?(?:은|는)\s[^.!?\n]{0,60}(?:합니다|됩니다|해요|돼요)[.!~]*$")
_IF = regex.compile(r"[가-힣](?:시면|으면|되면|하면|다면|라면)[\s,]|\b(?:if|once|when)\b", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an agent's public message, and the question it answers (`asked`).

    `personal`: it is about one customer's case, not about the rule.
    """

    text: Redacted
    conversation: str
    message: int
    agent: str
    at: datetime | None
    personal: bool
    asked: str = ""


def statements(
    questions: Iterable[Question], conversations: Mapping[str, Conversation], boilerplate: frozenset[str]
) -> list[Statement]:
    """Return what agents stated in answer to the questions, without boilerplate, courtesies, questions asked back and pasted
    documents.

    Only messages of agents count: notes and bots are never evidence.
    """
    found: list[Statement] = []
    for question in questions:
        conversation = conversations[question.conversation]
        for index in question.answers:
            message = conversation.messages[index]
            if message.role != "agent":
                continue
            for whole in sentences(message.text):
                if len(whole) > _LONGEST:
                    continue
                sentence = without_courtesy(_ADDRESSED.sub("", whole))
                if {fold(whole), fold(sentence)} & boilerplate or not _states(sentence):
                    continue
                personal = is_personal(sentence) or has_placeholder(sentence)
                found.append(
                    Statement(
                        Redacted(sentence),
                        question.conversation,
                        index,
                        message.author,
                        message.at,
                        personal,
                        question.text,
                    )
                )
    return found


def _states(sentence: str) -> bool:
    """Whether a sentence states something: it is no courtesy and no question, and does not only hand the matter on.

    "사진을 보내 주시면 확인 후 2영업일 안에 재발송해요" hands on, too, but says what will be done by when.
    """
    if ends_as_question(sentence):
        return False
    if not is_courtesy(sentence):
        return True
    if _TO_BE_TOLD.search(sentence) or not (values(sentence) or _HABIT.search(sentence)):
        return False
    return (puts_off(sentence) and not is_polite(sentence)) or _IF.search(sentence) is not None
