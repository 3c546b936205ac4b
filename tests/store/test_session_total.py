"""The database itself keeps the focused time of each session, whoever changes the tables."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from alembic import command
from sqlalchemy import Connection, create_engine, text
from sqlmodel import col, func, select

from focus_desktop.model.focus_interval import FocusInterval
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.quest import Quest
from focus_desktop.model.session_total import SessionTotal
from focus_desktop.model.status import SessionStatus
from focus_desktop.store import focus_sessions, statistics
from focus_desktop.store.database import Database
from focus_desktop.store.migrations.upgrade import config
from focus_desktop.store.salvage import salvage
from tests.conftest import SettableClock

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def total(database: Database, session_id: UUID) -> SessionTotal:
    with database.reading() as work:
        found = work.get(SessionTotal, session_id)
        assert found is not None
        return found


def focused(database: Database, session_id: UUID) -> timedelta:
    return timedelta(microseconds=total(database, session_id).focused_us)


def execute(database: Database, statement: str, **values: Any) -> None:
    """Run SQL as another program would, on a connection of its own."""
    with database.writing() as work:
        ids = {name: value.hex if isinstance(value, UUID) else value for name, value in values.items()}
        work.connection().execute(text(statement), ids)


@pytest.fixture
def session_id(database: Database, clock: SettableClock) -> UUID:
    """A session that is active, and its first interval is open."""
    session = FocusSession(duration_minutes=25, started_at=clock.moment)
    with database.writing() as work:
        focus_sessions.add(work, session)
    return session.id


def test_a_new_session_has_a_total_of_zero(
    database: Database, clock: SettableClock, session_id: UUID
) -> None:
    found = total(database, session_id)
    assert (found.focused_us, found.quest_id, found.status) == (0, None, SessionStatus.ACTIVE)
    assert found.duration_minutes == 25
    assert found.started_at == clock.moment


def test_an_interval_counts_when_it_ends_to_the_microsecond(
    database: Database, clock: SettableClock, session_id: UUID
) -> None:
    worked = 25 * MINUTE + timedelta(microseconds=999_999)
    with database.writing() as work:
        focus_sessions.pause(work, session_id, clock.moment + worked)
    assert focused(database, session_id) == worked
    with database.writing() as work:
        focus_sessions.resume(work, session_id, clock.moment + 30 * MINUTE)
    assert focused(database, session_id) == worked
    with database.writing() as work:
        focus_sessions.end(work, session_id, SessionStatus.COMPLETED, clock.moment + 31 * MINUTE)
    found = total(database, session_id)
    assert timedelta(microseconds=found.focused_us) == worked + MINUTE
    assert found.status is SessionStatus.COMPLETED


def test_it_follows_what_another_program_changes(
    database: Database, clock: SettableClock, session_id: UUID
) -> None:
    quest = Quest(title="Read")
    with database.writing() as work:
        work.add(quest)
        focus_sessions.pause(work, session_id, clock.moment + 25 * MINUTE)
    execute(database, "UPDATE focus_session SET quest_id = :quest, duration_minutes = 40", quest=quest.id)
    execute(database, "UPDATE focus_interval SET started_at = '2026-03-02T08:50:00.250000Z'")
    found = total(database, session_id)
    assert timedelta(microseconds=found.focused_us) == 35 * MINUTE - 0.25 * SECOND
    assert (found.quest_id, found.duration_minutes) == (quest.id, 40)
    execute(database, "DELETE FROM quest")
    assert total(database, session_id).quest_id is None
    execute(database, "DELETE FROM focus_interval")
    assert focused(database, session_id) == timedelta()
    execute(database, "DELETE FROM focus_session")
    with database.reading() as work:
        assert work.exec(select(func.count()).select_from(SessionTotal)).one() == 0


def test_an_interval_can_move_to_another_session(
    database: Database, clock: SettableClock, session_id: UUID
) -> None:
    other = FocusSession(
        duration_minutes=5,
        started_at=clock.moment,
        status=SessionStatus.CANCELLED,
    )
    with database.writing() as work:
        focus_sessions.end(work, session_id, SessionStatus.CANCELLED, clock.moment + 7 * MINUTE)
        work.add(other)
        work.flush()
        interval = work.exec(select(FocusInterval)).one()
        interval.session_id = other.id
    assert [focused(database, one) for one in (session_id, other.id)] == [timedelta(), 7 * MINUTE]


def test_quest_totals_sum_up_all_sessions(database: Database, clock: SettableClock, session_id: UUID) -> None:
    quest = Quest(title="Read")
    with database.writing() as work:
        work.add(quest)
        focus_sessions.end(work, session_id, SessionStatus.CANCELLED, clock.moment + 7 * MINUTE)
        for hours in (1, 2):
            start = clock.moment + hours * 60 * MINUTE
            ended = FocusSession(
                quest_id=quest.id, duration_minutes=5, started_at=start, status=SessionStatus.CANCELLED
            )
            focus_sessions.add_ended(work, ended, [(start, start + 20 * MINUTE)])
    with database.reading() as work:
        assert statistics.quest_totals(work) == {None: 7 * MINUTE, quest.id: 40 * MINUTE}


def test_the_migration_sums_up_the_sessions_that_are_there(
    url: str, database: Database, clock: SettableClock, session_id: UUID
) -> None:
    with database.writing() as work:
        focus_sessions.end(work, session_id, SessionStatus.CANCELLED, clock.moment + 7 * MINUTE)
        work.add(
            FocusSession(
                id=uuid4(), duration_minutes=5, started_at=clock.moment, status=SessionStatus.CANCELLED
            )
        )
    database.close()
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        command.downgrade(config(connection), "0002")
        assert not _has_triggers(connection)
    engine.dispose()
    again = Database(url)
    assert focused(again, session_id) == 7 * MINUTE
    with again.writing() as work:
        assert work.exec(select(func.count()).select_from(SessionTotal)).one() == 2
        interval = work.exec(select(FocusInterval).where(col(FocusInterval.session_id) == session_id)).one()
        interval.ended_at = clock.moment + 8 * MINUTE
    assert focused(again, session_id) == 8 * MINUTE
    again.close()


def test_a_session_whose_row_is_lost_is_put_together_with_its_planned_length(
    sqlite_url: str, clock: SettableClock
) -> None:
    database = Database(sqlite_url)
    with database.writing() as work:
        session = FocusSession(duration_minutes=40, started_at=clock.moment, status=SessionStatus.CANCELLED)
        focus_sessions.add_ended(work, session, [(clock.moment, clock.moment + 7 * MINUTE)])
    database.close()
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(file)) as shell, shell:
        shell.execute("DROP TRIGGER total_focus_session_deleted")
        shell.execute("DELETE FROM focus_session")
    assert salvage(file, clock.moment).put_together == 1
    with closing(sqlite3.connect(file)) as shell:
        found = shell.execute("SELECT duration_minutes FROM focus_session").fetchall()
    assert found == [(40,)]


@pytest.mark.parametrize(
    ("what_is_lost", "worked", "without_times"),
    [
        ("", 30, 0),
        ("DELETE FROM focus_interval", 30, 0),  # Their sum is known.
        ("DELETE FROM focus_interval WHERE started_at > '2026-03-02T09:05'", 10, 1),
        ("DELETE FROM focus_interval; DELETE FROM session_total", 0, 1),
        ("DELETE FROM focus_interval; DELETE FROM focus_session", 30, 0),
    ],
)
def test_salvage_tells_how_many_sessions_have_lost_times(
    sqlite_url: str, clock: SettableClock, what_is_lost: str, worked: int, without_times: int
) -> None:
    database = Database(sqlite_url)
    start = clock.moment
    with database.writing() as work:
        session = FocusSession(duration_minutes=40, started_at=start, status=SessionStatus.COMPLETED)
        session.completed_at = start + 35 * MINUTE
        stretches = [(start, start + 10 * MINUTE), (start + 15 * MINUTE, start + 35 * MINUTE)]
        focus_sessions.add_ended(work, session, stretches)
    database.close()
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(file)) as shell, shell:
        triggers = shell.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            shell.execute(f"DROP TRIGGER {name}")
        shell.executescript(what_is_lost)
    assert salvage(file, clock.moment).without_times == without_times
    with closing(sqlite3.connect(file)) as shell:
        found = shell.execute("SELECT focused_us / 60000000 FROM session_total").fetchall()
        ((started_at, completed_at),) = shell.execute("SELECT started_at, completed_at FROM focus_session")
    assert found == [(worked,)]
    assert completed_at > started_at


def _has_triggers(connection: Connection) -> bool:
    catalogue = "sqlite_master WHERE type = 'trigger' AND name"
    if connection.dialect.name == "postgresql":
        catalogue = "pg_proc WHERE proname"
    return bool(connection.execute(text(f"SELECT count(*) FROM {catalogue} LIKE 'total_focus%'")).scalar())
