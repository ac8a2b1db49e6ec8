"""`kbgen review`: declarations of what a person decides about pages, and what each prints."""

from pathlib import Path

import click

from kbgen import commands
from kbgen.cli_support import Group, Told, command, many, output_options, paths
from kbgen.commands.project import Project

_QUOTED = 160


@click.group(name="review", cls=Group, invoke_without_command=True)
@click.option("-C", "--project", "where", type=paths, default=Path(), help="The project's folder.")
@output_options
@click.pass_context
def review_group(context: click.Context, where: Path, told: Told) -> None:
    """List what waits for a person; approve, reject, settle, merge and diff pages.

    \b
      kbgen review                            what waits
      kbgen review approve content/faq/x.md   publish a page (--all: every one that may be)
      kbgen review reject t12ab --reason "…"  never propose it again
      kbgen review show t12ab                 who said what, side by side where agents disagree
      kbgen review settle t12ab 7일            say which of two answers holds
      kbgen review diff                       what kbgen would change in edited or published pages
      kbgen review reopen content/faq/x.md    take a decision back
    """
    context.obj = where
    if context.invoked_subcommand is None:
        found = commands.review.waiting(Project.open(where))
        if told.document(found):
            return
        for item in found:
            what = "update" if item.update else "draft" if item.page else "no page yet"
            name = item.page or item.topic or ""
            told.say(f"{name}  {what}, {item.kind}, asked {item.conversations} times  {item.title}")
            for problem in item.problems:
                told.say(f"    ! {problem.removeprefix(name + ': ')}")
        told.say(f"{len(found)} wait for you." if found else "Nothing waits for you.")


@command(review_group)
@click.argument("pages", nargs=-1, metavar="PAGE...")
@click.option("--all", "everything", is_flag=True, help="Approve every page without a problem.")
def approve(project: Project, told: Told, pages: tuple[str, ...], everything: bool) -> int:
    """Publish pages (named by path or topic); the next build shows them."""
    if bool(pages) == everything:
        raise click.UsageError("name pages, or say --all")
    done, held = commands.review.approve_all(project) if everything else (commands.review.approve(project, pages), ())
    for problem in held:
        told.warn(str(problem))
    if not told.document({"approved": done, "held": [str(p) for p in held]}):
        told.say(f"{many(len(done), 'page')} approved. Next: kbgen build")
    return 0


@command(review_group)
@click.argument("pages", nargs=-1, required=True, metavar="PAGE|TOPIC...")
@click.option("--reason", required=True, help="Why; kept with the decision.")
def reject(project: Project, told: Told, pages: tuple[str, ...], reason: str) -> None:
    """Refuse pages or topics: they are never proposed again, until `review reopen`."""
    done = commands.review.reject(project, pages, reason)
    if not told.document({"rejected": done}):
        told.say(f"Rejected {', '.join(done)}.")


@command(review_group)
@click.argument("page", metavar="PAGE|TOPIC")
@click.argument("value")
def settle(project: Project, told: Told, page: str, value: str) -> None:
    """Say which VALUE holds where agents disagree; the next `kbgen draft` writes it."""
    about = commands.review.settle(project, page, value)
    if not told.document({"about": about, "value": value}):
        told.say(f"Settled {', '.join(about)}: {value}. Next: kbgen draft")


@command(review_group)
@click.argument("name", metavar="PAGE|TOPIC")
def reopen(project: Project, told: Told, name: str) -> None:
    """Take back a rejection, a settled disagreement or an approval."""
    what = commands.review.reopen(project, name)
    if not told.document({"reopened": what}):
        told.say(f"Took back the {what}.")


@command(review_group)
@click.argument("name", metavar="PAGE|TOPIC")
def show(project: Project, told: Told, name: str) -> None:
    """Show who said what stands on a page, where agents disagree (side by side), and what was decided."""
    found = commands.evidence.shown(project, name)
    if told.document(found):
        return
    told.say(f"{found.title}  {found.page or found.topic}")
    for backed in found.sentences:
        behind = (
            "the notice"
            if backed.notice
            else f"{many(backed.conversations, 'conversation')}, {', '.join(backed.agents)}"
        )
        told.say(f"  {backed.text}\n      {behind}{_until(backed.first_seen, backed.last_seen)}")
        for quote in backed.quotes:
            told.detail(f"      “{' '.join(quote.text.split())[:_QUOTED]}” {quote.agent}, {(quote.at or '')[:10]}")
    for sides in found.disagreements:
        told.say(f"\n{sides.kind}: {sides.about}" + (f" (settled: {sides.settled})" if sides.settled else ""))
        for side in sides.sides:
            told.say(
                f"  {side.value}: {many(side.conversations, 'conversation')}, {', '.join(side.agents)}"
                f"{_until(side.first_seen, side.last_seen)}"
            )
            for quote in side.quotes:
                told.say(f"      “{' '.join(quote.text.split())[:_QUOTED]}” {quote.agent}, {(quote.at or '')[:10]}")
    for decided in found.history:
        told.say(f"{decided.at[:16]}  {decided.what} {decided.value}".rstrip())


@command(review_group)
@click.argument("page")
def merge(project: Project, told: Told, page: str) -> None:
    """Bring kbgen's newer text into PAGE around what a person changed."""
    path = commands.review.merge(project, page)
    if not told.document({"merged": path}):
        told.say(f"Merged into {path}.")


@command(review_group)
@click.argument("pages", nargs=-1, metavar="[PAGE...]")
def diff(project: Project, told: Told, pages: tuple[str, ...]) -> None:
    """Show what kbgen would change in pages that a person edited or that are published."""
    text = commands.review.differences(project, pages)
    if not told.document({"diff": text}):
        click.echo(text or "No differences.")


def _until(first: str | None, last: str | None) -> str:
    """Return from when to when something was said, in days."""
    days = list(dict.fromkeys(day[:10] for day in (first, last) if day))
    return f", {' to '.join(days)}" if days else ""
