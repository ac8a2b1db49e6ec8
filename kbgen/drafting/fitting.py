"""Whether a sentence gives what a question asks for: an amount, a time, a way, a yes or no."""

import regex

from kbgen.language.facts import facts
from kbgen.language.values import values

_HOW_MUCH = regex.compile(
    r"얼마(?!나\s?걸|\s?동안)|비용|가격|요금|금액|몇\s?(?:원|퍼센트|프로|개|명|장|건|번|회)|\b(?:how\s+(?:much|many)|cost|price|fee)\b",
    regex.IGNORECASE,
)
_WHEN = regex.compile(
    r"언제|며칠|몇\s?(?:일|달|시간|시|주|년|개월)|기간|기한|유효|얼마나\s?걸|얼마마다|주기|"
    r"\b(?:when|how\s+(?:long|often|soon)|deadline)\b",
    regex.IGNORECASE,
)
_WAY = regex.compile(r"어떻게|어디|방법|어느\s?메뉴|\b(?:how\s+(?:do|can|to)|where)\b", regex.IGNORECASE)
_WHETHER = regex.compile(
    r"(?:되|돼|있|없|가능한|나오|하|주시|받)(?:나요|는가요|을까요|ㄹ까요|가요)|가능|\b(?:can|could|may|is|are|do|does)\s",
    regex.IGNORECASE,
)
_PATH = regex.compile(
    r"\S\s*[>→]\s*\S|\[[^\[\]]{1,30}\]|누르|클릭|선택|에서\s|\b(?:go\s+to|click|open|select|under)\b", regex.IGNORECASE
)
_YES_NO = regex.compile(
    r"가능|불가|(?:돼|되|됩|안\s?돼)(?:요|니다)|(?:있|없)(?:어요|습니다)|지원|않|못|만\s|"
    r"\b(?:can|cannot|can't|yes|no|not|only|available)\b",
    regex.IGNORECASE,
)
_TIMES = ("period", "workdays", "date", "clock")


def answers(question: str, sentence: str) -> bool:
    """Return whether the sentence gives what the question asks for, by the question's own words; False when they do not tell."""
    stated = {value.kind for value in values(sentence)}
    if _HOW_MUCH.search(question) and any(kind not in _TIMES for kind in stated):
        return True
    if _WHEN.search(question):
        return bool(stated & set(_TIMES)) or any(kind in _TIMES for kind, _ in facts(sentence))
    if _HOW_MUCH.search(question):
        return False
    if _WAY.search(question):
        return _PATH.search(sentence) is not None
    return _WHETHER.search(question) is not None and _YES_NO.search(sentence) is not None
