import asyncio
import threading
from datetime import UTC, datetime

import pytest

from kbgen.errors import KbgenError, fail
from kbgen.models import Link
from kbgen.signals.writer import Writer


def link(number):
    return Link(datetime(2026, 3, 2, tzinfo=UTC), f"content/{number}.md")


class Gate:
    """A store whose commits wait until they are let go."""

    def __init__(self, error=None):
        self.groups = []
        self.began, self.go = threading.Event(), threading.Event()
        self.error = error

    def commit(self, group):
        self.began.set()
        assert self.go.wait(5)
        if self.error:
            raise self.error
        self.groups.append([signal.page for signal in group])


async def started(writer, count, gate):
    """Put `count` signals; return their tasks when the first commit has begun and the others wait."""
    tasks = [asyncio.create_task(writer.put(link(number))) for number in range(count)]
    await asyncio.sleep(0)
    await asyncio.to_thread(gate.began.wait, 5)
    await asyncio.sleep(0.01)
    return tasks


def test_nothing_is_answered_before_its_commit_and_what_waited_goes_together():
    async def scene():
        gate = Gate()
        writer = Writer(gate.commit, group=3)
        writer.start()
        first = asyncio.create_task(writer.put(link(0)))
        await asyncio.sleep(0)
        await asyncio.to_thread(gate.began.wait, 5)
        rest = [asyncio.create_task(writer.put(link(number))) for number in range(1, 6)]
        await asyncio.sleep(0.05)
        assert not any(task.done() for task in (first, *rest))
        assert writer.waiting == 5
        gate.go.set()
        await asyncio.gather(first, *rest)
        writer.close()
        return [len(group) for group in gate.groups], [page for group in gate.groups for page in group]

    sizes, pages = asyncio.run(scene())
    assert sizes == [1, 3, 2]
    assert pages == [f"content/{number}.md" for number in range(6)]


def test_closing_writes_what_waits_and_refuses_what_comes_later():
    async def scene():
        gate = Gate()
        writer = Writer(gate.commit, group=2)
        writer.start()
        tasks = await started(writer, 7, gate)
        closing = asyncio.create_task(asyncio.to_thread(writer.close))
        await asyncio.sleep(0.01)
        with pytest.raises(KbgenError, match="not taken"):
            await writer.put(link(9))
        gate.go.set()
        await asyncio.gather(closing, *tasks)
        assert not writer.alive
        return [page for group in gate.groups for page in group]

    assert len(asyncio.run(scene())) == 7


def test_a_full_queue_refuses():
    async def scene():
        gate = Gate()
        writer = Writer(gate.commit, capacity=3, group=1)
        writer.start()
        tasks = await started(writer, 1, gate)
        tasks += [asyncio.create_task(writer.put(link(number))) for number in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(KbgenError, match="too many wait"):
            await writer.put(link(9))
        gate.go.set()
        await asyncio.gather(*tasks)
        await asyncio.to_thread(writer.close)

    asyncio.run(scene())


def test_an_error_of_the_store_reaches_its_senders_and_writing_goes_on():
    async def scene():
        gate = Gate(fail("kb.db", "cannot be written"))
        gate.go.set()
        writer = Writer(gate.commit)
        writer.start()
        with pytest.raises(KbgenError, match="cannot be written"):
            await writer.put(link(0))
        gate.error = None
        await writer.put(link(1))
        await asyncio.to_thread(writer.close)
        return gate.groups

    assert asyncio.run(scene()) == [["content/1.md"]]


def test_a_sender_that_left_does_not_disturb_the_others():
    async def scene():
        gate = Gate()
        writer = Writer(gate.commit)
        writer.start()
        tasks = await started(writer, 3, gate)
        tasks[1].cancel()
        gate.go.set()
        done = await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.to_thread(writer.close)
        return [type(result).__name__ for result in done]

    assert asyncio.run(scene()) == ["NoneType", "CancelledError", "NoneType"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_bug_in_the_store_ends_the_writer_and_leaves_nobody_waiting():
    async def scene():
        gate = Gate(ZeroDivisionError())
        writer = Writer(gate.commit, group=1)
        writer.start()
        tasks = await started(writer, 3, gate)
        gate.go.set()
        done = await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 5)
        assert [str(error) for error in done] == ["signals: could not be written"] * 3
        assert not writer.alive
        with pytest.raises(KbgenError, match="not taken"):
            await writer.put(link(9))
        writer.close()

    asyncio.run(scene())
