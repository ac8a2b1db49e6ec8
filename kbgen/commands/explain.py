"""`kbgen mine --explain`: why a conversation asks what it asks, and where its questions went."""

from collections.abc import Iterator, Mapping
from typing import Any

from kbgen.commands.project import Project
from kbgen.errors import fail
from kbgen.mining.questions import Decision, decisions_of, questions_of
from kbgen.models import Conversation, Question, Topic
from kbgen.store import Store

_SHOWN = 100
_Key = tuple[str, int]


def explained(project: Project, conversation_id: str) -> dict[str, Any]:
    """Return the document of `kbgen mine --explain --json`: every message's decision, then the questions with their topics.

    The conversation is named by kbgen's id or the vendor's. The decisions are made anew by what mining makes them with;
    the topics are those of the last run. Texts are redacted; those of messages are cut to 100 characters.

    Raises:
        KbgenError: no conversation has this id, or several have it.
    """
    with project.store() as store:
        conversation = _named(store, conversation_id)
        topics = {_key(question): topic for topic in store.topics() for question in topic.questions}
        left = {_key(question) for question in store.left()}
    return {
        "conversation": conversation.id,
        "source": {"format": conversation.source.format, "id": conversation.source.id},
        "messages": [_told(decision, conversation) for decision in decisions_of(conversation)],
        "questions": [_placed(question, topics, left) for question in questions_of(conversation)],
    }


def lines(shown: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines that tell a person what `explained` found."""
    yield f"{shown['conversation']}  {shown['source']['format']} {shown['source']['id']}"
    for told in shown["messages"]:
        yield f"{told['message']:>3} {told['role']}: {told['text']}"
        yield f"      {told['what']}: {told['reason']}" + _belongs(told)
    if not shown["questions"]:
        yield "It asks nothing."
    for question in shown["questions"]:
        answers = ", ".join(map(str, question["answers"])) or "nobody"
        yield f"Question {question['message']}: {question['text']}"
        yield f"      answered in: {answers}; {question['why']}"


def _named(store: Store, name: str) -> Conversation:
    found = [c for c in store.conversations() if name and name in (c.id, c.source.id)]
    own = [conversation for conversation in found if conversation.id == name] or found
    if not own:
        raise fail(name, "no conversation has this id", "`kbgen conversations` lists them")
    if len(own) > 1:
        ids = ", ".join(conversation.id for conversation in own)
        raise fail(name, f"{len(own)} conversations have this id", f"name one by kbgen's own id: {ids}")
    return own[0]


def _told(decision: Decision, conversation: Conversation) -> dict[str, Any]:
    message = conversation.messages[decision.message]
    text = " ".join(message.text.split())
    return {
        "message": decision.message,
        "role": message.role,
        "what": decision.what,
        "reason": decision.reason,
        "questions": list(decision.about),
        "text": text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…",
    }


def _placed(question: Question, topics: Mapping[_Key, Topic], left: set[_Key]) -> dict[str, Any]:
    topic = topics.get(_key(question))
    if topic is not None:
        why = f"in {topic.id}: {topic.title}"
    elif _key(question) in left:
        why = "in no topic: no other question is near enough"
    else:
        why = "in no topic: not mined yet, run `kbgen mine`"
    return {
        "message": question.message,
        "text": question.text,
        "answers": list(question.answers),
        "turns": question.turns,
        "topic": topic.id if topic is not None else None,
        "title": topic.title if topic is not None else None,
        "why": why,
    }


def _belongs(told: Mapping[str, Any]) -> str:
    others = [str(asked) for asked in told["questions"] if asked != told["message"]]
    return f" [{', '.join(others)}]" if others else ""


def _key(question: Question) -> _Key:
    return question.conversation, question.message
