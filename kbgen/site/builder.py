"""Building a project's site, as `mkdocs build` does, but beside the old one, which stays when the build fails."""

import ctypes
import errno
import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import jinja2
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from kbgen.errors import KbgenError, Problem, fail
from kbgen.site.plugin import KbgenPlugin
from kbgen.site.reuse import Reuse

CONFIG = "mkdocs.yml"
_UNFORESEEN = (ValueError, TypeError, ArithmeticError, AttributeError, LookupError, RuntimeError)
"""What odd front matter, templates and other plugins let MkDocs fail with."""

DOCS = "content"


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made: pages of `content/` on the site, what MkDocs warned of, and where the site is.

    `anew` tells how many pages of all the site's were made anew; None when nothing could be taken over.
    """

    pages: int
    warnings: tuple[str, ...]
    folder: Path
    anew: int | None = None


def build(
    project: Path,
    out: Path | None = None,
    *,
    drafts: bool = False,
    now: datetime,
    strict: bool = True,
    reuse: Reuse | None = None,
) -> BuildReport:
    """Build the site of a project as of `now` into `out` (default: `site_dir` of its `mkdocs.yml`).

    It is built in a temporary folder beside `out` and swapped in when it is whole. With `strict` a warning is an error.
    MkDocs's log is global to the process, so two threads must not build at once. `reuse` is given to builds that follow one
    another, and makes them shorter and nothing else.

    Raises:
        KbgenError: the configuration, a page or `out` is wrong; all that MkDocs told is in it. The old site stays.
    """
    path = project / CONFIG
    if not path.is_file():
        raise fail(path, "is missing", "make a project with `kbgen new DIR`, or name one with -C DIR")
    with _log() as records:
        try:
            config = load_config(str(path), config_file_path=str(path.resolve()), strict=strict)
            target = (out or Path(config.site_dir)).resolve()
            _check_target(target, config)
            target.parent.mkdir(parents=True, exist_ok=True)
            plugin = _plugin(config, path)
            plugin.config["drafts"] = drafts or plugin.config["drafts"]
            plugin.config["now"] = now.isoformat()
            if reuse is not None:
                reuse.generations.site = target
                config.plugins["kbgen/reuse"] = reuse
            with _workshop(target, reuse) as folder:
                config.site_dir = str(folder / "site")
                mkdocs_build(config)
                made = folder / "site"
                old = _swap(reuse.generations.whole(made) if reuse else made, target)
                anew = reuse.keep(old) if reuse is not None else None
        except (Abort, ConfigurationError) as error:
            raise _told(path, records, error) from error
        except jinja2.TemplateError as error:
            raise _template_problem(project, error) from error
        except OSError as error:
            raise _disk_problem(project, out, error) from error
        except _UNFORESEEN as error:
            what = f"cannot be built ({type(error).__name__}: {error}); the old site stays"
            raise fail(path, what, "look at what changed last: front matter, templates, plugins") from error
    return BuildReport(len(plugin.entries), tuple(r.getMessage() for r in records), target, anew)


def _template_problem(project: Path, error: jinja2.TemplateError) -> KbgenError:
    name, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    step = None if line else error.__traceback__
    while step is not None:
        # Jinja puts a template's own lines into the traceback of what went wrong while it ran.
        file = step.tb_frame.f_code.co_filename
        if file.endswith(".html"):
            name, line = file, step.tb_lineno
        step = step.tb_next
    where = Path(name) if name else project / "overrides"
    return fail(f"{where}:{line}" if line else where, f"the template does not work: {error.message}", "mend it")


def _disk_problem(project: Path, out: Path | None, error: OSError) -> KbgenError:
    """Name the file that could not be read, or else the folder that could not be written."""
    path = Path(error.filename) if isinstance(error.filename, str) else None
    if path is not None and error.errno != errno.ENOSPC and path.is_relative_to(project.resolve() / DOCS):
        return fail(path, f"cannot be read ({error.strerror})", "check its permissions")
    fix = "free some space" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "check the folder's permissions"
    return fail(out or project / "site", f"the site cannot be written ({error.strerror}); the old one stays", fix)


class _Collector(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def _log() -> Iterator[list[logging.LogRecord]]:
    """Collect what MkDocs, its theme and plugins warn of, and keep it from the screen."""
    logger = logging.getLogger("mkdocs")
    handler = _Collector(logging.WARNING)
    propagate, level = logger.propagate, logger.level
    logger.addHandler(handler)
    logger.propagate = False
    logger.setLevel(logging.INFO)  # links to anchors are checked only when somebody could hear of it
    try:
        yield handler.records
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate
        logger.setLevel(level)


def _plugin(config: MkDocsConfig, path: Path) -> KbgenPlugin:
    plugin = config.plugins.get("kbgen")
    if not isinstance(plugin, KbgenPlugin):
        raise fail(path, "does not name the plugin kbgen", "add `- kbgen` below `- search` in `plugins:`")
    return plugin


def _check_target(target: Path, config: MkDocsConfig) -> None:
    """The folder is replaced as a whole: it must be a site, or nothing yet, and hold nothing of the project."""
    kept = [config.docs_dir, str(config.config_file_path), str(config.theme.custom_dir or config.docs_dir)]
    if any(Path(path).resolve().is_relative_to(target) for path in kept):
        raise fail(target, "holds the project itself", "name a folder that is only for the site")
    if target.is_relative_to(Path(config.docs_dir).resolve()):
        raise fail(target, "is inside the content", "name a folder outside of it")
    if target.exists() and not target.is_dir():
        raise fail(target, "is a file", "name a folder")
    ours = any((target / name).is_file() for name in ("search/search_index.json", "llms.txt"))
    if target.is_dir() and any(target.iterdir()) and not ours:
        raise fail(target, "is not empty and not a built site", "name another folder, or remove it yourself")


@contextmanager
def _workshop(target: Path, reuse: Reuse | None) -> Iterator[Path]:
    """Yield a folder to build in, on the same disk as the site, and remove it, unless the next build wants it."""
    if reuse is not None:
        yield reuse.generations.folder
        return
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".kbgen-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _swap(made: Path, target: Path) -> Path | None:
    """Put what was made into the site's place; return where the old site is now, or None when there was none."""
    if not target.exists():
        made.replace(target)
        return None
    if _exchanged(made, target):
        return made
    old = made.with_name("old")
    target.replace(old)
    try:
        made.replace(target)
    except OSError:
        old.replace(target)
        raise
    return old


def _exchanged(made: Path, target: Path) -> bool:
    """Let two folders change places in one step, so that no reader finds none; False where the system cannot."""
    try:
        rename = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE of Linux
    return bool(rename(here, os.fsencode(made), here, os.fsencode(target), exchange) == 0)


def _told(path: Path, records: list[logging.LogRecord], error: BaseException) -> KbgenError:
    """Return what the plugin itself found wrong, or else all that MkDocs has logged."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, KbgenError):
            return cause
        cause = cause.__cause__ or cause.__context__
    lines = [line for record in records for line in record.getMessage().splitlines() if line.strip()]
    return KbgenError(*(Problem(str(path), line) for line in lines or [str(error)]))
