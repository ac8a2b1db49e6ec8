"""Ranking documents for a query, exactly as the site's search worker does it.

Six fields: the terms of the title, of the customers' words and of the text, in jamo (`title`, `queries`, `text`); pairs of
syllables of all three (`pairs`); and first letters, of titles and customers' words by term, by neighbouring terms and by
what begins a word (`initials`), of the text by term alone (`letters`). A term scores in a field by BM25+ with MiniSearch's
parameters. A document's scores for the query's terms, pairs and first letters are added, and the sum is multiplied by how
many of them it has, as `MiniSearch.search` does for "OR".
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import regex

from kbgen.language import jamo
from kbgen.language.terms import analysis, bigrams, cased, folded, latin, segment
from kbgen.language.tries import Trie

K, B, D = 1.2, 0.7, 0.5
"""MiniSearch's parameters of BM25+."""

BOOSTS: Mapping[str, float] = {"title": 2.0, "queries": 2.0, "text": 0.5, "pairs": 0.5, "initials": 1.0, "letters": 0.8}
"""How much a match counts by its field."""

JOINED = 0.5
"""How much first letters count that stand for neighbours of the query together, beside what each counts."""

FUZZY, FUZZY_WEIGHT, PREFIX_WEIGHT, MOST_EDITS = 0.2, 0.5, 0.3, 6
"""Edits a letter of an unknown term, MiniSearch's weights of fuzzy and prefix matches, and its bound of edits."""

_WORDS = ("title", "queries", "text")
_INITIALS = ("initials", "letters")
# How sure a term's match makes of a page: what stands in the text alone is often beside the point.
_SURE: Mapping[str, float] = {"title": 1.0, "queries": 1.0, "text": 0.7, "letters": 0.7}
_RUN = regex.compile(r"[a-zA-Z0-9]+(?:'[a-zA-Z]+)?|[가-힣ㄱ-ㅎㅏ-ㅣ]+")
_HANGUL = regex.compile(r"[가-힣]")
_SYLLABLES = regex.compile(r"[가-힣]{2,}")
_BARE = regex.compile(r"[ㄱ-ㅎㅏ-ㅣ]+")
_ADJACENT = 3
# What a letter costs that is left out of a run of first letters, more than any known run; the longest that is looked for.
_LEFT_OUT, _LONGEST = 15.0, 12
# First letters so many beyond one say as much as a word.
_TELLING = 5
_NOWHERE: Mapping[int, int] = {}


@dataclass(frozen=True, slots=True)
class Document:
    """What is searched of a page: its title, its customers' own words, the lines of its text."""

    title: str
    queries: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it is looked up, each without repeats: terms in jamo, pairs of syllables, first letters.

    `joined`: first letters that may stand side by side, or for words within a run that was typed without spaces.
    """

    terms: tuple[str, ...]
    pairs: tuple[str, ...]
    initials: tuple[str, ...]
    joined: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found: its number, its score (above 0, without a bound), the share of the query's worth it has, 0…1."""

    document: int
    score: float
    coverage: float


@dataclass(slots=True)
class _Tally:
    """What has been found so far: by document its score, its terms matched, its matched worth; and the query's worth."""

    scores: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    matched: Counter[int] = field(default_factory=Counter)
    worth: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    total: float = 0.0

    def add(self, shares: Mapping[int, float], worth: float, written: Mapping[int, float] = _NOWHERE) -> None:
        """Count what matched a document by its share of the worth; what is `written` there adds no match to its score."""
        self.total += worth
        self.matched.update(shares.keys())
        for document in shares.keys() | written.keys():
            self.worth[document] += worth * max(shares.get(document, 0.0), written.get(document, 0.0))

    def hits(self) -> list[Hit]:
        found = [
            Hit(number, score * self.matched[number], self.worth[number] / self.total if self.total else 0.0)
            for number, score in self.scores.items()
            if self.matched[number]
        ]
        return sorted(found, key=lambda hit: (-hit.score, hit.document))


@dataclass(frozen=True, slots=True)
class Index:
    """An inverted index over documents; made by `of`.

    `fields` holds by field and document the terms indexed (as the site's worker has them), `lines` by document the
    terms of each of its lines.
    """

    size: int
    lexicon: Mapping[str, str]
    synonyms: Mapping[str, str]
    fields: Mapping[str, Sequence[Sequence[str]]]
    lines: Sequence[Sequence[frozenset[str]]]
    postings: Mapping[str, Mapping[str, Mapping[int, int]]]
    lengths: Mapping[str, Sequence[int]]
    averages: Mapping[str, float]
    known: Trie
    known_initials: Trie

    @classmethod
    def of(cls, documents: Sequence[Document], synonyms: Mapping[str, str] | None = None) -> "Index":
        """Index documents; `synonyms` maps words to the one form that stands for them, here and in queries."""
        forms = {folded(word): folded(form) for word, form in (synonyms or {}).items()}
        texts = [[unified(text, forms) for text in (d.title, *d.queries, *d.lines)] for d in documents]
        analysed = analysis([text for row in texts for text in row])
        words = iter(analysed.words)
        fields: dict[str, list[list[str]]] = {name: [] for name in BOOSTS}
        lines = []
        for document, row in zip(documents, texts, strict=True):
            terms = [next(words) for _ in row]
            said = len(document.queries) + 1
            for name, found in _fields(row, terms, said).items():
                fields[name].append(found)
            lines.append(tuple(frozenset(jamo.decompose(term) for term in line) for line in terms[said:]))
        lengths = {name: [len(set(terms)) for terms in rows] for name, rows in fields.items()}
        postings = {name: _postings(rows) for name, rows in fields.items()}
        return cls(
            size=len(documents),
            lexicon=analysed.lexicon,
            synonyms=forms,
            fields=fields,
            lines=lines,
            postings=postings,
            lengths=lengths,
            averages={name: sum(of) / len(of) if of else 0.0 for name, of in lengths.items()},
            known=Trie.of(term for name in _WORDS for term in postings[name]),
            known_initials=Trie.of(term for name in _INITIALS for term in postings[name]),
        )

    def query(self, text: str) -> Query:
        """Return how a text is looked up; keys typed in the wrong layout are put right where that gives known words."""
        text = _unified(cased(text), self.synonyms)
        korean = _HANGUL.search(text) is not None
        terms: list[str] = []
        pairs: list[str] = []
        initials: list[str] = []
        parts: list[str] = []
        for piece in (piece for run in _RUN.findall(text) for piece in self._typed(run, korean)):
            if jamo.is_choseong(piece):
                found, known = self._initials(piece)
                initials += found
                parts += known
            else:
                terms += [jamo.decompose(term) for term in segment(piece, self.lexicon, korean=korean)]
                pairs += bigrams(piece)
        first = tuple(dict.fromkeys(initials))
        joined = dict.fromkeys([*map("".join, pairwise(first)), *parts])
        more = tuple(letters for letters in joined if letters not in first)
        return Query(tuple(dict.fromkeys(terms)), tuple(dict.fromkeys(pairs)), first, more)

    def search(self, query: Query) -> list[Hit]:
        """Return the documents found, best first, equal ones in their order."""
        tally = _Tally()
        for term in query.terms:
            near = list(self._near(term, last=term == query.terms[-1]))
            shares = self._count(near, _WORDS, tally)
            written = () if self.knows(term) else self._written(term)
            tally.add(shares, self._worth(term), dict.fromkeys(written, _SURE["text"]))
        for pair in query.pairs:
            tally.add(self._count([(pair, 1.0)], ("pairs",), tally), 0.0)
        for letters in query.initials:
            sure = min((len(letters) - 1) / _TELLING, 1.0)
            shares = self._count(list(self._begun(letters)), _INITIALS, tally)
            tally.add({document: share * sure for document, share in shares.items()}, 1.0)
        for letters in query.joined:
            self._count([(letters, JOINED)], _INITIALS, tally)
        return tally.hits()

    def line(self, query: Query, document: int) -> int | None:
        """Return the number of the document's line that has most of the query's worth, None where none has any.

        A word of the title counts half: it is what all the lines are about.
        """
        title = set(self.fields["title"][document])
        weights = {term: self._worth(term) * (0.5 if term in title else 1.0) for term in query.terms}
        worth = [sum(weights[term] for term in query.terms if term in line) for line in self.lines[document]]
        return worth.index(max(worth)) if any(worth) else None

    def knows(self, term: str) -> bool:
        """Return whether a term stands in a title, in customers' words or in a text."""
        return any(term in self.postings[name] for name in _WORDS)

    def _typed(self, run: str, korean: bool) -> list[str]:
        """Return a run of one script as it was meant: in the other layout, or without its bare letters (환불ㅠㅠ)."""
        if _BARE.search(run):
            if jamo.is_choseong(run):
                return [run]
            keys = jamo.to_qwerty(run).lower()
            meant = keys.isascii() and self.knows(latin(keys))
            return [keys] if meant else [part for part in _BARE.split(run) if part]
        lower = run.lower()
        if not run.isascii() or not run.isalpha() or self.knows(latin(lower, korean=korean)):
            return [lower]
        typed = jamo.from_qwerty(run)
        if not _SYLLABLES.fullmatch(typed):
            return [lower]
        return [typed] if any(self.knows(jamo.decompose(term)) for term in segment(typed, self.lexicon)) else [lower]

    def _initials(self, letters: str) -> tuple[list[str], list[str]]:
        """Return the letters when they are known or begin what is; else the runs they are cut into, and all known parts.

        The runs are those that are likeliest together: a run costs the less, the more documents have it.
        """
        if next(self._begun(letters), None):
            return [letters], []
        size = len(letters)
        cost, step = [0.0] * (size + 1), [0] * size
        parts: list[str] = []
        for start in range(size - 1, -1, -1):
            cost[start] = _LEFT_OUT + cost[start + 1]
            for end in range(start + 2, min(size, start + _LONGEST) + 1):
                run = letters[start:end]
                if not self._knows_initials(run):
                    continue
                parts.append(run)
                total = self._rare(max(len(self.postings[name].get(run, _NOWHERE)) for name in _INITIALS)) + cost[end]
                if total <= cost[start]:
                    cost[start], step[start] = total, end - start
        pieces, start = [], 0
        while start < size:
            pieces += [letters[start : start + step[start]]] if step[start] else []
            start += step[start] or 1
        return pieces, parts

    def _knows_initials(self, letters: str) -> bool:
        return any(letters in self.postings[name] for name in _INITIALS)

    def _begun(self, letters: str) -> Iterator[tuple[str, float]]:
        if self._knows_initials(letters):
            yield letters, 1.0
        # What begins a word is known itself; two letters begin too much.
        elif len(letters) > 2:
            for term in self.known_initials.longer(letters):
                yield term, _prefix_weight(letters, term)

    def _near(self, term: str, *, last: bool) -> Iterator[tuple[str, float]]:
        """Yield the known terms that a query's term stands for, with their weights: itself, longer ones, mistyped ones."""
        known = self.knows(term)
        if known:
            yield term, 1.0
        longer = self.known.longer(term) if last else []
        for other in longer:
            yield other, _prefix_weight(term, other)
        # JavaScript's rounding: halves up.
        most = 0 if known else min(MOST_EDITS, int(len(term) * FUZZY + 0.5))
        for other, edits in self.known.within(term, most) if most else ():
            if other not in longer:
                yield other, FUZZY_WEIGHT * len(other) / (len(other) + edits)

    def _written(self, term: str) -> set[int]:
        """Return the documents that have all pairs of an unknown term's syllables: Kiwi may cut it in its context."""
        found = [set(self.postings["pairs"].get(pair, _NOWHERE)) for pair in bigrams(jamo.compose(term))]
        return set.intersection(*found) if found else set()

    def _count(self, near: Sequence[tuple[str, float]], names: Sequence[str], tally: _Tally) -> dict[int, float]:
        """Add the scores of terms in fields to the tally; return how sure the best match is of each document, 0…1."""
        sure: dict[int, float] = {}
        for term, weight in near:
            for name in names:
                for document, score in self._scored(term, name):
                    tally.scores[document] += weight * score
                    sure[document] = max(sure.get(document, 0.0), weight * _SURE.get(name, 1.0))
        return sure

    def _scored(self, term: str, name: str) -> Iterator[tuple[int, float]]:
        found = self.postings[name].get(term, _NOWHERE)
        rare = self._rare(len(found))
        for document, count in found.items():
            length = self.lengths[name][document] / self.averages[name]
            yield document, BOOSTS[name] * rare * (D + count * (K + 1) / (count + K * (1 - B + B * length)))

    def _worth(self, term: str) -> float:
        return self._rare(len({document for name in _WORDS for document in self.postings[name].get(term, _NOWHERE)}))

    def _rare(self, documents: int) -> float:
        return math.log(1 + (self.size - documents + 0.5) / (documents + 0.5))


def unified(text: str, synonyms: Mapping[str, str]) -> str:
    """Return the folded text with each synonym that begins a word replaced by its one form, the longest where several do.

    `synonyms` are folded. In Hangul a particle may follow the word, in Latin letters nothing may.
    """
    return _unified(cased(text), synonyms).lower()


def _unified(text: str, synonyms: Mapping[str, str]) -> str:
    if not synonyms:
        return text
    known = "|".join(regex.escape(word) for word in sorted(synonyms, key=lambda word: (-len(word), word)))
    pattern = regex.compile(rf"(^|[^a-z0-9가-힣])({known})(?![a-z0-9])", regex.IGNORECASE)
    return pattern.sub(lambda match: match[1] + synonyms.get(match[2].lower(), match[2]), text)


def _prefix_weight(prefix: str, term: str) -> float:
    return PREFIX_WEIGHT * len(term) / (len(term) + 0.3 * (len(term) - len(prefix)))


def _fields(texts: Sequence[str], terms: Sequence[Sequence[str]], said: int) -> dict[str, list[str]]:
    """Return the terms of a document's fields; its first text is its title, the first `said` are what people say."""
    letters = [[jamo.decompose(term) for term in part] for part in terms]
    return {
        "title": letters[0],
        "queries": [term for part in letters[1:said] for term in part],
        "text": [term for part in letters[said:] for term in part],
        "pairs": [pair for text in texts for pair in bigrams(text)],
        "initials": [
            first for text, of in zip(texts[:said], terms[:said], strict=True) for first in _first_letters(text, of)
        ],
        "letters": [first for part in terms[said:] for first in map(jamo.choseong, part) if len(first) > 1],
    }


def _first_letters(text: str, terms: Sequence[str]) -> list[str]:
    """Return first letters, two or more: of one to three neighbouring terms, and of what begins a word as it is written."""
    first = [jamo.choseong(term) for term in terms]
    runs = [
        "".join(first[i : i + n]) for i in range(len(first)) for n in range(1, _ADJACENT + 1) if i + n <= len(first)
    ]
    written = [jamo.choseong(word) for word in _SYLLABLES.findall(text)]
    begun = [word[:end] for word in written for end in range(2, len(word) + 1)]
    return [*(run for run in runs if len(run) > 1), *begun]


def _postings(rows: Sequence[Sequence[str]]) -> dict[str, dict[int, int]]:
    found: dict[str, dict[int, int]] = {}
    for number, terms in enumerate(rows):
        for term, count in Counter(terms).items():
            found.setdefault(term, {})[number] = count
    return found
