"""`kbgen review show`: who said what, side by side where agents disagree, and what was decided."""

import pytest

from kbgen.commands import evidence, review
from kbgen.errors import KbgenError
from tests.commands.test_commands import project, template, themes  # noqa: F401


def test_every_sentence_comes_with_who_said_it_and_when(project):  # noqa: F811
    page = themes(project)["guest"]["page"]
    shown = evidence.shown(project, page)
    assert shown.page == page
    assert shown.sentences
    for backed in shown.sentences:
        assert backed.conversations >= 1
        assert backed.agents
        assert backed.first_seen is not None
        assert backed.first_seen <= backed.last_seen
        assert 1 <= len(backed.quotes) <= 3
        assert len({q.conversation for q in backed.quotes}) == len(backed.quotes)
    assert shown.history == ()


def test_a_disagreement_stands_side_by_side_with_quotes_and_its_decision_in_the_history(project):  # noqa: F811
    topic = themes(project)["refund"]["id"]
    (sides,) = evidence.shown(project, topic).disagreements
    assert sides.kind == "conflict"
    assert sides.settled is None
    assert {side.value for side in sides.sides} == {"7일", "14일"}
    for side in sides.sides:
        assert side.conversations >= 2
        assert all(side.value in quote.text for quote in side.quotes)
        assert all(quote.agent in side.agents for quote in side.quotes)
    review.settle(project, topic, "7일")
    shown = evidence.shown(project, topic)
    assert shown.disagreements[0].settled == "7일"
    assert [(d.what, d.value) for d in shown.history] == [("settle", "7일")]


def test_an_unknown_name_is_told(project):  # noqa: F811
    with pytest.raises(KbgenError, match="neither a page nor a topic"):
        evidence.shown(project, "content/faq/none.md")
