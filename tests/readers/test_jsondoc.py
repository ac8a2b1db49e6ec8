"""Documents of vendors: whole, a line each, or in pieces when they are long."""

import json

import pytest

from kbgen.models import Skipped
from kbgen.readers import jsondoc
from kbgen.readers.files import on_disk
from kbgen.readers.jsondoc import documents

PAGE = {
    "next": None,
    "users": [{"id": 1}],
    "tickets": [{"id": 1, "n": 1.5, "t": "가"}, {"id": 2, "n": 3, "t": "\U0001f642"}],
}


def read(tmp_path, text, lists=("tickets", "users")):
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    return [
        (item.where, item.reason) if isinstance(item, Skipped) else item.value
        for item in documents(on_disk(path), lists)
    ]


@pytest.fixture
def small(monkeypatch):
    """Files of more than a few bytes are long."""
    monkeypatch.setattr(jsondoc, "MAX_WHOLE", 10)


@pytest.mark.parametrize("indent", [None, 1])
def test_a_short_document_is_read_whole(tmp_path, indent):
    assert read(tmp_path, json.dumps(PAGE, indent=indent)) == [PAGE]


@pytest.mark.usefixtures("small")
def test_a_long_document_is_read_item_by_item(tmp_path):
    assert read(tmp_path, json.dumps(PAGE, indent=1)) == [
        {"tickets": [PAGE["tickets"][0]]},
        {"tickets": [PAGE["tickets"][1]]},
        {"users": [{"id": 1}]},
    ]
    assert read(tmp_path, json.dumps(PAGE["tickets"], indent=1)) == PAGE["tickets"]
    assert read(tmp_path, json.dumps({"id": 1, "more": [1]}, indent=1)) == [{"id": 1, "more": [1]}]


@pytest.mark.usefixtures("small")
def test_a_long_document_that_breaks_off_is_read_to_there(tmp_path):
    text = json.dumps(PAGE, indent=1)
    first, told = read(tmp_path, text[: text.index('"id": 2')])
    assert first == {"tickets": [PAGE["tickets"][0]]}
    assert told == ("after tickets 1", "broken JSON; export the file again")


def test_a_document_a_line(tmp_path):
    text = '{"id": 1}\n\n{broken\n[2]\n{"id": 3}'
    told = ("line 3", "broken JSON (Expecting property name enclosed in double quotes)")
    assert read(tmp_path, text) == [{"id": 1}, told, [2], {"id": 3}]


def test_a_document_that_is_too_long_for_its_shape(tmp_path, monkeypatch):
    monkeypatch.setattr(jsondoc, "MAX_WHOLE", 10)
    monkeypatch.setattr(jsondoc, "MAX_DOCUMENT", 20)
    assert read(tmp_path, json.dumps({"id": 1, "more": [1] * 20}, indent=1)) == [
        ("file", "one JSON document of more than 0 MB; export it in parts")
    ]
