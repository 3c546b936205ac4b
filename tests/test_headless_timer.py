"""Time without a window: beats at changes, minutes and ends."""

import threading
from collections.abc import Iterator

import pytest

from focus_desktop import headless_timer as timekeeper_module
from focus_desktop.controller import Controller
from focus_desktop.headless_timer import HeadlessTimer
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.status import SessionStatus
from focus_desktop.store.database import Database
from tests.conftest import SettableClock
from virtual_desktop import wait_until


class Beats:
    """Runs a timekeeper on a thread and keeps what it says."""

    def __init__(self, controller: Controller, clock: SettableClock) -> None:
        self.heard: list[SessionRecord | None] = []
        self._keeper = HeadlessTimer(controller, clock)
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def wait_for(self, count: int) -> SessionRecord | None:
        """What it said the `count`th time; it must not have said more."""
        wait_until(lambda: len(self.heard) >= count, f"beat {count}")
        assert len(self.heard) == count
        return self.heard[-1]

    def stop(self) -> None:
        self._keeper.stop()
        self._thread.join(5)
        assert not self._thread.is_alive()

    def _run(self) -> None:
        for record in self._keeper.beats():
            self.heard.append(record)


@pytest.fixture
def beats(controller: Controller, clock: SettableClock) -> Iterator[Beats]:
    beats = Beats(controller, clock)
    yield beats
    beats.stop()


def test_it_beats_at_first_and_once_for_each_change(controller: Controller, beats: Beats) -> None:
    assert beats.wait_for(1) is None
    session = controller.start_session(25)
    active = beats.wait_for(2)
    assert active is not None
    assert active.id == session.id
    controller.update_session(session.id, status=SessionStatus.COMPLETED)
    assert beats.wait_for(3) is None


def test_a_stop_right_behind_a_change_is_heard(controller: Controller, beats: Beats) -> None:
    beats.wait_for(1)
    controller.start_session(25)
    threading.Event().wait(timekeeper_module.SETTLING.total_seconds() / 2)
    beats.stop()


def test_it_hears_of_other_processes(
    url: str, controller: Controller, clock: SettableClock, beats: Beats, database: Database
) -> None:
    beats.wait_for(1)
    controller.follow_others()
    other = Controller(Database(url), clock)
    other.start_session(25, description="elsewhere")
    wait_until(lambda: beats.heard[-1] is not None, "the session of the other process")
    other.close()
    database.close()


def test_it_completes_what_is_due(
    controller: Controller, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timekeeper_module, "LONGEST_REST", timekeeper_module.SETTLING)
    session = controller.start_session(25)
    beats = Beats(controller, clock)
    beats.wait_for(1)
    clock.advance(minutes=25)
    wait_until(lambda: beats.heard[-1] is None, "the end")
    ended = controller.list_sessions()[0]
    assert (ended.id, ended.status, ended.completed_at) == (
        session.id,
        SessionStatus.COMPLETED,
        clock.now(),
    )
    beats.stop()


def test_it_beats_when_a_minute_of_the_session_is_over(
    controller: Controller, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    controller.start_session(25)
    clock.advance(seconds=59.8)
    beats = Beats(controller, clock)
    beats.wait_for(1)
    beats.wait_for(2)  # a fifth of a second later
    beats.stop()
