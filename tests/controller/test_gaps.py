"""Sleep, death, other machines and changed clocks, on both kinds of store."""

import itertools
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlmodel import Session

from focus_desktop.controller import Controller
from focus_desktop.model.changes import Change, GapFound, SessionEdited, SessionEnded, SessionResumed
from focus_desktop.model.errors import (
    InvalidField,
    NotFound,
    SessionAlreadyEnded,
    StoreProblem,
    StoreUnavailable,
)
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.reading import Reading
from focus_desktop.model.session_clock import SessionClock
from focus_desktop.model.status import SessionStatus, TimeUp
from focus_desktop.store import session_time
from tests.conftest import SettableClock
from tests.keep_time import keep_time

ACTIVE, COMPLETED, CANCELLED = SessionStatus
MINUTE = timedelta(minutes=1)


@pytest.fixture
def keeper(controller: Controller) -> Controller:
    """A controller of an app that stays."""
    controller.watch_others()
    return controller


def live(controller: Controller, clock: SettableClock, minutes: float) -> None:
    """Let time pass for an app that is awake."""
    for _ in range(round(minutes * 3)):
        clock.advance(seconds=20)
        keep_time(controller)


def recorder(controller: Controller) -> list[tuple[float, float | None]]:
    """The newest session's intervals, in minutes from its start."""
    record = controller.history()[0]
    start = record.session.started_at
    return [
        ((one.started_at - start) / MINUTE, None if one.ended_at is None else (one.ended_at - start) / MINUTE)
        for one in record.intervals
    ]


def focused(controller: Controller, clock: SettableClock) -> timedelta:
    record = controller.history()[0]
    return record.focused(record.time(clock.read()))


def found(controller: Controller) -> GapFound:
    gap = controller.unanswered_gap()
    assert gap is not None
    return gap


def test_sleep_is_cut_out_and_announced(
    keeper: Controller, clock: SettableClock, changes: list[Change]
) -> None:
    keeper.start_session(25)
    live(keeper, clock, 10)
    changes.clear()
    clock.sleep(minutes=8)
    keep_time(keeper)
    assert recorder(keeper) == [(0, 10), (18, None)]
    assert [type(change) for change in changes] == [SessionEdited, GapFound]
    live(keeper, clock, 15)
    assert keeper.history()[0].session.status is COMPLETED
    assert recorder(keeper) == [(0, 10), (18, 33)]


def test_a_minute_of_sleep_is_no_gap(keeper: Controller, clock: SettableClock) -> None:
    keeper.start_session(25)
    live(keeper, clock, 1)
    clock.sleep(seconds=60)
    keep_time(keeper)
    assert keeper.unanswered_gap() is None
    assert focused(keeper, clock) == 2 * MINUTE


def test_a_process_that_stops_right_behind_a_start_makes_a_gap(
    keeper: Controller, clock: SettableClock
) -> None:
    keeper.start_session(25)
    clock.advance(seconds=63)
    keep_time(keeper)
    assert focused(keeper, clock) == timedelta()


def test_a_planned_end_in_a_gap_completes_the_session_once_as_of_then(
    keeper: Controller, clock: SettableClock, changes: list[Change]
) -> None:
    session = keeper.start_session(25)
    live(keeper, clock, 10)
    clock.sleep(minutes=60)
    for _ in range(3):
        keep_time(keeper)
    ended = keeper.history()[0]
    assert ended.session.completed_at == session.started_at + 25 * MINUTE
    assert recorder(keeper) == [(0, 10)]
    assert len([change for change in changes if isinstance(change, SessionEnded)]) == 1
    assert found(keeper).gap.ended_at == clock.now()

    keeper.count_gap(found(keeper).gap.id)
    assert recorder(keeper) == [(0, 10), (10, 25)]
    assert keeper.unanswered_gap() is None


def test_what_is_left_out_stays_out_and_can_be_answered_once(
    keeper: Controller, clock: SettableClock
) -> None:
    keeper.start_session(25)
    clock.sleep(minutes=5)
    keep_time(keeper)
    gap = found(keeper).gap
    keeper.cut_gap(gap.id)
    assert keeper.unanswered_gap() is None
    assert focused(keeper, clock) == timedelta()
    for answer in (keeper.cut_gap, keeper.count_gap):
        with pytest.raises(NotFound, match="answered"):
            answer(gap.id)


def test_a_gap_that_is_counted_may_use_up_the_target(keeper: Controller, clock: SettableClock) -> None:
    keeper.start_session(25)
    clock.sleep(minutes=20)
    keep_time(keeper)
    live(keeper, clock, 10)
    keeper.count_gap(found(keeper).gap.id)
    assert keeper.history()[0].session.status is COMPLETED
    assert focused(keeper, clock) == 25 * MINUTE


def test_of_two_gaps_no_more_is_counted_than_the_session_lacks_and_no_work_is_lost(
    keeper: Controller, clock: SettableClock
) -> None:
    keeper.start_session(25)
    for _ in range(2):
        clock.sleep(minutes=12)
        keep_time(keeper)
        live(keeper, clock, 2)
    keeper.count_gap(found(keeper).gap.id)
    live(keeper, clock, 1)
    keeper.count_gap(found(keeper).gap.id)
    ended = keeper.history()[0].session
    assert (ended.status, ended.completed_at) == (COMPLETED, clock.now())
    assert focused(keeper, clock) == 25 * MINUTE


def test_starting_a_session_settles_the_gaps_of_those_before(
    keeper: Controller, clock: SettableClock
) -> None:
    session = keeper.start_session(25)
    clock.sleep(minutes=5)
    keep_time(keeper)
    keeper.update_session(session.id, status=CANCELLED)
    assert keeper.unanswered_gap() is not None
    keeper.start_session(25)
    assert keeper.unanswered_gap() is None


def test_a_discarded_session_takes_its_gap_along(keeper: Controller, clock: SettableClock) -> None:
    session = keeper.start_session(25)
    clock.sleep(minutes=5)
    keep_time(keeper)
    keeper.delete_session(session.id)
    assert keeper.unanswered_gap() is None


def test_a_verb_finds_the_gap_before_it_acts(keeper: Controller, clock: SettableClock) -> None:
    session = keeper.start_session(25)
    live(keeper, clock, 5)
    clock.sleep(minutes=10)
    keeper.pause_session(session.id)
    assert recorder(keeper) == [(0, 5), (15, 15)]


def test_what_was_closed_is_a_gap_and_what_was_killed_from_its_last_mark_on(
    keeper: Controller, clock: SettableClock, open_again: Callable[[], Controller]
) -> None:
    keeper.start_session(90)
    live(keeper, clock, 10)
    keeper.leave_session()
    clock.advance(minutes=5)
    second = open_again()
    second.complete_due_session()
    assert recorder(second) == [(0, 10), (15, None)]

    second.watch_others()
    live(second, clock, 2 + 1 / 3)
    clock.advance(minutes=5)
    third = open_again()
    third.complete_due_session()
    assert recorder(third) == [(0, 10), (15, 17), (22 + 1 / 3, None)]


def test_a_restart_of_the_computer_is_a_gap(
    keeper: Controller, clock: SettableClock, open_again: Callable[[], Controller]
) -> None:
    keeper.start_session(90)
    live(keeper, clock, 10)
    clock.restart(minutes=7)
    again = open_again()
    again.watch_others()
    again.complete_due_session()
    assert recorder(again) == [(0, 10), (17, None)]
    live(again, clock, 3)
    assert focused(again, clock) == 13 * MINUTE


def test_a_session_from_a_terminal_is_trusted_while_no_app_is_open_but_not_in_sleep(
    controller: Controller, clock: SettableClock
) -> None:
    session = controller.start_session(90)
    clock.advance(minutes=30)
    clock.sleep(minutes=20)
    controller.update_session(session.id, status=COMPLETED)
    assert focused(controller, clock) == 30 * MINUTE


def test_a_session_from_another_computer_is_trusted_while_no_app_is_open(
    controller: Controller, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = controller.start_session(90)
    clock.advance(minutes=30)
    reading = clock.read()
    there = Reading(reading.wall, "elsewhere", "another boot", timedelta(days=3), timedelta(days=3))
    monkeypatch.setattr(clock, "read", lambda: there)
    controller.update_session(session.id, status=COMPLETED)
    assert focused(controller, clock) == 30 * MINUTE


@pytest.mark.parametrize("days", [-1, 1])
def test_a_wall_clock_that_is_set_changes_no_length(
    keeper: Controller, clock: SettableClock, days: int
) -> None:
    session = keeper.start_session(25)
    live(keeper, clock, 10)
    clock.jump(minutes=days * 24 * 60)
    live(keeper, clock, 15)
    ended = keeper.history()[0].session
    assert ended.completed_at == session.started_at + 25 * MINUTE
    assert keeper.unanswered_gap() is None


def test_a_mark_is_written_once_a_minute_by_who_looks_twice_a_minute(
    keeper: Controller, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper.start_session(90)
    marks: list[timedelta] = []
    replace_clock = session_time.replace_clock

    def count(work: Session, known: SessionClock, moved: SessionClock) -> bool:
        marks.append(clock.up)
        return replace_clock(work, known, moved)

    monkeypatch.setattr(session_time, "replace_clock", count)
    for _ in range(20):
        clock.advance(seconds=30)
        keep_time(keeper)
    assert [after - before for before, after in itertools.pairwise(marks)] == [MINUTE] * 9


def test_what_is_announced_has_the_clock_that_is_stored(
    keeper: Controller, clock: SettableClock, changes: list[Change]
) -> None:
    session = keeper.start_session(90)
    clock.advance(seconds=30)
    keeper.pause_session(session.id)
    clock.advance(seconds=30)
    keeper.resume_session(session.id)
    record = keeper.active_session()
    assert record is not None
    announced = changes[-1]
    assert isinstance(announced, SessionResumed)
    assert record.has_clock_of(announced.record)


def test_a_mark_is_not_written_over_what_another_has_done_unseen(
    keeper: Controller, clock: SettableClock, open_again: Callable[[], Controller]
) -> None:
    session = keeper.start_session(90)
    live(keeper, clock, 1)
    other = open_again()
    clock.advance(seconds=30)
    other.pause_session(session.id)
    paused_at = other.active_session()
    clock.advance(seconds=30)
    keep_time(keeper)
    assert recorder(keeper) == [(0, 1.5)]
    assert other.active_session() == paused_at


def test_the_mark_of_another_app_serves_as_well(
    keeper: Controller,
    clock: SettableClock,
    open_again: Callable[[], Controller],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = open_again()
    keeper.start_session(90)
    other.watch_others()
    for _ in range(4):  # The other is always the first to write the mark.
        clock.advance(seconds=20)
        keep_time(other)
        keep_time(keeper)
    monkeypatch.setattr(keeper, "complete_due_session", lambda: pytest.fail("it looks into the store"))
    clock.advance(seconds=20)
    keep_time(keeper)


def test_a_store_that_cannot_be_written_makes_no_gap(
    keeper: Controller, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper.start_session(90)

    def refuse(*_: object) -> None:
        raise StoreUnavailable(StoreProblem.DISK_FULL, place="here")

    with monkeypatch.context() as patched:
        patched.setattr(keeper._database, "writing", refuse)
        for _ in range(60 * 5):
            clock.advance(seconds=1)
            with suppress(StoreUnavailable):
                keep_time(keeper)
        assert keeper.has_time_to_record()
    live(keeper, clock, 1)
    assert focused(keeper, clock) == 6 * MINUTE
    assert keeper.unanswered_gap() is None


# Extensions and what happens when time is up


def test_an_extension_puts_the_end_off(keeper: Controller, clock: SettableClock) -> None:
    session = keeper.start_session(25)
    live(keeper, clock, 24)
    assert keeper.extend_session(session.id).duration_minutes == 30
    live(keeper, clock, 6)
    assert keeper.history()[0].session.completed_at == session.started_at + 30 * MINUTE


def test_an_extension_out_of_range_is_refused(controller: Controller) -> None:
    session = controller.start_session(1400)
    with pytest.raises(InvalidField, match="1 minute or more"):
        controller.extend_session(session.id, 0)
    with pytest.raises(InvalidField, match="at most 1,440"):
        controller.extend_session(session.id, 41)
    assert controller.extend_session(session.id, 40).duration_minutes == 1440
    controller.update_session(session.id, status=CANCELLED)
    with pytest.raises(SessionAlreadyEnded):
        controller.extend_session(session.id, 1)


def ended(controller: Controller, session: FocusSession) -> FocusSession:
    return controller.update_session(session.id, status=COMPLETED)


def test_overtime_is_counted_until_the_person_completes_it(keeper: Controller, clock: SettableClock) -> None:
    session = keeper.start_session(25, time_up=TimeUp.OVERTIME)
    live(keeper, clock, 28)
    assert keeper.history()[0].session.status is ACTIVE
    done = ended(keeper, session)
    assert (done.duration_minutes, done.completed_at) == (25, clock.now())
    assert keeper.history()[0].overtime(clock.now()) == 3 * MINUTE


@pytest.mark.parametrize(("minutes", "target"), [(37, 37), (0, 1)])
def test_the_target_of_flow_is_the_longest_until_it_is_what_was_worked(
    keeper: Controller, clock: SettableClock, minutes: int, target: int
) -> None:
    session = keeper.start_session(25, time_up=TimeUp.FLOW)
    assert session.duration_minutes == 1440
    with pytest.raises(InvalidField, match="flow"):
        keeper.extend_session(session.id)
    live(keeper, clock, minutes)
    assert ended(keeper, session).duration_minutes == target


def test_a_quest_advances_by_one_and_completed_sessions_are_counted(
    controller: Controller, clock: SettableClock
) -> None:
    quest = controller.add_quest("Read 12 Books", 12)
    assert controller.advance_quest(quest.id).current_value == 1
    day = clock.now(), clock.now() + timedelta(days=1)
    for status in (COMPLETED, CANCELLED, COMPLETED):
        controller.update_session(controller.start_session(25).id, status=status)
    assert controller.completed_between(*day) == 2
    assert controller.completed_between(day[1], day[1] + MINUTE) == 0
