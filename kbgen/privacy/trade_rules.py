"""Rules for numbers that come with trade: accounts, cards, parcels, orders and plates, in order of precedence."""

import re

from kbgen.privacy import evidence as says
from kbgen.privacy.evidence import BANK, COURIER, digits_of
from kbgen.privacy.number_kinds import CODE, EN_IS, EN_NUMBER, END, IS, MASK, Rule

_ORDER_KO = (
    r"(?:주문|예약|예매|접수|발주|발권|항공권|승차권|탑승권|티켓|문의|민원|신고|상담|요청|계약|청약|증권|보험|"
    r"청구|사고|결제|승인|거래|영수증|"
    r"견적|반품|교환|환불|구매|수리|[Aa]/?[Ss]|케이스|참조|바우처|체크인|확인|픽업|렌트|대여|배차|입찰|낙찰|"
    r"신청|등록|이용|처방|진료|여정|파일|"
    r"이체|송금|충전|구독|해지|대출|현금영수증)"
)
_MEMBER_KO = (
    r"(?:회원(?:권)?|멤버십|멤버쉽|고객|포인트\s?카드|적립\s?카드|멤버|마일리지|스카이패스|가입|가입자|이용자|사용자|유저|"
    r"환자|차트|병록|수험|수강|수강생|학생|직원|사원|교번|조합원|파트너|판매자|셀러|거래처|가맹점|라이더|기사|계정|캐릭터|군)"
)
_ORDER_EN = (
    r"(?i:\b(?:order|booking|reservation|confirmation|invoice|ticket|case|pnr|reference|ref|policy|claim|contract|"
    r"receipt|transaction|quote|rental|voucher|itinerary|(?:record )?locator|request|rma|return|purchase|payment|"
    r"agreement|enquiry|incident|prescription|subscription|application))\b"
)
_MEMBER_EN = (
    r"(?i:\b(?:member(?:ship)?|customer|client|account(?=\s?(?:id|ref|code))|user|loyalty|frequent flyer|mileage|"
    r"rewards?(?: card)?|patient|student|employee|staff|driver|guest|player|subscriber|merchant|seller|host|nhs))\b"
)

CARDS_AND_ACCOUNTS: tuple[Rule, ...] = (
    Rule(
        "tracking",
        "universal postal number",
        re.compile(
            r"(?<![A-Za-z0-9])[A-Z]{2}\s?\d{3}\s?\d{3}\s?\d{3}\s?[A-Z]{2}(?![A-Za-z0-9])|(?<![A-Za-z0-9])"
            r"1Z ?(?:[0-9A-Z] ?){16}(?![A-Za-z0-9])|(?<![A-Za-z0-9])[A-Z]{2}\d{9}[A-Z]{2}(?![A-Za-z0-9])"
        ),
        latin=True,
    ),
    Rule(
        "account",
        "after a bank",
        re.compile(
            rf"(?<![가-힣]){BANK}(?:\s?(?:통장|입출금|예금))?(?:\s?계좌)?{IS}(?P<v>\d(?:[ .\-]{{0,3}}\d){{8,15}})"
            r"(?!-?\d)"
        ),
        says.account,
    ),
    Rule(
        "account",
        "after a cue",
        re.compile(
            r"(?:계좌|통장|(?i:\b(?:account|iban|a/c|acct|acc(?=\s?(?:no|num|#|:)))\b))(?i:\s?(?:number|no\.?|num\.?|"
            rf"#))?(?:\s?(?:로|으로))?{IS}(?:{BANK}{IS})?(?P<v>\d(?:[ "
            r".\-]{0,3}\d){6,15})(?!-?\d)"
        ),
        says.account,
    ),
    Rule(
        "account",
        "before a bank",
        re.compile(
            rf"(?<![\d\-])(?P<v>\d(?:[ \-]?\d){{9,14}}+)(?=\s?[(\[]?\s?{BANK}(?:[\s)\],./]|$|으로|로|이|요|입))"
        ),
        says.bank_after,
    ),
    Rule(
        "account",
        "IBAN",
        re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])"),
        lambda m, v: len(digits_of(m.group())) >= 10,
        latin=True,
    ),
    Rule(
        "account",
        "sort code",
        re.compile(
            rf"(?i:sort code|routing|aba|swift|bsb){EN_NUMBER}{EN_IS}(?P<v>\d{{2,3}}[\- ]\d{{2,3}}(?:[\- ]\d{{2}})?"
            r"|\d{6,9})(?!\d)"
        ),
        latin=True,
    ),
    Rule(
        "tracking",
        "after a cue",
        re.compile(
            rf"(?:운송장|송장|등기(?:\s?우편)?|택배|소포|(?i:\b(?:tracking|parcel|consignment|waybill|awb|shipment)))"
            rf"{EN_NUMBER}{IS}(?:{COURIER}\s?[:\-]?\s?)?(?P<v>\d(?:[ \-\n]{{0,2}}\d){{8,21}})(?![\d])"
        ),
    ),
    Rule(
        "tracking",
        "code after a cue",
        re.compile(
            r"(?:운송장|송장|등기|(?i:\b(?:tracking|consignment|waybill|awb)))(?:\s?번호)?"
            rf"{EN_NUMBER}{IS}(?P<v>(?=[A-Z\-]{{0,6}}\d)[A-Z0-9][A-Z0-9\-]{{7,29}}){END}"
        ),
        says.mostly_digits,
        latin=True,
    ),
    Rule(
        "tracking",
        "after a courier",
        re.compile(
            rf"(?<![A-Za-z가-힣]){COURIER}(?:\s?택배)?(?:\s?(?:운송장|송장|등기))?{IS}(?P<v>\d(?:[ \-]{{0,2}}\d)"
            r"{8,21})(?![\d])"
        ),
    ),
)

CARDS: tuple[Rule, ...] = (
    Rule(
        "card",
        "four groups",
        re.compile(
            r"(?<![\d\-])\d{4}(?:[ .\-~/_]{1,3}\d{4}){3}(?![\d\-])"
            r"|(?<![\d\-])\d{4}(?:\s{0,2}[\n.\-]\s{0,2}\d{4}){3}(?![\d\-])"
            r"|(?<![\d\-])3\d{3}[ .\-]\d{6}[ .\-]\d{5}(?![\d\-])"
        ),
        says.card,
    ),
    Rule("card", "in one piece", re.compile(r"(?<![\dA-Za-z\-])(?:\d{15,16}|\d{18,19})(?![\d\-])"), says.card),
    Rule("card", "spaced out", re.compile(r"(?<![\d\-])\d(?: \d){15}(?! ?\d)")),
    Rule(
        "card",
        "masked",
        re.compile(rf"(?<![\dA-Za-z])\d{{2,6}}(?:[ .\-]{{0,2}}(?:\d|{MASK})){{4,14}}(?![\dA-Za-z])"),
        says.masked_card,
    ),
    Rule(
        "card",
        "hidden but its end",
        re.compile(rf"(?<![\dA-Za-z]){MASK}{{4}}(?:[ .\-]?{MASK}{{4}}){{1,2}}[ .\-]?\d{{4}}(?!\d)"),
    ),
    Rule(
        "card",
        "expiry",
        re.compile(
            r"(?:유효\s?(?:기간|기한|날짜)|만료일?|만기|(?i:expir(?:y|es|ation|ing)(?: date)?|exp\.?|valid (?:thru|until)))"
            r"(?:\s?(?:은|는|이|:)|\s(?i:is|on))?\s{0,2}(?P<v>(?:0?[1-9]|1[0-2])\s?[/\-월]\s?(?:20)?\d{2}년?"
            r"|(?:20)?\d{2}\s?[년/.\-]\s?(?:0?[1-9]|1[0-2])월?|(?:0[1-9]|1[0-2])[2-4]\d)(?![\d/\-]|\.\d|\s?\d{1,2}일)"
        ),
        says.card_near,
    ),
    Rule(
        "card",
        "code on it",
        re.compile(
            r"(?:(?:카드\s?)?(?:뒤|뒷)(?:쪽|면)?(?:에)?\s?(?:있는\s?)?(?:숫자\s?)?(?:세|3|네|4)\s?(?:자리|글자|숫자)(?:\s?(?:숫자|번호))?"
            r"(?:은|는|이|가|:)?|보안\s?(?:코드|번호)(?:은|는|이|가|:)?|(?i:\b(?:cvc2?|cvv2?|csc|cid|security (?:code|number)|"
            r"(?:three|3|four|4)[- ]digit(?:s| code)?(?: number)?(?: (?:on|from) the (?:back|front))?|"
            r"(?:digits|code|numbers?) (?:on|from) the (?:back|front)(?: of (?:it|the card|my card))?)"
            r"(?: (?:number|code|is|are|was)){0,2}[:=]?))\s{0,3}(?P<v>\d{3,4})(?!\d|\s?(?:자리|원|개|회|분|초|digit))"
        ),
        says.card_near,
    ),
    Rule("card", "part of it", re.compile(r"(?<![\d\-])(?!1[568]\d\d)\d{4}-\d{4}(?![\d\-])"), says.half_card),
    Rule(
        "card",
        "its end after a cue",
        re.compile(
            r"(?:카드|(?i:card))\s?(?:번호)?\s?(?:의\s?)?(?:끝|뒷|마지막|뒤|(?i:ending(?: in| with)?))\s?(?:네|4)?"
            r"\s?(?:자리|번호)?(?:은|는|:|가)?\s{0,2}(?P<v>\d{4})(?!\d|\s?자리)"
        ),
    ),
    Rule(
        "card",
        "its end in English",
        re.compile(
            r"(?i:(?:last|final|first) (?:four|4)(?: digits)?(?: (?:of|on|for))?(?: (?:my|the|your|that))?"
            r"(?: (?:credit|debit|visa|mastercard|amex))?(?: card)?(?: number)?(?: (?:is|are|was|being))?"
            r"|(?:visa|mastercard|amex|card|account|one|number)(?: that)? (?:ending|ends)(?: in| with)?)"
            r"[:\s]{1,3}(?P<v>\d{4})(?!\d)"
        ),
        latin=True,
    ),
)

ORDERS: tuple[Rule, ...] = (
    Rule(
        "order",
        "its end in English",
        re.compile(
            rf"{_ORDER_EN}{EN_NUMBER}(?i:(?: that| which)? (?:end|start|begin|finish)(?:s|ning|ing)?(?: in| with| on)?)[:\s]{{1,2}}"
            rf"(?P<v>(?=[A-Z]{{0,6}}\d)[A-Z0-9]{{3,10}}){END}"
        ),
        least=2,
        latin=True,
    ),
    Rule(
        "user_id",
        "member number",
        re.compile(
            rf"(?<![가-힣]){_MEMBER_KO}\s?(?:등록\s?|고유\s?|카드\s?|식별\s?)?(?:번호|넘버|코드|ID|NO\.?|No\.?){IS}"
            rf"(?P<v>\d(?:[ \-]?\d){{2,19}}|{CODE}){END}"
        ),
        says.member,
    ),
    Rule(
        "user_id",
        "student number",
        re.compile(rf"(?<![가-힣])(?:학번|사번|수험번호|차트번호|군번|멤버십){IS}(?P<v>{CODE}){END}"),
        says.member,
    ),
    Rule(
        "user_id",
        "member number in English",
        re.compile(
            rf"{_MEMBER_EN}(?i:\s?(?:number|no\.?|id|#|code|ref|card|card number|account number)){{1,2}}{EN_IS}"
            rf"(?P<v>{CODE}){END}"
        ),
        says.member,
        latin=True,
    ),
    Rule(
        "plate",
        "after an English cue",
        re.compile(
            r"(?i:\b(?:(?:car|vehicle)?\s?reg(?:istration)?(?: (?:number|no\.?|plate))?|(?:number|licen[cs]e) plate"
            rf"(?: number)?|plate(?: number| no\.?)?|vrm)\b){EN_IS}(?P<v>(?=[A-Z]{{0,3}}[ \-]?\d)[A-Z0-9]{{2,4}}[ \-]?"
            r"[A-Z0-9]{2,4})(?![A-Za-z0-9])"
        ),
        latin=True,
    ),
    Rule(
        "order",
        "letters and long digits",
        re.compile(
            r"(?<![A-Za-z0-9])(?:[A-Za-z]{1,6}[\-_]?|[A-Z]{2,6}\s)\d{6,14}(?:[\-_]\s?[A-Z0-9]{2,10}|\s\d{4,8}(?!\d))"
            r"?(?![0-9])"
        ),
        says.order_code,
        latin=True,
    ),
    Rule(
        "order",
        "letters and groups",
        re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,6}[.\-](?=(?:-?\d){9})\d{2,8}(?:-\d{2,8}){1,4}(?![\-A-Za-z0-9])"),
        says.long,
        latin=True,
    ),
    Rule(
        "order",
        "capitals and a serial",
        re.compile(
            r"(?<![A-Za-z0-9\-_/])[A-Z]{2,6}[\-_](?:[A-Z]{1,4}[\-_])?\d{4,12}(?:[\-_][A-Z0-9]{1,10}){0,3}(?![A-Za-z0-9\-_])"
        ),
        says.case_code,
        latin=True,
    ),
    Rule(
        "order",
        "some number",
        re.compile(rf"(?<![가-힣])(?P<thing>[가-힣]{{1,6}})\s?번호{IS}(?P<v>\d(?:-?\s?\d){{3,19}}|{CODE}){END}"),
        says.some_number,
    ),
    Rule(
        "order",
        "some number in English",
        re.compile(
            rf"(?i:\b(?P<thing>[a-z]{{2,12}})\s(?:number|no\.|#)){EN_IS}(?P<v>(?:[A-Z]{{1,4}} )?\d(?:[ \-]?\d){{3,15}}|{CODE}){END}"
        ),
        says.some_english_number,
        latin=True,
    ),
    Rule(
        "user_id",
        "UID",
        re.compile(rf"(?<![A-Za-z])(?:UID|uid|PID|MID|MRN|UHID|유아이디){IS}(?P<v>\d{{6,20}}){END}"),
    ),
    Rule(
        "user_id",
        "some ID",
        re.compile(rf"(?<![A-Za-z])[A-Za-z]{{2,12}} (?:ID|Id|id){EN_IS}(?P<v>{CODE}){END}"),
        says.mostly_digits,
        latin=True,
    ),
    Rule(
        "user_id",
        "account of digits",
        re.compile(rf"(?:계정|캐릭터|(?i:\baccount)){IS}(?P<v>\d{{3,6}}-\d{{3,6}}){END}"),
    ),
    Rule(
        "order",
        "letters, date and serial",
        re.compile(
            r"(?<![A-Za-z0-9])[A-Z]{1,5}[\-_]?(?:20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[\-_]?\d{0,3}"
            r"[\-_][A-Z0-9]{2,12}(?![A-Za-z0-9])"
        ),
        says.long,
        latin=True,
    ),
    Rule(
        "order",
        "date and serial",
        re.compile(r"(?<![\dA-Za-z])20\d{2}[\-.]?(?:0[1-9]|1[0-2])[\-.]?\d{2}[\-_]\s{0,2}[A-Z]?\d{3,10}(?!\d)"),
        says.dated,
    ),
    Rule(
        "order",
        "UUID",
        re.compile(r"(?<![0-9A-Za-z\-])[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}(?![0-9A-Za-z\-])"),
        latin=True,
    ),
    Rule(
        "order",
        "number after a cue",
        re.compile(
            rf"{_ORDER_KO}\s?(?:관리\s?|확인\s?)?(?:번호|코드|넘버|ID|아이디|No\.?|NO\.?){IS}(?P<v>{CODE}){END}"
        ),
        says.numbered,
    ),
    Rule(
        "order",
        "letters after a cue",
        re.compile(
            r"(?:(?:예약|예매|항공권?|발권|체크인|확인|여정)\s?(?:번호|코드)|(?i:\b(?:pnr|booking|confirmation|locator|"
            rf"reservation|reference|itinerary)\b)){EN_NUMBER}{IS}(?P<v>(?=[A-Z0-9]*[A-Z])[A-Z0-9]{{5,8}}){END}"
        ),
        says.capitals,
        latin=True,
    ),
    Rule(
        "order",
        "after a cue",
        re.compile(rf"(?:주문|예약|예매|접수|발주)(?:\s?(?:내역|건))?{EN_NUMBER}(?:{IS}|{EN_IS})(?P<v>{CODE}){END}"),
        says.after_order,
    ),
    Rule(
        "order",
        "order in English",
        re.compile(rf"{_ORDER_EN}{EN_NUMBER}(?:{IS}|{EN_IS})(?P<v>{CODE}){END}"),
        says.after_order,
        latin=True,
    ),
    Rule(
        "order",
        "hash",
        re.compile(
            r"(?<![A-Za-z0-9&#])(?:#|N[oO]\.?\s?(?=\d{6}))(?!(?=\d{0,5}[A-Fa-f])[0-9A-Fa-f]{6}(?![0-9A-Za-z]))(?:\d{4,16}(?:[\-]\d{2,8})?|"
            r"[A-Z]{1,4}-?\d{4,12}|(?=[A-Z]*\d[A-Z0-9]*\d)[A-Z0-9]{6,14})"
            r"(?![0-9A-Za-z*#])"
        ),
    ),
    Rule(
        "tracking",
        "three groups of four",
        re.compile(r"(?<![\d\-])\d{4}[ \-]\d{4}[ \-]\d{4}(?:[ \-]\d{1,2})?(?![\d\-])"),
        says.long,
    ),
    Rule(
        "account",
        "dashed groups",
        re.compile(r"(?<![\d\-A-Za-z])\d{2,6}-\d{2,6}-\d{2,7}(?:-\d{1,4})?(?![\d\-])"),
        says.grouped,
    ),
    Rule(
        "order",
        "long number",
        re.compile(r"(?<![\dA-Za-z\-.,])20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4,12}(?![\d,])"),
        says.long,
    ),
    Rule("tracking", "long number", re.compile(r"(?<![\dA-Za-z\-.,=/])\d{10,14}(?![\d,]|\.\d)"), says.long),
    Rule("order", "longer number", re.compile(r"(?<![\dA-Za-z\-.,=/])\d{15,24}(?![\d,]|\.\d)"), says.long),
    Rule(
        "plate",
        "number plate",
        re.compile(
            r"(?:(?<![가-힣])(?:서울|경기|인천|부산|대구|대전|광주|울산|세종|제주|강원|충북|충남|전북|전남|경북|경남)"
            r"\s?)?(?<!\d)\d{2,3}\s?[가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주바사아자허하호배]"
            r"\s?\d{4}(?!\d)"
        ),
        says.plate,
    ),
)
