"""DOCX notices → HTML for the HTML reader: headings, lists, tables, text boxes; nothing from outside of the file."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.parsers.expat import ExpatError
from xml.sax import SAXException

import mammoth  # type: ignore[import-untyped]
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from kbgen.errors import fail

MAX_PART = 20_000_000
"""The largest XML part of a document that is read, in bytes unpacked: a parsed part takes many times its size."""

MAX_SIZE = 200_000_000
"""The largest document that is read, in bytes unpacked, its pictures included."""

MAX_RATIO = 200
"""Parts that unpack to more than so many times their size are refused: no honest document does."""

MAX_DEPTH = 100
"""Elements within each other beyond this are refused: the reader of the document calls itself for each."""

_MIN_RATIO_SIZE = 1 << 20
_XML = (".xml", ".rels")
_OLE = b"\xd0\xcf\x11\xe0"
_BROKEN = (
    zipfile.BadZipFile, zlib.error, ElementTree.ParseError, ExpatError, SAXException, KeyError, ValueError, TypeError,
    IndexError, AttributeError, OverflowError, EOFError, NotImplementedError, RuntimeError, OSError,
)  # fmt: skip
"""What zipfile, the XML parsers and mammoth raise on a document that is damaged."""

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='제목'] => h1:fresh
p[style-name='Subtitle'] => h2:fresh
p[style-name='heading 1'] => h2:fresh
p[style-name='Heading 1'] => h2:fresh
p[style-name='heading 2'] => h3:fresh
p[style-name='Heading 2'] => h3:fresh
p[style-name='heading 3'] => h4:fresh
p[style-name='Heading 3'] => h4:fresh
"""
"""The first level is the title's alone, so that sections stay sections where authors use Word's first level for them."""
_SAVE_AGAIN = "open it in Word and save it again, or save it as HTML (.html) or plain text (.txt)"


def is_docx(data: bytes) -> bool:
    """Tell whether bytes are a zip that holds a Word document."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "word/document.xml" in archive.namelist()
    except _BROKEN:
        return False


def docx_html(data: bytes, path: Path) -> str:
    """Return a Word document as HTML without pictures; their descriptions stay.

    Raises:
        KbgenError: it has a password, is damaged, is no Word document, or would unpack to too much.
    """
    if data.startswith(_OLE):
        raise fail(
            path,
            "is an old Word document (.doc), or one with a password",
            "open it in Word and save it as .docx without a password",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            problem = _danger(archive)
        if problem is None:
            made = mammoth.convert_to_html(
                io.BytesIO(data), style_map=_STYLES, convert_image=mammoth.images.img_element(_no_pictures)
            )
            # Nobody lays a document out with tables as mails are: they hold data.
            return str(made.value).replace("<table>", '<table border="1">')
    except DefusedXmlException as error:
        raise fail(path, "declares XML entities, as no honest document does", _SAVE_AGAIN) from error
    except _BROKEN as error:
        raise fail(path, "is damaged, or not a Word document", _SAVE_AGAIN) from error
    raise fail(path, problem, "keep the notice's text only, and save it again")


def _danger(archive: zipfile.ZipFile) -> str | None:
    """Say why a document must not be read: first by the sizes that its zip declares, then by the shape of its XML."""
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > MAX_SIZE:
        return f"unpacks to more than {MAX_SIZE // 1_000_000} MB"
    for part in parts:
        if part.filename.endswith(_XML) and part.file_size > MAX_PART:
            return f"has a part that unpacks to more than {MAX_PART // 1_000_000} MB"
        if part.file_size > _MIN_RATIO_SIZE and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            return f"has a part that unpacks to more than {MAX_RATIO} times its size"
    for part in parts:
        if part.filename.endswith(_XML) and part.file_size:
            with archive.open(part) as stream:
                if any(depth > MAX_DEPTH for depth in _depths(stream)):
                    return f"has more than {MAX_DEPTH} elements within each other"
    return None


def _depths(stream: IO[bytes]) -> Iterator[int]:
    """Yield how deep each element stands; document types and entities raise."""
    depth = 0
    for event, element in ElementTree.iterparse(stream, events=("start", "end"), forbid_dtd=True):
        depth += 1 if event == "start" else -1
        if event == "end":
            element.clear()
        yield depth


def _no_pictures(_image: object) -> dict[str, str]:
    return {"src": ""}
