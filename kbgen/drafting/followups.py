"""What customers asked beside a topic's question, in the same talk, and what agents answered to that."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kbgen.models import Question, Topic


def followups(topics: Iterable[Topic], left: Iterable[Question]) -> Mapping[str, tuple[Question, ...]]:
    """Return by topic id the questions in no topic that follow one of the topic's in its conversation.

    Such a question ("그럼 반품한 건 빠져요?") goes with the last one before it that is in a topic, and with the first one
    of the conversation if there is none before.
    """
    asked: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for topic in topics:
        for question in topic.questions:
            asked[question.conversation].append((question.message, topic.id))
    for places in asked.values():
        places.sort()
    found: dict[str, list[Question]] = defaultdict(list)
    for question in left:
        places = asked.get(question.conversation, [])
        if places:
            before = bisect_right([message for message, _ in places], question.message)
            found[places[max(before - 1, 0)][1]].append(question)
    return {topic: tuple(questions) for topic, questions in found.items()}
