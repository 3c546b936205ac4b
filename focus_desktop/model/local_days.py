"""Local days, and the weeks, months and years that are made of them. Reads no clock.

A day lasts from its start to the start of the next one, so a day on which clocks are changed has 23 or 25
hours. Weeks begin on Monday, as in ISO 8601, unless another first day is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from focus_desktop.model.errors import InvalidField, Refusal
from focus_desktop.model.limits import EARLIEST_DATE, LATEST_DATE

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
DAYS_OF_A_WEEK, HOURS_OF_A_DAY, MONTHS_OF_A_YEAR = 7, 24, 12
_HOURS = [number * HOUR for number in range(HOURS_OF_A_DAY)]


class Span(StrEnum):
    """A length of time by the calendar."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class Period:
    """The local days from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def dates(self) -> Iterator[date]:
        """All its days."""
        return (self.first + number * DAY for number in range(self.days))

    def index(self, day: date) -> int:
        """The number of a day in it, 0 for the first one; negative before that."""
        return (day - self.first).days


def checked_period(first: date, last: date) -> Period:
    """The period from `first` to `last`. Raises InvalidField if it makes no sense or cannot be told."""
    for day in (first, last):
        if not EARLIEST_DATE <= day <= LATEST_DATE:
            raise InvalidField(Refusal.DATE_RANGE, earliest=EARLIEST_DATE, latest=LATEST_DATE)
    if last < first:
        raise InvalidField(Refusal.PERIOD, first=first, last=last)
    return Period(first, last)


@dataclass(frozen=True)
class Calendar:
    """How days and weeks are counted, in the zone of this machine."""

    day_start_hour: int = 0
    """The local hour at which a day begins, 0 to 23."""
    first_weekday: int = 0
    """The first day of a week: 0 is Monday, 6 is Sunday."""

    def start_of(self, day: date) -> datetime:
        """When a day begins, in UTC. An hour that clocks skip is when they skip it; of two, the first."""
        local = datetime.combine(day, time(self.day_start_hour))
        start = local.astimezone(UTC)
        return start if _local(start) == local else _end_of_gap(local)

    def day_of(self, moment: datetime) -> date:
        """The day that a moment lies in."""
        day = moment.astimezone().date()
        while self.start_of(day) > moment:
            day -= DAY
        while self.start_of(day + DAY) <= moment:
            day += DAY
        return day

    def starts(self, period: Period) -> list[datetime]:
        """When each day of the period begins, and at the end when the day after it does; in UTC."""
        return [self.start_of(period.first + number * DAY) for number in range(period.days + 1)]

    def span_of(self, day: date, span: Span) -> Period:
        """The day, week, month or year that a day lies in."""
        match span:
            case Span.DAY:
                return Period(day, day)
            case Span.WEEK:
                first = day - (day.weekday() - self.first_weekday) % DAYS_OF_A_WEEK * DAY
                return Period(first, first + (DAYS_OF_A_WEEK - 1) * DAY)
            case Span.MONTH:
                return Period(day.replace(day=1), _first_of_next_month(day) - DAY)
            case Span.YEAR:
                return Period(date(day.year, 1, 1), date(day.year, MONTHS_OF_A_YEAR, 31))

    def parts(self, period: Period, span: Span) -> Iterator[Period]:
        """The days, weeks, months or years of a period; the first and the last one cut to it."""
        first = period.first
        while first <= period.last:
            last = min(self.span_of(first, span).last, period.last)
            yield Period(first, last)
            first = last + DAY

    def before(self, period: Period) -> Period:
        """The week before a week, the month before a month, the year before a year.

        Before any other period, as many days as it has.
        """
        span, last = self.span(period), period.first - DAY
        if span is None:
            return Period(period.first - period.days * DAY, last)
        return self.span_of(last, span)

    def span(self, period: Period) -> Span | None:
        """Whether a period is a week, a month or a year; None if it is none of these."""
        spans = (Span.WEEK, Span.MONTH, Span.YEAR)
        return next((span for span in spans if period == self.span_of(period.first, span)), None)


@dataclass(frozen=True)
class DayRules:
    """How days are counted, and which of them have a goal."""

    calendar: Calendar = field(default_factory=Calendar)
    goal: timedelta = timedelta()
    """The focused time that a working day is meant to have; zero is no goal."""
    working_days: tuple[int, ...] = (0, 1, 2, 3, 4)
    """0 is Monday, 6 is Sunday."""

    def is_working_day(self, day: date) -> bool:
        """Whether the day is one that has the goal."""
        return day.weekday() in self.working_days


@dataclass(frozen=True)
class Hours:
    """The hours of a period, one after the other.

    Where clocks are changed an hour may be shorter than sixty minutes, or come twice.
    """

    starts: list[datetime]
    """When each begins; at the end, when the last one is over. In UTC."""
    days: list[int]
    """The number of each one's day in the period."""
    hours: list[int]
    """What a local clock shows in each, 0 to 23."""


def hours_of(calendar: Calendar, period: Period) -> Hours:
    """All hours of a period."""
    found = Hours([], [], [])
    starts = calendar.starts(period)
    for day, (start, end) in enumerate(pairwise(starts)):
        moments, hours = _hours_of_day(calendar.day_start_hour, start, end)
        found.starts.extend(moments)
        found.days.extend([day] * len(hours))
        found.hours.extend(hours)
    found.starts.append(starts[-1])
    return found


def weekday_hours_of(
    calendar: Calendar, period: Period, weekday: int, hour: int
) -> tuple[tuple[datetime, datetime], ...]:
    """When an hour of the clock begins and ends on each day of the period that is such a weekday; in UTC.

    It is missing where clocks skip it, and there twice where it comes twice.
    """
    found: list[tuple[datetime, datetime]] = []
    first = period.first + (weekday - period.first.weekday()) % DAYS_OF_A_WEEK * DAY
    for number in range(0, (period.last - first).days + 1, DAYS_OF_A_WEEK):
        day = first + number * DAY
        end = calendar.start_of(day + DAY)
        moments, shown_hours = _hours_of_day(calendar.day_start_hour, calendar.start_of(day), end)
        hours = [*zip(moments, shown_hours, strict=True), (end, -1)]
        found += ((start, after) for (start, shown), (after, _) in pairwise(hours) if shown == hour)
    return tuple(found)


def _hours_of_day(first_hour: int, start: datetime, end: datetime) -> tuple[list[datetime], list[int]]:
    """When each hour of a day begins, and what a local clock shows then."""
    if end - start == DAY and _offset(start) == _offset(end):
        return [*map(start.__add__, _HOURS)], [*range(first_hour, HOURS_OF_A_DAY), *range(first_hour)]
    moments: list[datetime] = []
    hours: list[int] = []
    while start < end:
        local = start.astimezone()
        moments.append(start)
        hours.append(local.hour)
        start = min(end, _end_of_hour(local))
    return moments, hours


def _end_of_hour(local: datetime) -> datetime:
    """When a local clock next shows another hour, or is changed; in UTC."""
    start = local.astimezone(UTC)
    end = start + HOUR - timedelta(minutes=local.minute, seconds=local.second)
    before = _offset(start)
    if _offset(end) == before:
        return end
    while end - start > SECOND:  # The change comes after `start`, and at `end` or before.
        middle = start + (end - start) // 2
        middle -= timedelta(microseconds=middle.microsecond)
        start, end = (middle, end) if _offset(middle) == before else (start, middle)
    return end


def _end_of_gap(local: datetime) -> datetime:
    """When local clocks skip a time; in UTC. Python takes it for an hour before or after that."""
    early, late = sorted(local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    while late - early > SECOND:
        middle = early + (late - early) // 2
        early, late = (middle, late) if _local(middle) < local else (early, middle)
    return late.replace(microsecond=0)


def _local(moment: datetime) -> datetime:
    """What local clocks show."""
    return moment.astimezone().replace(tzinfo=None, fold=0)


def _offset(moment: datetime) -> timedelta | None:
    return moment.astimezone().utcoffset()


def _first_of_next_month(day: date) -> date:
    return (day.replace(day=28) + 4 * DAY).replace(day=1)
