"""Slack exports: a folder or zip with `channels.json`, `users.json` and a folder of day files a channel.

Shapes: https://slack.com/help/articles/220556107 and https://api.slack.com/events/message. The files of a workspace are
read together, also when its months lie in several exports.

A conversation is a thread in which a customer speaks. Of the lines outside threads, one holds those of one customer and
the staff's after them: a customer goes on with a conversation within an hour, with an unanswered one within a day; the
staff's lines belong to the customer whom they name, else to the latest such conversation; what calls a whole channel
belongs to none. Lines of a customer that nobody answered are one only if they ask. See `slack_people` for who is staff.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from pathlib import PurePosixPath
from sys import intern

from kbgen.models import FileRead, RawConversation, RawMessage, Skipped, Source
from kbgen.readers.base import Ahead, Assumed, Read, Settings
from kbgen.readers.files import File
from kbgen.readers.jsondoc import Document, Record, documents, record, records, texts
from kbgen.readers.rows import written
from kbgen.readers.slack_people import Person, Staff, Talk, configured, guessed
from kbgen.readers.slack_talk import Line, Thread, threads
from kbgen.readers.slack_text import is_announcement, mentions, said
from kbgen.readers.text import personal, squeezed
from kbgen.readers.times import moment_or_none
from kbgen.readers.words import NOBODY

_ROOT = ("channels.json", "users.json")
_PEOPLE = ("users.json", "org_users.json")
_CHANNELS = ("channels.json", "groups.json", "dms.json", "mpims.json")
_OTHERS = ("integration_logs.json", "canvases.json", "content_flags.json", "lists.json", "file_conversations.json")
_LISTS = ("messages",)
_SPEECH = frozenset(
    ("", "thread_broadcast", "bot_message", "me_message", "file_share", "file_comment", "slackbot_response")
)
_MACHINES = ("bot_message", "slackbot_response")
_SLACKBOT = "USLACKBOT"


@dataclass(slots=True)
class _Workspace:
    """All that the exports of a workspace say; `lines` are by channel and `ts`, `names` the channels' names by id, `teams`
    the people's own workspaces."""

    settings: Settings
    people: dict[str, Person] = field(default_factory=dict)
    teams: dict[str, str] = field(default_factory=dict)
    team: str = ""
    channels: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    members: set[str] = field(default_factory=set)
    lines: dict[str, dict[str, Line]] = field(default_factory=dict)
    deleted: set[tuple[str, str]] = field(default_factory=set)
    encodings: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)


def slack_roots(shown: Iterable[str]) -> frozenset[str]:
    """Return the folders and zips among files (by their shown paths) that are Slack exports."""
    names: dict[str, set[str]] = {}
    for path in shown:
        folder, name = _parted(path)
        if name in _ROOT:
            names.setdefault(folder, set()).add(name)
    return frozenset(folder for folder, found in names.items() if len(found) == len(_ROOT))


def in_export(shown: str, roots: frozenset[str]) -> bool:
    """Tell whether a file is a part of one of the exports."""
    folder, _ = _parted(shown)
    return bool(roots) and (folder in roots or _parted(folder)[0] in roots)


def read(files: Sequence[File], settings: Settings) -> Iterator[Read]:
    """Read all files of all exports. Holds a workspace's messages, without the JSON around them, until all are read."""
    roots = slack_roots(file.shown for file in files)
    exports: dict[str, list[File]] = {}
    for file in files:
        folder, _ = _parted(file.shown)
        exports.setdefault(folder if folder in roots else _parted(folder)[0], []).append(file)
    workspaces: dict[str, _Workspace] = {}
    for root, parts in exports.items():
        fresh = _Workspace(settings)
        lists = [file for file in parts if file.name in _PEOPLE + _CHANNELS and _parted(file.shown)[0] == root]
        for file in lists:
            yield from _list(file, fresh)
        _tell_guests(fresh)
        workspace = workspaces.setdefault(fresh.team or root, fresh)
        if workspace is not fresh:
            _add(fresh, workspace)
        for file in parts:
            if file not in lists:
                yield from _day(file, workspace)
    for workspace in workspaces.values():
        yield from _finished(workspace)


def _parted(path: str) -> tuple[str, str]:
    """Return (folder or archive, name) of a shown path."""
    cut = max(path.rfind("/"), path.rfind("!"), path.rfind("\\"))
    return path[:cut] if cut >= 0 else "", PurePosixPath(path[cut + 1 :]).name


def _add(export: _Workspace, workspace: _Workspace) -> None:
    """Add the people and channels of another export of the same workspace."""
    workspace.people.update(export.people)
    workspace.channels.update(export.channels)
    workspace.names.update(export.names)
    workspace.members |= export.members
    workspace.encodings.update(export.encodings)
    workspace.files += export.files


def _documents(file: File, workspace: _Workspace) -> Iterator[Document | Skipped]:
    workspace.files.append(file.shown)
    try:
        for document in documents(file, _LISTS):
            if isinstance(document, Document):
                workspace.encodings[file.shown] = document.encoding
            yield document
    except OSError as error:
        yield Skipped(file.shown, "file", f"cannot be read ({error.strerror or error})")


def _list(file: File, workspace: _Workspace) -> Iterator[Skipped]:
    """Read a list of people or channels."""
    for document in _documents(file, workspace):
        if isinstance(document, Skipped):
            yield document
            continue
        value = document.value
        for item in records(value if isinstance(value, list) else [value]):
            if file.name in _PEOPLE:
                _person(item, workspace)
            else:
                _channel(item, workspace)


def _person(item: Record, workspace: _Workspace) -> None:
    key, team = written(item.get("id")), written(item.get("team_id"))
    if not key:
        return
    profile = record(item.get("profile"))
    names = (*texts(profile, ("display_name", "real_name")), *texts(item, ("real_name", "name")))
    email, phone = (written(profile.get(name)) for name in ("email", "phone"))
    guest = any(item.get(flag) is True for flag in ("is_restricted", "is_ultra_restricted", "is_stranger"))
    bot = item.get("is_bot") is True or key == _SLACKBOT
    workspace.people[key] = Person(key, tuple(dict.fromkeys(names)), email, phone, bot, guest)
    if team and not guest and not bot and "enterprise_user" not in item:
        workspace.teams[key] = team


def _tell_guests(workspace: _Workspace) -> None:
    """Take people for guests whose own workspace is not the one that most belong to."""
    workspace.team = next((team for team, _ in Counter(workspace.teams.values()).most_common(1)), "")
    for key, team in workspace.teams.items():
        if team != workspace.team:
            workspace.people[key] = replace(workspace.people[key], guest=True)


def _channel(item: Record, workspace: _Workspace) -> None:
    key, name = written(item.get("id")), written(item.get("name"))
    if not key:
        return
    workspace.channels[name or key] = key
    workspace.names[key] = name
    if {squeezed(key), squeezed(name)} & workspace.settings.staff_channels:
        members = item.get("members")
        workspace.members.update(written(member) for member in (members if isinstance(members, list) else ()))


def _day(file: File, workspace: _Workspace) -> Iterator[Skipped]:
    """Read a day of a channel."""
    folder, name = _parted(file.shown)
    if name in _OTHERS:
        return
    channel = _parted(folder)[1]
    channel = intern(workspace.channels.get(channel, channel))
    bad = 0
    for document in _documents(file, workspace):
        if isinstance(document, Skipped):
            yield document
            continue
        value = document.value
        if isinstance(value, dict):
            value = value["messages"] if isinstance(value.get("messages"), list) else [value]
        for item in records(value):
            bad += not _message(item, channel, workspace)
    if bad:
        yield Skipped(file.shown, f"{bad} messages", "without a time (ts) that can be read")


def _message(item: Record, channel: str, workspace: _Workspace) -> bool:
    """Take a message, and tell whether it could be read; of what people did in Slack without speaking nothing is kept."""
    subtype, key = written(item.get("subtype")), written(item.get("ts"))
    if item.get("type", "message") != "message":
        return True
    if subtype == "message_deleted":
        workspace.deleted.add((channel, written(item.get("deleted_ts"))))
        return True
    if subtype == "message_changed":
        return _message({"subtype": "", **record(item.get("message"))}, channel, workspace)
    if item.get("hidden") is True or (subtype not in _SPEECH and "client_msg_id" not in item):
        return True
    at = moment_or_none(key, workspace.settings.zone)
    if at is None:
        return False
    user = _speaker(item, workspace)
    text = said(item, lambda one: workspace.names.get(one) or _name(one, workspace))
    thread = written(item.get("thread_ts"))
    starter = user.id if thread == key else written(item.get("parent_user_id"))
    if text:
        line = Line(
            key, at, intern(user.id), intern(thread), intern(starter), text, user.bot, tuple(map(intern, mentions(item))),
            is_announcement(item), len(workspace.files) - 1,
        )  # fmt: skip
        workspace.lines.setdefault(channel, {})[key] = line
    return True


def _name(key: str, workspace: _Workspace) -> str:
    return workspace.people[key].name if key in workspace.people else ""


def _speaker(item: Record, workspace: _Workspace) -> Person:
    """Return who wrote a message; people and bots whom no list names are known by what their messages say of them."""
    key = written(item.get("user")) or written(item.get("bot_id")) or written(item.get("username")) or "unknown"
    machine = bool(item.get("bot_id") or item.get("bot_profile")) or item.get("subtype") in _MACHINES
    profile = record(item.get("user_profile"))
    person = workspace.people.get(key)
    if person is None:
        names = (*texts(profile, ("display_name", "real_name", "name")), *texts(item, ("username",)))
        names += texts(record(item.get("bot_profile")), ("name",))
        guest = any(profile.get(flag) is True for flag in ("is_restricted", "is_ultra_restricted", "is_stranger"))
        team = written(profile.get("team")) or written(item.get("user_team"))
        guest = guest or bool(team and workspace.team and team != workspace.team)
        bot = machine or key == _SLACKBOT
        person = workspace.people[key] = Person(key, tuple(dict.fromkeys(names)), bot=bot, guest=guest)
    listed = workspace.settings.is_bot(person.id, *person.names, written(item.get("username")))
    return replace(person, bot=True) if (machine or listed) and not person.bot else person


def _finished(workspace: _Workspace) -> Iterator[Read]:
    """Yield the conversations of a workspace, by the file that holds each one's first message."""
    for channel, key in workspace.deleted:
        workspace.lines.get(channel, {}).pop(key, None)
    told = configured(workspace.people, workspace.members, workspace.settings)
    staff = Staff(told)
    talks = [talk for lines in workspace.lines.values() for talk in _talks(lines)]
    if not told and talks:
        staff, what = guessed(workspace.people, talks)
        place = next((path for path in workspace.files if path.endswith("users.json")), workspace.files[0])
        yield Assumed(place, what, "ingest.staff")
    homes: dict[int, list[tuple[str, Thread]]] = {}
    lost: dict[tuple[int, str], int] = {}
    for channel, lines in workspace.lines.items():
        found, left = threads(lines.values(), staff)
        for thread in found:
            homes.setdefault(thread.lines[0].home, []).append((channel, thread))
        for home, reason in left:
            lost[home, reason] = lost.get((home, reason), 0) + 1
    yield Ahead(sum(map(len, homes.values())))
    agents = _agents(workspace, staff)
    for home, path in enumerate(workspace.files):
        conversations = messages = 0
        for channel, thread in homes.get(home, []):
            conversation = _conversation(path, channel, thread, staff, agents, workspace)
            conversations += 1
            messages += len(conversation.messages)
            yield conversation
        if path in workspace.encodings:
            yield FileRead(path, "slack", workspace.encodings[path], conversations, messages)
    for (home, reason), count in lost.items():
        yield Skipped(workspace.files[home], f"{count} messages", reason)


def _talks(lines: dict[str, Line]) -> Iterator[Talk]:
    """Yield who took part in each thread of a channel, for telling who is staff."""
    found, _ = threads(lines.values(), Staff(frozenset(), by_thread=True))
    for thread in found:
        yield thread.talk


def _agents(workspace: _Workspace, staff: Staff) -> tuple[str, ...]:
    """Return the names of staff, also without what stands behind them in brackets (`김하늘 (CS팀)`)."""
    names = [name for key in sorted(staff.ids) if key in workspace.people for name in workspace.people[key].names]
    return personal((*names, *map(_bare, names)), NOBODY)


def _bare(name: str) -> str:
    return name.partition("(")[0].partition("/")[0].partition("|")[0].strip() or name


def _conversation(
    path: str, channel: str, thread: Thread, staff: Staff, agents: tuple[str, ...], workspace: _Workspace
) -> RawConversation:
    messages = []
    talk = thread.talk
    customers: dict[str, None] = {}
    for line in sorted(thread.lines, key=attrgetter("at")):
        role = "bot" if line.bot else staff.role(line.user, talk)
        if role == "customer":
            customers[line.user] = None
        author = (
            line.user if role == "customer" or line.user not in workspace.people else _bare(_name(line.user, workspace))
        )
        messages.append(RawMessage(role, line.text, line.at, author))
    customer = next(iter(customers), "")
    named = dict.fromkeys((*customers, *(user for line in thread.lines for user in line.mentions)))
    people = [
        workspace.people[user] for user in named if user in workspace.people and _is_outside(user, customers, staff)
    ]
    return RawConversation(
        source=Source("slack", path, f"{channel}/{thread.id}"),
        messages=tuple(messages),
        channel="slack",
        opened_at=messages[0].at,
        customer=customer,
        names=personal((text for one in people for text in (*one.names, one.email, one.phone)), NOBODY),
        staff=agents,
    )


def _is_outside(user: str, customers: dict[str, None], staff: Staff) -> bool:
    return user in customers or user not in staff.ids
