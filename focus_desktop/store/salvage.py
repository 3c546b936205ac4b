"""Reads what can be read of a SQLite store that cannot be used, into a new one that takes its place."""

from __future__ import annotations

import mmap
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from focus_desktop import paths, private_files
from focus_desktop.model.errors import Refusal, UnusableFile
from focus_desktop.model.progress import Progress
from focus_desktop.model.store_repair import Salvaged
from focus_desktop.store import found_rows, store_file
from focus_desktop.store.database import Database
from focus_desktop.store.found_rows import TABLES
from focus_desktop.store.sqlite_pages import SqlitePages

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from focus_desktop.store.backups import OnProgress
    from focus_desktop.store.sqlite_pages import Value


@dataclass(frozen=True)
class _Counts:
    sessions: int
    put_together: int
    without_times: int
    in_all: int
    quests: int


def salvage(store: Path, now: datetime, on_progress: OnProgress | None = None) -> Salvaged:
    """Read what can be read of the store into a new one, and let that take its place.

    The file is kept as it is, under another name. Raises UnusableFile if nothing can be read, OSError,
    StoreUnavailable; the store is unchanged then.
    """
    copied, new = store_file.temporary(store, "copy"), store_file.temporary(store, "salvaged")
    try:
        _copy(store, copied)
        private_files.make_file(new)
        Database(paths.sqlite_url(new)).close()
        with closing(sqlite3.connect(new, isolation_level=None)) as target:
            found = _fill(target, copied, on_progress or (lambda _progress: None))
        if not found.in_all and not found.quests:
            raise UnusableFile(Refusal.NOTHING_TO_SALVAGE, name=store.name)
        aside = store_file.replace(store, new, now)
    finally:
        for file in (copied, new):
            store_file.discard(file)
    assert aside is not None
    return Salvaged(
        found.sessions, found.put_together, found.without_times, found.in_all, found.quests, aside
    )


def _copy(store: Path, copied: Path) -> None:
    """Copy the file with its journal, and let SQLite undo what was interrupted, if it can."""
    shutil.copyfile(store, copied)
    for ending in store_file.JOURNALS:
        if store_file.beside(store, ending).exists():
            shutil.copyfile(store_file.beside(store, ending), store_file.beside(copied, ending))
    with suppress(sqlite3.Error), closing(sqlite3.connect(copied)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def _fill(target: sqlite3.Connection, file: Path, tell: OnProgress) -> _Counts:
    """Fill the new store with the rows of the file; its triggers sum them up."""
    target.execute("PRAGMA foreign_keys = OFF")
    target.execute("PRAGMA ignore_check_constraints = ON")  # A row with a wrong value is shown as such.
    target.execute("BEGIN IMMEDIATE")
    unique = _without_unique_indexes(target)
    for statement in _SCRATCH:
        target.execute(statement)
    if file.stat().st_size:
        with file.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
            _copy_rows(SqlitePages(data), target, tell)
    read = _count(target, "focus_session")
    for statement in _MENDED:
        target.execute(statement)
    sessions, quests = _count(target, "focus_session"), _count(target, "quest")
    in_all = _count(target, "(SELECT id FROM focus_session UNION SELECT id FROM known)")
    _remove_what_belongs_to_nothing(target)
    without_times = _count(target, _WITHOUT_TIMES)
    for statement in unique:
        target.execute(statement)
    target.execute("COMMIT")
    return _Counts(read, sessions - read, without_times, in_all, quests)


def _count(connection: sqlite3.Connection, rows: str) -> int:
    (count,) = connection.execute(f"SELECT count(*) FROM {rows}").fetchone()
    return int(count)


def _without_unique_indexes(target: sqlite3.Connection) -> list[str]:
    """Remove the indexes that allow one active session; return how they are made again."""
    found = target.execute(
        "SELECT name, sql FROM sqlite_schema WHERE sql LIKE 'CREATE UNIQUE INDEX%'"
    ).fetchall()
    for name, _sql in found:
        target.execute(f"DROP INDEX {name}")
    return [sql for _name, sql in found]


def _copy_rows(pages: SqlitePages, target: sqlite3.Connection, tell: OnProgress) -> None:
    """Copy the rows of all tables, and of pages that no table leads to any more."""
    ours = found_rows.schema(map(list, target.execute("SELECT * FROM sqlite_schema")))
    theirs = found_rows.schema(pages.rows(1))
    is_known = "focus_session" in theirs
    if not is_known:
        theirs = ours  # Tables begin at the pages at which they do in a new store.
    places = {one: found_rows.place(one, theirs.get(one), ours[one][1]) for one in TABLES}

    def insert(table: str | None, row: list[Value]) -> None:
        if table is not None:
            target.execute(places[table].insert, places[table].values(row))

    for step, (table, place) in enumerate(places.items()):
        tell(Progress(step, len(TABLES) + 1))
        for row in () if place.root is None else pages.rows(place.root):
            is_of_table = is_known or found_rows.fits(row, table)
            insert(table if is_of_table else found_rows.table_of(row), row)
    tell(Progress(len(TABLES), len(TABLES) + 1))
    for row in pages.rows_of_lost_pages():
        insert(found_rows.table_of(row), row)
    root, _sql = theirs.get("sqlite_autoindex_focus_session_1", (0, ""))
    known = ([key[0]] for key in pages.keys(root) if found_rows.is_id(key[0]))
    target.executemany("INSERT OR IGNORE INTO known VALUES (?)", known)


def _remove_what_belongs_to_nothing(target: sqlite3.Connection) -> None:
    """A session whose quest is lost has none from now on; what belongs to a lost row goes with it."""
    while broken := target.execute("PRAGMA foreign_key_check").fetchall():
        for table, row, _parent, _key in broken:
            if table == "focus_session":
                target.execute("UPDATE focus_session SET quest_id = NULL WHERE rowid = ?", [row])
            else:
                target.execute(f"DELETE FROM {table} WHERE rowid = ?", [row])


_SCRATCH = (
    "CREATE TEMP TABLE known (id PRIMARY KEY)",
    """CREATE TEMP TABLE kept_total
        (session_id PRIMARY KEY, quest_id, status, started_at, description, duration_minutes, focused_us)""",
)
"""The ids of all sessions as the index has them, and what the triggers of the broken store had summed up."""
_MINUTES = "max(1, min(1440, CAST(round({0}) AS INTEGER)))"
_MENDED = (
    # A session whose times are lost, while their sum is known: as if it had been worked without a pause.
    """INSERT INTO focus_interval (id, session_id, started_at, ended_at)
        SELECT lower(hex(randomblob(16))), session_id, started_at,
            strftime('%Y-%m-%dT%H:%M:%f', started_at, (focused_us / 1e6) || ' seconds') || '000Z'
        FROM kept_total
        WHERE status <> 'active' AND focused_us > 0 AND julianday(started_at) IS NOT NULL
            AND session_id NOT IN (SELECT session_id FROM focus_interval)""",
    # Sessions whose rows are lost.
    f"""INSERT INTO focus_session
            (id, quest_id, description, duration_minutes, status, started_at, completed_at)
        SELECT session_id, quest_id, description,
            coalesce(duration_minutes, {_MINUTES.format("focused_us / 6e7")}), status, started_at,
            CASE status WHEN 'completed' THEN coalesce(
                (SELECT max(ended_at) FROM focus_interval i WHERE i.session_id = kept_total.session_id),
                started_at
            ) END
        FROM kept_total WHERE session_id NOT IN (SELECT id FROM focus_session)""",
    f"""INSERT INTO focus_session (id, duration_minutes, status, started_at, completed_at)
        SELECT session_id,
            {_MINUTES.format("total((julianday(ended_at) - julianday(started_at)) * 1440)")},
            'completed', min(started_at), coalesce(max(ended_at), min(started_at))
        FROM focus_interval WHERE session_id NOT IN (SELECT id FROM focus_session) GROUP BY session_id""",
    # One session can be active, and one interval open.
    """UPDATE focus_session SET status = 'cancelled' WHERE status = 'active' AND id <>
        (SELECT id FROM focus_session WHERE status = 'active' ORDER BY started_at DESC LIMIT 1)""",
    """UPDATE focus_interval SET ended_at = max(started_at, coalesce(
            (SELECT seen_at FROM session_clock c WHERE c.session_id = focus_interval.session_id), started_at
        ))
        WHERE ended_at IS NULL AND id IS NOT (
            SELECT i.id FROM focus_interval i JOIN focus_session s ON s.id = i.session_id
            WHERE i.ended_at IS NULL AND s.status = 'active' ORDER BY i.started_at DESC LIMIT 1
        )""",
)
_WITHOUT_TIMES = """focus_session s JOIN session_total t ON t.session_id = s.id
    LEFT JOIN kept_total k ON k.session_id = s.id
    WHERE s.status <> 'active' AND t.focused_us < coalesce(k.focused_us - 1000, 1)"""
"""Ended sessions for which less is summed up now than was, to the millisecond, or nothing at all."""
