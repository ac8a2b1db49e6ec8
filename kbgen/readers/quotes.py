"""What the writer of a mail wrote: without the quoted mails below and between it, signatures and footers.

No library does this for Korean: mail-parser-reply calls its Korean untested and knows one attribution line, quotequail
and talon know none. The rules are about the structure that mail programs give to a mail, line by line; each looks at
short lines alone, so that no input makes them slow.
"""

import re
from collections.abc import Sequence

from kbgen.readers.footers import without_ending
from kbgen.readers.markup import own_part, plain
from kbgen.readers.text import clean, squeezed

_MAX_LINE = 400
"""Longer lines are a writer's paragraphs, never a mail program's, in characters."""
_MIN_LINE = 5
"""Shorter ones are none either."""
_ATTRIBUTION_LINES = 4
_HEADER_LINES = 9

_QUOTED = re.compile(r" {0,3}>(?!\S{1,3}<)")  # but not `>_<`
_MARKS = re.compile(r"\A[ >]+")
_DECORATION = " \t-_=*~#·.[]<>|:"
_SEPARATORS = frozenset(
    (
        *("originalmessage", "originalmail", "forwardedmessage", "forwardedmail", "replymessage"),
        *("원본메시지", "원본메세지", "원본메일", "원본이메일", "원문메일", "원문메시지", "이전메시지", "회신원문"),
        *("전달된메시지", "전달된메세지", "전달된메일", "전달메시지", "전달메일"),
        *("元のメッセージ", "元のメール", "転送メッセージ", "転送されたメッセージ"),
    )
)
_UNDECORATED = ("beginforwardedmessage", "전달된메시지시작", "転送されたメッセージ始")
_REPLY_LINE = re.compile(r"\A\W{0,40}(?:##|--|==|\*\*).{0,80}(?:above this line|이 ?(?:줄|선|라인) ?위에)", re.I)
_FROM = re.compile(
    r"[\s*|]{0,4}(?:from|보낸\s?(?:사람|이)|발신(?:인|자)?|발송인|差出人|送信者)\s?\*{0,2}\s?[:：]", re.I
)
_DATED = re.compile(
    r"[\s*|]{0,4}(?:sent|date|subject|보낸\s?(?:날짜|시간|일시)|날짜|일시|제목|日付|日時|送信日時|件名)\s?\*{0,2}\s?[:：]",
    re.I,
)
_LABEL = re.compile(
    r"[\s*|]{0,4}(?:to|cc|bcc|reply-to|importance|받는\s?(?:사람|이)|수신(?:인|자)?|(?:숨은\s?)?참조|중요도|宛先)"
    r"\s?\*{0,2}\s?[:：]",
    re.I,
)
_ADDRESS = re.compile(r"<(?:mailto:)?[^<>@\s]{1,64}@[^<>@\s]{1,200}>")
_TAIL = 60
_AFTER_ADDRESS = re.compile(r">[\s)\]]{0,3}\S{0,14}\s?\S{0,8}\s?[:：]$")
_DATE_FIRST = re.compile(r"\W{0,3}(?:(?:19|20)\d\d|\d{1,2})\s?[-./년年月]")
_OPENINGS = ("on ", "am ", "le ", "el ", "op ", "il ", "em ", "den ")
_VERBS = re.compile(
    r"(?:작성|작성한 (?:글|메시지|메일|내용)|쓴 (?:글|메시지|메일)|보낸 (?:글|메시지|메일)|씀|wrote|schrieb|a écrit|escribió"
    r"|のメール|のメッセージ|書きました|が書いた)\s?[:：]$"
)


def own_words(text: str) -> str:
    """Return what the writer of a plain-text mail wrote, without quoted mails, signatures and footers.

    Unquoted lines between quoted ones stay. Where all is quoted (a bare forward), the quoted text is returned without
    its marks and headers, so that the result is empty for an empty text alone.
    """
    lines = clean(text).split("\n")
    return _joined(_kept(lines) or _forwarded(lines)) or "\n".join(lines)


def own_html(html: str) -> str:
    """Return what the writer of an HTML mail wrote, as plain text; as `own_words`, empty for an empty mail alone."""
    return own_words(own_part(html) or plain(html))


def _joined(runs: Sequence[Sequence[str]]) -> str:
    return re.sub(r"\n{3,}", "\n\n", clean("\n".join("\n".join(run) for run in runs)))


def _kept(lines: Sequence[str]) -> list[list[str]]:
    """Return the stretches of unquoted lines, without their endings and without empty ones."""
    ended = (without_ending(run) for run in _unquoted(lines))
    return [run for run in ended if any(line.strip() for line in run)]


def _unquoted(lines: Sequence[str]) -> list[list[str]]:
    """Return the stretches of lines between quotes, up to where everything else is an earlier mail."""
    runs: list[list[str]] = [[]]
    number = 0
    while number < len(lines):
        if len(lines[number]) < _MIN_LINE and not _QUOTED.match(lines[number]):
            runs[-1].append(lines[number])
            number += 1
            continue
        below = _attribution(lines, number)
        if below > number:
            number = _next_written(lines, below)
            if number == len(lines) or not _QUOTED.match(lines[number]):
                break
            number = _next_unquoted(lines, number)
            runs.append([])
        elif _opens_earlier_mail(lines, number):
            break
        elif _is_quoted(lines, number):
            runs.append([])
            number = _next_unquoted(lines, number)
        else:
            runs[-1].append(lines[number])
            number += 1
    return runs


def _forwarded(lines: Sequence[str]) -> list[list[str]]:
    """Return the text of a mail in which nothing but other mails stands: the newest one of them."""
    bare = [_MARKS.sub("", line, count=1) if _QUOTED.match(line) else line for line in lines]
    number = _next_written(bare, 0)
    while number < len(bare):
        below = max(_attribution(bare, number), _headers(bare, number), number + _is_separator(bare[number]))
        if below == number:
            break
        number = _next_written(bare, below)
    rest = bare[number:]
    return (_kept(lines[number:]) or _kept(rest) or [rest]) if rest else []


def _next_written(lines: Sequence[str], number: int) -> int:
    while number < len(lines) and not lines[number].strip():
        number += 1
    return number


def _next_unquoted(lines: Sequence[str], number: int) -> int:
    while number < len(lines) and _QUOTED.match(lines[number]):
        number += 1
    return number


def _is_quoted(lines: Sequence[str], number: int) -> bool:
    """Tell whether a line is quoted, and not the rest of a wrapped line: `마이페이지` at its end, then `> 쿠폰함`."""
    if not _QUOTED.match(lines[number]):
        return False
    above = lines[number - 1].strip() if number else ""
    alone = number + 1 == len(lines) or not _QUOTED.match(lines[number + 1])
    return not (
        alone and above and not _QUOTED.match(lines[number - 1]) and (">" in above or above.endswith((":", ",")))
    )


def _opens_earlier_mail(lines: Sequence[str], number: int) -> bool:
    """Tell whether all lines from here on are an earlier mail."""
    line = lines[number]
    if _is_separator(line) or _headers(lines, number) > number:
        return True
    if len(line) >= 10 and not line.strip(" _-=*"):
        below = _next_written(lines, number + 1)
        return below < len(lines) and (_headers(lines, below) > below or _is_separator(lines[below]))
    return False


def _is_separator(line: str) -> bool:
    """Tell a line like `-----Original Message-----`, or one that asks to reply above it."""
    if len(line) > _MAX_LINE or not line.strip():
        return False
    if _REPLY_LINE.match(line):
        return True
    bare = line.strip()
    decorated = bare[:2].strip(_DECORATION) == ""
    core = squeezed(bare.strip(_DECORATION)) if decorated or bare.endswith((":", "：")) else ""
    return (decorated and (core in _SEPARATORS or core.startswith("forwardedby"))) or core.startswith(_UNDECORATED)


def _headers(lines: Sequence[str], start: int) -> int:
    """Return the line behind the header of an earlier mail that begins here: its sender, and its date or subject.

    Returns `start` when there is none. The sender and the receiver alone may be those of a parcel.
    """
    if not _FROM.match(lines[start][:_MAX_LINE]):
        return start
    end, dated = start + 1, False
    for number in range(start + 1, min(start + _HEADER_LINES, len(lines))):
        line = lines[number][:_MAX_LINE]
        if _DATED.match(line):
            end, dated = number + 1, True
        elif _LABEL.match(line):
            end = number + 1
        elif number - end >= 2 or not line.strip() or _FROM.match(line):
            break
    return end if dated else start


def _attribution(lines: Sequence[str], start: int) -> int:
    """Return the line behind an attribution (`On … wrote:`) that begins here, over up to four lines, or `start`."""
    for end in range(start + 1, min(start + _ATTRIBUTION_LINES, len(lines)) + 1):
        last = lines[end - 1]
        if len(last) > _MAX_LINE or not last.strip() or _QUOTED.match(last):
            return start
        if not last.rstrip().endswith((":", "：")):
            continue
        joined = [" ".join(map(str.strip, lines[first:end])) for first in range(start, end)]
        found = [_is_attribution(line) for line in joined]
        return end if found[0] and not any(found[1:]) else start
    return start


def _is_attribution(line: str) -> bool:
    """Tell a line that says who wrote what follows and when: it has a date, and a verb or a mail address at its end."""
    if len(line) > _MAX_LINE or not any(map(str.isdigit, line)):
        return False
    verb, address = _VERBS.search(line), _ADDRESS.search(line)
    dated = _DATE_FIRST.match(line) is not None or line.lower().startswith(_OPENINGS)
    if verb:
        return dated or address is not None
    return dated and address is not None and _AFTER_ADDRESS.search(line[-_TAIL:]) is not None
