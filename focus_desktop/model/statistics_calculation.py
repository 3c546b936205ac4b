"""Makes the statistics of a period from what the store holds about it. Reads no clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from focus_desktop.model.focus_count import NONE, count
from focus_desktop.model.limits import EARLIEST_DATE
from focus_desktop.model.local_days import (
    DAY,
    DayRules,
    Hours,
    Period,
    Span,
    checked_period,
    hours_of,
)
from focus_desktop.model.statistics import (
    By,
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
    def rows(self) -> list[Period]:
        """The days of each row. If the rows are quests there is one for all of them."""
        span = self.by.span
        return [self.period] if span is None else list(self.rules.calendar.parts(self.period, span))

    @cached_property
    def hours(self) -> Hours:
        """The hours of the period."""
        return hours_of(self.rules.calendar, self.period)

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


def before(asked: Question) -> Question | None:
    """The same question about the period before; None if no dates are told of before."""
    period = asked.rules.calendar.before(asked.period)
    if period.last < EARLIEST_DATE:
        return None
    return replace(asked, period=Period(max(period.first, EARLIEST_DATE), period.last))


@dataclass(frozen=True)
class Found:
    """What the store holds about a question."""

    stretches: Iterable[Stretch]
    """Every interval that touches the period."""
    groups: Sequence[SessionGroup]
    """All sessions that were started in the period."""
    since: date | None
    """The day of the first session of all; None if there is none."""


class Calculation:
    """The figures that answer a question."""

    def __init__(self, asked: Question, found: Found) -> None:
        self._asked, self._found = asked, found
        self._counted = count(found.stretches, asked.hours)
        self._days = self._counted.days()

    def statistics(self, streak: Streak | None, titles: Mapping[UUID, str]) -> Statistics:
        """All of them."""
        asked = self._asked
        return Statistics(
            by=asked.by,
            totals=self.totals(),
            rows=self._quest_rows(titles) if asked.by is By.QUEST else self._span_rows(),
            days=self._days,
            hours=self._hours,
            lengths=lengths(self._found.groups),
            streak=streak,
            titles=titles,
        )

    def totals(self) -> Totals:
        """What the period comes to."""
        asked, rules = self._asked, self._asked.rules
        by_clock = [sum(column, NONE) for column in zip(*self._hours, strict=True)]
        dates = zip(asked.period.dates(), self._days, strict=True)
        worked = [length for day, length in dates if self._is_past_working_day(day)]
        return Totals(
            period=asked.period,
            focused=sum(self._days, NONE),
            sessions=session_figures(self._found.groups),
            working_days=len(worked),
            focused_on_working_days=sum(worked, NONE),
            days_reached=sum(length >= rules.goal for length in worked) if rules.goal else 0,
            best_hours=best_hours(by_clock, rules.calendar.day_start_hour),
        )

    def _is_past_working_day(self, day: date) -> bool:
        """Whether it is a working day that has begun, and not before the first session."""
        since, today = self._found.since, self._asked.today
        return since is not None and since <= day <= today and self._asked.rules.is_working_day(day)

    @cached_property
    def _hours(self) -> list[list[timedelta]]:
        hours = self._counted.hours
        return weekday_hours(self._asked.period, hours.days, hours.hours, self._counted.by_hour)

    def _span_rows(self) -> list[Row]:
        groups: dict[int, list[SessionGroup]] = {}
        for group in self._found.groups:
            groups.setdefault(group.row, []).append(group)
        rows = enumerate(self._asked.rows)
        return [self._span_row(period, groups.get(number, ())) for number, period in rows]

    def _span_row(self, period: Period, groups: Sequence[SessionGroup]) -> Row:
        rules, quests = self._asked.rules, self._quests(period)
        return Row(
            period=period,
            quest_id=None,
            focused=sum(quests.values(), NONE),
            sessions=session_figures(groups),
            goal=rules.goal * sum(map(rules.is_working_day, period.dates())),
            quests=quests,
        )

    def _quests(self, period: Period) -> dict[UUID | None, timedelta]:
        """What was worked on each quest in a part of the period."""
        first = self._asked.period.index(period.first)
        part = slice(first, first + period.days)
        found = {quest: sum(days[part], NONE) for quest, days in self._by_quest.items()}
        return {quest: length for quest, length in found.items() if length}

    def _quest_rows(self, titles: Mapping[UUID, str]) -> list[Row]:
        groups: dict[UUID | None, list[SessionGroup]] = {}
        for group in self._found.groups:
            groups.setdefault(group.quest_id, []).append(group)
        focused = self._quests(self._asked.period)
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

        def rank(row: Row) -> tuple[timedelta, str, str]:
            title = "" if row.quest_id is None else titles.get(row.quest_id, "")
            return -row.focused, title.casefold(), str(row.quest_id)

        return sorted(rows, key=rank)

    @cached_property
    def _by_quest(self) -> dict[UUID | None, list[timedelta]]:
        """For each quest one length for each day."""
        known = self._counted.by_quest.items()
        return {None if key is None else UUID(key): days for key, days in known}
