"""The command line: declarations, and what each command prints. The work is done in `kbgen.commands`."""

import json
import shlex
import sys
from collections.abc import Iterable
from datetime import datetime
from itertools import tee
from pathlib import Path
from typing import Any, Literal

import click
import msgspec

from kbgen import __version__, cli_report, commands
from kbgen.cli_review import review_group
from kbgen.cli_support import Group, Told, command, many, output_options, paths, since, span, trend
from kbgen.cli_topics import topic_group
from kbgen.commands.project import Project
from kbgen.errors import KbgenError, Problem

_COSTS = ("customers", "unresolved", "low csat", "score")
_INTERNAL = (("decide", "You may decide"), ("escalate", "Hand on"), ("know", "Note"))
_ALIKE = 5
_TOPICS = 30


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kbgen")
def cli() -> None:
    """Turn support logs and promotion notices into a help centre that makes inquiries disappear.

    \b
    A first run:
      kbgen new my-help --name 모리상점     make a knowledge base
      cd my-help
      kbgen run ~/exports ~/notices        read, redact, mine, draft, check, build
      kbgen review                         see what waits for you
      kbgen review approve PAGE            publish a page
      kbgen build && kbgen serve           show it

    Personal data is replaced in memory before anything is stored; nothing leaves this machine.
    """


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", help="The company's name, as customers know it. Default: the folder's name.")
@click.option("--lang", type=click.Choice(["ko", "en"]), default="ko", show_default=True, help="Language of the pages.")
@click.option("-C", "--project", "where", type=paths, default=Path(), help="The folder that FOLDER is relative to.")
@output_options
def new(folder: Path, name: str | None, lang: Literal["ko", "en"], where: Path, told: Told) -> None:
    """Make a knowledge base in FOLDER: kbgen.toml, mkdocs.yml, content/, overrides/.

    The folder must be empty or missing; nothing is ever overwritten.
    """
    folder = where / folder
    files = commands.start.new(folder, name, lang)
    if not told.document({"folder": str(folder), "files": [str(file.relative_to(folder)) for file in files]}):
        told.say(f"Made a knowledge base in {folder}. Next: kbgen ingest YOUR-EXPORT -C {shlex.quote(str(folder))}")


@command(cli)
@click.argument("sources", nargs=-1, required=True, type=paths, metavar="PATH...")
@click.option("--format", "forced", help="Read every file as this format instead of detecting it, e.g. csv or zendesk.")
def ingest(project: Project, told: Told, sources: tuple[Path, ...], forced: str | None) -> int:
    """Read support logs, replace personal data, store the conversations.

    PATH is a file, a folder or a zip: exports of Channel Talk, Zendesk, Intercom, Freshdesk and Slack, mailboxes (mbox,
    .eml), tables (CSV, TSV, XLSX) and JSON Lines. Formats are told by content. Reading a file again changes nothing, an
    interrupted run goes on when it is started again, and a newer export of a conversation updates it.

    \b
      kbgen ingest exports/                         everything in a folder
      kbgen ingest chats.csv --format csv
      kbgen ingest exports/ --json | jq .redacted   how much of what was replaced
    """
    done = commands.intake.ingest(project, sources, forced)
    told.skipped(done.skipped)
    told.assumed(done.assumed)
    if not told.document(done):
        told.say(
            f"{done.stored} conversations stored, {done.updated} updated, {done.unchanged} unchanged; "
            f"{sum(done.redacted.values())} personal data replaced."
        )
        for file in done.files:
            told.detail(f"  {file.path}: {file.format}, {file.encoding}, {file.conversations} conversations")
    return int(commands.intake.failed(done, sources))


@command(cli)
@click.argument("sources", nargs=-1, required=True, type=paths, metavar="PATH...")
def notice(project: Project, told: Told, sources: tuple[Path, ...]) -> None:
    """Read promotion and incident notices and draft their FAQ pages.

    PATH is an HTML, Word (.docx), Markdown or text file, or a folder of them. Tells which questions the notice answers,
    and warns of those that customers will ask and it leaves unsaid.
    """
    shown = commands.drafts.run_notices(project, sources)
    if told.document(shown):
        return
    for one in shown:
        told.say(f"{one['page']}  {one['title']}: {len(one['questions'])} questions answered ({one['outcome']})")
        for unsaid in one["unsaid"]:
            told.say(f"  not said: {unsaid['question']} ({unsaid['why']})")


@command(cli)
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"))
@click.option("--explain", is_flag=True, help="Also print each finding's place, type and reason.")
def redact(project: Project | None, told: Told, file: Iterable[str], explain: bool) -> None:
    """Show what redaction does to a text, line by line; FILE may be - for standard input. Nothing is stored.

    With --json each line becomes one document with the redacted text and the spans found. Works outside a project too.
    """
    gate = commands.intake.gate_of(project)
    for text, spans in commands.intake.redact_lines(file, gate):
        if told.json:
            places = [{"start": s.start, "end": s.end, "type": s.type} for s in spans]
            click.echo(json.dumps({"text": text, "spans": places}, ensure_ascii=False))
            continue
        click.echo(text)
        for found in spans if explain else ():
            click.echo(f"  {found.start}-{found.end} {found.type}: {found.why}")


@command(cli)
def conversations(project: Project, told: Told) -> None:
    """Print the stored conversations, redacted, in order of time; --json prints one JSON document a line."""
    for conversation in commands.intake.conversations(project):
        if told.json:
            click.echo(msgspec.json.encode(conversation).decode())
            continue
        at = conversation.opened_at
        when = at.astimezone(project.config.zone).isoformat(" ", "minutes") if at else "-"
        click.echo(f"{conversation.id}  {when}  {conversation.channel or conversation.source.format}")
        for message in conversation.messages:
            click.echo(f"  {message.role}: {' '.join(message.text.split())}")


@command(cli)
@click.option("--explain", "conversation", metavar="CONVERSATION", help="Explain one conversation instead of mining.")
def mine(project: Project, told: Told, conversation: str | None) -> None:
    """Group repeated questions into topics and rank them.

    Topics that exist take their questions first and keep their ids and titles; then new ones are discovered. The rank
    is explained in the documentation; its weights are [mining] in kbgen.toml.

    With --explain, tells what each message of a conversation does and why, which questions follow, and the topic each
    is in. CONVERSATION is kbgen's id or the vendor's; nothing is mined.
    """
    if conversation is not None:
        shown = commands.explain.explained(project, conversation)
        if not told.document(shown):
            told.say("\n".join(commands.explain.lines(shown)))
        return
    done = commands.topics.run_mine(project)
    if not told.document(done):
        told.say(
            f"{done.topics} topics ({done.new} new) in {done.conversations} conversations; "
            f"{done.unclustered} questions stand alone."
        )
        for first, title, second, other in done.alike[:_ALIKE]:
            told.say(f'  alike: "{title}" and "{other}"; to join them: kbgen topic merge {first} {second}')


@command(cli, name="topics")
@click.option("--limit", type=click.IntRange(1), help="Show so many, best first. Default: 30; with --json all.")
def list_topics(project: Project, told: Told, limit: int | None) -> None:
    """List the topics, the most worth answering first.

    Asked counts conversations; turns is the mean of a customer's messages, wait the median until an answer, trend the
    last four full weeks against the four before. With -v also the customers, the shares that stayed unresolved and
    were rated low, and the score.
    """
    shown = commands.topics.listed(project)
    if told.document({**shown, "topics": shown["topics"][:limit]}):
        return
    more = told.verbose
    told.table(
        ("id", "asked", "turns", "wait", "trend", *_COSTS * more, "kind", "state", "title"),
        [
            (
                t["id"], str(t["count"]), f"{t['turns']:.1f}", span(t["cost"]["wait"]), trend(t["cost"]["trend"]),
                *_more(t) * more, t["kind"], t["state"], t["title"],
            )
            for t in shown["topics"][: limit or _TOPICS]
        ],
    )  # fmt: skip
    if not shown["topics"]:
        told.say("No topics yet. Read a log with `kbgen ingest PATH`, then run `kbgen mine`.")


cli.add_command(topic_group)


@command(cli)
def draft(project: Project, told: Told) -> None:
    """Write FAQ, guide and roadmap pages for the topics worth one.

    A page that a person edited is left alone, a published one keeps its text until the new one is approved; see
    `kbgen review diff`. Running it again changes nothing.
    """
    done = commands.drafts.run_draft(project)
    for refused in done.refused:
        told.warn(refused)
    if told.document(done):
        return
    told.say(
        f"{many(done.count('written'), 'page')} written, {done.count('unchanged')} unchanged, "
        f"{done.count('kept') + done.count('proposed')} with newer text to review; {len(done.waiting)} topics wait."
    )
    for topic, reason in done.waiting.items():
        told.detail(f"  {topic}: {reason}")


cli.add_command(review_group)


@command(cli)
@click.argument("files", nargs=-1, type=paths, metavar="[FILE_OR_FOLDER...]")
@click.option("--drafts", "with_drafts", is_flag=True, help="Check drafts as well.")
@click.option("--strict", is_flag=True, help="Exit 1 for the tone of a text as well.")
def check(project: Project | None, told: Told, files: tuple[Path, ...], with_drafts: bool, strict: bool) -> int:
    """Find what must not be published, and what in the tone of a help text drives readers away.

    Personal data, placeholders, greetings and sign-offs in published pages: exit 1 if there is any. Blame, bare refusals,
    trivialising, unexplained terms, walls of text: told with a better wording, exit 1 only with --strict. With --drafts also
    what keeps drafts from being approved, open disagreements among them.

    With FILE_OR_FOLDER it checks any Markdown or text files instead, outside of a project too.

    \b
      kbgen check --drafts               all pages and drafts
      kbgen check ~/macros notes.md      texts from elsewhere
    """
    if project is None and not files:
        raise KbgenError(Problem("check", "is in no project", "name files, or a project with -C"))
    if files and with_drafts:
        raise click.UsageError("--drafts is for a project's pages, not for files")
    allow = project.config.privacy.allow if project is not None else ()
    done = (
        commands.check.check_files(files, allow)
        if files or project is None
        else commands.check.check_pages(project, with_drafts)
    )
    if not told.document(done):
        for found in (*done.problems, *done.tone):
            told.warn(str(found))
        counts = f"{many(len(done.problems), 'problem')}, {many(len(done.tone), 'remark')} on the tone."
        told.say(counts if done.problems or done.tone else "Nothing found.")
    return int(bool(done.problems or (strict and done.tone)))


@command(cli)
@click.option("--drafts", "with_drafts", is_flag=True, help="Include drafts, to look at before approving.")
@click.option("--now", type=since, help="Build as of this time (ISO 8601), e.g. to see a promotion that is to come.")
@click.option("--out", type=click.Path(path_type=Path), help="Build into this folder instead of site/.")
def build(project: Project, told: Told, with_drafts: bool, now: datetime | None, out: Path | None) -> None:
    """Build the searchable site of the published pages."""
    done = commands.publish.run_build(project, now or project.clock(), with_drafts, out)
    if not told.document({"pages": done.pages, "folder": str(done.folder), "warnings": done.warnings}):
        told.say(f"Built {many(done.pages, 'page')} into {done.folder}. Next: kbgen serve")


@command(cli)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--watch", is_flag=True, help="Build now, and again whenever a file changes; browsers load it anew.")
def serve(project: Project, told: Told, host: str, port: int, watch: bool) -> None:
    """Serve the built site, collect votes and searches, answer agents' searches; Ctrl-C ends it.

    With --watch it follows content/, overrides/, mkdocs.yml and kbgen.toml. A build that fails is told, and the site
    stays as it was.
    """
    commands.publish.run_serve(project, host, port, told.warn if watch else None)


@cli.group(name="signals", cls=Group)
def signals_group() -> None:
    """Take votes and searches from a file, or print those that count."""


@command(signals_group, name="import")
@click.argument("file", type=paths)
def import_(project: Project, told: Told, file: Path) -> int:
    """Take votes, searches and links from FILE: JSON Lines, or a GA4 or Plausible export. Repeatable."""
    done = commands.desk.import_signals(project, file)
    told.skipped(done.skipped)
    if not told.document(done):
        told.say(f"{done.new} signals taken, {done.known} known already. Next: kbgen mine")
    return int(bool(done.skipped) and not done.new and not done.known)


@command(signals_group)
def export(project: Project, told: Told) -> None:
    """Print all votes, searches and links that count, as JSON Lines."""
    for event in commands.desk.export_signals(project):
        click.echo(json.dumps(event, ensure_ascii=False))


@command(cli)
@click.argument("text")
@click.option("--drafts", "with_drafts", is_flag=True, help="Search drafts too.")
@click.option("--limit", type=click.IntRange(1, 50), default=5, show_default=True, help="At most so many articles.")
@click.option(
    "--internal", "with_notes", is_flag=True, help="Show what internal notes say: what you may decide, what to hand on."
)
def suggest(project: Project, told: Told, text: str, with_drafts: bool, limit: int, with_notes: bool) -> None:
    """Find the articles to link for a customer's message, with a reply ready to paste.

    With - for TEXT one message a line is read from standard input, and --json prints one document a line.
    """
    lines = (line.rstrip("\r\n") for line in sys.stdin) if text == "-" else iter([text])
    messages, asked = tee(lines)
    for message, found in zip(
        asked, commands.desk.suggest(project, messages, with_drafts, limit, with_notes), strict=True
    ):
        if told.json:
            click.echo(json.dumps(found, ensure_ascii=False))
            continue
        if text == "-":
            told.say(f"\n> {message}")
        for result in found["results"]:
            told.say(f"{result['score']:.2f}  {result['page']}  {result['title']}")
        if found["results"]:
            sure = "" if found["confident"] else " (not sure: read it first)"
            told.say(f"\nReply{sure}:\n{found['results'][0]['reply']}")
            for name, heading in _INTERNAL if with_notes else ():
                for note in found["results"][0]["internal"][name]:
                    told.say(f"{heading}: {note['text']}")
        else:
            told.say("No article answers this.")


@command(cli)
def report(project: Project, told: Told) -> None:
    """Show demand, spikes, gaps, costly cases, pages that do not help, inquiries removed, and what to fix."""
    shown = commands.desk.report(project)
    if told.document(shown):
        return
    told.table(("asked", "trend", "state", "topic"), cli_report.demand(shown))
    for heading, lines in cli_report.sections(shown):
        told.say("\n".join([f"\n{heading}", *(f"  {line}" for line in lines)]))


@command(cli)
@click.argument("sources", nargs=-1, required=True, type=paths, metavar="PATH...")
@click.option(
    "--approve-all", is_flag=True, help="Publish all that has no problem, without a person's review. For a first look."
)
@click.option("--now", type=since, help="Build as of this time (ISO 8601).")
def run(project: Project, told: Told, sources: tuple[Path, ...], approve_all: bool, now: datetime | None) -> int:
    """Do it all: ingest logs and read notices, mine, draft, check, build.

    Files in PATH are told apart by content: exports are logs; HTML, Markdown and text files are notices.
    """
    done = commands.publish.run_all(project, sources, now or project.clock(), approve_all)
    told.skipped(done.ingested.skipped)
    told.assumed(done.ingested.assumed)
    if told.document(_summary(done)):
        return int(commands.intake.failed(done.ingested, sources))
    for problem in done.held:
        told.warn(str(problem))
    if approve_all:
        told.warn(
            f"--approve-all publishes without a person's review: {len(done.approved)} pages now, {done.built.pages} in all."
        )
    told.summary(_summary(done))
    return int(commands.intake.failed(done.ingested, sources))


def _more(topic: dict[str, Any]) -> tuple[str, ...]:
    cost = topic["cost"]
    shares = ("-" if cost[key] is None else f"{cost[key]:.0%}" for key in ("unresolved", "low_csat"))
    return str(topic["customers"]), *shares, f"{topic['score']:.1f}"


def _summary(done: "commands.publish.Ran") -> dict[str, Any]:
    seen = done.ingested
    return {
        "conversations": done.mined.conversations,
        "personal_data_replaced": sum(seen.redacted.values()),
        "topics": done.mined.topics,
        "notices": len(done.notices),
        "pages": done.built.pages,
        "waiting": done.waiting,
        "site": str(done.built.folder),
    }


def main() -> None:
    """Run the command line; a `KbgenError` becomes one message a problem and exit status 1."""
    try:
        sys.exit(cli.main(standalone_mode=False) or 0)
    except KbgenError as error:
        for problem in error.problems:
            click.echo(f"kbgen: {problem}", err=True)
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("kbgen: interrupted; what was stored stays, run it again to go on", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
