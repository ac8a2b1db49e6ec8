"""A limit against what never ends. How fast things are is measured by scripts, not by tests."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

HANGS = 60.0
"""Seconds: hundreds of times what it takes, so that a busy machine fails nothing, and a pattern that explodes does."""


@contextmanager
def ends(seconds: float = HANGS) -> Iterator[None]:
    """Raise TimeoutError in what is still running after so many seconds."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"still running after {seconds:g} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
