"""When a quest will be reached: what is reckoned, its edges, and where nothing can be said."""

from datetime import date, timedelta

import pytest

from focus_desktop.model.forecast import LONGEST_DAYS, WEEKS, Forecast, WorkedWeek, forecast
from focus_desktop.model.limits import LARGEST_NUMBER

TODAY = date(2026, 3, 2)
HOUR = timedelta(hours=1)
NO_WEEK = WorkedWeek(timedelta(), 0)


def weeks(*hours: float, sessions: int = 3) -> list[WorkedWeek]:
    """The last weeks, each with so many hours."""
    return [WorkedWeek(one * HOUR, sessions if one else 0) for one in hours]


def reckoned(done: int, target: int, total: float, *hours: float, sessions: int = 3) -> Forecast | None:
    return forecast(
        done=done, target=target, total=total * HOUR, weeks=weeks(*hours, sessions=sessions), today=TODAY
    )


@pytest.mark.parametrize(
    ("done", "target", "total", "hours", "days"),
    [
        (10, 20, 100, (10, 10, 10, 10), 70),  # 10 steps of 10 h at 10 h a week.
        (10, 20, 100, (0, 20, 0, 20), 70),  # The same, at other times.
        (10, 11, 100, (10, 10, 10, 10), 7),
        (2, 3, 100, (0, 0, 35, 35), 20),  # 50 h at 2.5 h a day.
        (10, 20, 100, (7, 7, 7, 7), 100),
        (10, 20, 101, (7, 7, 7, 7), 101),
        (3, 4, 10, (7, 7, 7, 7), 4),  # 3 h 20 min: a day that has begun is needed whole.
        (3, 4, 3, (0, 0, 1.5, 1.5), 5),  # It was begun two weeks ago, so its pace is that of two weeks.
        (3, 4, 3, (1.5, 0, 0, 1.5), 10),
        (3, 4, 3.5, (0, 0, 1.5, 1.5), 11),  # It is older: its pace is that of four weeks.
    ],
)
def test_the_day_is_what_is_left_at_the_pace_of_the_last_weeks(
    done: int, target: int, total: float, hours: tuple[float, ...], days: int
) -> None:
    found = reckoned(done, target, total, *hours)
    assert found is not None
    assert found.day == TODAY + timedelta(days=days)


def test_a_forecast_says_how_it_was_reckoned() -> None:
    found = reckoned(12, 40, 38, 2, 3, 3, 2)
    assert found == Forecast(
        day=TODAY + timedelta(days=249), steps_left=28, per_step=38 * HOUR / 12, per_week=2.5 * HOUR, weeks=4
    )
    young = reckoned(2, 40, 3, 0, 1, 1, 1)
    assert young is not None
    assert (young.per_week, young.weeks) == (HOUR, 3)


@pytest.mark.parametrize(
    ("done", "target", "total", "hours", "sessions"),
    [
        (0, 20, 100, (10, 10, 10, 10), 3),
        (1, 20, 100, (10, 10, 10, 10), 3),  # One step says nothing about the next.
        (20, 20, 100, (10, 10, 10, 10), 3),
        (21, 20, 100, (10, 10, 10, 10), 3),
        (10, 20, 100, (0, 0, 0, 0), 3),
        (10, 20, 100, (0, 0, 0, 40), 3),  # Work in one week only.
        (10, 20, 100, (10, 10, 10, 10), 1),  # One session a week.
    ],
)
def test_where_too_little_is_known_nothing_is_said(
    done: int, target: int, total: float, hours: tuple[float, ...], sessions: int
) -> None:
    assert reckoned(done, target, total, *hours, sessions=sessions) is None


def test_two_weeks_with_two_sessions_are_enough_also_if_the_others_had_one() -> None:
    assert reckoned(2, 4, 40, 10, 0, 0, 10, sessions=2) is not None
    few = [WorkedWeek(HOUR, 2), WorkedWeek(HOUR, 1), WorkedWeek(HOUR, 1), WorkedWeek(HOUR, 2)]
    assert forecast(done=2, target=9, total=4 * HOUR, weeks=few, today=TODAY) is not None


def test_sessions_without_focused_time_are_no_pace() -> None:
    empty = [WorkedWeek(timedelta(), 3)] * WEEKS
    assert forecast(done=2, target=9, total=4 * HOUR, weeks=empty, today=TODAY) is None


@pytest.mark.parametrize(("target", "is_told"), [(2 + LONGEST_DAYS, True), (3 + LONGEST_DAYS, False)])
def test_a_date_after_two_years_would_be_a_guess(target: int, is_told: bool) -> None:
    found = reckoned(2, target, 2, 7, 7, 7, 7)  # More in four weeks than in all: an hour a step and a day.
    assert (found is not None) is is_told
    if found is not None:
        assert found.day == TODAY + timedelta(days=LONGEST_DAYS)


def test_the_largest_numbers_and_the_shortest_times_do_no_harm() -> None:
    assert reckoned(2, LARGEST_NUMBER, 10**6, 1, 1, 1, 1) is None
    assert reckoned(LARGEST_NUMBER - 1, LARGEST_NUMBER, 10**6, 1, 1, 1, 1) is not None
    tiny = [WorkedWeek(timedelta(microseconds=1), 2)] * WEEKS
    assert forecast(done=2, target=3, total=10**9 * HOUR, weeks=tiny, today=TODAY) is None
