"""Copies all tables of a store into another one, and compares every row before the copy counts."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, inspect
from sqlalchemy.exc import DBAPIError, IntegrityError

from focus_desktop.model.columns import UtcDateTime
from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.model.progress import Progress
from focus_desktop.model.transfer import MOMENT_LENGTH, moment_text
from focus_desktop.store import inspection
from focus_desktop.store.plain_rows import AT_ONCE, fast_text, insert, is_postgresql, rows
from focus_desktop.store.problems import problem_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Column, Table
    from sqlmodel import Session

    from focus_desktop.store.database import Database

    OnProgress = Callable[[Progress], object]
    Row = tuple[Any, ...]

TABLES: tuple[Table, ...] = tuple(inspect(one).local_table for one in inspection.TABLES)
"""In an order in which every row comes after those that it refers to. Triggers fill the one that is left."""
LOCK_LIMIT_MS = 5000
_SESSIONS = "focus_session"


@dataclass
class _Count:
    """How far a copy has come, in rows."""

    total: int
    on_progress: OnProgress | None
    done: int = 0
    sessions: int = 0

    def add(self, table: Table, count: int) -> None:
        """Tell that so many rows more are done. What is told may raise, to cancel."""
        self.done += count
        if table.name == _SESSIONS:
            self.sessions += count
        if self.on_progress is not None:
            self.on_progress(Progress(self.done, self.total, self.sessions))


def sessions_in(database: Database) -> int:
    """How many sessions are in a store. Raises StoreUnavailable."""
    with database.reading() as work:
        return _count(work, _SESSIONS)


def copy(source: Database, target: Database, on_progress: OnProgress | None = None) -> int:
    """Copy all rows into an empty store, in one transaction; return the number of sessions.

    Nobody can write to the source meanwhile. Raises StoreUnavailable if the target is not empty, if a row
    cannot be read or kept, or if one is not the same afterwards; an exception of `on_progress` ends it. The
    target is as before then. The source is never changed.
    """
    with source.writing() as old, target.writing() as new:
        _keep_others_out(old)
        _keep_others_out(new)
        if any(_count(new, table.name) for table in TABLES):
            raise StoreUnavailable(StoreProblem.NOT_EMPTY, place=target.place)
        _refuse_unreadable_rows(old, source)
        # Each row is copied, and read twice to be compared.
        count = _Count(2 * sum(_count(old, table.name) for table in TABLES), on_progress)
        with fast_text(old):
            for table in TABLES:
                _copy(old, new, table, target.place, count)
            sessions, count.sessions = count.sessions, 0
            for table in TABLES:
                _compare(old, new, table, target.place, count)
        return sessions


def _keep_others_out(work: Session) -> None:
    """SQLite's transactions keep other writers out anyway."""
    if is_postgresql(work):
        names = ", ".join(table.name for table in TABLES)
        for statement in (
            f"SET LOCAL lock_timeout = {LOCK_LIMIT_MS}",
            f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE",
        ):
            work.connection().exec_driver_sql(statement)


def _count(work: Session, table: str) -> int:
    ((count,),) = rows(work, f"SELECT count(*) FROM {table}")
    return int(count)


def _refuse_unreadable_rows(work: Session, source: Database) -> None:
    for _table in inspection.find_unreadable(work):
        pass
    for found in source.unreadable_rows():
        raise found.problem(source.place)


def _copy(old: Session, new: Session, table: Table, place: str, count: _Count) -> None:
    names = [column.name for column in table.columns]
    with _refused_rows_told(table, place):
        for page in _pages(old, table):
            insert(new, table.name, names, page)
            count.add(table, len(page))


def _compare(old: Session, new: Session, table: Table, place: str, count: _Count) -> None:
    nothing: list[Row] = []
    with _refused_rows_told(table, place):
        for before, after in zip_longest(_pages(old, table), _pages(new, table), fillvalue=nothing):
            if before != after:
                raise _not_moved(table, place, _first_difference(before, after))
            count.add(table, len(before))


def _first_difference(before: list[Row], after: list[Row]) -> str:
    """The id of the first row that is not the same."""
    different = (pair for pair in zip_longest(before, after) if pair[0] != pair[1])
    one, other = next(different)
    return str((one or other)[0])


def _pages(work: Session, table: Table) -> Iterator[list[Row]]:
    """All rows in the order of their ids, some thousand at once, as plain values."""
    names = [column.name for column in table.columns]
    (key,) = table.primary_key.columns
    place = names.index(key.name)
    query = f"SELECT {', '.join(names)} FROM {table.name}"
    order = f"ORDER BY {key.name} LIMIT {AT_ONCE}"
    page = rows(work, f"{query} {order}")
    while page:
        last = page[-1][place]
        yield _normalised(table, page)
        page = rows(work, f"{query} WHERE {key.name} > ? {order}", last)


def _normalised(table: Table, page: list[Row]) -> list[Row]:
    """Rows with their values as we write them: other programs may have written the same moment otherwise."""
    odd = [(place, column) for place, column in enumerate(table.columns) if _has_forms(column)]
    return [_with_usual_forms(row, odd) for row in page] if odd else page


def _has_forms(column: Column[Any]) -> bool:
    return isinstance(column.type, UtcDateTime | Boolean)


def _with_usual_forms(row: Row, odd: list[tuple[int, Column[Any]]]) -> Row:
    values = list(row)
    for place, column in odd:
        values[place] = _usual_form(column, values[place])
    return tuple(values)


def _usual_form(column: Column[Any], value: Any) -> Any:
    if value is None or (isinstance(value, str) and len(value) == MOMENT_LENGTH and value[10] == "T"):
        return value
    if isinstance(column.type, UtcDateTime):
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        return moment_text(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    return bool(value)


@contextmanager
def _refused_rows_told(table: Table, place: str) -> Iterator[None]:
    """A value that only SQLite takes, such as text with a NUL or that is no UTF-8."""
    try:
        yield
    except DBAPIError as error:
        if problem_of(error) is not None and not isinstance(error, IntegrityError):
            raise
        raise _not_moved(table, place, str(error.orig).splitlines()[0]) from error
    except sqlite3.OperationalError as error:  # Raised by the cursor itself, when it makes the texts.
        raise _not_moved(table, place, str(error)) from error


def _not_moved(table: Table, place: str, cause: str) -> StoreUnavailable:
    return StoreUnavailable(StoreProblem.NOT_MOVED, table=table.name, place=place, cause=cause)
