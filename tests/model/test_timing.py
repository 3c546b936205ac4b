"""The functions of model/timing.py."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focus_desktop.model import timing
from focus_desktop.model.focus_interval import FocusInterval
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.status import SessionStatus

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def session(minutes: int = 25, status: SessionStatus = SessionStatus.ACTIVE) -> FocusSession:
    return FocusSession(duration_minutes=minutes, status=status, started_at=NINE)


def interval(start: float, end: float | None = None) -> FocusInterval:
    return FocusInterval(session_id=uuid4(), started_at=at(start), ended_at=None if end is None else at(end))


def test_an_open_interval_counts_up_to_now() -> None:
    assert timing.focused([interval(0)], at(7)) == timedelta(minutes=7)


def test_pauses_are_not_focused_time() -> None:
    intervals = [interval(0, 10), interval(40, 45), interval(60)]
    assert timing.focused(intervals, at(61)) == timedelta(minutes=16)


def test_a_clock_set_back_makes_no_negative_time() -> None:
    assert timing.focused([interval(0)], at(-30)) == timedelta()
    assert timing.remaining(session(), [interval(0)], at(-30)) == timedelta(minutes=25)


def test_nothing_remains_after_the_planned_end() -> None:
    assert timing.remaining(session(), [interval(0)], at(26)) == timedelta()


def test_the_planned_end_moves_with_the_pauses() -> None:
    assert timing.due_at(session(25), [interval(0)]) == at(25)
    assert timing.due_at(session(25), [interval(0, 10), interval(40)]) == at(55)


@pytest.mark.parametrize(
    ("status", "intervals"),
    [
        (SessionStatus.COMPLETED, [interval(0, 25)]),
        (SessionStatus.ACTIVE, [interval(0, 10)]),
        (SessionStatus.ACTIVE, []),
    ],
)
def test_a_session_that_does_not_run_is_never_due(
    status: SessionStatus, intervals: list[FocusInterval]
) -> None:
    assert timing.due_at(session(status=status), intervals) is None


@given(
    stretches=st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=1, max_size=8),
    minutes=st.integers(1, 1440),
)
def test_focused_and_remaining_add_up_to_the_target(stretches: list[tuple[int, int]], minutes: int) -> None:
    intervals, start = [], 0
    for pause, work in stretches:
        start += pause
        intervals.append(interval(start, start + work))
        start += work
    intervals[-1].ended_at = None
    focused = timing.focused(intervals, at(start))
    assert focused == timedelta(minutes=sum(work for _, work in stretches))
    remaining = timing.remaining(session(minutes), intervals, at(start))
    assert remaining == max(timedelta(), timedelta(minutes=minutes) - focused)
    due = timing.due_at(session(minutes), intervals)
    assert due is not None
    if remaining:
        assert due == at(start) + remaining


def test_only_the_part_within_the_window_counts() -> None:
    intervals = [interval(-30, 10), interval(50, 55), interval(59)]
    assert timing.focused_within(intervals, at(0), at(60), now=at(90)) == timedelta(minutes=16)


def test_focused_within_a_window_without_intervals_is_zero() -> None:
    assert timing.focused_within([interval(-30, -10)], at(0), at(60), now=at(60)) == timedelta()


def test_a_day_begins_at_local_midnight() -> None:
    start, end = timing.day_bounds(at(0).astimezone(), 0)
    assert (start.hour, start.minute) == (0, 0)
    assert start <= at(0) < end
    assert end - start == timedelta(days=1)


def test_before_the_day_start_it_is_still_yesterday() -> None:
    two_at_night = datetime(2026, 3, 2, 2, 0).astimezone()
    start, end = timing.day_bounds(two_at_night, 4)
    assert start == datetime(2026, 3, 1, 4, 0).astimezone()
    assert end == datetime(2026, 3, 2, 4, 0).astimezone()


def test_the_day_the_clocks_go_forward_has_23_hours(berlin: None) -> None:
    start, end = timing.day_bounds(datetime(2026, 3, 29, 12, 0).astimezone(), 0)
    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=23)


def test_a_day_that_begins_in_an_hour_that_is_skipped_begins_when_it_is_skipped(berlin: None) -> None:
    start, end = timing.day_bounds(datetime(2026, 3, 29, 12, 0).astimezone(), 2)
    assert start == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert (start.hour, end.hour) == (3, 2)
    assert timing.day_bounds(start - timedelta(minutes=1), 2)[1] == start
