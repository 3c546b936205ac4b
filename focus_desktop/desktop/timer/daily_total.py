"""Shows the focused time and the completed sessions of today, and signals each full hour."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

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
    from focus_desktop.desktop.tray.tray_icon import TrayIcon
    from focus_desktop.desktop.window.main_window import MainWindow
    from focus_desktop.model.focus_interval import FocusInterval
    from focus_desktop.model.reading import Reading
    from focus_desktop.model.record import SessionRecord
    from focus_desktop.model.todays_work import DayDone
    from focus_desktop.settings import Settings

    Intervals = Sequence[FocusInterval]
    Day = tuple[datetime, datetime]
    Answer = tuple[Day, Intervals, int]
    """The day, its intervals, and how many of its sessions are completed."""

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


class DailyTotal(QObject):
    """Reads today's intervals when something has changed, and only adds them up as time passes."""

    hour_reached = Signal(int)
    """The argument is the number of full hours worked today; another one was reached just now."""

    _first_read = Signal(object)

    def __init__(
        self,
        *,
        clock: Clock,
        store: StoreThread,
        window: MainWindow,
        tray: TrayIcon,
        settings: SettingsWriter,
        day_done: Callable[[datetime, datetime], DayDone | None],
    ) -> None:
        """`day_done` returns what was done between two moments, before the store is open."""
        super().__init__()
        self._clock = clock
        self._day_done = day_done
        self._window = window
        self._tray = tray
        self._settings = settings
        self._record: SessionRecord | None = None
        self._work: TodaysWork | None = None
        self._hours: int | None = None
        self._minutes: int | None = None
        """Full minutes of the total that is shown; None before any is."""
        self._completed = 0
        self.refresh: Refresh[Answer] = Refresh(store, self._question, self._take)
        settings.changed.connect(self._follow_settings)
        self._first_read.connect(self._show_first)

    def bounds(self) -> Day:
        """Start and end of the day that it is now."""
        return timing.day_bounds(self._clock.read().wall.astimezone(), self._settings.current.day_start_hour)

    def read_first(self) -> None:
        """Have what was done today shown as far as it is known before the store is open. On any thread."""
        done = self._day_done(*self.bounds())
        if done is not None:
            self._first_read.emit(done)

    def reload(self, record: SessionRecord | None) -> None:
        """Read the intervals again; `record` is the active session."""
        self._record = record
        self.refresh.request()

    def take_change(self, record: SessionRecord) -> None:
        """Count a session as it is now, because the store may not answer for a while."""
        if self._work is not None:
            self._work = self._work.with_session(record)

    def show(self, record: SessionRecord | None, reading: Reading) -> None:
        """Show the total at this reading; `record` is the active session."""
        if self._work is None or not self._work.covers(reading.wall):
            self.reload(record)
            return
        # By the session's own time: a changed wall clock adds nothing.
        total = self._work.total(reading.wall if record is None else record.time(reading))
        if total // MINUTE != self._minutes:
            self._minutes = total // MINUTE
            self._show_total(total)
        before, self._hours = self._hours, total // HOUR
        if before is not None and self._hours > before:
            self.hour_reached.emit(self._hours)

    def show_cycle(self) -> None:
        """Show how many of the sessions until the long break are completed."""
        every = self._settings.current.long_break_every
        done = self._completed % every if every else 0
        if not done and self._completed and self._window.session_panel.is_after_session:
            done = every  # The long break is earned, and the next cycle has not begun.
        self._window.session_panel.dots.show_cycle(done, every)

    @Slot(object)
    def _show_first(self, done: DayDone) -> None:
        if self._work is None:
            self._completed = done.completed
            self.show_cycle()
            self._show_total(done.focused)

    def _show_total(self, total: timedelta) -> None:
        goal = self._goal()
        self._window.show_today(wording.today(total, goal), total / goal if goal else None)
        self._tray.show_today(wording.today(total))

    def _goal(self) -> timedelta:
        """The goal of today; zero on a day off."""
        settings = self._settings.current
        is_working_day = self.bounds()[0].weekday() in settings.working_days
        return timedelta(minutes=settings.daily_goal_minutes if is_working_day else 0)

    def _question(self) -> Callable[[Controller], Answer]:
        day = self.bounds()
        return lambda controller: (
            day,
            controller.intervals_between(*day),
            controller.completed_between(*day),
        )

    def _take(self, answer: Answer) -> None:
        (start, end), intervals, self._completed = answer
        self.show_cycle()
        self._work = TodaysWork(start, end, intervals)
        self._hours = self._minutes = None
        reading = self._clock.read()
        if self._work.covers(reading.wall):  # Else midnight passed meanwhile; the next tick reads again.
            self.show(self._record, reading)

    def _follow_settings(self, old: Settings, new: Settings) -> None:
        if _what_matters(old) != _what_matters(new):
            self.refresh.request()


def _what_matters(settings: Settings) -> object:
    goal = settings.daily_goal_minutes, settings.working_days
    return settings.day_start_hour, settings.long_break_every, goal
