"""What kind of topic it is, told by how agents answer it."""

from collections.abc import Mapping, Sequence

import regex

from kbgen.language.sentences import steps
from kbgen.mining.statements import Statement
from kbgen.models import Conversation, Question, TopicKind

_UNSUPPORTED = regex.compile(
    r"""미지원|지원(?:하지|되지|이)?\s*(?:않|안|없)|지원\s*예정|(?:기능|계획|일정|도입|예정)(?:은|는|이|도|을|를)?\s*(?:아직\s*)?(?:따로\s*)?(?:없|정해진)|(?:만들|넣을|개발할|도입할)\s*계획|
    아직\s*(?:\S+\s+){0,3}(?:안\s*돼|안\s*되|못|없|불가|어렵)|(?<![가-힣])(?:도입|개발|개선|준비|검토)\s*(?:를|을)?\s*(?:중|예정|목록|하고)|로드맵|
    \b(?:not\s+(?:yet\s+)?(?:supported|available|possible)|don't\s+(?:currently\s+)?(?:support|offer|have)|doesn't\s+support|no\s+(?:plans?|eta|timeline)|
    on\s+(?:our|the)\s+roadmap|under\s+consideration|feature\s+request|isn't\s+(?:supported|available|possible))\b""",
    regex.VERBOSE | regex.IGNORECASE,
)
_MENU = regex.compile(
    r"\S\s*(?:>|→|›|➜)\s*\S|\[[^\[\]]{1,20}\]\s*(?:버튼|탭|메뉴|을|를|에서|누르|클릭|선택|이|에)|누르|클릭|선택|\b(?:click|tap|select|go\s+to|open)\b",
    regex.IGNORECASE,
)
_LOOK_UP = regex.compile(
    r"\[(?:주문번호|송장번호|이름|전화번호|아이디|이메일|계좌번호|카드번호|order|tracking|name|phone|email|card|account)[^\]]{0,6}\]|주문\s*번호|연락처|성함|order\s+(?:number|id)|account\s+id",
    regex.IGNORECASE,
)
_ANGRY = regex.compile(
    r"실망|최악|화나|짜증|어이없|황당|장난|신고|소비자원|다신|다시는|기만|불쾌|항의|엉망|너무하|complain|terrible|worst|unacceptable|ridiculous|disappoint|furious|angry|awful",
    regex.IGNORECASE,
)


def kind_of(
    questions: Sequence[Question], said: Sequence[Statement], conversations: Mapping[str, Conversation]
) -> TopicKind:
    """Return the kind of a topic from its questions and what agents stated in answer.

    In order: a feature request when agents of half of the conversations say it is not there yet; an account matter when
    in half of them what agents state is about that customer's record; a complaint when half are angry and hardly
    anything is stated; a guide when the answers are steps or menu paths; a question otherwise; other when nothing is stated.
    """
    by_conversation: dict[str, list[Statement]] = {}
    for statement in said:
        by_conversation.setdefault(statement.conversation, []).append(statement)
    asked = {q.conversation for q in questions}
    share = 1 / max(1, len(asked))
    if sum(any(_UNSUPPORTED.search(s.text) for s in group) for group in by_conversation.values()) * share >= 0.5:
        return "feature_request"
    looked_up = sum(_is_look_up(by_conversation.get(c, []), conversations[c]) for c in asked)
    if looked_up * share >= 0.5:
        return "account"
    angry = sum(bool(_ANGRY.search(q.text)) for q in questions) / max(1, len(questions))
    if angry >= 0.5 and len(by_conversation) * share < 0.5:
        return "complaint"
    if not by_conversation:
        return "other"
    guided = sum(_guides(q, conversations[q.conversation]) for q in questions) / len(questions)
    return "guide" if guided >= 0.5 else "faq"


def _is_look_up(said: Sequence[Statement], conversation: Conversation) -> bool:
    """Whether the answer came from that customer's record: what is stated is mostly personal, and a record was named."""
    personal = sum(s.personal for s in said)
    named = any(m.role in ("customer", "agent") and _LOOK_UP.search(m.text) for m in conversation.messages)
    return (personal * 2 > len(said) or not said) and (named or personal > 0)


def _guides(question: Question, conversation: Conversation) -> bool:
    texts = [conversation.messages[i].text for i in question.answers if conversation.messages[i].role == "agent"]
    return any(steps(text) or len(_MENU.findall(text)) >= 2 for text in texts)
