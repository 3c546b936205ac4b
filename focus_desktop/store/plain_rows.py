"""Rows as plain values, without the mapping of SQLAlchemy: for a million of them that would take minutes.

Ids are 32 hexadecimal digits and moments UTC text, as SQLite stores them; PostgreSQL takes them as well.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from focus_desktop.model.transfer import moment_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

MOST_VALUES = 500
"""In one statement."""
AT_ONCE = 5000
"""Rows that are read by one query."""


def is_postgresql(work: Session) -> bool:
    """Whether the store is one of PostgreSQL."""
    return work.get_bind().dialect.name == "postgresql"


def rows(work: Session, query: str, *values: object) -> list[tuple[Any, ...]]:
    """The rows of a query that has a `?` for each value."""
    if not is_postgresql(work):
        result = work.connection().exec_driver_sql(query, values)
        return [tuple(row) for row in result]
    result = work.connection().exec_driver_sql(query.replace("?", "%s"), values)
    return [tuple(map(_plain, row)) for row in result]


def rows_of(work: Session, query: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    """The rows of a query in which `IN (?)` stands for at most `MOST_VALUES` values."""
    return rows(work, query.replace("(?)", f"({', '.join('?' * len(values))})"), *values)


def write(work: Session, statement: str, values: list[tuple[Any, ...]]) -> None:
    """Do a statement for each of the rows of values."""
    if values:
        if is_postgresql(work):
            statement = statement.replace("?", "%s")
        work.connection().exec_driver_sql(statement, values)


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    return moment_text(value) if isinstance(value, datetime) else value
