"""What agents stated in a topic: sentences with the messages they stand in, sorted by whether they hold for everybody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import regex

from kbgen.language.fold import fold
from kbgen.language.forms import ends_as_question, is_courtesy, is_personal
from kbgen.language.placeholders import has_placeholder
from kbgen.language.sentences import sentences
from kbgen.models import Conversation, Question, Redacted

# "[이름]님, …" greets a customer and then states what holds for everybody.
_ADDRESSED = regex.compile(
    r"^(?:(?:네|안녕하세요|hi|hello|dear)[,!.\s]*)?\[(?:이름|name)\d*\]\s*(?:고객)?님?\s*[,!~.]+\s*", regex.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an agent's public message. `personal`: it is about one customer's case, not about the rule."""

    text: Redacted
    conversation: str
    message: int
    agent: str
    at: datetime | None
    personal: bool


def statements(
    questions: Iterable[Question], conversations: Mapping[str, Conversation], boilerplate: frozenset[str]
) -> list[Statement]:
    """Return what agents stated in answer to the questions, without boilerplate, courtesies and questions asked back.

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
                sentence = _ADDRESSED.sub("", whole)
                if fold(sentence) in boilerplate or is_courtesy(sentence) or ends_as_question(sentence):
                    continue
                personal = is_personal(sentence) or has_placeholder(sentence)
                found.append(
                    Statement(Redacted(sentence), question.conversation, index, message.author, message.at, personal)
                )
    return found
