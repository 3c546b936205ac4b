"""Days, weeks, months and years by the local calendar, and the hours of days on which clocks are changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from focus_desktop.model.errors import InvalidField
from focus_desktop.model.local_days import (
    DAY,
    Calendar,
    Period,
    Span,
    checked_period,
    hours_of,
    weekday_hours_of,
)

MONDAY, SUNDAY = 0, 6
FORWARD, BACK = date(2026, 3, 29), date(2026, 10, 25)
"""When Berlin's clocks are changed."""


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (Span.DAY, "2026-03-05", "2026-03-05"),
        (Span.WEEK, "2026-03-02", "2026-03-08"),
        (Span.MONTH, "2026-03-01", "2026-03-31"),
        (Span.YEAR, "2026-01-01", "2026-12-31"),
    ],
)
def test_a_day_lies_in_spans(span: Span, first: str, last: str) -> None:
    assert Calendar().span_of(day("2026-03-05"), span) == Period(day(first), day(last))


def test_weeks_begin_on_the_day_that_is_asked_for() -> None:
    found = Calendar(first_weekday=SUNDAY).span_of(day("2026-03-05"), Span.WEEK)
    assert found == Period(day("2026-03-01"), day("2026-03-07"))


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (("2026-03-02", "2026-03-08"), ("2026-02-23", "2026-03-01")),
        (("2026-03-01", "2026-03-31"), ("2026-02-01", "2026-02-28")),
        (("2024-01-01", "2024-12-31"), ("2023-01-01", "2023-12-31")),
        (("2026-03-03", "2026-03-05"), ("2026-02-28", "2026-03-02")),
    ],
)
def test_before_a_period_lies_its_like(period: tuple[str, str], before: tuple[str, str]) -> None:
    assert Calendar().before(Period(*map(day, period))) == Period(*map(day, before))


def test_parts_are_cut_to_the_period() -> None:
    parts = list(Calendar().parts(Period(day("2026-02-27"), day("2026-03-09")), Span.WEEK))
    assert [(part.first.day, part.last.day) for part in parts] == [(27, 1), (2, 8), (9, 9)]


@pytest.mark.parametrize(("changed", "hours"), [(FORWARD, 23), (BACK, 25)])
@pytest.mark.parametrize("day_start", [0, 2, 3, 23])
def test_a_day_with_a_change_of_clocks_has_its_hours(
    berlin: None, changed: date, hours: int, day_start: int
) -> None:
    calendar = Calendar(day_start)
    lengths = {calendar.start_of(one + timedelta(days=1)) - calendar.start_of(one) for one in around(changed)}
    assert lengths == {timedelta(hours=24), timedelta(hours=hours)}


def around(changed: date) -> list[date]:
    return [changed + timedelta(days=number) for number in (-1, 0, 1)]


def test_the_hour_that_is_skipped_is_missing_and_the_one_that_comes_twice_is_there_twice(
    berlin: None,
) -> None:
    forward = hours_of(Calendar(), Period(FORWARD, FORWARD))
    assert forward.hours == [0, 1, *range(3, 24)]
    back = hours_of(Calendar(), Period(BACK, BACK))
    assert back.hours == [0, 1, 2, *range(2, 24)]
    for found in (forward, back):
        steps = {end - start for start, end in zip(found.starts, found.starts[1:], strict=False)}
        assert steps == {timedelta(hours=1)}


@pytest.mark.parametrize("day_start", [0, 2, 4])
def test_a_moment_lies_in_its_day(berlin: None, day_start: int) -> None:
    calendar = Calendar(day_start)
    for changed in (FORWARD, BACK):
        start = calendar.start_of(changed)
        assert start.tzinfo is UTC
        assert calendar.day_of(start) == changed
        assert calendar.day_of(start - timedelta(microseconds=1)) == changed - timedelta(days=1)


@pytest.mark.parametrize(
    ("first", "last"),
    [("2026-03-02", "2026-03-01"), ("1970-12-31", "2026-01-01"), ("2026-01-01", "2100-01-01")],
)
def test_periods_that_make_no_sense_are_refused(first: str, last: str) -> None:
    with pytest.raises(InvalidField):
        checked_period(day(first), day(last))


@pytest.mark.parametrize("day_start", [0, 3, 20])
def test_an_hour_of_a_weekday_is_found_on_each_such_day(berlin: None, day_start: int) -> None:
    calendar, year = Calendar(day_start), Period(date(2026, 1, 1), date(2026, 12, 31))
    every = hours_of(calendar, year)
    ends = every.starts[1:]
    for weekday, hour in ((SUNDAY, 2), (SUNDAY, 3), (MONDAY, 0), (MONDAY, 23)):
        expected = [
            (start, end)
            for start, end, day, shown in zip(every.starts, ends, every.days, every.hours, strict=False)
            if shown == hour and (year.first + timedelta(days=day)).weekday() == weekday
        ]
        assert list(weekday_hours_of(calendar, year, weekday, hour)) == expected
    two = weekday_hours_of(Calendar(), year, SUNDAY, 2)
    assert len(two) == 52  # Skipped once, there twice once.


def test_a_weekday_that_is_not_in_the_period_has_no_hours() -> None:
    assert weekday_hours_of(Calendar(), Period(day("2026-03-03"), day("2026-03-04")), MONDAY, 9) == ()


class CalendarAtDateLine(Calendar):
    """Of a zone that went over the date line, as Samoa's did: it had no 30 December."""

    def start_of(self, day: date) -> datetime:
        return super().start_of(day - DAY if day > date(2011, 12, 30) else day)


def test_a_day_that_a_zone_skips_has_no_hours() -> None:
    hours = hours_of(CalendarAtDateLine(), Period(date(2011, 12, 29), date(2011, 12, 31)))
    assert hours.days == [0] * 24 + [2] * 24
    assert len(hours.starts) == 49
