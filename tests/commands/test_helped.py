"""What readers voted decides among pages that fit a search alike."""

import json
from datetime import UTC, datetime

from kbgen.commands import publish, review
from kbgen.models import Vote
from tests.commands.test_commands import project, template, themes  # noqa: F401


def marks(project):  # noqa: F811
    index = json.loads((project.folder / "site" / "search" / "search_index.json").read_text("utf-8"))
    return {doc["location"].partition("#")[0]: doc.get("helped") for doc in index["docs"]}


def test_votes_reach_the_search_index_of_the_next_build(project):  # noqa: F811
    found = themes(project)
    guest, towel = found["guest"]["page"], found["towel"]["page"]
    review.approve(project, [guest, towel])
    (project.folder / "mkdocs.yml").write_text(
        "site_name: 체육관\ndocs_dir: content\ntheme:\n  name: material\n  language: ko\nplugins: [search, kbgen]\n",
        "utf-8",
    )
    now = datetime(2026, 10, 12, 12, tzinfo=UTC)
    publish.run_build(project, now)
    assert set(marks(project).values()) == {None}
    votes = [
        Vote(now, page, value, visitor=f"v{n}") for page, value in ((guest, "up"), (towel, "down")) for n in range(4)
    ]
    with project.store() as store:
        store.add_signals(votes)
    publish.run_build(project, now)
    told = {url.rstrip("/").rpartition("/")[2]: helped for url, helped in marks(project).items()}
    assert told[guest.rpartition("/")[2].removesuffix(".md")] == 0.5
    assert told[towel.rpartition("/")[2].removesuffix(".md")] == -0.5
