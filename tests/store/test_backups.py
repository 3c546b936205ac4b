"""Backups are whole, checked, and kept as long as promised; a restore loses nothing."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic import command

from focus_desktop.controller import Controller
from focus_desktop.controller.backups import Backups
from focus_desktop.model.backup import Backup, BackupReason, superfluous
from focus_desktop.model.errors import StoreUnavailable, UnusableFile
from focus_desktop.model.session_times import SessionTimes
from focus_desktop.store.database import Database
from focus_desktop.store.migrations import HEAD
from focus_desktop.store.migrations.upgrade import config
from tests.full_store import fill, rows
from tests.reliability.found import is_hot, journal_of
from tests.unreadable import spoil

if TYPE_CHECKING:
    from tests.conftest import SettableClock
    from tests.postgres import PostgresServer

DAY = timedelta(days=1)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def store(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def work(controller: Controller, clock: SettableClock) -> None:
    """A session of ten minutes that has just ended."""
    clock.advance(minutes=20)
    start = clock.moment - timedelta(minutes=15)
    controller.add_session(SessionTimes(start, start + timedelta(minutes=10)), 25)


def made(reason: BackupReason, moment: datetime, sessions: int = 1) -> Backup:
    return Backup(Path(f"{moment}{reason}"), moment, reason, sessions, timedelta(), None)


# What is kept


def test_thirty_recent_21_daily_and_12_monthly_ones_are_kept() -> None:
    hourly = [made(BackupReason.REQUEST, NOON - timedelta(hours=number)) for number in range(24 * 800)]
    gone = set(superfluous(hourly))
    kept = [one for one in hourly if one not in gone]
    assert kept[:30] == hourly[:30]
    days = {one.made_at.astimezone().date() for one in kept}
    assert {(NOON - number * DAY).date() for number in range(21)} <= days
    assert len({(day.year, day.month) for day in days}) == 12
    assert len(kept) == 30 + 21 - 2 + 12 - 2  # The newest of a day and of a month may be recent already.


def test_the_last_backup_with_sessions_is_never_removed() -> None:
    full = made(BackupReason.DAILY, NOON - 3000 * DAY)
    empty = [made(BackupReason.DAILY, NOON - number * DAY, sessions=0) for number in range(1000)]
    assert full not in superfluous([*empty, full])


# Making


def test_a_backup_has_all_rows_and_says_what_is_in_it(
    sqlite_controller: Controller, backups: Backups, clock: SettableClock
) -> None:
    fill(sqlite_controller, clock)
    backup = backups.make(BackupReason.REQUEST)
    assert backup is not None
    assert backups.all() == [backup]
    assert (backup.reason, backup.made_at) == (BackupReason.REQUEST, clock.moment)
    assert backup.sessions == len(sqlite_controller.history(limit=1000))
    assert backup.file.stat().st_mode & 0o777 == 0o600
    with closing(Controller(Database(f"sqlite:///{backup.file}"), clock)) as copied:
        assert rows(copied) == rows(sqlite_controller)


def test_a_backup_of_the_same_data_is_not_made_twice(
    sqlite_controller: Controller, backups: Backups, clock: SettableClock
) -> None:
    first = backups.make(BackupReason.DAILY)
    clock.advance(minutes=60)
    assert backups.make(BackupReason.IMPORT) == first
    work(sqlite_controller, clock)
    assert backups.make(BackupReason.IMPORT) != first
    assert len(backups.all()) == 2


def test_one_is_due_every_day(sqlite_controller: Controller, backups: Backups, clock: SettableClock) -> None:
    assert backups.make_if_due() is not None
    work(sqlite_controller, clock)
    clock.advance(minutes=23 * 60)
    assert backups.make_if_due() is None
    clock.advance(minutes=61)
    assert backups.make_if_due() is not None


def test_a_backup_waits_for_a_writer_and_gives_up_in_time(
    sqlite_url: str, sqlite_controller: Controller, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("focus_desktop.store.time_limit.WAIT_WITHOUT_LIMIT_S", 0.3)
    with closing(sqlite3.connect(store(sqlite_url), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UnusableFile, match="locked"):
            backups.make(BackupReason.DAILY)
    assert backups.all() == []
    assert not list(backups.folder.iterdir())


def test_others_may_write_while_a_backup_is_made(
    sqlite_controller: Controller, backups: Backups, clock: SettableClock
) -> None:
    done = threading.Event()

    def make() -> None:
        backups.make(BackupReason.DAILY)
        done.set()

    thread = threading.Thread(target=make)
    thread.start()
    while not done.is_set():
        work(sqlite_controller, clock)
    thread.join()
    (backup,) = backups.all()
    with closing(sqlite3.connect(backup.file)) as copied:
        assert copied.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_damaged_store_is_not_backed_up(
    sqlite_url: str, sqlite_controller: Controller, backups: Backups, clock: SettableClock
) -> None:
    fill(sqlite_controller, clock)
    with store(sqlite_url).open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096 * 3)
    with pytest.raises(UnusableFile, match=r"focus\.db is damaged"):
        backups.make(BackupReason.DAILY)
    assert backups.all() == []


def test_a_store_with_an_unreadable_row_is_backed_up(
    sqlite_url: str, sqlite_controller: Controller, backups: Backups, clock: SettableClock
) -> None:
    work(sqlite_controller, clock)
    spoil(sqlite_url, "focus_session", "duration_minutes", "many")
    assert backups.make(BackupReason.DAILY) is not None


def test_an_update_is_preceded_by_a_backup(
    sqlite_url: str, backups: Backups, clock: SettableClock, open_controller: object
) -> None:
    database = Database(sqlite_url)
    with database._writer.engine.begin() as connection:
        command.downgrade(config(connection), "0001")
    database.close()
    Database(sqlite_url, backups.make_before_update).close()
    (backup,) = backups.all()
    assert backup.reason is BackupReason.MIGRATION
    assert version(backup.file) == "0001"
    assert version(store(sqlite_url)) == HEAD


def test_an_update_does_not_wait_for_a_disk_that_is_not_there(
    sqlite_url: str, clock: SettableClock, tmp_path: Path
) -> None:
    blocked = tmp_path / "disk"
    blocked.write_text("not a folder")
    backups = Backups(sqlite_url, lambda: blocked / "backups", tmp_path / "usual", clock)
    Database(sqlite_url).close()
    with pytest.raises(UnusableFile, match="choose another folder"):
        backups.make(BackupReason.DAILY)
    backups.make_before_update()
    assert [one.reason for one in Backups(sqlite_url, lambda: tmp_path / "usual", tmp_path, clock).all()] == [
        BackupReason.MIGRATION
    ]


def version(file: Path) -> str:
    with closing(sqlite3.connect(file)) as connection:
        (found,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(found)


# Restoring


def test_a_restore_brings_all_rows_back_and_keeps_what_was_there(
    sqlite_controller: Controller, backups: Backups, clock: SettableClock
) -> None:
    fill(sqlite_controller, clock)
    before = rows(sqlite_controller)
    backup = backups.make(BackupReason.REQUEST)
    assert backup is not None
    for record in sqlite_controller.history(limit=1000):
        sqlite_controller.delete_session(record.id)
    clock.advance(minutes=1)
    done = backups.restore(backup.file)
    assert rows(sqlite_controller) == before  # It sees the other data without being opened again.
    assert done.backup is not None
    assert (done.backup.reason, done.backup.sessions) == (BackupReason.RESTORE, 0)


@pytest.mark.parametrize(
    "content", [None, b"", b"x", b"SQLite format 3\x00" + b"\xff" * 5000, b"text\n" * 3000]
)
def test_a_store_that_cannot_be_used_is_set_aside_byte_for_byte(
    sqlite_url: str,
    sqlite_controller: Controller,
    backups: Backups,
    clock: SettableClock,
    content: bytes | None,
) -> None:
    fill(sqlite_controller, clock)
    before = rows(sqlite_controller)
    backup = backups.make(BackupReason.REQUEST)
    sqlite_controller.close()
    assert backup is not None
    if content is None:
        store(sqlite_url).unlink()
    else:
        store(sqlite_url).write_bytes(content)
    done = backups.restore(backup.file)
    assert done.backup is None
    assert (None if done.set_aside is None else done.set_aside.read_bytes()) == content
    with closing(Controller(Database(sqlite_url), clock)) as again:
        assert rows(again) == before


def test_a_backup_of_an_older_version_is_brought_to_the_newest(
    sqlite_url: str, sqlite_controller: Controller, backups: Backups, clock: SettableClock
) -> None:
    work(sqlite_controller, clock)
    with sqlite_controller._database._writer.engine.begin() as connection:
        command.downgrade(config(connection), "0001")
    old = backups.make(BackupReason.REQUEST)
    sqlite_controller.close()
    assert old is not None
    with closing(Controller(Database(sqlite_url), clock)) as controller:
        backups.restore(old.file)
        assert len(controller.history()) == 1
    assert version(old.file) == "0001"
    assert version(store(sqlite_url)) == HEAD


@pytest.mark.parametrize("content", [None, b"", b"no database", b"SQLite format 3\x00"])
def test_what_is_no_backup_is_refused_and_nothing_changes(
    sqlite_controller: Controller,
    backups: Backups,
    clock: SettableClock,
    tmp_path: Path,
    content: bytes | None,
) -> None:
    fill(sqlite_controller, clock)
    before = rows(sqlite_controller)
    file = tmp_path / "holiday.db"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UnusableFile, match=r"holiday\.db is no backup"):
        backups.restore(file)
    assert rows(sqlite_controller) == before


def test_a_store_that_is_in_use_is_not_restored(
    sqlite_url: str,
    sqlite_controller: Controller,
    backups: Backups,
    clock: SettableClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    backup = backups.make(BackupReason.REQUEST)
    assert backup is not None
    work(sqlite_controller, clock)
    before = rows(sqlite_controller)
    monkeypatch.setattr("focus_desktop.store.time_limit.WAIT_WITHOUT_LIMIT_S", 0.3)
    with closing(sqlite3.connect(store(sqlite_url), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable):
            backups.restore(backup.file)
    assert rows(sqlite_controller) == before
    assert not list(store(sqlite_url).parent.glob(".*"))


def leave_hot_journal(file: Path) -> None:
    """Leave the file as a process does that was killed in a commit: partly written, with its journal."""
    with closing(sqlite3.connect(file, isolation_level=None)) as writer:
        writer.execute("PRAGMA cache_size = 1")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute(
            "CREATE TABLE filler AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 99)"
            " SELECT i, hex(zeroblob(3000)) FROM n"
        )
        left = [(one, one.read_bytes()) for one in (file, journal_of(file))]
        writer.execute("ROLLBACK")
    for one, content in left:
        one.write_bytes(content)
    assert is_hot(journal_of(file))


def test_a_store_whose_last_writer_was_killed_is_backed_up_before_another_is_restored(
    sqlite_url: str, sqlite_controller: Controller, backups: Backups, clock: SettableClock
) -> None:
    older = backups.make(BackupReason.REQUEST)
    work(sqlite_controller, clock)
    sqlite_controller.close()
    leave_hot_journal(store(sqlite_url))
    assert older is not None
    done = backups.restore(older.file)
    assert done.set_aside is None
    assert done.backup is not None
    assert done.backup.sessions == 1


def test_a_journal_that_was_left_behind_does_not_spoil_a_restore(
    sqlite_url: str,
    sqlite_controller: Controller,
    backups: Backups,
    clock: SettableClock,
    tmp_path: Path,
) -> None:
    fill(sqlite_controller, clock)
    before = rows(sqlite_controller)
    backup = backups.make(BackupReason.REQUEST)
    sqlite_controller.close()
    assert backup is not None
    other = tmp_path / "other.db"
    Database(f"sqlite:///{other}").close()
    leave_hot_journal(other)
    store(sqlite_url).unlink()
    journal_of(other).rename(journal_of(store(sqlite_url)))
    backups.restore(backup.file)
    with closing(Controller(Database(sqlite_url), clock)) as again:
        again.check_store()
        assert rows(again) == before


def test_what_is_left_of_backups_and_restores_that_were_killed_is_removed_after_a_day(
    sqlite_url: str, sqlite_controller: Controller, backups: Backups, clock: SettableClock
) -> None:
    backups.folder.mkdir()
    data = store(sqlite_url).parent
    left = [
        *(backups.folder / f".focus-{name}.db.part" for name in ("old", "new")),
        *(
            data / f"{name}.restore{ending}"
            for name in (".focus.db.1-2", "..focus.db.3-4")
            for ending in ("", "-journal")
        ),
    ]
    for number, file in enumerate(left):
        file.touch()
        moment = (clock.moment - timedelta(hours=1 if number == 1 else 25)).timestamp()
        os.utime(file, (moment, moment))
    backup = backups.make(BackupReason.DAILY)
    assert backup is not None
    backups.restore(backup.file)
    assert [file.exists() for file in left] == [False, True, False, False, False, False]
    assert {file.name for file in data.iterdir()} == {"focus.db"}


def test_data_on_a_server_is_left_to_the_server(
    postgres: PostgresServer, clock: SettableClock, tmp_path: Path
) -> None:
    kept = Backups(postgres.new_database(), lambda: tmp_path, tmp_path, clock)
    assert kept.make(BackupReason.IMPORT) is None
    assert kept.make_if_due() is None
    for refused in (kept.make_by_hand, lambda: kept.restore(tmp_path), lambda: kept.copy_to(tmp_path)):
        with pytest.raises(UnusableFile, match="an export as JSON has all of it"):
            refused()
