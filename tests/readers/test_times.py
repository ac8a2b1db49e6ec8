from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.readers.times import is_clock, joined, moment, order_of
from tests.readers.reading import SEOUL, seoul


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-06-10T04:45:56Z", datetime(2026, 6, 10, 4, 45, 56, tzinfo=UTC)),
        ("2026-06-10T13:45:56+09:00", seoul(2026, 6, 10, 13, 45, 56)),
        ("2026-06-10 13:45:56.123", seoul(2026, 6, 10, 13, 45, 56, 123000)),
        ("2026-06-10 04:45 UTC", datetime(2026, 6, 10, 4, 45, tzinfo=UTC)),
        ("2026-06-10 오후 1:45:56", seoul(2026, 6, 10, 13, 45, 56)),
        ("2026-06-10 오전 12:00:00", seoul(2026, 6, 10)),
        ("2026-06-10 오후 12:30", seoul(2026, 6, 10, 12, 30)),
        ("2026.6.10 13:45", seoul(2026, 6, 10, 13, 45)),
        ("2026. 6. 10. 오후 1:45:56", seoul(2026, 6, 10, 13, 45, 56)),
        ("26.06.10 13:45", seoul(2026, 6, 10, 13, 45)),
        ("2026/06/10", seoul(2026, 6, 10)),
        ("2026년 6월 10일", seoul(2026, 6, 10)),
        ("2026년 6월 10일 (수) 오후 1시 5분", seoul(2026, 6, 10, 13, 5)),
        ("2026년 6월 10일 수요일 13시", seoul(2026, 6, 10, 13)),
        ("6/10/2026", seoul(2026, 6, 10)),
        ("6/10/2026 1:45 PM", seoul(2026, 6, 10, 13, 45)),
        ("25/12/2026", seoul(2026, 12, 25)),
        ("Jun 10, 2026, 1:45 PM", seoul(2026, 6, 10, 13, 45)),
        ("Wednesday, June 10, 2026 at 1:45 PM", seoul(2026, 6, 10, 13, 45)),
        ("Wed, 10 Jun 2026 13:45:56 +0900", seoul(2026, 6, 10, 13, 45, 56)),
        ("20260610134556", seoul(2026, 6, 10, 13, 45, 56)),
        ("20260610", seoul(2026, 6, 10)),
        (1781066756, seoul(2026, 6, 10, 13, 45, 56)),
        ("1781066756000", seoul(2026, 6, 10, 13, 45, 56)),
        (1781066756000, seoul(2026, 6, 10, 13, 45, 56)),
        (46183, seoul(2026, 6, 10)),
        (46183.5, seoul(2026, 6, 10, 12)),
        ("46183.5", seoul(2026, 6, 10, 12)),
        (datetime(2026, 6, 10, 1), seoul(2026, 6, 10, 1)),
        (date(2026, 6, 10), seoul(2026, 6, 10)),
        ("", None),
        ("  ", None),
        (None, None),
        ("26/09/01", seoul(2026, 9, 1)),
        ("26-09-01 15:05", seoul(2026, 9, 1, 15, 5)),
        ("'26/9/1", seoul(2026, 9, 1)),
        ("06/10/26", seoul(2026, 6, 10)),
        ("2026. 9. 1. 오후 3:05", seoul(2026, 9, 1, 15, 5)),
        ("2026/09/01 3:05:12 오후 GMT+9", seoul(2026, 9, 1, 15, 5, 12)),
        ("2026-09-01(화) 15:05", seoul(2026, 9, 1, 15, 5)),
        ("9월 1일", None),
        ("9월 1일 (화) 오후 3:05", None),
        ("9/1 3:05 PM", None),
        ("Sep 1, 3:05 PM", None),
        ("13:45", None),
        ("오후 3:05", None),
        (time(13, 45), None),
        (timedelta(hours=3), None),
        (0.5, None),
    ],
)
def test_times_as_people_and_programs_write_them(value, expected):
    assert moment(value, SEOUL) == expected


@pytest.mark.parametrize(
    "value",
    ["내일", "2026-13-01", "2026-06-10 25:00", "2026-06-10 10:00 XYZ", True, -5, float("nan"), 1e30, [1]],
)
def test_what_is_no_time_is_refused(value):
    with pytest.raises(ValueError):
        moment(value, SEOUL)


@pytest.mark.parametrize(
    ("day", "clock", "expected"),
    [
        ("2026.6.10", "오후 1:45", seoul(2026, 6, 10, 13, 45)),
        (datetime(2026, 6, 10), time(13, 45), seoul(2026, 6, 10, 13, 45)),
        (date(2026, 6, 10), datetime(1899, 12, 30, 13, 45), seoul(2026, 6, 10, 13, 45)),
        (datetime(2026, 6, 10), "13:45", seoul(2026, 6, 10, 13, 45)),
        (None, datetime(2026, 6, 10, 13), seoul(2026, 6, 10, 13)),
        ("2026-06-10", None, seoul(2026, 6, 10)),
        (None, None, None),
        (46183, 0.5, seoul(2026, 6, 10, 12)),
        (46183, "13:45", seoul(2026, 6, 10, 13, 45)),
        ("2026-06-10 00:00:00", "오후 1:45", seoul(2026, 6, 10, 13, 45)),
        ("2026-06-10", timedelta(hours=13, minutes=45), seoul(2026, 6, 10, 13, 45)),
        ("6월 10일", "13:45", None),
    ],
)
def test_a_date_and_a_time_in_two_columns(day, clock, expected):
    assert moment(joined(day, clock), SEOUL) == expected


@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)))
def test_what_excel_stores_comes_back(at):
    at = at.replace(microsecond=0)
    serial = (at - datetime(1899, 12, 30)) / timedelta(days=1)
    assert moment(serial, UTC) == at.replace(tzinfo=UTC)


@given(st.text(alphabet="0123456789-./:년월일시분 오전후AMPTZ+,월화", max_size=30))
def test_any_text_is_a_time_or_a_value_error(text):
    try:
        found = moment(text, SEOUL)
    except (ValueError, OverflowError):
        return
    assert found is None or found.tzinfo is not None


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["26/09/01", "26/09/02"], "ymd"),
        (["24/12/26", "25/12/26"], "dmy"),
        (["12/10/26", "12/11/26"], "mdy"),
        (["06/10/2026", "25/12/2026"], "dmy"),
        (["06/10/2026"], "mdy"),
        (["06/10/26"], "mdy"),
        (["26/13/45"], None),
        (["2026-09-01", None, 3], None),
        ([], None),
    ],
)
def test_the_order_of_day_and_month_is_told_by_all_dates(values, order):
    assert order_of(values) == order


@pytest.mark.parametrize(
    ("value", "clock"), [("13:45", True), ("오후 3시 5분", True), (time(3), True), ("2026-06-10", False), (7, False)]
)
def test_times_of_day_alone(value, clock):
    assert is_clock(value) is clock


@given(st.lists(st.text(alphabet="0123456789/-.", max_size=9), max_size=5))
def test_any_dates_have_an_order_in_which_they_are_read(values):
    order = order_of(values)
    for value in values:
        try:
            moment(value, UTC, order)
        except (ValueError, OverflowError):
            continue
