"""Names of people in Korean and English texts: shapes, and what stands around them.

A word has the shape of a Korean name when it is a surname and one or two syllables, followed by nothing or by particles.
That alone says little, so a word needs a reason: an address (님, 씨), a cue (예금주), a neighbour (a phone number), or, for
three syllables that are very much like a name, a place of its own at the end of a message.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kbgen.privacy.spans import Span, Taken
from kbgen.privacy.words import (
    COMMON_SURNAMES,
    DOUBLE_SURNAMES,
    FIRSTS,
    FOLLOWING,
    LASTS,
    NOISY_SURNAMES,
    NOUNS,
    SURNAMES,
    TAILS,
    TITLES,
)

_HANGUL = re.compile(r"[가-힣]+")
_PARTICLE = (
    r"(?:(?:이)?(?:은|는|가|를|을|랑|와|과|도|만|의|나|라고|라는|란|한테|에게|께|께서|하고|로|으로|부터|까지|"
    r"보다|라|요)|이|앞|네|꺼|거|것|껄|건)?(?:도|는|만|요)?"
)
_HONOUR = (
    r"(?:고객님?|회원님?|님|씨|여사님?|어르신|어머님?|아버님?|선생님?|대리님?|과장님?|차장님?|부장님?|팀장님?|"
    r"사장님?|이사님?|대표님?|원장님?|실장님?|기사님?|주임님?|매니저님?|교수님?|학생|환자분?|보호자분?)(?:들|"
    rf"분)?{_PARTICLE}"
)
_COPULA = (
    r"(?:이?라고\s?합니다|이?라고\s?해요|입니다만?|입니당|임다|이예요|이에요|예요|에요|이여요|인데요?|이고요?|"
    r"이구요|구요|고요|이거든요|이라서요?|이야|이요|임|입니다요|이라고\s?하는데요|이며|이면|이지만|고|이니까)"
)
_SIGN = r"(?:드림|올림|배상|拜上|씀)"
_REST = re.compile(rf"(?:(?P<honour>{_HONOUR})|(?P<sign>{_SIGN})|(?P<copula>{_COPULA})|(?P<particle>{_PARTICLE}))")

_CUE = re.compile(
    r"(?:이름|성함|성명|존함|예금주|예금자|입금자|입금인|송금인|받는\s?(?:분|사람|이)|받으실\s?분|받을\s?사람|"
    r"수령인|수령자|수취인|수신인|주문자|구매자|보내는\s?(?:분|사람|이)|보낸\s?(?:분|사람|이)|발신인|신청자|"
    r"신청인|예약자|예매자|탑승자|투숙객|가입자|"
    r"계약자|피보험자|명의자|명의|소유주|차주|세대주|대표자|대표|환자|보호자|수강생|학생|참석자|참가자|문의자|"
    r"작성자|회원|고객|담당자|담당|본인|user|name|holder|여권상\s?이름|영문\s?이름|영문명|승객|게스트|카드주|"
    r"소유자|양도인|양수인|수익자)"
    r"(?:명|이름|성함|님)?\s?(?:은|는|이|가|을|를|도|:|：|=|\||,|\()?\s{0,3}[\"'“‘(\[]?$",
    re.IGNORECASE,
)
_CALLED = re.compile(r"이?라고\s?(?:합니다|해요|하는데|하고요|하구요)")
_KIN = (
    r"(?:아들|딸|남편|아내|와이프|신랑|동생|여동생|남동생|친구|엄마|아빠|어머니|아버지|어머님|아버님|언니|"
    r"오빠|누나|형|할머니|할아버지|이모|고모|삼촌|조카|부모님|장모님|장인어른|시어머니|시아버지|며느리|사위|"
    r"동료|지인|룸메이트|"
    r"여자친구|남자친구|여친|남친|애인|아이|아기|손자|손녀|가족|직원|후배|선배|팀원|일행|자녀)"
)
_KIN_BEFORE = re.compile(rf"(?<![가-힣]){_KIN}(?:이름|분)?(?:은|는|이|인|가|의|:)?\s?[(\[,]?\s?$")
_KIN_GIVEN = re.compile(
    rf"(?<![가-힣]){_KIN}\s(?P<v>[가-힣]{{2}})(?=(?:이?(?:가|는|랑|한테|를|의|도|네|꺼|거)|이|은)(?![가-힣]))"
)
_STAFF_CUE = re.compile(
    r"(?:상담사|상담원|상담\s?매니저|상담\s?직원|매니저|어드바이저|컨설턴트|크루|CS\s?담당|담당자|담당|"
    r"고객센터|고객지원팀?|상담팀|CS팀|운영팀|헬프데스크|코디네이터|[가-힣]{1,6}(?:센터|지원팀|상담팀|응대팀))"
    r"\s?(?:은|는)?\s{0,2}$"
)
_AFTER_NAME = re.compile(
    r"\s{0,2}(?:이름|명의|본인|앞으로|계정|아이디|고객|회원|환자|학생|여사|어르신|드림|올림|배상|씨(?![가-힣])"
    r"|님|대리|과장|차장|부장|팀장|사원|주임|실장|이사|대표|사장|원장|선생|교수|기사|매니저|이라고|라고|"
    r"\(?\d{2,4}년?생|(?:19|20)\d\d)"
)
_EDGE_BEFORE = re.compile(
    r"(?:^|[\n.!?~…)>\]☆★♡♥^,;:—–\-/]|[요다죠용당염음함됨임요]|ㅠ|ㅜ|ㅋ|ㅎ)\s{0,3}(?:[-—–/(<@]\s?)?$"
)
_EDGE_AFTER = re.compile(r"\s{0,3}[)\].,~!^ㅠㅜㅋㅎ*]{0,4}\s{0,3}(?:$|\n)")
_OPEN, _CLOSE = re.compile(r"[(\[（]\s?$"), re.compile(r"\s?[)\]）,]")
_NEAR = re.compile(r"[\s/,()|:;·~—–\-<>\[\]\"'.번]{0,4}")
_TELLING = frozenset(
    {"phone", "email", "order", "account", "rrn", "birthdate", "tracking", "card", "name", "business_no", "plate", "ip"}
)
_TITLE_NAME = re.compile(r"(?<![가-힣])(?P<v>[가-힣]{2})(?P<gap>\s?)(?:님|씨)(?![가-힣]{3,})")
_SPACED = re.compile(
    r"(?<![가-힣])(?P<v>(?P<s>[가-힣]{1,2}) (?P<a>[가-힣]) ?(?P<b>[가-힣])?)(?=\s?(?:고객|님|씨|으로|로|"
    r"입니다|이에요|예요|이요|이고|인데|드림|올림|\s|$|[.,)]))"
)
_MASKED = re.compile(r"(?<![가-힣])(?P<s>[가-힣])(?:[*○●〇]{1,2}[가-힣]?|[*○●〇][가-힣])(?![가-힣*]{0,1}\d)")
_LATIN = r"[A-Z][A-Za-z'’\-]{1,20}(?:\s[A-Z][A-Za-z'’\-.]{0,20}){0,3}"
_LATIN_HONOUR = re.compile(rf"(?<![A-Za-z])(?P<v>{_LATIN})(?=\s?(?:님|씨|고객|회원))")
_LATIN_CUED = re.compile(rf"(?<![A-Za-z])(?P<v>{_LATIN})")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word: the name's length, what follows it in the word, and how much it is like a name (0 to 2)."""

    length: int
    kind: str
    likeness: int


@lru_cache(maxsize=1 << 16)
def readings(word: str) -> tuple[Reading, ...]:
    """Return the ways to read a Hangul word as a name with particles, likeliest first; none for ordinary words."""
    if len(word) > 12:
        return ()
    found: list[Reading] = []
    for length in (3, 4, 2):
        name = word[:length]
        if len(name) < length or not _shaped(name):
            continue
        match = _REST.fullmatch(word, length)
        if match is None or (name in NOUNS and (length != 2 or match.lastgroup != "sign")):
            continue
        found.append(Reading(length, match.lastgroup or "particle", likeness(name)))
    if any(r.length > 2 and r.likeness == 2 for r in found):
        return tuple(found)
    if word in NOUNS or (word[:2] in NOUNS and all(_derived(word, r) for r in found)):
        return ()
    return tuple(found)


def _shaped(name: str) -> bool:
    if len(name) == 4:
        return name[:2] in DOUBLE_SURNAMES
    return name[0] in SURNAMES or (len(name) == 3 and name[:2] in DOUBLE_SURNAMES)


def _derived(word: str, reading: Reading) -> bool:
    """A noun of two syllables with a suffix or a particle (주문서, 전화로), not a name."""
    return len(word) > 2 and (reading.length == 2 or not given_like(word[1:3]))


def given_like(given: str) -> bool:
    """Say whether two syllables are like a given name."""
    first, last = given[0], given[-1]
    return first in FIRSTS and (last in LASTS or first in FOLLOWING.get(last, ""))


def likeness(name: str) -> int:
    """Say how much a name-shaped word of 2 to 4 syllables is like a name: 0 hardly, 1 somewhat, 2 very much."""
    if len(name) == 2:
        return (
            1 if name[0] in COMMON_SURNAMES and (name[1] in LASTS or name[1] in "은서나결한설봄별솔건권욱훈철석") else 0
        )
    if name[:2] in DOUBLE_SURNAMES and (len(name) == 4 or name[2] in LASTS or name[2] in FIRSTS):
        return 2 if len(name) == 3 or given_like(name[2:]) else 1
    given = name[-2:]
    if name in NOUNS:
        return 0
    if given_like(given):
        return 1 if name[:2] in NOUNS and name[2] in TAILS else 2
    return (
        1
        if given[0] in FIRSTS
        and (given[1] in FIRSTS or given[1] in LASTS)
        and not (name[:2] in NOUNS and name[2] in TAILS)
        else 0
    )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a text's finder knows around the words: spans found so far, and whether a name was asked for."""

    spans: Taken
    asked: bool = False
    agent: bool = False


def find_korean(text: str, around: Surroundings) -> Iterator[tuple[Span, bool]]:
    """Yield (span, is staff) for the names of one folded text."""
    for word in _HANGUL.finditer(text):
        if word.group()[0] not in SURNAMES or len(word.group()) < 2:
            continue
        for reading in readings(word.group()):
            start, end = word.start(), word.start() + reading.length
            if around.spans.overlaps(start, end):
                break
            why = _reason(text, word, reading, around)
            if why:
                span = Span(start, end, "name", why)
                yield span, why == "staff"
                if why != "staff":
                    around.spans.add(span)
                break
    yield from ((span, False) for span in _other_shapes(text, around))


def _reason(text: str, word: re.Match[str], reading: Reading, around: Surroundings) -> str:
    """Return why the reading is a person's name, or "" when nothing speaks for it."""
    start, end = word.start(), word.start() + reading.length
    before = text[max(0, start - 24) : start]
    name, whole = text[start:end], word.end() == end
    if reading.kind == "copula" and (
        _STAFF_CUE.search(before) or (around.agent and reading.likeness and reading.length > 2)
    ):
        return "staff"
    if reading.length > 2 and reading.likeness and _STAFF_CUE.search(before) and not _CUE.search(before):
        return "staff"
    if reading.kind in ("honour", "sign") and _addressed(name, reading):
        return reading.kind
    if (
        whole
        and _AFTER_NAME.match(text, end)
        and _addressed(name, reading)
        and reading.length > 2
        and not (name[:2] in NOUNS and name[2] in TAILS)
    ):
        return "before a title"
    if _CUE.search(before) and _cued(reading, text, word):
        return "after a cue"
    if reading.length == 2:
        return _short(text, reading, before, around)
    return _loose(text, word, reading, before, around)


def _addressed(name: str, reading: Reading) -> bool:
    """Before 님, 씨 or 드림 nearly everything that is shaped like a name is one; nouns were excluded before."""
    if name in TITLES:
        return False
    if reading.length == 2:
        return reading.likeness > 0
    return not (name[:2] in TITLES or (name[:2] in NOUNS and name[2] in TAILS and not given_like(name[1:])))


def _cued(reading: Reading, text: str, word: re.Match[str]) -> bool:
    if reading.length > 2:
        return reading.likeness > 0
    return reading.likeness > 0 and (reading.kind == "copula" or bool(_EDGE_AFTER.match(text, word.end())))


def _short(text: str, reading: Reading, before: str, around: Surroundings) -> str:
    if reading.kind == "copula" and reading.likeness and re.search(r"(?:안녕하세요|저는)[,.!~\s]{0,3}$", before):
        return "introduces themself"
    return ""


def _loose(text: str, word: re.Match[str], reading: Reading, before: str, around: Surroundings) -> str:
    """Reasons that ask for a name-like name."""
    start, end = word.start(), word.start() + reading.length
    if reading.likeness and _beside(text, start, word.end(), around.spans):
        return "beside other data"
    if reading.likeness and _KIN_BEFORE.search(before):
        return "after a person word"
    if (
        reading.likeness
        and around.asked
        and _EDGE_BEFORE.search(before)
        and (reading.kind == "copula" or _EDGE_AFTER.match(text, word.end()))
    ):
        return "answers who"
    if reading.likeness < 2:
        return ""
    if _CALLED.match(text, end):
        return "introduces themself"
    if reading.kind == "copula" and (text[end : word.end()] not in ("고", "이고", "이면", "이며", "임")):
        return "introduces themself"
    if word.end() == end and _OPEN.search(before) and _CLOSE.match(text, end):
        return "in parentheses"
    if word.end() == end and _EDGE_AFTER.match(text, end) and _EDGE_BEFORE.search(before):
        return "stands alone"
    return "like a name" if _typical(text[start:end]) else ""


def _typical(name: str) -> bool:
    """Names that are no other word even without a reason: a usual surname, and a given name with no noun inside."""
    return name[:2] not in NOUNS and name[0] not in NOISY_SURNAMES


def _beside(text: str, start: int, end: int, spans: Taken) -> bool:
    """Say whether nothing but punctuation lies between the word and other data that people give with their name."""
    before, after = spans.before(start, 6), spans.after(end, 6)
    if before and before.type in _TELLING and _NEAR.fullmatch(text, before.end, start):
        return True
    return bool(after and after.type in _TELLING and _NEAR.fullmatch(text, end, after.start))


def _other_shapes(text: str, around: Surroundings) -> Iterator[Span]:
    for match in _TITLE_NAME.finditer(text):
        name = match["v"]
        if given_like(name) and name not in NOUNS and not (match["gap"] and name[0] in SURNAMES and name[1] in TAILS):
            yield Span(match.start("v"), match.end("v"), "name", "given name and title")
    for match in _KIN_GIVEN.finditer(text):
        if given_like(match["v"]) and match["v"] not in NOUNS:
            yield Span(match.start("v"), match.end("v"), "name", "given name after a person word")
    for match in _SPACED.finditer(text):
        if _spaced_name(match, text):
            yield Span(match.start("v"), match.end("v"), "name", "spaced out")
    if any(c in text for c in "*○●〇"):
        for match in _MASKED.finditer(text):
            if match["s"] in SURNAMES:
                yield Span(match.start(), match.end(), "name", "masked")
    yield from _given_after_cue(text)
    yield from _latin(text)


_CUE_GIVEN = re.compile(
    r"(?:받는\s?(?:분|사람)|수령인|예금주|입금자명?|보내는\s?(?:분|사람)|이름은|성함은|주문자)"
    r"\s?[:：]?\s{0,2}(?P<v>[가-힣]{2})(?=(?:입니다|이에요|예요|이요|요)?(?:[\s.,/)]|$))"
)


def _given_after_cue(text: str) -> Iterator[Span]:
    for match in _CUE_GIVEN.finditer(text):
        if (given_like(match["v"]) or likeness(match["v"])) and (match["v"] not in NOUNS or match["v"] == "이슬"):
            yield Span(match.start("v"), match.end("v"), "name", "after a cue")


def _spaced_name(match: re.Match[str], text: str) -> bool:
    surname, given = match["s"], match["a"] + (match["b"] or "")
    before = text[max(0, match.start() - 24) : match.start()]
    addressed = re.match(r"\s?(?:고객|님|씨)", text[match.end() : match.end() + 4])
    if surname in DOUBLE_SURNAMES:
        return bool(
            _CUE.search(before) or addressed or re.match(r"\s?(?:이름|명의|으로)", text[match.end() : match.end() + 4])
        )
    if len(surname) == 2 or surname not in SURNAMES or not match["b"]:
        return False
    return given_like(given) and bool(_CUE.search(before) or addressed)


def _latin(text: str) -> Iterator[Span]:
    """Latin names in Korean sentences."""
    for match in _LATIN_HONOUR.finditer(text):
        if match["v"].isupper() and len(match["v"]) < 5:
            continue
        yield Span(match.start("v"), match.end("v"), "name", "honour")
    for match in _LATIN_CUED.finditer(text):
        before = text[max(0, match.start() - 24) : match.start()]
        if _CUE.search(before) and any("가" <= c <= "힣" for c in before):
            yield Span(match.start(), match.end(), "name", "after a cue")
