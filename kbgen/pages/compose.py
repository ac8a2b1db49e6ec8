"""Drafted content to pages: Markdown of headings, sentences and steps, with every text escaped."""

from dataclasses import replace

from kbgen.drafting.topics import Drafted
from kbgen.models import Page, Sentence, Topic
from kbgen.pages.files import page_path
from kbgen.pages.markdown import escape, fingerprint


def topic_page(topic: Topic, drafted: Drafted, path: str | None) -> tuple[Page, tuple[Sentence, ...]]:
    """Return the page of a topic, as a draft, and its sentences with what stands behind them.

    `path` is where the topic's page is already; a new one is named by the topic's id.
    """
    blocks = [f"# {escape(drafted.title)}"]
    for section in drafted.sections:
        if section.heading:
            blocks.append(f"## {escape(section.heading)}")
        if section.ordered:
            blocks.append("\n".join(f"{n}. {escape(s.text)}" for n, s in enumerate(section.sentences, 1)))
        elif section.heading:
            blocks.append("\n".join(f"- {escape(s.text)}" for s in section.sentences))
        else:
            blocks += [escape(s.text) for s in section.sentences]
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


def signed(page: Page) -> Page:
    """Return the page with the hash of its own content, as kbgen writes it."""
    return replace(page, generated=fingerprint(page))
