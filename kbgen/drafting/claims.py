"""Claims: what agents' sentences say, each once, with every message that says it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import regex
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from kbgen.drafting.content import contents
from kbgen.language.facts import Fact, facts, label, stance
from kbgen.language.fold import letters, squeeze, without_noise
from kbgen.language.values import values
from kbgen.mining.features import vectors
from kbgen.mining.statements import Statement
from kbgen.models import Claim, Evidence, Redacted

_SAME = 0.32
"""Two sentences say the same when their average similarity is above this and they state the same values."""

_LEAD = regex.compile(
    r"^(?:(?:고객님|네|넵|예|아|앗|오|헉|맞아요|맞습니다|그럼요|물론이에요|yes|no|sure|of course)[,!.\s]+|"
    r"(?:근데|그런데|그리고|그래서|그다음|그다음에|그럼|그러면|또한|또|단|다만|대신|and|also|but|then|so)(?:,\s*|\s+))+",
    regex.IGNORECASE,
)
# Whom the agent speaks to, and that they looked it up, is no part of what they say.
_LOOKED_UP = regex.compile(r"^확인(?:해\s?본)?\s?결과[,\s]\s*")
_ADDRESSED = regex.compile(r"(?<=[다요죠])[.,!~]*\s(?:고객|회원|손)님[.!~^\s]*$")
_ENDING = regex.compile(r"(?:다|요|죠|음|함|됨|임|세요|십시오|니다)[.!)\]]*$|[.!]$")


def claims(said: Sequence[Statement]) -> list[Claim]:
    """Return the claims that statements make, those in most conversations first, newer before older among equals.

    Sentences that do not state the same values and dates, or of which one denies and the other does not, are never one
    claim. Of the sentences of a claim, the words of the clearest one stand for it; one that tells more than the clearest is
    a claim of its own as well. A sentence of another claim is
    evidence too where it states the same value of the same thing. Statements about one customer's case make no claim.
    """
    general = [s for s in said if not s.personal and len(letters(s.text)) >= 6]
    spoken: dict[str, list[Statement]] = {}
    for statement in general:
        spoken.setdefault(tidied(statement.text), []).append(statement)
    if not spoken:
        return []
    texts = list(spoken)
    meant, told = [_Meaning.of(text) for text in texts], contents(texts)
    made = []
    for group in _groups(texts, meant):
        best = _clearest(group, texts, [len(spoken[text]) for text in texts])
        echoes = [i for i in range(len(texts)) if i in group or meant[i].echoes(meant[best])]
        made.append(_claim(texts[best], [statement for i in echoes for statement in spoken[texts[i]]]))
        made += [_claim(texts[i], spoken[texts[i]]) for i in group if not told[i].within(told[best])]
    return sorted(made, key=lambda claim: (-support(claim), -_newest(claim), claim.text))


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What two sentences must share to say the same: what they state, and whether they deny it."""

    facts: frozenset[Fact]
    stance: tuple[bool, frozenset[str]]
    labelled: frozenset[tuple[Fact, str]]

    @classmethod
    def of(cls, text: str) -> "_Meaning":
        stated = values(text)
        labelled = frozenset(((v.kind, v.size), label(text, stated, v)) for v in stated)
        return cls(facts(text), stance(text), labelled)

    def echoes(self, claim: "_Meaning") -> bool:
        """Whether this sentence states the values of a claim too, each of the same thing."""
        return bool(claim.labelled) and claim.labelled <= self.labelled and claim.stance == self.stance


def support(claim: Claim) -> int:
    """Return in how many conversations a claim was made."""
    return len({e.conversation for e in claim.evidence})


def tidied(sentence: str) -> str:
    """Return a sentence without emoji, laughter, repeated marks and a leading yes or no; facts are left as they are."""
    text = without_noise(sentence)
    bare = squeeze(_ADDRESSED.sub("", _LOOKED_UP.sub("", _LEAD.sub("", text))))
    text = bare[:1].upper() + bare[1:] if text[:1].isupper() else bare
    text = regex.sub(r"\s+([.!?,])", r"\1", text).strip(" -·,~^")
    text = regex.sub(r"!+$", ".", text)
    return text if not text or text.endswith((".", "?", ")", "]", ":", "…")) else text + "."


def _groups(texts: Sequence[str], meant: Sequence[_Meaning]) -> list[list[int]]:
    if len(texts) == 1:
        return [[0]]
    rows = vectors(texts)
    similarity = (rows @ rows.T).toarray()
    kinds: dict[tuple[object, object], int] = {}
    kind = np.array([kinds.setdefault((m.facts, m.stance), len(kinds)) for m in meant])
    similarity[kind[:, None] != kind[None, :]] = 0
    distance = np.clip(1 - similarity, 0, 1)
    np.fill_diagonal(distance, 0)
    labels = fcluster(linkage(squareform(distance, checks=False), "average"), 1 - _SAME, "distance")
    return [[i for i, label in enumerate(labels) if label == wanted] for wanted in dict.fromkeys(labels)]


def _clearest(group: Sequence[int], texts: Sequence[str], times: Sequence[int]) -> int:
    said = sum(times[i] for i in group)
    words: Counter[str] = Counter()
    for i in group:
        words.update(dict.fromkeys(texts[i].split(), times[i]))
    return max(group, key=lambda i: (_clarity(texts[i], words, said), times[i], texts[i]))


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
