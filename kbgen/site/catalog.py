"""The order of the help centre: categories by demand, most asked pages, notices by urgency, neighbours."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from itertools import islice

from kbgen.site.entries import EPOCH, Entry, archived, phase

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


@dataclass(frozen=True, slots=True)
class Catalog:
    """All that is shown: `categories` by demand, `notices` with what is on now first; `places` by an article's path."""

    categories: tuple[Category, ...]
    notices: tuple[Entry, ...]
    places: Mapping[str, Category] = field(default_factory=dict, compare=False, repr=False)

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
        """Return the most asked neighbours of a page: of its category, or the other notices that are not over."""
        category = self.category_of(entry)
        around = category.entries if category else self.notices if entry.is_notice else ()
        return tuple(islice((e for e in around if e.path != entry.path and phase(e, now) != "ended"), limit))


def catalogue(
    entries: Iterable[Entry], now: datetime, other: str, archive_after: timedelta = timedelta.max
) -> Catalog:
    """Sort the shown entries into a catalogue; `other` names the category of articles that have none.

    The home page (`index.md` at the root) stands above all categories and is in none. Notices that ended `archive_after`
    ago or longer are left out.
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
    return Catalog(tuple(categories), tuple(sorted(notices, key=lambda entry: _urgency(entry, now))), places)


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
