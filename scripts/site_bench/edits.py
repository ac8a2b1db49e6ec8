"""How long the site takes after an edit, in a process that has built it before."""

import time
from collections.abc import Iterator
from pathlib import Path


def edited(project: Path) -> Iterator[str]:
    """Yield a line for the first build, for one after a sentence was added, and for one after a title was changed."""
    from kbgen.commands.project import Project
    from kbgen.commands.publish import Rebuilder
    from kbgen.language.terms import readings

    # `kbgen serve --watch` has the language model loaded beside the first build.
    readings([""])
    told: list[str] = []
    rebuilder = Rebuilder(Project.open(project), told.append)
    page = next(iter(sorted((project / "content" / "faq").glob("*.md"))))
    text = page.read_text("utf-8")
    first = 0.0
    for name, new in (
        ("first", text),
        ("sentence", f"{text}\n새로 쓴 문장이에요.\n"),
        ("title", text.replace("title: ", "title: 새로 쓴 ", 1)),
    ):
        page.write_text(new, "utf-8")
        start, cpu = time.monotonic(), time.process_time()
        rebuilder.build()
        seconds, cpu = time.monotonic() - start, time.process_time() - cpu
        first = first or cpu
        yield f"  {name:<12} {cpu:>8.1f} CPU s {seconds:>8.1f} s {cpu / first:>7.0%} of the first: {told[-1]}"
    page.write_text(text, "utf-8")
