"""Addresses that stay: `/q/<id>/` for every topic and notice, and redirects from where a page stood before."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from html import escape
from pathlib import PurePosixPath

from kbgen.errors import Problem
from kbgen.pages.files import FOLDERS

SHORT = "q"
REDIRECTS = "_redirects"
_ID = re.compile(r"[a-z0-9_-]+")
_ALIAS = re.compile(r"[a-z0-9_-]+(?:/[a-z0-9_-]+)*/?")
_FIX = "write it as faq/old-name/: small letters, digits, - and _, without the site's address"


@dataclass(frozen=True, slots=True)
class Target:
    """A page that addresses lead to. `where` names it in problems; `url` and `path` are relative to site and content.

    `id` is its topic's or notice's, `kind` tells the folder kbgen gave it, `aliases` are as they stand in front matter.
    `original` is false for a translation: the original's address is the one that an id stands for.
    """

    where: str
    path: str
    url: str
    title: str
    kind: str = ""
    id: str = ""
    aliases: object = None
    original: bool = True


@dataclass(frozen=True, slots=True)
class Redirect:
    """An address and the file there, both relative to the site's root, and the page it leads to.

    `short` ones lead to wherever the page is now; the others say that a page has moved.
    """

    url: str
    file: str
    target: Target
    short: bool = False


def redirects(
    targets: Iterable[Target], taken: Collection[str], *, folders: bool = True
) -> tuple[tuple[Redirect, ...], tuple[Problem, ...]]:
    """Return the redirects of a site, and what is wrong with ids and aliases.

    `taken` are the site's own files, which a redirect never replaces; `folders` is `use_directory_urls`. Where two pages
    have one id, its short link leads to the first original by path. A page whose file a person renamed or moved is also
    found where kbgen first put it, `faq/<id>/`.
    """
    pages = sorted(targets, key=lambda target: (not target.original, target.path))
    problems: list[Problem] = []
    found: dict[str, Redirect] = {}
    for page in pages:
        for alias in _aliases(page, problems):
            made = _redirect(alias, page, folders)
            problem = _conflict(alias, made, taken, found)
            if problem:
                problems.append(Problem(page.where, *problem))
            else:
                found[made.file] = made
    for made in [*_moved(pages, folders), *_short(pages, problems)]:
        if made.file not in taken:
            found.setdefault(made.file, made)
    return tuple(sorted(found.values(), key=lambda r: (r.short, r.url))), tuple(problems)


def redirect_page(redirect: Redirect, goal: str, canonical: str, language: str) -> str:
    """Return the page that leads on to `goal`, relative to it; `canonical` is the goal's absolute address, or empty."""
    title, href = escape(redirect.target.title), escape(goal)
    link = f'<link rel="canonical" href="{escape(canonical)}">\n' if canonical else ""
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<meta name="robots" content="noindex">\n{link}<meta http-equiv="refresh" content="0; url={href}">\n'
        f'</head>\n<body>\n<p><a href="{href}">{title}</a></p>\n</body>\n</html>\n'
    )


def redirects_file(found: Iterable[Redirect], base: str, own: str = "") -> str:
    """Return `_redirects` for hosts that know it; `base` is the path of the site's root, `own` the project's file.

    What a person wrote comes first, and the first rule wins. Moved pages come before short links: some hosts read no
    more than 2,000 lines, and behind every line stands a page that leads on, too.
    """
    lines = [f"{base}{made.url} {base}{made.target.url} {302 if made.short else 301}" for made in found]
    return "\n".join([*own.splitlines(), *lines, ""]) if lines else own


def _aliases(page: Target, problems: list[Problem]) -> list[str]:
    if page.aliases is None:
        return []
    values = page.aliases if isinstance(page.aliases, list) else [page.aliases]
    good = [value.rstrip("/") for value in values if isinstance(value, str) and _ALIAS.fullmatch(value)]
    if len(good) < len(values):
        problems.append(Problem(page.where, "aliases has an address that is none of this site's", _FIX))
    return list(dict.fromkeys(good))


def _conflict(alias: str, made: Redirect, taken: Collection[str], found: dict[str, Redirect]) -> tuple[str, str] | None:
    """Return the rule that an alias breaks, and the way out."""
    if alias.partition("/")[0] == SHORT:
        return f"the alias {alias}/ is among the short links", f"take an address that does not begin with {SHORT}/"
    if alias.partition("/")[0] in ("404", REDIRECTS, "_headers"):
        return f"the alias {alias}/ is a file of the site's own", "take another address"
    if made.file in taken:
        return f"the alias {alias}/ is the address of another page", "delete the alias, or rename that page"
    other = found.get(made.file)
    if other and other.target.path != made.target.path:
        return f"the alias {alias}/ is also one of {other.target.where}", "leave it with one of the two"
    return None


def _redirect(place: str, page: Target, folders: bool) -> Redirect:
    if folders:
        return Redirect(f"{place}/", f"{place}/index.html", page)
    return Redirect(f"{place}.html", f"{place}.html", page)


def _moved(pages: Iterable[Target], folders: bool) -> list[Redirect]:
    """Return redirects from where kbgen puts the page of an id; only where one page alone has the id."""
    pages = list(pages)
    count = Counter(page.id for page in pages)
    return [
        _redirect(f"{FOLDERS[page.kind]}/{page.id}", page, folders)
        for page in pages
        if page.kind in FOLDERS and count[page.id] == 1 and _ID.fullmatch(page.id)
        if PurePosixPath(page.path).with_suffix("").as_posix() != f"{FOLDERS[page.kind]}/{page.id}"
    ]


def _short(pages: Iterable[Target], problems: list[Problem]) -> list[Redirect]:
    """Return the short links, the first page of an id first."""
    made = []
    for page in pages:
        if _ID.fullmatch(page.id):
            made.append(Redirect(f"{SHORT}/{page.id}/", f"{SHORT}/{page.id}/index.html", page, short=True))
        elif page.id:
            problems.append(
                Problem(
                    page.where, "the id of its topic or notice is none of kbgen's", "restore it from version control"
                )
            )
    return made
