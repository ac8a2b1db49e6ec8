"""What kbgen sets in the configuration of MkDocs before a build: the theme's folders and options, and the search's."""

import os
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme

from kbgen.site.search import FIELDS, SEPARATOR

HERE = Path(__file__).parent
MATERIAL_FONT = {"text": "Roboto", "code": "Roboto Mono"}


def prepare_theme(config: MkDocsConfig) -> None:
    """Put our templates behind the project's own and before Material's."""
    _spare_icons(config.theme)
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(HERE / "theme"))
    features = config.theme["features"] = list(config.theme["features"] or [])
    if "navigation.indexes" not in features:
        features.append("navigation.indexes")
    config.extra.setdefault("generator", False)
    if config.theme["font"] == MATERIAL_FONT:
        # Material's own choice is loaded from Google, which tells Google who reads.
        config.theme["font"] = False


def search_plugin(config: MkDocsConfig) -> Any:
    return config.plugins.get("material/search") or config.plugins.get("search")


def prepare_search(config: MkDocsConfig) -> None:
    """Set what the project left open: Material has no rules for Korean, and its stemmer makes English worse."""
    search = search_plugin(config)
    if search is None:
        return
    options: Any = search.config
    options["separator"] = options["separator"] or SEPARATOR
    options["lang"] = options["lang"] or ["en"]
    if options["pipeline"] is None:
        options["pipeline"] = []
    for name, field in FIELDS.items():
        options["fields"].setdefault(name, dict(field))


class _Loader(jinja2.FileSystemLoader):
    def list_templates(self) -> list[str]:
        """Leave out hidden folders, whose files MkDocs leaves out anyway: Material has 14,000 icons in one."""
        found: set[str] = set()
        for top in self.searchpath:
            for folder, folders, names in os.walk(top, followlinks=self.followlinks):
                folders[:] = [name for name in folders if not name.startswith(".")]
                below = os.path.relpath(folder, top).replace(os.sep, "/")
                found.update(names if below == "." else (f"{below}/{name}" for name in names))
        return sorted(found)


def _spare_icons(theme: Theme) -> None:
    """Let the theme list its files without its icons."""
    make = theme.get_env

    def get_env() -> jinja2.Environment:
        env = make()
        env.loader = _Loader(theme.dirs)
        return env

    theme.get_env = get_env  # type: ignore[method-assign]
