import itertools
from math import log2

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from kbgen.mining.map_equation import code_length, modules


def graph(size, links):
    """Symmetric weights from {(a, b): weight}."""
    dense = np.zeros((size, size))
    for (a, b), weight in links.items():
        dense[a, b] = dense[b, a] = weight
    return sparse.csr_matrix(dense)


def clique(*nodes, weight=1.0):
    return dict.fromkeys(itertools.combinations(nodes, 2), weight)


def ring(cliques, size):
    """Cliques in a ring, each linked with the next by one link."""
    links = {}
    for i in range(cliques):
        links |= clique(*range(i * size, (i + 1) * size))
        links[(i * size, ((i + 1) % cliques) * size + 1)] = 1.0
    return graph(cliques * size, links)


def as_sets(labels):
    groups = {}
    for node, label in enumerate(np.asarray(labels).tolist()):
        groups.setdefault(label, set()).add(node)
    return {frozenset(group) for group in groups.values()}


def bits(weights, labels):
    """The code length in bits, straight from equation 4 of Rosvall and Bergstrom (2008): index and module codebooks."""

    def entropy(parts):
        total = sum(parts)
        return -sum(p / total * log2(p / total) for p in parts if p > 0) if total > 0 else 0.0

    links = (weights / weights.sum()).toarray()
    visits, names = links.sum(axis=1), sorted(set(np.asarray(labels).tolist()))
    own = np.asarray(labels)
    exits = [links[own == name][:, own != name].sum() for name in names]
    length = sum(exits) * entropy(exits)
    for name, leaving in zip(names, exits, strict=True):
        inside = visits[own == name].tolist()
        length += (leaving + sum(inside)) * entropy([leaving, *inside])
    return length


def length_of(weights, labels):
    links = sparse.csr_matrix(weights / weights.sum())
    return code_length(links, np.asarray(links.sum(axis=1)).ravel(), np.asarray(labels))


@st.composite
def graphs(draw):
    size = draw(st.integers(2, 9))
    pairs = list(itertools.combinations(range(size), 2))
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=1, unique=True))
    weights = draw(st.lists(st.floats(0.05, 5), min_size=len(chosen), max_size=len(chosen)))
    return graph(size, dict(zip(chosen, weights, strict=True)))


def test_two_cliques_with_a_weak_link_are_two_modules():
    weights = graph(9, clique(0, 1, 2, 3) | clique(4, 5, 6, 7, 8) | {(3, 4): 0.1})
    assert modules(weights).tolist() == [0, 0, 0, 0, 1, 1, 1, 1, 1]


def test_one_clique_is_one_module():
    assert modules(graph(6, clique(*range(6)))).tolist() == [0] * 6


@pytest.mark.parametrize(("cliques", "size"), [(4, 4), (6, 5), (30, 5)])
def test_a_ring_of_cliques_is_its_cliques(cliques, size):
    assert modules(ring(cliques, size)).tolist() == np.repeat(np.arange(cliques), size).tolist()


def test_weights_tell_modules_where_links_alone_do_not():
    strong = clique(0, 1, 2, weight=5.0) | clique(3, 4, 5, weight=5.0)
    across = dict.fromkeys(itertools.product((0, 1, 2), (3, 4, 5)), 0.1)
    assert as_sets(modules(graph(6, strong | across))) == {frozenset({0, 1, 2}), frozenset({3, 4, 5})}
    assert len(as_sets(modules(graph(6, dict.fromkeys(strong, 1.0) | dict.fromkeys(across, 1.0))))) == 1


def test_nodes_without_links_stay_alone():
    found = modules(graph(7, clique(1, 2, 3) | {(5, 5): 4.0}))
    assert as_sets(found) == {frozenset({1, 2, 3}), *(frozenset({node}) for node in (0, 4, 5, 6))}


@pytest.mark.parametrize("size", [0, 1, 3])
def test_a_graph_without_links(size):
    assert modules(sparse.csr_matrix((size, size))).tolist() == list(range(size))


@given(graphs())
@settings(deadline=None, max_examples=60)
def test_modules_are_numbered_in_order_of_first_appearance(weights):
    found = modules(weights).tolist()
    assert list(dict.fromkeys(found)) == list(range(len(set(found))))


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_nodes_does_not_matter(seed):
    weights = ring(7, 5)
    order = np.random.default_rng(seed).permutation(35)
    found = modules(sparse.csr_matrix(weights[order][:, order]))
    assert {frozenset(order[list(group)].tolist()) for group in as_sets(found)} == as_sets(modules(weights))


@given(graphs(), st.sampled_from([2.0**-20, 0.25, 8.0, 2.0**20]))
@settings(deadline=None, max_examples=40)
def test_a_common_factor_of_all_weights_changes_nothing(weights, factor):
    assert modules(weights * factor).tolist() == modules(weights).tolist()


@given(graphs(), st.data())
@settings(deadline=None, max_examples=60)
def test_the_code_length_is_that_of_the_map_equation(weights, data):
    size = weights.shape[0]
    labels = np.unique(data.draw(st.lists(st.integers(0, 3), min_size=size, max_size=size)), return_inverse=True)[1]
    assert length_of(weights, labels) == pytest.approx(bits(weights, labels), abs=1e-9)


@given(graphs())
@settings(deadline=None, max_examples=150)
def test_nothing_plain_is_described_more_shortly(weights):
    size = weights.shape[0]
    found = length_of(weights, modules(weights))
    assert found <= bits(weights, np.zeros(size, dtype=int)) + 1e-9, "all in one"
    assert found <= bits(weights, np.arange(size)) + 1e-9, "each alone"


@pytest.mark.parametrize("seed", range(4))
def test_the_result_is_near_the_best_of_all_partitions(seed):
    rng = np.random.default_rng(seed)
    dense = np.triu(rng.random((7, 7)) * (rng.random((7, 7)) < 0.5), 1)
    weights = sparse.csr_matrix(dense + dense.T)
    best = min(bits(weights, labels) for labels in _partitions(7))
    assert length_of(weights, modules(weights)) <= best * 1.02


def _partitions(size):
    """All partitions, as restricted growth strings."""

    def grow(labels):
        if len(labels) == size:
            yield np.array(labels)
            return
        for label in range(max(labels, default=-1) + 2):
            yield from grow([*labels, label])

    return grow([])


def test_the_given_weights_stay_as_they_are():
    weights = graph(4, clique(0, 1, 2) | {(3, 3): 2.0, (2, 3): 1.0})
    before = weights.toarray()
    modules(weights)
    assert (weights.toarray() == before).all()


def test_the_same_seed_gives_the_same_modules():
    rng = np.random.default_rng(3)
    dense = np.triu(rng.random((60, 60)) * (rng.random((60, 60)) < 0.08), 1)
    weights = sparse.csr_matrix(dense + dense.T)
    assert modules(weights, 5).tolist() == modules(weights, 5).tolist()
