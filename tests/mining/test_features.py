import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.mining.features import Vectorizer, vectors

TEXTS = [
    "휴회 어떻게 신청해요?",
    "회원권 휴회 신청 방법",
    "PT 환불 며칠 걸려요",
    "How do I add a seat?",
    "adding another seat",
]


def near(texts):
    rows = vectors(texts)
    return (rows @ rows.T).toarray()


def test_rows_have_unit_length_and_paraphrases_are_nearer_than_others():
    found = near(TEXTS)
    assert np.allclose(np.diag(found), 1, atol=1e-5)
    assert found[0, 1] > 3 * found[0, 2]
    assert found[3, 4] > 3 * found[3, 0]
    assert np.allclose(found, found.T, atol=1e-6)


def test_spelling_habits_do_not_matter():
    assert near(["휴회 신청!!! ㅠㅠ", "휴회   신청"])[0, 1] == pytest.approx(1, abs=1e-5)


def test_texts_without_words_are_zero_and_no_text_is_no_row():
    found = near(["", "👍", "휴회"])
    assert found[0].tolist() == found[1].tolist() == [0, 0, 0]
    assert vectors([]).shape[0] == 0
    assert Vectorizer.fit([]).rows(["휴회"]).toarray().sum() == 0


def test_a_fitted_vectorizer_gives_the_rows_of_its_own_texts():
    assert np.allclose(Vectorizer.fit(TEXTS).rows(TEXTS).toarray(), vectors(TEXTS).toarray(), atol=1e-6)


@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
@settings(deadline=None, max_examples=30)
def test_similarities_are_shares(texts):
    found = near(texts)
    assert found.min() >= -1e-5
    assert found.max() <= 1 + 1e-5
