"""`kbgen topic`: declarations of what people correct in topics, and what each prints."""

from typing import TYPE_CHECKING, Any

import click

from kbgen import commands
from kbgen.cli_support import Group, Told, command, many
from kbgen.commands.project import Project

if TYPE_CHECKING:
    from kbgen.commands.corrections import Corrected

_LAST = "Next: kbgen draft"


@click.group(name="topic", cls=Group)
def topic_group() -> None:
    """Correct topics: rename, merge, split, move, reject; every later run keeps to it.

    \b
      kbgen topic show t12ab                         what is in it
      kbgen topic rename t12ab "반품 기간"            your own title
      kbgen topic merge t12ab t34cd                  one topic of two; the first stays
      kbgen topic split t12ab 1001 1002              these conversations ask something else
      kbgen topic move 1003 --to t34cd               this one belongs there (--out: not here)
      kbgen topic reject t56ef --reason "…"          never propose it again
      kbgen topic undo                               take the newest correction back

    A conversation is named by kbgen's id or by your help desk's own; what it asks in its third message is ID:2.
    """


@command(topic_group)
@click.argument("topic")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="Show so many questions.")
def show(project: Project, told: Told, topic: str, limit: int) -> None:
    """Show a topic: its title, kind, numbers, questions, conversations and corrections."""
    shown = commands.corrections.show(project, topic)
    if told.document(shown):
        return
    by = " (your title)" if shown["title_by"] == "person" else ""
    told.say(f"{shown['id']}  {shown['title']}{by}")
    told.say(f"  {shown['kind']}, {shown['category'] or 'no category'}, {shown['state']}: {shown['page'] or 'no page'}")
    when = " … ".join(at[:10] for at in (shown["first_seen"], shown["last_seen"]) if at)
    told.say(
        f"  {many(shown['count'], 'conversation')}, {many(shown['customers'], 'customer')}, "
        f"{shown['turns']} messages each, score {shown['score']}" + (f", {when}" if when else "")
    )
    asked = shown["questions"]
    told.say(f"\n{many(len(asked), 'question')}")
    # Spread over all of them, so that a stray one is seen wherever it stands.
    some = [asked[i * len(asked) // limit] for i in range(limit)] if len(asked) > limit else asked
    for question in some:
        told.say(f"  {question['conversation']}:{question['message']}  {' '.join(question['text'].split())}")
    if len(some) < len(asked):
        told.say(f"  and {len(asked) - len(some)} more: --limit {len(asked)}")
    told.say("\nConversations")
    for held in shown["sources"]:
        told.say(f"  {held['conversation']}  {held['source']}")
    _say_lines(told, "\nCorrections", shown["corrections"])


@command(topic_group)
@click.argument("topic")
@click.argument("title")
def rename(project: Project, told: Told, topic: str, title: str) -> None:
    """Give TOPIC a title of your own, at most 120 characters; personal data in it is replaced.

    An unedited draft takes it over with the next `kbgen draft`, a published page when you approve the newer text.
    """
    done = commands.corrections.rename(project, topic, title)
    if done.replaced:
        kinds = ", ".join(done.replaced)
        told.warn(
            f"{done.topic}: personal data ({kinds}) was replaced in the title — give another, or add what is your "
            "company's own to privacy.allow and rename again"
        )
    if not told.document(done):
        told.say(f"{done.topic} is now called {done.title!r}. {_LAST}")


@command(topic_group)
@click.argument("topic")
@click.argument("others", nargs=-1, required=True, metavar="OTHER...")
def merge(project: Project, told: Told, topic: str, others: tuple[str, ...]) -> None:
    """Make one topic of TOPIC and OTHER: TOPIC keeps its id, title and page and takes all questions.

    An unedited draft of OTHER is removed; any other page of it stays, and you are told what to do with it.
    """
    done = commands.corrections.merge(project, topic, others)
    if not told.document(done):
        told.say(f"{', '.join(done.gone)} merged into {done.topic}: {many(done.questions, 'question')}. {_LAST}")
        _say_pages(told, done)


@command(topic_group)
@click.argument("topic")
@click.argument("conversations", nargs=-1, required=True, metavar="CONVERSATION...")
def split(project: Project, told: Told, topic: str, conversations: tuple[str, ...]) -> None:
    """Make a new topic of what each CONVERSATION asks in TOPIC; the two lots never come together again by themselves."""
    done = commands.corrections.split(project, topic, conversations)
    if not told.document(done):
        told.say(f"{many(done.questions, 'question')} of {done.topic} are the new topic {done.new}. {_LAST}")


@command(topic_group)
@click.argument("conversations", nargs=-1, required=True, metavar="CONVERSATION...")
@click.option("--to", metavar="TOPIC", help="The topic they belong to.")
@click.option("--out", is_flag=True, help="Take them out of the topic they are in.")
def move(project: Project, told: Told, conversations: tuple[str, ...], to: str | None, out: bool) -> None:
    """Put what each CONVERSATION asks into another topic, or out of the one it is in."""
    if (to is not None) == out:
        raise click.UsageError("say --to TOPIC or --out")
    done = commands.corrections.move(project, conversations, to)
    if not told.document(done):
        where = f"to {done.topic}" if done.topic else "out of their topics"
        told.say(f"{many(done.questions, 'question')} moved {where}. {_LAST}")


@command(topic_group)
@click.argument("topic")
@click.option("--reason", required=True, help="Why; kept with the decision.")
def reject(project: Project, told: Told, topic: str, reason: str) -> None:
    """Refuse TOPIC: it is never proposed again, until `kbgen topic undo` or `kbgen review reopen`."""
    done = commands.corrections.reject(project, topic, reason)
    if not told.document(done):
        told.say(f"Rejected {done.topic}.")
        for path in done.removed_pages:
            told.say(f"  {path} is removed.")
        for path in done.kept_pages:
            told.say(f"  {path} was edited: it is archived.")


@command(topic_group)
def undo(project: Project, told: Told) -> None:
    """Take back the newest correction; again, the one before it."""
    done = commands.corrections.undo(project)
    if not told.document({"undone": done}):
        name = done.topic or "out of all topics"
        told.say(f"Took back: {done.kind} {name}{_names(done.gone, done.new)}. {_LAST}")
        _say_pages(told, done)


@command(topic_group)
def history(project: Project, told: Told) -> None:
    """List the corrections that stand, oldest first."""
    found = commands.corrections.history(project)
    if told.document({"corrections": found}):
        return
    _say_lines(told, "", found)
    if not found:
        told.say("No corrections.")


def _say_pages(told: Told, done: "Corrected") -> None:
    for path in done.removed_pages:
        told.say(f"  {path} is removed: its topic is gone, and nobody had edited it.")
    for path in done.kept_pages:
        told.say(
            f"  {path} stays as it is, but its topic is gone. Copy what is worth keeping to the page of {done.topic}, "
            f'then: kbgen review reject {path} --reason "part of {done.topic}"'
        )


def _say_lines(told: Told, head: str, lines: list[dict[str, Any]]) -> None:
    if head and lines:
        told.say(head)
    for line in lines:
        gone = tuple(item["topic"] for item in line["gone"])
        what = f"{line['topic']}{_names(gone, line['new'])}"
        if line["kind"] == "move":
            places = dict.fromkeys(item["from"] or "no topic" for item in line["moved"])
            what = f"{', '.join(places)} → {line['topic'] or 'no topic'}"
        if line["moved"]:
            what += f", {many(len(line['moved']), 'question')}"
        told.say(f"  {line['at'][:16].replace('T', ' ')}  {line['kind']} {what}  {line['title'] or ''}".rstrip())


def _names(gone: tuple[str, ...], new: str | None) -> str:
    return (f" ← {', '.join(gone)}" if gone else "") + (f" → {new}" if new else "")
