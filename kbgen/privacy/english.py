"""English names: what stands after a cue, before a title, in a signature or beside other data."""

import re
from collections.abc import Iterator

from kbgen.privacy.spans import Span, Taken
from kbgen.privacy.words import NOT_ENGLISH_NAMES

_WORD = r"[A-Z][a-zà-öø-ÿ'’]+(?:-[A-Z][a-zà-öø-ÿ]+)?"
_FULL = rf"{_WORD}(?:\s(?:[A-Z]\.|de|van|von|der|den|da|di|bin|al|O['’][A-Z][a-z]+|Mc[A-Z][a-z]+|Mac[A-Z][a-z]+|{_WORD})){{0,3}}"
_MC = r"(?:Mc|Mac|O['’]|De|Di|La|Le)[A-Z][a-z]+"
_NAME = rf"(?:{_FULL}|{_MC})"
_CUES = (
    (
        "introduces themself",
        rf"(?i:\b(?:my name is|my name's|name is|i am|i'm|i’m|im|this is|call me))\s(?P<v>{_NAME})",
    ),
    ("introduces themself", rf"(?i:\b(?:it's|it’s|its))\s(?P<v>{_WORD}\s{_NAME})"),
    (
        "greeting",
        r"(?:^|(?<=[\n.!?>]))\s{0,3}(?i:dear|hi|hello|hey|good (?:morning|afternoon|evening)|welcome)"
        rf"(?i:\sagain)?,?\s(?P<v>{_NAME})(?=\s?(?:[,.!:\n—–-]|$|\shere\b|,?\s(?:i|we|thanks|thank|my|it|this|sorry|and)\b))",
    ),
    (
        "thanked",
        r"(?i:\b(?:thanks|thank you|cheers|thx|sorry|great|sure|perfect|apologies))(?:\s(?i:so much|again|very "
        rf"much|a lot))?,\s?(?P<v>{_NAME})(?=\s?(?:[.!,\n)]|$|\s[—–-]))",
    ),
    ("thanked", rf"(?i:\b(?:thanks|thank you|regards|sincerely))\s(?P<v>{_NAME})(?=\s?(?:[.!,\n)]|$))"),
    ("thanked", rf"(?i:\b(?:thanks|thank you|regards|cheers)\b)[^.!?\n]{{0,40}}[.!]\s(?P<v>{_NAME})\s{{0,8}}$"),
    (
        "signature",
        r"(?i:\b(?:regards|sincerely|best|best wishes|cheers|thanks|thank you|many thanks|yours truly|yours|"
        rf"warmly|respectfully))[,.!]?[ \t]{{0,3}}\n\s{{0,8}}(?:[-—–]\s?)?(?P<v>{_NAME})(?=\s{{0,3}}(?:$|\n|,|\())",
    ),
    ("signature", rf"(?:^|[\n.!?]\s{{0,3}})(?:[-—–~]{{1,2}}\s?)(?P<v>{_NAME})\s{{0,8}}$"),
    ("sender", rf"(?:^|\n)[ \t]{{0,8}}(?i:from):?\s(?P<v>{_NAME})(?=\s?[:<\n(])"),
    ("title", rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\.?\s(?P<v>{_NAME})"),
    (
        "field",
        r"(?i:\b(?:(?:full |first |last |given |family |customer |guest |passenger |account |card ?)?(?:name|"
        r"holder)(?:\son (?:the )?(?:card|account|booking|order))?|recipient|cardholder|attn|attention|ship to|"
        r"bill to|deliver to|passenger|guest|traveller|traveler|patient|signed(?: by)?|booked by|ordered "
        r"by|under the name(?: of)?|in the name of|on behalf of|registered to|belongs to|addressed to))"
        rf"(?:\s(?i:is|was|are)|\s?[:=]|,)?\s(?P<v>{_NAME})",
    ),
    (
        "person word",
        r"(?i:\bmy (?:wife|husband|son|daughter|mother|mom|mum|father|dad|brother|sister|friend|partner|"
        r"girlfriend|boyfriend|colleague|coworker|co-worker|boss|manager|assistant|roommate|flatmate|neighbour|"
        r"neighbor|fiance|fiancee|cousin|aunt|uncle|grandmother|grandfather|teammate|client|kid))(?:'s name is|,|"
        r"\s\(|\sis called|\snamed)?\s?(?P<v>" + _NAME + ")",
    ),
    (
        "agent named",
        r"(?i:\b(?:spoke (?:to|with)|talked (?:to|with)|chatted with|speaking (?:to|with)|agent named|rep named|"
        rf"someone named|someone called|told by))\s(?P<v>{_NAME})",
    ),
)
_PATTERNS = tuple((why, re.compile(pattern, re.MULTILINE if why == "greeting" else 0)) for why, pattern in _CUES)
_LOWER = re.compile(
    r"(?i:\b(?:my name is|my name's|my full name is|name's|name:))\s?(?P<v>[a-z]{2,15}(?:\s[a-z]{2,15})?)"
    r"(?=\s?(?:[,.!\n]|$|\s(?:and|but|i|my|from|the|with|order|phone|email)\b))"
)
_HINT = re.compile(r"[A-Z][a-zà-öø-ÿ'’]|\bname")
_LAST_LINE = re.compile(rf"\n[ \t]{{0,8}}(?P<v>{_WORD}(?:\s(?:[A-Z]\.|{_WORD}|{_MC})){{1,2}})\s{{0,8}}$")
_PAIR = re.compile(rf"(?<![A-Za-z]){_WORD}(?:\s[A-Z]\.)?\s(?:{_WORD}|{_MC})(?![A-Za-z])")
_ALONE = re.compile(
    r"(?:(?i:it's|its|it is|sure|yes|ok)[,.!:]?\s)?(?P<v>[A-Za-z][a-z'’]+(?:\s[A-Za-z][A-Za-z'’]+){0,2})[\s.!]{0,8}"
)
_STAFF_AFTER = re.compile(
    r"\s?(?:,|\bfrom|\bwith|\bat|\bhere)?\s?(?:from|with|at|here|of|your)\b[^.\n]{0,30}?(?:support|team|"
    r"customer|service|care|success|help)|\s(?:here\s)?(?:from|at|with)\s[A-Z]|\s(?:here|speaking)\b",
    re.IGNORECASE,
)
_TELLING = frozenset({"phone", "email", "rrn", "birthdate", "address", "card"})
_NEAR = re.compile(r"[\s/,()|:;·—–\-<>\[\]\"']{0,4}")


def find_english(text: str, spans: Taken, asked: bool = False, agent: bool = False) -> Iterator[tuple[Span, bool]]:
    """Yield (span, is staff) for the English names of one folded text."""
    if not _HINT.search(text) and not asked:
        return
    for why, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            span = _trimmed(text, match.start("v"), match.end("v"), why)
            if span and not spans.overlaps(span.start, span.end):
                yield span, _is_staff(text, span, agent)
    for match in _LOWER.finditer(text):
        yield Span(match.start("v"), match.end("v"), "name", "introduces themself"), agent
    yield from ((span, agent) for span in _lines(text, spans))
    if (
        asked
        and (alone := _ALONE.fullmatch(text.strip()))
        and not any(w.lower() in NOT_ENGLISH_NAMES for w in alone["v"].split())
    ):
        skipped = len(text) - len(text.lstrip())
        yield Span(skipped + alone.start("v"), skipped + alone.end("v"), "name", "answers who"), False


def _is_staff(text: str, span: Span, agent: bool) -> bool:
    if span.why == "introduces themself":
        return agent or bool(
            re.search(
                r"support|team|customer (?:service|care|success)|help ?desk", text[span.end : span.end + 40], re.I
            )
            and _STAFF_AFTER.match(text, span.end)
        )
    return span.why == "agent named" or (agent and span.why == "signature")


def _lines(text: str, spans: Taken) -> Iterator[Span]:
    if (last := _LAST_LINE.search(text)) and (span := _trimmed(text, last.start("v"), last.end("v"), "signature")):
        yield span
    for match in _PAIR.finditer(text):
        if not _beside(text, match, spans):
            continue
        span = _trimmed(text, match.start(), match.end(), "beside other data")
        if span and " " in text[span.start : span.end]:
            yield span


def _beside(text: str, match: re.Match[str], spans: Taken) -> bool:
    before, after = spans.before(match.start(), 4), spans.after(match.end(), 4)
    if before and before.type in _TELLING and _NEAR.fullmatch(text, before.end, match.start()):
        return True
    return bool(after and after.type in _TELLING and _NEAR.fullmatch(text, match.end(), after.start))


def _trimmed(text: str, start: int, end: int, why: str) -> Span | None:
    """Cut what is no name off the end; nothing is left when the first word is none."""
    kept = 0
    for word in re.finditer(r"\S+", text[start:end]):
        plain = word.group().lower().rstrip(".'’")
        if plain in NOT_ENGLISH_NAMES or (plain.endswith(("'s", "’s")) and plain[:-2] in NOT_ENGLISH_NAMES):
            break
        kept = word.end() - (2 if word.group().endswith(("'s", "’s")) else 0)
    return Span(start, start + kept, "name", why) if kept > 1 else None
