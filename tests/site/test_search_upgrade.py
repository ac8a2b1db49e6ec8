"""What kbgen's search takes from Material: a new version of Material that changes it fails here first.

When one of these fails: read `src/templates/assets/javascripts/integrations/search` of the new version (its sources
stand in the bundles' `.map` files) and `templates/base.html`, and bring `kbgen/site/worker/index.js` (messages and
results), `kbgen/site/worker/help.js` (`component$`) and `kbgen/site/search.py` (`with_worker`) up to it.
"""

import json
import re
from pathlib import Path

import material
import pytest

from kbgen.site import search as site_search

THEME = Path(material.__file__).parent / "templates"
SCRIPTS = THEME / "assets" / "javascripts"
ASSETS = Path(site_search.__file__).parent / "assets"


def one(pattern: str) -> Path:
    (found,) = SCRIPTS.glob(pattern)
    return found


def source(name: str) -> str:
    """Return one of Material's source files, which are kept in the maps of its bundles."""
    maps = [json.loads(one(of).read_text("utf-8")) for of in ("bundle.*.min.js.map", "workers/search.*.min.js.map")]
    files = {path: text for made in maps for path, text in zip(made["sources"], made["sourcesContent"], strict=True)}
    (text,) = [text for path, text in files.items() if path.endswith(f"/{name}")]
    return text


def test_the_template_names_the_worker_in_a_block_as_we_replace_it():
    base = (THEME / "base.html").read_text("utf-8")
    (block,) = re.findall(r"{% block config %}(.*?){% endblock %}", base, re.DOTALL)
    worker = one("workers/search.*.min.js").name
    assert '<script id="__config" type="application/json">' in block
    assert f'"search": "assets/javascripts/workers/{worker}" | url' in block
    page = f'<script id="__config" type="application/json">{{"search": "assets/javascripts/workers/{worker}"}}</script>'
    assert '"ours.js"' in site_search.with_worker(page, "ours.js")


def test_the_messages():
    types = source("search/worker/message/index.ts")
    (names,) = re.findall(r"const enum SearchMessageType {(.*?)}", types, re.DOTALL)
    assert re.findall(r"^\s*([A-Z]+)", names, re.MULTILINE) == ["SETUP", "READY", "QUERY", "RESULT"]
    main = source("search/worker/main/index.ts")
    assert "postMessage(await handler(ev.data))" in main
    setup = source("search/worker/_/index.ts")
    assert re.search(r"data: {\s*config,\s*docs,\s*options", setup)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("integrations/search/_/index.ts", r"items: SearchItem\[\]\[\]"),
        ("integrations/search/_/index.ts", r"score: number\s.*\n\s*terms: SearchQueryTerms"),
        ("templates/search/index.tsx", r"new URL\(document\.location, config\.base\)"),
        ("templates/search/index.tsx", r"document\.score\.toFixed"),
        ("templates/search/index.tsx", r"<h1>{document\.title}</h1>"),
        ("components/search/result/index.ts", r"map\(\({ data }\) => data\)"),
        ("components/search/result/index.ts", r"map\(state => \({ ref: el, \.\.\.state }\)\)"),
        ("javascripts/bundle.ts", r"window\.component\$ += component\$"),
    ],
)
def test_the_results_as_the_page_reads_them(name, said):
    assert re.search(said, source(name))


def test_the_index_as_the_plugin_writes_it():
    from material.plugins.search import plugin

    assert plugin.SearchIndex(lang=["en"], separator=" ", pipeline=[], fields={}).generate_search_index(None) == (
        '{"config":{"lang":["en"],"separator":" ","pipeline":[],"fields":{}},"docs":[]}'
    )


def test_the_bundle_is_safe_under_a_policy_and_comes_with_its_licences():
    bundle = (ASSETS / "search-worker.js").read_text("utf-8")
    assert not re.search(
        r"\beval\(|new Function|\bimport\(|importScripts|\bself\.fetch|XMLHttpRequest|\(\?<[=!]", bundle
    )
    licences = (ASSETS / "search-worker.LICENSES.txt").read_text("utf-8")
    wanted = json.loads((ASSETS.parent / "worker" / "package.json").read_text("utf-8"))["dependencies"]
    assert all(f"{name} {version}" in licences for name, version in wanted.items())
