"""Exports a million sessions to CSV, and imports a part of them, beside the sqlite3 shell.

The shell does the same with plain SQL: it writes the same columns, and puts the lines of the file into the
tables of a store, whose indexes and triggers work for it as for the app. Times are of the processor.
"""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import islice
from typing import TYPE_CHECKING

from focus_desktop.paths import sqlite_url
from focus_desktop.store.database import Database
from tests.benchmarks import long_history
from tests.benchmarks.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from virtual_desktop import VirtualDesktop

IMPORTED = 100_000
"""Sessions that are imported, as a million take minutes."""
RATIO, GROWTH_MB = 3.0, 100.0
"""The goals."""
EXPORT, EXPORT_MEMORY, IMPORT, IMPORT_MEMORY = ROWS = (
    "1,000,000 sessions: CSV export, beside the sqlite3 shell",
    "1,000,000 sessions: memory that the export takes",
    "100,000 sessions: CSV import, beside the sqlite3 shell",
    "100,000 sessions: memory that the import takes",
)
WRITE = """
.mode csv
.headers on
.once "{file}"
SELECT s.id, q.title AS quest, s.description, s.status, s.duration_minutes, s.started_at, s.completed_at,
  t.focused_us / 60000000.0 AS focused_minutes,
  (SELECT group_concat(started_at || '/' || ended_at, ' ') FROM focus_interval WHERE session_id = s.id)
  AS intervals, s.quest_id
FROM focus_session s JOIN session_total t ON t.session_id = s.id LEFT JOIN quest q ON q.id = s.quest_id
ORDER BY s.started_at;
"""
READ = """
CREATE TEMP TABLE line (id, quest, description, status, minutes, started_at, completed_at, focused, intervals,
  quest_id);
.mode csv
.import --skip 1 "{file}" line
BEGIN;
INSERT INTO quest SELECT DISTINCT quest_id, quest, 'active', 0, 1 FROM line WHERE quest_id <> '';
INSERT INTO focus_session SELECT id, nullif(quest_id, ''), nullif(description, ''), minutes, status,
  started_at, nullif(completed_at, '') FROM line;
INSERT INTO focus_interval SELECT lower(hex(randomblob(16))), line.id, substr(value, 1, 27), substr(value, 29)
  FROM line, json_each('["' || replace(intervals, ' ', '","') || '"]');
COMMIT;
"""


def measure(_desktop: VirtualDesktop, home: Path) -> Sequence[Figure]:
    """Let the app and the shell do it once each."""
    store, file = long_history.kept(), home / "sessions.csv"
    shell_export, _ = _used(["sqlite3", "-readonly", str(store)], WRITE.format(file=home / "shell.csv"))
    export, export_mb = _of_app("export", store, file)
    some = home / "some.csv"
    with file.open(newline="") as lines, some.open("w", newline="") as part:
        part.writelines(islice(lines, IMPORTED + 1))
    new, other = home / "new.db", home / "other.db"
    for one in (new, other):
        Database(sqlite_url(one)).close()
    shell_import, _ = _used(["sqlite3", "-bail", str(other)], READ.format(file=some))
    imported, import_mb = _of_app("import", new, some)
    return [
        Figure(EXPORT, export, "s", RATIO, shell_export),
        Figure(EXPORT_MEMORY, export_mb, "MB", GROWTH_MB),
        Figure(IMPORT, imported, "s", RATIO, shell_import),
        Figure(IMPORT_MEMORY, import_mb, "MB", GROWTH_MB),
    ]


def _of_app(kind: str, store: Path, file: Path) -> tuple[float, float]:
    seconds, printed = _used(
        [sys.executable, "-m", "tests.benchmarks.exchanging", kind, str(store), str(file)], ""
    )
    return seconds, float(printed)


def _used(command: Sequence[str], text: str) -> tuple[float, str]:
    """The seconds of processor time that a program uses which reads this text, and what it prints."""
    before = os.times()
    done = subprocess.run(command, input=text, stdout=subprocess.PIPE, text=True, check=True)
    after = os.times()
    return (
        after.children_user + after.children_system - before.children_user - before.children_system,
        done.stdout,
    )
