"""The plans by which SQLite answers what the controller asks, of the very statements that it executes."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, event

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SMALL = {"quest", "quest_details", "focus_gap", "session_clock", "part", "(subquery-1)"}
"""Tables that do not grow with the history, and values that stand in the statement."""
ONE_ROW = ("uq_focus_interval_one_open", "uq_focus_session_one_active")
"""Indexes with at most one row."""
QUERY = re.compile(r"\s*(SELECT|WITH|UPDATE|DELETE|INSERT)\b")
STATISTICS = """
session_total ix_session_total_description 1000000 1000 1 1 1 1 1 1
session_total ix_session_total_focused_us 1000000 10 1 1 1 1 1
session_total ix_session_total_status 1000000 500000 1 1 1 1 1
session_total ix_session_total_quest_id 1000000 24391 1 1 1 1 1
session_total ix_session_total_duration_minutes 1000000 333334 1 1 1 1 1
session_total ix_session_total_started_at 1000000 1 1 1 1 1 1
session_total sqlite_autoindex_session_total_1 1000000 1
quest sqlite_autoindex_quest_1 40 1
focus_session ix_focus_session_quest_id_status 1000000 24391 12196 1 1
focus_session ix_focus_session_status 1000000 500000 1 1
focus_session ix_focus_session_quest_id 1000000 24391 1 1
focus_session ix_focus_session_started_at 1000000 1 1
focus_session sqlite_autoindex_focus_session_1 1000000 1
focus_interval ix_focus_interval_started_at 1249448 1 1 1
focus_interval ix_focus_interval_session_id 1249448 2
focus_interval sqlite_autoindex_focus_interval_1 1249448 1
"""
"""What ANALYZE writes about a history of a million sessions: see `tests.benchmarks.long_history`."""


@dataclass(frozen=True)
class Plan:
    """A statement, and the steps by which SQLite answers it."""

    statement: str
    steps: tuple[str, ...]

    @property
    def scans(self) -> list[str]:
        """The steps that go through all rows of a table that grows with the history, or of its index."""
        return [step for step in self.steps if _scans(step) and not self._ends_early(step)]

    @property
    def sorts(self) -> list[str]:
        """The steps that find all rows of a page's filter and sort them, before there is a first row."""
        is_page = "LIMIT" in self.statement
        return [step for step in self.steps if is_page and step.startswith("USE TEMP B-TREE")]

    def _ends_early(self, step: str) -> bool:
        """Whether an index is followed in the order of the page, until that is full."""
        return "LIMIT" in self.statement and " USING " in step and not self.sorts


def _scans(step: str) -> bool:
    words = step.split()
    is_small = words[1] in SMALL or "CONSTANT ROW" in step or step.endswith(ONE_ROW)
    return words[0] == "SCAN" and not is_small


@contextmanager
def executed(*, everything: bool = False) -> Iterator[list[tuple[str, Any]]]:
    """Collects each query that any engine executes meanwhile, or all statements, with their parameters."""
    found: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        if everything or QUERY.match(statement):
            found.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def plans(file: Path, ask: Callable[[], object]) -> list[Plan]:
    """The plans of all that is executed while `ask` runs."""
    with executed() as found:
        ask()
    with closing(sqlite3.connect(file)) as connection:
        return [
            Plan(statement, tuple(_steps(_explained(connection, statement, parameters))))
            for statement, parameters in found
        ]


def _explained(connection: sqlite3.Connection, statement: str, parameters: Any) -> list[Any]:
    return connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()


def _steps(explained: list[Any]) -> Iterator[str]:
    """The steps, without those by which what is shown of a page that is found is brought in its order."""
    around_page = {parent for _, parent, _, step in explained if step == "SCAN page"}
    for _, parent, _, step in explained:
        if parent not in around_page or step not in {"SCAN page", "USE TEMP B-TREE FOR ORDER BY"}:
            yield step


def analyze(file: Path) -> None:
    """Let SQLite plan for the statistics of a million sessions."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("ANALYZE")
        connection.execute("DELETE FROM sqlite_stat1")
        rows = [line.split(" ", 2) for line in STATISTICS.strip().splitlines()]
        connection.executemany("INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", rows)
