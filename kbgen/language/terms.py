"""The terms that texts are searched by: content morphemes, English stems, numbers, and pairs of syllables.

Texts are analysed by Kiwi when they are indexed. A query is cut by `segment` alone, over the lexicon that `lexicon` makes
of the indexed texts: the browser has no Kiwi, and the desk must rank as the site does.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import regex

from kbgen.language.porter import stem
from kbgen.language.tokens import STOP_WORDS, kiwi

_RUN = regex.compile(r"[a-z0-9]+(?:'[a-z]+)?|[가-힣]+")
_HANGUL = regex.compile(r"[가-힣]+")
_NOT_LETTERS = regex.compile(r"[^ㄱ-ㆎ]+")
_THOUSANDS = regex.compile(r"(\d),(?=\d{3})")
_CONTENT = frozenset(("NNG", "NNP", "NR", "VV", "VA", "XR", "MAG", "MM"))
# Morphemes of content that stand in any question.
_LIGHT = frozenset(
    """하 되 있 없 않 이 보 주 싶 같 그렇 이렇 저렇 어떻 그 저 제 나 내 때 거 것 수 알 안녕 감사 문의 질문 고객 혹시 부탁 드리
    그냥 좀 더 다시 바로 안 못 그리고 그런데 근데 그러면 그럼 말씀 여쭤보 궁금""".split()
)

_KNOWN = 10
_SINGLE = 12
_UNKNOWN = 15
_LONGEST = 12


def folded(text: str) -> str:
    """Return the text in lower case and NFKC, bare Hangul letters as they are, numbers without thousands separators."""
    return cased(text).lower()


def cased(text: str) -> str:
    """Return the text as `folded` does, but with its capitals: they tell keys apart (Ekfrl is 딸기)."""
    text = unicodedata.normalize("NFC", text)
    text = _NOT_LETTERS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return _THOUSANDS.sub(r"\1", text.replace("’", "'"))


def latin(run: str, *, korean: bool = False) -> str:
    """Return the term of a run of Latin letters and digits: its stem, or itself with digits in it.

    A stop word gives an empty term, but not in a Korean text: there every English word was chosen (AS 센터).
    """
    if run in STOP_WORDS and not korean:
        return ""
    run = run.partition("'")[0]
    return stem(run) if run.isalpha() else run


@dataclass(frozen=True, slots=True)
class Analysis:
    """Texts as terms, one list a text, and the lexicon of the runs of syllables they are written with."""

    words: list[list[str]]
    lexicon: dict[str, str]


def words(texts: Sequence[str]) -> list[list[str]]:
    """Return the terms of each text: content morphemes in Hangul by Kiwi, then English stems and numbers."""
    return analysis(texts).words


def lexicon(texts: Sequence[str]) -> dict[str, str]:
    """Return what runs of syllables in the texts stand for: a content morpheme, or nothing (particles, endings).

    A run that stands for several is taken as what it is most often; sorted, so that same texts make the same bytes.
    """
    return analysis(texts).lexicon


def analysis(texts: Sequence[str]) -> Analysis:
    """Return both `words` and `lexicon` of the texts, for one run of Kiwi."""
    return joined(readings(texts))


Reading = tuple[list[str], list[tuple[str, str, int]]]
"""The terms of one text, and how often a run of syllables in it stands for a morpheme, or for nothing."""


def readings(texts: Sequence[str]) -> list[Reading]:
    """Return what `joined` makes an analysis of: each text by itself, so that it can be kept and need not be read again."""
    clean = [folded(text) for text in texts]
    found: list[Reading] = []
    for text, tokens in zip(clean, kiwi().tokenize(clean), strict=True):
        seen: Counter[tuple[str, str]] = Counter()
        forms = [token.form if _is_content(token) else "" for token in tokens]
        for token, form in zip(tokens, forms, strict=True):
            written = text[token.start : token.start + token.len]
            if _HANGUL.fullmatch(written):
                seen[written, form] += 1
            if form:
                seen[form, form] += 1
        korean = _HANGUL.search(text) is not None
        other = [latin(run, korean=korean) for run in _RUN.findall(text) if not _HANGUL.match(run)]
        terms = [term for term in (*forms, *other) if term]
        found.append((terms, [(run, form, count) for (run, form), count in seen.items()]))
    return found


def joined(found: Sequence[Reading]) -> Analysis:
    """Return the analysis of all texts whose readings these are."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for _, counts in found:
        for run, form, count in counts:
            seen[run][form] += count
    # Of equally frequent ones the morpheme wins over nothing: "" sorts first.
    most = {run: max(forms.items(), key=lambda pair: (pair[1], pair[0]))[0] for run, forms in sorted(seen.items())}
    return Analysis([terms for terms, _ in found], most)


def bigrams(text: str) -> list[str]:
    """Return the pairs of neighbouring syllables of each run of Hangul, in order."""
    return [run[i : i + 2] for run in _HANGUL.findall(folded(text)) for i in range(len(run) - 1)]


def segment(query: str, lexicon: Mapping[str, str], *, korean: bool | None = None) -> list[str]:
    """Return the terms of a query, in order: what its known runs stand for, its unknown runs as they are.

    Runs of Latin letters and digits go through `latin`; `korean` tells whether the whole query has Hangul in it, when
    `query` is a part of it. A run of Hangul is cut by dynamic programming into pieces of the least total cost:

    - a known piece of two syllables or more costs 10;
    - a known single syllable costs 12. One that stands for a word may only begin the run (돈은), one that stands for
      nothing may only follow a known piece or, from the third syllable on, end the run (환불은);
    - each other syllable costs 15.

    Of equal costs the longer first piece wins, a known one before an unknown syllable. Neighbouring unknown syllables are
    one term; a single one is dropped, unless it is the whole run. Pieces that stand for nothing are dropped.
    """
    text = folded(query)
    korean = _HANGUL.search(text) is not None if korean is None else korean
    found: list[str] = []
    for run in _RUN.findall(text):
        found += _cut(run, lexicon) if _HANGUL.match(run) else [latin(run, korean=korean)]
    return [term for term in found if term]


def _cut(run: str, lexicon: Mapping[str, str]) -> list[str]:
    size = len(run)
    # cost[start][known]: of the rest from `start`, after a known piece or not; step: the length of its first piece.
    cost = [[0, 0] for _ in range(size + 1)]
    step = [[0, 0] for _ in range(size + 1)]
    for start in range(size - 1, -1, -1):
        for known in (0, 1):
            cost[start][known] = _UNKNOWN + cost[start + 1][0]
            for end in range(start + 1, min(size, start + _LONGEST) + 1):
                form = lexicon.get(run[start:end])
                if form is None or (end == start + 1 and not _alone(form, start, end == size, known)):
                    continue
                total = (_KNOWN if end > start + 1 else _SINGLE) + cost[end][1]
                if total <= cost[start][known]:
                    cost[start][known], step[start][known] = total, end - start
    pieces: list[str] = []
    unknown, start = "", 0
    while start < size:
        length = step[start][not unknown and start > 0]
        if length:
            pieces += [_unknown(unknown, run), lexicon[run[start : start + length]]]
            unknown, start = "", start + length
        else:
            unknown, start = unknown + run[start], start + 1
    return [*pieces, _unknown(unknown, run)]


def _alone(form: str, start: int, last: bool, known: int) -> bool:
    if form:
        return start == 0
    return bool(known) or (last and start > 1)


def _unknown(piece: str, run: str) -> str:
    return piece if len(piece) > 1 or piece == run else ""


def _is_content(token: Any) -> bool:
    content = token.tag.split("-")[0] in _CONTENT and token.form not in _LIGHT
    return content and _HANGUL.fullmatch(token.form) is not None
