"""The program of a measured process: opens the pages on a long history, and scrolls; prints JSON.

The store is that of FOCUS_DESKTOP_DATABASE_URL, which is only read.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tests.benchmarks.event_loop import Stalls, Stopwatch, wait
from tests.benchmarks.opened_app import opened_app

if TYPE_CHECKING:
    from focus_desktop.desktop.application import Application

LONGEST_S = 30
FRAMES = 120
PAGES = ("Focus", "History", "Quests", "Statistics")


def main() -> None:
    """Print the longest stall of each page, and the milliseconds of each frame while scrolling."""
    with opened_app() as app:
        measured = _measured(app)
    print(json.dumps(measured), flush=True)


def _measured(app: Application) -> dict[str, object]:
    stalls = Stalls()
    for number in (1, 2, 3, 1):
        stalls.step = PAGES[number]
        app.window.pages.setCurrentIndex(number)
        wait(0.5)
        wait(LONGEST_S, lambda: not app.store._unanswered)
        wait(0.5)
    stalls.step = "search"
    app.history_page.filters.search.setText("xyzzy")
    wait(1)
    wait(LONGEST_S, lambda: not app.store._unanswered)
    app.history_page.filters.search.setText("")
    wait(1)
    wait(LONGEST_S, lambda: not app.store._unanswered)
    stalls.step = "scroll"
    bar, frames = app.history_page.table.verticalScrollBar(), []
    for _ in range(FRAMES):
        stopwatch = Stopwatch()
        bar.setValue(bar.value() + bar.pageStep())
        QCoreApplication.processEvents()
        frames.append(stopwatch.read())
        wait(0.04)
    return {"stalls_ms": stalls.longest, "frames_ms": frames}


if __name__ == "__main__":
    main()
