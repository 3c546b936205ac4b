"""A row that another program has spoiled is left out, and told when it is asked for by itself."""

import sqlite3
from datetime import timedelta

import pytest
from sqlalchemy import text

from focus_desktop.controller import Controller
from focus_desktop.model.changes import Change, SessionDeleted
from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.status import SessionStatus
from focus_desktop.model.unreadable_row import UnreadableRow
from focus_desktop.store.database import Database
from tests.conftest import SettableClock
from tests.postgres import PostgresServer
from tests.unreadable import spoil

COMPLETED = SessionStatus.COMPLETED
BAD_SESSIONS = [
    ("started_at", "never"),
    ("started_at", "10000-01-01T00:00:00.000000Z"),
    ("started_at", "9999-12-31T23:59:59.000000Z"),
    ("started_at", "2026-02-30T09:00:00.000000Z"),
    ("started_at", "0001-01-01T00:00:00.000000Z"),
    ("started_at", b"2026-03-02T09:00:00.000000Z"),
    ("completed_at", "soon"),
    ("duration_minutes", "many"),
    ("duration_minutes", 10**18),
    ("duration_minutes", 2.5),
    ("status", "paused"),
    ("quest_id", "no UUID"),
    ("id", "no UUID"),
    ("description", b"\x00\xff"),
]


@pytest.fixture
def ended(sqlite_controller: Controller, clock: SettableClock) -> list[FocusSession]:
    """Three completed sessions, newest first."""
    sessions = []
    for _ in range(3):
        session = sqlite_controller.start_session(25)
        clock.advance(minutes=5)
        sessions.append(sqlite_controller.update_session(session.id, status=COMPLETED))
    return sessions[::-1]


@pytest.mark.parametrize(("column", "value"), BAD_SESSIONS)
def test_a_session_that_cannot_be_read_is_left_out_of_every_list_and_told(
    sqlite_controller: Controller, sqlite_url: str, ended: list[FocusSession], column: str, value: object
) -> None:
    newest, bad, oldest = ended
    spoil(sqlite_url, "focus_session", column, value, f"id = '{bad.id.hex}'")
    shown = [newest, oldest]
    assert sqlite_controller.list_sessions() == shown
    assert [record.session for record in sqlite_controller.history()] == shown
    (row,) = sqlite_controller.unreadable_rows()
    stored_id = "no UUID" if column == "id" else str(bad.id)
    assert row == UnreadableRow("focus_session", stored_id, column)


@pytest.mark.parametrize(("column", "value"), BAD_SESSIONS)
def test_a_session_that_cannot_be_read_is_told_when_it_is_asked_for_and_can_be_deleted(
    sqlite_controller: Controller, sqlite_url: str, ended: list[FocusSession], column: str, value: object
) -> None:
    if column == "id":
        return  # Nobody can ask for it.
    bad = ended[1]
    spoil(sqlite_url, "focus_session", column, value, f"id = '{bad.id.hex}'")
    with pytest.raises(StoreUnavailable) as refused:
        sqlite_controller.update_session(bad.id, description="Chapter")
    assert refused.value.reason is StoreProblem.UNREADABLE_VALUE
    for part in ("focus_session", str(bad.id), column):
        assert part in str(refused.value)
    sqlite_controller.delete_session(bad.id)
    assert sqlite_controller.unreadable_rows() == []


def test_pages_go_on_after_sessions_that_cannot_be_read(
    sqlite_controller: Controller, sqlite_url: str, ended: list[FocusSession]
) -> None:
    newest, bad, oldest = ended
    spoil(sqlite_url, "focus_session", "duration_minutes", "many", f"id = '{bad.id.hex}'")
    assert sqlite_controller.list_sessions(limit=2) == [newest, oldest]
    (second,) = sqlite_controller.history(limit=1, before=newest)
    assert second.session == oldest


def test_what_was_mended_is_told_no_more(
    sqlite_controller: Controller, sqlite_url: str, ended: list[FocusSession]
) -> None:
    where = f"id = '{ended[1].id.hex}'"
    spoil(sqlite_url, "focus_session", "started_at", "never", where)
    assert len(sqlite_controller.list_sessions()) == 2
    assert len(sqlite_controller.unreadable_rows()) == 1
    spoil(sqlite_url, "focus_session", "started_at", "2026-03-02T09:05:00.000000Z", where)
    assert sqlite_controller.unreadable_rows() == []


@pytest.mark.parametrize(
    ("column", "value"),
    [("title", b"\xff"), ("status", "lost"), ("current_value", "three"), ("target_value", 0), ("id", "x")],
)
def test_a_quest_that_cannot_be_read_is_left_out_and_can_be_deleted(
    sqlite_controller: Controller, sqlite_url: str, column: str, value: object
) -> None:
    bad, good = sqlite_controller.add_quest("Bad"), sqlite_controller.add_quest("Good")
    sqlite_controller.start_session(25, bad.id)
    spoil(sqlite_url, "quest", column, value, f"id = '{bad.id.hex}'")
    assert sqlite_controller.list_quests() == [good]
    assert [row.column for row in sqlite_controller.unreadable_rows()] == [column]
    (record,) = sqlite_controller.history()
    assert record.quest is None
    if column == "id":
        return  # Nobody can ask for it.
    with pytest.raises(StoreUnavailable) as refused:
        sqlite_controller.edit_quest(bad.id, title="Better")
    assert refused.value.reason is StoreProblem.UNREADABLE_VALUE
    sqlite_controller.delete_quest(bad.id)
    assert sqlite_controller.unreadable_rows() == []


def test_an_active_session_that_cannot_be_read_is_none_and_keeps_others_from_starting(
    sqlite_controller: Controller, sqlite_url: str
) -> None:
    bad = sqlite_controller.start_session(25)
    spoil(sqlite_url, "focus_session", "started_at", "never")
    assert sqlite_controller.active_session() is None
    with pytest.raises(StoreUnavailable) as refused:
        sqlite_controller.start_session(25)
    assert refused.value.reason is StoreProblem.UNREADABLE_VALUE
    sqlite_controller.delete_session(bad.id)
    sqlite_controller.start_session(25)


@pytest.mark.parametrize(
    ("column", "value"),
    [("seen_at", "never"), ("up_us", "long"), ("up_us", 2**62), ("time_up", "later"), ("machine", b"m")],
)
def test_a_session_whose_clock_cannot_be_read_goes_on_by_the_wall_clock(
    sqlite_controller: Controller, sqlite_url: str, clock: SettableClock, column: str, value: object
) -> None:
    session = sqlite_controller.start_session(25)
    spoil(sqlite_url, "session_clock", column, value)
    clock.advance(minutes=10)
    sqlite_controller.pause_session(session.id)
    record = sqlite_controller.active_session()
    assert record is not None
    assert record.remaining(clock.now()) == timedelta(minutes=15)
    assert record.clock is not None
    assert sqlite_controller.unreadable_rows() == []


def test_an_interval_that_cannot_be_read_is_left_out_and_told_when_it_has_to_be_closed(
    sqlite_controller: Controller, sqlite_url: str, clock: SettableClock
) -> None:
    session = sqlite_controller.start_session(25)
    spoil(sqlite_url, "focus_interval", "started_at", "never")
    (record,) = sqlite_controller.history()
    assert record.intervals == ()
    assert sqlite_controller.intervals_between(clock.now(), clock.now() + timedelta(days=1)) == []
    for verb in (sqlite_controller.pause_session, sqlite_controller.resume_session):
        with pytest.raises(StoreUnavailable) as refused:
            verb(session.id)
        assert refused.value.reason is StoreProblem.UNREADABLE_VALUE


def test_a_running_session_that_becomes_unreadable_counts_as_gone(
    sqlite_controller: Controller, sqlite_url: str
) -> None:
    sqlite_controller.watch_others()
    session = sqlite_controller.start_session(25)
    changes: list[Change] = []
    sqlite_controller.subscribe(changes.append)
    spoil(sqlite_url, "focus_session", "started_at", "never")
    sqlite_controller.catch_up()
    assert SessionDeleted(session.id) in changes


def test_a_gap_of_a_session_that_cannot_be_read_is_left_out(
    sqlite_controller: Controller, sqlite_url: str, clock: SettableClock
) -> None:
    sqlite_controller.start_session(25)
    clock.sleep(minutes=5)
    sqlite_controller.complete_due_session()
    spoil(sqlite_url, "focus_session", "duration_minutes", "many")
    assert sqlite_controller.unanswered_gap() is None


def test_a_gap_that_cannot_be_read_is_left_out(
    sqlite_controller: Controller, sqlite_url: str, clock: SettableClock
) -> None:
    sqlite_controller.start_session(25)
    clock.sleep(minutes=5)
    sqlite_controller.complete_due_session()
    found = sqlite_controller.unanswered_gap()
    assert found is not None
    spoil(sqlite_url, "focus_gap", "ended_at", "never")
    assert sqlite_controller.unanswered_gap() is None
    with pytest.raises(StoreUnavailable):
        sqlite_controller.count_gap(found.gap.id)


def test_a_description_that_is_no_utf8_is_shown_as_far_as_it_can_be(
    sqlite_controller: Controller, sqlite_url: str
) -> None:
    sqlite_controller.start_session(25)
    file = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))
    file.execute("UPDATE focus_session SET description = CAST(x'43C3' AS TEXT)")
    file.commit()
    file.close()
    (session,) = sqlite_controller.list_sessions()
    assert session.description == "C\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize("moment", ["infinity", "-infinity", "20000-01-01 00:00:00Z", "0044-03-15 00:00Z BC"])
def test_a_time_of_postgresql_that_python_cannot_hold_is_left_out(
    postgres: PostgresServer, clock: SettableClock, moment: str
) -> None:
    database = Database(postgres.new_database())
    controller = Controller(database, clock)
    good, bad = (
        controller.update_session(controller.start_session(25).id, status=COMPLETED) for _ in range(2)
    )
    with database.writing() as work:
        work.connection().execute(
            text("UPDATE focus_session SET started_at = :moment WHERE id = :id"),
            {"moment": moment, "id": bad.id},
        )
    assert controller.list_sessions() == [good]
    assert controller.unreadable_rows() == [UnreadableRow("focus_session", str(bad.id), "started_at")]
    controller.close()


@pytest.mark.parametrize(("column", "value"), BAD_SESSIONS)
def test_a_check_finds_what_no_list_has_come_across(
    sqlite_url: str, ended: list[FocusSession], clock: SettableClock, column: str, value: object
) -> None:
    spoil(sqlite_url, "focus_session", column, value, f"id = '{ended[1].id.hex}'")
    controller = Controller(Database(sqlite_url), clock)
    assert controller.unreadable_rows() == []
    if column == "quest_id":
        spoil(sqlite_url, "focus_session", "quest_id", None, f"id = '{ended[1].id.hex}'")  # an orphan
    controller.check_store()
    expected = [] if column == "quest_id" else [column]
    found = [row.column for row in controller.unreadable_rows() if row.table == "focus_session"]
    assert found == expected  # An interval of a session whose id was spoiled belongs to none.
    controller.close()


def test_a_check_of_sound_data_finds_nothing(controller: Controller, clock: SettableClock) -> None:
    controller.start_session(25, controller.add_quest("Read").id, "Chapter")
    clock.sleep(minutes=5)
    controller.complete_due_session()
    controller.check_store()
    assert controller.unreadable_rows() == []
