"""A new project on disk: the files that `kbgen new` writes, kept as templates beside this module."""

import json
from pathlib import Path
from typing import Literal

from kbgen.errors import fail

TEMPLATES = Path(__file__).parent / "scaffold"


def scaffold(folder: Path, name: str, language: Literal["ko", "en"]) -> tuple[Path, ...]:
    """Write an empty project for the company `name` into `folder`, and return the files written, in order.

    Raises:
        KbgenError: the folder exists and is not empty, or cannot be written; or the name is not one line.
    """
    if not name.strip() or any(ord(c) < 32 or ord(c) == 127 for c in name):
        raise fail("name", "must be a line of text")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise fail(folder, "exists and is not an empty folder", "name a new folder; nothing is overwritten")
    said = json.dumps(name.strip(), ensure_ascii=False)  # a text in quotes that YAML and TOML both read
    files = {
        "kbgen.toml": _template(f"{language}/kbgen.toml").replace("{name}", said),
        "mkdocs.yml": _template(f"{language}/mkdocs.yml").replace("{name}", said),
        "content/.gitkeep": "",
        "overrides/main.html": _template("all/overrides/main.html"),
        ".gitignore": _template("all/gitignore"),
    }
    try:
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise fail(error.filename or folder, f"cannot be written ({error.strerror})") from error
    return tuple(folder / path for path in files)


def _template(path: str) -> str:
    return (TEMPLATES / path).read_text("utf-8")
