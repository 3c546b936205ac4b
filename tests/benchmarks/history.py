"""Measures searching and summing up a million sessions, against plain sqlite3 on the same file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from focus_desktop.clock import SystemClock
from focus_desktop.controller import Controller
from focus_desktop.model.history_query import HistoryFilter
from focus_desktop.store.database import Database
from tests.benchmarks import long_history
from tests.benchmarks.figures import Figure
from tests.benchmarks.year_statistics import best

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from virtual_desktop import VirtualDesktop

RATIO = 3.0
PAGE_MS, SEARCH_MS, DAY_MS, TOTALS_MS = 100.0, 300.0, 5.0, 300.0
"""The goals."""
MIDDLE = datetime(2008, 1, 1, tzinfo=UTC)
NOWHERE = "xyzzy"
"""A text that no session has, so that all of them are looked through."""
NEWEST = "ORDER BY started_at DESC LIMIT ?"
SHOWN = (
    "SELECT s.* FROM session_total t JOIN focus_session s ON s.id = t.session_id"
    " WHERE NOT (t.focused_us < 60000000 AND t.status = 'cancelled')"
)
"""Without the cancelled sessions of less than a minute, which are left out."""
PAGE = f"{SHOWN} ORDER BY t.started_at DESC LIMIT ?"
OF_QUEST = f"{SHOWN} AND t.quest_id = ? ORDER BY t.started_at DESC LIMIT ?"
SEARCH = f"SELECT * FROM focus_session WHERE description LIKE '%{NOWHERE}%' {NEWEST}"
BESIDE = (
    "SELECT * FROM focus_interval WHERE session_id IN ({}) ORDER BY started_at",
    "SELECT * FROM session_original WHERE session_id IN ({})",
)
"""What belongs to the sessions of a page."""

ROWS = (
    "first page of the history, to sqlite3",
    "first page of the history",
    "first page of a quest, to sqlite3",
    "first page of a quest",
    "search for a text that is not there, to sqlite3",
    "search for a text that is not there",
    "the intervals of a day in its middle",
    "what all sessions add up to",
    "all quests with their totals",
)


def measure(_desktop: VirtualDesktop, _home: Path) -> Sequence[Figure]:
    """Measure each question, the best of some runs."""
    return measured(long_history.kept())


def measured(file: Path) -> list[Figure]:
    """The figures of a store that is there."""
    controller = Controller(Database(f"sqlite:///{file}"), SystemClock())
    quest = controller.list_quests()[0]
    everything, of_quest = HistoryFilter(), HistoryFilter(quest_id=quest.id)
    search = HistoryFilter(text=NOWHERE)
    end = MIDDLE + timedelta(days=1)
    pages = (
        ("first page of the history", everything, PAGE, (), PAGE_MS),
        ("first page of a quest", of_quest, OF_QUEST, (quest.id.hex,), PAGE_MS),
        ("search for a text that is not there", search, SEARCH, (), SEARCH_MS),
    )
    figures = []
    with closing(sqlite3.connect(file)) as connection:  # It stays open, as the app's own does.
        for what, wanted, query, values, goal in pages:
            taken = best(controller.find_sessions, wanted)
            shown = len(controller.find_sessions(wanted))  # All of the last day are among them.
            floor = best(_read, connection, query, (*values, max(shown, 100)))
            ratio = Figure(f"{what}, to sqlite3", taken, "ms", RATIO, floor)
            figures += [ratio, Figure(what, taken, "ms", goal)]
    day, totals = best(controller.intervals_between, MIDDLE, end), best(controller.summary, everything)
    quests = best(controller.quest_records)
    controller.close()
    return [
        *figures,
        Figure("the intervals of a day in its middle", day, "ms", DAY_MS),
        Figure("what all sessions add up to", totals, "ms", TOTALS_MS),
        Figure("all quests with their totals", quests, "ms", TOTALS_MS),
    ]


def _read(connection: sqlite3.Connection, query: str, values: tuple[object, ...]) -> None:
    """Read the rows that the page shows, and make nothing of them."""
    ids = [row[0] for row in connection.execute(query, values)]
    for beside in BESIDE:
        connection.execute(beside.format(", ".join("?" * len(ids))), ids).fetchall()
    connection.execute("SELECT * FROM quest").fetchall()
