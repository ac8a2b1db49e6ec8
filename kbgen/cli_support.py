"""What every command shares: the options -C, --json, -q, -v, progress bars, and where output goes."""

import functools
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from kbgen.commands.project import Project
from kbgen.config import NoProject
from kbgen.models import Skipped
from kbgen.readers import Assumed

T = TypeVar("T")
paths = click.Path(path_type=Path)
_SHOWN = 20
_TOLD = "kbgen.told"


class _Moment(click.ParamType[datetime]):
    """An ISO 8601 time with an offset."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            at = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not an ISO 8601 time, e.g. 2026-10-12T10:00:00+09:00", param, ctx)
        if at.tzinfo is None:
            self.fail(f"{value!r} has no offset; write for example {value}+09:00", param, ctx)
        return at


since = _Moment()


def many(count: int, noun: str) -> str:
    """Return a count with its noun: `1 page`, `2 pages`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def span(minutes: float | None) -> str:
    """Return a time span for people: `45m`, `3.2h`, `2.1d`."""
    if minutes is None:
        return "-"
    if minutes < 100:
        return f"{minutes:.0f}m"
    return f"{minutes / 60:.1f}h" if minutes < 60 * 48 else f"{minutes / 60 / 24:.1f}d"


def trend(ratio: float | None) -> str:
    """Return a ratio for people: `x1.5`."""
    return "-" if ratio is None else f"x{ratio:.1f}"


class Group(click.Group):
    """Lists commands in the order they are declared, which is the order of use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(self.commands)


@dataclass(frozen=True, slots=True)
class Told:
    """Where a command's words go: data to standard output, the rest to standard error."""

    json: bool = False
    quiet: bool = False
    verbose: bool = False

    def document(self, data: object) -> bool:
        """Print data as one JSON document when asked for; return whether it was."""
        if self.json:
            click.echo(msgspec.json.format(msgspec.json.encode(data), indent=1).decode())
        return self.json

    def say(self, text: str) -> None:
        """Print a result for a person."""
        if not self.quiet:
            click.echo(text)

    def detail(self, text: str) -> None:
        """Print what only -v asks for."""
        if self.verbose and not self.quiet:
            click.echo(text)

    def warn(self, text: str) -> None:
        """Print a warning to standard error."""
        click.echo(f"kbgen: {text}", err=True)

    def skipped(self, items: Sequence[Skipped]) -> None:
        """Warn of what was not read; the first ones by name, the rest by number."""
        for item in items[:_SHOWN]:
            self.warn(f"{item.path}: {item.where}: {item.reason}")
        if len(items) > _SHOWN:
            self.warn(f"and {len(items) - _SHOWN} more were skipped; --json lists them all")

    def assumed(self, items: Sequence[Assumed]) -> None:
        """Say what was guessed, and where to say it for certain."""
        for item in items:
            self.warn(f"{item.path}: {item.what}; if that is wrong, set {item.key} in kbgen.toml")

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Print a table; on a terminal as wide as it is, else with tabs."""
        if self.quiet:
            return
        console = Console()
        if not console.is_terminal:
            for row in rows:
                click.echo("\t".join(row))
            return
        table = Table(*head, box=None, header_style="bold")
        for row in rows:
            table.add_row(*(cell.replace("[", r"\[") for cell in row))
        console.print(table)

    def summary(self, done: Mapping[str, Any]) -> None:
        """Print what `kbgen run` did, and what to type next."""
        names = {
            "conversations": "conversations",
            "personal_data_replaced": "personal data replaced",
            "topics": "topics",
            "notices": "notices",
            "pages": "pages on the site",
            "waiting": "wait for review (kbgen review)",
        }
        self.say("")
        for key, name in names.items():
            self.say(f"{done[key]:>8,}  {name}")
        self.say(f"\nThe site is in {done['site']}. Next: kbgen serve")


def output_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command --json, -q and -v, as a `Told` named `told`; what its group was told holds for it, too."""

    @functools.wraps(function)
    def run(as_json: bool, quiet: bool, verbose: bool, **rest: Any) -> Any:
        meta = click.get_current_context().meta
        above: Told = meta.get(_TOLD, Told())
        told = Told(as_json or above.json, quiet or above.quiet, verbose or above.verbose)
        meta[_TOLD] = told
        return function(told=told, **rest)

    for option in (
        click.option("-v", "--verbose", is_flag=True, help="Print details."),
        click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors and warnings."),
        click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text."),
    ):
        run = option(run)
    return run


def command(group: click.Group, name: str | None = None) -> Callable[[Callable[..., Any]], click.Command]:
    """Declare a command that takes an open `Project` and a `Told` first; it may return an exit status.

    A command whose `project` may be None works outside of a project as well.
    """

    def declare(function: Callable[..., Any]) -> click.Command:
        optional = "None" in str(inspect.signature(function).parameters["project"].annotation)

        @functools.wraps(function)
        def run(where: Path | None, told: Told, **rest: Any) -> int:
            start = where or click.get_current_context().find_object(Path) or Path()
            try:
                project = Project.open(start) if told.quiet else Project.open(start, progress=_progress, stage=_stage)
            except NoProject:
                if not optional or where is not None:
                    raise
                project = None
            return function(project, told, **rest) or 0

        where_option = click.option(
            "-C", "--project", "where", type=paths, help="The project's folder. Default: the one at or above here."
        )
        return group.command(name=name or function.__name__)(where_option(output_options(run)))

    return declare


@contextmanager
def _stage(label: str) -> Iterator[None]:
    console = Console(stderr=True)
    if console.is_terminal:
        with console.status(label):
            yield
    else:
        yield


class _Rate(ProgressColumn):
    """How many are done in a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f}/s" if speed else "", style="progress.data.speed")


def _progress(items: Iterable[T], label: str, total: Callable[[], int]) -> Iterator[T]:
    console = Console(stderr=True)
    if not console.is_terminal:
        yield from items
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(label, total=None)
        for done, item in enumerate(items, 1):
            yield item
            known = total()
            bar.update(task, completed=done, total=max(known, done) if known else None)
