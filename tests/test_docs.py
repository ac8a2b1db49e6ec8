"""The documentation says what the code does: commands, settings, JSON, HTTP, links."""

import importlib.machinery
import importlib.util
import json
import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import msgspec
import pytest
from click.testing import CliRunner

from kbgen import config
from kbgen.cli import cli
from kbgen.commands.project import Project
from kbgen.desk.predictions import Counted, Prediction
from kbgen.desk.server import OPENAPI
from kbgen.desk.stale import Stale, Stands
from kbgen.models import ClaimGroup, Cost, Disagreement, Question, Redacted, Topic
from kbgen.privacy import TYPES
from kbgen.store import Decision, Draft

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "reference"
CONTRACT = ROOT.parent / "shared" / "contract.md"
OPEN = {"redacted", "reasons", "draft.pages", "waiting"}
"""Tables whose keys are data: types, reasons, pages, topics."""


@pytest.fixture(scope="module")
def script() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("docs_script", str(ROOT / "scripts" / "docs"))
    spec = importlib.util.spec_from_loader("docs_script", loader)
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(group: click.Group, above: str = "kbgen") -> Iterator[tuple[str, click.Command]]:
    for command in group.commands.values():
        yield f"{above} {command.name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{above} {command.name}")


# ---- what stands in the files


@pytest.mark.parametrize("name", ["README.md", "README.ko.md"])
def test_the_first_code_block_of_the_readme_is_two_commands(name: str) -> None:
    block = re.search(r"^```\w*\n(.*?)^```", text(name), re.M | re.S)
    assert block is not None
    lines = block[1].splitlines()
    assert len(lines) == 2
    assert "kbgen run sample" in lines[0]
    assert lines[1] == ".venv/bin/python -m pytest"


def test_every_command_and_option_is_in_the_reference() -> None:
    page = text("docs/reference/cli.md")
    sections = dict(re.findall(r"^## (kbgen .+?)\n(.*?)(?=^## |\Z)", page, re.M | re.S))
    shared = page.partition("## Options that commands share")[2].partition("\n## ")[0]
    for name, command in commands(cli):
        assert name in sections, f"{name} is not in cli.md"
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                said = sections[name] + shared
                assert all(option in said for option in parameter.opts), f"{name} {parameter.opts} is not in cli.md"


def test_every_setting_is_in_the_reference() -> None:
    page = text("docs/reference/config.md")
    assert [key for key, _, _ in config.documented() if f"| `{key}` |" not in page] == []


def test_the_generated_pages_are_fresh_and_nothing_is_undocumented(script: ModuleType) -> None:
    assert [*script.undocumented(), *script.stale()] == []


def test_links_and_images_point_somewhere(script: ModuleType) -> None:
    assert list(script.broken_links()) == []


def test_a_link_that_points_nowhere_is_found(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    for name in ("README.md", "README.ko.md", "CHANGELOG.md", "CONTRIBUTING.md"):
        (tmp_path / name).write_text("# Here\n[fine](#here) `[no](link.md)`\n", encoding="utf-8")
    (tmp_path / "docs" / "a.md").write_text(
        "# A\n\n[gone](b.md)\n![gone](c.png)\n[no heading](../README.md#there)\n[fine](../README.md#here)\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(script, "ROOT", tmp_path)
    assert list(script.broken_links()) == [
        "docs/a.md:3: b.md: no such file",
        "docs/a.md:4: c.png: no such file",
        "docs/a.md:5: ../README.md#there: no such heading",
    ]
    assert len(list(script.broken_links(without_images=True))) == 2


def test_every_dependency_has_its_decision() -> None:
    declared = {
        re.split(r"[<>=]", entry)[0] for entry in tomllib.loads(text("pyproject.toml"))["project"]["dependencies"]
    }
    told = text("docs/decisions.md").partition("## Dependencies")[2].partition("\n## ")[0]
    assert set(re.findall(r"^### (.+)$", told, re.M)) == declared


def test_every_type_of_personal_data_is_in_the_explanation() -> None:
    page = text("docs/explanation/privacy.md")
    assert [kind for kind in TYPES if f"`{kind}`" not in page] == []


def test_http_names_every_path_and_answer() -> None:
    page = text("docs/reference/http.md")
    paths: Any = OPENAPI["paths"]
    assert [path for path in paths if path not in page] == []
    assert [status for status in paths["/api/signals"]["post"]["responses"] if f"| {status} |" not in page] == []


# ---- JSON, against what a small project prints


def shape(value: object, at: str = "") -> set[str]:
    """Return the paths of all fields, `[]` for the items of a list; tables of data are not looked into."""
    found: set[str] = set()
    if isinstance(value, dict):
        for key, item in value.items():
            path = f"{at}.{key}" if at else key
            found.add(path)
            if path not in OPEN and key not in OPEN:
                found |= shape(item, path)
    elif isinstance(value, list):
        for item in value:
            found |= shape(item, f"{at}[]")
    return found


def examples(name: str) -> dict[str, list[Any]]:
    """Return the JSON examples of a page by the heading they stand under."""
    found: dict[str, list[Any]] = {}
    for section in re.split(r"^## ", text(f"docs/reference/{name}"), flags=re.M):
        title = section.partition("\n")[0].strip()
        found[title] = [json.loads(block) for block in re.findall(r"^```json\n(.*?)^```", section, re.M | re.S)]
    return found


LOG = """conversation_id,at,role,author,text,channel,tags,csat,resolved
c1,2020-03-02 10:00,customer,kim,반품은 며칠까지 되나요? 010-1234-5678로 연락 주세요,chat,반품,5,Y
c1,2020-03-02 10:05,agent,lee,수령 후 7일 안에 신청하시면 됩니다.,chat,반품,5,Y
c2,2020-03-20 10:00,customer,park,반품 기간이 궁금해요,chat,반품,4,Y
c2,2020-03-20 10:05,agent,lee,수령 후 7일 안에 신청하시면 됩니다.,chat,반품,4,Y
c3,2099-03-02 10:00,customer,choi,반품 언제까지 가능해요?,chat,반품,3,N
c3,2099-03-02 10:05,agent,han,수령 후 14일 안에 신청하시면 됩니다.,chat,반품,3,N
c4,2020-03-25 10:00,customer,seo,쿠폰을 썼는데 할인이 안 됐어요,chat,쿠폰,1,N
c4,2020-03-25 10:05,agent,han,확인해 보고 다시 연락드리겠습니다.,chat,쿠폰,1,N
"""
NOTICE = """# 가을 할인 이벤트

- 기간: 2026년 10월 5일(월) 10:00 ~ 10월 31일(토) 23:59
- 대상: 모리상점 회원
- 혜택: 5,000원 할인 쿠폰

## 참여 방법

1. 앱에서 쿠폰을 받습니다.
2. 결제할 때 쿠폰을 고릅니다.

## 유의사항

- 다른 쿠폰과 중복 사용할 수 없습니다.
"""
PAGE = "content/faq/treturns.md"
TEXT = """---
title: 반품 기간
description: 수령 후 7일 안에 신청하시면 됩니다.
kbgen:
  topic: treturns
  kind: faq
  status: draft
  generated: old
---

# 반품 기간

수령 후 7일 안에 신청하시면 됩니다.
"""


MAIL = """From: minji@customer.example
To: help@shop.example
Subject: 반품 기간
Message-ID: <1@customer.example>
Date: Mon, 01 Jun 2026 10:00:00 +0900

반품은 며칠 안에 해야 하나요?
"""


class Small:
    """A project of a few conversations, whose topics are put in by hand, so that every field of every document has a value."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "help"
        self.files = folder
        self.run("new", str(self.folder), "--name", "가게", project=False)
        (folder / "log.csv").write_text(LOG, encoding="utf-8")
        (folder / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
        (folder / "box.eml").write_text(MAIL, encoding="utf-8")
        (folder / "notice.md").write_text(NOTICE, encoding="utf-8")

    def run(self, *arguments: str, project: bool = True, given: str = "") -> str:
        where = ("-C", str(self.folder)) if project else ()
        done = CliRunner().invoke(cli, [*arguments, *where], input=given, standalone_mode=False)
        if done.exception is not None:
            raise done.exception
        return done.stdout

    def json(self, *arguments: str, given: str = "") -> Any:
        return json.loads(self.run(*arguments, "--json", given=given))

    def lines(self, *arguments: str, given: str = "") -> list[Any]:
        return [json.loads(line) for line in self.run(*arguments, "--json", given=given).splitlines()]

    def put_topic(self) -> None:
        """Store a topic with a disagreement, its page as published in 2050, newer text for the page, and a single case."""
        project = Project.open(self.folder)
        now = datetime(2050, 1, 1, tzinfo=UTC)
        with project.store() as store:
            every = list(store.conversations())
            held = [c for c in every if c.source.id != "c4"]
            left = [Question(c.id, 0, c.messages[0].text, (1,)) for c in every if c.source.id == "c4"]
            names = tuple(c.id for c in held)
            sides = tuple(
                ClaimGroup(value, Redacted(f"수령 후 {value}"), 1, names[:1], held[0].opened_at, held[0].opened_at)
                for value in ("7일", "14일")
            )
            topics = [
                Topic(
                    id=name, title=Redacted("반품 기간"), kind=kind, language="ko", category=Redacted("반품"),
                    questions=tuple(Question(c.id, 0, c.messages[0].text, (1,)) for c in asked), customers=len(asked),
                    turns=1.0, first_seen=held[0].opened_at, last_seen=held[-1].opened_at, score=1.0,
                    disagreements=(Disagreement("period", "수령 신청", "conflict", sides),) if kind == "faq" else (),
                    cost=Cost(spikes=("2020-W10",)),
                )
                for name, kind, asked in (("treturns", "faq", held[:2]), ("twish", "feature_request", held[2:]))
            ]  # fmt: skip
            store.put_topics(topics, left)
            (self.folder / PAGE).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / PAGE).write_text(TEXT, encoding="utf-8")
            store.put_draft(Draft(PAGE, TEXT, TEXT.replace("generated: old", "generated: new"), ()))
            store.decide(Decision("publish", PAGE, "", "", now))

    def set_status(self, status: str) -> None:
        (self.folder / PAGE).write_text(TEXT.replace("status: draft", f"status: {status}"), encoding="utf-8")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """What each command prints, by its heading in json.md."""
    small = Small(tmp_path_factory.mktemp("docs"))
    log = str(small.files / "log.csv")
    made = small.run("new", "other", "--json", "-C", str(small.files), project=False)
    found: dict[str, list[Any]] = {
        "new": [json.loads(made)],
        "ingest": [small.json("ingest", log, str(small.files / "old.xls"), str(small.files / "box.eml"))],
        "conversations": small.lines("conversations")[:1],
        "redact": small.lines("redact", "-", given="김민지입니다 010-1234-5678\n"),
        "mine": [small.json("mine")],
        "notice": [small.json("notice", str(small.files / "notice.md"))],
    }
    small.put_topic()
    found["topics"] = [small.json("topics")]
    found["review"] = [small.json("review")]
    found["check"] = [small.json("check", "--drafts")]
    settled = small.json("review", "settle", PAGE, "7일")
    found["review"] += [
        small.json("review", "approve", "--all"),
        small.json("review", "reject", "twish", "--reason", "no"),
        settled,
        small.json("review", "reopen", "twish"),
        {"merged": PAGE},  # `merge` prints nothing else; what it does is tested with the pages
        small.json("review", "diff"),
    ]
    small.put_topic()
    small.set_status("published")
    small.run("review", "settle", PAGE, "7일")
    now = datetime(2026, 10, 12, tzinfo=UTC)
    signals = [
        {"event": "vote", "page": PAGE, "value": "down", "reason": "unclear"},
        {"event": "search", "query": "교환 신청", "results": 0},
        {"event": "link", "page": PAGE, "conversation": "c1"},
        {"event": "vote", "page": "content/faq/gone.md", "value": "up"},
    ]
    file = small.files / "signals.jsonl"
    told = [{"at": (now + timedelta(minutes=n)).isoformat(), **signal} for n, signal in enumerate(signals)]
    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in told), encoding="utf-8")
    found["signals import"] = [small.json("signals", "import", str(file))]
    found["signals export"] = small.lines("signals", "export")
    found["suggest"] = [small.json("suggest", "반품 기간")]
    found["report"] = [{**small.json("report"), **RARE}]
    found["build"] = [small.json("build")]
    found["draft"] = [small.json("draft")]
    found["run"] = [small.json("run", log)]
    return found


# A small project has no page that agents contradict and no notice that is over; what would be printed of them is known.
RARE = msgspec.json.decode(
    msgspec.json.encode(
        {
            "stale": [
                Stale(PAGE, "", "conflict", "", (Stands("7일", "", ("k",), datetime(2026, 1, 1, tzinfo=UTC), True),))
            ],
            "predictions": [Prediction("n", "", PAGE, *(((Counted("", 1),),) * 3))],
        }
    )
)

NAMES = [
    "new", "ingest", "conversations", "redact", "mine", "topics", "draft", "notice", "review", "check", "build",
    "suggest", "report", "run", "signals import", "signals export",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_the_json_examples_name_exactly_the_fields_that_are_printed(printed: dict[str, list[Any]], name: str) -> None:
    written = [shape(example, name if name == "draft" else "") for example in examples("json.md")[name]]
    real = [shape(document, name if name == "draft" else "") for document in printed[name]]
    assert written == real


def test_every_json_example_is_looked_at() -> None:
    assert {title for title, found in examples("json.md").items() if found} - {"Generic inputs"} == set(NAMES)


def test_signals_are_written_alike_on_both_pages() -> None:
    assert examples("json.md")["signals export"] == [e for found in examples("signals.md").values() for e in found]


def test_a_generic_input_is_read_as_the_examples_say(tmp_path: Path) -> None:
    small = Small(tmp_path)
    message, conversation = examples("json.md")["Generic inputs"]
    for name, example in (("message", message), ("conversation", conversation)):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(example, ensure_ascii=False) + "\n", encoding="utf-8")
        read = small.json("ingest", str(tmp_path / f"{name}.jsonl"))
        assert (read["files"][0]["messages"], read["skipped"]) == (1, [])


# ---- the contract that scripts outside of this repository rely on


@pytest.mark.skipif(not CONTRACT.is_file(), reason="the contract is not beside this repository")
def test_the_reference_says_all_that_the_contract_says() -> None:
    contract = CONTRACT.read_text(encoding="utf-8")
    reference = "\n".join(page.read_text(encoding="utf-8") for page in sorted(REFERENCE.glob("*.md")))
    rows = re.findall(r"^\| `(kbgen [a-z]+|[A-Z]+ /\S+|GET /\S+)", contract, re.M)
    assert len(rows) > 15
    fields = {
        name
        for block in re.findall(r"^```\n(.*?)^```", contract, re.M | re.S)
        for name in [*re.findall(r'"(\w+)"', block), *re.findall(r"^ *(\w+):", block, re.M)]
    }
    assert len(fields) > 80
    absent = [row for row in rows if row.split("?")[0] not in reference]
    absent += sorted(name for name in fields if not re.search(rf"\b{name}\b", reference))
    assert absent == []
