"""Time is computed, never counted down: pure functions of a session, its intervals and `now`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from focus_desktop.model.limits import LONGEST_MINUTES, SHORTEST_MINUTES
from focus_desktop.model.local_days import DAY, Calendar
from focus_desktop.model.status import SessionStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from focus_desktop.model.focus_interval import FocusInterval
    from focus_desktop.model.focus_session import FocusSession

NONE = timedelta()


def focused(intervals: Iterable[FocusInterval], now: datetime) -> timedelta:
    """The time really worked: the sum of the intervals, an open one counted up to `now`. Never negative."""
    return sum((max(NONE, (i.ended_at or now) - i.started_at) for i in intervals), NONE)


def closed(intervals: Iterable[FocusInterval]) -> timedelta:
    """The time worked in the intervals that have ended."""
    return sum((max(NONE, i.ended_at - i.started_at) for i in intervals if i.ended_at is not None), NONE)


def whole_minutes(worked: timedelta) -> int:
    """The target of a session of which only the time worked is known: 1 to 1440 minutes."""
    return min(LONGEST_MINUTES, max(SHORTEST_MINUTES, round(worked / timedelta(minutes=1))))


def focused_within(
    intervals: Iterable[FocusInterval], start: datetime, end: datetime, now: datetime
) -> timedelta:
    """The part of the focused time that lies between `start` and `end`."""
    return sum(
        (max(NONE, min(i.ended_at or now, end) - max(i.started_at, start)) for i in intervals),
        NONE,
    )


def remaining(session: FocusSession, intervals: Iterable[FocusInterval], now: datetime) -> timedelta:
    """What is left of the target, zero or more."""
    return max(NONE, timedelta(minutes=session.duration_minutes) - focused(intervals, now))


def overtime(session: FocusSession, intervals: Iterable[FocusInterval], now: datetime) -> timedelta:
    """What was worked beyond the target, zero or more."""
    return max(NONE, focused(intervals, now) - timedelta(minutes=session.duration_minutes))


def due_at(session: FocusSession, intervals: Sequence[FocusInterval]) -> datetime | None:
    """The planned end: when the open interval will have used up the target. None if nothing runs."""
    running = next((i for i in intervals if i.ended_at is None), None)
    if session.status is not SessionStatus.ACTIVE or running is None:
        return None
    return running.started_at + remaining(session, intervals, running.started_at)


def paused_at(session: FocusSession, intervals: Sequence[FocusInterval]) -> datetime | None:
    """Since when an active session has no open interval; None if it runs or has ended."""
    if session.status is not SessionStatus.ACTIVE or any(i.ended_at is None for i in intervals):
        return None
    return max((i.ended_at for i in intervals if i.ended_at is not None), default=session.started_at)


def day_bounds(local_now: datetime, day_start_hour: int) -> tuple[datetime, datetime]:
    """Start and end of the local day that `local_now` lies in; days begin at `day_start_hour` (0 to 23).

    Both are aware in the machine's zone, so a day with a clock change has its 23 or 25 hours.
    """
    calendar = Calendar(day_start_hour)
    day = calendar.day_of(local_now)
    return calendar.start_of(day).astimezone(), calendar.start_of(day + DAY).astimezone()


def day_starts(local_now: datetime, day_start_hour: int, count: int) -> list[datetime]:
    """When each of the last `count` local days began, oldest first, and at the end when today is over."""
    today, _ = day_bounds(local_now, day_start_hour)
    first = today.replace(tzinfo=None) - timedelta(days=count - 1)
    return [(first + timedelta(days=number)).astimezone() for number in range(count + 1)]
