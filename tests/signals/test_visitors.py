import re
from datetime import date

import pytest

from kbgen.errors import KbgenError
from kbgen.signals.visitors import Visitors, network

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


def test_one_visitor_is_one_pseudonym_for_a_day(tmp_path):
    visitors = Visitors(tmp_path / ".kbgen" / "visitor.key", "https://help.example.com")
    first = visitors.of("203.0.113.5", "Firefox", MONDAY)
    assert re.fullmatch("[0-9a-f]{16}", first)
    assert visitors.of("203.0.113.5", "Firefox", MONDAY) == first
    others = {
        visitors.of("203.0.113.6", "Firefox", MONDAY),
        visitors.of("203.0.113.5", "Safari", MONDAY),
        visitors.of("203.0.113.5F", "irefox", MONDAY),
        visitors.of("203.0.113.5", "Firefox", TUESDAY),
        visitors.of("203.0.113.5", "Firefox", MONDAY),
    }
    assert len(others - {first}) == 5


def test_a_restart_keeps_the_key_of_the_day(tmp_path):
    path = tmp_path / "visitor.key"
    first = Visitors(path, "s").of("203.0.113.5", "a", MONDAY)
    assert Visitors(path, "s").of("203.0.113.5", "a", MONDAY) == first
    assert Visitors(path, "other").of("203.0.113.5", "a", MONDAY) != first


def test_the_key_is_ours_alone_and_gone_when_its_day_is(tmp_path):
    path = tmp_path / "visitor.key"
    keys = iter([b"a" * 32, b"b" * 32])
    visitors = Visitors(path, "s", lambda size: next(keys))
    assert visitors.renew(MONDAY) is True
    assert visitors.renew(MONDAY) is False
    assert path.stat().st_mode & 0o777 == 0o600
    assert visitors.renew(TUESDAY) is True
    assert path.read_text() == f"2026-03-03 {'62' * 32}\n"
    assert [p.name for p in tmp_path.iterdir()] == ["visitor.key"]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"2026-03-02", b"2026-03-02 abcd", b"2026-03-02 zz zz"])
def test_a_broken_key_is_replaced(tmp_path, content):
    path = tmp_path / "visitor.key"
    path.write_bytes(content)
    assert Visitors(path, "s").of("203.0.113.5", "a", MONDAY)
    assert path.read_bytes() != content


def test_a_key_that_cannot_be_kept_is_an_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(KbgenError, match=r"visitor\.key"):
        Visitors(tmp_path / "file" / "visitor.key", "s").renew(MONDAY)


@pytest.mark.parametrize(
    ("address", "same"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("testclient", "testclient"),
    ],
)
def test_network(address, same):
    assert network(address) == same
