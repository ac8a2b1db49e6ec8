"""What a rule of the tone lint is, and what a language tells the lint."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import regex

Rewrite = Callable[[str, int, int], str | None]
"""Takes a sentence and the offsets of what is wrong in it; returns a better one, or None."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern that a sentence must not have: why in one sentence, and what to write instead.

    `rewrite` makes the better sentence from the sentence itself where that can be done; `without_block` names what
    excuses a sentence.
    """

    id: str
    pattern: "regex.Pattern[str]"
    why: str
    better: str
    rewrite: Rewrite | None = None
    without_block: "regex.Pattern[str] | None" = None


@dataclass(frozen=True, slots=True)
class Language:
    """The rules of one language; patterns without a rule help to judge a sentence among its neighbours.

    `paragraph` and `sentence` are the most characters of one. `jargon` maps a term to what it means.
    """

    rules: tuple[Rule, ...]
    blame: Rule
    bare: Rule
    refund: Rule
    no_right: Rule
    holds_back: Rule
    loses: "regex.Pattern[str]"
    confirms: "regex.Pattern[str]"
    reassures: "regex.Pattern[str]"
    reason: "regex.Pattern[str]"
    condition: "regex.Pattern[str]"
    offers: "regex.Pattern[str]"
    tiny: "regex.Pattern[str]"
    leaving: "regex.Pattern[str]"
    asks: "regex.Pattern[str]"
    jargon: Mapping[str, str]
    explained: "regex.Pattern[str]"
    cut: "regex.Pattern[str]"
    paragraph: int
    sentence: int
    jargon_why: str
    jargon_better: str
    long_paragraph: tuple[str, str]
    long_sentence: tuple[str, str]
    short_sentence: str
    shouting: tuple[str, str]


def without(words: str) -> Rewrite:
    """Return a rewriting that takes words out of a sentence, where nothing else is wrong with it."""
    pattern = regex.compile(words, regex.IGNORECASE)

    def rewrite(sentence: str, start: int, end: int) -> str | None:
        left, cut = pattern.subn("", sentence[start:end], count=1)
        if not cut:
            return None
        whole = sentence[:start] + left + sentence[end:]
        return whole[:1].upper() + whole[1:]

    return rewrite


def replaced(*pairs: tuple[str, str]) -> Rewrite:
    """Return a rewriting that puts the second of a pair for the first, the first pair that what is wrong ends with."""

    def rewrite(sentence: str, start: int, end: int) -> str | None:
        # The ending may reach beyond the match, which stops where it is sure.
        for wrong, right in pairs:
            at = sentence.find(wrong, start, end + len(wrong))
            if at >= 0:
                return sentence[:at] + right + sentence[at + len(wrong) :]
        return None

    return rewrite
