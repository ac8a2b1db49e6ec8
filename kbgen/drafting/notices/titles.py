"""The short name of what a notice is about."""

import re

_EMOJI = re.compile(r"[\U0001F000-\U0001FAFF☀-➿\ufe0f\u20e3\u200d]+")
_BRACKET = re.compile(r"^\s*(?:\[[^\]]{1,30}\]|【[^】]{1,30}】|<[^>]{1,30}>|\([^)]{1,15}\))\s*")
_SEPARATOR = re.compile(r"\s+[|—–·:-]\s+|\s*\|\s*|:\s+")
_EVENT = re.compile(
    r"(?:이벤트|페스타|페스티벌|위크|대전|세일|캠페인|프로모션|특가|기획전|행사|감사제|축제"
    r"|데이|찬스|할인|챌린지|박람회|출시|혜택"
    r"|sale|week|days?|fest(?:ival)?|event|promo(?:tion)?|campaign|offer|friday|monday|outage"
    r"|incident|maintenance)$",
    re.I,
)
_TAILS = re.compile(
    r"(?:(?:이|가)?\s*(?:시작됐어요|시작됩니다|시작합니다|시작했어요|시작되었습니다|열려요"
    r"|열립니다|열렸어요|돌아왔어요|찾아왔어요|오픈했어요)"
    r"|(?:에|과|와)?\s*(?:관련|관한|대한|대해|관하여|대하여)?\s*(?:하여|한"
    r"|된)?\s*(?:사과\s?(?:말씀|문)?|안내|공지|알림|소식|말씀)?\s*(?:을|를)?\s*"
    r"(?:드립니다|드려요|말씀드립니다|사과드립니다|안내드립니다|알려드립니다|합니다|입니다)"
    r"|\s*(?:관련\s)?(?:사전 )?(?:안내|공지|알림|사과문|안내문|공지사항))\s*[.!~]*$"
)
_TAILS_EN = re.compile(
    (r"(?:\s+(?:is (?:here|back|live|on)|starts? (?:now|today)|announcement|notice" r"|update))\s*[.!]*$"), re.I
)
_FORM = re.compile(
    (
        r"^(?:(?:post-?)?\w+ )?(?:report|notice|update|post-?mortem"
        r"|announcement|important)$|^(?:긴급 ?)?(?:안내|공지|알림|사과문)$"
    ),
    re.I,
)
_LEFT = re.compile(r"\s*(?:관련|에 따른|에 대한|에 관한|으로 인한|및)\s*$")


def short_title(title: str, headings: tuple[str, ...] = ()) -> str:
    """Return the name of the event in a notice's title.

    Brackets before it, emoji, a brand or a slogan beside it, and endings such as `안내` go where a name of at least three
    letters is left. `headings` are the notice's own highest headings, which tell which part of the title is the name.
    """
    name = _bare(title)
    parts = [part.strip() for part in _SEPARATOR.split(name) if part.strip()]
    if len(parts) > 1:
        wanted = [re.sub(r"\W", "", _bare(h)) for h in headings]
        parts = [p for p in parts if not _FORM.search(p)] or parts
        named = [p for p in parts if any(_alike(re.sub(r"\W", "", p), h) for h in wanted)]
        events = [p for p in parts if _EVENT.search(p)]
        name = (named or events or parts)[0]
    if not _EVENT.search(name):
        name = next((_bare(h) for h in headings if _EVENT.search(_bare(h)) and len(_bare(h)) <= 30), name)
    commas = [part.strip() for part in name.split(",")]
    if len(commas) == 2 and _EVENT.search(commas[1]) and not re.search(r"\d", commas[0]):
        name = commas[1]
    for _ in range(3):
        name = _shorter(_shorter(_shorter(name, _TAILS), _TAILS_EN), _LEFT)
    return name.strip(" ,~!-–—·|") or title.strip()


def _alike(part: str, heading: str) -> bool:
    return bool(part and heading) and (part in heading or heading in part)


def _bare(text: str) -> str:
    text = re.sub(r"\s+", " ", _EMOJI.sub(" ", text)).strip()
    stripped = _BRACKET.sub("", text)
    return stripped if len(stripped) >= 2 else text


def _shorter(name: str, pattern: re.Pattern[str]) -> str:
    cut = pattern.sub("", name).strip()
    return cut if sum(c.isalnum() for c in cut) >= 3 else name
