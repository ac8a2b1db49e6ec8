"""Topics that fell into pieces, told by what agents disagree about: the same two values given to nearly the same question."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from kbgen.mining.disagreements import sides_of
from kbgen.models import Topic


def pieces(topics: Sequence[Topic], made: Collection[str]) -> Mapping[str, str]:
    """Return the topics of `made` that are a piece of another one, each with the topic it belongs to.

    Disagreements are looked for across topics that ask nearly the same, so two of them that hold the same one ask the
    same; what tells them apart is only how the agents worded it. A topic that was there before takes the pieces of a
    new one, else the largest does; two topics that were there before are a person's to join.
    """
    holders: dict[tuple[str, frozenset[object]], list[Topic]] = defaultdict(list)
    for topic in topics:
        for same in dict.fromkeys((d.kind, sides_of(d)) for d in topic.disagreements):
            holders[same].append(topic)
    home: dict[str, str] = {}
    for topics_alike in holders.values():
        whole = min(topics_alike, key=lambda t: (t.id in made, -len(t.conversations), t.id))
        home |= {t.id: whole.id for t in topics_alike if t is not whole and t.id in made and t.id not in home}
    return {piece: _root(home, piece) for piece in home}


def _root(home: Mapping[str, str], piece: str) -> str:
    """Follow a piece to a topic that is no piece itself; each step leads to one that comes before in one order of all."""
    return _root(home, home[piece]) if piece in home else piece
