"""How near two questions are: what customers said, what agents answered, both together, and the facts in them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import regex
from numpy.typing import NDArray
from scipy import sparse

from kbgen.language.fold import language_of
from kbgen.language.tokens import STOP_WORDS
from kbgen.mining.embeddings import Embed
from kbgen.mining.features import Features, Tfidf, Vectorizer
from kbgen.mining.graphs import Matrix

QUESTION, ANSWER = 0.4, 0.6
"""Weights of words and answers as views of their own, from measurements on support logs: macros make answers the surer half."""

_JOINT = 0.5
"""Weight of question and answer seen as one text, beside the two on their own."""

_FACTS, _ACROSS = 0.08, 0.5
"""What the facts in common add: a little within a language; between languages they are all that two texts share."""

_FACT = regex.compile(r"[A-Za-z]{2,}[A-Za-z0-9-]*|\d[\d,.:]*")
_QUANTITY = regex.compile(r"(\d[\d,.]*)\s?([가-힣]{1,2}|[A-Za-z%]+)")
ANSWERED = 0.3


@dataclass(frozen=True, slots=True)
class Views:
    """Views of the same questions, one row of unit length a question in each, and what is known of each question."""

    asked: sparse.csr_matrix
    answered: sparse.csr_matrix
    joint: sparse.csr_matrix
    facts: sparse.csr_matrix
    shared: sparse.csr_matrix
    has_answer: NDArray[np.bool_]
    english: NDArray[np.bool_]
    meaning: Matrix | None = None

    @property
    def dialogues(self) -> bool:
        """Whether agents answered enough of the questions for answers to be a view at all."""
        return bool(len(self.has_answer)) and float(self.has_answer.mean()) >= ANSWERED

    def __getitem__(self, rows: Sequence[int] | NDArray[np.intp]) -> "Views":
        """Return the views of some of the questions."""
        return Views(
            self.asked[rows], self.answered[rows], self.joint[rows], self.facts[rows], self.shared[rows],
            self.has_answer[rows], self.english[rows], None if self.meaning is None else self.meaning[rows],
        )  # fmt: skip

    def means(self, owners: NDArray[np.intp], count: int) -> "Views":
        """Return the mean rows of `count` groups, given each question's group (-1: none).

        A question's similarity to a mean is the mean of its similarities to the group's questions.
        """
        rows = np.flatnonzero(owners >= 0)
        sizes = np.maximum(np.bincount(owners[rows], minlength=count), 1)
        share = (1 / sizes[owners[rows]]).astype(np.float32)
        mean = sparse.csr_matrix((share, (owners[rows], rows)), shape=(count, len(owners)))
        told = np.asarray(mean @ np.column_stack([self.has_answer, self.english]).astype(np.float32))
        return Views(
            sparse.csr_matrix(mean @ self.asked), sparse.csr_matrix(mean @ self.answered),
            sparse.csr_matrix(mean @ self.joint), sparse.csr_matrix(mean @ self.facts),
            sparse.csr_matrix(mean @ self.shared), told[:, 0] > 0, told[:, 1] > 0.5,
            None if self.meaning is None else np.asarray(mean @ self.meaning, dtype=np.float32),
        )  # fmt: skip

    def words(self, other: "Views") -> Matrix:
        """Return how near the customers' words are, shape (own questions, other's questions)."""
        lexical = _dots(self.asked, other.asked)
        if self.meaning is None or other.meaning is None:
            return lexical
        share = np.where(np.outer(self.english, other.english), _LEXICAL_EN, _LEXICAL_KO).astype(np.float32)
        return share * lexical + (1 - share) * (self.meaning @ other.meaning.T)

    def to(self, other: "Views", dialogues: bool) -> Matrix:
        """Return similarities from 0 up, shape (own questions, other's questions).

        Rows without an answer are empty in that view, so a pair in which one side was never answered is judged by its
        words at the words' weight: it is near only when its words are very near. Among bare utterances words are all
        there is and weigh fully.
        """
        words = self.words(other)
        if not dialogues:
            return words
        alone = QUESTION * words + ANSWER * _dots(self.answered, other.answered)
        across = np.not_equal.outer(self.english, other.english)
        facts = _FACTS * _dots(self.facts, other.facts)
        if across.any():
            facts = np.where(across, _ACROSS * _dots(self.shared, other.shared), facts)
        return np.asarray((1 - _JOINT) * alone + _JOINT * _dots(self.joint, other.joint) + facts, dtype=np.float32)


_LEXICAL_EN, _LEXICAL_KO = 0.3, 0.5
"""How much words count beside the meaning that an embedding tells, by language; from the same measurements."""


@dataclass(frozen=True, slots=True)
class Lens:
    """Fitted weightings of all views: what is rare in the texts they were learnt from counts more."""

    asked: Vectorizer
    answered: Vectorizer
    joint: Vectorizer
    facts: Tfidf
    shared: Tfidf
    centre: Matrix | None = None

    @classmethod
    def on(
        cls,
        asked: Features,
        answered: Features,
        facts: Sequence[Sequence[str]],
        english: NDArray[np.bool_],
        centre: Matrix | None = None,
    ) -> "Lens":
        """Learn from the features of questions and of their answers, and their facts; `centre` is the mean embedding."""
        both = Vectorizer.on(asked + answered)
        shared = Tfidf.fit(_named_in_both(facts, english))
        return cls(Vectorizer.on(asked), Vectorizer.on(answered), both, Tfidf.fit(facts), shared, centre)

    def of(self, texts: "Texts") -> Views:
        """Return the views of texts."""
        return Views(
            self.asked.of(texts.asked), self.answered.of(texts.answered), self.joint.of(texts.asked + texts.answered),
            self.facts.rows(texts.facts), self.shared.rows(texts.facts), texts.has_answer, texts.english,
            self._centred(texts.meaning),
        )  # fmt: skip

    def _centred(self, meaning: Matrix | None) -> Matrix | None:
        """Return embeddings without what all texts have in common, which else makes any two of them alike."""
        if meaning is None or self.centre is None:
            return None
        moved = meaning - self.centre
        return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Texts:
    """Questions and the substance of their answers, taken apart into features."""

    asked: Features
    answered: Features
    facts: list[list[str]]
    has_answer: NDArray[np.bool_]
    english: NDArray[np.bool_]
    meaning: Matrix | None = None

    @classmethod
    def of(
        cls, asked: Sequence[str], answers: Sequence[str], embed: Embed | None = None, analysed: bool = True
    ) -> "Texts":
        """Take questions and their answers apart; both of equal length, an answer may be empty. See `Features.of`."""
        return cls(
            Features.of(asked, analysed),
            Features.of(answers, analysed),
            [_facts(question, answer) for question, answer in zip(asked, answers, strict=True)],
            np.array([bool(answer.strip()) for answer in answers], dtype=bool),
            np.array([language_of(question) == "en" for question in asked], dtype=bool),
            embed(asked) if embed is not None and asked else None,
        )

    def lens(self) -> Lens:
        """Return weightings learnt from these texts."""
        centre = None if self.meaning is None else self.meaning.mean(axis=0)
        return Lens.on(self.asked, self.answered, self.facts, self.english, centre)


def views(asked: Sequence[str], answers: Sequence[str]) -> Views:
    """Return the views of questions under weightings learnt from these same questions."""
    texts = Texts.of(asked, answers)
    return texts.lens().of(texts)


def _named_in_both(facts: Sequence[Sequence[str]], english: NDArray[np.bool_]) -> list[list[str]]:
    """Return of each question's facts those that both languages name: all others would only hide these."""
    by_language: tuple[set[str], set[str]] = (set(), set())
    for found, is_english in zip(facts, english.tolist(), strict=True):
        by_language[is_english].update(found)
    named = by_language[0] & by_language[1]
    return [[fact for fact in found if fact in named] for found in facts]


def _facts(question: str, answer: str) -> list[str]:
    """Return what means the same in every language: Latin words, numbers; and the answer's quantities with their units."""
    found = [word for word in map(str.lower, _FACT.findall(f"{question} {answer}")) if word not in STOP_WORDS]
    return found + [f"{number.replace(',', '')}{unit.lower()}" for number, unit in _QUANTITY.findall(answer)]


def _dots(mine: sparse.csr_matrix, theirs: sparse.csr_matrix) -> Matrix:
    return np.asarray((mine @ theirs.T).toarray(), dtype=np.float32)
