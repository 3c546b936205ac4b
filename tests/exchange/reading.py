"""Reads whole files, and makes files of other programs."""

import csv
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from focus_desktop.exchange import formats, source
from focus_desktop.exchange.format import Format
from focus_desktop.model.status import SessionStatus
from focus_desktop.model.transfer import QuestCopy, SessionCopy, length_between

SAMPLES = Path(__file__).parent / "samples"
_POMOTROID = """
CREATE TABLE schema_version (version INTEGER NOT NULL);
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, started_at INTEGER NOT NULL, ended_at INTEGER,
    round_type TEXT NOT NULL, duration_secs INTEGER NOT NULL, completed INTEGER NOT NULL DEFAULT 0
);
INSERT INTO schema_version VALUES (6);
"""
_FOCUS_TIMER = """
CREATE TABLE timeblocks (
    id INTEGER PRIMARY KEY, "session-id" INTEGER, "start-time" INTEGER, "end-time" INTEGER, state TEXT,
    status TEXT, "intended-duration" INTEGER
);
CREATE TABLE gaps (
    id INTEGER PRIMARY KEY, "start-time" INTEGER, "end-time" INTEGER, flags TEXT, "time-block-id" INTEGER
);
CREATE TABLE stats (
    id INTEGER PRIMARY KEY, time INTEGER, date TEXT, offset INTEGER, duration INTEGER, category TEXT,
    "source-id" INTEGER DEFAULT 0
);
"""
_OLD_FOCUS_TIMER = """
CREATE TABLE entries (
    id INTEGER PRIMARY KEY, "datetime-string" TEXT, "datetime-local-string" TEXT, "state-name" TEXT,
    "state-duration" INTEGER, elapsed INTEGER
);
INSERT INTO entries VALUES
    (1, '2026-01-05T09:00:00Z', '2026-01-05T10:00:00', 'pomodoro', 1500, 1500),
    (2, '2026-01-05T09:25:00Z', '2026-01-05T10:25:00', 'short-break', 300, 300),
    (3, '2026-01-05T09:30:00Z', '2026-01-05T10:30:00', 'pomodoro', 1500, 600);
"""


def read_all(path: Path, chosen: Format | None = None) -> list[SessionCopy | QuestCopy]:
    """All that is in a file."""
    with source.opened(path) as file:
        return list(formats.reader(chosen or formats.detected(path))(file))


def sessions(path: Path, chosen: Format | None = None) -> list[SessionCopy]:
    """The sessions of a file."""
    return [one for one in read_all(path, chosen) if isinstance(one, SessionCopy)]


def worked(*found: SessionCopy) -> timedelta:
    """The time worked in these sessions."""
    lengths = (length_between(a, b) for one in found for _, a, b in one.intervals if b is not None)
    return sum(lengths, timedelta())


def count(found: list[SessionCopy], status: SessionStatus) -> int:
    """How many of the sessions have this status."""
    return sum(one.status == status for one in found)


def make_pomotroid(path: Path) -> Path:
    """Pomotroid's database with the rows of the sample."""
    with (SAMPLES / "pomotroid-sessions.csv").open(newline="") as stream:
        rows = [[cell or None for cell in row] for row in list(csv.reader(stream))[1:]]
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(_POMOTROID)
        connection.executemany(
            "INSERT INTO sessions (started_at, ended_at, round_type, duration_secs, completed)"
            " VALUES (?, ?, ?, ?, ?)",
            rows,
        )
    return path


def make_focus_timer(path: Path) -> Path:
    """Focus Timer's database: a pomodoro with gaps, one that was given up, one that runs, and older ones."""
    blocks = [
        (1, 1, _us(9, 0), _us(9, 30), "pomodoro", "completed", 25),
        (2, 1, _us(9, 30), _us(9, 35), "short-break", "completed", 5),
        (3, 1, _us(9, 35), _us(9, 45), "pomodoro", "uncompleted", 25),
        (4, 1, _us(10, 0), -1, "pomodoro", "in-progress", 25),
        (5, 1, _us(10, 30), _us(10, 55), "pomodoro", "scheduled", 25),
    ]
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(_FOCUS_TIMER)
        minutes = [(*block[:6], block[6] * 60_000_000) for block in blocks]
        connection.executemany("INSERT INTO timeblocks VALUES (?, ?, ?, ?, ?, ?, ?)", minutes)
        gaps = [
            (1, _us(9, 10), _us(9, 13), "default", 1),
            (2, _us(9, 20), _us(9, 22), "interruption | sleep", 1),
        ]
        connection.executemany("INSERT INTO gaps VALUES (?, ?, ?, ?, ?)", gaps)
        older = (1, _us(8, 0), "2026-02-02", 0, 1_200_000_000, "pomodoro", 0)
        connection.execute("INSERT INTO stats VALUES (?, ?, ?, ?, ?, ?, ?)", older)
        derived = (2, _us(9, 0), "2026-02-02", 0, 1_500_000_000, "pomodoro", 1)
        connection.execute("INSERT INTO stats VALUES (?, ?, ?, ?, ?, ?, ?)", derived)
    return path


def make_old_focus_timer(path: Path) -> Path:
    """The database from the time when the program was called Pomodoro."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(_OLD_FOCUS_TIMER)
    return path


def _us(hour: int, minute: int) -> int:
    return round(datetime(2026, 2, 2, hour, minute, tzinfo=UTC).timestamp()) * 1_000_000
