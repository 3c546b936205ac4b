"""The figures of a period, and how they follow from what was counted. Reads no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from focus_desktop.model.focus_count import NONE
from focus_desktop.model.local_days import DAYS_OF_A_WEEK, HOURS_OF_A_DAY, Span
from focus_desktop.model.status import SessionStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from focus_desktop.model.local_days import DayRules, Period

MINUTE = timedelta(minutes=1)
BEST_HOURS = 2
"""How many hours in a row are called the best ones."""
ENOUGH_SESSIONS = 5
"""Of a length, before another one is suggested."""
NOTABLE = 0.15
"""The part of the planned time by which the focused time has to differ before that is told."""
ROUND_MINUTES = 5
"""Suggested lengths are multiples of this."""


class By(StrEnum):
    """What the rows of the statistics are."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUEST = "quest"

    @property
    def span(self) -> Span | None:
        """The length of time of a row; None if a row is a quest."""
        return None if self is By.QUEST else Span(self.value)


class SessionGroup(NamedTuple):
    """Sessions that were started in the same row of the statistics and are alike."""

    row: int
    """The number of the row; for rows that are quests, always 0."""
    quest_id: UUID | None
    status: SessionStatus
    planned_minutes: int
    sessions: int
    focused: timedelta
    """What was worked in all of them, whenever that was."""


@dataclass(frozen=True)
class SessionFigures:
    """The sessions that were started in a period."""

    sessions: int = 0
    completed: int = 0
    cancelled: int = 0
    planned: timedelta = NONE
    """The targets of those that have ended, together. That of a flow session is what was worked."""
    done: timedelta = NONE
    """What was worked in those that have ended, within the period or after it."""

    @property
    def done_part(self) -> float | None:
        """What was done of what was planned: 1.0 is all of it. None if nothing was planned."""
        return self.done / self.planned if self.planned else None


@dataclass(frozen=True)
class BestHours:
    """The `BEST_HOURS` hours of the clock, one after the other, with the most focused time."""

    start: int
    """The hour, 0 to 23."""
    part: float
    """Their part of all the focused time, above 0 and at most 1."""

    @property
    def end(self) -> int:
        """The hour at which they are over, 0 to 23."""
        return (self.start + BEST_HOURS) % HOURS_OF_A_DAY


@dataclass(frozen=True)
class Totals:
    """What a period comes to."""

    period: Period
    focused: timedelta
    sessions: SessionFigures
    working_days: int
    """Those that have begun, from the day of the first session on."""
    focused_on_working_days: timedelta
    days_reached: int
    """The working days that have reached the goal; 0 if there is none."""
    best_hours: BestHours | None
    """None if there is no focused time."""

    @property
    def per_working_day(self) -> timedelta | None:
        """The focused time of a working day, on average; None without any."""
        return self.focused_on_working_days / self.working_days if self.working_days else None


@dataclass(frozen=True)
class Row:
    """A day, week or month, or a quest in the whole period."""

    period: Period
    quest_id: UUID | None
    """The quest, if the rows are quests; None for what has none."""
    focused: timedelta
    sessions: SessionFigures
    goal: timedelta
    """The goals of its working days together; zero if the rows are quests."""
    quests: Mapping[UUID | None, timedelta]
    """What was worked on each quest."""


@dataclass(frozen=True)
class Length:
    """The ended sessions for which the same time was planned."""

    planned_minutes: int
    sessions: int
    done: timedelta
    """What was worked in all of them."""

    @property
    def done_minutes(self) -> int:
        """What was worked in one of them on average, in whole minutes."""
        return (self.done / self.sessions + MINUTE / 2) // MINUTE

    @property
    def suggested_minutes(self) -> int | None:
        """What to plan instead; None if the plan is good enough, or too little is known."""
        average = self.done / self.sessions / MINUTE
        rounded = max(ROUND_MINUTES, ROUND_MINUTES * int(average / ROUND_MINUTES + 0.5))
        is_notable = abs(average - self.planned_minutes) >= NOTABLE * self.planned_minutes
        if self.sessions < ENOUGH_SESSIONS or not is_notable or rounded == self.planned_minutes:
            return None
        return rounded


@dataclass(frozen=True)
class Streak:
    """Working days in a row that have reached the goal, until now. Other days neither help nor harm."""

    days: int
    may_be_longer: bool
    """Whether no earlier days were looked at."""


@dataclass(frozen=True)
class Statistics:
    """All the figures of a period."""

    by: By
    totals: Totals
    rows: Sequence[Row]
    """Days, weeks and months in their order; quests, those with the most focused time first."""
    days: Sequence[timedelta]
    """The focused time of each day."""
    hours: Sequence[Sequence[timedelta]]
    """The focused time of each hour of the clock, 0 to 23, on each weekday, Monday first."""
    lengths: Sequence[Length]
    """In ascending order."""
    streak: Streak | None
    """None without a goal."""
    titles: Mapping[UUID, str]
    """Of all the quests that occur."""

    @property
    def period(self) -> Period:
        """The days that are told of."""
        return self.totals.period

    @property
    def calibration(self) -> Length | None:
        """The most frequent length that should be planned otherwise, if there is one."""
        found = [length for length in self.lengths if length.suggested_minutes is not None]
        return max(found, key=lambda length: length.sessions, default=None)


def session_figures(groups: Iterable[SessionGroup]) -> SessionFigures:
    """These sessions together."""
    counts = dict.fromkeys(SessionStatus, 0)
    planned = done = NONE
    for group in groups:
        counts[group.status] += group.sessions
        if group.status is not SessionStatus.ACTIVE:
            planned += group.planned_minutes * group.sessions * MINUTE
            done += group.focused
    return SessionFigures(
        sessions=sum(counts.values()),
        completed=counts[SessionStatus.COMPLETED],
        cancelled=counts[SessionStatus.CANCELLED],
        planned=planned,
        done=done,
    )


def lengths(groups: Iterable[SessionGroup]) -> list[Length]:
    """The ended ones of these sessions by what was planned for them."""
    found: dict[int, tuple[int, timedelta]] = {}
    for group in groups:
        if group.status is not SessionStatus.ACTIVE:
            sessions, done = found.get(group.planned_minutes, (0, NONE))
            found[group.planned_minutes] = sessions + group.sessions, done + group.focused
    return [Length(minutes, *found[minutes]) for minutes in sorted(found)]


def best_hours(by_clock: Sequence[timedelta], first_hour: int) -> BestHours | None:
    """The best of the 24 hours of the clock.

    Of equally good ones those that begin with more of it; then the first ones, from `first_hour` on.
    """
    total = sum(by_clock, NONE)
    if not total:
        return None

    def within(start: int) -> timedelta:
        return sum((by_clock[(start + number) % HOURS_OF_A_DAY] for number in range(BEST_HOURS)), NONE)

    starts = ((first_hour + number) % HOURS_OF_A_DAY for number in range(HOURS_OF_A_DAY))
    start = max(starts, key=lambda hour: (within(hour), by_clock[hour]))
    return BestHours(start, within(start) / total)


def streak(rules: DayRules, period: Period, days: Sequence[timedelta], today: date) -> Streak:
    """The streak at the end of a period. Today counts only if it has reached the goal."""
    found = 0
    for day, length in reversed(list(zip(period.dates(), days, strict=True))):
        if not rules.is_working_day(day):
            continue
        if length >= rules.goal:
            found += 1
        elif day != today:
            return Streak(found, may_be_longer=False)
    return Streak(found, may_be_longer=True)


def weekday_hours(
    period: Period, days: Sequence[int], hours: Sequence[int], by_hour: Sequence[timedelta]
) -> list[list[timedelta]]:
    """Lengths of hours, added up by weekday and by hour of the clock."""
    found = [[NONE] * HOURS_OF_A_DAY for _ in range(DAYS_OF_A_WEEK)]
    first = period.first.weekday()
    for day, hour, length in zip(days, hours, by_hour, strict=True):
        if length:
            found[(first + day) % DAYS_OF_A_WEEK][hour] += length
    return found
