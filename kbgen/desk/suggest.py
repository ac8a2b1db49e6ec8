"""The articles an agent would link for a customer's message."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import regex

from kbgen.language.ranking import Document, Hit, Index, Query
from kbgen.language.sentences import sentences
from kbgen.models import Page, Suggestion
from kbgen.pages.markdown import unescape

CONFIDENT = 0.5
"""From this score on the best page is sent without a doubt."""

_LEAST = 0.0001
_OVER = 0.3
# What a message's other sentences add to a page's score beside the one that it answers best.
_REST = 0.3
_MARKS = regex.compile(r"^\s*(?:#+\s+|[-*]\s+|\d+\.\s+|>\s?)")
# An asterisk of a text is escaped, so that these only make it bold.
_BOLD = regex.compile(r"(?<!\\)\*\*")
_NONE: Mapping[str, Sequence[str]] = {}


@dataclass(frozen=True, slots=True)
class Finder:
    """An index over pages: each by its title, its customers' words and its text."""

    pages: tuple[Page, ...]
    lines: tuple[tuple[str, ...], ...]
    index: Index
    over: tuple[bool, ...]

    @classmethod
    def of(
        cls,
        pages: Sequence[Page],
        now: datetime,
        asked: Mapping[str, Sequence[str]] = _NONE,
        synonyms: Mapping[str, str] | None = None,
    ) -> "Finder":
        """Index pages; those of promotions and incidents that are over by `now` rank behind all others.

        `asked` adds to a page, by its path, more words of its customers; `synonyms` maps words to their one form.
        """
        lines = tuple(_lines(page) for page in pages)
        documents = [
            Document(page.title, tuple(dict.fromkeys((*page.queries, *asked.get(page.path, ())))), body)
            for page, body in zip(pages, lines, strict=True)
        ]
        over = tuple(page.expire_at is not None and page.expire_at <= now for page in pages)
        return cls(tuple(pages), lines, Index.of(documents, synonyms), over)

    def find(self, messages: Sequence[str], limit: int = 5) -> list[list[tuple[Page, float, str]]]:
        """Return for each message the best pages with a score in 0…1 and the passage that answers, best first.

        A message is looked up sentence by sentence. The best page's score is the share of a sentence's words that it has,
        weighted by how rare they are; the others' are as much lower as they rank below it.
        """
        return [
            self._best([self.index.query(sentence) for sentence in sentences(message)], limit) for message in messages
        ]

    def _best(self, queries: Sequence[Query], limit: int) -> list[tuple[Page, float, str]]:
        found: dict[int, list[tuple[Hit, Query]]] = defaultdict(list)
        for query in queries:
            for hit in self.index.search(query):
                found[hit.document].append((hit, query))
        worth = {number: _worth([hit.score for hit, _ in hits]) for number, hits in found.items()}
        ranked = sorted(found, key=lambda number: (self.over[number], -worth[number], number))[:limit]
        if not ranked:
            return []
        first = ranked[0]
        sure = max(hit.coverage for hit, _ in found[first]) * (_OVER if self.over[first] else 1.0)
        results = []
        below = 1.0
        for number in ranked:
            # What is over may be worth more than what it ranks behind.
            below = min(below, worth[number] / worth[first]) if worth[first] else below
            query = max(found[number], key=lambda pair: pair[0].score)[1]
            results.append((self.pages[number], max(round(sure * below, 4), _LEAST), self._passage(query, number)))
        return results

    def _passage(self, query: Query, number: int) -> str:
        if not self.lines[number]:
            return self.pages[number].description
        # Without a line that has the words, the first one is the direct answer.
        return self.lines[number][self.index.line(query, number) or 0]


def suggestions(
    found: Sequence[tuple[Page, float, str]], urls: Mapping[str, str], site: str, texts: Mapping[str, str]
) -> tuple[Suggestion, ...]:
    """Return what an agent sees: pages with links and replies ready to paste.

    `urls` maps a page's path to its path on the site, `site` is the site's public address, `texts` the words of a reply.
    """
    made = []
    for page, score, passage in found:
        url = (site.rstrip("/") + "/" if site else "/") + urls.get(page.path, "")
        reply = texts["reply"].format(passage=passage, title=page.title, url=url)
        made.append(Suggestion(page.path, page.title, url, score, passage, reply))
    return tuple(made)


def plain(markdown: str) -> list[str]:
    """Return the lines of a page's Markdown as plain text, without marks and escapes."""
    return [unescape(_BOLD.sub("", _MARKS.sub("", line))) for line in markdown.split("\n") if line.strip()]


def _worth(scores: Sequence[float]) -> float:
    best = max(scores)
    return best + _REST * (sum(scores) - best)


def _lines(page: Page) -> tuple[str, ...]:
    body = [line for line in page.body.split("\n") if line.strip() and not line.startswith("#")]
    return tuple(text for text in plain("\n".join(body)) if text)
