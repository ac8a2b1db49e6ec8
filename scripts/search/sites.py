"""The corpus as websites: one that kbgen builds, one of plain Material, and Pagefind's index of the latter."""

import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import yaml
from search.corpus import Page

from kbgen.site.builder import build
from kbgen.site.scaffold import scaffold

NOW = datetime(2026, 1, 1, tzinfo=UTC)
MATERIAL = """site_name: corpus
docs_dir: content
theme: {name: material, language: ko, font: false}
plugins: [search]
nav: [index.md]
validation: {nav: {omitted_files: ignore}}
"""


def kbgen_site(folder: Path, pages: Sequence[Page], language: Literal["ko", "en"], utterances: bool = True) -> Path:
    """Build the corpus with kbgen, and return the site's folder."""
    scaffold(folder, "corpus", language)
    for page in pages:
        meta = {"title": page.title, "queries": list(page.utterances) if utterances else []}
        front = yaml.safe_dump(meta, allow_unicode=True)
        (folder / "content" / f"{page.name}.md").write_text(f"---\n{front}---\n\n{_body(page)}", "utf-8")
    return build(folder, now=NOW).folder


def material_site(folder: Path, pages: Sequence[Page], language: Literal["ko", "en"]) -> Path:
    """Build the corpus with Material as it comes, and return the site's folder."""
    (folder / "content").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(MATERIAL.replace("ko", language), "utf-8")
    (folder / "content" / "index.md").write_text("---\nsearch: {exclude: true}\n---\n", "utf-8")
    for page in pages:
        (folder / "content" / page.name).parent.mkdir(exist_ok=True)
        (folder / "content" / f"{page.name}.md").write_text(f"# {page.title}\n\n{_body(page)}", "utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, check=True, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
    return folder / "site"


def pagefind(site: Path, language: Literal["ko", "en"]) -> bool:
    """Index a built site with Pagefind (`pip install 'pagefind[bin]'`); false if it is not installed."""
    command = [
        sys.executable,
        "-m",
        "pagefind",
        "--site",
        str(site),
        "--root-selector",
        "article",
        "--force-language",
        language,
    ]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _body(page: Page) -> str:
    return "\n\n".join(page.body) + "\n"
