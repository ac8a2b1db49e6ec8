"""Politeness around a statement, taken off: "…가 어려운 점 양해 부탁드립니다" says "…가 어렵습니다"."""

from typing import Any

import regex

from kbgen.language.tokens import kiwi

_LEAST = 8
_LEAD = regex.compile(
    r"^[^.!?\n]{0,40}?(?:죄송|송구|아쉽|안타깝|번거로우|불편하)[^.!?,\n]{0,10}?(?:지만|합니다만|하오나|하며|하고|한데|해서|시겠지만)[,\s]{1,3}|"
    r"^(?:unfortunately|sorry(?:,|\s+but)|i'm\s+(?:sorry|afraid)(?:\s+but|\s+that|,)?|we(?:'re|\s+are)\s+sorry\s+(?:but|that)|apologies,?\s+but)[,\s]{1,3}",
    regex.IGNORECASE,
)
_POINT = regex.compile(
    r"^(?P<said>[^\n]{6,160}?)\s점(?:은|을|이|에|도|만)?\s{0,2}[^.!?\n]{0,16}?(?:(?P<sorry>죄송|사과|송구)|양해|이해|참고|유의|주의|확인)[^.!?\n]{0,24}[.!~…\s]*$"
)
# An apology for what happened states no rule; one for what has to be, does.
_RULE = regex.compile(r"야\s?하|없|어려|불가|제한|않|제외|못|만\s|\d")
_PAST = frozenset(("ᆫ", "은"))
_ACTS = ("VV", "XSV")


def without_courtesy(sentence: str) -> str:
    """Return a sentence without an apology or a plea around what it states, as a whole sentence again.

    A sentence that is nothing but polite comes back as it is.
    """
    bare = _LEAD.sub("", sentence)
    if len(bare) < _LEAST:
        return sentence
    match = _POINT.match(bare)
    if match is None or (match["sorry"] and not _RULE.search(match["said"])):
        return bare
    return _ended(match["said"]) or bare


def _ended(clause: str) -> str:
    """Return a clause that ends in an adnominal form ("어려운") as a sentence ("어렵습니다."); empty when it does not."""
    tokens: list[Any] = kiwi().tokenize(f"{clause} 점")
    if len(tokens) < 3 or tokens[-2].tag != "ETM":
        return ""
    ending = tokens[-2]
    start = max(clause.rfind(" ", 0, ending.start) + 1, 0)
    stem = [(token.form, token.tag) for token in tokens[:-2] if token.start >= start]
    if not stem:
        return ""
    if ending.form in _PAST and stem[-1][1].startswith(_ACTS):
        stem.append(("었", "EP"))
    return f"{clause[:start]}{kiwi().join([*stem, ('습니다', 'EF')])}."
