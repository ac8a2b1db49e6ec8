"""What the browser tests know of the served site."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Site:
    """The served site: its address, the signals taken, and the status that the next ones get."""

    url: str = ""
    status: int = 204
    signals: list[dict[str, Any]] = field(default_factory=list)
