"""All that machines read of one build: collected page by page, settled when every page is known, written at the end."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from markupsafe import Markup
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from kbgen.errors import KbgenError, Problem
from kbgen.site import feeds, links, policy, structured, twins
from kbgen.site.catalog import Catalog, Category
from kbgen.site.entries import Entry, archived, phase
from kbgen.site.heads import LOCALES, Head, Site, iso
from kbgen.site.languages import Language, Languages, Spoken, content_hash, is_outdated, languages, outdated_note
from kbgen.site.told import Source, Told
from kbgen.site.work import Work


@dataclass(frozen=True, slots=True)
class _Known:
    entry: Entry
    url: str
    canonical: str
    meta: Mapping[str, Any]
    changed: datetime | None
    told: Told


class Machines:
    """One build: `add` each page, `settle`, ask for each page's `head`, and `write` the files.

    `work` may know what it made in an earlier build.
    """

    def __init__(self, site: Site, catalog: Catalog, work: Work) -> None:
        self.site = site
        self._work = work
        self._catalog = catalog
        self._lists = {category.path: category.entries for category in catalog.categories}
        self._lists |= {"notices/index.md": catalog.notices, "index.md": (*catalog.articles, *catalog.notices)}
        self.languages = Languages(site.language, {}, {}, {})
        self._pages: dict[str, _Known] = {}
        self._problems: list[Problem] = []
        self._redirects: tuple[links.Redirect, ...] = ()
        self._outdated: frozenset[str] = frozenset()
        self._taken: frozenset[str] = frozenset()
        self._own_rules = ""

    def public(self, entry: Entry | None) -> bool:
        """Whether machines may know of a page: never of drafts and of what is not due, whatever a preview shows."""
        return entry is None or (entry.status == "published" and phase(entry, self.site.now) != "upcoming")

    def listed(self, entry: Entry | None) -> bool:
        """Whether lists for machines name a page: it is public, and no notice that is long over."""
        return entry is None or (self.public(entry) and not archived(entry, self.site.now, self.site.archive_after))

    def day(self, path: str, entry: Entry | None, meta: Mapping[str, Any]) -> str:
        """Return the day a page last changed, for the sitemap; of a list, of the last it names; empty when unknown.

        The home page is of the day of the last page, or of the build: MkDocs dates the sitemap itself by it.
        """
        home = path == "index.md" or (entry is not None and not entry.url)
        around = self._lists.get("index.md" if home else path, ())
        days = [self._changed(other, {}) for other in around if self.listed(other)]
        last = max(filter(None, [*days, self._changed(entry, meta) if entry else None]), default=None)
        last = last or (self.site.now if home else None)
        return last.astimezone(self.site.zone).date().isoformat() if last else ""

    def add(self, page: Page, entry: Entry | None, html: str) -> str:
        """Take in an entry's page, before its front matter is escaped; return its HTML, with anchors on steps."""
        if entry is None:
            return html
        changed, over = self._changed(entry, page.meta), self._over(entry)
        canonical, tag = (page.canonical_url or "") if self.site.address else "", page.meta.get("lang")
        about = structured.About(
            entry.title,
            entry.description,
            canonical,
            tag if isinstance(tag, str) else self.site.language,
            changed and changed.astimezone(self.site.zone),
            entry.expire_at,
        )
        made = self._work.tell(Source(entry, about, self._meta(entry, about), over, html))
        self._pages[entry.path] = _Known(entry, page.url, canonical, dict(page.meta), changed, made)
        return made.html

    def settle(self, files: Files) -> None:
        """Link pages with each other, when all are known.

        Raises:
            KbgenError: aliases, ids or translations that cannot be; all are told at once.
        """
        pages = [self._pages[path] for path in sorted(self._pages)]
        spoken = [
            Spoken(self._where(k), k.entry.path, k.url, *map(k.meta.get, ("lang", "translation_of", "translated_from")))
            for k in pages
        ]
        named = {s.translation_of for s in spoken if isinstance(s.translation_of, str)} - self._pages.keys()
        hidden = [path for path in named if ".." not in path and (self.site.folder / path).is_file()]
        self.languages, wrong = languages(spoken, self.site.language, hidden)
        self._outdated = frozenset(
            path for path, original in self.languages.originals.items() if self._is_outdated(path, original, files)
        )
        self._taken = frozenset(file.dest_uri for file in files if file.inclusion is not InclusionLevel.EXCLUDED)
        rules = files.get_file_from_path(links.REDIRECTS)
        self._own_rules = rules.content_string if rules else ""
        targets = [self._target(known) for known in pages if self.public(known.entry)]
        self._redirects, crossed = links.redirects(targets, self._taken, folders=not self.site.index)
        problems = dict.fromkeys([*self._problems, *wrong, *crossed])
        if problems:
            raise KbgenError(*problems)

    def languages_of(self, entry: Entry | None) -> tuple[Language, ...]:
        """Return an entry in all its languages that machines and readers may know, itself among them."""
        found = self.languages.languages_of(entry) if entry else ()
        return found if len(found) > 1 else ()

    def noted(self, page: Page, html: str) -> str:
        """Return a page's HTML, with a note when it is a translation whose original changed."""
        path = page.file.src_uri
        return outdated_note(html, self.languages.tag_of(path)) if path in self._outdated else html

    def head(self, page: Page, entry: Entry | None, category: Category | None, title: str) -> Head:
        """Return what a page's head says; `title` is that of a page that is no entry."""
        site, known = self.site, self._pages.get(entry.path) if entry else None
        tag = self.languages.tag_of(page.file.src_uri)
        made = Head(
            title=entry.title if entry else title,
            description=entry.description if entry else "",
            type="article" if entry and entry.url else "website",
            url=(page.canonical_url or "") if site.address else "",
            name=site.name,
            locale=tag.replace("-", "_") if "-" in tag else LOCALES.get(tag, ""),
            feed=self._address(feeds.PATH, page) if site.address and feeds.PATH not in self._taken else "",
            data=tuple(Markup(text) for text in (known.told.data if known else ())),  # noqa: S704 - escaped by script_json
        )
        crumbs = structured.breadcrumbs(self._trail(page, entry, category)) if site.address else None
        if crumbs:
            made = replace(made, data=(*made.data, Markup(structured.script_json(crumbs))))  # noqa: S704
        if known is None or not self.public(entry):
            return made
        spoken = [
            (language.lang, self._address(language.url, page), language.original)
            for language in self.languages_of(entry)
        ]
        return replace(
            made,
            published=iso(known.entry.publish_at, site.zone),
            modified=iso(known.changed, site.zone),
            languages=tuple((lang, url) for lang, url, _ in spoken)
            + tuple(("x-default", url) for _, url, original in spoken if original),
            twin=self._address(twins.twin_url(known.url), page),
        )

    def write(self, folder: Path) -> None:
        """Write the files: twins, redirects, `llms.txt`, the feed, and last the headers, which look at all pages."""
        site = self.site
        public = [known for _, known in sorted(self._pages.items()) if self.public(known.entry)]
        for known in public:
            self._write(folder, unquote(twins.twin_url(known.url)), known.told.twin)
        for made in self._redirects:
            goal = get_relative_url(made.target.url, made.url) or "./"
            canonical = site.address + made.target.url if site.address else ""
            self._write(folder, made.file, links.redirect_page(made, goal, canonical, site.language))
        self._write(folder, twins.PATH, twins.llms(site.name, site.description, site.language, self._lines()))
        if site.address:
            channel = feeds.Channel(site.name, site.address, site.description or site.name, site.language, site.zone)
            self._write(folder, feeds.PATH, feeds.rss(channel, self._items()))
        rules = links.redirects_file(self._redirects, site.base, self._own_rules)
        if rules:
            (folder / links.REDIRECTS).write_text(rules, "utf-8", newline="\n")
        # A page that leads on loads nothing: it need not be read again.
        pages = self._work.loaded(folder, frozenset(made.file for made in self._redirects))
        allowed = policy.content_security_policy(pages)
        self._write(folder, policy.HEADERS, policy.headers_file(allowed, site.base))

    def _write(self, folder: Path, path: str, text: str) -> None:
        """Write a file, unless the project has its own at that address."""
        if path not in self._taken:
            self._work.write(folder, path, text)

    def _changed(self, entry: Entry, meta: Mapping[str, Any]) -> datetime | None:
        value = meta.get("updated")
        if isinstance(value, str):
            try:
                value = datetime.fromisoformat(value)
            except ValueError:
                where = f"{self.site.docs}/{entry.path}"
                self._problems.append(Problem(where, "updated is not a time", "write it as 2026-10-03"))
        if isinstance(value, date) and not isinstance(value, datetime):
            value = datetime.combine(value, time())
        if not isinstance(value, datetime):
            return feeds.changed(entry, self.site.now)
        value = value if value.tzinfo else value.replace(tzinfo=self.site.zone)
        return feeds.changed(entry, self.site.now, value)

    def _over(self, entry: Entry) -> str:
        """Return in words that a notice is over and when it was on; empty when it is not."""
        if not entry.is_notice or phase(entry, self.site.now) != "ended":
            return ""
        return f"{self._over_word(entry)} · {self.site.texts.period(entry, self.site.zone)}"

    def _over_word(self, entry: Entry) -> str:
        return self.site.texts.incident_over if entry.kind == "incident" else self.site.texts.phases["ended"]

    def _meta(self, entry: Entry, about: structured.About) -> dict[str, str]:
        zone = self.site.zone
        meta = {
            "description": entry.description,
            "url": about.url,
            "lang": about.language,
            "category": entry.category,
            "updated": about.changed.date().isoformat() if about.changed else "",
        }
        if entry.is_notice:
            meta["status"] = phase(entry, self.site.now)
            meta |= {"from": iso(entry.publish_at, zone), "until": iso(entry.expire_at, zone)}
        return meta

    def _target(self, known: _Known) -> links.Target:
        entry = known.entry
        return links.Target(
            self._where(known),
            entry.path,
            known.url,
            entry.title,
            entry.kind,
            _id(known),
            known.meta.get("aliases"),
            original=entry.path not in self.languages.originals,
        )

    def _where(self, known: _Known) -> str:
        return f"{self.site.docs}/{known.entry.path}"

    def _is_outdated(self, path: str, original: str, files: Files) -> bool:
        file = files.get_file_from_path(original)
        stored = self._pages[path].meta.get("translated_from")
        return file is not None and is_outdated(stored, content_hash(self._pages[original].entry, file.content_string))

    def _address(self, url: str, page: Page) -> str:
        return self.site.address + url if self.site.address else get_relative_url(url or "./", page.url)

    def _trail(self, page: Page, entry: Entry | None, category: Category | None) -> list[tuple[str, str]]:
        """Return the names and absolute addresses from home to a page."""
        site, place = self.site, category or (self._catalog.category_of(entry) if entry else None)
        trail = [(site.texts.home, site.address + site.index)]
        if place:
            trail.append((place.name, f"{site.address}c/{place.slug}/{site.index}"))
        elif entry and entry.is_notice:
            trail.append((site.texts.notices, f"{site.address}notices/{site.index}"))
        else:
            return []
        return [*trail, (entry.title, page.canonical_url or "")] if entry else trail

    def _lines(self) -> list[twins.Line]:
        catalog, other = self._catalog, self.site.texts.notices
        placed = [(c.name, e) for c in catalog.categories for e in c.entries] + [(other, e) for e in catalog.notices]
        return [
            twins.Line(
                section,
                entry.title,
                self.site.address + twins.twin_url(self._pages[entry.path].url),
                entry.description,
                self._over_word(entry) if self._over(entry) else "",
            )
            for section, entry in placed
            if entry.path in self._pages and self.public(entry)
        ]

    def _items(self) -> list[feeds.Item]:
        items = []
        for known in self._pages.values():
            entry = known.entry
            if known.changed and known.canonical and self.listed(entry):
                title = f"{self._over_word(entry)}: {entry.title}" if self._over(entry) else entry.title
                guid = f"{_id(known) or entry.path}#{known.told.hash}"
                items.append(feeds.Item(title, known.canonical, guid, known.changed, entry.description, entry.category))
        return items


def _id(known: _Known) -> str:
    own = known.meta.get("kbgen")
    return str(own.get("topic") or own.get("notice") or "") if isinstance(own, dict) else ""
