"""Rewriting the last predicate of a Korean sentence into one polite tone, from Kiwi's morphemes.

Only endings change: the stem, its negation and all that stands before it are copied. Requests stay requests and end in
`-세요` in both tones, thanks and apologies stay `감사합니다`/`죄송합니다` in both, as printed help pages have them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import regex

from kbgen.language.tokens import Kiwi, Token

Style = Literal["haeyo", "hapnida"]
Edit = tuple[int, int, str]

# What stands in quotes or brackets is a name on a screen; it keeps its spelling.
QUOTED = regex.compile(r"\[[^\[\]]*\]|\([^()]*\)|“[^”]*”|‘[^’]*’|\"[^\"]*\"|'[^']*'|「[^」]*」|<[^<>]*>|https?://\S+")
_VERBS = ("VV", "VA", "VX", "VCP", "VCN", "XSV", "XSA")
_STATES = ("VA", "XSA", "VCP", "VCN")
_LIST = regex.compile(r"[:→>=/]|^\s*[-•]")
_PLAIN = frozenset(
    """어요 아요 에요 예요 여 어여 요 ᆸ니다 습니다 ᆸ니당 다 ᆫ다 는다 어 아 네요 네 구요 고요 죠 지요 거든요 거든
    잖아요 답니다 ᆫ답니다 는답니다 음 ᆷ 는데 은데 ᆫ데 는데요 은데요 ᆫ데요 고 구 지만 지만요 ᆸ니다만 습니다만""".split()
)
_BOUND = frozenset(("음", "ᆷ"))
_HANGING = frozenset("는데 은데 ᆫ데 고 구 지만 ᆸ니다만 습니다만 거든".split())
_BID = frozenset("세요 으세요 세여 으세여 ᆸ시오 십시오 으십시오 시오".split())
_PROMISE = frozenset("ᆯ게요 을게요 ᆯ께요 을께요 ᆯ게 을게".split())
_ASKING = frozenset("나요 까요 ᆯ까요 을까요 ᆫ가요 은가요 는가요 습니까 ᆸ니까".split())
_HONOUR = ("시", "으시")
# Verbs whose subject is a thing: an honorific on them is misplaced, and "-세요" no request.
_OF_THINGS = frozenset("되 걸리 뜨 남 생기 보이 빠지 나가".split())
_ARRIVING = _OF_THINGS | {"나오", "들어오", "돌아오"}
_WISHES = frozenset("건강 행복 평안 안녕 편안 무사".split())
_FORMULAS = ("감사", "죄송", "고맙", "송구")
# "빼고", "말고" except something; they state nothing by themselves.
_EXCEPTING = ("빼", "말", "제하")
_PEOPLE = regex.compile(r"(?:님|분|고객|회원|본인|손님|사용자|사람|환자|자녀|부모|명)$")
_PERSONAL_AUX = frozenset("드리 보 놓 두".split())
_REQUESTABLE = frozenset(
    """확인 참고 이해 양해 문의 연락 신청 등록 접수 작성 입력 선택 변경 취소 결제 입금 주문 제출 첨부 발송 반송 회신 답변 이용 사용 준비
    설치 진행 요청 클릭 방문 협조 주의 유의 숙지 기재 업데이트 재시도 공유 보관 지참 예약 설정 로그인 해지 가입 동의 인증 포장 수령
    검토 전달 안내 시도 삭제 재설치 내원 교체 점검 저장 추가""".split()
)
_STATE_NOUNS = frozenset("가능 불가 필요 불가능 동일 상이 저렴".split())
_PASSIVE_NOUNS = frozenset(("소요",))
_NAMED_NOUNS = frozenset("제외 무료 유료 필수 예정 이내 이상 이하 미만 초과 정도 가량 면제 별도 중".split())
_NEGATIVE_LEADS = frozenset("아니요 아뇨 아니 아니오".split())
_SEPARATORS = " ,!.~"


@dataclass(frozen=True, slots=True)
class Clause:
    """The last clause of a text: its morphemes up to the ending, and the index of the ending among them."""

    text: str
    tokens: tuple[Token, ...]
    ending: int
    form: str

    @property
    def stem(self) -> int:
        """Return the index of the predicate's stem, or -1 when the ending has none."""
        at = self.ending - 1
        while at >= 0 and self.tokens[at].tag == "EP":
            at -= 1
        return at if at >= 0 and base(self.tokens[at]) in _VERBS else -1

    @property
    def tenses(self) -> tuple[Token, ...]:
        """Return the morphemes between stem and ending: honorific, past, intent."""
        return self.tokens[self.stem + 1 : self.ending]


def base(token: Token) -> str:
    """Return a morpheme's tag without its mark of regularity."""
    return str(token.tag).split("-")[0]


def final_clause(text: str, tokens: Sequence[Token]) -> Clause | None:
    """Return the last clause of a text that closes with an ending, or None for one that closes with a noun."""
    words = list(tokens)
    while words and (words[-1].tag == "Z_CODA" or words[-1].tag.startswith("W_EMOJI")):
        words.pop()
    polite = len(words) > 1 and words[-1].tag == "JX" and words[-1].form == "요"
    at = len(words) - (2 if polite else 1)
    # Kiwi reads some "-는데" at the end as "a place that …".
    if at >= 2 and words[at].form == "데" and words[at].tag == "NNB" and words[at - 1].tag == "ETM":
        form = words[at - 1].form + "데"
        return Clause(text, tuple(words[:at]), at - 1, form) if form in _HANGING else None
    if at < 1 or base(words[at]) not in ("EF", "EC", "ETN"):
        return None
    clause = Clause(text, tuple(words), at, words[at].form + ("요" if polite else ""))
    return None if _is_notice(clause) else clause


def rewritten(kiwi: Kiwi, text: str, tokens: Sequence[Token], style: Style) -> str | None:
    """Return a text without end marks in the wanted tone and with its end mark, or None when it is no sentence."""
    clause = final_clause(text, tokens)
    final = _final(kiwi, clause, style) if clause else _completed(text, tokens, style)
    if final is None:
        return None
    mark = "?" if clause and clause.form in _ASKING else "."
    edits = [edit for edit in [*spacing(text, tokens), *_links(text, tokens)] if edit[0] <= final[0]]
    start = _after_leads(text, tokens)
    return applied(text, [*edits, final])[start:] + mark if start <= final[0] else None


def applied(text: str, edits: Sequence[Edit]) -> str:
    """Return a text with (start, end, replacement) edits made; edits inside quotes and brackets are left out."""
    kept = [match.span() for match in QUOTED.finditer(text)]
    parts: list[str] = []
    at = 0
    for start, end, new in sorted(edits):
        if start < at or any(begin < start < stop for begin, stop in kept):
            continue
        parts += [text[at:start], new]
        at = end
    return "".join(parts) + text[at:]


def spacing(text: str, tokens: Sequence[Token]) -> list[Edit]:
    """Return the spaces to put in: before 주다/드리다 after a verb, after 안 before 되다, around 수 있다/없다."""
    found: list[Edit] = []
    for index, (left, right) in enumerate(pairwise(tokens)):
        at = right.start
        if at < left.end or text[at - 1].isspace():
            continue
        helped = left.tag == "EC" and left.form in ("어", "아") and right.tag == "VX" and right.form in ("주", "드리")
        helped = helped and index > 0 and tokens[index - 1].form != "돕"
        denied = left.form == "안" and left.tag == "MAG" and right.form == "되"
        able = left.tag == "ETM" and right.form == "수" and right.tag == "NNB" and _is_able(tokens, index + 2)
        able = able or (left.form == "수" and left.tag == "NNB" and right.form in ("있", "없"))
        if helped or denied or able:
            found.append((at, at, " "))
    return found


def copula(before: str, style: Style, past: bool = False) -> str:
    """Return "it is" as it joins to a text: 이에요, 예요, 입니다; in the past 이었어요, 였어요 and so on."""
    closed = _closes_with_consonant(before)
    if past:
        return ("이었" if closed else "였") + ("어요" if style == "haeyo" else "습니다")
    return "입니다" if style == "hapnida" else "이에요" if closed else "예요"


def joined(kiwi: Kiwi, stem: Token, *endings: tuple[str, str]) -> str:
    """Return a stem with endings, spelled."""
    return str(kiwi.join([(stem.form, stem.tag), *endings]))


def _final(kiwi: Kiwi, clause: Clause, style: Style) -> Edit | None:
    """Return the edit that evens a clause's ending; an empty edit at its end when it stays."""
    stays = (len(clause.text), len(clause.text), "")
    asked = _request(kiwi, clause)
    if asked is not None:
        return asked
    if clause.stem < 0 or clause.tokens[clause.stem].start < clause.tokens[clause.stem - 1].end * (clause.stem > 0):
        return _thing(kiwi, clause, style) or (stays if base(clause.tokens[clause.ending]) == "EF" else None)
    form = clause.form
    if form in _BID or (form == "어요" and [t.form for t in clause.tenses] in (["시"], ["으시"])):
        return _bidden(kiwi, clause, style)
    if form in _PROMISE:
        return _promised(kiwi, clause, style)
    if form in _PLAIN or form.removesuffix("요") in _HANGING:
        return _thing(kiwi, clause, style) or _stated(kiwi, clause, style)
    if clause.tokens[clause.ending].tag == "ETN":
        return None
    return stays if form.endswith(("요", "다", "까")) else None


def _stated(kiwi: Kiwi, clause: Clause, style: Style) -> Edit | None:
    stem = clause.tokens[clause.stem]
    tenses = [token for token in clause.tenses if token.form not in _HONOUR]
    honoured = len(tenses) < len(clause.tenses) or clause.form in _BID
    person = _honours_person(clause)
    forms = [token.form for token in tenses]
    hanging = clause.form.removesuffix("요")
    if (stem.form in _EXCEPTING and hanging in ("고", "구")) or (honoured and hanging in ("네", "죠", "지")):
        return len(clause.text), len(clause.text), ""
    if stem.form.startswith(_FORMULAS) or (clause.stem and stem.form == "하" and _before(clause).form in _FORMULAS):
        style = "hapnida"
    elif forms == ["겠"] and style == "haeyo" and not honoured and _is_own_act(clause):
        return _promised(kiwi, clause, style)
    if stem.tag == "VCP" and not (honoured and person):
        before = clause.text[: stem.start]
        return None if forms not in ([], ["었"]) else (stem.start, len(clause.text), copula(before, style, bool(forms)))
    kept = [("시", "EP")] if honoured and person else []
    kept += [(token.form, "EP") for token in tenses]
    if stem.tag == "VCN" and not kept and style == "haeyo":
        return stem.start, len(clause.text), "아니에요"
    if kept == [("시", "EP")] and style == "haeyo":
        return stem.start, len(clause.text), joined(kiwi, stem, ("세요", "EF"))
    ending = "어요" if style == "haeyo" else "습니다"
    return stem.start, len(clause.text), joined(kiwi, stem, *kept, (ending, "EF"))


def _bidden(kiwi: Kiwi, clause: Clause, style: Style) -> Edit | None:
    """Even "-세요", which asks of a person and only honours a thing."""
    stem = clause.tokens[clause.stem]
    of_thing = base(stem) in _STATES or (stem.tag == "VX" and stem.form in ("있", "싶", "되", "않"))
    if stem.form in _OF_THINGS and stem.form != "나가":
        of_thing = (
            stem.form != "되" or stem.tag == "XSV" or (clause.stem > 0 and _before(clause).form in ("면", "어야"))
        )
    if base(stem) == "XSA" and clause.stem and _before(clause).form in _WISHES:
        of_thing = False
    if clause.stem and _before(clause).tag == "MAG" and _before(clause).form in ("못", "안"):
        of_thing = True
    of_thing = of_thing or (stem.form != "주" and any(token.form == "께서" for token in clause.tokens))
    if of_thing and not (stem.tag == "VCP" and _PEOPLE.search(clause.text[: stem.start].rstrip())):
        return _stated(kiwi, clause, style)
    if of_thing:
        return len(clause.text), len(clause.text), ""
    return stem.start, len(clause.text), joined(kiwi, stem, ("세요", "EF"))


def _promised(kiwi: Kiwi, clause: Clause, style: Style) -> Edit:
    stem = clause.tokens[clause.stem]
    endings = [("ᆯ게요", "EF")] if style == "haeyo" else [("겠", "EP"), ("습니다", "EF")]
    return stem.start, len(clause.text), joined(kiwi, stem, *endings)


def _request(kiwi: Kiwi, clause: Clause) -> Edit | None:
    """Return the edit that turns "확인 부탁드립니다" and "확인하시기 바랍니다" into "확인해 주세요" and "확인하세요"."""
    at = clause.stem
    if clause.form not in _PLAIN | _PROMISE or at < 1 or clause.tenses:
        return None
    words = clause.tokens
    if words[at].form in ("드리", "하") and words[at - 1].form == "부탁":
        at -= 1
    elif words[at].form != "바라":
        return None
    left = at - 1
    if left >= 3 and words[left].tag == "JKO" and words[left].form in ("ᆯ", "을"):
        left -= 1
    if left >= 2 and words[left].form == "기" and words[left].tag == "ETN" and words[left - 1].form in _HONOUR:
        verb = words[left - 2]
        if base(verb) not in ("VV", "XSV", "VX") or verb.form in ("되", "않", "말", "있"):
            return None
        return verb.start, len(clause.text), joined(kiwi, verb, ("세요", "EF"))
    noun = words[at - 1] if at else words[at]
    modified = at >= 2 and words[at - 2].tag in ("ETM", "MM", "JKG")
    if noun.tag != "NNG" or noun.form not in _REQUESTABLE or modified:
        return None
    return noun.end, len(clause.text), "해 주세요"


def _thing(kiwi: Kiwi, clause: Clause, style: Style) -> Edit | None:
    """Return the edit for "것이다" after a verb: 거예요 or 것입니다, without a misplaced honorific."""
    at = clause.stem
    if at < 1 or clause.tokens[at].tag != "VCP" or clause.tenses or clause.form in _BID:
        return None
    noun = clause.tokens[at - 1]
    if (
        noun.tag != "NNB"
        or noun.form not in ("거", "것")
        or clause.form.removesuffix("요") not in (_PLAIN | {"예", "에", "어"})
    ):
        return None
    edit = "거예요" if style == "haeyo" else "것입니다"
    shorn = _shorn(kiwi, clause.tokens[:at])
    if shorn is not None:
        return shorn[0], len(clause.text), f"{shorn[1]} {edit}"
    space = "" if noun.start == 0 or clause.text[noun.start - 1].isspace() else " "
    return noun.start, len(clause.text), space + edit


def _shorn(kiwi: Kiwi, words: Sequence[Token]) -> tuple[int, str] | None:
    """Return where "나오실 (거예요)" of a thing begins and what it is without the honorific, or None."""
    if len(words) < 4 or words[-2].tag != "ETM" or words[-3].form not in _HONOUR:
        return None
    verb = words[-4]
    if verb.form not in _ARRIVING or any(token.form in ("께서", "님", "분") for token in words):
        return None
    return verb.start, joined(kiwi, verb, (words[-2].form, "ETM"))


def _completed(text: str, tokens: Sequence[Token], style: Style) -> Edit | None:
    """Return the edit that makes a sentence of a text that closes with a noun, when its verb is plain from the noun."""
    words = [token for token in tokens if token.tag != "Z_CODA"]
    polite = len(words) > 1 and words[-1].tag == "JX" and words[-1].form == "요"
    if polite:
        words.pop()
    if not words or _LIST.search(QUOTED.sub("", text)):
        return None
    last, before = words[-1], words[-2] if len(words) > 1 else None
    end = last.end
    formal = style == "hapnida"
    if last.tag in ("NNG", "XR", "NNB"):
        if last.form in _STATE_NOUNS:
            return end, len(text), "합니다" if formal else "해요"
        if last.form in _PASSIVE_NOUNS:
            return end, len(text), "됩니다" if formal else "돼요"
    named = last.form in _NAMED_NOUNS and last.tag in ("NNG", "NNB") and (before is not None or last.form != "중")
    counted = before is not None and before.tag in ("SN", "NR") and (last.tag in ("NNB", "NNG") or last.form == "%")
    bounded = last.tag == "JX" and last.form in ("까지", "부터") and any(token.tag == "SN" for token in words)
    if named or counted or bounded:
        return end, len(text), copula(text[:end], style)
    return None


def _links(text: str, tokens: Sequence[Token]) -> list[Edit]:
    """Return the edits that take 요 off a link amid a sentence: "3만 원이구요, …" and "되는데요 …"."""
    found: list[Edit] = []
    for left, right in pairwise(tokens):
        if left.form in ("고요", "구요") and base(left) in ("EF", "EC") and text[left.end : left.end + 1] in (",", " "):
            found.append((left.start, left.end, "고"))
        linked = left.form in ("고", "구", "는데", "은데", "ᆫ데") and base(left) in ("EF", "EC")
        if linked and right.form == "요" and right.tag == "JX" and text[right.end : right.end + 1] in (",", " "):
            if left.form == "구":
                found.append((left.start, right.end, "고"))
            else:
                found.append((right.start, right.end, ""))
    return found


def _after_leads(text: str, tokens: Sequence[Token]) -> int:
    """Return where a text begins after yes, oh and the like; no stays, for it says what the answer is.

    Marks go with such a word; at the start of a text without one they belong to what follows (-5도, /설정).
    """
    at, heard = 0, False
    for index, token in enumerate(tokens):
        if token.tag in ("SP", "SF", "SO", "SW") and token.start == at:
            at = token.end + len(text[token.end :]) - len(text[token.end :].lstrip())
            continue
        follows = text[token.end : token.end + 1]
        counts = index + 1 < len(tokens) and tokens[index + 1].tag == "NNB"
        if token.tag != "IC" or token.form in _NEGATIVE_LEADS or not follows or follows not in _SEPARATORS or counts:
            return at if heard else 0
        heard = True
        at = token.end + len(text[token.end :]) - len(text[token.end :].lstrip(_SEPARATORS))
    return at if heard else 0


def _is_notice(clause: Clause) -> bool:
    """Whether the noun 안내 was read as "안 내": that would make a title a denial."""
    at = clause.stem
    glued = at > 0 and clause.tokens[at - 1].end == clause.tokens[at].start
    return glued and clause.form in ("어", "아") and _before(clause).form == "안" and clause.tokens[at].form == "내"


def _before(clause: Clause) -> Token:
    return clause.tokens[clause.stem - 1]


def _honours_person(clause: Clause) -> bool:
    """Whether an honorific is due: a person is named as the subject, or did something in the past."""
    stem = clause.tokens[clause.stem]
    if any(token.form == "께서" for token in clause.tokens):
        return True
    if stem.tag == "VCP":
        return _PEOPLE.search(clause.text[: stem.start].rstrip()) is not None
    forms = [token.form for token in clause.tenses]
    if "었" in forms and "겠" in forms:  # "…셨겠어요" guesses at what somebody went through.
        return True
    past = "었" in forms or "겠" in forms
    return past and base(stem) in ("VV", "XSV", "VX") and stem.form not in _OF_THINGS and stem.form != "있"


def _is_own_act(clause: Clause) -> bool:
    """Whether "-겠습니다" says what the agent will do, not what will happen or is known."""
    stem = clause.tokens[clause.stem]
    if stem.tag in ("XSV", "VV") and stem.form == "하":
        return not any(token.tag == "JKS" for token in clause.tokens)
    return stem.tag in ("VX", "VV") and stem.form in _PERSONAL_AUX


def _is_able(tokens: Sequence[Token], at: int) -> bool:
    """Whether 있다/없다 follows, perhaps after a particle."""
    following = [token.form for token in tokens[at : at + 2] if token.tag != "JX"]
    return bool(following) and following[0] in ("있", "없")


def _closes_with_consonant(before: str) -> bool:
    """Whether the last letter or figure of a text is read with a closing consonant."""
    found = regex.search(r"([\p{L}\p{N}%]+)[^\p{L}\p{N}%]*$", before)
    word = found[1] if found else ""
    last = word[-1:]
    if "가" <= last <= "힣":
        return (ord(last) - 0xAC00) % 28 > 0
    if last.isdigit():
        return last in "013678"
    if last.isupper():
        return last in "LMNR"
    return regex.search(r"(?:[lmn]|ng|[aeiou](?:ck|[kptb]))$", word) is not None
