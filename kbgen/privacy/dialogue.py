"""What a message asks for, and the short answers that only the question makes personal."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kbgen.privacy.english_words import NOT_HANDLES
from kbgen.privacy.spans import Span

_THING_NAME = re.compile(
    r"(?:상품|제품|모델|기기|브랜드|매장|지점|앱|게임|캐릭터|파일|이벤트|쿠폰|메뉴|은행|회사|업체|서비스|옵션|강의|과목|품목|가게|샵|"
    r"학교|병원|지역|카드|부서|프로젝트)\s?(?:이름|명)"
)
_WORDS = {
    "name": "성함|존함|성명|이름|본명|실명|주문자|예금주|입금자|수령인|수령자|수취인|예약자|받는 분|받는분|받으시는|"
    "받으실|누구|어느 분|어느분|고객명|회원명|"
    "신청자|탑승자|계약자|가입자|명의|name|who am|who is|who are|who should|who shall|who will|who was|who do",
    "tail": "뒷자리|뒷 자리|끝자리|끝 자리|마지막 네|마지막 4|뒷번호|뒤 네|뒤 4|뒷 네|뒷 4|끝 네|끝 4|끝번호|last "
    "four|last 4|final four|final 4",
    "phone": "연락처|전화번호|전화 번호|휴대폰|핸드폰|휴대전화|번호 좀|번호 남겨|번호 하나|phone|mobile|contact "
    "number|cell|reach you|call you",
    "birth": "생년월일|생일|출생|date of birth|birthday|birth date|birthdate|dob|born",
    "code": "현관|출입|도어락|공동|door code|gate code|entry code|access code|buzzer",
    "otp": "인증번호|인증 번호|인증코드|verification code|security code|one-time|6-digit|otp|passcode",
    "order": "주문번호|주문 번호|예약번호|예약 번호|예매번호|접수번호|문의번호|계약번호|증권번호|티켓번호|항공권|"
    "승인번호|결제번호|확인번호|이용번호|구매번호|"
    "거래번호|신청번호|발권|예약코드|주문건|주문 건|어떤 주문|어느 주문|order|booking|reservation|"
    "confirmation|reference|ticket|invoice|policy|"
    "claim|case|pnr|contract|receipt|transaction",
    "track": "운송장|송장|등기|tracking",
    "login": "아이디|계정|닉네임|username|user name|user id|login|handle",
    "member": "회원번호|회원 번호|고객번호|멤버십|포인트 번호|마일리지|학번|사번|수험번호|환자번호|가입번호|등록번호|"
    "식별|member|customer number|"
    "customer id|account id|workspace id",
    "account": "계좌|환불 받으실|account number|sort code|iban",
    "address": "주소|배송지|수령지|address|postcode|zip",
    "plate": "차량|차 번호|차번호|번호판|plate|registration",
    "card": "카드|card",
    "passport": "여권|passport",
    "rrn": "주민번호|주민등록|ssn|social security|national insurance|외국인등록",
}
_BY_START: dict[str, list[tuple[str, str]]] = {}
for _kind, _words in _WORDS.items():
    for _word in _words.split("|"):
        _BY_START.setdefault(_word[:2], []).append((_word, _kind))
_ANY = ("?", "알려", "말씀", "부탁", "남겨", "please")
_COPULA = r"(?:\s?(?:번|이요|이에요|예요|입니다|인데요?|이고요?|이구요|요|으로|로|네요|임|여|입니당|임다|였어요|일거에요|일\s?거예요))?"
_LEAD = (
    r"(?:^|(?<=[\n,/:])|(?<=[가-힣A-Za-z] )(?=[A-Z]{0,3}\d{6}))[ \t]{0,4}(?:(?:네|넵|넹|예|아|음|저|제|it's|"
    r"its|it is|yes|sure|is|the code is|끝자리|"
    r"뒷자리|뒷번호|번호는?|주문번호는?)[,.:\s~!]{1,3}){0,2}"
)
_TRAIL = rf"{_COPULA}(?=[\s.,!~?^ㅎㅋㅠ)/]|$)"
_DIGITS4 = re.compile(
    r"(?<![\d.,\-/:])(?P<v>\d{4})(?![\d.,\-/:년원개분시%]|\s?(?:원|년|개|만|분|시|번\s?(?:버스|출구)|won|days))"
)
_ANSWERS: dict[str, tuple[str, re.Pattern[str]]] = {
    "phone": ("phone", re.compile(rf"{_LEAD}(?P<v>(?:\+?\d[\d\-. ()]{{6,16}}\d|\d{{7,11}}|\d{{3,4}}[\-. ]\d{{4}})){_TRAIL}")),
    "birth": (
        "birthdate",
        re.compile(
            r"(?<![\d.\-/])(?P<v>(?:19|20)?\d{2}(?:[.\-/년]\s?)?(?:0?[1-9]|1[0-2])(?:[.\-/월]\s?)?(?:0?[1-9]|[12]\d|3[01])"
            r"일?(?:생)?|(?:0?[1-9]|[12]\d|3[01])[/.\-](?:0?[1-9]|[12]\d|3[01])[/.\-](?:19|20)?\d{2}|"

        r"(?:0?[1-9]|1[0-2])월\s?(?:0?[1-9]|[12]\d|3[01])일|\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?(?:jan|feb|mar|apr|"
        r"may|jun|jul|aug|sep|oct|"

        r"nov|dec)[a-z]{0,6}\.?,?\s(?:19|20)\d{2}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
        r"[a-z]{0,6}\.?\s\d{1,2}(?:st|nd|rd|th)?"
            r",?\s(?:19|20)\d{2})(?![\d\-/])",
            re.IGNORECASE,
        ),
    ),
    "code": (
        "door_code",
        re.compile(
            rf"{_LEAD}(?:비번은?|비밀번호는?|현관은?|공동현관은?|번호는?)?\s?(?P<v>(?:[가-힣]{{1,2}})?\s?[#*]?\d[\d#*]{{2,11}}(?:\s\d{{3,8}}[#*]?)?)"
            r"(?:\s?(?:누르|이요|이에요|예요|입니다|요|으로|로|이고|인데)[^\n]{0,40}|[\s.!~]{0,8}$)"
        ),
    ),
    "otp": ("token", re.compile(rf"{_LEAD}(?P<v>\d{{4,8}}){_TRAIL}")),
    "order": (
        "order",
        re.compile(

        rf"{_LEAD}(?P<v>#?(?=[A-Za-z\-]{{0,10}}\d)[A-Za-z0-9](?:[A-Za-z0-9]|[\-_](?=[A-Za-z0-9])){{3,29}}|"
        rf"(?-i:[A-Z]{{6}})){_TRAIL}",
            re.IGNORECASE,
        ),
    ),
    "track": ("tracking", re.compile(rf"{_LEAD}(?P<v>(?=[A-Z]{{0,4}}\d)[A-Z0-9](?:[\- ]?[A-Z0-9]){{7,24}}){_TRAIL}")),
    "login": ("user_id", re.compile(rf"{_LEAD}(?P<v>@?[A-Za-z][A-Za-z0-9._\-]{{2,29}}|\d[a-z0-9._]{{0,20}}[a-z][a-z0-9._]{{1,9}}(?![a-z0-9._]))"
        rf"{_TRAIL}")),
    "member": ("user_id", re.compile(rf"{_LEAD}(?P<v>(?=[A-Za-z\-_ ]{{0,6}}\d)[A-Za-z0-9](?:[\-_ ]?[A-Za-z0-9]){{3,19}}){_TRAIL}")),
    "account": ("account", re.compile(rf"(?<![\d\-])(?P<v>\d(?:[ \-]?\d){{7,15}})(?![\d\-]){_COPULA}")),
    "plate": ("plate", re.compile(rf"{_LEAD}(?P<v>(?:\d{{2,3}}\s?[가-힣]\s?)?\d{{4}}|(?-i:[A-Z]{{2}}\d{{2}} ?[A-Z]{{3}})){_TRAIL}")),
    "card": ("card", re.compile(rf"{_LEAD}(?P<v>\d{{4}}(?:[ \-]\d{{4}}){{0,3}}|(?:0[1-9]|1[0-2])/\d{{2}}){_TRAIL}")),
    "rrn": ("rrn", re.compile(rf"(?<![\d\-])(?P<v>\d{{6}}(?:[ \-]{{0,3}}\d{{1,7}})?|\d{{7}}|\d{{3}}-?\d{{2}}-?\d{{4}}){_TRAIL}")),
    "any": ("order", re.compile(r"\A\s{0,3}(?P<v>(?!v?\d+(?:\.\d+)+)(?=[A-Za-z0-9\-_.]*[A-Za-z])(?=(?:[A-Za-z\-_.]*\d){4})"
        r"[A-Za-z0-9][A-Za-z0-9\-_.]{4,39})(?:이?요|입니다|예요|이에요)?[\s.!]{0,4}$")),
    "passport": ("passport", re.compile(rf"{_LEAD}(?P<v>[A-Z]{{1,2}}[0-9A-Z]{{7,8}}|\d{{9}}){_TRAIL}")),
    "address": (
        "address",
        re.compile(

        r"(?:^|(?<=[\n,/]))[ \t]{0,4}(?:(?:네|넵|예|아뇨|아니요?|맞는데요?|맞아요|근데|거기|"
            r"[가-힣\d]{1,6}\s?(?:아니고|아니라|말고))[,. ]{1,2}){0,3}"
            r"(?P<v>지하\s?\d{1,3}호|지층|반지하|옥탑(?:방)?|(?:[가-힣A-Za-z0-9]{1,12} )"
        r"{0,5}(?:[가-힣]{1,8}(?:로|길)\s?\d{1,4}(?:-\d{1,3})?"
            r"|[가-힣]{1,6}동\s\d{1,4}-\d{1,4}|\d{2,4}동\s?\d{2,4}호|[가-힣A-Za-z]{2,12}\s\d{3,4}호|\d{3,4}호)"
            r"(?:[\s,]{1,2}(?:[가-힣A-Za-z0-9]{1,12}\s)?(?:\d{1,4}동\s?)?\d{1,4}[호층])?)"
        ),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Context:
    """What the messages before tell: who speaks now, and the kinds of things that were asked for and not yet told."""

    agent: bool = False
    asked: frozenset[str] = frozenset()


ALONE = Context()
"""A text of which nothing is known."""


def asks(text: str) -> frozenset[str]:
    """Return the kinds of personal data that a message speaks of, as keys of `_WORDS`."""
    lower = text.lower()
    if "이름" in lower:
        lower = _THING_NAME.sub(" ", lower)
    starts = _BY_START.keys() & set(map("".join, pairwise(lower)))
    kinds = {kind for start in starts for word, kind in _BY_START[start] if word in lower}
    return frozenset(kinds | {"any"} if any(word in lower for word in _ANY) else kinds)


def find_answers(view: str, asked: frozenset[str]) -> Iterator[Span]:
    """Yield the answers in one digit view; a message that goes on and on answers something else."""
    if len(view) > 160:
        return
    if "tail" in asked and len(view) < 60:
        for match in _DIGITS4.finditer(view):
            yield Span(match.start("v"), match.end("v"), "phone", "answers with its end")
    for kind in _ANSWERS.keys() & asked:
        type_, pattern = _ANSWERS[kind]
        for match in pattern.finditer(view):
            if _means(kind, match["v"]):
                yield Span(match.start("v"), match.end("v"), type_, f"answers {kind}")


def _means(kind: str, value: str) -> bool:
    digits = sum(c.isdigit() for c in value)
    if kind == "login":
        return value.casefold().rstrip("._-") not in NOT_HANDLES and (digits > 0 or "_" in value or value.islower())
    if kind == "order":
        return digits >= 3 or value.isupper()
    if kind in ("track", "member"):
        return digits >= 4
    return True
