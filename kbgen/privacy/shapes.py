"""What a Hangul word looks like: a surname with a given name and particles, a given name, a name from elsewhere."""

import re
from dataclasses import dataclass
from functools import lru_cache

from kbgen.privacy.nouns import NOUNS, TAILS
from kbgen.privacy.words import (
    COMMON_SURNAMES,
    CONTINUING,
    DOUBLE_SURNAMES,
    FIRSTS,
    FOLLOWING,
    FOREIGN,
    GIVEN,
    LASTS,
    NATIVE,
    QUIET_SURNAMES,
    RARE_SURNAMES,
    SURNAMES,
)

PARTICLE = (
    r"(?:(?:이)?(?:은|는|가|를|을|랑|와|과|도|만|의|나|라고|라는|란|한테|에게|께|께서|하고|로|으로|부터|까지|"
    r"보다|라|요)|이|앞|네|꺼|거|것|껄|건)?(?:도|는|만|요)?"
)
HONOUR = (
    r"(?:고객님?|회원님?|님|씨|여사님?|어르신|어머님?|아버님?|어머니|아버지|선생님?|선생|쌤|대리님?|과장님?|차장님?|"
    r"부장님?|팀장님?|사장님?|이사님?|대표님?|원장님?|실장님?|기사님?|주임님?|매니저님?|교수님?|강사님?|코치님?|작가님?|"
    r"변호사님?|세무사님?|간호사님?|본부장님?|센터장님?|지점장님?|점장님?|소장님?|책임님?|선임님?|수석님?|프로님?|"
    r"사원님?|인턴님?|반장님?|위원님?|의원님?|학생|어린이|언니|오빠|누나|이모|삼촌|환자분?|보호자분?|고갱님|손님|엄마|아빠|맘|파파|군|양)"
    rf"(?:들|분)?(?:{PARTICLE}|(?:이?(?:예요|에요|인데요?|라고|고요?|구요|며|세요|신가요|시죠|시고|신데)|입니다|인데요?))"
)
COPULA = (
    r"(?:입니다(?:만요?|요)?|입니당|임다|임돠|임당|이여요|이?(?:라고합니다|라고해요|라고하는데요?|라고하고요|라고하구요|"
    r"라고하며|예요|에요|여요|이에요|인데요?|인데여|고요|구요|거든요|라서요?|야|며|면|지만|니까|었어요|였어요|였는데요?|"
    r"신데요?|시고요?|시죠|시구요|라구요|라고요|랍니다|래요|네요|죠|잖아요|던데요?|라는사람|라는분|라네요|라던데)|"
    r"여|인데|이며|임|이고|고|맞아요|맞습니다|맞는데요|이요|요|이세요|세요|신가요|이신가요|맞으신가요|되세요|되십니다)"
)
SIGN = r"(?:드림|올림|배상|拜上|씀|올립니다|드립니다)"
_REST = re.compile(rf"(?:(?P<honour>{HONOUR})|(?P<sign>{SIGN})|(?P<copula>{COPULA})|(?P<particle>{PARTICLE}))")
ENDINGS = tuple(
    (
        "습니다 ㅂ니다 니다 어요 아요 해요 돼요 되요 세요 네요 죠 까요 나요 가요 데요 고요 구요 군요 을까 는데 은데 "
        "지만 려고 면서 아서 어서 해서 하고 하면 하는 되는 있는 없는 같은 하게 않 못 했 됐 었 았 겠 중 때 적 번 개 "
        "분 것 거 수 뒤 후 전 만 도 에 서 까지 부터 처럼 마다 밖에 이나 라도 든지 "
    ).split()
)
_AMBIGUOUS = frozenset(
    "하얀 보람 나래 누리 새벽 봄이 별이 송이 솔이 소원 소유 수정 수지 수영 수원 수자 영국 영상 영광 영도 영화 용기 우주 우람 원기 유리 "
    "유지 유한 유인 은하 은총 이나 이레 인기 자영 장미 재기 정기 정규 정리 정선 정수 정식 정신 정하 정화 종일 주연 주영 주이 지나 "
    "지명 지상 지선 지은 지연 지원 지정 진리 진심 진상 진주 진실 찬양 초롱 하나 하늘 하니 하루 하인 한결 한이 한주 해나 해리 "
    "해정 현미 현지 환희 희망 한번 수만 고운 다정 다온 아름 이슬 기원 기수 동기 동원 대원 대수 도원 미정 미주 미화 상수 "
    "상호 선수 선재 성과 성대 성분 수란 수련 수라 시아 시안 시원 시영 시하 신영 신우 안나 영일 영구 예정 예지 "
    "온유 원종 이안 이진 인상 인자 인재 일정 자연 재수 재영 재원 재일 재정 전진 정남 정도 정상 정은 정인 정해 제이 조은 "
    "주인 중기 지한 지도 지향 지혜 진동 진행 진정 찬성 창고 태양 태평 하임 한영 한아 향기 현상 현재 형성 호정 화정 효과 효자 "
    "아라 다해 사랑 가을 바다 은별 한빛 한별 보배 보라 소담 나루 라온 이든 이음 이룸 은재 오순 유선 유지 유형 세상 세정 세미 세진 "
    "세이 세종 승리 승기 승지 영신 용산 우정 원경 원미 윤기 은기 은수저 은상 은행 이수 이전 이화 인원 재미 "
    "재활 전주 종기 주변 주민 주의 "
    "찬미 천호 청하 춘천 충주 탁구 태권 평화 하선 하정 한나 한성 한진 해원 해인 현관 현대 현금 형태 홍보 화성 효도 흥미".split()
)
CERTAIN = (
    GIVEN - NOUNS - _AMBIGUOUS - frozenset("인지 승진 은혜 예랑 진이 은이 영이 순이 숙이 해서 정이 경이 남이".split())
)
"""Given names that are hardly ever another word."""


FIRST_SYLLABLES = SURNAMES | RARE_SURNAMES | frozenset(double[0] for double in DOUBLE_SURNAMES)
"""How a full name may begin."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word: the name's length, what follows it in the word, and how much it is like a name (0 to 2)."""

    length: int
    kind: str
    likeness: int


@lru_cache(maxsize=1 << 16)
def readings(word: str) -> tuple[Reading, ...]:
    """Return the ways to read a Hangul word as a name with particles, likeliest first; none for ordinary words."""
    if len(word) > 14:
        return ()
    found: list[Reading] = []
    for length in (3, 4, 2):
        name = word[:length]
        if len(name) < length or not _shaped(name):
            continue
        kind = rest(word, length)
        if length == 3 and _inflected(name, word[length:], kind):
            continue
        if not kind or (name in NOUNS and (length != 2 or kind != "sign")):
            continue
        found.append(Reading(length, kind, likeness(name)))
    if any(r.length > 2 and r.likeness == 2 for r in found):
        return tuple(found)
    if word in NOUNS or (word[:2] in NOUNS and all(_derived(word, r) for r in found)):
        return ()
    return tuple(found)


def rest(word: str, at: int) -> str:
    """Return what the end of a word is, after a name of `at` syllables: honour, sign, copula, particle, or ""."""
    match = _REST.fullmatch(word, at)
    return (match.lastgroup or "particle") if match else ""


def _shaped(name: str) -> bool:
    if len(name) == 4:
        return name[:2] in DOUBLE_SURNAMES
    if name[0] in RARE_SURNAMES and name[0] not in SURNAMES:
        return len(name) == 3 and (name[0] in QUIET_SURNAMES or name[1:] in CERTAIN)
    return name[0] in SURNAMES or (len(name) == 3 and name[:2] in DOUBLE_SURNAMES)


def _inflected(name: str, tail: str, kind: str) -> bool:
    """A noun with 이다 (감정이에요) or a verb of 하다 (용서하고) in the shape of three syllables and an ending."""
    if name[2] == "이":
        return kind == "copula" and name[1:] not in CERTAIN
    return name[2] == "하" and bool(tail) and tail[0] in "고는며면구세게지려기니시네였" and name[1:] not in CERTAIN


def _derived(word: str, reading: Reading) -> bool:
    """A noun of two syllables with a suffix or a particle (주문서, 전화로), not a name."""
    return len(word) > 2 and (reading.length == 2 or not given_like(word[1:3]))


def given_like(given: str) -> bool:
    """Say whether two syllables are like a given name."""
    first, last = given[0], given[-1]
    return given in GIVEN or (first in FIRSTS and (last in LASTS or first in FOLLOWING.get(last, "")))


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


@lru_cache(maxsize=1 << 14)
def foreign(word: str, inside: bool = False) -> tuple[int, str] | None:
    """Return (length, what follows) when a word begins with a name from elsewhere, or with a later part of one when
    `inside` a name."""
    for length in range(min(len(word), 7), 0, -1):
        name = word[:length]
        listed = (length > 1 and name in FOREIGN) or (inside and (name in CONTINUING or name in SURNAMES))
        if listed and (kind := rest(word, length)):
            return length, "end" if length == len(word) else kind
    return None


@lru_cache(maxsize=1 << 16)
def given_reading(word: str) -> str:
    """Return what follows a given name of two syllables that a word begins with, "end" when nothing does, "" for other words."""
    name = word[:2]
    if len(word) > 10 or len(name) < 2 or not (given_like(name) or name in NATIVE or likeness(name)):
        return ""
    return "end" if len(word) == 2 else rest(word, 2)


FOREIGN_HEADS = frozenset(name[:2] for name in FOREIGN)
"""How names from elsewhere begin."""


def ordinary(word: str) -> bool:
    """Say whether a word is a noun, or ends like a predicate or an adverb."""
    return word in NOUNS or word[:2] in NOUNS or word.endswith(ENDINGS)
