"""The title of a help page: the best of the customers' own sentences, put as a short polite question."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import regex

from kbgen.language.endings import Clause, Edit, applied, base, copula, final_clause, joined, spacing
from kbgen.language.fold import language_of, letters, squeeze, without_noise
from kbgen.language.forms import is_code, is_personal, is_small_talk
from kbgen.language.placeholders import has_placeholder
from kbgen.language.sentences import sentences
from kbgen.language.style import evened
from kbgen.language.tokens import Token, kiwi, morphemes, nouns

_LONGEST = 60
# A statement with a question mark put behind it ("모르겠습니다?").
_TOLD = regex.compile(r"(?:니다|이에요|예요|네요|더라고요|하시고|은데요|는데요|인데요)\?$")
# What somebody or something is ("이메일 가입자예요") answers a question rather than asks one.
_IS = regex.compile(r"[가-힣](?:이에요|예요)$")
_REQUEST = regex.compile(r"(?:알려|설명해|가르쳐|안내해)\s?주세요$|안내\s?부탁드려요$")
_LEADS = (
    r"하나\s?더요|하나만\s?더(?:요)?|아\s?맞다|아니|아|앗|어|오|헉|헐|저기요?|저|혹시(?:나)?|근데|그런데|그리고|그럼|그러면|글고|또|일단|"
    r"참고로|제가|네|넵|예|안녕하세요|수고하세요|수고하십니다|"
    r"(?:뭐\s?)?(?:하나|좀|한\s?가지)?\s?(?:여쭤\s?볼게요|여쭤볼게\s?있는데요?|물어볼게요|질문(?:이요|요|있어요|있습니다|있는데요?|드려요|드립니다)|"
    r"궁금한\s?게\s?있는데요?|문의\s?(?:드려요|드립니다|드릴게요|요)|문의하려고\s?하는데요?)"
)
_LEAD = regex.compile(rf"^(?:(?:{_LEADS})(?:[\s,.!~?…]+|$))+")
_LEAD_EN = regex.compile(
    r"^(?:(?:hi(?:ya|\s+there|\s+all|\s+team)?|hello|hey(?:\s+there)?|so|um+|oh|ok(?:ay)?|and|but|also|thanks|thank\s+you|sorry|please|"
    r"(?:a\s+|just\s+a\s+|one\s+|another\s+)?(?:quick|small|more|silly)?\s*(?:question|one)|by\s+the\s+way|btw|just\s+wondering|"
    r"(?:i\s+)?(?:was|am|'m)?\s*wondering(?:\s+if)?(?=\s*[,:-]))\b(?:\s*[,.:!–—-]+\s*|\s+))+(?=\S)",
    regex.IGNORECASE,
)
_ASKS_EN = regex.compile(
    r"^(?:how|what|when|where|which|who|whose|why|can|could|may|do|does|did|is|are|was|were|will|would|should|has|have|any)\b",
    regex.IGNORECASE,
)
_LONE_I = regex.compile(r"(?<![\w'])i(?=[\s']|$)")
_MISSPELT = ((regex.compile(r"어(?:케|캐|떻케|떠케|떡게)\s?"), "어떻게 "), (regex.compile(r"왤케\s?"), "왜 이렇게 "),
             (regex.compile(r"(?<![가-힣])몇일"), "며칠"), (regex.compile(r"어떻게\s(?=[,.?!]|$)"), "어떻게"))  # fmt: skip
_CHATTY = regex.compile(r"(?<=[나까가])[용욤염여욥]$")
_WH = regex.compile(
    r"(?<![가-힣])(?:어떻게(?!든)|어떡|언제(?!든|나)|얼마(?!\s?전|\s?안)|왜|어디(?!든)|무엇|무슨|뭐|뭔|뭘|몇|며칠|누가|누구|어느|어떤)"
)
_DATED = regex.compile(r"\d{1,2}\s?월\s?\d|\d{1,2}/\d{1,2}|20\d\d|오늘|어제|내일|방금|아까|그저께|지난\s?[주달]|\d{5,}")
_STORY_EN = regex.compile(
    r"\b(?:yesterday|today|tomorrow|this\s+morning|last\s+(?:week|night|month)|i\s+(?:was|did|had|got|bought|ordered|tried)|"
    r"i've|you've|again|!!)\b|\d{5,}",
    regex.IGNORECASE,
)
_POINTS = regex.compile(
    r"(?<![가-힣])(?:그거|이거|그건|이건|그게|이게|저거|거기|여기|그것|이것|그때|그래서|그쪽)|\b(?:this|that|it|they|there)\b"
)
_ROUGH = regex.compile(
    r"[ㄱ-ㅎㅏ-ㅣ]|(?:임|음|됨|함|냐|여|욥|염|셈|삼)\??$|씨발|존나|개(?:빡|짜증)|짜증|장난|미치|도대체|대체\s|진짜|너무|!"
)
_QUESTION_FORMS = frozenset("나요 까요 ᆯ까요 을까요 ᆫ가요 은가요 는가요 습니까 ᆸ니까".split())
_WONDERING = frozenset("는지 은지 ᆫ지 인지 는가 ᆫ가 은가 냐 느냐 으냐 나 니 는지요 은지요 ᆫ지요 냐고".split())
_FAMILIAR = frozenset("여 어여 어 아 음 ᆷ 어요 에요 예요 요 다 ᆫ다".split())
_FORMAL = frozenset("습니까 ᆸ니까".split())
_TRAILING = frozenset("나여 ᆫ가여 은가여 는가여 ᆯ까여 을까여".split())
# Between these a space belongs: after a particle, an ending or a determiner, before a word.
_CLOSES = frozenset("JKS JKO JKB JKG JX JC ETM MM".split())
_STARTS = frozenset("NNG NNP NNB NP VV VA MAG MM".split())
_ABLE = frozenset("가능 불가 불가능 필요".split())


def headline(questions: Sequence[str], title: str, kind: str, language: str) -> str:
    """Return a page's title: the clearest customer sentence on the topic's subject, as a short polite question.

    `questions` are redacted texts of customers, `title` the topic's present title, `kind` its kind and `language` the
    site's. All words come from one sentence; where none is fit, the present title is tidied.
    """
    sources = [clause for text in questions for sentence in sentences(text) for clause in _clauses(sentence)]
    found = [(source, _heading(source)) for source in dict.fromkeys([title, *sources])]
    fit = [(source, head) for source, head in found if _is_fit(source, head)]
    if language in ("ko", "en"):
        fit = [pair for pair in fit if language_of(pair[1]) == language] or fit
    kept = [pair for pair, same in zip(fit, _same_words(fit), strict=True) if same]
    if not kept:
        return _heading(title) or squeeze(title)
    subjects = Counter(noun for found in nouns(questions) for noun in set(found))
    named = nouns([head for _, head in kept])
    scored = [
        (_clarity(source, head, kind) + _coverage(own, subjects, len(questions)), -len(head), head)
        for (source, head), own in zip(kept, named, strict=True)
    ]
    return max(scored)[2]


def _clauses(sentence: str) -> list[str]:
    """Return the sentences that stand in one without a mark between them ("…되나요 선물받은 거라 …")."""
    if language_of(sentence) != "ko":
        return [sentence]
    tokens = kiwi().tokenize(sentence)
    cuts = [0]
    for index, token in enumerate(tokens):
        if base(token) != "EF":
            continue
        end = token.end
        while index + 1 < len(tokens) and tokens[index + 1].tag in ("JX", "Z_CODA") and tokens[index + 1].start <= end:
            index += 1
            end = max(end, tokens[index].end)
        if sentence[end : end + 1] == " ":
            cuts.append(end)
    pieces = [sentence[start:end].strip() for start, end in pairwise([*cuts, len(sentence)])]
    return [piece for piece in pieces if piece]


def _heading(sentence: str) -> str:
    """Return a customer's sentence as a title: no lead, no laughter, a polite ending, a question mark where it asks."""
    text = without_noise(sentence).strip(" .,!~-·;")
    if language_of(text) == "en":
        return _english(text)
    text = _LEAD.sub("", text).strip(" .,!~-·;") or text
    for wrong, right in _MISSPELT:
        text = wrong.sub(right, text)
    asked = text.endswith("?") or _WH.search(text) is not None
    body = _CHATTY.sub("요", squeeze(text.rstrip(" ?!.,")))
    return _asked(body, asked) if body else ""


def _asked(body: str, asked: bool) -> str:
    tokens = kiwi().tokenize(body)
    clause = final_clause(body, tokens)
    edit = _question(clause, asked) if clause else _able(body, tokens) if asked else None
    gaps = sorted({*spacing(body, tokens), *_gaps(tokens)})
    if edit is not None:
        return applied(body, [*(gap for gap in gaps if gap[0] <= edit[0]), edit]) + "?"
    spaced = applied(body, gaps)
    if asked or (clause is not None and clause.form in _QUESTION_FORMS):
        return spaced + "?"
    return evened([spaced], "haeyo", "ko")[0].rstrip(".")


def _question(clause: Clause, asked: bool) -> tuple[int, int, str] | None:
    """Return the edit that gives a clause a polite question ending, or None when it has one or is no question."""
    form = clause.form
    at = clause.stem
    if at < 0:
        return None
    words = clause.tokens
    wonders = form in ("ᆸ니다", "습니다", "어요") and words[at].form in ("궁금하", "하") and _wondered(words, at)
    if wonders:
        return _ending(Clause(clause.text, words[: _wondered(words, at) + 1], _wondered(words, at), "는지"))
    if _is_roundabout(words, at) and asked:
        return _straight(clause)
    if form in _QUESTION_FORMS - _FORMAL:
        return None
    if form in _TRAILING:
        ending = (form[:-1] + "요", "EF")
        before = [(token.form, token.tag) for token in clause.tenses]
        return words[at].start, len(clause.text), joined(kiwi(), words[at], *before, ending)
    if form in _WONDERING or form.removesuffix("요") in _WONDERING or form in _FORMAL:
        return _ending(clause)
    return _ending(clause) if asked and form in _FAMILIAR else None


def _wondered(words: Sequence[Token], at: int) -> int:
    """Return the index of the "-는지" before "궁금합니다", or 0."""
    before = [index for index in range(max(0, at - 3), at) if words[index].form in ("는지", "은지", "ᆫ지")]
    named = any(token.form.startswith("궁금") for token in words[max(0, at - 1) : at + 1])
    return before[-1] if before and named else 0


def _is_roundabout(words: Sequence[Token], at: int) -> bool:
    """Whether a clause asks by "-는 거예요", which says no more than its verb."""
    return (
        at >= 3
        and words[at].tag == "VCP"
        and words[at - 1].form in ("거", "것")
        and words[at - 2].form == "는"
        and words[at - 2].tag == "ETM"
        and base(words[at - 3]) in ("VV", "VX", "XSV")
    )


def _straight(clause: Clause) -> tuple[int, int, str] | None:
    verb = clause.tokens[clause.stem - 3]
    return verb.start, len(clause.text), joined(kiwi(), verb, ("나요", "EF"))


def _ending(clause: Clause) -> tuple[int, int, str] | None:
    """Return the edit to "-나요" for verbs, "-ㄴ가요" for adjectives, "-예요" for nouns; "-어요" stays after an adverb."""
    stem = clause.tokens[clause.stem]
    end = len(clause.text)
    if clause.stem > 0 and clause.tokens[clause.stem - 1].end > stem.start:
        return None
    tenses = [(token.form, token.tag) for token in clause.tenses]
    plain = clause.form in ("어요", "여", "어여", "어", "아")
    if stem.tag == "VCP":
        return None if tenses else (stem.start, end, copula(clause.text[: stem.start], "haeyo"))
    if stem.tag == "VCN" and clause.form == "에요":
        return None
    if plain and stem.form != "되" and not (tenses and clause.form != "어요"):
        return stem.start, end, joined(kiwi(), stem, *tenses, ("어요", "EF"))
    adjective = base(stem) in ("XSA", "VCN") or (base(stem) == "VA" and stem.form not in ("있", "없"))
    return stem.start, end, joined(kiwi(), stem, *tenses, ("ᆫ가요" if adjective and not tenses else "나요", "EF"))


def _able(body: str, tokens: Sequence[Token]) -> tuple[int, int, str] | None:
    """Return the edit that turns "…가능?" into "…가능한가요"."""
    if not tokens or tokens[-1].form not in _ABLE:
        return None
    return len(body), len(body), "한가요"


def _gaps(tokens: Sequence[Token]) -> list[Edit]:
    """Return the spaces missing after particles, endings and adverbs; nouns in a row may be one word and stay."""
    return [
        (right.start, right.start, " ")
        for left, right in pairwise(tokens)
        if left.end == right.start and left.len and right.len and _is_gap(left, right)
    ]


def _is_gap(left: Token, right: Token) -> bool:
    if left.tag == "EC" and ((left.form == "고" and right.form == "싶") or left.form.endswith("야")):
        return True
    if right.form == "좀" and right.tag == "MAG":
        return True
    # Kiwi reads 이중결제 as "이 중결제" and an ending 는데 as "는 데".
    misread = (left.tag == "MM" and len(left.form) == 1) or right.form in ("이", "요", "데")
    if base(right) not in _STARTS or misread:
        return False
    if left.tag == "MAG":
        return (left.form, right.form) != ("안", "내") and not (
            left.form in ("못", "잘", "잘못") and right.form in ("하", "되")
        )
    if left.tag == "EC":
        return left.form not in ("어", "아")
    return left.tag in _CLOSES or (left.tag == "SN" and right.tag == "MM")


def _english(text: str) -> str:
    bare = _LEAD_EN.sub("", text).rstrip(" ?!.,")
    if not bare:
        return ""
    first = bare.split()[0]
    bare = (bare[0].upper() + bare[1:]) if first.islower() else bare
    bare = _LONE_I.sub("I", bare)
    return bare + "?" if text.rstrip(" .!").endswith("?") or _ASKS_EN.match(bare) else bare


def _is_fit(source: str, head: str) -> bool:
    return (
        bool(head)
        and len(head) <= _LONGEST
        and not (has_placeholder(source) or is_code(source) or is_small_talk(head) or "…" in head or "http" in head)
    )


def _same_words(pairs: Sequence[tuple[str, str]]) -> list[bool]:
    """Whether each title's words that carry meaning, and its facts, all stand in its sentence."""
    old = morphemes([_corrected(source) for source, _ in pairs])
    new = morphemes([head for _, head in pairs])
    spelled = [letters(_corrected(source)) for source, _ in pairs]
    return [
        all(word in had or letters(word) in text for word in has)
        for had, has, text in zip(old, new, spelled, strict=True)
    ]


def _corrected(source: str) -> str:
    for wrong, right in _MISSPELT:
        source = wrong.sub(right, source)
    return source


def _coverage(own: Sequence[str], subjects: Counter[str], count: int) -> float:
    """Score how many of the questions name the nouns of a title, its two commonest counted; 0 for none."""
    shares = sorted((subjects[noun] / max(count, 1) for noun in set(own)), reverse=True)
    return sum(shares[:2]) if shares else -0.6


def _clarity(source: str, head: str, kind: str) -> float:
    """Score how well a title stands alone: a whole question of a readable length that tells no story."""
    length = len(head) if language_of(head) != "en" else len(head) * 0.6
    told = _TOLD.search(head) is not None
    asks = (head.endswith("?") and not told) or (kind == "feature_request" and head.endswith("요"))
    score = 0.6 if asks else 0.3 if _REQUEST.search(head) else 0.0
    score -= 0.6 if told else 0.3 if not asks and _IS.search(head) else 0.0
    score += 0.3 if 8 <= length <= 26 else 0.1 if length <= 36 else -0.4
    score -= 0.5 if len(head) < 6 or len(head.split()) < 2 else 0.0
    score -= 0.8 if _DATED.search(source) or _STORY_EN.search(source) or is_personal(source) else 0.0
    score -= 0.4 if regex.search(r"(?<![가-힣])(?:저|제|나|내|저희)(?:는|가|도|를|의|만)?\s", head) else 0.0
    score -= 0.4 if _POINTS.search(head.lower()) else 0.0
    score -= 0.3 if _ROUGH.search(head) or _tells_past(head) else 0.0
    return score


def _tells_past(head: str) -> bool:
    """Whether a title has a syllable of the past tense: 했, 됐, 갔; 있 is none."""
    return any(c not in "있겠" and "가" <= c <= "힣" and (ord(c) - 0xAC00) % 28 == 20 for c in head)
