"""A sentence taken apart, so that two can be compared word by word: what is said, of what, and in which mode."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import regex

from kbgen.language.facts import stance
from kbgen.language.fold import language_of
from kbgen.language.tokens import kiwi
from kbgen.language.values import values


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence, taken apart.

    `words` are the words that carry meaning, in order. `bound` are pairs and triples that must be the same in both
    sentences (what is limited, what is described), `parts` what must not contradict: by word, its part of each kind.
    `denials` tells of each clause whether it denies, and how often; a `turnable` sentence begins with what may be its end.
    """

    words: tuple[str, ...]
    bound: frozenset[tuple[str, ...]]
    parts: Mapping[str, Mapping[str, frozenset[str]]]
    modes: frozenset[str]
    denials: tuple[tuple[bool, int], ...]
    turnable: bool


def read(text: str) -> Reading:
    """Return a Korean or English sentence, taken apart."""
    text = plain_money(unicodedata.normalize("NFKC", text))
    return _english(text) if language_of(text) == "en" else _korean(text)


def plain_money(text: str) -> str:
    """Return the text with every amount of won in digits, so that 3만 원 is 30,000원."""
    for value in reversed([v for v in values(text) if v.kind == "money"]):
        text = f"{text[: value.start]}{value.size:.0f}원{text[value.start + len(value.text) :]}"
    return text


_LEXICAL = ("NN", "NR", "NP", "MM", "MA", "VV", "VA", "XR", "XP", "XS", "SL", "SN", "SH", "W_", "UN", "IC")
_LIGHT = frozenset(
    """하 되 있 없 않 이 수 것 거 바 드리 때 경우 가능 불가 불가능 안 못 님 들 그리고 또한 다만 단 네 예 넵 시키""".split()
)
# Endings that only make a verb of a noun.
_IDLE = ("XSV", "XSA")
_SAME = {"내": "이내", "안": "이내", "뒤": "후"}
_WHEN = ("때", "경우")
_LIMITS = frozenset("만 부터 까지 보다 마다 밖에 조차 뿐 도 씩 이나 나 이라도 라도".split())
_ROLES = {"에서": "from", "로": "to", "으로": "to", "에게": "whom", "께": "whom", "한테": "whom"}
_TENSES = {"ᆫ": "done", "은": "done", "던": "done", "ᆯ": "coming", "을": "coming", "는": "always"}
_MODES = {
    "can": r"(?<!불)가능(?!하지\s?않)|수\s?(?:는|가)?\s?있",
    "cannot": r"수\s?(?:는|가)?\s?없|불가|가능하지\s?않",
    "must": r"[가-힣]야\s?(?:만\s?)?(?:하|해|합|한|할|되|돼|됩|된|될)",
    "do": r"세요|십시오|바랍니다|면\s?(?:되|돼|됩|된)",
    "forbidden": r"(?:면|서는)\s?안\s?(?:되|돼|됩|된)|(?:지\s?)?(?:마세요|마십시오|말아)",
    "maybe": r"수도\s?있|것\s?같|듯|지도\s?모|을지|ㄹ지",
    "intend": r"게요|려고|을래|고\s?싶",
    "or": r"또는|혹은|이나\s|거나",
    "question": r"[?？]",
}
_MODES_KO = {name: regex.compile(pattern) for name, pattern in _MODES.items()}
_CONDITION = frozenset("면 으면 다면 라면 이라면 거든".split())
_CONCEDE = frozenset("어도 아도 여도 더라도 지만 으나".split())
_SERIAL = frozenset("어 아 여 지 게 어야 아야 여야".split())
_DENYING = frozenset("아니 없 않 못 못하 안 말 불 불가 불가능".split())
_BREAK = regex.compile(r"[,;]\s")


def _korean(text: str) -> Reading:
    """Return the reading of a Korean sentence."""
    tokens = kiwi().tokenize(text)
    # "하면 돼요" asks for something; it sets no condition.
    asks = {
        i
        for i, t in enumerate(tokens[:-1])
        if t.tag == "EC" and t.form in _CONDITION and tokens[i + 1].form in ("되", "돼")
    }
    modes = {name for name, found in _MODES_KO.items() if found.search(text)}
    modes |= {"past" for t in tokens if t.tag == "EP" and t.form in ("었", "았", "였")}
    modes |= {"likely" for t in tokens if t.tag == "EP" and t.form == "겠"}
    endings = {t.form for i, t in enumerate(tokens) if t.tag == "EC" and i not in asks}
    whens = any(t.form in _WHEN and t.tag.startswith("NN") for t in tokens)
    modes |= {"condition"} if whens or endings & _CONDITION else set()
    modes |= {"although"} if endings & _CONCEDE else set()
    known = [_word(t) for t in tokens]
    # 불가능 denies what 가능 grants; the stance tells them apart.
    for i, token in enumerate(tokens[1:]):
        known[i] = "" if tokens[i].tag == "XPN" and token.form == "가능" else known[i]
    words = tuple(word for word in known if word and word not in _LIGHT)
    return Reading(
        words,
        _bound(tokens, known),
        _parts(tokens, known),
        frozenset(modes),
        _denials(text, tokens, asks),
        False,
    )


def _word(token: Any) -> str:
    """Return the word of a morpheme, one for words that mean the same here; empty for one that only joins."""
    tag = token.tag.split("-")[0]
    if not tag.startswith(_LEXICAL) or tag in _IDLE:
        return ""
    form = str(token.form).lower()
    if tag == "SN":
        return form.replace(",", "")
    # A bound 안 is "within"; the free one denies.
    return _SAME.get(form, form) if tag.startswith("NN") else form


def _heavy(known: Sequence[str], indexes: Sequence[int] | range) -> str:
    return next((known[i] for i in indexes if known[i] and known[i] not in _LIGHT), "")


def _bound(tokens: Sequence[Any], known: Sequence[str]) -> frozenset[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for i, token in enumerate(tokens):
        tag = token.tag.split("-")[0]
        before = next((known[j] for j in range(i - 1, -1, -1) if known[j]), "")
        before = "때" if before in _WHEN else before
        after = _heavy(known, range(i + 1, len(tokens)))
        if tag.startswith("J") and token.form in _LIMITS:
            found.add((before, token.form))
        elif tag in ("MM", "XPN") and known[i]:
            found.add((tag, known[i], after))
        elif tag == "SN":
            found.add(("number", known[i], tokens[i + 1].form if i + 1 < len(tokens) else ""))
        elif tag == "ETM" and i + 1 < len(tokens) and known[i + 1] not in _LIGHT:
            described = _heavy(known, range(i - 1, -1, -1))
            found.add((described, _TENSES.get(token.form, token.form), after))
    return frozenset(found)


def _parts(tokens: Sequence[Any], known: Sequence[str]) -> dict[str, dict[str, frozenset[str]]]:
    last = max((i for i, word in enumerate(known) if word and word not in _LIGHT), default=-1)
    found: dict[str, dict[str, frozenset[str]]] = {}
    for i, token in enumerate(tokens[1:], 1):
        word = known[i - 1]
        if not word or word in _LIGHT:
            continue
        role = _ROLES.get(token.form, "") if token.tag == "JKB" else {"JKS": "who", "JKO": "what"}.get(token.tag, "")
        # The last noun is the verb in all but form: 환불을 해요, 환불이 돼요.
        if role and (i - 1 != last or token.tag == "JKB"):
            parts = found.setdefault(word, {})
            parts["role"] = parts.get("role", frozenset()) | {role}
        if token.tag.startswith("NN") and tokens[i - 1].tag.startswith("NN") and known[i] not in _LIGHT:
            parts = found.setdefault(word, {})
            parts["beside"] = parts.get("beside", frozenset()) | {known[i]}
            # A bare noun may have lost its particle, but not that of the one who acts.
            parts["role"] = parts.get("role", frozenset()) | {"what", "from", "to"}
    return found


def _denials(text: str, tokens: Sequence[Any], asks: set[int]) -> tuple[tuple[bool, int], ...]:
    ends = [
        token.end
        for i, token in enumerate(tokens[:-1])
        if token.tag == "EC" and i not in asks and tokens[i + 1].tag != "VX" and token.form not in _SERIAL
    ]
    ends += [match.end() for match in _BREAK.finditer(text)]
    denying = [t.start for t in tokens if t.form in _DENYING and (t.form != "안" or t.tag == "MAG")]
    return tuple(
        (stance(text[a:b])[0], sum(a <= place < b for place in denying))
        for a, b in pairwise([0, *sorted(set(ends)), len(text)])
        if any(c.isalnum() for c in text[a:b])
    )


_WORD_EN = regex.compile(r"[a-z0-9가-힣]+(?:[.:][a-z0-9]+)*")
_SPELLED = (
    (r"\bcannot\b", "can not"), (r"\bcan['’]t\b", "can not"), (r"\bwon['’]t\b", "will not"), (r"n['’]t\b", " not"),
    (r"['’](?:ll|re|s|ve|m|d)\b", " "), (r"\b(?:have|has|need|needs|required)\s+to\b", "must"),
    (r"\bable\s+to\b", "can"), (r"\bhow\s+(?:to|(?:do|can)\s+(?:i|we|you))\b", "how"), (r"\bwhen(?:ever)?\b", "if"),
)  # fmt: skip
_LIGHT_EN = frozenset(
    """a an the is are am be been being was were do does did have has had it its this that these those there here will
    can please also then so and of in on at must may might could would should""".split()
)
_MODES_EN = {
    "can": "can", "must": "must", "may": "may", "might": "might", "could": "could", "would": "would",
    "should": "should", "was": "past", "were": "past", "did": "past", "had": "past", "please": "please",
}  # fmt: skip
_MINDED = frozenset(
    """you we i they he she us me them your our my their not no never without from to into before after within until till
    by since over under above below per every each all than only except unless if while between for with via through
    about around""".split()
)


# What may stand before or after the main clause: "To cancel, …", "If unopened, …".
_FRONTED = frozenset("if to unless before after while until within without".split())


def _english(text: str) -> Reading:
    """Return the reading of an English sentence."""
    plain = text.lower()
    for spelled, instead in _SPELLED:
        plain = regex.sub(spelled, instead, plain)
    tokens = [_singular(word) for word in _WORD_EN.findall(regex.sub(r"(?<=\d),(?=\d{3})", "", plain))]
    heavy = [word not in _LIGHT_EN and word not in _MINDED for word in tokens]
    after = [
        next((w for w, full in zip(tokens[i + 1 :], heavy[i + 1 :], strict=True) if full), "")
        for i in range(len(tokens))
    ]
    bound: set[tuple[str, ...]] = {
        (word, after[i]) for i, word in enumerate(tokens) if word in _MINDED and word != "it"
    }
    bound |= {("number", word, after[i]) for i, word in enumerate(tokens) if word[0].isdigit()}
    bound |= {("mode", _MODES_EN[word], after[i]) for i, word in enumerate(tokens) if word in _MODES_EN}
    modes = {_MODES_EN[word] for word in tokens if word in _MODES_EN} | ({"question"} if "?" in text else set())
    words = tuple(word for word, full in zip(tokens, heavy, strict=True) if full)
    return Reading(
        words, frozenset(bound), {}, frozenset(modes), ((stance(text)[0], 0),), bool(tokens) and tokens[0] in _FRONTED
    )


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
