"""The kinds of numbers, in order of precedence: a digit that one rule has claimed is closed to the rules after it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from kbgen.privacy import evidence as says
from kbgen.privacy.evidence import BANK, COURIER, digits_of
from kbgen.privacy.folding import FILLER

_S = rf"[ \t\r\n.\-/~()_{FILLER}]{{0,3}}"
_MASK = r"[*xX●○•#]"
_IS = (
    r"(?:\s?(?:번호|No\.?|no\.?|number))?(?:\s?(?:은|는|이|가|을|를|도|:|：|=|#|,|\|)|\s(?:is|was|are))?[\s#:(\[]{0,3}"
)
_DATE = (
    r"(?:(?:19|20)?\d{2}\s?[.\-/년]\s?\d{1,2}\s?[.\-/월]\s?\d{1,2}(?:\s?일)?|\d{1,2}[./\-]\d{1,2}[./\-](?:19|"
    r"20)\d{2}|(?:19|20)\d{6}|\d{6})(?!\d)"
)
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_CODE = r"(?=[A-Za-z\-_.]{0,10}\d)[A-Za-z0-9](?:[A-Za-z0-9]|\.(?=\d{3})|[\-_](?:\s{0,2})(?=[A-Za-z0-9])){3,30}"


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of number: a pattern with an optional group `v`, and a test of (match, view) that may refuse it."""

    type: str
    why: str
    pattern: re.Pattern[str]
    test: Callable[[re.Match[str], str], bool] | None = None


RULES: tuple[Rule, ...] = (
    Rule(
        "rrn",
        "front and back half",
        re.compile(r"(?:주민|민번|외국인\s?등록|거소|RRN)[^\d\n]{0,12}(?P<v>\d{6}[^\d]{1,10}\d{7})(?!\d)"),
    ),
    Rule(
        "rrn",
        "six and seven digits",
        re.compile(r"(?<![\dA-Za-z])(?<!\d-)\d{6}[ \t\r\n.\-_/]{0,3}[1-8]\d{6}(?!-?\d)"),
        says.rrn,
    ),
    Rule(
        "rrn",
        "masked or partial",
        re.compile(r"(?<![\dA-Za-z])(?<!\d-)\d{6}\s?-\s?[1-8](?:\s?[*xX●○•]{1,6}|\d{0,5}[*xX●○•]{1,6}|(?!\d))"),
        says.rrn,
    ),
    Rule(
        "rrn", "half after a cue", re.compile(r"(?:주민\s?(?:등록)?\s?번호|민번|주민)[^\d\n]{0,10}(?P<v>\d{6,7})(?!\d)")
    ),
    Rule("rrn", "social security number", re.compile(r"(?<![\d\-])(?!000|666|9)\d{3}-\d{2}-\d{4}(?![\d\-])")),
    Rule("customs_id", "P and twelve digits", re.compile(rf"(?<![A-Za-z0-9])[Pp](?:{_S}\d){{12}}(?!\d)")),
    Rule("driver", "2-2-6-2", re.compile(r"(?<![\d\-])\d{2}[- .]\d{2}[- .]\d{6}[- .]\d{2}(?![\d\-])")),
    Rule(
        "driver",
        "after a cue",
        re.compile(
            r"면허(?:증)?\s?(?:번호)?[^\d\n가-힣]{0,4}(?P<v>(?:[가-힣]{2}\s?)?\d{2}[- ]?(?:\d{2}[- ]?)?\d{6}[- "
            r"]?\d{2})(?!\d)"
        ),
    ),
    Rule(
        "driver",
        "licence after a cue",
        re.compile(
            r"(?i:driver'?s?\s+licen[cs]e|driving licen[cs]e)(?i:\s+(?:number|no\.?|is|#|:))"
            r"{0,3}[\s:#]{0,3}(?P<v>(?=[A-Z]{0,5}\d)[A-Z0-9][A-Z0-9\-]{5,18})"
        ),
    ),
    Rule(
        "passport",
        "after a cue",
        re.compile(
            r"(?:여권|(?i:passport))[^\d\n]{0,14}?(?P<v>(?<![A-Za-z])[A-Za-z]{1,2}\s?(?:\d[ \-]?){3}[A-Za-z]?(?:\d[ "
            r"\-]?){3,4}\d|(?<!\d)\d{9})(?![A-Za-z0-9])"
        ),
    ),
    Rule(
        "tracking",
        "universal postal number",
        re.compile(
            r"(?<![A-Za-z0-9])[A-Z]{2}\s?\d{3}\s?\d{3}\s?\d{3}\s?[A-Z]{2}(?![A-Za-z0-9])|(?<![A-Za-z0-9])"
            r"1Z[0-9A-Z]{16}(?![A-Za-z0-9])"
        ),
    ),
    Rule("business_no", "3-2-5", re.compile(r"(?<![\d\-])(?P<v>\d{3}-\d{2}-\d{5})(?![\d\-])")),
    Rule(
        "business_no",
        "after a cue",
        re.compile(rf"사업자(?:\s?등록)?{_IS}(?P<v>\d(?:[ .\-]{{0,2}}\d){{9}})(?![\d\-])"),
        says.business,
    ),
    Rule(
        "account",
        "after a bank",
        re.compile(
            rf"(?<![가-힣]){BANK}(?:\s?(?:통장|입출금|예금))?(?:\s?계좌)?{_IS}(?P<v>\d(?:[ .\-]{{0,3}}\d){{8,15}})"
            r"(?!-?\d)"
        ),
        says.account,
    ),
    Rule(
        "account",
        "after a cue",
        re.compile(
            rf"(?:계좌|(?i:account|iban|a/c|acct))(?:\s?(?:로|으로))?{_IS}(?:{BANK}{_IS})?(?P<v>\d(?:[ .\-]{{0,3}}\d)"
            r"{6,15})(?!-?\d)"
        ),
        says.account,
    ),
    Rule(
        "account",
        "before a bank",
        re.compile(rf"(?<![\d\-])(?P<v>\d(?:[ \-]?\d){{9,14}}+)(?=\s?[(\[]?\s?{BANK}(?:[\s)\],.]|$))"),
        says.bank_after,
    ),
    Rule(
        "account",
        "IBAN",
        re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])"),
        lambda m, v: len(digits_of(m.group())) >= 10,
    ),
    Rule(
        "account",
        "sort code",
        re.compile(
            r"(?i:sort code|routing(?: number)?|swift)(?:\s(?:is)|:)?\s{0,2}(?P<v>\d{2}-\d{2}-\d{2}|\d{6,9})(?!\d)"
        ),
    ),
    Rule(
        "tracking",
        "after a cue",
        re.compile(
            rf"(?:운송장|송장|등기(?:\s?우편)?|택배|소포|(?i:tracking)){_IS}(?:{COURIER}\s?[:\-]?\s?)?(?P<v>\d(?:[ "
            r"\-\n]{0,2}\d){8,15})(?![\d])"
        ),
    ),
    Rule(
        "tracking",
        "after a courier",
        re.compile(
            rf"(?<![A-Za-z가-힣]){COURIER}(?:\s?택배)?(?:\s?(?:운송장|송장|등기))?{_IS}(?P<v>\d(?:[ \-]{{0,2}}\d)"
            r"{8,15})(?![\d])"
        ),
    ),
    Rule(
        "phone",
        "mobile",
        re.compile(
            rf"(?<!\d)(?<!\d-)(?:\(?\+?\s?82\)?{_S}(?:\(?0\)?)?|\(?0)1(?:0(?:{_S}\d){{8}}|[16789](?:{_S}\d){{7,8}})"
            r"(?!-?\d)"
        ),
        says.phone,
    ),
    Rule(
        "card",
        "four groups",
        re.compile(
            r"(?<![\d\-])\d{4}(?:[ .\-]{1,3}\d{4}){3}(?![\d\-])|(?<![\d\-])3\d{3}[ .\-]\d{6}[ .\-]\d{5}(?![\d\-])"
        ),
        says.card,
    ),
    Rule("card", "in one piece", re.compile(r"(?<![\dA-Za-z\-])(?:\d{15,16}|\d{18,19})(?![\d\-])"), says.card),
    Rule(
        "card",
        "masked",
        re.compile(rf"(?<![\dA-Za-z])\d{{2,6}}(?:[ .\-]{{0,2}}(?:\d|{_MASK})){{4,14}}(?![\dA-Za-z])"),
        says.masked_card,
    ),
    Rule(
        "card",
        "hidden but its end",
        re.compile(rf"(?<![\dA-Za-z]){_MASK}{{4}}(?:[ .\-]?{_MASK}{{4}}){{1,2}}[ .\-]?\d{{4}}(?!\d)"),
    ),
    Rule(
        "card",
        "expiry",
        re.compile(
            r"(?:유효\s?(?:기간|기한)|만료일|(?i:expir(?:y|es|ation)(?: date)?|exp\.?))(?:\s?(?:은|는|:)|\s(?i:is))"
            r"?\s{0,2}(?P<v>(?:0[1-9]|1[0-2])\s?/\s?(?:20)?\d{2})(?![\d/])"
        ),
    ),
    Rule("card", "part of it", re.compile(r"(?<![\d\-])(?!1[568]\d\d)\d{4}-\d{4}(?![\d\-])"), says.half_card),
    Rule(
        "card",
        "its end after a cue",
        re.compile(
            r"(?:카드|(?i:card))\s?(?:번호)?\s?(?:끝|뒷|마지막|뒤|(?i:ending(?: in)?))\s?(?:네|4)?\s?(?:자리)?(?:은|"
            r"는|:|가)?\s{0,2}(?P<v>\d{4})(?!\d|\s?자리)"
        ),
    ),
    Rule(
        "card",
        "its end in English",
        re.compile(
            r"(?i:last (?:four|4)(?: digits)?(?: (?:of|on|for))?(?: (?:my|the|your))?(?: (?:credit|debit))?(?: card)"
            r"?(?: number)?(?: (?:is|are|was))?)[:\s]{1,3}(?P<v>\d{4})(?!\d)"
        ),
    ),
    Rule(
        "birthdate",
        "after a cue",
        re.compile(
            rf"(?:생년월일|생일자?|생년|출생일?|(?i:date of birth|birth\s?da(?:te|y)|dob|born(?: on)?)){_IS}(?:양력|"
            rf"음력)?\s?(?P<v>{_DATE})(?!\s?(?:부터|까지))"
        ),
        says.birthdate,
    ),
    Rule(
        "birthdate",
        "before a cue",
        re.compile(rf"(?<![\d.\-])(?P<v>{_DATE}|(?:19|20)\d{{6}}|\d{{6}})(?=\s?(?:년)?생(?:[\s).,]|이|입|인|$|의))"),
        says.birthdate,
    ),
    Rule(
        "birthdate",
        "month and day after a cue",
        re.compile(r"생일(?:은|이|:)?\s?(?P<v>\d{1,2}월\s?\d{1,2}일)(?!\s?(?:부터|까지|전|후|이전|이후|이내))"),
    ),
    Rule(
        "birthdate",
        "in English",
        re.compile(
            r"(?i:date of birth|birth\s?da(?:te|y)|dob|born(?: on)?)(?:\s(?:is|was)|:)"
            rf"?\s{{0,2}}(?P<v>(?:{_MONTHS}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s(?:19|20)\d{{2}}|\d{{1,2}}(?:st|nd|rd|th)"
            rf"?\s(?:of\s)?{_MONTHS},?\s(?:19|20)\d{{2}}))"
        ),
    ),
    Rule(
        "phone",
        "landline",
        re.compile(
            r"(?<!\d)(?<!\d-)\(?0(?:2|3[1-3]|4[1-4]|5[0-5]\d?|6[1-4]|70)\)?[ .\-)]{1,3}\d{3,4}[ .\-]{1,3}\d{4}(?!-?\d)"
        ),
        says.landline,
    ),
    Rule(
        "phone",
        "landline in one piece",
        re.compile(
            r"(?<![\dA-Za-z\-])0(?:2\d{7,8}|(?:3[1-3]|4[1-4]|5[1-5]|6[1-4])\d{7,8}|(?:70|50[2-8])\d{7,8})(?![\d\-])"
        ),
        says.landline,
    ),
    Rule(
        "phone",
        "international",
        re.compile(r"(?<![\d+])\+\d{1,3}(?:[ .\-()]{0,3}\d){7,12}(?:\s?(?i:x|ext\.?)\s?\d{2,5})?(?!\d)"),
        says.foreign_phone,
    ),
    Rule(
        "phone",
        "North America",
        re.compile(
            r"(?<![\d\-])(?:1[ .\-])?\(?[2-9]\d{2}\)?[ .\-]{1,2}[2-9]?\d{3}[.\-]\d{4}(?:\s?(?i:x|ext\.?)\s?\d{2,5})?(?![\d\-])|(?<![\d\-])"
            r"\([2-9]\d{2}\)\s?\d{3}[ .\-]\d{4}(?:\s?(?i:x|ext\.?)\s?\d{2,5})?(?!\d)"
        ),
        says.foreign_phone,
    ),
    Rule(
        "phone",
        "trunk prefix and groups",
        re.compile(
            r"(?<![\d\-])0(?!80)\d{1,4}(?:[ ]\d{2,4}){2,4}(?![\d\-])|(?<![\d\-])0(?!80)\d{2,4}[ \-]\d{6,7}(?![\d\-])"
        ),
        says.foreign_phone,
    ),
    Rule(
        "phone",
        "after a cue",
        re.compile(
            r"(?i:\b(?:phone|mobile|cell|call me (?:at|on)|text me (?:at|on)|reach me (?:at|on))\b)(?i:\s(?:number|"
            r"no\.?|is|at|on|:)){0,3}[:\s#]{0,3}(?P<v>\+?\(?\d(?:[ .\-()]{0,2}\d){6,13})(?!\d)"
        ),
        lambda m, v: not says.toll_free(digits_of(m["v"])),
    ),
    Rule(
        "phone",
        "its end after a cue",
        re.compile(
            r"(?:폰|핸드폰|휴대폰|휴대전화|전화|연락처|(?<![가-힣])번호)\s?(?:번호)?\s?(?:맨\s?)?(?:끝|뒷|뒤|마지막)"
            r"\s?(?:네|4)?\s?(?:자리|번호)?(?:은|는|가|이|:)?\s{0,2}(?P<v>\d{4})(?!\d|\s?자리)"
        ),
    ),
    Rule(
        "order",
        "letters and long digits",
        re.compile(
            r"(?<![A-Za-z0-9])(?:[A-Za-z]{1,6}[\-_]?|[A-Z]{2,6}\s)\d{6,14}(?:[\-_]\s?[A-Z0-9]{2,10}|\s\d{4,8}(?!\d))"
            r"?(?![0-9])"
        ),
        says.order_code,
    ),
    Rule(
        "order",
        "date and serial",
        re.compile(r"(?<![\dA-Za-z])20\d{2}(?:0[1-9]|1[0-2])\d{2}[\-_]\s{0,2}\d{3,10}(?!\d)"),
        says.dated,
    ),
    Rule(
        "order",
        "after a cue",
        re.compile(
            r"(?:(?:주문|예약|예매|접수|발주)(?:\s?(?:번호|내역|건|코드))?|(?i:\b(?:order|booking|reservation|"
            r"confirmation|invoice|ticket|case|pnr|reference|ref)))(?i:\s?(?:number|no\.?|code|id|ref(?:erence)?))"
            rf"{{0,2}}(?:\s?(?:은|는|이|가|:|：|=)|\s(?i:is|was))?[\s#:(\[]{{0,3}}(?P<v>{_CODE})(?![A-Za-z0-9])"
        ),
        says.after_order,
    ),
    Rule("order", "hash", re.compile(r"(?<![A-Za-z0-9&#])#\d{7,16}(?![0-9A-Za-z*#])")),
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
