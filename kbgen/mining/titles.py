"""A topic's title: the clearest of the customers' own questions, tidied to read like a help page's."""

from collections.abc import Sequence

import regex

from kbgen.language.fold import squeeze, without_noise
from kbgen.language.forms import ends_as_question, is_code, is_small_talk
from kbgen.language.placeholders import has_placeholder, without_placeholders
from kbgen.language.sentences import sentences
from kbgen.language.tokens import nouns
from kbgen.models import Redacted

_LEAD = regex.compile(
    r"^(?:(?:아니|아|어|오|헉|헐|앗|저기요?|저|혹시|근데|그런데|그리고|그럼|제가|네|질문있는데|문의드려요|안녕하세요|hi|hello|hey|so|um|ok|okay)[,\s!.]+)+",
    regex.IGNORECASE,
)
_LONGEST = 60


def candidates(texts: Sequence[Redacted]) -> list[tuple[str, str]]:
    """Return the sentences of customers' questions that could be a title, each as written and tidied."""
    found = [(sentence, tidied(sentence)) for text in texts for sentence in sentences(text)]
    return [(sentence, tidy) for sentence, tidy in found if not is_small_talk(tidy)]


def title_of(texts: Sequence[Redacted], found: Sequence[tuple[str, str]], nearness: Sequence[float]) -> Redacted:
    """Return the best of the candidates.

    `nearness` tells how typical each candidate is of the topic (its similarity to all questions). Whole short questions
    win over fragments, long stories and sentences that name no subject ("그건 어디서 해요?"); a sentence with a
    placeholder is never used, unless there is no other.
    """
    if not found:
        return Redacted(tidied(without_placeholders(texts[0]))[:_LONGEST] if texts else "")
    most = max(max(nearness), 1e-6)
    subjects = [len(set(names)) for names in nouns([tidy for _, tidy in found])]
    ranked = [
        (near / most + _clarity(*pair) - (0.0 if named else 0.6), pair[1])
        for pair, near, named in zip(found, nearness, subjects, strict=True)
    ]
    return Redacted(max(ranked, key=lambda pair: (pair[0], -len(pair[1]), pair[1]))[1])


def tidied(sentence: str) -> str:
    """Return a sentence without laughter, emoji, repeated marks and words that only lead in; cut at 60 characters."""
    text = without_noise(sentence)
    text = squeeze(_LEAD.sub("", text)).strip(" .,!-·")
    text = regex.sub(r"\s+([?!.,])", r"\1", text)
    if ends_as_question(text) and not text.endswith("?"):
        text += "?"
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _clarity(sentence: str, tidy: str) -> float:
    """Score how well a sentence stands alone: a question, of a readable length, without placeholders."""
    length = len(tidy)
    score = 0.3 if ends_as_question(tidy) else 0.0
    score += 0.2 if 8 <= length <= 30 else 0.1 if length <= 45 else -0.2
    score -= 0.3 if length < 6 else 0.0
    return score - (2.0 if has_placeholder(sentence) or is_code(sentence) else 0.0)
