"""English names: what stands after a cue, before a title, in a signature or beside other data."""

import re
from collections.abc import Iterator

from kbgen.privacy.english_people import SYLLABLES, find_people
from kbgen.privacy.english_shapes import ANY, CAPS, FULL, KIN, LOW, SECOND_TOO, UP, USUAL_FIRST, is_pair, trimmed
from kbgen.privacy.english_words import (
    KOREAN_SURNAMES,
    NAMES_AND_WORDS,
    NOT_ENGLISH_NAMES,
    NOT_HANDLES,
    NOT_SECOND,
    PLACES,
)
from kbgen.privacy.first_names import FIRST_NAMES
from kbgen.privacy.spans import Span, Taken

_VAN = r"(?:(?:van|von|de|di|da|del|du)(?: der| den| la| los)? )?"
_NAME = rf"(?:{_VAN}{FULL}|(?<=name is ){CAPS})"
_FIELD_NAME = rf"(?:{_VAN}{FULL}|{CAPS})(?![a-z])"
_ENDS = r"(?=\s?(?:[.,!:;)?\n—–]|$|-\s|\s-)"
_CUES = (
    (
        "introduces themself",
        rf"(?i:\b(?:my (?:full |real |legal )?name is|my name's|(?<!user)name is|name was|i am|i'm|i’m|im|this is|that's|call me|"
        rf"name's|speaking is|it is|(?:his|her|their) name(?: is|'s| was)?))\s(?P<v>{_NAME})",
    ),
    ("introduces themself", rf"(?i:\b(?:it's|it’s|its))\s(?P<v>{ANY} {FULL})"),
    ("introduces themself", rf"(?i:\b(?:it's|it’s|its) me),?\s(?P<v>{_NAME})"),
    ("first name", rf"(?i:\b(?:it's|it’s|its))\s(?P<v>{ANY})"),
    (
        "introduces themself",
        rf"(?i:\b(?:it's|it’s|its))\s(?P<v>{ANY})(?=,?\s(?:again|here|btw|by the way|speaking|from|calling)\b)",
    ),
    (
        "mentioned",
        rf"(?<=[a-z])\s(?:with|for|told|asked|tell|ask|to|from|by|both|only|that|because|when|if|but|or|so|and|is)\s(?P<v>{ANY})"
        rf"(?! [{UP}])(?=\s[a-z]|[.,!?]|\s?$)",
    ),
    ("vocative", rf"(?<=[a-z]),\s(?P<v>{ANY})(?=[.!?](?:\s|$))"),
    (
        "greeting",
        r"(?:^|(?<=[\n.!?>]))[ \t]{0,3}(?i:dear|hi|hello|hey|hiya|good (?:morning|afternoon|evening)|welcome|morning)"
        rf"(?i:\sagain|\sthere|\sback)?,?\s(?P<v>{_NAME})(?=\s?(?:[,.!:\n—–-]|$|\shere\b|,?\s(?:i|we|thanks|thank|my|it|"
        r"this|sorry|and|just|can|could|is|are|how|your|so|yes|no|of|from)\b))",
    ),
    (
        "thanked",
        r"(?i:\b(?:thanks|thank you|cheers|thx|sorry|great|sure|perfect|apologies|ok|okay|yes|no problem|no worries|"
        r"of course|got it|bye|hang on|welcome|lovely|noted))(?:\s(?i:so much|again|very "
        rf"much|a lot))?,\s?(?P<v>{_NAME})(?=\s?(?:[.!,\n)]|$|\s[—–-]))",
    ),
    (
        "thanked",
        rf"(?i:\b(?:thanks|thank you|regards|sincerely))(?i:\s(?:again|so much|a lot|very much))?\s(?P<v>{_NAME})(?=\s?(?:[.!,\n)]|$))",
    ),
    ("thanked", rf"(?i:\b(?:thanks|thank you|regards|cheers)\b)[^.!?\n]{{0,40}}[.!]\s(?P<v>{_NAME})\s{{0,8}}$"),
    (
        "signature",
        r"(?i:\b(?:regards|sincerely|best|best wishes|cheers|thanks|thank you|many thanks|yours truly|yours|thx|"
        rf"warmly|respectfully|faithfully|xx?))[,.!]{{0,3}}[ \t]{{0,3}}\n\s{{0,8}}(?:[-—–]\s?)?(?P<v>{_FIELD_NAME})"
        r"(?=\s{0,3}(?:$|\n|,|\())",
    ),
    ("signature", rf"(?i:\b(?:regards|sincerely|best|cheers|best wishes)),\s(?P<v>{FULL})(?=\s{{0,3}}(?:$|\n|,|\())"),
    ("signature", rf"(?:^|[\n.!?]\s{{0,3}})(?:[-—–~]{{1,2}}\s?)(?P<v>{_NAME})\s{{0,8}}$"),
    ("sender", rf"(?:^|\n)[ \t]{{0,8}}(?i:from|to|cc):?\s(?P<v>{_NAME})(?=\s?[:<\n(])"),
    ("title", rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Madam|Rev|Capt)\.? (?P<v>{_FIELD_NAME})"),
    (
        "field",
        r"(?i:\b(?:(?:full |first |last |given |family |sur|customer |guest |passenger |account |card ?|contact |lead |"
        r"billing |emergency |child's |patient's |student's |maiden )?(?:name|holder)s?(?:\s(?:on|for|under|in) (?:the |my )?"
        r"(?:card|account|booking|order|reservation|passport|ticket|policy|invoice|file))?|recipient|cardholder|attn|"
        r"attention|ship to|bill to|deliver to|passengers?|guests?|travellers?|travelers?|patient|signed(?: by)?|"
        r"booked by|ordered by|under the name(?: of)?|in the name(?: of)?|on behalf of|registered to|belongs to|"
        r"addressed to|made out to|payable to|attendees?|participants?|beneficiary|payee|tenant|billing address|"
        r"shipping address|delivery address|registered under))"
        r"(?i:\s(?:exactly )?as (?:printed|shown|written|it appears|per \w+|on \w+ \w+))?(?i:\s(?:is|was|are|as|"
        r"reads|says|to)|\s?[:=?\-]|,)?\s{1,3}"
        rf"(?P<v>{_FIELD_NAME})",
    ),
    (
        "under",
        r"(?i:\b(?:book(?:ed|ing)|reserv(?:ed|ation)|order(?:ed)?|account|table|appointment|policy|registered|listed|filed|"
        rf"ticket|it|room|name|membership)(?:'s|\sis|\swas|\sshould be|\sit|\smade|\sfor \w{{1,8}})?\sunder)\s(?P<v>{_FIELD_NAME})(?!\s?>)",
    ),
    (
        "person word",
        rf"(?i:\b(?:my|our|her|his|their|the) (?:\w{{2,9}} )?{KIN})(?i:'s name is|'s name's|,|\s\(|\sis called|\snamed|"
        rf"\sis|:)?\s?(?P<v>{FULL})",
    ),
    (
        "booked for",
        r"(?i:\b(?:appointment|booking|reservation|table|tickets?|room|class|lesson|membership|order|parcel|package|"
        rf"delivery|prescription|seats?|gift|present|account|invoice|refund|visa|policy|claim)\s(?:is\s|was\s)?for)\s(?P<v>{FULL})",
    ),
    (
        "left for",
        rf"(?i:\b(?:parcel|package|letter|table|reservation|message)s?\s(?:is\s|was\s)?for)\s(?P<v>{ANY})(?=[ ,.!?][a-z\d ]|[.!?]?$)",
    ),
    ("corrected", rf"(?i:\b(?:change|correct|amend|update|from)\s)(?P<v>{ANY})(?=\s(?:to|into)\s{ANY})"),
    ("corrected", rf"(?<=[a-z])\s(?:to|into)\s(?P<v>{ANY})(?=\s(?:on|in|please|for|as)\b|[.!?,]|$)"),
    (
        "owner",
        rf"(?<![A-Za-z])(?P<v>{FULL})(?=['’]s (?i:account|order|booking|phone|email|card|profile|ticket|birthday|"
        r"appointment|name|reservation|address|number|passport|seat|policy|subscription|laptop|parcel|room|details|"
        r"class|lesson|file|licen[cs]e)\b)",
    ),
    (
        "agent named",
        r"(?i:\b(?:spoke (?:to|with)|talked (?:to|with)|chatted with|speaking (?:to|with)|agent named|rep named|"
        rf"someone named|someone called|told by|dealt with|helped by|assigned to))\s(?P<v>{_NAME})",
    ),
    (
        "says who",
        rf"(?:^|(?<=[\n.!?]))\s{{0,3}}(?P<v>{FULL}) (?i:here|speaking)(?=\s?[,.!(—–-]|\s(?:from|again|with)|$)",
    ),
)
_PATTERNS = tuple((why, re.compile(pattern, re.MULTILINE if why == "greeting" else 0)) for why, pattern in _CUES)
_PERSON_CUE = re.compile(r"\b(?:with|for|told|asked|tell|ask|to|from)\s$")
_NEEDS_FIRST = frozenset({"first name", "mentioned", "booked for", "owner"})
_LOWER = re.compile(
    r"(?i:\b(?:my name is|my name's|my full name is|name's|name:))\s?(?P<v>[a-z]{2,15}(?:\s[a-z]{2,15})?)"
    r"(?=\s?(?:[,.!\n]|$|\s(?:and|but|i|my|from|the|with|order|phone|email)\b))"
)
_LOWER_FIRST = re.compile(
    r"(?i:\b(?:i'm|i’m|im|i am|this is|it's|its|it’s|hi|hello|hey|dear|thanks|thx|cheers|regards|call me|my (?:wife|"
    r"husband|son|daughter|sister|brother|friend|mum|mom|dad|partner)))[,]?\s(?P<v>[a-z]{3,12})(?=\s?(?:[,.!\n)]|$)|"
    r"\s(?:here|again|from|and|i|my|btw|speaking|is|was|can|could)\b)"
)
_LOWER_PAIR = re.compile(
    r"(?:^|(?i:\b(?:i'm|i’m|im|i am|this is|it's|its|for|under|name|named|called|with|by|from|to|and|ask|tell|told|contact|mr|mrs|ms|"
    r"dr|patient|guest|passenger|holder|son|daughter|wife|husband|mum|mom|dad))[:,]?\s)(?P<f>[a-z]{3,12}) (?P<l>(?:o'|mc|de |van |al-)?"
    r"[a-z]{3,15}(?:-[a-z]{2,12})?)(?=\s?(?:[,.!?\n)/]|$)|\s(?:and|on|at|from|dob|phone|email|order|booking|born|if|or|but|who|is|was|"
    r"i|my|with|for|the|thanks|thx|\d))"
)
_LOWER_NAMES = FIRST_NAMES - NAMES_AND_WORDS - PLACES - NOT_ENGLISH_NAMES
_NO_LAST = NOT_ENGLISH_NAMES | NOT_SECOND | NOT_HANDLES
_HINT = re.compile(
    r"[A-Z][a-zß-ÿ'’]|\bname|[A-Z]{2}|\b(?:im|i'm|its|it's|hi|hey|thanks|my|this is|"
    r"patient|guest|passenger|dob|ask|tell|under|contact)\b"
)
_LAST_LINE = re.compile(rf"\n[ \t]{{0,8}}(?P<v>{ANY}(?: (?:[{UP}]\.?(?= )|{ANY})){{1,3}})\s{{0,8}}$")
_PAIR = re.compile(rf"(?<![A-Za-z]){ANY}(?: [{UP}]\.?)? {ANY}(?: {ANY})?(?![A-Za-z])")
_CAPS_PAIR = re.compile(r"(?<![A-Za-z])[A-Z]{2,12}(?:[ /,]{1,2}[A-Z]{2,12}(?:-[A-Z]{2,8})?){1,2}(?![A-Za-z])")
_INITIAL = re.compile(rf"(?P<w>[A-Za-z]{{2,14}})[,:]? (?P<v>[{UP}]\. {ANY})(?![A-Za-z])")
_LETTERED = frozenset(
    "plan option part vitamin type grade section step class group appendix figure table zone unit exit gate terminal row size".split()
)
_TICKET_ANSWER = re.compile(r"\s{0,3}(?P<v>[A-Z]{2,14}/[A-Z]{2,20}(?: [A-Z]{2,14}){0,2})(?![A-Za-z/])")
_SPELT_HYPHEN = re.compile(
    rf"\s{{0,3}}(?:(?i:yes|yeah|it's|its|sure)[,.]?\s)?(?P<v>{ANY} (?:hyphen|dash) {ANY})(?![A-Za-z])"
)
_TICKET = re.compile(
    r"(?:^|(?<=\n))[A-Z]{2,14}/[A-Z]{2,20}(?: [A-Z]{2,14}){0,2}(?=[.,]?\s(?i:passport|dob|born|seat|pnr|\d))|"
    r"(?<![A-Za-z/])[A-Z]{2,14}/[A-Z]{2,20}(?: ?(?:MR|MS|MRS|MISS|MSTR|DR)\b)(?![A-Za-z/])|(?<![A-Za-z/])"
    r"(?:KIM|LEE|PARK|CHOI|JUNG|KANG|CHO|YOON|JANG|LIM)/[A-Z]{2,20}(?![A-Za-z/])"
)
_ALONE = re.compile(
    rf"(?:(?i:it's|its|it is|sure|yes|ok|okay|yeah|yep|of course|hi|name is)[,.!:]{{0,3}}\s)?(?P<v>[{UP}{LOW}][{UP}{LOW}\-]+"
    rf"(?:\s[{UP}{LOW}][{UP}{LOW}.\-]*){{0,4}})(?:[\s.!]{{0,8}}|\s?[,(\-–—/;].{{0,120}}|\s(?:and (?:the|my)"
    r"|order|phone|email|\d).{0,120})",
    re.DOTALL,
)
_LAST_SENTENCE = re.compile(rf"[.!?,]\s(?P<v>{ANY}(?: {ANY}){{1,2}})[.!]?\s{{0,4}}$")
_CHAIN = re.compile(rf"(?:, and |, | and | & |/)(?P<v>{FULL})")
_STAFF_AFTER = re.compile(
    r",?\s(?:here\s)?(?:from|with|at|of|your)\b|,?\s(?:here|speaking)\b",
    re.IGNORECASE,
)
_SERVICE = re.compile(r"support|team|customer (?:service|support|care|success)|help ?desk", re.IGNORECASE)
_TELLING = frozenset({"phone", "email", "rrn", "birthdate", "address", "card", "account", "order", "passport"})
_NEAR = re.compile(r"[\s/,()|:;·—–\-<>\[\]\"']{0,5}")


def find_english(text: str, spans: Taken, asked: bool = False, agent: bool = False) -> Iterator[tuple[Span, bool]]:
    """Yield (span, is staff) for the English names of one folded text."""
    if not _HINT.search(text) and not asked:
        return
    for why, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            span = trimmed(text, match.start("v"), match.end("v"), why)
            if why == "vocative" and not agent:
                continue
            if span is None or spans.overlaps(span.start, span.end) or not _sure(text, span):
                continue
            staff = _is_staff(text, span, agent)
            yield span, staff
            if not staff and why in (
                "person word",
                "field",
                "booked for",
                "introduces themself",
                "first name",
                "mentioned",
            ):
                yield from ((more, False) for more in _chained(text, span))
    yield from ((span, False) for span in find_people(text, spans))
    yield from _lower(text, agent)
    yield from ((span, agent and span.why == "signature") for span in _lines(text, spans))
    if asked and (span := _answer(text)) and not spans.overlaps(span.start, span.end):
        yield span, False


def _sure(text: str, span: Span) -> bool:
    """Cues that ordinary words follow as well ask for a usual first name, or for two words."""
    words = text[span.start : span.end].split()
    if span.why == "mentioned" and words[0].casefold() in NAMES_AND_WORDS:
        return (
            bool(_PERSON_CUE.search(text[max(0, span.start - 8) : span.start])) and words[0].casefold() in USUAL_FIRST
        )
    if span.why in _NEEDS_FIRST:
        return (words[0].casefold() in USUAL_FIRST) or (
            span.why not in ("first name", "mentioned") and len(words) > 1 and is_pair(words)
        )
    if span.why == "left for":
        return words[0].casefold() not in PLACES | NOT_SECOND
    if span.why == "corrected":
        return _alike(text, span)
    if span.why == "vocative":
        return words[0].casefold() not in PLACES
    if span.why == "under":
        return not text[span.end : span.end + 3].lstrip().startswith(">")
    return True


def _alike(text: str, span: Span) -> bool:
    """Say whether the word is one of two spellings of a name: `change Smyth to Smith`."""
    pair = _SPELLINGS.search(text, max(0, span.start - 30))
    return bool(
        pair
        and pair["a"][0] == pair["b"][0]
        and pair["a"] != pair["b"]
        and span.start in (pair.start("a"), pair.start("b"))
    )


_SPELLINGS = re.compile(rf"(?P<a>{ANY})\s(?:to|into)\s(?P<b>{ANY})")


def _chained(text: str, span: Span) -> Iterator[Span]:
    """Names that are listed after a name: `my kids Leo and Ann`."""
    end = span.end
    for _ in range(6):
        match = _CHAIN.match(text, end)
        if match is None or match["v"].split()[0].casefold() not in FIRST_NAMES:
            return
        more = trimmed(text, match.start("v"), match.end("v"), "listed")
        if more is None:
            return
        yield more
        end = more.end


def _is_staff(text: str, span: Span, agent: bool) -> bool:
    if span.why in ("introduces themself", "first name", "says who"):
        return agent or bool(_SERVICE.search(text[span.end : span.end + 40]) and _STAFF_AFTER.match(text, span.end))
    return span.why == "agent named" or (
        agent
        and (
            span.why == "signature"
            or (span.why == "person word" and "colleague" in text[max(0, span.start - 20) : span.start])
        )
    )


def _lower(text: str, agent: bool) -> Iterator[tuple[Span, bool]]:
    for match in _LOWER.finditer(text):
        if match["v"].split()[0] not in NOT_ENGLISH_NAMES:
            yield Span(match.start("v"), match.end("v"), "name", "introduces themself"), agent
    for match in _LOWER_FIRST.finditer(text):
        if match["v"] in _LOWER_NAMES:
            yield Span(match.start("v"), match.end("v"), "name", "usual first name"), False
    for match in _LOWER_PAIR.finditer(text):
        if match["f"] in _LOWER_NAMES and match["l"] not in _NO_LAST:
            yield Span(match.start("f"), match.end("l"), "name", "first and last name"), False


def _lines(text: str, spans: Taken) -> Iterator[Span]:
    if (last := _LAST_LINE.search(text)) and (span := trimmed(text, last.start("v"), last.end("v"), "signature")):
        yield span
    for match in _PAIR.finditer(text):
        words = match.group().split()
        first = words[0].casefold() in FIRST_NAMES and is_pair(words[1:]) and not _is_place(text, match)
        korean = _romanised(words)
        if not (first or korean or (_near_surname(words) and _beside(text, match.start(), match.end(), spans))):
            continue
        if (
            first
            and words[0].casefold() in NAMES_AND_WORDS
            and text[max(0, match.start() - 2) : match.start()].strip().isalpha()
        ):
            yield Span(match.start(), match.end(), "name", "first and last name")
            continue
        span = trimmed(text, match.start(), match.end(), "first and last name" if first else "beside other data")
        if span and " " in text[span.start : span.end]:
            yield span
    for match in _INITIAL.finditer(text):
        if match["w"].casefold() not in _LETTERED and match["v"].split()[1].casefold() not in NOT_ENGLISH_NAMES:
            yield Span(match.start("v"), match.end("v"), "name", "initial and surname")
    for match in _TICKET.finditer(text):
        yield Span(match.start(), match.end(), "name", "as airlines write it")
    for match in _CAPS_PAIR.finditer(text):
        if _romanised(re.split(r"[ /,]+", match.group())):
            yield Span(match.start(), match.end(), "name", "romanised name")


def _near_surname(words: list[str]) -> bool:
    return is_pair(words) or (words[0].casefold() in USUAL_FIRST and words[-1].casefold() in SECOND_TOO)


def _is_place(text: str, match: re.Match[str]) -> bool:
    """After `the` or before a company's mark it is the name of a thing."""
    return bool(
        re.search(r"\b(?:the|at|in|near|visit)\s$|&\s$", text[max(0, match.start() - 6) : match.start()], re.IGNORECASE)
        or re.match(r"\s?(?:Ltd|Inc|LLC|GmbH|Co\b|Corp|&|®|™)", text[match.end() : match.end() + 6])
    )


def _romanised(words: list[str]) -> bool:
    """Say whether the words are a Korean surname and syllables of a given name, in either order."""
    lower = [w.casefold() for w in words]
    for surname, given in ((lower[0], lower[1:]), (lower[-1], lower[:-1])):
        plain = "".join(given).replace("-", "")
        if (
            surname in KOREAN_SURNAMES
            and 4 <= len(plain) <= 12
            and SYLLABLES.fullmatch(plain)
            and not any(g in NOT_ENGLISH_NAMES or g in NOT_SECOND for g in given)
        ):
            return True
    return False


def _answer(text: str) -> Span | None:
    """A message that is nothing but a name, or begins with one, after a question for it."""
    skipped = len(text) - len(text.lstrip())
    if ticket := (_TICKET_ANSWER.match(text) or _SPELT_HYPHEN.match(text)):
        return Span(ticket.start("v"), ticket.end("v"), "name", "answers who")
    match = _ALONE.fullmatch(text.strip())
    if match is None:
        last = _LAST_SENTENCE.search(text)
        return trimmed(text, last.start("v"), last.end("v"), "answers who") if last else None
    words = match["v"].split()
    if any(w.casefold().rstrip(".'’") in NOT_ENGLISH_NAMES for w in words):
        return None
    whole = text.strip()[match.end("v") :].strip(" .!") == ""
    upper = all(w[0].isupper() for w in words)
    if not (upper or words[0].casefold() in FIRST_NAMES or (whole and len(words) < 3)):
        return None
    return Span(skipped + match.start("v"), skipped + match.end("v"), "name", "answers who")


def _beside(text: str, start: int, end: int, spans: Taken) -> bool:
    before, after = spans.before(start, 5), spans.after(end, 5)
    if before and before.type in _TELLING and _NEAR.fullmatch(text, before.end, start):
        return True
    return bool(after and after.type in _TELLING and _NEAR.fullmatch(text, end, after.start))
