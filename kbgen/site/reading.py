"""A page's HTML as its reader meets it: the title, the short answer, the rest; steps that can be linked."""

import re
from dataclasses import dataclass

_OPENING = re.compile(
    r"\s*(?P<note><div class=\"admonition warning kb-outdated\">.*?</div>)?\s*(?:<p>(?P<lead>.*?)</p>)?", re.DOTALL
)
_STEP = re.compile(
    r"(<li id=\"kb-step-(\d+)\">\s*(?:<p>)?.*?)\s*(?=</p>|</li>|<(?:ul|ol|p|pre|div|table|blockquote|dl)\b)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Parts:
    """A page's HTML: the heading with its tags, a note on a translation, the first paragraph without tags, the rest."""

    title: str
    note: str
    lead: str
    body: str


def parts(html: str) -> Parts:
    """Take a page's HTML apart; what is not there is empty. Put together it is the same page."""
    title, end, rest = html.partition("</h1>")
    if not end:
        title, rest = "", html
    opening = _OPENING.match(rest)
    note, lead = (opening["note"] or "", opening["lead"] or "") if opening else ("", "")
    return Parts(title + end, note, lead, rest[opening.end() :] if opening else rest)


def linked_steps(html: str, label: str) -> str:
    """Return a guide's HTML with a link to each step behind its words; `label` names it, with `{}` for the number."""

    def link(step: re.Match[str]) -> str:
        name = label.format(step[2])
        return f'{step[1]}<a class="headerlink" href="#kb-step-{step[2]}" title="{name}" aria-label="{name}">&para;</a>'

    return _STEP.sub(link, html)
