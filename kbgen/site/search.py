"""The search index of the built site: Korean morphemes and customers' own words added to Material's.

kbgen's worker (`assets/search-worker.js`, made of `worker/` by `scripts/build_worker`) searches it behind Material's
own search box. Where it does not run, Material's does, with a separator that splits Hangul into syllables.
"""

import html
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jinja2.utils import htmlsafe_json_dumps

from kbgen.language.ranking import unified
from kbgen.language.terms import Analysis, analysis, folded
from kbgen.language.tokens import STOP_WORDS
from kbgen.site.contact import ContactLink
from kbgen.site.entries import Entry

HELPED = "helped.json"
"""In `.kbgen/`: how much each page helped its readers, -1 … 1 by path, as votes tell."""

SEPARATOR = r"[\s\-,.:;!?…()\[\]{}<>\"'“”‘’/\\|·~&@#%*+=]+|(?=[가-힣ㄱ-ㅎㅏ-ㅣ])|\b"
r"""Splits at spaces and punctuation, before every Hangul syllable, and (`\b` knows ASCII alone) between Hangul and
Latin letters or digits. No look-behind: Safari before 16.4 has none, and its search would not start at all."""

FIELDS: Mapping[str, Mapping[str, float]] = {
    "title": {"boost": 2.0},
    "text": {"boost": 1.0},
    "tags": {"boost": 2.0},
}
"""How much a match counts by where it stands; Material's default of 1000 for titles drowns the text."""

MOST_PAGES = 2_000
"""With more pages the index goes by page and without pairs of syllables, which would take seconds in a browser."""

NONE = {
    "ko": "꼭 맞는 글을 찾지 못했어요. 다른 말로 검색하거나 문의해 주세요.",
    "en": "No article matches well. Try other words, or contact us.",
}
"""What stands below the nearest results when none of them answers, by language."""

BETWEEN = " · "
"""Stands between the queries of a page."""

_HIDDEN = re.compile(r"<p hidden>(.*?)</p>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_CONFIG = re.compile(r'<script id="__config" type="application/json">(.*?)</script>', re.DOTALL)
_MATERIALS = re.compile(r"assets/javascripts/workers/search\.[0-9a-f]+\.min\.js$")


@dataclass(frozen=True, slots=True)
class Plan:
    """What the index is told beside the pages' texts.

    `marks`: by page address, `ended` (the word for it, for promotions that are over: they come last) and `helped` (how
    much readers were helped, -1 … 1). `synonyms`: one form → the words that mean it. `help`: text and contact links.
    """

    marks: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    synonyms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    help: Mapping[str, object] | None = None


def no_answer(text: str, contact: Iterable[ContactLink], action: str) -> dict[str, object]:
    """Return what the reader is told when no page answers; `action` labels a link that has no label of its own."""
    return {"text": text, "contact": [{"href": link.href, "label": link.label or action} for link in contact]}


def add_queries(index: str, entries: Iterable[Entry]) -> str:
    """Return Material's `search_index.json` with the `queries` of each page added to the text of its first section.

    They stand in a hidden paragraph, so that they are found and never shown in the list of results. A page without any
    text gets a section of its own. Same input, same bytes.
    """
    data: dict[str, Any] = json.loads(index)
    first: dict[str, dict[str, Any]] = {}
    for section in data["docs"]:
        first.setdefault(section["location"].partition("#")[0], section)
    for entry in sorted(entries, key=lambda e: e.path):
        section = first.get(entry.url)
        if section is None:
            section = {"location": entry.url, "title": html.escape(entry.title, quote=False), "text": ""}
            data["docs"].append(section)
        if entry.queries:
            words = html.escape(BETWEEN.join(dict.fromkeys(entry.queries)), quote=False)
            section["text"] += f"<p hidden>{words}</p>"
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def add_words(index: str, plan: Plan, analyse: Callable[[list[str]], Analysis] = analysis) -> str:
    """Return the index with what kbgen's worker searches: terms, a lexicon, synonyms, and what to say if nothing fits.

    Material's own worker reads the same index and ignores what is added. A section gets `terms` (of its title, of its
    queries with `|` between them, of its text; with spaces between) and, where the plan knows it, `ended` and `helped`.
    Above `MOST_PAGES` pages each page becomes one section and pairs of syllables are left out. Same input, same bytes.
    `analyse` may know texts from an earlier build.
    """
    data: dict[str, Any] = json.loads(index)
    large = len({_page(doc) for doc in data["docs"]}) > MOST_PAGES
    if large:
        data["docs"] = _by_page(data["docs"])
    forms = {folded(word): folded(form) for form, words in sorted(plan.synonyms.items()) for word in sorted(words)}
    texts = [[unified(text, forms) for text in _texts(doc)] for doc in data["docs"]]
    found = analyse([text for row in texts for text in row])
    terms = iter(found.words)
    for doc, row in zip(data["docs"], texts, strict=True):
        title, *said, text = [" ".join(next(terms)) for _ in row]
        doc["terms"] = [title, "|".join(said), text]
        doc |= plan.marks.get(_page(doc), {})
    data["config"]["kbgen"] = {
        "pairs": not large,
        "synonyms": forms,
        # What stands for itself is in the terms already.
        "lexicon": {run: form for run, form in found.lexicon.items() if run != form},
        "stop": sorted(STOP_WORDS),
        "help": plan.help,
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def with_worker(page: str, url: str) -> str:
    """Return a page whose search is done by the worker at `url`, relative to the page.

    Only where Material's configuration stands as we know it (a JSON script `__config` that names a worker of
    Material's); any other page comes back as it is and keeps its own search.
    """
    match = _CONFIG.search(page)
    if match is None:
        return page
    try:
        config = json.loads(match[1])
    except ValueError:
        return page
    if not isinstance(config, dict) or not _MATERIALS.search(str(config.get("search", ""))):
        return page
    return f"{page[: match.start(1)]}{htmlsafe_json_dumps(config | {'search': url})}{page[match.end(1) :]}"


def _page(doc: Mapping[str, Any]) -> str:
    return str(doc["location"]).partition("#")[0]


def _by_page(docs: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    pages: dict[str, dict[str, Any]] = {}
    for doc in docs:
        page = pages.setdefault(_page(doc), doc)
        if page is not doc:
            page["text"] += f"<p>{doc['title']}</p>{doc['text']}"
    return list(pages.values())


def _texts(doc: Mapping[str, Any]) -> list[str]:
    """Return a section's title, its customers' words, and its text."""
    said = [part for hidden in _HIDDEN.findall(doc["text"]) for part in _plain(hidden).split(BETWEEN)]
    return [_plain(doc["title"]), *said, _plain(_HIDDEN.sub(" ", doc["text"]))]


def _plain(text: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", text)).split())
