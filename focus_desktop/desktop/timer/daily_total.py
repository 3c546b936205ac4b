"""Today's total beside the tabs, and the full hours that it reaches."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from focus_desktop import wording
from focus_desktop.model import timing
from focus_desktop.model.todays_work import TodaysWork

if TYPE_CHECKING:
    from datetime import datetime

    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.desktop.window.main_window import MainWindow
    from focus_desktop.model.reading import Reading
    from focus_desktop.model.record import SessionRecord

HOUR = timedelta(hours=1)


class DailyTotal(QObject):
    """Reads today's intervals when something has changed, and only adds them up as time passes."""

    hour_reached = Signal(int)
    """So many full hours were worked today, as of just now."""

    def __init__(self, store_thread: StoreThread, window: MainWindow, day_start_hour: int) -> None:
        super().__init__()
        self._store_thread = store_thread
        self._window = window
        self._day_start_hour = day_start_hour
        self._work: TodaysWork | None = None
        self._hours: int | None = None

    def bounds(self, reading: Reading) -> tuple[datetime, datetime]:
        """Start and end of the day that it is."""
        return timing.day_bounds(reading.wall.astimezone(), self._day_start_hour)

    def reload(self, record: SessionRecord | None, reading: Reading) -> None:
        """The ledger has changed; `record` is what is active."""
        day = self.bounds(reading)
        intervals = self._store_thread.ask(lambda controller: controller.intervals_between(*day))
        if intervals is not None:
            self._work = TodaysWork(*day, intervals)
            self._hours = None
            self.show(record, reading)

    def show(self, record: SessionRecord | None, reading: Reading) -> None:
        """Time has passed."""
        if self._work is None or not self._work.covers(reading.wall):
            if self._store_thread.controller is not None:
                self.reload(record, reading)
            return
        # The running session's own time: a changed wall clock adds nothing.
        total = self._work.total(reading.wall if record is None else record.time(reading))
        self._window.show_today(wording.today(total))
        before, self._hours = self._hours, total // HOUR
        if before is not None and self._hours > before:
            self.hour_reached.emit(self._hours)
