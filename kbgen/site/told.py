"""What machines are told of one page: its data for search engines, its twin for AI agents, and a hash of what it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

from kbgen.site import structured, twins
from kbgen.site.entries import Entry
from kbgen.site.markup import tree


@dataclass(frozen=True, slots=True)
class Source:
    """All that it is made of: `html` is the page's, `meta` what its twin says of it, `over` a sentence or empty."""

    entry: Entry
    about: structured.About
    meta: Mapping[str, str]
    over: str
    html: str


@dataclass(frozen=True, slots=True)
class Told:
    """The page's HTML with anchors on steps, its JSON-LD, its twin, and a hash that changes when its text does."""

    html: str
    data: tuple[str, ...]
    twin: str
    hash: str


def told(source: Source) -> Told:
    """Return what machines are told of a page; same source, same bytes."""
    entry, about, html, over = source.entry, source.about, source.html, source.over
    body = tree(html)
    if entry.kind == "guide":
        html = structured.with_step_anchors(html, body)
    return Told(
        html,
        tuple(map(structured.script_json, () if over else structured.structured(entry, about, body))),
        twins.twin(twins.Twin(entry.title, source.meta, body, over), about.url),
        blake2b("\0".join((entry.title, entry.description, html, over)).encode(), digest_size=8).hexdigest(),
    )
