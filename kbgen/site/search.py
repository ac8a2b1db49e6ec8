"""The search index of the built site: how it splits words, and customers' own words added to it.

The search itself is Material's own (lunr in a worker), with a separator that splits Hangul into syllables, so that
particles, compounds and missing spaces do not hide a page.
"""

import html
import json
from collections.abc import Iterable, Mapping
from typing import Any

from kbgen.site.entries import Entry

SEPARATOR = r"[\s\-,.:;!?…()\[\]{}<>\"'“”‘’/\\|·~&@#%*+=]+|(?=[가-힣ㄱ-ㅎㅏ-ㅣ])|\b"
r"""Splits at spaces and punctuation, before every Hangul syllable, and (`\b` knows ASCII alone) between Hangul and
Latin letters or digits. No look-behind: Safari before 16.4 has none, and its search would not start at all."""

FIELDS: Mapping[str, Mapping[str, float]] = {
    "title": {"boost": 2.0},
    "text": {"boost": 1.0},
    "tags": {"boost": 2.0},
}
"""How much a match counts by where it stands; Material's default of 1000 for titles drowns the text."""


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
            words = html.escape(" · ".join(dict.fromkeys(entry.queries)), quote=False)
            section["text"] += f"<p hidden>{words}</p>"
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
