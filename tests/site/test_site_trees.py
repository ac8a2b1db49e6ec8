"""Folders of builds that follow one another, and what may be taken from one into the other."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.site.trees import NO_FILE, files, patch, stamp

names = st.sampled_from(["a", "b", "a/a", "a/b", "b/a/c", "c/index.html", "가/b"])
trees = st.dictionaries(names, st.sampled_from(["", "x", "y"])).map(
    lambda made: {path: text for path, text in made.items() if not any(p.startswith(f"{path}/") for p in made)}
)


def make(folder: Path, tree: dict[str, str]) -> Path:
    for path, text in tree.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    folder.mkdir(exist_ok=True)
    return folder


def read(folder: Path) -> dict[str, str]:
    return {path: (folder / path).read_text("utf-8") for path in files(folder)}


def folders(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_dir()}


@given(st.data(), trees, trees, trees)
@settings(max_examples=60)
def test_a_tree_becomes_what_is_new_and_what_stays_and_nothing_else(tmp_path_factory, data, older, live, fresh):
    top = tmp_path_factory.mktemp("t")
    standing, before, new = make(top / "live", live), make(top / "before", older), make(top / "new", fresh)
    clash = {path for path in live for p in fresh if path.startswith(f"{p}/") or p.startswith(f"{path}/")}
    stays = data.draw(st.sets(st.sampled_from(sorted(set(live) - clash)))) if set(live) - clash else set()
    for path in data.draw(st.sets(st.sampled_from(sorted(stays)))) if stays else ():
        # The older one may hold links to the same files.
        if not any(p.startswith(f"{path}/") or path.startswith(f"{p}/") for p in older):
            (before / path).parent.mkdir(parents=True, exist_ok=True)
            (before / path).unlink(missing_ok=True)
            os.link(standing / path, before / path)
    kept = {path: found for path, found in files(standing).items() if path in stays}
    patch(before, new, standing, kept)
    assert read(before) == {path: live[path] for path in stays} | fresh
    assert folders(before) == {parent for path in files(before) for parent in Path(path).parents if str(parent) != "."}
    assert {path: stamp(before / path) for path in stays - set(fresh)} == {p: kept[p] for p in stays - set(fresh)}
    assert read(standing) == live


def test_where_there_are_no_links_files_are_copied(tmp_path, monkeypatch):
    live = make(tmp_path / "live", {"a/b": "x"})
    monkeypatch.setattr("kbgen.site.trees.os.link", lambda *_: (_ for _ in ()).throw(OSError(95, "Not supported")))
    patch(tmp_path / "before", None, live, files(live))
    assert read(tmp_path / "before") == {"a/b": "x"}
    (live / "a/b").write_text("y", "utf-8")
    assert read(tmp_path / "before") == {"a/b": "x"}


def test_a_link_to_a_folder_elsewhere_is_taken_away_and_not_what_it_leads_to(tmp_path):
    own, live = make(tmp_path / "own", {"secret": "x"}), make(tmp_path / "live", {"a": "x"})
    before = make(tmp_path / "before", {"b/c": "y"})
    (before / "b/link").symlink_to(own)
    patch(before, None, live, files(live))
    assert (read(before), read(own)) == ({"a": "x"}, {"secret": "x"})


@pytest.mark.parametrize("name", ["none", "none/none"])
def test_the_stamp_of_no_file(tmp_path, name):
    assert stamp(tmp_path / name) == NO_FILE
