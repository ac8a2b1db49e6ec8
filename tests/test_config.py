import dataclasses
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kbgen.config import Config, documented, find_project, load, parse
from kbgen.errors import KbgenError


def problems(text):
    with pytest.raises(KbgenError) as caught:
        parse(text)
    return [str(problem) for problem in caught.value.problems]


def test_an_empty_file_gives_the_defaults():
    assert parse("") == parse("[project]\n[mining]\n") == Config()
    assert Config().zone == ZoneInfo("Asia/Seoul")


def test_every_key_can_be_set():
    config = parse(
        """
        [project]
        name = "움핏"
        language = "en"
        timezone = "Europe/Lisbon"
        url = "https://help.example.com"
        [ingest]
        columns = { "방 번호" = "conversation_id" }
        roles = { "회원" = "customer" }
        bots = ["bot-1"]
        [privacy]
        allow = ["02-1234-5678"]
        [mining]
        sample = 100
        vote = 2
        search = 0.25
        [drafting]
        min_conversations = 0
        [review]
        auto_approve = true
        [site]
        categories = { "돈" = ["환불", "요금"] }
        [signals]
        trusted_proxies = ["10.0.0.1"]
        """
    )
    assert (config.project.name, config.project.language, config.zone) == ("움핏", "en", ZoneInfo("Europe/Lisbon"))
    assert dict(config.ingest.columns) == {"방 번호": "conversation_id"}
    assert dict(config.ingest.roles) == {"회원": "customer"}
    assert (config.ingest.bots, config.privacy.allow) == (("bot-1",), ("02-1234-5678",))
    assert (config.mining.sample, config.mining.vote, config.mining.search) == (100, 2.0, 0.25)
    assert (config.drafting.min_conversations, config.review.auto_approve) == (0, True)
    assert dict(config.site.categories) == {"돈": ("환불", "요금")}
    assert config.signals.trusted_proxies == ("10.0.0.1",)
    assert config.drafting.max_claims == Config().drafting.max_claims


def test_all_problems_are_told_at_once_with_their_lines():
    text = """\
[project]
nmae = "움핏"
language = "jp"

[mining]
sample = "many"
vote = -1
[drafting]
min_support = 1.5
[review]
auto_approve = "yes"
[ingest]
bots = "bot-1"
[site]
categories = { "돈" = "환불" }
[colour]
x = 1
"""
    assert problems(text) == [
        "kbgen.toml:2: unknown key project.nmae — did you mean project.name?",
        'kbgen.toml:3: project.language must be "ko" or "en"',
        "kbgen.toml:6: mining.sample must be a whole number, 2 or more",
        "kbgen.toml:7: mining.vote must be a number, 0 or more",
        "kbgen.toml:9: drafting.min_support must be a whole number, 1 or more",
        "kbgen.toml:11: review.auto_approve must be true or false",
        "kbgen.toml:13: ingest.bots must be a list of texts",
        "kbgen.toml:15: site.categories must be a table whose values are a list of texts",
        "kbgen.toml:16: unknown key colour — known here: drafting, ingest, llm, mining, privacy, project, review, search, signals, site",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[project", "kbgen.toml: is not valid TOML"),
        ("project = 1", "kbgen.toml:1: project must be a table — write [project] and its keys below"),
        ('[project]\ntimezone = "Mars/Olympus"', "kbgen.toml:2: project.timezone is not a time zone"),
        ('[project]\n\ntimezone = "../etc/passwd"', "kbgen.toml:3: project.timezone is not a time zone"),
        ('[project]\ntimezone = ""', "kbgen.toml:2: project.timezone is not a time zone"),
        ("[mining]\nsample = true", "kbgen.toml:2: mining.sample must be a whole number"),
        ("[mining]\nvote = nan", "kbgen.toml:2: mining.vote must be a number"),
        ("[mining]\nvote = inf", "kbgen.toml:2: mining.vote must be a number, 0 or more"),
        ("[drafting]\nmax_claims = 0", "kbgen.toml:2: drafting.max_claims must be a whole number, 1 or more"),
        ("[llm]\nmax_retries = 1000", "kbgen.toml:2: llm.max_retries must be a whole number from 0 to 10"),
        ("[llm]\ntimeout = 0", "kbgen.toml:2: llm.timeout must be a number from 0.1 to 3600"),
        ("[mining]\nvote = true", "kbgen.toml:2: mining.vote must be a number"),
        ("[project]\nname = 5", "kbgen.toml:2: project.name must be a text"),
        ("[privacy]\nallow = [1]", "kbgen.toml:2: privacy.allow must be a list of texts"),
        ("[ingest]\nroles = { a = 1 }", "kbgen.toml:2: ingest.roles must be a table whose values are a text"),
        ("[minning]\nsample = 1", "kbgen.toml:1: unknown key minning — did you mean mining?"),
    ],
)
def test_one_problem(text, told):
    (problem,) = problems(text)
    assert problem.startswith(told)


def test_a_key_of_one_section_is_found_in_that_section():
    assert problems('[mining]\nsearch = "x"\n[site]\nname = 1\n[project]\nname = 2\n') == [
        "kbgen.toml:2: mining.search must be a number, 0 or more",
        "kbgen.toml:4: unknown key site.name — known here: archive_after, categories, contact, max_categories, show_evidence",
        "kbgen.toml:6: project.name must be a text",
    ]


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(KbgenError, match="cannot be read"):
        load(tmp_path)
    (tmp_path / "kbgen.toml").write_bytes("[project]\nname = '움핏'".encode("cp949"))
    with pytest.raises(KbgenError, match=r"is not UTF-8 — save it as UTF-8"):
        load(tmp_path)
    (tmp_path / "kbgen.toml").write_text("[project]\nname = '움핏'", encoding="utf-8")
    assert load(tmp_path).project.name == "움핏"


def test_the_project_is_at_or_above(tmp_path):
    (tmp_path / "kbgen.toml").touch()
    below = tmp_path / "content" / "faq"
    below.mkdir(parents=True)
    assert find_project(below) == find_project(tmp_path) == tmp_path.resolve()
    with pytest.raises(KbgenError, match="kbgen new DIR"):
        find_project(Path("/"))


def test_every_key_is_documented():
    found = {key: (default, doc) for key, default, doc in documented()}
    sections = {section.name: section.default_factory() for section in dataclasses.fields(Config)}
    assert set(found) == {f"{name}.{key.name}" for name, value in sections.items() for key in dataclasses.fields(value)}
    for key, (default, doc) in found.items():
        section, name = key.split(".")
        assert default == getattr(sections[section], name)
        assert doc.endswith((".", "`.")), key
