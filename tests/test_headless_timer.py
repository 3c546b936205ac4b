"""Time without a window: updates at changes, minutes and ends."""

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
    """Runs a HeadlessTimer on a thread and keeps what it says."""

    def __init__(self, controller: Controller, clock: SettableClock) -> None:
        self.heard: list[SessionRecord | None] = []
        self._timer = HeadlessTimer(controller, clock)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def wait_for(self, count: int) -> SessionRecord | None:
        """What it said the `count`th time; it must not have said more."""
        wait_until(lambda: len(self.heard) >= count, f"update {count}")
        assert len(self.heard) == count
        return self.heard[-1]

    def stop(self) -> None:
        self._timer.stop()
        self._thread.join(5)
        assert not self._thread.is_alive()

    def _run(self) -> None:
        for record in self._timer.updates():
            self.heard.append(record)


@pytest.fixture
def updates(controller: Controller, clock: SettableClock) -> Iterator[Updates]:
    updates = Updates(controller, clock)
    yield updates
    updates.stop()


def test_it_tells_what_is_active_at_first_and_after_each_change(
    controller: Controller, updates: Updates
) -> None:
    assert updates.wait_for(1) is None
    session = controller.start_session(25)
    active = updates.wait_for(2)
    assert active is not None
    assert active.id == session.id
    controller.update_session(session.id, status=SessionStatus.COMPLETED)
    assert updates.wait_for(3) is None


def test_a_stop_right_after_a_change_is_heard(controller: Controller, updates: Updates) -> None:
    updates.wait_for(1)
    controller.start_session(25)
    threading.Event().wait(headless_timer_module.SETTLING.total_seconds() / 2)
    updates.stop()


def test_it_hears_of_other_processes(
    url: str, controller: Controller, clock: SettableClock, updates: Updates, database: Database
) -> None:
    updates.wait_for(1)
    controller.watch_others()
    other = Controller(Database(url), clock)
    other.start_session(25, description="elsewhere")
    wait_until(lambda: updates.heard[-1] is not None, "the session of the other process")
    other.close()
    database.close()


def test_it_completes_what_is_due(
    controller: Controller, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(headless_timer_module, "LONGEST_PAUSE", headless_timer_module.SETTLING)
    session = controller.start_session(25)
    updates = Updates(controller, clock)
    updates.wait_for(1)
    clock.advance(minutes=25)
    wait_until(lambda: updates.heard[-1] is None, "the end")
    ended = controller.list_sessions()[0]
    assert (ended.id, ended.status, ended.completed_at) == (
        session.id,
        SessionStatus.COMPLETED,
        clock.now(),
    )
    updates.stop()


def test_it_tells_when_a_minute_of_the_session_is_over(
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
        raise StoreUnavailable("The disk is full; make room and try again.", StoreProblem.DISK_FULL)

    with monkeypatch.context() as patched:
        patched.setattr(database, "writing", refuse)
        updates = Updates(controller, clock)
        assert all(tries.acquire(timeout=5) for _ in range(5))
    wait_until(lambda: updates.heard[-1] is None, "the end")
    updates.stop()
    assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"] == [
        "The disk is full; make room and try again."
    ]


def test_another_trouble_is_logged_again(
    controller: Controller, clock: SettableClock, caplog: pytest.LogCaptureFixture
) -> None:
    timer = HeadlessTimer(controller, clock)
    for problem in (StoreProblem.LOCKED, StoreProblem.LOCKED, StoreProblem.DISK_FULL):
        timer._log_once(StoreUnavailable(problem.name, problem))
    assert [record.getMessage() for record in caplog.records] == ["LOCKED", "DISK_FULL"]
