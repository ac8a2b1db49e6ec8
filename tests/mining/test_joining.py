from datetime import UTC, datetime

from kbgen.mining.joining import pieces
from kbgen.models import ClaimGroup, Disagreement, Question, Redacted, Topic


def topic(name: str, conversations: int, *sides: str, kind: str = "conflict") -> Topic:
    claims = tuple(ClaimGroup(side, Redacted(f"{side}입니다."), 1, ("c",), None, None) for side in sides)
    found = (Disagreement("period", "반품", kind, claims),) if sides else ()  # type: ignore[arg-type]
    questions = tuple(Question(f"{name}{n}", 0, Redacted("?"), ()) for n in range(conversations))
    when = datetime(2026, 1, 1, tzinfo=UTC)
    return Topic(name, Redacted(name), "faq", "ko", Redacted(""), questions, conversations, 1.0, when, when, 0.0, found)


def test_a_piece_goes_to_the_largest_topic_with_the_same_disagreement_whatever_the_spelling() -> None:
    topics = [
        topic("a", 2, "3만 원", "4만원"),
        topic("b", 6, "30,000원", "40,000원"),
        topic("c", 9, "3만 원", "5만 원"),
    ]
    assert pieces(topics, {"a", "b", "c"}) == {"a": "b"}


def test_a_topic_that_was_there_takes_the_new_piece_and_two_that_were_there_stay_apart() -> None:
    topics = [topic("old", 2, "7일", "14일"), topic("other", 3, "7일", "14일"), topic("new", 9, "14일", "7일")]
    assert pieces(topics, {"new"}) == {"new": "other"}
    assert pieces(topics, set()) == {}


def test_a_change_and_a_conflict_about_the_same_values_are_not_the_same() -> None:
    assert pieces([topic("a", 2, "7일", "14일"), topic("b", 3, "7일", "14일", kind="change")], {"a", "b"}) == {}


def test_a_chain_of_pieces_ends_in_one_topic() -> None:
    both = topic("b", 5, "7일", "14일")
    other = topic("x", 4, "1%", "2%")
    middle = Topic(**{f: getattr(both, f) for f in both.__slots__} | {"id": "m", "questions": both.questions[:4],
                   "disagreements": (*both.disagreements, *other.disagreements)})  # fmt: skip
    small = Topic(**{f: getattr(other, f) for f in other.__slots__} | {"id": "s", "questions": other.questions[:3]})
    assert pieces([both, middle, small], {"b", "m", "s"}) == {"m": "b", "s": "b"}
