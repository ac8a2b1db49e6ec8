"""An open project: its folder, its settings, and what is made from them."""

import json
import os
import secrets
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, TypeVar

from kbgen import config as settings
from kbgen.config import Config
from kbgen.errors import fail
from kbgen.models import Page, Topic, TopicState
from kbgen.pages.files import load_pages
from kbgen.privacy import Gate
from kbgen.store import Decision, Store

STATE = ".kbgen"
Clock = Callable[[], datetime]
Stage = Callable[[str], AbstractContextManager[None]]
T = TypeVar("T")


class Progress(Protocol):
    """Shows how far a long work is; silent unless standard error is a terminal."""

    def __call__(self, items: Iterable[T], label: str, total: Callable[[], int]) -> Iterable[T]:
        """Yield the items, telling how many of `total` are done; it may grow, and is 0 while it is not known."""
        ...


def silent(items: Iterable[T], label: str, total: Callable[[], int]) -> Iterable[T]:
    """Yield the items and show nothing."""
    return items


def no_stage(label: str) -> AbstractContextManager[None]:
    """Show nothing while a stage of the work runs."""
    return nullcontext()


@dataclass(frozen=True, slots=True)
class Project:
    """A knowledge base on disk. `clock` returns the current time with its zone.

    `progress` wraps what is counted, `stage` what is not; both show something on a terminal alone.
    """

    folder: Path
    config: Config
    clock: Clock
    progress: Progress = silent
    stage: Stage = no_stage

    @classmethod
    def open(
        cls, start: Path, clock: Clock | None = None, progress: Progress = silent, stage: Stage = no_stage
    ) -> "Project":
        """Open the project at or above `start`.

        Raises:
            KbgenError: there is none, or its kbgen.toml is wrong.
        """
        folder = settings.find_project(start)
        config = settings.load(folder)
        return cls(folder, config, clock or (lambda: datetime.now(UTC).astimezone(config.zone)), progress, stage)

    def store(self) -> Store:
        """Open the database, made when it is not there."""
        return Store(self.folder / STATE / "kb.db")

    def gate(self) -> Gate:
        """Return the redaction gate with the project's allow-list and its secret key for pseudonyms."""
        return Gate(self.config.privacy.allow, self._key())

    def pages(self) -> dict[str, Page]:
        """Return all pages on disk, by path."""
        return load_pages(self.folder)

    def _key(self) -> bytes:
        """Return the key of pseudonyms; it stays on this machine and is made at first use."""
        path = self.folder / STATE / "key"
        try:
            return self._made_key(path)
        except OSError as error:
            raise fail(path, f"cannot be used ({error.strerror})", "check free space and permissions") from error

    def _made_key(self, path: Path) -> bytes:
        if not path.is_file():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            made = path.with_name(f"key.{os.getpid()}")
            with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(secrets.token_bytes(32))
            # Linking fails when another run made the key first, whose key then holds.
            with suppress(FileExistsError):
                os.link(made, path)
            made.unlink()
        key = path.read_bytes()
        if len(key) != 32:
            raise fail(path, "is damaged: it must hold 32 bytes", "delete it; pseudonyms of people will be others then")
        return key


def states(topics: Iterable[Topic], pages: Mapping[str, Page], rejected: Iterable[str]) -> dict[str, TopicState]:
    """Return the state of each topic: what a person rejected, else what its page's file says, else new."""
    gone = set(rejected)
    status = {page.topic: page.status for page in pages.values() if page.topic is not None}
    found: dict[str, TopicState] = {}
    for topic in topics:
        if topic.id in gone:
            found[topic.id] = "rejected"
        elif topic.id in status:
            # A page that a person archived answers nobody.
            shown: dict[str, TopicState] = {"draft": "drafted", "published": "published"}
            found[topic.id] = shown.get(status[topic.id], "new")
        else:
            found[topic.id] = "new"
    return found


def page_of(topic: str, pages: Mapping[str, Page]) -> str | None:
    """Return the path of a topic's page."""
    return next((path for path, page in pages.items() if page.topic == topic), None)


def choices(topics: Iterable[Topic], decisions: Mapping[str, Decision]) -> dict[str, str]:
    """Return the value that a person chose for each settled disagreement, by `topic/key`.

    A choice was made between the sides known then; when a new side came up since, the disagreement is open again.
    """
    found = {}
    for topic in topics:
        for disagreement in topic.disagreements:
            decision = decisions.get(f"{topic.id}/{disagreement.key}")
            if decision is not None and {c.value for c in disagreement.claims} <= set(
                json.loads(decision.reason or "[]")
            ):
                found[decision.subject] = decision.value
    return found
