"""Opening a store: made, migrated, refused."""

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text
from sqlmodel import SQLModel

from focus_desktop.controller import Controller
from focus_desktop.model.changes import Change, ChangedElsewhere, SessionDeleted
from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.store import quests
from focus_desktop.store.commits import Commits
from focus_desktop.store.database import Database
from focus_desktop.store.migrations import HEAD
from focus_desktop.store.migrations.upgrade import config
from focus_desktop.store.schema import APPLICATION_ID
from tests.conftest import SettableClock
from tests.keep_time import keep_time
from tests.postgres import PostgresServer


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


# SQLite's expression index cannot be read back; test_rules.py proves that it works.
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index")
def test_the_migrations_lead_to_what_the_model_says(database: Database) -> None:
    with database.reading() as work:
        context = MigrationContext.configure(work.connection())
        differing = compare_metadata(context, SQLModel.metadata)
    # Alembic does not know which indexes are for one kind of database only.
    assert [one for one in differing if one[1].name != "ix_session_total_description"] == []


def test_head_is_the_newest_migration(database: Database) -> None:
    with database.reading() as work:
        assert ScriptDirectory.from_config(config(work.connection())).get_current_head() == HEAD


def test_a_store_of_the_first_schema_is_migrated_with_its_running_session(
    url: str, clock: SettableClock
) -> None:
    Database(url).close()
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        command.downgrade(config(connection), "0001")
    with engine.begin() as connection:
        assert not inspect(connection).has_table("session_clock")
        ids = {"session": uuid4().hex, "interval": uuid4().hex}
        connection.execute(
            text(
                "INSERT INTO focus_session (id, duration_minutes, status, started_at)"
                " VALUES (:session, 25, 'active', '2026-03-02T08:50:00.000000Z')"
            ),
            ids,
        )
        connection.execute(
            text(
                "INSERT INTO focus_interval (id, session_id, started_at)"
                " VALUES (:interval, :session, '2026-03-02T08:50:00.000000Z')"
            ),
            ids,
        )
    engine.dispose()

    database = Database(url)
    controller = Controller(database, clock)
    record = controller.active_session()
    assert record is not None
    assert record.remaining(record.time(clock.read())) == timedelta(minutes=15)
    controller.watch_others()
    clock.advance(minutes=15)
    keep_time(controller)
    (ended,) = controller.list_sessions()
    assert ended.completed_at == clock.now()
    controller.close()


def test_an_opened_store_can_be_opened_again(database: Database, url: str) -> None:
    again = Database(url)
    with again.reading() as work:
        assert work.connection().execute(text("SELECT count(*) FROM quest")).scalar() == 0
    again.close()


def test_opening_a_store_at_head_does_not_import_alembic(sqlite_url: str) -> None:
    Database(sqlite_url).close()
    code = (
        "import sys; from focus_desktop.store.database import Database; "
        f"Database({sqlite_url!r}).close(); print('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_sqlite_is_set_up_for_several_processes_and_power_cuts(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.reading() as work:
        pragmas = {
            name: work.connection().execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "application_id")
        }
    database.close()
    assert pragmas == {
        "journal_mode": "delete",
        "synchronous": 3,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "application_id": APPLICATION_ID,
    }


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_store_in_memory_is_the_same_on_every_thread(url: str) -> None:
    database = Database(url)
    seen: list[int] = []

    def look() -> None:
        with database.reading() as work:
            seen.append(len(quests.everything(work)))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    database.close()
    assert seen == [0]


def test_racing_openers_of_a_new_store_all_succeed(url: str) -> None:
    failures: list[Exception] = []

    def open_it() -> None:
        try:
            Database(url).close()
        except Exception as error:
            failures.append(error)

    racers = [threading.Thread(target=open_it) for _ in range(6)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert failures == []


def test_a_file_of_another_program_is_refused_and_left_alone(sqlite_url: str) -> None:
    file = file_of(sqlite_url)
    file.parent.mkdir()
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE recipe (name TEXT)")
    other.close()
    before = file.read_bytes()
    with pytest.raises(StoreUnavailable, match="belongs to another program"):
        Database(sqlite_url)
    assert file.read_bytes() == before


def test_a_store_of_a_newer_app_is_refused_and_left_alone(database: Database, url: str) -> None:
    with database.writing() as work:
        work.connection().execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreUnavailable, match="newer Focus Desktop"):
        Database(url)
    with database.reading() as work:
        version = work.connection().execute(text("SELECT version_num FROM alembic_version")).scalar()
    assert version == "9999"


@pytest.mark.parametrize("version", ["0001", HEAD, "9999", "1975ea83b712"])
def test_a_file_of_another_program_that_uses_alembic_is_refused_and_left_alone(
    sqlite_url: str, version: str
) -> None:
    file = file_of(sqlite_url)
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("CREATE TABLE recipe (name TEXT)")
        other.execute("CREATE TABLE alembic_version (version_num TEXT)")
        other.execute("INSERT INTO alembic_version VALUES (?)", [version])
    before = file.read_bytes()
    with pytest.raises(StoreUnavailable, match="belongs to another program"):
        Database(sqlite_url)
    assert file.read_bytes() == before


def test_a_file_that_says_it_is_another_programs_is_refused(sqlite_url: str) -> None:
    Database(sqlite_url).close()
    with closing(sqlite3.connect(file_of(sqlite_url))) as other:
        other.execute("PRAGMA application_id = 1196444487")  # A GeoPackage.
    with pytest.raises(StoreUnavailable, match="belongs to another program"):
        Database(sqlite_url)


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ("DROP TABLE focus_gap", "focus_gap.id"),
        ("ALTER TABLE quest RENAME COLUMN title TO name", "quest.title"),
        ("ALTER TABLE focus_session RENAME TO sessions", "focus_session.id"),
    ],
)
def test_a_store_that_is_not_complete_is_refused_with_what_is_missing(
    database: Database, url: str, change: str, missing: str
) -> None:
    with database.writing() as work:
        work.connection().execute(text(change))
    with pytest.raises(StoreUnavailable) as refused:
        Database(url)
    if missing == "focus_session.id":
        assert refused.value.reason is StoreProblem.FOREIGN
    else:
        assert f"({missing} is missing); restore a backup" in refused.value.message


def test_an_older_store_that_is_not_complete_is_refused_and_left_alone(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database._writer.engine.begin() as connection:
        command.downgrade(config(connection), "0001")
        connection.exec_driver_sql("DROP TABLE focus_interval")
    database.close()
    before = file_of(sqlite_url).read_bytes()
    with pytest.raises(StoreUnavailable, match="is not complete"):
        Database(sqlite_url)
    assert file_of(sqlite_url).read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_left_alone(sqlite_url: str) -> None:
    file = file_of(sqlite_url)
    file.parent.mkdir()
    file.write_text("Dear diary, " * 500)
    with pytest.raises(StoreUnavailable, match="is not a database"):
        Database(sqlite_url)
    assert file.read_text() == "Dear diary, " * 500


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(StoreUnavailable, match="cannot be made"):
        Database(f"sqlite:///{tmp_path / 'data' / 'focus.db'}")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ("nonsense", "is not a database URL"),
        ("mysql://root@localhost/focus", "only sqlite and postgresql"),
        ("postgresql://nobody@/focus?host=/nowhere", "cannot be used"),
    ],
)
def test_a_url_that_leads_nowhere_is_told(wrong: str, sentence: str) -> None:
    with pytest.raises(StoreUnavailable, match=sentence):
        Database(wrong)


def test_a_password_is_not_told(postgres: object) -> None:
    with pytest.raises(StoreUnavailable) as refused:
        Database("postgresql://nobody:secret@/focus?host=/nowhere")
    assert "secret" not in refused.value.message


def test_a_store_that_is_locked_for_long_is_told(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    other = sqlite3.connect(file_of(sqlite_url), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with (
        database.time_limit(0.05),
        pytest.raises(StoreUnavailable, match="in use by another program"),
        database.writing() as work,
    ):
        quests.everything(work)
    other.close()
    database.close()


def test_what_is_damaged_is_told_by_a_check(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    assert database.check().engine == f"SQLite {sqlite3.sqlite_version}"
    database.close()
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    connection = sqlite3.connect(file, isolation_level=None)
    (page,) = connection.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = 'focus_interval'"
    ).fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    with file.open("r+b") as raw:
        raw.seek((page - 1) * size)
        raw.write(b"\xff" * size)
    database = Database(sqlite_url)
    with pytest.raises(StoreUnavailable, match="is damaged"):
        database.check()
    database.close()


def test_a_check_names_the_server(postgres: PostgresServer) -> None:
    database = Database(postgres.new_database())
    assert database.check().engine.startswith("PostgreSQL ")
    database.close()


def test_a_file_that_was_put_in_the_place_of_another_is_followed(
    sqlite_url: str, tmp_path: Path, clock: SettableClock
) -> None:
    controller = Controller(Database(sqlite_url), clock)
    controller.watch_others()
    session = controller.start_session(25)
    changes: list[Change] = []
    controller.subscribe(changes.append)
    backup = tmp_path / "backup.db"
    other = Controller(Database(f"sqlite:///{backup}"), clock)
    other.add_quest("Read")
    other.close()
    backup.replace(file_of(sqlite_url))
    controller.catch_up()
    assert changes == [SessionDeleted(session.id), ChangedElsewhere()]
    assert [quest.title for quest in controller.list_quests()] == ["Read"]
    controller.start_session(25)
    assert (stored(sqlite_url), len(controller.list_sessions())) == (1, 1)
    controller.close()


def test_a_file_that_is_gone_is_told_until_it_is_back(
    sqlite_url: str, tmp_path: Path, clock: SettableClock
) -> None:
    controller = Controller(Database(sqlite_url), clock)
    session = controller.start_session(25)
    file_of(sqlite_url).rename(tmp_path / "elsewhere.db")
    for _ in range(2):
        with pytest.raises(StoreUnavailable, match="cannot be found; put it back, or restore a backup"):
            controller.pause_session(session.id)
    assert not file_of(sqlite_url).exists()
    (tmp_path / "elsewhere.db").rename(file_of(sqlite_url))
    controller.pause_session(session.id)
    controller.close()


def test_what_could_only_be_read_is_opened_again(sqlite_url: str, clock: SettableClock) -> None:
    database = Database(sqlite_url)
    controller = Controller(database, clock)
    with database._writer.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(StoreUnavailable, match="cannot be written; check its permissions"):
        controller.start_session(25)
    controller.start_session(25)
    assert stored(sqlite_url) == 1
    controller.close()


def test_a_check_for_writing_changes_nothing(database: Database, url: str) -> None:
    other = Database(url)
    other.commits_elsewhere()
    database.check_writable()
    if url.startswith("sqlite"):
        assert other.commits_elsewhere() is not Commits.ANYTHING
    other.close()


def test_a_check_for_writing_fails_while_nothing_can_be_written(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    other = sqlite3.connect(file_of(sqlite_url), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with database.time_limit(0), pytest.raises(StoreUnavailable, match="in use by another program"):
        database.check_writable()
    other.close()
    with database._writer.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(StoreUnavailable, match="cannot be written"):
        database.check_writable()
    database.check_writable()
    database.close()


def stored(url: str) -> int:
    """How many sessions the file holds."""
    connection = sqlite3.connect(file_of(url))
    (count,) = connection.execute("SELECT count(*) FROM focus_session").fetchone()
    connection.close()
    return int(count)
