"""Rows that are only shown are read without SQLAlchemy's mapping: as it would read them, and as safely."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest
from sqlalchemy.dialects import sqlite
from sqlmodel import select

from focus_desktop.controller import Controller
from focus_desktop.model.columns import Number, Unreadable, UtcDateTime
from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.model.focus_interval import FocusInterval
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.history_query import HistoryFilter
from focus_desktop.model.quest import Quest
from focus_desktop.model.session_clock import SessionClock
from focus_desktop.model.session_times import SessionTimes
from focus_desktop.model.status import SessionStatus
from focus_desktop.store import read_rows
from focus_desktop.store.database import Database

if TYPE_CHECKING:
    import sqlite3
    from uuid import UUID

    from focus_desktop.model.table import Table
    from tests.conftest import SettableClock

MINUTE = timedelta(minutes=1)
TABLES: list[tuple[type[Table], str]] = [
    (FocusSession, "id"),
    (FocusInterval, "session_id"),
    (Quest, "id"),
    (SessionClock, "session_id"),
]


@pytest.fixture
def lived(controller: Controller, clock: SettableClock) -> Controller:
    """A store with a session of each status, one of them paused, and a quest."""
    quest = controller.add_quest("Read 12 Books", 12)
    for status in (SessionStatus.COMPLETED, SessionStatus.CANCELLED, None):
        session = controller.start_session(25, quest.id if status else None, "Çhapter" if status else None)
        clock.advance(minutes=5)
        controller.pause_session(session.id)
        clock.advance(minutes=5)
        controller.resume_session(session.id)
        if status is not None:
            clock.advance(minutes=5)
            controller.update_session(session.id, status=status)
    return controller


def values(row: Table) -> frozenset[tuple[str, object]]:
    return frozenset(row.model_dump(mode="json").items())


@pytest.mark.parametrize(("table", "key"), TABLES)
def test_a_row_that_is_only_read_has_the_values_of_one_that_sqlalchemy_reads(
    lived: Controller, database: Database, table: type[Any], key: str
) -> None:
    with database.reading() as work:
        mapped = list(work.exec(select(table)))
        ids = {getattr(row, key) for row in mapped}
        rows = read_rows.read(work, table, key, ids)
    assert mapped
    assert {values(row) for row in rows} == {values(row) for row in mapped}
    assert {type(value) for row in rows for value in vars(row).values()} == {
        type(value) for row in mapped for name, value in vars(row).items() if not name.startswith("_")
    }


def test_rows_that_are_only_read_are_equal_if_their_values_are(lived: Controller) -> None:
    first, again = lived.find_sessions(HistoryFilter()), lived.find_sessions(HistoryFilter())
    assert [one.session for one in first] == [one.session for one in again]
    assert [one.intervals for one in first] == [one.intervals for one in again]


def test_a_row_that_is_only_read_cannot_be_changed(lived: Controller) -> None:
    session = lived.find_sessions(HistoryFilter())[0].session
    with pytest.raises(AttributeError):
        session.description = "another"


def test_nothing_is_asked_about_no_ids(database: Database) -> None:
    with database.reading() as work:
        assert read_rows.read(work, Quest, "id", ()) == []
        assert read_rows.known(work, Quest, "id", ()) == set()


def test_one_value_of_another_kind_leaves_the_others_readable() -> None:
    dialect = sqlite.dialect()
    moment = datetime(2026, 3, 2, 9, tzinfo=UTC)
    stored = ["2026-03-02T09:00:00.000000Z", None, "soon", b"2026", "0001-01-01T00:00:00.000000Z"]
    read = UtcDateTime().read_all(stored, dialect)
    assert read == [moment, None, *map(Unreadable, stored[2:])]
    assert Number(1, 9).read_all([1, 10, None, "1"], dialect) == [1, Unreadable(10), None, Unreadable("1")]
    assert Number(1, 9).read_all([1, None, 9], dialect) == [1, None, 9]


def test_a_page_reads_on_to_the_end_of_a_day_with_many_sessions(
    controller: Controller, clock: SettableClock
) -> None:
    clock.advance(minutes=10_000)
    noon = clock.moment.astimezone().replace(hour=12, minute=0) - timedelta(days=2)
    for number in range(120):
        controller.add_session(SessionTimes(noon + number * MINUTE, noon + (number + 1) * MINUTE), 1)
    before = noon - timedelta(days=1)
    controller.add_session(SessionTimes(before, before + MINUTE), 1)
    assert len(controller.find_sessions(HistoryFilter(), limit=3)) == 120
    assert len(controller.find_sessions(HistoryFilter(), limit=121)) == 121


def abort_after(database: Database, ids: list[UUID], steps: int) -> StoreProblem | None:
    """Read the intervals of sessions, abort that after so many steps of SQLite; return how that is told."""
    try:
        with database.reading() as work:
            driver = cast("sqlite3.Connection", work.connection().connection.dbapi_connection)
            driver.set_progress_handler(lambda: 1, steps)
            try:
                read_rows.read(work, FocusInterval, "session_id", ids)
            finally:
                driver.set_progress_handler(None, 0)
    except StoreUnavailable as error:
        return error.reason
    return None


def test_an_abort_at_any_moment_is_told_as_one(sqlite_url: str, clock: SettableClock) -> None:
    database = Database(sqlite_url)
    controller = Controller(database, clock)
    start = clock.moment - timedelta(days=1)
    for number in range(30):
        controller.add_session(SessionTimes(start + number * MINUTE, start + (number + 1) * MINUTE), 1)
    ids = [one.id for one in controller.list_sessions(limit=30)]
    told = {abort_after(database, ids, steps) for steps in range(20, 2000, 20)}
    assert told == {None, StoreProblem.NO_ANSWER}
    controller.close()
