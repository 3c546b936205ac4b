"""Editing the history: what is stored, what is refused, and that another process's changes are kept."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from focus_desktop.controller import Controller
from focus_desktop.model.changes import Change, SessionsChanged
from focus_desktop.model.edit import Edit
from focus_desktop.model.errors import (
    ChangedMeanwhile,
    InvalidField,
    NotFound,
    SessionsOverlap,
    SessionStillActive,
    UnknownQuest,
)
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.session_times import SessionTimes
from focus_desktop.model.status import SessionStatus
from focus_desktop.refusals import Refusal
from tests.conftest import SettableClock

MINUTE = timedelta(minutes=1)


@pytest.fixture
def nine(clock: SettableClock) -> datetime:
    """Nine in the morning; it is noon now."""
    nine = clock.moment
    clock.advance(minutes=180)
    return nine


def times(start: datetime, minutes: float, *pauses: tuple[float, float]) -> SessionTimes:
    """So many minutes from the start; pauses from a minute to a minute after it."""
    return SessionTimes(
        start,
        start + minutes * MINUTE,
        tuple((start + a * MINUTE, start + b * MINUTE) for a, b in pauses),
    )


def only_id(edit: Edit) -> UUID:
    (session_id,) = edit.scope.sessions
    return session_id


def record(controller: Controller, session_id: UUID) -> SessionRecord:
    return next(one for one in controller.history() if one.id == session_id)


def focused(controller: Controller, session_id: UUID) -> timedelta:
    found = record(controller, session_id)
    return found.focused(found.session.started_at)


def code(refused: pytest.ExceptionInfo[InvalidField]) -> object:
    return refused.value.code


# Adding


def test_an_added_session_is_completed_and_plans_what_was_worked(
    controller: Controller, nine: datetime
) -> None:
    quest = controller.add_quest("Read")
    edit = controller.add_session(times(nine, 40, (10, 15)), quest_id=quest.id, description=" Chapter ")
    found = record(controller, only_id(edit))
    session = found.session
    assert (session.status, session.duration_minutes) == (SessionStatus.COMPLETED, 35)
    assert (session.description, session.quest_id) == ("Chapter", quest.id)
    assert (session.started_at, session.completed_at) == (nine, nine + 40 * MINUTE)
    assert found.focused(nine) == 35 * MINUTE
    assert not found.is_edited
    assert SessionTimes.of(found) == times(nine, 40, (10, 15))


@pytest.mark.parametrize(
    ("start", "minutes", "pauses", "expected"),
    [
        (181, 5, [], Refusal.STARTS_IN_FUTURE),
        (175, 6, [], Refusal.ENDS_IN_FUTURE),
        (0, 0, [], Refusal.ENDS_BEFORE_START),
        (0, -5, [], Refusal.ENDS_BEFORE_START),
        (-1400, 1441, [], Refusal.LASTS_OVER_A_DAY),
        (0, 30, [(20, 10)], Refusal.PAUSE_ENDS_BEFORE_START),
        (0, 30, [(-5, 10)], Refusal.PAUSE_OUTSIDE),
        (0, 30, [(20, 31)], Refusal.PAUSE_OUTSIDE),
        (0, 30, [(10, 20), (15, 25)], Refusal.PAUSE_OUTSIDE),
        (0, 30, [(0, 30)], Refusal.NOTHING_WORKED),
    ],
)
def test_times_that_cannot_be_are_refused(
    controller: Controller,
    nine: datetime,
    start: float,
    minutes: float,
    pauses: list[tuple[float, float]],
    expected: Refusal,
) -> None:
    with pytest.raises(InvalidField) as refused:
        controller.add_session(times(nine + start * MINUTE, minutes, *pauses))
    assert code(refused) is expected
    assert controller.history() == []


def test_a_session_of_exactly_a_day_that_ends_now_can_be_added(
    controller: Controller, clock: SettableClock
) -> None:
    controller.add_session(times(clock.moment - 1440 * MINUTE, 1440))
    assert len(controller.history()) == 1


def test_an_overlap_is_refused_and_names_the_other_session(controller: Controller, nine: datetime) -> None:
    quest = controller.add_quest("Read")
    controller.add_session(times(nine, 30), quest_id=quest.id)
    for start, minutes in ((10, 5), (-10, 60), (29, 10), (-10, 11), (0, 30)):
        with pytest.raises(SessionsOverlap) as refused:
            controller.add_session(times(nine + start * MINUTE, minutes))
        assert "Read" in str(refused.value)
    controller.add_session(times(nine + 30 * MINUTE, 10))  # They only touch.
    controller.add_session(times(nine - 10 * MINUTE, 10), description="Before")
    with pytest.raises(SessionsOverlap) as refused:
        controller.add_session(times(nine - 5 * MINUTE, 5))
    assert "Before" in str(refused.value)
    with pytest.raises(SessionsOverlap) as refused:
        controller.add_session(times(nine + 35 * MINUTE, 5))
    assert refused.value.code is Refusal.OVERLAPS_UNNAMED
    assert len(controller.history()) == 3


def test_a_session_in_the_pause_of_another_one_and_not_in_the_running_one_is_possible(
    controller: Controller, clock: SettableClock, nine: datetime
) -> None:
    controller.add_session(times(nine, 60, (20, 40)))
    controller.add_session(times(nine + 20 * MINUTE, 20))
    controller.start_session(25)
    clock.advance(minutes=5)
    with pytest.raises(SessionsOverlap):
        controller.add_session(times(clock.moment - 2 * MINUTE, 1))


def test_wrong_values_of_an_added_session_are_refused(controller: Controller, nine: datetime) -> None:
    with pytest.raises(UnknownQuest):
        controller.add_session(times(nine, 5), quest_id=uuid4())
    with pytest.raises(InvalidField):
        controller.add_session(times(nine, 5), duration_minutes=1441)
    assert controller.history() == []


# Editing one session


def test_times_can_be_edited_and_never_change_the_status(
    controller: Controller, clock: SettableClock
) -> None:
    start = clock.moment
    completed = controller.start_session(25)
    clock.advance(minutes=25)
    controller.complete_due_session()
    cancelled = controller.start_session(25)
    clock.advance(minutes=10)
    controller.cancel_session(cancelled.id)
    clock.advance(minutes=60)
    controller.edit_session(cancelled.id, times=times(start + 40 * MINUTE, 5))
    controller.edit_session(completed.id, times=times(start + 5 * MINUTE, 30, (10, 20)), duration_minutes=50)
    first, second = record(controller, completed.id), record(controller, cancelled.id)
    assert (first.session.status, second.session.status) == (
        SessionStatus.COMPLETED,
        SessionStatus.CANCELLED,
    )
    assert first.session.completed_at == start + 35 * MINUTE
    assert second.session.completed_at is None
    assert first.session.duration_minutes == 50
    assert [one.focused(start) for one in (first, second)] == [20 * MINUTE, 5 * MINUTE]
    assert first.is_edited
    assert second.is_edited


def test_only_a_session_that_has_ended_can_be_edited(controller: Controller, nine: datetime) -> None:
    running = controller.start_session(25)
    other = only_id(controller.add_session(times(nine, 5)))
    edits: list[Callable[[], object]] = [
        lambda: controller.edit_session(running.id, description="x"),
        lambda: controller.assign_quest([other, running.id], None),
        lambda: controller.delete_sessions([other, running.id]),
        lambda: controller.split_session(running.id, nine),
        lambda: controller.merge_sessions([other, running.id]),
        lambda: controller.restore_original(running.id),
    ]
    for edit in edits:
        with pytest.raises(SessionStillActive):
            edit()
    assert {one.id for one in controller.history()} == {running.id, other}


def test_an_edit_of_what_is_not_there_is_refused(controller: Controller) -> None:
    with pytest.raises(NotFound):
        controller.edit_session(uuid4(), description="x")
    with pytest.raises(NotFound):
        controller.delete_sessions([uuid4()])


def test_the_edit_of_a_session_that_was_changed_elsewhere_is_refused(
    controller: Controller, open_again: Callable[[], Controller], nine: datetime
) -> None:
    session_id = only_id(controller.add_session(times(nine, 30), description="Chapter"))
    seen = record(controller, session_id)
    open_again().update_session(session_id, description="Chapter 3")
    with pytest.raises(ChangedMeanwhile):
        controller.edit_session(session_id, seen, times=times(nine, 20))
    assert record(controller, session_id).session.description == "Chapter 3"
    controller.edit_session(session_id, record(controller, session_id), times=times(nine, 20))
    assert focused(controller, session_id) == 20 * MINUTE


def test_the_first_values_of_an_edited_session_are_kept_and_can_be_restored(
    controller: Controller, clock: SettableClock, nine: datetime
) -> None:
    quest = controller.add_quest("Read")
    edit = controller.add_session(times(nine, 40, (10, 15)), quest_id=quest.id, description="Chapter")
    session_id = only_id(edit)
    before = record(controller, session_id)
    controller.edit_session(session_id, times=times(nine + 5 * MINUTE, 90), description="Book", quest_id=None)
    controller.edit_session(session_id, duration_minutes=5)
    first = controller.original(session_id)
    assert first is not None
    assert (first.description, first.quest_id, first.duration_minutes) == ("Chapter", quest.id, 35)
    assert first.times == times(nine, 40, (10, 15))
    controller.restore_original(session_id)
    after = record(controller, session_id)
    assert not after.is_edited
    assert after.session.model_dump() == before.session.model_dump()
    assert SessionTimes.of(after) == SessionTimes.of(before)
    assert controller.original(session_id) is None
    with pytest.raises(ChangedMeanwhile):
        controller.restore_original(session_id)


def test_an_edit_that_changes_nothing_is_none(
    controller: Controller, nine: datetime, changes: list[Change]
) -> None:
    session_id = only_id(controller.add_session(times(nine, 40, (10, 15)), description="Chapter"))
    changes.clear()
    edit = controller.edit_session(session_id, times=times(nine, 40, (10, 15)), description=" Chapter ")
    assert edit.is_empty
    assert not record(controller, session_id).is_edited
    assert [one for one in changes if isinstance(one, SessionsChanged)] == []


def test_first_values_are_restored_without_a_quest_that_was_deleted(
    controller: Controller, nine: datetime
) -> None:
    quest = controller.add_quest("Read")
    session_id = only_id(controller.add_session(times(nine, 5), quest_id=quest.id))
    controller.edit_session(session_id, description="x")
    controller.delete_quest(quest.id)
    controller.restore_original(session_id)
    assert record(controller, session_id).session.quest_id is None


def test_a_description_that_is_given_to_an_ended_session_keeps_the_first_one(
    controller: Controller, nine: datetime
) -> None:
    session_id = only_id(controller.add_session(times(nine, 5), description="Chapter"))
    controller.update_session(session_id, description="Book")
    first = controller.original(session_id)
    assert first is not None
    assert first.description == "Chapter"
    running = controller.start_session(25)
    controller.update_session(running.id, description="Book")
    assert controller.original(running.id) is None


# Several sessions


def test_a_session_is_split_in_two_which_share_what_was_planned(
    controller: Controller, nine: datetime
) -> None:
    quest = controller.add_quest("Read")
    session_id = only_id(
        controller.add_session(times(nine, 60, (20, 40)), 80, quest_id=quest.id, description="Chapter")
    )
    edit = controller.split_session(session_id, nine + 50 * MINUTE)
    (other_id,) = edit.scope.sessions - {session_id}
    first, second = record(controller, session_id), record(controller, other_id)
    assert SessionTimes.of(first) == times(nine, 50, (20, 40))
    assert SessionTimes.of(second) == times(nine + 50 * MINUTE, 10)
    assert [one.session.duration_minutes for one in (first, second)] == [60, 20]
    for one in (first, second):
        assert (one.session.quest_id, one.session.description) == (quest.id, "Chapter")
        assert one.session.status is SessionStatus.COMPLETED
    for moment in (nine, nine + 50 * MINUTE, nine - MINUTE, nine + 70 * MINUTE):
        with pytest.raises(InvalidField):
            controller.split_session(session_id, moment)


def test_a_split_in_a_pause_is_exactly_there_and_each_half_keeps_its_part_of_it(
    controller: Controller, nine: datetime
) -> None:
    session_id = only_id(controller.add_session(times(nine, 60, (20, 40)), 1))
    edit = controller.split_session(session_id, nine + 30 * MINUTE)
    (other_id,) = edit.scope.sessions - {session_id}
    found = [record(controller, one) for one in (session_id, other_id)]
    assert [SessionTimes.of(one) for one in found] == [
        times(nine, 30, (20, 30)),
        times(nine + 30 * MINUTE, 30, (0, 10)),
    ]
    assert [one.session.duration_minutes for one in found] == [1, 1]


def test_sessions_are_merged_with_a_pause_between_them(controller: Controller, nine: datetime) -> None:
    quest = controller.add_quest("Read")
    first = only_id(controller.add_session(times(nine, 20), 25, description="Chapter"))
    second = only_id(
        controller.add_session(times(nine + 30 * MINUTE, 20), 25, quest_id=quest.id, description="Notes")
    )
    controller.merge_sessions([second, first])
    (merged,) = controller.history()
    assert merged.id == first
    assert SessionTimes.of(merged) == times(nine, 50, (20, 30))
    session = merged.session
    assert (session.duration_minutes, session.quest_id) == (50, quest.id)
    assert session.description == "Chapter; Notes"
    assert merged.is_edited


def timed(controller: Controller, clock: SettableClock, status: SessionStatus, quest_id: UUID | None) -> UUID:
    """A session of ten minutes that ended like this just now."""
    session = controller.start_session(25, quest_id)
    clock.advance(minutes=10)
    controller.update_session(session.id, status=status)
    return session.id


def test_the_first_completed_session_is_the_one_that_stays_when_sessions_are_merged(
    controller: Controller, clock: SettableClock
) -> None:
    read, write = controller.add_quest("Read"), controller.add_quest("Write")
    start = clock.moment
    ids = [
        timed(controller, clock, SessionStatus.CANCELLED, read.id),
        timed(controller, clock, SessionStatus.COMPLETED, None),
        timed(controller, clock, SessionStatus.COMPLETED, write.id),
    ]
    before = controller.history()
    edit = controller.merge_sessions(ids)
    (merged,) = controller.history()
    assert (merged.id, merged.session.status) == (ids[1], SessionStatus.COMPLETED)
    assert merged.session.completed_at == start + 30 * MINUTE
    assert merged.session.quest_id == read.id
    assert focused(controller, merged.id) == 30 * MINUTE
    controller.undo(edit)
    assert [one.same_as(other) for one, other in zip(controller.history(), before, strict=True)] == [True] * 3
    controller.merge_sessions(ids[::2])
    assert record(controller, ids[2]).session.quest_id == write.id


def test_cancelled_sessions_stay_cancelled_when_they_are_merged(
    controller: Controller, clock: SettableClock
) -> None:
    ids = [timed(controller, clock, SessionStatus.CANCELLED, None) for _ in range(2)]
    controller.merge_sessions(ids)
    (merged,) = controller.history()
    assert (merged.id, merged.session.status) == (ids[0], SessionStatus.CANCELLED)
    assert merged.session.completed_at is None


def test_what_cannot_be_merged_is_refused(controller: Controller, clock: SettableClock) -> None:
    clock.advance(minutes=3000)
    early = only_id(controller.add_session(times(clock.moment - 1500 * MINUTE, 20)))
    late = only_id(controller.add_session(times(clock.moment - 20 * MINUTE, 20)))
    for ids, expected in (
        ([early], Refusal.TOO_FEW_TO_MERGE),
        ([early, late], Refusal.MERGE_LASTS_OVER_A_DAY),
    ):
        with pytest.raises(InvalidField) as refused:
            controller.merge_sessions(ids)
        assert code(refused) is expected
    running = controller.start_session(25)
    with pytest.raises(SessionStillActive) as still_active:
        controller.merge_sessions([late, running.id])
    assert still_active.value.code is Refusal.MERGE_ACTIVE
    assert len(controller.history()) == 3


def test_several_sessions_get_a_quest_and_are_deleted_together(
    controller: Controller, nine: datetime, changes: list[Change]
) -> None:
    quest = controller.add_quest("Read")
    ids = [only_id(controller.add_session(times(nine + n * 10 * MINUTE, 5))) for n in range(3)]
    changes.clear()
    controller.assign_quest(ids[:2], quest.id)
    assert [record(controller, one).session.quest_id for one in ids] == [quest.id, quest.id, None]
    controller.delete_sessions(ids[1:])
    assert [one.id for one in controller.history()] == ids[:1]
    told = [change for change in changes if isinstance(change, SessionsChanged)]
    assert [{one.id for one in change.records} for change in told] == [set(ids[:2]), set()]
    assert set(told[1].deleted) == set(ids[1:])
    with pytest.raises(NotFound):
        controller.delete_sessions(ids)
    assert len(controller.history()) == 1


# Undo


def test_an_edit_is_undone_and_done_again(
    controller: Controller, nine: datetime, changes: list[Change]
) -> None:
    edit = controller.add_session(times(nine, 5))
    changes.clear()
    controller.undo(edit)
    assert controller.history() == []
    controller.redo(edit)
    assert [one.id for one in controller.history()] == list(edit.scope.sessions)
    told = [change for change in changes if isinstance(change, SessionsChanged)]
    assert [len(change.records) for change in told] == [0, 1]


def test_what_another_process_has_changed_is_neither_undone_nor_done_again(
    controller: Controller, open_again: Callable[[], Controller], nine: datetime
) -> None:
    other = open_again()
    session_id = only_id(controller.add_session(times(nine, 5)))
    edit = controller.edit_session(session_id, description="Chapter")
    other.update_session(session_id, description="Book")
    with pytest.raises(ChangedMeanwhile):
        controller.undo(edit)
    assert record(controller, session_id).session.description == "Book"
    other.update_session(session_id, description="Chapter")
    controller.undo(edit)
    other.delete_session(session_id)
    with pytest.raises(ChangedMeanwhile):
        controller.redo(edit)


def test_a_deleted_session_comes_back_without_a_quest_that_was_deleted_elsewhere(
    controller: Controller, open_again: Callable[[], Controller], nine: datetime
) -> None:
    quest = controller.add_quest("Read")
    session_id = only_id(controller.add_session(times(nine, 5), quest_id=quest.id))
    edit = controller.delete_sessions([session_id])
    open_again().delete_quest(quest.id)
    controller.undo(edit)
    assert record(controller, session_id).session.quest_id is None


def test_first_values_of_a_session_that_was_split_and_of_its_second_part_are_kept_apart(
    controller: Controller, nine: datetime
) -> None:
    session_id = only_id(controller.add_session(times(nine, 60)))
    edit = controller.split_session(session_id, nine + 20 * MINUTE)
    (other_id,) = edit.scope.sessions - {session_id}
    controller.edit_session(other_id, description="Second")
    with pytest.raises(SessionsOverlap):
        controller.restore_original(session_id)
    controller.delete_sessions([other_id])
    controller.restore_original(session_id)
    assert focused(controller, session_id) == 60 * MINUTE
