"""What machines are told of the site as a whole, and what a page's head says to them."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from urllib.parse import urlsplit

from markupsafe import Markup

from kbgen.site.texts import Texts

LOCALES = {"ko": "ko_KR", "en": "en_US", "ja": "ja_JP", "vi": "vi_VN", "th": "th_TH"}


@dataclass(frozen=True, slots=True)
class Site:
    """What machines are told of the site as a whole. `address` is absolute and ends in `/`, or empty when unknown."""

    name: str
    description: str
    address: str
    language: str
    texts: Texts
    zone: tzinfo
    now: datetime
    docs: str
    folder: Path
    index: str
    archive_after: timedelta

    @property
    def base(self) -> str:
        """The path of the site's root at its host, with slashes around."""
        path = urlsplit(self.address).path or "/"
        return path if path.endswith("/") else f"{path}/"


@dataclass(frozen=True, slots=True)
class Head:
    """What the template writes into a page's head; addresses are absolute where the site's is known."""

    title: str
    description: str
    type: str
    url: str
    name: str
    locale: str
    published: str = ""
    modified: str = ""
    languages: tuple[tuple[str, str], ...] = ()
    twin: str = ""
    feed: str = ""
    data: tuple[Markup, ...] = ()


def iso(at: datetime | None, zone: tzinfo) -> str:
    """Return a time in the company's zone as ISO 8601; empty for none."""
    return at.astimezone(zone).isoformat() if at else ""
