"""What is in a store after its process was killed, and whether that is sound."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from focus_desktop.model.errors import FocusError
from focus_desktop.store import backups

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.reliability.verbs import Place

    States = dict[str, str | None]

JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
"""With this a rollback journal begins that holds pages to roll back: https://sqlite.org/fileformat2.html."""
_WORKED_DAYS = (
    "SELECT coalesce(sum(julianday(ended_at) - julianday(started_at)), 0)"
    " FROM focus_interval WHERE session_id = t.session_id"
)
_HALVES = {
    "sessions without an interval": (
        "SELECT 1 FROM focus_session s WHERE id NOT IN (SELECT session_id FROM focus_interval)"
    ),
    "ended sessions with an open interval": (
        "SELECT 1 FROM focus_session s JOIN focus_interval i ON i.session_id = s.id"
        " WHERE s.status <> 'active' AND i.ended_at IS NULL"
    ),
    "completed sessions that end at another time than their last interval": (
        "SELECT 1 FROM focus_session s WHERE status = 'completed' AND completed_at <>"
        " (SELECT max(ended_at) FROM focus_interval WHERE session_id = s.id)"
    ),
    "clocks of ended sessions": (
        "SELECT 1 FROM session_clock JOIN focus_session s ON s.id = session_id WHERE s.status <> 'active'"
    ),
    "several active sessions": (
        "SELECT 1 FROM focus_session WHERE status = 'active' GROUP BY status HAVING count(*) > 1"
    ),
    "wrong totals": (
        f"SELECT 1 FROM session_total t WHERE abs(focused_us / 86400e6 - ({_WORKED_DAYS})) > 1e-7"
    ),
}
"""What must never be found: half of what a verb does."""


def journal_of(file: Path) -> Path:
    """Where SQLite keeps what it may have to roll back."""
    return file.with_name(file.name + "-journal")


def is_hot(journal: Path) -> bool:
    """Whether there is a journal which SQLite has to roll back."""
    try:
        with journal.open("rb") as file:
            return file.read(len(JOURNAL_MAGIC)) == JOURNAL_MAGIC
    except FileNotFoundError:
        return False


def faults(place: Place) -> Iterator[str]:
    """What is wrong with the store, as the app and as SQLite sees it."""
    try:
        with closing(place.open()) as controller:
            controller.check_store()
            if unreadable := controller.unreadable_rows():
                yield f"unreadable rows: {unreadable}"
    except FocusError as error:
        yield f"the app refuses it: {error.message}"
        return
    yield from faults_of_file(place.store)


def faults_of_file(file: Path) -> Iterator[str]:
    """What is wrong with a SQLite file of today's schema, as SQLite sees it."""
    with closing(sqlite3.connect(file)) as connection:
        for check, good in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
            if (told := connection.execute(f"PRAGMA {check}").fetchall()) != good:
                yield f"{check}: {told[:3]}"
        for what, query in _HALVES.items():
            if connection.execute(query).fetchone():
                yield what


def faults_of_backups(folder: Path) -> Iterator[str]:
    """What is wrong with files that have the name of a backup."""
    for file in folder.glob("focus-*.db"):
        with closing(sqlite3.connect(file)) as connection:
            told = connection.execute("PRAGMA integrity_check").fetchall()
        if told != [("ok",)] or not backups.is_ours(file):
            yield f"{file.name}: {told[:3]}"


def sessions(store: Path) -> States:
    """The status of each session by its description."""
    return _by_key(store, "SELECT description, status FROM focus_session WHERE description LIKE '___ %'")


def quests(store: Path) -> States:
    """Which of the quests that a child added are there, by title."""
    return _by_key(store, "SELECT title, 'there' FROM quest WHERE title LIKE 'new %'")


def _by_key(store: Path, query: str) -> States:
    with closing(sqlite3.connect(store)) as connection:
        rows = connection.execute(query).fetchall()
    found: States = {}
    for key, state in rows:
        found[key] = state if key not in found else f"{found[key]} and {state}"
    return found
