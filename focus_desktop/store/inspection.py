"""Looks through all rows for values that cannot be read, by SQL: some seconds for a hundred thousand rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, String, and_, false, func, inspect, or_, type_coerce
from sqlalchemy import Enum as EnumType
from sqlmodel import Session, SQLModel, select

from focus_desktop.model.columns import EARLIEST, LATEST, Id, Number, Status, UtcDateTime, Words
from focus_desktop.model.focus_gap import FocusGap
from focus_desktop.model.focus_interval import FocusInterval
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.quest import Quest
from focus_desktop.model.quest_details import QuestDetails
from focus_desktop.model.session_clock import SessionClock
from focus_desktop.model.session_original import OriginalInterval, SessionOriginal
from focus_desktop.store import row_repair
from focus_desktop.store.unreadable import readable, remember

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Column, Connection

TABLES: tuple[type[SQLModel], ...] = (
    Quest,
    QuestDetails,
    FocusSession,
    FocusInterval,
    SessionClock,
    FocusGap,
    SessionOriginal,
    OriginalInterval,
)


def find_unreadable(work: Session) -> Iterator[type[SQLModel]]:
    """Read every row that looks as if it could not be read; those that cannot be are remembered.

    So are rows that can be read but break a rule of their table.

    Yields each table when it has been read.
    """
    is_sqlite = work.get_bind().dialect.name == "sqlite"
    for table in TABLES:
        suspicious = [_is_suspicious(work, column) for column in inspect(table).columns]
        readable(work, work.exec(select(table).where(or_(*suspicious))))
        if is_sqlite:  # PostgreSQL keeps to its rules.
            for found in row_repair.find_against_rules(
                work, SQLModel.metadata.tables[str(table.__tablename__)]
            ):
                remember(work, found)
        yield table


def is_sound(connection: Connection, *, except_for_rows: bool) -> bool:
    """Whether a SQLite database is undamaged; `except_for_rows` leaves the rules for single rows out."""
    connection.exec_driver_sql(f"PRAGMA ignore_check_constraints = {except_for_rows:d}")
    try:
        found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalars().all()
        orphans = None if except_for_rows else connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    finally:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = 0")
    return found == ["ok"] and orphans is None


def _is_suspicious(work: Session, column: Column[Any]) -> ColumnElement[bool]:
    if work.get_bind().dialect.name == "sqlite":
        return (
            _is_odd_in_sqlite(column)
            if column.nullable is False
            else and_(column.is_not(None), _is_odd_in_sqlite(column))
        )
    if isinstance(column.type, UtcDateTime):
        return or_(column < EARLIEST, column >= LATEST)
    return false()  # PostgreSQL keeps to the types.


def _is_odd_in_sqlite(column: Column[Any]) -> ColumnElement[bool]:
    """Whether a value looks different from what we write; it may be readable all the same."""
    stored, kind = type_coerce(column, String), func.typeof(column)
    match column.type:
        case UtcDateTime():
            day, minute = func.substr(stored, 1, 10), func.strftime("%Y-%m-%dT%H:%M", stored)
            return or_(
                kind != "text",
                minute.is_distinct_from(func.substr(stored, 1, 16)),
                func.date(func.julianday(day)).is_distinct_from(day),  # the 30th of February
                column < EARLIEST,
                column >= LATEST,
            )
        case Id():
            return or_(kind != "text", func.length(stored) != 32, stored.op("GLOB")("*[^0-9a-f]*"))
        case Status(impl_instance=EnumType(enums=known)):
            return stored.not_in(known)
        case Words():
            return kind != "text"
        case Number(lowest=lowest, highest=highest):
            return or_(kind != "integer", column < lowest, column > highest)
        case _:
            return kind != "integer"  # a flag
