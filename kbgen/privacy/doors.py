"""Codes of doors: the digits that open an entrance, with the marks and words of its keypad (#, *, 종, 호출, 열쇠)."""

import re
from collections.abc import Iterator

from kbgen.privacy.spans import Span

_DOOR = (
    r"(?:현관|출입|도어\s?[락록]|대문|정문|후문|로비|입구|공동\s?(?:문|비번)|(?<![가-힣])문\s?(?:비번|비밀|번호)|비번|비밀\s?번호|"
    r"열쇠함|키박스|키\s?박스|택배함|사물함|락커|라커|금고|차단기)"
)
_KEY = r"(?:종|벨|호출|열쇠|세대|경비실?|관리실?|인터폰|별표?|샵|우물\s?정자?|키|확인)"
_UNIT = r"(?!\s?(?:[년월일원개건명회분초층동호%~,.:]\d?|자리|글자|번\s?(?:이나|씩|넘게|정도|눌|째)|만|천|시(?!\s)|세대|단지|mm|cm))"
_MARKED = (
    rf"(?:(?<![가-힣]){_KEY}\s?|[#*]\s?)\d{{3,8}}(?!\d)(?:\s?(?:{_KEY}(?![가-힣])|[#*]))?"
    rf"|\d{{3,8}}\s?(?:[#*]|{_KEY}(?![가-힣]{{3}}))"
)
_MORE = rf"(?:\s?\+?\s?(?:(?:{_MARKED})|\d{{4}}(?!\d)))?"
_AFTER_DOOR = re.compile(
    rf"{_DOOR}(?=[^\n\d]{{0,32}}+\d)[^\n\d]{{0,20}}?(?P<v>(?:(?:\d\s?층\s)?(?:경비실|관리실|인터폰)\s?(?:호출|연락)\s?(?:후|하고)?\s?)?(?:{_MARKED}){_MORE}){_UNIT}"
)
_PLAIN = re.compile(
    r"(?:(?:공동\s?)?현관(?:문)?|도어\s?[락록]|출입문|출입구|대문|열쇠함|키\s?박스|택배함)"
    r"(?:\s?(?:비번|비밀번호|번호|코드|암호|출입))?(?:\s?(?:은|는|이|가|:|=))?\s{0,2}"
    rf"(?P<v>\d{{4,8}})(?!\d|[\-./~]\d){_UNIT}"
)
_PRESSED = re.compile(r"(?<![\d*#A-Za-z])\d{4,8}[#*](?=\s?(?:을|를|만|하고)?\s?(?:누르|눌[러렀]|입력))")
_HINT = re.compile(r"현관|출입|도어|문|로비|번|열쇠|박스|함|커|입구|금고|차단")


def find_doors(view: str) -> Iterator[Span]:
    """Yield the spans of one digit view that has digits."""
    if "누" in view or "눌" in view or "입력" in view:
        for match in _PRESSED.finditer(view):
            yield Span(match.start(), match.end(), "door_code", "keys to press")
    if not _HINT.search(view):
        return
    for pattern, why in ((_AFTER_DOOR, "keypad code after a door"), (_PLAIN, "digits after a door")):
        for match in pattern.finditer(view):
            yield Span(match.start("v"), match.end("v"), "door_code", why)
