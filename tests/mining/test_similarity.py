import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.mining.similarity import ANSWER, QUESTION, Texts, views

WORDS = st.lists(st.sampled_from("휴회 환불 락커 수건 신청 요금 방법 언제".split()), max_size=4).map(" ".join)


def test_views_are_mixed_and_an_unanswered_question_counts_by_its_words():
    seen = views(["휴회 방법", "휴회 방법", "휴회 방법"], ["앱에서 신청", "앱에서 신청", " "])
    found = seen.to(seen, seen.dialogues)
    joint = (seen.joint @ seen.joint.T).toarray()
    assert seen.dialogues
    assert seen.has_answer.tolist() == [True, True, False]
    assert found[0, 1] == pytest.approx(QUESTION + ANSWER, abs=1e-5)
    assert found[0, 2] == found[2, 0] == pytest.approx((QUESTION + joint[0, 2]) / 2, abs=1e-5)
    assert QUESTION < found[0, 2] < 0.8


def test_words_weigh_fully_where_hardly_anybody_answered():
    seen = views(["휴회 방법"] * 4, ["앱에서 신청", "", "", ""])
    assert not seen.dialogues
    assert seen.to(seen, seen.dialogues) == pytest.approx(np.ones((4, 4)), abs=1e-5)


def test_facts_link_languages_and_hardly_count_within_one():
    asked = ["환불 언제 돼요?", "When do I get my refund?", "환불 며칠 걸려요?", "How long does it take?"]
    said = ["설정 Billing 메뉴에서 14일", "Open Billing, it takes 14 days", "Billing 14일", "It takes a while"]
    seen = views(asked, said)
    bare = views(asked, ["설정 메뉴에서 이주", "Open it, it takes some days", "설정 이주", "It takes a while"])
    assert seen.english.tolist() == [False, True, False, True]
    found, without = seen.to(seen, True), bare.to(bare, True)
    assert found[0, 1] > 0.15 > 0.05 > without[0, 1]
    assert found[0, 1] > 3 * found[0, 3]


def test_a_number_is_the_same_in_every_language_and_so_is_a_quantity():
    facts = Texts.of(["환불?", "Refund?"], ["www.shop.com 에서 5,000원, 14일", "See www.shop.com for 14 days"]).facts
    shared = set(facts[0]) & set(facts[1])
    assert {"www", "shop", "com", "14"} <= shared
    assert {"5000원", "14일"} <= set(facts[0])


@given(st.lists(st.tuples(WORDS, WORDS, st.integers(-1, 2)), min_size=1, max_size=8), WORDS, WORDS)
@settings(deadline=None, max_examples=40)
def test_a_mean_is_as_near_as_its_questions_are_on_average(asked, question, answer):
    texts = Texts.of([a for a, _, _ in asked], [b for _, b, _ in asked])
    lens, owners = texts.lens(), np.array([owner for _, _, owner in asked])
    seen, other = lens.of(texts), lens.of(Texts.of([question], [answer]))
    to_means, to_all = other.to(seen.means(owners, 3), True)[0], other.to(seen, True)[0]
    wanted = [to_all[owners == topic].mean() if (owners == topic).any() else 0.0 for topic in range(3)]
    same = [(seen.english[owners == topic] == other.english[0]).all() for topic in range(3)]
    assert to_means[same] == pytest.approx(np.array(wanted)[same], abs=1e-5)


def test_some_of_the_questions_are_seen_as_they_are_among_all():
    seen = views(["휴회 방법", "락커 요금", "PT refund 7일"], ["앱에서", "", "7일 안에"])
    some = seen[[2, 0]]
    assert some.to(some, True) == pytest.approx(seen.to(seen, True)[[2, 0]][:, [2, 0]], abs=1e-6)
    assert (some.has_answer.tolist(), some.english.tolist()) == ([True, True], [seen.english[2], seen.english[0]])
