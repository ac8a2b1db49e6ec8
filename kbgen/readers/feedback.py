"""Tables that hold no dialogue: one customer's words a row (reviews, surveys), or a question with its answer (boards).

A table that may be a dialogue whose role column is not recognised is never taken for one of these: the answers of
agents would be read as words of customers. The values tell: ids that come again from row to row, or a column of few
values that changes inside the groups of another column as speakers do.
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC
from itertools import pairwise
from types import MappingProxyType

from kbgen.readers.base import Settings
from kbgen.readers.headers import Columns, Part, candidates, columns, doubtful_role, key_of, role_of
from kbgen.readers.text import squeezed
from kbgen.readers.times import moment_or_none
from kbgen.readers.words import ATTRIBUTES, NO, NOTHING, OPINIONS, SCORES, YES

Rows = Sequence[Sequence[object]]

_ID_WORDS = frozenset({"id", "key", "no", "number", "번호"})
"""Names of an id that do not say of what; that they differ from row to row does not show that rows are conversations."""
_AGAIN = 0.2
"""When the ids of a larger share of the rows come again, rows are no conversations."""
_SPEAKERS = range(2, 7)
_MOST = 0.8
_MAX_SPEAKER = 20
_LOOKED_AT = 40
"""So many columns are looked at for speakers and for groups."""
_FREE_TEXT = 5
"""The mean length of free text is at least so many characters."""
_ASKS = re.compile(r"[?？]|(?:요|까|시오|세요|주십시오|니다|점|이유|의견|사항|것|바람)[.:)\s]*$")
_WORDS = 4
_MORE = re.compile(r"(?:추가|재|후속|additional|followup)?(.+?)\d*")
_LONG = 100
_CHOSEN = frozenset(SCORES) | YES | NO | NOTHING | {""}
_NUMBER = re.compile(r"[-+]?[\d.,:/%\s-]+")


def find_table(rows: Rows, settings: Settings) -> tuple[int, Columns] | None:
    """Return (index, columns) of the header of a table; None if no row is like one.

    What misses a column for a dialogue is looked at for feedback, and for questions with answers.
    """
    known = [
        (index, shaped(found, rows[index + 1 :], settings))
        for index, found in candidates(rows, settings)
        if len(found.of) >= 2 and not _comes_again(found, rows[index + 1 :])
    ]
    best = max(known, key=_rank, default=None)
    return _survey(rows, settings) or best if best is None or best[1].missing else best


def shaped(found: Columns, sample: Rows, settings: Settings) -> Columns:
    """Return columns with the `parts` of a table that holds no dialogue; unchanged for any other."""
    sample = [row for row in sample if any(cell not in (None, "") for cell in row)]
    doubtful = doubtful_role(found, sample, settings)
    if not sample or ("role" in found.of and not doubtful):
        return found
    parts = _answered(found, sample, settings) or _feedback(found, sample)
    if not parts:
        return found
    taken = {part.index for part in parts}
    of = {key: index for key, index in found.of.items() if key != "role" and index not in taken}
    if "conversation_id" not in of and (index := found.of.get("message_id")) is not None and not _counts(index, sample):
        of["conversation_id"] = index
    return Columns(MappingProxyType(of), found.headers, parts)


def repeats(rows: int, conversations: int) -> bool:
    """Tell whether so many rows of so few conversations are more than rows that were exported twice."""
    return rows - conversations > _AGAIN * rows


def _rank(pair: tuple[int, Columns]) -> tuple[int, bool, int]:
    """Of two rows alike, a dialogue is surer than other tables, and what has more known columns than what has fewer."""
    columns = pair[1]
    return -len(columns.missing), not columns.parts, len(columns.of) + len(columns.parts)


def _answered(found: Columns, sample: Rows, settings: Settings) -> tuple[Part, ...]:
    """Return the question and answer columns, and further ones named like them, in their order in the table."""
    of = found.of
    question = next((of[key] for key in ("question", "text", "subject") if key in of), None)
    answer = of.get("answer", of.get("text") if "question" in of else None)
    if answer is None or question is None:
        return ()
    asked = _cells(question, sample)
    if "question" in of and len(asked) >= 6 and len(set(map(str, asked))) * 3 <= len(asked):
        return Part("bot", "", question), Part("customer", "", answer)  # a survey: the same questions to everybody
    if "answer" not in of:
        return ()
    parts = {question: Part("customer", "", question), answer: Part("agent", "", answer)}
    for index, header in enumerate(found.headers):
        word = squeezed(header)
        more = _MORE.fullmatch(word)
        key = key_of(more[1], settings) if more and more[1] != word else None
        if key and index not in parts and key[0] in ("question", "text", "answer"):
            parts[index] = Part("agent" if key[0] == "answer" else "customer", "", index)
    return tuple(parts[index] for index in sorted(parts))


def _feedback(found: Columns, sample: Rows) -> tuple[Part, ...]:
    """Return the columns of what customers wrote; with several, each is said to be asked by its header."""
    known = found.of.get("text", found.of.get("question"))
    taken = set(found.of.values()) - {known}
    texts = [
        index
        for index, header in enumerate(found.headers)
        if index == known or (index not in taken and _is_question(header) and _is_free(_cells(index, sample)))
    ]
    if not texts or _is_talk(found, texts, sample):
        return ()
    if len(texts) == 1:
        return (Part("customer", "", texts[0]),)
    return tuple(Part("customer", found.headers[index], index) for index in texts)


def _survey(rows: Rows, settings: Settings) -> tuple[int, Columns] | None:
    """Return the header of a table of which the headers are questions, by its place and by the cells below it."""
    wide = max((sum(cell not in (None, "") for cell in row) for row in rows), default=0)
    for index, row in enumerate(rows[:10]):
        cells = [cell for cell in row if cell not in (None, "")]
        if len(cells) < 2 or len(cells) * 2 < wide:
            continue
        below = rows[index + 1 :]
        named = all(isinstance(cell, str) and not _NUMBER.fullmatch(cell) for cell in cells)
        if not named or len(below) < 2 or any(role_of(cell, settings.roles) for cell in cells):
            return None
        found = columns(row, below, settings)
        if not _comes_again(found, below) and (of := shaped(found, below, settings)).feedback:
            return index, of
        return None
    return None


def _comes_again(found: Columns, below: Rows) -> bool:
    """Tell whether the cells of a row that would be headers stand in their columns again, as contents do."""
    return any(
        header and any(index < len(row) and row[index] == header for row in below)
        for index, header in enumerate(found.headers[:_LOOKED_AT])
    )


def _is_talk(found: Columns, texts: Sequence[int], sample: Rows) -> bool:
    """Tell whether rows look like messages of dialogues."""
    for key in ("conversation_id", "message_id"):
        if (ids := found.of.get(key)) is None:
            continue
        values = [str(cell) for cell in _cells(ids, sample)]
        counts = Counter(values)
        if sum(count for count in counts.values() if count > 1) > _AGAIN * len(values):
            return True
        if squeezed(found.headers[ids]) not in _ID_WORDS and len(values) > _MOST * len(sample):
            return False
    apart = {*texts, *(found.of[key] for key in ("at", "day", "clock", "csat", "answered") if key in found.of)}
    looked_at = range(min(len(found.headers), _LOOKED_AT))
    speakers = [index for index in looked_at if index not in apart and _few(found, index, sample)]
    for speaker in speakers:
        for group in looked_at:
            if group != speaker and group not in apart and _takes_turns(speaker, group, sample):
                return True
    if {squeezed(found.headers[index]) for index in texts} & OPINIONS or "csat" in found.of:
        return False
    return any(_changes([str(row[i]) for row in sample if i < len(row)]) > 0.3 for i in speakers) and len(texts) == 1


def _few(found: Columns, index: int, sample: Rows) -> bool:
    """Tell whether a column's values are few, short and no measures, as the names of two or three speakers are."""
    known = next((key for key, i in found.of.items() if i == index), "role")
    if known not in ("role", "author", "agent", "name") or squeezed(found.headers[index]) in ATTRIBUTES:
        return False
    values = [str(cell).strip() for cell in _cells(index, sample)]
    distinct = set(values)
    return (
        len(values) >= 4
        and len(distinct) in _SPEAKERS
        and len(distinct) * 2 <= len(values)
        and all(len(value) <= _MAX_SPEAKER and not _NUMBER.fullmatch(value) for value in distinct)
        and not {squeezed(value) for value in distinct} <= (YES | NO)
    )


def _takes_turns(speaker: int, group: int, sample: Rows) -> bool:
    """Tell whether rows stand in groups of which nearly each has several speakers, and the same one begins."""
    runs: list[tuple[str, list[str]]] = []
    for row in sample:
        key, who = (str(row[index]).strip() if index < len(row) else "" for index in (group, speaker))
        if runs and runs[-1][0] == key:
            runs[-1][1].append(who)
        elif key:
            runs.append((key, [who]))
    talks = [speakers for _, speakers in runs if len(speakers) > 1]
    if len(talks) < 2 or sum(map(len, talks)) < 0.6 * len(sample) or len({key for key, _ in runs}) < len(runs) * _MOST:
        return False
    first = Counter(speakers[0] for speakers in talks).most_common(1)[0][1]
    return min(sum(len(set(speakers)) > 1 for speakers in talks), first) >= _MOST * len(talks)


def _changes(values: Sequence[str]) -> float:
    """Return in what share of neighbours the values differ."""
    return sum(a != b for a, b in pairwise(values)) / max(len(values) - 1, 1)


def _counts(index: int, sample: Rows) -> bool:
    """Tell whether a column only numbers the rows: the same row has another number in the next export."""
    values = [str(cell).strip().removesuffix(".0") for cell in _cells(index, sample)]
    numbers = [int(value) for value in values if len(value) < 20 and value.isascii() and value.isdigit()]
    steps = {b - a for a, b in pairwise(numbers)}
    return 0 < len(numbers) == len(values) and (steps <= {1} or steps <= {-1})


def _cells(index: int, sample: Rows) -> list[object]:
    return [row[index] for row in sample if index < len(row) and row[index] not in (None, "")]


def _is_question(header: str) -> bool:
    return bool(_ASKS.search(header)) or len(header.split()) >= _WORDS or squeezed(header) in OPINIONS


def _is_free(cells: Sequence[object]) -> bool:
    """Tell whether cells hold what people wrote, rather than chose or counted."""
    if not all(isinstance(cell, str) for cell in cells):
        return False
    texts = [text for cell in cells if squeezed(text := str(cell).strip()[:_LONG]) not in _CHOSEN]
    if not texts or len(set(texts)) * 2 <= len(texts):
        return False
    if any(_NUMBER.fullmatch(text) or moment_or_none(text, UTC) for text in texts[:20]):
        return False
    return sum(map(len, texts)) >= _FREE_TEXT * len(texts)
