"""What was done while the store could not be written is stored later: once, and by the store's rules."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from sqlalchemy import event

from focus_desktop.controller import Controller
from focus_desktop.model.changes import Change, SavedDifferently, SessionEnded, SessionStarted
from focus_desktop.model.errors import (
    AnotherSessionActive,
    FocusError,
    NotFound,
    Refusal,
    SessionAlreadyEnded,
    StoreUnavailable,
)
from focus_desktop.model.session_action import Describe, End, Extend, Pause, Resume, Start
from focus_desktop.model.status import SessionStatus, TimeUp
from focus_desktop.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import SettableClock
    from tests.postgres import PostgresServer

ACTIVE, COMPLETED, CANCELLED = SessionStatus


class Person:
    """Acts at one computer, whose store cannot be written."""

    def __init__(self, controller: Controller, clock: SettableClock) -> None:
        self._controller, self._clock = controller, clock

    def live(self, *, minutes: float) -> None:
        """Let time pass as it does for a window, which keeps the session's time."""
        for _ in range(round(minutes * 3)):
            self._clock.advance(seconds=20)
            self._controller.keep_unsaved_time(self._clock.read())

    def start(self, minutes: int = 25, quest_id: UUID | None = None) -> UUID:
        start = Start(self._clock.read(), minutes, quest_id, "Chapter three", TimeUp.COMPLETE)
        self._controller.do_unsaved(start)
        return start.session_id

    def pause(self, session_id: UUID) -> None:
        self._controller.do_unsaved(Pause(self._clock.read(), session_id))

    def resume(self, session_id: UUID) -> None:
        self._controller.do_unsaved(Resume(self._clock.read(), session_id))

    def end(self, session_id: UUID, status: SessionStatus = COMPLETED) -> None:
        self._controller.do_unsaved(End(self._clock.read(), session_id, status))


@pytest.fixture
def person(controller: Controller, clock: SettableClock) -> Person:
    return Person(controller, clock)


@pytest.fixture
def began(clock: SettableClock) -> datetime:
    return clock.now()


def minutes(controller: Controller, began: datetime) -> list[object]:
    """The stored sessions, oldest first: their statuses, and from when to when they were worked on."""

    def since(moment: datetime | None) -> float | None:
        return None if moment is None else (moment - began) / timedelta(minutes=1)

    return [
        (
            one.session.status.value,
            [(since(at.started_at), since(at.ended_at)) for at in one.intervals],
        )
        for one in reversed(controller.history())
    ]


def problems(changes: list[Change]) -> list[object]:
    return [change.problem.code for change in changes if isinstance(change, SavedDifferently)]


def test_what_was_done_in_memory_is_announced_at_once_and_stored_later_as_it_was(
    controller: Controller,
    person: Person,
    began: datetime,
    clock: SettableClock,
    changes: list[Change],
    open_again: Callable[[], Controller],
) -> None:
    session_id = person.start()
    person.live(minutes=5)
    person.pause(session_id)
    person.live(minutes=2)
    person.resume(session_id)
    controller.do_unsaved(Extend(clock.read(), session_id, 5))
    controller.do_unsaved(Describe(clock.read(), session_id, "Chapter four"))
    assert [type(one).__name__ for one in changes] == [
        "SessionStarted",
        "SessionPaused",
        "SessionResumed",
        "SessionEdited",
        "SessionEdited",
    ]
    known = controller.active_session()
    assert known is not None
    assert known.session.duration_minutes == 30
    other = open_again()
    assert other.list_sessions() == []
    person.live(minutes=1)
    controller.save_unsaved()
    assert not controller.has_unsaved
    assert minutes(other, began) == [("active", [(0, 5), (7, None)])]
    stored = other.active_session()
    assert stored is not None
    assert stored.is_stored_as(known)
    assert stored.session.description == "Chapter four"
    assert problems(changes) == []


def test_an_action_whose_outcome_is_unknown_is_done_once(
    controller: Controller, person: Person, began: datetime, clock: SettableClock
) -> None:
    start = Start(clock.read(), 25, None, None, TimeUp.COMPLETE)
    controller.perform(start)  # It was stored, but the answer did not come.
    controller._tracker.active = None
    controller.do_unsaved(start)
    person.live(minutes=5)
    pause = Pause(clock.read(), start.session_id)
    person.live(minutes=1)
    controller.do_unsaved(pause)
    controller.do_unsaved(Resume(clock.read(), start.session_id))
    controller.save_unsaved()
    controller.save_unsaved()
    assert minutes(controller, began) == [("active", [(0, 5), (6, None)])]


def test_a_pause_without_an_answer_and_all_after_it_are_stored_once(
    controller: Controller, person: Person, began: datetime, clock: SettableClock, changes: list[Change]
) -> None:
    session = controller.start_session(25)
    known = controller._tracker.active
    person.live(minutes=5)
    pause = Pause(clock.read(), session.id)
    controller.perform(pause)
    controller._tracker.active = known  # It was stored, but nobody knows.
    controller.do_unsaved(pause)
    person.live(minutes=5)
    controller.do_unsaved(Resume(clock.read(), session.id))
    person.live(minutes=5)
    controller.do_unsaved(End(clock.read(), session.id, COMPLETED))
    controller.save_unsaved()
    assert minutes(controller, began) == [("completed", [(0, 5), (10, 15)])]
    assert problems(changes) == []


def test_every_verb_stores_first_what_waits(
    controller: Controller, person: Person, began: datetime, clock: SettableClock
) -> None:
    first = person.start()
    person.live(minutes=5)
    person.end(first, CANCELLED)
    controller.start_session(25)
    assert minutes(controller, began) == [("cancelled", [(0, 5)]), ("active", [(5, None)])]


def test_a_due_session_is_completed_in_memory_as_of_its_planned_end(
    controller: Controller,
    person: Person,
    began: datetime,
    clock: SettableClock,
    changes: list[Change],
) -> None:
    person.start()
    for _ in range(90):
        clock.advance(seconds=20)
        controller.keep_unsaved_time(clock.read())
    assert [type(one) for one in changes] == [SessionStarted, SessionEnded]
    controller.save_unsaved()
    assert minutes(controller, began) == [("completed", [(0, 25)])]


def test_a_gap_is_cut_out_at_once_and_asked_about_when_the_session_is_stored(
    controller: Controller, person: Person, began: datetime, clock: SettableClock, changes: list[Change]
) -> None:
    session_id = person.start()
    clock.advance(seconds=30)
    controller.keep_unsaved_time(clock.read())
    clock.sleep(minutes=40)
    controller.keep_unsaved_time(clock.read())
    assert controller.active_session() is None
    controller.save_unsaved()
    assert minutes(controller, began) == [("completed", [(0, 0.5)])]
    found = controller.unanswered_gap()
    assert found is not None
    assert found.record.id == session_id
    assert type(changes[-1]).__name__ == "GapFound"


def test_who_pauses_after_a_sleep_has_not_worked_in_it(
    controller: Controller, person: Person, began: datetime, clock: SettableClock
) -> None:
    session_id = person.start()
    clock.advance(seconds=30)
    controller.keep_unsaved_time(clock.read())
    clock.sleep(minutes=10)
    clock.advance(seconds=30)
    person.pause(session_id)
    controller.save_unsaved()
    assert minutes(controller, began) == [("active", [(0, 1), (11, 11)])]
    assert controller.unanswered_gap() is not None


def test_the_rules_hold_in_memory_as_in_the_store(
    controller: Controller, person: Person, clock: SettableClock
) -> None:
    session_id = person.start()
    with pytest.raises(AnotherSessionActive):
        person.start()
    person.end(session_id)
    with pytest.raises(SessionAlreadyEnded):
        person.pause(session_id)
    with pytest.raises(NotFound):
        person.pause(UUID(int=0))


# What another computer has done meanwhile


def test_a_session_that_ended_elsewhere_stays_so_and_what_was_worked_since_is_one_of_its_own(
    controller: Controller,
    person: Person,
    began: datetime,
    clock: SettableClock,
    changes: list[Change],
    open_again: Callable[[], Controller],
) -> None:
    other = open_again()
    session = controller.start_session(60)
    person.live(minutes=10)
    other.update_session(session.id, status=COMPLETED)
    person.live(minutes=10)
    person.pause(session.id)
    controller.save_unsaved()
    assert minutes(other, began) == [("completed", [(0, 10)]), ("cancelled", [(10, 20)])]
    assert problems(changes) == [Refusal.KEPT_AFTER_END]
    controller.save_unsaved()
    assert len(other.list_sessions()) == 2
    assert controller.active_session() is None


def test_another_session_that_was_started_first_stays_the_active_one(
    controller: Controller,
    person: Person,
    began: datetime,
    clock: SettableClock,
    changes: list[Change],
    open_again: Callable[[], Controller],
) -> None:
    person.start(60)
    person.live(minutes=20)
    theirs = open_again().start_session(25)
    person.live(minutes=5)
    controller.save_unsaved()
    assert minutes(controller, began) == [("cancelled", [(0, 20)]), ("active", [(20, None)])]
    active = controller.active_session()
    assert active is not None
    assert active.id == theirs.id
    assert problems(changes) == [Refusal.KEPT_BESIDE_ANOTHER]
    assert isinstance(changes[-2], SessionEnded)


def test_time_at_which_another_session_took_place_is_not_kept_twice_and_that_is_told(
    controller: Controller,
    person: Person,
    began: datetime,
    clock: SettableClock,
    changes: list[Change],
    open_again: Callable[[], Controller],
) -> None:
    open_again().start_session(25)
    session_id = person.start(60)  # Nothing is known yet of the other one.
    person.live(minutes=5)
    person.end(session_id)
    controller.save_unsaved()
    assert minutes(controller, began) == [("active", [(0, None)])]
    assert problems(changes) == [Refusal.NOT_KEPT]
    problem = next(one.problem for one in changes if isinstance(one, SavedDifferently))
    assert "Chapter three" in str(problem)


def test_changes_here_and_elsewhere_to_one_active_session_are_both_kept(
    controller: Controller,
    person: Person,
    began: datetime,
    clock: SettableClock,
    changes: list[Change],
    open_again: Callable[[], Controller],
) -> None:
    other = open_again()
    session = controller.start_session(25)
    person.live(minutes=5)
    other.update_session(session.id, description="Chapter four")
    person.pause(session.id)
    controller.save_unsaved()
    stored = other.active_session()
    assert stored is not None
    assert stored.is_paused
    assert stored.session.description == "Chapter four"
    assert minutes(other, began) == [("active", [(0, 5)])]
    assert problems(changes) == []


def test_a_quest_that_was_deleted_meanwhile_is_left_out(
    controller: Controller, person: Person, open_again: Callable[[], Controller]
) -> None:
    quest = controller.add_quest("Read")
    controller.list_quests()
    person.start(25, quest.id)
    known = controller.active_session()
    assert known is not None
    assert known.quest is not None
    assert known.quest.title == "Read"
    open_again().delete_quest(quest.id)
    controller.save_unsaved()
    assert controller.list_sessions()[0].quest_id is None


# Processes that end before it is stored


def test_what_waits_is_taken_up_by_the_next_process(
    controller: Controller,
    person: Person,
    began: datetime,
    clock: SettableClock,
    open_again: Callable[[], Controller],
    tmp_path: Path,
) -> None:
    controller.take_up_unsaved(tmp_path)
    first = person.start()
    person.live(minutes=5)
    person.end(first)
    person.live(minutes=5)
    second = person.start(50)
    refuse_writing(controller)
    with pytest.raises(StoreUnavailable):
        controller.save_unsaved()
    person.live(minutes=1)
    again = open_again()
    again.take_up_unsaved(tmp_path)
    assert again.has_unsaved
    active = again.active_session()
    assert active is not None
    assert active.id == second
    again.save_unsaved()
    assert minutes(again, began) == [("completed", [(0, 5)]), ("active", [(10, None)])]
    assert list(tmp_path.glob("unsaved-*")) == []


def test_a_file_that_was_left_though_all_was_stored_changes_nothing(
    controller: Controller,
    person: Person,
    began: datetime,
    clock: SettableClock,
    open_again: Callable[[], Controller],
    tmp_path: Path,
) -> None:
    controller.take_up_unsaved(tmp_path)
    session_id = person.start()
    for _ in range(15):
        clock.advance(seconds=20)
        controller.keep_unsaved_time(clock.read())
    controller.keep_unsaved()
    (file,) = tmp_path.glob("unsaved-*")
    text = file.read_text()
    controller.save_unsaved()
    controller.update_session(session_id, status=COMPLETED)
    file.write_text(text)
    again = open_again()
    told: list[Change] = []
    again.subscribe(told.append)
    again.take_up_unsaved(tmp_path)
    again.save_unsaved()
    assert minutes(again, began) == [("completed", [(0, 5)])]
    assert problems(told) == []


def test_a_file_that_is_damaged_is_set_aside(controller: Controller, tmp_path: Path) -> None:
    controller.take_up_unsaved(tmp_path)
    assert controller._unsaved_file is not None
    controller._unsaved_file.write_text("{")
    controller.take_up_unsaved(tmp_path)
    assert not controller.has_unsaved
    assert [one.suffix for one in tmp_path.glob("unsaved-*")] == [".broken"]
    controller._unsaved_file.write_text("[")
    controller.take_up_unsaved(tmp_path)
    assert sorted(one.suffix for one in tmp_path.glob("unsaved-*")) == [".broken", ".broken-2"]


def refuse_writing(controller: Controller) -> None:
    """The disk is full from now on."""

    def refuse(*_: object) -> None:
        raise StoreUnavailable(Refusal.NOT_KEPT)  # type: ignore[arg-type] # any reason will do

    event.listen(controller._database._writer.engine, "checkout", refuse)


# A server that goes away


def test_a_commit_whose_answer_is_lost_with_the_connection_is_done_once(
    postgres: PostgresServer, clock: SettableClock, began: datetime
) -> None:
    controller = Controller(Database(postgres.new_database()), clock)
    person = Person(controller, clock)
    start = Start(clock.read(), 25, None, "Chapter three", TimeUp.COMPLETE)
    engine = controller._database._writer.engine

    def cut_after_commit(connection: object) -> None:
        raw = connection.connection.dbapi_connection  # type: ignore[attr-defined] # psycopg's
        raw.commit()
        raw.close()
        lost.append(raw)

    lost: list[object] = []
    event.listen(engine, "commit", cut_after_commit, once=True)
    with pytest.raises(FocusError):
        controller.perform(start)
    controller.do_unsaved(start)
    person.live(minutes=5)
    controller.do_unsaved(Pause(clock.read(), start.session_id))
    controller.save_unsaved()
    assert minutes(controller, began) == [("active", [(0, 5)])]
    controller.close()


def test_a_server_that_is_down_gets_everything_when_it_is_back(
    postgres: PostgresServer, clock: SettableClock, began: datetime
) -> None:
    controller = Controller(Database(postgres.new_database()), clock)
    person = Person(controller, clock)
    session = controller.start_session(25)
    with postgres.down():
        person.live(minutes=5)
        pause = Pause(clock.read(), session.id)
        with pytest.raises(StoreUnavailable):
            controller.perform(pause)
        controller.do_unsaved(pause)
        person.live(minutes=1)
        controller.do_unsaved(End(clock.read(), session.id, CANCELLED))
        person.start(50)
        with pytest.raises(StoreUnavailable):
            controller.save_unsaved()
    controller.save_unsaved()
    assert minutes(controller, began) == [("cancelled", [(0, 5)]), ("active", [(6, None)])]
    controller.close()
