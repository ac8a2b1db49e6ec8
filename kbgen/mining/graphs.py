"""Graphs of near texts: nearest neighbours, neighbours in common, and what a walk over them sees."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import eigsh, svds

Matrix = NDArray[np.float32]


def neighbours(similarity: Matrix, k: int) -> sparse.csr_matrix:
    """Return each row's similarities to its k nearest others (n × n, k values above 0 a row at most)."""
    n = len(similarity)
    k = min(k, n - 1)
    work = similarity.copy()
    np.fill_diagonal(work, -1)
    # Equal similarities are kept in order of position, so that the same texts give the same graph.
    found = (
        np.argsort(-work, axis=1, kind="stable")[:, :k] if n <= 2000 else np.argpartition(-work, k - 1, axis=1)[:, :k]
    )
    rows = np.repeat(np.arange(n), k)
    values = np.clip(work[rows, found.ravel()], 0, None)
    graph = sparse.csr_matrix((values, (rows, found.ravel())), shape=(n, n))
    graph.eliminate_zeros()
    return graph


def union(graph: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return the graph in which two are linked when either is a neighbour of the other."""
    return sparse.csr_matrix(graph.maximum(graph.T))


def in_common(graph: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return for linked pairs of a neighbour graph the share of neighbours they have in common (Jaccard), each its own one."""
    own = sparse.csr_matrix(graph > 0, dtype=np.float32) + sparse.identity(
        graph.shape[0], dtype=np.float32, format="csr"
    )
    sizes = np.asarray(own.sum(axis=1)).ravel()
    linked = sparse.csr_matrix(union(graph) > 0, dtype=np.float32)
    both = sparse.csr_matrix((own @ own.T).multiply(linked)).tocoo()
    values = both.data / (sizes[both.row] + sizes[both.col] - both.data)
    return sparse.csr_matrix((values, (both.row, both.col)), shape=graph.shape)


def reciprocity(similarity: Matrix, ks: Sequence[int]) -> list[float]:
    """Return for each k how often neighbours are mutual, beyond chance: 1 always, 0 no more than by chance."""
    n = len(similarity)
    work = similarity.copy()
    np.fill_diagonal(work, -1)
    nearest = np.argsort(-work, axis=1, kind="stable")[:, : max(ks)]
    found = []
    for k in ks:
        places = (np.repeat(np.arange(n), k), nearest[:, :k].ravel())
        near = sparse.csr_matrix((np.ones(n * k, dtype=np.float32), places), shape=(n, n))
        chance = k / (n - 1)
        found.append((float(near.multiply(near.T).sum()) / (n * k) - chance) / (1 - chance))
    return found


def latent(rows: sparse.csr_matrix, dimensions: int) -> Matrix:
    """Return cosines in the space of the rows' first singular vectors (Deerwester et al. 1990), shape (n, n)."""
    dimensions = min(dimensions, min(rows.shape) - 1)
    left, values, _ = svds(rows.astype(np.float64), k=dimensions, v0=np.ones(min(rows.shape)), random_state=0)
    return cosines(left * values)


def walked(graph: sparse.csr_matrix, dimensions: Sequence[int]) -> Matrix:
    """Return how alike nodes are to a walk of four steps over a graph, averaged over numbers of leading eigenvectors.

    Cosines of the eigenvectors of the normalised graph (Ng, Jordan and Weiss 2002), each scaled by its eigenvalue squared.
    """
    n = graph.shape[0]
    degree = np.asarray(graph.sum(axis=1)).ravel()
    scale = sparse.diags(1 / np.sqrt(np.maximum(degree, 1e-9)))
    most = min(max(dimensions), n - 2)
    values, vectors = eigsh(scale @ graph.astype(np.float64) @ scale, most, which="LA", v0=np.ones(n))
    weighted = (vectors * values**2)[:, ::-1]
    total = np.zeros((n, n), dtype=np.float32)
    for d in dimensions:
        total += cosines(weighted[:, : min(d, most)])
    return np.asarray(total / len(dimensions), dtype=np.float32)


def cosines(vectors: NDArray[np.floating]) -> Matrix:
    """Return the cosines of all pairs of rows."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled = np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)
    return np.asarray(scaled @ scaled.T, dtype=np.float32)
