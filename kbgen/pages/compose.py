"""Drafted content to pages: Markdown of headings, sentences and steps, with every text escaped."""

from dataclasses import replace

import regex

from kbgen.drafting.topics import Drafted
from kbgen.models import Page, Sentence, Topic
from kbgen.pages.files import page_path
from kbgen.pages.markdown import escape, fingerprint

# As `escape` writes it.
_BUTTON = regex.compile(r"\\\[[^\s\[\]\\*](?:[^\[\]\\*\n]|\\[^\[\]*]){0,60}?\\\]")


def topic_page(topic: Topic, drafted: Drafted, path: str | None) -> tuple[Page, tuple[Sentence, ...]]:
    """Return the page of a topic, as a draft, and its sentences with what stands behind them.

    `path` is where the topic's page is already; a new one is named by the topic's id.
    """
    blocks = [f"# {escape(drafted.title)}"]
    for section in drafted.sections:
        if section.heading:
            blocks.append(f"## {escape(section.heading)}")
        if section.ordered:
            blocks.append("\n".join(f"{n}. {shown(s.text)}" for n, s in enumerate(section.sentences, 1)))
        elif section.heading:
            blocks.append("\n".join(f"- {shown(s.text)}" for s in section.sentences))
        else:
            blocks += [shown(s.text) for s in section.sentences]
    page = Page(
        path=path or page_path(drafted.kind, topic.id),
        title=drafted.title,
        description=drafted.description,
        body="\n\n".join(blocks),
        kind=drafted.kind,
        status="draft",
        queries=drafted.queries,
        category=topic.category,
        topic=topic.id,
        evidence=drafted.evidence,
    )
    return signed(page), tuple(s for section in drafted.sections for s in section.sentences)


def shown(text: str) -> str:
    """Return a sentence as Markdown that shows exactly this text, with menu paths and buttons ([마이 > 주문배송]) in bold."""
    return _BUTTON.sub(r"**\g<0>**", escape(text))


def signed(page: Page) -> Page:
    """Return the page with the hash of its own content, as kbgen writes it."""
    return replace(page, generated=fingerprint(page))
