"""What must not be published: personal data, placeholders, sentences about one customer, open disagreements."""

from collections.abc import Iterable, Sequence

from kbgen.errors import Problem
from kbgen.language.forms import tells_one_case
from kbgen.language.placeholders import has_placeholder, without_placeholders
from kbgen.language.sentences import sentences
from kbgen.models import Page, Topic
from kbgen.pages.markdown import unescape
from kbgen.privacy import find

_PUBLIC = frozenset({"phone", "email", "address", "business_no", "account", "name", "sns_id", "kakao_id"})
"""What a company publishes of itself in a notice."""


def page_problems(page: Page, allow: Sequence[str] = ()) -> list[Problem]:
    """Return what is wrong with a page, with line numbers in its body; never the personal data itself.

    The page of a notice is the company's own and public text: what only a customer would have is a problem there, the
    company's contact data and the people it names are not.
    """
    found: list[Problem] = []
    if not page.title.strip():
        found.append(Problem(page.path, "has no title", "add `title:` to its front matter"))
    for where, text, said in _texts(page):
        plain = unescape(text)
        if page.notice is None and has_placeholder(plain):
            found.append(
                Problem(where, "holds a placeholder of redacted data", "write the rule without the customer's data")
            )
        if page.notice is None and said and any(map(tells_one_case, sentences(plain))):
            found.append(Problem(where, "tells what was done for one customer", "write what holds for everybody"))
        for span in find(without_placeholders(plain), allow=allow):
            if page.notice is None or span.type not in _PUBLIC:
                fix = "remove it, or add the company's own to privacy.allow"
                found.append(Problem(where, f"holds personal data ({span.type})", fix))
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


def _texts(page: Page) -> list[tuple[str, str, bool]]:
    """Return the texts of a page: the place, the text, and whether the company says it (rather than customers)."""
    lines = [
        (f"{page.path}: line {n} of its text", line, True)
        for n, line in enumerate(page.body.split("\n"), 1)
        if line.strip()
    ]
    meta = [
        (f"{page.path}: {name}", value, True)
        for name, value in (("title", page.title), ("description", page.description))
    ]
    return [*meta, *((f"{page.path}: queries", query, False) for query in page.queries), *lines]
