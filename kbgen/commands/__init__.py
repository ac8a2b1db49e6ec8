"""One function wires each command: it opens the project, calls the rooms in order, and returns what was done as data.

The modules are imported when they are first used, so that `kbgen --help` need not wait for a language model of Korean.
"""

import importlib
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kbgen.commands import (
        check,
        corrections,
        desk,
        drafts,
        evidence,
        explain,
        intake,
        project,
        publish,
        review,
        start,
        topics,
    )

__all__ = [
    "check",
    "corrections",
    "desk",
    "drafts",
    "evidence",
    "explain",
    "intake",
    "project",
    "publish",
    "review",
    "start",
    "topics",
]


def __getattr__(name: str) -> ModuleType:
    if name in __all__:
        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
