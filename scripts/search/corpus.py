"""A labelled search corpus of sets of utterances: some become a page, others the queries that should find it.

Korean sets are paraphrases, typed in seven ways. English ones are utterances of one intent, typed in four.
"""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kbgen.language.fold import language_of
from kbgen.language.tokens import nouns

ON_PAGE, UTTERANCES, ASKED = 3, 3, 4
"""Of a set: the sentences of its page, its customers' words, and at most so many queries."""

_CHOSEONG = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_KEYS_CHO = "r R s e E f a q Q t T d w W c z x v g".split()
_KEYS_JUNG = "k o i O j p u P h hk ho hl y n nj np nl b m ml l".split()
_KEYS_JONG = " r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g".split(" ")
_PARTICLES = (("은", "는"), ("이", "가"), ("을", "를"), ("과", "와"), ("에서", "에서"), ("도", "도"), ("에", "에"))
_COMMON = frozenset(
    """about after again been before could does doing don't even ever from have having help here into just know like
    made make more most much need only other over please said same should some someone something such tell than that their
    them then there these they thing this those through very want wanted wants were what when where which while will with
    without would your yours""".split()
)
# Keys beside each other on the usual keyboard, and syllables written as they sound.
_NEAR_VOWELS = {0: 8, 4: 0, 8: 4, 13: 18, 18: 13, 20: 4, 1: 5, 5: 1, 2: 6, 6: 2, 12: 17, 17: 12}
_NEAR_INITIALS = {0: 3, 2: 6, 3: 0, 5: 18, 6: 2, 7: 12, 9: 0, 11: 2, 12: 7, 14: 16, 15: 16, 16: 17, 17: 14, 18: 5}


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the corpus: `title` and `body` (paragraphs of Markdown) are shown, `utterances` only indexed.

    `name` is its path in the content, without `.md`.
    """

    name: str
    title: str
    body: tuple[str, ...]
    utterances: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed, of which kind, and the addresses of the pages that answer it."""

    kind: str
    text: str
    pages: tuple[str, ...]


def read_sets(path: Path) -> list[list[str]]:
    """Return the sets of paraphrases of a JSON-lines file with `text` and `label`, in the order of the file."""
    sets: dict[str, list[str]] = {}
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        sets.setdefault(row["label"], []).append(row["text"])
    return [texts for texts in sets.values() if len(texts) > ON_PAGE + UTTERANCES]


def corpus(sets: Sequence[Sequence[str]], seed: int = 7) -> tuple[list[Page], list[Query]]:
    """Return a page for each set and queries of each kind; a query's sentence is on no page. Same seed, same corpus."""
    rng = random.Random(seed)
    pages: list[Page] = []
    queries: list[Query] = []
    for number, texts in enumerate(sets):
        drawn = rng.sample(list(texts), len(texts))
        name = f"p{number:05d}"
        shown, said, left = drawn[:ON_PAGE], drawn[ON_PAGE : ON_PAGE + UTTERANCES], drawn[ON_PAGE + UTTERANCES :]
        pages.append(Page(name, shown[0], tuple(shown[1:]), tuple(said)))
        typed = _typed if language_of(" ".join(shown)) == "ko" else _typed_in_english
        # A set of paraphrases gives one sentence to ask, so that no page has more queries than another.
        for sentence in left[: 1 if typed is _typed else ASKED]:
            queries += [Query(kind, text, (f"{name}/",)) for kind, text in typed(sentence, rng) if text.strip()]
    return pages, queries


def _typed(sentence: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    found = sorted({word for word in nouns([sentence])[0] if word in sentence.lower()}, key=lambda word: (-len(word), word))
    kept: list[str] = []
    for word in found:
        if not any(word in longer for longer in kept):
            kept.append(word)
    words = sorted(kept[:3], key=sentence.lower().index)
    yield "sentence", sentence
    yield "keywords", " ".join(words)
    yield "particles", " ".join(_with_particle(word, rng) for word in words)
    yield "joined", "".join(words)
    yield "typo", _mistyped(words, rng)
    hangul = [word for word in words if all("가" <= c <= "힣" for c in word)]
    yield "initials", " ".join("".join(_CHOSEONG[(ord(c) - 0xAC00) // 588] for c in word) for word in hangul)
    yield "qwerty", " ".join("".join(map(_keys, word)) for word in words)


def _typed_in_english(sentence: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    words = [word for word in re.findall(r"[a-z]+", sentence.lower()) if len(word) > 3 and word not in _COMMON]
    kept = sorted(sorted(dict.fromkeys(words), key=len, reverse=True)[:3], key=words.index)
    yield "sentence", sentence
    yield "keywords", " ".join(kept)
    yield "inflected", " ".join(word[:-1] if word.endswith("s") else f"{word}s" for word in kept)
    yield "typo", _swapped(kept, rng)


def _swapped(words: Sequence[str], rng: random.Random) -> str:
    """Swap two neighbouring letters of one word, not its first."""
    if not words:
        return ""
    at = rng.randrange(len(words))
    word = words[at]
    index = rng.randrange(1, len(word) - 1)
    wrong = word[:index] + word[index + 1] + word[index] + word[index + 2 :]
    return " ".join([*words[:at], wrong, *words[at + 1 :]])


def _with_particle(word: str, rng: random.Random) -> str:
    closed = "가" <= word[-1] <= "힣" and (ord(word[-1]) - 0xAC00) % 28 > 0
    return word + rng.choice(_PARTICLES)[0 if closed else 1]


def _keys(char: str) -> str:
    if not "가" <= char <= "힣":
        return char
    code = ord(char) - 0xAC00
    return _KEYS_CHO[code // 588] + _KEYS_JUNG[code % 588 // 28] + _KEYS_JONG[code % 28]


def _mistyped(words: Sequence[str], rng: random.Random) -> str:
    """Change one letter of one word: its vowel, initial or final consonant."""
    places = [(w, i) for w, word in enumerate(words) for i, c in enumerate(word) if "가" <= c <= "힣"]
    if not places:
        return " ".join(words)
    at, index = rng.choice(places)
    word = words[at]
    code = ord(word[index]) - 0xAC00
    initial, vowel, final = code // 588, code % 588 // 28, code % 28
    change = rng.randrange(3)
    if change == 0 and initial in _NEAR_INITIALS:
        initial = _NEAR_INITIALS[initial]
    elif change == 1 and final:
        final = 0
    else:
        vowel = _NEAR_VOWELS.get(vowel, 8)
    wrong = chr(0xAC00 + initial * 588 + vowel * 28 + final)
    return " ".join([*words[:at], word[:index] + wrong + word[index + 1 :], *words[at + 1 :]])
