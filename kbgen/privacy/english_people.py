"""English names told by what stands around them: somebody's role, what they did, how they are spelt."""

import re
from collections.abc import Iterator

from kbgen.privacy.english_shapes import FULL, KINS, NAME_TALK, ROLES, SECOND_TOO, UP, USUAL_FIRST, is_pair
from kbgen.privacy.english_words import (
    ACCENTED,
    BRANDS,
    KOREAN_SURNAMES,
    NAMES_AND_WORDS,
    NOT_ENGLISH_NAMES,
    NOT_SECOND,
    PLACES,
)
from kbgen.privacy.first_names import FIRST_NAMES
from kbgen.privacy.spans import Span, Taken
from kbgen.privacy.words import words as word_set

_RUN = re.compile(rf"(?<![\w@#./\-'’&_]){FULL}(?![\w@_])")
_WORD = re.compile(r"\S+")
# What stands before a name: a role with whose it is, a role alone, what was done by somebody, a single word.
_ROLE_BEFORE = re.compile(
    r"(?P<before>^|[\s.,;:!?(])(?P<words>(?:[\w'’\-]{1,14} ){0,3}(?!(?:called|named|is|was|and)\b)[\w'’\-]{2,20})"
    r"(?P<link>,| is| was| called| named|:| \(| and| =| [-–]| who is called| by the name of| goes by|,? whose name is)?\s?$"
)
_NAMED = frozenset(
    {" called", " named", " who is called", " by the name of", " goes by", ", whose name is", " whose name is"}
)
_STATED = frozenset({" is", ":", " was", " =", " -", " –"})
_KINS_NAME = re.compile(
    r"(?<![\w\-])(?P<kin>[\w\-]{2,15})(?P<s>['’]s)?(?P<rest>(?: [^.!?\n]{0,30})?,|['’]s name(?: is|['’]s))\s$"
)
_GOES_BY = re.compile(r"\b(?:goes|went) by (?:the name )?(?:of )?$|\bsigned (?:for |off )?by\s$", re.IGNORECASE)
_DONE_BY = re.compile(
    r"\b(?:approved|signed|authori[sz]ed|requested|submitted|ordered|booked|reviewed|confirmed|arranged|referred|"
    r"countersigned|witnessed|invited|prepared|written|collected|picked up)(?: off| up| out)? (?:for |by )?by\s$"
    r"|\b(?:add|remove|invite|include|replace|register|enrol|enroll|appoint|nominate|contact|call|ring|page|get)\s$"
    r"|\b(?:dear|attn:?|c/o|cc'?d?|care of|f\.a\.o\.|fao)\s$|\b(?:met|spoke|chatted|talked|dealt|emailed)(?: to| with)?\s$",
    re.IGNORECASE,
)
_LAST_WORD = re.compile(r"(?<![A-Za-z'’])(?P<w>[A-Za-z'’]{1,12}),?\s$")
_SPEAKS_OF = word_set(
    """
with for under told asked tell ask to from by both only that because when if but or so and is was while since after before until did does
didn't has had can could would should will let lets make made gave give given sent send emailed email mailed mail called call phoned texted
messaged invited invite add added adding remove removed cc met saw see know knows near about than as where how then plus including except
named hey poor dear little meet owe paid pay charge charged register registered though although whether which sure think thought says said
guess believe why what who unless without contact contacted reach reached helped saying mean means thanks thank via have having meeting
seeing visiting joining inviting hosting paying asking telling bringing collecting expecting cover covering replace replacing replaced want
wants lost love loves please not just actually maybe also sorry
"""
)
"""Words that people are spoken of after."""
_CORRECTED = re.compile(
    r"(?:spell?ed|spelt|spelling is|(?:should|must|supposed to|has to|needs to) (?:be|read|say)|reads?|says|"
    r"(?:written|listed|printed|shown|registered|entered|appears?|shows?|came out)(?: up)? as|\bnot|\bnow|instead of|actually|"
    r"(?:chang|updat|correct|amend|alter|switch|revert)\w{1,3}(?: (?:it|that|this|(?:the|my)(?: \w{3,8})? (?:name|surname)))?"
    r"(?: from \S{2,20})? (?:to|from)|it's|its|it is|it’s|i'm|im|to be)\s[\"'“‘]?$",
    re.IGNORECASE,
)
_CORRECTED_END = re.compile(
    r"[\"'”’]?(?:[,.!?;)]|\s?$|\s(?:not|instead|now|with|and not|rather|but|on|in|\(|-|–|please))"
)
_SPELT = re.compile(
    r",?\s(?:with|without|has|spelt with|spelled with) (?:just )?(?:an?|one|two|three|double|no|the|only one)[ \-]['\"‘“]?"
    r"[A-Za-z](?:['’]?s)?['\"’”]?(?![A-Za-z'’])"
)
_ROLE_BEHIND = re.compile(
    r"\s?[(,–—-]{1,2}\s?(?P<whose>my|our|his|her|their|the|an?|your)(?P<words>(?: [\w'’\-]{2,20}){1,3})"
)
_DEPARTMENT = re.compile(
    r"\s(?:in|from|at|over in) (?:(?:our|the|your) )?[A-Za-z][\w ]{2,20}"
    r"(?=[.,!?;)]|$|\s(?:so|and|but|who|has|was|said|told))"
)
_DOES = re.compile(
    r"(?:['’]s)?(?:,? who|\s(?:and|is|was|has|had|isn't|wasn't|hasn't|will|won't|would|can|can't|could|should|"
    r"needs?|wants?|wanted|never|didn't|doesn't|did|does|left|got|went|came|forgot|lost|paid|booked|ordered|bought|"
    r"received|said|says|told|tells|asked|asks|thinks|thought|signed|called|emailed|sent|gave|gets|goes|moved|started|"
    r"joined|quit|works|worked|lives|lived|handles|handled|promised|mentioned|confirmed|explained|just|still|already|"
    r"also|again|here|there|knows|knew|keeps|kept|broke|died|passed|turns|turned|prefers|uses|used|from|by mistake|"
    r"instead|himself|herself|myself|twice|yesterday|today|on|before|after|to|about|for|with|in|at|too|if|when|because|"
    r"or|but|so|as|the|my|our|your|that|how|where|not|his|her|their|call|come|sign|send|email|text|check|contact|"
    r"pick|use|pay|know|do|get|see|try|take|help|bring|handle|reply|look)\b|\s?[.,!?;:)(]|\s?$|\s[-–—]\s|['’]s\s)"
)
_HIS = re.compile(r"['’]s\s[a-z]|:\s[a-z]")
_PRESENT = re.compile(r"\s(?:in|here|there|around|available|working|off|back|free|on shift)\b")
_SURELY_DOES = re.compile(
    r"\s(?:and I|and me|said|says|told|tells|asked|asks|wants?|wanted|never|didn't|doesn't|forgot|lost|paid|booked|"
    r"ordered|bought|received|thinks|thought|signed|called|emailed|promised|mentioned|confirmed|explained|left|went|"
    r"came|moved|joined|quit|works|lives|knows|knew|himself|herself|from (?:your|our|the)|has been|was here|is my|will be|got|needs)\b"
)
_LIVES = re.compile(
    r"\s(?:lives?|resides?|as (?:an? |the |my |our )?(?:guardian|beneficiary|contact|"
    r"owner|admin|user|member|guest|driver|emergency|second|joint|authori[sz]ed))\b"
)
_COMPANY_BEHIND = re.compile(
    r"\s?(?:&|®|™|Ltd|Inc\b|LLC|GmbH|PLC|plc|Corp|Co\b)|\s[+x]\s[A-Z]|['’]s (?:app|site|website|store|shop)\b"
)
_THING_BEFORE = re.compile(r"(?:\b(?:the|a|an|this|that|at|in|near|visit|on|using|via|of)|&)\s$", re.IGNORECASE)
_DASH = re.compile(r"[a-z.!?,)\d] ?[-–—]{1,2}\s?$")
_SENTENCE = re.compile(r"(?:^|[.!?\n>:]\s{0,3})$")
_SURNAME_FIRST = re.compile(
    r"(?<![A-Za-z])(?P<v>(?P<s>[A-Z][a-z]{0,8}|[A-Z]{2,9}), ?"
    r"(?P<g>[A-Z][a-z]+(?:[\- ][A-Z]?[a-z]+)?|[A-Z]{2,9}[\- ]?[A-Z]{2,9}))(?![A-Za-z])"
)
_MARKED = re.compile(r"[^\x00-\x7f'’]")
_MIDDLE = re.compile(rf"[{UP}]\.")
_LETTERED = frozenset(
    "plan option part vitamin type grade section step class group appendix figure table zone unit exit gate terminal row "
    "size hepatitis model series block building wing version phase schedule annex platform category level tier".split()
)


def find_people(text: str, spans: Taken) -> Iterator[Span]:
    """Yield the spans of names in one folded text that no cue right before them tells."""
    talk = NAME_TALK.search(text) is not None
    for match in _RUN.finditer(text):
        for start, end in _readings(text, match):
            if not spans.overlaps(start, end) and (why := _told(text, start, end, talk)):
                yield Span(start, end, "name", why)
                break
    if "," in text:
        for match in _SURNAME_FIRST.finditer(text):
            if _korean_order(match["s"], match["g"]):
                yield Span(match.start(), match.end(), "name", "surname first")


def _readings(text: str, match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The places in a run of capitalised words where a name may stand: without ordinary words at its ends."""
    words = [(match.start() + w.start(), match.start() + w.end()) for w in _WORD.finditer(match.group())]
    plain = [text[s:e].casefold().rstrip(".'’").removesuffix("'s").removesuffix("’s") for s, e in words]
    first = 0
    while (
        first < len(words)
        and plain[first] in NOT_ENGLISH_NAMES
        and not (
            plain[first] in NAMES_AND_WORDS
            and first + 1 < len(words)
            and plain[first] not in ("will", "may", "april", "august", "june", "summer")
        )
    ):
        first += 1
    last = first
    while last < len(words) and (last == first or plain[last] not in NOT_ENGLISH_NAMES):
        last += 1
    while last > first and text[words[last - 1][0]].islower():
        last -= 1
    if last == first:
        return
    end = _without_tail(text, words[last - 1][1])
    yield words[first][0], end
    opening = text[max(0, words[first][0] - 4) : words[first][0]]
    if (
        last - first > 1
        and plain[first] not in FIRST_NAMES
        and plain[first + 1] in USUAL_FIRST
        and _SENTENCE.search(opening)
    ):
        yield words[first + 1][0], end


def _without_tail(text: str, end: int) -> int:
    if text[end - 2 : end] in ("'s", "’s"):
        end -= 2
    while text[end - 1] in "'’-.":
        end -= 1
    return end


def _told(text: str, start: int, end: int, talk: bool) -> str:
    """Return what tells that these words name somebody, or nothing."""
    names = text[start:end].split()
    first = _first(names[0])
    before, after = text[max(0, start - 60) : start], text[end : end + 48]
    if _COMPANY_BEHIND.match(after) or before.endswith(("& ", "®")):
        return ""
    single = len(names) == 1
    if single and (first in NOT_SECOND and first not in FIRST_NAMES):
        return ""
    if not single and not _second(names, first):
        return ""
    if _is_named(before) or (before.endswith("I, ") and after.startswith(",")):
        return "named"
    if _SPELT.match(after):
        return "spelt"
    behind = _role_behind(after)
    if behind == "kin" and first not in BRANDS:
        return "somebody's"
    if (
        (talk or first in _PLAIN_FIRST)
        and _CORRECTED.search(before)
        and _CORRECTED_END.match(after)
        and first not in PLACES
    ):
        return "corrected"
    return _pair(names, before, after) if not single else _first_alone(first, before, after)


def _is_spoken_of(before: str) -> bool:
    match = _LAST_WORD.search(before)
    return match is not None and match["w"].casefold().replace("’", "'") in _SPEAKS_OF


def _plain_role(word: str) -> str:
    """The singular of a role's word, without whose it is."""
    plain = word.casefold().removesuffix("'s").removesuffix("’s")
    return plain if plain in ROLES or plain in KINS else plain.removesuffix("s")


def _in_a_role(before: str, ways: set[str]) -> bool:
    """Say whether somebody's role ends right before a name, in one of the ways: `ours` (my coach), `any` (the coach),
    `stated` (Coach is, Coach:), `done` (approved by)."""
    if "done" in ways and _DONE_BY.search(before):
        return True
    match = _ROLE_BEFORE.search(before)
    if match is None:
        return "ours" in ways and _after_kin(before)
    said = match["words"].split()
    role = _plain_role(said[-1])
    whose = {w.casefold() for w in said[:-1]}
    if role in ROLES or role in KINS:
        link = match["link"] or ""
        if "ours" in ways and whose & _POSSESSIVE and not (link == " and" and role not in KINS):
            return True
        if "any" in ways and whose & _ARTICLES:
            return True
        if "stated" in ways and link in _STATED and len(said) < 4:
            return True
    return "ours" in ways and _after_kin(before)


def _after_kin(before: str) -> bool:
    """Put my wife's name on it, …: kin, some words, and a comma."""
    match = _KINS_NAME.search(before)
    return match is not None and (_plain_role(match["kin"]) in KINS)


def _is_named(before: str) -> bool:
    """Say whether words before tell that a person's name follows: a neighbour named, my sister's name is."""
    if _GOES_BY.search(before):
        return True
    match = _ROLE_BEFORE.search(before)
    if match and match["link"] in _NAMED:
        role = _plain_role(match["words"].split()[-1])
        return role in ROLES or role in KINS
    kin = _KINS_NAME.search(before)
    return kin is not None and _plain_role(kin["kin"]) in KINS and "name" in kin["rest"][:8]


def _role_behind(after: str) -> str:
    """Return `kin` for `(my daughter)`, `role` for `, our planner`, else nothing."""
    match = _ROLE_BEHIND.match(after)
    if match is None:
        return ""
    roles = {_plain_role(w) for w in match["words"].split()}
    if match["whose"].casefold() in _POSSESSIVE and roles & _RELATIVES:
        return "kin"
    return "role" if roles & _ALL_ROLES else ""


_RELATIVES = KINS - {"client", "partner", "manager", "mate"}
_ALL_ROLES = ROLES | KINS
_PLAIN_FIRST = USUAL_FIRST - NAMES_AND_WORDS
_POSSESSIVE = frozenset({"my", "our", "his", "her", "their"})
_ARTICLES = frozenset(
    {"the", "a", "an", "another", "your", "that", "this", "new", "old", "ex", "former", "one", "some"}
)


def _first(word: str) -> str:
    """The first name, of a double one its first half: Jean-Luc."""
    plain = word.casefold().rstrip(".'’")
    head, dash, _ = plain.partition("-")
    return head if dash and plain not in FIRST_NAMES and head in FIRST_NAMES else plain


def _second(words: list[str], first: str) -> bool:
    rest = [w.casefold().rstrip("'’") for w in words[1:]]
    if any(w.rstrip(".") in NOT_ENGLISH_NAMES for w in rest):
        return False
    things = [w for w in rest if w in NOT_SECOND]
    return not things or (first in _PLAIN_FIRST and len(words) == 2 and things[0] in SECOND_TOO)


def _pair(words: list[str], before: str, after: str) -> str:
    first = _first(words[0])
    known = first in FIRST_NAMES
    if words[0].casefold() in _LETTERED:
        return ""
    if _MIDDLE.fullmatch(words[1]) and len(words) > 2 and words[0][0].isupper() and is_pair(words[:1] + words[2:]):
        return "middle initial"
    things = words[-1].casefold() in SECOND_TOO
    if known and not things and not _THING_BEFORE.search(before):
        return "first and last name"
    if _in_a_role(before, {"ours", "stated", "done"}) and is_pair(words[:1]):
        return "somebody in a role"
    if _LIVES.match(after) and is_pair(words[:1]):
        return "lives"
    if things:
        told = _is_spoken_of(before) or (_SENTENCE.search(before) and _SURELY_DOES.match(after))
        return "first and last name" if told and not _THING_BEFORE.search(before) else ""
    marked = any(_MARKED.search(w) for w in words) and not any(w.casefold() in ACCENTED for w in words)
    if (
        marked
        and len(words) < 4
        and not _THING_BEFORE.search(before)
        and is_pair(words)
        and not {w.casefold() for w in words} & PLACES
    ):
        return "marked letters"
    return ""


def _first_alone(first: str, before: str, after: str) -> str:
    if first not in FIRST_NAMES or first in BRANDS:
        return ""
    wordlike = first in NAMES_AND_WORDS or first in NOT_ENGLISH_NAMES
    ends = _DOES.match(after)
    begins = _SENTENCE.search(before)
    if first in PLACES or wordlike:
        person = not begins and re.search(r"\b(?:told|asked|tell|ask|emailed|called|with|named|met)\s$", before)
        if _PRESENT.match(after) and before.casefold().endswith("is "):
            return "mentioned"
        surely = not _THING_BEFORE.search(before) and _SURELY_DOES.match(after)
        return (
            "somebody did"
            if (person and ends and (first not in PLACES or surely)) or (surely and not (begins and wordlike))
            else ""
        )
    if _in_a_role(before, {"ours", "stated", "done"}):
        return "somebody in a role"
    if ends and not _THING_BEFORE.search(before):
        if _is_spoken_of(before) or _in_a_role(before, {"any"}):
            return "mentioned"
        if begins and _HIS.match(after):
            return "somebody's"
        if _SURELY_DOES.match(after) or _role_behind(after) or _DEPARTMENT.match(after):
            return "somebody did"
        if _DASH.search(before) and re.match(r"[.!,]?(?:\s|$)", after):
            return "signature"
    return ""


def _korean_order(surname: str, given: str) -> bool:
    plain = given.casefold().replace("-", "").replace(" ", "")
    return (
        surname.casefold() in KOREAN_SURNAMES
        and plain not in PLACES
        and ("-" in given or " " in given or plain not in NOT_ENGLISH_NAMES)
        and len(plain) >= 4
        and SYLLABLES.fullmatch(plain) is not None
    )


SYLLABLES = re.compile(
    r"(?:(?:kk|tt|pp|ss|jj|ch|sh|[bcdghjkmnprstwyl])?(?:yeo|yae|eo|eu|ae|oo|ee|ou|ya|ye|yo|yu|yi|wa|wo|we|wi|ui|[aeiou])"
    r"(?:ng|[nklmhp](?![aeiouy]))?){1,3}",
    re.IGNORECASE,
)
"""Syllables of Korean given names in Latin letters."""
