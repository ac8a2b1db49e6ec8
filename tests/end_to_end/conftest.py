import shutil
from pathlib import Path

import pytest

from tests.end_to_end.commands import kbgen

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample help centre after `kbgen run`, in a folder of its own."""
    folder = tmp_path_factory.mktemp("sample") / "모리상점"
    folder.mkdir()
    for name in ("kbgen.toml", "mkdocs.yml"):
        shutil.copy(ROOT / name, folder / name)
    for name in ("content", "overrides", "sample"):
        shutil.copytree(ROOT / name, folder / name)
    done = kbgen("run", "sample", "--approve-all", "--now", "2026-10-12T12:00:00+09:00", cwd=folder)
    assert done.code == 0, done.err
    (folder / "said.txt").write_text(done.out + done.err, encoding="utf-8")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty project."""
    folder = tmp_path / "kb"
    assert kbgen("new", folder, "--name", "한빛피트니스").code == 0
    return folder
