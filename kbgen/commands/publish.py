"""`kbgen build`, `serve`, `run`: from pages to a site, and all of it in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kbgen.commands.desk import suggest_document
from kbgen.commands.drafts import Drafts, run_draft, run_notices
from kbgen.commands.intake import Ingested, ingest
from kbgen.commands.project import STATE, Project
from kbgen.commands.review import approve_all, check, waiting
from kbgen.commands.topics import MineReport, run_mine
from kbgen.desk.server import create_app, serve
from kbgen.errors import KbgenError, Problem, fail
from kbgen.models import Redacted
from kbgen.readers import asks_for, files_below
from kbgen.site.builder import BuildReport, build


@dataclass(frozen=True, slots=True)
class Ran:
    """What `kbgen run` did, stage by stage."""

    ingested: Ingested
    mined: MineReport
    notices: list[dict[str, Any]]
    drafts: Drafts
    approved: tuple[str, ...]
    held: tuple[Problem, ...]
    waiting: int
    built: BuildReport


def run_build(project: Project, now: datetime, drafts: bool = False, out: Path | None = None) -> BuildReport:
    """Build the site of the published pages.

    Raises:
        KbgenError: a published page must not be published, or the site cannot be built; the old site stays.
    """
    problems = check(project)
    if problems:
        raise KbgenError(*problems)
    with project.stage("Building the site"):
        return build(project.folder, out, drafts=drafts, now=now)


def run_serve(project: Project, host: str, port: int) -> None:
    """Serve the built site, take signals, answer agents' searches, until interrupted."""
    gate = project.gate()

    def redact(text: str) -> Redacted:
        return gate.text(text)[0]

    suggest = suggest_document(project)
    with project.store() as store:
        app = create_app(
            store,
            project.config,
            site=project.folder / "site",
            key_file=project.folder / STATE / "visitor.key",
            redact=redact,
            suggest=suggest,
            knows_page=lambda path: path.endswith(".md") and (project.folder / path).is_file(),
            clock=project.clock,
        )
        serve(app, host, port, proxies=project.config.signals.trusted_proxies)


def sort_out(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Return the logs and the notices among the paths; files in folders are told apart one by one.

    Raises:
        KbgenError: a path does not exist.
    """
    logs: list[Path] = []
    notices: list[Path] = []
    for path in paths:
        if not path.exists():
            raise fail(path, "does not exist")
        if path.is_dir():
            files = files_below(path)
            prose = [f for f in files if asks_for(f) == "notice"]
            notices += [f for f in prose if not f.stem.lower().startswith("readme")]
            logs += [f for f in files if f not in prose] if prose else [path]
        else:
            (notices if asks_for(path) == "notice" else logs).append(path)
    return logs, notices


def run_all(project: Project, paths: Sequence[Path], now: datetime, everything: bool) -> Ran:
    """Ingest, mine, notice, draft, check, build. `everything` publishes all that may be published without a person."""
    logs, notices = sort_out(paths)
    done = ingest(project, logs)
    mined = run_mine(project)
    shown = run_notices(project, notices) if notices else []
    drafts = run_draft(project)
    approved, held = approve_all(project) if everything or project.config.review.auto_approve else ((), ())
    built = run_build(project, now)
    return Ran(done, mined, shown, drafts, approved, held, len(waiting(project)), built)
