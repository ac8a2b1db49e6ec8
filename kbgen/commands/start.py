"""`kbgen new`: an empty project."""

from pathlib import Path
from typing import Literal

from kbgen.site.scaffold import scaffold


def new(folder: Path, name: str | None, language: Literal["ko", "en"]) -> tuple[Path, ...]:
    """Make a project in an empty or missing folder; the company is called `name`, or as the folder is."""
    return scaffold(folder, name or folder.resolve().name, language)
