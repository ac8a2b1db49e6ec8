"""The commands on a small project, as functions: a gym's log in, pages out, and what people decide about them."""

import json
import shutil
from datetime import datetime, timedelta

import msgspec
import pytest

from kbgen.commands import desk, drafts, intake, review, topics
from kbgen.commands.project import Project
from kbgen.config import MiningConfig
from kbgen.errors import KbgenError
from kbgen.mining.ranking import effort
from kbgen.models import Cost
from kbgen.pages.files import write_text
from kbgen.pages.markdown import is_edited, parse, render
from kbgen.store import Store
from tests import logs

NOW = datetime.fromisoformat("2026-06-01T09:00:00+09:00")


def opened(folder):
    return Project.open(folder, clock=lambda: NOW)


def ingest(project, records, name="log.jsonl"):
    return intake.ingest(project, [logs.write(project.folder / name, records)])


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A project with the gym's log read, mined and drafted."""
    folder = tmp_path_factory.mktemp("gym") / "kb"
    folder.mkdir()
    (folder / "kbgen.toml").write_text(
        '[project]\nname = "움핏"\nurl = "https://help.oomfit.example"\n', encoding="utf-8"
    )
    project = opened(folder)
    ingest(project, logs.gym())
    topics.run_mine(project)
    drafts.run_draft(project)
    return folder


@pytest.fixture
def project(template, tmp_path):
    shutil.copytree(template, tmp_path / "kb")
    return opened(tmp_path / "kb")


@pytest.fixture
def empty(tmp_path):
    (tmp_path / "kbgen.toml").touch()
    return opened(tmp_path)


def themes(project):
    """Topics of `topics --json` by the theme of the log they come from."""
    with project.store() as store:
        names = {c.id: c.source.id for c in store.conversations()}
    found = {}
    for topic in topics.listed(project)["topics"]:
        counts = logs.themes_of(names[c] for c in topic["conversations"])
        found.setdefault(max(counts, key=lambda name: (counts[name], name)), topic)
    return found


def files(project):
    return {
        str(f.relative_to(project.folder)): f.read_text("utf-8") for f in (project.folder / "content").rglob("*.md")
    }


def text_of(project, path):
    return (project.folder / path).read_text("utf-8")


def edit(project, path, old, new):
    text = text_of(project, path)
    assert old in text
    write_text(project.folder, path, text.replace(old, new, 1))


def changed_log(theme, old, new, day=70):
    """Four more conversations of a theme in which agents say something else."""
    wanted = next(t for t in logs.GYM if t.name == theme)
    return [
        logs.record(
            f"{theme}-9{i}",
            [("c", wanted.asked[i]), ("a", wanted.answered[0].replace(old, new), f"desk-{i}")],
            day=day + i,
        )
        for i in range(4)
    ]


# intake


def test_ingest_tells_what_it_did_and_repeats_to_nothing(empty):
    records = logs.gym()
    done = ingest(empty, records)
    messages = sum(len(r["messages"]) for r in records)
    assert [(f.format, f.conversations, f.messages) for f in done.files] == [("jsonl", len(records), messages)]
    assert (done.stored, done.updated, done.unchanged, done.skipped) == (len(records), 0, 0, ())
    again = ingest(empty, records, "copy.jsonl")
    assert (again.stored, again.updated, again.unchanged) == (0, 0, len(records))
    records[0]["messages"].append(
        {**records[0]["messages"][-1], "at": "2026-05-30T10:00:00+09:00", "text": "덧붙여 드려요."}
    )
    assert ingest(empty, records, "newer.jsonl").updated == 1


def test_only_redacted_text_is_stored(empty):
    turns = [("c", "휴회요. 번호는 010-2345-6789, minji.kim@example.com 입니다"), ("a", "네 됩니다.")]
    done = ingest(empty, [logs.record("k1", turns)])
    assert set(done.redacted) == {"email", "phone"}
    (conversation,) = intake.conversations(empty)
    assert "2345" not in conversation.messages[0].text
    (empty.folder / "log.jsonl").unlink()
    for file in (empty.folder / ".kbgen").iterdir():
        assert b"2345-6789" not in file.read_bytes()
        assert b"minji.kim" not in file.read_bytes()


def test_a_broken_line_is_told_and_the_rest_is_read(empty):
    path = logs.write(empty.folder / "log.jsonl", logs.gym("towel"))
    path.write_text(path.read_text("utf-8") + "{broken\n", encoding="utf-8")
    done = intake.ingest(empty, [path])
    assert done.stored == 4
    assert [(s.where) for s in done.skipped] == ["line 5"]
    assert not intake.failed(done, [path])


def test_a_named_file_of_which_nothing_is_read_is_a_failure(empty):
    good, bad = logs.write(empty.folder / "log.jsonl", logs.gym("towel")), empty.folder / "bad.jsonl"
    bad.write_text("{broken\n", encoding="utf-8")
    assert intake.failed(intake.ingest(empty, [good, bad]), [good, bad])
    assert not intake.failed(intake.ingest(empty, [empty.folder]), [empty.folder])


def test_redact_takes_the_text_of_json_lines():
    lines = ['{"text": "010-2345-6789로 주세요"}\n', "010-2345-6789\r\n", '{"no": 1}', "{broken", ""]
    found = list(intake.redact_lines(lines, intake.gate_of(None)))
    assert [text for text, _ in found] == ["[전화번호]로 주세요", found[1][0], '{"no": 1}', "{broken", ""]
    assert [(s.start, s.end, s.type) for s in found[0][1]] == [(0, 13, "phone")]


# mine, topics, draft


def test_an_empty_project_has_nothing_and_says_so(empty):
    assert topics.run_mine(empty) == topics.MineReport(0, 0, 0, 0)
    assert topics.listed(empty) == {"topics": [], "unclustered": 0}
    assert drafts.run_draft(empty) == drafts.Drafts({}, {})
    assert review.waiting(empty) == ()
    assert review.check(empty, drafts=True) == ()
    assert review.differences(empty, []) == ""
    assert review.approve_all(empty) == ((), ())
    assert json.dumps(list(desk.suggest(empty, ["환불?"], drafts=True))) == '[{"results": [], "confident": false}]'
    assert not any(desk.report(empty).values())


def test_topics_as_a_document(project):
    towel = themes(project)["towel"]
    assert set(towel) >= {
        "id", "title", "kind", "language", "count", "customers", "first_seen", "last_seen", "turns", "score", "conversations",
        "questions", "state", "page", "conflicts",
    }  # fmt: skip
    assert (towel["kind"], towel["state"], towel["page"]) == ("faq", "drafted", f"content/faq/{towel['id']}.md")
    assert towel["count"] == len(towel["conversations"])
    assert json.loads(json.dumps(topics.listed(project), ensure_ascii=False))["unclustered"] >= 0
    (conflict,) = themes(project)["refund"]["conflicts"]
    assert [(c["value"], len(c["conversations"])) for c in conflict["claims"]] == [("14일", 3), ("7일", 3)]


def test_running_it_again_changes_nothing(project):
    before, listed = files(project), topics.listed(project)
    assert topics.run_mine(project).new == 0
    outcomes = drafts.run_draft(project)
    again = topics.listed(project)
    topics.run_mine(project)
    assert files(project) == before
    assert set(outcomes.pages.values()) == {"unchanged"}
    assert [(t["id"], t["title"], t["conversations"]) for t in topics.listed(project)["topics"]] == [
        (t["id"], t["title"], t["conversations"]) for t in again["topics"]
    ]
    assert {t["id"] for t in again["topics"]} == {t["id"] for t in listed["topics"]}


def test_pages_of_the_gym(project):
    found = themes(project)
    pages = project.pages()
    with_page = {name for name, topic in found.items() if topic["page"]}
    assert with_page >= {"pause", "locker", "guest", "towel", "wish"}
    assert not with_page & {"record", "refund"}
    assert pages[found["pause"]["page"]].kind == "guide"
    assert pages[found["wish"]["page"]].kind == "roadmap"
    assert all(page.status == "draft" and not is_edited(page) for page in pages.values())


def test_every_sentence_of_every_draft_has_an_agent_s_message(project):
    with project.store() as store:
        conversations = {c.id: c for c in store.conversations()}
        made = store.drafts()
    assert set(made) == set(project.pages())
    for draft in made.values():
        assert draft.sentences
        for sentence in draft.sentences:
            assert sentence.evidence
            roles = {conversations[e.conversation].messages[e.message].role for e in sentence.evidence}
            wished = "roadmap" in draft.path and ("요청했어요" in sentence.text or sentence.text.startswith("“"))
            assert roles == {"customer" if wished else "agent"}


def test_an_edit_is_kept_and_a_deleted_page_stays_away(project):
    found = themes(project)
    guest, towel, pause = (found[name]["page"] for name in ("guest", "towel", "pause"))
    edit(project, guest, "무료예요", "무료랍니다")
    edit(project, towel, "무료로", "그냥")
    (project.folder / pause).unlink()
    edited = files(project)
    ingest(project, changed_log("guest", "한 명", "두 명") + changed_log("pause", "마이", "설정"), "more.jsonl")
    topics.run_mine(project)
    outcomes = drafts.run_draft(project).pages
    assert files(project)[guest] == edited[guest]
    assert files(project)[towel] == edited[towel]
    assert not (project.folder / pause).exists()
    assert [outcomes[path] for path in (towel, pause)] == ["unchanged", "deleted"]


@pytest.mark.parametrize(
    ("old", "new"),
    [("kbgen:\n", "category: 내 분류\nkbgen:\n"), ("queries:\n", "queries:\n- 사람이 넣은 말\n")],
    ids=["category", "queries"],
)
def test_what_a_person_wrote_into_the_front_matter_is_kept(project, old, new):
    towel = themes(project)["towel"]["page"]
    edit(project, towel, old, new)
    for _ in range(2):
        drafts.run_draft(project)
        assert new in text_of(project, towel)
    review.approve(project, [towel])
    drafts.run_draft(project)
    assert new in text_of(project, towel)


# review


def test_what_waits_comes_the_most_asked_first(project):
    waiting = review.waiting(project)
    counts = [w.conversations for w in waiting]
    assert counts == sorted(counts, reverse=True)
    drafted = [w for w in waiting if w.page is not None]
    assert {w.page for w in drafted} == set(project.pages())
    assert all(not w.update and not w.edited and w.problems == () for w in drafted)
    (open_topic,) = [w for w in waiting if w.page is None]
    assert open_topic.topic == themes(project)["refund"]["id"]
    assert "agents disagree about" in open_topic.problems[0]
    assert "14일 (3), 7일 (3)" in open_topic.problems[0]


def test_approving_publishes_and_changes_nothing_else(project):
    towel = themes(project)["towel"]
    before = text_of(project, towel["page"])
    assert review.approve(project, [towel["id"]]) == (towel["page"],)
    assert text_of(project, towel["page"]) == before.replace("status: draft", "status: published")
    assert themes(project)["towel"]["state"] == "published"
    assert towel["page"] not in {w.page for w in review.waiting(project)}
    assert review.reopen(project, towel["page"]) == f"approval of {towel['page']}"
    assert text_of(project, towel["page"]) == before


def test_either_all_are_approved_or_none(project):
    found = themes(project)
    edit(project, found["guest"]["page"], "무료예요", "무료예요. 문의 010-2345-6789")
    before = files(project)
    with pytest.raises(KbgenError) as caught:
        review.approve(project, [found["towel"]["page"], found["guest"]["page"]])
    assert "holds personal data (phone)" in str(caught.value)
    assert "2345" not in str(caught.value)
    assert files(project) == before
    with pytest.raises(KbgenError, match="is no page"):
        review.approve(project, ["content/faq/none.md"])
    done, held = review.approve_all(project)
    assert found["guest"]["page"] not in done
    assert len(done) == len(project.pages()) - 1
    assert len(held) == 1


@pytest.mark.parametrize("keep", ["7일", "14일"])
def test_a_settled_conflict_is_written_and_may_be_published(project, keep):
    refund = themes(project)["refund"]
    assert "settle" in drafts.run_draft(project).waiting[refund["id"]]
    with pytest.raises(KbgenError, match="they said: 14일, 7일"):
        review.settle(project, refund["id"], "3일")
    (about,) = review.settle(project, refund["id"], keep)
    assert refund["id"] not in {w.topic for w in review.waiting(project)}
    drafts.run_draft(project)
    page = themes(project)["refund"]["page"]
    body = parse(page, text_of(project, page)).body
    other = {"7일": "14일", "14일": "7일"}[keep]
    assert f" {keep}" in body
    assert f" {other}" not in body
    assert review.approve(project, [page]) == (page,)
    assert review.check(project) == ()
    assert about in str(themes(project)["refund"]["conflicts"])
    assert review.reopen(project, page) == f"approval of {page}"
    assert review.reopen(project, refund["id"]) == f"settled disagreement of {refund['id']}"
    assert [p.where for p in review.check(project, drafts=True)] == [page]
    with pytest.raises(KbgenError, match="agents disagree"):
        review.approve(project, [page])


def test_a_settled_conflict_can_be_reopened_by_its_page(project):
    refund = themes(project)["refund"]
    review.settle(project, refund["id"], "7일")
    drafts.run_draft(project)
    page = themes(project)["refund"]["page"]
    assert review.reopen(project, page) == f"settled disagreement of {refund['id']}"
    with pytest.raises(KbgenError, match="no decision to take back"):
        review.reopen(project, page)


def test_reopening_by_a_value_does_not_touch_other_topics(project):
    refund = themes(project)["refund"]
    review.settle(project, refund["id"], "7일")
    with pytest.raises(KbgenError):
        review.reopen(project, "7일")


def test_a_rejected_topic_is_never_drafted_again_until_it_is_reopened(project):
    found = themes(project)
    towel, record = found["towel"], found["record"]
    assert review.reject(project, [towel["page"], record["id"]], "앱에 있음") == (towel["id"], record["id"])
    assert not (project.folder / towel["page"]).exists()
    topics.run_mine(project)
    assert towel["page"] not in drafts.run_draft(project).pages
    assert not (project.folder / towel["page"]).exists()
    now = themes(project)["towel"]
    assert (now["state"], now["score"], now["page"]) == ("rejected", 0.0, None)
    assert review.reopen(project, towel["id"]) == f"rejection of {towel['id']}"
    assert drafts.run_draft(project).pages[towel["page"]] == "written"
    with pytest.raises(KbgenError, match="neither a page nor a topic"):
        review.reject(project, ["nothing"], "x")


def test_rejecting_an_edited_page_archives_it(project):
    towel = themes(project)["towel"]["page"]
    edit(project, towel, "무료로", "그냥")
    edited = text_of(project, towel)
    review.reject(project, [towel], "중복")
    assert text_of(project, towel) == edited.replace("status: draft", "status: archived")
    assert towel not in {w.page for w in review.waiting(project)}
    review.reopen(project, towel)
    assert text_of(project, towel) == edited


def published_then_changed(project):
    """The locker page, approved, after agents came to say another price."""
    locker = themes(project)["locker"]["page"]
    review.approve(project, [locker])
    published = text_of(project, locker)
    ingest(project, changed_log("locker", "5,000원", "9,000원"), "later.jsonl")
    topics.run_mine(project)
    outcome = drafts.run_draft(project).pages[locker]
    return locker, published, outcome


def test_a_published_page_keeps_its_text_until_the_new_one_is_approved(project):
    locker, published, outcome = published_then_changed(project)
    assert outcome == "proposed"
    assert text_of(project, locker) == published
    assert [(w.update, w.edited) for w in review.waiting(project) if w.page == locker] == [(True, False)]
    diff = review.differences(project, [locker])
    assert f"--- {locker} (now)" in diff
    assert "-개인 락커 이용료는 매월 8,000원이에요." in diff
    assert "+개인 락커 이용료는 매월 9,000원이에요." in diff
    assert [s["page"] for s in desk.report(project)["stale"]] == [locker]
    review.approve(project, [locker])
    page = project.pages()[locker]
    assert page.status == "published"
    assert "9,000원" in page.body
    assert "8,000원" not in page.body + page.description
    assert review.differences(project, []) == ""
    assert desk.report(project)["stale"] == []
    assert drafts.run_draft(project).pages[locker] == "unchanged"


def test_newer_text_is_merged_around_an_edit(project):
    locker = themes(project)["locker"]["page"]
    with pytest.raises(KbgenError, match="no newer text"):
        review.merge(project, locker)
    edit(project, locker, f"\n# {project.pages()[locker].title}\n", "\n# 락커는 얼마예요? 열쇠는 어디서 받아요?\n")
    ingest(project, changed_log("locker", "5,000원", "9,000원"), "later.jsonl")
    topics.run_mine(project)
    assert drafts.run_draft(project).pages[locker] == "kept"
    assert review.merge(project, locker) == locker
    page = project.pages()[locker]
    assert page.body.startswith("# 락커는 얼마예요? 열쇠는 어디서 받아요?")
    assert "9,000원" in page.body
    assert "8,000원" not in page.body
    assert "9,000원" in page.description
    assert is_edited(page)
    assert drafts.run_draft(project).pages[locker] == "unchanged"


def test_a_merge_of_the_same_line_is_refused_and_nothing_is_written(project):
    locker = themes(project)["locker"]["page"]
    page = project.pages()[locker]
    edit(project, locker, page.body, page.body.replace("8,000원이에요", "8천원이랍니다"))
    edited = text_of(project, locker)
    ingest(project, changed_log("locker", "5,000원", "9,000원"), "later.jsonl")
    topics.run_mine(project)
    drafts.run_draft(project)
    with pytest.raises(KbgenError, match="same lines"):
        review.merge(project, locker)
    assert text_of(project, locker) == edited


def test_check_finds_what_must_not_be_published(project):
    write_text(project.folder, "content/오시는 길.md", "# 오시는 길\n\n문의 010-2345-6789\n")
    towel = themes(project)["towel"]["page"]
    edit(project, towel, "무료로", "[이름]님도")
    assert [(p.where, p.rule) for p in review.check(project)] == [
        ("content/오시는 길.md: line 3 of its text", "holds personal data (phone)")
    ]
    assert {p.rule for p in review.check(project, drafts=True)} == {
        "holds personal data (phone)",
        "holds a placeholder of redacted data",
    }


# signals, suggest, report


def signals(project, *events):
    path = project.folder / "signals.jsonl"
    path.write_text(
        "".join(json.dumps({"at": NOW.isoformat(), **event}, ensure_ascii=False) + "\n" for event in events), "utf-8"
    )
    return desk.import_signals(project, path)


def test_signals_are_imported_once_and_exported_as_they_came(project):
    towel = themes(project)["towel"]["page"]
    events = (
        {
            "event": "vote",
            "page": towel,
            "value": "down",
            "reason": "outdated",
            "comment": "010-2345-6789로 알려주세요",
        },
        {"event": "search", "query": "수영장", "results": 0},
        {"event": "search", "query": "수영장", "results": 0},
        {"event": "link", "page": towel},
    )
    assert (signals(project, *events).new, signals(project, *events).known) == (4, 4)
    exported = list(desk.export_signals(project))
    assert [e["event"] for e in exported] == ["vote", "search", "search", "link"]
    assert exported[0]["comment"] == "[전화번호]로 알려주세요"
    path = project.folder / "again.jsonl"
    path.write_text("".join(json.dumps(e, ensure_ascii=False) + "\n" for e in exported), "utf-8")
    assert desk.import_signals(project, path).new == 0
    skipped = signals(project, {"event": "vote", "page": "content/none.md", "value": "up"}).skipped
    assert [s.where for s in skipped] == ["line 1"]


def demand(topic):
    return topic["count"] * effort(topic["turns"], msgspec.convert(topic["cost"], Cost), MiningConfig())


def test_votes_and_searches_order_the_topics(project):
    found = themes(project)
    review.approve(project, [found[name]["page"] for name in ("guest", "towel", "wish")])
    topics.run_mine(project)
    before = {name: t["score"] for name, t in themes(project).items()}
    towel = found["towel"]["page"]
    signals(
        project,
        *[{"event": "vote", "page": towel, "value": "down"}] * 6,
        *[{"event": "vote", "page": towel, "value": "up"}] * 2,
        *[{"event": "search", "query": "애플워치 연동", "results": 0}] * 8,
        *[{"event": "search", "query": "동반 입장", "results": 3}] * 50,
    )
    topics.run_mine(project)
    after = {name: t["score"] for name, t in themes(project).items()}
    assert after["towel"] == pytest.approx(demand(found["towel"]) * (0.3 + 6 / 10), abs=0.002)
    assert after["wish"] == pytest.approx((demand(found["wish"]) + 8 * 0.5) * 0.3, abs=0.002)
    assert after["guest"] == before["guest"]
    order = [t["id"] for t in topics.listed(project)["topics"]]
    assert order.index(found["towel"]["id"]) < order.index(found["guest"]["id"])


def test_suggest_finds_published_pages_and_drafts_when_asked(project):
    towel = themes(project)["towel"]
    assert not next(desk.suggest(project, ["수건 있나요?"], drafts=False))["results"]
    review.approve(project, [towel["id"]])
    (found, other) = desk.suggest(project, ["수건 있나요?", "주차 되나요"], drafts=False)
    assert found["confident"] is True
    assert found["results"][0]["page"] == towel["page"]
    url = f"https://help.oomfit.example/faq/{towel['id']}/"
    assert found["results"][0]["url"] == url
    assert found["results"][0]["reply"].endswith(url)
    assert other["confident"] is False
    assert (
        next(desk.suggest(project, ["휴회 어떻게 신청해요?"], drafts=True))["results"][0]["page"]
        == themes(project)["pause"]["page"]
    )


@pytest.mark.parametrize(("begins", "found"), [(timedelta(hours=1), False), (-timedelta(hours=1), True)])
def test_a_page_that_is_not_on_the_site_yet_is_not_suggested(project, begins, found):
    towel = themes(project)["towel"]
    edit(
        project,
        towel["page"],
        "  status: draft\n",
        f"  status: published\n  publish_at: '{(NOW + begins).isoformat()}'\n",
    )
    hits = next(desk.suggest(project, ["수건 있나요?"], drafts=False))["results"]
    assert [hit["page"] for hit in hits] == [towel["page"]] * found


def test_a_report(project):
    found = themes(project)
    review.approve(project, [found["towel"]["page"]])
    signals(
        project,
        {"event": "search", "query": "수영장 있나요", "results": 0},
        {"event": "search", "query": "수건 있나요?", "results": 0},
        {"event": "vote", "page": found["towel"]["page"], "value": "down", "reason": "unclear"},
    )
    shown = json.loads(json.dumps(desk.report(project)))
    assert set(shown) == {
        "gaps", "unhelpful", "demand", "cases", "cases_total", "removed", "fix_the_product", "conflicts", "stale", "predictions",
    }  # fmt: skip
    assert [(g["query"], g["count"], g["topic"], g["answered_by"]) for g in shown["gaps"]] == [
        ("수영장 있나요", 1, shown["gaps"][0]["topic"], None),
        ("수건 있나요?", 1, found["towel"]["id"], found["towel"]["page"]),
    ]
    assert shown["unhelpful"] == [{"page": found["towel"]["page"], "up": 0, "down": 1, "reasons": {"unclear": 1}}]
    assert {d["topic"]: sum(w["count"] for w in d["weeks"]) for d in shown["demand"]} == {
        t["id"]: t["count"] for t in topics.listed(project)["topics"]
    }
    assert found["wish"]["id"] in {f["topic"] for f in shown["fix_the_product"]}
    assert {(c["topic"], c["kind"]) for c in shown["conflicts"]} == {
        (found["refund"]["id"], "conflict"),
        (found["locker"]["id"], "change"),
    }


def test_what_an_article_removed_is_measured_from_its_publication(project):
    towel = themes(project)["towel"]["page"]
    early = Project(project.folder, project.config, lambda: logs.START + timedelta(days=10))
    review.approve(early, [towel])
    review.approve(project, [towel])
    (found,) = desk.report(project)["removed"]
    assert (found["page"], found["before"]) == (towel, pytest.approx(2 / (10 / 7), abs=0.01))


def test_a_person_s_own_page_covers_a_topic(project):
    found = themes(project)
    refund = found["refund"]
    write_text(project.folder, "content/refund.md", f"# {refund['title']}\n\n규정을 보세요.\n")
    topics.run_mine(project)
    covered = themes(project)["refund"]
    assert (covered["state"], covered["page"]) == ("covered", None)
    assert covered["score"] < refund["score"]


def test_a_damaged_database_is_told_by_every_command(project):
    (project.folder / ".kbgen" / "kb.db").write_bytes(b"not a database" * 500)
    for command in (topics.run_mine, topics.listed, drafts.run_draft, review.waiting, review.check, desk.report):
        with pytest.raises(KbgenError, match="is damaged"):
            command(project)


def test_a_page_that_cannot_be_read_is_told_before_anything_is_written(project):
    write_text(project.folder, "content/faq/bad.md", "---\ntitle: [\n---\n")
    before = files(project)
    with pytest.raises(KbgenError, match=r"content/faq/bad.md:2"):
        drafts.run_draft(project)
    assert files(project) == before


def test_pages_are_what_render_gives(project):
    for path, page in project.pages().items():
        assert text_of(project, path) == render(page)


def test_the_store_is_where_the_project_says(project):
    assert (project.folder / ".kbgen" / "kb.db").is_file()
    assert (project.folder / ".kbgen" / "key").stat().st_mode & 0o077 == 0
    with Store(project.folder / ".kbgen" / "kb.db") as store:
        assert len(list(store.conversations())) == len(logs.gym())
