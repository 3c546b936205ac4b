"""Rows that cannot be read are shown as they are, repaired, or set aside in a file; nothing is lost."""

import json
import math
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text

from focus_desktop.controller import Controller
from focus_desktop.model.changes import Change, ChangedElsewhere, SessionStarted
from focus_desktop.model.errors import InvalidField, NotFound, Refusal, StoreUnavailable
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.status import SessionStatus
from focus_desktop.model.unreadable_row import RowContents
from focus_desktop.store.database import Database
from tests.conftest import SettableClock
from tests.postgres import PostgresServer
from tests.unreadable import spoil, spoil_past_null

COMPLETED, CANCELLED = SessionStatus.COMPLETED, SessionStatus.CANCELLED


@pytest.fixture
def ended(sqlite_controller: Controller, clock: SettableClock) -> FocusSession:
    """A session of five minutes for a quest."""
    quest = sqlite_controller.add_quest("Read")
    session = sqlite_controller.start_session(25, quest.id, "Chapter")
    clock.advance(minutes=5)
    return sqlite_controller.update_session(session.id, status=COMPLETED)


def the_only(controller: Controller) -> RowContents:
    """The one row that cannot be read, apart from what belongs to it."""
    controller.check_store()
    found = controller.unreadable_contents()
    assert len({row.found.table for row in found}) == len(found)
    return next((row for row in found if row.found.table == "focus_session"), found[0])


def kept(path: Path) -> list[dict[str, dict[str, list[dict[str, object]]]]]:
    """What a file of rows that were set aside holds."""
    entries: list[dict[str, dict[str, list[dict[str, object]]]]] = json.loads(path.read_text())
    return entries


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("duration_minutes", "many", Refusal.ROW_NUMBER),
        ("duration_minutes", math.inf, Refusal.ROW_NUMBER),
        ("started_at", "9999-12-31T23:59:59.000000Z", Refusal.ROW_TIME),
        ("status", "Completed", Refusal.ROW_ONE_OF),
        ("description", b"\x00\xff", Refusal.ROW_TEXT),
        ("quest_id", b"\xff", Refusal.ROW_ID),
        ("description", "x" * 1001, Refusal.ROW_RULE),
    ],
)
def test_a_bad_row_shows_its_raw_values_and_what_would_be_right(
    sqlite_controller: Controller,
    sqlite_url: str,
    ended: FocusSession,
    column: str,
    value: object,
    reason: Refusal,
) -> None:
    spoil(sqlite_url, "focus_session", column, value)
    row = the_only(sqlite_controller)
    assert row.values[column] == value
    assert row.values["id"] == ended.id.hex
    assert row.wrong[column].code is reason
    assert not row.is_active


def test_null_where_none_may_be_is_a_wrong_value(
    sqlite_controller: Controller, sqlite_url: str, ended: FocusSession
) -> None:
    sqlite_controller.close()
    spoil_past_null(sqlite_url, "focus_session", "started_at")
    assert sqlite_controller.list_sessions() == []
    row = the_only(sqlite_controller)
    assert (row.found.column, row.values["started_at"]) == ("started_at", None)


def test_a_row_without_an_id_is_found_by_a_check_and_set_aside(
    sqlite_controller: Controller, sqlite_url: str, ended: FocusSession
) -> None:
    sqlite_controller.close()
    spoil_past_null(sqlite_url, "focus_interval", "id")
    assert len(sqlite_controller.list_sessions()) == 1
    row = the_only(sqlite_controller)
    assert row.found.row == "NULL"
    sqlite_controller.set_row_aside(sqlite_controller.unreadable_row("NULL"))
    sqlite_controller.check_store()
    assert sqlite_controller.unreadable_rows() == []


def test_text_that_is_no_utf8_is_shown_as_the_bytes_that_are_there(
    sqlite_controller: Controller, sqlite_url: str, ended: FocusSession
) -> None:
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as file, file:
        file.execute("UPDATE focus_session SET description = CAST(x'43ff' AS TEXT)")
    spoil(sqlite_url, "focus_session", "duration_minutes", "x")
    row = the_only(sqlite_controller)
    assert row.values["description"] == b"C\xff"
    assert row.texts["description"] == "x'43ff'"
    path = sqlite_controller.set_row_aside(row.found)
    assert kept(path)[0]["rows"]["focus_session"][0]["description"] == {"hex": "43ff"}


def test_an_interval_that_ends_before_it_starts_is_left_out_and_repaired(
    sqlite_controller: Controller, sqlite_url: str, ended: FocusSession
) -> None:
    spoil(sqlite_url, "focus_interval", "ended_at", "2026-03-02T08:00:00.000000Z")
    (record,) = sqlite_controller.history()
    assert record.intervals == ()
    row = the_only(sqlite_controller)
    assert row.wrong["ended_at"].code is Refusal.ROW_RULE
    with pytest.raises(InvalidField) as refused:
        sqlite_controller.repair_row(row.found, "ended_at", "2026-03-02 08:30")
    assert refused.value.code is Refusal.ROW_RULE
    sqlite_controller.repair_row(row.found, "ended_at", "2026-03-02 09:05")
    (record,) = sqlite_controller.history()
    assert record.focused(datetime.max.replace(tzinfo=UTC)) == timedelta(minutes=5)


def test_an_interval_of_no_session_is_found_by_a_check_and_set_aside(
    sqlite_controller: Controller, sqlite_url: str, ended: FocusSession
) -> None:
    spoil(sqlite_url, "focus_interval", "session_id", "0" * 32)
    row = the_only(sqlite_controller)
    assert row.wrong["session_id"].code is Refusal.ROW_NO_PARENT
    sqlite_controller.set_row_aside(row.found)
    sqlite_controller.check_store()
    assert sqlite_controller.unreadable_rows() == []


@pytest.mark.parametrize(
    ("column", "wrong", "typed", "stored"),
    [
        ("duration_minutes", "many", " 50 ", 50),
        ("started_at", "never", "2026-03-02T09:00:00Z", datetime(2026, 3, 2, 9, tzinfo=UTC)),
        ("started_at", "never", "2026-03-02 10:00+01:00", datetime(2026, 3, 2, 9, tzinfo=UTC)),
        ("status", "Completed", "completed", COMPLETED),
        ("description", b"\xff", "Chapter two", "Chapter two"),
        ("description", b"\xff", "", None),
        ("quest_id", "none", "", None),
    ],
)
def test_a_repaired_row_is_read_again_and_its_old_values_are_kept(
    sqlite_controller: Controller,
    sqlite_url: str,
    ended: FocusSession,
    column: str,
    wrong: object,
    typed: str,
    stored: object,
) -> None:
    changes: list[Change] = []
    sqlite_controller.subscribe(changes.append)
    spoil(sqlite_url, "focus_session", column, wrong)
    path = sqlite_controller.repair_row(the_only(sqlite_controller).found, column, typed)
    (session,) = sqlite_controller.list_sessions()
    assert getattr(session, column) == stored
    assert sqlite_controller.unreadable_rows() == []
    assert changes == [ChangedElsewhere()]
    (row,) = kept(path)[0]["rows"]["focus_session"]
    assert row[column] == ({"hex": wrong.hex()} if isinstance(wrong, bytes) else wrong)


@pytest.mark.parametrize(
    ("column", "typed", "reason"),
    [
        ("duration_minutes", "0", Refusal.ROW_NUMBER),
        ("duration_minutes", "", Refusal.ROW_NUMBER),
        ("duration_minutes", "9" * 5000, Refusal.ROW_NUMBER),
        ("started_at", "yesterday", Refusal.ROW_TIME),
        ("started_at", "9999-12-31", Refusal.ROW_TIME),
        ("status", "done", Refusal.ROW_ONE_OF),
        ("status", "cancelled", Refusal.ROW_RULE),
        ("description", "a\0b", Refusal.ROW_TEXT),
        ("description", "x" * 1001, Refusal.ROW_TEXT),
        ("quest_id", "Read", Refusal.ROW_ID),
        ("quest_id", str(UUID(int=7)), Refusal.ROW_NO_PARENT),
    ],
)
def test_a_value_that_is_not_right_either_is_refused_and_nothing_changes(
    sqlite_controller: Controller,
    sqlite_url: str,
    ended: FocusSession,
    column: str,
    typed: str,
    reason: Refusal,
) -> None:
    spoil(sqlite_url, "focus_session", "duration_minutes", "many")
    before = the_only(sqlite_controller)
    with pytest.raises(InvalidField) as refused:
        sqlite_controller.repair_row(before.found, column, typed)
    assert refused.value.code is reason
    assert the_only(sqlite_controller).values == before.values


def test_what_is_set_aside_is_kept_with_all_that_belongs_to_it(
    sqlite_controller: Controller, sqlite_url: str, ended: FocusSession, tmp_path: Path
) -> None:
    sqlite_controller.edit_session(ended.id, description="Chapter two")
    spoil(sqlite_url, "focus_session", "duration_minutes", "many")
    path = sqlite_controller.set_row_aside(the_only(sqlite_controller).found)
    assert path == tmp_path / "data" / "focus-set-aside-2026-03-02.json"
    (entry,) = kept(path)
    assert set(entry["rows"]) == {"focus_session", "focus_interval", "session_original", "original_interval"}
    assert entry["rows"]["focus_session"][0]["duration_minutes"] == "many"
    assert sqlite_controller.list_sessions() == []
    sqlite_controller.check_store()
    assert sqlite_controller.unreadable_rows() == []


def test_a_quest_that_is_set_aside_keeps_the_ids_of_its_sessions(
    sqlite_controller: Controller, sqlite_url: str, ended: FocusSession
) -> None:
    spoil(sqlite_url, "quest", "title", b"\xff")
    path = sqlite_controller.set_row_aside(the_only(sqlite_controller).found)
    assert kept(path)[0]["rows"]["focus_session"] == [
        {"id": ended.id.hex, "quest_id": ended.quest_id and ended.quest_id.hex}
    ]
    (session,) = sqlite_controller.list_sessions()
    assert session.quest_id is None


def test_two_rows_of_a_day_are_kept_in_one_file_and_a_changed_file_is_not_written_over(
    sqlite_controller: Controller, sqlite_url: str, ended: FocusSession, clock: SettableClock
) -> None:
    spoil(sqlite_url, "focus_interval", "started_at", "never")
    path = sqlite_controller.set_row_aside(the_only(sqlite_controller).found)
    spoil(sqlite_url, "quest", "title", b"\xff")
    sqlite_controller.set_row_aside(the_only(sqlite_controller).found)
    assert len(kept(path)) == 2
    path.write_text("mine")
    spoil(sqlite_url, "focus_session", "duration_minutes", "many")
    with pytest.raises(Exception, match="focus-set-aside"):
        sqlite_controller.set_row_aside(the_only(sqlite_controller).found)
    assert path.read_text() == "mine"
    assert len(sqlite_controller.unreadable_rows()) == 1


ACTIVE = [
    ("duration_minutes", "many", "25"),
    ("started_at", "9999-12-31T23:59:59.000000Z", "2026-03-02 09:00"),
    ("status", "Active", ""),
    ("quest_id", "no UUID", ""),
    ("description", b"\xff", ""),
]


@pytest.mark.parametrize(("column", "value", "typed"), ACTIVE)
def test_an_active_session_that_cannot_be_read_ends_at_its_last_known_time(
    sqlite_controller: Controller,
    sqlite_url: str,
    clock: SettableClock,
    column: str,
    value: object,
    typed: str,
) -> None:
    sqlite_controller.start_session(25)
    sqlite_controller.watch_others()
    clock.advance(minutes=3)
    sqlite_controller.keep_time()
    clock.advance(minutes=4)
    spoil(sqlite_url, "focus_session", column, value)
    row = the_only(sqlite_controller)
    assert row.is_active
    with pytest.raises(StoreUnavailable):
        sqlite_controller.start_session(25)
    sqlite_controller.end_unreadable(row.found)
    sqlite_controller.start_session(25)
    for left in sqlite_controller.unreadable_contents():
        assert not left.is_active
        sqlite_controller.repair_row(left.found, column, typed)
    (session,) = sqlite_controller.list_sessions(status=CANCELLED)
    record = sqlite_controller.session(session.id)
    assert record is not None
    assert record.focused(clock.now()) == timedelta(minutes=3)


def test_a_repaired_active_session_goes_on(
    sqlite_controller: Controller, sqlite_url: str, clock: SettableClock
) -> None:
    changes: list[Change] = []
    sqlite_controller.start_session(25)
    sqlite_controller.close()
    spoil(sqlite_url, "focus_session", "duration_minutes", "many")
    controller = Controller(Database(sqlite_url), clock)
    controller.subscribe(changes.append)
    controller.repair_row(the_only(controller).found, "duration_minutes", "25")
    assert [type(change) for change in changes] == [SessionStarted, ChangedElsewhere]
    controller.close()


def test_an_id_of_no_unreadable_row_is_refused(sqlite_controller: Controller, ended: FocusSession) -> None:
    for row in (str(ended.id), "nonsense"):
        with pytest.raises(NotFound):
            sqlite_controller.unreadable_row(row)


def test_a_row_of_postgresql_is_repaired_and_set_aside(
    postgres: PostgresServer, clock: SettableClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("focus_desktop.paths.data_dir", lambda: tmp_path)
    database = Database(postgres.new_database())
    controller = Controller(database, clock)
    for _ in range(2):
        controller.update_session(controller.start_session(25).id, status=COMPLETED)
    with database.writing() as work:
        work.connection().execute(text("UPDATE focus_session SET started_at = 'infinity'"))
    controller.check_store()
    first, second = controller.unreadable_contents()
    assert first.texts["started_at"] == "infinity"
    controller.repair_row(first.found, "started_at", "2026-03-02 09:00")
    path = controller.set_row_aside(second.found)
    assert path.parent == tmp_path
    assert set(kept(path)[1]["rows"]) == {"focus_session", "focus_interval"}
    assert len(controller.list_sessions()) == 1
    assert controller.unreadable_rows() == []
    controller.close()
