"""One thread that writes signals in groups, and answers each only after its group is committed.

A commit that reaches the disk costs milliseconds whatever its size, so signals that arrive during one commit share
the next. Nothing is acknowledged from memory.
"""

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable, Sequence
from typing import NamedTuple

from kbgen.errors import KbgenError, fail
from kbgen.models import Signal


class _Waiting(NamedTuple):
    signal: Signal
    answer: asyncio.Future[None]
    loop: asyncio.AbstractEventLoop


class Writer:
    """Commits signals in groups of at most `group`; at most `capacity` of them wait.

    `commit` stores a group in one transaction and returns when it is on the disk; it runs in the writer's thread. If
    it raises `KbgenError`, the group's senders get that error and writing goes on; on anything else, which is a bug,
    the thread ends and everything is refused from then on.
    """

    def __init__(self, commit: Callable[[Sequence[Signal]], object], capacity: int = 1000, group: int = 500) -> None:
        self._commit = commit
        self._group = group
        # One place more than may be taken, so that close() always finds room for its mark.
        self._capacity = capacity
        self._queue: queue.Queue[_Waiting | None] = queue.Queue(capacity + 1)
        self._open = False
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="kbgen-writer", daemon=True)

    @property
    def alive(self) -> bool:
        """Whether signals are taken."""
        return self._open and self._thread.is_alive()

    @property
    def waiting(self) -> int:
        """How many signals wait for their commit to begin."""
        return self._queue.qsize()

    def start(self) -> None:
        """Start the thread."""
        self._open = True
        self._thread.start()

    async def put(self, signal: Signal) -> None:
        """Store one signal; return after it is committed. To be called from one event loop.

        Raises:
            KbgenError: too many wait, the writer is closed, or the store refused.
        """
        if not self.alive:
            raise fail("signals", "are not taken at the moment", "try again later")
        if self._queue.qsize() >= self._capacity:
            raise fail("signals", "too many wait to be written", "try again later")
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[None] = loop.create_future()
        self._queue.put_nowait(_Waiting(signal, answer, loop))
        if self._ended:  # the thread ended since we looked, and may have looked at the queue for the last time
            self._refuse_rest()
        await answer

    def close(self) -> None:
        """Write what waits, then end the thread. Blocks until it is done."""
        if self.alive:
            self._open = False
            self._queue.put_nowait(None)
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        try:
            while group := self._take():
                self._write(group)
        finally:
            self._open = False
            self._ended = True
            self._refuse_rest()

    def _take(self) -> list[_Waiting]:
        """Wait for a signal; return it and those behind it, or nothing when the writer was closed."""
        taken: list[_Waiting] = []
        with contextlib.suppress(queue.Empty):
            while len(taken) < self._group:
                item = self._queue.get(block=not taken)
                if item is None:
                    if taken:
                        self._queue.put_nowait(None)
                    break
                taken.append(item)
        return taken

    def _write(self, group: Sequence[_Waiting]) -> None:
        error: KbgenError | None = fail("signals", "could not be written")
        try:
            self._commit([waiting.signal for waiting in group])
            error = None
        except KbgenError as raised:
            error = raised
        finally:
            _answer(group, error)

    def _refuse_rest(self) -> None:
        rest: list[_Waiting] = []
        with contextlib.suppress(queue.Empty):
            while True:
                item = self._queue.get_nowait()
                if item is not None:
                    rest.append(item)
        if rest:
            _answer(rest, fail("signals", "could not be written"))


def _answer(group: Sequence[_Waiting], error: KbgenError | None) -> None:
    """Tell a whole group in one call, which wakes the event loop once."""
    # A loop that is closed has nobody left who waits.
    with contextlib.suppress(RuntimeError):
        group[0].loop.call_soon_threadsafe(_resolve, [waiting.answer for waiting in group], error)


def _resolve(answers: Sequence[asyncio.Future[None]], error: KbgenError | None) -> None:
    for answer in answers:
        if answer.done():  # its request was cancelled
            continue
        if error is None:
            answer.set_result(None)
        else:
            answer.set_exception(error)
