"""The audit of pages on a small project that was mined and drafted: a clean one, and one with planted faults."""

import json
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from kbgen.commands import drafts, intake, topics
from kbgen.commands.project import Project
from kbgen.models import Sentence
from kbgen.pages.audit import backing, own_headings, text_of_html, unfit_text
from kbgen.pages.compose import signed
from kbgen.pages.files import write_text
from kbgen.pages.markdown import parse, render
from kbgen.store import Draft
from tests import logs

SCRIPT = Path(__file__).parents[1] / "scripts" / "audit_pages"
NOW = datetime.fromisoformat("2026-06-01T09:00:00+09:00")
NOTICE = """# 여름 등록 행사

기간: 2026년 7월 1일 ~ 7월 31일
대상: 새로 등록하는 회원
혜택: 3개월 등록하면 1개월을 더 드립니다.
문의: 070-1234-5678
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    folder = tmp_path_factory.mktemp("audit") / "kb"
    folder.mkdir()
    (folder / "kbgen.toml").write_text('[project]\nname = "움핏"\n', encoding="utf-8")
    project = Project.open(folder, clock=lambda: NOW)
    intake.ingest(project, [logs.write(folder / "log.jsonl", logs.gym())])
    topics.run_mine(project)
    drafts.run_draft(project)
    (folder / "notice.md").write_text(NOTICE, encoding="utf-8")
    drafts.run_notices(project, [folder / "notice.md"])
    return folder


@pytest.fixture
def project(template, tmp_path):
    shutil.copytree(template, tmp_path / "kb")
    return Project.open(tmp_path / "kb", clock=lambda: NOW)


def audit(project, *words):
    done = subprocess.run(
        [sys.executable, SCRIPT, project.folder, *words, "--json"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


def a_faq(project):
    return next(path for path, page in project.pages().items() if page.topic is not None)


def test_every_sentence_of_a_drafted_project_has_evidence(project):
    status, found = audit(project)
    assert status == 0
    assert {s["page"] for s in found["sentences"]} == set(project.pages())
    told = [s for s in found["sentences"] if "/notices/" not in s["page"]]
    assert all(s["evidence"] for s in told)
    assert any(s["verbatim"] for s in told)
    assert all(s["quotes"] for s in found["sentences"] if "/notices/" in s["page"])
    assert found["shown"] == []


def test_planted_faults_are_found_and_never_repeated(project):
    path = a_faq(project)
    with project.store() as store:
        before = store.drafts()[path]
        page = parse(path, before.text)
        page = signed(
            type(page)(**{f: getattr(page, f) for f in page.__slots__} | {"body": page.body + "\n\n주차는 무료예요."})
        )
        write_text(project.folder, path, render(page))
        store.put_draft(Draft(path, render(page), render(page), before.sentences))
    write_text(project.folder, "content/오시는 길.md", "# 오시는 길\n\n확인 후 연락드리겠습니다.\n")
    write_text(
        project.folder, "site/faq/a/index.html", "<p>안녕하세요.</p><p>010-2345-6789</p><script>010-9876-5432</script>"
    )
    status, found = audit(project, "--faults")
    assert status == 1
    assert [(s["page"], s["text"], s["fault"]) for s in found["sentences"]] == [
        (path, "주차는 무료예요.", "no sentence of the draft says this")
    ]
    assert [(s["where"], s["rule"]) for s in found["shown"]] == [
        ("content/오시는 길.md", "tone/hand-over"),
        ("site/faq/a/index.html", "publish/personal-data (phone)"),
        ("site/faq/a/index.html", "publish/greeting"),
    ]
    assert "2345" not in json.dumps(found)


def test_evidence_must_be_a_message_that_was_sent(project):
    path = a_faq(project)
    with project.store() as store:
        draft, conversations = store.drafts()[path], {c.id: c for c in store.conversations()}
    none = Draft(path, draft.text, draft.proposed, tuple(Sentence(s.text) for s in draft.sentences))
    assert {b.fault for b in backing(none, conversations)} == {"has no message behind it"}
    assert {b.fault for b in backing(draft, {})} == {"its evidence is not a message that was sent"}
    assert {b.fault for b in backing(draft, conversations)} == {""}


def test_what_an_edited_page_says_is_its_editors(project):
    path = a_faq(project)
    write_text(project.folder, path, (project.folder / path).read_text(encoding="utf-8") + "\n주차는 무료예요.\n")
    status, found = audit(project)
    assert status == 0
    assert path not in {s["page"] for s in found["sentences"]}


def test_headings_of_kbgen_are_known():
    assert {"함께 알아 두세요", "Good to know", "유의사항"} <= own_headings()


def test_a_notice_may_name_the_company():
    assert list(unfit_text("n", "문의: 02-345-6789\n\n확인 후 안내드리겠습니다.", (), public=True)) == []
    assert [s.rule for s in unfit_text("n", "문의: 02-345-6789\n[이름]님", ())] != []


def test_html_is_read_as_a_reader_sees_it():
    text = text_of_html('<meta content="설명"><h1>제 목</h1><p>첫 <b>줄</b>&amp;</p><style>p {}</style><ul><li>둘</ul>')
    assert text == "설명\n\n제 목\n\n첫 줄&\n\n둘"
