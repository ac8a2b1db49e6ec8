"""`kbgen topic` on a small project: what people correct is applied at once, kept by every run, and can be taken back."""

import json
import re
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from kbgen.cli import cli
from kbgen.commands import corrections, drafts, intake, review, topics
from kbgen.commands.learned import lessons_of
from kbgen.commands.project import Project
from kbgen.errors import KbgenError
from kbgen.mining.lessons import enforced
from kbgen.pages.files import write_text
from kbgen.store import Decision
from tests import logs

NOW = datetime.fromisoformat("2026-06-01T09:00:00+09:00")
GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "correct-topics.md"


def opened(folder):
    return Project.open(folder, clock=lambda: NOW)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A project with the gym's log read, mined and drafted."""
    folder = tmp_path_factory.mktemp("gym") / "kb"
    folder.mkdir()
    (folder / "kbgen.toml").write_text('[project]\nname = "움핏"\n', encoding="utf-8")
    project = opened(folder)
    intake.ingest(project, [logs.write(folder / "log.jsonl", logs.gym())])
    topics.run_mine(project)
    drafts.run_draft(project)
    return folder


@pytest.fixture
def project(template, tmp_path):
    shutil.copytree(template, tmp_path / "kb")
    return opened(tmp_path / "kb")


def listed(project):
    """Topics of `topics --json` by id."""
    return {topic["id"]: topic for topic in topics.listed(project)["topics"]}


def themes(project):
    """Topics of `topics --json` by the theme of the log that most of their conversations come from."""
    with project.store() as store:
        names = {c.id: c.source.id for c in store.conversations()}
    found = {}
    for topic in topics.listed(project)["topics"]:
        counts = logs.themes_of(names[c] for c in topic["conversations"])
        found.setdefault(max(counts, key=lambda name: (counts[name], name)), topic)
    return found


def state(project):
    """All that is stored of topics."""
    with project.store() as store:
        return {topic.id: topic for topic in store.topics()}, store.left()


def kept(project):
    """Whether the stored topics are as the lessons want them."""
    with project.store() as store:
        found, left = list(store.topics()), list(store.left())
        return enforced(found, left, lessons_of(store)) == (found, left)


def run(project, *arguments):
    done = CliRunner().invoke(cli, ["topic", *arguments, "-C", str(project.folder)], standalone_mode=False)
    if done.exception is not None:
        raise done.exception
    return done


def problems(call, *arguments):
    with pytest.raises(KbgenError) as caught:
        call(*arguments)
    return [str(problem) for problem in caught.value.problems]


# rename


def test_a_title_of_a_person_stays_and_reaches_the_unedited_draft(project):
    towel = themes(project)["towel"]
    done = corrections.rename(project, towel["id"], " 수건은\n어디에\u200b 있나요? ")
    assert (done.title, done.replaced) == ("수건은 어디에 있나요?", ())
    topics.run_mine(project)
    assert listed(project)[towel["id"]]["title"] == "수건은 어디에 있나요?"
    assert drafts.run_draft(project).pages[towel["page"]] == "written"
    page = project.pages()[towel["page"]]
    assert page.title == "수건은 어디에 있나요?"
    assert page.body.startswith("# 수건은 어디에 있나요?")
    review.approve(project, [towel["page"]])
    corrections.rename(project, towel["page"], "수건")
    assert drafts.run_draft(project).pages[towel["page"]] == "proposed"
    assert project.pages()[towel["page"]].title == "수건은 어디에 있나요?"
    review.approve(project, [towel["page"]])
    assert project.pages()[towel["page"]].title == "수건"


def test_a_title_holds_no_personal_data(project):
    towel = themes(project)["towel"]["id"]
    done = corrections.rename(project, towel, "수건 문의 010-2345-6789")
    assert done.replaced == ("phone",)
    assert "2345" not in done.title
    for file in (project.folder / ".kbgen").iterdir():
        assert b"2345-6789" not in file.read_bytes()
    told = run(project, "rename", towel, "minji.kim@example.com 수건")
    assert "personal data (email) was replaced" in told.stderr
    assert "minji" not in told.output


@pytest.mark.parametrize(
    ("title", "rule"), [(" \n", "has no words"), ("?!", "has no words"), ("수" * 121, "has 121 characters")]
)
def test_a_title_must_be_one(project, title, rule):
    towel = themes(project)["towel"]["id"]
    (problem,) = problems(corrections.rename, project, towel, title)
    assert rule in problem
    assert corrections.history(project) == []


# merge


def test_a_merge_puts_all_into_the_first_which_keeps_its_id_title_and_page(project):
    before = themes(project)
    towel, guest = before["towel"], before["guest"]
    done = corrections.merge(project, towel["id"], [guest["id"]])
    assert (done.gone, done.questions, done.removed_pages) == (
        (guest["id"],),
        len(guest["questions"]),
        (guest["page"],),
    )
    for again in (lambda: None, lambda: topics.run_mine(project)):
        again()
        after = listed(project)
        assert guest["id"] not in after
        assert after[towel["id"]]["title"] == towel["title"]
        assert after[towel["id"]]["count"] == towel["count"] + guest["count"]
        assert kept(project)
    pages = drafts.run_draft(project).pages
    assert pages[towel["page"]] == "written"
    assert guest["page"] not in pages
    (problem,) = problems(corrections.rename, project, guest["id"], "동반 입장")
    assert f"was merged into {towel['id']}" in problem


def test_pages_of_a_merged_topic_that_people_touched_stay_and_are_named(project):
    before = themes(project)
    towel, guest, pause = before["towel"], before["guest"], before["pause"]
    review.approve(project, [guest["page"]])
    file = project.folder / pause["page"]
    write_text(project.folder, pause["page"], file.read_text("utf-8") + "\n사람이 쓴 말\n")
    done = corrections.merge(project, towel["id"], [guest["id"], pause["id"]])
    assert set(done.kept_pages) == {guest["page"], pause["page"]}
    assert done.removed_pages == ()
    assert {guest["page"], pause["page"]} <= set(project.pages())
    # What the command tells to do can be done.
    review.reject(project, [guest["page"]], f"part of {towel['id']}")
    assert guest["page"] not in project.pages()


def test_a_merge_shows_at_once_what_agents_disagree_about(project):
    before = themes(project)
    towel, refund = before["towel"], before["refund"]
    assert not towel["conflicts"]
    corrections.merge(project, towel["id"], [refund["id"]])
    values = {claim["value"] for c in listed(project)[towel["id"]]["conflicts"] for claim in c["claims"]}
    assert {"7일", "14일"} <= values
    assert towel["id"] in drafts.run_draft(project).waiting


def test_a_merge_names_all_that_is_wrong(project):
    before = themes(project)
    towel, guest = before["towel"]["id"], before["guest"]["id"]
    review.reject(project, [guest], "no")
    assert problems(corrections.merge, project, towel, ["tnone", guest, towel]) == [
        "tnone: is no topic — `kbgen topics` lists them",
        f"{guest}: was rejected — take that back first: kbgen review reopen {guest}",
        f"{towel}: cannot be merged with itself — name another topic",
    ]
    assert len(problems(corrections.merge, project, "tnone", [towel, "tgone"])) == 2


# split, move


def test_a_split_parts_two_lots_for_ever(project):
    guest = themes(project)["guest"]
    names = guest["conversations"][:2]
    done = corrections.split(project, guest["id"], names)
    for again in (lambda: None, lambda: topics.run_mine(project)):
        again()
        after = listed(project)
        assert set(names) == set(after[done.new]["conversations"])
        assert not set(names) & set(after[guest["id"]]["conversations"])
        assert after[done.new]["title"]
        assert kept(project)


def test_more_of_the_log_does_not_bring_together_what_people_parted(project):
    guest = themes(project)["guest"]
    done = corrections.split(project, guest["id"], guest["conversations"][:2])
    theme = next(t for t in logs.GYM if t.name == "guest")
    more = [
        logs.record(f"guest-9{i}", [("c", theme.asked[i]), ("a", theme.answered[0], "desk-1")], day=70 + i)
        for i in range(4)
    ]
    intake.ingest(project, [logs.write(project.folder / "more.jsonl", more)])
    topics.run_mine(project)
    assert kept(project)
    after = listed(project)
    assert {guest["id"], done.new} <= set(after)
    assert after[done.new]["count"] + after[guest["id"]]["count"] > guest["count"]


def test_conversations_are_named_by_the_vendor_or_by_kbgen_and_a_question_by_its_message(project):
    guest, towel = themes(project)["guest"], themes(project)["towel"]
    sources = {s["source"]: s["conversation"] for s in corrections.show(project, towel["id"])["sources"]}
    name = next(iter(sources))
    corrections.move(project, [name], guest["id"])
    assert sources[name] in listed(project)[guest["id"]]["conversations"]
    question = next(q for q in listed(project)[guest["id"]]["questions"] if q["conversation"] == sources[name])
    corrections.move(project, [f"{sources[name]}:{question['message']}"], towel["id"])
    assert listed(project)[towel["id"]]["count"] == towel["count"]
    done = corrections.move(project, [sources[name]], None)
    assert (done.topic, done.questions) == (None, 1)
    assert sources[name] not in listed(project)[towel["id"]]["conversations"]
    topics.run_mine(project)
    assert kept(project)


def several(project):
    """A conversation that asks several things, the places of its questions, and a third topic."""
    with project.store() as store:
        found = {}
        for topic, question in [
            *((t.id, q) for t in store.topics() for q in t.questions),
            *((None, q) for q in store.left()),
        ]:
            found.setdefault(question.conversation, {})[question.message] = topic
    name, places = next((c, p) for c, p in found.items() if len(set(p.values())) > 1)
    return name, places, next(t for t in listed(project) if t not in places.values())


def test_a_conversation_that_asks_several_things_must_say_which(project):
    name, places, other = several(project)
    (problem,) = problems(corrections.move, project, [name], other)
    assert "asks several things" in problem
    for message in places:
        assert f"{name}:{message}" in problem
    message = next(iter(places))
    corrections.move(project, [f"{name}:{message}"], other)
    assert other in {t for t, topic in listed(project).items() if name in topic["conversations"]}


def test_what_cannot_be_split_or_moved_is_told_at_once(project):
    before = themes(project)
    towel, guest = before["towel"], before["guest"]
    stray = towel["conversations"][0]
    found = problems(corrections.split, project, guest["id"], ["nobody", stray, stray + ":99"])
    assert [p.split(" — ")[0] for p in found] == [
        "nobody: is no conversation",
        f"{stray}: asks nothing in {guest['id']}",
        f"{stray}:99: asks nothing in {guest['id']}",
    ]
    (whole,) = problems(corrections.split, project, guest["id"], guest["conversations"])
    assert "would be left without a question" in whole
    (there,) = problems(corrections.move, project, [stray], towel["id"])
    assert f"is in {towel['id']} already" in there
    (last,) = problems(corrections.move, project, towel["conversations"], guest["id"])
    assert f"kbgen topic merge {guest['id']} {towel['id']}" in last
    (last,) = problems(corrections.move, project, towel["conversations"], None)
    assert f"kbgen topic reject {towel['id']}" in last
    assert corrections.history(project) == []


def test_a_name_that_means_two_conversations_is_told(project):
    rows = "conversation_id,at,role,text\n1,{},고객,주차는 되나요?\n1,{},상담원,네 됩니다.\n"
    for i, at in enumerate(("2026-05-01 10:00", "2026-05-02 11:00")):
        path = project.folder / f"{i}.csv"
        path.write_text(rows.format(at, at), encoding="utf-8")
        intake.ingest(project, [path])
    (problem,) = problems(corrections.move, project, ["1"], themes(project)["towel"]["id"])
    assert re.search(r"names 2 conversations — give kbgen's id: k\w{16}, k\w{16}$", problem)


# reject, undo, history


def test_a_rejected_topic_comes_back_by_undo(project):
    towel = themes(project)["towel"]
    done = corrections.reject(project, towel["id"], "전화 010-2345-6789 로 받음")
    assert done.removed_pages == (towel["page"],)
    assert listed(project)[towel["id"]]["state"] == "rejected"
    with project.store() as store:
        assert "2345" not in store.decisions("reject")[towel["id"]].reason
    assert "was rejected" in problems(corrections.reject, project, towel["id"], "no")[0]
    assert corrections.undo(project).kind == "reject"
    assert drafts.run_draft(project).pages[towel["page"]] == "written"
    corrections.reject(project, towel["id"], "no")
    review.reopen(project, towel["id"])
    assert corrections.history(project) == []


def test_every_correction_is_listed_and_taken_back_newest_first(project):
    before, found = state(project), themes(project)
    towel, guest, pause, locker = (found[name] for name in ("towel", "guest", "pause", "locker"))
    seen = [before]
    for call in (
        lambda: corrections.rename(project, towel["id"], "수건"),
        lambda: corrections.merge(project, towel["id"], [guest["id"]]),
        lambda: corrections.split(project, towel["id"], guest["conversations"][:2]),
        lambda: corrections.move(project, pause["conversations"][3:4], towel["id"]),
        lambda: corrections.move(project, pause["conversations"][2:3], None),
        lambda: corrections.reject(project, locker["id"], "no"),
    ):
        call()
        assert kept(project)
        seen.append(state(project))
    told = corrections.history(project)
    assert [line["kind"] for line in told] == ["rename", "merge", "split", "move", "move", "reject"]
    assert {line["at"] for line in told} == {NOW.isoformat()}
    assert (told[0]["title"], told[0]["before"]) == ("수건", towel["title"])
    assert told[1]["gone"] == [{"topic": guest["id"], "title": guest["title"]}]
    for kind in reversed([line["kind"] for line in told]):
        seen.pop()
        assert corrections.undo(project).kind == kind
        assert state(project) == seen[-1]
    assert state(project) == before
    assert "no correction" in problems(corrections.undo, project)[0]


def test_a_draft_of_a_topic_comes_and_goes_with_it(project):
    before = themes(project)
    guest, towel = before["guest"], before["towel"]
    corrections.merge(project, towel["id"], [guest["id"]])
    corrections.undo(project)
    assert drafts.run_draft(project).pages[guest["page"]] == "written"
    done = corrections.split(project, guest["id"], guest["conversations"][:3])
    written = [path for path in drafts.run_draft(project).pages if done.new in path]
    assert written
    assert corrections.undo(project).removed_pages == tuple(written)
    assert not set(written) & set(project.pages())


def test_undo_after_a_run_keeps_what_came_since(project):
    before = themes(project)
    towel, guest = before["towel"], before["guest"]
    corrections.merge(project, towel["id"], [guest["id"]])
    more = [
        logs.record(f"towel-9{i}", [("c", text), ("a", "수건은 샤워실 입구에 비치되어 있습니다.")], day=70 + i)
        for i, text in enumerate(("수건은 개인이 챙겨야 하나요?", "샤워실 수건 제공되나요"))
    ]
    intake.ingest(project, [logs.write(project.folder / "more.jsonl", more)])
    topics.run_mine(project)
    corrections.undo(project)
    after = listed(project)
    assert set(after[guest["id"]]["conversations"]) == set(guest["conversations"])
    assert after[guest["id"]]["title"] == guest["title"]
    assert set(towel["conversations"]) <= set(after[towel["id"]]["conversations"])
    assert not set(guest["conversations"]) & set(after[towel["id"]]["conversations"])


def test_a_correction_of_a_newer_kbgen_is_not_guessed_at(project):
    with project.store() as store:
        store.decide(Decision("correction", "00000001 x", "weigh", '{"kind": "weigh", "topic": "t"}', NOW))
    assert "upgrade kbgen" in problems(corrections.history, project)[0]


# the command line


def test_show_tells_what_is_in_a_topic(project):
    towel = themes(project)["towel"]
    corrections.rename(project, towel["id"], "수건")
    told = run(project, "show", towel["id"], "--limit", "2").stdout
    assert told.startswith(f"{towel['id']}  수건 (your title)\n  faq, ")
    assert "and 2 more: --limit 4" in told
    for name in ("towel-0", "towel-3", towel["conversations"][0]):
        assert name in told
    assert "2026-06-01 09:00  rename" in told
    corrections.reject(project, towel["id"], "no")
    assert "rejected" in run(project, "show", towel["id"]).stdout


def shape(value, at=""):
    """The paths of all fields of a document, `[]` for the items of a list."""
    if isinstance(value, dict):
        return {path for key, item in value.items() for path in ({f"{at}.{key}"} | shape(item, f"{at}.{key}"))}
    if isinstance(value, list):
        return {path for item in value for path in shape(item, f"{at}[]")}
    return set()


def test_every_command_prints_the_json_that_the_guide_shows(project):
    found = themes(project)
    towel, guest, pause, locker = (found[name] for name in ("towel", "guest", "pause", "locker"))
    told = [
        run(project, *line, "--json").stdout
        for line in (
            ("rename", towel["id"], "수건"),
            ("merge", towel["id"], guest["id"]),
            ("split", towel["id"], guest["conversations"][0]),
            ("move", pause["conversations"][3], "--to", towel["id"]),
            ("move", pause["conversations"][2], "--out"),
            ("reject", locker["id"], "--reason", "no"),
        )
    ]
    shapes = [shape(json.loads(text)) for text in told]
    done, listed_all, undone = (
        json.loads(b) for b in re.findall(r"^```json\n(.*?)^```", GUIDE.read_text("utf-8"), re.M | re.S)
    )
    assert all(found == shape(done) for found in shapes)
    assert shape(json.loads(run(project, "history", "--json").stdout)) == shape(listed_all)
    shown = json.loads(run(project, "show", towel["id"], "--json").stdout)
    assert set(shown) - set(towel) == {"title_by", "sources", "corrections"}
    assert len(shown["corrections"]) == 4
    assert shape(json.loads(run(project, "undo", "--json").stdout)) == shape(undone)


def test_every_command_says_what_it_did(project):
    found = themes(project)
    towel, guest, pause = (found[name] for name in ("towel", "guest", "pause"))
    assert run(project, "history").stdout == "No corrections.\n"
    assert "is now called '수건'" in run(project, "rename", towel["id"], "수건").stdout
    review.approve(project, [guest["id"]])
    told = run(project, "merge", towel["id"], guest["id"], pause["id"]).stdout
    assert f"{guest['id']}, {pause['id']} merged into {towel['id']}" in told
    assert f"{pause['page']} is removed" in told
    assert f'kbgen review reject {guest["page"]} --reason "part of {towel["id"]}"' in told
    told = run(project, "split", towel["id"], guest["conversations"][0]).stdout
    assert f"of {towel['id']} are the new topic t" in told
    assert "moved out of their topics" in run(project, "move", pause["conversations"][3], "--out").stdout
    lines = run(project, "history").stdout.splitlines()
    assert [line.split()[2] for line in lines] == ["rename", "merge", "split", "move"]
    assert lines[3].endswith(f"move {towel['id']} → no topic, 1 question")
    assert "Took back: move out of all topics." in run(project, "undo").stdout
    assert len(run(project, "history").stdout.splitlines()) == 3
    with pytest.raises(Exception, match="say --to TOPIC or --out"):
        run(project, "move", guest["conversations"][0])
