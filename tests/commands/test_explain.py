"""`kbgen mine --explain`: what it says is what mining did."""

import json
from datetime import datetime

import pytest
from click.testing import CliRunner

from kbgen.cli import cli
from kbgen.commands import explain, intake, topics
from kbgen.commands.project import Project
from kbgen.errors import KbgenError
from tests import logs

NOW = datetime.fromisoformat("2026-06-01T09:00:00+09:00")
ALONE = [("c", "안녕하세요"), ("c", "주차장 입구가 어느 쪽이에요?"), ("n", "메모"), ("a", "건물 뒤편입니다. " * 12), ("c", "네 감사합니다")]  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("explain") / "kb"
    folder.mkdir()
    (folder / "kbgen.toml").write_text('[project]\nname = "움핏"\n', encoding="utf-8")
    project = Project.open(folder, clock=lambda: NOW)
    records = [
        *logs.gym("towel", "guest", "locker"),
        logs.record("alone", ALONE),
        logs.record("hi", [("c", "안녕하세요")]),
    ]
    intake.ingest(project, [logs.write(folder / "log.jsonl", records)])
    topics.run_mine(project)
    late = logs.record("late", [("c", "락커 얼마예요?"), ("a", "매월 5,000원입니다.")], day=50)
    intake.ingest(project, [logs.write(folder / "late.jsonl", [late])])
    return project


def test_every_message_has_a_decision_and_its_reason(project):
    shown = explain.explained(project, "alone")
    told = [(m["message"], m["role"], m["what"], m["questions"]) for m in shown["messages"]]
    assert told == [
        (0, "customer", "greets", []),
        (1, "customer", "asks", [1]),
        (2, "note", "not public", []),
        (3, "agent", "answers", [1]),
        (4, "customer", "thanks", [1]),
    ]
    assert all(m["reason"].endswith(".") for m in shown["messages"])
    assert len(shown["messages"][3]["text"]) == 100
    (question,) = shown["questions"]
    assert (question["message"], question["text"], question["answers"]) == (1, "주차장 입구가 어느 쪽이에요?", [3])


def test_a_question_names_its_topic_or_why_it_is_in_none(project):
    asked = topics.listed(project)["topics"]
    for topic in asked:
        for question in topic["questions"]:
            shown = explain.explained(project, question["conversation"])
            (own,) = [q for q in shown["questions"] if q["message"] == question["message"]]
            assert (own["topic"], own["title"]) == (topic["id"], topic["title"])
    (alone,) = explain.explained(project, "alone")["questions"]
    assert (alone["topic"], alone["why"]) == (None, "in no topic: no other question is near enough")
    (late,) = explain.explained(project, "late")["questions"]
    assert late["why"] == "in no topic: not mined yet, run `kbgen mine`"
    assert explain.explained(project, "hi")["questions"] == []


def test_both_ids_name_a_conversation(project):
    by_vendor = explain.explained(project, "towel-0")
    assert by_vendor["source"] == {"format": "jsonl", "id": "towel-0"}
    assert explain.explained(project, by_vendor["conversation"]) == by_vendor


@pytest.mark.parametrize("name", ["nobody", ""])
def test_an_unknown_id_tells_how_to_list_them(project, name):
    with pytest.raises(KbgenError, match="no conversation has this id — `kbgen conversations` lists them"):
        explain.explained(project, name)


def test_an_id_of_two_conversations_asks_for_kbgens_own(tmp_path):
    (tmp_path / "kbgen.toml").touch()
    project = Project.open(tmp_path, clock=lambda: NOW)
    for name in ("a", "b"):
        rows = f"conversation_id,at,role,text\n7,2026-05-0{len(name)} 10:00,고객,{name} 되나요?\n"
        path = tmp_path / f"{name}.csv"
        path.write_text(rows.replace("10:00", "10:00" if name == "a" else "11:00"), encoding="utf-8")
        intake.ingest(project, [path])
    with pytest.raises(KbgenError, match="2 conversations have this id — name one by kbgen's own id: k") as error:
        explain.explained(project, "7")
    own = str(error.value).rsplit(", ", 1)[1]
    assert explain.explained(project, own)["conversation"] == own


def test_the_command_prints_lines_or_one_document_and_mines_nothing(project):
    before = topics.listed(project)
    run = CliRunner().invoke(cli, ["mine", "--explain", "late", "-C", str(project.folder)])
    assert run.exit_code == 0
    own = explain.explained(project, "late")["conversation"]
    assert run.stdout.splitlines() == [
        f"{own}  jsonl late",
        "  0 customer: 락커 얼마예요?",
        "      asks: It is a question.",
        "  1 agent: 매월 5,000원입니다.",
        "      answers: It states something. [0]",
        "Question 0: 락커 얼마예요?",
        "      answered in: 1; in no topic: not mined yet, run `kbgen mine`",
    ]
    as_json = CliRunner().invoke(cli, ["mine", "--explain", "late", "--json", "-C", str(project.folder)])
    assert json.loads(as_json.stdout) == explain.explained(project, "late")
    assert topics.listed(project) == before
    silent = CliRunner().invoke(cli, ["mine", "--explain", "hi", "-C", str(project.folder)])
    assert silent.stdout.splitlines()[-1] == "It asks nothing."
