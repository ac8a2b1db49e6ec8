"""What the templates of the site know as `kb`."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kbgen.site.catalog import Catalog, Category
from kbgen.site.contact import ContactLink
from kbgen.site.entries import Entry, phase
from kbgen.site.texts import Texts


@dataclass(frozen=True, slots=True)
class Help:
    """What the templates know as `kb`."""

    name: str
    texts: Texts
    zone: ZoneInfo
    now: datetime
    docs: str
    contact: tuple[ContactLink, ...]
    catalog: Catalog
    drafts: bool
    index: str
    evidence: bool

    def phase(self, entry: Entry) -> str:
        """Return `upcoming`, `live` or `ended`."""
        return phase(entry, self.now)

    def demand(self, entry: Entry) -> str:
        """Return how many customers asked, in words; empty when the site does not say."""
        return self.texts.demand(entry) if self.evidence else ""

    def day(self, day: str) -> str:
        """Return a day (2026-10-03) in words."""
        return self.texts.day(date.fromisoformat(day))

    def period(self, entry: Entry) -> str:
        """Return a notice's time, in words."""
        return self.texts.period(entry, self.zone)

    def live(self, kind: str) -> tuple[Entry, ...]:
        """Return the notices of a kind that hold now."""
        return tuple(e for e in self.catalog.notices if e.kind == kind and self.phase(e) == "live")

    def upcoming(self) -> tuple[Entry, ...]:
        """Return the notices that are to come: in a preview, for a site has none."""
        return tuple(e for e in self.catalog.notices if self.phase(e) == "upcoming")

    def url(self, category: Category | None) -> str:
        """Return the address of a category's page, or of the notices' page, relative to the site's root."""
        return (f"c/{category.slug}/" if category else "notices/") + self.index
