"""One even, polite and plain tone for what agents said, without a changed fact.

Korean sentences come out in 해요체 or 합니다체 with a full stop. Requests end in `-세요` in both tones, and thanks and
apologies in `-합니다` in both. A text without a predicate whose verb is not plain from its last noun (a menu path, a
label, a list line) is only tidied: to complete it would be to invent. So is a sentence of which numbers, Latin words,
quotes, menu paths or the negation would not survive.
"""

from collections import Counter
from collections.abc import Sequence

import regex

from kbgen.language.endings import QUOTED, Style, rewritten
from kbgen.language.facts import facts, stance
from kbgen.language.fold import language_of, squeeze, without_noise
from kbgen.language.forms import ends_as_question
from kbgen.language.tokens import Token, kiwi

_TAIL = regex.compile(r"(?:\s|[.!?~…,;^？！。♥♡ㄱ-ㅎㅏ-ㅣ]|[:;]-?[)D(]+(?![^\s]))+$")
_JOINERS = regex.compile(r"[\uFE0F\u200D]+")
_SMILE = regex.compile(r"(?<=[가-힣][요다죠])\s?(?:[:;]-?[)D]|\^\^+|[ㅎㅋㅠㅜ]{2,}|[~!]+)\s+(?=[가-힣\[])")
_SENTENCE = regex.compile(r"(?<=[가-힣][요다죠]\.)\s+(?=\S)")
_GROUP = regex.compile(r"\s*\([^()]*\)$")
_NUMBER = regex.compile(r"(?<![\w가-힣])[-−+~$]?\d+(?:[.,:/\-]\d+)*|\d+(?:[.,:/\-]\d+)*")
_LATIN = regex.compile(r"[A-Za-z][A-Za-z0-9'’_.@/-]*(?<![.'’])")
_PATH = regex.compile(r"[^\s>→]+\s*(?:[>→]\s*[^\s>→]+\s*)*[>→]")
_DENIALS = regex.compile(
    r"(?<![가-힣])안(?=\s[가-힣])|안(?=\s?[되돼됩된될됐하해한할합])|못|않|없|불가|아니|아닙|어렵|어려|금지"
)
_LEAD_EN = regex.compile(
    r"^(?:(?:yes|yep|yeah|yup|sure(?:\s+thing)?|of\s+course|absolutely|certainly|ok(?:ay)?|no\s+problem|no\s+worries|"
    r"good\s+question|great\s+question|oh|ah|hi(?:\s+there)?|hello|hey)(?:\s*[,!.:–—]+\s*|\s+-\s+))+(?=\S)",
    regex.IGNORECASE,
)
_PLAIN_WORD = regex.compile(r"[a-z]+(?:['’][a-z]+)?(?=[\s,.]|$)")


def even(sentence: str, style: Style, language: str) -> str:
    """Return one agent sentence in an even polite tone; idempotent, and only tidied where a fact might change.

    `language` is the site's; a sentence in the other language keeps its own.
    """
    return evened([sentence], style, language)[0]


def evened(sentences: Sequence[str], style: Style, language: str) -> list[str]:
    """Return each sentence in an even polite tone, as `even` does, analysing all of them at once."""
    tidy = [tidied(sentence) for sentence in sentences]
    first = _rewritten(tidy, style, language)
    again = _rewritten(first, style, language)
    # What would not stay as it is when evened again is not trusted; thus evening twice is evening once.
    return [
        new if new == twice and tidied(new) == new and keeps_facts(old, new) else old
        for old, new, twice in zip(tidy, first, again, strict=True)
    ]


def tidied(sentence: str) -> str:
    """Return a sentence without laughter, emoji and piled-up marks, closed by the mark it had: a question or full stop."""
    before = None
    text = _SMILE.sub(". ", squeeze(_JOINERS.sub("", sentence)))
    while text != before:
        before = text
        bare = without_noise(text)
        text = _closed(bare if _names(bare) == _names(text) else text)
    return text


def keeps_facts(old: str, new: str) -> bool:
    """Whether two wordings have the same numbers, Latin words, quotes, paths, values, negation and kind of sentence."""
    return (
        _names(old) == _names(new)
        and facts(old) <= facts(new)
        and stance(_paying(old)) == stance(_paying(new))
        and Counter(_denials(old)) == Counter(_denials(new))
        and (old.endswith("?") <= new.endswith("?"))
        and (not new.endswith("?") or ends_as_question(old))
    )


def _paying(text: str) -> str:
    """Return a text with 내다 spelled as `stance` looks for it, to see who pays in both tones."""
    return text.replace("냅니다", "내요")


def _names(text: str) -> tuple[list[str], list[str], list[str], list[str]]:
    """Return the numbers, Latin words, quoted or bracketed strings and menu paths of a text."""
    latin = [word.casefold() for word in _LATIN.findall(_LEAD_EN.sub("", text))]
    return _NUMBER.findall(text), latin, QUOTED.findall(text), _PATH.findall(text)


def _denials(text: str) -> list[str]:
    return [{"아닙": "아니", "어려": "어렵"}.get(found, found) for found in _DENIALS.findall(text)]


def _closed(text: str) -> str:
    tail = _TAIL.search(text)
    if tail is None:
        return text
    mark = "?" if regex.search("[?？]", tail.group()) else "." if regex.search("[.!~…！。]", tail.group()) else ""
    body = text[: tail.start()]
    return body + mark if body else text


def _rewritten(texts: Sequence[str], style: Style, language: str) -> list[str]:
    parts = [_SENTENCE.split(text) for text in texts]
    korean: list[tuple[int, int]] = []
    cut: list[tuple[str, str]] = []
    for row, pieces in enumerate(parts):
        for column, text in enumerate(pieces):
            if (language_of(text) if text else language) == "en":
                pieces[column] = _english(text)
            elif text and not text.endswith("?"):
                korean.append((row, column))
                cut.append(_without_group(text.removesuffix(".")))
    analysed = kiwi().tokenize([body for body, _ in cut])
    for (row, column), (body, group), tokens in zip(korean, cut, analysed, strict=True):
        parts[row][column] = _korean(body, group, tokens, style) or parts[row][column]
    return [" ".join(pieces) for pieces in parts]


def _korean(body: str, group: str, tokens: Sequence[Token], style: Style) -> str | None:
    new = rewritten(kiwi(), body, tokens, style)
    return new[:-1] + group + new[-1] if new else None


def _without_group(body: str) -> tuple[str, str]:
    """Split a remark in brackets off the end of a sentence."""
    group = _GROUP.search(body)
    return (body[: group.start()], group.group()) if group and group.start() else (body, "")


def _english(text: str) -> str:
    """Return an English sentence without a lead that only agrees, with a capital and a full stop."""
    bare = _LEAD_EN.sub("", text)
    word = _PLAIN_WORD.match(bare)
    if word is not None:
        bare = bare[0].upper() + bare[1:]
    is_sentence = len(bare.split()) > 2 and not regex.search(r"[>→:]|https?://\S+$", bare)
    return bare + "." if is_sentence and regex.search(r"(?<![.!?])[\w)\]\"'”’%]$", bare) else bare
