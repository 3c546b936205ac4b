"""The timer for processes without a window: its updates, due sessions, and a store that fails."""

import threading
from collections.abc import Iterator

import pytest

from focus_desktop import headless_timer as headless_timer_module
from focus_desktop.controller import Controller
from focus_desktop.headless_timer import HeadlessTimer
from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.status import SessionStatus
from focus_desktop.store.database import Database
from tests.conftest import SettableClock
from virtual_desktop import wait_until


class Updates:
    """Runs a HeadlessTimer on a thread and records its updates."""

    def __init__(self, controller: Controller, clock: SettableClock) -> None:
        self.received: list[SessionRecord | None] = []
        self._timer = HeadlessTimer(controller, clock)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def wait_for(self, count: int) -> SessionRecord | None:
        """Wait until there are `count` updates, check that there are no more, and return the last one."""
        wait_until(lambda: len(self.received) >= count, f"update {count}")
        assert len(self.received) == count
        return self.received[-1]

    def stop(self) -> None:
        self._timer.stop()
        self._thread.join(5)
        assert not self._thread.is_alive()

    def _run(self) -> None:
        for record in self._timer.updates():
            self.received.append(record)


@pytest.fixture
def updates(controller: Controller, clock: SettableClock) -> Iterator[Updates]:
    updates = Updates(controller, clock)
    yield updates
    updates.stop()


def test_the_active_session_is_reported_at_first_and_after_each_change(
    controller: Controller, updates: Updates
) -> None:
    assert updates.wait_for(1) is None
    session = controller.start_session(25)
    active = updates.wait_for(2)
    assert active is not None
    assert active.id == session.id
    controller.update_session(session.id, status=SessionStatus.COMPLETED)
    assert updates.wait_for(3) is None


def test_a_stop_right_after_a_change_ends_the_updates(controller: Controller, updates: Updates) -> None:
    updates.wait_for(1)
    controller.start_session(25)
    threading.Event().wait(headless_timer_module.SETTLING.total_seconds() / 2)
    updates.stop()


def test_changes_by_other_processes_are_reported(
    url: str, controller: Controller, clock: SettableClock, updates: Updates
) -> None:
    updates.wait_for(1)
    controller.watch_others()
    other = Controller(Database(url), clock)
    other.start_session(25, description="elsewhere")
    wait_until(lambda: updates.received[-1] is not None, "the session of the other process")
    updates.stop()
    other.close()


def test_a_due_session_is_completed(
    controller: Controller, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(headless_timer_module, "LONGEST_PAUSE", headless_timer_module.SETTLING)
    session = controller.start_session(25)
    updates = Updates(controller, clock)
    updates.wait_for(1)
    clock.advance(minutes=25)
    wait_until(lambda: updates.received[-1] is None, "the end")
    ended = controller.list_sessions()[0]
    assert (ended.id, ended.status, ended.completed_at) == (
        session.id,
        SessionStatus.COMPLETED,
        clock.now(),
    )
    updates.stop()


def test_there_is_an_update_when_a_minute_of_the_session_is_over(
    controller: Controller, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    controller.start_session(25)
    clock.advance(seconds=59.8)
    updates = Updates(controller, clock)
    updates.wait_for(1)
    updates.wait_for(2)  # a fifth of a second later
    updates.stop()


def test_a_store_that_cannot_be_written_is_logged_once_and_tried_each_second_while_a_session_is_due(
    controller: Controller,
    clock: SettableClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(headless_timer_module, "RETRY_WHEN_DUE", headless_timer_module.SETTLING)
    controller.start_session(25)
    clock.advance(minutes=25)
    tries = threading.Semaphore(0)
    database = controller._database

    def refuse() -> None:
        tries.release()
        raise StoreUnavailable(StoreProblem.DISK_FULL, place="focus.db")

    with monkeypatch.context() as patched:
        patched.setattr(database, "writing", refuse)
        updates = Updates(controller, clock)
        assert all(tries.acquire(timeout=5) for _ in range(5))
    wait_until(lambda: updates.received[-1] is None, "the end")
    updates.stop()
    assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"] == [
        "The disk with focus.db is full; make room and try again."
    ]


def test_a_failure_for_another_reason_is_logged_too(
    controller: Controller, clock: SettableClock, caplog: pytest.LogCaptureFixture
) -> None:
    timer = HeadlessTimer(controller, clock)
    for problem in (StoreProblem.LOCKED, StoreProblem.LOCKED, StoreProblem.DISK_FULL):
        timer._log_once(StoreUnavailable(problem, place="focus.db"))
    assert [record.getMessage() for record in caplog.records] == [
        "focus.db is in use by another program; try again in a moment.",
        "The disk with focus.db is full; make room and try again.",
    ]
