"""Rows as plain values, without the mapping of SQLAlchemy: for a million of them that would take minutes.

Ids are 32 hexadecimal digits and moments UTC text, as SQLite stores them; PostgreSQL takes them as well.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from focus_desktop.model.transfer import moment_text
from focus_desktop.store.problems import raised_as_sqlalchemys

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from sqlite3 import Connection as SqliteConnection

    from sqlmodel import Session

MOST_VALUES = 500
"""In one statement."""
AT_ONCE = 5000
"""Rows that are read by one query."""
MOST_ROWS = 1000
"""That are inserted by one statement. SQLite takes 32,766 values at once."""


def is_postgresql(work: Session) -> bool:
    """Whether the store is one of PostgreSQL."""
    return work.get_bind().dialect.name == "postgresql"


def rows(work: Session, query: str, *values: object) -> list[tuple[Any, ...]]:
    """The rows of a query that has a `?` for each value."""
    found = _execute(work, query, values)
    with raised_as_sqlalchemys(work.get_bind().dialect, query):
        return as_plain(work, found.fetchall())


def as_plain(work: Session, found: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Rows as the driver has read them, as plain values."""
    return [tuple(map(_plain, row)) for row in found] if is_postgresql(work) else list(found)


@contextmanager
def fast_text(work: Session) -> Iterator[None]:
    """Let SQLite's driver make the texts itself, meanwhile: it raises DBAPIError for what is no UTF-8."""
    if is_postgresql(work):
        yield
        return
    driver = cast("SqliteConnection", work.connection().connection.dbapi_connection)
    before, driver.text_factory = driver.text_factory, str
    try:
        yield
    finally:
        driver.text_factory = before


def rows_of(work: Session, query: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    """The rows of a query in which `IN (?)` stands for at most `MOST_VALUES` values."""
    return rows(work, query.replace("(?)", _places(len(values))), *values)


def insert(work: Session, table: str, columns: Sequence[str], values: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows, many by each statement: where a table has triggers, SQLite prepares for undoing each of
    its statements, which takes as long as the row itself.
    """
    for first in range(0, len(values), MOST_ROWS):
        some = values[first : first + MOST_ROWS]
        places = ", ".join([_places(len(columns))] * len(some))
        statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES {places}"
        _execute(work, statement, tuple(chain.from_iterable(some)))


def delete(work: Session, table: str, ids: Sequence[str]) -> None:
    """Delete the rows with these ids, at most `MOST_VALUES`."""
    _execute(work, f"DELETE FROM {table} WHERE id IN {_places(len(ids))}", tuple(ids))


def _places(count: int) -> str:
    return f"({', '.join('?' * count)})"


def _execute(work: Session, statement: str, values: Sequence[object]) -> Any:
    """Do a statement by the driver itself, whose rows are plain tuples."""
    connection = work.connection()
    if is_postgresql(work):
        statement = statement.replace("?", "%s")
    cursor = connection.connection.cursor()
    with raised_as_sqlalchemys(connection.dialect, statement):
        cursor.execute(statement, tuple(values))
    return cursor


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    return moment_text(value) if isinstance(value, datetime) else value
