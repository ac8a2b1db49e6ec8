"""Embeddings of questions by a model on this machine, an option: what the words mean, beside how they are written."""

import importlib.util
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from kbgen.errors import fail
from kbgen.mining.graphs import Matrix

Embed = Callable[[Sequence[str]], Matrix]
"""Texts to vectors, shape (texts, dimensions), of unit length."""

_KEY = "kbgen.toml: mining.embeddings"


def load(name: str) -> Embed | None:
    """Return the model of a name or folder; None for an empty name.

    A folder of model2vec (its `config.json` says so, or there is no `modules.json`) is loaded by model2vec, anything else
    by sentence-transformers. A folder is never looked for on the network.

    Raises:
        KbgenError: the library is not installed, or there is no such model.
    """
    if not name:
        return None
    static = _is_static(Path(name))
    library = "model2vec" if static else "sentence_transformers"
    if importlib.util.find_spec(library) is None:
        raise fail(_KEY, f"needs {library}, which is not installed", "pip install 'kbgen[embeddings]'")
    try:
        return _static(name) if static else _transformer(name)
    except (OSError, ValueError) as error:
        raise fail(
            _KEY, f"no model could be loaded from {name!r}", "give a folder that holds one, or its name"
        ) from error


def _is_static(folder: Path) -> bool:
    config = folder / "config.json"
    return folder.is_dir() and not (folder / "modules.json").exists() and config.exists()


def _static(name: str) -> Embed:
    from model2vec import StaticModel

    model = StaticModel.from_pretrained(name)
    return lambda texts: _unit(np.asarray(model.encode(list(texts))))


def _transformer(name: str) -> Embed:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(name, device="cpu", local_files_only=Path(name).is_dir())
    return lambda texts: _unit(np.asarray(model.encode(list(texts), show_progress_bar=False)))


def _unit(vectors: Matrix) -> Matrix:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)
