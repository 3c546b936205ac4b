"""Measures exporting and importing a CSV file, against the `sqlite3` shell that does the same with SQL."""

from __future__ import annotations

import resource
import subprocess
import time
from contextlib import closing
from typing import TYPE_CHECKING

from focus_desktop.clock import SystemClock
from focus_desktop.controller import Controller
from focus_desktop.exchange.format import Format
from focus_desktop.store.database import Database
from tests.benchmarks import long_history
from tests.benchmarks.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from virtual_desktop import VirtualDesktop

SESSIONS, RUNS = 100_000, 3
RATIO = 3.0
EXPORT = """
.mode csv
SELECT s.id, q.title, s.description, s.status, s.duration_minutes, s.started_at, s.completed_at,
    t.focused_us / 60000000.0,
    (SELECT group_concat(started_at || '/' || coalesce(ended_at, ''), ' ')
        FROM (SELECT * FROM focus_interval WHERE session_id = s.id ORDER BY started_at, id)),
    s.quest_id
FROM focus_session s JOIN session_total t ON t.session_id = s.id LEFT JOIN quest q ON q.id = s.quest_id
ORDER BY s.started_at, s.id;
"""
IMPORT = """
PRAGMA synchronous = EXTRA;
.mode csv
.import {file} line
BEGIN;
INSERT INTO quest SELECT DISTINCT replace(quest_id, '-', ''), quest, 'active', 0, 1
    FROM line WHERE quest_id <> '';
INSERT INTO focus_session SELECT replace(id, '-', ''), nullif(replace(quest_id, '-', ''), ''),
    nullif(description, ''), duration_minutes, status, started_at, nullif(completed_at, '') FROM line;
WITH RECURSIVE part (id, one, rest) AS (
    SELECT replace(id, '-', ''), '', intervals || ' ' FROM line
    UNION ALL SELECT id, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1)
        FROM part WHERE rest <> ''
)
INSERT INTO focus_interval
    SELECT lower(hex(randomblob(16))), id, substr(one, 1, instr(one, '/') - 1),
        substr(one, instr(one, '/') + 1)
    FROM part WHERE one <> '';
DROP TABLE line;
COMMIT;
"""


def measure(_desktop: VirtualDesktop, folder: Path) -> Sequence[Figure]:
    """The processor time that both take, for the same file."""
    store, file = folder / "export.db", folder / "sessions.csv"
    long_history.write(store, SESSIONS)
    with closing(Controller(Database(f"sqlite:///{store}"), SystemClock())) as controller:
        exported = min(_own(lambda: controller.export_sessions(file, Format.CSV)) for _ in range(RUNS))
    export_floor = min(_of_shell(store, EXPORT) for _ in range(RUNS))
    for one in ("own", "shell"):
        Database(f"sqlite:///{folder / one}.db").close()
    with closing(Controller(Database(f"sqlite:///{folder / 'own.db'}"), SystemClock())) as controller:
        imported = _own(lambda: _import(controller, file))
    import_floor = _of_shell(folder / "shell.db", IMPORT.format(file=file))
    return [
        Figure("CSV export, to the sqlite3 shell", exported, "s", RATIO, export_floor),
        Figure("CSV import, to the sqlite3 shell", imported, "s", RATIO, import_floor),
    ]


def _import(controller: Controller, file: Path) -> None:
    with closing(controller.preview_import(file)) as plan:
        controller.import_sessions(plan)


def _own(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def _of_shell(store: Path, commands: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with (store.parent / "shell.csv").open("w") as output:
        subprocess.run(["sqlite3", "-bail", str(store)], input=commands, stdout=output, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
