"""Names that are spelt out, masked, or of which is said how they are written: 김 수 아, 김*아, 김수아가 아니라."""

import re
from collections.abc import Iterator

from kbgen.privacy import clues as say
from kbgen.privacy.nouns import NOUNS
from kbgen.privacy.shapes import CERTAIN, given_like
from kbgen.privacy.spans import Span
from kbgen.privacy.words import DOUBLE_SURNAMES, GIVEN, SURNAMES


def find_written(text: str, asked: bool, single: bool) -> Iterator[Span]:
    """Yield the spans of one folded text; `asked` when a name was asked for, `single` when a surname stands alone in it."""
    if single or any(double in text for double in DOUBLE_SURNAMES):
        for match in say.SPACED.finditer(text):
            if _spaced_name(match, text, asked):
                yield Span(match.start("v"), match.end("v"), "name", "spaced out")
    if "*" in text or "○" in text or "●" in text or "〇" in text:
        for match in say.MASKED.finditer(text):
            if match["s"] in SURNAMES:
                yield Span(match.start(), match.end(), "name", "masked")
    if any(word in text for word in ("이름", "성함", "예금주", "명의", "입금자", "개명")):
        for match in say.REWRITTEN.finditer(text):
            if match["v"][0] == match["s"] and match["s"] in SURNAMES and match["v"] not in NOUNS:
                yield Span(match.start("v"), match.end("v"), "name", "as it is written")
        for match in say.WRITTEN.finditer(text):
            name = match["v"]
            if (name[0] in SURNAMES or name[:2] in DOUBLE_SURNAMES) and name not in NOUNS and name[:2] not in NOUNS:
                yield Span(match.start("v"), match.end("v"), "name", "as it is written")


def _spaced_name(match: re.Match[str], text: str, asked: bool) -> bool:
    surname, given = match["s"], match["a"] + (match["b"] or "")
    before = text[max(0, match.start() - 24) : match.start()]
    tail = text[match.end() : match.end() + 5]
    addressed = re.match(r"\s?(?:고객|님|씨)", tail)
    cued = bool(say.CUE.search(before) or addressed or re.match(r"\s?(?:이름|명의|으로)", tail))
    if surname in DOUBLE_SURNAMES:
        return cued or (asked and given_like(given))
    if len(surname) == 2 or surname not in SURNAMES or not match["b"]:
        return False
    if given in GIVEN and (
        asked or (given in CERTAIN and re.match(r"\s?(?:입니다|이?에요|예요|이라고|라고|인데요)", tail))
    ):
        return bool(say.EDGE_BEFORE.search(before))
    return cued and (given in GIVEN or (given_like(given) and given not in NOUNS))
