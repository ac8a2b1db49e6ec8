"""Watching a project: what its log says while it lasts, and when it ends."""

import logging

from watchdog.observers import Observer

from kbgen.site.watch import watched

WATCHDOG = logging.getLogger("watchdog.observers.inotify")


def test_ending_amid_a_change_says_nothing_and_trouble_while_it_lasts_is_told(tmp_path, monkeypatch, caplog):
    (tmp_path / "content").mkdir()
    stop = Observer.stop

    def stopped(self):
        WATCHDOG.error("InotifyEmitter.queue_events() called when the thread is inactive")
        stop(self)

    monkeypatch.setattr(Observer, "stop", stopped)
    with watched(tmp_path):
        WATCHDOG.warning("Inotify queue overflowed")
    assert caplog.messages == ["Inotify queue overflowed"]
    WATCHDOG.warning("as before")
    assert caplog.messages[-1] == "as before"
