"""Ranges of days by name."""

from datetime import date, timedelta

import pytest

from focus_desktop.model.date_range import DateRange, bounds, dates, local_day

SUNDAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("chosen", "first", "last"),
    [
        (DateRange.TODAY, SUNDAY, SUNDAY),
        (DateRange.THIS_WEEK, date(2026, 2, 23), SUNDAY),
        (DateRange.LAST_WEEK, date(2026, 2, 16), date(2026, 2, 22)),
        (DateRange.THIS_MONTH, SUNDAY, date(2026, 3, 31)),
    ],
)
def test_a_named_range_is_from_a_day_to_a_day(chosen: DateRange, first: date, last: date) -> None:
    assert dates(chosen, SUNDAY) == (first, last)


def test_a_week_begins_on_the_day_that_is_set() -> None:
    assert dates(DateRange.THIS_WEEK, SUNDAY, 6) == (SUNDAY, date(2026, 3, 7))
    assert dates(DateRange.LAST_WEEK, SUNDAY, 5) == (date(2026, 2, 21), date(2026, 2, 27))


@pytest.mark.parametrize("chosen", [DateRange.ALL, DateRange.CUSTOM])
def test_a_range_without_bounds_of_its_own_has_none(chosen: DateRange) -> None:
    assert dates(chosen, SUNDAY) is None


def test_february_and_december_end_where_they_end() -> None:
    assert dates(DateRange.THIS_MONTH, date(2028, 2, 29)) == (date(2028, 2, 1), date(2028, 2, 29))
    assert dates(DateRange.THIS_MONTH, date(2026, 12, 31)) == (date(2026, 12, 1), date(2026, 12, 31))


def test_a_day_begins_at_the_hour_that_is_set() -> None:
    start, end = bounds(SUNDAY, SUNDAY, 4)
    assert start.astimezone().strftime("%Y-%m-%d %H:%M") == "2026-03-01 04:00"
    assert end - start == timedelta(days=1)
    assert local_day(start, 4) == SUNDAY
    assert local_day(start - timedelta(seconds=1), 4) == SUNDAY - timedelta(days=1)
