"""What one build may take over from the build before: nothing changes but the time it takes.

A page's Markdown is converted again when its text or the list of files differs. Its HTML is made again when its own
content or front matter differs, the navigation does, or anything its templates asked `kb` for has another answer now:
the questions are written down while a page is made, and asked again before the next build makes it.
"""

import logging
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
import jinja2.bccache
import jinja2.meta
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from kbgen.site.catalog import Catalog, Category
from kbgen.site.entries import Entry, archived, phase, read_entry
from kbgen.site.plugin import Help, KbgenPlugin

_OURS = frozenset(("search", "material/search", "kbgen", "kbgen/reuse"))
_PURE = frozenset(
    """abbr admonition attr_list codehilite def_list extra fenced_code footnotes md_in_html meta nl2br sane_lists smarty
    tables toc wikilinks""".split()
)
_MKDOCS = frozenset("nav pages base_url extra_css extra_javascript mkdocs_version build_date_utc config page".split())
"""What MkDocs itself hands to templates; what plugins add is compared."""

_Ask = Callable[[Help], object]


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
    """A page's HTML on disk: what it was made of, what it asked, and how its file can be known again."""

    state: tuple[object, ...]
    given: dict[str, object]
    asked: list[tuple[_Ask, object]]
    stamp: tuple[int, int, int] = (0, 0, 0)


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


class _Asked:
    """Stands for `kb` in the templates and writes down what they ask, with the answers."""

    def __init__(self, target: object, ask: Callable[[Help], Any], log: Callable[[_Ask, object], None]) -> None:
        self._target, self._ask, self._log = target, ask, log

    def __getattr__(self, name: str) -> Any:
        ask, value = self._ask, getattr(self._target, name)
        if not callable(value):
            return self._answer(lambda help: getattr(ask(help), name), value)

        def call(*given: Any) -> Any:
            args = [arg._target if isinstance(arg, _Asked) else arg for arg in given]
            return self._answer(lambda help: getattr(ask(help), name)(*args), value(*args))

        return call

    def _answer(self, ask: Callable[[Help], Any], value: object) -> Any:
        if isinstance(value, Catalog | Category):
            kind = type(value)
            self._log(lambda help: type(ask(help)), kind)
            return _Asked(value, ask, self._log)
        self._log(ask, value)
        return value


class Reuse(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """A plugin that is there in builds that follow one another: one object, added to each build's plugins.

    `site` is the folder that the build before was swapped into. A build with plugins, hooks or Markdown extensions that
    kbgen does not know, or with templates that look at all `pages`, takes nothing over.
    """

    def __init__(self, site: Path) -> None:
        self.site = site
        self._bytecode = _Bytecode()
        self.forget()

    def forget(self) -> None:
        """Take nothing over from the builds so far."""
        self._now: datetime | None = None
        self._entries: dict[str, tuple[tuple[object, ...], Entry]] = {}
        self._rendered: dict[str, _Rendered] = {}
        self._sections: dict[str, tuple[tuple[object, ...], list[Any]]] = {}
        self._made: dict[str, _Made] = {}
        self._new: dict[str, _Made] = {}
        self._listing: object = None
        self._outline: object = None
        self._asked: list[tuple[_Ask, object]] | None = None
        self._stays = False

    def keep(self) -> int:
        """Say that the build succeeded and stands in `site`; return how many pages were made anew."""
        anew = sum(self._made.get(path) is not made for path, made in self._new.items())
        for path, made in self._new.items():
            made.stamp = _stamp(self.site / path)
        self._made, self._new = self._new, {}
        return anew

    def entry(self, path: str, url: str, text: str, zone: tzinfo, where: str) -> Entry:
        """Do as `read_entry`, once for each text."""
        key = (url, text, zone, where)
        known = self._entries.get(path)
        if known is None or known[0] != key:
            known = self._entries[path] = (key, read_entry(path, url, text, zone, where))
        return known[1]

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Find out whether this build is one that can take anything over."""
        self._new = {}
        self._help: KbgenPlugin = config.plugins["kbgen"]  # type: ignore[assignment]
        if not _known(config):
            self.forget()
        return config

    @event_priority(50)
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Let time stand still as long as no page's time begins or ends, so that `kb.now` has the answer it had."""
        kb = self._help
        kb.read = self.entry
        if self._now is not None and _quiet(kb, kb.read_all(files).values(), self._now):
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
        """Write down what templates ask `kb`, and skip the pages that stay as they are."""
        outline = list(_outline(self._nav.items))
        if outline != self._outline or _looks_at_pages(env, config):
            self._outline, self._made = outline, {}
        env.globals["kb"] = _Asked(self._help.help, lambda help: help, self._log)
        env.bytecode_cache = self._bytecode
        env.template_class = _template(lambda: self._stays)
        search: Any = config.plugins.get("material/search")
        if search is not None and hasattr(getattr(search, "search_index", None), "entries"):
            index = search.search_index
            add = index.add_entry_from_context
            index.add_entry_from_context = lambda page: self._index(index.entries, add, page)
        return env

    def _log(self, ask: _Ask, answer: object) -> None:
        if self._asked is not None:
            self._asked.append((ask, answer))

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
            and all(_same(ask, answer, self._help.help) for ask, answer in known.asked)
            and known.stamp == _stamp(self.site / path)
            and _linked(self.site / path, Path(config.site_dir, path))
        )
        if self._stays and known is not None:
            self._new[path] = known
        else:
            self._asked = []
            self._new[path] = _Made(state, given, self._asked)
        return context

    @event_priority(-200)
    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Write nothing over a page that stays."""
        self._asked = None
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


def _same(ask: _Ask, answer: object, help: Help) -> bool:
    try:
        return bool(ask(help) == answer)
    except (AttributeError, TypeError, LookupError):
        # It was asked of something that is no more.
        return False


def _stamp(file: Path) -> tuple[int, int, int]:
    try:
        found = file.stat()
    except OSError:
        return 0, 0, 0
    return found.st_ino, found.st_mtime_ns, found.st_size


def _linked(source: Path, goal: Path) -> bool:
    """Put a file of the old site into the new one; where it cannot be linked it is copied."""
    try:
        goal.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(source, goal)
        except OSError:
            shutil.copy2(source, goal)
    except OSError:
        return False
    return True


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
