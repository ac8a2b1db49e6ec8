"""How well found groups fit the labels; sparse, so that a million texts in half a million groups fit in memory."""

from collections.abc import Sequence

import numpy as np
from scipy import sparse
from scipy.optimize import linear_sum_assignment


def measures(labels: Sequence[str], groups: Sequence[object]) -> dict[str, float]:
    """Return how well groups fit labels, one of each a text; a text whose group is None is a group of its own.

    `acc` is the share of texts whose group is matched with their label when each label is matched with one group at
    most, as well as can be; `b3` is the F1 of B-cubed precision and recall; both in percent. `topics` counts the
    groups of two texts and more, `alone` is the percentage of texts in no such group.
    """
    table = _table(labels, groups)
    sizes = np.asarray(table.sum(axis=0)).ravel()
    counts = table.tocoo()
    wanted = np.asarray(table.sum(axis=1)).ravel()
    total = wanted.sum()
    squares = counts.data.astype(float) ** 2
    precision = (squares / sizes[counts.col]).sum() / total
    recall = (squares / wanted[counts.row]).sum() / total
    return {
        "acc": 100 * _matched(table) / total,
        "b3": 100 * 2 * precision * recall / (precision + recall),
        "topics": int((sizes > 1).sum()),
        "alone": 100 * float((sizes == 1).sum()) / total,
    }


def _table(labels: Sequence[str], groups: Sequence[object]) -> sparse.csc_matrix:
    rows = {label: row for row, label in enumerate(dict.fromkeys(labels))}
    columns = {group: column for column, group in enumerate(dict.fromkeys(g for g in groups if g is not None))}
    lone = iter(range(len(columns), len(columns) + len(groups)))
    places = [next(lone) if group is None else columns[group] for group in groups]
    shape = (len(rows), max(places) + 1)
    ones = np.ones(len(places), dtype=np.int64)
    return sparse.coo_matrix((ones, ([rows[label] for label in labels], places)), shape=shape).tocsc()


def _matched(table: sparse.csc_matrix) -> int:
    """Return the texts in the best one-to-one matching of rows and columns.

    Of the columns that hold one label alone, only the fullest of each label can be of use, so that the matching is
    looked for among those and the mixed columns, which are few.
    """
    labels_in = np.diff(table.indptr)
    mixed = np.flatnonzero(labels_in > 1)
    pure = np.flatnonzero(labels_in == 1)
    starts = table.indptr[pure]
    fullest = np.zeros(table.shape[0], dtype=np.int64)
    np.maximum.at(fullest, table.indices[starts], table.data[starts])
    small = np.hstack([table[:, mixed].toarray(), np.diag(fullest)])
    return int(small[linear_sum_assignment(small, maximize=True)].sum())
