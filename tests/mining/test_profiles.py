import numpy as np
import pytest

from kbgen.mining.communities import FARTHEST
from kbgen.mining.profiles import Profiles
from kbgen.mining.similarity import Texts
from tests import logs

KO = {name: next(theme for theme in logs.GYM if theme.name == name) for name in ("pause", "locker", "towel")}
EN = {name: next(theme for theme in logs.SAAS if theme.name == name) for name in ("seats", "export", "trial")}


def answers(theme, count):
    return [theme.answered[i % len(theme.answered)] for i in range(count)]


def profiles(themes, answered=True, strangers=()):
    """Profiles of themes from all but their last question, among strangers."""
    asked = [text for theme in themes.values() for text in theme.asked[:-1]]
    said = [text for theme in themes.values() for text in answers(theme, len(theme.asked) - 1)]
    texts = Texts.of([*asked, *strangers], [text if answered else "" for text in said] + [""] * len(strangers))
    owners = np.repeat(np.arange(len(themes)), [len(theme.asked) - 1 for theme in themes.values()])
    lens = texts.lens()
    views = lens.of(texts)
    owners = np.concatenate([owners, np.full(len(strangers), -1)])
    return Profiles.of(lens, views, owners, len(themes), views.dialogues)


@pytest.mark.parametrize("themes", [KO, EN], ids=["ko", "en"])
@pytest.mark.parametrize("answered", [True, False])
def test_a_question_of_a_topic_s_words_is_given_to_it(themes, answered):
    last = [theme.asked[-1] for theme in themes.values()]
    said = [theme.answered[0] if answered else "" for theme in themes.values()]
    assert profiles(themes, answered).give(Texts.of(last, said)).tolist() == [0, 1, 2]


@pytest.mark.parametrize(("themes", "noise"), [(KO, logs.NOISE_KO), (EN, logs.NOISE_EN)], ids=["ko", "en"])
@pytest.mark.parametrize("answered", [True, False])
def test_a_stranger_is_given_to_none(themes, noise, answered):
    strangers = Texts.of([q for q, _ in noise] + ["🙂", ""], [a if answered else "" for _, a in noise] + ["", ""])
    among = profiles(themes, answered, [q for q, _ in noise])
    assert among.give(strangers).tolist() == [-1] * (len(noise) + 2)


def test_answers_alone_or_words_alone_are_not_enough_unless_they_are_all_there_is():
    towel = KO["towel"]
    assert profiles(KO).give(
        Texts.of(["🙂", towel.asked[0]], [towel.answered[0], KO["locker"].answered[0]])
    ).tolist() == [2, 1]
    assert profiles(KO).give(Texts.of([towel.asked[0]], [""])).tolist() == [-1]
    assert profiles(KO, answered=False).give(Texts.of([towel.asked[0]], [""])).tolist() == [2]


def test_who_belongs_to_no_topic_shapes_none():
    plain, among = profiles(KO), profiles(KO, strangers=[q for q, _ in logs.NOISE_KO])
    assert among.inner.shape == plain.inner.shape == (3,)
    assert among.means.asked.shape[0] == 3
    assert among.means.has_answer.tolist() == [True] * 3


def test_no_topics_take_nothing_and_no_questions_are_given_to_none():
    texts = Texts.of(["휴회 되나요?"], ["됩니다."])
    lens = texts.lens()
    none = Profiles.of(lens, lens.of(texts), np.array([-1]), 0, True)
    assert none.give(texts).tolist() == [-1]
    assert profiles(KO).give(Texts.of([], [])).tolist() == []


def test_how_near_the_questions_of_a_topic_are_to_each_other():
    asked = ["휴회 방법"] * 3 + ["락커 요금"] + ["가나", "다라마"]
    texts = Texts.of(asked, [""] * 6)
    lens = texts.lens()
    found = Profiles.of(lens, lens.of(texts), np.array([0, 0, 0, 1, 2, 2]), 3, False).inner
    assert found == pytest.approx([1, 1, FARTHEST], abs=1e-5)


def test_a_topic_without_questions_takes_none():
    texts = Texts.of(["휴회 방법", "휴회 신청 방법"], ["", ""])
    lens = texts.lens()
    found = Profiles.of(lens, lens.of(texts), np.array([1, 1]), 2, False)
    assert found.give(texts).tolist() == [1, 1]
