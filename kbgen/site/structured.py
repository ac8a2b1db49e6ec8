"""What search engines are told of a page in schema.org's words: questions, steps, and where the page stands (JSON-LD)."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kbgen.language.forms import ends_as_question
from kbgen.site.entries import Entry
from kbgen.site.markup import HEADINGS, Node, plain

CONTEXT = "https://schema.org"
ANCHOR = "kb-step-"
"""Begins the anchor of a guide's step: `kb-step-1`."""

_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class About:
    """What a page says of itself as a whole; `url` is absolute, or empty when the site's address is unknown."""

    title: str
    description: str
    url: str
    language: str
    changed: datetime | None = None
    expires: datetime | None = None


def script_json(data: Data) -> str:
    """Return JSON that can stand in a `<script>`: nothing in it ends the element or is an entity."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def structured(entry: Entry, about: About, body: Node) -> tuple[Data, ...]:
    """Return the questions of an answer or a notice, or the steps of a guide; nothing where the page has none."""
    if entry.kind in ("faq", "promo", "incident"):
        made = faq_page(about, body, titled=entry.kind == "faq")
    elif entry.kind == "guide":
        made = how_to(about, body)
    else:
        made = None
    return (made,) if made else ()


def faq_page(about: About, body: Node, *, titled: bool) -> Data | None:
    """Return a `FAQPage`: the headings that are questions and their sections, and the title with what is left.

    A title is asked when it is a question, when nothing else is, or always (`titled`: it names what customers ask).
    """
    main, asked = _questions(body)
    first = [(about.title, "", main)] if titled or not asked or ends_as_question(about.title) else []
    known: dict[str, Data] = {}
    for name, anchor, nodes in [*first, *asked]:
        text = plain(nodes)
        if name and text and name not in known:
            url = {"url": f"{about.url}#{anchor}"} if about.url and anchor else {}
            answer = {"@type": "Answer", "text": text} | url
            known[name] = {"@type": "Question", "name": name, "acceptedAnswer": answer}
    return _whole("FAQPage", about) | {"mainEntity": list(known.values())} if known else None


def how_to(about: About, body: Node) -> Data | None:
    """Return a `HowTo` of the page's ordered lists: one list gives steps, more under headings give sections."""
    lists = [(heading, items) for heading, items in _lists(body) if items]
    numbers = {id(item): n for n, item in enumerate((i for _, items in lists for i in items), 1)}
    if not numbers:
        return None
    named = len({heading for heading, _ in lists if heading}) == len(lists) > 1
    if named:
        steps: list[Data] = [
            {"@type": "HowToSection", "name": heading, "position": n, "itemListElement": _steps(items, numbers, about)}
            for n, (heading, items) in enumerate(lists, 1)
        ]
    else:
        steps = _steps([item for _, items in lists for item in items], numbers, about)
    return _whole("HowTo", about) | {"step": steps}


def breadcrumbs(trail: Sequence[tuple[str, str]]) -> Data | None:
    """Return a `BreadcrumbList` of names and absolute addresses; nothing when an address is unknown."""
    if len(trail) < 2 or not all(name and url for name, url in trail):
        return None
    items = [{"@type": "ListItem", "position": n, "name": name, "item": url} for n, (name, url) in enumerate(trail, 1)]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def with_step_anchors(html: str, body: Node) -> str:
    """Return a guide's HTML, whose tree is `body`, with an anchor on each step, so that a step has an address."""
    numbered = enumerate((item for _, items in _lists(body) for item in items), 1)
    places = [(item.offset + len("<li"), f' id="{ANCHOR}{n}"') for n, item in numbered if "id" not in item.attributes]
    for place, attribute in reversed(places):
        html = html[:place] + attribute + html[place:]
    return html


def _whole(kind: str, about: About) -> Data:
    """Return what every page says of itself; `dateModified` and `expires` belong to creative works, as these are."""
    data = {
        "@context": CONTEXT,
        "@type": kind,
        "name": about.title,
        "description": about.description,
        "url": about.url,
        "inLanguage": about.language,
        "dateModified": about.changed.isoformat() if about.changed else "",
        "expires": about.expires.isoformat() if about.expires else "",
    }
    return {key: value for key, value in data.items() if value}


def _questions(body: Node) -> tuple[list[Node | str], list[tuple[str, str, list[Node | str]]]]:
    """Part a page's text at the headings that are questions: what is under none of them, and what is under each."""
    main: list[Node | str] = []
    asked: list[tuple[str, str, list[Node | str]]] = []
    into, depth = main, 0
    for child in body.children:
        if isinstance(child, str) or child.tag not in HEADINGS:
            into.append(child)
            continue
        level, heading = HEADINGS.index(child.tag) + 1, " ".join(plain([child]).split())
        if level == 1:
            continue
        if heading and ends_as_question(heading):
            into, depth = [], level
            asked.append((heading, child.attributes.get("id", ""), into))
            continue
        if level <= depth:
            into, depth = main, 0
        into.append(child)
    return main, asked


def _lists(body: Node) -> Iterable[tuple[str, list[Node]]]:
    """Yield the ordered lists that stand directly on the page, and the heading above each."""
    heading = ""
    for child in body.elements():
        if child.tag in HEADINGS[1:]:
            heading = " ".join(plain([child]).split())
        elif child.tag == "ol":
            yield heading, [item for item in child.elements("li") if plain(item.children)]


def _steps(items: Iterable[Node], numbers: dict[int, int], about: About) -> list[Data]:
    steps = []
    for position, item in enumerate(items, 1):
        step: Data = {"@type": "HowToStep", "position": position, "text": plain(item.children)}
        if about.url:
            anchor = item.attributes.get("id") or f"{ANCHOR}{numbers[id(item)]}"
            step["url"] = f"{about.url}#{anchor}"
        steps.append(step)
    return steps
