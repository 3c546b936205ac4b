"""Finds rows whose values cannot be read: they are left out of lists, and refused when asked for."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, TypeVar, cast
from uuid import UUID

from sqlalchemy import String, inspect, type_coerce
from sqlmodel import Session, SQLModel, select

from focus_desktop.model.columns import Unreadable
from focus_desktop.model.unreadable_row import UnreadableRow
from focus_desktop.store.engines import place

if TYPE_CHECKING:
    from collections.abc import Iterable

Row = TypeVar("Row", bound=SQLModel)

_REGISTRY = "focus_desktop_unreadable"
MOST_REMEMBERED = 1000


class UnreadableRows:
    """The rows that were left out so far."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: dict[tuple[type[SQLModel], object], UnreadableRow] = {}

    @property
    def session_info(self) -> dict[str, UnreadableRows]:
        """What a `Session` has to be made with, so that its rows are remembered here."""
        return {_REGISTRY: self}

    def remember(self, row: SQLModel, found: UnreadableRow) -> None:
        """This row was left out."""
        with self._lock:
            if len(self._found) < MOST_REMEMBERED:
                self._found[type(row), _stored_id(row)] = found

    def still_unreadable(self, work: Session) -> list[UnreadableRow]:
        """Those of them that are still there and still cannot be read, by table and id."""
        with self._lock:
            remembered = list(self._found)
        gone = [key for key in remembered if not _is_unreadable(work, *key)]
        with self._lock:
            for key in gone:
                self._found.pop(key, None)
            return sorted(self._found.values(), key=lambda one: (one.table, one.row))


def readable(work: Session, rows: Iterable[Row]) -> list[Row]:
    """The rows without those that cannot be read, which are remembered."""
    return [row for row in rows if _remembered(work, row) is None]


def checked(work: Session, row: Row | None) -> Row | None:
    """The row that was asked for. Raises StoreUnavailable if it cannot be read."""
    found = None if row is None else _remembered(work, row)
    if found is None:
        return row
    raise found.problem(place(work.connection().engine.url))


def _remembered(work: Session, row: SQLModel) -> UnreadableRow | None:
    found = _unreadable(row)
    if found is not None:
        cast("UnreadableRows", work.info[_REGISTRY]).remember(row, found)
    return found


def _unreadable(row: SQLModel) -> UnreadableRow | None:
    for column, value in vars(row).items():
        if isinstance(value, Unreadable):
            return UnreadableRow(str(type(row).__tablename__), str(_stored_id(row)), column)
    return None


def _stored_id(row: SQLModel) -> object:
    """The primary key, as far as it can be read; else as it is stored."""
    (value,) = inspect(type(row)).primary_key_from_instance(row)
    return value.stored if isinstance(value, Unreadable) else value


def _is_unreadable(work: Session, table: type[SQLModel], stored_id: object) -> bool:
    key = inspect(table).primary_key[0]
    wanted = key == stored_id if isinstance(stored_id, UUID) else type_coerce(key, String) == stored_id
    row = work.exec(select(table).where(wanted).execution_options(populate_existing=True)).first()
    return row is not None and _unreadable(row) is not None
