"""Runs of digits, and what kind of number each is.

Every rule looks at the digit view of a text (`folding.digits`). The order of `_RULES` is the order of precedence: a
digit that one rule has claimed is closed to the rules after it. Checksums only break ties between kinds.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kbgen.privacy.folding import FILLER
from kbgen.privacy.spans import Span, Taken

_S = rf"[ \t\r\n.\-/~()_{FILLER}]{{0,3}}"
_MASK = r"[*xX●○•#]"
_IS = r"(?:\s?(?:번호|No\.?|no\.?|number))?(?:\s?(?:은|는|이|가|을|를|도|:|：|=|#|,|\|)|\s(?:is|was|are))?[\s#:(\[]{0,3}"

_BANK = (
    r"(?:(?:KB|kb)\s?국민|국민|신한|우리|하나|(?:NH|nh)\s?농협|농협|(?:IBK|ibk)\s?기업|기업|카카오\s?뱅크|카카오|카뱅|토스\s?뱅크|토스|토뱅|케이\s?뱅크|케뱅|"
    r"K뱅크|k뱅크|우체국|새마을금고|새마을|MG|신협|수협|부산|대구|광주|전북|경남|제주|아이엠뱅크|iM뱅크|SC\s?제일|제일|씨티|산업|KDB|저축|"
    r"산림조합|[가-힣A-Z]{1,6}(?:저축은행|증권|은행|뱅크))(?:\s?은행)?"
)
_COURIER = (
    r"(?:CJ\s?대한통운|씨제이|대한통운|대한|CJ|cj|한진|롯데\s?택배|롯데|로젠|우체국|경동|대신|일양|합동|천일|건영|쿠팡|GS|CU|편의점|EMS|K-?Packet|"
    r"FedEx|Fedex|fedex|UPS|ups|DHL|dhl|USPS|usps|페덱스|디에이치엘|Royal Mail|Evri|DPD)"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of number: a pattern with an optional group `v`, and a test of (match, view) that may refuse it."""

    type: str
    why: str
    pattern: re.Pattern[str]
    test: Callable[[re.Match[str], str], bool] | None = None


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _before(match: re.Match[str], view: str, size: int = 16) -> str:
    start = match.start("v") if "v" in match.re.groupindex else match.start()
    return view[max(0, start - size) : start]


def _after(match: re.Match[str], view: str, size: int = 12) -> str:
    end = match.end("v") if "v" in match.re.groupindex else match.end()
    return view[end : end + size]


_PRODUCT_CUE = re.compile(r"(?:바코드|상품\s?(?:번호|코드)|품번|모델(?:명|번호)?|ISBN|EAN|UPC|barcode|SKU|sku|item|시리얼|일련번호|S/N)[^\n]{0,6}$")
_ORDER_CUE = re.compile(r"(?:주문|예약|접수|결제|order|booking|reservation)[^\n.!?]{0,10}$", re.IGNORECASE)
_TRACKING_CUE = re.compile(rf"(?:송장|등기|택배|배송|소포|tracking|parcel|{_COURIER})[^\n.!?]{{0,10}}$", re.IGNORECASE)
_CARD_CUE = re.compile(r"(?:카드|card|visa|master|amex|아멕스|비씨|BC|결제)[^\n.!?]{0,12}$", re.IGNORECASE)
_ACCOUNT_CUE = re.compile(rf"(?:계좌|입금|송금|account|{_BANK})[^\n.!?]{{0,10}}$", re.IGNORECASE)
_QUANTITY = re.compile(r"\s?(?:원|개|건|명|회|점|포인트|P\b|p\b|%|만|천|억|달러|년|월|km|kg|mg|ml|mAh|won|KRW|USD|dollars|points)")


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


def _rrn(match: re.Match[str], view: str) -> bool:
    number = _digits(match.group())
    if not _birth(number[:6]):
        return False
    late = len(number) > 6 and number[6] in "3478"
    if len(match.group()) == len(number):
        # Thirteen digits in one piece may be a barcode: those who have 3, 4, 7 or 8 were born since 2000.
        if (late and int(number[:2]) > 35) or _PRODUCT_CUE.search(_before(match, view)):
            return False
        return not _ORDER_CUE.search(_before(match, view)) and not _TRACKING_CUE.search(_before(match, view))
    return not _ORDER_CUE.search(_before(match, view, 8))


def _card(match: re.Match[str], view: str) -> bool:
    before = _before(match, view)
    if _CARD_CUE.search(before):
        return True
    number = _digits(match.group())
    if _ORDER_CUE.search(before) or _TRACKING_CUE.search(before) or _ACCOUNT_CUE.search(before) or _PRODUCT_CUE.search(before):
        return False
    return len(number) < len(match.group()) or (luhn(number) and not number.startswith("20"))


def _masked_card(match: re.Match[str], view: str) -> bool:
    group = match.group()
    return len(_digits(group)) >= 6 and sum(c in "*xX●○•#" for c in group) >= 2


def _half_card(match: re.Match[str], view: str) -> bool:
    return bool(_CARD_CUE.search(_before(match, view))) or _after(match, view).lstrip().startswith(("카드", "card"))


def _phone(match: re.Match[str], view: str) -> bool:
    return not _ORDER_CUE.search(_before(match, view, 8)) or match.group()[:2] in ("01", "+8")


def _landline(match: re.Match[str], view: str) -> bool:
    number = _digits(match.group())
    return number[:3] != "080" and 9 <= len(number) <= 12


def _toll_free(number: str) -> bool:
    return number.lstrip("1")[:3] in ("800", "888", "877", "866", "855", "844", "833")


def _foreign_phone(match: re.Match[str], view: str) -> bool:
    number = _digits(match.group())
    return 9 <= len(number) <= 15 and not _toll_free(number) and not _ACCOUNT_CUE.search(_before(match, view))


def _account(match: re.Match[str], view: str) -> bool:
    number = _digits(match["v"])
    return 9 <= len(number) <= 16 and not _QUANTITY.match(_after(match, view)) and not _two_dates(match["v"])


def _bank_after(match: re.Match[str], view: str) -> bool:
    return 10 <= len(_digits(match["v"])) <= 15


def _two_dates(text: str) -> bool:
    number = _digits(text)
    return len(number) == 16 and all(_is_date(int(part[:4]), part[4:6], part[6:]) for part in (number[:8], number[8:]))


def _grouped(match: re.Match[str], view: str) -> bool:
    """Three or four dashed groups without a cue: an account, when long enough and neither a date nor a product."""
    number = _digits(match.group())
    return 11 <= len(number) <= 14 and not _PRODUCT_CUE.search(_before(match, view)) and not _QUANTITY.match(_after(match, view))


def _business(match: re.Match[str], view: str) -> bool:
    return len(_digits(match["v"])) == 10


def _order_code(match: re.Match[str], view: str) -> bool:
    number = _digits(match.group())
    return len(number) >= 10 and not _PRODUCT_CUE.search(_before(match, view))


def _dated(match: re.Match[str], view: str) -> bool:
    return not _two_dates(match.group()) and not _PRODUCT_CUE.search(_before(match, view))


def _after_order(match: re.Match[str], view: str) -> bool:
    value = match["v"]
    letters = any(c.isalpha() for c in value)
    wanted = 4 if letters or "#" in match.group() or "-" in value else 6
    if len(_digits(value)) < wanted or _QUANTITY.match(_after(match, view)):
        return False
    return not re.fullmatch(r"(?:19|20)\d\d-\d\d?(?:-\d\d?)?", value)


def _long(match: re.Match[str], view: str) -> bool:
    before = _before(match, view)
    return not _PRODUCT_CUE.search(before) and not _QUANTITY.match(_after(match, view))


def _birthdate(match: re.Match[str], view: str) -> bool:
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


def _plate(match: re.Match[str], view: str) -> bool:
    group = match.group()
    if _QUANTITY.match(_after(match, view)):
        return False
    cue = re.search(r"(?:차|번호판|주차|렌터카|렌트카|서울|경기|인천|부산|대구|대전|광주|울산|제주)[^\n.]{0,8}$", _before(match, view))
    around = re.match(r"\s?(?:차|렌트|렌터|주차|번호판)", _after(match, view))
    return bool(cue or around) or (" " not in group and group[-5] not in "호도주서")


def _re(pattern: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(pattern, flags)


_DATE = r"(?:(?:19|20)?\d{2}\s?[.\-/년]\s?\d{1,2}\s?[.\-/월]\s?\d{1,2}(?:\s?일)?|\d{1,2}[./\-]\d{1,2}[./\-](?:19|20)\d{2}|(?:19|20)\d{6}|\d{6})(?!\d)"
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_CODE = r"(?=[A-Za-z\-_.]{0,10}\d)[A-Za-z0-9](?:[A-Za-z0-9]|\.(?=\d{3})|[\-_](?:\s{0,2})(?=[A-Za-z0-9])){3,30}"

_RULES: tuple[Rule, ...] = (
    Rule("rrn", "front and back half", _re(rf"(?:주민|민번|외국인\s?등록|거소|RRN)[^\d\n]{{0,12}}(?P<v>\d{{6}}[^\d]{{1,10}}\d{{7}})(?!\d)")),
    Rule("rrn", "six and seven digits", _re(r"(?<![\dA-Za-z])(?<!\d-)\d{6}[ \t\r\n.\-_/]{0,3}[1-8]\d{6}(?!-?\d)"), _rrn),
    Rule("rrn", "masked or partial", _re(r"(?<![\dA-Za-z])(?<!\d-)\d{6}\s?-\s?[1-8](?:\s?[*xX●○•]{1,6}|\d{0,5}[*xX●○•]{1,6}|(?!\d))"), _rrn),
    Rule("rrn", "half after a cue", _re(r"(?:주민\s?(?:등록)?\s?번호|민번|주민)[^\d\n]{0,10}(?P<v>\d{6,7})(?!\d)")),
    Rule("rrn", "social security number", _re(r"(?<![\d\-])(?!000|666|9)\d{3}-\d{2}-\d{4}(?![\d\-])")),
    Rule("customs_id", "P and twelve digits", _re(rf"(?<![A-Za-z0-9])[Pp](?:{_S}\d){{12}}(?!\d)")),
    Rule("driver", "2-2-6-2", _re(r"(?<![\d\-])\d{2}[- .]\d{2}[- .]\d{6}[- .]\d{2}(?![\d\-])")),
    Rule("driver", "after a cue", _re(r"면허(?:증)?\s?(?:번호)?[^\d\n가-힣]{0,4}(?P<v>(?:[가-힣]{2}\s?)?\d{2}[- ]?(?:\d{2}[- ]?)?\d{6}[- ]?\d{2})(?!\d)")),
    Rule("driver", "licence after a cue", _re(r"(?i:driver'?s?\s+licen[cs]e|driving licen[cs]e)(?i:\s+(?:number|no\.?|is|#|:)){0,3}[\s:#]{0,3}(?P<v>(?=[A-Z]{0,5}\d)[A-Z0-9][A-Z0-9\-]{5,18})")),
    Rule("passport", "after a cue", _re(r"(?:여권|(?i:passport))[^\d\n]{0,14}?(?P<v>(?<![A-Za-z])[A-Za-z]{1,2}\s?(?:\d[ \-]?){3}[A-Za-z]?(?:\d[ \-]?){3,4}\d|(?<!\d)\d{9})(?![A-Za-z0-9])")),
    Rule("tracking", "universal postal number", _re(r"(?<![A-Za-z0-9])[A-Z]{2}\s?\d{3}\s?\d{3}\s?\d{3}\s?[A-Z]{2}(?![A-Za-z0-9])|(?<![A-Za-z0-9])1Z[0-9A-Z]{16}(?![A-Za-z0-9])")),
    Rule("business_no", "3-2-5", _re(r"(?<![\d\-])(?P<v>\d{3}-\d{2}-\d{5})(?![\d\-])")),
    Rule("business_no", "after a cue", _re(rf"사업자(?:\s?등록)?{_IS}(?P<v>\d(?:[ .\-]{{0,2}}\d){{9}})(?![\d\-])"), _business),
    Rule("account", "after a bank", _re(rf"(?<![가-힣]){_BANK}(?:\s?(?:통장|입출금|예금))?(?:\s?계좌)?{_IS}(?P<v>\d(?:[ .\-]{{0,3}}\d){{8,15}})(?!-?\d)"), _account),
    Rule("account", "after a cue", _re(rf"(?:계좌|(?i:account|iban|a/c|acct))(?:\s?(?:로|으로))?{_IS}(?:{_BANK}{_IS})?(?P<v>\d(?:[ .\-]{{0,3}}\d){{6,15}})(?!-?\d)"), _account),
    Rule("account", "before a bank", _re(rf"(?<![\d\-])(?P<v>\d(?:[ \-]?\d){{9,14}})(?=\s?[(\[]?\s?{_BANK}(?:[\s)\],.]|$))"), _bank_after),
    Rule("account", "IBAN", _re(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])"), lambda m, v: len(_digits(m.group())) >= 10),
    Rule("account", "sort code", _re(r"(?i:sort code|routing(?: number)?|swift)(?:\s(?:is)|:)?\s{0,2}(?P<v>\d{2}-\d{2}-\d{2}|\d{6,9})(?!\d)")),
    Rule("tracking", "after a cue", _re(rf"(?:운송장|송장|등기(?:\s?우편)?|택배|소포|(?i:tracking)){_IS}(?:{_COURIER}\s?[:\-]?\s?)?(?P<v>\d(?:[ \-\n]{{0,2}}\d){{8,15}})(?![\d])")),
    Rule("tracking", "after a courier", _re(rf"(?<![A-Za-z가-힣]){_COURIER}(?:\s?택배)?(?:\s?(?:운송장|송장|등기))?{_IS}(?P<v>\d(?:[ \-]{{0,2}}\d){{8,15}})(?![\d])")),
    Rule("phone", "mobile", _re(rf"(?<!\d)(?<!\d-)(?:\(?\+?\s?82\)?{_S}(?:\(?0\)?)?|\(?0)1(?:0(?:{_S}\d){{8}}|[16789](?:{_S}\d){{7,8}})(?!-?\d)"), _phone),
    Rule("card", "four groups", _re(r"(?<![\d\-])\d{4}(?:[ .\-]{1,3}\d{4}){3}(?![\d\-])|(?<![\d\-])3\d{3}[ .\-]\d{6}[ .\-]\d{5}(?![\d\-])"), _card),
    Rule("card", "in one piece", _re(r"(?<![\dA-Za-z\-])(?:\d{15,16}|\d{18,19})(?![\d\-])"), lambda m, v: _card(m, v)),
    Rule("card", "masked", _re(rf"(?<![\dA-Za-z])\d{{2,6}}(?:[ .\-]{{0,2}}(?:\d|{_MASK})){{4,14}}(?![\dA-Za-z])"), _masked_card),
    Rule("card", "hidden but its end", _re(rf"(?<![\dA-Za-z]){_MASK}{{4}}(?:[ .\-]?{_MASK}{{4}}){{1,2}}[ .\-]?\d{{4}}(?!\d)")),
    Rule("card", "expiry", _re(r"(?:유효\s?(?:기간|기한)|만료일|(?i:expir(?:y|es|ation)(?: date)?|exp\.?))(?:\s?(?:은|는|:)|\s(?i:is))?\s{0,2}(?P<v>(?:0[1-9]|1[0-2])\s?/\s?(?:20)?\d{2})(?![\d/])")),
    Rule("card", "part of it", _re(r"(?<![\d\-])(?!1[568]\d\d)\d{4}-\d{4}(?![\d\-])"), _half_card),
    Rule("card", "its end after a cue", _re(r"(?:카드|(?i:card))\s?(?:번호)?\s?(?:끝|뒷|마지막|뒤|(?i:ending(?: in)?))\s?(?:네|4)?\s?(?:자리)?(?:은|는|:|가)?\s{0,2}(?P<v>\d{4})(?!\d|\s?자리)")),
    Rule("birthdate", "after a cue", _re(rf"(?:생년월일|생일자?|생년|출생일?|(?i:date of birth|birth\s?da(?:te|y)|dob|born(?: on)?)){_IS}(?:양력|음력)?\s?(?P<v>{_DATE})(?!\s?(?:부터|까지))"), _birthdate),
    Rule("birthdate", "before a cue", _re(rf"(?<![\d.\-])(?P<v>{_DATE}|(?:19|20)\d{{6}}|\d{{6}})(?=\s?(?:년)?생(?:[\s).,]|이|입|인|$|의))"), _birthdate),
    Rule("birthdate", "month and day after a cue", _re(r"생일(?:은|이|:)?\s?(?P<v>\d{1,2}월\s?\d{1,2}일)(?!\s?(?:부터|까지|전|후|이전|이후|이내))")),
    Rule("birthdate", "in English", _re(rf"(?i:date of birth|birth\s?da(?:te|y)|dob|born(?: on)?)(?:\s(?:is|was)|:)?\s{{0,2}}(?P<v>(?:{_MONTHS}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s(?:19|20)\d{{2}}|\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTHS},?\s(?:19|20)\d{{2}}))")),
    Rule("phone", "landline", _re(r"(?<!\d)(?<!\d-)\(?0(?:2|3[1-3]|4[1-4]|5[0-5]\d?|6[1-4]|70)\)?[ .\-)]{1,3}\d{3,4}[ .\-]{1,3}\d{4}(?!-?\d)"), _landline),
    Rule("phone", "landline in one piece", _re(r"(?<![\dA-Za-z\-])0(?:2\d{7,8}|(?:3[1-3]|4[1-4]|5[1-5]|6[1-4])\d{7,8}|(?:70|50[2-8])\d{7,8})(?![\d\-])"), _landline),
    Rule("phone", "international", _re(r"(?<![\d+])\+\d{1,3}(?:[ .\-()]{0,3}\d){7,12}(?!\d)"), _foreign_phone),
    Rule("phone", "North America", _re(r"(?<![\d\-])(?:1[ .\-])?\(?[2-9]\d{2}\)?[ .\-]{1,2}[2-9]?\d{3}[.\-]\d{4}(?![\d\-])|(?<![\d\-])\([2-9]\d{2}\)\s?\d{3}[ .\-]\d{4}(?!\d)"), _foreign_phone),
    Rule("phone", "Britain", _re(r"(?<![\d\-])0(?:7\d{3}|1\d{2,3}|20)[ ]\d{3,4}[ ]?\d{3,4}(?![\d\-])"), _foreign_phone),
    Rule("phone", "after a cue", _re(r"(?i:\b(?:phone|mobile|cell|call me (?:at|on)|text me (?:at|on)|reach me (?:at|on))\b)(?i:\s(?:number|no\.?|is|at|on|:)){0,3}[:\s#]{0,3}(?P<v>\+?\(?\d(?:[ .\-()]{0,2}\d){6,13})(?!\d)"), lambda m, v: not _toll_free(_digits(m["v"]))),
    Rule("phone", "its end after a cue", _re(r"(?:폰|핸드폰|휴대폰|휴대전화|전화|연락처|(?<![가-힣])번호)\s?(?:번호)?\s?(?:맨\s?)?(?:끝|뒷|뒤|마지막)\s?(?:네|4)?\s?(?:자리|번호)?(?:은|는|가|이|:)?\s{0,2}(?P<v>\d{4})(?!\d|\s?자리)")),
    Rule("order", "letters and long digits", _re(r"(?<![A-Za-z0-9])(?:[A-Za-z]{1,6}[\-_]?|[A-Z]{2,6}\s)\d{6,14}(?:[\-_]\s?[A-Z0-9]{2,10}|\s\d{4,8}(?!\d))?(?![0-9])"), _order_code),
    Rule("order", "date and serial", _re(r"(?<![\dA-Za-z])20\d{2}(?:0[1-9]|1[0-2])\d{2}[\-_]\s{0,2}\d{3,10}(?!\d)"), _dated),
    Rule("order", "after a cue", _re(rf"(?:(?:주문|예약|예매|접수|발주)(?:\s?(?:번호|내역|건|코드))?|(?i:\b(?:order|booking|reservation|confirmation|invoice|ticket|case|pnr|reference|ref)))(?i:\s?(?:number|no\.?|code|id|ref(?:erence)?)){{0,2}}(?:\s?(?:은|는|이|가|:|：|=)|\s(?i:is|was))?[\s#:(\[]{{0,3}}(?P<v>{_CODE})(?![A-Za-z0-9])"), _after_order),
    Rule("order", "hash", _re(r"(?<![A-Za-z0-9&#])#\d{7,16}(?![0-9A-Za-z*#])")),
    Rule("tracking", "three groups of four", _re(r"(?<![\d\-])\d{4}[ \-]\d{4}[ \-]\d{4}(?:[ \-]\d{1,2})?(?![\d\-])"), _long),
    Rule("account", "dashed groups", _re(r"(?<![\d\-A-Za-z])\d{2,6}-\d{2,6}-\d{2,7}(?:-\d{1,4})?(?![\d\-])"), _grouped),
    Rule("order", "long number", _re(r"(?<![\dA-Za-z\-.,])20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4,12}(?![\d,])"), _long),
    Rule("tracking", "long number", _re(r"(?<![\dA-Za-z\-.,=/])\d{10,14}(?![\d,]|\.\d)"), _long),
    Rule("order", "longer number", _re(r"(?<![\dA-Za-z\-.,=/])\d{15,24}(?![\d,]|\.\d)"), _long),
    Rule("plate", "number plate", _re(r"(?:(?<![가-힣])(?:서울|경기|인천|부산|대구|대전|광주|울산|세종|제주|강원|충북|충남|전북|전남|경북|경남)\s?)?(?<!\d)\d{2,3}\s?[가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주바사아자허하호배]\s?\d{4}(?!\d)"), _plate),
)
_WORTH = re.compile(r"\d")
_MANY = re.compile(r"\d(?:[^\d\n]{0,3}\d){3}|\d\n?\d|" + _MASK + r"{4}")


def find_numbers(view: str) -> Iterator[Span]:
    """Yield the spans of numbers in a digit view, in order of precedence; they do not overlap."""
    if not _MANY.search(view):
        return
    taken = Taken(len(view))
    for rule in _RULES:
        for match in rule.pattern.finditer(view):
            start, end = match.span("v") if "v" in rule.pattern.groupindex else match.span()
            if taken.overlaps(start, end) or (rule.test is not None and not rule.test(match, view)):
                continue
            taken.add(span := Span(start, end, rule.type, rule.why))
            yield span
