"""What a sentence does: greet, thank, ask, request; in Korean and English."""

from typing import Literal

import regex

from kbgen.language.fold import fold
from kbgen.language.placeholders import has_placeholder, without_placeholders

Asking = Literal["question", "request", "report", ""]
"""What a customer's sentence wants: an answer, something done, that something be known to fail; or nothing."""

_SMALL_TALK = regex.compile(
    r"""(?:
    안녕(?:하(?:세요|세욥|십니까|셔요|심까))?|안뇽|하이|저기요?|여보세요|
    (?:(?:뭐|몇\s*가지|하나|다른|이벤트|배송|주문|좀)\s*)*(?:문의|질문|여쭤)\s*(?:좀|가|이|하나|볼게)?\s*
        (?:드려요|드립니다|드릴게요|드리려고요?|있(?:어요|습니다|는데요?)|할게요|하려고요?|합니다|요|볼게요|볼게\s*있(?:어요|습니다))?|
    (?:네|넵|넹|넴|넨|예|옙|네네|네넵|네에|응|웅|어|음|아|오|와|헐|헉|앗|아하|아하하|오오|굿|굿굿|대박|그렇구나|아\s*그렇구나|그래요|글쿤요|그렇군요)|
    (?:오케이|오키|오키오키|ok|okay|okey|yes|yep|yeah|sure|no|nope|great|perfect|good|nice|cool|got\s*it|i\s*see)(?:요|입니다)?|
    (?:정말|너무|진짜|빠른|친절한|답변|회신|안내|확인)?\s*(?:답변|안내|확인|회신|설명|말씀)?\s*(?:해\s*주셔서)?\s*
        (?:감사(?:합니다|해요|드려요|드립니다|합니당|합니다아|해용|하옵니다|요)?|고마워요?|고맙습니다|땡큐|thanks?|thank\s*you|thx|ty)
        (?:\s*(?:so\s*much|a\s*lot|very\s*much|again|for\s*your\s*help|for\s*the\s*(?:help|quick\s*reply)))?|
    (?:네\s*)?(?:알겠(?:습니다|어요|슴다)|알았어요?|확인(?:했습니다|했어요|했음)|이해했(?:습니다|어요)|그럴게요|그렇게\s*할게요|해볼게요|해\s*볼게요|됐(?:어요|습니다)|찾았(?:어요|습니다))|
    (?:수고(?:하세요|하십니다|하셨습니다|많으십니다|\s*많으십니다|\s*많으세요|요)|고생(?:하세요|많으세요|하셨어요)|좋은\s*하루\s*(?:되세요|보내세요))|
    (?:상담(?:원|사)?\s*(?:님|분)?\s*(?:과|이랑|좀)?\s*(?:연결|바꿔|불러)?\s*(?:해\s*주세요|부탁(?:드려요|드립니다|해요)?|요|주세요)?|사람\s*(?:연결|상담)?)|
    (?:talk|speak|connect)\s*(?:me)?\s*(?:to|with)\s*(?:an?\s*)?(?:agent|human|person|representative)|(?:agent|human)\s*(?:please)?|
    (?:hi|hello|hey|hiya|good\s*(?:morning|afternoon|evening))(?:\s*(?:there|team|all|everyone|support))?|
    (?:i\s*have\s*a\s*(?:quick\s*)?question|quick\s*question|can\s*you\s*help(?:\s*me)?|(?:is\s*)?any(?:one|body)\s*(?:there|here))|
    (?:bye|goodbye|have\s*a\s*(?:nice|good|great)\s*(?:day|one|weekend))|
    (?:맞(?:아요?|습니다|네요)|아니(?:요|에요|예요)|아닙니다|아뇨|좋아요?|좋습니다|좋네요|괜찮(?:아요|습니다)|됐어|다행(?:이네요|이에요|입니다)?|상담(?:원|사)\s*연결해)|
    (?:will\s*do|makes\s*sense|(?:that\s*)?work(?:s|ed)|awesome|brilliant|lovely|cheers|phew|haha|lol|right|correct|exactly|no\s*(?:worries|problem)|oh|ah)|
    요|욥|여|용|습니다|please|님|ㅎ)+""",
    regex.VERBOSE,
)
_LONGEST_SMALL_TALK = 80
_PHRASE = 6
_LEAD = regex.compile(r"(?:\[[^\[\]]{1,20}\]|[\W\d_ㄱ-ㅎㅏ-ㅣ])++")
_ASKS_KO = regex.compile(
    r"""[?？]|(?:나요|까요|가요|는지요?|은지요?|을지|ㄹ지|인지|은가|는가|던데요?|던가|느냐|냐고요?|나여|까여|나용|죠|지요|대요|래요|할지|될지|될까|할까|되나|하나|있나|없나|건가|인가|일까|어요|아요|해요|돼요|되요|에요|예요|임|음|됨|함|여)[.!~ㅠㅜㅎㅋ\s]{0,12}$|
    어떻게|어케|어떡|언제|얼마|왜|어디|무엇|무슨|뭔가|뭐가|뭔지|몇|누가|어느|어떤|가능(?:한|할|하|여부)?|되는지|방법|여부|기준|기한|기간|
    (?:주세요|주실|줘요?|주라|주십|부탁|달라|바랍니다|바래요|싶어|싶은|싶습|하려고|하려면|하려는|할래요|할게요|원합니다|요청|신청|문의|알고|궁금|도와)|
    (?:안\s*(?:돼|되|됨|떠|뜨|나|와|보|먹|들|열|켜|맞|눌)|못\s*(?:하|찾|받|쓰|들)|없(?:어|는|다|음|네|습)|오류|에러|실패|불가|이상)""",
    regex.VERBOSE,
)
_ASKS_EN = regex.compile(
    r"""[?？]|\b(?:how|what|when|where|which|who|why|can|could|may|do|does|did|is|are|will|would|should)\b|
    \b(?:please|need|want|would\s+like|i'd\s+like|looking\s+for|trying\s+to|wondering|help|unable|cannot|can't|couldn't|doesn't|didn't|isn't|
    won't|not\s+working|error|fail(?:s|ed)?|issue|problem|missing|wrong|lost|forgot|cancel|refund|change)\b""",
    regex.VERBOSE | regex.IGNORECASE,
)
_COURTESY = regex.compile(
    r"""안녕하세요|반갑습니다|(?:상담(?:원|사)|매니저|고객센터|고객지원팀?|담당자)\s*\S{0,4}\s*(?:입니다|이에요|예요)|
    감사(?:합니다|해요|드립니다|드려요)|고맙습니다|죄송|사과\s*드|불편을|양해|심려|송구|
    (?:문의|연락|말씀|제보)\s*(?:해\s*)?(?:주|남겨\s*주)|궁금하신|(?:좋은|즐거운|행복한|포근한|편안한|따뜻한|건강한)\s*(?:하루|주말|저녁|오후|시간|명절|연휴)|
    기다(?:려|리)|놀라셨|(?:알려|말씀해|남겨|보내|첨부해|적어)\s*(?:주|드릴)|도와\s*드릴|도움이\s*(?:되|필요)|수고하세요|고생|
    아쉬워요|아이고|번거로|(?:확인|이용|진행|신청|등록|재주문|주문)\s*(?:해\s*)?(?:주시길\s*)?부탁|축하|다행(?:이|히)|그러셨|속상|반가|말씀하신|이용해\s*주|
    \b(?:hi|hello|dear|thanks?|thank\s+you|sorry|apolog\w+|regards|cheers|sincerely|welcome|happy\s+to\s+help|glad\s+to|let\s+(?:me|us)\s+know|
    have\s+a\s+\w+\s+(?:day|one|weekend|evening)|reach\s+out|feel\s+free|anything\s+else|hope\s+(?:this|that|you)|bear\s+with|patience)\b""",
    regex.VERBOSE | regex.IGNORECASE,
)
_HAND_OVER = regex.compile(
    r"""확인\s*(?:후|하고|해\s*보고|되는\s*대로|이\s*되면)|확인해\s*(?:볼|보겠|드리겠|드릴)|알아\s*보(?:고|겠)|(?:연락|회신|안내|답변)\s*(?:을\s*)?드리겠|다시\s*(?:연락|안내|말씀)|
    전달(?:했|하겠|드렸|드리겠|해\s*(?:둘|드릴|놓))|메모해|잠시만|잠깐만|담당\s*(?:부서|팀|자)(?:에|에게|와|로)|요청해\s*(?:둘|놓|드릴|드렸)|챙겨\s*볼|
    \b(?:i'll|i\s+will|we'll|we\s+will|let\s+me)\s+(?:check|look|get\s+back|pass|forward|escalate|follow|see|confirm|update)|escalat\w+|
    get\s+back\s+to\s+you|one\s+moment|passed\s+(?:this|it|your)|forwarded""",
    regex.VERBOSE | regex.IGNORECASE,
)
_PERSONAL = regex.compile(
    r"""(?:확인(?:됩|되었|됐|되네|했|해\s*보니|결과)|조회(?:됩|되|해\s*보니)|보이네|들어와\s*있|되어\s*있(?:네|으시)|(?:해|바꿔|취소해|처리해|접수해|넣어|보내|환불해|변경해|등록해|연장해|발급해)\s*드렸|
    (?:처리|접수|취소|변경|발송|출고|입고|승인|완료|지급|등록|해지|환불|재발송|누락|매칭)(?:했|됐|되었|하였|돼서|되셨|됐어|된\s*(?:것|걸))|도착\s*예정|예정이에요|(?<![가-힣])제가\s|저예요|(?:오늘|어제|내일|방금|이따|아까)|
    고객님(?:의|께서는?)?\s*(?:건|주문|계정|아이디|결제|환불)|(?:담으신|주문하신|보내\s*주신|구매하신|시키신|쓰신)|\d{1,2}월\s{0,3}\d{1,2}일\s{0,3}(?:출고|입고|도착|승인|취소|발송)|\d{1,4}/\d{1,4}\s{0,3}(?:출고|입고|도착|승인|취소|발송|수령|주문|결제|건|\d{1,2}:\d)|건이라|마감(?:됐|되었)|(?:으)?셨(?:군요|네요|나요)|그(?:건|거)\s|그럴\s*(?:거|것|겁)|모자라|우선\s|다음부터|이번에는|지금\s*\d|고객님\s*[가-힣]{2,4}[은는이가]\s|사용으로|\d{1,5}건\s{0,3}중|중\s{0,3}\d{1,5}건)|
    \b(?:i've|i\s+have|we've|i\s+can\s+see|i\s+see|i\s+just|your\s+(?:order|ticket|account|workspace|invoice)\s+(?:was|has|is|shows?)|today|yesterday|tomorrow|just\s+now)\b""",
    regex.VERBOSE | regex.IGNORECASE,
)

_ONE_CASE = regex.compile(
    r"""(?:확인|조회|검토)해?\s?(?:보니|본\s?결과)|(?:확인|조회)\s?결과|
    (?:취소|환불|처리|접수|변경|등록|연장|발급|재발송|삭제|해지|적용|반영|지급|승인|예약|발송|입금)(?:도|은|을)?\s?해\s?드렸(?:습니다|어요|고|으니|는데)|
    (?:바꿔|보내|넣어|빼|올려)\s?드렸(?:습니다|어요|고|으니|는데)|
    고객님(?:의|께서)?\s[^.!?\n]{0,20}(?:됐|되었|하셨|완료되|출고되|승인되)(?:습니다|어요|고|으니|네요|는데)|
    (?:제가|저희가)\s(?:확인|조회|처리|취소|환불|접수|변경)(?:했|해\s?드렸)""",
    regex.VERBOSE,
)
_ONE_CASE_EN = regex.compile(
    r"\bI(?:'ve|\s+have|\s+just)\s+(?:just\s+|now\s+|already\s+)?(?:refunded|cancell?ed|checked|updated|changed|sent|shipped|"
    r"processed|issued|applied|reset|extended|escalated|found|credited)\b|\bI\s+(?:can\s+)?see\s+(?:that\s+)?your\b|"
    r"\byour\s+(?:order|refund|ticket|account|parcel|booking|invoice)\s+(?:was|has\s+(?:already\s+)?been)\s+(?:shipped|refunded|"
    r"cancell?ed|processed|delivered|charged|issued)\b",
    regex.IGNORECASE,
)

_QUESTION = regex.compile(
    r"""[?？]|(?:나요|까요|까|는지요?|은지요?|인지요?|한지요?|건지요?|[할될을일]지|냐고요?|느냐|냐|는가요?|은가요?|인가요?|던가요?|건가요?|[나가까]여|나용|죠|지요|
    [되있없]나|[은는면]요|(?<!저)도요|[도면]\s?[돼되][요여죠]?|습니까|[됩합입]니까)[.!~ㅠㅜㅎㅋ\s]{0,12}$|
    (?<![가-힣])(?:어떻게(?!든)|어케|어떡|언제(?!든|나)|얼마(?!\s?전|\s?안)|왜|왤케|어디(?!든)|무엇|무슨|뭐|뭔|뭘|몇|누가|누구|어느|어떤)|
    (?:^|[.!,]\s?|\b(?:and|also|but|so|ok|okay|then|thanks|hi|hello|oh)[\s,.!-]{1,3})(?:how|what|when|where|which|who|whose|why|any\s+(?:chance|way|idea|plans?|update|news)|
    (?:can|could|may|do|does|did|is|are|was|were|will|would|should|has|have)\s+(?:i|you|u|we|it|they|there|this|the|my|your|our|an?|any\w*)\b)(?![\w'])|
    \b(?:how\s+(?:do|can|long|much|many|to)|(?:what|how)\s+about|wondering|(?:do|can|could)\s+(?:you|u)|can\s+(?:i|we)|whether)\b""",
    regex.VERBOSE | regex.IGNORECASE,
)
_REQUEST = regex.compile(
    r"""주(?:세요|실|시면|시겠|시길|십|라)|줘|달라|부탁|바랍니다|바래요|싶(?:어|은|습|다|네)|려(?:고요?|면|는데)|할래|원(?:해요|합니다)|궁금|문의|도와|
    \b(?:please(?=\s+\w)(?!\s+(?:reply|respond|contact|visit))|needs?\s+(?:to|an?|the|my|some|more|help|your)|wants?\s+(?:to|an?|my|the)|would\s+(?:like|love)|i'd\s+(?:like|love)|
    looking\s+(?:for|to)|trying\s+to|help\s+(?:me|us)|let\s+me\s+know)\b""",
    regex.VERBOSE | regex.IGNORECASE,
)
_REPORT = regex.compile(
    r"""(?<![가-힣])(?:안(?!녕|내|에|으로|쪽|전|심|경|방)|못)\s?[가-힣]|지\s?(?:를\s?)?(?:않|못)|없(?:어|는|다|음|네|습|대)|오류|에러|실패|불가|누락|고장|아직|
    \b(?:unable|cannot|can'?t|couldn'?t|doesn'?t|didn'?t|isn'?t|won'?t|hasn'?t|haven'?t|not\s+\w+ing|still|errors?|fail(?:s|ed)?|broken|missing|wrong|never|crash\w*|stuck|locked|declined)\b""",
    regex.VERBOSE | regex.IGNORECASE,
)
_QUESTION_ENDINGS = ("나요", "까요", "은가요", "는가요", "신가요", "인가요", "으세요", "실까요", "시겠어요")
# Endings that say what somebody is, quote, promise or wonder, before 요; any other 요 may ask by its tone alone.
_TELLING = frozenset("이예에세네군든게데대래서고구야만까좀")
_GIVE = regex.compile(
    r"""(?:알려|말씀|남겨|적어|보내|첨부|불러|기재)\S{0,3}\s?(?:해\s?)?(?:주(?!시면|신)|부탁)|
    \bplease\s+(?:send|share|provide|confirm|tell|give|attach|reply\s+with)\b|\b(?:may|could|can)\s+(?:i|we)\s+(?:have|get|ask)\b""",
    regex.VERBOSE | regex.IGNORECASE,
)
_GIVE_OF_ONESELF = regex.compile(r"부탁|(?:알려|말씀해?|남겨|적어|보내|불러)\s?주시면", regex.IGNORECASE)
_INVITES = regex.compile(
    r"^(?:네|예)?[!,.\s]*말씀해?\s?(?:주|부탁)|궁금하(?:신|세요|실)|도와\s?드릴|도움이|문의\s?(?:주|사항|있)|(?:어떤|무슨)\s?(?:일|점|문의)|"
    r"\b(?:anything\s+else|help\s+(?:you|with)|how\s+(?:can|may)\s+(?:i|we)|questions)\b",
    regex.IGNORECASE,
)
_ONESELF = regex.compile(
    r"성함|이름|성명|연락처|전화|전번|카톡|휴대폰|번호|아이디|계정|메일|주소|생년월일|생일|예금주|계좌|본인|(?:자|인)분|"
    r"\b(?:names?|surname|numbers?|e-?mail|address|account|user\s?(?:name|id)|id|reference|phone|birth|postcode|zip)\b",
    regex.IGNORECASE,
)
_LABEL_WORDS = frozenset(
    "i i'm im am is it it's its my me mine name number order id email mail phone account address and the a of for here's here this "
    "under from ref reference booking at to on in you with by user username contact yes no ok".split()
)
_PREDICATE = regex.compile(r"\S(?:다|[어아해와돼네세데게래]요|음|됨|(?<!성)함|죠|까|네|줘|는데|은데|어|해)$")
_NAMES = regex.compile(r"(?:입니다|[이예]?에요|예요|이요|인데요?|[이라]?[고구]요?|올시다|올림|드림)$")
_BREAKS = regex.compile(r"[\s,/:·()|]+")
_GLUED = regex.compile(
    r"(?<=\])(?:(?P<copula>이?라고\s?(?:합니다|해요)|이?[에예고구]?요|입니다|인데(?:요|여)?|이?[라고구]고요?|임)|[가-힣]{1,5})(?=[\s,./!~)]|$)"
)

_CODE = regex.compile(r"\b[A-Z0-9]{3,}(?:-[A-Z0-9]{2,}){2,}\b")


def is_small_talk(text: str) -> bool:
    """Whether a text only greets, thanks, agrees, announces a question or asks for a person; true of empty texts too.

    Placeholders of the redaction gate do not count as words, so a message with a name or a number alone is small talk.
    """
    if _begins_otherwise(text):
        return False
    bare = " ".join(fold(without_placeholders(text) if "[" in text else text).replace("0", "").split())
    return len(bare.replace(" ", "")) < 2 or (bare.count(" ") >= _PHRASE and _small(bare)) or _all_small(bare)


def asks(text: str) -> bool:
    """Whether a customer's text asks, requests or reports a fault (rather than comments or agrees)."""
    return bool(_ASKS_KO.search(text) or _ASKS_EN.search(text))


def asking(sentence: str) -> Asking:
    """Return what a customer's sentence wants, by its form; narrower than `asks`, for sentences amid a talk."""
    if "[" in sentence:
        sentence = without_placeholders(sentence)
    if _QUESTION.search(sentence):
        return "question"
    if _REQUEST.search(sentence):
        return "request"
    return "report" if _REPORT.search(sentence) or _may_ask_by_tone(sentence) else ""


def asked_of_customer(sentence: str) -> Literal["oneself", "more", ""]:
    """Return what an agent's sentence asks the customer for: who they are or their numbers, more on the matter, nothing.

    To ask what the matter is, or whether there is anything else, is to ask nothing.
    """
    oneself = _ONESELF.search(sentence) is not None
    if oneself and _GIVE_OF_ONESELF.search(sentence):
        return "oneself"
    if not (ends_as_question(sentence) or _GIVE.search(sentence)) or _INVITES.search(sentence):
        return ""
    return "oneself" if oneself else "more"


def identifies(sentence: str) -> bool:
    """Whether a customer's sentence only says who they are: placeholders, labels and a copula."""
    if "[" not in sentence or not has_placeholder(sentence) or asking(sentence) in ("question", "request"):
        return False
    glued = _GLUED.sub(lambda match: " 입니다 " if match["copula"] else " ", sentence)
    last = _BREAKS.split(glued.rstrip(" .!~"))[-1]
    words = [word for word in _BREAKS.split(without_placeholders(glued).lower()) if any(map(str.isalnum, word))]
    labels = [word for word in words if word in _LABEL_WORDS or _NAMES.search(word) or _ONESELF.search(word)]
    others = [
        word for word in words if word not in labels and not _SMALL_TALK.fullmatch(word, endpos=_LONGEST_SMALL_TALK)
    ]
    closes = last.endswith("]") or _NAMES.search(last) is not None
    return (
        closes
        and (not others or (bool(labels) and len(others) <= sentence.count("[") + 1))
        and not any(map(_PREDICATE.search, others))
    )


def ends_as_question(sentence: str) -> bool:
    """Whether a sentence itself is a question: it ends with a question mark or a Korean question ending."""
    bare = sentence.rstrip(" .!~^ㅎㅋㅠㅜ🙂😊\"')")
    return bare.endswith(("?", "？", *_QUESTION_ENDINGS))


def _may_ask_by_tone(sentence: str) -> bool:
    """Whether a sentence ends like "돼요", in the present; the past and guesses have a syllable in ㅆ before the ending."""
    bare = sentence.rstrip(" .!~ㅠㅜㅎㅋ")
    if len(bare) < 2 or bare[-1] != "요" or not "가" <= bare[-2] <= "힣" or bare[-2] in _TELLING:
        return False
    return not any(c != "있" and "가" <= c <= "힣" and (ord(c) - 0xAC00) % 28 == 20 for c in bare[-3:-1])


def _begins_otherwise(text: str) -> bool:
    """Whether a text surely begins with a word that is no small talk, told without folding it."""
    lead = _LEAD.match(text)
    at = lead.end() if lead is not None else 0
    # A single letter counts as small talk, and letters of other forms are folded first.
    if len(text) - at < 4 or not text[at : at + 2].isalpha() or not ("가" <= text[at] <= "힣" or text[at].isascii()):
        return False
    return _SMALL_TALK.match(text[at : at + _LONGEST_SMALL_TALK].lower()) is None


def _small(folded: str) -> bool:
    """Whether a short folded text is small talk as a whole; matching a long one could take for ever."""
    return len(folded) <= _LONGEST_SMALL_TALK and _SMALL_TALK.fullmatch(folded) is not None


def _all_small(folded: str) -> bool:
    """Whether a text is nothing but small phrases, of at most six words each, in a row."""
    words = folded.split()
    at = 0
    while at < len(words):
        longest = " ".join(words[at : at + _PHRASE])
        if len(words[at]) > 1 and not _SMALL_TALK.match(longest):
            return False
        phrases = (" ".join(words[at : at + n]) for n in range(min(_PHRASE, len(words) - at), 0, -1))
        taken = next((phrase for phrase in phrases if len(phrase) < 2 or _small(phrase)), None)
        if taken is None:
            return False
        at += taken.count(" ") + 1
    return True


def is_courtesy(sentence: str) -> bool:
    """Whether an agent's sentence only greets, thanks, apologises or closes, or hands the matter on without answering."""
    return is_polite(sentence) or puts_off(sentence) or is_small_talk(sentence)


def is_polite(sentence: str) -> bool:
    """Whether an agent's sentence has a phrase of greeting, thanking, apologising or closing in it."""
    return _COURTESY.search(sentence) is not None


def puts_off(sentence: str) -> bool:
    """Whether an agent's sentence hands the matter on or promises to come back to it."""
    return _HAND_OVER.search(sentence) is not None


def is_personal(sentence: str) -> bool:
    """Whether a sentence is about one customer's case (what was found, done or will arrive) rather than about the rule."""
    return bool(_PERSONAL.search(sentence))


def tells_one_case(sentence: str) -> bool:
    """Whether a sentence surely reports what was found or done for one customer; narrower than `is_personal`, since it
    refuses what people wrote."""
    return bool(_ONE_CASE.search(sentence) or _ONE_CASE_EN.search(sentence))


def is_code(text: str) -> bool:
    """Whether a text holds a code of groups of capitals and digits, such as a coupon made out to one customer."""
    return any(any(c.isdigit() for c in code) for code in _CODE.findall(text))
