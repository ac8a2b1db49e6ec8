"""Blocks of any format → blocks in which each question the notice asks itself is a heading above its own answer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from kbgen.readers.notice_blocks import MAX_BLOCKS, Block

_Q = re.compile(r"^(?:Q\s*\d{0,2}|질문\s*\d{0,2}|문)\s*[.:：)\]]\s*", re.I)
_A = re.compile(r"^(?:A\s*\d{0,2}|답변?\s*\d{0,2})\s*[.:：)\]]\s*", re.I)
_A_INSIDE = re.compile(r"(?<=[?.!])\s+(?:A\s*\d{0,2}|답변?)\s*[.:：)]\s+", re.I)
_ROW = re.compile(
    r"^([^|]{3,120}?(?:\?|[나까가]요))\s*(?::|\|(?:\s*(?:답변?|내용|answers?)\s*:)?)\s*(\S.*)$", re.I | re.S
)
_KOREAN = re.compile(r"(?:나요|까요|가요|돼요|면요|은요|는요|죠|지요|니까)\s*\?$")
_TO_READER = re.compile(
    r"(?:시나요|셨나요|신가요|실까요|십니까|셨습니까|시겠습니까|시죠|셨죠|볼까요|할까요|떠날까요)\s*\?$"
)
_ENGLISH = re.compile(r"^(?:how|what|when|where|who|why|which|can|do|does|is|are|will|may|should)\b.*\?$", re.I)
_TO_READER_EN = re.compile(r"^(?:are|do|can|will|is) you(?:r)?\b|^(?:what|why|how) (?:are|about) you\b", re.I)
_FAQ = re.compile(r"궁금|자주 ?(?:묻는|하는)|질문|Q\s?&\s?A|\bfaqs?\b|\bquestions\b", re.I)
_SMALL = re.compile(r"^\s*※\s*")
_SMALL_PRINT = re.compile(r"(?:^|\s+)※\s*")
_LONGEST = 80
_BOLD = 5
"""Headings of this level and below are bold lines."""

_FEW = 2
_LEADS_ON = re.compile(r"[:：]$|(?:다음과|아래와?) ?같|아래|다음|following")
_WITH_ANSWER = re.compile(r"^([^?]{4,80}\?)\s+(\S.*)$", re.S)

_HOW = re.compile(r"방법|절차|순서|어떻게|이렇게|하는 법|how\b|steps?\b", re.I)
_DOING = re.compile(
    r"[.!?]$|(?:요|다|기|함|후)$|누르|클릭|터치|선택하|입력하|접속하|이동하|[>→]|^(?:click|tap|open|go|enter)\b", re.I
)
_NOTE = re.compile(r"^\W*(?:꼭|반드시|미리)?\s*(?:확인|읽어|유의|주의|알아 ?두|참고)[^.]{0,14}$")
"""A line that announces what to mind, above its list."""

_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class _Part:
    """A block, or what was cut out of one: a question, its answer, or neither; `whole` questions have theirs beside them."""

    mark: Literal["question", "answer", ""]
    block: Block
    whole: bool = False


def with_questions(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with small print cut at its marks, numbered names of sections as headings, and each question
    that is answered as a heading of its own, whatever it was written as: `Q.` and `A.`, rows, a line above its answer.
    """
    cut = list(islice((piece for block in _bold_questions(blocks) for piece in _small_print(block)), MAX_BLOCKS))
    found = _at_the_foot(_under_questions([part for block in _numbered(cut) for part in _parts(block)]))
    return [replace(block, text=_SMALL.sub("", block.text)) if block.kind == "item" else block for block in found]


def _bold_questions(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield questions that were headings only for being bold as lines above their answers, under the heading before them."""
    section, asked = "", ""
    for block in blocks:
        if block.kind == "heading" and block.level >= _BOLD and is_question(_Q.sub("", block.text)):
            asked = block.text
            yield Block("paragraph", 0, block.text, section)
            continue
        if block.kind == "heading":
            section, asked = ("" if block.level == 1 else block.text), ""
        yield replace(block, section=section) if asked and block.section == asked else block


def _at_the_foot(blocks: list[Block]) -> list[Block]:
    """Return the blocks with the small print below all others out of the last section: it is about the whole notice."""
    end = len(blocks)
    while end and blocks[end - 1].kind == "paragraph" and len(blocks[end - 1].text) <= _LONGEST_NAME:
        end -= 1
    start = end
    while start and _SMALL.match(blocks[start - 1].text):
        start -= 1
    if end - start < _FEW:
        return blocks
    return [*blocks[:start], *(replace(block, section="") for block in blocks[start:end]), *blocks[end:]]


def _small_print(block: Block) -> Iterator[Block]:
    first, *notes = _SMALL_PRINT.split(block.text) if block.kind in ("paragraph", "item", "quote") else (block.text,)
    if not notes:
        yield block
        return
    if first:
        yield replace(block, text=first if block.kind == "paragraph" else f"※ {first}")
    for note in filter(None, notes):
        yield replace(block, kind="item", text=f"※ {note}")


def _parts(block: Block) -> Iterator[_Part]:
    text = block.text
    if block.kind == "heading":
        yield _Part("", replace(block, text=_Q.sub("", text)) if _asks(_Q.sub("", text)) else block)
        return
    block = replace(block, section=_Q.sub("", block.section)) if _asks(block.section) else block
    if block.kind == "alt":
        yield _Part("", block)
    elif block.kind == "row":
        yield from _of_row(block)
    elif match := _Q.match(text):
        question, *answer = _A_INSIDE.split(text[match.end() :], maxsplit=1)
        yield _Part("question", replace(block, text=question))
        if answer:
            yield _Part("answer", replace(block, kind="paragraph", text=answer[0]), whole=True)
    elif match := _A.match(text):
        yield _Part("answer", replace(block, kind="paragraph", text=text[match.end() :]))
    elif len(text) <= _LONGEST and is_question(text):
        yield _Part("question", block)
    elif (match := _WITH_ANSWER.match(text)) and is_question(match[1]) and "?" not in match[2]:
        yield _Part("question", replace(block, text=match[1]), whole=True)
        yield _Part("answer", replace(block, kind="paragraph", text=match[2]))
    else:
        yield _Part("", block)


def _of_row(block: Block) -> Iterator[_Part]:
    match = _ROW.match(block.text)
    if match is None or " | " in match[2]:
        yield _Part("", block)
        return
    yield _Part("question", replace(block, kind="paragraph", text=_Q.sub("", match[1])), whole=True)
    yield _Part("answer", replace(block, kind="paragraph", text=_A.sub("", match[2])))


def is_question(text: str) -> bool:
    """Tell whether a line is a question as customers ask it, and not one that the notice asks its reader."""
    if _KOREAN.search(text):
        return _TO_READER.search(text) is None
    return _ENGLISH.search(text) is not None and _TO_READER_EN.search(text) is None


def _asks(heading: str) -> bool:
    return heading.endswith("?")


def _under_questions(parts: Sequence[_Part]) -> list[Block]:
    """Put answers under their questions; a question that nothing answers stays what it was."""
    out: list[Block] = []
    question: _Part | None = None
    first: Block | None = None
    faqs = {p.block.section for p in parts if p.mark == "question" and _FAQ.search(p.block.section)}
    for at, part in enumerate(parts):
        block = part.block
        following = parts[at + 1] if at + 1 < len(parts) else None
        if part.mark == "question" and _is_answered(part, following):
            if question is None or question.block.text != block.text:
                out.append(Block("heading", 6, block.text, ""))
            question, first = part, None
        elif question is not None and _belongs(part, question, first, parts[at + 1 :]):
            out.append(replace(block, section=question.block.text))
            first = first or block
        else:
            if block.kind == "heading" or part.mark != "answer":
                question = None
            out.append(replace(block, section="") if block.section in faqs and question is None else block)
    return out


def _is_answered(part: _Part, following: _Part | None) -> bool:
    return (
        following is not None
        and following.mark != "question"
        and following.block.kind != "heading"
        and following.block.section == part.block.section
    )


def _belongs(part: _Part, question: _Part, first: Block | None, rest: Sequence[_Part]) -> bool:
    """Whether a part answers the question above: all between two questions does, and after the last one only what its answer
    (`first`) announces or begins as a list."""
    block = part.block
    if block.kind == "heading" or block.section != question.block.section or _SMALL.match(block.text):
        return False
    if part.mark == "answer" or first is None:
        return True
    if question.whole or (block.section and not _FAQ.search(block.section) and block.kind == "paragraph"):
        return False
    more = next((p for p in rest if p.mark == "question" or p.block.kind == "heading"), None)
    between = more is not None and more.mark == "question" and more.block.section == block.section
    listed = block.kind in ("item", "step", "row")
    return between or (listed and (first.kind == block.kind or bool(_LEADS_ON.search(first.text))))


def _numbered(blocks: Sequence[Block]) -> list[Block]:
    """Make headings of lines that only name what is listed below them: numbered, they are no steps of instructions."""
    out: list[Block] = []
    section: str | None = None
    outer = ""
    for at, block in enumerate(blocks):
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        if block.kind == "heading" or block.section != outer:
            section, outer = None, block.section
        below = following is not None and following.kind in ("item", "step") and following.section == block.section
        noted = block.kind == "paragraph" and below and _NOTE.search(block.text)
        if noted or (block.kind == "step" and _is_name(block) and _has_below(at, blocks, following)):
            section = block.text
            out.append(Block("heading", 4, block.text, ""))
        elif section is not None:
            out.append(replace(block, section=section))
        else:
            out.append(block)
    return out


def _is_name(block: Block) -> bool:
    return len(block.text) <= _LONGEST_NAME and not _DOING.search(block.text) and not _HOW.search(block.section)


def _has_below(at: int, blocks: Sequence[Block], following: Block | None) -> bool:
    """Whether something stands below a numbered line; paragraphs count when they stand below others of its kind too."""
    if following is None or following.section != blocks[at].section:
        return False
    if following.kind in ("item", "row"):
        return True
    if following.kind != "paragraph":
        return False
    beside = [b for i, b in enumerate(blocks) if i != at and b.kind == "step" and b.section == blocks[at].section]
    return bool(beside) and all(
        i + 1 < len(blocks) and blocks[i + 1].kind in ("paragraph", "item", "row")
        for i, b in enumerate(blocks)
        if b.kind == "step" and b.section == blocks[at].section
    )
