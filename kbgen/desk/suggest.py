"""The articles an agent would link for a customer's message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import regex
from numpy.typing import NDArray
from scipy import sparse

from kbgen.language.fold import squeeze
from kbgen.mining.features import Vectorizer
from kbgen.models import Page, Suggestion

CONFIDENT = 0.5
"""From this score on the best page is sent without a doubt."""

_LEAST = 0.12
_OVER = 0.3
_MARKS = regex.compile(r"^\s*(?:#+\s+|[-*]\s+|\d+\.\s+|>\s?)")
_ESCAPED = regex.compile(r"\\(.)")
_ENTITY = {"&lt;": "<", "&#124;": "|", "&#126;": "~", "&#58;": ":", "&#61;": "=", "&amp;": "&"}


@dataclass(frozen=True, slots=True)
class _Unit:
    page: int
    text: str
    body: bool


@dataclass(frozen=True, slots=True)
class Finder:
    """An index over pages: each by its title, its customers' words and its sentences."""

    pages: tuple[Page, ...]
    units: tuple[_Unit, ...]
    vectorizer: Vectorizer
    rows: sparse.csr_matrix
    owner: NDArray[np.intp]
    over: NDArray[np.bool_]

    @classmethod
    def of(cls, pages: Sequence[Page], now: datetime) -> "Finder":
        """Index pages; those of promotions and incidents that are over by `now` rank behind all others."""
        units = tuple(unit for number, page in enumerate(pages) for unit in _units(number, page))
        fitted = Vectorizer.fit([unit.text for unit in units])
        owner = np.array([unit.page for unit in units], dtype=np.intp)
        over = np.array([page.expire_at is not None and page.expire_at <= now for page in pages], dtype=bool)
        return cls(tuple(pages), units, fitted, fitted.rows([unit.text for unit in units]), owner, over)

    def find(self, messages: Sequence[str], limit: int = 5) -> list[list[tuple[Page, float, str]]]:
        """Return for each message the best pages with a score in 0…1 and the passage that answers, best first.

        A page scores by its unit that is nearest to the message, plus a share of how near its best three are; so one
        customer's very words find it, and several near ones break ties.
        """
        if not self.units:
            return [[] for _ in messages]
        near = (self.vectorizer.rows([squeeze(m) for m in messages]) @ self.rows.T).toarray()
        return [self._best(row, limit) for row in near]

    def _best(self, near: NDArray[np.float32], limit: int) -> list[tuple[Page, float, str]]:
        ranked: list[tuple[float, int]] = []
        for number in range(len(self.pages)):
            own = np.sort(near[self.owner == number])[::-1]
            if len(own) and own[0] >= _LEAST:
                score = 0.8 * float(own[0]) + 0.2 * float(own[:3].mean())
                ranked.append((score * (_OVER if self.over[number] else 1.0), number))
        ranked.sort(key=lambda pair: (-pair[0], pair[1]))
        return [(self.pages[n], round(min(score, 1.0), 4), self._passage(near, n)) for score, n in ranked[:limit]]

    def _passage(self, near: NDArray[np.float32], number: int) -> str:
        bodies = [i for i in np.flatnonzero(self.owner == number) if self.units[i].body]
        if not bodies:
            return self.pages[number].description
        best = max(bodies, key=lambda i: (float(near[i]), -int(i)))
        # Without a sentence that is near, the first one is the direct answer.
        return self.units[best].text if near[best] >= _LEAST else self.units[bodies[0]].text


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
    lines = [_MARKS.sub("", line) for line in markdown.split("\n") if line.strip()]
    plain_lines = [_ESCAPED.sub(r"\1", line) for line in lines]
    for entity, char in _ENTITY.items():
        plain_lines = [line.replace(entity, char) for line in plain_lines]
    return plain_lines


def _units(number: int, page: Page) -> list[_Unit]:
    said = [_Unit(number, page.title, False), *(_Unit(number, query, False) for query in page.queries)]
    headings = {f"# {page.title}"}
    body = [
        line for line in page.body.split("\n") if line.strip() and line not in headings and not line.startswith("#")
    ]
    return said + [_Unit(number, text, True) for text in plain("\n".join(body)) if text]
