"""What a sentence tells, so that two can be held against each other: whether all that one tells is told by the other."""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from kbgen.language.facts import Fact, facts, stance
from kbgen.language.fold import letters
from kbgen.language.tokens import morphemes

_MOSTLY, _ALSO, _TOGETHER = 0.7, 0.5, 0.55
# What a sentence has beside what it tells: how long, within, from, that somebody is told, that it is so or not (the stance tells that).
_EMPTY = frozenset(
    "동안 안 이내 내 날 날짜 일 영업일 기준 드리 안내 알리 가 되 하 있 가능 경우 때 것 수 분 후 이후 불가 불가능 어렵 힘들 못 않".split()
)
_REFUSES = regex.compile(r"어렵(?:습니다|고)|어려(?:워요|우며|운데|울\s?수|워)|힘들어요|힘듭니다")
_QUANTITY = regex.compile(r"[\d,.:~]+\s?(?:[가-힣%]{1,3}(?=[\s에의까부내이간.,)]|$))?")


@dataclass(frozen=True, slots=True)
class Content:
    """Values and dates, numbers as written, other content words, whether it denies, and its letters."""

    facts: frozenset[Fact]
    digits: frozenset[str]
    words: frozenset[str]
    stance: tuple[bool, frozenset[str]]
    letters: str = ""

    def names(self, word: str) -> bool:
        """Whether a word stands in the sentence, be it as a part of another: 알림 in 알림톡."""
        return word in self.words or (len(word) > 1 and word in self.letters)

    def within(self, other: "Content") -> bool:
        """Whether another sentence tells all of this: every number and most of the words, and with the same sign."""
        if not (self.facts <= other.facts and self.digits <= other.digits and self.stance == other.stance):
            return False
        telling = self.words - _EMPTY or self.words
        if not telling:
            return bool(self.facts)
        shared = sum(map(other.names, telling)) / len(telling)
        return shared >= (_ALSO if self.facts and self.facts == other.facts else _MOSTLY)

    def known_from(self, others: Sequence["Content"]) -> bool:
        """Whether sentences of the same sign tell all of this together: every value, and most of the words."""
        same = [other for other in others if other.stance == self.stance]
        numbers = self.facts <= {f for other in same for f in other.facts} and self.digits <= {
            d for other in same for d in other.digits
        }
        if not numbers or not self.words:
            return numbers and bool(self.facts)
        told = {word for other in same for word in other.words}
        return len(self.words & told) >= _TOGETHER * len(self.words)


def _stance(text: str) -> tuple[bool, frozenset[str]]:
    """Return the stance of a sentence; "어렵습니다" is a polite "안 됩니다"."""
    denies, payers = stance(text)
    return denies or _REFUSES.search(text) is not None, payers


def contents(texts: Sequence[str]) -> list[Content]:
    """Return what each sentence tells; words are Korean content morphemes and English words, without quantities."""
    bare = [_QUANTITY.sub(" ", text) for text in texts]
    return [
        Content(facts(text), frozenset(regex.findall(r"\d+", text)), frozenset(words), _stance(text), letters(rest))
        for text, rest, words in zip(texts, bare, morphemes(bare), strict=True)
    ]
