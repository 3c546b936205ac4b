"""Shows the time of what runs, session or break, and says when something about it is to be told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from focus_desktop.desktop.timer.tick_timer import LONGEST_PAUSE, MINUTE, SECOND
from focus_desktop.model.breaks import RunningBreak
from focus_desktop.model.status import TimeUp
from focus_desktop.timer_display import break_display, session_display

if TYPE_CHECKING:
    from datetime import datetime

    from focus_desktop.clock import Clock
    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.desktop.timer.daily_total import DailyTotal
    from focus_desktop.desktop.timer.tick_timer import TickTimer
    from focus_desktop.desktop.tray.tray_icon import TrayIcon
    from focus_desktop.desktop.window.main_window import MainWindow
    from focus_desktop.model.breaks import Break
    from focus_desktop.model.reading import Reading
    from focus_desktop.model.record import SessionRecord
    from focus_desktop.settings import Settings
    from focus_desktop.timer_display import TimerDisplay


class TimerPresenter(QObject):
    """Follows one session or one break at a time, with the preferences that held when it began."""

    warned = Signal(object)
    """This session, active, comes to its end soon."""
    time_is_up = Signal(object)
    """This session, active, goes on into overtime."""
    break_shown = Signal(object)
    """The Face of the break."""
    break_began = Signal(object)
    """This Break is taken."""
    break_ended = Signal(object)
    """The break is over: so long ago, a timedelta, it had taken its time; None if it was cut short."""

    def __init__(
        self,
        *,
        clock: Clock,
        store_thread: StoreThread,
        tick_timer: TickTimer,
        window: MainWindow,
        tray: TrayIcon,
        daily_total: DailyTotal,
    ) -> None:
        super().__init__()
        self._clock = clock
        self._store_thread = store_thread
        self._tick_timer = tick_timer
        self._window = window
        self._panel = window.session_panel
        self._tray = tray
        self._daily_total = daily_total
        self.active: SessionRecord | None = None
        self.resting: RunningBreak | None = None
        self._warn_before = timedelta()
        self._warned_of: object = None
        self._told_up_of: object = None
        tick_timer.beat.connect(self.beat)

    def follow(self, record: SessionRecord | None, settings: Settings) -> None:
        """Show this session, or that none is active any more."""
        is_new = record is not None and (self.active is None or self.active.id != record.id)
        self.active = record
        if is_new:
            self._end_rest(None)
            self._warn_before = timedelta(minutes=settings.warn_minutes)
        if record is not None:
            self._panel.show_session(record)
            self._tray.show_session(record)
        else:
            self._show_idle()
        reading = self._clock.read()
        if is_new and record is not None and record.overtime(record.time(reading)):
            self._told_up_of = _plan(record)  # The app was closed when its time was up.
        self._daily_total.reload(record, reading)
        self.beat()

    def take(self, earned: Break) -> None:
        """Begin a break."""
        if self.active is None:
            self.resting = RunningBreak(earned, self._clock.read())
            self._panel.show_break(earned)
            self._tray.show_break()
            self.break_began.emit(earned)
            self.beat()

    def skip_break(self) -> None:
        """End the break before its time."""
        self._end_rest(None)
        self.beat()

    def beat(self) -> None:
        """Show the time, have done what is due, and say when to look again."""
        if self._store_thread.controller is None:
            return
        reading = self._clock.read()
        if self.active is not None:
            self._beat_session(self.active, reading)
        elif self.resting is not None:
            self._beat_break(self.resting, reading)
        else:
            self._show_today(reading)
            self._tick_timer.schedule(None, watched=self._is_watched)

    @property
    def _is_watched(self) -> bool:
        return self._window.is_watched or self._tray.is_watched

    def _beat_session(self, record: SessionRecord, reading: Reading) -> None:
        self._store_thread.keep_time()
        if self.active is record and self._is_past(record, reading):
            # Somebody else has completed it, and that has not been announced here yet.
            self._store_thread.ask(lambda controller: controller.catch_up())
        if self.active is not record:
            return  # It has ended, or changed: that has come back here already.
        now = record.time(reading)
        self._show(session_display(record, now))
        self._show_today(reading)
        self._tell_what_comes(record, now)
        self._schedule(record, now)

    def _is_past(self, record: SessionRecord, reading: Reading) -> bool:
        ends_at = record.completes_at()
        return ends_at is not None and record.time(reading) >= ends_at

    def _tell_what_comes(self, record: SessionRecord, now: datetime) -> None:
        if record.is_paused or record.time_up is TimeUp.FLOW:
            return
        left = record.remaining(now)
        if timedelta() < left <= self._warn_before and self._warned_of != _plan(record):
            self._warned_of = _plan(record)
            self.warned.emit(record)
        if left <= timedelta() and self._told_up_of != _plan(record):
            self._told_up_of = _plan(record)
            self.time_is_up.emit(record)

    def _schedule(self, record: SessionRecord, now: datetime) -> None:
        paused_at, left = record.paused_at(), record.remaining(now)
        if paused_at is not None and self._window.is_watched:
            self._tick_timer.rest(MINUTE - (now - paused_at) % MINUTE)
        elif paused_at is not None:
            self._tick_timer.schedule(None, watched=False)
        elif self._is_watched and (left <= timedelta() or record.time_up is TimeUp.FLOW):
            self._tick_timer.rest(SECOND - record.focused(now) % SECOND)  # It counts upwards.
        elif record.time_up is TimeUp.FLOW:
            self._tick_timer.rest(LONGEST_PAUSE)
        else:
            self._tick_timer.schedule(left, watched=self._is_watched)

    def _beat_break(self, resting: RunningBreak, reading: Reading) -> None:
        left = resting.remaining(reading)
        if left <= timedelta():
            self._end_rest(resting.overdue(reading))
            if self.active is None:  # Else the next session has begun.
                self.beat()
            return
        display = break_display(resting, reading)
        self._show(display)
        self.break_shown.emit(display)
        self._show_today(reading)
        self._tick_timer.schedule(left, watched=self._is_watched)

    def _end_rest(self, overdue: timedelta | None) -> None:
        if self.resting is not None:
            self.resting = None
            if self.active is None:
                self._show_idle()
            self.break_ended.emit(overdue)

    def _show(self, display: TimerDisplay) -> None:
        self._panel.show_time(display)
        self._tray.show_time(display)

    def _show_idle(self) -> None:
        self._panel.show_idle()
        self._tray.show_idle()

    def _show_today(self, reading: Reading) -> None:
        if self._window.is_watched and self._window.history_page.isVisible():
            self._window.history_page.model.show_time_passing()
        self._daily_total.show(self.active, reading)


def _plan(record: SessionRecord) -> object:
    """An extension makes another plan of it, of which people are warned anew."""
    return record.id, record.session.duration_minutes
