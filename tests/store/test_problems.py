"""What the environment does is told with its reason; what is our bug is raised as it comes."""

import sqlite3
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, ProgrammingError

from focus_desktop.controller.backups import Backups
from focus_desktop.model.errors import StoreProblem, StoreUnavailable, UnusableFile
from focus_desktop.store import focus_sessions
from focus_desktop.store.database import Database
from focus_desktop.store.problems import problem_of
from tests.exchange.damage import break_name
from tests.postgres import PostgresServer
from tests.store.test_rules import INTERVAL, QUEST, SESSION, insert


def test_wrong_sql_is_our_bug_and_not_a_store_that_cannot_be_used(database: Database) -> None:
    with pytest.raises(DBAPIError), database.reading() as work:
        work.connection().exec_driver_sql("SELECT no_such_column FROM quest")
    with pytest.raises(DBAPIError), database.writing() as work:
        work.connection().exec_driver_sql("SELEKT 1")


def test_misuse_of_sqlite_is_our_bug() -> None:
    connection = sqlite3.connect(":memory:")
    connection.close()
    with pytest.raises(sqlite3.ProgrammingError) as raised:
        connection.execute("SELECT 1")
    assert problem_of(ProgrammingError("SELECT 1", None, raised.value)) is None


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        (sqlite3.SQLITE_BUSY, StoreProblem.LOCKED),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StoreProblem.LOCKED),
        (sqlite3.SQLITE_FULL, StoreProblem.DISK_FULL),
        (sqlite3.SQLITE_IOERR_FSYNC, StoreProblem.DISK_ERROR),
        (sqlite3.SQLITE_READONLY_DIRECTORY, StoreProblem.READ_ONLY),
        (sqlite3.SQLITE_READONLY_DBMOVED, StoreProblem.MISSING),
        (sqlite3.SQLITE_CANTOPEN_ISDIR, StoreProblem.CANNOT_OPEN),
        (sqlite3.SQLITE_CORRUPT_VTAB, StoreProblem.DAMAGED),
        (sqlite3.SQLITE_NOTADB, StoreProblem.NOT_A_DATABASE),
        (sqlite3.SQLITE_INTERRUPT, StoreProblem.NO_ANSWER),
        (sqlite3.SQLITE_ERROR, None),
        (sqlite3.SQLITE_MISUSE, None),
        (sqlite3.SQLITE_CONSTRAINT_CHECK, None),
    ],
)
def test_errors_of_sqlite_are_told_apart_by_their_code_whatever_they_say(
    code: int, problem: StoreProblem | None
) -> None:
    error = sqlite3.OperationalError("database is locked, read-only, full and malformed")
    error.sqlite_errorcode = code
    assert problem_of(OperationalError("SELECT 1", None, error)) is problem


@pytest.mark.parametrize(
    ("state", "problem"),
    [
        ("55P03", StoreProblem.LOCKED),
        ("40P01", StoreProblem.LOCKED),
        ("53100", StoreProblem.DISK_FULL),
        ("53300", StoreProblem.BUSY),
        ("57014", StoreProblem.NO_ANSWER),
        ("57P01", StoreProblem.NO_CONNECTION),
        ("25006", StoreProblem.READ_ONLY),
        ("42501", StoreProblem.CANNOT_OPEN),
        ("XX001", StoreProblem.DAMAGED),
        ("42703", None),
        ("23505", None),
        ("22001", None),
    ],
)
def test_errors_of_postgresql_are_told_apart_by_their_state(
    postgres: PostgresServer, state: str, problem: StoreProblem | None
) -> None:
    database = Database(postgres.new_database())
    with database.reading() as work, pytest.raises(DBAPIError) as raised:
        work.connection().exec_driver_sql(f"DO $$ BEGIN RAISE SQLSTATE '{state}'; END $$")
    assert problem_of(raised.value) is problem
    database.close()


def test_a_file_that_must_not_be_written_is_told_as_such(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database._writer.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(StoreUnavailable) as refused:
        insert(database, "quest", QUEST)
    assert refused.value.reason is StoreProblem.READ_ONLY
    database.close()


def test_a_folder_in_place_of_the_file_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "focus.db").mkdir()
    with pytest.raises(StoreUnavailable) as refused:
        Database(f"sqlite:///{tmp_path / 'focus.db'}")
    assert refused.value.reason is StoreProblem.NOT_A_FILE


def test_a_second_active_session_is_told_from_every_other_broken_rule(database: Database) -> None:
    def broken(table: str, row: dict[str, Any], **changes: object) -> bool:
        with pytest.raises(IntegrityError) as refused:
            insert(database, table, row, **changes)
        return focus_sessions.is_second_active(refused.value)

    session_id = insert(database, "focus_session", SESSION, status="active")
    insert(database, "focus_interval", INTERVAL, session_id=session_id, ended_at=None)
    assert broken("focus_session", SESSION, status="active")
    assert not broken("focus_session", SESSION, description="focus_session.status", status="paused")
    assert not broken("focus_session", SESSION, status=None)
    assert not broken("focus_session", SESSION, quest_id=uuid4().hex)
    assert not broken("focus_interval", INTERVAL, session_id=session_id, ended_at=None)


def test_damage_that_sqlite_tells_in_bytes_that_are_no_text_is_told_as_damage(
    sqlite_url: str, tmp_path: Path, backups: Backups
) -> None:
    Database(sqlite_url).close()
    file = tmp_path / "data" / "focus.db"
    break_name(file)
    with pytest.raises(StoreUnavailable) as refused:
        Database(sqlite_url)
    assert refused.value.reason is StoreProblem.DAMAGED
    with pytest.raises(UnusableFile, match="no backup"):
        backups.restore(file)
