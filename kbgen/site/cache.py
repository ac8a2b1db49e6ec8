"""What was computed of the site's texts, kept from build to build in `.kbgen/cache/`.

It holds what is made of pages that are shown, which is redacted text, and may be deleted at any time.
"""

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

import msgspec

from kbgen.language import porter, terms, tokens

FOLDER = Path(".kbgen", "cache")
"""Where it is, relative to the project."""

MOST_BYTES = 256 * 2**20
"""A cache grows no larger than this: what the last build did not use goes first."""

_Values = dict[str, msgspec.Raw]


def cached(
    folder: Path,
    name: str,
    version: str,
    texts: Sequence[str],
    compute: Callable[[list[str]], Iterable[Any]],
    most: int = MOST_BYTES,
) -> list[Any]:
    """Return what `compute` makes of the texts, one value a text, computing only what is not known yet.

    `compute` takes texts, each once and in the order they first come in, and returns a value for each that JSON can hold;
    a value comes back as JSON makes it (tuples as lists). It depends on its text and on `version` alone. `name` is that
    of the files in `folder`, of at most `most` bytes together. Files that are damaged or cannot be written are as good as
    none; of two builds at once the one that ends last has its say.
    """
    keys = {text: _key(version, text) for text in texts}
    shards: dict[str, list[str]] = {}
    for key in sorted(set(keys.values())):
        shards.setdefault(key[:2], []).append(key)
    known = {shard: _read(_file(folder, name, shard)) for shard in shards}
    missing = [text for text, key in keys.items() if key not in known[key[:2]]]
    changed = {keys[text][:2] for text in missing}
    # A call for nothing may cost as much as loading a model.
    made = zip(missing, compute(missing), strict=True) if missing else ()
    for text, value in made:
        known[keys[text][:2]][keys[text]] = msgspec.Raw(msgspec.json.encode(value))
    for shard in sorted(changed):
        _write(_file(folder, name, shard), _bounded(known[shard], shards[shard], most // 256))
    # Decoded once for each place it is used in: the caller may change what it gets.
    return [msgspec.json.decode(known[keys[text][:2]][keys[text]]) for text in texts]


def analyser(folder: Path) -> Callable[[list[str]], terms.Analysis]:
    """Return what does as `kbgen.language.terms.analysis`, and has Kiwi read only texts that are not known in `folder`.

    Where there is no `.kbgen/` none is made: `mkdocs build` in a checkout leaves nothing behind.
    """
    read = reader(folder)
    return lambda texts: terms.joined(read(texts))


def reader(folder: Path) -> Callable[[list[str]], Sequence[terms.Reading]]:
    """Return what does as `kbgen.language.terms.readings`, with the same thrift."""
    if not folder.parent.is_dir():
        return terms.readings
    return lambda texts: cached(folder, "terms", _terms_version(), texts, terms.readings)


@cache
def _terms_version() -> str:
    """Tell apart the analyser, its model, and our code around it."""
    code = b"".join(Path(str(module.__file__)).read_bytes() for module in (terms, tokens, porter))
    packages = (f"{name} {installed(name)}" for name in ("kiwipiepy", "kiwipiepy_model"))
    return " ".join((*packages, blake2b(code, digest_size=8).hexdigest()))


def _key(version: str, text: str) -> str:
    return blake2b(f"{version}\0{text}".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _file(folder: Path, name: str, shard: str) -> Path:
    return folder / f"{name}-{shard}.json"


def _read(file: Path) -> _Values:
    """Return what a file holds, by key; nothing when it is absent or not as it was written."""
    try:
        digest, _, body = file.read_bytes().partition(b"\n")
        if digest != _digest(body):
            return {}
        return msgspec.json.decode(body, type=_Values)
    except (OSError, msgspec.DecodeError):
        return {}


def _bounded(values: _Values, used: Iterable[str], most: int) -> _Values:
    """Return the values that were used, then the others, as far as there is room."""
    wanted = dict.fromkeys(used)
    kept: _Values = {}
    for key in (*wanted, *(key for key in values if key not in wanted)):
        most -= len(key) + len(bytes(values[key])) + 4
        if most < 0:
            break
        kept[key] = values[key]
    return kept


def _write(file: Path, values: Mapping[str, msgspec.Raw]) -> None:
    body = msgspec.json.encode(dict(sorted(values.items())))
    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(dir=file.parent, prefix=f"{file.stem}.", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(_digest(body) + b"\n" + body)
            Path(made).replace(file)
        finally:
            Path(made).unlink(missing_ok=True)


def _digest(body: bytes) -> bytes:
    return blake2b(body, digest_size=16).hexdigest().encode()
