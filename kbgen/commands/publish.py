"""`kbgen build`, `serve`, `run`: from pages to a site, and all of it in one go."""

import json
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
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
from kbgen.desk.reload import Reloading
from kbgen.desk.report import votes_by_page
from kbgen.desk.server import create_app, serve
from kbgen.errors import KbgenError, Problem, fail
from kbgen.language.terms import readings
from kbgen.models import Redacted
from kbgen.pages.checks import page_problems
from kbgen.pages.files import CONTENT, write_text
from kbgen.pages.markdown import parse
from kbgen.readers import asks_for, files_below
from kbgen.site.builder import BuildReport, build
from kbgen.site.reuse import Reuse
from kbgen.site.search import HELPED
from kbgen.site.watch import rebuilding

_DOUBT = 4
"""So many votes on neither side stand beside a page's own, for a first vote says little."""


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
    _tell_what_helped(project)
    with project.stage("Building the site"):
        return build(project.folder, out, drafts=drafts, now=now)


def _tell_what_helped(project: Project) -> None:
    """Write how much each page helped, for the site's search to rank by; `mkdocs build` then knows the same.

    Nothing is written before somebody voted, nor where the project has no database.
    """
    if not (project.folder / STATE / "kb.db").is_file():
        return
    with project.store() as store:
        votes = votes_by_page(store.signals())
    file = project.folder / STATE / HELPED
    worth = {page: round((v.up - v.down) / (v.up + v.down + _DOUBT), 2) for page, v in sorted(votes.items())}
    text = json.dumps(worth, ensure_ascii=False, indent=1) + "\n"
    if worth and not (file.is_file() and file.read_text("utf-8") == text):
        write_text(project.folder, f"{STATE}/{HELPED}", text)


class Rebuilder:
    """Builds a project's site again and again, as `run_build` does, and each time only what changed since.

    `tell` is given a line after each build: how long it took, or what is wrong.
    """

    def __init__(self, project: Project, tell: Callable[[str], None]) -> None:
        self._project, self._tell = project, tell
        self._reuse = Reuse(project.folder / "site")
        self._checked: dict[str, str] = {}

    def build(self, pages_alone: bool = True) -> None:
        """Build; `pages_alone` says that nothing but Markdown below `content/` changed since the last time.

        Raises:
            KbgenError: as `run_build`; the old site stays.
        """
        start = time.monotonic()
        if not pages_alone:
            self._reuse.forget()
            self._checked = {}
            self._project = Project.open(self._project.folder, self._project.clock)
        self._check()
        _tell_what_helped(self._project)
        done = build(self._project.folder, now=self._project.clock(), reuse=self._reuse)
        self._tell(f"{done.pages} pages on the site, {done.anew} built anew, in {time.monotonic() - start:.1f} s")

    def failed(self, error: KbgenError) -> None:
        """Tell what is wrong, and that the site is still the one before."""
        for problem in error.problems:
            self._tell(str(problem))
        self._tell("the site stays as it was; save a mended file and it is built again")

    def _check(self) -> None:
        """Refuse pages that must not be published; those that passed are not looked at again."""
        folder, allow = self._project.folder, self._project.config.privacy.allow
        problems: list[Problem] = []
        for file in sorted((folder / CONTENT).rglob("*.md")):
            path = file.relative_to(folder).as_posix()
            try:
                text = file.read_text("utf-8")
                if self._checked.get(path) == text:
                    continue
                page = parse(path, text)
            except FileNotFoundError:
                continue  # An editor or another program took it away meanwhile; that is a change, too.
            except (OSError, UnicodeDecodeError):
                problems.append(Problem(path, "cannot be read", "save it as UTF-8, and check its permissions"))
                continue
            except KbgenError as error:
                problems += error.problems
                continue
            found = page_problems(page, allow) if page.status == "published" else []
            problems += found
            if not found:
                self._checked[path] = text
        if problems:
            raise KbgenError(*problems)


def run_serve(project: Project, host: str, port: int, tell: Callable[[str], None] | None = None) -> None:
    """Serve the built site, take signals, answer agents' searches, until interrupted.

    With `tell` it also builds the site, now and whenever the project's files change, and browsers load it again.
    """
    gate = project.gate()

    def redact(text: str) -> Redacted:
        return gate.text(text)[0]

    suggest = suggest_document(project)
    with ExitStack() as stack:
        store = stack.enter_context(project.store())
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
        if tell is not None:
            # The first sentence that is new would wait seconds for the language model.
            threading.Thread(target=readings, args=([""],), name="kbgen-model", daemon=True).start()
            rebuilder = Rebuilder(project, tell)
            try:
                rebuilder.build()
            except KbgenError as error:
                rebuilder.failed(error)
            builds = stack.enter_context(rebuilding(project.folder, rebuilder.build, rebuilder.failed))
            app.add_middleware(Reloading, builds=builds)
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
