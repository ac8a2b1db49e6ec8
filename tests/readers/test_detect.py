import io
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.config import IngestConfig
from kbgen.errors import KbgenError
from kbgen.models import RawConversation, Skipped
from kbgen.readers import FORMATS, asks_for, files_below, read
from kbgen.readers.detect import look
from kbgen.readers.files import on_disk
from tests.readers.reading import SEOUL, results, write

TABLE = "id,role,text\n1,customer,hi\n"


def zipped(*names):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "[]")
    return stream.getvalue()


OTHERS = {
    "empty": (b"", "an empty file"),
    "blank": (b"\xef\xbb\xbf \r\n", "an empty file"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a binary file, not a log"),
    "word": (zipped("word/document.xml"), "a Word document, not a log; if it is a notice, give it to `kbgen notice`"),
    "page": ("<!doctype html><p>x", "a web page, not a log; if it is a notice, give it to `kbgen notice`"),
    "prose": ("안녕하세요, 공지입니다.\n감사합니다.", "text without a table or JSON, not a log; if it is a notice, give it to `kbgen notice`"),
    "json": ("[1, 2]", "JSON of no export that kbgen knows"),
    "line": ({"a": 1}, "JSON of no export that kbgen knows, without keys for conversation_id, role, text, or messages"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "reason"), [(name, *case) for name, case in OTHERS.items()])
def test_what_is_not_read_is_said_why(tmp_path, name, content, reason):
    assert results(tmp_path, {name: content}) == ({}, {}, [(name, "file", reason)])


def test_cut_json_is_told_with_its_line(tmp_path):
    _, _, skipped = results(tmp_path, {"a.json": '{\n "x": [1,\n 2'})
    assert skipped == [("a.json", "line 3", "the JSON ends too early; export the file again")]


def test_folders_are_walked_in_order_without_hidden_files(tmp_path):
    names = ["b.csv", "a/z.csv", "a/.git/x.csv", ".hidden.csv", "__MACOSX/a.csv", "a/~$z.xlsx", "c/b.csv"]
    write(tmp_path, dict.fromkeys(names, TABLE))
    assert [str(p.relative_to(tmp_path)) for p in files_below(tmp_path)] == ["a/z.csv", "b.csv", "c/b.csv"]


def test_paths_are_as_given_and_files_given_twice_are_read_once(tmp_path, monkeypatch):
    write(tmp_path, {"in/a.csv": TABLE})
    monkeypatch.chdir(tmp_path)
    found = list(read([Path("in"), Path("in/a.csv")], IngestConfig(), SEOUL))
    assert [item.source.path for item in found if isinstance(item, RawConversation)] == ["in/a.csv"]


def test_an_empty_folder(tmp_path):
    assert list(read([tmp_path], IngestConfig(), SEOUL)) == [Skipped(str(tmp_path), "file", "no files in this folder")]


def test_wrong_use_is_told_before_anything_is_read(tmp_path):
    with pytest.raises(KbgenError) as absent:
        read([tmp_path / "a", tmp_path, tmp_path / "b"], IngestConfig(), SEOUL)
    assert [problem.where for problem in absent.value.problems] == [str(tmp_path / "a"), str(tmp_path / "b")]
    with pytest.raises(KbgenError, match=r"known formats: xlsx, .*channeltalk, intercom, freshdesk, zendesk, "):
        read([tmp_path], IngestConfig(), SEOUL, "excel")
    with pytest.raises(KbgenError) as mapping:
        read([tmp_path], IngestConfig(columns={"a": "txt"}, roles={"b": "boss"}), SEOUL)
    assert len(mapping.value.problems) == 2


def test_a_forced_format_is_taken_at_its_word(tmp_path):
    _, _, skipped = results(tmp_path, {"a.txt": "그냥 글"}, forced="csv")
    assert skipped == [("a.txt", "file", "not a table: no line is like a header")]


@pytest.mark.parametrize(
    ("name", "content", "command"),
    [
        ("a.html", "<html><p>할인", "notice"),
        ("a.md", "# 할인\n\n| 기간, 대상 | 혜택 |", "notice"),
        ("a.txt", "할인 안내", "notice"),
        ("a.docx", zipped("word/document.xml"), "notice"),
        ("a.txt", TABLE.replace(",", "\t"), "log"),
        ("a.csv", "x,y\n1,2\n", "log"),
        ("a.dat", TABLE, "log"),
        ("a.json", {"tickets": [{"requester_id": 1}]}, "log"),
        ("a.zip", zipped("users.json", "channels.json"), "log"),
        ("a.eml", "Subject: x\n", "log"),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00\x01", "unknown"),
    ],
)
def test_which_command_a_file_asks_for(tmp_path, name, content, command):
    assert asks_for(write(tmp_path, {name: content}) / name) == command
    assert asks_for(tmp_path) == "folder"


def test_a_missing_path_asks_for_nothing(tmp_path):
    with pytest.raises(KbgenError):
        asks_for(tmp_path / "none")


def test_formats_have_names_of_their_own():
    assert max(Counter(form.name for form in FORMATS).values()) == 1


@given(
    st.binary(max_size=300) | st.text(alphabet='{}[]",:a1\\\n', max_size=120).map(str.encode),
    st.sampled_from([None, "csv", "jsonl", "zendesk", "channeltalk", "xlsx"]),
)
def test_no_bytes_make_a_reader_fail(tmp_path_factory, data, forced):
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(data)
    assert list(read([path], IngestConfig(), SEOUL, forced))
    assert look(on_disk(path)).data == data


GOLD = Path(__file__).parents[3] / "shared" / "gold" / "dev" / "exports"


@pytest.mark.skipif(not GOLD.is_dir(), reason="the sample exports are not beside the repository")
def test_sample_exports_are_read_without_a_bad_row():
    found = list(read([GOLD / name for name in ("channeltalk", "zendesk", "generic")], IngestConfig(), SEOUL))
    counts = Counter(item.source.format for item in found if isinstance(item, RawConversation))
    assert counts == {"channeltalk": 148, "zendesk": 41, "csv": 27, "xlsx": 11, "jsonl": 8, "mail": 9}
    assert not [item for item in found if isinstance(item, Skipped)]
