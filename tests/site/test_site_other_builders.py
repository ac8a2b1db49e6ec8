"""The same project built by others: ProperDocs gives kbgen's own site, Zensical one of its own with its own search."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest
import site_sample as sample

from kbgen.site.builder import build

needs = {
    name: pytest.mark.skipif(importlib.util.find_spec(name) is None, reason=f"{name} is not installed")
    for name in ("properdocs", "zensical")
}
GENERATOR = re.compile(rb'<meta name="generator"[^>]*>')


def made(folder: Path) -> dict[str, bytes]:
    """Return the files of a site, without the names of their builders and the sitemap's packed copy, which has a time."""
    files = {f.relative_to(folder).as_posix(): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}
    return {name: GENERATOR.sub(b"", data) for name, data in files.items() if name != "sitemap.xml.gz"}


def run(*command: str, project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command, "-f", "mkdocs.yml"], cwd=project, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = sample.make(tmp_path / "kb")
    config = folder / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace("- kbgen\n", f"- kbgen: {{now: {sample.NOW.isoformat()!r}}}\n"), "utf-8"
    )
    return folder


@needs["properdocs"]
def test_properdocs_builds_the_same_site(project: Path) -> None:
    ours = made(build(project, project.parent / "ours", now=sample.NOW).folder)
    run("properdocs", "build", "--strict", project=project)
    theirs = made(project / "site")
    assert [name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)] == []


@needs["zensical"]
def test_zensical_builds_pages_with_its_own_search(project: Path) -> None:
    run("zensical", "build", project=project)
    page = next((project / "site").rglob("faq/*/index.html")).read_text("utf-8")
    assert "zensical" in page.lower()
    assert "search-worker" not in page
    assert (project / "site" / "search.json").is_file()
