"""Reading into the store: interrupted runs, known records, other rules."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from kbgen.commands import intake
from kbgen.commands.project import Project
from kbgen.config import PrivacyConfig
from kbgen.errors import KbgenError
from kbgen.models import RawConversation
from kbgen.privacy import Gate
from tests import logs

KEY = b"k" * 32


def records(count):
    return [
        logs.record(f"k{i:04}", [("c", f"휴회 {i}번 문의요, 010-2345-{i:04} 입니다"), ("a", "네 됩니다.")])
        for i in range(count)
    ]


class Watched:
    """The gate, counting what it is given; it is interrupted before it is given more than `limit`."""

    def __init__(self, limit: int = 10**9, allow: tuple[str, ...] = ()) -> None:
        self._gate, self._limit, self.given = Gate(allow, KEY), limit, 0
        self.key, self.rules = KEY, self._gate.rules

    def conversation(self, raw: RawConversation):
        if self.given == self._limit:
            raise KeyboardInterrupt
        self.given += 1
        return self._gate.conversation(raw)


@pytest.fixture
def project(tmp_path):
    (tmp_path / "kbgen.toml").touch()
    return Project.open(tmp_path)


def read(project, monkeypatch, path, gate):
    monkeypatch.setattr(Project, "gate", lambda _: gate)
    return intake.ingest(project, [path])


def test_an_interrupted_run_goes_on_without_doubles_or_losses(project, monkeypatch):
    path = logs.write(project.folder / "log.jsonl", records(500))
    with pytest.raises(KeyboardInterrupt):
        read(project, monkeypatch, path, Watched(limit=300))
    assert len(list(intake.conversations(project))) == 200
    gate = Watched()
    done = read(project, monkeypatch, path, gate)
    assert (done.stored, done.updated, done.unchanged, gate.given) == (300, 0, 200, 300)
    assert done.redacted == {"phone": 500}
    assert sorted(c.source.id for c in intake.conversations(project)) == [r["id"] for r in records(500)]


def test_a_killed_run_goes_on_without_doubles_or_losses(project):
    logs.write(project.folder / "log.jsonl", records(6_000))
    command = [sys.executable, "-c", "from kbgen.cli import main; main()", "ingest", "log.jsonl"]
    store = project.folder / ".kbgen" / "kb.db"
    run = subprocess.Popen(command, cwd=project.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    while run.poll() is None and not (store.is_file() and len(list(intake.conversations(project))) >= 200):
        time.sleep(0.02)
    os.kill(run.pid, signal.SIGKILL)
    run.communicate()
    before = len(list(intake.conversations(project)))
    assert 0 < before < 6_000
    done = intake.ingest(project, [project.folder / "log.jsonl"])
    assert (done.stored, done.unchanged) == (6_000 - before, before)
    assert done.redacted == {"phone": 6_000}


def test_other_rules_redact_anew(project, monkeypatch):
    path = logs.write(project.folder / "log.jsonl", [logs.record("k1", [("c", "02-345-6789로 했어요"), ("a", "네.")])])
    assert read(project, monkeypatch, path, Watched()).redacted == {"phone": 1}
    again = read(project, monkeypatch, path, Watched())
    assert (again.unchanged, again.redacted) == (1, {"phone": 1})
    allowing = read(project, monkeypatch, path, Watched(allow=("02-345-6789",)))
    assert (allowing.updated, allowing.redacted) == (1, {})


def test_marks_tell_records_apart_and_need_the_key(project, monkeypatch):
    raws: list[RawConversation] = []
    gate = Watched()
    gate.conversation = lambda raw: (raws.append(raw), gate._gate.conversation(raw))[1]
    read(project, monkeypatch, logs.write(project.folder / "log.jsonl", records(2)), gate)
    one, other = raws
    moved = replace(one, source=replace(one.source, path="elsewhere.jsonl"))
    assert intake.mark(one, gate) == intake.mark(moved, gate) != intake.mark(other, gate)
    assert intake.mark(one, gate) != intake.mark(one, Gate((), b"other" * 6))


def test_allow_list_comes_from_the_config(project):
    allowing = replace(project, config=replace(project.config, privacy=PrivacyConfig(allow=("02-345-6789",))))
    assert allowing.gate().rules != project.gate().rules


def test_reviews_without_ids_are_told_apart_and_known_again(project):
    rows = [
        ("2026-06-01", "배송이 빨라서 좋아요"),
        ("2026-06-01", "포장이 아쉬워요"),
        ("2026-06-01", "포장이 아쉬워요"),
    ]
    path = project.folder / "reviews.csv"
    path.write_text("작성일,별점,리뷰 내용\n" + "".join(f"{day},5,{text}\n" for day, text in rows), encoding="utf-8")
    assert intake.ingest(project, [path]).stored == 3
    assert intake.ingest(project, [path]).unchanged == 3
    stored = list(intake.conversations(project))
    assert sorted(c.messages[0].text for c in stored) == sorted(text for _, text in rows)
    assert len({c.customer for c in stored}) == 3


def test_rows_of_two_boards_with_equal_numbers_and_days_are_told_apart(project):
    head = "글번호,제목,문의내용,작성일,답변내용\n"
    for name, row in (
        ("a", "1,배송,배송 언제 와요?,2026-09-01,내일 갑니다"),
        ("b", "1,환불,환불 해주세요,2026-09-01,3일 걸려요"),
    ):
        (project.folder / f"{name}.csv").write_text(f"{head}{row}\n", encoding="utf-8")
    files = [project.folder / "a.csv", project.folder / "b.csv"]
    assert intake.ingest(project, files).stored == 2
    assert intake.ingest(project, files).unchanged == 2


def test_a_folder_that_cannot_be_written_to_is_told(project, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    path = logs.write(project.folder / "log.jsonl", records(1))
    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(KbgenError, match="Read-only file system"):
        intake.ingest(project, [path])
