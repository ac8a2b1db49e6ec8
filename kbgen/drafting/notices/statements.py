"""A notice's blocks → statements: pieces that can be told on their own, each with the heading and label it stands under."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kbgen.drafting.notices.dates import points
from kbgen.readers.notice_blocks import Block, NoticeText

Role = Literal["period", "who", "benefit", "how", "caution", "contact", "question", "topic", ""]

_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        "contact",
        re.compile(r"^(?:고객\s?센터|문의(?:처|하기)?|상담|contact|support|questions\??|need help\??|help)$", re.I),
    ),
    (
        "period",
        re.compile(
            r"^(?:(?:행사|이벤트|진행|참여|프로모션|캠페인|점검|이전|모집|혜택|할인|세일|장애|작업"
            r"|운영|대상)?\s?(?:기간|일시|일정|시간)"
            r"|언제|발생 (?:시각|시간|일시)|(?:promo(?:tion)? |offer |event |sale |campaign "
            r")?(?:period|dates?|duration|window)|when)$",
            re.I,
        ),
    ),
    ("who", re.compile(r"대상(?: (?:고객|회원))?$|^누가|참여 ?자격|^who\b|eligib|^for whom", re.I)),
    (
        "caution",
        re.compile(
            r"유의|주의|확인해|확인하|읽어|알아\s?두|참고|제한 ?사항|안내 ?사항|필독|기타"
            r"|\bnotes?\b|fine print|terms|conditions|please note|important|good to know|restrictions"
            r"|exclusions|details",
            re.I,
        ),
    ),
    (
        "how",
        re.compile(
            (r"방법|절차|순서|어떻게|이렇게|하는 법|사용법|how (?:to|it works|do)|steps?\b|get started" r"|redeem"),
            re.I,
        ),
    ),
    (
        "question",
        re.compile(
            (
                r"(?:\?|인가요|나요|까요|할까|하려면|하시려면|으시려면|는데요|같아요|다면|으면"
                r"|이면)\s*[.?]?$|^(?:how|what|when|who|why|can|do|does|is|are|will|where)\b.*\?$"
            ),
            re.I,
        ),
    ),
    (
        "benefit",
        re.compile(
            (
                r"^(?:.{0,10}\s)?(?:혜택|리워드|benefits?|offers?|rewards?|perks|what you(?:'ll)? "
                r"get)(?:\s?(?:안내|내용|한눈에|표|\d+))?$"
            ),
            re.I,
        ),
    ),
)

_ASKED = re.compile(r"(?:[나까가]요|면요)\s*\?$|\b(?:I|my|we)\b.*\?$", re.I)
_ABBREVIATIONS = re.compile(
    (r"(?:\b(?:No|vs|e\.g|i\.e|etc|approx|Mr|Ms|Dr|St|Inc|Ltd|Co|a\.m|p\.m|U\.S)\.|(?:^" r"|[\s(])\d{1,4}\.)$"), re.I
)
_END = re.compile(r"(?<=[.!?。…])[\"'”’)\]]*\s+(?=\S)")
_LABEL = re.compile(r"^([^:：|()\"'?!.]{1,24}?)\s*[:：](?:\s+|(?=[^\d\s/]))(\S.*)$", re.S)
_SENTENCE = re.compile(r"(?:[다요죠까오]|[.!?])\s*$")
_LEANING = re.compile(
    r"^(?:\(|\d{1,2}일|단[,\s]|단,|다만|그러나|하지만|따로|이 경우|이때|이후|그 (?:후|전)|또는"
    r"|또한|또,|However|But |This |It |They |These |If not|Otherwise|"
    r"In that case|Also)"
)
_DECOR = re.compile(r"[\U0001F000-\U0001FAFF☀-➿\ufe0f\u20e3]+")
_NUMBERED = re.compile(r"^(?:\d{1,2}[.)]|[①-⑳]|[ⅰ-ⅹⅠ-Ⅹ]\.?|(?:혜택|benefit|part)\s*\d+\s*[.:)]?)\s*", re.I)

_POSTED = re.compile(
    r"^\W*(?:게시|작성|등록|최종 ?수정|마지막 ?수정|수정|업데이트|배포|posted|published|last "
    r"(?:updated|modified)|updated)"
    r"\s*(?:일|일시|시각|on|at)?\s*[:：]?\s*(?:\d{4}|[a-z]{3,9}\.? \d)",
    re.I,
)
_GREETING = re.compile(
    r"^(?:안녕하세요|안녕하십니까|고객님|dear|hi|hello|hey)\b.{0,40}$|^.{0,30}(?:감사합니다"
    r"|감사드립니다|고맙습니다)[.!~]*$"
    r"|(?:찾아뵙겠습니다|보답하겠습니다|(?:서비스|모습|기관|은행|회사|병원|도서관|항공).{0,14}되겠습니다)[.!~]*$"
    r"|(?:사과드립니다|사과 말씀드립니다|죄송합니다|양해 부탁드립니다|양해 바랍니다"
    r"|안내드립니다|알려드립니다|말씀드립니다)[.!~]*$"
    r"|^(?:we (?:sincerely |deeply )?apologi[sz]e|sorry|thank you|thanks|we(?:'re| are) "
    r"(?:very |deeply )?sorry|sincerely|best|regards|cheers|the .{1,30} team)\b",
    re.I,
)
_WRITES = re.compile(r"^[^\d:]{2,30}입니다[.!]?$")
_ANNOUNCES = re.compile(r"(?:안내|알려|말씀)\s?드립니다[.!~]*$")
_WHO_WRITES = re.compile(r"^[^\s\d:]{2,20}(?: [^\s\d:]{1,12}[^\s\d:은는이가도])?입니다[.!]?$")
"""`하나텔레콤입니다.`: who writes, after a greeting."""

_SIGNED = re.compile(r"^.{1,30}\s?(?:드림|올림|배상|拜上|일동|백)[.!]?$|^(?:sincerely|best regards)\b", re.I)
_NAME = re.compile(r"^(?!.*(?:까지|부터|예정|시행|적용|기준|오픈|마감|시작|종료)$)[^\d.!?:：~<>|]{2,25}(?<![다요죠])$")
"""A company's or a team's name alone."""

_ORDER = re.compile(
    r"(?:세요|십시오|시오|니다|어요|해요|한다|하기|기|주기|함|완료|신청|선택|클릭|입력|결제|접속|복사|등록)[.!]?(?:\s*\(.*\))?$"
    r"|[>→]|\]|누르|눌러|^(?:click|tap|open|go|enter|select|choose|sign|log|visit|call|pay|add|copy|send|use)\b",
    re.I,
)
"""Numbered lines that tell to do something."""

_DOING = re.compile(
    (
        r"하기|하려면|하시려면|신청|이용|사용|등록|받|주문|\b(?:how|claim|use|join|get|do|redeem"
        r"|start|upgrade|order|enter)\b"
    ),
    re.I,
)
_HELP = re.compile(
    r"^(?:if you have|any|more) questions|^questions\?|(?:contact|email|reach|write to|reply "
    r"to) (?:us|support|our (?:support|help))|reply to this (?:e-?mail|message)"
    r"|^(?:e-?mail|contact|call|write to)\b.{0,60}(?:@|\d{3,4}-\d{4}|support|help)"
    r"|문의(?:해 ?주세요|해 ?주시|하세요|하시기|하실 수|처\s?:|\s?:)",
    re.I,
)
_AYE = 5
"""`네.` and the like say nothing without the sentence after them."""

_APOLOGY_TAIL = re.compile(r"(?:죄송합니다|감사합니다|양해 부탁드립니다)[.!~]*$")


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing the notice says.

    `text` is it word for word, `sentences` its sentences; `label` and `value` are its two halves when it is written
    `label: value`, `cells` the (header, value) pairs when it is a row of a table under headers, `label` then its key.
    """

    index: int
    kind: str
    section: str
    role: Role
    text: str
    sentences: tuple[str, ...]
    label: str = ""
    value: str = ""
    cells: tuple[tuple[str, str], ...] = ()

    @property
    def label_role(self) -> Role:
        """What the label announces."""
        return role_of(self.label) if self.label else ""


def plain_heading(text: str) -> str:
    """Return a heading without emoji, numbering and closing marks."""
    return _NUMBERED.sub("", _DECOR.sub("", text).strip()).strip(" :-–—~!") or text.strip()


def role_of(heading: str) -> Role:
    """Return what a heading or label announces; `topic` when it names a thing of its own."""
    heading = plain_heading(heading)
    found: Role = next((role for role, pattern in _ROLES if pattern.search(heading)), "topic") if heading else ""
    return "question" if found in ("caution", "benefit") and _ASKED.search(heading) else found


def split_sentences(text: str) -> list[str]:
    """Return the sentences of one block word for word; dates, abbreviations and brackets after a sentence stay whole."""
    parts: list[str] = []
    last = 0
    for match in _END.finditer(text):
        if _ABBREVIATIONS.search(text[last : match.start()].rstrip("\"'”’)]")):
            continue
        if text[match.end()] == "(":
            continue
        parts.append(text[last : match.end()].strip())
        last = match.end()
    parts.append(text[last:].strip())
    return [part for part in parts if any(c.isalnum() for c in part)]


def statements(text: NoticeText) -> tuple[Statement, ...]:
    """Return the statements of a notice in order, without greetings, dates of posting and bare decoration."""
    made: list[Statement] = []
    headings = _repeated(text)
    foot = sign_off(text.blocks)
    for at, (block, following) in enumerate(zip(text.blocks, [*text.blocks[1:], None], strict=True)):
        if block.kind == "heading" or at in foot or _is_eyebrow(block, following):
            continue
        closing = _GREETING.search(split_sentences(block.text)[0]) if block.kind == "paragraph" else None
        section = "" if closing or block.section in headings else block.section
        for kind, piece, sentences in _pieces(block):
            if _empty(piece) or (closing and _WRITES.search(piece)):
                continue
            label, value, cells = _halves(block, piece)
            role = role_of(section) if section else ""
            if kind == "step" and not (_is_how(role, section) and (role == "how" or _ORDER.search(piece))):
                kind = "item"
            if _HELP.search(piece):
                role = "contact"
            made.append(Statement(len(made), kind, section, role, piece, sentences, label, value, cells))
    made += _bare_headings(text, len(made))
    return tuple(made)


def sign_off(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the indices of the blocks at a notice's foot that only say who wrote it and when."""
    found: set[int] = set()
    names: set[int] = set()
    for at in range(len(blocks) - 1, max(len(blocks) - 7, 0), -1):
        block = blocks[at]
        if block.kind not in ("paragraph", "item"):
            break
        if is_date(block.text) or _SIGNED.search(block.text):
            found.add(at)
        elif _NAME.search(block.text):
            names.add(at)
        elif not (_HELP.search(block.text) or _GREETING.search(block.text)):
            break
    return frozenset(found | names if found else ())


def is_date(text: str) -> bool:
    """Tell whether a text is nothing but one day, with a name beside it at most."""
    written = list(points(text)) if len(text) <= 60 else []
    if len(written) != 1 or written[0].month is None or written[0].clock is not None:
        return False
    before, after = text[: written[0].start], text[written[0].end :].strip(" .,()~–-|/")
    return not any(c.isalnum() for c in before) and (not after or bool(_SIGNED.search(after) or _NAME.search(after)))


def _is_how(role: Role, section: str) -> bool:
    """Whether a numbered list under such a heading is a way to do something, and not just counted."""
    return role in ("how", "") or (role in ("topic", "question") and bool(_DOING.search(section)))


def _is_eyebrow(block: Block, following: Block | None) -> bool:
    """A few words above a heading, or too few to say anything."""
    if block.kind == "alt" and re.fullmatch(r"[^\W\d]{1,12}", block.text):
        return True  # the name of a picture, mostly a brand's
    telling = re.search(r"[.!?요다]$|[:：]\s?\S|\d\s?[월일시%원]", block.text)
    short = block.kind == "paragraph" and len(block.text) <= 20 and not telling
    return short and (len(block.text) <= 6 or (following is not None and following.kind == "heading"))


def _repeated(text: NoticeText) -> set[str]:
    """Headings that only repeat the title: what stands under them stands under the notice itself."""
    title = re.sub(r"\W", "", text.title)
    first = next((b for b in text.blocks if b.kind == "heading"), None)
    return {
        b.text
        for b in text.blocks
        if b.kind == "heading"
        and b.level <= 2
        and (re.sub(r"\W", "", b.text) in title or (b is first and title in re.sub(r"\W", "", b.text)))
    }


def _bare_headings(text: NoticeText, start: int) -> Iterator[Statement]:
    """Headings that tell an amount and have nothing below them are statements of their own."""
    told = {block.section for block in text.blocks}
    index = start
    for block in text.blocks:
        if block.kind == "heading" and block.level > 1 and block.text not in told and re.search(r"\d", block.text):
            yield Statement(index, "item", "", "", block.text, (block.text,))
            index += 1


def _pieces(block: Block) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    sentences = split_sentences(block.text)
    if block.kind in ("row", "step", "alt") or (block.kind in ("item", "quote") and len(sentences) <= 4):
        kept = [s for s in sentences if not _APOLOGY_TAIL.search(s) or len(sentences) == 1]
        yield block.kind, " ".join(kept) if len(kept) < len(sentences) else block.text, tuple(kept)
        return
    held: list[str] = []
    for sentence in sentences:
        asks = bool(held) and held[-1].endswith("?")
        if held and len(held) < 4 and (asks or len(held[-1]) <= _AYE or _LEANING.match(sentence)):
            held.append(sentence)
            continue
        if held:
            yield block.kind, " ".join(held), tuple(held)
        held = [sentence]
    if held:
        yield block.kind, " ".join(held), tuple(held)


def _greets(piece: str) -> bool:
    """Whether a sentence only greets or apologises; one that announces something for a day does not."""
    return bool(_GREETING.search(piece)) and not (
        _ANNOUNCES.search(piece) and re.search(r"\d\s*[월일시]|\d[./-]\d", piece)
    )


def _empty(piece: str) -> bool:
    return (
        bool(_POSTED.match(piece) or _greets(piece) or _WHO_WRITES.match(piece)) or sum(c.isalnum() for c in piece) < 2
    )


def _halves(block: Block, piece: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    if block.kind == "row" and " | " in piece:
        key, *rest = piece.split(" | ")
        cells = tuple(
            (head.strip(), value.strip()) if value else ("", head.strip())
            for head, _, value in (r.partition(": ") for r in rest)
        )
        return key, "", cells
    match = _LABEL.match(piece)
    if match and not _SENTENCE.search(match.group(1)) and "http" not in match.group(1):
        return match.group(1).strip(), match.group(2).strip(), ()
    return "", "", ()
