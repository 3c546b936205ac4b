"""How long a call may wait: for other processes, for other threads, for a server."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from focus_desktop.clock import monotonic_seconds
from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.model.quest import Quest
from focus_desktop.store import quests
from focus_desktop.store.database import Database
from focus_desktop.store.engines import MOST_CONNECTIONS
from focus_desktop.store.time_limit import WAIT_WITHOUT_LIMIT_S, seconds_to_wait, time_limit
from tests.postgres import PostgresServer

SHORT_S = 0.1
SLACK_S = 0.4


@contextmanager
def refused_within(seconds: float, problem: StoreProblem) -> Iterator[None]:
    """What is done inside must be refused for that reason, and no later."""
    began = monotonic_seconds()
    with pytest.raises(StoreUnavailable) as refused:
        yield
    assert monotonic_seconds() - began < seconds + SLACK_S
    assert refused.value.reason is problem


@contextmanager
def write_lock(url: str) -> Iterator[sqlite3.Connection]:
    """Another process holds the write lock."""
    other = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


def write(database: Database, title: str = "Read") -> None:
    with database.writing() as work:
        quests.save(work, Quest(title=title))


def test_without_a_limit_a_lock_is_waited_for_five_seconds() -> None:
    assert seconds_to_wait() == WAIT_WITHOUT_LIMIT_S == 5


def test_the_earliest_of_limits_inside_each_other_counts_and_ends_with_its_block() -> None:
    with time_limit(10):
        with time_limit(1), time_limit(100):
            assert seconds_to_wait() <= 1
        assert 9 < seconds_to_wait() <= 10
    assert seconds_to_wait() == WAIT_WITHOUT_LIMIT_S


def test_a_limit_is_that_of_one_thread() -> None:
    seen: list[float] = []
    with time_limit(1):
        thread = threading.Thread(target=lambda: seen.append(seconds_to_wait()))
        thread.start()
        thread.join()
    assert seen == [WAIT_WITHOUT_LIMIT_S]


def test_all_calls_inside_a_limit_wait_no_longer_than_it_in_all(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with write_lock(sqlite_url), database.time_limit(SHORT_S):
        began = monotonic_seconds()
        for _ in range(5):
            with pytest.raises(StoreUnavailable):
                write(database)
        assert SHORT_S < monotonic_seconds() - began < SHORT_S + SLACK_S
    database.close()


def test_after_the_deadline_a_call_is_still_tried_once(url: str, database: Database) -> None:
    with database.time_limit(0):
        write(database)
        with database.reading() as work:
            assert [quest.title for quest in quests.everything(work)] == ["Read"]


def test_a_commit_waits_for_readers_no_longer_than_the_limit(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    reader = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM quest").fetchall()
    limit_s = 0.5
    with (
        refused_within(limit_s, StoreProblem.LOCKED),
        database.time_limit(limit_s),
        database.writing() as work,
    ):
        quests.save(work, Quest(title="Read"))
        threading.Event().wait(limit_s)  # So nothing is left of the limit when it commits.
    reader.close()
    write(database)
    database.close()


def test_the_writer_of_this_process_is_waited_for_no_longer_than_the_limit(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.writing():
        thread = threading.Thread(target=lambda: refused.append(outcome_of(database)))
        refused: list[StoreProblem | None] = []
        thread.start()
        thread.join()
    assert refused == [StoreProblem.BUSY]
    database.close()


def outcome_of(database: Database) -> StoreProblem | None:
    try:
        with database.time_limit(SHORT_S):
            write(database)
    except StoreUnavailable as error:
        return error.reason
    return None


def test_when_all_connections_are_in_use_a_reader_waits_no_longer_than_the_limit(
    url: str, database: Database
) -> None:
    with ExitStack() as readers:
        for _ in range(MOST_CONNECTIONS):
            work = readers.enter_context(database.reading())
            quests.everything(work)
        with refused_within(SHORT_S, StoreProblem.BUSY), database.time_limit(SHORT_S), database.reading():
            pass
    with database.reading() as work:
        assert quests.everything(work) == []


def test_a_row_of_postgresql_that_is_locked_is_waited_for_no_longer_than_the_limit(
    postgres: PostgresServer,
) -> None:
    database = Database(postgres.new_database())
    write(database)
    with database.reading() as work:
        (quest,) = quests.everything(work)
    with database.reading() as other:
        other.connection().exec_driver_sql("SELECT * FROM quest FOR UPDATE")
        with (
            refused_within(SHORT_S, StoreProblem.LOCKED),
            database.time_limit(SHORT_S),
            database.writing() as work,
        ):
            quests.get(work, quest.id)
    database.close()


def test_the_only_connection_of_a_store_in_memory_is_used_by_one_thread_at_a_time() -> None:
    database = Database("sqlite://")
    failures: list[Exception] = []

    def write_often() -> None:
        try:
            for _ in range(50):
                write(database)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=write_often) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with database.reading() as work:
        assert len(quests.everything(work)) == 200
    database.close()
