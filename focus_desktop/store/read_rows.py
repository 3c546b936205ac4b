"""Reads rows that are shown, and neither changed nor stored, without SQLAlchemy's mapping of them.

That takes most of the time in which a page of the history is read.
"""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import inspect

from focus_desktop.model.columns import Id, StoredColumn
from focus_desktop.model.table import Table
from focus_desktop.store.problems import raised_as_sqlalchemys
from focus_desktop.store.unreadable import all_readable, readable

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from uuid import UUID

    from sqlalchemy import Column, CursorResult, Dialect, Select
    from sqlmodel import Session

Row = TypeVar("Row", bound=Table)


def read(work: Session, table: type[Row], key: str, ids: Collection[UUID], order: str = "") -> list[Row]:
    """The rows in which the column `key` is one of these ids; sorted by the column `order`, if it is given.

    Those that cannot be read are left out, and remembered. What the transaction has changed has to be
    flushed before.
    """
    names = ", ".join(column.name for column in inspect(table).columns)
    return _made(work, table, _values(work, f"SELECT {names} FROM {table.__tablename__}", key, ids, order))


def selected(work: Session, table: type[Row], query: Select[Any], values: dict[str, object]) -> list[Row]:
    """The same for a query of all columns of a table."""
    return _made(work, table, _fetched(work.connection().execute(query, values)))


def known(work: Session, table: type[Table], key: str, ids: Collection[UUID]) -> set[UUID]:
    """Those of the ids that are in the column `key` of some row."""
    found = _values(work, f"SELECT {key} FROM {table.__tablename__}", key, ids)
    return set(_read(inspect(table).columns[key], [value for (value,) in found], work.get_bind().dialect))


def _made(work: Session, table: type[Row], found: Sequence[Any]) -> list[Row]:
    """Rows of what the driver has read."""
    if not found:
        return []
    dialect = work.get_bind().dialect
    columns = zip(inspect(table).columns, zip(*found, strict=True), strict=True)
    values = {column.name: _read(column, stored, dialect) for column, stored in columns}
    rows = map(dict, map(zip, repeat(tuple(values)), zip(*values.values(), strict=True)))
    if all_readable(table, values):
        return [*map(table.only_read, rows)]
    own_id = next(iter(values))  # One that is NULL is left out as `readable` says.
    return readable(work, (table.only_read(row) for row in rows if row[own_id] is not None))


def _read(column: Column[Any], stored: Sequence[Any], dialect: Dialect) -> Sequence[Any]:
    kind = column.type
    if isinstance(kind, StoredColumn):
        return kind.read_all(stored, dialect)
    read = kind.result_processor(dialect, None)
    return stored if read is None else [*map(read, stored)]


def _values(work: Session, query: str, key: str, ids: Collection[UUID], order: str = "") -> Sequence[Any]:
    """What the driver reads."""
    if not ids:
        return ()
    dialect = work.get_bind().dialect
    write = Id().bind_processor(dialect)
    places = ", ".join(["?" if dialect.name == "sqlite" else "%s"] * len(ids))
    order_by = f" ORDER BY {order}" if order else ""
    statement = f"{query} WHERE {key} IN ({places}){order_by}"
    return _fetched(work.connection().exec_driver_sql(statement, tuple(map(write, ids))))


def _fetched(result: CursorResult[Any]) -> Sequence[Any]:
    """The rows as the driver makes them."""
    with raised_as_sqlalchemys(result.dialect), result:
        return result.cursor.fetchall()
