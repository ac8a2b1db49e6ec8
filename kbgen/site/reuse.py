"""What one build may take over from the build before: nothing changes but the time it takes.

A page's Markdown is converted again when its text or the list of files differs. Its HTML is made again when its own
content or front matter differs, the navigation does, or anything its templates asked `kb` for has another answer now:
the questions are written down while a page is made, and asked again before the next build makes it.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
import jinja2.bccache
import jinja2.meta
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data
from mkdocs.utils.templates import TemplateContext

from kbgen.site.entries import Entry, archived, phase
from kbgen.site.generations import Generations
from kbgen.site.plugin import KbgenPlugin
from kbgen.site.questions import Question, Questions
from kbgen.site.remembered import Remembered

_OURS = frozenset(("search", "material/search", "kbgen", "kbgen/reuse"))
_PURE = frozenset(
    """abbr admonition attr_list codehilite def_list extra fenced_code footnotes md_in_html meta nl2br sane_lists smarty
    tables toc wikilinks""".split()
)
_MKDOCS = frozenset("nav pages base_url extra_css extra_javascript mkdocs_version build_date_utc config page".split())
"""What MkDocs itself hands to templates; what plugins add is compared."""


@dataclass(slots=True)
class _Rendered:
    """A page's Markdown, converted; `links` are its links to anchors, by the source of the page they lead to."""

    markdown: str
    content: str
    toc: Any
    title: Any
    anchors: Any
    links: dict[str, dict[str, str]]


@dataclass(slots=True)
class _Made:
    """What a page's HTML was made of, and what was asked while it was made."""

    state: tuple[object, ...]
    given: dict[str, object]
    asked: set[Question]


class _Bytecode(jinja2.bccache.BytecodeCache):
    """Compiled templates, in memory; Jinja compares their source."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, CodeType | None]] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        checksum, code = self._kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        self._kept[bucket.key] = (bucket.checksum, bucket.code)


class Reuse(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """A plugin that is there in builds that follow one another: one object, added to each build's plugins.

    `site` is the folder that builds are swapped into; beside it a hidden one holds the build before as long as this object
    lives. A build with plugins, hooks or Markdown extensions that kbgen does not know, or with templates that look at all
    `pages`, takes nothing over.
    """

    def __init__(self, site: Path) -> None:
        self.generations = Generations(site)
        self._bytecode = _Bytecode()
        self.forget()

    def forget(self) -> None:
        """Take nothing over from the builds so far."""
        self.generations.forget()
        self._now: datetime | None = None
        self._work = Remembered(self.generations)
        self._questions = Questions()
        self._sources: dict[str, tuple[str, str, dict[str, Any]]] = {}
        self._rendered: dict[str, _Rendered] = {}
        self._sections: dict[str, tuple[tuple[object, ...], list[Any]]] = {}
        self._made: dict[str, _Made] = {}
        self._new: dict[str, _Made] = {}
        self._listing: object = None
        self._outline: object = None
        self._stays = False

    def keep(self, old: Path | None) -> int:
        """Say that the build succeeded, and where the site before it is now; return how many pages were made anew."""
        anew = sum(self._made.get(path) is not made for path, made in self._new.items())
        self._made, self._new = self._new, {}
        self._questions.keep()
        self._work.keep()
        self.generations.keep(old)
        return anew

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Find out whether this build is one that can take anything over."""
        self._new = {}
        if not _known(config):
            self.forget()
        self.generations.begin()
        self._work.begin()
        self._help: KbgenPlugin = config.plugins["kbgen"]  # type: ignore[assignment]
        self._help.work = self._work
        return config

    @event_priority(50)
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Let time stand still as long as no page's time begins or ends, so that `kb.now` has the answer it had."""
        kb = self._help
        entries = kb.read_all(files)
        kb.read_all = lambda files: entries  # type: ignore[method-assign]
        if self._now is not None and _quiet(kb, entries.values(), self._now):
            kb.help = replace(kb.help, now=self._now)
        else:
            self._now, self._made = kb.help.now, {}
        return files

    @event_priority(-200)
    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Convert everything again when there are other files: links may lead elsewhere."""
        self._nav = nav
        listing = sorted((file.src_uri, file.dest_uri, file.inclusion.name) for file in files)
        if listing != self._listing:
            self._listing, self._rendered = listing, {}
        return nav

    def on_pre_page(self, page: Page, config: MkDocsConfig, files: Files) -> Page:
        """Read the page's front matter only when its text is another one."""
        page.read_source = lambda config: self._read(page, config)  # type: ignore[method-assign]
        return page

    def _read(self, page: Page, config: MkDocsConfig) -> None:
        path, text = page.file.src_uri, config.plugins.on_page_read_source(page=page, config=config)
        text = page.file.content_string if text is None else text
        known = self._sources.get(path)
        if known is None or known[0] != text:
            known = self._sources[path] = (text, *get_data(text))
        # Plugins add to the front matter of a page, and change nothing that is in it.
        page.markdown, page.meta = known[1], dict(known[2])

    @event_priority(-200)
    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Convert the page's text only when it is another one."""
        page.render = lambda config, files: self._render(page, config, files)  # type: ignore[method-assign]
        return markdown

    def _render(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        path = page.file.src_uri
        known = self._rendered.get(path)
        if known is not None and known.markdown == page.markdown:
            page.content, page.toc, page._title_from_render = known.content, known.toc, known.title
            page.present_anchor_ids = known.anchors
            found = ((files.get_file_from_path(uri), links) for uri, links in known.links.items())
            page.links_to_anchors = {file: links for file, links in found if file is not None}
            return
        self._rendered.pop(path, None)
        with _warned() as warnings:
            Page.render(page, config, files)
        # What was warned of must be said again by the next build.
        if not warnings and page.content is not None:
            links = {file.src_uri: found for file, found in (page.links_to_anchors or {}).items()}
            self._rendered[path] = _Rendered(
                page.markdown or "", page.content, page.toc, page._title_from_render, page.present_anchor_ids, links
            )

    @event_priority(-200)
    def on_env(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Write down what templates ask `kb`, and skip what stays as it is."""
        outline = list(_outline(self._nav.items))
        if outline != self._outline or _looks_at_pages(env, config):
            self._outline, self._made = outline, {}
        env.globals["kb"] = self._questions.begin(self._help.help)
        env.bytecode_cache = self._bytecode
        env.template_class = _template(lambda: self._stays)
        for file in files:
            if file.src_dir is not None and not file.is_documentation_page():
                file.copy_file = self._copied(file)  # type: ignore[method-assign, assignment]
        search: Any = config.plugins.get("material/search")
        if search is not None and hasattr(getattr(search, "search_index", None), "entries"):
            index = search.search_index
            add = index.add_entry_from_context
            index.add_entry_from_context = lambda page: self._index(index.entries, add, page)
        return env

    def _copied(self, file: File) -> Callable[[bool], None]:
        def copy(dirty: bool = False) -> None:
            if not self.generations.copied(str(file.abs_src_path), file.dest_uri):
                File.copy_file(file, dirty)
                self.generations.copy(str(file.abs_src_path), file.dest_uri, Path(file.abs_dest_path))

        return copy

    def _index(self, entries: list[Any], add: Callable[[Page], None], page: Page) -> None:
        """Add a page's sections to Material's index without parsing its HTML again."""
        state = _state(page)
        known = self._sections.get(page.url)
        if known is None or known[0] != state:
            start = len(entries)
            add(page)
            self._sections[page.url] = (state, entries[start:])
        else:
            entries.extend(known[1])

    @event_priority(-200)
    def on_page_context(
        self, context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Find out whether the page stays as it is; then its file is linked into the new site."""
        path = page.file.dest_uri
        state, given = _state(page), {key: value for key, value in context.items() if key not in _MKDOCS}
        known = self._made.get(path)
        self._stays = (
            known is not None
            and known.state == state
            and known.given == given
            and self._questions.same(known.asked)
            and self.generations.stays(path)
        )
        if not self._stays or known is None:
            known = _Made(state, given, set())
            self._questions.write_down(known.asked)
        self._new[path] = known
        return context

    @event_priority(-200)
    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Write nothing over a page that stays."""
        self._questions.write_down(None)
        stays, self._stays = self._stays, False
        return "" if stays else output


def _template(stays: Callable[[], bool]) -> type[jinja2.Template]:
    class Template(jinja2.Template):
        def render(self, *args: Any, **kwargs: Any) -> str:
            return "" if stays() else super().render(*args, **kwargs)

    return Template


def _known(config: MkDocsConfig) -> bool:
    """Whether all that makes the pages depends on the pages alone."""
    return not config.hooks and _OURS.issuperset(config.plugins) and _PURE.issuperset(config.markdown_extensions)


def _looks_at_pages(env: jinja2.Environment, config: MkDocsConfig) -> bool:
    """Whether a template of the project's looks at all pages, or cannot be read."""
    folder = config.theme.custom_dir
    for path in sorted(Path(folder).rglob("*.html")) if folder else ():
        try:
            names = jinja2.meta.find_undeclared_variables(env.parse(path.read_text("utf-8")))
        except (jinja2.TemplateError, OSError, UnicodeDecodeError):
            return True
        if "pages" in names:
            return True
    return False


def _quiet(kb: KbgenPlugin, entries: Iterable[Entry], before: datetime) -> bool:
    """Whether it is the same day as before, and no page's time began or ended since."""
    now, zone = kb.help.now, kb.help.zone
    if now < before or now.astimezone(zone).date() != before.astimezone(zone).date():
        return False
    for entry in entries:
        over = entry.expire_at is not None and archived(entry, now, kb.archive_after) != archived(
            entry, before, kb.archive_after
        )
        if over or phase(entry, now) != phase(entry, before):
            return False
    return True


def _outline(items: Iterable[Any]) -> Iterator[object]:
    """Yield what the navigation shows of its items, in order."""
    for item in items:
        meta = getattr(item, "meta", None) or {}
        shown = {key: meta[key] for key in ("icon", "status", "subtitle") if key in meta}
        yield type(item).__name__, item.title, getattr(item, "url", None), shown
        if item.children:
            yield from _outline(item.children)
        yield "end"


def _state(page: Page) -> tuple[object, ...]:
    # A page's table of contents is the same object as long as its Markdown is the same text.
    return page.content, page.toc, page.title, page.meta, page.canonical_url, page.edit_url, page.update_date


class _Counter(logging.Handler):
    def __init__(self, found: list[logging.LogRecord]) -> None:
        super().__init__(logging.WARNING)
        self._found = found

    def emit(self, record: logging.LogRecord) -> None:
        self._found.append(record)


@contextmanager
def _warned() -> Iterator[list[logging.LogRecord]]:
    found: list[logging.LogRecord] = []
    logger, handler = logging.getLogger("mkdocs"), _Counter(found)
    logger.addHandler(handler)
    try:
        yield found
    finally:
        logger.removeHandler(handler)
