"""The first command of the README, and the root as a knowledge base."""

import json
import re
from pathlib import Path

import yaml

from kbgen.site.scaffold import scaffold
from tests.end_to_end.commands import kbgen
from tests.end_to_end.conftest import ROOT


def test_the_summary_tells_what_was_done_and_what_to_type_next(sample: Path) -> None:
    said = (sample / "said.txt").read_text(encoding="utf-8")
    for words in ("conversations", "personal data replaced", "topics", "pages on the site", "wait for review"):
        assert re.search(rf"^\s*[\d,]+  .*{words}", said, re.M), words
    assert "320  conversations" in said
    assert "Next: kbgen serve" in said
    assert "publishes without a person's review" in said


def test_the_committed_pages_are_what_the_sample_gives(sample: Path) -> None:
    made = {p.relative_to(sample).as_posix(): p.read_text("utf-8") for p in (sample / "content").rglob("*.md")}
    committed = {p.relative_to(ROOT).as_posix(): p.read_text("utf-8") for p in (ROOT / "content").rglob("*.md")}
    assert made == committed


def test_running_it_again_changes_nothing(sample: Path) -> None:
    before = {p: p.read_bytes() for p in (sample / "content").rglob("*.md")}
    again = kbgen("run", "sample", "--approve-all", "--now", "2026-10-12T12:00:00+09:00", "--json", cwd=sample)
    assert again.code == 0, again.err
    assert {p: p.read_bytes() for p in (sample / "content").rglob("*.md")} == before
    ingested = json.loads(kbgen("ingest", "sample/logs", "--json", cwd=sample).out)
    assert (ingested["stored"], ingested["updated"], ingested["unchanged"]) == (0, 0, 320)


def test_the_site_shows_questions_categories_and_the_live_promotion(sample: Path) -> None:
    home = (sample / "site" / "index.html").read_text("utf-8")
    assert "친구 초대 페스타" in home
    assert "많이 찾는 질문" in home
    assert (sample / "site" / "search" / "search_index.json").is_file()


def test_no_page_with_an_open_disagreement_is_published(sample: Path) -> None:
    topics = json.loads(kbgen("topics", "--json", cwd=sample).out)["topics"]
    torn = [t for t in topics if any(c["kind"] == "conflict" for c in t["conflicts"])]
    assert torn, "the sample has disagreements"
    assert all(t["state"] != "published" for t in torn)


def test_every_published_sentence_has_evidence(sample: Path) -> None:
    from kbgen.store import Store

    with Store(sample / ".kbgen" / "kb.db") as store:
        drafts = store.drafts()
        agents = {(c.id, i) for c in store.conversations() for i, m in enumerate(c.messages) if m.role == "agent"}
    for path in (sample / "content").rglob("*.md"):
        draft = drafts[path.relative_to(sample).as_posix()]
        assert draft.sentences
        for sentence in draft.sentences:
            assert sentence.evidence or sentence.quotes
            # What customers wish for, and how many do, only they can tell.
            wished = "roadmap" in path.parts and ("요청했어요" in sentence.text or sentence.text.startswith("“"))
            assert wished or all((e.conversation, e.message) in agents for e in sentence.evidence)


def test_the_root_is_the_scaffold_of_a_new_project(tmp_path: Path) -> None:
    scaffold(tmp_path / "kb", "모리상점", "ko")
    for name in ("kbgen.toml", "overrides/main.html"):
        assert (ROOT / name).read_text("utf-8") == (tmp_path / "kb" / name).read_text("utf-8")
    assert yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8")) == yaml.safe_load(
        (tmp_path / "kb" / "mkdocs.yml").read_text("utf-8")
    )


def test_the_readme_begins_with_two_commands() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    block = re.search(r"```\w*\n(.*?)```", readme, re.S)
    assert block is not None
    lines = block[1].strip().split("\n")
    assert len(lines) == 2
    assert "kbgen run sample" in lines[0]
    assert "pytest" in lines[1]
