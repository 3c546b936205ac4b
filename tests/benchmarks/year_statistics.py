"""Measures statistics of a year in a long history, against plain sqlite3 that only reads the same rows."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from focus_desktop.clock import SystemClock
from focus_desktop.controller import Controller
from focus_desktop.model.local_days import DayRules
from focus_desktop.model.statistics import By
from focus_desktop.store.database import Database
from tests.benchmarks import long_history
from tests.benchmarks.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from virtual_desktop import VirtualDesktop

RUNS = 5
YEARS = (1995, 2010, 2025)
"""From all parts of the history."""
RULES = DayRules(goal=timedelta(hours=4))
RATIO, LONGEST_MS = 3.0, 100.0
"""The goals."""
INTERVALS = (
    "SELECT session_id, started_at, ended_at FROM focus_interval WHERE started_at >= ? AND started_at < ?"
)
SESSIONS = """
SELECT session_id, quest_id, status, duration_minutes, focused_us FROM session_total
WHERE started_at >= ? AND started_at < ?
"""

ROWS = (
    "statistics of a year, to reading its rows",
    "statistics of a year",
    "totals of the year before",
)


def measure(_desktop: VirtualDesktop, _home: Path) -> Sequence[Figure]:
    """Measure the figures of whole years, each the best of some runs, and take the worst year."""
    return measured(long_history.kept())


def measured(file: Path) -> list[Figure]:
    """The figures of a store that is there."""
    controller = Controller(Database(f"sqlite:///{file}"), SystemClock())
    years = [(date(year, 1, 1), date(year, 12, 31)) for year in YEARS]
    raw = max(best(_read, file, first) for first, _ in years)
    app = max(best(controller.statistics, *year, By.MONTH, RULES) for year in years)
    before = max(best(controller.totals_before, *year, RULES) for year in years)
    controller.close()
    return [
        Figure("statistics of a year, to reading its rows", app, "ms", RATIO, raw),
        Figure("statistics of a year", app, "ms", LONGEST_MS),
        Figure("totals of the year before", before, "ms", LONGEST_MS),
    ]


def _read(file: Path, first: date) -> None:
    """Read the rows of a year, and make nothing of them."""
    bounds = [
        datetime(year, 1, 1, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        for year in (first.year, first.year + 1)
    ]
    with closing(sqlite3.connect(file)) as connection:
        for query in (INTERVALS, SESSIONS):
            connection.execute(query, bounds).fetchall()


def best(run: Callable[..., object], *arguments: object) -> float:
    """The least milliseconds of processor time that some runs take, whatever else the machine does."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        run(*arguments)
        times.append((time.process_time() - start) * 1000)
    return min(times)
