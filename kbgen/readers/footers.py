"""The endings of mails that say nothing: signatures, surveys, legal notes, lines of mail programs.

A stretch of lines is cut from its end alone, and only where every line that goes is surely part of an ending.
"""

import re
from collections.abc import Sequence

_MAX_LINE = 600
_SIGNATURE_LINES = 20
_CONTACT_LINES = 8
_LEGAL_LINES = 15
_FOOTER_LINES = 60
_ROUNDS = 3

_DEVICE = (
    r"iphone|ipad|아이폰|아이패드|galaxy|갤럭시|samsung|삼성|lg|android|안드로이드|휴대폰|휴대전화|핸드폰|스마트폰|모바일|"
    r"메일|mail|outlook|windows|naver|네이버|다음|daum|kakao|카카오|앱|app|blackberry|huawei|xiaomi|pixel"
)
_SENT_FROM = re.compile(
    rf"(?=.{{0,60}}(?:{_DEVICE}))[^.?!]{{1,60}}(?:에서|으로|로)\s?"
    r"(?:보냄|보낸 (?:메일|메시지)입니다|보냈습니다|발송됨|전송됨|작성됨|발송되었습니다)\.?"
    rf"|sent (?:from|via|with|using) (?=.{{0,60}}(?:{_DEVICE}|phone|tablet|device|yahoo|proton|spark)).{{1,60}}"
    r"|get outlook for (?:ios|android).{0,40}|(?:ios|android)용 outlook (?:다운로드|받기).{0,40}"
    r"|.{1,30}から送信(?:されました)?",
    re.I,
)
_LINK = re.compile(r"https?://\S|www\.\S|\[[^\]]{1,40}\]|\(link\)", re.I)

_SURVEY_ABOUT = re.compile(
    r"상담|답변|응대|문의|서비스|지원|해결|support|service|help|repl|answer|experience|conversation|agent|サポート|対応",
    re.I,
)
_SURVEY_ASKS = re.compile(
    r"만족(?:스러우셨|하셨|하시|도 ?(?:조사|평가|설문))|도움이 ?(?:되었|됐|되셨)(?:나요|습니까|을까요)|어떠셨(?:나요|습니까)|평가해 ?주|"
    r"설문(?:조사)?에 ?(?:참여|응)|별점을|how would you rate|how did (?:we|i) do|rate (?:your|our|the|this|my)|"
    r"(?:was|were) (?:this|our|your|you|my).{0,40}(?:helpful|satisf)|satisfied with|take (?:a|our|this).{0,20}survey|満足",
    re.I,
)
_ASKS_AT_ALL = re.compile(r"\?|？|해 ?주세요|해 ?주십|부탁|바랍니다|rate|survey|please|click|ください", re.I)
_UNSUBSCRIBE = re.compile(
    r"수신을? ?(?:거부|원하지|원치|중단)|수신거부|unsubscribe|opt[- ]out|email preferences|配信停止", re.I
)
_UNSUBSCRIBE_HOW = re.compile(
    r"클릭해 ?주|클릭하(?:십|세|시)|눌러 ?주|누르(?:십|세|시)|click (?:here|the|below|this)|(?:본|이) 메일은|you(?:'re| are)? receiv|"
    r"update your|manage your|https?://|こちら",
    re.I,
)
_UNSUBSCRIBE_ALONE = re.compile(
    r"\A\W{0,40}(?:무료 ?)?(?:수신 ?거부|unsubscribe|manage (?:email )?preferences)\W{0,40}", re.I
)
_IMPRINT = re.compile(
    r"copyright\b|all rights reserved|[©ⓒ]\s?(?:19|20)?\d*|통신판매업?\s?(?:신고)?\s?(?:번호|제|:|：|\d)", re.I
)
_SENT_ONLY = re.compile(
    r"발신 ?전용|회신(?:이|은|을|하셔도|하실)? ?(?:되지 않|불가|처리되지|확인(?:이|할)|수 없)|do not reply|cannot be replied|"
    r"送信専用",
    re.I,
)
_LEGAL_START = re.compile(
    r"\W{0,4}(?:(?:본|이|위) ?(?:전자 ?우편|전자 ?메일|이메일|e-?mail|메일|메시지)|this (?:e-?mail|message|communication|transmission)|"
    r"the (?:information|contents?) (?:contained |transmitted )?(?:in|of) this|confidential(?:ity)?|disclaimer|privileged|"
    r"주의\s?[:：]|이 통신|本メール)",
    re.I,
)
_LEGAL_CUES = (
    re.compile(r"기밀|비밀|보안|대외비|confidential|privileged|legally protected|機密", re.I),
    re.compile(r"수신인|수신자|지정된|당사자|recipient|addressee|intended|受信者", re.I),
    re.compile(r"삭제|파기|폐기|반송|delete|destroy|notify|削除", re.I),
    re.compile(r"무단|금지|금하|법적|책임|unauthori[sz]ed|prohibited|strictly|liab|law", re.I),
)

_CLOSING = re.compile(
    r"\A\W{0,40}(?:감사합니다|감사드립니다|고맙습니다|수고하세요|안녕히 계세요|좋은 하루 (?:되|보내)세요|(?:best|kind|warm|warmest)? ?regards|"
    r"best(?: wishes)?|sincerely(?: yours)?|yours (?:sincerely|truly|faithfully)|cheers|thanks(?: (?:again|so much|a lot|in advance))?|"
    r"many thanks|thank you(?: (?:so much|very much|again|in advance))?|よろしくお願いします|敬具)[\s.,!~^]*",
    re.I,
)
_COURTESY = re.compile(r"\A\W{0,40}(?:감사|고맙|수고|안녕히|좋은|よろ)")
_NAMED = re.compile(r"(?:\S{1,20} ){0,3}[가-힣]{2,4} ?(?:드림|올림|배상|拜上)\.?")
_CONTACT = re.compile(
    r"\(주\)|㈜|주식회사|\b(?:inc|ltd|llc|corp|gmbh|co)\b\.?|@[\w-]+\.|\+?\d[\d ().-]{7,}\d|(?:^|\s)(?:tel|fax|mobile|phone|[TMEFHP])\s?[.:)]|"
    r"전화|팩스|휴대폰|https?://|www\.",
    re.I,
)
_SAYS = re.compile(r"[?？]|(?:니다|세요|해요|어요|아요|네요|나요|까요|군요|데요|지요|죠)[.!~ ]*$|[.!] [A-Z가-힣]")
_MATTER = re.compile(
    r"주문|계좌|주소|환불|송장|예금주|입금|아이디|우편번호|연락처|성함|이름|생년|생일|order|account|address|tracking|refund|invoice|"
    r"ticket|error|\bid\b",
    re.I,
)


def without_ending(lines: Sequence[str]) -> list[str]:
    """Return the lines of a mail, or of a stretch between quotes, without signature and footers; empty if all is such."""
    rest = _trimmed([line for line in lines if not _is_sent_from(line)])
    for _ in range(_ROUNDS):
        shorter = _trimmed(_without_contact(_without_signature(_without_footers(rest))))
        if len(shorter) == len(rest):
            break
        rest = shorter
    return rest


def _trimmed(lines: Sequence[str]) -> list[str]:
    start, end = 0, len(lines)
    while start < end and not lines[start].strip():
        start += 1
    while end > start and not lines[end - 1].strip(" \t_-=*"):
        end -= 1
    return list(lines[start:end])


def _is_sent_from(line: str) -> bool:
    bare = line.strip(" \t-_[]<>*·")
    return 8 <= len(bare) <= 120 and _SENT_FROM.fullmatch(bare) is not None


def _without_signature(lines: list[str]) -> list[str]:
    """Cut at a line of two dashes, unless more follows than a signature has, or nothing stands above."""
    for number in range(len(lines) - 1, max(0, len(lines) - _SIGNATURE_LINES), -1):
        if lines[number].strip() == "--":
            return lines[:number]
    return lines


def _without_footers(lines: list[str]) -> list[str]:
    """Cut surveys, legal notes, unsubscribe lines and imprints at the end, with the links and labels below them."""
    end = place = len(lines)
    tail = max(0, len(lines) - _FOOTER_LINES)
    notes = [number >= tail and _LEGAL_START.match(line) is not None for number, line in enumerate(lines)]
    noted = any(notes)
    while place and len(lines) - place < _FOOTER_LINES:
        start = _legal_start(lines, notes, place) if noted else place
        if start < place:
            end = place = start
        elif _is_footer(lines[place - 1]):
            end = place = place - 1
        elif _is_filling(lines[place - 1]) and end - place < _LEGAL_LINES:
            place -= 1
        else:
            break
    return lines[:end]


def _is_footer(line: str) -> bool:
    if len(line) > _MAX_LINE or not line.strip():
        return False
    if _UNSUBSCRIBE_ALONE.fullmatch(line) or _IMPRINT.search(line):
        return True
    if _UNSUBSCRIBE.search(line) and _UNSUBSCRIBE_HOW.search(line):
        return "?" not in line
    short = len(line) <= 160
    return short and all(cue.search(line) for cue in (_SURVEY_ABOUT, _SURVEY_ASKS, _ASKS_AT_ALL))


def _is_filling(line: str) -> bool:
    """Tell a line that says nothing by itself: blank, a rule, a link, answers to choose from such as `만족 | 불만족`."""
    bare = line.strip()
    if not any(map(str.isalnum, bare)) or bare.lower().startswith(("http://", "https://", "www.")):
        return True
    return len(bare) <= 40 and ("|" in bare or _LINK.search(bare) is not None) and not _SAYS.search(bare)


def _legal_start(lines: Sequence[str], notes: Sequence[bool], end: int) -> int:
    """Return the line at which a legal note begins that goes up to `end`, or `end`; `notes` tells where some begin."""
    for number in range(end - 1, max(-1, end - 1 - _LEGAL_LINES), -1):
        if not lines[number].strip():
            return end
        if notes[number]:
            note = " ".join(line[:_MAX_LINE] for line in lines[number:end])
            if sum(cue.search(note) is not None for cue in _LEGAL_CUES) >= 2 or _SENT_ONLY.search(note):
                return number
    return end


def _without_contact(lines: list[str]) -> list[str]:
    """Cut who wrote it below a closing (`감사합니다.`, `Best regards,`) or from `홍길동 드림` on.

    Everything below must be a name or how to reach its bearer; what may belong to the matter (an order, an address)
    stays.
    """
    for number in range(max(0, len(lines) - _CONTACT_LINES - 1), len(lines)):
        line = lines[number].strip()
        below = [text.strip() for text in lines[number + 1 :] if text.strip()]
        if len(line) > 60 or any(len(text) > 70 or _SAYS.search(text) or _MATTER.search(text) for text in below):
            continue
        if _NAMED.fullmatch(line) and number and (below == [] or any(map(_CONTACT.search, below))):
            above = lines[number - 1].strip()
            if below or not above or _CLOSING.fullmatch(above):
                return lines[:number]
        elif _CLOSING.fullmatch(line) and below:
            if any(map(_CONTACT.search, below)):
                return lines[: number + 1] if _COURTESY.match(line) else lines[:number]
            if not _COURTESY.match(line) and len(below) == 1 and len(below[0].split()) <= 3:
                return lines[:number]
    return lines
