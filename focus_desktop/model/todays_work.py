"""What was worked today: read once, then only added up as time passes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from focus_desktop.model import timing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from focus_desktop.model.focus_interval import FocusInterval


@dataclass(frozen=True)
class TodaysWork:
    """A day, from `start` to `end`, and the intervals that touch it."""

    start: datetime
    end: datetime
    intervals: Sequence[FocusInterval]

    def covers(self, now: datetime) -> bool:
        """Whether it is still this day."""
        return self.start <= now < self.end

    def total(self, now: datetime) -> timedelta:
        """The focused time of this day up to `now`."""
        return timing.focused_within(self.intervals, self.start, self.end, now)
