"""Ranges of local days that a person asks for by name: today, this week, and so on."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from focus_desktop.model.local_days import Calendar
from focus_desktop.model.timing import day_bounds

if TYPE_CHECKING:
    from datetime import date, datetime

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


class DateRange(StrEnum):
    """The ranges that have a name."""

    ALL = "all"
    TODAY = "today"
    THIS_WEEK = "this_week"
    LAST_WEEK = "last_week"
    THIS_MONTH = "this_month"
    CUSTOM = "custom"
    """Between two days that the person chooses."""


def dates(chosen: DateRange, today: date, first_weekday: int = 0) -> tuple[date, date] | None:
    """The first and the last day of a range; None if it has no bounds, or not by its name alone.

    `first_weekday` is the day that weeks begin with: 0 is Monday, 6 is Sunday.
    """
    week = today - DAY * ((today.weekday() - first_weekday) % 7)
    match chosen:
        case DateRange.TODAY:
            return today, today
        case DateRange.THIS_WEEK:
            return week, week + WEEK - DAY
        case DateRange.LAST_WEEK:
            return week - WEEK, week - DAY
        case DateRange.THIS_MONTH:
            first = today.replace(day=1)
            return first, (first + 31 * DAY).replace(day=1) - DAY
        case _:
            return None


def local_day(moment: datetime, day_start_hour: int) -> date:
    """The local day that a moment belongs to; days begin at `day_start_hour` (0 to 23)."""
    start, _ = day_bounds(moment.astimezone(), day_start_hour)
    return start.date()


def bounds(first: date, last: date, day_start_hour: int) -> tuple[datetime, datetime]:
    """The start of the first day and the end of the last one, as aware moments."""
    calendar = Calendar(day_start_hour)
    return calendar.start_of(first).astimezone(), calendar.start_of(last + DAY).astimezone()
