"""What a sentence tells, so that two can be held against each other: whether all that one tells is told by the other."""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from kbgen.language.facts import Fact, facts, stance
from kbgen.language.tokens import morphemes

_MOSTLY, _ALSO, _TOGETHER = 0.7, 0.5, 0.55
_QUANTITY = regex.compile(r"[\d,.:~]+\s?(?:[가-힣%]{1,3}(?=[\s에의까부내이간.,)]|$))?")


@dataclass(frozen=True, slots=True)
class Content:
    """Values and dates, numbers as written, other content words, and whether it denies."""

    facts: frozenset[Fact]
    digits: frozenset[str]
    words: frozenset[str]
    stance: tuple[bool, frozenset[str]]

    def within(self, other: "Content") -> bool:
        """Whether another sentence tells all of this: every number and most of the words, and with the same sign."""
        if not (self.facts <= other.facts and self.digits <= other.digits and self.stance == other.stance):
            return False
        if not self.words:
            return bool(self.facts)
        shared = len(self.words & other.words) / len(self.words)
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


def contents(texts: Sequence[str]) -> list[Content]:
    """Return what each sentence tells; words are Korean content morphemes and English words, without quantities."""
    bare = [_QUANTITY.sub(" ", text) for text in texts]
    return [
        Content(facts(text), frozenset(regex.findall(r"\d+", text)), frozenset(words), stance(text))
        for text, words in zip(texts, morphemes(bare), strict=True)
    ]
