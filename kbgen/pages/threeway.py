"""Merging two changed versions of a text, line by line, around what they have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Clash:
    """A place that both sides changed differently: the lines as they were, as a person has them, as kbgen would."""

    base: tuple[str, ...]
    ours: tuple[str, ...]
    theirs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """The lines with the changes of both sides, and where these clash; there the lines are ours."""

    lines: tuple[str, ...]
    clashes: tuple[Clash, ...]


def merge3(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Merged:
    """Return the lines with both sides' changes to `base`."""
    merged: list[str] = []
    clashes: list[Clash] = []
    at_base = at_ours = at_theirs = 0
    for start, ours_start, theirs_start, length in [
        *_anchors(base, ours, theirs),
        (len(base), len(ours), len(theirs), 0),
    ]:
        before, mine, other = base[at_base:start], ours[at_ours:ours_start], theirs[at_theirs:theirs_start]
        if mine == other or other == before:
            merged += mine
        elif mine == before:
            merged += other
        else:
            merged += mine
            clashes.append(Clash(tuple(before), tuple(mine), tuple(other)))
        merged += base[start : start + length]
        at_base, at_ours, at_theirs = start + length, ours_start + length, theirs_start + length
    return Merged(tuple(merged), tuple(clashes))


def _anchors(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Return the runs of lines that all three have, as (base, ours, theirs, length), in order."""
    found: list[tuple[int, int, int, int]] = []
    left = [(b.a, b.b, b.size) for b in SequenceMatcher(None, base, ours, autojunk=False).get_matching_blocks()]
    right = [(b.a, b.b, b.size) for b in SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()]
    for base_l, ours_l, size_l in left:
        for base_r, theirs_r, size_r in right:
            start, end = max(base_l, base_r), min(base_l + size_l, base_r + size_r)
            if start < end:
                found.append((start, ours_l + start - base_l, theirs_r + start - base_r, end - start))
    return found
