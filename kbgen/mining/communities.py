"""Groups of like questions, without a number of groups or a threshold to give.

Where agents answered, average linkage on locally scaled similarities; for bare utterances, the map equation on a graph of
near neighbours, fine or coarse as the neighbours themselves tell.
"""

from collections.abc import Sequence

import numpy as np
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from kbgen.mining.graphs import Matrix, in_common, latent, neighbours, reciprocity, union, walked
from kbgen.mining.map_equation import Labels, modules

CUT = 0.4
"""Where the tree is cut, on the scale on which 0.5 is as near as a question's own k-th neighbour."""

FARTHEST = 0.1
"""A k-th neighbour that is less similar than this is a stranger."""

_FARTHEST_OF_FEW = 0.25
"""Among a few questions the k-th neighbour is a stranger mostly, and tells nothing of how near kin are."""

_NEIGHBOURS = 4
_SMALL = ((30, 2), (100, 3))
_USUAL = 400

_FINE = 0.8
_COARSE = (10, 15)
_SPACES = (0.5, 0.75, 1.0)
_LATENT = (40, 60)
_LAST, _LAST_OF_MEANING = 15, 20
_MIXED = 10
_NEAREST = 5
_STANDS_OUT = 0.03
_RISE = 1.1
_GRAINS = (3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30)
_TOO_FEW = 40


def dialogue_groups(similarity: Matrix) -> Labels:
    """Return the group of each answered question, 0…n-1, given all similarities (n × n).

    Each similarity is divided by the geometric mean of the two questions' similarities to their k-th neighbours (the
    local scaling of Zelnik-Manor and Perona, 2004), so that one cut serves dense and sparse regions; then average
    linkage. Cost and memory grow with n²: meant for a bounded sample.
    """
    n = len(similarity)
    if n < 2:
        return np.zeros(n, dtype=np.intp)
    reach = kth_neighbour(similarity, scale_of(n))
    if n < _SMALL[0][0]:
        reach = np.maximum(reach, np.float32(_FARTHEST_OF_FEW))
    distance = 1 - local_scale(similarity, reach, reach)
    np.fill_diagonal(distance, 0)
    tree = linkage(squareform(distance, checks=False), "average")
    return np.asarray(fcluster(tree, 1 - CUT, "distance"), dtype=np.intp) - 1


def scale_of(questions: int) -> int:
    """Return the k of the local scale for so many questions.

    Answers are sharp and topics of three must survive, so it is small; it grows with the root of the log's size, for
    a topic of a large sample has many more members than four.
    """
    small = next((k for size, k in _SMALL if questions < size), None)
    return small or round(_NEIGHBOURS * max(1.0, (questions / _USUAL) ** 0.5))


def kth_neighbour(similarity: Matrix, k: int) -> Matrix:
    """Return each row's similarity to its k-th nearest other; the diagonal of a square matrix does not count."""
    work = similarity.copy()
    if work.shape[0] == work.shape[1]:
        np.fill_diagonal(work, -1)
    k = min(k, max(1, work.shape[1] - 1))
    return np.asarray(np.maximum(np.partition(work, -k, axis=1)[:, -k], 0), dtype=np.float32)


def local_scale(similarity: Matrix, rows: Matrix, columns: Matrix) -> Matrix:
    """Return similarities on the local scale, in 0…1, given the k-th neighbours of rows and columns.

    What is less similar than `FARTHEST` is no neighbour; without it a handful of unlike questions would be kin.
    """
    unit = 2 * np.sqrt(np.outer(np.maximum(rows, FARTHEST), np.maximum(columns, FARTHEST)))
    return np.asarray(np.clip(similarity / unit, 0, 1), dtype=np.float32)


def utterance_groups(similarity: Matrix, rows: sparse.csr_matrix | None) -> Labels:
    """Return the group of each bare utterance, given all similarities (n × n).

    `rows` are the vectors they come from (n × features), None when similarities tell the meaning of words already.

    How often neighbours are mutual, by the number k of neighbours looked at, tells how questions repeat:

    - it peaks at a k: finely, each has about k paraphrases, and neighbours in common tell them;
    - it stays level: some often, some seldom, and each in words of its own; the nearest neighbours tell them;
    - it rises to the end: coarsely, in intents that share few words; similarities are smoothed by latent semantics and
      by walks over the neighbour graph, in as many dimensions as the graph has modules.
    """
    n = len(similarity)
    if n < _TOO_FEW:
        return dialogue_groups(similarity)
    ks = [k for k in _GRAINS if k < n // 2]
    mutual = reciprocity(similarity, ks)
    k = peak(ks, mutual)
    if k is not None:
        graph = neighbours(similarity, max(3, round(_FINE * k)))
        return modules(in_common(graph).multiply(union(graph)).power(2))
    if max(mutual) < _RISE * mutual[ks.index(_NEAREST)]:
        return modules(union(neighbours(similarity, _MIXED)).power(2))
    if rows is None:
        return modules(union(neighbours(_smoothed(similarity), _LAST_OF_MEANING)).power(2))
    smoothed = np.zeros_like(similarity)
    for dimensions in _LATENT:
        mixed = (similarity + latent(rows, min(dimensions, n // 4))) / 2
        smoothed += _smoothed(np.asarray(mixed, dtype=np.float32))
    return modules(union(neighbours(smoothed, _LAST)).power(2))


def peak(ks: Sequence[int], mutual: Sequence[float]) -> int | None:
    """Return the k at which neighbours are most often mutual, or None when it does not stand out from half and double k."""
    best = int(np.argmax(mutual))
    half, double = (
        min(range(len(ks)), key=lambda i: abs(ks[i] - wanted)) for wanted in (-(-ks[best] // 2), ks[best] * 2)
    )
    others = [mutual[i] for i in (half, double) if i != best]
    stands_out = double != best and mutual[best] >= max(others) + _STANDS_OUT
    return ks[best] if stands_out else None


def _smoothed(similarity: Matrix) -> Matrix:
    total = np.zeros_like(similarity)
    for k in _COARSE:
        graph = union(neighbours(similarity, k)).power(2)
        count = int(modules(graph).max()) + 1
        total += walked(graph, _shares(count))
    return np.asarray(total / len(_COARSE), dtype=np.float32)


def _shares(count: int) -> Sequence[int]:
    return [max(5, int(share * count)) for share in _SPACES]
