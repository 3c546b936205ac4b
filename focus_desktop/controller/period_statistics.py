"""Reads what the statistics of a period are made of. Imported when somebody asks for statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from focus_desktop.model import focus_count, statistics
from focus_desktop.model.local_days import DAY, DayRules, Hours, Period
from focus_desktop.model.statistics import By, Statistics, Streak, Totals
from focus_desktop.model.statistics_calculation import Calculation, Found, Question, before, question
from focus_desktop.store import focus_stretches, quests, session_groups

if TYPE_CHECKING:
    from datetime import date, datetime, timedelta

    from sqlmodel import Session

FIRST_STREAK_DAYS = 32
"""Days that are looked at first for the streak; then twice as many before them, and so on."""
MOST_STREAK_DAYS = 365
"""Days that are looked at for the streak, apart from today."""


def asked_for(start: date | None, end: date | None, by: By, rules: DayRules, now: datetime) -> Question:
    """What is asked at this moment. Raises InvalidField."""
    return question(start, end, by, rules, rules.calendar.day_of(now))


def read(work: Session, asked: Question, now: datetime) -> Statistics:
    """The figures of a period; what runs counts until `now`."""
    since = _since(work, asked)
    streak = _streak(work, asked, since, now)
    titles = {quest.id: quest.title for quest in quests.everything(work)}
    return Calculation(asked, _found(work, asked, since, now)).statistics(streak, titles)


def read_totals_before(work: Session, asked: Question, now: datetime) -> Totals | None:
    """What the period before comes to; None if that is too long ago."""
    earlier = before(asked)
    if earlier is None:
        return None
    since = _since(work, earlier)
    return Calculation(earlier, _found(work, earlier, since, now, with_quests=False)).totals()


def _found(
    work: Session, asked: Question, since: date | None, now: datetime, *, with_quests: bool = True
) -> Found:
    start, end = asked.bounds(asked.period)
    rows = [asked.bounds(row) for row in asked.rows]
    are_by_quest = with_quests and asked.by is By.QUEST
    return Found(
        stretches=focus_stretches.read(work, start, end, now, with_quests=with_quests),
        groups=session_groups.read(work, rows, with_quests=are_by_quest),
        since=since,
    )


def _since(work: Session, asked: Question) -> date | None:
    """The day of the first session of all."""
    first = session_groups.first_start(work)
    return None if first is None else asked.rules.calendar.day_of(first)


def _streak(work: Session, asked: Question, since: date | None, now: datetime) -> Streak | None:
    """The streak until today; None without a goal."""
    rules, today = asked.rules, asked.today
    if not rules.goal or not rules.working_days:
        return None
    found, last, days = 0, today, FIRST_STREAK_DAYS
    first = max(today - MOST_STREAK_DAYS * DAY, since or today)
    while first <= last:
        period = Period(max(first, last - days * DAY), last)
        more = statistics.streak(rules, period, _day_totals(work, asked, period, now), today)
        found += more.days
        if not more.may_be_longer:
            return Streak(found, may_be_longer=False)
        last, days = period.first - DAY, days * 2
    return Streak(found, may_be_longer=since is not None and since < first)


def _day_totals(work: Session, asked: Question, period: Period, now: datetime) -> list[timedelta]:
    starts = asked.rules.calendar.starts(period)
    numbers = list(range(period.days))
    days = Hours(starts, numbers, numbers)
    return focus_count.count(
        focus_stretches.read(work, starts[0], starts[-1], now, with_quests=False), days
    ).days()
