from datetime import datetime, timedelta

import pytest

from kbgen.mining.disagreements import disagreements
from kbgen.mining.polarity import contradictions, sides, takes_side
from kbgen.mining.statements import Statement
from kbgen.models import ClaimGroup, Redacted

AT = datetime.fromisoformat("2026-03-02T09:00:00+09:00")


def said(*sentences, agents=3, personal=False):
    """Statements, one a conversation, a day apart; a sentence None is a day without one."""
    return [
        Statement(Redacted(text), f"k{i}", 1, f"a{i % agents}", AT + timedelta(days=i), personal)
        for i, text in enumerate(sentences)
        if text is not None
    ]


def found(statements, questions=("PT 환불 며칠 걸려요?",)):
    return [(d.kind, [(c.value, len(c.conversations)) for c in d.claims]) for d in disagreements(statements, questions)]


SEVEN, FOURTEEN = "PT 환불금은 7일 안에 입금됩니다.", "PT 환불금은 14일 안에 입금됩니다."


@pytest.mark.parametrize(
    ("statements", "wanted"),
    [
        (said(SEVEN, FOURTEEN, SEVEN, FOURTEEN), [("conflict", [("14일", 2), ("7일", 2)])]),
        (said(SEVEN, FOURTEEN, SEVEN, FOURTEEN, SEVEN), [("conflict", [("7일", 3), ("14일", 2)])]),
        (said(SEVEN, SEVEN, FOURTEEN, FOURTEEN), [("change", [("14일", 2), ("7일", 2)])]),
        (said(SEVEN, SEVEN, SEVEN), []),
        (said(SEVEN, "PT 환불금은 1주 안에 입금됩니다.", SEVEN, "환불금은 일주일 7일 걸립니다."), []),
        (said("락커는 3만원입니다.", "락커는 30,000원입니다.", "락커는 3만원입니다.", "락커는 30000원입니다."), []),
        (said(SEVEN, FOURTEEN, SEVEN, FOURTEEN, personal=True), []),
        (said(SEVEN, SEVEN, FOURTEEN), [("conflict", [("7일", 2), ("14일", 1)])]),
        (said(SEVEN, SEVEN, "수건은 3일마다 바꿉니다."), []),
        (said("환불은 1~2영업일, 카드사는 3~5영업일 걸립니다.", "환불은 1~2영업일, 카드사는 3~5영업일 걸립니다."), []),
        ([], []),
    ],
    ids=[
        "conflict", "most frequent first", "change", "agreement", "the same period", "the same amount", "one customer's case",
        "a lone voice in the same words", "a lone voice about something else", "two values in one sentence", "nothing",
    ],
)  # fmt: skip
def test_sides_of_an_answer(statements, wanted):
    assert found(statements) == wanted


def test_values_for_one_noun_are_of_the_same_thing_whatever_else_names_it():
    statements = said(
        "재직증명서는 발급 3개월 이내만 됩니다.",
        "서류는 신분증, 재직증명서이며 재직증명서는 발급 1개월 이내여야 합니다.",
        "재직증명서는 발급 1개월 이내 서류만 가능합니다.",
        "발급 3개월 이내면 됩니다.",
    )
    assert found(statements, ("무슨 서류가 필요해요?",)) == [("conflict", [("1개월", 2), ("3개월", 2)])]


def test_the_same_sides_are_told_as_most_statements_tell_them():
    statements = said(
        "원데이 패스는 하루 11,000원이며 수건이 나옵니다.",
        "하루 11,000원이에요.",
        "하루 9,900원입니다.",
        "하루 9,900원은 수건 포함이에요.",
        "원데이 패스는 하루 9,900원이며 수건이 나옵니다.",
    )
    assert found(statements, ("얼마예요?",)) == [("change", [("9,900원", 3), ("11,000원", 2)])]


def test_a_side_tells_who_said_it_and_when():
    (one,) = disagreements(said(SEVEN, SEVEN, FOURTEEN, FOURTEEN, agents=2), ["PT 환불 며칠?"])
    assert one.kind == "change"
    assert one.claims == (
        ClaimGroup("14일", Redacted(FOURTEEN), 2, ("k2", "k3"), AT + timedelta(days=2), AT + timedelta(days=3)),
        ClaimGroup("7일", Redacted(SEVEN), 2, ("k0", "k1"), AT, AT + timedelta(days=1)),
    )


def test_rules_for_different_cases_both_hold():
    statements = said(
        "카드 환불은 3일 걸립니다.",
        "현금 환불은 10일 걸립니다.",
        "카드 환불은 3일 걸립니다.",
        "현금 환불은 10일 걸립니다.",
    )
    assert found(statements) == []


def test_a_marked_case_is_not_a_side():
    statements = said(
        "환불은 7일 걸립니다.", "이벤트 회원은 30일 걸립니다.", "환불은 7일 걸립니다.", "이벤트 회원은 30일 걸립니다."
    )
    assert found(statements, ["환불 며칠 걸려요?", "환불 언제 돼요?"]) == []


def test_statements_of_near_topics_make_a_side_but_two_of_them_are_not_ours():
    own, near = said(SEVEN, None, SEVEN), said(None, FOURTEEN, None, FOURTEEN)
    (one,) = disagreements(own, ["PT 환불 며칠?"], near)
    assert [(c.value, c.conversations) for c in one.claims] == [("14일", ("k1", "k3")), ("7일", ("k0", "k2"))]
    assert disagreements([], ["수건 있나요?"], own + near) == ()


def test_two_disagreements_of_one_topic_can_be_told_apart():
    one, other = "PT 환불은 7일 걸리고 수수료는 10%입니다.", "PT 환불은 14일 걸리고 수수료는 20%입니다."
    made = disagreements(said(one, other, one, other), ["PT 환불 며칠 걸리고 수수료 얼마예요?"])
    assert [[c.value for c in d.claims] for d in made] == [["14일", "7일"], ["10%", "20%"]]
    assert len({d.key for d in made}) == 2


def test_a_refusal_that_another_agent_does_not_keep_to():
    no = "회원권 양도는 불가합니다."
    yes = "신분증이 있으면 회원권 양도 가능합니다."
    ((noun, refusals, grants),) = contradictions(said(no, yes))
    assert noun == "양도"
    assert ([s.text for s in refusals], [s.text for s in grants]) == ([no], [yes])
    assert found(said(no, yes), ["회원권 양도 되나요?"]) == [("conflict", [("양도 가능", 1), ("양도 불가", 1)])]


def test_an_exception_is_no_contradiction():
    assert contradictions(said("이벤트 회원권 양도는 불가합니다.", "양도는 가능합니다.")) == []
    assert contradictions(said("회원권 양도는 불가합니다.", "휴회는 가능합니다.")) == []
    same = [
        Statement(Redacted(t), "k0", 1, "a0", AT, False)
        for t in ("회원권 양도는 불가합니다.", "회원권 양도는 가능합니다.")
    ]
    assert contradictions(same) == []


@pytest.mark.parametrize("noun", ["양도", "transferred"])
def test_sides_are_named_and_recognised(noun):
    no, yes = sides(noun)
    texts = {
        "양도": ("양도는 불가합니다.", "양도 가능합니다."),
        "transferred": ("It cannot be transferred.", "It can be transferred."),
    }
    refusal, grant = texts[noun]
    assert [takes_side(refusal, no), takes_side(refusal, yes)] == [True, False]
    assert [takes_side(grant, no), takes_side(grant, yes)] == [False, True]
