"""The sessions of a file on their way into the store, in a temporary SQLite file: memory stays flat.

The file is also what an import is undone and done again from.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import weakref
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.store.problems import problem_of_sqlite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from focus_desktop.model.transfer import SessionCopy, StretchCopy

ADD, DUPLICATE, LEFT_OUT = range(3)
"""What becomes of a session: its `fate` because of the file, its `clash` because of the store."""
ADDED = "s.fate = 0 AND s.clash = 0"
"""SQL: whether a session is added."""
BATCH = 5000
"""Rows that are handled at once."""

_SCHEMA = """
CREATE TABLE session (
    no INTEGER PRIMARY KEY, id TEXT, project INTEGER, description TEXT, duration_minutes INTEGER, status TEXT,
    started_at TEXT, completed_at TEXT, ended_at TEXT, is_own INTEGER, line INTEGER, fate INTEGER,
    clash INTEGER
);
CREATE TABLE project (no INTEGER PRIMARY KEY, quest_id TEXT);
CREATE TABLE interval (session_no INTEGER, id TEXT, started_at TEXT, ended_at TEXT);
CREATE TABLE gap (session_no INTEGER, id TEXT, started_at TEXT, ended_at TEXT);
CREATE TABLE original (
    session_no INTEGER, quest_id TEXT, description TEXT, duration_minutes INTEGER, started_at TEXT,
    completed_at TEXT
);
CREATE TABLE original_interval (session_no INTEGER, id TEXT, started_at TEXT, ended_at TEXT);
CREATE TABLE quest (
    id TEXT, title TEXT, status TEXT, current_value INTEGER, target_value INTEGER, colour INTEGER, unit TEXT,
    weekly_budget_minutes INTEGER
);
"""
_INSERTED = {
    "session": 13,
    "interval": 4,
    "gap": 4,
    "original": 6,
    "original_interval": 4,
    "quest": 8,
}


class ImportStage:
    """One import's rows. For one thread at a time. Everything raises StoreUnavailable if there is no room."""

    def __init__(self) -> None:
        folder = _temporary_folder()
        self._connection = sqlite3.connect(
            Path(folder) / "stage.db", isolation_level=None, check_same_thread=False, factory=_Connection
        )
        self._finalizer = weakref.finalize(self, _remove, self._connection, folder)
        try:
            # It is thrown away after a crash, so nothing has to reach the disk.
            for pragma in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE"):
                self._connection.execute(f"PRAGMA {pragma}")
            self._connection.executescript(_SCHEMA)
            self._connection.execute("BEGIN")
        except StoreUnavailable:
            self.close()
            raise
        self._rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in _INSERTED}
        self._new_ids = _ids()
        self.count = 0
        """Sessions so far."""

    def close(self) -> None:
        """Delete the file."""
        self._finalizer()

    def add(self, session: SessionCopy, project: int | None, *, fate: int = ADD) -> None:
        """Take a session in; `flush` brings it into the file."""
        self.count += 1
        number, rows = self.count, self._rows
        rows["session"].append(
            (
                number,
                session.id or next(self._new_ids),
                project,
                session.description,
                session.duration_minutes,
                session.status,
                session.started_at,
                session.completed_at,
                session.ended_at,
                session.id is not None,
                session.line,
                fate,
                ADD,
            )
        )
        for interval in session.intervals:
            rows["interval"].append(self._stretch(interval))
        if session.gaps or session.original is not None:
            self._add_rest(session)
        if len(rows["session"]) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what was taken in."""
        for table, rows in self._rows.items():
            if rows:
                places = ", ".join("?" * _INSERTED[table])
                self._connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
                rows.clear()

    def set_quests(self, quests: Iterable[Sequence[Any]], quest_of_project: Sequence[str | None]) -> None:
        """Store the quests that are to be added, and which quest the sessions of each project get."""
        self._connection.execute("DELETE FROM quest")
        self._connection.execute("DELETE FROM project")
        self._connection.executemany("INSERT INTO quest VALUES (?, ?, ?, ?, ?, ?, ?, ?)", quests)
        projects = enumerate(quest_of_project)
        self._connection.executemany("INSERT INTO project VALUES (?, ?)", projects)

    def set_fate(self, fate: int, numbers: Iterable[int]) -> None:
        """Decide what becomes of these sessions, whatever is in the store."""
        self._connection.executemany(f"UPDATE session SET fate = {fate:d} WHERE no = ?", _singles(numbers))

    def set_clash(self, fate: int, numbers: Iterable[int]) -> None:
        """Decide what becomes of these sessions because of what is in the store."""
        self._connection.executemany(f"UPDATE session SET clash = {fate:d} WHERE no = ?", _singles(numbers))

    def forget_clashes(self) -> None:
        """The store has changed meanwhile: decide anew."""
        self._connection.execute("UPDATE session SET clash = 0 WHERE clash <> 0")

    @property
    def has_foreign(self) -> bool:
        """Whether there are sessions of other programs."""
        return bool(self._number("SELECT EXISTS (SELECT 1 FROM session WHERE is_own = 0)"))

    @property
    def added(self) -> int:
        """How many sessions are added."""
        return self._number(f"SELECT count(*) FROM session s WHERE {ADDED}")

    @property
    def duplicates(self) -> int:
        """How many sessions are there already, in the store or in the file."""
        return self._number(
            f"SELECT count(*) FROM session WHERE fate = {DUPLICATE} OR (fate = {ADD} AND clash = {DUPLICATE})"
        )

    def span_of_added(self) -> tuple[str | None, str | None, float]:
        """The first start and the last end of the sessions that are added, and the days worked in them."""
        ends = (
            f"SELECT min(s.started_at), max(coalesce(s.ended_at, s.started_at)) FROM session s WHERE {ADDED}"
        )
        days = (
            "SELECT total(julianday(i.ended_at) - julianday(i.started_at))"
            f" FROM interval i JOIN session s ON s.no = i.session_no WHERE {ADDED}"
        )
        first, last = self._connection.execute(ends).fetchone()
        (worked,) = self._connection.execute(days).fetchone()
        return first, last, worked

    def sessions(self, numbers: Sequence[int]) -> dict[int, tuple[str, str | None, int | None]]:
        """Start, description and project of these sessions, by their numbers."""
        places = ", ".join("?" * len(numbers))
        query = f"SELECT no, started_at, description, project FROM session WHERE no IN ({places})"
        return {number: tuple(row) for number, *row in self._connection.execute(query, numbers)}

    def added_of_projects(self) -> dict[int, int]:
        """How many sessions are added, by the number of their project."""
        query = f"SELECT s.project, count(*) FROM session s WHERE {ADDED} GROUP BY s.project"
        return dict(self._connection.execute(query))

    def rows(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, one by one."""
        return iter(self._connection.execute(query, values))

    def batches(self, query: str, *values: object, size: int = BATCH) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a query, in lists."""
        cursor = self._connection.execute(query, values)
        return iter(lambda: cursor.fetchmany(size), [])

    def _stretch(self, stretch: StretchCopy) -> tuple[Any, ...]:
        return (self.count, stretch.id or next(self._new_ids), stretch.started_at, stretch.ended_at)

    def _number(self, query: str) -> int:
        (found,) = self._connection.execute(query).fetchone()
        return int(found)

    def _add_rest(self, session: SessionCopy) -> None:
        rows, number, original = self._rows, self.count, session.original
        for gap in session.gaps:
            rows["gap"].append(self._stretch(gap))
        if original is None:
            return
        rows["original"].append(
            (
                number,
                original.quest_id,
                original.description,
                original.duration_minutes,
                original.started_at,
                original.completed_at,
            )
        )
        for interval in original.intervals:
            rows["original_interval"].append(self._stretch(interval))


class _Connection(sqlite3.Connection):
    """Says what the person can do if the folder for temporary files is full."""

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        with _explained():
            return super().execute(*arguments)

    def executemany(self, *arguments: Any) -> sqlite3.Cursor:
        with _explained():
            return super().executemany(*arguments)

    def executescript(self, *arguments: Any) -> sqlite3.Cursor:
        with _explained():
            return super().executescript(*arguments)


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        problem = problem_of_sqlite(error)
        if problem is None:
            raise
        raise StoreUnavailable(problem, place=tempfile.gettempdir(), cause=str(error)) from error


def _temporary_folder() -> str:
    try:
        return tempfile.mkdtemp(prefix="focus-desktop-import-")
    except OSError as error:
        cause = error.strerror or str(error)
        raise StoreUnavailable(StoreProblem.NO_FOLDER, folder=error.filename, cause=cause) from error


def _ids() -> Iterator[str]:
    """New UUIDs of version 4, as 32 digits; several times as fast as `uuid4`."""
    while True:
        digits = os.urandom(16 * BATCH).hex()
        for first in range(0, len(digits), 32):
            variant = "89ab"[int(digits[first + 16], 16) % 4]
            yield (
                f"{digits[first : first + 12]}4{digits[first + 13 : first + 16]}{variant}"
                + digits[first + 17 : first + 32]
            )


def _singles(numbers: Iterable[int]) -> Iterator[tuple[int]]:
    return ((number,) for number in numbers)


def _remove(connection: sqlite3.Connection, folder: str) -> None:
    connection.close()
    shutil.rmtree(folder, ignore_errors=True)
