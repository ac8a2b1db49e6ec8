"""What kbgen sets before a build: the theme's files are the ones that MkDocs takes, found in less time."""

from mkdocs.config import load_config
from mkdocs.structure.files import Files

from kbgen.site.prepare import prepare_theme
from tests.site.site_sample import make


def test_the_files_of_the_theme_are_those_that_mkdocs_finds(tmp_path):
    project = make(tmp_path / "p")
    (project / "overrides/.hidden").mkdir()
    for name in ("own.css", ".hidden/own.css", "assets.d/x.svg", ".dot.css"):
        (project / "overrides" / name).parent.mkdir(exist_ok=True)
        (project / "overrides" / name).write_text("", "utf-8")
    found = []
    for prepared in (False, True):
        config = load_config(str(project / "mkdocs.yml"))
        if prepared:
            prepare_theme(config)
        files = Files([])
        files.add_files_from_theme(config.theme.get_env(), config)
        found.append([(file.src_uri, file.abs_src_path) for file in files])
    assert found[0] == found[1]
    assert {"own.css", "assets.d/x.svg"} < {path for path, _ in found[0]}
