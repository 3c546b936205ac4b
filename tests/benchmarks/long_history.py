"""Makes a long history: a million sessions over 36 years, or fewer; `python -m … FILE [SESSIONS]`.

The store is made by the app's own code, and filled by plain sqlite3, which takes half a minute and not hours.
"""

from __future__ import annotations

import random
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from focus_desktop.store.database import Database
from focus_desktop.store.migrations import HEAD
from tests.benchmarks import cache

if TYPE_CHECKING:
    from collections.abc import Iterator

SESSIONS, YEARS, QUESTS = 1_000_000, 36, 40
END = datetime(2026, 1, 1, tzinfo=UTC)
"""The history ends here; it begins `YEARS` before."""
LENGTHS = (5, 10, 15, 25, 50, 90)
"""Minutes that are planned, if there is room for them between two sessions."""
PAUSED, CANCELLED, WITHOUT_QUEST, DESCRIBED = 0.25, 0.1, 0.1, 0.7
"""The parts of all sessions that were paused once, were cancelled, have no quest, have a description."""
AT_ONCE = 10_000
"""Sessions that are written by one statement."""
SESSION_ROW = "INSERT INTO focus_session VALUES (:id, :quest, :description, :planned, :status, :start, :end)"
INTERVAL_ROW = "INSERT INTO focus_interval VALUES (?, ?, ?, ?)"
TOTAL_ROW = (
    "INSERT INTO session_total"
    " (session_id, quest_id, status, started_at, description, duration_minutes, focused_us)"
    " VALUES (:id, :quest, :status, :start, :description, :planned, :focused)"
)
"""What the store's triggers would write."""
HELPERS = "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql NOT NULL"


class Session(NamedTuple):
    """The row of a session, and those of its intervals."""

    row: dict[str, object]
    intervals: list[tuple[str, str, str, str]]
    focused_us: int
    """Microseconds."""


def kept() -> Path:
    """The path of a store with a million sessions, which is made if there is none of this schema."""
    return cache.kept(f"long-{HEAD}-{cache.digest([Path(__file__)])}.db", write)


def write(file: Path, sessions: int = SESSIONS) -> None:
    """Make a store at this path, which must not exist, with so many sessions; always the same ones."""
    Database(f"sqlite:///{file}").close()
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -400000")  # 400 MB
        connection.execute("BEGIN")
        _fill(connection, sessions)
        connection.execute("COMMIT")
        connection.execute("ANALYZE")


def _fill(connection: sqlite3.Connection, count: int) -> None:
    """Write all rows. Indexes and triggers are made anew at the end, which is far faster."""
    chance = random.Random(7)
    known = connection.execute(HELPERS).fetchall()
    for kind, name, _sql in known:
        connection.execute(f"DROP {kind} {name}")
    quests = [_id(chance) for _ in range(QUESTS)]
    rows = [(quest, f"Quest {number}", "active", number, 100) for number, quest in enumerate(quests)]
    connection.executemany("INSERT INTO quest VALUES (?, ?, ?, ?, ?)", rows)
    made = _sessions(chance, quests, count)
    while some := list(islice(made, AT_ONCE)):
        connection.executemany(SESSION_ROW, [one.row for one in some])
        connection.executemany(INTERVAL_ROW, [row for one in some for row in one.intervals])
        connection.executemany(TOTAL_ROW, [one.row | {"focused": one.focused_us} for one in some])
    for _kind, _name, sql in known:
        connection.execute(sql)


def _sessions(chance: random.Random, quests: list[str], count: int) -> Iterator[Session]:
    step = timedelta(days=365.25 * YEARS) / count
    lengths = [minutes for minutes in LENGTHS if timedelta(minutes=minutes) < step] or list(LENGTHS[:1])
    for number in range(count):
        yield _session(chance, quests, END - step * (count - number), step, chance.choice(lengths))


def _session(
    chance: random.Random, quests: list[str], start: datetime, step: timedelta, planned: int
) -> Session:
    """A session that has ended before `start + step`."""
    is_cancelled = chance.random() < CANCELLED
    worked = min(timedelta(minutes=planned), step * 0.8) * (chance.random() if is_cancelled else 1)
    pause = step * 0.1 if chance.random() < PAUSED else timedelta()
    middle, end = start + worked / 2, start + worked + pause
    parts = [(start, middle), (middle + pause, end)] if pause else [(start, end)]
    session = _id(chance)
    # The more often a quest is worked on, the earlier it stands in the list.
    quest = None if chance.random() < WITHOUT_QUEST else quests[int(QUESTS * chance.random() ** 2)]
    row: dict[str, object] = {
        "id": session,
        "quest": quest,
        "description": f"Chapter {chance.randrange(1000)}" if chance.random() < DESCRIBED else None,
        "planned": planned,
        "status": "cancelled" if is_cancelled else "completed",
        "start": _text(start),
        "end": None if is_cancelled else _text(end),
    }
    intervals = [(_id(chance), session, _text(begin), _text(stop)) for begin, stop in parts]
    focused = sum((stop - begin for begin, stop in parts), timedelta())
    return Session(row, intervals, focused // timedelta(microseconds=1))


def _id(chance: random.Random) -> str:
    return f"{chance.getrandbits(128):032x}"


def _text(moment: datetime) -> str:
    """As the store keeps times on SQLite."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else SESSIONS)
