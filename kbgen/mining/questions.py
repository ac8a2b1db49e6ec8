"""What was asked in a conversation: spans of customers' messages, with what agents answered to each."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kbgen.language.fold import squeeze
from kbgen.language.forms import asks, ends_as_question, is_small_talk
from kbgen.language.sentences import sentences
from kbgen.models import Conversation, Question, Redacted


@dataclass(slots=True)
class _Span:
    message: int
    texts: list[str] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    answered: bool = False
    turns: int = 0


def questions_of(conversation: Conversation) -> tuple[Question, ...]:
    """Return the questions asked in a conversation, in order; none when customers only greet, thank or stay silent.

    Messages in a row are one question. What the customer says before an agent stated anything belongs to it as well
    (an agent who asks back has not answered). After an answer, a message that asks begins the next question; one that
    does not is a comment, and so is a later message that nobody answers. Bots and notes neither ask nor answer.
    """
    spans: list[_Span] = []
    for index, message in enumerate(conversation.messages):
        if message.role == "customer":
            _hear(spans, index, message.text)
        elif message.role == "agent" and spans:
            spans[-1].answers.append(index)
            spans[-1].answered = spans[-1].answered or states_something(message.text)
    return tuple(
        Question(
            conversation.id, span.message, Redacted(squeeze(" ".join(span.texts))), tuple(span.answers), span.turns
        )
        for order, span in enumerate(spans)
        if order == 0 or span.answers
    )


def states_something(text: str) -> bool:
    """Whether an agent's message states anything: a sentence that neither greets nor asks back."""
    return any(not ends_as_question(sentence) and not is_small_talk(sentence) for sentence in sentences(text))


def _hear(spans: list[_Span], index: int, text: str) -> None:
    words = _without_small_talk(text)
    if not words:
        if spans:
            spans[-1].turns += 1
        return
    if not spans or (spans[-1].answered and asks(words)):
        spans.append(_Span(index))
    if not spans[-1].answered:
        spans[-1].texts.append(words)
    spans[-1].turns += 1


def _without_small_talk(text: str) -> str:
    kept: Sequence[str] = [sentence for sentence in sentences(text) if not is_small_talk(sentence)]
    return squeeze(" ".join(kept))
