"""Watching a project's files and building its site anew, while the old site is served."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from kbgen.errors import KbgenError

SETTLED = 0.1
"""Seconds without a change after which a build starts: editors write a file in several steps."""

_FOLDERS = ("content", "overrides")
_FILES = ("mkdocs.yml", "kbgen.toml")
_CHANGES = frozenset(("created", "modified", "deleted", "moved"))


class Changes:
    """The paths that changed since they were last taken."""

    def __init__(self) -> None:
        self._paths: set[Path] = set()
        self._more = threading.Condition()
        self._ended = False

    def add(self, path: Path) -> None:
        """Note a change."""
        with self._more:
            self._paths.add(path)
            self._more.notify_all()

    def end(self) -> None:
        """Let `take` return at once, now and ever after."""
        with self._more:
            self._ended = True
            self._more.notify_all()

    def take(self) -> frozenset[Path]:
        """Wait for a change and until nothing more changes for `SETTLED` seconds; empty when it is over."""
        with self._more:
            self._more.wait_for(lambda: self._paths or self._ended)
            while not self._ended and self._more.wait(SETTLED):
                pass
            taken, self._paths = frozenset(self._paths), set()
            return frozenset() if self._ended else taken


class _Handler(FileSystemEventHandler):
    def __init__(self, project: Path, changes: Changes) -> None:
        self._project, self._changes = project, changes

    def on_any_event(self, event: FileSystemEvent) -> None:
        # Builds read the files they are made of: that somebody opened or closed one is no change.
        if event.event_type not in _CHANGES or (event.is_directory and event.event_type == "modified"):
            return
        for name in (event.src_path, event.dest_path):
            path = Path(name if isinstance(name, str) else name.decode())
            if name and _counts(self._project, path):
                self._changes.add(path)


def _counts(project: Path, path: Path) -> bool:
    """Whether a path is one that the site is made of, and not what an editor keeps beside it."""
    try:
        parts = path.relative_to(project).parts
    except ValueError:
        return False
    if not parts or any(part.startswith(".") or part.endswith(("~", ".swp", ".tmp")) for part in parts):
        return False
    return parts[0] in _FOLDERS or (len(parts) == 1 and parts[0] in _FILES)


@contextmanager
def watched(project: Path) -> Iterator[Changes]:
    """Watch `content/`, `overrides/`, `mkdocs.yml` and `kbgen.toml` of a project, as long as the context lasts."""
    project = project.resolve()
    changes = Changes()
    observer = Observer()
    handler = _Handler(project, changes)
    observer.schedule(handler, str(project))
    for name in _FOLDERS:
        _watch_below(observer, handler, project / name)
    observer.start()
    try:
        yield changes
    finally:
        changes.end()
        with _silent("watchdog"):
            observer.stop()
            observer.join()


@contextmanager
def _silent(name: str) -> Iterator[None]:
    """Let a log say nothing: a change in the moment when nobody watches any more is an error to watchdog."""
    logger = logging.getLogger(name)
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)


def _watch_below(observer: BaseObserver, handler: FileSystemEventHandler, folder: Path) -> None:
    if folder.is_dir():
        observer.schedule(handler, str(folder), recursive=True)


@contextmanager
def rebuilding(
    project: Path, build: Callable[[bool], object], failed: Callable[[KbgenError], object]
) -> Iterator[Callable[[], int]]:
    """Call `build` whenever the project changes, in a thread; yield a function that counts the builds that succeeded.

    `build` is told whether pages alone changed. What it raises goes to `failed`, and the next change is waited for.
    """
    project = project.resolve()
    done = 0

    def run(changes: Changes) -> None:
        nonlocal done
        while changed := changes.take():
            try:
                build(all(path.suffix == ".md" and path.is_relative_to(project / "content") for path in changed))
            except KbgenError as error:
                failed(error)
            else:
                done += 1

    with watched(project) as changes:
        thread = threading.Thread(target=run, args=(changes,), name="kbgen-build")
        thread.start()
        try:
            yield lambda: done
        finally:
            changes.end()
            thread.join()
