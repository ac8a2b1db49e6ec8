"""An open project: its folder, its settings, and what is made from them."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, TypeVar

from kbgen import config as settings
from kbgen.config import Config
from kbgen.models import Conversation, Page, Topic, TopicState
from kbgen.pages.files import load_pages
from kbgen.privacy import Gate
from kbgen.store import Store

STATE = ".kbgen"
Clock = Callable[[], datetime]
Stage = Callable[[str], AbstractContextManager[None]]
T = TypeVar("T")


class Progress(Protocol):
    """Shows how far a long work is; silent unless standard error is a terminal."""

    def __call__(self, items: Iterable[T], label: str, total: int | None = None) -> Iterable[T]:
        """Yield the items, telling how many of `total` are done."""
        ...


def silent(items: Iterable[T], label: str, total: int | None = None) -> Iterable[T]:
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
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(secrets.token_bytes(32))
            path.chmod(0o600)
        return path.read_bytes()


def states(topics: Iterable[Topic], pages: Mapping[str, Page], rejected: Iterable[str]) -> dict[str, TopicState]:
    """Return the state of each topic: what a person rejected, else what its page's file says, else new."""
    gone = set(rejected)
    status = {page.topic: page.status for page in pages.values() if page.topic is not None}
    found: dict[str, TopicState] = {}
    for topic in topics:
        if topic.id in gone:
            found[topic.id] = "rejected"
        elif topic.id in status:
            found[topic.id] = "drafted" if status[topic.id] == "draft" else "published"
        else:
            found[topic.id] = "new"
    return found


def page_of(topic: str, pages: Mapping[str, Page]) -> str | None:
    """Return the path of a topic's page."""
    return next((path for path, page in pages.items() if page.topic == topic), None)


def conversations_of(store: Store) -> dict[str, Conversation]:
    """Return all stored conversations by id, in order of time."""
    return {conversation.id: conversation for conversation in store.conversations()}
