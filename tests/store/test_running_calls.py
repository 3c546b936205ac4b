"""Aborting from outside what a thread is doing in the database."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.store import quests
from focus_desktop.store.database import Database
from tests.postgres import PostgresServer

FOREVER = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def count_forever(database: Database, running: list[int]) -> None:
    with database.reading() as work:
        quests.everything(work)
        running.append(threading.get_ident())
        work.connection().exec_driver_sql(FOREVER)


def interrupted(database: Database) -> StoreUnavailable:
    """The error of a statement that never ends, after it was interrupted."""
    running: list[int] = []
    with ThreadPoolExecutor(1) as pool:
        counting = pool.submit(count_forever, database, running)
        while not counting.done():  # It may not have begun yet.
            for thread in running:
                database.interrupt(thread)
            threading.Event().wait(0.01)
        error = counting.exception()
    assert isinstance(error, StoreUnavailable)
    return error


def test_a_statement_that_takes_too_long_is_aborted(database: Database) -> None:
    assert interrupted(database).reason is StoreProblem.NO_ANSWER
    with database.reading() as work:
        assert quests.everything(work) == []


def test_what_is_left_of_a_time_limit_is_refused_after_an_interrupt(database: Database) -> None:
    with database.time_limit(1):
        database.interrupt(threading.get_ident())
        with pytest.raises(StoreUnavailable), database.reading():
            pass
    with database.reading() as work:
        assert quests.everything(work) == []


def test_a_thread_that_does_nothing_is_not_disturbed(database: Database) -> None:
    database.interrupt(threading.get_ident())
    with database.reading() as work:
        assert quests.everything(work) == []


def test_an_interrupt_of_a_finished_call_does_not_hit_the_next_user_of_its_connection(
    postgres: PostgresServer,
) -> None:
    database = Database(postgres.new_database())
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(thread_that_has_read, database).result()
        with database.reading() as work:
            quests.everything(work)  # On the connection that the first thread has returned.
            database.interrupt(first)
            assert quests.everything(work) == []
    database.close()


def test_a_connection_that_a_call_has_returned_is_no_longer_part_of_it(postgres: PostgresServer) -> None:
    database = Database(postgres.new_database())
    has_read, may_end = threading.Event(), threading.Event()

    def read_and_go_on() -> None:
        with database.time_limit(10):
            thread_that_has_read(database)
            has_read.set()
            may_end.wait(5)

    thread = threading.Thread(target=read_and_go_on)
    thread.start()
    assert has_read.wait(5)
    with database.reading() as work:
        quests.everything(work)  # On the connection that the other thread has returned.
        assert thread.ident is not None
        database.interrupt(thread.ident)
        assert quests.everything(work) == []
    may_end.set()
    thread.join()
    database.close()


def thread_that_has_read(database: Database) -> int:
    with database.reading() as work:
        quests.everything(work)
    return threading.get_ident()
