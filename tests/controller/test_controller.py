"""Every rule of the controller, and its refusal, on both kinds of store."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from focus_desktop.controller import Controller
from focus_desktop.model import timing
from focus_desktop.model.changes import (
    Change,
    QuestsChanged,
    SessionDeleted,
    SessionEdited,
    SessionEnded,
    SessionPaused,
    SessionResumed,
    SessionStarted,
)
from focus_desktop.model.errors import (
    AnotherSessionActive,
    FocusError,
    InvalidField,
    NotFound,
    SessionAlreadyEnded,
    UnknownQuest,
)
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.status import QuestStatus, SessionStatus
from focus_desktop.store.database import Database
from tests.conftest import SettableClock

ACTIVE, COMPLETED, CANCELLED = SessionStatus


def recorder(controller: Controller) -> list[tuple[float, float | None]]:
    """The newest session's intervals, as minutes after its start."""
    record = controller.history(limit=1)[0]
    start = record.session.started_at
    return [
        (
            (one.started_at - start) / timedelta(minutes=1),
            None if one.ended_at is None else (one.ended_at - start) / timedelta(minutes=1),
        )
        for one in record.intervals
    ]


def focused(controller: Controller, start: datetime, end: datetime) -> timedelta:
    """The time really worked between two moments, as seen at the later one."""
    return timing.focused_within(controller.intervals_between(start, end), start, end, now=end)


# Start


def test_a_started_session_is_active_and_its_first_interval_is_open(
    controller: Controller, clock: SettableClock
) -> None:
    session = controller.start_session(25, description="  Chapter three ")
    assert session == controller.list_sessions()[0]
    assert session.status is ACTIVE
    assert session.started_at == clock.now()
    assert session.completed_at is None
    assert session.description == "Chapter three"
    assert recorder(controller) == [(0, None)]


def test_a_start_is_announced_with_its_quest_and_interval(
    controller: Controller, changes: list[Change]
) -> None:
    quest = controller.add_quest("Read 12 Books", 12)
    session = controller.start_session(25, quest.id)
    assert changes == [
        QuestsChanged(),
        SessionStarted(replace(controller.history()[0], session=session, quest=quest)),
    ]


def test_a_second_start_is_refused_and_names_the_running_one(
    controller: Controller, changes: list[Change]
) -> None:
    quest = controller.add_quest("Read 12 Books")
    controller.start_session(25, quest.id)
    changes.clear()
    with pytest.raises(AnotherSessionActive, match="“Read 12 Books” is running"):
        controller.start_session(90)
    assert len(controller.list_sessions()) == 1
    assert changes == []


@pytest.mark.parametrize("minutes", [0, 1441])
def test_bad_minutes_are_refused_and_nothing_is_stored(controller: Controller, minutes: int) -> None:
    with pytest.raises(InvalidField):
        controller.start_session(minutes)
    assert controller.list_sessions() == []


def test_an_overlong_description_is_refused(controller: Controller) -> None:
    with pytest.raises(InvalidField):
        controller.start_session(25, description="x" * 1001)


def test_an_unknown_quest_is_refused_and_nothing_is_stored(controller: Controller) -> None:
    with pytest.raises(NotFound):
        controller.start_session(25, uuid4())
    assert controller.list_sessions() == []


def test_of_many_simultaneous_starts_one_wins(database: Database, clock: SettableClock) -> None:
    outcomes: list[str] = []
    controllers = [Controller(database, clock) for _ in range(12)]

    def start(controller: Controller) -> None:
        try:
            controller.start_session(25)
            outcomes.append("started")
        except AnotherSessionActive:
            outcomes.append("refused")

    threads = [threading.Thread(target=start, args=(controller,)) for controller in controllers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused"] * 11 + ["started"]


# Complete, cancel


def test_completing_sets_completed_at_and_closes_the_interval(
    controller: Controller, clock: SettableClock, changes: list[Change]
) -> None:
    session = controller.start_session(25)
    clock.advance(minutes=10)
    done = controller.update_session(session.id, status=COMPLETED)
    assert (done.status, done.completed_at) == (COMPLETED, clock.now())
    assert recorder(controller) == [(0, 10)]
    assert controller.active_session() is None
    assert changes[-1] == SessionEnded(controller.history()[0])


def test_cancelling_keeps_the_worked_minutes_and_no_completed_at(
    controller: Controller, clock: SettableClock
) -> None:
    session = controller.start_session(25)
    clock.advance(minutes=10)
    done = controller.update_session(session.id, status=CANCELLED)
    assert (done.status, done.completed_at) == (CANCELLED, None)
    assert recorder(controller) == [(0, 10)]


@pytest.mark.parametrize("ended", [COMPLETED, CANCELLED])
@pytest.mark.parametrize("wanted", list(SessionStatus))
def test_an_ended_session_never_changes_its_status(
    controller: Controller, changes: list[Change], ended: SessionStatus, wanted: SessionStatus
) -> None:
    session = controller.start_session(25)
    controller.update_session(session.id, status=ended)
    before = controller.history()
    changes.clear()
    with pytest.raises(SessionAlreadyEnded, match=f"This session is {ended}"):
        controller.update_session(session.id, status=wanted)
    assert controller.history() == before
    assert changes == []


def test_making_the_active_session_active_changes_nothing(
    controller: Controller, changes: list[Change]
) -> None:
    session = controller.start_session(25)
    changes.clear()
    assert controller.update_session(session.id, status=ACTIVE) == session
    assert changes == []


def test_an_unknown_status_is_refused(controller: Controller) -> None:
    session = controller.start_session(25)
    with pytest.raises(InvalidField):
        controller.update_session(session.id, status="paused")


def test_a_session_that_does_not_exist_cannot_be_updated_or_deleted(controller: Controller) -> None:
    with pytest.raises(NotFound):
        controller.update_session(uuid4(), status=COMPLETED)
    with pytest.raises(NotFound):
        controller.delete_session(uuid4())


def test_a_clock_set_back_makes_no_end_before_the_start(controller: Controller, clock: SettableClock) -> None:
    session = controller.start_session(25)
    clock.jump(minutes=-60)
    done = controller.update_session(session.id, status=COMPLETED)
    assert done.completed_at == done.started_at
    assert recorder(controller) == [(0, 0)]


# Pause


def test_paused_time_is_not_worked_and_moves_the_planned_end(
    controller: Controller, clock: SettableClock, changes: list[Change]
) -> None:
    session = controller.start_session(25)
    clock.advance(minutes=10)
    controller.pause_session(session.id)
    clock.advance(minutes=60 * 14)  # overnight
    record = controller.active_session()
    assert record is not None
    assert record.is_paused
    assert record.paused_at() == session.started_at + timedelta(minutes=10)
    assert record.remaining(clock.now()) == timedelta(minutes=15)
    assert controller.complete_due_session() is None

    controller.resume_session(session.id)
    clock.advance(minutes=15)
    assert controller.complete_due_session() is not None
    assert recorder(controller) == [(0, 10), (850, 865)]
    assert [type(change) for change in changes] == [
        SessionStarted,
        SessionPaused,
        SessionResumed,
        SessionEnded,
    ]


def test_a_second_pause_or_resume_changes_nothing(
    controller: Controller, clock: SettableClock, changes: list[Change]
) -> None:
    session = controller.start_session(25)
    assert controller.resume_session(session.id) == session
    for _ in range(2):
        clock.advance(minutes=1)
        controller.pause_session(session.id)
    assert [type(change) for change in changes] == [SessionStarted, SessionPaused]
    assert recorder(controller) == [(0, 1)]


@pytest.mark.parametrize("status", [COMPLETED, CANCELLED])
def test_a_paused_session_can_be_ended(
    controller: Controller, clock: SettableClock, status: SessionStatus
) -> None:
    session = controller.start_session(25)
    clock.advance(minutes=5)
    controller.pause_session(session.id)
    clock.advance(minutes=5)
    ended = controller.update_session(session.id, status=status)
    assert ended.completed_at == (clock.now() if status is COMPLETED else None)
    assert recorder(controller) == [(0, 5)]


def test_a_clock_set_back_during_a_pause_makes_no_intervals_overlap(
    controller: Controller, clock: SettableClock
) -> None:
    session = controller.start_session(25)
    clock.advance(minutes=10)
    controller.pause_session(session.id)
    clock.jump(minutes=-60)
    controller.resume_session(session.id)
    clock.advance(minutes=5)
    controller.pause_session(session.id)
    assert recorder(controller) == [(0, 10), (10, 15)]


@pytest.mark.parametrize("verb", [Controller.pause_session, Controller.resume_session])
def test_an_ended_session_is_neither_paused_nor_resumed(
    controller: Controller, verb: Callable[..., object]
) -> None:
    session = controller.start_session(25)
    controller.update_session(session.id, status=CANCELLED)
    with pytest.raises(SessionAlreadyEnded):
        verb(controller, session.id)
    with pytest.raises(NotFound):
        verb(controller, uuid4())


# Change


def test_description_and_quest_can_be_changed_whatever_the_status(
    controller: Controller, changes: list[Change], clock: SettableClock
) -> None:
    quest = controller.add_quest("Read")
    session = controller.start_session(25, description="Chaptre")
    edited = controller.update_session(session.id, description="Chapter", quest_id=quest.id)
    assert (edited.description, edited.quest_id, edited.status) == ("Chapter", quest.id, ACTIVE)
    assert changes[-1] == SessionEdited(controller.history()[0])
    clock.advance(minutes=5)
    controller.update_session(session.id, status=COMPLETED)
    controller.update_session(session.id, description=None, quest_id=None)
    done = controller.list_sessions()[0]
    assert (done.description, done.quest_id, done.status) == (None, None, COMPLETED)
    assert recorder(controller) == [(0, 5)]


def test_an_end_and_a_description_are_one_change(controller: Controller, changes: list[Change]) -> None:
    session = controller.start_session(25)
    changes.clear()
    controller.update_session(session.id, status=CANCELLED, description="Given up")
    (ended,) = changes
    assert isinstance(ended, SessionEnded)
    assert ended.record.session.description == "Given up"


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        ({}, InvalidField),
        ({"description": "x" * 1001}, InvalidField),
        ({"status": None}, InvalidField),
        ({"duration_minutes": 50}, InvalidField),
        ({"quest_id": uuid4()}, UnknownQuest),
        ({"status": COMPLETED, "quest_id": uuid4()}, UnknownQuest),
    ],
)
def test_a_bad_change_is_refused_as_a_whole(
    controller: Controller, changes: list[Change], wanted: dict[str, Any], error: type[FocusError]
) -> None:
    session = controller.start_session(25)
    changes.clear()
    with pytest.raises(error):
        controller.update_session(session.id, **wanted)
    assert controller.list_sessions() == [session]
    assert changes == []


# Time is up


def test_a_session_is_not_completed_before_its_time(controller: Controller, clock: SettableClock) -> None:
    controller.start_session(25)
    clock.advance(minutes=25, seconds=-0.001)
    assert controller.complete_due_session() is None
    assert controller.active_session() is not None


@pytest.mark.parametrize("late_minutes", [0, 1, 60 * 24 * 3])
def test_a_due_session_completes_once_at_its_planned_end(
    controller: Controller, clock: SettableClock, changes: list[Change], late_minutes: int
) -> None:
    session = controller.start_session(25)
    clock.advance(minutes=25 + late_minutes)
    done = controller.complete_due_session()
    assert done is not None
    assert done.completed_at == session.started_at + timedelta(minutes=25)
    assert recorder(controller) == [(0, 25)]
    assert controller.complete_due_session() is None
    ended = [change for change in changes if isinstance(change, SessionEnded)]
    assert ended == [SessionEnded(controller.history()[0])]


def test_of_many_simultaneous_completions_one_announces(database: Database, clock: SettableClock) -> None:
    controllers = [Controller(database, clock) for _ in range(8)]
    heard: list[Change] = []
    controllers[0].start_session(25)
    for controller in controllers:
        controller.subscribe(heard.append)
    clock.advance(minutes=30)
    threads = [threading.Thread(target=controller.complete_due_session) for controller in controllers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [type(change) for change in heard] == [SessionEnded]


@pytest.mark.parametrize("wanted", [COMPLETED, CANCELLED])
def test_a_session_whose_time_is_up_counts_as_completed_whatever_is_asked(
    controller: Controller, clock: SettableClock, wanted: SessionStatus
) -> None:
    session = controller.start_session(25)
    clock.advance(minutes=26)
    with pytest.raises(SessionAlreadyEnded, match="completed"):
        controller.update_session(session.id, status=wanted)
    assert recorder(controller) == [(0, 25)]


def test_a_due_session_makes_room_for_the_next(controller: Controller, clock: SettableClock) -> None:
    controller.start_session(25)
    clock.advance(minutes=26)
    controller.start_session(50)
    assert [one.status for one in controller.list_sessions()] == [ACTIVE, COMPLETED]


# Delete


def test_a_deleted_session_is_gone_with_its_intervals(
    controller: Controller, clock: SettableClock, changes: list[Change]
) -> None:
    session = controller.start_session(25)
    start = clock.now()
    clock.advance(minutes=10)
    controller.delete_session(session.id)
    assert controller.list_sessions() == []
    assert focused(controller, start, clock.now()) == timedelta()
    assert changes[-1] == SessionDeleted(session.id)
    controller.start_session(25)


# List


@pytest.fixture
def twenty_five(controller: Controller, clock: SettableClock) -> list[FocusSession]:
    """Sessions, oldest first: every fifth cancelled, every second on a quest, in pairs at one moment."""
    quest = controller.add_quest("Read")
    made = []
    for number in range(25):
        session = controller.start_session(25, quest.id if number % 2 else None)
        made.append(controller.update_session(session.id, status=COMPLETED if number % 5 else CANCELLED))
        clock.advance(minutes=number % 2)
    return made


def newest_first(session: FocusSession) -> tuple[Any, ...]:
    return session.started_at, session.id.hex


def test_history_is_newest_first_and_twenty_long(
    controller: Controller, twenty_five: list[FocusSession]
) -> None:
    listed = controller.list_sessions()
    assert listed == sorted(twenty_five, key=newest_first, reverse=True)[:20]
    assert controller.list_sessions(limit=1000) == sorted(twenty_five, key=newest_first, reverse=True)


def test_history_filters_by_quest_and_status(controller: Controller, twenty_five: list[FocusSession]) -> None:
    quest_id = controller.list_quests()[0].id
    both = controller.list_sessions(quest_id, CANCELLED, limit=100)
    assert {one.id for one in both} == {
        one.id for one in twenty_five if one.quest_id == quest_id and one.status is CANCELLED
    }
    assert len(controller.list_sessions(quest_id, limit=100)) == 12
    assert len(controller.list_sessions(status=CANCELLED, limit=100)) == 5
    assert controller.list_sessions(uuid4()) == []


@pytest.mark.parametrize("limit", [0, -1, 1001])
def test_a_limit_out_of_range_is_refused(controller: Controller, limit: int) -> None:
    with pytest.raises(InvalidField, match="from 1 to 1,000"):
        controller.list_sessions(limit=limit)


def test_pages_of_history_neither_overlap_nor_leave_gaps(
    controller: Controller, twenty_five: list[FocusSession]
) -> None:
    paged: list[FocusSession] = []
    while page := controller.history(limit=4, before=paged[-1] if paged else None):
        paged += [record.session for record in page]
    assert paged == controller.list_sessions(limit=100)


def test_focused_time_is_told_by_the_part_of_the_day_it_lies_in(
    controller: Controller, clock: SettableClock
) -> None:
    start = clock.now()
    controller.start_session(60)
    clock.advance(minutes=60)
    controller.complete_due_session()
    clock.advance(minutes=30)
    controller.start_session(25)
    clock.advance(minutes=5)
    assert focused(controller, start, clock.now()) == timedelta(minutes=65)
    assert focused(controller, start + timedelta(minutes=50), clock.now()) == timedelta(minutes=15)
    assert focused(controller, start - timedelta(days=1), start) == timedelta()


# Quests


def test_a_quest_is_added_edited_and_deleted(controller: Controller, changes: list[Change]) -> None:
    quest = controller.add_quest(" Read 12 Books ", 12)
    assert (quest.title, quest.status, quest.current_value, quest.target_value) == (
        "Read 12 Books",
        QuestStatus.ACTIVE,
        0,
        12,
    )
    edited = controller.edit_quest(quest.id, current_value=3, status="archived")
    assert controller.list_quests() == [edited]
    assert (edited.title, edited.current_value, edited.status) == (
        "Read 12 Books",
        3,
        QuestStatus.ARCHIVED,
    )
    controller.delete_quest(quest.id)
    assert controller.list_quests() == []
    assert changes == [QuestsChanged()] * 3


def test_quests_are_listed_by_title(controller: Controller) -> None:
    for title in ("write", "Sing", "read"):
        controller.add_quest(title)
    assert [quest.title for quest in controller.list_quests()] == ["read", "Sing", "write"]


def test_sessions_outlive_their_quest(controller: Controller) -> None:
    quest = controller.add_quest("Read")
    controller.start_session(25, quest.id)
    controller.delete_quest(quest.id)
    record = controller.history()[0]
    assert (record.session.quest_id, record.quest) == (None, None)


@pytest.mark.parametrize(
    "refused",
    [
        lambda controller, quest_id: controller.add_quest(""),
        lambda controller, quest_id: controller.add_quest("x" * 201),
        lambda controller, quest_id: controller.add_quest("Read", 0),
        lambda controller, quest_id: controller.edit_quest(quest_id, current_value=-1),
        lambda controller, quest_id: controller.edit_quest(quest_id, colour="red"),
        lambda controller, quest_id: controller.edit_quest(uuid4(), title="Sing"),
        lambda controller, quest_id: controller.delete_quest(uuid4()),
    ],
)
def test_bad_quest_requests_are_refused_and_change_nothing(
    controller: Controller, changes: list[Change], refused: Callable[..., object]
) -> None:
    quest = controller.add_quest("Read")
    changes.clear()
    with pytest.raises(FocusError):
        refused(controller, quest.id)
    assert controller.list_quests() == [quest]
    assert changes == []
