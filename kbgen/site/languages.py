"""One page in several languages: which pages are translations of which, and whether a translation is out of date."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kbgen.errors import Problem
from kbgen.models import Page
from kbgen.pages.markdown import fingerprint
from kbgen.site.entries import Entry, front_matter

_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "ko": "한국어",
        "en": "English",
        "ja": "日本語",
        "zh": "中文",
        "vi": "Tiếng Việt",
        "th": "ไทย",
        "id": "Bahasa Indonesia",
    }
)
_OUTDATED: Mapping[str, str] = MappingProxyType(
    {
        "ko": "원문이 바뀌었습니다. 이 번역은 예전 내용일 수 있습니다.",
        "en": "The original of this page has changed since it was translated. This translation may be out of date.",
    }
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a page's front matter says of its language, as it stands there; `path` is relative to `content/`."""

    where: str
    path: str
    url: str
    lang: object = None
    translation_of: object = None
    translated_from: object = None


@dataclass(frozen=True, slots=True)
class Language:
    """A page in one language: its tag, the language's own name, and its address relative to the site's root."""

    lang: str
    label: str
    url: str
    original: bool
    here: bool = False


@dataclass(frozen=True, slots=True)
class Languages:
    """The pages that say the same in several languages, by path."""

    default: str
    tags: Mapping[str, str]
    groups: Mapping[str, tuple[tuple[str, Language], ...]]
    originals: Mapping[str, str]

    def tag_of(self, path: str) -> str:
        """Return the language of a page: its own, or the site's."""
        return self.tags.get(path, self.default)

    def languages_of(self, entry: Entry) -> tuple[Language, ...]:
        """Return an entry in all its languages, the original first, with `here` for itself; empty when it has one."""
        return self.of(entry.path)

    def of(self, path: str) -> tuple[Language, ...]:
        """Return the same by a page's path."""
        return tuple(
            Language(language.lang, language.label, language.url, language.original, place == path)
            for place, language in self.groups.get(path, ())
        )


def languages(
    pages: Iterable[Spoken], default: str, hidden: Iterable[str] = ()
) -> tuple[Languages, tuple[Problem, ...]]:
    """Link the pages that are translations; `default` is the site's language, `hidden` the pages that are not shown.

    A translation of a hidden page stands alone.
    """
    shown = sorted(pages, key=lambda page: page.path)
    problems: list[Problem] = []
    tags = {page.path: tag for page in shown if (tag := _tag(page, default, problems))}
    by_path = {page.path: page for page in shown}
    unseen = frozenset(hidden)
    groups: dict[str, list[Spoken]] = {}
    for page in shown:
        if page.translation_of is None:
            continue
        rule = _broken(page, by_path, unseen, tags, groups)
        if rule:
            problems.append(Problem(page.where, rule[0], rule[1]))
        elif page.translation_of in by_path:
            goal = str(page.translation_of)
            groups.setdefault(goal, [by_path[goal]]).append(page)
    linked = {member.path: _linked(group, tags) for group in groups.values() for member in group}
    originals = {member.path: goal for goal, group in groups.items() for member in group[1:]}
    return Languages(default, tags, linked, originals), tuple(problems)


def content_hash(entry: Entry, text: str) -> str:
    """Return the hash of what a reader sees of a page's file: `kbgen.generated` until a person edits it."""
    meta, body = front_matter(text, entry.path)
    title, description = str(meta.get("title") or entry.title), str(meta.get("description") or "")
    return fingerprint(Page(entry.path, title, description, body.strip(), "faq", "published"))


def is_outdated(translated_from: object, original: str) -> bool:
    """Whether a translation's original has another hash than when it was translated; unknown when none is stored."""
    return bool(translated_from) and str(translated_from) != original


def outdated_note(html: str, lang: str) -> str:
    """Return a translation's HTML with a note below its title that it may be out of date."""
    note = f'<div class="admonition warning kb-outdated"><p>{_OUTDATED[_primary(lang, _OUTDATED)]}</p></div>'
    title, end, body = html.partition("</h1>")
    return f"{title}{end}\n{note}{body}" if end else f"{note}\n{title}"


def with_language(page: str, default: str, lang: str) -> str:
    """Return a built page that says in `<html lang>` which language it is in: Material knows the site's alone."""
    return page if lang == default else page.replace(f'<html lang="{default}"', f'<html lang="{lang}"', 1)


def _primary(lang: str, known: Mapping[str, str]) -> str:
    main = lang.partition("-")[0]
    return main if main in known else "en"


def _tag(page: Spoken, default: str, problems: list[Problem]) -> str:
    if page.lang is None:
        return default
    # YAML 1.1 reads `no`, the tag of Norwegian, as false.
    tag = "no" if page.lang is False else page.lang
    if isinstance(tag, str) and _TAG.fullmatch(tag):
        return tag
    problems.append(Problem(page.where, "lang is not a language", "write ko, en or another tag such as zh-Hant"))
    return default


def _broken(
    page: Spoken,
    shown: Mapping[str, Spoken],
    hidden: frozenset[str],
    tags: Mapping[str, str],
    groups: Mapping[str, list[Spoken]],
) -> tuple[str, str] | None:
    """Return the rule that a translation breaks, and the way out."""
    path = page.translation_of
    if not isinstance(path, str) or (path not in shown and path not in hidden) or path == page.path:
        return "translation_of names no other page", "write the original's path below content/, such as faq/delivery.md"
    original = shown.get(path)
    if original is None:
        return None
    if original.translation_of is not None:
        return "translation_of names a translation", f"name its original, {original.translation_of}"
    taken = [tags[path], *(tags[other.path] for other in groups.get(path, [])[1:])]
    if tags[page.path] in taken:
        return f"another page says the same in the language {tags[page.path]}", "set lang: in its front matter"
    return None


def _linked(group: Iterable[Spoken], tags: Mapping[str, str]) -> tuple[tuple[str, Language], ...]:
    made = []
    for number, page in enumerate(group):
        tag = tags[page.path]
        label = _NAMES.get(tag, _NAMES.get(tag.partition("-")[0], tag) if "-" not in tag else tag)
        made.append((page.path, Language(tag, label, page.url, number == 0)))
    return tuple(made)
