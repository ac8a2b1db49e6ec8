import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import sparse

from kbgen.mining.graphs import cosines, in_common, latent, neighbours, reciprocity, union, walked

CELLS = st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75, 1.0])


@st.composite
def similarities(draw, least=2, most=9):
    """Symmetric similarities, many of them equal."""
    size = draw(st.integers(least, most))
    half = np.triu(draw(arrays(np.float32, (size, size), elements=CELLS)), 1)
    return (half + half.T + np.eye(size)).astype(np.float32)


def nearest(similarity, row, k):
    """The k nearest others of a row, ties in order of position."""
    others = sorted((-similarity[row, other], other) for other in range(len(similarity)) if other != row)
    return {other: similarity[row, other] for _, other in others[:k] if similarity[row, other] > 0}


@given(similarities(), st.integers(1, 12))
@settings(deadline=None)
def test_neighbours_are_the_nearest_others(similarity, k):
    before = similarity.copy()
    found = neighbours(similarity, k).toarray()
    wanted = [nearest(similarity, row, min(k, len(similarity) - 1)) for row in range(len(similarity))]
    assert [{int(i): row[i] for i in np.flatnonzero(row)} for row in found] == wanted
    assert (similarity == before).all()


def test_neighbours_of_many_rows_are_the_nearest_too():
    rng = np.random.default_rng(0)
    similarity = rng.random((2003, 2003)).astype(np.float32)
    found = neighbours(similarity, 3)
    assert set(np.diff(found.indptr).tolist()) == {3}
    for row in (0, 1000, 2002):
        assert dict(zip(found[row].indices.tolist(), found[row].data.tolist(), strict=True)) == {
            other: float(near) for other, near in nearest(similarity, row, 3).items()
        }


@given(similarities(), st.integers(1, 5))
@settings(deadline=None)
def test_a_union_links_two_when_either_is_a_neighbour(similarity, k):
    graph = neighbours(similarity, k)
    found, one = union(graph).toarray(), graph.toarray()
    assert (found == found.T).all()
    assert (found == np.maximum(one, one.T)).all()


@given(similarities(), st.integers(1, 5))
@settings(deadline=None)
def test_neighbours_in_common_are_a_share_of_all_neighbours_of_two(similarity, k):
    size = len(similarity)
    own = [{row, *nearest(similarity, row, min(k, size - 1))} for row in range(size)]
    wanted = np.zeros((size, size))
    for a in range(size):
        for b in range(size):
            if a != b and (b in own[a] or a in own[b]):
                wanted[a, b] = len(own[a] & own[b]) / len(own[a] | own[b])
    assert in_common(neighbours(similarity, k)).toarray() == pytest.approx(wanted, abs=1e-6)


def blocks(sizes, inside=0.8, outside=0.05):
    owner = np.repeat(np.arange(len(sizes)), sizes)
    return np.where(owner[:, None] == owner[None, :], inside, outside).astype(np.float32)


def test_mutual_pairs_are_wholly_reciprocal():
    assert reciprocity(blocks([2] * 10), [1])[0] == pytest.approx(1)


def test_blocks_are_reciprocal_at_their_size_and_less_beyond():
    at, beyond = reciprocity(blocks([5] * 6), [4, 12])
    assert at == pytest.approx(1)
    assert beyond < 0.9


def test_one_whom_all_are_nearest_to_is_not_reciprocal():
    star = np.full((20, 20), 0.1, dtype=np.float32)
    star[0] = star[:, 0] = 0.9
    assert reciprocity(star, [1])[0] == pytest.approx((2 / 20 - 1 / 19) / (1 - 1 / 19))


def test_chance_is_no_reciprocity():
    noise = np.random.default_rng(1).random((400, 400)).astype(np.float32)
    assert reciprocity(noise, [4, 20]) == pytest.approx([0, 0], abs=0.02)


def rows_of(seed, count=30, terms=80):
    rng = np.random.default_rng(seed)
    return sparse.csr_matrix(rng.random((count, terms)) * (rng.random((count, terms)) < 0.2), dtype=np.float32)


def likenesses(seed):
    near = neighbours(np.asarray((rows_of(seed) @ rows_of(seed).T).toarray(), dtype=np.float32), 5)
    return {
        "latent": latent(rows_of(seed), 8),
        "walked": walked(union(near), [3, 5, 8]),
        "more dimensions than there are": latent(rows_of(seed), 500),
        "more eigenvectors than there are": walked(union(near), [500]),
    }


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", likenesses(0))
def test_likenesses_are_symmetric_cosines(seed, name):
    found = likenesses(seed)[name]
    assert found.shape == (30, 30)
    assert found.dtype == np.float32
    assert np.isfinite(found).all()
    assert found == pytest.approx(found.T, abs=1e-5)
    assert np.diag(found) == pytest.approx(np.ones(30), abs=1e-4)
    assert found.min() >= -1 - 1e-5
    assert found.max() <= 1 + 1e-5
    assert found.tobytes() == likenesses(seed)[name].tobytes(), "the same again"


def test_latent_space_brings_together_what_shares_company_but_no_word():
    # Rows 0 and 1 have no word in common, but both often stand with word 1.
    company = [[1, 1, 0, 0], [0, 1, 1, 0]] * 3 + [[0, 0, 0, 1]] * 5
    found = latent(sparse.csr_matrix(np.array([[1, 0, 0, 0], [0, 0, 1, 0], *company], dtype=np.float32)), 2)
    assert found[0, 1] > 0.9
    assert abs(found[0, -1]) < 0.1


def test_a_walk_stays_in_its_part_of_the_graph():
    found = walked(union(neighbours(blocks([6, 6, 6]), 5)), [3])
    assert found[0, 1] > 0.99
    assert abs(found[0, 7]) < 0.01


def test_a_walk_of_four_steps_is_what_dense_algebra_says():
    graph = union(neighbours(blocks([5, 7, 8], outside=0.3) * np.linspace(0.5, 1, 20, dtype=np.float32), 6)).toarray()
    scale = 1 / np.sqrt(graph.sum(axis=1))
    values, vectors = np.linalg.eigh(graph * scale[:, None] * scale[None, :])
    wanted = [cosines((vectors * values**2)[:, ::-1][:, :d]) for d in (2, 4)]
    found = walked(sparse.csr_matrix(graph), [2, 4])
    assert found == pytest.approx((wanted[0] + wanted[1]) / 2, abs=1e-3)


def test_cosines_of_nothing_are_zero():
    found = cosines(np.array([[0, 0], [3, 4], [-3, -4]], dtype=np.float32))
    assert found == pytest.approx(np.array([[0, 0, 0], [0, 1, -1], [0, -1, 1]]), abs=1e-6)
