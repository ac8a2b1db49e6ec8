"""Claims: what agents' sentences say, each once, with every message that says it."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import regex
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from kbgen.language.fold import letters, squeeze
from kbgen.language.tokens import nouns
from kbgen.language.values import values
from kbgen.mining.features import vectors
from kbgen.mining.statements import Statement
from kbgen.models import Claim, Evidence, Redacted

_Size = tuple[str, float]

_SAME = 0.28
"""Two sentences say the same when their average similarity is above this and they state the same values."""

_NOISE = regex.compile(r"[ㄱ-ㅎㅏ-ㅣ]+|[\U0001F300-\U0001FAFF☀-➿]|[~^;]+(?=[\s.,!?)\]]|$)(?!\s*\d)|(?<=[.!?])[.!?]+")
_LEAD = regex.compile(
    r"^(?:네|넵|예|아|앗|오|헉|맞아요|맞습니다|그럼요|물론이에요|yes|no|sure|of course)[,!.\s]+", regex.IGNORECASE
)
_ENDING = regex.compile(r"(?:다|요|죠|음|함|됨|임|세요|십시오|니다)[.!)\]]*$|[.!]$")


def claims(said: Sequence[Statement]) -> list[Claim]:
    """Return the claims that statements make, those in most conversations first, newer before older among equals.

    Sentences that do not state the same values (amounts, periods, …) are never one claim. Of the sentences of a claim, the words of
    the clearest one stand for it. A sentence of another claim is evidence too where it states the same value of the
    same thing, or speaks of all the same things. Statements about one customer's case make no claim.
    """
    general = [s for s in said if not s.personal and len(letters(s.text)) >= 6]
    if not general:
        return []
    texts = [tidied(s.text) for s in general]
    stated = [frozenset((v.kind, v.size) for v in values(text)) for text in texts]
    subjects = [frozenset(found) for found in nouns(texts)]
    made = []
    for group in _groups(texts, stated):
        best = _clearest(group, texts)
        echoes = [i for i in range(len(general)) if i in group or _echoes(best, i, stated, subjects)]
        made.append(_claim(texts[best], [general[i] for i in echoes]))
    return sorted(made, key=lambda claim: (-support(claim), -_newest(claim), claim.text))


def _echoes(claim: int, other: int, stated: Sequence[frozenset[_Size]], subjects: Sequence[frozenset[str]]) -> bool:
    """Whether another sentence says what a claim says: its values about one of its subjects, or all its subjects."""
    if stated[claim]:
        return stated[claim] <= stated[other] and bool(subjects[claim] & subjects[other])
    return len(subjects[claim]) >= 2 and subjects[claim] <= subjects[other] and not stated[other]


def support(claim: Claim) -> int:
    """Return in how many conversations a claim was made."""
    return len({e.conversation for e in claim.evidence})


def tidied(sentence: str) -> str:
    """Return a sentence without emoji, laughter, repeated marks and a leading yes or no; facts are left as they are."""
    text = squeeze(_NOISE.sub(" ", sentence))
    text = squeeze(_LEAD.sub("", text))
    text = regex.sub(r"\s+([.!?,])", r"\1", text).strip(" -·,")
    text = regex.sub(r"!+$", ".", text)
    return text if not text or text.endswith((".", "?", ")", "]", ":", "…")) else text + "."


def _groups(texts: Sequence[str], stated: Sequence[frozenset[_Size]]) -> list[list[int]]:
    if len(texts) == 1:
        return [[0]]
    rows = vectors(texts)
    similarity = (rows @ rows.T).toarray()
    for i, mine in enumerate(stated):
        for j, other in enumerate(stated):
            if mine != other:
                similarity[i, j] = 0
    distance = np.clip(1 - similarity, 0, 1)
    np.fill_diagonal(distance, 0)
    labels = fcluster(linkage(squareform(distance, checks=False), "average"), 1 - _SAME, "distance")
    return [[i for i, label in enumerate(labels) if label == wanted] for wanted in dict.fromkeys(labels)]


def _clearest(group: Sequence[int], texts: Sequence[str]) -> int:
    words = Counter(word for i in group for word in set(texts[i].split()))
    return max(group, key=lambda i: (_clarity(texts[i], words, len(group)), texts[i]))


def _claim(text: str, said: Sequence[Statement]) -> Claim:
    evidence = dict.fromkeys(Evidence(s.conversation, s.message, s.agent, s.at) for s in said)
    return Claim(Redacted(text), tuple(evidence))


def _clarity(text: str, words: Counter[str], sentences: int) -> float:
    """Score how well a sentence stands for its claim: whole, of a readable length, in the words most of them use."""
    typical = sum(words[word] for word in text.split()) / max(1, len(text.split())) / sentences
    whole = 0.5 if _ENDING.search(text) else 0.0
    length = len(text)
    return typical + whole + (0.4 if 12 <= length <= 70 else 0.1 if length <= 110 else -0.4)


def _newest(claim: Claim) -> float:
    return max((e.at.timestamp() for e in claim.evidence if e.at is not None), default=0.0)
