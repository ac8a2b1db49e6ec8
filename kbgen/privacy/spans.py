"""What finding yields: spans of a text, and what is known about its people beforehand."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of personal data: offsets in code points of the input text, its type, and which rule found it."""

    start: int
    end: int
    type: str
    why: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the record tells: the customer's names, mails and phones; the agents' names, which stay as they are."""

    names: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sort spans and join those that overlap; the longer of two gives the type, the first of equals wins."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        last = merged[-1] if merged else None
        if last is None or span.start >= last.end:
            merged.append(span)
            continue
        main = span if span.end - span.start > last.end - last.start else last
        merged[-1] = Span(last.start, max(last.end, span.end), main.type, main.why)
    return tuple(merged)


def overlaps(start: int, end: int, spans: Iterable[Span]) -> bool:
    """Say whether [start, end) shares a character with any of the spans."""
    return any(start < span.end and span.start < end for span in spans)
