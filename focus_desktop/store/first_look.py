"""Reads what was worked on a day with plain sqlite3, which can answer before SQLAlchemy has been imported.

The open store reads the same again, and its answer counts.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from focus_desktop.model.todays_work import DayDone
from focus_desktop.store.migrations import HEAD

if TYPE_CHECKING:
    from pathlib import Path

INTERVALS = "SELECT started_at, ended_at FROM focus_interval WHERE started_at >= ? AND started_at < ?"
COMPLETED = (
    "SELECT count(*) FROM focus_session WHERE status = 'completed' AND started_at >= ? AND started_at < ?"
)


def day_done(file: Path, start: datetime, end: datetime) -> DayDone | None:
    """What was done from `start` to `end`, both aware.

    None if that cannot be told at once: there is no file, it is locked or damaged, its schema is another one,
    or a session is active, whose time is known to more than its rows.
    """
    try:
        if not file.is_file():  # A pipe would be waited for.
            return None
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=0)) as connection:
            return _read(connection, start, end)
    except (OSError, sqlite3.Error, ValueError, TypeError):
        return None


def _read(connection: sqlite3.Connection, start: datetime, end: datetime) -> DayDone | None:
    connection.execute("BEGIN")
    if connection.execute("SELECT version_num FROM alembic_version").fetchall() != [(HEAD,)]:
        return None
    if connection.execute("SELECT 1 FROM focus_session WHERE status = 'active'").fetchone():
        return None
    focused = timedelta()
    # One that began the day before may reach into this day.
    for started_at, ended_at in connection.execute(INTERVALS, _texts(start - timedelta(days=1), end)):
        begun, ended = datetime.fromisoformat(started_at), datetime.fromisoformat(ended_at)
        focused += max(timedelta(), min(ended, end) - max(begun, start))
    (completed,) = connection.execute(COMPLETED, _texts(start, end)).fetchone()
    return DayDone(focused, completed)


def _texts(*moments: datetime) -> tuple[str, ...]:
    """The moments as the store keeps them, see `model.columns.UtcDateTime`."""
    return tuple(moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ") for moment in moments)
