import pytest

from kbgen.errors import KbgenError
from kbgen.models import Page
from kbgen.pages.files import load_pages, page_path, write_text


def test_pages_are_read_in_order_with_forward_slashes(tmp_path):
    for path in ("content/z.md", "content/faq/b.md", "content/faq/a.md", "content/notes.txt", "other/c.md"):
        write_text(tmp_path, path, "# 제목\n")
    assert list(load_pages(tmp_path)) == ["content/faq/a.md", "content/faq/b.md", "content/z.md"]
    assert load_pages(tmp_path)["content/z.md"] == Page("content/z.md", "제목", "", "# 제목", "faq", "published")


def test_a_project_without_content_has_no_pages(tmp_path):
    assert load_pages(tmp_path) == {}


def test_all_problems_are_told_at_once(tmp_path):
    write_text(tmp_path, "content/a.md", "---\ntitle: [\n---\n")
    write_text(tmp_path, "content/b.md", "---\nkbgen: {kind: blog}\n---\n")
    (tmp_path / "content/c.md").write_bytes("환불".encode("cp949"))
    with pytest.raises(KbgenError) as caught:
        load_pages(tmp_path)
    assert [p.where for p in caught.value.problems] == ["content/a.md:2", "content/b.md", "content/c.md"]
    assert caught.value.problems[2].rule == "is not UTF-8"


def test_a_write_that_fails_leaves_the_old_file_and_no_half_one(tmp_path):
    write_text(tmp_path, "content/a.md", "옛 글\n")
    with pytest.raises(UnicodeEncodeError):
        write_text(tmp_path, "content/a.md", "새 글 \ud800\n")
    assert [(f.name, f.read_text()) for f in (tmp_path / "content").iterdir()] == [("a.md", "옛 글\n")]


@pytest.mark.parametrize(
    ("kind", "path"),
    [("faq", "content/faq/t1.md"), ("guide", "content/guide/t1.md"), ("roadmap", "content/roadmap/t1.md"),
     ("promo", "content/notices/t1.md"), ("incident", "content/notices/t1.md")],
)  # fmt: skip
def test_each_kind_has_its_folder(kind, path):
    assert page_path(kind, "t1") == path
