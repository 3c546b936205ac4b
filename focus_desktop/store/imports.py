"""SQL that writes the staged sessions of a file, and takes them back, inside the caller's transaction."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from focus_desktop.store.import_stage import ADDED
from focus_desktop.store.plain_rows import MOST_VALUES, delete, insert, is_postgresql, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sqlmodel import Session

    from focus_desktop.store.import_stage import ImportStage

CACHE_KILOBYTES = 64 * 1024


@dataclass(frozen=True)
class _Table:
    """A table of the store, and what of the staged rows goes into it."""

    name: str
    columns: tuple[str, ...]
    staged: str
    """The columns of the stage; `s` is the session, `x` its part."""
    part: str | None = None
    """The table of the stage; None for the sessions themselves."""
    owner: str = "session_id"

    @property
    def query(self) -> str:
        """The rows to write, in the order of the sessions."""
        joined = f" JOIN {self.part} x ON x.session_no = s.no" if self.part else ""
        return (
            f"SELECT {self.staged} FROM session s LEFT JOIN project p ON p.no = s.project{joined}"
            f" WHERE {ADDED} ORDER BY s.no"
        )

    @property
    def stored(self) -> str:
        """The rows that belong to some sessions."""
        return f"SELECT {', '.join(self.columns)} FROM {self.name} WHERE {self.owner} IN (?)"


SESSIONS = _Table(
    "focus_session",
    ("id", "quest_id", "description", "duration_minutes", "status", "started_at", "completed_at"),
    "s.id, p.quest_id, s.description, s.duration_minutes, s.status, s.started_at, s.completed_at",
    owner="id",
)
_STRETCH = "x.id, s.id, x.started_at, x.ended_at"
_STRETCH_COLUMNS = ("id", "session_id", "started_at", "ended_at")
INTERVALS = _Table("focus_interval", _STRETCH_COLUMNS, _STRETCH, "interval")
GAPS = _Table("focus_gap", _STRETCH_COLUMNS, _STRETCH, "gap")
ORIGINALS = _Table(
    "session_original",
    ("session_id", "quest_id", "description", "duration_minutes", "started_at", "completed_at"),
    "s.id, x.quest_id, x.description, x.duration_minutes, x.started_at, x.completed_at",
    "original",
)
ORIGINAL_INTERVALS = _Table("original_interval", _STRETCH_COLUMNS, _STRETCH, "original_interval")
TABLES = (SESSIONS, INTERVALS, GAPS, ORIGINALS, ORIGINAL_INTERVALS)
_QUEST = ("id", "title", "status", "current_value", "target_value")
_DETAILS = ("quest_id", "colour", "unit", "weekly_budget_minutes")
_STAGED_QUESTS = f"SELECT {', '.join(_QUEST)} FROM quest"
_STAGED_DETAILS = (
    "SELECT id, colour, unit, weekly_budget_minutes FROM quest"
    " WHERE colour IS NOT NULL OR unit IS NOT NULL OR weekly_budget_minutes IS NOT NULL"
)


@contextmanager
def large_cache(work: Session) -> Iterator[None]:
    """Let SQLite keep more of the indexes in memory meanwhile: rows go to random places in most of them."""
    if is_postgresql(work):
        yield
        return
    connection = work.connection()
    (before,) = connection.exec_driver_sql("PRAGMA cache_size").one()
    connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KILOBYTES}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = {before}")


def add(work: Session, stage: ImportStage, on_rows: Callable[[int], object]) -> None:
    """Write all sessions that are to be added, and the new quests. `on_rows` is told of how many at once.

    Raises IntegrityError if an id is taken, or a quest was deleted meanwhile.
    """
    insert(work, "quest", _QUEST, list(stage.rows(_STAGED_QUESTS)))
    insert(work, "quest_details", _DETAILS, list(stage.rows(_STAGED_DETAILS)))
    for table in _order(work):
        for batch in stage.batches(table.query):
            insert(work, table.name, table.columns, batch)
            if table in {SESSIONS, INTERVALS}:
                on_rows(len(batch))


def is_as_added(work: Session, stage: ImportStage, on_rows: Callable[[int], object]) -> bool:
    """Whether all that `add` has written is as it was then, and nothing was put to it.

    `on_rows` is told of how many sessions at once were looked at, once in each of the `TABLES`.
    """
    quests = {row[0]: row for row in stage.rows(_STAGED_QUESTS)}
    details = {row[0]: row for row in stage.rows(_STAGED_DETAILS)}
    for ids in _in_batches(quests):
        of_quests = rows_of(work, f"SELECT {', '.join(_QUEST)} FROM quest WHERE id IN (?)", ids)
        of_details = rows_of(
            work, f"SELECT {', '.join(_DETAILS)} FROM quest_details WHERE quest_id IN (?)", ids
        )
        if not _are_same(of_quests, [quests[one] for one in ids]):
            return False
        if not _are_same(of_details, [details[one] for one in ids if one in details]):
            return False
    return all(_is_as_added(work, stage, table, on_rows) for table in TABLES)


def remove(work: Session, stage: ImportStage, on_rows: Callable[[int], object]) -> bool:
    """Delete what `add` has written; False if a quest of it is in use by other sessions.

    `on_rows` is told of how many sessions at once.
    """
    for batch in stage.batches(f"SELECT s.id FROM session s WHERE {ADDED}", size=MOST_VALUES):
        delete(work, "focus_session", [ident for (ident,) in batch])
        on_rows(len(batch))
    ids = [ident for (ident,) in stage.rows("SELECT id FROM quest")]
    for some in _in_batches(ids):
        if rows_of(work, "SELECT 1 FROM focus_session WHERE quest_id IN (?)", some):
            return False
        delete(work, "quest", some)
    return True


def _order(work: Session) -> tuple[_Table, ...]:
    if is_postgresql(work):
        return TABLES
    # The trigger that sums up a session's intervals has work once in place of twice. The keys are checked
    # at the commit.
    work.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    return (INTERVALS, SESSIONS, GAPS, ORIGINALS, ORIGINAL_INTERVALS)


def _is_as_added(work: Session, stage: ImportStage, table: _Table, on_rows: Callable[[int], object]) -> bool:
    """Compare the rows of this table, some sessions at a time."""
    expected = stage.rows(table.query)
    owner = table.columns.index(table.owner)
    held = next(expected, None)
    for batch in stage.batches(f"SELECT s.id FROM session s WHERE {ADDED} ORDER BY s.no", size=MOST_VALUES):
        ids = [ident for (ident,) in batch]
        known, wanted = set(ids), []
        while held is not None and held[owner] in known:
            wanted.append(held)
            held = next(expected, None)
        if not _are_same(rows_of(work, table.stored, ids), wanted):
            return False
        on_rows(len(batch))
    return True


def _are_same(stored: Iterable[tuple[Any, ...]], wanted: Iterable[tuple[Any, ...]]) -> bool:
    return sorted(stored, key=lambda row: row[0]) == sorted(wanted, key=lambda row: row[0])


def _in_batches(ids: Iterable[str]) -> list[list[str]]:
    known = list(ids)
    return [known[first : first + MOST_VALUES] for first in range(0, len(known), MOST_VALUES)]
