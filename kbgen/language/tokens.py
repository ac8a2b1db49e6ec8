"""Words that carry meaning: Korean content morphemes by Kiwi, English words without stop words."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import regex
from kiwipiepy import Kiwi, Token

from kbgen.language.fold import language_of

__all__ = ["STOP_WORDS", "Kiwi", "Token", "kiwi", "morphemes", "nouns", "stems", "words"]

_WORD = regex.compile(r"[a-z0-9]+(?:'[a-z]+)?|[가-힣]+")
# Nouns, verb and adjective stems, roots, adverbs that negate, foreign words and numbers.
_CONTENT = ("NNG", "NNP", "NR", "VV", "VA", "XR", "SL", "SN", "SH")
_NOUNS = ("NNG", "NNP", "SL")
# Korean stems that stand in nearly every question whatever it is about.
_EMPTY = frozenset(
    """하 되 있 없 않 이 것 수 알 보 주 싶 같 그렇 이렇 어떻 무엇 어디 언제 저 제 나 내 때 거 안녕 감사 문의 질문 고객
    혹시""".split()
)
# Nouns that name no subject: good enough to compare questions by, not to name a group of them.
_BLAND = frozenset(
    """얼마 방법 확인 가능 경우 정도 며칠 이후 이전 이내 때문 관련 이번 다음 지금 오늘 어제 내일 처음 하나 가지 사람 시간
    날짜 어디 언제 불가 이상 이하 미만 초과 최대 최소 기본""".split()
)
STOP_WORDS = frozenset(
    """a about after all also am an and any are as at be because been before being but by can can't cannot could did do does
    doing don don't for from get got had has have having he hello help her here hi him his how i i'd i'll i'm i've if in into is
    isn't it it's its just know let like me my need no not now of off on one or our out over please she should so some than
    thank thanks that that's the their them then there these they this those through to too up us very want was we well were
    what what's when where which while who why will with would yes you your""".split()
)

# Words that stand in every English sentence and tell nothing; "not", "from" and "when" do.
_EMPTIEST = frozenset(
    """a an the to of in on at is are am was were be been i my me you your it this that and or for with have has had do did
    does please""".split()
)
_ENDING = regex.compile(r"(?:ing|ed|es|s|ly)$")


@cache
def kiwi() -> Kiwi:
    """Return the one analyser of Korean; its model takes seconds to load."""
    return Kiwi(num_workers=1)


class _Analysis:
    """Analyses of texts, each made once: the miner looks at a sentence from several sides."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def of(self, texts: Sequence[str]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Return (content morphemes, nouns) of each text."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._kept]
        fresh = {
            text: (tuple(t.form.lower() for t in tokens if _is_content(t)), tuple(_compounds(tokens)))
            for text, tokens in zip(missing, kiwi().tokenize(missing), strict=True)
        }
        found = [fresh.get(text) or self._kept[text] for text in texts]
        if len(self._kept) + len(fresh) > self._most:
            self._kept.clear()
        self._kept.update(fresh)
        return found


_analysis = _Analysis(200_000)


def morphemes(texts: Sequence[str]) -> list[list[str]]:
    """Return the content morphemes of each text, in order; for text in any language (English words come lower-cased)."""
    return [list(content) for content, _ in _analysis.of(texts)]


def nouns(texts: Sequence[str]) -> list[list[str]]:
    """Return the nouns of each text: compounds as one word (배송지), and their parts of two syllables or more (배송)."""
    return [
        [word for word in words(text) if len(word) > 1 and not word[0].isdigit()]
        if language_of(text) == "en"
        else list(found)
        for text, (_, found) in zip(texts, _analysis.of(texts), strict=True)
    ]


def words(text: str) -> list[str]:
    """Return the lower-case words of a text without English stop words."""
    return [word for word in _WORD.findall(text.lower()) if word not in STOP_WORDS]


def stems(text: str) -> list[str]:
    """Return the words of an English text, without the emptiest ones, cut to their stems by their commonest endings."""
    found = (word for word in _WORD.findall(text.lower()) if word not in _EMPTIEST)
    return [_ENDING.sub("", word) if len(word) > 4 else word for word in found]


def _is_content(token: Any) -> bool:
    return token.tag.split("-")[0] in _CONTENT and token.form not in _EMPTY


def _compounds(tokens: Sequence[Any]) -> list[str]:
    found: list[str] = []
    run: list[Any] = []
    for token in tokens:
        tag = token.tag.split("-")[0]
        if tag in _NOUNS or (tag == "XSN" and run):
            if run and run[-1].end != token.start:
                found += _spelled(run)
                run = []
            run.append(token)
        else:
            found += _spelled(run)
            run = []
    return found + _spelled(run)


def _spelled(run: Sequence[Any]) -> list[str]:
    parts = [token.form.lower() for token in run]
    found = dict.fromkeys(["".join(parts), *parts]) if run else {}
    return [word for word in found if len(word) > 1 and not any(word in idle for idle in (_EMPTY, _BLAND, STOP_WORDS))]
