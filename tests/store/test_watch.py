"""Two processes' worth of stores on one database: what one commits, the other notices."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchdog.observers.api import BaseObserver

from focus_desktop.model.errors import StoreUnavailable
from focus_desktop.model.quest import Quest
from focus_desktop.store import quests
from focus_desktop.store import watch as watch_module
from focus_desktop.store.database import Database

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


def test_a_sqlite_store_knows_its_own_commits_from_others(sqlite_url: str) -> None:
    database, other = Database(sqlite_url), Database(sqlite_url)
    assert database.changed_elsewhere()
    write(database)
    assert not database.changed_elsewhere()
    write(other)
    assert database.changed_elsewhere()
    assert not database.changed_elsewhere()
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


def test_a_folder_that_cannot_be_watched_is_polled(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(BaseObserver, "schedule", refuse)
    database = Database(sqlite_url)
    looks = Looks()
    database.watch(looks)
    assert all(looks.within(A_SECOND) for _ in range(3))
    database.close()


def test_a_busy_store_is_looked_at_again(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch_module, "RETRY_S", 0.05)
    looks = Looks()

    def look() -> None:
        looks()
        raise StoreUnavailable("in use")

    database = Database(sqlite_url)
    database.watch(look)
    assert all(looks.within(A_SECOND) for _ in range(3))
    database.close()


def test_a_lost_connection_is_made_again(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch_module, "RETRY_S", 0.05)
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
