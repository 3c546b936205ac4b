"""The program of a measured process: uses every page with the store that is there; prints JSON.

Started with a store of a million sessions, it shows whether reading any of it keeps the window waiting.
"""

from __future__ import annotations

import json
import time
from datetime import date
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer

from focus_desktop import app as services
from focus_desktop import paths
from focus_desktop.launch import Launch
from focus_desktop.model.date_range import DateRange
from focus_desktop.model.history_query import Excerpt, HistoryOrder, SortBy
from focus_desktop.model.local_days import Period, Span
from focus_desktop.settings_file import SettingsFile
from tests.benchmarks.locked_store import Watch, wait

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QComboBox

    from focus_desktop.desktop.application import Application
    from focus_desktop.desktop.refresh import Refresh

HISTORY, QUESTS, STATISTICS = 1, 2, 3
PAGE_TIME_S, LIMIT_S = 0.3, 20
FRAME_MS, SCROLLED_S, ROWS_A_FRAME = 16, 8.0, 2
YEAR = Period(date(2010, 1, 1), date(2010, 12, 31))
ALL_TIME = Period(date(1990, 1, 1), date(2025, 12, 31))


class Use:
    """What a person does, each act as one step of the watch."""

    def __init__(self, app: Application, watch: Watch) -> None:
        self._app, self._watch = app, watch
        self._history = app.history.refresh

    def step(self, name: str, act: Callable[[], object], *asked: Refresh[Any]) -> None:
        """Do it, and wait until it has been answered and is shown."""
        self._watch.step = name
        act()
        wait(PAGE_TIME_S)
        wait(LIMIT_S, lambda: not any(one.is_asking for one in asked))
        wait(PAGE_TIME_S)

    def everything(self) -> None:
        """All pages, with all that is asked on them."""
        app, pages = self._app, self._app.window.pages
        self.step("history", lambda: pages.setCurrentIndex(HISTORY), self._history)
        self._use_history()
        self.step("quests", lambda: pages.setCurrentIndex(QUESTS))
        self.step("statistics", lambda: pages.setCurrentIndex(STATISTICS), app.statistics.refresh)
        for span in (Span.WEEK, Span.MONTH, Span.YEAR):
            self.step(f"a {span}", partial(app.statistics.show_span, span), app.statistics.refresh)
        for _ in range(2):
            self.step("the period before", lambda: app.statistics.step(-1), app.statistics.refresh)
        self.step("the focus page", lambda: pages.setCurrentIndex(0))
        self.step("history again", lambda: pages.setCurrentIndex(HISTORY), self._history)

    def _use_history(self) -> None:
        filters = self._app.history_page.filters
        for number in (1, 0):
            self.step("status", partial(_choose, filters.status, number), self._history)
            self.step("quest", partial(_choose, filters.quest, number), self._history)
        for text in ("Chapter 9", "xyzzy", ""):
            self.step("search", partial(filters.search.setText, text), self._history)
        for by in SortBy:
            order = HistoryOrder(by, is_descending=False)
            ask = self._app.history_page.order_requested
            self.step(f"sort by {by.name}", partial(ask.emit, order), self._history)
        self.step("newest first", lambda: ask.emit(HistoryOrder()), self._history)
        for period in (YEAR, ALL_TIME):
            excerpt = Excerpt(period, planned_minutes=10, name="10 min")
            self.step("planned length", partial(filters.show_excerpt, excerpt), self._history)
        filters.choose(DateRange.ALL, None, None)
        self.step("all again", filters.changed.emit, self._history)

    def scroll(self) -> float:
        """Scroll through the history without a stop, while more sessions are read; the longest frame.

        That is the processor time, in milliseconds, that the GUI thread takes from one frame to the next: to
        scroll, to draw, and to take in what was read.
        """
        bar = self._app.history_page.table.verticalScrollBar()
        used = [time.thread_time()]

        def draw_next() -> None:
            used.append(time.thread_time())
            bar.setValue(bar.value() + ROWS_A_FRAME * bar.singleStep())

        frames = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=FRAME_MS)
        frames.timeout.connect(draw_next)
        frames.start()
        wait(SCROLLED_S)
        frames.stop()
        return max(end - start for start, end in pairwise(used)) * 1000


def _choose(box: QComboBox, number: int) -> None:
    box.setCurrentIndex(number)
    box.activated.emit(number)


def main() -> None:
    """Print what was measured, as JSON."""
    SettingsFile(paths.settings_file()).change(sound=False)  # Loads no QtMultimedia.
    app = services.build_desktop()
    app.show(Launch())
    wait(30, lambda: app.store.controller is not None)
    wait(2)
    watch = Watch()
    use = Use(app, watch)
    watch.start()
    use.everything()
    use.step("scrolling", use.scroll)
    watch.stop()  # It takes some of each frame itself.
    result = {"stalls_ms": watch.stalls, "longest_frame_ms": use.scroll()}
    app.quit()
    app.window.hide()
    print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
