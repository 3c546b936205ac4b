"""What follows from what was counted: best hours, better plans, the streak."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from focus_desktop.model.focus_count import NONE, count
from focus_desktop.model.local_days import Calendar, DayRules, Period, hours_of
from focus_desktop.model.statistics import BestHours, Length, Streak, best_hours, streak

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
MONDAY = date(2026, 3, 2)


def by_clock(**lengths: int) -> list[timedelta]:
    """Minutes at hours of the clock, given as `h9=20`."""
    return [lengths.get(f"h{hour}", 0) * MINUTE for hour in range(24)]


def test_the_best_hours_are_the_two_in_a_row_with_the_most_focus() -> None:
    assert best_hours(by_clock(h8=30, h9=40, h10=50, h15=60), 0) == BestHours(9, 0.5)


def test_the_best_hours_may_lie_on_both_sides_of_midnight() -> None:
    found = best_hours(by_clock(h23=30, h0=30, h12=40), 0)
    assert found is not None
    assert (found.start, found.end) == (23, 1)


def test_of_equally_good_hours_the_first_of_the_day_is_told() -> None:
    equal = by_clock(h3=10, h9=10)
    assert [best_hours(equal, first) for first in (0, 6)] == [BestHours(3, 0.5), BestHours(9, 0.5)]


def test_without_focus_no_hours_are_best() -> None:
    assert best_hours(by_clock(), 0) is None


@pytest.mark.parametrize(
    ("planned", "sessions", "average", "suggested"),
    [
        (50, 18, 34, 35),
        (50, 5, 34, 35),
        (50, 4, 34, None),  # Too few.
        (50, 18, 43, None),  # Near enough.
        (25, 18, 33, 35),  # Longer.
        (10, 18, 1, 5),
        (5, 18, 3, None),  # There is no shorter length.
        (5, 18, 7, None),
    ],
)
def test_a_length_that_does_not_fit_is_calibrated(
    planned: int, sessions: int, average: int, suggested: int | None
) -> None:
    length = Length(planned, sessions, average * sessions * MINUTE)
    assert length.done_minutes == average
    assert length.suggested_minutes == suggested


@pytest.mark.parametrize(
    ("hours", "found"),
    [
        ([4, 4, 4, 4, 4, 0, 0, 4], Streak(6, may_be_longer=True)),
        ([4, 4, 4, 4, 4, 0, 0, 3], Streak(5, may_be_longer=True)),  # Today is not over.
        ([4, 3, 4, 4, 4, 9, 0, 0], Streak(3, may_be_longer=False)),
        ([4, 4, 4, 4, 3, 9, 9, 3], Streak(0, may_be_longer=False)),
    ],
)
def test_the_streak_counts_working_days_that_reached_the_goal(hours: list[int], found: Streak) -> None:
    period = Period(MONDAY, MONDAY + timedelta(days=7))
    days = [number * HOUR for number in hours]
    assert streak(DayRules(goal=4 * HOUR), period, days, period.last) == found


def test_stretches_in_any_order_are_counted_alike() -> None:
    calendar = Calendar()
    hours = hours_of(calendar, Period(MONDAY, MONDAY))
    start = calendar.start_of(MONDAY)
    quest = "0" * 32
    stretches = [
        (quest, start + 9 * HOUR, start + 11 * HOUR),
        (None, start - HOUR, start + HOUR),
        (quest, start + 23 * HOUR, start + 30 * HOUR),
        (None, start + 50 * HOUR, start + 51 * HOUR),
    ]
    for some in (stretches, stretches[::-1]):
        counted = count(some, hours)
        assert counted.days() == [4 * HOUR]
        assert counted.by_quest == {quest: [3 * HOUR], None: [HOUR]}
        worked = [hour for hour, length in zip(hours.hours, counted.by_hour, strict=True) if length]
        assert worked == [0, 9, 10, 23]
        assert sum(counted.by_hour, NONE) == 4 * HOUR
