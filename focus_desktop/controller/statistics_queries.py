"""The questions that statistics answer; they change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from focus_desktop.controller.verb_base import VerbBase, record_of
from focus_desktop.model import focus_count
from focus_desktop.model.local_days import DAY, Hours, Period
from focus_desktop.model.statistics import By, DayRules, Statistics, Streak, streak
from focus_desktop.model.statistics_calculation import Found, Question, calculate, question
from focus_desktop.store import focus_sessions, statistics_rows

if TYPE_CHECKING:
    from datetime import date, datetime, timedelta

    from sqlmodel import Session

FIRST_STREAK_DAYS = 32
"""Days that are looked at first for the streak; then twice as many before them, and so on."""
MOST_STREAK_DAYS = 365
"""Days that are looked at for the streak, apart from today."""


class StatisticsQueries(VerbBase):
    """The figures of a period. Rows that cannot be read are left out: see `Controller.unreadable_rows`."""

    def statistics(self, start: date | None, end: date | None, by: By, rules: DayRules) -> Statistics:
        """The figures from the day `start` to the day `end`, both included.

        Without any dates they are of this week; without a start, of the week of the end, up to that;
        without an end, until today. A session that runs counts until now. Raises InvalidField.
        """
        reading = self._clock.read()
        asked = question(start, end, by, rules, rules.calendar.day_of(reading.wall))
        with self._database.reading() as work:
            active = focus_sessions.active(work)
            now = reading.wall if active is None else record_of(work, active).time(reading)
            return calculate(asked, _found(work, asked, now))


def _found(work: Session, asked: Question, now: datetime) -> Found:
    calendar = asked.rules.calendar
    first = statistics_rows.first_start(work)
    since = None if first is None else calendar.day_of(first)
    return Found(
        stretches=statistics_rows.stretches(work, asked.hours.starts[0], asked.hours.starts[-1], now),
        groups=statistics_rows.session_groups(work, [asked.bounds(row) for row in asked.rows], now),
        groups_before=statistics_rows.session_groups(work, [asked.bounds(asked.before)], now),
        since=since,
        streak=_streak(work, asked, since, now),
        titles=statistics_rows.titles(work),
    )


def _streak(work: Session, asked: Question, since: date | None, now: datetime) -> Streak | None:
    """The streak until today; None without a goal."""
    rules, today = asked.rules, asked.today
    if not rules.goal or not rules.working_days:
        return None
    found, last, days = 0, today, FIRST_STREAK_DAYS
    first = max(today - MOST_STREAK_DAYS * DAY, since or today)
    while first <= last:
        period = Period(max(first, last - days * DAY), last)
        more = streak(rules, period, _day_totals(work, asked, period, now), today)
        found += more.days
        if not more.may_be_longer:
            return Streak(found, may_be_longer=False)
        last, days = period.first - DAY, days * 2
    return Streak(found, may_be_longer=since is not None and since < first)


def _day_totals(work: Session, asked: Question, period: Period, now: datetime) -> list[timedelta]:
    starts = asked.rules.calendar.starts(period)
    numbers = list(range(period.days))
    days = Hours(starts, numbers, numbers)
    found = statistics_rows.stretches(work, starts[0], starts[-1], now)
    return focus_count.count(found, days).days()
