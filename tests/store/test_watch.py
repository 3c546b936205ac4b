"""Two processes' worth of stores on one database: what one commits, the other notices."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError
from watchdog.observers.api import BaseObserver

from focus_desktop.clock import monotonic_seconds
from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.model.quest import Quest
from focus_desktop.store import file_watch, inotify_watch, postgresql_watch, quests
from focus_desktop.store import watch as watch_module
from focus_desktop.store.commits import Commits, commit_only_a_mark
from focus_desktop.store.database import Database
from focus_desktop.store.file_watch import FileWatch
from focus_desktop.store.inotify_watch import InotifyWatch
from tests.postgres import PostgresServer

A_SECOND = 1.0


class Looks:
    """Counts the looks of a watch."""

    def __init__(self) -> None:
        self._looked = threading.Semaphore(0)

    def __call__(self) -> None:
        self._looked.release()

    def within(self, seconds: float) -> bool:
        """Whether there was one more look within that time."""
        return self._looked.acquire(timeout=seconds)


@pytest.fixture
def other(url: str, database: Database) -> Iterator[Database]:
    """The same database, opened a second time."""
    other = Database(url)
    yield other
    other.close()


def write(database: Database) -> None:
    with database.writing() as work:
        quests.save(work, Quest(title="Read"))


def test_a_commit_of_another_process_is_noticed_within_a_second(database: Database, other: Database) -> None:
    looks = Looks()
    database.watch(looks)
    assert looks.within(A_SECOND)  # at first, for what happened before
    for _ in range(3):
        write(other)
        assert looks.within(A_SECOND)


@pytest.mark.parametrize("folder", [".", "backups"], ids=["the same folder", "another folder"])
def test_a_file_that_is_moved_to_the_place_of_the_store_is_noticed(
    sqlite_url: str, tmp_path: Path, folder: str
) -> None:
    database, looks = Database(sqlite_url), Looks()
    (tmp_path / folder).mkdir(exist_ok=True)
    backup = tmp_path / folder / "backup.db"
    Database(f"sqlite:///{backup}").close()
    database.watch(looks)
    assert looks.within(A_SECOND)
    assert not looks.within(0.2)  # What the watch saw of the files that were made before it is over.
    backup.replace(Path(sqlite_url.removeprefix("sqlite:///")))
    assert looks.within(A_SECOND)
    database.close()


def test_what_is_only_read_is_not_noticed(database: Database, other: Database) -> None:
    looks = Looks()
    database.watch(looks)
    assert looks.within(A_SECOND)
    with other.reading() as work:
        quests.everything(work)
    assert not looks.within(0.3)


def test_nothing_is_noticed_once_closed(database: Database, other: Database) -> None:
    looks = Looks()
    database.watch(looks)
    assert looks.within(A_SECOND)
    database.close()
    write(other)
    assert not looks.within(0.3)


def test_a_watch_that_is_closed_just_when_it_begins_to_wait_ends_at_once(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_watch, "SETTLING_S", 0.2)
    clearing, woken = threading.Event(), threading.Event()

    class Written(threading.Event):
        def clear(self) -> None:
            clearing.set()
            woken.wait(A_SECOND)
            super().clear()

        def set(self) -> None:
            super().set()
            woken.set()

    database = Database(sqlite_url)
    watch = FileWatch(Path(sqlite_url.removeprefix("sqlite:///")), lambda: None)
    watch._written = Written()
    assert clearing.wait(A_SECOND)
    began = monotonic_seconds()
    watch.close()
    database.close()
    assert monotonic_seconds() - began < A_SECOND


def test_a_sqlite_store_knows_its_own_commits_from_others(sqlite_url: str) -> None:
    database, other = Database(sqlite_url), Database(sqlite_url)
    assert database.commits_elsewhere() is Commits.ANYTHING  # the first time
    write(database)
    assert database.commits_elsewhere() is Commits.NONE
    write(other)
    assert database.commits_elsewhere() is Commits.ANYTHING
    assert database.commits_elsewhere() is Commits.NONE
    database.close()
    other.close()


def test_a_mark_of_another_process_is_told_from_its_changes_whatever_was_written_here(
    sqlite_url: str,
) -> None:
    database, other = Database(sqlite_url), Database(sqlite_url)
    database.commits_elsewhere()
    write(database)
    write_mark(other)
    assert database.commits_elsewhere() is Commits.PERHAPS_ONLY_MARKS
    write(other)
    write(database)
    write_mark(other)
    assert database.commits_elsewhere() is Commits.ANYTHING
    database.close()
    other.close()


def write_mark(database: Database) -> None:
    with database.writing() as work:
        work.connection().exec_driver_sql("UPDATE alembic_version SET version_num = version_num")
        commit_only_a_mark(work)


def test_a_mark_on_postgresql_is_not_noticed(postgres: PostgresServer) -> None:
    url = postgres.new_database()
    database, other = Database(url), Database(url)
    looks = Looks()
    database.watch(looks)
    assert looks.within(A_SECOND)
    write_mark(other)
    assert not looks.within(0.3)
    write(other)
    assert looks.within(A_SECOND)
    database.close()
    other.close()


def test_a_store_that_somebody_has_set_to_another_journal_is_watched_as_well(sqlite_url: str) -> None:
    Database(sqlite_url).close()
    outside = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))
    outside.execute("PRAGMA journal_mode = WAL")
    database, other = Database(sqlite_url), Database(sqlite_url)
    looks = Looks()
    database.watch(looks)
    assert looks.within(A_SECOND)
    write(other)
    assert looks.within(A_SECOND)
    database.close()
    other.close()
    outside.close()


@pytest.fixture(params=["delete", "WAL"])
def journal(request: pytest.FixtureRequest, sqlite_url: str) -> Iterator[str]:
    """Which journal the store has: its watch is another one then."""
    Database(sqlite_url).close()
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as outside:
        outside.execute(f"PRAGMA journal_mode = {request.param}")
        yield request.param


def test_a_folder_that_cannot_be_watched_is_polled(
    journal: str, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(inotify_watch, "_add", refuse)
    monkeypatch.setattr(BaseObserver, "schedule", refuse)
    database = Database(sqlite_url)
    looks = Looks()
    database.watch(looks)
    assert isinstance(database._watch, InotifyWatch if journal == "delete" else FileWatch)
    assert all(looks.within(A_SECOND) for _ in range(3))
    database.close()


def test_when_the_system_has_no_watch_left_that_is_told_and_it_may_be_tried_again(
    journal: str, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        if journal == "delete":
            return -1
        raise OSError(24, "inotify instance limit reached")

    database, other = Database(sqlite_url), Database(sqlite_url)
    looks = Looks()
    before = threading.active_count()
    with monkeypatch.context() as patched:
        patched.setattr(file_watch, "Observer", refuse)
        patched.setattr(inotify_watch, "_libc", lambda: SimpleNamespace(inotify_init1=refuse))
        with pytest.raises(StoreUnavailable) as refused:
            database.watch(looks)
    assert refused.value.reason is StoreProblem.NOT_WATCHED
    assert threading.active_count() == before
    database.watch(looks)
    assert looks.within(A_SECOND)
    write(other)
    assert looks.within(A_SECOND)
    database.close()
    other.close()


def test_a_commit_is_one_look_of_one_thread(sqlite_url: str) -> None:
    database, other, looks = Database(sqlite_url), Database(sqlite_url), Looks()
    before = threading.active_count()
    database.watch(looks)
    assert looks.within(A_SECOND)
    assert threading.active_count() == before + 1
    for _ in range(5):
        write(other)
        assert looks.within(A_SECOND)
        assert not looks.within(0.1)
    database.close()
    assert threading.active_count() == before
    other.close()


@pytest.mark.parametrize("name", ["other.db", "notes.txt-journal", "cus.db-journal"])
def test_other_files_in_the_folder_are_not_noticed(sqlite_url: str, tmp_path: Path, name: str) -> None:
    database, looks = Database(sqlite_url), Looks()
    database.watch(looks)
    assert looks.within(A_SECOND)
    (tmp_path / name).write_text("")
    (tmp_path / name).unlink()
    assert not looks.within(0.2)
    database.close()


def test_a_server_that_cannot_be_reached_is_told_and_it_may_be_tried_again(
    postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(postgres.new_database())
    looks = Looks()
    before = threading.active_count()
    with monkeypatch.context() as patched:
        patched.setattr(postgresql_watch, "CHANNEL", '"')  # What is refused is not the connection but LISTEN.
        with pytest.raises(DBAPIError):
            database.watch(looks)
        database._readers.engine.dispose()
        url = database._readers.engine.url.update_query_dict({"host": "/nowhere"})
        patched.setattr(database, "_readers", replace(database._readers, engine=create_engine(url)))
        with pytest.raises(StoreUnavailable) as refused:
            database.watch(looks)
    assert refused.value.reason is StoreProblem.NO_CONNECTION
    assert threading.active_count() == before
    database.watch(looks)
    assert looks.within(A_SECOND)
    database.close()


def test_a_second_watch_takes_the_place_of_the_first(database: Database, other: Database) -> None:
    first, second = Looks(), Looks()
    database.watch(first)
    assert first.within(A_SECOND)
    database.watch(second)
    assert second.within(A_SECOND)
    write(other)
    assert second.within(A_SECOND)
    assert not first.within(0)


def test_a_busy_store_is_looked_at_again(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch_module.Watch, "retry_s", 0.05)
    looks = Looks()

    def look() -> None:
        looks()
        raise StoreUnavailable(StoreProblem.LOCKED, place="here")

    database = Database(sqlite_url)
    database.watch(look)
    assert all(looks.within(A_SECOND) for _ in range(3))
    database.close()


def test_a_lost_connection_is_made_again(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql_watch.PostgresqlWatch, "retry_s", 0.05)
    url = request.getfixturevalue("postgres").new_database()
    database, other = Database(url), Database(url)
    looks = Looks()
    database.watch(looks)
    assert looks.within(A_SECOND)
    with other.writing() as work:
        work.connection().exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE starts_with(query, 'LISTEN')"
        )
    assert looks.within(5 * A_SECOND)
    while looks.within(0.2):
        pass
    write(other)
    assert looks.within(A_SECOND)
    database.close()
    other.close()


def test_a_store_behind_a_symbolic_link_is_watched_where_it_is(sqlite_url: str, tmp_path: Path) -> None:
    Database(sqlite_url).close()
    link = tmp_path / "link.db"
    link.symlink_to(sqlite_url.removeprefix("sqlite:///"))
    database, other = Database(f"sqlite:///{link}"), Database(sqlite_url)
    looks = Looks()
    database.watch(looks)
    assert looks.within(A_SECOND)
    write(other)
    assert looks.within(A_SECOND)
    database.close()
    other.close()
