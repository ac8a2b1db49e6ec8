"""A log with gold answers as a search corpus: the pages that kbgen drafts of it, and queries somebody wrote for its topics."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from search.corpus import Page, Query

from kbgen.commands.project import Project
from kbgen.site.entries import url_of

SAME = 0.5
"""From this F1 of their conversations on a topic found is a topic of the gold."""


def project_of(folder: Path, gold: Path) -> Project:
    """Run kbgen on the log in `gold`, publish what has no problem, and return the project; its site is built."""
    kbgen = [sys.executable, "-m", "kbgen"]
    subprocess.run([*kbgen, "new", folder, "-q"], check=True, stderr=subprocess.DEVNULL)
    log = gold / "truth" / "conversations.jsonl"
    subprocess.run([*kbgen, "run", log, "--approve-all", "-q", "-C", folder], check=True, stderr=subprocess.DEVNULL)
    return Project.open(folder)


def pages_of(project: Project) -> list[Page]:
    """Return the published pages as they stand, for the peers to show."""
    return [
        Page(
            path.removeprefix("content/").removesuffix(".md"), page.title, tuple(page.body.split("\n\n")), page.queries
        )
        for path, page in sorted(project.pages().items())
        if page.status == "published" and page.topic is not None
    ]


def queries_of(project: Project, gold: Path) -> list[Query]:
    """Return the gold's queries for topics that have a published page, with the addresses of their pages."""
    with project.store() as store:
        source = {conversation.id: conversation.source.id for conversation in store.conversations()}
        found = {topic.id: {source[c] for c in topic.conversations} for topic in store.topics()}
    topics = json.loads((gold / "truth" / "gold.json").read_text("utf-8"))["topics"]
    urls: dict[str, list[str]] = {}
    for path, page in project.pages().items():
        if page.status == "published" and page.topic in found:
            for topic in topics:
                if _closest(set(topic["conversation_ids"]), found) == page.topic:
                    urls.setdefault(topic["id"], []).append(url_of(path.removeprefix("content/")))
    lines = (gold / "truth" / "queries.jsonl").read_text("utf-8").splitlines()
    asked: Sequence[dict[str, Any]] = [json.loads(line) for line in lines if line.strip()]
    return [
        Query(one["kind"], one["q"], tuple(url for name in _fine(one) for url in urls.get(name, ())))
        for one in asked
        if one["topic"] in urls
    ]


def _fine(query: Mapping[str, Any]) -> list[str]:
    more = query.get("also") or []
    return [query["topic"], *(query.get("also_ok") or []), *([more] if isinstance(more, str) else more)]


def _closest(wanted: set[str], found: Mapping[str, set[str]]) -> str | None:
    f1 = {name: 2 * len(wanted & ids) / (len(wanted) + len(ids)) for name, ids in found.items() if ids}
    best = max(f1, key=lambda name: f1[name], default=None)
    return best if best is not None and f1[best] >= SAME else None
