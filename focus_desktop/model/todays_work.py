"""What was worked today: read once, then only added up as time passes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from focus_desktop.model import timing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from focus_desktop.model.focus_interval import FocusInterval
    from focus_desktop.model.record import SessionRecord


class DayDone(NamedTuple):
    """What was done on a day, as it can be told before the store is open."""

    focused: timedelta
    completed: int
    """Sessions that were started on that day and are completed."""


@dataclass(frozen=True)
class TodaysWork:
    """A day, from `start` to `end`, and the intervals that touch it."""

    start: datetime
    end: datetime
    intervals: Sequence[FocusInterval]

    def with_session(self, record: SessionRecord) -> TodaysWork:
        """The same day with these intervals of a session in place of those that are known."""
        others = [one for one in self.intervals if one.session_id != record.id]
        return replace(self, intervals=[*others, *record.intervals])

    def covers(self, now: datetime) -> bool:
        """Whether it is still this day."""
        return self.start <= now < self.end

    def total(self, now: datetime) -> timedelta:
        """The focused time of this day up to `now`."""
        return timing.focused_within(self.intervals, self.start, self.end, now)
