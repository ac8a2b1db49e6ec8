"""Names after the word for somebody's part in a matter, whatever their syllables: 계약자 옹성표, 시어머니 탄금옥.

The part tells that a name may follow; the end of the word, and what comes next, tell whether one does.
"""

import re
from functools import lru_cache

from kbgen.privacy.nouns import NOUNS, TAILS
from kbgen.privacy.shapes import given_like, likeness, rest
from kbgen.privacy.spans import Span
from kbgen.privacy.words import DOUBLE_SURNAMES, GIVEN, NATIVE, PERSONS, QUIET_SURNAMES, RARE_SURNAMES, SURNAMES, TITLES

_KIN = "|".join(
    sorted(
        {*PERSONS, *"외조부 외조모 조부 조모 부친 모친 자부 손자며느리 외손자 외손녀".split()}, key=len, reverse=True
    )
)
_NAME = r"[가-힣]{0,4}(?:이름|성함|성명|존함|본명|실명|함자)|[가-힣]{1,4}[자인주객]명|예금주|명의|명의자"
_PART = (
    r"[가-힣]{0,3}(?:보험자|계약자|보호자|수령인|수령자|신청인|신청자|예약자|주문자|가입자|신고자|피해자|가해자|제보자|목격자|민원인|당첨자|합격자|수상자|응시자|"
    r"지원자|탑승자|이용자|사용자|소유자|소유주|운전자|동승자|동반자|동행인|매도인|매수인|임차인|임대인|양도인|양수인|상속인|대리인|의뢰인|"
    r"채무자|채권자|보증인|세입자|대표자|담당자|책임자|관리자|참가자|참석자|등록자|접수자|수익자|진정인|고소인|피고인|참고인|청구인|발송인|"
    r"수신인|수취인|구매자|입금자|송금인|작성자|요청자|방문자|투숙자|입소자|입원자|수급자|근로자|집주인|조합원|수강생|원생|교육생|졸업생|"
    r"연수생|입주민|투숙객|승객|탑승객|방문객)|"
    r"(?:상대)?차주|건물주|상대방|상대|고인|망인|원고|피고|환자|고객|회원|학생|아이|아기|신생아|산모|담임|신랑|신부|본인|직원|사장|원장|"
    r"배우자|상주|유족|간병인|도우미|강사|코치|트레이너"
)
_TAIL = r"(?:이름|성함|분|님|쪽|측)?(?:은요|이요|는요|은|는|이|가|인|의|을|를|도)?"
_PRESENTS = re.compile(
    rf"\A(?:(?P<name>{_NAME})|(?P<kin>{_KIN})|(?P<part>{_PART})|(?P<some>[가-힣]{{1,4}}[자인객생원]))(?P<tail>{_TAIL})"
)
_GAP = re.compile(r"\s{0,2}[:=|(\-,?]?\s{0,2}[\"'“‘(\[]?")
_STRONG = re.compile(
    r"\s?(?:입니다|입니당|임다|이?(?:에요|예요|여요|시고|시며|십니다|시구요|신데|거든)|인데|이고|이구|이며|이?라고|이?라는|이?라\s|이?랍니다|이라서|"
    r"인가요|이요[\s.,!~]|님|씨(?!앗))"
)
_FIELD = (
    rf"(?:{_PART}|{_NAME}|(?:{_KIN})(?:은|는|이|가)?\s|[A-Z]{{1,4}}-?\d|연락처|전화|휴대폰|핸드폰|폰\s?번호|번호|생년|생일|주민|주소|계좌|은행|"
    r"이메일|메일|여권|면허|차량|차\s|계약|예약|주문|접수|사건|신청|수험|학번|사번|앞으로|[두세네]\s?(?:사람|명|분)|외\s?\d|여사|어르신|할머니|할아버지|"
    r"선생|말고|아니고|측|쪽|및\s|그리고\s|올림|드림)"
)
_FIELDS = re.compile(rf"\s{_FIELD}|\s{{0,2}}[/(]?\+?\d{{2}}")
_CLOSED = re.compile(rf"\s{{0,2}}(?:$|[\n,/|);(\[·~]|\.(?!\d)|\+?\d)|\s{_FIELD}")
_PLAIN = re.compile(r"입니다|이?에요|예요|인데|이고|이며|이?라고|이?라는|고(?![가-힣])")
_ADDRESSED = re.compile(
    r"\s(?:여사|어르신|할머니|할아버지|선생|님|씨|(?:연락처|전화|생년월일|번호)\s?:?\s?\d|\(?\+?\d{3})"
)
_OBJECTS = ("을", "를", "의", "도")
_CHOSEN = re.compile(
    r"(?:으로|로)\s?(?:되|돼|나오|나옵|나와|뜨|떠|뜹|등록|저장|가입|예약|주문|접수|신청|변경|바꾸|바꿔|수정|정정|했|하|입력|적)"
)
_SUFFIXES = frozenset(
    "자인들만도은는이가을를의에와과로요서고며면지네나게해하한된할될함됨던신사원관생부업직차팀층동대점실청회권급형용식비금료집것"
)
"""Third syllables of ordinary words; a name that ends in one has a given part of the usual kind."""
_PREDICATES = tuple(
    "세요 신다 는다 한다 된다 간다 온다 셔요 셔서 시면 시는 셨어 셨는 니다 네요 어요 아요 해요 데요 군요 까요 라도 하고 해서 되고".split()
)
_COUNTS = frozenset("여섯 하나 다섯 여덟 아홉 일곱 열한 열두".split())
TITLED = re.compile(
    r"\s(?:(?:세무사|회계사|변호사|법무사|노무사|변리사|관세사|행정사|중개사|평가사|설계사|약사|의사|간호사|한의사|수의사|건축사|(?P<old>할머님|"
    r"할머니|할아버님|할아버지)|어르신|선생|교수|강사|코치|작가|목사|신부|스님|수녀|집사|장로|권사|형사|경위|경장|경사|순경|소방[사장위교]|이모|고모|삼촌|아주머니|아저씨|간병인|주무관|조사관|사무관|"
    r"여사|과장|부장|차장|대리|팀장|실장|국장|소장|이사|상무|전무|대표|사장|원장|점장|지점장|이장|통장|반장|기사|매니저|주임|사원|조교|총무|간사|"
    r"위원|의원|회장|총장|어린이|아동|군(?=[\s,.])|양(?=[\s,.]))(?:님|분)?(?:께서|께|에게|한테|으?로|의|이|가|은|는|을|를|도|와|과|랑|에서|이?고|"
    r"입니다|인데요?|이?에요|예요)?(?![가-힣])"
    r"|씨(?:라고|라는|라면|인데|인가|입니|이고|이며|예요|에요|께|가|는|를|도|의|와|랑|하고|한테|에게|네|로|측|댁|앞|만|이)?(?![가-힣]))"
)
"""A person's title after a name and a space."""
MODIFIER = re.compile(r"(?:[한긴던린킨난본간온샀된신낸찬준친]|[받찾맞잃입]은|[니우사하있르치쓰리]는)\s$")
"""The end of what somebody did, before who it is: 차 맡긴, 어제 방문했던."""
GIVEN_KIN = re.compile(
    r"\s?(?:언니|오빠|누나|이모|삼촌|고모|할머니|할아버지|선배|쌤|아줌마|아저씨)|\s?형(?:[아이은가의\s,]|한테|님)"
)
"""What younger people call those whose given name stands before it."""
NOT_HIM = re.compile(r"\s(?:말고|아니고|대신)(?![가-힣])")
"""A given name that is set against another one."""
CALLED_PERSON = re.compile(
    r"이?(?:라는|라고\s하는|라고\s하시는)\s(?:사람|분|남자|여자|애|아이|친구|직원|기사|고객|손님|학생|이름|할머니|할아버지|어르신|환자|선생)"
)
"""What says of the word before that it is somebody's name."""
HIS = re.compile(r"이(?:가|는|를|랑|한테|도|네|꺼|거)(?![가-힣])|\((?:이|으)\)")
"""The particles of a pet form: 다온이가."""
HIS_THING = re.compile(r"이\s(?:번호|폰|전화|생일|이름|옷|신발|계정|예약|수업|통장|카드|주민번호|여권|약|도시락|가방)")
"""A pet form of a given name before something that is somebody's."""
IS_WHO = re.compile(r"\s(?:입니다|이?에요|예요|인데요?|이고요?|이구요?|이라고|라고|이라서)(?![가-힣])")
"""A copula after a space."""


@lru_cache(maxsize=1 << 14)
def presents(word: str) -> tuple[str, str]:
    """Return how a word presents a name (`name`, `kin`, `part`, `some` or "") and the particle at its end."""
    match = _PRESENTS.fullmatch(word) if len(word) < 10 else None
    if match is None:
        return "", ""
    return next(kind for kind in ("name", "kin", "part", "some") if match[kind]), match["tail"]


def after_role(text: str, words: list[re.Match[str]], at: int) -> Span | None:
    """Return the name that the word at `at` begins with, when the word before presents one and the end agrees."""
    if not at:
        return None
    last, start = words[at - 1], words[at].start()
    kind, tail = presents(last.group())
    if not kind or start - last.end() > 5 or not _GAP.fullmatch(text, last.end(), start):
        return None
    field = any(c in ":=|" for c in text[last.end() : start]) or (kind == "name" and tail not in _OBJECTS)
    word = words[at].group()
    for length in (3, 4, 2):
        name = word[:length]
        if kind == "name" and length == 3 and surnamed(name) and _chosen(text, name, start + length):
            return Span(start, start + length, "name", "after a role")
        like = _weight(name) if len(name) == length and surnamed(name) else None
        if like is not None and _ends(text, start + length, word[length:], like, kind, field, tail):
            return Span(start, start + length, "name", "after a role")
    return None


def _chosen(text: str, name: str, end: int) -> bool:
    """Say whether it is said that somebody's name was entered, as this one: 성함이 하도나로 등록."""
    return name not in NOUNS and name[:2] not in NOUNS and _CHOSEN.match(text, end) is not None


def honoured(text: str, word: re.Match[str]) -> Span | None:
    """Return three syllables with a surname before 씨 or 님, when only their first two are another word: 장대발 씨."""
    name, end = word.group(), word.end()
    if len(name) != 3 or not surnamed(name) or name in NOUNS or name in TITLES or not _HONOUR.match(text, end):
        return None
    if other_word(name) or name[2] in TAILS or name[2] in "사객단공님":
        return None
    return Span(word.start(), end, "name", "honour")


_HONOUR = re.compile(
    r"\s(?:씨|님)(?:께서?|이|은|는|가|의|을|를|도|한테|에게|네|입니다|이고|이요|으?로|과|와)?(?![가-힣])"
)


def surnamed(name: str) -> bool:
    """Say whether a word of 2 to 4 syllables begins with a surname, a rare one only before a given part that is like one."""
    if len(name) == 4:
        return name[:2] in DOUBLE_SURNAMES
    if name[0] in SURNAMES or name[0] in QUIET_SURNAMES:
        return True
    return len(name) == 3 and name[0] in RARE_SURNAMES and given_like(name[1:])


@lru_cache(maxsize=1 << 14)
def _weight(name: str) -> int | None:
    """Return how much a word is like a name, None when it is another word."""
    if name in NOUNS or name in TITLES or name.endswith(_PREDICATES) or name[:2] in _COUNTS:
        return None
    like = 2 if len(name) == 3 and name[1:] in NATIVE else likeness(name)
    if presents(name)[0] and (like < 2 or presents(name)[0] != "some"):
        return None
    if len(name) == 2:
        return 2 if like and name[1] in "봄솔별슬솜샘결" else like or None
    if name[:2] in NOUNS and (name[2] in TAILS or like < 2):
        return None
    return None if like < 2 and name[2] in _SUFFIXES else like


def _ends(text: str, end: int, tail: str, like: int, kind: str, field: bool, particle: str) -> bool:
    """Say whether what follows the name agrees with a name of this likeness after this kind of word."""
    if tail:
        return _glued(text, end, tail, like, kind, particle)
    if _STRONG.match(text, end):
        return like > 0 or kind in ("name", "part")
    closed = _CLOSED.match(text, end) is not None
    if like == 0:
        return (closed and (field or (kind == "part" and not particle and _told(text, end)))) or (
            kind == "kin" and _ADDRESSED.match(text, end) is not None
        )
    if kind == "some" and like < 2:
        return _FIELDS.match(text, end) is not None
    if like == 2 and kind != "some":
        return closed or particle not in _OBJECTS
    return closed or (not particle and (kind == "part" or text[end - 2 : end] in GIVEN))


def _glued(text: str, end: int, tail: str, like: int, kind: str, particle: str) -> bool:
    """Say whether the rest of the word is what follows a name: 공칠성이고, 탄금옥이라고, 하도나로 등록."""
    how = rest("···" + tail, 3)
    if how in ("honour", "sign") or (kind == "name" and _CHOSEN.match(text, end)):
        return kind != "some" or like == 2
    if how == "copula" and _STRONG.match(text, end):
        return like == 2 or (kind != "some" and _PLAIN.match(tail) is not None and _agrees(text[end - 1], tail))
    return like == 2 and kind != "some" and particle not in _OBJECTS and how in ("copula", "particle")


def _agrees(last: str, tail: str) -> bool:
    """A closed syllable takes 이고 and 이에요, an open one 고 and 예요."""
    return ((ord(last) - 0xAC00) % 28 > 0) == tail.startswith("이") or tail.startswith(("입", "인", "님", "씨"))


def other_word(name: str) -> bool:
    """Say whether three syllables that are hardly like a name end like another word: 계시고, 우리집, 한양대."""
    return name[2] in _SUFFIXES or name.endswith(_PREDICATES)


def _told(text: str, end: int) -> bool:
    """Say whether more than the end of the text follows: a word that is unlike a name needs another field after it."""
    return bool(text[end : end + 6].strip(" .!~"))
