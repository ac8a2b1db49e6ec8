"""What the tests of readers share: write files, read them, see the result as plain data."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kbgen.config import IngestConfig
from kbgen.models import FileRead, RawConversation, Skipped
from kbgen.readers import read

SEOUL = ZoneInfo("Asia/Seoul")


def write(folder: Path, files: Mapping[str, object]) -> Path:
    """Write files: bytes and texts as they are, anything else as JSON."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not isinstance(content, bytes | str):
            content = json.dumps(content, ensure_ascii=False)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def results(folder: Path, files: Mapping[str, object], config: IngestConfig | None = None, forced: str | None = None):
    """Write files to a folder and read it: (conversations by id, files read by name, skipped parts)."""
    read_all = list(read([write(folder, files)], config or IngestConfig(), SEOUL, forced))
    conversations = {item.source.id: item for item in read_all if isinstance(item, RawConversation)}
    done = {
        Path(item.path).name: (item.format, item.encoding, item.conversations, item.messages)
        for item in read_all
        if isinstance(item, FileRead)
    }
    skipped = [(Path(item.path).name, item.where, item.reason) for item in read_all if isinstance(item, Skipped)]
    return conversations, done, skipped


def said(conversation: RawConversation) -> list[tuple[str, str]]:
    """The roles and texts of a conversation."""
    return [(message.role, message.text) for message in conversation.messages]


def seoul(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SEOUL)
