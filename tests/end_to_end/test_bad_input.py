"""What a user does wrong: one clear message each, exit 1 where something failed, and nothing lost."""

import json
from pathlib import Path

import pytest

from tests.end_to_end.commands import Done, kbgen

GOOD = '{"id": "a", "opened_at": "2026-08-01T10:00:00+09:00", "messages": [{"role": "customer", "text": "환불 되나요?"}]}\n'


def stored(project: Path) -> int:
    return len(kbgen("conversations", "--json", "-C", project).out.splitlines())


def ingest(project: Path, name: str, data: bytes) -> Done:
    path = project.parent / name
    path.write_bytes(data)
    return kbgen("ingest", path, "-C", project)


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("empty.csv", b"", "empty"),
        ("empty.jsonl", b"\n\n", "empty"),
        ("half.json", b'{"messages": [{"chatId": "x", "plainText": "', "JSON"),
        ("noise.bin", bytes(range(256)) * 40, "binary"),
        ("columns.csv", "이름,나이\n가,1\n".encode(), "column"),
    ],
)
def test_a_file_that_is_no_log(project: Path, name: str, data: bytes, word: str) -> None:
    assert kbgen("ingest", _good(project), "-C", project).code == 0
    done = ingest(project, name, data)
    assert done.code == 1
    assert name in done.err
    assert word.lower() in done.err.lower()
    assert stored(project) == 1


def _good(project: Path) -> Path:
    path = project.parent / "good.jsonl"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_a_folder_without_logs(project: Path) -> None:
    (project.parent / "nothing").mkdir()
    done = kbgen("ingest", project.parent / "nothing", "-C", project)
    assert done.code == 1
    assert "no files" in done.err


def test_a_path_that_is_not_there(project: Path) -> None:
    done = kbgen("ingest", project.parent / "gone.csv", "-C", project)
    assert done.code == 1
    assert "gone.csv" in done.err


def test_an_unclosed_quote_names_the_row_and_the_rest_is_read(project: Path) -> None:
    rows = [f'{n},고객,"질문 {n}번 환불 되나요?"' for n in range(200)]
    rows[50] = '50,고객,"끝나지 않는 인용'
    done = ingest(project, "quote.csv", ("id,role,text\n" + "\n".join(rows) + "\n").encode())
    assert done.code == 0
    assert "52" in done.err
    assert stored(project) == 199


def test_cp949_with_a_syllable_that_euc_kr_lacks(project: Path) -> None:
    text = "상담번호,일시,구분,내용\n1,2026-08-01 오후 1:02:03,고객,똠얌꿍 밀키트 환불 되나요?\n"
    assert ingest(project, "cp949.csv", text.encode("cp949")).code == 0
    (line,) = kbgen("conversations", "--json", "-C", project).out.splitlines()
    assert json.loads(line)["messages"][0]["text"] == "똠얌꿍 밀키트 환불 되나요?"


def test_one_conversation_and_only_bots(project: Path) -> None:
    assert kbgen("ingest", _good(project), "-C", project).code == 0
    bots = '{"id": "b", "messages": [{"role": "bot", "text": "무엇을 도와드릴까요?"}, {"role": "bot", "text": "메뉴를 골라 주세요."}]}\n'
    assert ingest(project, "bots.jsonl", bots.encode()).code == 0
    for command in ("mine", "draft", "review", "check", "report", "build"):
        done = kbgen(command, "-C", project)
        assert done.code == 0, (command, done.err)
    assert json.loads(kbgen("topics", "--json", "-C", project).out) == {"topics": [], "unclustered": 1}


def test_a_page_deleted_by_hand_stays_away_and_an_edited_one_is_kept(sample: Path, tmp_path: Path) -> None:
    import shutil

    project = tmp_path / "copy"
    shutil.copytree(sample, project)
    pages = sorted((project / "content" / "faq").glob("*.md"))
    pages[0].unlink()
    edited = pages[1].read_text("utf-8").replace("\n# ", "\n# 사람이 고친 ", 1) + "\n사람이 쓴 문장이에요.\n"
    pages[1].write_text(edited, encoding="utf-8")
    done = kbgen("draft", "-C", project)
    assert done.code == 0, done.err
    assert not pages[0].exists()
    assert pages[1].read_text("utf-8") == edited
    assert kbgen("build", "-C", project).code == 0
    built = (project / "site" / "faq" / pages[1].stem / "index.html").read_text("utf-8")
    assert "사람이 쓴 문장이에요." in built


def test_a_damaged_database(project: Path) -> None:
    assert kbgen("ingest", _good(project), "-C", project).code == 0
    for path in (project / ".kbgen").glob("kb.db*"):
        path.unlink()
    database = project / ".kbgen" / "kb.db"
    database.write_bytes(b"not a database" * 1000)
    for command in (("mine",), ("topics",), ("report",), ("ingest", _good(project))):
        done = kbgen(*command, "-C", project)
        assert done.code == 1
        assert "damaged" in done.err
        assert done.err.count("\n") == 1
    assert database.read_bytes() == b"not a database" * 1000


def test_a_wrong_key_in_the_settings(project: Path) -> None:
    settings = project / "kbgen.toml"
    settings.write_text(settings.read_text("utf-8") + "\n[mining]\nsampel = 3\npublished = -1\n", encoding="utf-8")
    done = kbgen("topics", "-C", project)
    assert done.code == 1
    assert "sampel" in done.err
    assert "mining.sample" in done.err
    assert "mining.published" in done.err


def test_no_project_here(tmp_path: Path) -> None:
    done = kbgen("topics", "-C", tmp_path)
    assert done.code == 1
    assert "kbgen new" in done.err


def test_new_never_overwrites(project: Path) -> None:
    before = {p: p.read_bytes() for p in project.rglob("*") if p.is_file()}
    done = kbgen("new", project)
    assert done.code == 1
    assert {p: p.read_bytes() for p in project.rglob("*") if p.is_file()} == before


def test_wrong_usage_is_status_two(project: Path) -> None:
    assert kbgen("ingest", "-C", project).code == 2
    assert kbgen("review", "approve", "-C", project).code == 2
    assert kbgen("no-such-command").code == 2


def test_every_command_takes_the_same_options(tmp_path: Path) -> None:
    made = kbgen("new", "kb", "-C", tmp_path, "--json")
    assert json.loads(made.out)["folder"] == str(tmp_path / "kb")
    quiet = kbgen("new", "other", "-C", tmp_path, "-q")
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")
    assert json.loads(kbgen("review", "-C", tmp_path / "kb", "--json").out) == []
    assert json.loads(kbgen("review", "--json", "diff", "-C", tmp_path / "kb").out) == {"diff": ""}
    assert kbgen("review", "-q", "-C", tmp_path / "kb").out == ""
