"""The MkDocs plugin: what is shown, where it stands, and what the templates know. The build reads as its events."""

import html as markup
import json
import math
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import jinja2
from markdown.extensions.toc import slugify_unicode
from markupsafe import escape
from mkdocs.config import base, config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import TemplateContext

from kbgen.config import FILENAME, Config, load
from kbgen.errors import KbgenError, Problem
from kbgen.site.added import add_asset, add_file, add_nav, add_pages
from kbgen.site.cache import FOLDER
from kbgen.site.catalog import Catalog, catalogue
from kbgen.site.contact import contact_links
from kbgen.site.entries import Entry, archived, phase, visible
from kbgen.site.heads import Site
from kbgen.site.help import Help
from kbgen.site.languages import with_language
from kbgen.site.machines import Machines
from kbgen.site.prepare import prepare_search, prepare_theme, search_plugin
from kbgen.site.reading import linked_steps, parts
from kbgen.site.search import HELPED, NONE, Plan, add_queries, add_words, no_answer, with_worker
from kbgen.site.texts import TEXTS
from kbgen.site.work import Work

T = TypeVar("T")
_NAME = re.compile(r"[\w/-]+", re.ASCII)


class KbgenPluginConfig(base.Config):  # type: ignore[no-untyped-call]
    """The plugin's options in `mkdocs.yml`."""

    drafts = config_options.Type(bool, default=False)
    """Show drafts and pages that are not due yet, too: a preview for those who review."""

    now = config_options.Type(str, default="")
    """The time the site is built for, ISO 8601; empty: the time of the build."""

    contact = config_options.Type(str, default="")
    """Where a reader goes when no page helps; empty: `[site].contact` of `kbgen.toml`."""

    synonyms = config_options.DictOfItems(config_options.ListOfItems(config_options.Type(str)), default={})
    """Words that mean the same to the search: one form → the others, as `환불: [반환, 돈 돌려받기]`."""


class KbgenPlugin(BasePlugin[KbgenPluginConfig]):  # type: ignore[no-untyped-call]
    """Builds a help centre of the pages in `content/`; `mkdocs build` and `kbgen build` give the same site."""

    entries: dict[str, Entry]
    help: Help
    machines: Machines
    worker: str
    days: dict[str, str]
    """The day each page last changed, by path; empty when unknown."""
    archive_after: timedelta
    synonyms: Mapping[str, Sequence[str]]
    helped: Mapping[str, float]
    texts: Mapping[str, str]
    """The pages as they were read, by path."""
    work = Work()
    """Does what is done page by page; builds that follow one another take what they know already."""

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Before other plugins look: our templates, assets, and what makes search work in Korean."""
        project = _project(config)
        site = _checked(lambda: load(project)) if (project / FILENAME).is_file() else Config()
        language = site.project.language if (project / FILENAME).is_file() else str(config.theme["language"])
        where = f"{project / FILENAME}" if not self.config.contact else "mkdocs.yml"
        name = config.site_name
        # Material prints it as it is, in the header and in the title.
        config.site_name = str(escape(name))
        self.entries = {}
        self.days = {}
        self.synonyms = {**site.search.synonyms, **self.config.synonyms}
        self.helped = _helped(project / ".kbgen" / HELPED)
        self.archive_after = timedelta(days=min(site.site.archive_after, timedelta.max.days))
        self.help = Help(
            name=name,
            texts=TEXTS["ko" if language == "ko" else "en"],
            zone=site.zone,
            now=self._now(),
            docs=Path(os.path.relpath(config.docs_dir, project)).as_posix(),
            contact=_checked(lambda: contact_links(self.config.contact or site.site.contact, where)),
            catalog=Catalog((), ()),
            drafts=self.config.drafts,
            index="" if config.use_directory_urls else "index.html",
            evidence=site.site.show_evidence == "customers",
        )
        config.site_url = config.site_url or (site.project.url and site.project.url.rstrip("/") + "/")
        prepare_theme(config)
        prepare_search(config)
        config.mdx_configs["toc"] = {
            "slugify": slugify_unicode,
            "permalink_title": self.help.texts.permalink,
            **(config.mdx_configs.get("toc") or {}),
        }
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Leave out what is not to be seen, add the pages that lists are on, and make the navigation."""
        self.entries = self.read_all(files)
        for entry in [e for e in self.entries.values() if not visible(e, self.help.now, self.help.drafts)]:
            del self.entries[entry.path]
            file = _file(files, entry.path)
            if entry.status == "published":
                # A link to a page whose time is over must not stop the build that takes it away.
                file.inclusion = InclusionLevel.EXCLUDED
            else:
                files.remove(file)
        _check_addresses(files, self.help.docs)
        read = self.work.analyser(_project(config) / FOLDER)
        catalog = catalogue(
            self.entries.values(),
            self.help.now,
            self.help.texts.other,
            self.archive_after,
            lambda titles: read(titles).words,
        )
        self.help = replace(self.help, catalog=catalog)
        self.machines = Machines(self._site(config), catalog, self.work)
        add_pages(self.help, files, config)
        for name in ("kbgen.css", "kbgen.js"):
            add_asset(name, files, config)
        self._add_search(files, config)
        add_nav(self.help, self.entries.values(), files, config)
        return files

    def on_page_read_source(self, page: Page, config: MkDocsConfig) -> str | None:
        """Give the text by which it was decided that the page is shown: the file may be another one by now."""
        return self.texts.get(page.file.src_uri)

    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Date the page by what its front matter says of it, and let what is over stand behind what holds."""
        entry = self.entries.get(page.file.src_uri)
        page.update_date = self.machines.day(page.file.src_uri, entry, page.meta)
        self.days[page.file.src_uri] = page.update_date
        if entry and phase(entry, self.help.now) == "ended":
            over = archived(entry, self.help.now, self.archive_after)
            page.meta["search"] = {"exclude": True} if over else {"boost": 0.5}
        return markdown

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Escape what comes from front matter: Material prints titles and descriptions as they are."""
        html = self.machines.add(page, self.entries.get(page.file.src_uri), html)
        named = "title" in vars(page)  # by the navigation in mkdocs.yml
        title = page.meta["title"] if page.meta.get("title") else markup.unescape(page.title or "")
        page.meta["title"] = escape(_plain(title))
        if not named:
            page.title = page.meta["title"]
        for key in ("description", "author", "subtitle"):
            if key in page.meta:
                page.meta[key] = escape(_plain(page.meta[key]))
        for key in ("status", "icon"):  # Material prints them as they are, in the navigation of every page
            if key in page.meta and not _NAME.fullmatch(str(page.meta[key])):
                del page.meta[key]
        if _sections(page) < 3:
            page.meta["hide"] = [*_list(page.meta.get("hide")), "toc"]
        return html

    def on_env(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Escape by default in our own templates (Material's are written without), and hand them what they show."""
        env.autoescape = lambda name: bool(name and name.startswith("kbgen/"))
        env.globals["kb"] = self.help
        env.filters |= {"kb_parts": parts, "kb_steps": linked_steps}
        _checked(lambda: self.machines.settle(files))
        return env

    def on_template_context(
        self, context: TemplateContext, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Keep from the sitemap what a preview shows before its time, and notices that are long over."""
        if template_name == "sitemap.xml":
            context["pages"] = [f for f in context["pages"] if self.machines.listed(self.entries.get(f.src_uri))]
        return context

    def on_page_context(
        self, context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Tell the template which of our pages this is."""
        path = page.file.src_uri
        entry = self.entries.get(path)
        category = next((c for c in self.help.catalog.categories if c.path == path), None)
        title = self.help.name if page.is_homepage else markup.unescape(str(page.meta.get("title", "")))
        variables: dict[str, Any] = {
            "kb_entry": entry,
            "kb_category": category,
            "kb_head": self.machines.head(page, entry, category, title),
            "kb_languages": self.machines.languages_of(entry),
            "kb_recent": self.help.catalog.recent(self.days, 4) if page.is_homepage else (),
        }
        page.content = self.machines.noted(page, page.content or "")
        context.update(variables)  # type: ignore[typeddict-item]
        return context

    # After the search plugin, and before Material's `offline`, which makes a script of the index at -100.
    @event_priority(-50)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Add morphemes and customers' own words to the index that the search plugin has written."""
        index = Path(config.site_dir, "search", "search_index.json")
        if index.is_file():
            now, after = self.help.now, self.archive_after
            shown = [e for e in self.entries.values() if e.url and not archived(e, now, after)]
            analyse = self.work.analyser(_project(config) / FOLDER)
            index.write_text(add_words(add_queries(index.read_text("utf-8"), shown), self._plan(), analyse), "utf-8")
        self.machines.write(Path(config.site_dir))

    @event_priority(-100)
    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Let kbgen's worker search, whatever templates the project has."""
        spoken = self.machines.languages
        output = with_language(output, spoken.default, spoken.tag_of(page.file.src_uri))
        return with_worker(output, get_relative_url(self.worker, page.url)) if self.worker else output

    @event_priority(-100)
    def on_post_template(self, output_content: str, template_name: str, config: MkDocsConfig) -> str:
        """The same for 404.html, which is no page and is shown at any address."""
        if template_name != "404.html" or not self.worker:
            return output_content
        base = urlsplit(config.site_url or "/").path
        return with_worker(output_content, f"{base.rstrip('/')}/{self.worker}")

    def _add_search(self, files: Files, config: MkDocsConfig) -> None:
        self.worker = ""
        if search_plugin(config) is not None:
            self.worker = add_file("search-worker.js", files, config)
            add_asset("search-worker-help.js", files, config)

    def _plan(self) -> Plan:
        ended = self.help.texts.phases["ended"]
        over = {e.url: {"ended": ended} for e in self.entries.values() if e.is_notice and self.help.phase(e) == "ended"}
        marks: dict[str, dict[str, Any]] = {url: dict(mark) for url, mark in over.items()}
        for entry in self.entries.values():
            helped = self.helped.get(f"{self.help.docs}/{entry.path}")
            if helped:
                marks.setdefault(entry.url, {})["helped"] = helped
        language = "ko" if self.help.texts is TEXTS["ko"] else "en"
        help = no_answer(NONE[language], self.help.contact, self.help.texts.contact_action)
        return Plan(marks=marks, synonyms=self.synonyms, help=help)

    def _site(self, config: MkDocsConfig) -> Site:
        known = urlsplit(config.site_url or "").scheme in ("http", "https")
        return Site(
            name=self.help.name,
            description=config.site_description or "",
            address=config.site_url or "" if known else "",
            language=str(config.theme["language"]),
            texts=self.help.texts,
            zone=self.help.zone,
            now=self.help.now,
            docs=self.help.docs,
            folder=Path(config.docs_dir),
            index=self.help.index,
            archive_after=self.archive_after,
        )

    def _now(self) -> datetime:
        if not self.config.now:
            return datetime.now(UTC)
        try:
            now = datetime.fromisoformat(self.config.now)
        except ValueError as error:
            raise PluginError("kbgen: the option `now` is not a time; write it as 2026-10-03T09:00:00+09:00") from error
        return now if now.tzinfo else now.replace(tzinfo=UTC)

    def read_all(self, files: Files) -> dict[str, Entry]:
        """Read the front matter of every page; all that is wrong with them is told at once."""
        entries: dict[str, Entry] = {}
        problems: list[Problem] = []
        self.texts = {}
        for file in files.documentation_pages():
            where = f"{self.help.docs}/{file.src_uri}"
            url = "" if file.dest_uri == "index.html" else file.url
            try:
                text = self.texts[file.src_uri] = file.content_string
                entries[file.src_uri] = self.work.read(file.src_uri, url, text, self.help.zone, where)
            except KbgenError as error:
                problems += error.problems
            except UnicodeDecodeError:
                problems.append(Problem(where, "is not UTF-8", "save it as UTF-8"))
        if problems:
            raise PluginError("\n".join(map(str, problems))) from KbgenError(*problems)
        return entries


def _project(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent if config.config_file_path else Path.cwd()


def _helped(file: Path) -> Mapping[str, float]:
    """Return how much pages helped, by path; nothing when nobody voted, or when the file is not ours."""
    try:
        told = json.loads(file.read_text("utf-8"))
        rows = told.items() if isinstance(told, dict) else ()
        return {str(k): float(v) for k, v in rows if isinstance(v, int | float) and math.isfinite(v)}
    except (OSError, ValueError, OverflowError, RecursionError):
        return {}


def _checked(make: Callable[[], T]) -> T:
    """Call `make`; what it has to say is said in MkDocs's way, without a traceback."""
    try:
        return make()
    except KbgenError as error:
        raise PluginError(str(error)) from error


def _file(files: Files, path: str) -> File:
    file = files.get_file_from_path(path)
    if file is None:
        raise PluginError(f"kbgen: {path} went away during the build")
    return file


def _check_addresses(files: Files, docs: str) -> None:
    """MkDocs would write one over the other."""
    taken: dict[str, str] = {}
    problems: list[Problem] = []
    for file in files.documentation_pages():
        other = taken.setdefault(file.dest_uri, file.src_uri)
        if other != file.src_uri:
            problems.append(
                Problem(f"{docs}/{file.src_uri}", f"has the address of {docs}/{other}", "rename one of the two")
            )
    if problems:
        raise PluginError("\n".join(map(str, problems))) from KbgenError(*problems)


def _plain(value: object) -> str:
    return " ".join(str(value).split())


def _sections(page: Page) -> int:
    """Return how many headings stand below the page's title."""
    items = list(page.toc)
    return sum(len(item.children) if item.level == 1 else 1 for item in items)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
