"""Whether a sentence says what a claim says: nothing added, nothing left out, nothing turned round. No model is asked.

The test is made to refuse. A sentence passes when it is its claim with other endings, particles, politeness or an order
that changes nothing; a good paraphrase in other words is refused too, and the claim's own words are used then.
"""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from kbgen.drafting.readings import Reading, plain_money, read
from kbgen.language.facts import facts, stance
from kbgen.language.fold import language_of, squeeze
from kbgen.language.sentences import sentences

Reason = Literal[
    "", "empty", "markup", "link", "symbols", "length", "language", "quotation", "number", "polarity", "modality",
    "added", "left out", "relation", "order",
]  # fmt: skip
"""Why a sentence is refused; never holds words of it."""

_PLAIN = frozenset(" .,!?'\"‘’“”()·:;-–…/&")
_MARKUP = frozenset("<>`*_#|[]{}\\^")
_COUNTS = frozenset("+-−–~%°$€£¥₩×=≥≤<>→›/&")
_SIGN = regex.compile(r"(?<![\w)])[-−–]\s?(?=\d)")
_LINK = regex.compile(
    r"(?:[a-z][a-z+.\-]{1,15}:/{1,2}|www\.)\S+|\S+@\S+\.\w+|(?<![\w.])[a-z0-9\-]+(?:\.[a-z0-9\-]+)*\.[a-z]{2,12}\b",
    regex.IGNORECASE,
)
_QUOTED = regex.compile(r"[\"“”「『]([^\"“”「」『』]+)[\"“”」』]|(?<!\w)['‘]([^'‘’]+)['’](?![A-Za-z])|\[([^\[\]]+)\]")
_PATH = regex.compile(r"[>›→]")
_NUMBER = regex.compile(r"\d+(?:[.:/]\d+)*")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence is entailed, and if not, why."""

    ok: bool
    reason: Reason = ""

    def __bool__(self) -> bool:
        return self.ok


def entailed(sentence: str, claims: Sequence[str]) -> Verdict:
    """Return whether one of the claims, by itself, says all of a sentence, and the sentence all of that claim.

    Numbers, units, names, quotations, links, polarity, modality and conditions must be those of the claim, and every word
    of the one must be in the other, but for words that carry no meaning. Words of two claims are never taken together.
    The reason is the one about the first claim.
    """
    verdicts = [_judged(sentence, claim) for claim in claims]
    return next((v for v in verdicts if v), verdicts[0] if verdicts else Verdict(False, "added"))


def titles(title: str, sources: Sequence[str]) -> Verdict:
    """Return whether a title is made of the words of one source: nothing added or denied, half of its words kept.

    `sources` are the page's title and customers' redacted questions; the title must share a word with the first of them.
    """
    if not sources:
        return Verdict(False, "added")
    verdicts = [_titled(title, source, sources[0]) for source in sources]
    return next((v for v in verdicts if v), verdicts[0])


def _judged(sentence: str, claim: str) -> Verdict:
    reason = _outside(sentence, claim)
    if reason:
        return Verdict(False, reason)
    if squeeze(sentence) == squeeze(claim):
        return Verdict(True)
    said, stated = read(sentence), read(claim)
    reason = _facts(sentence, claim) or _compared(said, stated, _strict(sentence, claim))
    return Verdict(not reason, reason)


def _titled(title: str, source: str, first: str) -> Verdict:
    reason = _outside(title, source)
    said, stated, own = read(title), read(source), read(first)
    words, known = Counter(said.words), Counter(stated.words)
    if not reason and not words:
        reason = "empty"
    if not reason and (words - known or not words & Counter(own.words) or _numbers(title) - _numbers(source)):
        reason = "added"
    if not reason and 2 * words.total() < known.total():
        reason = "left out"
    if not reason and (_says(said) != _says(stated) or stance(title) != stance(source)):
        reason = "polarity"
    # A customer's 비회원 must not become 회원.
    kept = {bound for bound in stated.bound if bound[0] == "XPN" and bound[-1] in words}
    if not reason and (not kept <= said.bound <= stated.bound or _conflict(said, stated)):
        reason = "relation"
    return Verdict(not reason, reason)


def _says(reading: Reading) -> tuple[object, ...]:
    return sum(denies for denies, _ in reading.denials), reading.modes - {"question", "condition", "do", "can"}


def _outside(sentence: str, claim: str) -> Reason:
    """Return what is wrong with the characters of a sentence, if anything is."""
    foreign = set(unicodedata.normalize("NFC", sentence)) - set(unicodedata.normalize("NFC", claim))
    odd = {c for c in foreign if not c.isascii() and not ("가" <= c <= "힣") and c not in _PLAIN}
    if not any(c.isalnum() for c in sentence):
        return "empty"
    if foreign & _MARKUP or any(unicodedata.category(c).startswith("C") for c in sentence) or "\u2028" in sentence:
        return "markup"
    if not set(_LINK.findall(sentence)) <= set(_LINK.findall(claim)):
        return "link"
    if odd or any(c not in _PLAIN and not c.isalnum() for c in foreign):
        return "symbols"
    if len(sentence) > 2 * len(claim) + 20 or len(sentences(sentence)) > max(1, len(sentences(claim))):
        return "length"
    if language_of(sentence) != language_of(claim):
        return "language"
    return ""


def _facts(sentence: str, claim: str) -> Reason:
    """Return what is wrong with the values, links and quotations of a sentence against its claim."""
    if set(_LINK.findall(sentence)) != set(_LINK.findall(claim)):
        return "link"
    for one, other in ((sentence, claim), (claim, sentence)):
        if any(squeeze(text) not in squeeze(other) for text in _quoted(one)):
            return "quotation"
    same = facts(sentence) == facts(claim) and _numbers(sentence) == _numbers(claim)
    if not same or _signs(sentence) != _signs(claim):
        return "number"
    if stance(sentence) != stance(claim):
        return "polarity"
    return ""


def _compared(said: Reading, stated: Reading, strict: bool) -> Reason:
    words, known = Counter(said.words), Counter(stated.words)
    if not words or set(words) - set(known):
        return "added" if words else "empty"
    if set(known) - set(words):
        return "left out"
    if said.denials != stated.denials:
        return "polarity"
    if said.modes != stated.modes:
        return "modality"
    if said.bound != stated.bound or _conflict(said, stated):
        return "relation"
    strict = strict or max(len(said.denials), len(stated.denials)) > 1
    same = _in_order(said, stated) if strict else said.words[-1] == stated.words[-1]
    return "" if same else "order"


def _strict(sentence: str, claim: str) -> bool:
    """Whether the order of words tells what belongs together: in English, with several numbers, in a menu path."""
    return (
        language_of(claim) == "en"
        or max(_numbers(sentence).total(), _numbers(claim).total()) > 1
        or bool(_PATH.search(sentence) or _PATH.search(claim))
    )


def _in_order(said: Reading, stated: Reading) -> bool:
    one, other = said.words, stated.words
    if one == other:
        return True
    # "If unopened, you can return it" for "You can return it if unopened".
    turned = (said.turnable or stated.turnable) and len(one) == len(other)
    return turned and any(one[i:] + one[:i] == other for i in range(1, len(one)))


def _conflict(said: Reading, stated: Reading) -> bool:
    """Whether a word plays another part: who instead of whom, from instead of to, beside another noun."""
    return any(
        word in stated.parts and kind in stated.parts[word] and not value & stated.parts[word][kind]
        for word, parts in said.parts.items()
        for kind, value in parts.items()
    )


def _numbers(text: str) -> Counter[str]:
    plain = regex.sub(r"(?<=\d),(?=\d{3})", "", plain_money(unicodedata.normalize("NFKC", text)))
    return Counter(_NUMBER.findall(plain))


def _signs(text: str) -> tuple[frozenset[str], int]:
    kept = frozenset(c for c in unicodedata.normalize("NFKC", text) if c in _COUNTS) - frozenset("-–/&")
    return kept, len(_SIGN.findall(text))


def _quoted(text: str) -> list[str]:
    return ["".join(found) for found in _QUOTED.findall(text)]
