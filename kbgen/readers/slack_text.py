"""What a Slack message says: its markup, blocks and attachments as plain text.

Shapes: https://api.slack.com/reference/surfaces/formatting and https://api.slack.com/reference/block-kit/blocks.
"""

import re
from collections.abc import Callable

from kbgen.readers.jsondoc import Record, record, records
from kbgen.readers.text import clean, with_files

_ANGLES = re.compile(r"<([^<>\n|]{1,2000})(?:\|([^<>\n]{0,2000}))?>")
_MENTION = re.compile(r"<@([A-Z0-9]{2,})(?:\|[^<>]{0,200})?>")
_ADDRESSED = re.compile(r"\A\s{0,9}(?:<@[A-Z0-9]{2,}(?:\|[^<>]{0,200})?>(?: ?님)?[\s,:]{0,9})++(?=\S)")
_BROADCAST = re.compile(r"<!(?:here|channel|everyone)(?:\|[^<>]{0,100})?>")
_UPLOADED = re.compile(
    r"<@[A-Z0-9]+(?:\|[^<>]*)?> (?:uploaded|shared|added)(?: and commented on)? a file: <[^<>]*>(?: and commented:)?\s*"
)
_DEPTH = 30

Named = Callable[[str], str]
"""The name of a person or channel by its id, or an empty text."""


def mentions(item: Record) -> tuple[str, ...]:
    """Return the ids of the people whom a message names, each once."""
    return tuple(dict.fromkeys(_MENTION.findall(_raw(item))))


def is_announcement(item: Record) -> bool:
    """Tell whether a message calls everybody in its channel."""
    return _BROADCAST.search(_raw(item)) is not None


def said(item: Record, named: Named) -> str:
    """Return the text of a message with people and channels by name; a mark stands for its files.

    People whom it only speaks to, at its beginning, are left out, since that is no part of what it says to them. Blocks
    and attachments speak where the text is empty, since the text repeats them elsewhere.
    """
    text = _plain(_without_address(_UPLOADED.sub("", _raw(item))), named)
    files = sum(file.get("mode") not in ("tombstone", "hidden_by_limit_removed") for file in records(item.get("files")))
    return with_files(text, files + isinstance(item.get("file"), dict))


def _raw(item: Record) -> str:
    text = item.get("text")
    if isinstance(text, str) and text.strip():
        return text
    return _blocks(item.get("blocks"), 0) or "\n".join(
        part for attachment in records(item.get("attachments")) if (part := _attachment(attachment))
    )


def _without_address(text: str) -> str:
    found = _ADDRESSED.match(text)
    return text[found.end() :] if found else text


def _plain(text: str, named: Named) -> str:
    return clean(_ANGLES.sub(lambda found: _angle(found[1], found[2] or "", named), text))


def _angle(target: str, label: str, named: Named) -> str:
    """Return what stands between `<` and `>` as readers see it: a person, a channel, a group, a date or a link."""
    kind, name = target[0], target[1:]
    if kind in "@#":
        return kind + (named(name) or label or name)
    if kind == "!":
        return label if label else "@" + name.partition("^")[0]
    for scheme in ("mailto:", "tel:"):
        if target.startswith(scheme):
            return label or target.removeprefix(scheme)
    bare = target.partition("://")[2].rstrip("/")
    return target if not label or label.rstrip("/").endswith(bare) else f"{label} ({target})"


def _attachment(attachment: Record) -> str:
    """Return what an attachment says: its blocks, else its texts, else the fallback for old clients."""
    if blocks := _blocks(attachment.get("blocks"), 0):
        return blocks
    fields = [f"{_text(field, 'title')} {_text(field, 'value')}".strip() for field in records(attachment.get("fields"))]
    texts = [_text(attachment, key) for key in ("pretext", "title", "text")]
    return "\n".join(text for text in (*texts, *fields) if text) or _text(attachment, "fallback")


def _text(source: Record, key: str) -> str:
    value = source.get(key)
    return value if isinstance(value, str) else ""


def _blocks(blocks: object, depth: int) -> str:
    return "\n".join(text for block in records(blocks) if (text := _block(block, depth)))


def _block(block: Record, depth: int) -> str:
    """Return the text of a block of any kind, as Slack's markup; blocks nest."""
    if depth > _DEPTH:
        return ""
    if block.get("type") in ("rich_text", "rich_text_list"):
        bullet = "- " if block.get("type") == "rich_text_list" else ""
        parts = (_block(element, depth + 1) for element in records(block.get("elements")))
        return "\n".join(bullet + part for part in parts if part)
    if isinstance(block.get("elements"), list) and str(block.get("type")).startswith("rich_text"):
        return "".join(_element(element) for element in records(block.get("elements")))
    texts = [_written(block.get("text")), *(_written(field) for field in records(block.get("fields")))]
    if block.get("type") == "context":
        texts += [_written(element) for element in records(block.get("elements"))]
    return "\n".join(text for text in texts if text)


def _written(text: object) -> str:
    return text if isinstance(text, str) else _text(record(text), "text")


def _element(element: Record) -> str:
    kind, text = element.get("type"), _text(element, "text")
    if kind == "user":
        return f"<@{_text(element, 'user_id')}>"
    if kind == "channel":
        return f"<#{_text(element, 'channel_id')}>"
    if kind == "broadcast":
        return f"<!{_text(element, 'range')}>"
    if kind == "emoji":
        return f":{_text(element, 'name')}:"
    if kind == "link":
        return f"<{_text(element, 'url')}|{text}>" if text else f"<{_text(element, 'url')}>"
    return text
