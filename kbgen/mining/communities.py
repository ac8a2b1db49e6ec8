"""Groups of like questions without a number of groups to give: average linkage on locally scaled similarities."""

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from kbgen.mining.similarity import Matrix

CUT = 0.38
"""Where the tree is cut, on the scale on which 0.5 is as near as a question's own k-th neighbour."""

FARTHEST = 0.08
"""A k-th neighbour that is less similar than this is a stranger."""

DIALOGUE_NEIGHBOURS = 4
"""The scale's k where agents answered: answers are sharp, and topics of three must survive."""

_SMALL = ((30, 2), (100, 3))

UTTERANCE_NEIGHBOURS = (5, 7, 9, 12, 15, 20, 25, 30)


def communities(similarity: Matrix, scale: int) -> NDArray[np.intp]:
    """Return a group number for each question, 0…n-1, given all similarities (n × n) and the scale's k.

    Each similarity is divided by the geometric mean of the two questions' similarities to their k-th neighbours (the
    local scaling of Zelnik-Manor and Perona, 2004), so that one cut serves dense and sparse regions; then average
    linkage. Cost and memory grow with n²: meant for a bounded sample.
    """
    if len(similarity) < 2:
        return np.zeros(len(similarity), dtype=np.intp)
    scaled = local_scale(similarity, kth_neighbour(similarity, scale), kth_neighbour(similarity, scale))
    distance = 1 - scaled
    np.fill_diagonal(distance, 0)
    tree = linkage(squareform(distance, checks=False), "average")
    return np.asarray(fcluster(tree, 1 - CUT, "distance"), dtype=np.intp) - 1


def dialogue_scale(questions: int) -> int:
    """Return the k for a log of so many questions: in a small one the fourth neighbour is of another topic already."""
    return next((k for size, k in _SMALL if questions < size), DIALOGUE_NEIGHBOURS)


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


def grain(similarity: Matrix) -> int:
    """Return the k at which neighbours are most often mutual beyond chance: how finely bare utterances repeat."""
    n = len(similarity)
    work = similarity.copy()
    np.fill_diagonal(work, -1)
    widest = min(max(UTTERANCE_NEIGHBOURS), n - 1)
    nearest = np.argsort(-work, axis=1, kind="stable")[:, :widest]
    best, best_k = -1.0, DIALOGUE_NEIGHBOURS
    for k in UTTERANCE_NEIGHBOURS:
        if k >= n:
            break
        near = np.zeros((n, n), dtype=bool)
        near[np.arange(n)[:, None], nearest[:, :k]] = True
        chance = k / (n - 1)
        mutual = (float((near & near.T).sum()) / near.sum() - chance) / (1 - chance)
        if mutual > best:
            best, best_k = mutual, k
    return best_k
