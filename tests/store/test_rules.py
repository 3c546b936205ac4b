"""The rules that the database itself holds, since several processes share it."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DataError, IntegrityError

from focus_desktop.store.database import Database

SESSION = {
    "id": None,
    "quest_id": None,
    "description": None,
    "duration_minutes": 25,
    "status": "cancelled",
    "started_at": "2026-03-02T09:00:00.000000Z",
    "completed_at": None,
}
INTERVAL = {
    "id": None,
    "session_id": None,
    "started_at": "2026-03-02T09:00:00.000000Z",
    "ended_at": "2026-03-02T09:25:00.000000Z",
}
QUEST = {"id": None, "title": "Read", "status": "active", "current_value": 0, "target_value": 1}


def insert(database: Database, table: str, row: dict[str, Any], **changes: Any) -> str:
    """Insert a row past all of our code; its id."""
    values = {**row, "id": uuid4().hex, **changes}
    columns, marks = ", ".join(values), ", ".join(f":{name}" for name in values)
    with database.writing() as work:
        work.connection().execute(text(f"INSERT INTO {table} ({columns}) VALUES ({marks})"), values)
    return str(values["id"])


def count(database: Database, table: str) -> int:
    with database.reading() as work:
        return int(work.connection().execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


@pytest.mark.parametrize(
    "wrong",
    [
        {"duration_minutes": 0},
        {"duration_minutes": 1441},
        {"status": "paused"},
        {"status": "completed"},
        {"completed_at": "2026-03-02T09:25:00.000000Z"},
        {"status": "active", "completed_at": "2026-03-02T09:25:00.000000Z"},
        {"started_at": None},
        {"quest_id": uuid4().hex},
    ],
)
def test_a_session_out_of_the_rules_cannot_be_stored(database: Database, wrong: dict[str, Any]) -> None:
    insert(database, "focus_session", SESSION)
    with pytest.raises(IntegrityError):
        insert(database, "focus_session", SESSION, **wrong)
    assert count(database, "focus_session") == 1


def test_an_overlong_description_cannot_be_stored(database: Database) -> None:
    # PostgreSQL refuses the length of the type itself, before the CHECK.
    with pytest.raises((IntegrityError, DataError)):
        insert(database, "focus_session", SESSION, description="x" * 1001)
    assert count(database, "focus_session") == 0


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"status": "lost"}, {"current_value": -1}, {"target_value": 0}]
)
def test_a_quest_out_of_the_rules_cannot_be_stored(database: Database, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        insert(database, "quest", QUEST, **wrong)
    assert count(database, "quest") == 0


def test_a_second_active_session_cannot_be_stored(database: Database) -> None:
    insert(database, "focus_session", SESSION, status="active")
    with pytest.raises(IntegrityError):
        insert(database, "focus_session", SESSION, status="active")


def test_a_second_open_interval_cannot_be_stored_not_even_of_another_session(
    database: Database,
) -> None:
    first, second = (insert(database, "focus_session", SESSION) for _ in range(2))
    insert(database, "focus_interval", INTERVAL, session_id=first, ended_at=None)
    with pytest.raises(IntegrityError):
        insert(database, "focus_interval", INTERVAL, session_id=second, ended_at=None)


def test_an_interval_cannot_end_before_its_start(database: Database) -> None:
    session_id = insert(database, "focus_session", SESSION)
    with pytest.raises(IntegrityError):
        insert(
            database,
            "focus_interval",
            INTERVAL,
            session_id=session_id,
            ended_at="2026-03-02T08:59:59.999999Z",
        )


def test_an_interval_belongs_to_a_session(database: Database) -> None:
    with pytest.raises(IntegrityError):
        insert(database, "focus_interval", INTERVAL, session_id=uuid4().hex)


def test_intervals_go_with_their_session_and_sessions_outlive_their_quest(database: Database) -> None:
    quest_id = insert(database, "quest", QUEST)
    session_id = insert(database, "focus_session", SESSION, quest_id=quest_id)
    insert(database, "focus_interval", INTERVAL, session_id=session_id)
    with database.writing() as work:
        work.connection().execute(text("DELETE FROM quest"))
    assert count(database, "focus_session") == 1
    with database.writing() as work:
        work.connection().execute(text("DELETE FROM focus_session"))
    assert count(database, "focus_interval") == 0
