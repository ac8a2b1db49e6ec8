"""What must last: decisions through newer exports, a person's words, and the silence about personal data everywhere."""

import json
import shutil
from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner

from kbgen.cli import cli
from kbgen.commands import desk, drafts, intake, review, topics
from kbgen.commands.project import Project
from kbgen.errors import KbgenError
from tests import logs

NOW = datetime.fromisoformat("2026-06-01T09:00:00+09:00")


def opened(folder):
    return Project.open(folder, clock=lambda: NOW)


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "kb"
    folder.mkdir()
    (folder / "kbgen.toml").write_text('[project]\nname = "움핏"\n', encoding="utf-8")
    return opened(folder)


def ingest(project, records, name="log.jsonl"):
    return intake.ingest(project, [logs.write(project.folder.parent / name, records)])


def listed(project):
    return {topic["id"]: topic for topic in topics.listed(project)["topics"]}


def test_a_newer_export_takes_no_decision_and_no_id_away(project):
    ingest(project, logs.gym())
    topics.run_mine(project)
    before = listed(project)
    review.reject(project, list(before), "not now")
    newer = [{**item, "csat": 5} for item in logs.gym()]
    assert ingest(project, newer, "newer.jsonl").updated == len(newer)
    topics.run_mine(project)
    after = listed(project)
    assert {name: topic["title"] for name, topic in after.items()} == {n: t["title"] for n, t in before.items()}
    assert {topic["state"] for topic in after.values()} == {"rejected"}


def test_two_exports_with_equal_ends_do_not_take_turns(project):
    tagged = [{**item, "tags": ["회원권"]} for item in logs.gym("towel")]
    ingest(project, logs.gym("towel"), "a.jsonl")
    assert ingest(project, tagged, "b.jsonl").updated == len(tagged)
    for name, records in (("a.jsonl", logs.gym("towel")), ("b.jsonl", tagged)):
        done = ingest(project, records, name)
        assert (done.stored, done.updated, done.unchanged) == (0, 0, len(records))


def test_hand_made_tables_without_times_do_not_overwrite_each_other(project):
    for name, text in (("a.csv", "수건은 어디에 있나요?"), ("b.csv", "주차는 되나요?")):
        path = project.folder.parent / name
        path.write_text(f"conversation_id,role,text\n1,고객,{text}\n", encoding="utf-8")
        assert intake.ingest(project, [path]).stored == 1
        assert intake.ingest(project, [path]).unchanged == 1


def test_a_channel_a_file_name_and_an_id_are_redacted_too(project):
    path = project.folder.parent / "고객 010-2222-3333.csv"
    rows = (
        "conversation_id,at,role,text,channel\n900101-1234567,2026-05-01 10:00,고객,환불 되나요?,카톡 010-1234-5678\n"
    )
    path.write_text(rows, encoding="utf-8")
    intake.ingest(project, [path])
    kept = b"".join(file.read_bytes() for file in (project.folder / ".kbgen").iterdir())
    for planted in (b"2222-3333", b"1234-5678", b"1234567"):
        assert planted not in kept


def test_a_choice_stands_between_the_sides_known_then(project):
    ingest(project, logs.gym("refund"))
    topics.run_mine(project)
    (torn,) = [t for t in listed(project).values() if t["conflicts"]]
    review.settle(project, torn["id"], "7일")
    assert not [w for w in review.waiting(project) if w.topic == torn["id"]]
    asked = next(item for item in logs.gym("refund") if any("7일" in m["text"] for m in item["messages"]))
    late = [
        {
            **asked,
            "id": f"late-{n}",
            "opened_at": f"2026-05-{n + 20}T10:00:00+09:00",
            "messages": [
                {**m, "at": f"2026-05-{n + 20}T10:0{i}:00+09:00", "text": m["text"].replace("7일", "30일")}
                for i, m in enumerate(asked["messages"])
            ],
        }
        for n in range(3)
    ]
    ingest(project, late, "late.jsonl")
    topics.run_mine(project)
    assert "30일" in str(listed(project)[torn["id"]]["conflicts"])
    assert [w for w in review.waiting(project) if w.topic == torn["id"]], "a third answer opens the question again"


def test_a_merge_never_guesses_what_kbgen_wrote_before_an_edit(project):
    ingest(project, logs.gym("towel"))
    topics.run_mine(project)
    (path,) = drafts.run_draft(project).pages
    file = project.folder / path
    edited = file.read_text("utf-8").replace("수건", "큰 수건")
    file.write_text(edited, encoding="utf-8")
    shutil.rmtree(project.folder / ".kbgen")
    more = [{**item, "id": f"{item['id']}-b"} for item in logs.gym("towel")]
    ingest(project, [*logs.gym("towel"), *more])
    topics.run_mine(project)
    drafts.run_draft(project)
    with pytest.raises(KbgenError):
        review.merge(project, path)
    edited = edited.replace("generated: ", "generated: 0", 1)
    file.write_text(edited, encoding="utf-8")
    with pytest.raises(KbgenError, match="is not known"):
        review.merge(project, path)
    assert file.read_text("utf-8") == edited


def test_suggestions_over_http_follow_the_pages(project):
    ingest(project, logs.gym("towel"))
    topics.run_mine(project)
    answer = desk.suggest_document(project)
    assert not answer("수건 있나요?", 3)["results"]
    (path,) = drafts.run_draft(project).pages
    review.approve(project, [path])
    assert [r["page"] for r in answer("수건 있나요?", 3)["results"]] == [path]


def test_the_index_of_suggestions_is_made_again_only_for_other_pages_or_another_time(project, monkeypatch):
    now = [NOW]
    project = Project.open(project.folder, clock=lambda: now[0])
    folder = project.folder / "content" / "promo"
    folder.mkdir(parents=True)
    (folder / "n1.md").write_text(
        "---\ntitle: 수건 행사\nkbgen:\n  notice: n1\n  kind: promo\n  status: published\n"
        '  expire_at: "2026-06-01T09:05:00+09:00"\n---\n수건을 드려요.\n',
        encoding="utf-8",
    )
    made = []
    monkeypatch.setattr(
        desk._Searched, "finder", lambda *args, real=desk._Searched.finder: made.append(1) or real(*args)
    )
    answer = desk.suggest_document(project)
    first = answer("수건 주나요?", 3)["results"][0]["score"]
    now[0] += timedelta(minutes=2)
    assert (answer("수건 주나요?", 3)["results"][0]["score"], len(made)) == (first, 1)
    now[0] += timedelta(minutes=4)
    assert answer("수건 주나요?", 3)["results"][0]["score"] < first, "a promotion that is over is no sure answer"
    assert len(made) == 2


def test_messages_from_standard_input_are_told_apart(project):
    told = CliRunner().invoke(cli, ["suggest", "-", "-C", str(project.folder)], input="수건 있나요?\n주차 되나요?\n")
    assert [part.strip() for part in told.output.split("\n> ")[1:]] == [
        "수건 있나요?\nNo article answers this.",
        "주차 되나요?\nNo article answers this.",
    ]


@pytest.mark.parametrize(("options", "shown"), [((), 2), (("--limit", "1"), 1)])
def test_a_limit_holds_for_json_too_and_without_one_json_has_all(project, options, shown):
    ingest(project, logs.gym())
    topics.run_mine(project)
    told = CliRunner().invoke(cli, ["topics", "--json", "-C", str(project.folder), *options])
    assert len(json.loads(told.stdout)["topics"][:2]) == shown


def test_a_rejected_page_comes_back_by_its_path(project):
    ingest(project, logs.gym("towel"))
    topics.run_mine(project)
    (path,) = drafts.run_draft(project).pages
    review.reject(project, [path], "no")
    assert drafts.run_draft(project).pages == {}
    assert review.reopen(project, path).startswith("rejection")
    assert drafts.run_draft(project).pages == {path: "written"}


def test_the_key_of_pseudonyms_is_secret_and_whole(project):
    project.gate()
    key = project.folder / ".kbgen" / "key"
    assert (key.stat().st_mode & 0o077, len(key.read_bytes())) == (0, 32)
    key.write_bytes(b"")
    with pytest.raises(KbgenError, match="damaged"):
        project.gate()


def test_a_lone_surrogate_can_be_redacted():
    ((text, _),) = intake.redact_lines([json.dumps({"text": "안녕 \ud83d 하세요"}) + "\n"], intake.gate_of(None))
    text.encode("utf-8")
