"""Makes the statistics of a period from what the store holds about it. Reads no clock."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from focus_desktop.model.focus_count import NONE, count
from focus_desktop.model.limits import EARLIEST_DATE
from focus_desktop.model.local_days import (
    DAY,
    Hours,
    Period,
    Span,
    checked_period,
    hours_of,
)
from focus_desktop.model.statistics import (
    By,
    DayRules,
    Row,
    SessionGroup,
    Statistics,
    Streak,
    Totals,
    best_hours,
    lengths,
    session_figures,
    weekday_hours,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime, timedelta

    from focus_desktop.model.focus_count import Stretch


@dataclass(frozen=True)
class Question:
    """What statistics are asked for, and when."""

    period: Period
    by: By
    rules: DayRules
    today: date

    @cached_property
    def before(self) -> Period:
        """The period to compare with; without days where no dates are told of."""
        before = self.rules.calendar.before(self.period)
        return Period(max(before.first, EARLIEST_DATE), before.last)

    @cached_property
    def rows(self) -> list[Period]:
        """The days of each row. If the rows are quests there is one for all of them."""
        span = self.by.span
        return [self.period] if span is None else list(self.rules.calendar.parts(self.period, span))

    @cached_property
    def hours(self) -> Hours:
        """The hours of the period and of the one before."""
        return hours_of(self.rules.calendar, Period(self.before.first, self.period.last))

    def bounds(self, period: Period) -> tuple[datetime, datetime]:
        """When a period begins and ends, in UTC."""
        calendar = self.rules.calendar
        return calendar.start_of(period.first), calendar.start_of(period.last + DAY)


def question(start: date | None, end: date | None, by: By, rules: DayRules, today: date) -> Question:
    """What is asked for by two dates, both included. Without any it is the week that it is.

    Without a start it is the week of the end, up to that; without an end it is all until today.
    Raises InvalidField.
    """
    if start is None and end is None:
        week = rules.calendar.span_of(today, Span.WEEK)
        return Question(checked_period(week.first, week.last), by, rules, today)
    last = end or max(today, start or today)
    first = start or rules.calendar.span_of(last, Span.WEEK).first
    return Question(checked_period(first, last), by, rules, today)


@dataclass(frozen=True)
class Found:
    """What the store holds about a question."""

    stretches: Iterable[Stretch]
    """Every interval that touches `Question.hours`."""
    groups: Sequence[SessionGroup]
    """All sessions that were started in the period."""
    groups_before: Sequence[SessionGroup]
    """All sessions that were started in the period before."""
    since: date | None
    """The day of the first session of all; None if there is none."""
    streak: Streak | None
    titles: Mapping[UUID, str]


def calculate(asked: Question, found: Found) -> Statistics:
    """The statistics that answer a question."""
    return _Calculation(asked, found).statistics()


class _Calculation:
    def __init__(self, asked: Question, found: Found) -> None:
        self._asked, self._found = asked, found
        self._counted = count(found.stretches, asked.hours)
        self._days = self._counted.days()

    def statistics(self) -> Statistics:
        """All of them."""
        asked, found = self._asked, self._found
        return Statistics(
            by=asked.by,
            totals=self._totals(asked.period, found.groups),
            before=self._totals(asked.before, found.groups_before),
            rows=self._quest_rows() if asked.by is By.QUEST else self._span_rows(),
            days=self._days[self._first_day :],
            hours=self._hours(asked.period),
            lengths=lengths(found.groups),
            streak=found.streak,
            titles=found.titles,
        )

    @property
    def _first_day(self) -> int:
        """The number of the period's first day among all that are counted."""
        return self._asked.before.days

    def _place(self, period: Period) -> tuple[int, int]:
        """The numbers of a period's first day, and of the one after its last."""
        first = self._first_day + self._asked.period.index(period.first)
        return first, first + period.days

    def _totals(self, period: Period, groups: Sequence[SessionGroup]) -> Totals:
        first, end = self._place(period)
        rules, days = self._asked.rules, self._days[first:end]
        by_clock = [sum(column, NONE) for column in zip(*self._hours(period), strict=True)]
        worked = [
            length for day, length in zip(period.dates(), days, strict=True) if self._is_past_working_day(day)
        ]
        return Totals(
            period=period,
            focused=sum(days, NONE),
            sessions=session_figures(groups),
            working_days=len(worked),
            focused_on_working_days=sum(worked, NONE),
            days_reached=sum(length >= rules.goal for length in worked) if rules.goal else 0,
            best_hours=best_hours(by_clock, rules.calendar.day_start_hour),
        )

    def _is_past_working_day(self, day: date) -> bool:
        """Whether it is a working day that has begun, and not before the first session."""
        since, today = self._found.since, self._asked.today
        return since is not None and since <= day <= today and self._asked.rules.is_working_day(day)

    def _hours(self, period: Period) -> list[list[timedelta]]:
        first, end = self._place(period)
        hours = self._counted.hours
        start, stop = (bisect_left(hours.days, day) for day in (first, end))
        days = [day - first for day in hours.days[start:stop]]
        return weekday_hours(period, days, hours.hours[start:stop], self._counted.by_hour[start:stop])

    def _span_rows(self) -> list[Row]:
        groups: dict[int, list[SessionGroup]] = {}
        for group in self._found.groups:
            groups.setdefault(group.row, []).append(group)
        return [self._row(period, groups.get(number, [])) for number, period in enumerate(self._asked.rows)]

    def _row(self, period: Period, groups: Sequence[SessionGroup]) -> Row:
        first, end = self._place(period)
        rules = self._asked.rules
        quests = {
            quest: sum(own[first:end], NONE) for quest, own in self._by_quest.items() if any(own[first:end])
        }
        return Row(
            period=period,
            quest_id=None,
            focused=sum(quests.values(), NONE),
            sessions=session_figures(groups),
            goal=rules.goal * sum(map(rules.is_working_day, period.dates())),
            quests=quests,
        )

    def _quest_rows(self) -> list[Row]:
        groups: dict[UUID | None, list[SessionGroup]] = {}
        for group in self._found.groups:
            groups.setdefault(group.quest_id, []).append(group)
        focused = self._row(self._asked.period, ()).quests
        rows = [
            Row(
                period=self._asked.period,
                quest_id=quest,
                focused=focused.get(quest, NONE),
                sessions=session_figures(groups.get(quest, ())),
                goal=NONE,
                quests={quest: focused.get(quest, NONE)},
            )
            for quest in {*groups, *focused}
        ]
        return sorted(rows, key=lambda row: (-row.focused, self._title(row.quest_id), str(row.quest_id)))

    def _title(self, quest_id: UUID | None) -> str:
        return "" if quest_id is None else self._found.titles.get(quest_id, "")

    @cached_property
    def _by_quest(self) -> dict[UUID | None, list[timedelta]]:
        return {key and UUID(key): own for key, own in self._counted.by_quest.items()}
