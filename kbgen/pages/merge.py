"""What to do with a page that kbgen would write, given the file that is there: people win."""

from dataclasses import dataclass, replace
from typing import Literal

from kbgen.models import Page
from kbgen.pages.markdown import is_edited, parse, render

SETTINGS = ("category", "queries", "publish_at", "expire_at")
"""Front matter that people may set; what they set stays."""

Outcome = Literal["written", "unchanged", "kept", "proposed", "deleted"]


@dataclass(frozen=True, slots=True)
class Decided:
    """What happens to a page's file: `text` to write, or None to leave it alone, and the outcome for the summary.

    `kept`: a person edited it, so the new text is only proposed. `proposed`: it is published, so the new text waits for
    approval while readers go on seeing the old one. `deleted`: a person removed it, so it stays away.
    """

    outcome: Outcome
    text: str | None
    proposed: str


def decide(proposed: Page, current: Page | None, current_text: str, last_written: str | None) -> Decided:
    """Return what happens to a page, given what stands in its file and what kbgen wrote last (None: never)."""
    if current is None:
        fresh = render(proposed)
        if last_written is not None:
            return Decided("deleted", None, fresh)
        return Decided("written", fresh, fresh)
    same = current.generated == proposed.generated
    kept = _with_settings(proposed, current, last_written)
    text = render(replace(kept, status=current.status if same else "draft"))
    if text == current_text or (same and is_edited(current)):
        return Decided("unchanged", None, current_text)
    if is_edited(current):
        return Decided("kept", None, text)
    if not same and current.status != "draft":
        return Decided("proposed", None, text)
    return Decided("written", text, text)


def _with_settings(proposed: Page, current: Page, last_written: str | None) -> Page:
    """Return what kbgen proposes with the front matter that a person set: values that kbgen did not write last.

    Without a memory of what it wrote (a fresh clone), all values in the file count as a person's.
    """
    base = parse(current.path, last_written) if last_written is not None else None
    settings = {
        name: getattr(current, name)
        for name in SETTINGS
        if base is None or getattr(current, name) != getattr(base, name)
    }
    if current.status == "published" and current.generated == proposed.generated:
        # What is approved does not change on its own, and search words and places are seen as well.
        settings |= {name: getattr(current, name) for name in SETTINGS}
    return replace(proposed, extra=current.extra, **settings)


def as_written(path: str, text: str, before: str) -> str:
    """Return a page's text with the settings that kbgen wrote `before`, so that a person's still count as theirs."""
    if not before:
        return text
    base = parse(path, before)
    return render(replace(parse(path, text), **{name: getattr(base, name) for name in SETTINGS}))
