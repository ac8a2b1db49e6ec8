"""What speaks for and against a run of digits being a number of some kind: words around it, dates in it, check digits.

Every test takes (match, view); the group `v` of the match, or all of it, is the number. Checksums only break ties
between kinds, they never refuse a number.
"""

import re

BANK = (
    r"(?:(?:KB|kb)\s?국민|국민|신한|우리|하나|(?:NH|nh)\s?농협|농협|(?:IBK|ibk)\s?기업|기업|카카오\s?뱅크|"
    r"카카오|카뱅|토스\s?뱅크|토스|토뱅|케이\s?뱅크|케뱅|"
    r"K뱅크|k뱅크|우체국|새마을금고|새마을|MG|신협|수협|부산|대구|광주|전북|경남|제주|아이엠뱅크|iM뱅크|"
    r"SC\s?제일|제일|씨티|산업|KDB|저축|"
    r"산림조합|[가-힣A-Z]{1,6}(?:저축은행|증권|은행|뱅크))(?:\s?은행)?"
)
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
_ACCOUNT_CUE = re.compile(rf"(?:계좌|입금|송금|account|{BANK})[^\n.!?]{{0,10}}$", re.IGNORECASE)
_BOOKING_CUE = re.compile(r"예약|예매|booking|reservation|confirmation|pnr", re.IGNORECASE)
_QUANTITY = re.compile(
    r"\s?(?:원|개|건|명|회|점|포인트|P\b|p\b|%|만|천|억|달러|년|월|km|kg|mg|ml|mAh|won|KRW|USD|dollars|points)"
)


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


def landline(match: re.Match[str], view: str) -> bool:
    """A landline number that is not toll-free."""
    number = digits_of(match.group())
    return number[:3] != "080" and 9 <= len(number) <= 12


def toll_free(number: str) -> bool:
    """Say whether a number of North America is toll-free, which only companies' are."""
    return number.lstrip("1")[:3] in ("800", "888", "877", "866", "855", "844", "833")


def foreign_phone(match: re.Match[str], view: str) -> bool:
    """A foreign number of a plausible length that is not toll-free."""
    number = digits_of(match.group())
    return 9 <= len(number) <= 20 and not toll_free(number) and not _ACCOUNT_CUE.search(_before(match, view))


def account(match: re.Match[str], view: str) -> bool:
    """An account number of a plausible length, no amount and no two dates."""
    number = digits_of(match["v"])
    return 9 <= len(number) <= 16 and not _QUANTITY.match(_after(match, view)) and not two_dates(match["v"])


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


def order_code(match: re.Match[str], view: str) -> bool:
    """Letters with at least ten digits, no product code."""
    number = digits_of(match.group())
    return len(number) >= 10 and not _PRODUCT_CUE.search(_before(match, view))


def dated(match: re.Match[str], view: str) -> bool:
    """A date and a serial, not a period."""
    return not two_dates(match.group()) and not _PRODUCT_CUE.search(_before(match, view))


def after_order(match: re.Match[str], view: str) -> bool:
    """A code after an order cue that is neither an amount nor a date."""
    value = match["v"]
    letters = any(c.isalpha() for c in value)
    if letters and value.isupper() and 5 <= len(value) <= 8 and _BOOKING_CUE.search(match.group()):
        return True
    wanted = 4 if letters or "#" in match.group() or "-" in value else 6
    if len(digits_of(value)) < wanted or _QUANTITY.match(_after(match, view)):
        return False
    return not re.fullmatch(r"(?:19|20)\d\d-\d\d?(?:-\d\d?)?", value)


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


def plate(match: re.Match[str], view: str) -> bool:
    """A number plate with a cue, or in one piece."""
    group = match.group()
    if _QUANTITY.match(_after(match, view)):
        return False
    cue = re.search(
        r"(?:차|번호판|주차|렌터카|렌트카|서울|경기|인천|부산|대구|대전|광주|울산|제주)[^\n.]{0,8}$",
        _before(match, view),
    )
    around = re.match(r"\s?(?:차|렌트|렌터|주차|번호판)", _after(match, view))
    return bool(cue or around) or (" " not in group and group[-5] not in "호도주서")
