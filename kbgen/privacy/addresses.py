"""Postal addresses: Korean road and lot forms with whatever stands before and after them, English street forms."""

import re
from collections.abc import Iterator

from kbgen.privacy.spans import Span

_SIDO = (
    r"[가-힣]{2,6}특별(?:자치)?[시도]|(?:서울|부산|대구|인천|광주|대전|울산|세종)(?:광역시|시)?|경기도?|강원도?|충청?[남북]도|충[남북]|"
    r"전라?[남북]도|전[남북]|경상?[남북]도|경[남북]|제주[도시]?"
)
_AREA = rf"(?:(?:{_SIDO})[\s,]{{0,2}})?(?:[가-힣]{{1,5}}[시군구][\s,]{{1,2}}){{0,2}}"
_NOT_COUNT = (
    r"(?!가\s?\d|[년월일박시분초원만천억개건명회장권점배%주]|\s[년월일박시분초원만천억개건명회장권점배%주](?![가-힣]{2})|\s?(?:시간|개월|영업일|번(?!지|길)|,\d{3}|"
    r"[~\-]\s?\d+\s?(?:영업|일|시|개|회|분|주|월|년|명|만|천|원|%)))(?!\d)"
)
_ROAD = (
    r"[가-힣]{1,10}(?:\d{1,3}\s?)?(?:대로|로|길)\s{0,2}\d{1,5}(?:\s?번?\s?(?:안|가|나|다|라)?길\s{0,2}\d{1,4})?(?:-\d{1,4})?"
    + _NOT_COUNT
    + r"|[가-힣]{1,10}로\s?\d{0,3}[가-힣]{0,6}길\s{0,2}\d{1,4}(?:-\d{1,4})?"
    + _NOT_COUNT
    + r"|[가-힣]{1,6}[동읍면리가로]\s?\d{1,3}(?:번)?길\s{0,2}\d{1,4}(?:-\d{1,4})?"
    + _NOT_COUNT
)
_LOT = r"(?:[가-힣]{1,6}(?:동|리|읍|면|\d가)\s{0,2}){1,2}(?:산\s?)?[1-9]\d{0,3}(?:-\d{1,4})?(?:번지)?" + _NOT_COUNT
_UNIT = (
    r"(?:지하\s?)?(?:\d{1,4}|[A-Za-z가나다라])\s?동(?![가-힣])(?:\s?\d{1,4}\s?호)?|\d{1,5}\s?호(?!선|차|점|"
    r"[기실])|(?:지하\s?|[Bb])?\d{1,3}\s?층|"
    r"(?:반지하|지층|옥탑(?:방|층)?|루프탑)(?![가-힣]{3})|지하\s?\d{1,3}호|\d{1,2}단지|\d{2,4}-\d{2,4}(?:호)?(?!-?\d)|[가-힣]{1,8}동(?=\s?\d{1,4}\s?호)"
)
_BUILDING = r"[가-힣A-Za-z][가-힣A-Za-z0-9·]{1,14}"
_HOUSE = (
    r"(?:아파트|빌라|빌딩|타워|오피스텔|맨션|맨숀|하이츠|연립|주택|상가|캐슬|자이|푸르지오|래미안|힐스테이트|"
    r"더샵|아이파크|팰리스|원룸|고시원|기숙사|센터|플라자|마을|타운|빌리지)"
)
_TAIL = (
    rf"(?:(?:[\s,(]{{1,3}}{_BUILDING}){{0,3}}?[\s,(]{{0,3}}(?:{_UNIT}))"
    rf"{{0,3}}(?:[\s,(]{{1,3}}[가-힣A-Za-z0-9]{{1,10}}{_HOUSE}(?![가-힣]))?"
    rf"(?:\s?\([가-힣][가-힣A-Za-z0-9,. ]{{1,24}}\)(?:\s?(?:{_UNIT})){{0,2}})?"
    r"(?:\s(?:좌측|우측|왼쪽|오른쪽)(?![가-힣]))?"
)
_KOREAN = re.compile(
    rf"(?<![가-힣])(?:(?P<zip>\(?(?:우\)?\s?)?\d{{5}}\)?\s))?(?P<area>{_AREA})"
    rf"(?P<town>[가-힣]{{1,6}}[읍면동]\s{{1,2}})?(?:(?P<road>{_ROAD})|(?P<lot>{_LOT}))(?P<tail>{_TAIL})"
)
_COMPLEX = re.compile(
    rf"(?<![가-힣A-Za-z0-9])(?=[가-힣A-Za-z0-9 ,]{{0,40}}\d)(?P<area>{_AREA})(?P<town>[가-힣]{{1,6}}[읍면동리]\s{{1,2}})"
    rf"?(?P<house>(?:[가-힣A-Za-z0-9]{{1,12}}\s?)?{_HOUSE}\s{{0,2}}(?:\d{{1,2}}(?:차|단지)\s?)?)"
    rf"(?P<tail>(?:[\s,]{{0,2}}(?:{_UNIT})){{1,3}})"
)
_FLAT = re.compile(r"(?<![\d\-가-힣])\d{2,4}\s?동\s{0,2}\d{2,4}\s?호(?![가-힣]*점)")
_ROOM = r"(?:(?:\d{2,4}|[가나다라A-D])\s?동\s?)?(?:지하\s?)?[B\d]?\d{2,4}\s?호"
_ROOMS = re.compile(
    rf"(?:주소지?|배송지|수령지|도착지|동\s?호수|호수|우리\s?집|저희\s?집)(?:\s?(?:은|는|이|가|를|:))?\s{{0,2}}(?P<a>{_ROOM})(?![가-힣]*[점실기선차])"
    rf"(?:(?:이|가)?\s?(?:아니고|아니라|말고|→|->|에서)[,\s]{{0,2}}(?P<b>{_ROOM}))?"
)
_LEFT_CUE = re.compile(
    r"(?:주소지?|배송지|수령지|수거지|도착지|거주지|집|사는\s?곳|회사|사무실|로)(?:\s?(?:은|는|이|가|를|을|:|"
    r"：|=|\|))?\s{0,3}(?:\[[^\]\n]{1,10}\]\s?)?$"
)
_PLACE_AFTER = re.compile(
    r"(?:로|으로)?\s?(?:인데|이에요|예요|입니다|이요|살|사는|삽|거주|배송|보내|변경|바꿔|와|오시)"
)
_COMPANY = re.compile(
    r"(?:본사|매장|지점|대리점|쇼룸|물류\s?센터|고객\s?센터|서비스\s?센터|센터|반품지|반송지|회수지|"
    r"반품\s?주소|반송\s?주소|교환\s?주소|보내실\s?(?:곳|주소)|당사|[가-힣]{2,6}점)(?:\s?주소)?(?:\s?(?:은|는|"
    r"이|가|:|：))?\s{0,3}$"
)
_HINT = re.compile(r"(?:로|길|동|리|가|읍|면|호|층)\s{0,2}\d|\d\s?[동호층]|단지")
_STREET = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Way|Place|Pl|Terrace|Square|Sq|"
    r"Highway|Hwy|Parkway|Pkwy|Crescent|Close|Gardens|Grove|Row|Mews|-?[gG]il|-?[rR]o|-?daero)"
)
_ENGLISH = re.compile(
    r"(?<![\w\-])(?:(?i:apt|apartment|flat|unit|suite|room|floor|top floor)\.?\s?#?[A-Za-z0-9\-]{1,6}(?:\s[a-z]{2,9}){0,2},?\s)"
    r"?\d{1,5}[A-Za-z]?(?:-\d{1,4})?,?\s(?:[NSEW]\.?\s)?(?:(?:[A-Z][A-Za-z'’\-]{0,20}|\d{1,3}(?:st|nd|"
    rf"rd|th))\s?){{1,4}}?(?<=[\s\-a-z])\b{_STREET}\b\.?(?:\s(?:[NS][EW]?|[EW])\b)?"
    r"(?:,?\s(?:(?i:apt|apartment|suite|ste|unit|flat|floor|fl|room|rm)\.?\s?#?|#\s?)[A-Za-z0-9\-]{1,6})?"
    r"(?:,?\s[A-Z][A-Za-z.'’\-]{1,20}(?:\s[A-Z][A-Za-z.'’\-]{1,20}){0,2}(?=,|\s[A-Z]{1,2}\d|\s[A-Z]{2}\s|\s\d{5}))?"
    r"(?:,?\s[A-Z][a-z]{3,15}(?=,?\s\d{5}))?(?:,?\s[A-Z]{2}(?![A-Za-z0-9]))?(?:,?\s(?:\d{5}(?:-\d{4})?(?!\d)|"
    r"[A-Z]{1,2}\d[A-Z0-9]?\s?\d[A-Z]{2}))?"
)
_TOWN = (
    r"(?:,?\s(?:[A-Z]{1,2}-)?\d{4,5}(?:-\d{3})?(?:\s[A-Z][\w.'’\-]{1,20}){0,2}|,\s[A-Z][\w.'’\-]{2,20}(?:\s\d{4,5})?)?"
)
_EUROPEAN = re.compile(
    r"(?<![\w\-])(?:[A-ZÄÖÜØÅ][\w.\-]{1,24}(?:straße|strasse|str\.|weg|platz|allee|gasse|ring|damm|laan|"
    r"straat|gracht|vej|gade|gatan|vägen|katu|utca)"
    rf"\s\d{{1,4}}\s?[a-zA-Z]?\b{_TOWN}"
    r"|\d{1,4}(?:\s?(?:bis|ter))?,?\s(?i:rue|avenue|boulevard|chemin|place|quai|impasse|allée|cours)"
    r"\s(?:(?:de|des|du|la|le|les|d'|l')\s?){0,2}"
    rf"[A-ZÀ-Ý][\w'’\-]{{1,20}}(?:\s[A-ZÀ-Ý][\w'’\-]{{1,20}}){{0,2}}{_TOWN}"
    r"|(?:Via|Viale|Piazza|Corso|Calle|C/|Avenida|Av\.|Plaza|Paseo|Rua|Travessa|Ulica|ul\.|Rue|Boulevard)"
    r"\s(?:(?:de|del|della|dos|das|do|da|la|los|las)\s)"
    rf"{{0,2}}[A-ZÀ-Ý][\w'’\-]{{1,20}}(?:\s[A-ZÀ-Ý][\w'’\-]{{1,20}}){{0,2}},?\s(?:n[º°.]\s?)?\d{{1,5}}[a-z]?\b{_TOWN})"
)
_BOX = re.compile(
    r"\bP\.?O\.? ?Box \d{1,7}(?:,\s[A-Z][A-Za-z ]{2,24})?(?:,?\s(?:[A-Z]{2}\s\d{5}|"
    r"[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}))?|사서함\s?\d{1,6}호?"
)
_WITH_FLAT = re.compile(
    r"(?<![\w\-.])\d{1,5}[A-Za-z]?,? (?:(?:[^\W\d_][\w.'’\-]{0,24}|\d{1,4}(?:st|nd|rd|th)?)[ ,\n]{1,4}){1,6}?"
    r"(?i:apt|apartment|suite|ste|unit|flat)\.? ?#?(?=[A-Za-z]?\d)[A-Za-z0-9\-]{1,6}(?!\w)"
    r"(?:(?:[\s,]{1,6}[^\W\d_a-z][\w.'’()\-]{0,20}){0,6}[\s,]{1,6}\d{4,6}(?:-\d{4})?(?!\d))?"
)
_MILITARY = re.compile(
    r"\b(?:PSC|CMR|Unit) \d{1,5},? Box \d{1,5}(?:[,\s]{1,4}[AFD]PO,? A[AEP] \d{5})?|\b[AFD]PO A[AEP] \d{5}"
)
_UK_CODE = re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}(?![A-Za-z0-9])")
_CUED = re.compile(
    r"(?i:\b(?:my|new|old|home|shipping|billing|delivery|mailing|correct|current|postal|registered) "
    r"address(?: is|:| to)?|\b(?:ship|deliver|send|post|mail)"
    r"(?:ed)?(?: it| them| this)? to:?|\bi(?: now)? live (?:at|in)|\bmoved to|\blocated at|\bwe live (?:at|in)|"
    r"\bliving (?:at|in)|\bresid(?:e|es|ing) (?:at|in)|\blives at|\baddress:)\s{1,3}"
    r"(?P<v>(?:[A-Z][\w.'’\-]{0,20},?\s{1,3}){0,3}\d{1,6}[A-Za-z]?,?\s"
    r"(?:(?:(?:de|du|des|la|le|di|da|do|van|het|der|ul\.|u\.|út)\s)?[^\W_a-z][\w.'’#\-]{0,20}[,]?\s{0,5}){1,9})"
)
_LATIN = re.compile(r"[A-Za-z]{2}")
_POSTCODE = re.compile(
    r"(?:우편\s?번호|(?i:zip(?:\s?code)?|post\s?code|postal code))(?:\s?(?:은|는|이|:)|\s(?i:is))"
    r"?\s{0,2}(?P<v>\d{5}(?:-\d{4})?(?!\d)|[A-Z]{1,2}\d[A-Z0-9]?\s?\d[A-Z]{2}\b)"
)
_TELEPHONE = re.compile(r"(?<!\d)(?:\d{3,4}-\d{4}|0\d{1,2}-\d{3,4})$")
_COMMON_ROADS = re.compile(
    r"(?:으로|^(?:바|따|별도|추가|무료|유료|자동|수동|제대|그대|이대|새|서|앞|뒤|절대|계좌|카드|앱|택배|최대|"
    r"최소|임의|실제|전화|문자|메일|순서대|기준|위|아래|그|이|저)로)\s{0,2}\d"
)
_COMMON_LOTS = re.compile(
    r"^(?:(?:뒷면|앞면)\s{0,2}(?:[세네]\s?자리)?|[세네]\s?자리|자동|수동|이동|작동|변동|활동|행동|운동|공동|동|반동|가동|충동|노동|이리|그리|저리|빨리|멀리|미리|"
    r"거리|자리|머리|처리|관리|정리|수리|요리|우리|유리|분리|마리|소리|다리|가|국가|평가|추가|누가|제가|내가|"
    r"원가|단가|정가|특가|할인가|판매가|최저가|증가|추가|하면|되면|가면|오면|화면|전면|후면|측면|반면|으면|"
    r"라면|보면|주면|시면|다면|려면|이면)\s{0,2}\d"
)


def find_addresses(text: str) -> Iterator[Span]:
    """Yield the spans of one digit view; a company's own address, told by a cue before it, is left."""
    if _HINT.search(text):
        yield from _korean(text)
    if _LATIN.search(text):
        for match in _ENGLISH.finditer(text):
            yield Span(match.start(), match.end(), "address", "street")
        for match in _EUROPEAN.finditer(text):
            yield Span(match.start(), match.end(), "address", "street")
        for match in _CUED.finditer(text):
            yield Span(match.start("v"), match.end("v"), "address", "after a cue")
        for pattern in (_BOX, _UK_CODE, _WITH_FLAT, _MILITARY):
            for match in pattern.finditer(text):
                yield Span(match.start(), match.end(), "address", "post code")
    if "우편" in text or _LATIN.search(text):
        for match in _POSTCODE.finditer(text):
            yield Span(match.start("v"), match.end("v"), "address", "post code")


def _korean(text: str) -> Iterator[Span]:
    for match in _KOREAN.finditer(text):
        start, end = match.span()
        if not _plausible(match, text) or _COMPANY.search(text[max(0, start - 20) : start]):
            continue
        yield Span(start, end, "address", "road" if match["road"] else "lot")
    for match in _COMPLEX.finditer(text):
        if not _COMPANY.search(text[max(0, match.start() - 20) : match.start()]):
            yield Span(match.start(), match.end(), "address", "apartment")
    for match in _FLAT.finditer(text):
        yield Span(match.start(), match.end(), "address", "flat")
    for match in _ROOMS.finditer(text):
        yield Span(match.start("a"), match.end("a"), "address", "flat")
        if match["b"]:
            yield Span(match.start("b"), match.end("b"), "address", "flat")


def _plausible(match: re.Match[str], text: str) -> bool:
    """Words that end like roads and villages (앱으로 3번, 자동 1-2회) stand before numbers all the time."""
    core = match["road"] or match["lot"]
    named = bool(match["area"] or match["town"])
    if _COMMON_ROADS.search(core) or _COMMON_LOTS.search(core) or _TELEPHONE.search(core):
        return False
    cue = bool(_LEFT_CUE.search(text[max(0, match.start() - 16) : match.start()]))
    unit = any(mark in match["tail"] for mark in "동호층")
    if match["road"]:
        return named or unit or cue
    dashed = bool(re.search(r"\d{2,4}-\d{1,4}", core))
    return dashed or ((named or cue) and bool(re.search(r"\d", core)))
