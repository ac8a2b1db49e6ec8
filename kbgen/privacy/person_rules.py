"""Rules for numbers that a person has: papers, birthdays and phones, in order of precedence."""

import re

from kbgen.privacy import evidence as says
from kbgen.privacy.number_kinds import DATE, EN_IS, EN_NUMBER, IS, MONTHS, SPACE, Rule

PAPERS: tuple[Rule, ...] = (
    Rule(
        "rrn",
        "front and back half",
        re.compile(r"(?:주민|민번|외국인\s?등록|거소|RRN)[^\d\n]{0,12}(?P<v>\d{6}[^\d]{1,10}\d{7})(?!\d)"),
    ),
    Rule(
        "rrn",
        "six and seven digits",
        re.compile(r"(?<![\dA-Za-z])(?<!\d-)\d{6}[ \t\r\n.\-_/~]{0,3}[1-8]\d{6}(?!-?\d)"),
        says.rrn,
    ),
    Rule(
        "rrn",
        "spaced out",
        re.compile(r"(?<![\dA-Za-z])\d(?: \d){5}[ \-]{1,3}[1-8](?: ?\d){6}(?! ?\d)"),
        says.rrn,
    ),
    Rule(
        "rrn",
        "masked or partial",
        re.compile(r"(?<![\dA-Za-z])(?<!\d-)\d{6}\s?-\s?[1-8](?:\s?[*xX●○•]{1,6}|\d{0,5}[*xX●○•]{1,6}|(?!\d))"),
        says.rrn,
    ),
    Rule(
        "rrn",
        "half after a cue",
        re.compile(
            r"(?:주민\s?(?:등록)?\s?번호|민번|주민|외국인\s?등록\s?번호)[^\d\n]{0,12}(?P<v>\d{6,7})(?!\d|\s?(?:자리|원|개))"
        ),
    ),
    Rule("rrn", "social security number", re.compile(r"(?<![\d\-])(?!000|666|9)\d{3}-\d{2}-\d{4}(?![\d\-])")),
    Rule(
        "rrn",
        "social security number after a cue",
        re.compile(
            rf"(?i:\b(?:ssn|social security|social|sin|tax id|itin))\b{EN_NUMBER}{EN_IS}"
            r"(?P<v>\d{3}[ .\-]?\d{2,3}[ .\-]?\d{3,4})(?!\d)"
        ),
        latin=True,
    ),
    Rule(
        "rrn",
        "national insurance number",
        re.compile(
            r"(?<![A-Za-z0-9])(?:[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]"
            r"|(?<=NI )[A-Z]{2}\d{6}[A-D])(?![A-Za-z0-9])"
        ),
        latin=True,
    ),
    Rule(
        "rrn",
        "national number after a cue",
        re.compile(
            r"(?i:\b(?:national (?:insurance|id|identity)|ni|nino|nhs|nric|aadhaar|identity card))\b"
            rf"{EN_NUMBER}{EN_IS}(?P<v>(?=[A-Za-z]{{0,3}}\d)[A-Za-z0-9](?:[ \-]?[A-Za-z0-9]){{7,13}})(?![A-Za-z0-9])"
        ),
        says.mostly_digits,
        latin=True,
    ),
    Rule(
        "customs_id", "P and twelve digits", re.compile(rf"(?<![A-Za-z0-9])[Pp](?:{SPACE}\d){{12}}(?!\d)"), latin=True
    ),
    Rule(
        "customs_id",
        "after a cue",
        re.compile(rf"(?:통관\s?(?:고유)?\s?(?:부호|번호)|개인\s?통관){IS}(?P<v>[Pp]?[ \-]?\d{{10,13}})(?!\d)"),
    ),
    Rule("driver", "2-2-6-2", re.compile(r"(?<![\d\-])\d{2}[- .]\d{2}[- .]\d{6}[- .]\d{2}(?![\d\-])")),
    Rule(
        "driver",
        "after a cue",
        re.compile(
            rf"면허(?:증)?{IS}(?P<v>(?:[가-힣]{{2}}\s?)?\d{{2}}[- .]{{0,2}}(?:\d{{2}}[- .]{{0,2}})?\d{{6}}[- .]{{0,2}}"
            r"\d{2})(?!\d)"
        ),
    ),
    Rule(
        "driver",
        "licence after a cue",
        re.compile(
            r"(?i:(?:driver'?s?|driving)\s+(?:licen[cs]e|permit)|\bDL|licen[cs]e (?=number|no\b|#))"
            rf"{EN_NUMBER}{EN_IS}(?P<v>(?=[A-Z\- ]{{0,8}}\d)[A-Z0-9](?:[ \-]?[A-Z0-9]){{5,18}})(?![A-Za-z0-9])"
        ),
        says.mostly_digits,
        latin=True,
    ),
    Rule(
        "passport",
        "after a cue",
        re.compile(
            r"(?:여권|(?i:passport))(?=[^\d\n]{0,16}+\d)[^\d\n]{0,14}?(?P<v>(?<![A-Za-z])[A-Za-z]{1,2}\s?(?:\d[ \-]?){3}[A-Za-z]?(?:\d[ "
            r"\-]?){3,4}\d[A-Za-z]?|(?<!\d)\d{9}|(?<![A-Za-z0-9])(?=(?:[A-Z]{0,4}\d){4})[A-Z0-9]{8,9})(?![A-Za-z0-9])"
        ),
    ),
    Rule(
        "passport",
        "far from a cue",
        re.compile(
            r"여권(?=[^\d\n]{0,42}+\d)[^\d\n]{0,40}?(?P<v>(?<![A-Za-z0-9])(?:[A-Z]\d{8}|[A-Z]{1,2}\d{7}[A-Z]?|[A-Z]\d{3}[A-Z]\d{4})(?![A-Za-z0-9]))"
        ),
        latin=True,
    ),
    Rule(
        "passport",
        "letter, digits and a letter",
        re.compile(r"(?<![A-Za-z0-9])[MSRGD]\d{3}[A-Z]\d{4}(?![A-Za-z0-9])"),
        latin=True,
    ),
    Rule("business_no", "3-2-5", re.compile(r"(?<![\d\-])(?P<v>\d{3}-\d{2}-\d{5})(?![\d\-])")),
    Rule(
        "business_no",
        "after a cue",
        re.compile(rf"사업자(?:\s?등록)?(?:증)?{IS}(?P<v>\d(?:[ .\-]{{0,2}}\d){{9}})(?![\d\-])"),
        says.business,
    ),
)

MOBILES: tuple[Rule, ...] = (
    Rule(
        "phone",
        "mobile",
        re.compile(
            rf"(?<!\d)(?<!\d-)(?:\(?\+?\s?82\)?{SPACE}(?:\(?0\)?)?|\(?0{SPACE})1(?:{SPACE}0\)?(?:{SPACE}\d){{8}}"
            rf"|[16789]\)?(?:{SPACE}\d){{7,8}})(?!-?\d)"
        ),
        says.phone,
    ),
    Rule(
        "phone",
        "mobile with letters between",
        re.compile(
            r"(?<!\d)01[016789](?:[ ]?[가-힣,:;*_+|<>=\\·‧→]{1,2}[ ]?|[ .\-]{0,3})\d{3,4}"
            r"(?:[ ]?[가-힣,:;*_+|<>=\\·‧→]{1,2}[ ]?|[ .\-]{0,3})\d{4}(?!\d)"
        ),
    ),
    Rule(
        "phone",
        "masked",
        re.compile(
            r"(?<!\d)01[016789][ .\-]{0,2}(?:\d{3,4}[ .\-]{0,2}[*xX●○•]{4}|[*xX●○•]{3,4}[ .\-]{0,2}\d{4}"
            r"|\d{1,2}[*xX]{2}[ .\-]{0,2}\d{2,4}[*xX]{0,2})(?!\d)"
        ),
    ),
)

BIRTHDAYS: tuple[Rule, ...] = (
    Rule(
        "birthdate",
        "six digits with a cue before",
        re.compile(
            r"(?:주민\s?(?:등록)?\s?(?:앞\s?)?번호|민번|생년\s?월일|생년|생일)(?=[^\d\n]{0,26}+\d)[^\d\n]{0,24}?(?:(?:앞\s?)?[678]\s?자리[^\d\n]{0,12})?"
            r"(?<!\d)(?P<v>\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?![\d\-]|\s?[원개건])"
        ),
    ),
    Rule(
        "birthdate",
        "after a cue",
        re.compile(
            rf"(?:생년\s?월일|생일자?|생년|출생일?|생월일|(?i:date of birth|birth\s?da(?:te|y)|d\.?o\.?b\.?|born(?: on)?))"
            rf"{IS}(?:양력|음력)?\s?(?P<v>{DATE}(?:\s?생(?![가-힣]))?)(?!\s?(?:부터|까지))"
        ),
        says.birthdate,
    ),
    Rule(
        "birthdate",
        "before a cue",
        re.compile(
            rf"(?<![\d.\-])(?P<v>(?:{DATE}|(?:19|20)\d{{6}}|\d{{6}}|\d{{1,2}}월\s?\d{{1,2}}일)\s?(?:년)?생)(?=[\s).,/]|이|입|인|$|의|임|예|여)"
        ),
        says.birthdate,
    ),
    Rule(
        "birthdate",
        "month and day after a cue",
        re.compile(
            r"생일(?:은|이|:)?\s?(?:음력|양력)?\s?(?P<v>\d{1,2}월\s?\d{1,2}일)(?!\s?(?:부터|까지|전|후|이전|이후|이내))"
        ),
    ),
    Rule(
        "birthdate",
        "in English",
        re.compile(
            rf"(?i:date of birth|birth\s?da(?:te|y)|\bd\.?o\.?b\.?|\bborn(?: on)?)(?:\s(?i:is|was|on|the)|:){{0,3}}"
            rf"\s{{0,2}}(?P<v>(?:{MONTHS}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s(?:19|20)\d{{2}})?|\d{{1,2}}(?:st|nd|rd|th)"
            rf"?[\s\-](?:of\s)?{MONTHS}(?:,?[\s\-](?:19|20)\d{{2}})?))"
        ),
        latin=True,
    ),
)

PHONES: tuple[Rule, ...] = (
    Rule(
        "phone",
        "landline",
        re.compile(
            r"(?<!\d)(?<!\d-)\(?0(?:2|3[1-3]|4[1-4]|5[0-5]\d?|6[1-4]|70)\)?[ .\-)/~]{1,3}\d{3,4}[ .\-/~]{1,3}\d{4}"
            r"(?!-?\d)"
        ),
        says.landline,
        closes=True,
    ),
    Rule(
        "phone",
        "landline in one piece",
        re.compile(
            r"(?<![\dA-Za-z\-])0(?:2\d{7,8}|(?:3[1-3]|4[1-4]|5[1-5]|6[1-4])\d{7,8}|(?:70|50[2-8])\d{7,8})(?![\d\-])"
        ),
        says.landline,
        closes=True,
    ),
    Rule(
        "phone",
        "international",
        re.compile(
            r"(?<![\d+])(?:\+|(?<![\d\-])00(?=[1-9]\d[ .\-]))\d{1,3}(?:[ .\-()]{0,3}\d){6,12}"
            r"(?:\s?(?i:x|ext\.?)\s?\d{2,5})?(?!\d)"
        ),
        says.foreign_phone,
        closes=True,
    ),
    Rule(
        "phone",
        "North America",
        re.compile(
            r"(?<![\d\-])(?:1[ .\-])?\(?[2-9]\d{2}\)?[ .\-]{1,2}[2-9]?\d{3}[.\-]\d{4}(?:,?\s?(?i:x|ext\.?)\s?\d{2,5})?"
            r"(?![\d\-])|(?<![\d\-])\([2-9]\d{2}\)\s?\d{3}[ .\-]\d{4}(?:,?\s?(?i:x|ext\.?)\s?\d{2,5})?(?!\d)"
        ),
        says.foreign_phone,
        closes=True,
    ),
    Rule(
        "phone",
        "beside words of telephony",
        re.compile(r"(?<![\dA-Za-z\-/.,])\(?\d{2,4}\)?(?:[ \-]\d{2,4}){1,3}(?![\d/,]|-\d|\.\d)"),
        says.telephony,
        latin=True,
    ),
    Rule(
        "phone",
        "three, three and four",
        re.compile(r"(?<![\d\-.,/$€£])(?<!\d )(?:1 )?[2-9]\d{2} [2-9]\d{2} \d{4}(?![\d\-]|[.,]\d| \d)"),
        says.foreign_phone,
    ),
    Rule(
        "phone",
        "spaced out",
        re.compile(r"(?<![\dA-Za-z])(?<!\d[ .,\-])\d(?!\d)(?:(?: | ?[\-.] ?)\d(?!\d)){9,11}(?! ?[\-.]? ?\d)"),
        says.spaced_phone,
    ),
    Rule(
        "phone",
        "its end in English",
        re.compile(
            r"(?i:(?:last|final) (?:four|4|three|3)(?: (?:digits|numbers))?(?: (?:of|on|for|in))?(?: (?:my|the|your|his|her|our))?"
            r"(?: (?:old|new|work|home))? (?:phone|mobile|cell|telephone|contact|number)(?: number)?(?: on (?:file|the account))?"
            r"(?: (?:is|are|was|were))?|(?:phone|mobile|cell)(?: number)?(?: that)? (?:end|finish)(?:s|ing)?(?: in| with| on)?)"
            r"[:\s]{1,3}(?P<v>\d{3,4})(?!\d)"
        ),
        latin=True,
    ),
    Rule(
        "phone",
        "its end before an English cue",
        re.compile(r"(?<![\d.,\-/])(?P<v>\d{4})(?i: (?:is|are|as|being)(?: the| my)? (?:last|final) (?:four|4))"),
        latin=True,
    ),
    Rule(
        "phone",
        "seven digits",
        re.compile(r"(?<![\dA-Za-z\-/.,#$€£])[2-9]\d{2}-\d{4}(?![\d\-A-Za-z]|\.\d)"),
        says.local_phone,
        latin=True,
    ),
    Rule(
        "phone",
        "trunk prefix and groups",
        re.compile(
            r"(?<![\d\-])\(?0(?!80)\d{1,4}\)?(?:[ ]\d{2,4}){2,4}(?![\d\-])|(?<![\d\-])\(?0(?!80)\d{2,4}\)?[ \-]\d{6,7}"
            r"(?![\d\-])|(?<![\d\-])0[17]\d{8,9}(?![\d\-])"
        ),
        says.foreign_phone,
        closes=True,
    ),
    Rule(
        "phone",
        "after a cue",
        re.compile(
            r"(?i:\b(?:phone|mobile|cell|tel|telephone|whatsapp|call (?:me|us|him|her) (?:back )?(?:at|on)|"
            r"text me (?:at|on)|reach me (?:at|on)|my number)\b)(?i:\s?(?:number|no\.?|is|at|on|:)){0,3}"
            r"[:\s#.]{0,3}(?P<v>\+?\(?\d(?:[ .\-()]{0,2}\d){6,13}(?:,?\s?(?i:x|ext\.?)\s?\d{2,5})?)(?!\d)"
        ),
        says.reachable,
        latin=True,
    ),
    Rule(
        "phone",
        "after a Korean cue",
        re.compile(rf"(?:연락처|전화\s?번호|휴대폰|핸드폰|폰\s?번호|폰번){IS}(?P<v>\d{{3,4}}[ .\-]\d{{4}})(?![\d\-])"),
        says.reachable,
    ),
    Rule(
        "phone",
        "its end after a cue",
        re.compile(
            r"(?:(?:폰|핸드폰|휴대폰|휴대전화|전화|연락처|(?<![가-힣])번호)\s?(?:번호)?\s?(?:맨\s?)?(?:끝|뒷|뒤|마지막)"
            r"\s?(?:네|4)?\s?(?:자리|번호)?|(?:뒷|끝|뒤)\s?(?:네|4)?\s?(?:자리|번호))(?:은|는|가|이|:)?\s{0,2}(?P<v>\d{4})(?!\d|\s?자리|\s?[년원])"
        ),
    ),
    Rule(
        "phone",
        "its end where points are saved",
        re.compile(r"적립\s(?:번호\s)?(?P<v>\d{4})(?=\s?(?:이요|요|이에요|예요|입니다)(?![가-힣]))"),
    ),
    Rule(
        "phone",
        "its end before a cue",
        re.compile(
            r"(?<![\d.,\-/:A-Za-z])(?P<v>\d{4})\s?(?:(?:이요|요|이에요|예요|입니다|인데요?|이고요?|임)?[ ,.~]{0,2}"
            r"(?:번호\s?|제\s?|저\s?|폰\s?|핸드폰\s?|전화\s?|"
            r"휴대폰\s?)?(?:뒷|끝|뒤)\s?(?:네\s?자리|4자리|자리|번호)(?!\s?\d)|(?:으로|로)\s?끝나)"
        ),
    ),
)
