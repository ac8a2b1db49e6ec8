"""The files of an export: on disk, or in a zip. Zips are read in memory alone, so that no raw record gets to the disk."""

import io
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from kbgen.models import Skipped

MAX_MEMBER = 256 << 20
"""Larger files in a zip are refused, in bytes unpacked: they are held in memory while they are read."""
MAX_ARCHIVE = 8 << 30
MAX_RATIO = 200
"""Files in a zip that unpack to more than so many times their size are refused: no honest export does."""
MAX_FILES = 200_000
_MIN_RATIO_SIZE = 1 << 20
_DEPTH = 2
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_CHUNK = 1 << 20
_OFFICE = ("[Content_Types].xml", "mimetype")
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, IndexError)
"""What reading a damaged or unusual zip raises."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to be read. `shown` is its path as given, or `archive.zip!member`; `size` is in bytes, unpacked.

    `open` returns a seekable stream of its bytes; it raises `OSError` alone, whatever is wrong with a zip.
    """

    shown: str
    size: int
    open: Callable[[], BinaryIO] = field(compare=False, repr=False)

    def __str__(self) -> str:
        return self.shown

    @property
    def name(self) -> str:
        """The file's own name, without folders and archives."""
        return PurePosixPath(self.shown.replace("\\", "/").replace("!", "/")).name

    def read(self) -> bytes:
        """Return all bytes.

        Raises:
            OSError: it cannot be read.
        """
        with self.open() as stream:
            return stream.read()


def on_disk(path: Path) -> File:
    """Return a file on disk.

    Raises:
        OSError: it cannot be looked at.
    """
    return File(_printable(str(path)), path.stat().st_size, lambda: path.open("rb"))


def below(path: Path) -> list[Path]:
    """Return the files in a folder and below it, sorted, without hidden ones; the path itself if it is a file."""
    if not path.is_dir():
        return [path]
    found = []
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not _is_hidden(name)]
        found += [Path(folder) / name for name in names if not _is_hidden(name)]
    return sorted(file for file in found if file.is_file())


def walk(paths: Sequence[Path], stack: ExitStack) -> Iterator[File | Skipped]:
    """Yield all files in paths, folders and zips, each once; zips stay open until `stack` closes."""
    seen: set[Path] = set()
    for path in paths:
        found = below(path)
        if not found:
            yield Skipped(_printable(str(path)), "file", "no files in this folder")
        for file in found:
            if file.resolve() in seen:
                continue
            seen.add(file.resolve())
            try:
                one = on_disk(file)
                archive = is_archive(one)
            except OSError as error:
                yield Skipped(_printable(str(file)), "file", f"cannot be read ({error.strerror or error})")
                continue
            if archive:
                yield from _unzipped(one, stack, 1)
            else:
                yield one


def is_archive(file: File) -> bool:
    """Tell whether a file is a zip to be looked into, which documents of Office are not.

    Raises:
        OSError: it cannot be read.
    """
    with file.open() as stream:
        if stream.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
            return False
        stream.seek(0)
        try:
            with zipfile.ZipFile(stream) as archive:
                return not any(name in _OFFICE or name.startswith(("xl/", "word/")) for name in archive.namelist())
        except BROKEN:
            return False


def _unzipped(file: File, stack: ExitStack, depth: int) -> Iterator[File | Skipped]:
    """Yield the files in a zip, and those in zips inside it to a depth of two."""
    try:
        archive = stack.enter_context(zipfile.ZipFile(stack.enter_context(file.open())))
        members = archive.infolist()
        if members and all(found.header_offset for found in members):
            raise zipfile.BadZipFile  # cut short: what was found is the directory of a zip inside it
    except BROKEN:
        yield Skipped(file.shown, "file", "a damaged zip archive; make or download it again")
        return
    if len(members) > MAX_FILES or sum(member.file_size for member in members) > MAX_ARCHIVE:
        yield Skipped(
            file.shown, "file", f"a zip of more than {MAX_FILES:,} files or {MAX_ARCHIVE >> 30} GB; unpack it yourself"
        )
        return
    for member in sorted(members, key=_member_name):
        name = _member_name(member)
        shown = f"{file.shown}!{name}"
        if member.is_dir() or (any(map(_is_hidden, PurePosixPath(name).parts)) and ".." not in name):
            continue
        problem = _danger(member, name)
        if problem:
            yield Skipped(shown, "file", problem)
            continue
        inner = File(shown, member.file_size, _opener(archive, member))
        try:
            nested = is_archive(inner)
        except OSError as error:
            yield Skipped(shown, "file", f"cannot be read ({error.strerror or error})")
            continue
        if not nested:
            yield inner
        elif depth < _DEPTH:
            yield from _unzipped(inner, stack, depth + 1)
        else:
            yield Skipped(shown, "file", "a zip in a zip in a zip; unpack it and give its folder")


def _danger(member: zipfile.ZipInfo, name: str) -> str | None:
    """Say why a member of a zip must not be read, from what the zip's directory declares."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return "a path that climbs out of the zip"
    if member.flag_bits & _ENCRYPTED:
        return "password-protected: unpack the zip with its password and give the folder"
    if member.file_size > MAX_MEMBER:
        return f"unpacks to more than {MAX_MEMBER >> 20} MB; unpack the zip and give its folder"
    if member.file_size > _MIN_RATIO_SIZE and member.file_size > MAX_RATIO * max(member.compress_size, 1):
        return f"unpacks to more than {MAX_RATIO} times its size, as no honest export does"
    return None


def _opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    def opened() -> BinaryIO:
        """Unpack the member, never beyond the size it declares."""
        try:
            with archive.open(member) as stream:
                return io.BytesIO(stream.read())
        except BROKEN as error:
            raise OSError(0, "damaged in the zip archive; make or download it again") from error

    return opened


def _member_name(member: zipfile.ZipInfo) -> str:
    """Return a member's name; Korean Windows writes it in CP949 and does not say so."""
    if member.flag_bits & _UTF8_NAME or member.filename.isascii():
        return _printable(member.filename)
    try:
        return member.filename.encode("cp437").decode("cp949")
    except UnicodeError:
        return _printable(member.filename)


def _printable(name: str) -> str:
    """Return a path that can be written as UTF-8: file names may hold any bytes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name in ("__MACOSX", "Thumbs.db", "desktop.ini")
