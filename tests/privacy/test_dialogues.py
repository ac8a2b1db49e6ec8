"""The gate on whole dialogues: what is asked, answered and told again is covered, and nothing else is."""

import re
from pathlib import Path

import pytest

from kbgen.models import RawConversation, RawMessage, Source
from kbgen.privacy import Gate

MARK = re.compile(r"\{\{(.*?)\}\}")
TEXT = (Path(__file__).parent / "dialogues.txt").read_text(encoding="utf-8")
DIALOGUES = [block for block in TEXT.split("\n\n") if block and not block.startswith("#")]


def parsed(block):
    fields, messages = {"names": (), "staff": ()}, []
    for line in block.splitlines():
        key, _, value = line.partition(": ")
        if key in fields:
            fields[key] = tuple(part.strip() for part in value.split("|"))
        else:
            messages.append((key, value))
    return fields, messages


def hidden(text, values):
    """Blank the given stretches of a text, so that any placeholder looks like any other."""
    for value in values:
        text = text.replace(value, "[]")
    return text


@pytest.mark.parametrize("block", DIALOGUES)
def test_dialogues(block):
    fields, marked = parsed(block)
    raw = RawConversation(
        Source("zendesk", "x.json", "1"),
        tuple(RawMessage(role, MARK.sub(r"\1", text), None, role) for role, text in marked),
        **fields,
    )
    made, _ = Gate((), b"key").conversation(raw)
    wanted = [MARK.sub("[]", text) for _, text in marked]
    found = [re.sub(r"\[(?!결제하기)[^\]]+\]", "[]", m.text) for m in made.messages]
    particles = re.compile(
        r"(?<=\])(?:이라고|라고|이에요|예요|이요|요|입니다|이|가|은|는|을|를|과|와|으로|로)(?![가-힣])"
    )
    assert [particles.sub("", text) for text in found] == [particles.sub("", text) for text in wanted]
