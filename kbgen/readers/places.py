"""Where each conversation's rows stand in a file, so that a file of any size is read with little memory.

Any row of a table may belong to any conversation. A first pass over the file remembers the places of the rows, a
second one reads each conversation whole, from its places.
"""

from array import array
from collections.abc import Iterator


class Places:
    """The stretches of a file that hold each conversation's rows; rows that follow each other are one stretch."""

    def __init__(self) -> None:
        self._of: dict[str, array[int]] = {}

    def __len__(self) -> int:
        return len(self._of)

    def add(self, conversation: str, start: int, end: int) -> None:
        """Remember that a row of a conversation stands in the bytes [start, end)."""
        places = self._of.get(conversation)
        if places is None:
            self._of[conversation] = array("q", (start, end))
        elif places[-1] == start:
            places[-1] = end
        else:
            places.extend((start, end))

    def __iter__(self) -> Iterator[tuple[str, list[tuple[int, int]]]]:
        """Yield each conversation and its stretches, in the order of their first rows."""
        for conversation, places in self._of.items():
            yield conversation, list(zip(places[::2], places[1::2], strict=True))
