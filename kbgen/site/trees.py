"""The folders of two builds that follow one another: what stays is linked from one into the other."""

# ruff: noqa: PTH103, PTH105, PTH106, PTH108, PTH116
# Some thousand files for each edit: with `pathlib` it would take longer than the disk.

import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

Stamp = tuple[int, int, int]
"""How a file can be known again: its inode, when it was written, and its size in bytes."""

NO_FILE: Stamp = (0, 0, 0)


def stamp(file: str | Path) -> Stamp:
    """Return a file's stamp; `NO_FILE` where there is none."""
    try:
        found = os.stat(file, follow_symlinks=False)
    except OSError:
        return NO_FILE
    return found.st_ino, found.st_mtime_ns, found.st_size


def files(folder: Path) -> dict[str, Stamp]:
    """Return the files below a folder, by their paths relative to it with `/` between, with their stamps."""
    return {path: _stamp_of(entry) for path, entry in _below(str(folder), "") if not _is_folder(entry)}


def patch(tree: Path, fresh: Path | None, live: Path, kept: Mapping[str, Stamp]) -> None:
    """Make `tree` hold the files of `fresh`, which are moved there, and the files `kept` of `live`, and nothing else.

    What `tree` holds of `kept` already, as a link to the same file, is not touched: `tree` may be an older build's. Where
    the system has no links, files are copied.

    Raises:
        OSError: it cannot be written. Patched again it is whole.
    """
    new = files(fresh) if fresh else {}
    missing = {path: known for path, known in kept.items() if path not in new}
    top = str(tree)
    tree.mkdir(parents=True, exist_ok=True)
    filled: set[str] = set()
    for path, entry in list(_below(top, "")):
        if _is_folder(entry):
            if path not in filled:
                os.rmdir(entry.path)
                continue
        elif missing.get(path) == _stamp_of(entry):
            del missing[path]
        elif path not in new:
            os.unlink(entry.path)
            continue
        filled.add(path.rpartition("/")[0])
    made: set[str] = set()
    for path, known in missing.items():
        goal = _place(top, path, made)
        _link(f"{live}/{path}", goal)
        if stamp(goal)[1:] != known[1:]:
            raise OSError(errno.ESTALE, "another build changed the site meanwhile", goal)
    for path in new:
        os.replace(f"{fresh}/{path}", _place(top, path, made))


def _below(folder: str, path: str) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Yield what is below a folder; each folder after what is in it."""
    with os.scandir(folder) as found:
        entries = list(found)
    for entry in entries:
        if _is_folder(entry):
            yield from _below(entry.path, f"{path}{entry.name}/")
        yield path + entry.name, entry


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    return entry.is_dir(follow_symlinks=False)


def _stamp_of(entry: "os.DirEntry[str]") -> Stamp:
    found = entry.stat(follow_symlinks=False)
    return found.st_ino, found.st_mtime_ns, found.st_size


def _place(top: str, path: str, made: set[str]) -> str:
    """Return where a path is below `top`, and make its folder."""
    folder = path.rpartition("/")[0]
    if folder not in made:
        os.makedirs(f"{top}/{folder}", exist_ok=True)
        made.add(folder)
    return f"{top}/{path}"


def _link(source: str, goal: str) -> None:
    if os.path.lexists(goal):
        os.unlink(goal)
    try:
        os.link(source, goal)
    except OSError:
        shutil.copy2(source, goal)
