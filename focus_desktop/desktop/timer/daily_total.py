"""Shows the focused time of today, and signals each full hour that it reaches."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from focus_desktop import wording
from focus_desktop.desktop.refresh import Refresh
from focus_desktop.model import timing
from focus_desktop.model.todays_work import TodaysWork

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from focus_desktop.clock import Clock
    from focus_desktop.controller import Controller
    from focus_desktop.desktop.settings_writer import SettingsWriter
    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.desktop.window.main_window import MainWindow
    from focus_desktop.model.focus_interval import FocusInterval
    from focus_desktop.model.reading import Reading
    from focus_desktop.model.record import SessionRecord
    from focus_desktop.settings import Settings

    Intervals = Sequence[FocusInterval]
    Day = tuple[datetime, datetime]

HOUR = timedelta(hours=1)


class DailyTotal(QObject):
    """Reads today's intervals when something has changed, and only adds them up as time passes."""

    hour_reached = Signal(int)
    """The argument is the number of full hours worked today; another one was reached just now."""

    def __init__(
        self, clock: Clock, store: StoreThread, window: MainWindow, settings: SettingsWriter
    ) -> None:
        super().__init__()
        self._clock = clock
        self._window = window
        self._settings = settings
        self._record: SessionRecord | None = None
        self._work: TodaysWork | None = None
        self._hours: int | None = None
        self.refresh: Refresh[tuple[Day, Intervals]] = Refresh(store, self._question, self._take)
        settings.changed.connect(self._follow_day_start)

    def bounds(self) -> Day:
        """Start and end of the day that it is now."""
        return timing.day_bounds(self._clock.read().wall.astimezone(), self._settings.current.day_start_hour)

    def reload(self, record: SessionRecord | None) -> None:
        """Read the intervals again; `record` is the active session."""
        self._record = record
        self.refresh.request()

    def show(self, record: SessionRecord | None, reading: Reading) -> None:
        """Show the total at this reading; `record` is the active session."""
        if self._work is None or not self._work.covers(reading.wall):
            self.reload(record)
            return
        # By the session's own time: a changed wall clock adds nothing.
        total = self._work.total(reading.wall if record is None else record.time(reading))
        self._window.show_today(wording.today(total))
        before, self._hours = self._hours, total // HOUR
        if before is not None and self._hours > before:
            self.hour_reached.emit(self._hours)

    def _question(self) -> Callable[[Controller], tuple[Day, Intervals]]:
        day = self.bounds()
        return lambda controller: (day, controller.intervals_between(*day))

    def _take(self, answer: tuple[Day, Intervals]) -> None:
        (start, end), intervals = answer
        self._work = TodaysWork(start, end, intervals)
        self._hours = None
        reading = self._clock.read()
        if self._work.covers(reading.wall):  # Else midnight passed meanwhile; the next tick reads again.
            self.show(self._record, reading)

    def _follow_day_start(self, old: Settings, new: Settings) -> None:
        if old.day_start_hour != new.day_start_hour:
            self.refresh.request()
