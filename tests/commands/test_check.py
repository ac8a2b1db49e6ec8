"""`kbgen check` on pages of a project and on files from anywhere."""

import json

import click
import pytest
from click.testing import CliRunner

from kbgen.cli import cli

PAGE = """---
title: {title}
kbgen:
  kind: faq
  status: {status}
---

{text}
"""


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "kb"
    (folder / "content" / "faq").mkdir(parents=True)
    (folder / "kbgen.toml").write_text('[privacy]\nallow = ["02-123-4567"]\n', encoding="utf-8")
    return folder


def put(project, name, text, status="published"):
    page = PAGE.format(title="수강 시간", status=status, text=text)
    (project / "content" / "faq" / name).write_text(page, encoding="utf-8")


def run(*words):
    done = CliRunner().invoke(cli, ["check", *map(str, words)], catch_exceptions=False, standalone_mode=False)
    return done.return_value, done.output, done.stdout


def document(*words):
    status, _, printed = run(*words, "--json")
    return status, json.loads(printed)


def test_tone_is_told_and_fails_only_when_strict(project):
    put(project, "a.md", "고객님 과실입니다.")
    status, found = document("-C", project)
    assert (status, found["problems"]) == (0, [])
    (tone,) = found["tone"]
    assert (tone["where"], tone["line"], tone["rule"]) == ("content/faq/a.md", 8, "tone/blame")
    assert tone["excerpt"] == "고객님 과실입니다."
    assert set(tone) == {"where", "line", "rule", "why", "better", "excerpt"}
    assert document("-C", project, "--strict")[0] == 1
    assert run("-C", project)[1].count("content/faq/a.md:8: tone/blame") == 1


def test_what_must_not_be_published_fails_always(project):
    put(project, "a.md", "안녕하세요, 고객님.\n\n수업은 9시에 시작해요.\n\n010-2345-6789")
    status, found = document("-C", project)
    assert status == 1
    assert {p["where"] for p in found["problems"]} == {"content/faq/a.md: line 5 of its text", "content/faq/a.md:8"}
    assert all(set(p) == {"where", "rule", "fix"} for p in found["problems"])


def test_drafts_are_looked_at_when_asked(project):
    put(project, "a.md", "고객님 과실입니다.", status="draft")
    put(project, "b.md", "고객님 과실입니다.", status="archived")
    assert document("-C", project)[1]["tone"] == []
    assert [t["where"] for t in document("-C", project, "--drafts")[1]["tone"]] == ["content/faq/a.md"]


def test_a_welcome_page_may_greet(project):
    (project / "content" / "index.md").write_text("# 도움말\n\n안녕하세요.\n", encoding="utf-8")
    assert document("-C", project) == (0, {"problems": [], "tone": []})


def test_files_are_checked_outside_of_a_project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "macros").mkdir()
    (tmp_path / "macros" / "a.txt").write_bytes("방은 3시부터 써요.\r\n\r\n아시다시피 조식은 별도예요.\r\n".encode())
    (tmp_path / "macros" / "b.md").write_text("담당 010-2345-6789", encoding="utf-8")
    (tmp_path / "macros" / "c.png").write_bytes(b"\x89PNG")
    status, found = document("macros")
    assert status == 1
    assert [(t["where"], t["line"]) for t in found["tone"]] == [("macros/a.txt", 3)]
    assert [p["where"] for p in found["problems"]] == ["macros/b.md:1"]
    assert "2345" not in json.dumps(found)
    assert document("macros/a.txt")[0] == 0


def test_files_in_a_project_use_its_allow_list(project, monkeypatch):
    note = project / "note.md"
    note.write_text("전화는 02-123-4567로 주세요.", encoding="utf-8")
    monkeypatch.chdir(project)
    assert document(note) == (0, {"problems": [], "tone": []})


def test_wrong_use_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Exception, match="no project"):
        run("--strict")
    with pytest.raises(Exception, match="does not exist"):
        run("gone.md")
    (tmp_path / "empty").mkdir()
    with pytest.raises(Exception, match="holds no Markdown"):
        run("empty")
    (tmp_path / "old.txt").write_bytes("안녕".encode("cp949"))
    with pytest.raises(Exception, match="not UTF-8"):
        run("old.txt")
    with pytest.raises(click.UsageError):
        run("old.txt", "--drafts")
