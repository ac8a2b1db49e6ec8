"""Who is staff in a Slack workspace, as configured or as its threads tell."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kbgen.models import Role
from kbgen.readers.base import Settings
from kbgen.readers.domains import company_domain

_FAR_MORE = 3
"""Staff answer so many times as often as they ask, at least."""
_USUALLY = 2
"""What most threads have: at least one in so many."""
_SELDOM = 5
"""Who answers less than one time in so many as the most helpful one does is no helper."""


@dataclass(frozen=True, slots=True)
class Person:
    """A member of a workspace; `guest` is one of another company, or with limited rights."""

    id: str
    names: tuple[str, ...] = ()
    email: str = ""
    phone: str = ""
    bot: bool = False
    guest: bool = False

    @property
    def name(self) -> str:
        """The name shown beside a message, or the id."""
        return self.names[0] if self.names else self.id


@dataclass(frozen=True, slots=True)
class Talk:
    """Who took part in a thread, without bots: who began it, and who else spoke."""

    starter: str
    others: frozenset[str]


@dataclass(frozen=True, slots=True)
class Staff:
    """Who answers. With `by_thread`, whoever begins a thread in which no customer speaks is the customer in it; without
    any `ids`, everybody else is an agent in it."""

    ids: frozenset[str]
    by_thread: bool = False

    def role(self, user: str, talk: Talk) -> Role:
        """Return the role of somebody who is no bot in a thread."""
        if not self.ids:
            return "customer" if user == talk.starter else "agent"
        among_staff = self.ids >= {talk.starter, *talk.others}
        if user in self.ids:
            return "customer" if self.by_thread and among_staff and user == talk.starter else "agent"
        return "customer"


def configured(people: Mapping[str, Person], members: Iterable[str], settings: Settings) -> frozenset[str]:
    """Return who is staff by `ingest.staff`, and the `members` of the channels of `ingest.staff_channels`."""
    told = {person.id for person in people.values() if settings.is_staff(person.id, person.email, *person.names)}
    return frozenset(told | set(members))


def guessed(people: Mapping[str, Person], talks: Sequence[Talk]) -> tuple[Staff, str]:
    """Tell who is staff, and in words what was taken for true, from who answers whom.

    The first of these that the threads bear out: guests ask and members answer; people of one company's mail domain
    answer those of others, far more than they ask them; some people answer far more than they ask. Else, in every thread
    whoever began it is the customer and the others are agents.
    """
    answered = [talk for talk in talks if talk.others]
    guests = {person.id for person in people.values() if person.guest}
    asked = sum(talk.starter in guests and not talk.others <= guests for talk in answered)
    writing = {user for talk in talks for user in (talk.starter, *talk.others)}
    if asked * _SELDOM >= len(answered) > 0 and asked:
        staff = frozenset(person.id for person in people.values() if not person.guest and not person.bot)
        what = f"guests and people of other workspaces are customers, the {len(staff & writing)} members who write are staff"
        return Staff(staff), f"{what}; guests began {asked} of {len(answered)} answered threads"
    if found := _domains(people, answered):
        staff = frozenset(person.id for person in people.values() if company_domain(person.email) in found)
        names = " and ".join(f"@{domain}" for domain in found)
        counts = f"in {_helped(answered, staff)} of {len(answered)} answered threads they answer somebody else"
        return Staff(staff), f"the {len(staff & writing)} people of {names} who write are staff; {counts}"
    staff = _helpers(answered)
    if staff:
        counts = f"in {_helped(answered, staff)} of {len(answered)} answered threads they answer somebody else"
        return Staff(staff, by_thread=True), f"{len(staff)} of the {len(writing)} people who write are staff; {counts}"
    what = f"nobody can be told apart in {len(answered)} answered threads"
    return Staff(staff, by_thread=True), f"{what}: whoever begins one is the customer in it, and the others are agents"


def _helped(answered: Iterable[Talk], staff: Collection[str]) -> int:
    return sum(talk.starter not in staff and not talk.others.isdisjoint(staff) for talk in answered)


def _domains(people: Mapping[str, Person], answered: Sequence[Talk]) -> list[str]:
    """Return the companies' mail domains whose people answer those of other domains, and hardly ask them."""
    domain = {person.id: company_domain(person.email) for person in people.values()}
    asks: Counter[str] = Counter()
    answers: Counter[str] = Counter()
    for talk in answered:
        home = domain.get(talk.starter, "")
        abroad = {domain.get(user, "") for user in talk.others} - {home}
        answers.update(abroad - {""})
        if home and abroad:
            asks[home] += 1
    best = max(answers.values(), default=0)
    if best * _USUALLY < len(answered):
        return []
    return sorted(one for one, count in answers.items() if count >= _FAR_MORE * asks[one] and count * _SELDOM >= best)


def _helpers(answered: Sequence[Talk]) -> frozenset[str]:
    """Return the people who answer far more threads than they begin, if together they answer most threads."""
    asks = Counter(talk.starter for talk in answered)
    answers = Counter(user for talk in answered for user in talk.others)
    best = max(answers.values(), default=0)
    found = frozenset(
        user
        for user, count in answers.items()
        if count >= 2 and count >= _FAR_MORE * asks[user] and count * _SELDOM >= best
    )
    return found if _helped(answered, found) * _USUALLY >= len(answered) else frozenset()
