"""Files on disk and in zips: all are found once, and none that is dangerous is unpacked."""

import io
import struct
import zipfile
from contextlib import ExitStack, suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.models import Skipped
from kbgen.readers import files
from kbgen.readers.files import File, walk
from tests.readers.reading import results, said, write

TABLE = "id,role,text\n{0},customer,배송 언제 와요?\n{0},agent,내일 와요.\n"
KOREAN = "상담번호,구분,내용\n2,고객,똠양꿍 있나요?\n2,상담원,있어요.\n"


def zipped(members, compression=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def walked(folder):
    with ExitStack() as stack:
        return [(item.path, item.reason) if isinstance(item, Skipped) else item.shown for item in walk([folder], stack)]


def test_a_zip_of_mixed_files_is_read_like_a_folder(tmp_path):
    inner = zipped({"deep/c.csv": TABLE.format(3)})
    archive = zipped(
        {
            "a.csv": TABLE.format(1),
            "talk/b.csv": KOREAN.encode("cp949"),
            "inner.zip": inner,
            "__MACOSX/._a.csv": "x",
            ".DS_Store": "x",
            "photo.png": b"\x89PNG\r\n\x1a\n\0",
        }
    )
    conversations, done, skipped = results(tmp_path, {"export.zip": archive})
    assert {key: c.source.path for key, c in conversations.items()} == {
        "1": f"{tmp_path}/export.zip!a.csv",
        "2": f"{tmp_path}/export.zip!talk/b.csv",
        "3": f"{tmp_path}/export.zip!inner.zip!deep/c.csv",
    }
    assert sorted(done.values()) == [("csv", "cp949", 1, 2), ("csv", "utf-8", 1, 2), ("csv", "utf-8", 1, 2)]
    assert said(conversations["3"]) == [("customer", "배송 언제 와요?"), ("agent", "내일 와요.")]
    assert skipped == [("export.zip!photo.png", "file", "a binary file, not a log")]


def test_names_that_korean_windows_wrote(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("PLACEHOLDER.csv", KOREAN)
    raw = "상담기록AB.csv".encode("cp949")
    data = stream.getvalue().replace(b"PLACEHOLDER.csv", raw.ljust(len(b"PLACEHOLDER.csv"), b"_")[:15])
    write(tmp_path, {"a.zip": data})
    (found,) = walked(tmp_path)
    assert "상담기록AB" in found


def test_dangerous_members_are_refused_and_the_good_rest_is_read(tmp_path):
    archive = zipped(
        {
            "../../etc/passwd.csv": TABLE.format(7),
            "/absolute.csv": TABLE.format(8),
            "C:\\x.csv": TABLE.format(9),
            "bomb.csv": b"0" * (64 << 20),
            "good.csv": TABLE.format(1),
        }
    )
    conversations, _, skipped = results(tmp_path, {"a.zip": archive})
    assert list(conversations) == ["1"]
    assert {reason for _, _, reason in skipped} == {
        "a path that climbs out of the zip",
        "unpacks to more than 200 times its size, as no honest export does",
    }
    assert len(skipped) == 4


def test_limits_of_zips(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_MEMBER", 100)
    monkeypatch.setattr(files, "MAX_ARCHIVE", 1_000)
    nested = zipped({"1.zip": zipped({"2.zip": zipped({"a.csv": "x"})})}, zipfile.ZIP_STORED)
    write(
        tmp_path,
        {
            "large.zip": zipped({"a.csv": "x" * 101, "b.csv": "y"}),
            "sum.zip": zipped({f"{i}.csv": "x" * 90 for i in range(12)}),
            "nested.zip": nested,
            "torn.zip": zipped({"a.csv": "x" * 90})[:-40],
        },
    )
    found = walked(tmp_path)
    assert (f"{tmp_path}/large.zip!a.csv", "unpacks to more than 0 MB; unpack the zip and give its folder") in found
    assert f"{tmp_path}/large.zip!b.csv" in found
    assert any(isinstance(f, tuple) and f[0].endswith("sum.zip") and "unpack it yourself" in f[1] for f in found)
    assert f"{tmp_path}/torn.zip" in found


def test_zips_are_looked_into_to_a_depth_of_two(tmp_path):
    write(tmp_path, {"0.zip": zipped({"1.zip": zipped({"2.zip": zipped({"a.csv": "x"})})})})
    assert walked(tmp_path) == [
        (f"{tmp_path}/0.zip!1.zip!2.zip", "a zip in a zip in a zip; unpack it and give its folder")
    ]


def test_a_protected_zip_is_told_how_to_open(tmp_path):
    data = bytearray(zipped({"a.csv": TABLE.format(1)}))
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<H", data, at + 8, 1)  # the flag of encryption in the zip's directory
    write(tmp_path, {"a.zip": bytes(data)})
    assert walked(tmp_path) == [
        (f"{tmp_path}/a.zip!a.csv", "password-protected: unpack the zip with its password and give the folder")
    ]


def test_a_member_that_is_damaged_is_told(tmp_path):
    data = bytearray(zipped({"a.csv": TABLE.format(1), "b.csv": TABLE.format(2)}, zipfile.ZIP_STORED))
    data[data.index("내일".encode())] ^= 0xFF
    conversations, _, skipped = results(tmp_path, {"a.zip": bytes(data)})
    assert list(conversations) == ["2"]
    assert skipped == [
        ("a.zip!a.csv", "file", "cannot be read (damaged in the zip archive; make or download it again)")
    ]


def test_a_file_name_of_any_bytes_can_be_told(tmp_path):
    try:
        (tmp_path / "\udcff.csv").write_text(TABLE.format(1), encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("the file system takes UTF-8 names alone")
    (found,) = walked(tmp_path)
    assert found.endswith("�.csv")


@given(st.binary(max_size=400), st.integers(0, 400), st.integers(0, 255))
def test_no_bytes_in_a_zip_make_reading_fail(tmp_path_factory, noise, at, byte):
    data = bytearray(zipped({"a.csv": TABLE.format(1), "x/b.json": "[1"}))
    data[at % len(data)] = byte
    path = tmp_path_factory.getbasetemp() / "any.zip"
    path.write_bytes(bytes(data) + noise)
    with ExitStack() as stack:
        for item in walk([path], stack):
            assert isinstance(item, File | Skipped)
            if isinstance(item, File):
                with suppress(OSError):
                    item.read()


def test_a_zip_cut_short_is_not_taken_for_the_zip_inside_it(tmp_path):
    outer = zipped({"inner.zip": zipped({"a.csv": TABLE.format(1)}), "top.csv": TABLE.format(2)}, zipfile.ZIP_STORED)
    write(tmp_path, {"a.zip": outer[:-40]})
    assert walked(tmp_path) == [(f"{tmp_path}/a.zip", "a damaged zip archive; make or download it again")]
