"""Names of people in Korean texts: shapes, and what stands around them.

A word that has the shape of a name needs a reason as well: an address (님, 씨), a cue (예금주), a neighbour (a phone
number), a question before it, or, when it is very much like a name, a place of its own. A surname alone (김씨, 박 과장님)
tells nobody and stays; so do nicknames, unless the record has them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kbgen.privacy import clues as say
from kbgen.privacy.nouns import NOUNS, TAILS
from kbgen.privacy.roles import (
    CALLED_PERSON,
    GIVEN_KIN,
    HIS,
    HIS_THING,
    IS_WHO,
    MODIFIER,
    NOT_HIM,
    TITLED,
    after_role,
    honoured,
    other_word,
    presents,
)
from kbgen.privacy.shapes import (
    CERTAIN,
    ENDINGS,
    FIRST_SYLLABLES,
    Reading,
    given_like,
    given_reading,
    likeness,
    readings,
)
from kbgen.privacy.spans import Span, Taken
from kbgen.privacy.words import (
    DOUBLE_SURNAMES,
    GIVEN,
    LASTS,
    NATIVE,
    NOISY_SURNAMES,
    SURNAMES,
    THINGS,
    TITLES,
    TOP_SURNAMES,
)
from kbgen.privacy.written_names import find_written


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a text's finder knows around the words: spans found so far, whether a name was asked for, who speaks."""

    spans: Taken
    asked: bool = False
    agent: bool = False


def find_korean(text: str, around: Surroundings) -> Iterator[tuple[Span, bool]]:
    """Yield (span, is staff) for the names of one folded text."""
    late: list[tuple[re.Match[str], Reading]] = []
    single = False
    words = list(say.HANGUL.finditer(text))
    for at, match in enumerate(words):
        word = match.group()
        if len(word) == 1:
            single = single or word in SURNAMES
            continue
        options = readings(word) if word[0] in FIRST_SYLLABLES else ()
        span = _with_surname(text, match, options, around) if options else None
        if span is None and (given_reading(word) or word.startswith(say.GLUE)):
            span = _without_surname(text, words, at, around)
        if span is None and word[0] in FIRST_SYLLABLES:
            span = _in_a_part(text, words, at, around)
        if span is not None:
            if span.why == "staff":
                yield span, True
            elif span.why:
                around.spans.add(span)
                yield span, False
        elif options:
            late.append((match, options[0]))
    for span in _neighbours(text, late, around):
        yield span, False
    for span in find_written(text, around.asked, single):
        if not around.spans.overlaps(span.start, span.end):
            around.spans.add(span)
            yield span, False


def _with_surname(text: str, word: re.Match[str], options: tuple[Reading, ...], around: Surroundings) -> Span | None:
    """Return the first reading that something speaks for; a span without a reason when the place is taken."""
    for reading in options:
        start, end = word.start(), word.start() + reading.length
        if around.spans.overlaps(start, end):
            return Span(start, end, "name", "")
        if why := _reason(text, word, reading, around):
            return Span(start, end, "name", why)
    return None


def _in_a_part(text: str, words: list[re.Match[str]], at: int, around: Surroundings) -> Span | None:
    """A name after somebody's part; whom agents call the one in charge is one of them."""
    span = after_role(text, words, at) or honoured(text, words[at])
    if span is None or around.spans.overlaps(span.start, span.end):
        return None
    return None if around.agent and words[at - 1].group().startswith(("담당", "상담")) else span


def _without_surname(text: str, words: list[re.Match[str]], at: int, around: Surroundings) -> Span | None:
    """A given name alone, before a title or after words that tell of a person, or a name that is glued to such a word."""
    start = words[at].start()
    if around.spans.overlaps(start, start + 2):
        return None
    word, name = words[at].group(), text[start : start + 2]
    if given_reading(word) and (why := _given_reason(text, words, at, name)):
        return Span(start, start + 2, "name", why)
    if word.startswith(say.GLUE) and (match := say.GLUED.match(text, start)):
        return _glued(match) if match["short"] is None or len(match["rest"]) > 1 else None
    return None


def _given_reason(text: str, words: list[re.Match[str]], at: int, name: str) -> str:
    start = words[at].start()
    end = start + 2
    plain = given_like(name) and name not in NOUNS
    if name in GIVEN and GIVEN_KIN.match(text, end) and (name in CERTAIN or text[end] != " "):
        return "given name and title"
    sure, native = name in CERTAIN, name in NATIVE
    if title := say.GIVEN_TITLE.match(text, end):
        fits = (plain or native) if title["near"] else (sure or (plain and name in GIVEN))
        return "given name and title" if fits else ""
    elif plain and text[end : end + 2] in (" 님", " 씨") and not (name[0] in SURNAMES and name[1] in TAILS):
        return "given name and title"
    if at and (sure or plain or native) and (why := _after_person(text, words, at, end, sure)):
        return why
    before = text[max(0, start - 24) : start]
    if (plain or native or likeness(name)) and say.GIVEN_CUED.match(text, end) and say.CUE.search(before):
        return "after a cue" if (name not in NOUNS or native) else ""
    if (
        (plain or (native and name not in THINGS))
        and say.SELF_AFTER.match(text, end)
        and say.SELF_BEFORE.search(before)
    ):
        return "introduces themself"
    if sure and NOT_HIM.match(text, end):
        return "given name against another"
    if sure and say.TO_PERSON.match(text, end):
        return "given name and a person's particle"
    if sure and say.OPENING_AFTER.match(text, end) and say.OPENING_BEFORE.search(before):
        return "given name at the front"
    return ""


def _after_person(text: str, words: list[re.Match[str]], at: int, end: int, sure: bool) -> str:
    """A given name after what somebody is to the speaker: 우리 지호가, 딸 서윤이."""
    last = words[at - 1]
    if text[last.end() : words[at].start()] not in (" ", "  ", ", ", "(", " ("):
        return ""
    name = text[end - 2 : end]
    kin = say.KIN_WORD.fullmatch(last.group()) is not None
    after = say.GIVEN_AFTER_KIN.match(text, end) is not None
    whole = end == words[at].end()
    if last.group() in say.OURS and (HIS_THING.match(text, end) or (name in GIVEN and HIS.match(text, end))):
        return "given name after a person word"
    if (name in NOUNS or name in THINGS) and not (HIS.match(text, end) or HIS_THING.match(text, end)):
        return ""
    if (kin and (after or (sure and whole))) or (sure and (after or whole) and last.group() in say.OURS):
        return "given name after a person word"
    return ""


def _neighbours(text: str, late: list[tuple[re.Match[str], Reading]], around: Surroundings) -> Iterator[Span]:
    """Words that were not sure by themselves, listed before or after a sure name."""
    for word, reading in late:
        start, end = word.start(), word.start() + reading.length
        if not reading.likeness or around.spans.overlaps(start, end) or text[start:end] in NOUNS:
            continue
        before, after = around.spans.before(start, 3), around.spans.after(end, 3)
        if (before and before.type == "name" and say.LIST.fullmatch(text, before.end, start)) or (
            after and after.type == "name" and say.LIST.fullmatch(text, end, after.start)
        ):
            span = Span(start, end, "name", "listed")
            around.spans.add(span)
            yield span


def _reason(text: str, word: re.Match[str], reading: Reading, around: Surroundings) -> str:
    """Return why the reading is a person's name, or "" when nothing speaks for it."""
    start, end = word.start(), word.start() + reading.length
    before = text[max(0, start - 24) : start]
    name, whole = text[start:end], word.end() == end
    if _is_staff(reading, before, around):
        return "staff"
    if reading.kind in ("honour", "sign") and _addressed(name, reading, text[end : word.end()]):
        return reading.kind
    if whole and reading.length > 2 and reading.likeness and say.NAME_WORD.match(text, end) and _named(name):
        return "before `name`"
    if (
        whole
        and (title := say.AFTER_NAME.match(text, end))
        and (title["sure"] or name[-2:] in GIVEN)
        and _addressed(name, reading, "")
        and reading.length > 2
        and not (name[:2] in NOUNS and name[2] in TAILS)
    ):
        return "before a title"
    if whole and reading.length > 2 and (title := TITLED.match(text, end)) and _no_other(name):
        return "before a title" if reading.likeness or title["old"] else ""
    if reading.length > 2 and CALLED_PERSON.match(text, end) and _no_other(name):
        return "called"
    if say.CUE.search(before) and _cued(reading, text, word):
        return "after a cue"
    if reading.length == 2:
        return _short(text, word, reading, before, around)
    return _loose(text, word, reading, before, around)


def _is_staff(reading: Reading, before: str, around: Surroundings) -> bool:
    """Agents introduce themselves with what they are; a cue for a customer's name says otherwise."""
    if not reading.likeness or say.KIN_BEFORE.search(before):
        return False
    cued = say.STAFF_CUE.search(before) or (around.agent and say.TEAM_CUE.search(before))
    if reading.kind == "copula":
        return bool(
            cued or (around.agent and reading.length > 2 and not say.CUE.search(before) and say.GREETED.search(before))
        )
    return bool(reading.length > 2 and cued and not say.CUE.search(before))


def _named(name: str) -> bool:
    """Say whether a word before `이름` or `명의` is a name: neither a part (가해자 이름) nor a thing (부호의 명의자)."""
    return given_like(name[1:]) or (name[2] != "의" and not presents(name)[0] and not other_word(name))


def _no_other(name: str) -> bool:
    """Say whether a word is neither a part (가해자), nor a noun with something after it (부호의), nor a predicate (계세요)."""
    if name in TITLES or (name[:2] in NOUNS and name[2] in TAILS):
        return False
    if likeness(name) == 2:
        return presents(name)[0] in ("", "some") and (name[2] != "이" or name[1:] in CERTAIN)
    return not (name[:2] in NOUNS or presents(name)[0] or other_word(name))


def _addressed(name: str, reading: Reading, honour: str) -> bool:
    """Before 님, 씨 or 드림 nearly everything that is shaped like a name is one; nouns were excluded before."""
    if name in TITLES or (reading.length > 2 and name[1:] in TITLES):
        return False
    if reading.length == 2:
        return reading.likeness > 0 and honour[:1] not in ("군", "양")
    if honour[:1] in ("군", "양") and reading.likeness < 2:
        return False
    if honour == "씨" and name[2] == "날":
        return False
    return not (name[:2] in TITLES or (name[:2] in NOUNS and name[2] in TAILS and not given_like(name[1:])))


def _cued(reading: Reading, text: str, word: re.Match[str]) -> bool:
    """After a cue a name needs less; `본인이 원해서` tells that a subject may follow as well, so the end must fit."""
    start, end = word.start(), word.start() + reading.length
    if reading.length > 2:
        if reading.likeness == 2 or reading.kind in ("honour", "sign"):
            return True
        closed = word.end() == end and bool(say.FIELD_END.match(text, end))
        told = closed or say.STRONG.fullmatch(text, end, word.end()) is not None
        subject = text[max(0, start - 2) : start].rstrip()[-1:] in ("이", "가")
        told = told or (not subject and text[end : word.end()] in ("으로", "로"))
        return told and (reading.likeness > 0 or not subject) and not (text[start:end].endswith(ENDINGS) and subject)
    return reading.likeness > 0 and (reading.kind == "copula" or bool(say.EDGE_AFTER.match(text, word.end())))


def _short(text: str, word: re.Match[str], reading: Reading, before: str, around: Surroundings) -> str:
    if not reading.likeness:
        return ""
    whole = word.end() == word.start() + 2
    if reading.kind == "copula" and re.search(r"(?:안녕하세요|저는|^|네|넵|예)[,.!~\s]{0,3}$", before):
        return "introduces themself" if around.asked or say.STRONG.fullmatch(text, word.start() + 2, word.end()) else ""
    if whole and around.asked and say.EDGE_BEFORE.search(before) and say.EDGE_AFTER.match(text, word.end()):
        return "answers who"
    after = around.spans.after(word.end(), 3)
    if whole and after and after.type in ("phone", "birthdate", "rrn") and say.EDGE_BEFORE.search(before):
        return "beside other data"
    return ""


def _loose(text: str, word: re.Match[str], reading: Reading, before: str, around: Surroundings) -> str:
    """Reasons that ask for a name-like name."""
    start, end = word.start(), word.start() + reading.length
    edge = reading.kind == "copula" or say.EDGE_AFTER.match(text, word.end())
    name = text[start:end]
    if (
        reading.likeness
        and not (name[:2] in NOUNS and name[2] in "은는이가을를로와과도만의에요")
        and (presents(name)[0] == "" or (presents(name)[0] == "some" and reading.likeness == 2))
        and (word.end() == end or reading.kind in ("honour", "sign") or say.STRONG.fullmatch(text, end, word.end()))
        and _beside(text, start, word.end(), around.spans)
    ):
        return "beside other data"
    if (
        reading.likeness
        and say.KIN_BEFORE.search(before)
        and (reading.likeness == 2 or (edge and not other_word(name)))
    ):
        return "after a person word"
    if reading.likeness and around.asked and edge and say.EDGE_BEFORE.search(before):
        return "answers who"
    if reading.likeness and MODIFIER.search(before) and _no_other(name) and _is_who(text, word, reading):
        return "introduces themself"
    if reading.likeness < 2 or (
        name[0] not in SURNAMES and reading.kind == "copula" and not say.STRONG.match(text, end)
    ):
        return ""
    if _introduced(text, word, reading, before):
        return "introduces themself"
    if name[:2] not in NOUNS and say.AS_WHOM.match(text, end):
        return "as whom"
    if word.end() == end and say.OPEN.search(before) and say.CLOSE.match(text, end):
        return "in parentheses"
    if word.end() == end and edge and say.EDGE_BEFORE.search(before):
        return "stands alone"
    return "like a name" if _typical(name) else ""


def _introduced(text: str, word: re.Match[str], reading: Reading, before: str) -> bool:
    """Say whether a name-like word is what somebody calls themself."""
    end = word.start() + reading.length
    name, usual = text[word.start() : end], text[end - 2 : end] in GIVEN
    if say.CALLED.match(text, end):
        return True
    if usual and name[:2] not in NOUNS and word.end() == end and IS_WHO.match(text, end):
        return True
    if usual and say.SELF_BEFORE.search(before) and reading.kind in ("copula", "particle"):
        return True
    weak = ("고", "이고", "이면", "이며", "임", "면", "며", "세요", "여", "요")
    return reading.kind == "copula" and text[end : word.end()] not in weak


def _is_who(text: str, word: re.Match[str], reading: Reading) -> bool:
    """Say whether a copula follows that tells who somebody is, with a space before it or without."""
    end = word.start() + reading.length
    if word.end() == end:
        return IS_WHO.match(text, end) is not None
    return say.STRONG.fullmatch(text, end, word.end()) is not None or text[end : word.end()] in ("인데", "이고")


def _typical(name: str) -> bool:
    """Names that are no other word even without a reason: a frequent given name, or a rarer one after a usual surname."""
    if name[:2] in DOUBLE_SURNAMES:
        return True
    if name[:2] in NOUNS or name[0] in NOISY_SURNAMES or name[0] not in SURNAMES or name in _WORDS_TOO:
        return False
    return name[-2:] in CERTAIN or (name[0] in TOP_SURNAMES and (name[-2:] in GIVEN or name[2] in LASTS))


_WORDS_TOO = frozenset(
    "한아름 차오름 한마음 한가을 한겨울 한여름 고운별 나들이 주인공 온누리 온가람 도우미 이다음 이바람 송이송".split()
)
"""Names that are words as well."""


def _beside(text: str, start: int, end: int, spans: Taken) -> bool:
    """Say whether nothing but punctuation lies between the word and other data that people give with their name."""
    before, after = spans.before(start, 6), spans.after(end, 6)
    if before and before.type in say.TELLING and say.NEAR.fullmatch(text, before.end, start):
        return True
    if after and after.type in say.TELLING and say.NEAR.fullmatch(text, end, after.start):
        return True
    return _before_bank(text, end, spans)


def _before_bank(text: str, end: int, spans: Taken) -> bool:
    """Say whether a bank and its account follow: 김나무 국민 123-…."""
    bank = say.BANK_NEXT.match(text, end)
    after = spans.after(bank.end(), 1) if bank else None
    return after is not None and after.type == "account"


def _glued(match: re.Match[str]) -> Span | None:
    """A name without a space after its cue: 예금주김수아, 저는김수아인데요."""
    name = match["v"]
    if name in NOUNS or name[:2] in NOUNS:
        return None
    long = name[:2] in DOUBLE_SURNAMES or (len(name) == 3 and name[0] in SURNAMES and likeness(name) == 2)
    good = long or name in CERTAIN
    return Span(match.start("v"), match.end("v"), "name", "glued to a cue") if good else None
