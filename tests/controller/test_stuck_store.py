"""A store that does not answer: what is asked for in a time limit is refused in time, and nothing is lost."""

import os
import signal
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from focus_desktop.clock import monotonic_seconds
from focus_desktop.controller import Controller
from focus_desktop.model.errors import AnotherSessionActive, StoreProblem, StoreUnavailable
from focus_desktop.store.database import Database
from tests.conftest import SettableClock
from tests.postgres import PostgresServer
from virtual_desktop import wait_until

LIMIT_S, INTERRUPT_AFTER_S = 1.0, 1.2


@contextmanager
def stopped(server: PostgresServer) -> Iterator[None]:
    """The server and all its processes stand still."""
    (postmaster, *_) = (server._folder / "cluster" / "postmaster.pid").read_text().split()
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
    processes = [int(process) for process in (postmaster, *children)]
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    yield
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGCONT)


@contextmanager
def interrupted_in_time(controller: Controller) -> Iterator[None]:
    """What is done inside has a time limit, and is interrupted soon after it."""
    with controller.time_limit(LIMIT_S):
        interrupt = threading.Timer(INTERRUPT_AFTER_S, controller.interrupt, [threading.get_ident()])
        interrupt.start()
        yield
        interrupt.cancel()


def seconds_until_refused(call: Callable[[], object]) -> float:
    began = monotonic_seconds()
    with pytest.raises(StoreUnavailable) as refused:
        call()
    assert refused.value.reason is StoreProblem.NO_ANSWER
    return monotonic_seconds() - began


def test_a_server_that_is_stopped_does_not_hold_a_start(
    postgres: PostgresServer, clock: SettableClock
) -> None:
    controller = Controller(Database(postgres.new_database()), clock)
    controller.list_sessions()
    with stopped(postgres), interrupted_in_time(controller):
        assert seconds_until_refused(lambda: controller.start_session(25)) < 2
        # What is left of the limit does not try to connect again.
        assert seconds_until_refused(controller.catch_up) < 0.2
    assert controller.list_sessions() == []
    session = controller.start_session(25)
    assert controller.list_sessions() == [session]
    controller.close()


def test_a_server_that_is_stopped_in_the_middle_of_a_start_commits_it_once_or_not_at_all(
    postgres: PostgresServer, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    controller = Controller(Database(postgres.new_database()), clock)
    controller.list_sessions()
    stop = stopped(postgres)
    start = controller._recorder.start
    monkeypatch.setattr(
        controller._recorder, "start", lambda *arguments: (start(*arguments), stop.__enter__())
    )
    with interrupted_in_time(controller):
        assert seconds_until_refused(lambda: controller.start_session(25, description="first")) < 2
    stop.__exit__(None, None, None)
    monkeypatch.undo()

    def started_again() -> bool:
        with suppress(AnotherSessionActive):
            controller.start_session(25, description="second")
        return controller.active_session() is not None

    wait_until(started_again, "the start after the server goes on", 5)
    assert len(controller.list_sessions()) == 1
    controller.close()


def test_a_verb_waits_for_one_of_another_thread_no_longer_than_the_limit(
    controller: Controller,
) -> None:
    with controller._verbs:
        thread = threading.Thread(target=lambda: outcomes.append(outcome(controller)))
        outcomes: list[StoreProblem] = []
        thread.start()
        thread.join(5)
    assert outcomes == [StoreProblem.BUSY]


def outcome(controller: Controller) -> StoreProblem:
    with controller.time_limit(0.05), pytest.raises(StoreUnavailable) as refused:
        controller.start_session(25)
    return refused.value.reason


# Keeping time


def test_keeping_time_never_waits_for_a_lock(sqlite_url: str, clock: SettableClock) -> None:
    controller = Controller(Database(sqlite_url), clock)
    controller.start_session(25)
    clock.advance(minutes=25)
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = monotonic_seconds()
    for _ in range(2):  # It is tried anew each time.
        with pytest.raises(StoreUnavailable) as refused:
            controller.keep_time()
        assert refused.value.reason is StoreProblem.LOCKED
    assert monotonic_seconds() - began < 0.5
    other.close()
    controller.keep_time()
    assert controller.active_session() is None
    controller.close()


def test_keeping_time_is_left_for_later_while_another_thread_is_in_a_verb(
    controller: Controller, clock: SettableClock
) -> None:
    controller.start_session(25)
    clock.advance(minutes=25)
    with controller._verbs:
        thread = threading.Thread(target=controller.keep_time)
        thread.start()
        thread.join(5)
        assert not thread.is_alive()
        assert controller.active_session() is not None
    controller.keep_time()
    assert controller.active_session() is None


def test_whether_there_is_time_to_record_is_told_while_everything_is_locked(
    controller: Controller, clock: SettableClock
) -> None:
    assert not controller.has_time_to_record()
    controller.start_session(25)
    told: list[bool] = []
    for minutes in (24, 1):
        clock.advance(minutes=minutes)
        with controller._verbs:
            thread = threading.Thread(target=lambda: told.append(controller.has_time_to_record()))
            thread.start()
            thread.join(5)
    assert told == [False, True]
