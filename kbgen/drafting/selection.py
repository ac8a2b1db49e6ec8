"""Which claims make a page: those that hold for everybody and are about the matter, each thing said once."""

from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np
import regex

from kbgen.drafting.claims import support
from kbgen.drafting.content import contents
from kbgen.drafting.fitting import answers
from kbgen.language.facts import facts
from kbgen.language.fold import letters
from kbgen.language.forms import asked_of_customer
from kbgen.language.tokens import nouns
from kbgen.language.values import Value, values
from kbgen.mining.features import vectors
from kbgen.mining.statements import Statement
from kbgen.models import Claim, Evidence, Topic

_WHOLE = 6
_RECKONED = 4
_TWICE = 2
_OFTEN = 2
_NAMED = 2
_ANSWERS = 0.5
_NAMES = 0.5
_LONG = 100

LIMITS = regex.compile(
    r"제외|불가|(?<=[가-힣])만(?:\s|요|$|\.)|않|없(?:어|습|이|으)|안\s*(?:돼|되|됩|나)|못|어렵|필요|잠[기깁]|포함|부담|별도|"
    r"\b(?:only|except|exclud\w*|not|can't|cannot|won't|without|must|requires?|unless|up\s+to|at\s+least)\b",
    regex.IGNORECASE,
)
"""What limits an answer: an exception, a condition, what cannot be."""

_IF = regex.compile(
    r"[가-힣](?:면|라면|시면|다면)(?:은|요)?[,\s]|(?:경우|때)(?:에|엔|에는|는|,)?\s|[가-힣]\s?시(?:에|에는|,)?\s|"
    r"\b(?:if|when|once|in\s+case)\b",
    regex.IGNORECASE,
)
# What holds for the moment: said once, it may be over.
_MOMENT = regex.compile(
    r"아직|현재|지금|조만간|곧\s|오늘|내일|모레|어제|그저께|엊그제|방금|(?:이번|다음|지난)\s?주(?!말)|"
    r"\b(?:yet|currently|at\s+the\s+moment|right\s+now|today|tomorrow|yesterday|soon)\b",
    regex.IGNORECASE,
)
# What was or is the matter with one customer's order, or what an agent noticed about it.
_CASE = regex.compile(
    r"[가-힣](?:았|었|였|했|됐|갔|왔|렸|졌|겼|났|랐)(?:습니다|어요|네요|는데|지만|고요|거든요)|(?:시|으시|이시)?네요[.!~]*$|"
    r"(?:주문|건|상태|중|계정|상품|분|쿠폰|옵션|지역|카드|품절)이?라(?:서)?\s|(?:있|돼|되어)\s?있어서\s|"
    r"(?:밀려|막혀|늦어지고|지연되고|접수되어|등록되어|처리되어)\s?있|(?:처리|검수|배송|확인|진행|점검|준비|협의)\s?중(?:이에요|입니다|이라|이고|이며)|"
    r"^확인\s?결과|\b(?:has\s+been|have\s+been|was|were|i've|we've)\b",
    regex.IGNORECASE,
)
# Talk around the answer: feeling with the customer, what the agent will do next, what the answer is going to be about.
_TALK = regex.compile(
    r"셨을\s?(?:것|거)\s?같|(?:셨|시|하)겠어요[.!~]*$|군요[.!~]*$|기를?\s?바라(?:요|겠)|기를?\s?바랍|다음과\s?같|명복|[가-힣]죠[.!~]*$|헷갈리실|[가-힣]게요[.!~]*$|[가-힣](?:대요|래요)[.!~]*$|(?:^|\s)저(?:도|는)\s|[을를]\s안내\s?드(?:려요|립니다|리겠습니다)[.!~]*$|"
    r"(?:건강하|(?:드|되|보내|지내)(?:세요|십시오)|행복하)\S{0,4}[.!~]*$|(?:물어\s?보|찾아\s?주|들러\s?주|꼭\s와\s?주|놀러\s?오)(?:세요|십시오)[.!~]*$|^(?:glad|happy|great|good\s+luck|ha\b|no\s+worries|worries|sounds\s+good|perfect|awesome|cool|congrat\w*|cheers|enjoy|my\s+(?:sympath|apolog)\w*|"
    r"to\s+hear)\b|\b(?:i'll|let\s+me|glad\s+i|here(?:'s|\s+is|\s+are)\s+(?:how|the\s+steps))\b",
    regex.IGNORECASE,
)
# A sentence that begins so is understood only after the one before it.
_LEANS = regex.compile(
    r"(?:그건|그게|그거|그\s|이건|이게|저건|거기|여기|이미\s(?!\S{1,8}(?:으면|라면|시면|경우))|아직|혹시|지금|오늘|어제|방금|아래|다음을|다음\s(?:내용|순서))|"
    r"\S+\s중(?:입니다|이에요|이세요)\.?$|"
    r"(?:it|this|that|these|those|instead|already|just|currently|right\s+now|below|the\s+following)\b",
    regex.IGNORECASE,
)
_MONTH = regex.compile(r"(?<!\d)(1[0-2]|[1-9])월(?!\s?\d)")
# The heading of a macro, or the name of a button alone.
_HEADING = regex.compile(r"^\[[^\[\]>→]*\][.:\s]*$")
# A label and a value: a record read out ("금액 34,200원.").
_RECORD = regex.compile(r"^\S{1,8}\s?:?\s?[\d,.]+\s?\S{0,3}\.?$")


def selected(
    made: Sequence[Claim],
    topic: Topic,
    enough: int,
    most: int,
    announced: Sequence[str] = (),
    unsure: Collection[Evidence] = (),
) -> list[Claim]:
    """Return the claims that make the page, the direct answer first; none when agents did not say enough.

    Claims made in `enough` conversations carry the page. With them come those made once that are rules (not a case, a
    moment or half a thought); one that answers a follow-up (`unsure`: its messages) must name something that customers or
    the carrying claims name, or be a condition or an exception. Where no claim recurs, because every agent puts it in
    other words, lone ones make the page when those that name the matter come from `enough` conversations, or all of them
    from more. Of claims that say the same things the fullest is used; at most `most` in all. What a notice says
    (`announced`) is not said again.
    """
    strong = _direct_first([claim for claim in made if support(claim) >= enough and _stands(claim, enough)], topic)
    matter = {noun for found in nouns([q.text for q in topic.questions]) for noun in found}
    matter.update(noun for found in nouns([claim.text for claim in strong]) for noun in found)
    lone = [claim for claim in made if support(claim) < enough and _is_rule(claim.text)]
    names = [bool(matter & set(found)) for found in nouns([claim.text for claim in lone])]
    whole = [bool(content.words) for content in contents([claim.text for claim in lone])]
    fit = [
        claim
        for claim, named, full in zip(lone, names, whole, strict=True)
        if full and (named or is_condition(claim.text) or not set(claim.evidence) <= set(unsure))
    ]
    if not strong:
        about = [claim for claim, named in zip(lone, names, strict=True) if named]
        if len(_heard_in(about)) < enough and len(_heard_in(fit)) <= enough and not announced:
            return []
        return _once([*_direct_first(about, topic), *(c for c in fit if c not in about)], announced)[:most]
    return _once([*strong, *fit], announced)[:most]


def _heard_in(claims: Sequence[Claim]) -> set[str]:
    return {evidence.conversation for claim in claims for evidence in claim.evidence}


def dated_alone(said: Sequence[Statement]) -> list[bool]:
    """Return for each statement whether it names a date or month that agents name in no other conversation: one customer's."""
    dates = [{size for kind, size in facts(s.text) if kind == "date"} | _months(s.text) for s in said]
    named: dict[float, set[str]] = {}
    for statement, found in zip(said, dates, strict=True):
        for date in found:
            named.setdefault(date, set()).add(statement.conversation)
    return [any(len(named[date]) < _TWICE for date in found) for found in dates]


def _months(text: str) -> set[float]:
    """Return the months that stand without a day, as numbers below those of dates."""
    return {float(month) for month in _MONTH.findall(text)}


def is_condition(text: str) -> bool:
    """Whether a sentence limits an answer (a value, an exception, a case, what cannot be) and is understood by itself."""
    return len(letters(text)) >= _WHOLE and bool(values(text) or LIMITS.search(text) or _IF.search(text))


def _stands(claim: Claim, enough: int) -> bool:
    """Whether a claim that recurs can be read alone; one in the words of a case must recur more often."""
    if _is_talk(claim.text):
        return False
    return not _LEANS.match(claim.text) and (support(claim) >= _OFTEN * enough or not _CASE.search(claim.text))


def _is_rule(text: str) -> bool:
    passing = _LEANS.match(text) or _MOMENT.search(text) or _CASE.search(text) or _RECORD.match(text)
    return (
        not passing and not _is_talk(text) and len(letters(text)) >= _WHOLE and not any(map(_is_reckoned, values(text)))
    )


def _is_talk(text: str) -> bool:
    """Whether a sentence tells nothing by itself: talk around the answer, a heading, a question about the customer."""
    return bool(_TALK.search(text) or _HEADING.match(text)) or asked_of_customer(text) == "oneself"


def _is_reckoned(value: Value) -> bool:
    """Whether an amount was worked out for one customer: it has four digits or more before its zeros (87,780원)."""
    return value.kind.startswith("money") and len(f"{value.size:.0f}".rstrip("0")) >= _RECKONED


def _once(claims: Sequence[Claim], announced: Sequence[str]) -> list[Claim]:
    """Return the claims without those that another one includes; a readable fuller one takes the place of a shorter one.

    The first, the direct answer, stays as it is. What a notice says stays out as well.
    """
    content = contents([*(claim.text for claim in claims), *announced])
    content, official = content[: len(claims)], content[len(claims) :]
    kept: list[int] = []
    for i, own in enumerate(content):
        if any(own.within(other) for other in (*(content[k] for k in kept), *(official if kept else ()))):
            continue
        if support(claims[i]) == 1 and own.known_from([content[k] for k in kept]):
            continue
        smaller = [k for k in kept[1:] if content[k].within(own) and len(claims[i].text) <= _LONG]
        if smaller:
            kept[kept.index(smaller[0])] = i
            kept = [k for k in kept if k not in smaller[1:]]
        else:
            kept.append(i)
    return [claims[k] for k in kept]


def _matter(topic: Topic, texts: Sequence[str]) -> list[float]:
    """Return how much each text names of what the topic's questions name, 0 to 1: of the nouns, the share of the most that any names."""
    asked = Counter(noun for found in nouns([topic.title, *(q.text for q in topic.questions)]) for noun in set(found))
    named = [sum(asked[noun] for noun in set(found)) for found in nouns(texts)]
    most = max(named, default=0)
    return [count / most if most else 0.0 for count in named]


def _direct_first(made: Sequence[Claim], topic: Topic) -> list[Claim]:
    """Return claims, those first that answer the title: many agents made them, they are near to the customers' words and to
    the title, they give what it asks for (an amount, a time, a way, a yes or no), and they are whole sentences."""
    if len(made) < 2:
        return list(made)
    rows = vectors([topic.title, *(q.text for q in topic.questions), *(claim.text for claim in made)])
    asked = len(topic.questions) + 1
    mean = np.asarray(rows[1:asked].mean(axis=0)).ravel()
    near = np.asarray(rows[asked:] @ mean).ravel()
    titled = (rows[asked:] @ rows[:1].T).toarray().ravel()
    supports = np.array([support(claim) for claim in made], dtype=float)
    worth = supports / supports.max() + near / max(float(near.max()), 1e-6) + titled / max(float(titled.max()), 1e-6)
    worth += [_ANSWERS * answers(topic.title, claim.text) for claim in made]
    worth += [_NAMES * share for share in _matter(topic, [claim.text for claim in made])]
    whole = [len(content.words) >= _NAMED for content in contents([claim.text for claim in made])]
    return [made[i] for i in sorted(range(len(made)), key=lambda i: (-worth[i] + (not whole[i]), i))]
