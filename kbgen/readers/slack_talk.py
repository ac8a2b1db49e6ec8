"""The lines of a Slack channel to threads: those that Slack knows, and those that people held without one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from operator import attrgetter

from kbgen.language.forms import asks
from kbgen.readers.slack_people import Staff, Talk

_GOES_ON = timedelta(hours=1)
_WAITS = timedelta(hours=24)
_AT_ONCE = timedelta(minutes=10)
NO_CUSTOMER = "in threads in which no customer speaks"
LOOSE = "outside threads, neither a customer's question nor an answer to one"


@dataclass(frozen=True, slots=True)
class Line:
    """A message: its `ts`, the `ts` and the beginner of its thread (or empty texts), whom it names; `home` numbers its file."""

    id: str
    at: datetime
    user: str
    thread: str
    starter: str
    text: str
    bot: bool
    mentions: tuple[str, ...]
    announces: bool
    home: int


@dataclass(slots=True)
class Thread:
    """Lines that belong together, in order; `starter` began it and may be none of their authors, when it was deleted."""

    id: str
    starter: str
    lines: list[Line] = field(default_factory=list)
    answered: bool = False

    @property
    def talk(self) -> Talk:
        """Who took part, without bots."""
        users = {line.user for line in self.lines if not line.bot}
        starter = self.starter or next((line.user for line in self.lines if not line.bot), "")
        return Talk(starter, frozenset(users - {starter}))


def threads(lines: Iterable[Line], staff: Staff) -> tuple[list[Thread], list[tuple[int, str]]]:
    """Return the threads of a channel that are conversations with a customer, in order of their first lines, and for
    every line that is in none its file's number and the reason."""
    found: dict[str, Thread] = {}
    loose: list[Line] = []
    for line in sorted(lines, key=attrgetter("at")):
        if not line.thread:
            loose.append(line)
            continue
        thread = found.setdefault(line.thread, Thread(line.thread, ""))
        thread.lines.append(line)
        thread.starter = thread.starter or ("" if line.bot else line.starter)
    held = list(found.values())
    left = [(line.home, NO_CUSTOMER) for thread in held if not _has_customer(thread, staff) for line in thread.lines]
    kept = [thread for thread in held if _has_customer(thread, staff)]
    sessions, dropped = _sessions(loose) if not staff.ids else _matched(loose, staff)
    for session in sessions:
        if _has_customer(session, staff) and (session.talk.others or _asks(session)):
            kept.append(session)
        else:
            dropped += session.lines
    kept.sort(key=lambda thread: (thread.lines[0].at, thread.id))
    return kept, [*left, *((line.home, LOOSE) for line in dropped)]


def _has_customer(thread: Thread, staff: Staff) -> bool:
    talk = thread.talk
    return any(not line.bot and staff.role(line.user, talk) == "customer" for line in thread.lines)


def _asks(thread: Thread) -> bool:
    return any(asks(line.text) for line in thread.lines if not line.bot)


def _sessions(lines: Sequence[Line]) -> tuple[list[Thread], list[Line]]:
    """Part lines at silences: what can be done while it is not known who is staff."""
    found: list[Thread] = []
    dropped: list[Line] = []
    for line in lines:
        if line.announces:
            dropped.append(line)
        elif found and line.at - found[-1].lines[-1].at <= _GOES_ON:
            found[-1].lines.append(line)
        elif line.bot:
            dropped.append(line)
        else:
            found.append(Thread(line.id, line.user, [line]))
    return found, dropped


def _matched(lines: Sequence[Line], staff: Staff) -> tuple[list[Thread], list[Line]]:
    """Give lines to customers: each one's own, and the staff's to whom they answer."""
    found: list[Thread] = []
    dropped: list[Line] = []
    current: dict[str, Thread] = {}  # by customer, the one who spoke last at the end
    for line in lines:
        if not line.bot and line.user not in staff.ids:
            thread = current.pop(line.user, None)
            if thread is None or line.at - thread.lines[-1].at > (_GOES_ON if thread.answered else _WAITS):
                thread = Thread(line.id, line.user)
                found.append(thread)
            current[line.user] = thread
        else:
            thread = None if line.announces else _addressed(line, current)
            if thread is None:
                dropped.append(line)
                continue
            thread.answered = thread.answered or not line.bot
        thread.lines.append(line)
    return found, dropped


def _addressed(line: Line, current: dict[str, Thread]) -> Thread | None:
    """Return the conversation that a line of staff or of a bot belongs to: that of whom it names, else the latest one."""
    named = [current[user] for user in line.mentions if user in current]
    latest = max(current.values(), key=lambda thread: thread.lines[-1].at, default=None)
    choices: Iterator[Thread] = iter(named or ([latest] if latest else []))
    return next((thread for thread in choices if _open(thread, line)), None)


def _open(thread: Thread, line: Line) -> bool:
    """Tell whether somebody may still answer: at length while the customer waits, soon after an answer, bots at once."""
    last = thread.lines[-1]
    waits = not thread.answered or (last.user == thread.starter and asks(last.text))
    return line.at - last.at <= (_AT_ONCE if line.bot else _WAITS if waits else _GOES_ON)
