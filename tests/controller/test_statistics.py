"""Statistics agree to the second with what is counted by hand, in zones that change their clocks."""

from __future__ import annotations

import os
import sqlite3
import time
from collections import Counter
from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from focus_desktop.controller import Controller
from focus_desktop.model.local_days import Calendar, DayRules, Period, Span
from focus_desktop.model.statistics import By, SessionFigures, Statistics, Totals
from focus_desktop.store.database import Database
from tests.conftest import SettableClock
from tests.controller.lived_history import Life, acts, begins
from tests.statistics_by_hand import ByHand, Kept, stored

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.controller.lived_history import Act

CHANGES = {
    "Europe/Berlin": (date(2026, 3, 29), date(2026, 10, 25)),
    "America/New_York": (date(2026, 3, 8), date(2026, 11, 1)),
    "Australia/Lord_Howe": (date(2026, 10, 4), date(2026, 4, 5)),  # By half an hour.
    "America/Santiago": (date(2026, 9, 6), date(2026, 4, 5)),  # At midnight.
}
"""The days on which clocks are changed: forward, and back."""
GOAL = timedelta(minutes=40)
WORKING_DAYS = (0, 1, 2, 5, 6)
EXAMPLES = int(os.environ.get("FOCUS_DESKTOP_EXAMPLES", "15"))


@pytest.fixture(params=CHANGES)
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[ZoneInfo]:
    """Sets the machine's zone."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield ZoneInfo(request.param)
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file of a store."""
    return tmp_path / "focus.db"


@pytest.fixture
def store(file: Path) -> Iterator[Database]:
    """The open store."""
    database = Database(f"sqlite:///{file}")
    yield database
    database.close()


def seconds(length: timedelta) -> int:
    assert not length.microseconds
    return round(length.total_seconds())


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_they_agree_with_what_is_counted_by_hand(
    zone: ZoneInfo, store: Database, file: Path, data: st.DataObject
) -> None:
    clock = SettableClock()
    clock.moment = data.draw(begins(zone, CHANGES[zone.key]))
    with closing(sqlite3.connect(file)) as connection, connection:
        for table in ("focus_session", "quest"):
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"DELETE FROM {table}")
    controller = Controller(store, clock)
    quests = [controller.add_quest(f"Quest {number}").id for number in range(3)]
    life = Life(controller, clock, quests, file)
    some_acts: list[Act] = data.draw(acts())
    for act in some_acts:
        act(life)
    rules = DayRules(
        Calendar(data.draw(st.integers(0, 23)), data.draw(st.integers(0, 6))), GOAL, WORKING_DAYS
    )
    record = controller.active_session()
    now = clock.moment if record is None else record.time(clock.read())
    by_hand = ByHand(stored(file, now), zone, rules.calendar.day_start_hour)
    today = by_hand.day_and_hour(round(clock.moment.timestamp()))[0]
    for span in (Span.DAY, Span.WEEK, Span.MONTH):
        period = rules.calendar.span_of(today, span)
        by = data.draw(st.sampled_from(By))
        told = controller.statistics(period.first, period.last, by, rules)
        assert told.period == period
        check_totals(told.totals, by_hand, rules, today)
        before = controller.totals_before(period.first, period.last, rules)
        assert before is not None
        assert before.period == rules.calendar.span_of(period.first - timedelta(days=1), span)
        check_totals(before, by_hand, rules, today)
        check_parts(told, by_hand, rules)
        assert told.streak is not None
        assert told.streak.days == by_hand.streak(today, seconds(GOAL), WORKING_DAYS)


def check_totals(totals: Totals, by_hand: ByHand, rules: DayRules, today: date) -> None:
    first, last = totals.period.first, totals.period.last
    assert seconds(totals.focused) == by_hand.focused(first, last)
    check_sessions(totals.sessions, by_hand.started(first, last))
    worked = by_hand.working_days(first, min(last, today), WORKING_DAYS)
    assert totals.working_days == len(worked)
    assert seconds(totals.focused_on_working_days) == sum(worked)
    assert totals.days_reached == sum(length >= seconds(GOAL) for length in worked)
    best = totals.best_hours and (totals.best_hours.start, totals.best_hours.part)
    assert best == by_hand.best_hours(first, last)


def check_sessions(figures: SessionFigures, kept: list[Kept]) -> None:
    counts = Counter(one.status for one in kept)
    assert (figures.sessions, figures.completed, figures.cancelled) == (
        len(kept),
        counts["completed"],
        counts["cancelled"],
    )
    ended = [one for one in kept if one.status != "active"]
    assert seconds(figures.planned) == 60 * sum(one.planned_minutes for one in ended)
    assert seconds(figures.done) == sum(one.seconds for one in ended)


def check_parts(told: Statistics, by_hand: ByHand, rules: DayRules) -> None:
    first, last = told.period.first, told.period.last
    assert [seconds(day) for day in told.days] == [by_hand.focused(day, day) for day in days_of(told.period)]
    assert [[seconds(length) for length in row] for row in told.hours] == by_hand.weekday_hours(first, last)
    ended = [one for one in by_hand.started(first, last) if one.status != "active"]
    lengths = Counter(one.planned_minutes for one in ended)
    assert {length.planned_minutes: length.sessions for length in told.lengths} == lengths
    for length in told.lengths:
        alike = [one.seconds for one in ended if one.planned_minutes == length.planned_minutes]
        assert seconds(length.done) == sum(alike)
    if told.by is By.QUEST:
        check_quests(told, by_hand)
    else:
        check_rows(told, by_hand)


def check_quests(told: Statistics, by_hand: ByHand) -> None:
    first, last = told.period.first, told.period.last
    expected = by_hand.quests(first, last) | {
        one.quest: by_hand.quests(first, last).get(one.quest, 0) for one in by_hand.started(first, last)
    }
    assert {row.quest_id: seconds(row.focused) for row in told.rows} == expected
    for row in told.rows:
        kept = [one for one in by_hand.started(first, last) if one.quest == row.quest_id]
        check_sessions(row.sessions, kept)


def check_rows(told: Statistics, by_hand: ByHand) -> None:
    assert [day for row in told.rows for day in days_of(row.period)] == list(days_of(told.period))
    for row in told.rows:
        first, last = row.period.first, row.period.last
        quests = {quest: length for quest, length in by_hand.quests(first, last).items() if length}
        assert {quest: seconds(length) for quest, length in row.quests.items()} == quests
        assert seconds(row.focused) == by_hand.focused(first, last)
        check_sessions(row.sessions, by_hand.started(first, last))
        working = [day for day in days_of(row.period) if day.weekday() in WORKING_DAYS]
        assert row.goal == len(working) * GOAL


def days_of(period: Period) -> list[date]:
    days = (period.last - period.first).days
    return [period.first + timedelta(days=number) for number in range(days + 1)]
