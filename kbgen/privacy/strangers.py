"""Names from elsewhere in Korean texts, in Hangul (마이클, 응우옌 티 란) and in Latin letters."""

import re
from collections.abc import Iterator

from kbgen.privacy.clues import ROLE
from kbgen.privacy.english_words import NOT_ENGLISH_NAMES
from kbgen.privacy.first_names import FIRST_NAMES
from kbgen.privacy.nouns import NOUNS
from kbgen.privacy.shapes import FOREIGN_HEADS, foreign, given_like, ordinary, rest
from kbgen.privacy.spans import Span, Taken
from kbgen.privacy.words import CONTINUING, FIRST_OF_SEVERAL, PERSONS, QUIET_SURNAMES, SURNAMES, TITLES

_WORD = re.compile(r"[가-힣]+")
_CUE = re.compile(
    rf"(?:{ROLE}(?:명|이름|성함|성명|님|분)?\s?(?:은|는|이|가|:|=|\||,|\()?|저는|제가|나는|전|{'|'.join(PERSONS)}(?:은|는|이|인|의)?)"
    r"\s{0,3}[\"'“‘(\[]?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s{0,2}(?:이름|명의|앞으로|성함|고객|회원|님|씨|이라고|라고|이라는|라는|드림|올림|선생|강사|교수|코치|본인|\(\s?\d|"
    r"(?:입니다|이에요|예요)(?![가-힣]))"
)
_STRONG = re.compile(
    r"입니다|입니당|이?(?:예요|에요|이에요|여요|인데요|거든요|라고\s?(?:합|해요|하는데|하고|부르|불러))"
)
_SELF_CALLED = re.compile(
    r"(?:^|[\s,.!])(?P<v>[가-힣]{2,6}(?: [가-힣]{1,5}){0,2})\s?이?라고\s?(?:합니다|해요|하는데|하고|불러|부르|하며)"
)
_INTRODUCED = re.compile(
    r"(?:^|[\n.!?~>]\s{0,2}|안녕하세요[,.!\s]{1,2})저는\s(?P<v>[가-힣]{2,6} [가-힣]{2,6})\s?(?:입니다|이라고|라고)"
)
_ROLE_ENDS = tuple("자인생원사팀맘님러중차번급형용씨들때뿐")
_FIELD = re.compile(
    r"(?:^|[\n,/|(·•\-]\s{0,3})(?:\d[.)]\s?)?(?:성함|성명|이름|존함|예금주|받는\s?(?:분|사람)|수령인|예약자|"
    r"주문자|입금자|신청자|탑승자|환자|"
    r"보호자|자녀|수강생|회원|고객)(?:명|이름|성함)?\s?[:=]\s{0,2}(?P<v>[가-힣]{2,7}(?: [가-힣]{1,6}){0,2})(?=\s{0,3}(?:$|[\n,/|(·•]))"
)
_HONOURED = re.compile(
    r"(?<![가-힣])(?P<v>[가-힣]{2,6}(?: [가-힣]{2,6})?)\s(?:씨|님)(?:라고|라는|인데|입니다|이고|이요|예요|에요|께서?|"
    r"가|는|를|도|의|와|랑|한테|에게|로|"
    r"이|은|을|과)?"
    r"(?![가-힣])"
)
_NAMED = re.compile(
    r"(?:이름|성함|성명|본명|예금주|명의)(?:이|은|는|가)?\s(?P<v>[가-힣]{2,7}(?: [가-힣]{2,7}){0,2}?)"
    r"(?=\s?(?:입니다|이에요|예요|인데|이고|이라고|라고|(?:으로|로)\s?(?:되|돼|등록)))"
)
_LOAN = frozenset(
    "겐궈뉴닉덤덴딜뚜랏랜럿렉렌렛론롤룽맥먼멜뮐뮤벨벤베빅빌샤샬셉셰셸쇼쉬슨쑨엣엥옌웬윌잭젤쩐첼츠커켄켈콜킴톰틴팜팡펠폴퐁핫핸헤헨헬흐르쏨쌈쑤쯔띤꽝뻬뽀쿠즈프트브드멘웨훙슈쥬푸카포쭈쯩뚱꾸"
)
"""Syllables that stand in names from elsewhere, and in few Korean words but loans."""
_AGENTS = tuple("어터너저버머더러커크루팀")
"""The ends of loans for those who do something: 라이더, 매니저, 크루."""
_CAPITAL = re.compile(r"[A-Z]")
_LATIN = r"[A-Z][A-Za-z'’\-]{1,20}(?:\s[A-Z][A-Za-z'’\-.]{0,20}){0,3}"
_LATIN_HONOUR = re.compile(rf"(?<![A-Za-z'’\-])(?P<v>{_LATIN})(?=\s?(?:님|씨|고객|회원))")
_LATIN_NAMED = re.compile(
    rf"(?<![A-Za-z'’\-])(?P<v>{_LATIN})(?=\s?(?:(?:이?라고|이?라는)|(?:이란\s)?이름|명의|앞으로|드림|올림))"
)
_LATIN_SELF = re.compile(
    rf"(?:저는|제가|전|나는|안녕하세요)[,.!]?\s(?P<v>{_LATIN})(?=\s?(?:입니다|이에요|예요|인데|이라고|라고|이고))"
)
_LATIN_ANY = re.compile(rf"(?<![A-Za-z'’\-])(?P<v>{_LATIN})")
_LATIN_LIST = re.compile(rf"\s?[,/&]\s?(?P<v>{_LATIN})(?=\s?(?:[,/&)\n]|$|\d|이|입|두|세|[가-힣]))")


def find_strangers(text: str, spans: Taken) -> Iterator[Span]:
    """Yield the spans of names from elsewhere in one folded Korean text."""
    yield from _listed(text, spans)
    if "저는" in text:
        for match in _INTRODUCED.finditer(text):
            if _new_name(match["v"]) and not any(p.endswith(_ROLE_ENDS) for p in match["v"].split()):
                yield Span(match.start("v"), match.end("v"), "name", "introduces themself")
    for pattern, why, hints in ((_SELF_CALLED, "called", ("라고",)), (_FIELD, "in a form", (":", "="))):
        if not any(hint in text for hint in hints):
            continue
        for match in pattern.finditer(text):
            if (
                not spans.overlaps(*match.span("v"))
                and _new_name(match["v"])
                and _agrees(match["v"], text, match.end("v"))
            ):
                yield Span(match.start("v"), match.end("v"), "name", why)
    yield from _unlisted(text, spans)
    if _CAPITAL.search(text):
        yield from _latin(text)


def _unlisted(text: str, spans: Taken) -> Iterator[Span]:
    """Names that no list has: foreign to the ear, before 씨 or 님, or said to be a name."""
    for pattern, why, hints in (
        (_HONOURED, "honour", (" 씨", " 님")),
        (_NAMED, "named", ("이름", "성함", "성명", "본명", "예금주", "명의")),
    ):
        if not any(hint in text for hint in hints):
            continue
        for match in pattern.finditer(text):
            start, end = match.span("v")
            first, _, last = match["v"].partition(" ")
            if last and pattern is _HONOURED and not _foreign_looking(first):
                start, first, last = start + len(first) + 1, last, ""
            if spans.overlaps(start, end) or not (_foreign_looking(first) or _foreign_looking(last)):
                continue
            if not (pattern is _HONOURED and (last or first).endswith(_AGENTS) and text[end + 1] == "님"):
                yield Span(start, end, "name", why)


def _foreign_looking(word: str) -> bool:
    """Say whether a word has a syllable of names from elsewhere, and is neither a noun of the language nor a title."""
    return not (_LOAN.isdisjoint(word) or ordinary(word) or word in TITLES or word in PERSONS)


def _new_name(value: str) -> bool:
    """Say whether words that stand where a name stands may be one that no list has."""
    parts = value.split()
    if any(len(p) < 2 or (p[-1] in "이가은는을를" and ordinary(p[:-1])) for p in parts):
        return False
    if any(ordinary(p) or p in TITLES for p in parts) or len(value) > 12:
        return False
    return len(parts) == 1 or all(len(p) <= 5 for p in parts)


def _agrees(value: str, text: str, end: int) -> bool:
    """A closed syllable takes 이라고, an open one 라고; `달라고 해요` is a verb."""
    closed = (ord(value[-1]) - 0xAC00) % 28 > 0
    return not (closed and text.startswith("라고", end))


def _listed(text: str, spans: Taken) -> Iterator[Span]:
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        word = words[at].group()
        if word[:2] not in FOREIGN_HEADS and word not in FIRST_OF_SEVERAL:
            at += 1
            continue
        span, used = _reach(text, words, at)
        at += used
        if span and not spans.overlaps(span.start, span.end):
            yield span


def _reach(text: str, words: list[re.Match[str]], at: int) -> tuple[Span | None, int]:
    """Read a name from elsewhere as far as it goes; return it when something speaks for it, and the words it took."""
    first, head = foreign(words[at].group()), words[at].group()
    if first is None and head in FIRST_OF_SEVERAL and at + 1 < len(words):
        second = words[at + 1].group()
        hit = next((n for n in range(len(second), 0, -1) if second[:n] in CONTINUING and rest(second, n)), 0)
        first = (len(head), "end") if hit and second[:hit] not in NOUNS else None
    if first is None:
        return None, 1
    start = words[at].start()
    length, kind = first
    end, used, parts = start + length, 1, 1
    while kind == "end" and at + used < len(words) and parts < 4:
        word = words[at + used]
        more = foreign(word.group(), inside=True) or _surname_after(word.group())
        if more is None or text[end : word.start()] not in (" ", "·"):
            break
        length, kind = more
        end, used, parts = word.start() + length, used + 1, parts + 1
    name = text[start:end]
    before = text[max(0, start - 24) : start]
    told = (
        kind in ("honour", "sign") or (kind == "copula" and name not in NOUNS and _STRONG.match(text, end)) or parts > 1
    )
    if told or _CUE.search(before) or _AFTER.match(text, end):
        return Span(start, end, "name", "from elsewhere"), used
    return None, used


def _surname_after(word: str) -> tuple[int, str] | None:
    """Read a word after a first name from elsewhere as an unlisted surname: (length, what follows)."""
    for length in range(min(len(word) - 1, 6), 1, -1):
        kind = rest(word, length)
        if _foreign_looking(word[:length]) and (kind in ("copula", "honour") or word[length:] in _PARTICLES):
            return length, kind or "particle"
    return (len(word), "end") if 1 < len(word) < 7 and _foreign_looking(word) else None


_PARTICLES = frozenset("이 가 은 는 을 를 의 도 랑 이랑 한테 에게 로 으로".split())


def _latin(text: str) -> Iterator[Span]:
    """Latin names in Korean sentences."""
    for match in _LATIN_HONOUR.finditer(text):
        if match["v"].isupper() and len(match["v"]) < 5:
            continue
        yield Span(match.start("v"), match.end("v"), "name", "honour")
    for match in _LATIN_ANY.finditer(text):
        before = text[max(0, match.start() - 24) : match.start()]
        if _CUE.search(before) and any("가" <= c <= "힣" for c in before) and _may_be(match["v"]):
            yield Span(match.start(), match.end(), "name", "after a cue")
            yield from _latin_list(text, match.end())
    for pattern in (_LATIN_NAMED, _LATIN_SELF):
        for match in pattern.finditer(text):
            words = match["v"].split()
            if _may_be(match["v"]) and (len(words) > 1 or words[0].casefold() in FIRST_NAMES):
                yield Span(match.start("v"), match.end("v"), "name", "named")


def _latin_list(text: str, end: int) -> Iterator[Span]:
    while match := _LATIN_LIST.match(text, end):
        if not _may_be(match["v"]) or " " not in match["v"]:
            return
        yield Span(match.start("v"), match.end("v"), "name", "listed")
        end = match.end("v")


def _may_be(value: str) -> bool:
    words = value.casefold().split()
    return not any(w.rstrip(".") in NOT_ENGLISH_NAMES for w in words) and not (len(value) < 4 and value.isupper())


def answer_name(text: str) -> Span | None:
    """Return the name that a message begins with or is, when the message before asked who; None when it tells none."""
    match = _ANSWER.match(text)
    if match is None:
        return None
    words = match["v"].split()
    last = words[-1]
    at = next(
        (n for n in range(len(last), 0, -1) if rest(last, n) in ("copula", "honour") and n < len(last)), len(last)
    )
    core = " ".join([*words[:-1], last[:at]])
    strong = at < len(last) and last[at:] not in ("요", "이", "여", "고", "이고", "야")
    plain = core.replace(" ", "")
    if core in NOUNS or core in TITLES or any(w in NOUNS for w in core.split()) or core in _REPLIES:
        return None
    whole = match.end("v") == len(text.rstrip(" .!~^ㅎㅋ"))
    good = (
        (len(words) == 1 and _with_data(text, core, match.end("v")))
        or (len(core) == 2 and given_like(core))
        or foreign(core.split()[0]) is not None
        or (strong and 2 <= len(plain) <= 6 and not ordinary(core))
        or (len(words) > 1 and words[0] in SURNAMES and given_like(core.split()[-1]))
    )
    if not good or (len(words) > 1 and not (whole or strong)):
        return None
    return Span(match.start("v"), match.start("v") + len(core), "name", "answers who")


_SURNAMES = SURNAMES | QUIET_SURNAMES
_WITH_DATA = re.compile(r"\s{0,2}[,/]?\s{0,2}\(?(?:\d{2,4}\s?[년.\-/]|\d{6}(?!\d)|01\d)")


def _with_data(text: str, name: str, end: int) -> bool:
    """Say whether three syllables with a surname stand before a birthday or a phone, as people answer two questions."""
    return len(name) == 3 and name[0] in _SURNAMES and not ordinary(name) and _WITH_DATA.match(text, end) is not None


_ANSWER = re.compile(
    r"\s{0,4}(?:(?:네|넵|넹|예|아|음|저는|저|전|제|이름은|이름|성함은|본인|주문자는|예약자는|예금주는|고객명은)[,.\s~!]{1,3}){0,3}"
    r"(?P<v>[가-힣]{2,9}(?: [가-힣]{1,7}){0,2})(?=[\s.,!~/()\d:^ㅎㅋ]|$)"
)
_REPLIES = frozenset(
    "네네 아뇨 맞아 맞음 없음 없어 본인 잠시 잠시만 글쎄 글쎄요 모름 몰라 그냥 지금 방금 저요 제꺼 나요 우리 그게 이거 여기 거기 다시 "
    "아까 그럼 그리고 근데 혹시 왜요 어디 언제 얼마 누구 무엇 뭐요 저도 감사 수고 안녕 처음 같은 다른 따로 각각 둘다 모두 전부 아마 "
    "당연 물론 오케 오키 알겠 확인 완료".split()
)
