"""Junk with the shape of a vendor's documents, for fuzzing readers: the right keys, any values."""

from collections.abc import Sequence

from hypothesis import strategies as st

_ODD = [
    *(None, True, False, 0, -1, 1, 20, 1e308, -0.0, 10**18, 1790000000, 1790000000000, "", " ", "0", "7", "false"),
    *("2026-09-01T03:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "\ud800", "\x00", "<p>글</p>", "&nbsp;"),
    *("> 인용", "user", "admin", "bot", "comment", "note", "Comment", "VoiceComment", "status", "solved", "deleted", "email"),
]  # fmt: skip


def documents(keys: Sequence[str]) -> st.SearchStrategy[object]:
    """Any JSON whose objects have some of these keys."""
    return st.recursive(
        st.sampled_from(_ODD),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(keys), inner, max_size=8),
        max_leaves=30,
    )
