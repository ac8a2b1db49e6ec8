import re
import tomllib

import pytest
import yaml

from kbgen.config import documented, load, parse
from kbgen.errors import KbgenError
from kbgen.site.scaffold import scaffold


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_new_project(tmp_path, language):
    files = scaffold(tmp_path / "help", '모리 "상점" \\ 2호', language)
    assert [str(f.relative_to(tmp_path / "help")) for f in files] == [
        "kbgen.toml",
        "mkdocs.yml",
        "content/.gitkeep",
        "overrides/main.html",
        ".gitignore",
    ]
    config = load(tmp_path / "help")
    assert (config.project.name, config.project.language) == ('모리 "상점" \\ 2호', language)
    mkdocs = yaml.safe_load((tmp_path / "help/mkdocs.yml").read_text("utf-8"))
    assert mkdocs["site_name"] == config.project.name
    assert mkdocs["theme"]["language"] == language
    assert mkdocs["theme"]["font"] is False
    assert mkdocs["markdown_extensions"] == ["tables", {"toc": {"permalink": True}}]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_setting_that_is_commented_out_is_a_setting_with_its_default(tmp_path, language):
    scaffold(tmp_path / "help", "가게", language)
    text = (tmp_path / "help/kbgen.toml").read_text("utf-8")
    on = re.sub(r'^# (?=\[|[\w"]+ = )', "", text, flags=re.M)
    assert on != text
    parse(on)
    defaults = {key: value for key, value, _ in documented()}
    for section, values in tomllib.loads(on).items():
        for key, value in values.items():
            if not isinstance(value, dict) and section != "project":
                assert defaults[f"{section}.{key}"] == (tuple(value) if isinstance(value, list) else value)


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(KbgenError, match="not an empty folder"):
        scaffold(tmp_path, "가게", "ko")
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]
    with pytest.raises(KbgenError, match="line of text"):
        scaffold(tmp_path / "new", "a\nb", "ko")
    (tmp_path / "empty").mkdir()
    assert scaffold(tmp_path / "empty", "가게", "ko")
