"""What plain sqlite3 tells of a day before the store is open is what the open store tells."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from focus_desktop.model import timing
from focus_desktop.model.status import SessionStatus
from focus_desktop.store import first_look

if TYPE_CHECKING:
    from focus_desktop.controller import Controller
    from tests.conftest import SettableClock

DAY = timedelta(days=1)


@pytest.fixture
def file(sqlite_url: str) -> Path:
    """The file of the store."""
    return Path(sqlite_url.removeprefix("sqlite:///"))


def work(
    controller: Controller,
    clock: SettableClock,
    minutes: int,
    status: SessionStatus = SessionStatus.COMPLETED,
) -> None:
    """Be at a session so long, with a pause of a minute after the first one."""
    session = controller.start_session(duration_minutes=minutes)
    clock.advance(minutes=1)
    controller.pause_session(session.id)
    clock.advance(minutes=1)
    controller.resume_session(session.id)
    clock.advance(minutes=minutes - 2)
    controller.update_session(session.id, status=status)


def test_it_tells_what_the_open_store_tells(
    sqlite_controller: Controller, clock: SettableClock, file: Path
) -> None:
    work(sqlite_controller, clock, 10)
    clock.advance(minutes=14 * 60 + 30)
    work(sqlite_controller, clock, 50)  # Past midnight.
    clock.advance(minutes=10)
    work(sqlite_controller, clock, 20, SessionStatus.CANCELLED)
    midnight = datetime.combine(clock.now().date(), datetime.min.time(), clock.now().tzinfo)
    for start in (midnight - DAY, midnight, midnight + DAY):
        day = start, start + DAY
        intervals = sqlite_controller.intervals_between(*day)
        told = first_look.day_done(file, *day)
        assert told is not None
        assert told.focused == timing.focused_within(intervals, *day, clock.now())
        assert told.completed == sqlite_controller.completed_between(*day)
    told = first_look.day_done(file, midnight, midnight + DAY)
    assert told is not None
    assert timedelta() < told.focused < timedelta(minutes=60)


def test_it_tells_nothing_while_a_session_is_active(
    sqlite_controller: Controller, clock: SettableClock, file: Path
) -> None:
    sqlite_controller.start_session(duration_minutes=25)
    assert first_look.day_done(file, clock.now() - DAY, clock.now() + DAY) is None


@pytest.mark.usefixtures("sqlite_controller")
def test_it_tells_nothing_of_another_schema(file: Path, clock: SettableClock) -> None:
    assert first_look.day_done(file, clock.now(), clock.now() + DAY) == (timedelta(), 0)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    assert first_look.day_done(file, clock.now(), clock.now() + DAY) is None


@pytest.mark.usefixtures("sqlite_controller")
def test_it_waits_for_no_lock(file: Path, clock: SettableClock) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        assert first_look.day_done(file, clock.now(), clock.now() + DAY) is None


def test_it_makes_no_file_and_bears_one_that_is_no_store(tmp_path: Path, clock: SettableClock) -> None:
    for name, contents in (("none.db", None), ("empty.db", b""), ("text.db", b"no database" * 100)):
        file = tmp_path / name
        if contents is not None:
            file.write_bytes(contents)
        assert first_look.day_done(file, clock.now(), clock.now() + DAY) is None
        assert file.exists() is (contents is not None)


def test_it_does_not_wait_for_a_pipe(tmp_path: Path, clock: SettableClock) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert first_look.day_done(tmp_path / "pipe", clock.now(), clock.now() + DAY) is None


def test_it_bears_a_file_that_cannot_be_looked_at(tmp_path: Path, clock: SettableClock) -> None:
    file = tmp_path / ("long" * 100)
    with pytest.raises(OSError, match="too long"):
        file.is_file()
    assert first_look.day_done(file, clock.now(), clock.now() + DAY) is None


@pytest.mark.parametrize("wrong", ["'yesterday'", "NULL", "x'00ff'"])
def test_it_bears_values_that_are_no_times(
    sqlite_controller: Controller, clock: SettableClock, file: Path, wrong: str
) -> None:
    work(sqlite_controller, clock, 10)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(f"UPDATE focus_interval SET ended_at = {wrong} WHERE rowid = 1")
    assert first_look.day_done(file, clock.now() - DAY, clock.now() + DAY) is None
