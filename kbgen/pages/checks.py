"""What must not be published: personal data, placeholders, sentences about one customer, open disagreements."""

from collections.abc import Iterable, Sequence

import regex

from kbgen.errors import Problem
from kbgen.language.placeholders import has_placeholder, without_placeholders
from kbgen.models import Page, Topic
from kbgen.privacy import find

_ESCAPE = regex.compile(r"\\(.)")


def page_problems(page: Page, allow: Sequence[str] = ()) -> list[Problem]:
    """Return what is wrong with a page, with line numbers in its body; never the personal data itself."""
    found: list[Problem] = []
    if not page.title.strip():
        found.append(Problem(page.path, "has no title", "add `title:` to its front matter"))
    for where, text in _texts(page):
        plain = _ESCAPE.sub(r"\1", text)
        if has_placeholder(plain):
            found.append(
                Problem(where, "holds a placeholder of redacted data", "write the rule without the customer's data")
            )
        for span in find(without_placeholders(plain), allow=allow):
            found.append(
                Problem(
                    where, f"holds personal data ({span.type})", "remove it, or add the company's own to privacy.allow"
                )
            )
    return found


def disagreement_problems(
    name: str, topic: str | None, topics: Iterable[Topic], settled: Iterable[str]
) -> list[Problem]:
    """Return the disagreements about a topic that a person must settle; `name` is its page's path, or its id."""
    done = set(settled)
    return [
        Problem(
            name,
            f"agents disagree about {d.about}: " + ", ".join(f"{c.value} ({len(c.conversations)})" for c in d.claims),
            f"kbgen review settle {name} VALUE",
        )
        for found in topics
        if found.id == topic
        for d in found.disagreements
        if d.kind == "conflict" and f"{found.id}/{d.key}" not in done
    ]


def _texts(page: Page) -> list[tuple[str, str]]:
    lines = [
        (f"{page.path}: line {n} of its text", line) for n, line in enumerate(page.body.split("\n"), 1) if line.strip()
    ]
    meta = [
        (f"{page.path}: {name}", value) for name, value in (("title", page.title), ("description", page.description))
    ]
    return [*meta, *((f"{page.path}: queries", query) for query in page.queries), *lines]
