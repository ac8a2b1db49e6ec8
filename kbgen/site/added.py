"""What kbgen adds to the files of a site: lists as pages, the navigation, and its own scripts and style sheets."""

from collections.abc import Collection, Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Any

import yaml
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from kbgen.site.entries import Entry, phase
from kbgen.site.help import Help

HERE = Path(__file__).parent
NAV_LIMIT = 200
"""With so many pages or more the navigation lists categories alone: it stands on every page, so it costs the square."""


def add_pages(help: Help, files: Files, config: MkDocsConfig) -> None:
    """Add the pages that lists are on, where the project has none of its own: categories, notices, home."""
    texts = help.texts
    made = [(c.path, c.name, "category") for c in help.catalog.categories]
    made.append(("notices/index.md", texts.notices, "notices"))
    if not any(file.dest_uri == "index.html" for file in files.documentation_pages()):
        made.append(("index.md", texts.home, "home"))
    for path, title, template in made:
        own = files.get_file_from_path(path)
        if own is not None and own.inclusion is InclusionLevel.EXCLUDED:
            files.remove(own)
            own = None
        if own is None:
            meta = {"title": title, "template": f"kbgen/{template}.html", "search": {"exclude": True}}
            if template == "home":
                meta["hide"] = ["navigation", "toc"]
            front = yaml.safe_dump(meta, allow_unicode=True)
            files.append(File.generated(config, path, content=f"---\n{front}---\n"))


def add_nav(help: Help, entries: Collection[Entry], files: Files, config: MkDocsConfig) -> None:
    """Make the navigation, unless `mkdocs.yml` has one; what is not in it is so on purpose."""
    if config.nav is not None:
        return
    config.nav = _nav(help, entries)
    listed = set(_paths(config.nav))
    for file in files.documentation_pages():
        if file.src_uri not in listed:
            file.inclusion = InclusionLevel.NOT_IN_NAV


def _nav(help: Help, entries: Collection[Entry]) -> list[Any]:
    """Home, the categories, the notices; the pages themselves only while they are few."""
    catalog = help.catalog
    few = len(entries) < NAV_LIMIT
    home = next((e.path for e in entries if not e.url), "index.md")
    nav: list[Any] = [{help.texts.home: home}]
    for category in catalog.categories:
        pages = [entry.path for entry in category.entries if entry.path != category.path] if few else []
        nav.append({str(escape(category.name)): [category.path, *pages]})
    pages = [entry.path for entry in catalog.notices if phase(entry, help.now) != "ended"] if few else []
    return [*nav, {help.texts.notices: ["notices/index.md", *pages]}]


def _paths(nav: Iterable[Any]) -> Iterable[str]:
    for item in nav:
        if isinstance(item, str):
            yield item
        else:
            for value in item.values():
                yield from [value] if isinstance(value, str) else _paths(value)


def add_file(name: str, files: Files, config: MkDocsConfig) -> str:
    """Add an asset under a name made from its bytes, so that browsers never use an old one, and return its path."""
    content = (HERE / "assets" / name).read_text("utf-8")
    stem, _, suffix = name.rpartition(".")
    path = f"assets/{stem}.{blake2b(content.encode(), digest_size=4).hexdigest()}.{suffix}"
    files.append(File.generated(config, path, content=content))
    return path


def add_asset(name: str, files: Files, config: MkDocsConfig) -> None:
    """Add a script or style sheet to every page, before the project's own."""
    path = add_file(name, files, config)
    into = config.extra_css if name.endswith(".css") else config.extra_javascript
    into.insert(0, path)
