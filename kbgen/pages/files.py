"""The pages of a project on disk: content/*.md, read as they are and never overwritten where a person wrote."""

import os
import tempfile
from pathlib import Path

from kbgen.errors import KbgenError, Problem, fail
from kbgen.models import Page
from kbgen.pages.markdown import parse

CONTENT = "content"
FOLDERS = {"faq": "faq", "guide": "guide", "roadmap": "roadmap", "promo": "notices", "incident": "notices"}


def load_pages(project: Path) -> dict[str, Page]:
    """Return all pages of a project by path (`content/…`, with forward slashes), in order of path.

    Raises:
        KbgenError: files that cannot be read or parsed; all are told at once.
    """
    pages: dict[str, Page] = {}
    problems: list[Problem] = []
    for file in sorted((project / CONTENT).rglob("*.md")):
        path = file.relative_to(project).as_posix()
        try:
            pages[path] = parse(path, file.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            problems.append(Problem(path, "is not UTF-8", "save it as UTF-8"))
        except OSError as error:
            problems.append(Problem(path, f"cannot be read ({error.strerror})"))
        except KbgenError as error:
            problems += error.problems
    if problems:
        raise KbgenError(*problems)
    return pages


def page_path(kind: str, name: str) -> str:
    """Return the path of a new page; `name` is an id made by kbgen, never text from a log."""
    return f"{CONTENT}/{FOLDERS[kind]}/{name}.md"


def write_text(project: Path, path: str, text: str) -> None:
    """Write a file of the project whole or not at all, so that an interrupted run leaves no half page.

    Raises:
        KbgenError: the file cannot be written.
    """
    target = project / path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".kbgen-", suffix=".tmp")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
                out.write(text)
            Path(name).chmod(0o644)
            Path(name).replace(target)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise fail(path, f"cannot be written ({error.strerror})", "check free space and permissions") from error
