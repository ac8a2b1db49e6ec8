"""What kind of topic it is, told by how agents answer it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from kbgen.language.facts import facts
from kbgen.language.fold import fold
from kbgen.language.forms import asked_of_customer
from kbgen.language.placeholders import has_placeholder
from kbgen.language.sentences import sentences, steps
from kbgen.mining.statements import Statement
from kbgen.models import Conversation, Question, TopicKind

# Said of what a product does not do: it has no such feature, or there are plans or none.
_NOT_YET = regex.compile(
    r"""미지원|지원(?:하지|되지|이)?\s*(?:않|안|없|못)|지원\s?(?:예정|계획)|(?:기능|계획|일정|예정|도입|출시|개발)(?:은|는|이|도|을|를)?\s*(?:현재\s*|아직\s*)?(?:은\s*)?(?:따로\s*)?(?:없|정해지|미정)|
    (?:만들|넣을|개발할|도입할|추가할)\s*(?:계획|예정)|(?<![가-힣])(?:도입|개발|개선|출시|추가)\S{0,3}\s?(?:준비|검토|계획|논의|예정|목록|중이|중입|하고\s?있)|(?<![가-힣])검토\s?(?:중|하고)|로드맵|
    \b(?:not\s+(?:yet\s+|currently\s+)?supported|not\s+yet\s+(?:available|possible|offered|implemented|there|an?\s+option)|
    (?:doesn't|don't|do\s+not|does\s+not)\s+(?:currently\s+|yet\s+)?support|isn't\s+supported|no\s+(?:plans?|eta|timeline)|roadmap|backlog|
    under\s+consideration|feature\s+request|coming\s+(?:soon|in\s+q\d|later\s+this\s+year)|working\s+on\s+(?:adding|support))\b""",
    regex.VERBOSE | regex.IGNORECASE,
)
# Said of rules and of records as well: counts beside a word for "so far" in a sentence about nobody's record.
_NOT = regex.compile(
    r"\b(?:not|isn't|aren't|don't|doesn't|can't|cannot)\b|\bno\s+(?:way|option)\b|안\s?[돼됩되]|불가|없|못|어렵",
    regex.IGNORECASE,
)
_SO_FAR = regex.compile(
    r"\b(?:yet|so\s+far|for\s+now|at\s+the\s+moment|at\s+this\s+time|currently|planned)\b|아직|현재(?:로|는|까지)|지금(?:은|으로)",
    regex.IGNORECASE,
)
# In the making, and when.
_MAKING = regex.compile(r"(?:준비|개발|작업)\s?(?:중|하고)")
_HORIZON = regex.compile(r"\d\s?분기|반기|내년|올해|목표|미정|확정|일정")
_MENU = regex.compile(
    r"\S\s*(?:>|→|›|➜)\s*\S|\[[^\[\]]{1,20}\]\s*(?:버튼|탭|메뉴|을|를|에서|누르|클릭|선택|이|에)|누르|클릭|선택|\b(?:click|tap|select|go\s+to|open)\b",
    regex.IGNORECASE,
)
_LOOKED_UP = regex.compile(
    r"(?:확인|조회|검토)\s?(?:해\s?)?(?:보니|본\s?결과|결과|됩니다|되었|되네|됐|되고)|고객님(?:의|께서)?\s?(?:건|주문|계정|계약|예약|회선|결제)(?:은|이|을|를|\s)|"
    r"\b(?:i|we)(?:\s+can|'ve|\s+have|\s+just)?\s+(?:see|checked|looked|found|pulled\s+up|located|refunded|cancell?ed|reset|issued|sent|updated)\b|"
    r"\bi(?:'m|\s+am)\s+(?:seeing|looking)\b|\byour\s+(?:\w+\s+){1,3}(?:was|were|has|have|shows?|went|is\s+(?:on|at|in|still|being|scheduled|out))\b|\b(?:it|this)\s+shows\b",
    regex.IGNORECASE,
)
_ANGRY = regex.compile(
    r"실망|최악|화나|짜증|어이없|황당|장난|신고|소비자원|다신|다시는|기만|불쾌|항의|엉망|너무하|complain|terrible|worst|unacceptable|ridiculous|disappoint|furious|angry|awful",
    regex.IGNORECASE,
)
_LOOKED_AT = 120
_STEM = 2
_GUIDED = 0.4
_AT_LEAST = 2


@dataclass(frozen=True, slots=True)
class _Answer:
    """What agents stated in one conversation: about that customer's record (`own`), for everybody, and that is repeated
    in other conversations of the topic."""

    own: int
    public: int
    repeated: int


def kind_of(
    questions: Sequence[Question], said: Sequence[Statement], conversations: Mapping[str, Conversation]
) -> TopicKind:
    """Return the kind of a topic from its questions and what agents stated in answer.

    In order: a feature request when agents of half of the conversations say it is not there yet; an account matter when
    in half of them what agents state is about that customer's record, and no answer for everybody is repeated; a
    complaint when half are angry and hardly anything is stated; a guide when the answers are steps or menu paths; a
    question otherwise; other when nothing is stated. A large topic is judged by 120 of its conversations.
    """
    asked = _evenly(list(dict.fromkeys(question.conversation for question in questions)))
    among = set(asked)
    held: dict[str, list[Statement]] = {name: [] for name in asked}
    for statement in said:
        if statement.conversation in among:
            held[statement.conversation].append(statement)
    half = max(1, len(asked)) / 2
    if sum(map(_not_yet, held.values())) >= half:
        return "feature_request"
    if _is_account(held, conversations):
        return "account"
    own = [question for question in questions if question.conversation in among]
    answered = sum(map(bool, held.values()))
    if sum(bool(_ANGRY.search(question.text)) for question in own) >= max(1, len(own)) / 2 and answered < half:
        return "complaint"
    if not answered:
        return "other"
    return "guide" if sum(_guides(question, conversations) for question in own) >= _GUIDED * len(own) else "faq"


def _not_yet(said: Sequence[Statement]) -> bool:
    """Whether agents say in one conversation that something is not there yet, or is only planned."""
    texts = [statement.text for statement in said if not has_placeholder(statement.text)]
    if any(map(_NOT_YET.search, texts)):
        return True
    everybody = [s.text for s in said if not s.personal and not _LOOKED_UP.search(s.text)]
    if any(_NOT.search(text) and _SO_FAR.search(text) for text in everybody):
        return True
    return any(map(_MAKING.search, texts)) and any(map(_HORIZON.search, texts))


def _is_account(held: Mapping[str, Sequence[Statement]], conversations: Mapping[str, Conversation]) -> bool:
    """Whether the answers come from each customer's record.

    Agents say again and again what holds for everybody, in different words and with the same numbers; what they found
    in a record they say once. So statements that recur are evidence against, dates that stand in one conversation only
    and reports of a look-up are evidence for, where the customer was told apart by a number or a name.
    """
    answers = list(_answers(held))
    looked_up = sum(
        _is_named(conversations[name]) and answer.own > 0 and answer.own >= answer.public
        for name, answer in zip(held, answers, strict=True)
    )
    settled = sum(answer.repeated > 0 for answer in answers)
    mostly = sum(answer.own for answer in answers) > sum(answer.public for answer in answers)
    enough = max(len(answers) / 2, min(len(answers), _AT_LEAST))
    return looked_up >= max(1, enough) and mostly and settled * 2 <= looked_up


def _answers(held: Mapping[str, Sequence[Statement]]) -> Iterator[_Answer]:
    marks = {name: [_marks(statement.text) for statement in said] for name, said in held.items()}
    count = Counter(mark for own in marks.values() for mark in set().union(*own))
    for name, said in held.items():
        own = [_is_own(statement, found, count) for statement, found in zip(said, marks[name], strict=True)]
        repeated = sum(
            not personal and _is_repeated(found, count) for personal, found in zip(own, marks[name], strict=True)
        )
        yield _Answer(sum(own), len(own) - sum(own), repeated)


def _marks(text: str) -> frozenset[tuple[str, str | float]]:
    """Return what a statement can be told by in other words: its numbers, and pairs of stems."""
    words = [word[:_STEM] if "가" <= word[0] <= "힣" else word for word in fold(text).split()]
    return facts(text) | {("pair", f"{a} {b}") for a, b in pairwise(words)}


def _is_own(
    statement: Statement, marks: frozenset[tuple[str, str | float]], count: Counter[tuple[str, str | float]]
) -> bool:
    """Whether a statement is about one customer's record: it says so, or names a day that no other conversation names."""
    if statement.personal or _LOOKED_UP.search(statement.text):
        return True
    return any(mark[0] == "date" and count[mark] == 1 for mark in marks)


def _is_repeated(marks: frozenset[tuple[str, str | float]], count: Counter[tuple[str, str | float]]) -> bool:
    numbers = [mark for mark in marks if mark[0] != "pair"]
    pairs = [mark for mark in marks if mark[0] == "pair"]
    if any(count[mark] > 1 for mark in numbers):
        return True
    return bool(pairs) and sum(count[mark] > 1 for mark in pairs) * 2 >= len(pairs)


def _is_named(conversation: Conversation) -> bool:
    """Whether the customer was told apart: a placeholder of what they gave, or an agent who asked for it."""
    for message in conversation.messages:
        if message.role in ("customer", "agent") and has_placeholder(message.text):
            return True
        if message.role == "agent" and any(asked_of_customer(s) == "oneself" for s in sentences(message.text)):
            return True
    return False


def _guides(question: Question, conversations: Mapping[str, Conversation]) -> bool:
    messages = conversations[question.conversation].messages
    texts = [messages[i].text for i in question.answers if messages[i].role == "agent"]
    return any(steps(text) or len(_MENU.findall(text)) >= 2 for text in texts)


def _evenly(names: Sequence[str]) -> Sequence[str]:
    step = len(names) / _LOOKED_AT
    return names if step <= 1 else [names[int(i * step)] for i in range(_LOOKED_AT)]
