"""Communities of a graph by the two-level map equation: the modules in which a random walk is described most shortly.

Rosvall and Bergstrom, "Maps of random walks on complex networks reveal community structure" (PNAS 2008), for undirected
weighted graphs: nodes move between neighbouring modules while the description gets shorter, then modules move as nodes do
(as in Blondel et al. 2008), and both are repeated from what was found. There is no resolution to choose.
"""

import itertools
from collections.abc import Sequence
from math import log2

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Labels = NDArray[np.intp]

_SWEEPS = 30
_ROUNDS = 3
_GAIN = 1e-12


def modules(weights: sparse.csr_matrix, seed: int = 0) -> Labels:
    """Return the module of each node, 0…n-1 in order of first appearance, given symmetric weights ≥ 0 (n × n).

    Nodes without links are modules of their own. The order in which nodes are visited is shuffled by `seed`.
    """
    size = weights.shape[0]
    total = weights.sum()
    if size == 0 or total <= 0:
        return np.arange(size)
    links = _without_loops(sparse.csr_matrix(weights / total))
    visits = np.asarray(links.sum(axis=1)).ravel()
    rng = np.random.default_rng(seed)
    labels, best, shortest = np.arange(size), np.arange(size), np.inf
    for _ in range(_ROUNDS):
        labels, _ = _moved(links, visits, rng.permutation(size).tolist(), labels)
        labels = _joined(links, visits, labels, rng)
        length = code_length(links, visits, labels)
        if length >= shortest - _GAIN:
            break
        best, shortest = labels, length
    return _in_order(best)


def code_length(links: sparse.csr_matrix, visits: NDArray[np.float64], labels: Labels) -> float:
    """Return the bits a step of the walk takes; `links` sum to 1 over both directions, `visits` are their row sums."""
    pairs = links.tocoo()
    leaving = labels[pairs.row] != labels[pairs.col]
    count = int(labels.max()) + 1
    exits = np.bincount(labels[pairs.row[leaving]], weights=pairs.data[leaving], minlength=count)
    inside = np.bincount(labels, weights=visits, minlength=count)
    per_module = sum(_plogp(x + y) - 2 * _plogp(x) for x, y in zip(exits.tolist(), inside.tolist(), strict=True))
    return _plogp(float(exits.sum())) + per_module - sum(map(_plogp, visits.tolist()))


def _joined(links: sparse.csr_matrix, visits: NDArray[np.float64], labels: Labels, rng: np.random.Generator) -> Labels:
    """Move whole modules, until none moves."""
    while True:
        count = int(labels.max()) + 1
        member = sparse.csr_matrix((np.ones(len(labels)), (np.arange(len(labels)), labels)), shape=(len(labels), count))
        between = _without_loops(sparse.csr_matrix(member.T @ links @ member))
        inside = np.asarray(member.T @ visits).ravel()
        new, moved = _moved(between, inside, rng.permutation(count).tolist(), np.arange(count))
        if not moved:
            return labels
        labels = new[labels]


def _moved(
    links: sparse.csr_matrix, visits: NDArray[np.float64], order: Sequence[int], start: Labels
) -> tuple[Labels, bool]:
    """Move nodes, one after the other in `order`, to the neighbouring module that shortens the code most."""
    walk = _Walk(links, visits, start)
    any_moved = False
    for _ in range(_SWEEPS):
        moved = [walk.move(node) for node in order]
        if not any(moved):
            break
        any_moved = True
    return np.unique(np.array(walk.labels, dtype=np.intp), return_inverse=True)[1], any_moved


class _Walk:
    """The state of a walk over modules, in plain lists: a node has few neighbours, and numpy's overhead would be most of
    the time."""

    def __init__(self, links: sparse.csr_matrix, visits: NDArray[np.float64], start: Labels) -> None:
        count = int(start.max()) + 1
        self.labels: list[int] = start.tolist()
        self.inside: list[float] = np.bincount(start, weights=visits, minlength=count).tolist()
        self.near = [
            list(zip(links.indices[a:b].tolist(), links.data[a:b].tolist(), strict=True))
            for a, b in itertools.pairwise(links.indptr.tolist())
        ]
        self.degree: list[float] = np.asarray(links.sum(axis=1)).ravel().tolist()
        self.size: list[float] = visits.tolist()
        self.exits = [0.0] * count
        for node, own in enumerate(self.labels):
            self.exits[own] += sum(weight for other, weight in self.near[node] if self.labels[other] != own)
        self.out = sum(self.exits)

    def move(self, node: int) -> bool:
        """Move a node to its best module; return whether that is another one."""
        own = self.labels[node]
        shared: dict[int, float] = {}
        for other, weight in self.near[node]:
            module = self.labels[other]
            shared[module] = shared.get(module, 0.0) + weight
        if not shared or (len(shared) == 1 and own in shared):
            return False
        exit_own = max(self.exits[own] - (self.degree[node] - 2 * shared.get(own, 0.0)), 0.0)
        inside_own = self.inside[own] - self.size[node]
        left = _cost(exit_own, inside_own) - _cost(self.exits[own], self.inside[own])
        best, gain = own, -_GAIN
        for module, strength in shared.items():
            if module == own:
                continue
            change = left + self._entered(node, module, strength, exit_own - self.exits[own])
            if change < gain or (change == gain and module < best):
                best, gain = module, change
        if best == own:
            return False
        exit_new = self.exits[best] + self.degree[node] - 2 * shared[best]
        self.out += (exit_own - self.exits[own]) + (exit_new - self.exits[best])
        self.exits[own], self.exits[best] = exit_own, exit_new
        self.inside[own], self.inside[best] = inside_own, self.inside[best] + self.size[node]
        self.labels[node] = best
        return True

    def _entered(self, node: int, module: int, strength: float, freed: float) -> float:
        """Return how the code changes when a node that is linked so strongly enters a module, besides what it left."""
        before, inside = self.exits[module], self.inside[module]
        after = before + self.degree[node] - 2 * strength
        between = _plogp(self.out + freed + after - before) - _plogp(self.out)
        return between + _cost(after, inside + self.size[node]) - _cost(before, inside)


def _cost(exits: float, inside: float) -> float:
    return _plogp(exits + inside) - 2 * _plogp(exits)


def _without_loops(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    matrix.setdiag(0)
    matrix.eliminate_zeros()
    return matrix


def _in_order(labels: Labels) -> Labels:
    number = {label: i for i, label in enumerate(dict.fromkeys(labels.tolist()))}
    return np.array([number[label] for label in labels.tolist()], dtype=np.intp)


def _plogp(x: float) -> float:
    return x * log2(x) if x > 1e-16 else 0.0
