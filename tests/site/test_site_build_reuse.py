"""Builds that follow one another: the same bytes as a build from nothing, and little of it made anew."""

import gc
import shutil
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from kbgen.errors import KbgenError
from kbgen.site.builder import build
from kbgen.site.generations import Generations
from kbgen.site.reuse import Reuse
from tests.site.site_sample import NOW, PAGES, evidence, make, page


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture
def project(tmp_path):
    return make(tmp_path / "p")


def rewritten(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def removed(project):
    (project / "content/faq/refund.md").unlink()
    rewritten(project / "content/guide/exchange.md", "교환 신청", "교환 요청")


EDITS = {
    "nothing": (lambda p: None, 0),
    "a body": (lambda p: rewritten(p / "content/faq/refund.md", "3일 안에", "5일 안에"), 1),
    "a title, shown in lists": (
        lambda p: rewritten(p / "content/faq/refund.md", "title: 환불은", "title: 반품은"),
        None,
    ),
    "customers' words": (lambda p: rewritten(p / "content/faq/refund.md", "돈 언제", "돈은 언제"), None),
    "a page more": (
        lambda p: (p / "content/faq/new.md").write_text(page("새 글", kind="faq", evidence=evidence(9, 9)), "utf-8"),
        None,
    ),
    "a page less": (removed, None),
    "a link": (lambda p: rewritten(p / "content/store.md", "faq/delivery-time.md", "guide/exchange.md"), 1),
    "a draft that is approved": (lambda p: rewritten(p / "content/faq/unreviewed.md", "draft", "published"), None),
    "another name": (lambda p: rewritten(p / "content/faq/refund.md", "---\n", "---\naliases: faq/money/\n"), 1),
    "a picture": (lambda p: (p / "content/logo.svg").write_text("<svg/>", "utf-8"), None),
    "a page that is HTML": (
        lambda p: (p / "content/x.html").write_text('<script src="https://stats.example/x.js"></script>', "utf-8"),
        None,
    ),
    "rules of the project's": (lambda p: (p / "content/_redirects").write_text("/old / 301\n", "utf-8"), None),
    "a category": (lambda p: rewritten(p / "content/guide/exchange.md", "category: 교환·환불", "category: 배송"), None),
}


@pytest.mark.parametrize("name", EDITS)
def test_after_an_edit_it_is_the_site_that_a_whole_build_makes(project, tmp_path, name):
    edit, anew = EDITS[name]
    reuse = Reuse(project / "site")
    first = build(project, now=NOW, reuse=reuse)
    assert first.anew is not None
    assert first.anew > first.pages
    edit(project)
    again = build(project, now=NOW + timedelta(seconds=90), reuse=reuse)
    assert anew is None or again.anew == anew
    # The clock of the first: nothing began or ended in those seconds.
    build(project, tmp_path / "whole", now=NOW)
    assert tree(project / "site") == tree(tmp_path / "whole")


def test_edits_that_follow_one_another_leave_nothing_of_what_was(project, tmp_path):
    """Each build but the first begins with the folder of the last but one."""
    reuse, kept = Reuse(project / "site"), {path: path.read_bytes() for path in (project / "content").rglob("*.md")}
    build(project, now=NOW, reuse=reuse)
    for step, name in enumerate(("a page more", "a picture", "a page less", "back", "a page that is HTML", "back")):
        if name == "back":
            shutil.rmtree(project / "content")
            for path, data in kept.items():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        else:
            EDITS[name][0](project)
        build(project, now=NOW, reuse=reuse)
        build(project, tmp_path / "whole", now=NOW)
        assert tree(project / "site") == tree(tmp_path / "whole"), f"{step}: {name}"


def test_a_picture_that_is_another_is_copied_again(project, tmp_path):
    picture = project / "content/logo.svg"
    picture.write_text("<svg/>", "utf-8")
    reuse = Reuse(project / "site")
    build(project, now=NOW, reuse=reuse)
    inode = (project / "site/logo.svg").stat().st_ino
    build(project, now=NOW, reuse=reuse)
    assert (project / "site/logo.svg").stat().st_ino == inode
    picture.write_text("<svg> </svg>", "utf-8")
    build(project, now=NOW, reuse=reuse)
    assert (project / "site/logo.svg").read_text("utf-8") == "<svg> </svg>"


def test_rules_that_kbgen_added_to_the_projects_own_are_no_part_of_them(project, tmp_path):
    """`_redirects` is copied, and then written over: the copy must not be taken for what is in the project."""
    (project / "content/_redirects").write_text("/old / 301\n", "utf-8")
    reuse = Reuse(project / "site")
    for _ in range(3):
        build(project, now=NOW, reuse=reuse)
    build(project, tmp_path / "whole", now=NOW)
    assert tree(project / "site") == tree(tmp_path / "whole")
    assert (project / "site/_redirects").read_text("utf-8").startswith("/old / 301\n")


def test_what_a_build_that_failed_had_made_is_not_taken_for_the_site(project, tmp_path):
    """The page's twin is written, then the build fails: the site still has the twin before, and so the next is anew."""
    reuse = Reuse(project / "site")
    build(project, now=NOW, reuse=reuse)
    rewritten(project / "content/faq/refund.md", "3일 안에", "5일 안에")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("kbgen.site.trees.os.replace", refused)
        with pytest.raises(KbgenError, match="No space left"):
            build(project, now=NOW, reuse=reuse)
    assert "3일 안에" in (project / "site/faq/refund/index.md").read_text("utf-8")
    build(project, now=NOW, reuse=reuse)
    build(project, tmp_path / "whole", now=NOW)
    assert tree(project / "site") == tree(tmp_path / "whole")


def refused(*_):
    raise OSError(28, "No space left on device", "/somewhere/.kbgen-x/site/index.html")


def test_nothing_is_left_beside_the_site_when_it_is_over(tmp_path):
    generations = Generations(tmp_path / "site")
    beside = generations.folder
    assert (beside.parent, beside.name.startswith(".kbgen-")) == (tmp_path, True)
    # Version control is told to look away while it lasts.
    assert (beside / ".gitignore").read_text("utf-8") == "*\n"
    del generations
    gc.collect()
    assert list(tmp_path.iterdir()) == []


def test_time_that_passes_is_shown(project, tmp_path):
    reuse = Reuse(project / "site")
    build(project, now=NOW, reuse=reuse)
    later = NOW + timedelta(days=60)
    build(project, now=later, reuse=reuse)
    build(project, tmp_path / "whole", now=later)
    assert tree(project / "site") == tree(tmp_path / "whole")
    assert (project / "site/notices/secret-sale/index.html").is_file()


def test_a_warning_is_given_again_by_the_build_after(project):
    reuse = Reuse(project / "site")
    build(project, now=NOW, reuse=reuse)
    before = tree(project / "site")
    rewritten(project / "content/store.md", "faq/delivery-time.md", "faq/gone.md")
    for _ in range(2):
        with pytest.raises(KbgenError, match=r"faq/gone\.md"):
            build(project, now=NOW, reuse=reuse)
        assert tree(project / "site") == before
    rewritten(project / "content/store.md", "faq/gone.md", "faq/delivery-time.md")
    assert build(project, now=NOW, reuse=reuse).anew == 1


def test_a_site_that_somebody_changed_is_made_anew(project, tmp_path):
    reuse = Reuse(project / "site")
    build(project, now=NOW, reuse=reuse)
    (project / "site/faq/refund/index.html").write_text("mine", "utf-8")
    (project / "site/guide/exchange/index.md").unlink()
    (project / "site/mine").mkdir()
    (project / "site/mine/own.txt").write_text("mine", "utf-8")
    assert build(project, now=NOW, reuse=reuse).anew == 1
    assert build(project, now=NOW, reuse=reuse).anew == 0
    build(project, tmp_path / "whole", now=NOW)
    assert tree(project / "site") == tree(tmp_path / "whole")


def test_a_template_that_looks_at_all_pages_has_every_page_made_anew(project):
    main = project / "overrides/main.html"
    main.write_text(main.read_text("utf-8") + "{% block footer %}{{ pages | length }}{% endblock %}", "utf-8")
    reuse = Reuse(project / "site")
    first = build(project, now=NOW, reuse=reuse)
    assert build(project, now=NOW, reuse=reuse).anew == first.anew


def test_with_a_hook_everything_is_made_and_copied_anew(project):
    """It may read anything, and look for anything in the new site."""
    (project / "hook.py").write_text(
        "from pathlib import Path\n"
        "def on_page_read_source(page, config):\n"
        "    if page.file.src_uri == 'store.md':\n"
        "        return Path(__file__).with_name('text.txt').read_text('utf-8')\n"
        "def on_post_build(config):\n"
        "    picture = Path(config.site_dir, 'logo.svg')\n"
        "    picture.write_text(picture.read_text('utf-8') + '!', 'utf-8')\n",
        "utf-8",
    )
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "\nhooks: [hook.py]\n", "utf-8")
    (project / "content/logo.svg").write_text("<svg/>", "utf-8")
    reuse = Reuse(project / "site")
    for said in ("하나", "둘"):
        (project / "text.txt").write_text(f"# 매장\n\n{said}\n", "utf-8")
        done = build(project, now=NOW, reuse=reuse)
        assert done.anew is not None
        assert done.anew > done.pages
        assert said in (project / "site/store/index.html").read_text("utf-8")
        assert (project / "site/logo.svg").read_text("utf-8") == "<svg/>!"


def test_kbgen_build_and_mkdocs_build_make_the_same_bytes(project, tmp_path):
    build(project, now=NOW)
    config = project / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace("- kbgen", f"- kbgen:\n      now: {NOW.isoformat()!r}"), "utf-8"
    )
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-f", str(config), "-d", str(tmp_path / "m")]
    subprocess.run(command, check=True, capture_output=True)
    assert tree(project / "site") == tree(tmp_path / "m")


def test_what_cannot_be_built_is_told_in_the_users_terms(tmp_path):
    project = make(tmp_path / "p", {**PAGES, "faq/refund/index.md": page("같은 주소")})
    with pytest.raises(KbgenError) as raised:
        build(project, now=NOW)
    assert str(raised.value) == (
        "content/faq/refund/index.md: has the address of content/faq/refund.md — rename one of the two"
    )
    shutil.rmtree(project / "content/faq/refund")
    (project / "overrides/main.html").write_text("{% if %}", "utf-8")
    with pytest.raises(KbgenError, match=r"overrides/main\.html:1: the template does not work: "):
        build(project, now=NOW)
    (project / "overrides/main.html").write_text("{{ nothing.at.all }}", "utf-8")
    with pytest.raises(KbgenError, match=r"overrides/main\.html:1: the template does not work: 'nothing' is undefined"):
        build(project, now=NOW)
    (project / "mkdocs.yml").unlink()
    with pytest.raises(KbgenError, match=r"mkdocs\.yml: is missing"):
        build(project, now=NOW)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (28, "site: the site cannot be written (No space left on device); the old one stays — free some space"),
        (
            13,
            "site: the site cannot be written (Permission denied); the old one stays — check the folder's permissions",
        ),
    ],
)
def test_a_disk_that_does_not_take_it(project, monkeypatch, number, told):
    build(project, now=NOW)
    before = tree(project / "site")

    def refused(*_):
        raise OSError(number, __import__("os").strerror(number), "/somewhere/.kbgen-x/site/index.html")

    monkeypatch.setattr("mkdocs.utils.write_file", refused)
    with pytest.raises(KbgenError) as raised:
        build(project, now=NOW)
    assert str(raised.value) == f"{project}/{told}"
    assert tree(project / "site") == before


def test_readers_find_a_site_all_the_while(project):
    build(project, now=NOW)
    ended, lost = threading.Event(), []

    def read():
        while not ended.is_set():
            if not (project / "site/index.html").is_file():
                lost.append(1)

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(3):
        build(project, now=NOW)
    ended.set()
    reader.join()
    if not sys.platform.startswith("linux"):
        pytest.skip("folders are exchanged in one step on Linux alone")
    assert lost == []
