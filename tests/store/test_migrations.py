"""Stores of every released schema become stores of today's with all rows, whatever interrupts that."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlmodel import SQLModel

from focus_desktop.clock import SystemClock
from focus_desktop.controller import Controller
from focus_desktop.model.backup import BackupReason
from focus_desktop.model.errors import StoreUnavailable
from focus_desktop.store import migrations
from focus_desktop.store.backups import BackupFolder
from focus_desktop.store.database import Database
from focus_desktop.store.migrations import HEAD
from focus_desktop.store.migrations.upgrade import config
from tests.reliability.children import child
from tests.reliability.migrating import each_statement, migrate_and_die, open_store
from tests.store.old_stores import load, revisions
from tests.store.stored_rows import connected, differing_tables, read

ADDED_EMPTY = ("session_clock", "focus_gap", "quest_details", "session_original", "original_interval")
"""Tables that were added without rows: of an old session nothing is known that would be in them."""
CHANGES = ("CREATE", "DROP", "UPDATE", "INSERT", "ALTER")


class OldStore:
    """A store of an older schema, what was in it, and the folder for its backups."""

    def __init__(self, url: str, revision: str, folder: Path) -> None:
        self.url, self.revision, self.backups = url, revision, folder / "backups"
        source = folder / "source.db"
        load(revision, source)
        self.before = read(f"sqlite:///{source}")
        if url.startswith("sqlite"):
            load(revision, Path(url.removeprefix("sqlite:///")))
        else:
            _copy_to_postgresql(source, url, revision)

    def schema(self) -> str:
        """The schema that it has now."""
        with connected(self.url) as engine, engine.connect() as connection:
            return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())

    def check_rows(self) -> None:
        """Check that it has just the rows that it had, with the values that they had."""
        assert differing_tables(self.before, read(self.url)) == []

    def check_migrated(self) -> None:
        """Open it once more, as the app does, and check what became of it."""
        open_store(self.url, self.backups)
        assert self.schema() == HEAD
        self.check_rows()
        with closing(Controller(Database(self.url), SystemClock())) as controller:
            controller.check_store()
            assert controller.unreadable_rows() == []
            assert len(controller.history(limit=100)) == len(self.before["focus_session"])


@pytest.fixture(params=[revision for revision in revisions() if revision != HEAD])
def old(request: pytest.FixtureRequest, url: str, tmp_path: Path) -> OldStore:
    """A store of each older schema, on SQLite and on PostgreSQL."""
    return OldStore(url, request.param, tmp_path)


def _copy_to_postgresql(source: Path, url: str, revision: str) -> None:
    """Let the migrations make the tables of a schema, and bring the rows of a SQLite store into them."""
    with closing(sqlite3.connect(source)) as rows, connected(url) as engine, engine.begin() as connection:
        command.upgrade(config(connection), revision)
        for table in SQLModel.metadata.sorted_tables:
            if inspect(connection).has_table(table.name) and table.name != "session_total":  # Triggers do.
                read = rows.execute(f"SELECT * FROM {table.name}")
                names = [column[0] for column in read.description]
                marks = ", ".join(["%s"] * len(names))
                # As texts, which PostgreSQL reads as values of each column's type.
                values = [tuple(None if one is None else str(one) for one in row) for row in read]
                insert = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})"
                connection.exec_driver_sql(insert, values)


def test_there_is_a_full_store_of_every_schema(tmp_path: Path) -> None:
    scripts = ScriptDirectory(Path(migrations.__file__).parent).walk_revisions()
    assert revisions() == sorted(script.revision for script in scripts)
    for revision in revisions():
        load(revision, tmp_path / f"{revision}.db")
        rows = read(f"sqlite:///{tmp_path / f'{revision}.db'}")
        assert all(rows.values()), revision
        assert revision != HEAD or set(rows) == set(SQLModel.metadata.tables)


@pytest.mark.parametrize("revision", revisions())
def test_a_store_of_every_schema_keeps_all_rows(url: str, revision: str, tmp_path: Path) -> None:
    OldStore(url, revision, tmp_path).check_migrated()


def test_what_a_migration_adds_has_its_default(old: OldStore) -> None:
    open_store(old.url, old.backups)
    now = read(old.url)
    assert [now[table] for table in ADDED_EMPTY if table not in old.before] == [
        [] for table in ADDED_EMPTY if table not in old.before
    ]
    focused = {row["session_id"]: row["focused_us"] for row in now["session_total"]}
    for session in old.before["focus_session"]:
        worked = [
            row["ended_at"] - row["started_at"]
            for row in old.before["focus_interval"]
            if row["session_id"] == session["id"] and row["ended_at"]
        ]
        assert focused[session["id"]] == sum(worked, timedelta()) / timedelta(microseconds=1)


@pytest.fixture
def step(old: OldStore, pytestconfig: pytest.Config) -> int:
    """How many statements to go on each time: 1 tries every one of them."""
    is_longest_way = old.revision == revisions()[0] and old.url.startswith("sqlite")
    return 1 if is_longest_way or pytestconfig.getoption("--reliability") else 7


def test_a_migration_that_fails_at_any_statement_changes_nothing(old: OldStore, step: int) -> None:
    class Broken(Exception):
        pass

    fails_at, failed = 1, True
    while failed:
        seen: list[str] = []

        def look(statement: str, seen: list[str] = seen, last: int = fails_at) -> None:
            seen.append(statement)
            if len(seen) == last:
                raise Broken

        try:
            with each_statement(look, may_raise=True):
                open_store(old.url, old.backups)
        except Broken:
            assert old.schema() == old.revision
            old.check_rows()
            fails_at += step
        else:
            failed = False
    assert fails_at > 10
    old.check_migrated()


def test_a_migration_that_is_killed_at_any_statement_is_made_up_for(
    old: OldStore, tmp_path: Path, step: int
) -> None:
    number, killed, journals = 1, True, 0
    file = Path(old.url.removeprefix("sqlite:///"))
    while killed:
        if old.url.startswith("sqlite"):
            file.unlink()
            load(old.revision, file)
        folder = tmp_path / f"backups-{number}"
        with child(migrate_and_die, old.url, folder, number) as process:
            status = process.wait()
            told = [statement for (statement,) in process.told]
        assert status in {0, -9}
        journals += file.with_name(file.name + "-journal").exists()
        killed = status != 0
        if killed:
            assert old.schema() in {old.revision, HEAD}
            old.check_rows()
        if old.url.startswith("sqlite") and any(one.startswith(CHANGES) for one in told):
            (backup,) = BackupFolder(folder).all()
            assert backup.reason is BackupReason.MIGRATION
            assert backup.sessions == len(old.before["focus_session"])
        if old.url.startswith("sqlite"):
            old.check_migrated()
        number += step
    assert number > 10
    assert journals or not old.url.startswith("sqlite")
    old.check_migrated()


def test_a_newer_store_is_refused_with_the_version_that_wrote_it(url: str) -> None:
    Database(url).close()
    for change, named in (
        (
            "UPDATE alembic_version SET version_num = '9999', app_version = '12.3.4'",
            "newer Focus Desktop, 12.3.4;",
        ),
        ("UPDATE alembic_version SET app_version = NULL", "newer Focus Desktop, schema 9999;"),
        ("ALTER TABLE alembic_version DROP COLUMN app_version", "newer Focus Desktop, schema 9999;"),
    ):
        with connected(url) as engine, engine.begin() as connection:
            connection.execute(text(change))
        with pytest.raises(StoreUnavailable) as refused:
            Database(url)
        assert named in refused.value.message
