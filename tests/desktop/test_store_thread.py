"""Calls to the store: in their order, in time, and never on the GUI thread."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QTimer

from focus_desktop.controller import Controller
from focus_desktop.desktop import store_thread
from focus_desktop.desktop.refresh import Refresh
from focus_desktop.desktop.store_thread import LOCK_LIMIT_S, StoreThread
from focus_desktop.model.errors import FocusError, NotFound, Refusal, StoreProblem, StoreUnavailable
from focus_desktop.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.conftest import SettableClock
    from tests.postgres import PostgresServer

pytestmark = pytest.mark.asynchronous


class Answers:
    """What has come back, and on which thread."""

    def __init__(self) -> None:
        self.results: list[Any] = []
        self.errors: list[FocusError] = []
        self.threads: set[str] = set()

    def done(self, result: Any) -> None:
        self.results.append(result)
        self.threads.add(threading.current_thread().name)

    def refused(self, error: FocusError) -> None:
        self.errors.append(error)
        self.threads.add(threading.current_thread().name)

    def __len__(self) -> int:
        return len(self.results) + len(self.errors)


@pytest.fixture
def answers() -> Answers:
    """Nothing yet."""
    return Answers()


@pytest.fixture
def store(open_controller: Callable[[], Controller], qtbot: QtBot) -> Iterator[StoreThread]:
    """An open store."""
    store = StoreThread(open_controller, lambda _: None)
    with qtbot.waitSignal(store.opened):
        store.open()
    yield store
    store.close()


def perform(
    store: StoreThread, work: Callable[[Controller], Any], answers: Answers, kind: str = "act"
) -> None:
    store.perform(work, kind=kind, done=answers.done, refused=answers.refused)


def query(store: StoreThread, work: Callable[[Controller], Any], answers: Answers) -> None:
    store.query(work, done=answers.done, refused=answers.refused)


def _same(number: int, _: Controller) -> int:
    return number


def test_calls_run_on_one_thread_and_are_answered_on_the_gui_thread(
    store: StoreThread, answers: Answers, qtbot: QtBot
) -> None:
    for _ in range(3):
        query(store, lambda _: threading.current_thread().name, answers)
    qtbot.waitUntil(lambda: len(answers) == 3)
    assert set(answers.results) == {"store"}
    assert answers.threads == {threading.main_thread().name}


def test_what_the_user_asked_for_goes_before_what_refreshes_the_view(
    store: StoreThread, answers: Answers, qtbot: QtBot
) -> None:
    has_begun, may_go_on = threading.Event(), threading.Event()

    def wait(_: Controller) -> bool:
        has_begun.set()
        return may_go_on.wait(5)

    query(store, wait, answers)
    has_begun.wait(5)
    for number in range(3):
        query(store, partial(_same, number), answers)
    perform(store, lambda _: "asked for", answers)
    may_go_on.set()
    qtbot.waitUntil(lambda: len(answers) == 5)
    assert answers.results[1:] == ["asked for", 0, 1, 2]


def test_a_second_click_is_ignored_while_the_first_has_no_answer(
    store: StoreThread, answers: Answers, qtbot: QtBot
) -> None:
    may_go_on = threading.Event()
    perform(store, lambda _: may_go_on.wait(5), answers, "start")
    perform(store, lambda _: "again", answers, "start")
    perform(store, lambda _: "another kind", answers, "pause")
    may_go_on.set()
    qtbot.waitUntil(lambda: len(answers) == 2)
    perform(store, lambda _: "later", answers, "start")
    qtbot.waitUntil(lambda: len(answers) == 3)
    assert answers.results == [True, "another kind", "later"]


def test_a_refusal_comes_back_as_it_was_raised(store: StoreThread, answers: Answers, qtbot: QtBot) -> None:
    def refuse(_: Controller) -> None:
        raise NotFound(Refusal.GAP_ANSWERED)

    perform(store, refuse, answers)
    qtbot.waitUntil(lambda: len(answers) == 1)
    assert isinstance(answers.errors[0], NotFound)


def test_a_bug_reaches_the_gui_thread_and_later_calls_are_answered(
    store: StoreThread, answers: Answers, qtbot: QtBot
) -> None:
    with qtbot.captureExceptions() as bugs:
        query(store, lambda _: 1 / 0, answers)
        query(store, lambda _: "goes on", answers)
        qtbot.waitUntil(lambda: answers.results == ["goes on"])
    assert [kind for kind, _, _ in bugs] == [ZeroDivisionError]


def test_nothing_is_called_before_the_store_is_open(answers: Answers) -> None:
    closed = StoreThread(lambda: pytest.fail("nobody has opened it"), lambda _: None)
    perform(closed, lambda _: None, answers)
    assert isinstance(answers.errors[0], StoreUnavailable)
    assert answers.errors[0].reason is StoreProblem.NOT_OPEN


def test_a_locked_database_refuses_a_click_in_time_and_lets_the_event_loop_run(
    store: StoreThread, answers: Answers, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_thread, "ACTION_LIMIT_S", 0.5)
    other = sqlite3.connect(tmp_path / "data" / "focus.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    turns: list[None] = []
    ticking = QTimer(interval=10)
    ticking.timeout.connect(lambda: turns.append(None))
    ticking.start()
    slow: list[bool] = []
    store.waiting_changed.connect(slow.append)
    perform(store, lambda controller: controller.start_session(25), answers)
    qtbot.waitUntil(lambda: len(answers) == 1)
    other.execute("ROLLBACK")
    other.close()
    error = answers.errors[0]
    assert isinstance(error, StoreUnavailable)
    assert error.reason is StoreProblem.LOCKED
    assert len(turns) > 10
    assert slow == [True, False]


def test_a_server_that_hangs_is_answered_in_time_and_nothing_is_done_twice(
    postgres: PostgresServer,
    clock: SettableClock,
    answers: Answers,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(store_thread, "ACTION_LIMIT_S", 0.5)
    url = postgres.new_database()
    store = StoreThread(lambda: Controller(Database(url), clock), lambda _: None)
    with qtbot.waitSignal(store.opened, timeout=20_000):
        store.open()
    query(store, lambda controller: controller.list_quests(), answers)
    qtbot.waitUntil(lambda: len(answers) == 1)
    with postgres.stopped():
        before = time.monotonic()
        perform(store, lambda controller: controller.start_session(25), answers)
        qtbot.waitUntil(lambda: len(answers) == 2, timeout=15_000)
        assert time.monotonic() - before < 5
        assert isinstance(answers.errors[0], StoreUnavailable)

    def start(controller: Controller) -> Any:
        return controller.start_session(25) if controller.active_session() is None else None

    monkeypatch.setattr(store_thread, "ACTION_LIMIT_S", 10.0)
    perform(store, start, answers)
    qtbot.waitUntil(lambda: len(answers) == 3, timeout=20_000)
    query(store, lambda controller: controller.list_sessions(), answers)
    qtbot.waitUntil(lambda: len(answers) == 4, timeout=10_000)
    assert len(answers.results[-1]) == 1
    store.close()


def test_a_call_that_cannot_be_interrupted_is_answered_nevertheless(
    store: StoreThread, answers: Answers, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_thread, "ACTION_LIMIT_S", 0.2)
    may_go_on = threading.Event()
    perform(store, lambda _: may_go_on.wait(20), answers, "hangs")
    perform(store, lambda _: "waits behind it", answers, "waits")
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert [isinstance(one, StoreUnavailable) and one.reason for one in answers.errors] == [
        StoreProblem.OUTCOME_UNKNOWN
    ] * 2
    may_go_on.set()
    query(store, lambda _: "goes on", answers)
    qtbot.waitUntil(lambda: len(answers) == 3)
    assert answers.results == ["goes on"]  # No late answer, and what had not begun was not done.


def test_closing_marks_the_running_session_and_ends_the_thread(
    open_controller: Callable[[], Controller], clock: SettableClock, qtbot: QtBot, answers: Answers
) -> None:
    store = StoreThread(open_controller, lambda _: None)
    with qtbot.waitSignal(store.opened):
        store.open()
    perform(store, lambda controller: controller.start_session(25), answers)
    qtbot.waitUntil(lambda: len(answers) == 1)
    clock.advance(seconds=30)
    store.close()
    assert "store" not in {thread.name for thread in threading.enumerate()}
    again = open_controller()
    record = again.active_session()
    assert record is not None
    assert record.clock is not None
    assert record.clock.seen_at == clock.now()
    again.close()


def test_a_refresh_asks_once_more_for_many_requests_and_keeps_what_is_shown_when_refused(
    store: StoreThread, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("focus_desktop.desktop.refresh.RETRY_MS", 20)
    asked, fails = [0], [True]
    shown: list[int] = []

    def count(_: Controller) -> int:
        asked[0] += 1
        if asked[0] == 3 and fails:
            raise StoreUnavailable(StoreProblem.LOCKED, place="focus.db")
        return asked[0]

    refresh: Refresh[int] = Refresh(store, lambda: count, shown.append)
    refused: list[object] = []
    refresh.refused.connect(refused.append)
    for _ in range(100):
        refresh.request()
    qtbot.waitUntil(lambda: shown == [2])
    refresh.request()
    qtbot.waitUntil(lambda: len(refused) == 1)
    assert shown == [2]
    fails.clear()
    qtbot.waitUntil(lambda: shown == [2, 4])


def test_the_window_does_not_stand_still_while_another_process_holds_the_database(tmp_path: Path) -> None:
    """A call of the GUI thread to the store would stand still for `LOCK_LIMIT_S` at the very least.

    The benchmark `stalls` holds the goal of 50 ms; here other tests keep the machine busy. The same is done
    without the lock before: what this machine adds to every delay counts for both.
    """
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.locked_store", "30"],
        env={
            **os.environ,
            "XDG_DATA_HOME": str(tmp_path / "data"),
            "XDG_CONFIG_HOME": str(tmp_path / "config"),
            "XDG_CACHE_HOME": str(tmp_path / "cache"),
            "XDG_RUNTIME_DIR": str(tmp_path),
            "QT_QPA_PLATFORM": "offscreen",
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path / 'nowhere'}",
        },
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    measured = json.loads(done.stdout.splitlines()[-1])
    stalls = measured["stalls_ms"]
    free = max(stall for step, stall in stalls.items() if step.startswith("free"))
    held = {step: stall for step, stall in stalls.items() if not step.startswith("free")}
    assert max(held.values()) < max(LOCK_LIMIT_S * 1000, 2 * free), stalls
    assert max(measured["answers_s"].values()) < 2
    assert measured["time_is_up_was_told"]
    assert measured["went_on_at_once"]
    assert measured["saved_after_s"] < 3
    assert measured["newest_stored"] == ["active", "completed"]
