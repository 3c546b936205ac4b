"""Finds rows whose values cannot be read: they are left out of lists, and refused when asked for."""

from __future__ import annotations

import threading
from functools import cache
from types import NoneType
from typing import TYPE_CHECKING, Any, TypeVar, cast

from sqlalchemy import inspect
from sqlmodel import Session, SQLModel

from focus_desktop.model.columns import Unreadable
from focus_desktop.model.focus_interval import FocusInterval
from focus_desktop.model.unreadable_row import RowContents, UnreadableRow
from focus_desktop.store import row_repair
from focus_desktop.store.engines import place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from focus_desktop.model.errors import StoreUnavailable

Row = TypeVar("Row", bound=SQLModel)

_REGISTRY = "focus_desktop_unreadable"
MOST_REMEMBERED = 1000


class UnreadableRows:
    """The rows that were left out so far, and those that a check has found."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: dict[tuple[str, str], UnreadableRow] = {}

    @property
    def session_info(self) -> dict[str, UnreadableRows]:
        """What a `Session` has to be made with, so that its rows are remembered here."""
        return {_REGISTRY: self}

    @property
    def is_empty(self) -> bool:
        """Whether no such row has been found."""
        return not self._found

    def remember(self, found: UnreadableRow) -> None:
        """This row was left out."""
        with self._lock:
            if len(self._found) < MOST_REMEMBERED:
                self._found[found.table, found.row] = found

    def still_unreadable(self, work: Session) -> list[RowContents]:
        """Those of them that are still there and still cannot be read, by table and id."""
        with self._lock:
            remembered = sorted(self._found.items())
        found = {key: row_repair.contents(work, row) for key, row in remembered}
        with self._lock:
            for key in (key for key, there in found.items() if there is None):
                self._found.pop(key, None)
        return [there for there in found.values() if there is not None]


def readable(work: Session, rows: Iterable[Row]) -> list[Row]:
    """The rows without those that cannot be read, which are remembered.

    SQLAlchemy makes None of a row whose primary key is NULL; only a check finds which row that is.
    """
    found: Iterable[Row | None] = rows
    return [row for row in found if row is not None and _remembered(work, row) is None]


def all_readable(table: type[SQLModel], values: Mapping[str, Sequence[Any]]) -> bool:
    """Whether all rows that are made of these values, by column, can be read."""
    required = _required(table)
    for column, stored in values.items():
        wrong = {Unreadable, NoneType} if column in required else {Unreadable}
        if not wrong.isdisjoint(map(type, stored)):
            return False
    if table is FocusInterval:
        times = zip(values["started_at"], values["ended_at"], strict=True)
        return all(end is None or end >= start for start, end in times)
    return True


def checked(work: Session, row: Row | None) -> Row | None:
    """The row that was asked for. Raises StoreUnavailable if it cannot be read."""
    found = None if row is None else _remembered(work, row)
    if found is None:
        return row
    raise found.problem(place(work.connection().engine.url))


def refused(work: Session, table: type[SQLModel], ident: object, column: str) -> StoreUnavailable:
    """The error that tells of a row which can be read but is in the way; it is remembered."""
    found = UnreadableRow(str(table.__tablename__), _named(ident), column)
    remember(work, found)
    return found.problem(place(work.connection().engine.url))


def _remembered(work: Session, row: SQLModel) -> UnreadableRow | None:
    found = _unreadable(row)
    if found is not None:
        remember(work, found)
    return found


def remember(work: Session, found: UnreadableRow) -> None:
    """Remember a row that cannot be read, or breaks a rule."""
    cast("UnreadableRows", work.info[_REGISTRY]).remember(found)


def _unreadable(row: SQLModel) -> UnreadableRow | None:
    required = _required(type(row))
    for column, value in vars(row).items():
        if isinstance(value, Unreadable) or (value is None and column in required):
            return _found(row, column)
    if isinstance(row, FocusInterval) and row.ended_at is not None and row.ended_at < row.started_at:
        return _found(row, "ended_at")
    return None


def _found(row: SQLModel, column: str) -> UnreadableRow:
    return UnreadableRow(str(type(row).__tablename__), _stored_id(row), column)


@cache
def _required(table: type[SQLModel]) -> frozenset[str]:
    """The columns in which NULL is no value."""
    return frozenset(column.name for column in inspect(table).columns if not column.nullable)


def _stored_id(row: SQLModel) -> str:
    """The primary key, as far as it can be read; else as it is stored."""
    (key,) = inspect(type(row)).primary_key
    return _named(getattr(row, key.name))


def _named(ident: object) -> str:
    return row_repair.stored_id(ident.stored if isinstance(ident, Unreadable) else ident)
