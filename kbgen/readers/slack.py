"""Slack exports: a folder or zip with `channels.json`, `users.json` and a folder of day files a channel."""

from collections.abc import Iterable
from pathlib import PurePosixPath

_ROOT = ("channels.json", "users.json")


def slack_roots(shown: Iterable[str]) -> frozenset[str]:
    """Return the folders and zips among files (by their shown paths) that are Slack exports."""
    names: dict[str, set[str]] = {}
    for path in shown:
        folder, name = _parted(path)
        if name in _ROOT:
            names.setdefault(folder, set()).add(name)
    return frozenset(folder for folder, found in names.items() if len(found) == len(_ROOT))


def in_export(shown: str, roots: frozenset[str]) -> bool:
    """Tell whether a file is a part of one of the exports."""
    folder, _ = _parted(shown)
    return bool(roots) and (folder in roots or _parted(folder)[0] in roots)


def _parted(path: str) -> tuple[str, str]:
    """Return (folder or archive, name) of a shown path."""
    cut = max(path.rfind("/"), path.rfind("!"), path.rfind("\\"))
    return path[:cut] if cut >= 0 else "", PurePosixPath(path[cut + 1 :]).name
