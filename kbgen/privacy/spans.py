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


class Taken:
    """The places of a text that spans have claimed, to be asked in constant time."""

    def __init__(self, length: int, spans: Iterable[Span] = ()) -> None:
        self._claimed = bytearray(length)
        self._starts: dict[int, Span] = {}
        self._ends: dict[int, Span] = {}
        for span in spans:
            self.add(span)

    def add(self, span: Span) -> None:
        """Claim a span's characters."""
        self._claimed[span.start : span.end] = b"\1" * (span.end - span.start)
        self._starts[span.start] = span
        self._ends[span.end] = span

    def overlaps(self, start: int, end: int) -> bool:
        """Say whether a span holds a character of [start, end)."""
        return 1 in self._claimed[start:end]

    def before(self, at: int, reach: int) -> Span | None:
        """Return the span that ends at most `reach` characters before `at`."""
        return next((self._ends[i] for i in range(at, at - reach - 1, -1) if i in self._ends), None)

    def after(self, at: int, reach: int) -> Span | None:
        """Return the span that starts at most `reach` characters after `at`."""
        return next((self._starts[i] for i in range(at, at + reach + 1) if i in self._starts), None)
