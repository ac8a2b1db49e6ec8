"""What a notice is once its format is out of the way: blocks of plain text, each under its heading."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "step", "row", "quote", "alt"]

MAX_BLOCKS = 1000
"""Blocks beyond this are left out: no notice has so many, and everything after reading is at least linear in them."""

MAX_BLOCK = 2000
"""Characters kept of one block."""

_TAG = (
    r"(?:\{\{[^{}]{0,80}\}\}|\{%[^{}]{0,80}%\}|%%[^%\s]{1,60}%%|\*\|[^|\s]{1,60}\|\*"
    r"|[#$]\{[^{}]{1,60}\}"
    r"|<%[^<>]{0,80}%>|%[A-Z][A-Z_]{2,40}%)"
)
_TO_SOMEBODY = re.compile(rf"{_TAG}\s*(?:고객|회원)?\s*님")
_MERGE = re.compile(rf"{_TAG}")
_INVISIBLE = re.compile("[\u00ad\u034f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u0000-\u0008\u000e-\u001f]")
_SPACE = re.compile(r"\s+")

_BULLET = re.compile(r"^(?:[·•∙‧・▪▫◦●○※✓✔☑✅▶▷►▸☞*]+|[-–—](?=\s))\s*")
_STEP = re.compile(
    (
        r"^(?:[①-⑳]\s*|\d{1,2}[.)]\s+(?!\d{1,2}\s*[.월])|[가나다라마바사아자차카타파하][.)]\s+"
        r"|(?:step|단계)\s*\d{1,2}\s*[.:)]?\s+)"
    ),
    re.I,
)

_FOOTER = re.compile(
    r"수신\s?거부|unsubscribe|본 메일은|발신\s?전용|광고 수신|수신에? 동의하|사업자\s?등록"
    r"|통신\s?판매업|대표(?:이사|자)?\s?:"
    r"|copyright|©|\(c\)\s?\d{4}|all rights reserved|웹에서 보기|브라우저에서 보기|view "
    r"(?:this email )?in (?:your )?browser"
    r"|view (?:it )?online|메일이 (?:잘|제대로) (?:안 )?보이|you(?:'re| are) receiving this"
    r"|manage (?:your )?preferences"
    r"|email preferences|쿠키를 사용|we use cookies|개인정보\s?처리방침|privacy policy",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a notice: its kind, the level of a heading (0 for the others), its text, and the nearest heading above.

    A `row` is `label: value`, or `key | header: value | header: value` for a row of a table with headers.
    """

    kind: BlockKind
    level: int
    text: str
    section: str


@dataclass(frozen=True, slots=True)
class NoticeText:
    """A notice without its format: the file's path as given, its title as written, its blocks in order, and what the
    file says about itself (front matter, Open Graph, JSON-LD) as key and value."""

    source: str
    title: str
    blocks: tuple[Block, ...]
    meta: tuple[tuple[str, str], ...]


def clean(text: str) -> str:
    """Return one line of `text` in NFC, without merge tags, invisible characters and double spaces."""
    text = without_merge_tags(unicodedata.normalize("NFC", _INVISIBLE.sub("", text)))
    return re.sub(r" +([,.!?])(?=\s|$)", r"\1", _SPACE.sub(" ", text)).strip()


def without_merge_tags(text: str) -> str:
    """Return `text` without the places that a mailing tool fills in; somebody's name before 님 becomes 고객님."""
    return _MERGE.sub("", _TO_SOMEBODY.sub("고객님", text))


def is_footer(text: str) -> bool:
    """Whether a block is the small print of a mail or a site (unsubscribing, company data, cookies)."""
    return bool(_FOOTER.search(text))


def marked(line: str) -> tuple[BlockKind | None, str]:
    """Return what the mark at the start of `line` makes of it (item, step, or nothing), and the line without the mark."""
    if match := _STEP.match(line):
        return "step", line[match.end() :].strip()
    if match := _BULLET.match(line):
        return "item", line[match.end() :].strip()
    return None, line


_JOINING = re.compile(
    r"(?:[가-힣](?:면|고|며|서|에|을|를|은|는|의|와|과|도|로|게|여|위해|및|또는|까지|부터)"
    r"|[,·&(]|\b(?:and|or|the|to|of|for|with|a|in|on))$"
)


def runs_on(line: str, following: str) -> bool:
    """Whether `following` continues the sentence that `line` began, so that the break between them is only layout."""
    return bool(following) and (bool(_JOINING.search(line[-20:])) or following[0].islower() or following[0] in "([")


@dataclass(slots=True)
class Builder:
    """Collects blocks in order and gives each its section."""

    blocks: list[Block] = field(default_factory=list)
    section: str = ""

    def add(self, kind: BlockKind, text: str, level: int = 0) -> None:
        """Add a block unless it is empty, small print, or there are too many."""
        text = clean(text)[:MAX_BLOCK]
        if not any(c.isalnum() for c in text) or is_footer(text) or len(self.blocks) >= MAX_BLOCKS:
            return
        self.blocks.append(Block(kind, level, text, "" if kind == "heading" else self.section))
        if kind == "heading":
            self.section = "" if level == 1 else text
