"""The order of the help centre: categories by demand, most asked pages, notices by urgency, neighbours."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from itertools import chain, islice
from math import fsum, log, sqrt

from kbgen.site.entries import EPOCH, Entry, archived, phase

Words = Callable[[list[str]], Sequence[Sequence[str]]]
"""Gives the words of each of some texts."""

_NEAR = 0.35
"""Pages of other categories are related from this similarity of titles on."""
_SAME_PLACE = 0.2
"""What a common category adds to the similarity of two titles."""
_COMMON = 100
"""A word in more titles than this says little, and would cost much."""
_URGENCY = {("live", "incident"): 0, ("live", "promo"): 1}


@dataclass(frozen=True, slots=True)
class Category:
    """A category, its folder's name in addresses, and its pages, most asked first."""

    name: str
    slug: str
    entries: tuple[Entry, ...]

    @property
    def path(self) -> str:
        """The path of its page, relative to `content/`."""
        return f"c/{self.slug}/index.md"


class Titles:
    """Finds titles that share words, rare ones first; `words` gives the words of each title."""

    def __init__(self, entries: Iterable[Entry], words: Words) -> None:
        self._entries = tuple(entries)
        found = zip(self._entries, words([entry.title for entry in self._entries]), strict=True)
        self._words = {entry.path: sorted(set(of)) for entry, of in found}
        self._holders: dict[str, list[str]] = {}
        for path, of in self._words.items():
            for word in of:
                self._holders.setdefault(word, []).append(path)
        most = len(self._words) + 1
        self._weight = {word: log(most / len(paths)) for word, paths in self._holders.items()}
        self._length = {path: sqrt(fsum(self._weight[word] ** 2 for word in of)) for path, of in self._words.items()}
        self._places = {entry.path: place for place, entry in enumerate(self._entries)}

    def place(self, path: str) -> int:
        """Return where a title stands among all, in the order they were given."""
        return self._places[path]

    def entry(self, place: int) -> Entry:
        """Return the entry whose title stands there."""
        return self._entries[place]

    def near(self, entry: Entry) -> dict[str, float]:
        """Return the similarity of other titles to an entry's by path, over 0 and up to 1."""
        found: dict[str, float] = {}
        for word in self._words.get(entry.path, ()):
            holders = self._holders[word]
            weight = self._weight[word] ** 2
            for path in holders if len(holders) <= _COMMON else ():
                found[path] = found.get(path, 0.0) + weight
        own = self._length.get(entry.path, 0.0)
        return {
            path: round(shared / (own * self._length[path]), 6) for path, shared in found.items() if path != entry.path
        }


@dataclass(frozen=True, slots=True)
class Catalog:
    """All that is shown: `categories` by demand, `notices` with what is on now first; `places` by an article's path."""

    categories: tuple[Category, ...]
    notices: tuple[Entry, ...]
    places: Mapping[str, Category] = field(default_factory=dict, compare=False, repr=False)
    other: str = ""
    """The category of the pages that have none: what stands in it has nothing in common."""
    titles: Titles = field(default_factory=lambda: Titles((), spelled), compare=False, repr=False)

    @property
    def articles(self) -> tuple[Entry, ...]:
        """All pages that are no notices, by category."""
        return tuple(entry for category in self.categories for entry in category.entries)

    def most_asked(self, limit: int) -> tuple[Entry, ...]:
        """Return the pages that most conversations asked for; pages nobody asked for are left out."""
        return tuple(sorted((e for e in self.articles if e.conversations), key=_demand)[:limit])

    def category_of(self, entry: Entry) -> Category | None:
        """Return the category an article stands in."""
        return self.places.get(entry.path)

    def related(self, entry: Entry, limit: int, now: datetime) -> tuple[Entry, ...]:
        """Return the neighbours of a page that are not over, those with the nearest titles first.

        Neighbours are the pages of its category, or the other notices, and pages from elsewhere with much the same title.
        """
        category = self.category_of(entry)
        around = self.notices if entry.is_notice else ()
        if category and category.name != self.other:
            around = category.entries

        # Of equals those of the same place come first, then the most asked, or the most urgent.
        best: list[tuple[float, bool, int]] = []
        placed: set[str] = set()
        for path, much in self.titles.near(entry).items():
            beside = bool(around) and self.places.get(path) is category
            if beside and much:
                placed.add(path)
                best.append((-(much + _SAME_PLACE), False, self.titles.place(path)))
            elif not beside and much >= _NEAR:
                best.append((-much, True, self.titles.place(path)))
        best.sort()
        rest = (e for e in around if e.path != entry.path and e.path not in placed)
        found = chain((self.titles.entry(place) for *_, place in best), rest)
        return tuple(islice((e for e in found if phase(e, now) != "ended"), limit))

    def recent(self, days: Mapping[str, str], limit: int) -> tuple[tuple[Entry, str], ...]:
        """Return the articles that changed last, with the day; `days` (2026-10-03) by path, none for pages without."""
        dated = [(entry, days[entry.path]) for entry in self.articles if days.get(entry.path)]
        dated.sort(key=lambda found: _demand(found[0]))
        return tuple(sorted(dated, key=lambda found: found[1], reverse=True)[:limit])


def spelled(titles: list[str]) -> list[list[str]]:
    """Return the words of each title as they are written."""
    return [re.findall(r"\w+", title.casefold()) for title in titles]


def catalogue(
    entries: Iterable[Entry],
    now: datetime,
    other: str,
    archive_after: timedelta = timedelta.max,
    words: Words = spelled,
) -> Catalog:
    """Sort the shown entries into a catalogue; `other` names the category of articles that have none.

    The home page (`index.md` at the root) stands above all categories and is in none. Notices that ended `archive_after`
    ago or longer are left out. `words` gives the words that titles are compared by.
    """
    groups: dict[str, list[Entry]] = {}
    notices: list[Entry] = []
    for entry in entries:
        if entry.is_notice:
            if not archived(entry, now, archive_after):
                notices.append(entry)
        elif entry.url:
            groups.setdefault(entry.category or other, []).append(entry)
    categories = [Category(name, _slug(name), tuple(sorted(group, key=_demand))) for name, group in groups.items()]
    categories.sort(key=lambda c: (c.name == other, -sum(e.conversations for e in c.entries), c.name))
    places = {entry.path: category for category in categories for entry in category.entries}
    notices.sort(key=lambda entry: _urgency(entry, now))
    titles = Titles((*(entry for category in categories for entry in category.entries), *notices), words)
    return Catalog(tuple(categories), tuple(notices), places, other, titles)


def _slug(name: str) -> str:
    return blake2b(name.encode(), digest_size=4).hexdigest()


def _demand(entry: Entry) -> tuple[int, int, str, str]:
    return -entry.conversations, -entry.customers, entry.title, entry.path


def _urgency(entry: Entry, now: datetime) -> tuple[int, float, str]:
    when = phase(entry, now)
    rank = _URGENCY.get((when, entry.kind), 2 if when == "upcoming" else 3)
    if when == "live":
        return rank, entry.expire_at.timestamp() if entry.expire_at else float("inf"), entry.path
    return rank, -(entry.expire_at or entry.publish_at or EPOCH).timestamp(), entry.path
