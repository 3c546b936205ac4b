"""A cancelled or deleted session comes back as it was, on both kinds of store."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from focus_desktop.controller import Controller
from focus_desktop.model.changes import (
    Change,
    ChangedElsewhere,
    SessionDeleted,
    SessionEdited,
    SessionEnded,
    SessionPaused,
    SessionRestored,
    SessionResumed,
    SessionStarted,
)
from focus_desktop.model.errors import (
    AnotherSessionActive,
    NotFound,
    SessionAlreadyEnded,
    StoreProblem,
    StoreUnavailable,
)
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.session_snapshot import SessionSnapshot
from focus_desktop.model.status import SessionStatus, TimeUp
from tests.conftest import SettableClock
from tests.keep_time import keep_time
from tests.unreadable import spoil

ACTIVE, COMPLETED, CANCELLED = SessionStatus
MINUTE = timedelta(minutes=1)
TABLES = "focus_session", "focus_interval", "session_clock", "focus_gap"

Removal = Callable[[Controller, UUID], SessionSnapshot]


@pytest.fixture(params=[Controller.cancel_session, Controller.discard_session])
def remove(request: pytest.FixtureRequest) -> Removal:
    """Each of the verbs that can be undone, in turn."""
    verb: Removal = request.param
    return verb


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


def rows(url: str) -> dict[str, list[tuple[object, ...]]]:
    """What is stored of sessions, by table, as the database's own client reads it."""
    if url.startswith("postgresql"):
        with psycopg.connect(url) as server:
            return {
                name: server.execute(f"SELECT t::text FROM {name} t ORDER BY 1".encode()).fetchall()
                for name in TABLES
            }
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
        return {name: file.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in TABLES}


def active(controller: Controller) -> SessionRecord:
    record = controller.active_session()
    assert record is not None
    return record


def focused(controller: Controller, clock: SettableClock) -> timedelta:
    record = controller.history()[0]
    return record.focused(record.time(clock.read()))


def kinds(changes: list[Change]) -> list[type[Change]]:
    """The changes without `ChangedElsewhere`, which PostgreSQL tells of our own ones as well."""
    return [type(change) for change in changes if not isinstance(change, ChangedElsewhere)]


# What is put back


@pytest.mark.parametrize("time_up", list(TimeUp))
def test_every_row_of_a_running_session_is_put_back(
    keeper: Controller, clock: SettableClock, url: str, remove: Removal, time_up: TimeUp
) -> None:
    quest = keeper.add_quest("Read")
    session = keeper.start_session(25, quest.id, "Chapter", time_up)
    live(keeper, clock, 3)
    clock.sleep(minutes=5)
    keep_time(keeper)
    live(keeper, clock, 2)  # It ends with a mark, which undo would renew.
    before = rows(url)
    assert all(before.values())
    snapshot = remove(keeper, session.id)
    assert rows(url) != before
    keeper.restore_session(snapshot)
    assert rows(url) == before


def test_every_row_of_a_paused_session_is_put_back_and_it_stays_paused(
    keeper: Controller, clock: SettableClock, url: str, remove: Removal
) -> None:
    session = keeper.start_session(25)
    live(keeper, clock, 3)
    keeper.pause_session(session.id)
    clock.advance(minutes=2)
    before, paused_at = rows(url), active(keeper).paused_at()
    snapshot = remove(keeper, session.id)
    clock.advance(seconds=7)
    keeper.restore_session(snapshot)
    assert rows(url) == before
    assert active(keeper).paused_at() == paused_at
    keeper.resume_session(session.id)
    live(keeper, clock, 1)
    assert focused(keeper, clock) == 4 * MINUTE


@pytest.mark.parametrize("status", [COMPLETED, CANCELLED])
def test_every_row_of_a_session_of_the_history_is_put_back_while_another_runs(
    keeper: Controller, clock: SettableClock, url: str, changes: list[Change], status: SessionStatus
) -> None:
    session = keeper.start_session(25, description="Chapter")
    clock.advance(minutes=3)
    keeper.update_session(session.id, status=status)
    running = keeper.start_session(25)
    before = rows(url)
    snapshot = keeper.discard_session(session.id)
    changes.clear()
    live(keeper, clock, 2)
    before["session_clock"] = rows(url)["session_clock"]  # The running one's.
    keeper.restore_session(snapshot)
    assert rows(url) == before
    assert kinds(changes) == [SessionRestored]
    assert active(keeper).id == running.id
    live(keeper, clock, 23)
    assert keeper.active_session() is None
    keeper.start_session(25)
    assert kinds(changes) == [SessionRestored, SessionEnded, SessionStarted]


def test_what_was_changed_meanwhile_is_as_it_was(keeper: Controller, clock: SettableClock, url: str) -> None:
    session = keeper.start_session(25, description="Chapter")
    clock.sleep(minutes=5)
    keep_time(keeper)
    before = rows(url)
    snapshot = keeper.cancel_session(session.id)
    gap = keeper.unanswered_gap()
    assert gap is not None
    keeper.count_gap(gap.gap.id)
    keeper.update_session(session.id, description="Given up", quest_id=keeper.add_quest("Read").id)
    keeper.restore_session(snapshot)
    assert rows(url) == before


def test_a_cancelled_session_that_was_deleted_meanwhile_is_put_back(controller: Controller, url: str) -> None:
    session = controller.start_session(25)
    before = rows(url)
    snapshot = controller.cancel_session(session.id)
    controller.delete_session(session.id)
    controller.restore_session(snapshot)
    assert rows(url) == before


def test_gaps_that_another_session_has_closed_are_back(
    keeper: Controller, clock: SettableClock, remove: Removal
) -> None:
    session = keeper.start_session(25)
    clock.sleep(minutes=5)
    keep_time(keeper)
    gap = keeper.unanswered_gap()
    snapshot = remove(keeper, session.id)
    keeper.discard_session(keeper.start_session(25).id)
    assert keeper.unanswered_gap() is None
    keeper.restore_session(snapshot)
    assert keeper.unanswered_gap() == gap


def test_a_session_whose_quest_was_deleted_meanwhile_comes_back_without_it(
    controller: Controller, remove: Removal
) -> None:
    quest = controller.add_quest("Read")
    session = controller.start_session(25, quest.id, "Chapter")
    snapshot = remove(controller, session.id)
    controller.delete_quest(quest.id)
    controller.restore_session(snapshot)
    record = active(controller)
    assert (record.session.quest_id, record.quest, record.session.description) == (None, None, "Chapter")


# The time in between


@pytest.mark.parametrize("seconds", [7, 300])
def test_the_time_in_between_counts_although_nobody_kept_it(
    keeper: Controller,
    clock: SettableClock,
    open_again: Callable[[], Controller],
    remove: Removal,
    seconds: int,
) -> None:
    session = keeper.start_session(25)
    live(keeper, clock, 10)
    snapshot = remove(keeper, session.id)
    clock.advance(seconds=seconds)
    keeper.restore_session(snapshot)
    for process in (open_again(), keeper):
        process.complete_due_session()
        assert focused(process, clock) == 10 * MINUTE + timedelta(seconds=seconds)
        assert process.unanswered_gap() is None
    assert len(active(keeper).intervals) == 1


def test_a_wall_clock_that_is_set_in_between_changes_no_length(
    keeper: Controller, clock: SettableClock, remove: Removal
) -> None:
    session = keeper.start_session(25)
    live(keeper, clock, 10)
    snapshot = remove(keeper, session.id)
    clock.jump(minutes=-90)
    clock.advance(minutes=2)
    clock.awake += timedelta(microseconds=1)  # It is read a moment after the other clock.
    keeper.restore_session(snapshot)
    assert focused(keeper, clock) == 12 * MINUTE


@pytest.mark.parametrize("is_keeper", [True, False])
def test_sleep_in_between_is_a_gap(
    controller: Controller, clock: SettableClock, remove: Removal, is_keeper: bool
) -> None:
    if is_keeper:
        controller.watch_others()
    session = controller.start_session(25)
    live(controller, clock, 3)
    snapshot = remove(controller, session.id)
    clock.advance(seconds=3)
    clock.sleep(minutes=5)
    clock.advance(seconds=4)
    controller.restore_session(snapshot)
    gap = controller.unanswered_gap()
    assert gap is not None
    assert gap.gap.ended_at - gap.gap.started_at == 5 * MINUTE
    assert focused(controller, clock) == 3 * MINUTE + timedelta(seconds=7)


def test_a_session_that_became_due_in_between_is_completed_as_of_its_planned_end(
    controller: Controller, clock: SettableClock, changes: list[Change], remove: Removal
) -> None:
    session = controller.start_session(25)
    clock.advance(minutes=24.9)
    snapshot = remove(controller, session.id)
    changes.clear()
    clock.advance(seconds=8)
    controller.restore_session(snapshot)
    (record,) = controller.history()
    assert (record.session.status, record.session.completed_at) == (
        COMPLETED,
        session.started_at + 25 * MINUTE,
    )
    assert record.focused(clock.now()) == 25 * MINUTE
    restored, ended = changes
    assert isinstance(restored, SessionRestored)
    assert restored.record.is_active
    assert ended == SessionEnded(record)


def test_overtime_goes_on(controller: Controller, clock: SettableClock, remove: Removal) -> None:
    session = controller.start_session(25, time_up=TimeUp.OVERTIME)
    clock.advance(minutes=24)
    snapshot = remove(controller, session.id)
    clock.advance(minutes=2)
    controller.restore_session(snapshot)
    record = active(controller)
    assert (record.time_up, record.overtime(clock.now())) == (TimeUp.OVERTIME, MINUTE)


def test_flow_has_its_longest_target_again(
    controller: Controller, clock: SettableClock, remove: Removal
) -> None:
    session = controller.start_session(25, time_up=TimeUp.FLOW)
    clock.advance(minutes=10)
    controller.restore_session(remove(controller, session.id))
    record = active(controller)
    assert (record.time_up, record.session.duration_minutes) == (TimeUp.FLOW, 1440)
    clock.advance(minutes=27)
    assert controller.update_session(session.id, status=COMPLETED).duration_minutes == 37


# Rules and refusals


def test_a_session_that_is_due_is_completed_before_it_is_cancelled_or_deleted(
    controller: Controller, clock: SettableClock, url: str
) -> None:
    session = controller.start_session(25)
    clock.advance(minutes=26)
    with pytest.raises(SessionAlreadyEnded, match="completed"):
        controller.cancel_session(session.id)
    other = controller.start_session(25)
    clock.advance(minutes=26)
    snapshot = controller.discard_session(other.id)
    assert snapshot.record.session.status is COMPLETED
    controller.restore_session(snapshot)
    newest = controller.list_sessions()[0]
    assert (newest.status, newest.completed_at) == (COMPLETED, other.started_at + 25 * MINUTE)
    assert len(rows(url)["focus_interval"]) == 2


def test_what_cannot_be_cancelled_or_deleted_is_refused(controller: Controller) -> None:
    for verb in (controller.cancel_session, controller.discard_session):
        with pytest.raises(NotFound):
            verb(uuid4())
    session = controller.start_session(25)
    controller.cancel_session(session.id)
    with pytest.raises(SessionAlreadyEnded, match="cancelled"):
        controller.cancel_session(session.id)


@pytest.mark.parametrize(("name", "words"), [("Sing", "another session, “Sing”, has"), (None, "session has")])
def test_undo_is_refused_while_another_session_is_active(
    controller: Controller,
    url: str,
    changes: list[Change],
    remove: Removal,
    name: str | None,
    words: str,
) -> None:
    session = controller.start_session(25, description="Chapter")
    snapshot = remove(controller, session.id)
    controller.start_session(25, description=name)
    before = rows(url)
    changes.clear()
    with pytest.raises(AnotherSessionActive, match=f"This cannot be undone: .*{words} started"):
        controller.restore_session(snapshot)
    assert rows(url) == before
    assert changes == []


def test_another_session_that_is_due_makes_room(
    controller: Controller, clock: SettableClock, remove: Removal
) -> None:
    session = controller.start_session(25)
    snapshot = remove(controller, session.id)
    controller.start_session(5)
    clock.advance(minutes=6)
    controller.restore_session(snapshot)
    assert active(controller).id == session.id


def test_a_second_undo_changes_nothing(
    controller: Controller, clock: SettableClock, url: str, changes: list[Change], remove: Removal
) -> None:
    session = controller.start_session(25)
    snapshot = remove(controller, session.id)
    controller.restore_session(snapshot)
    clock.advance(minutes=1)
    for verb in (controller.pause_session, lambda known: controller.update_session(known, status=COMPLETED)):
        verb(session.id)
        before = rows(url)
        changes.clear()
        controller.restore_session(snapshot)
        assert rows(url) == before
        assert changes == []


def test_a_session_can_be_cancelled_and_restored_again_and_again(
    controller: Controller, clock: SettableClock, remove: Removal
) -> None:
    session = controller.start_session(25)
    for _ in range(3):
        snapshot = remove(controller, session.id)
        clock.advance(minutes=1)
        controller.restore_session(snapshot)
    assert focused(controller, clock) == 3 * MINUTE


# What follows


def test_undo_is_announced_with_what_is_stored(
    controller: Controller, clock: SettableClock, changes: list[Change]
) -> None:
    session = controller.start_session(25)
    cancelled = controller.cancel_session(session.id)
    clock.advance(seconds=5)
    controller.restore_session(cancelled)
    assert changes[-1] == SessionRestored(active(controller))
    controller.restore_session(controller.discard_session(session.id))
    assert changes[-1] == SessionRestored(active(controller))
    assert kinds(changes) == [
        SessionStarted,
        SessionEnded,
        SessionRestored,
        SessionDeleted,
        SessionRestored,
    ]


def test_a_restored_session_can_be_paused_extended_edited_and_completed(
    controller: Controller, clock: SettableClock, changes: list[Change], remove: Removal
) -> None:
    session = controller.start_session(25)
    controller.restore_session(remove(controller, session.id))
    changes.clear()
    clock.advance(minutes=1)
    controller.pause_session(session.id)
    clock.advance(minutes=1)
    controller.resume_session(session.id)
    controller.extend_session(session.id)
    controller.update_session(session.id, description="Chapter")
    clock.advance(minutes=28)
    done = controller.update_session(session.id, status=COMPLETED)
    assert (done.duration_minutes, done.description) == (30, "Chapter")
    assert focused(controller, clock) == 29 * MINUTE
    assert kinds(changes) == [SessionPaused, SessionResumed, SessionEdited, SessionEdited, SessionEnded]


def test_an_app_that_stays_keeps_the_time_of_a_restored_session_and_completes_it(
    keeper: Controller, clock: SettableClock, changes: list[Change], remove: Removal
) -> None:
    session = keeper.start_session(25)
    live(keeper, clock, 10)
    snapshot = remove(keeper, session.id)
    live(keeper, clock, 1)
    keeper.restore_session(snapshot)
    changes.clear()
    live(keeper, clock, 14)
    assert kinds(changes) == [SessionEnded]
    assert keeper.list_sessions()[0].completed_at == session.started_at + 25 * MINUTE


# Other processes


@pytest.fixture
def other(
    controller: Controller, open_again: Callable[[], Controller], monkeypatch: pytest.MonkeyPatch
) -> Controller:
    """A controller of another process, which looks for changes when it is told to."""
    other = open_again()
    monkeypatch.setattr(other._database, "watch", lambda _: None)
    other.watch_others()
    return other


def look(controller: Controller) -> list[Change]:
    """What a controller announces of the changes of others."""
    heard: list[Change] = []
    controller._listeners[:] = [heard.append]
    controller.catch_up()
    return [change for change in heard if not isinstance(change, ChangedElsewhere)]


def test_a_restored_session_is_active_again_in_another_process(
    controller: Controller, other: Controller, clock: SettableClock, remove: Removal
) -> None:
    session = controller.start_session(25)
    clock.advance(minutes=5)
    look(other)
    snapshot = remove(controller, session.id)
    assert kinds(look(other)) in ([SessionEnded], [SessionDeleted])
    clock.advance(minutes=2)
    controller.restore_session(snapshot)
    assert look(other) == [SessionStarted(active(controller))]
    keep_time(other)
    assert other.unanswered_gap() is None
    clock.advance(minutes=18)
    controller.complete_due_session()
    assert look(other) == [SessionEnded(controller.history()[0])]


def test_another_process_that_has_not_looked_meanwhile_sees_no_change(
    controller: Controller, other: Controller, remove: Removal
) -> None:
    session = controller.start_session(25)
    look(other)
    controller.restore_session(remove(controller, session.id))
    assert look(other) == []


@pytest.mark.parametrize("learn", [Controller.catch_up, Controller.watch_others])
def test_another_process_announces_the_completion_of_a_session_that_it_knew_as_cancelled(
    controller: Controller,
    other: Controller,
    clock: SettableClock,
    learn: Callable[[Controller], object],
) -> None:
    session = controller.start_session(25)
    clock.advance(minutes=24.9)
    learn(other)
    snapshot = controller.cancel_session(session.id)
    learn(other)
    clock.advance(seconds=8)
    controller.restore_session(snapshot)
    assert look(other) == [SessionEnded(controller.history()[0])]
    controller.add_quest("Read")
    assert look(other) == []


def test_a_restored_session_is_announced_after_the_unseen_end_of_another(
    controller: Controller, other: Controller, changes: list[Change], remove: Removal
) -> None:
    session = controller.start_session(25)
    snapshot = remove(controller, session.id)
    unseen = controller.start_session(25)
    other.update_session(unseen.id, status=CANCELLED)
    changes.clear()
    controller.restore_session(snapshot)
    ended, restored = changes
    assert isinstance(ended, SessionEnded)
    assert ended.record.id == unseen.id
    assert restored == SessionRestored(active(controller))


# Rows that cannot be read


def test_a_session_that_cannot_be_read_is_not_deleted_since_it_could_not_be_put_back(
    sqlite_controller: Controller, sqlite_url: str
) -> None:
    session = sqlite_controller.start_session(25)
    spoil(sqlite_url, "focus_session", "started_at", "never")
    with pytest.raises(StoreUnavailable) as refused:
        sqlite_controller.discard_session(session.id)
    assert refused.value.reason is StoreProblem.UNREADABLE_VALUE
    assert rows(sqlite_url)["focus_session"]


def test_undo_leaves_an_interval_that_cannot_be_read_as_it_is(
    sqlite_controller: Controller, sqlite_url: str, clock: SettableClock
) -> None:
    session = sqlite_controller.start_session(25)
    clock.advance(minutes=3)
    sqlite_controller.pause_session(session.id)
    spoil(sqlite_url, "focus_interval", "started_at", "never")
    before = rows(sqlite_url)
    sqlite_controller.restore_session(sqlite_controller.cancel_session(session.id))
    assert rows(sqlite_url) == before


def test_a_session_whose_clock_cannot_be_read_goes_on_by_the_wall_clock(
    sqlite_controller: Controller, sqlite_url: str, clock: SettableClock, remove: Removal
) -> None:
    session = sqlite_controller.start_session(25)
    spoil(sqlite_url, "session_clock", "seen_at", "never")
    clock.advance(minutes=3)
    snapshot = remove(sqlite_controller, session.id)
    clock.advance(minutes=2)
    sqlite_controller.restore_session(snapshot)
    assert focused(sqlite_controller, clock) == 5 * MINUTE
