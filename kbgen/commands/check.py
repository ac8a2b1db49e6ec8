"""`kbgen check`: what must not be published, and what in the tone of help texts drives readers away."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kbgen.commands import review
from kbgen.commands.project import Project
from kbgen.errors import Problem, fail
from kbgen.pages.lint import Finding, lint, unfit

SUFFIXES = (".md", ".markdown", ".txt")
_WELCOMES = ("index", "readme")


@dataclass(frozen=True, slots=True)
class Toned:
    """A finding of the tone lint: `where` is the file's path, `line` counts from 1 at the top of the file."""

    where: str
    line: int
    rule: str
    why: str
    better: str
    excerpt: str

    def __str__(self) -> str:
        return f"{self.where}:{self.line}: {self.rule}: {self.excerpt}\n    {self.why} {self.better}"


@dataclass(frozen=True, slots=True)
class Checked:
    """What `kbgen check` found: `problems` must not be published; `tone` is to be read, and fails with --strict."""

    problems: tuple[Problem, ...]
    tone: tuple[Toned, ...]


def check_pages(project: Project, drafts: bool = False) -> Checked:
    """Check the published pages of a project, and its drafts when asked."""
    statuses = ("published", "draft") if drafts else ("published",)
    problems, tone = list(review.check(project, drafts)), []
    for path, page in project.pages().items():
        if page.status in statuses:
            text = (project.folder / path).read_text(encoding="utf-8")
            more, toned = _sorted(path, lint(text, project.config.privacy.allow))
            problems += more
            tone += toned
    return Checked(tuple(problems), tuple(tone))


def check_files(paths: Sequence[Path], allow: Sequence[str] = ()) -> Checked:
    """Check Markdown and text files, whosever they are: personal data, placeholders, greetings, tone.

    Raises:
        KbgenError: a path does not exist, holds no such file, or cannot be read as UTF-8.
    """
    problems: list[Problem] = []
    tone: list[Toned] = []
    for file in dict.fromkeys(file for path in paths for file in _files(path)):
        text = _text(file)
        found = sorted((*unfit(text, allow), *lint(text, allow)), key=lambda finding: finding.line)
        more, toned = _sorted(str(file), found)
        problems += more
        tone += toned
    return Checked(tuple(problems), tuple(tone))


def _sorted(where: str, found: Sequence[Finding]) -> tuple[list[Problem], list[Toned]]:
    """Return the errors as problems, and the warnings. A page that welcomes readers may greet them."""
    welcomes = PurePosixPath(where.replace("\\", "/")).stem.lower() in _WELCOMES
    problems = [
        Problem(f"{where}:{f.line}", f"{f.rule}: {f.why}", f.better)
        for f in found
        if f.severity == "error" and not (welcomes and f.rule == "publish/greeting")
    ]
    tone = [Toned(where, f.line, f.rule, f.why, f.better, f.excerpt) for f in found if f.severity == "warning"]
    return problems, tone


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    if not path.is_dir():
        raise fail(path, "does not exist")
    found = [file for file in sorted(path.rglob("*")) if file.suffix.lower() in SUFFIXES and file.is_file()]
    if not found:
        raise fail(path, "holds no Markdown or text file", f"name files, or a folder of {', '.join(SUFFIXES)}")
    yield from found


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise fail(file, "is not UTF-8", "save it as UTF-8") from error
    except OSError as error:
        raise fail(file, f"cannot be read ({error.strerror})") from error
