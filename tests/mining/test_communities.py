import numpy as np
import pytest

from kbgen.mining.communities import communities, grain, kth_neighbour, local_scale


def blocks(*sizes, inside=0.8, outside=0.05):
    owner = np.repeat(np.arange(len(sizes)), sizes)
    return np.where(owner[:, None] == owner[None, :], inside, outside).astype(np.float32), owner


@pytest.mark.parametrize("sizes", [(5, 5), (4, 9, 6), (12,)])
def test_blocks_are_found(sizes):
    similarity, owner = blocks(*sizes)
    found = communities(similarity, 4)
    assert len(set(found)) == len(sizes)
    assert all(len(set(found[owner == block])) == 1 for block in set(owner))


def test_one_and_none():
    assert communities(np.ones((1, 1), dtype=np.float32), 4).tolist() == [0]
    assert communities(np.ones((0, 0), dtype=np.float32), 4).tolist() == []


def test_strangers_stay_alone():
    assert len(set(communities(np.eye(6, dtype=np.float32), 4))) == 6


def test_a_dense_and_a_sparse_region_are_cut_at_one_scale():
    dense = blocks(6, 6, inside=0.9)[0]
    dense[6:, 6:] = 0.3
    found = communities(dense, 4)
    assert len(set(found[:6])) == 1
    assert len(set(found[6:])) == 1
    assert found[0] != found[6]


def test_the_kth_neighbour_is_not_the_question_itself():
    similarity = np.array([[1, 0.5, 0.2], [0.5, 1, 0.1], [0.2, 0.1, 1]], dtype=np.float32)
    assert kth_neighbour(similarity, 1).tolist() == pytest.approx([0.5, 0.5, 0.2])
    assert kth_neighbour(similarity, 9).tolist() == pytest.approx([0.2, 0.1, 0.1])
    assert kth_neighbour(np.array([[0.3, 0.9]], dtype=np.float32), 1).tolist() == pytest.approx([0.9])


def test_the_local_scale_puts_a_neighbour_at_one_half():
    reach = np.array([0.4, 0.4], dtype=np.float32)
    found = local_scale(np.array([[0.4, 0.2], [0.8, 2]], dtype=np.float32), reach, reach)
    assert found == pytest.approx(np.array([[0.5, 0.25], [1, 1]]), abs=1e-4)


def test_the_grain_follows_the_size_of_the_groups():
    small, large = grain(blocks(*[6] * 8)[0]), grain(blocks(*[16] * 4)[0])
    assert small <= 7
    assert small <= large
