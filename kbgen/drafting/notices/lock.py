"""The fact lock of a whole page: what a person or a merge wrote must not name a number that the notice does not."""

import html
import re
from collections.abc import Iterable

from kbgen.drafting.notices.answers import locked
from kbgen.drafting.notices.page import said_of
from kbgen.drafting.notices.statements import split_sentences
from kbgen.errors import Problem
from kbgen.models import Notice

_ESCAPED = re.compile(r"\\(\W)")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
_BARE_LINK = re.compile(r"<?https?://[^\s<>)]+>?")
_MARK = re.compile(r"^\s*(?:#{1,6}\s+|>\s?|[-*+]\s+|\d{1,3}[.)]\s+)*")
_EMPHASIS = re.compile(r"\*\*|__|`")
_COMMENT = re.compile(r"<!--.*?-->", re.S)


def quotes_of(notice: Notice) -> tuple[str, ...]:
    """Return all that a notice says and kbgen kept of it: its title, its period, its statements, each once."""
    parts = (
        notice.title,
        *said_of(notice),
        *notice.eligibility,
        *notice.benefits,
        *notice.steps,
        *notice.conditions,
        *notice.exclusions,
        *notice.contact,
        *(sentence for answered in notice.questions for sentence in answered.evidence),
    )
    return tuple(dict.fromkeys(part for part in parts if part))


def fact_problems(body: str, quotes: Iterable[str], where: str = "") -> list[Problem]:
    """Return a problem for each sentence of a page's Markdown whose numbers, dates, times or amounts no quote has.

    `quotes` are what the notice says (`quotes_of`); `where` is the page's path. Addresses of links and the numbers of
    a list's steps are no facts. Empty when all facts hold.
    """
    said = tuple(quotes)
    found = []
    blank = _COMMENT.sub(lambda match: "\n" * match.group().count("\n"), body)
    for number, line in enumerate(blank.split("\n"), 1):
        for sentence in split_sentences(_plain(line)):
            if not locked(sentence, said):
                place = f"{where}: line {number} of its text" if where else f"line {number}"
                found.append(
                    Problem(
                        place,
                        "names a number, date or amount that the notice does not",
                        "correct it to the notice, or put it into the notice and run `kbgen notice` again",
                    )
                )
                break
    return found


def _plain(line: str) -> str:
    """Return a line of Markdown as it is read, without marks and the addresses of links."""
    line = _MARK.sub("", line)
    line = _BARE_LINK.sub(" ", _LINK.sub(r"\1", line))
    return html.unescape(_ESCAPED.sub(r"\1", _EMPHASIS.sub("", line))).strip()
