import itertools
import random
from collections import Counter
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from kbgen.mining.communities import dialogue_groups, kth_neighbour, local_scale, peak, scale_of, utterance_groups
from kbgen.mining.features import vectors


def blocks(*sizes, inside=0.8, outside=0.05):
    owner = np.repeat(np.arange(len(sizes)), sizes)
    return np.where(owner[:, None] == owner[None, :], inside, outside).astype(np.float32), owner


def agreement(found, wanted):
    """The adjusted Rand index of two partitions: 1 the same, 0 no more alike than by chance."""

    def pairs(counts):
        return sum(n * (n - 1) / 2 for n in Counter(counts).values())

    found, wanted = np.asarray(found).tolist(), np.asarray(wanted).tolist()
    both = pairs(zip(found, wanted, strict=True))
    chance = pairs(found) * pairs(wanted) / pairs([0] * len(found))
    most = (pairs(found) + pairs(wanted)) / 2
    return (both - chance) / (most - chance) if most > chance else 1.0


# Where agents answered.


@pytest.mark.parametrize("sizes", [(5, 5), (4, 9, 6), (12,), (3, 3, 3), (2, 30, 60, 40)])
def test_blocks_are_found(sizes):
    similarity, owner = blocks(*sizes)
    assert agreement(dialogue_groups(similarity), owner) == 1


def test_one_and_none():
    assert dialogue_groups(np.ones((1, 1), dtype=np.float32)).tolist() == [0]
    assert dialogue_groups(np.ones((0, 0), dtype=np.float32)).tolist() == []


def test_strangers_stay_alone():
    assert len(set(dialogue_groups(np.eye(6, dtype=np.float32)))) == 6
    assert len(set(dialogue_groups(blocks(*[1] * 6, outside=0.04)[0]))) == 6


def test_a_dense_and_a_sparse_region_are_cut_at_one_scale():
    dense = blocks(6, 6, inside=0.9)[0]
    dense[6:, 6:] = 0.3
    found = dialogue_groups(dense)
    assert len(set(found[:6])) == 1
    assert len(set(found[6:])) == 1
    assert found[0] != found[6]


@given(st.permutations(range(19)))
@settings(deadline=None, max_examples=20)
def test_the_order_of_answered_questions_does_not_matter(order):
    similarity, owner = blocks(4, 9, 6)
    assert agreement(dialogue_groups(similarity[order][:, order]), owner[list(order)]) == 1


def test_similarities_are_not_changed():
    similarity = blocks(5, 5)[0]
    before = similarity.copy()
    dialogue_groups(similarity)
    assert (similarity == before).all()


def test_the_kth_neighbour_is_not_the_question_itself():
    similarity = np.array([[1, 0.5, 0.2], [0.5, 1, 0.1], [0.2, 0.1, 1]], dtype=np.float32)
    assert kth_neighbour(similarity, 1).tolist() == pytest.approx([0.5, 0.5, 0.2])
    assert kth_neighbour(similarity, 9).tolist() == pytest.approx([0.2, 0.1, 0.1])
    assert kth_neighbour(np.array([[0.3, 0.9]], dtype=np.float32), 1).tolist() == pytest.approx([0.9])


def test_the_local_scale_puts_a_neighbour_at_one_half():
    reach = np.array([0.4, 0.4], dtype=np.float32)
    found = local_scale(np.array([[0.4, 0.2], [0.8, 2]], dtype=np.float32), reach, reach)
    assert found == pytest.approx(np.array([[0.5, 0.25], [1, 1]]), abs=1e-4)


def test_the_scale_grows_with_the_log():
    scales = [scale_of(n) for n in (2, 29, 30, 99, 100, 400, 1600, 10_000)]
    assert scales == sorted(scales)
    assert scales[0] == 2
    assert scales[-1] > scales[-2] > scales[-3]


# Bare utterances. Their words are invented, so that nothing depends on a language's.


def invented(count, seed):
    rng = random.Random(seed)
    syllables = ["".join(pair) for pair in itertools.product("bdfgklmnprstvz", "aeiou")]
    return ["".join(rng.choices(syllables, k=rng.randint(2, 4))) for _ in range(count)]


def utterances(sizes, own, taken, common=4, seed=0):
    """Texts of topics of these sizes: `taken` of the topic's `own` words, and `common` ones that all topics share."""
    rng = random.Random(seed)
    words, shared = iter(invented(len(sizes) * own, seed)), invented(60, seed + 1)
    pools = [list(itertools.islice(words, own)) for _ in sizes]
    made = [
        (" ".join(rng.sample(pool, taken) + rng.sample(shared, common)), topic)
        for topic, (size, pool) in enumerate(zip(sizes, pools, strict=True))
        for _ in range(size)
    ]
    rng.shuffle(made)
    return tuple(text for text, _ in made), [topic for _, topic in made]


@cache
def grouped(texts):
    rows = vectors(texts)
    return utterance_groups(np.asarray((rows @ rows.T).toarray(), dtype=np.float32), rows)


FINE = {"sizes": [5] * 40, "own": 4, "taken": 3, "common": 3}
MIXED = {"sizes": [40, 25, 20, 15, 12, 10, 8, 8, 6, 6, 5, 5, 4, 4, 3, 3], "own": 6, "taken": 4, "common": 3}
COARSE = {"sizes": [50] * 8, "own": 20, "taken": 3, "common": 4}


@pytest.mark.parametrize("seed", range(3))
def test_paraphrases_in_sets_of_five_are_found_finely(seed):
    texts, owner = utterances(**FINE, seed=seed)
    found = grouped(texts)
    assert agreement(found, owner) > 0.9
    assert 35 <= len(set(found.tolist())) <= 50


@pytest.mark.parametrize("seed", range(3))
def test_what_is_asked_often_and_what_is_asked_seldom_are_found_together(seed):
    texts, owner = utterances(**MIXED, seed=seed)
    assert agreement(grouped(texts), owner) > 0.8


@pytest.mark.parametrize("seed", range(2))
def test_intents_in_few_words_are_found_coarsely(seed):
    texts, owner = utterances(**COARSE, seed=seed)
    found = grouped(texts)
    assert agreement(found, owner) > 0.75
    assert 6 <= len(set(found.tolist())) <= 16


@pytest.mark.parametrize("shape", [FINE, MIXED, COARSE], ids=["fine", "mixed", "coarse"])
def test_the_order_of_rows_does_not_change_the_groups_much(shape):
    texts, _ = utterances(**shape)
    order = np.random.default_rng(7).permutation(len(texts))
    assert agreement(grouped(tuple(texts[i] for i in order)), grouped(texts)[order]) > 0.8


@pytest.mark.parametrize("topics", [2, 7])
def test_fewer_than_forty_are_found_too(topics):
    texts, owner = utterances([5] * topics, own=4, taken=3, common=2)
    assert agreement(grouped(texts), owner) == 1


@pytest.mark.parametrize("count", [1, 2, 39, 40, 41, 120])
def test_all_equal_are_one_group_and_what_has_no_words_is_alone(count):
    assert grouped(("the same question over and over",) * count).tolist() == [0] * count
    nothing = sparse.csr_matrix((count, 9), dtype=np.float32)
    assert len(set(utterance_groups(np.zeros((count, count), dtype=np.float32), nothing))) == count
    assert grouped(()).tolist() == []


@pytest.mark.parametrize("count", [30, 60])
def test_questions_without_a_word_in_common_stay_alone(count):
    alone = sparse.identity(count, dtype=np.float32, format="csr")
    assert len(set(utterance_groups(alone.toarray(), alone))) == count


@pytest.mark.parametrize(
    ("mutual", "k"),
    [
        ([0.3, 0.6, 0.5, 0.4], 4),
        ([0.6, 0.5, 0.4, 0.3], 3),
        ([0.3, 0.4, 0.5, 0.6], None),
        ([0.5, 0.505, 0.5, 0.5], None),
        ([0.0, 0.0, 0.0, 0.0], None),
    ],
    ids=["peak", "first", "rising", "level", "nothing"],
)
def test_a_number_of_paraphrases_must_stand_out(mutual, k):
    assert peak([3, 4, 5, 6], mutual) == k
