"""A session that was started before the clock was set is moved to its true time, and goes on."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from focus_desktop.controller import Controller
from focus_desktop.model.changes import Change, SessionEdited
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.status import SessionStatus
from tests.conftest import SettableClock
from tests.keep_time import keep_time

UNSET = datetime(1970, 1, 1, 0, 1, tzinfo=UTC)
RIGHT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def active(controller: Controller) -> SessionRecord:
    record = controller.active_session()
    assert record is not None
    return record


@pytest.fixture(autouse=True)
def unset(clock: SettableClock) -> None:
    clock.moment = UNSET


def test_it_goes_on_from_its_true_start(
    controller: Controller, clock: SettableClock, changes: list[Change]
) -> None:
    controller.start_session(25)
    clock.advance(minutes=10)
    clock.moment = RIGHT
    del changes[:]
    keep_time(controller)
    record = active(controller)
    assert record.session.started_at == RIGHT - timedelta(minutes=10)
    assert record.focused(record.time(clock.read())) == timedelta(minutes=10)
    assert changes == [SessionEdited(record)]
    clock.advance(minutes=16)
    completed = controller.complete_due_session()
    assert completed is not None
    assert completed.completed_at == RIGHT + timedelta(minutes=15)


def test_pauses_and_gaps_are_moved_with_it(controller: Controller, clock: SettableClock) -> None:
    session = controller.start_session(60)
    clock.advance(minutes=1)
    clock.sleep(minutes=9)
    keep_time(controller)
    clock.advance(minutes=5)
    controller.pause_session(session.id)
    clock.advance(minutes=5)
    clock.moment = RIGHT
    controller.resume_session(session.id)
    record = active(controller)
    ago = [round((RIGHT - one.started_at) / timedelta(minutes=1)) for one in record.intervals]
    assert ago == [20, 10, 0]
    assert record.focused(RIGHT) == timedelta(minutes=6)
    found = controller.unanswered_gap()
    assert found is not None
    assert found.gap.started_at == RIGHT - timedelta(minutes=19)
    controller.count_gap(found.gap.id)
    assert active(controller).focused(RIGHT) == timedelta(minutes=15)


def test_another_process_moves_it_only_once(
    controller: Controller, open_again: Callable[[], Controller], clock: SettableClock
) -> None:
    controller.start_session(25)
    clock.advance(minutes=2)
    clock.moment = RIGHT
    open_again().complete_due_session()
    controller.complete_due_session()
    clock.advance(minutes=1)
    controller.complete_due_session()
    assert active(controller).session.started_at == RIGHT - timedelta(minutes=2)


def test_a_session_with_a_right_start_is_not_moved_when_the_clock_is_lost_and_set_again(
    controller: Controller, clock: SettableClock
) -> None:
    clock.moment = RIGHT
    controller.start_session(1)
    clock.advance(seconds=20)
    clock.moment = UNSET
    keep_time(controller)
    clock.advance(seconds=20)
    clock.moment = RIGHT + timedelta(days=1)
    keep_time(controller)
    record = active(controller)
    assert record.session.status is SessionStatus.ACTIVE
    assert record.session.started_at == RIGHT
    assert record.focused(record.time(clock.read())) == timedelta(seconds=40)
