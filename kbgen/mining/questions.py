"""What was asked in a conversation: a decision on every message, and the questions that follow from the decisions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

import regex

from kbgen.language.fold import language_of, squeeze
from kbgen.language.forms import (
    Asking,
    asked_of_customer,
    asking,
    ends_as_question,
    identifies,
    is_polite,
    is_small_talk,
    puts_off,
)
from kbgen.language.placeholders import has_placeholder
from kbgen.language.sentences import sentences
from kbgen.models import Conversation, Question, Redacted

What = Literal[
    "asks", "joins", "greets", "thanks", "agrees", "identifies", "replies", "comments",
    "answers", "asks back", "puts off", "not public", "bot",
]  # fmt: skip
"""What a message does. Customers: asks … comments; agents: answers, asks back, puts off, greets; notes and bots."""

_THANKS = regex.compile(r"감사|고마[워우]|고맙|땡큐|ㄱㅅ|ㄳ|\b(?:thanks?|thx|ty|cheers|appreciate)\b", regex.IGNORECASE)
_PRAISES = regex.compile(r"(?:감사|고마움)(?:의|하다는|드린다는)?\s?(?:인사|말씀|말|마음)")
_GREETS = regex.compile(
    r"안녕|하이|저기|여보세요|수고|고생|좋은\s*하루|문의|질문|\b(?:hi|hey|hello|good\s+\w+|question)\b",
    regex.IGNORECASE,
)
_SORRY = regex.compile(r"죄송|사과|유감|송구|\b(?:sorry|apolog\w+)\b", regex.IGNORECASE)
_YES_OR_NO = regex.compile(
    r"(?:(?:네|예|넵|넹|맞(?:습니다|아요)|그렇습니다|아니[요오]|아뇨|아닙니다|yes|yep|nope|no|correct|right|sure)[\s,.!~]*+)++",
    regex.IGNORECASE,
)
_ANOTHER = regex.compile(
    r"(?:[아네넵참앗]\s*[,!.]?\s+|ok(?:ay)?[\s,]+)?(?:그리고|또(?=\s|한)|추가로|(?:하나|한\s?가지)\s?더|그거\s?말고|별개로|and\b|also\b|another\b|"
    r"one\s+more\b|second(?:ly)?\b|plus\b)",
    regex.IGNORECASE,
)
_INTRODUCES = regex.compile(
    r"\A(?:(?:[^\s\d]+\s){0,3}[^\s\d]{2,}(?:입니다|이에요|예요)[.!~]*|[^\s\d]+\s(?:here|speaking)[.!]*)",
    regex.IGNORECASE,
)
_LONG_COURTESY = 9
_LONG_COURTESY_EN = 14
_CACHED_LENGTH = 120

_EXPLICIT = frozenset({"question", "request"})
_STRENGTH: tuple[Asking, ...] = ("question", "request", "report", "")
_FORMS: dict[Asking, str] = {
    "question": "It is a question",
    "request": "It wants something done",
    "report": "It reports that something fails",
    "": "It is what the customer came with",
}

Heard = Literal["small", "identifies", "thanks", "question", "request", "report", ""]
Said = Literal["oneself", "more", "puts off", "courtesy", "states"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What one message does, and why.

    `about` holds the messages that begin the questions it belongs to, none when it belongs to no question; `words` what
    a customer's message adds to the question's text, and `form` how it asks.
    """

    message: int
    what: What
    reason: str
    about: tuple[int, ...] = ()
    words: str = ""
    form: Asking = ""


@dataclass(slots=True)
class _Open:
    """The questions that wait for an answer or had it last, usually one; and what agents asked back since."""

    asked: list[int] = field(default_factory=list)
    form: Asking = ""
    answered: bool = False
    asked_back: str = ""
    put_off: bool = False
    agent_speaks: bool = False


def questions_of(conversation: Conversation) -> tuple[Question, ...]:
    """Return the questions asked in a conversation, in order; none when customers only greet, thank or stay silent.

    Messages in a row are one question. What the customer says before an agent stated anything belongs to it as well
    (an agent who asks back has not answered). After an answer, a message that asks begins the next question; one that
    does not is a comment, and so is a later message that nobody answers. Bots and notes neither ask nor answer.
    `decisions_of` says why.
    """
    decisions = decisions_of(conversation)
    customers = [message.role == "customer" for message in conversation.messages]
    found = []
    for begin in decisions:
        if begin.what != "asks":
            continue
        own = [decision for decision in decisions if begin.message in decision.about]
        text = Redacted(squeeze(" ".join(decision.words for decision in own if decision.words)))
        answers = tuple(decision.message for decision in own if not customers[decision.message])
        turns = sum(customers[decision.message] for decision in own)
        found.append(Question(conversation.id, begin.message, text, answers, turns))
    return tuple(found)


def decisions_of(conversation: Conversation) -> tuple[Decision, ...]:
    """Return what each message of a conversation does, one decision a message, in order."""
    made: list[Decision] = []
    now = _Open()
    for index, message in enumerate(conversation.messages):
        if message.role == "customer":
            made.append(_hear(now, index, message.text))
        elif message.role == "agent":
            made.append(_listen(now, index, message.text))
        elif message.role == "note":
            made.append(Decision(index, "not public", "Internal notes are never evidence."))
        else:
            made.append(Decision(index, "bot", "Bots neither ask nor answer."))
    return tuple(_without_remarks(_shared_out(made), conversation))


def states_something(text: str) -> bool:
    """Whether an agent's message states anything: a sentence that neither greets, asks back nor puts off."""
    return any(_said(sentence) == "states" for sentence in sentences(text))


def _hear(now: _Open, index: int, text: str) -> Decision:
    """Decide on a customer's message."""
    now.agent_speaks = False
    about = tuple(now.asked[-1:])
    heard = [(sentence, _heard(sentence)) for sentence in sentences(text)]
    kept = [(sentence, form) for sentence, form in heard if form not in ("small", "identifies", "thanks")]
    if not kept:
        return _nothing(index, text, {form for _, form in heard}, about)
    words = squeeze(" ".join(sentence for sentence, _ in kept))
    form = _strongest(form for _, form in kept)
    if not now.asked or (now.answered and form and not _only_replies(now, form, text)):
        reason = f"{_FORMS[form]}{', after the answer to another' if now.asked else ''}."
        now.asked, now.form, now.answered, now.asked_back, now.put_off = [index], form, False, "", False
        return Decision(index, "asks", reason, (index,), words, form)
    if _only_replies(now, form, text):
        return Decision(index, "replies", "It answers what the agent asked back, and asks nothing.", about)
    if now.answered:
        return Decision(index, "comments", "It asks nothing, and the question is answered.", about)
    if form in _EXPLICIT and now.form in _EXPLICIT and _ANOTHER.match(words):
        now.asked.append(index)
        return Decision(index, "asks", f"{_FORMS[form]}, besides the one before.", (index,), words, form)
    if now.put_off and form in ("request", ""):
        return Decision(index, "comments", "It asks nothing new, and the agent is looking into the question.", about)
    now.form = _strongest((now.form, form))
    return Decision(
        index, "joins", "Nobody has answered yet, so it belongs to the question before.", about, words, form
    )


def _strongest(forms: Iterable[Heard]) -> Asking:
    among = frozenset(forms)
    return next((form for form in _STRENGTH if form in among), "")


def _only_replies(now: _Open, form: Asking, text: str) -> bool:
    """Whether a message only answers an agent: who asked for names or numbers, or who asked back after an answer."""
    if not now.asked_back or form == "question":
        return False
    return now.answered or has_placeholder(text) or (now.asked_back == "oneself" and not form)


def _nothing(index: int, text: str, forms: set[str], about: tuple[int, ...]) -> Decision:
    if "identifies" in forms:
        return Decision(index, "identifies", "It only says who the customer is, or a number.", about)
    if "thanks" in forms or _THANKS.search(text):
        return Decision(index, "thanks", "It only thanks.", about)
    if _GREETS.search(text):
        return Decision(index, "greets", "It only greets or announces a question.", about)
    return Decision(index, "agrees", "It says nothing but yes, no, a sign or a number.", about)


def _listen(now: _Open, index: int, text: str) -> Decision:
    """Decide on an agent's message."""
    told = [(sentence, _said(sentence)) for sentence in sentences(text)]
    said = {act for _, act in told}
    about = tuple(now.asked)
    back = "oneself" if "oneself" in said else "more" if "more" in said else ""
    now.asked_back = back or (now.asked_back if now.agent_speaks else "")
    now.agent_speaks = True
    stating = [sentence for sentence, act in told if act == "states"]
    # Who begins with a name and goes on to ask has not answered ("나윤지입니다. 성함이 어떻게 되세요?").
    if stating and not (back and stating == [told[0][0]] and _INTRODUCES.fullmatch(stating[0])):
        now.answered = bool(about)
        return Decision(index, "answers", "It states something" + (", and asks back." if back else "."), about)
    if back:
        return Decision(index, "asks back", "It asks the customer for more, and states nothing.", about)
    if now.form == "question" and not now.answered and _YES_OR_NO.fullmatch(text.strip()):
        now.answered = bool(about)
        return Decision(index, "answers", "It says yes or no.", about)
    if "puts off" in said:
        now.put_off = bool(about)
        return Decision(index, "puts off", "It promises to look or to come back, and states nothing yet.", about)
    return Decision(index, "greets", "It greets, thanks, apologises or closes, and states nothing.", about)


def _shared_out(decisions: Iterable[Decision]) -> list[Decision]:
    """Give each of several questions its answer: in order when as many messages state something, else all to each."""
    made = list(decisions)
    for about in {d.about for d in made if len(d.about) > 1}:
        own = [i for i, d in enumerate(made) if d.about == about]
        stating = [i for i in own if made[i].what == "answers"]
        if len(stating) == len(about):
            for i, asked in zip(stating, about, strict=True):
                made[i] = replace(made[i], about=(asked,))
    return made


def _without_remarks(decisions: list[Decision], conversation: Conversation) -> list[Decision]:
    """Take back what was taken for a question and is none, in the light of what came after it."""
    why: dict[int, str] = {}
    stands = False
    for begin in decisions:
        if begin.what == "asks":
            own = [d for d in decisions if begin.message in d.about]
            replies = [d for d in own if conversation.messages[d.message].role == "agent"]
            reason = _no_question(begin, replies, conversation, stands)
            if reason:
                why[begin.message] = reason
            stands = stands or not reason
    if not why:
        return decisions
    return [_taken_back(d, why) if not why.keys().isdisjoint(d.about) else d for d in decisions]


def _no_question(begin: Decision, replies: Sequence[Decision], conversation: Conversation, stands: bool) -> str:
    """Return why what a message began is no question; empty when it is one. `stands`: one before it stands."""
    if not replies and stands:
        return "Nobody answered it, and an earlier question stands."
    if begin.form:
        return ""
    messages = conversation.messages
    late = any(message.role == "customer" for message in messages[: begin.message])
    # What a customer opens with is why they write, whatever its form: "my card has not arrived" wants an answer.
    if not replies and late:
        return "It asks nothing, comes late, and no agent answered it."
    said = " ".join(messages[d.message].text for d in replies)
    if replies and all(d.what == "greets" for d in replies) and _THANKS.search(said) and not _SORRY.search(said):
        return "It asks nothing, and the agent only thanked for it."
    return ""


def _taken_back(decision: Decision, why: dict[int, str]) -> Decision:
    about = tuple(asked for asked in decision.about if asked not in why)
    if decision.what in ("asks", "joins") and not about:
        return replace(decision, what="comments", reason=why[decision.about[0]], about=(), words="")
    return replace(decision, about=about)


def _heard(sentence: str) -> Heard:
    return _heard_short(sentence) if len(sentence) <= _CACHED_LENGTH else _hears(sentence)


def _hears(sentence: str) -> Heard:
    """Return what a customer's sentence is: nothing that counts (small, identifies, thanks), or its form of asking."""
    if is_small_talk(sentence):
        return "identifies" if has_placeholder(sentence) else "small"
    if _PRAISES.search(sentence):
        return "thanks"
    return "identifies" if identifies(sentence) else asking(sentence)


def _said(sentence: str) -> Said:
    return _said_short(sentence) if len(sentence) <= _CACHED_LENGTH else _says(sentence)


def _says(sentence: str) -> Said:
    """Return what an agent's sentence does: it asks back (oneself, more), puts off, is a courtesy or states something."""
    asked = asked_of_customer(sentence)
    if asked:
        return "courtesy" if asked == "more" and is_small_talk(sentence) else asked
    if puts_off(sentence):
        return "puts off"
    # A long courtesy, or one with a number in it, tells something as well ("죄송하지만 7일이 지나면 …").
    if ends_as_question(sentence) or (is_polite(sentence) and not _tells(sentence)):
        return "courtesy"
    return "courtesy" if is_small_talk(sentence) else "states"


def _tells(sentence: str) -> bool:
    spaces = sentence.count(" ")
    long = spaces >= _LONG_COURTESY and spaces >= (
        _LONG_COURTESY if language_of(sentence) == "ko" else _LONG_COURTESY_EN
    )
    return long or any(map(str.isdigit, sentence))


# Short sentences recur in every log: greetings, thanks, agents' macros.
_heard_short = lru_cache(1 << 15)(_hears)
_said_short = lru_cache(1 << 15)(_says)
