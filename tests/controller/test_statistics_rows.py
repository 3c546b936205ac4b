"""Statistics of both databases, and of rows that other programs wrote."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from sqlalchemy.engine import make_url

from focus_desktop.model.local_days import DayRules
from focus_desktop.model.statistics import By
from focus_desktop.model.status import SessionStatus, TimeUp

if TYPE_CHECKING:
    from focus_desktop.controller import Controller
    from tests.conftest import SettableClock

MONDAY = date(2026, 3, 2)
SUNDAY = MONDAY + timedelta(days=6)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
RULES = DayRules(goal=HOUR)


def work(controller: Controller, clock: SettableClock, minutes: float, quest: UUID | None = None) -> UUID:
    session = controller.start_session(50, quest)
    clock.advance(minutes=minutes)
    controller.update_session(session.id, status=SessionStatus.COMPLETED)
    return session.id


def test_both_databases_tell_the_same(controller: Controller, clock: SettableClock) -> None:
    read, write = (controller.add_quest(title).id for title in ("Read", "Write"))
    work(controller, clock, 40, read)
    work(controller, clock, 25.5, write)
    clock.sleep(minutes=24 * 60)
    work(controller, clock, 30)
    controller.start_session(25, read, time_up=TimeUp.OVERTIME)
    clock.advance(minutes=10)
    told = controller.statistics(MONDAY, SUNDAY, By.DAY, RULES)
    assert [dict(row.quests) for row in told.rows[:3]] == [
        {read: 40 * MINUTE, write: 25.5 * MINUTE},
        {None: 30 * MINUTE, read: 10 * MINUTE},
        {},
    ]
    assert [row.sessions.sessions for row in told.rows] == [2, 2, 0, 0, 0, 0, 0]
    assert (told.totals.sessions.completed, told.totals.sessions.planned) == (3, 150 * MINUTE)
    assert told.totals.sessions.done == 95.5 * MINUTE
    assert (told.totals.working_days, told.totals.days_reached) == (2, 1)
    assert told.streak is not None
    assert told.streak.days == 1
    by_quest = controller.statistics(MONDAY, SUNDAY, By.QUEST, RULES)
    assert [(row.quest_id, row.focused) for row in by_quest.rows] == [
        (read, 50 * MINUTE),
        (None, 30 * MINUTE),
        (write, 25.5 * MINUTE),
    ]
    assert by_quest.titles == {read: "Read", write: "Write"}
    controller.update_session(controller.list_sessions()[0].id, status=SessionStatus.CANCELLED)
    clock.sleep(minutes=7 * 24 * 60)
    before = controller.totals_before(MONDAY + timedelta(days=7), SUNDAY + timedelta(days=7), RULES)
    assert before is not None
    assert before.focused == told.totals.focused
    assert (before.sessions.completed, before.sessions.cancelled) == (3, 1)


def test_what_lasts_longer_than_days_counts_on_each(controller: Controller, clock: SettableClock) -> None:
    controller.start_session(1440, time_up=TimeUp.OVERTIME)
    clock.advance(minutes=5 * 24 * 60)
    controller.update_session(controller.list_sessions()[0].id, status=SessionStatus.COMPLETED)
    told = controller.statistics(MONDAY + timedelta(days=2), MONDAY + timedelta(days=3), By.DAY, RULES)
    assert [row.focused for row in told.rows] == [24 * HOUR, 24 * HOUR]
    assert told.totals.sessions.sessions == 0  # It was started before.


def test_nothing_is_told_of_what_was_before_all_dates(controller: Controller) -> None:
    first = date(1971, 1, 1)
    assert controller.totals_before(first, date(1971, 12, 31), RULES) is None
    assert controller.statistics(first, first, By.DAY, RULES).totals.focused == timedelta()


@pytest.fixture
def connection(sqlite_url: str, sqlite_controller: Controller) -> closing[sqlite3.Connection]:
    """A connection of another program."""
    file = Path(make_url(sqlite_url).database or "")
    return closing(sqlite3.connect(file, isolation_level=None))


@pytest.mark.parametrize(
    "spelling",
    [
        "2026-03-02T09:00:00.000000Z",
        "2026-03-02T09:00:00.000000+00:00",
        "2026-03-02 09:00:00",
        "2026-03-02T10:00:00+01:00",
        "2026-03-02T09:00:00,000000Z",
    ],
)
def test_times_may_be_spelled_otherwise(
    sqlite_controller: Controller,
    clock: SettableClock,
    connection: closing[sqlite3.Connection],
    spelling: str,
) -> None:
    work(sqlite_controller, clock, 40)
    work(sqlite_controller, clock, 20)
    with connection as other:
        other.execute("PRAGMA ignore_check_constraints = ON")  # They compare texts.
        other.execute(
            "UPDATE focus_interval SET started_at = ? WHERE started_at = ?",
            (spelling, "2026-03-02T09:00:00.000000Z"),
        )
    told = sqlite_controller.statistics(MONDAY, SUNDAY, By.DAY, RULES)
    assert told.totals.focused == HOUR


def test_what_cannot_be_read_is_left_out_and_remembered(
    sqlite_controller: Controller, clock: SettableClock, connection: closing[sqlite3.Connection]
) -> None:
    quest = sqlite_controller.add_quest("Read")
    spoilt = work(sqlite_controller, clock, 40, quest.id)
    work(sqlite_controller, clock, 20, quest.id)
    with connection as other:
        other.execute("PRAGMA ignore_check_constraints = ON")
        other.execute(
            "UPDATE focus_interval SET ended_at = '2026-03-02Tsoon' WHERE session_id = ?", (spoilt.hex,)
        )
        other.execute("UPDATE focus_session SET duration_minutes = 'long' WHERE id = ?", (spoilt.hex,))
    told = sqlite_controller.statistics(MONDAY, SUNDAY, By.QUEST, RULES)
    assert told.totals.focused == 20 * MINUTE
    assert told.totals.sessions.sessions == 1
    assert {row.table for row in sqlite_controller.unreadable_rows()} == {"focus_interval", "focus_session"}


def test_an_interval_without_a_session_is_of_no_quest_or_left_out(
    sqlite_controller: Controller, clock: SettableClock, connection: closing[sqlite3.Connection]
) -> None:
    work(sqlite_controller, clock, 20)
    with connection as other:
        other.execute(
            "INSERT INTO focus_interval VALUES (?, ?, ?, ?)",
            (uuid4().hex, uuid4().hex, "2026-03-02T12:00:00.000000Z", "2026-03-02T13:00:00.000000Z"),
        )
    assert sqlite_controller.statistics(MONDAY, SUNDAY, By.DAY, RULES).totals.focused == 20 * MINUTE
