"""A prefix tree of terms: what begins with a prefix, and what is within some edits of a term."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Trie:
    """A set of terms by their letters; `term` is empty at a node where none ends."""

    below: dict[str, "Trie"] = field(default_factory=dict)
    term: str = ""

    @classmethod
    def of(cls, terms: Iterable[str]) -> "Trie":
        """Return the tree of the terms; an empty term is none."""
        root = cls()
        for term in terms:
            node = root
            for letter in term:
                node = node.below.setdefault(letter, cls())
            node.term = term
        return root

    def longer(self, prefix: str) -> list[str]:
        """Return the terms that begin with a prefix and are longer, sorted."""
        node: Trie | None = self
        for letter in prefix:
            node = node.below.get(letter) if node else None
        found: list[str] = []
        stack = list(node.below.values()) if node else []
        while stack:
            at = stack.pop()
            if at.term:
                found.append(at.term)
            stack += at.below.values()
        return sorted(found)

    def within(self, term: str, most: int) -> list[tuple[str, int]]:
        """Return the terms at a Levenshtein distance of at most `most`, each with its distance, sorted."""
        found: list[tuple[str, int]] = []
        stack = [(self, list(range(len(term) + 1)))]
        while stack:
            node, above = stack.pop()
            if node.term and above[-1] <= most:
                found.append((node.term, above[-1]))
            for letter, child in node.below.items():
                row = [above[0] + 1]
                for i, own in enumerate(term):
                    row.append(min(above[i] + (own != letter), above[i + 1] + 1, row[i] + 1))
                if min(row) <= most:
                    stack.append((child, row))
        return sorted(found)
