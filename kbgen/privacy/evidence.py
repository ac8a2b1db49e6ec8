"""What speaks for and against a run of digits being a number of some kind: words around it, dates in it, check digits.

Every test takes (match, view); the group `v` of the match, or all of it, is the number. Checksums only break ties
between kinds, they never refuse a number.
"""

import re
from itertools import pairwise

_BANKS = (
    r"(?:KB|kb)\s?국민|국민|신한|우리|하나|(?:NH|nh)\s?농협|농협|(?:IBK|ibk)\s?기업|기업|카카오\s?뱅크|"
    r"카카오|카뱅|토스\s?뱅크|토스|토뱅|케이\s?뱅크|케뱅|"
    r"K뱅크|k뱅크|우체국|새마을금고|새마을|MG|신협|수협|부산|대구|광주|전북|경남|제주|아이엠뱅크|iM뱅크|"
    r"SC\s?제일|제일|씨티|산업|KDB|저축|"
    r"산림조합"
)
BANK = rf"(?:{_BANKS}|[가-힣A-Z]{{1,6}}(?:저축은행|증권|은행|뱅크))(?:\s?은행)?"
COURIER = (
    r"(?:CJ\s?대한통운|씨제이|대한통운|대한|CJ|cj|한진|롯데\s?택배|롯데|로젠|우체국|경동|대신|일양|합동|천일|"
    r"건영|쿠팡|GS|CU|편의점|EMS|K-?Packet|"
    r"FedEx|Fedex|fedex|UPS|ups|DHL|dhl|USPS|usps|페덱스|디에이치엘|Royal Mail|Evri|DPD)"
)


def digits_of(text: str) -> str:
    """Return the digits of a text alone."""
    return "".join(c for c in text if c.isdigit())


def _before(match: re.Match[str], view: str, size: int = 16) -> str:
    start = match.start("v") if "v" in match.re.groupindex else match.start()
    return view[max(0, start - size) : start]


def _after(match: re.Match[str], view: str, size: int = 12) -> str:
    end = match.end("v") if "v" in match.re.groupindex else match.end()
    return view[end : end + size]


_PRODUCT_CUE = re.compile(
    r"(?:바코드|상품\s?(?:번호|코드)|품번|모델(?:명|번호)?|ISBN|EAN|UPC|barcode|SKU|sku|item|시리얼|일련번호|"
    r"S/N)[^\n]{0,6}$"
)
_ORDER_CUE = re.compile(r"(?:주문|예약|접수|결제|order|booking|reservation)[^\n.!?]{0,10}$", re.IGNORECASE)
_TRACKING_CUE = re.compile(rf"(?:송장|등기|택배|배송|소포|tracking|parcel|{COURIER})[^\n.!?]{{0,10}}$", re.IGNORECASE)
_CARD_CUE = re.compile(r"(?:카드|card|visa|master|amex|아멕스|비씨|BC|결제)[^\n.!?]{0,12}$", re.IGNORECASE)
_ACCOUNT_CUE = re.compile(rf"(?:계좌|입금|송금|account|은행|증권|뱅크|{_BANKS})[^\n.!?]{{0,7}}$", re.IGNORECASE)
_NUMBER_WORD = re.compile(r"#|번호|코드|\b(?:number|no|id|code|ref|reference)\b", re.IGNORECASE)
_QUANTITY = re.compile(
    r"\s?(?:원|개|건|명|회|점|포인트|P\b|p\b|%|만|천|억|달러|년|월|일|시|분|초|자리|번째|박|km|kg|mg|ml|mAh|won|KRW|USD|dollars|points|"
    r"days?|hours?|minutes?|digits?|items?)"
)
_COMPANY_CUE = re.compile(
    r"(?:팩스(?:\s?번호)?|고객\s?(?:센터|지원|상담|만족)|콜\s?센터|대표\s?(?:번호|전화)|"
    r"상담\s?(?:센터|전화|번호)|문의\s?(?:전화|번호|처|는|사항은|:)|"
    r"[Aa]/?[Ss]\s?(?:센터|접수)|서비스\s?센터|헬프\s?데스크|본사|매장|지점|영업점|대리점|당사|저희|센터|"
    r"(?i:customer (?:service|support|care)|help\s?line|hotline|support (?:line|number|team)|help desk|"
    r"(?:our|the|call|ring|dial|contact) (?:\w{2,12} )?"
    r"(?:office|front desk|desk|reception|concierge|switchboard|showroom|clinic)|our (?:"
    r"store|branch|line|number|team)|call us))[^\n.!?,\d]{0,18}\Z|(?:문의|변경|취소|상담|안내|접수|신고|예약)\s?:\s?\Z"
)
_DESK_CUE = re.compile(
    r"(?:프런트|프론트|안내\s?데스크|데스크|관리\s?사무소|관리\s?사무실|관리실|예약실|안내소|매표소|민원실|상담실|접수처|교환실|원무과|경비실|분실물\s?센터|"
    r"주민\s?센터|행정복지센터|보건소|구청|시청|군청|도청|우체국|은행|영업소|사무국|운영국|터미널)(?:\s?(?:데스크|전화|번호|직통|대표|연락처)){0,2}"
    r"\s?(?:은|는|:)?\s{0,2}[(\[]?$"
    r"|(?:문의|접수|안내|예약|신고|상담|신청)(?:처|전화|번호)?\s?[:(]\s?(?:[가-힣]{1,12}\s?){1,2}[(\[:]?\s?$"
    r"|(?:문의|접수|안내|예약|신고|상담|신청)(?:처|는|은)?\s(?:[가-힣]{1,10}(?:과|팀|센터|부|실|국|처|소|계|점|본부|지사)\s?)[(\[:]?\s?$"
)
_CARD_NEAR = re.compile(r"카드|\d{4}[ \-]\d{4}[ \-]\d{4}|(?i:\bcard\b|cvc|cvv|visa\b|mastercard|amex)")


def luhn(number: str) -> bool:
    """Say whether a string of digits carries the check digit of payment cards (ISO/IEC 7812)."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _is_date(year: int, month: str, day: str) -> bool:
    return 1900 <= year <= 2100 and 1 <= int(month) <= 12 and 1 <= int(day) <= 31


def _birth(six: str) -> bool:
    return _is_date(2000 + int(six[:2]), six[2:4], six[4:6])


def rrn(match: re.Match[str], view: str) -> bool:
    """A resident or foreigner number: its front is a date."""
    number = digits_of(match.group())
    if not _birth(number[:6]):
        return False
    late = len(number) > 6 and number[6] in "3478"
    if len(match.group()) == len(number):
        # Thirteen digits in one piece may be a barcode: those who have 3, 4, 7 or 8 were born since 2000.
        if (late and int(number[:2]) > 35) or _PRODUCT_CUE.search(_before(match, view)):
            return False
        return not _ORDER_CUE.search(_before(match, view)) and not _TRACKING_CUE.search(_before(match, view))
    return not _ORDER_CUE.search(_before(match, view, 8))


def card(match: re.Match[str], view: str) -> bool:
    """A card number: a cue, groups, or the check digit of one piece."""
    before = _before(match, view)
    if _CARD_CUE.search(before):
        return True
    number = digits_of(match.group())
    if (
        _ORDER_CUE.search(before)
        or _TRACKING_CUE.search(before)
        or _ACCOUNT_CUE.search(before)
        or _PRODUCT_CUE.search(before)
    ):
        return False
    return len(number) < len(match.group()) or (luhn(number) and not number.startswith("20"))


def spaced_phone(match: re.Match[str], view: str) -> bool:
    """Single digits that are no counting up: 1 2 3 4 5."""
    number = digits_of(match.group())
    steps = sum(int(b) - int(a) in (1, -9) for a, b in pairwise(number))
    return steps < 7 and not _PRODUCT_CUE.search(_before(match, view)) and not _ORDER_CUE.search(_before(match, view))


_CASE_NEAR = re.compile(
    r"disput|ticket|\bcase\b|claim|order|booking|reserv|\bref\b|referenc|complain|incident|request|return|refund|quote|"
    r"opened|logged|raised|filed|escalat|contract|polic(?:y|ies)|invoice|job\b|appointment|접수|신청|문의|계약|예약|"
    r"주문|신고|민원|상담|견적|청구|배송|환불|등록|진행",
    re.IGNORECASE,
)
_THING_NEAR = re.compile(
    r"(?:model|version|firmware|\bsku\b|part|error|code|item|product|article|\bcve\b|\biso\b|\brfc\b|\bkb\b|serial|lot|batch|"
    r"promo\w*|coupon|flight|코드|오류|에러|모델|품번|상품|제품|쿠폰|시리얼|규격|버전|부품|필터|편)\s?(?:명|번호|number|no\.?|#)?"
    r"(?:은|는|이|가|:|\sis)?\s{0,2}[\"'(\[]?$",
    re.IGNORECASE,
)
_THINGS_CODE = re.compile(
    r"(?:CVE|ISO|RFC|KB|ERR|SKU|HTTP|IEC|DIN|EN|KS|UTF|SHA|AES|TLS|PCI|COVID|GPT|USB|LTE|WPA|PS|RTX|GTX|WH|WF|SM)[\-_]"
)


def case_code(match: re.Match[str], view: str) -> bool:
    """Capitals and a serial where a case, an order or the like is spoken of, not a product or an error."""
    if _THING_NEAR.search(_before(match, view, 20)) or _THINGS_CODE.match(match.group()):
        return False
    return bool(
        _CASE_NEAR.search(view[max(0, match.start() - 60) : match.start()])
        or _CASE_NEAR.search(_after(match, view, 30))
    )


def masked_card(match: re.Match[str], view: str) -> bool:
    """At least six digits and two masked ones."""
    group = match.group()
    return len(digits_of(group)) >= 6 and sum(c in "*xX●○•#" for c in group) >= 2


def half_card(match: re.Match[str], view: str) -> bool:
    """A part of a card number has a cue beside it."""
    return bool(_CARD_CUE.search(_before(match, view))) or _after(match, view).lstrip().startswith(("카드", "card"))


def phone(match: re.Match[str], view: str) -> bool:
    """A mobile number, unless an order cue stands before something that only looks like one."""
    return not _ORDER_CUE.search(_before(match, view, 8)) or match.group()[:2] in ("01", "+8")


def of_company(match: re.Match[str], view: str) -> bool:
    """Say whether the words before present the number as the company's own."""
    before = _before(match, view, 32)
    return bool(_COMPANY_CUE.search(before) or _DESK_CUE.search(before))


def landline(match: re.Match[str], view: str) -> bool:
    """A landline number that is neither toll-free nor presented as the company's."""
    number = digits_of(match.group())
    return number[:3] != "080" and 9 <= len(number) <= 12 and not of_company(match, view)


def reachable(match: re.Match[str], view: str) -> bool:
    """A number that a person says to call, not a toll-free or support number."""
    number = digits_of(match["v"])
    support = len(number) == 8 and number[:2] in ("15", "16", "18")
    return not (toll_free(number) or support or _QUANTITY.match(_after(match, view)) or of_company(match, view))


def card_near(match: re.Match[str], view: str) -> bool:
    """An expiry date counts when a card is spoken of: coupons and contracts have such dates too."""
    return bool(_CARD_NEAR.search(view[max(0, match.start() - 60) : match.end() + 40]))


def mostly_digits(match: re.Match[str], view: str) -> bool:
    """A code with at least four digits, no product's."""
    return len(digits_of(match["v"])) >= 4 and not _PRODUCT_CUE.search(_before(match, view))


def numbered(match: re.Match[str], view: str) -> bool:
    """A code after `…번호`: at least three digits, no amount, no date, no support number."""
    value = match["v"]
    number = digits_of(value)
    if len(number) < 3 or (value == number and _QUANTITY.match(_after(match, view))) or _is_day(value):
        return False
    return not re.fullmatch(r"1[568]\d\d-\d{4}|0(?:\d{1,3})[ \-]\d{3,4}[ \-]\d{4}", value)


_PUBLIC_NUMBERS = tuple(
    (
        "상품 제품 모델 품목 품 쿠폰 할인 프로모션 추천 바코드 게시글 게시물 글 오류 에러 버전 우편 좌석 열 편 "
        "편명 항공편 게이트 노선 버스 열차 공지 지점 매장 대표 채널 강의 페이지 문제 문항 문의전화 고객센터 상담 "
        "내선 사전 단축 전화 연락처 휴대폰 핸드폰 폰 안심 가상 인증 비밀 보안 등번 로트 배치 제조 유통 시리얼 "
        "일련 국가 지역 법 조항 순 당첨 로또 이벤트 메뉴 옵션 호 룸 객실 방 층 테이블 대기 도서 청구기호 부품 "
        "규격 차대 종목 코드 색상 사이즈 기본 고유 학기 회차 차수 장 쪽 "
    ).split()
)


_FIXTURE = re.compile(
    r"(?:가로등|보안등|신호등|전봇대|전신주|전주|정류[장소]|CCTV|소화전|맨홀|자판기|충전[기소]|승강기|엘리베이터|에스컬레이터|기기|장비|단말기?|설비)"
    r"[^\n.!?]{0,10}$"
)


def some_number(match: re.Match[str], view: str) -> bool:
    """A code after any `…번호` that is not the number of a thing, of a public fixture or of the company."""
    if match["thing"].endswith("관리") and _FIXTURE.search(_before(match, view, 24)):
        return False
    return not match["thing"].endswith(_PUBLIC_NUMBERS) and len(digits_of(match["v"])) >= 4 and numbered(match, view)


def member(match: re.Match[str], view: str) -> bool:
    """A member's number: at least three digits, no amount and no phone of a company."""
    return numbered(match, view)


def capitals(match: re.Match[str], view: str) -> bool:
    """A booking code of capitals: with a digit, or no word of the language."""
    value = match["v"]
    return any(c.isdigit() for c in value) or len(set(value)) >= 4


def _is_day(value: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d[\-./]\d\d?(?:[\-./]\d\d?)?", value))


def toll_free(number: str) -> bool:
    """Say whether a number of North America is toll-free, which only companies' are."""
    if number[:2] in ("08", "03"):
        return number[:4] in ("0800", "0808", "0845", "0870", "0300", "0330", "0333", "0344", "0345")
    return number.lstrip("1")[:3] in ("800", "888", "877", "866", "855", "844", "833")


def foreign_phone(match: re.Match[str], view: str) -> bool:
    """A foreign number of a plausible length that is not toll-free."""
    number = digits_of(match.group())
    return (
        8 <= len(number) <= 20
        and not toll_free(number)
        and (match.group().startswith("+") or not _ACCOUNT_CUE.search(_before(match, view)))
        and not of_company(match, view)
    )


def account(match: re.Match[str], view: str) -> bool:
    """An account number of a plausible length, no amount and no two dates."""
    number = digits_of(match["v"])
    least = 9 if any("가" <= c <= "힣" for c in match.group()) else 7
    return least <= len(number) <= 16 and not _QUANTITY.match(_after(match, view)) and not two_dates(match["v"])


def bank_after(match: re.Match[str], view: str) -> bool:
    """An account number before its bank."""
    return 10 <= len(digits_of(match["v"])) <= 15


def two_dates(text: str) -> bool:
    """Say whether sixteen digits are a period of two dates."""
    number = digits_of(text)
    return len(number) == 16 and all(_is_date(int(part[:4]), part[4:6], part[6:]) for part in (number[:8], number[8:]))


def grouped(match: re.Match[str], view: str) -> bool:
    """Three or four dashed groups without a cue: an account, when long enough and neither a date nor a product."""
    number = digits_of(match.group())
    return (
        11 <= len(number) <= 14
        and not _PRODUCT_CUE.search(_before(match, view))
        and not _QUANTITY.match(_after(match, view))
    )


def business(match: re.Match[str], view: str) -> bool:
    """A business number has ten digits."""
    return len(digits_of(match["v"])) == 10


_SPOKEN_OF = re.compile(
    r"(?:회원|주문|예약|고객|접수|계약|증권|학생|사원)\s?번호|\b(?:order|booking|policy|member|claim|case)\b",
    re.IGNORECASE,
)


def order_code(match: re.Match[str], view: str) -> bool:
    """Letters with at least ten digits, no product code."""
    number, before = digits_of(match.group()), _before(match, view, 48)
    least = 6 if _SPOKEN_OF.search(before) else 10
    return len(number) >= least and not _PRODUCT_CUE.search(before)


def dated(match: re.Match[str], view: str) -> bool:
    """A date and a serial, not a period."""
    return not two_dates(match.group()) and not _PRODUCT_CUE.search(_before(match, view))


def after_order(match: re.Match[str], view: str) -> bool:
    """A code after an order cue that is neither an amount nor a date."""
    value, cue = match["v"], match.group()[: match.start("v") - match.start()]
    letters = any(c.isalpha() for c in value)
    if (
        letters
        and value.isupper()
        and 5 <= len(value) <= 10
        and value.isalnum()
        and any(c.isdigit() for c in value[:-1])
    ):
        return not _PRODUCT_CUE.search(_before(match, view))
    named = bool(_NUMBER_WORD.search(cue))
    wanted = 3 if named else 4 if letters or "-" in value else 6
    if len(digits_of(value)) < wanted or _QUANTITY.match(_after(match, view)):
        return False
    return not _is_day(value) and not re.fullmatch(r"1[568]\d\d-\d{4}", value)


def long(match: re.Match[str], view: str) -> bool:
    """A long number that is neither a product code nor an amount."""
    before = _before(match, view)
    return not _PRODUCT_CUE.search(before) and not _QUANTITY.match(_after(match, view))


def birthdate(match: re.Match[str], view: str) -> bool:
    """A date whose month and day exist."""
    numbers = re.findall(r"\d+", match["v"])
    if len(numbers) == 1:
        digits = numbers[0]
        numbers = [digits[:-4], digits[-4:-2], digits[-2:]]
    if len(numbers) == 2:
        return True
    if len(numbers) != 3 or not all(numbers):
        return False
    if len(numbers[2]) == 4:
        numbers = [numbers[2], *sorted(numbers[:2], key=int)]
    return 1 <= int(numbers[1]) <= 12 and 1 <= int(numbers[2]) <= 31


_CAR = re.compile(
    r"(?<![가-힣])(?:차|차량|자차|주차|입차|출차|렌터카|렌트카|번호판|운전|세차|발렛|하이패스)(?![가-힣]{3})"
)
_PUBLIC_THINGS = frozenset(
    "model part item product version page chapter flight gate room platform seat batch lot serial style "
    "phone telephone mobile helpline fax "
    "support contact service error line row step lucky any large small total maximum minimum wrong same "
    "correct house flat door apartment "
    "bus train plug isbn sku barcode cell the this that what and or with atomic whole vat".split()
)


def some_english_number(match: re.Match[str], view: str) -> bool:
    """A code after any `… number` that is not the number of a thing or of the company."""
    return match["thing"].casefold() not in _PUBLIC_THINGS and len(digits_of(match["v"])) >= 4 and numbered(match, view)


_TELEPHONY_BEFORE = re.compile(
    r"(?:answer\w{0,5} at|messages? to|call\w{0,5}|dial\w{0,5}|ring\w{0,5}|reach\w{0,5}"
    r"|phone|mobile|\btel\w{0,5}|\bcell|desk|fax|office|registered|my number)"
    r"[^\n\d]{0,14}$",
    re.IGNORECASE,
)
_TELEPHONY_AFTER = re.compile(r"[ \-]{0,2}(?:office|fax|mobile|cell|desk|home|work)\b", re.IGNORECASE)


def telephony(match: re.Match[str], view: str) -> bool:
    """Groups of digits that words of telephony stand beside, in a text without Hangul."""
    number = digits_of(match.group())
    if not 7 <= len(number) <= 11 or re.search(r"[가-힣]", view) or toll_free(number) or of_company(match, view):
        return False
    near = _TELEPHONY_BEFORE.search(_before(match, view, 40)) or _TELEPHONY_AFTER.match(_after(match, view))
    return bool(near) and not _is_day(match.group().replace(" ", "-"))


def local_phone(match: re.Match[str], view: str) -> bool:
    """Seven digits of a local number in a text without Hangul, neither an order nor a product."""
    before = _before(match, view)
    return not (
        re.search(r"[가-힣]", view)
        or _PRODUCT_CUE.search(before)
        or _ORDER_CUE.search(before)
        or _QUANTITY.match(_after(match, view))
        or of_company(match, view)
    )


def plate(match: re.Match[str], view: str) -> bool:
    """A number plate with a cue, or in one piece."""
    group = match.group()
    if _QUANTITY.match(_after(match, view)):
        return False
    cue = re.search(
        r"(?:차|번호판|주차|렌터카|렌트카|서울|경기|인천|부산|대구|대전|광주|울산|제주)[^\n.]{0,8}$",
        _before(match, view),
    )
    around = re.match(r"\s?(?:차|렌트|렌터|주차|번호판)", _after(match, view)) or _CAR.search(view)
    named = "가" <= group[0] <= "힣"
    return bool(cue or around or named) or (" " not in group and group[-5] not in "호도주서")
