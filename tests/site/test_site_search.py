import json
import re

import pytest

from kbgen.site.entries import Entry
from kbgen.site.search import SEPARATOR, add_queries


def split(text: str) -> list[str]:
    """Split as Material's worker does: `re.ASCII` gives `\\b` and `\\s` the meaning they have in JavaScript."""
    return [part for part in re.split(SEPARATOR, text, flags=re.ASCII) if part]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("배송 언제", ["배", "송", "언", "제"]),
        ("카카오톡ID로 3일", ["카", "카", "오", "톡", "ID", "로", "3", "일"]),
        ("refund-policy (2026)?", ["refund", "policy", "2026"]),
        ("ㅇㅇ 네!", ["ㅇ", "ㅇ", "네"]),
    ],
)
def test_hangul_is_split_into_syllables(text, parts):
    assert split(text) == parts


def test_queries_are_added_to_the_first_section_and_hidden():
    index = json.dumps(
        {
            "config": {"lang": ["en"]},
            "docs": [
                {"location": "faq/a/", "title": "A", "text": "<p>글</p>"},
                {"location": "faq/a/#b", "title": "B", "text": "<p>절</p>"},
            ],
        }
    )
    entries = [
        Entry("faq/b.md", "faq/b/", "<B>", queries=("x", "x")),
        Entry("faq/a.md", "faq/a/", "A", queries=("택배 언제", "<script>")),
        Entry("faq/c.md", "faq/c/", "C"),
    ]
    made = add_queries(index, entries)
    assert json.loads(made)["docs"] == [
        {"location": "faq/a/", "title": "A", "text": "<p>글</p><p hidden>택배 언제 · &lt;script&gt;</p>"},
        {"location": "faq/a/#b", "title": "B", "text": "<p>절</p>"},
        {"location": "faq/b/", "title": "&lt;B&gt;", "text": "<p hidden>x</p>"},
        {"location": "faq/c/", "title": "C", "text": ""},
    ]
    assert add_queries(index, entries[::-1]) == made
