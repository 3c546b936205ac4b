"""Shows the time of the active session or break, has it recorded, and signals what happens as it passes."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from focus_desktop import wording
from focus_desktop.desktop.timer.countdown import Countdown
from focus_desktop.desktop.timer.tick_timer import LONGEST_INTERVAL, MINUTE, SECOND
from focus_desktop.model.breaks import RunningBreak
from focus_desktop.model.errors import StoreUnavailable
from focus_desktop.model.status import TimeUp
from focus_desktop.timer_display import Kind, break_display, session_display

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtWidgets import QWidget

    from focus_desktop.clock import Clock
    from focus_desktop.controller import Controller
    from focus_desktop.desktop.session_saver import SessionSaver
    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.desktop.timer.daily_total import DailyTotal
    from focus_desktop.desktop.timer.tick_timer import TickTimer
    from focus_desktop.desktop.tray.tray_icon import TrayIcon
    from focus_desktop.desktop.window.main_window import MainWindow
    from focus_desktop.desktop.window.mini.mini import Mini
    from focus_desktop.model.breaks import Break
    from focus_desktop.model.errors import FocusError
    from focus_desktop.model.reading import Reading
    from focus_desktop.model.record import SessionRecord
    from focus_desktop.settings import Settings
    from focus_desktop.timer_display import TimerDisplay

LOOK_EVERY = timedelta(seconds=30)
"""While it ticks each second: how often it is asked whether there is time to record, unless it is due."""
DELAY_TOLD_AFTER = timedelta(seconds=2)
"""A due session whose completion cannot be saved for so long is told."""


class TimerPresenter(QObject):
    """Presents one session or one break at a time, by the preferences that held when it began."""

    updated = Signal()
    """Time has passed, and more than the seconds of a session were shown anew: some times a minute."""
    ending_soon = Signal(object)
    """The SessionRecord of the active session, whose planned end is near."""
    overtime_began = Signal(object)
    """The SessionRecord of the active session, whose time is up and which goes on."""
    completion_delayed = Signal(object)
    """The SessionRecord of the active session, which is due but cannot be saved as completed."""
    break_ticked = Signal(object)
    """The TimerDisplay of the break."""
    break_started = Signal(object)
    """The Break that is taken."""
    break_ended = Signal(object)
    """How long ago the break's time was up, a timedelta; None if it was cut short."""
    time_recorded = Signal()
    """The session's time was recorded."""
    recording_refused = Signal(object)
    """The FocusError because of which the session's time cannot be recorded."""

    def __init__(
        self,
        *,
        clock: Clock,
        store: StoreThread,
        saver: SessionSaver,
        tick_timer: TickTimer,
        window: MainWindow,
        tray: TrayIcon,
        mini: Mini,
        daily_total: DailyTotal,
    ) -> None:
        super().__init__()
        self._clock = clock
        self._store = store
        self._saver = saver
        self._tick_timer = tick_timer
        self._window = window
        self._panel = window.session_panel
        self._tray = tray
        self._mini = mini
        self._daily_total = daily_total
        self.active: SessionRecord | None = None
        self.running_break: RunningBreak | None = None
        self._warn_before = timedelta()
        self._saves_power = False
        self._views: list[QWidget] = []
        self._is_recording = False
        # For which plan each message was shown: an extended session has another plan.
        self._told_ending: object = None
        self._told_overtime: object = None
        self._told_delay: object = None
        self._looked_at: timedelta | None = None
        """The reading of the boot clock at which it was asked last whether there is time to record."""
        self._countdown: Countdown | None = None
        """While only the session's seconds are seen: what is shown of it."""
        tick_timer.ticked.connect(self._tick)
        window.pages.currentChanged.connect(self.update)

    def show_active(self, record: SessionRecord | None, settings: Settings) -> None:
        """Show this session, or that none is active any more."""
        is_new = record is not None and (self.active is None or self.active.id != record.id)
        self.active, self._looked_at = record, None
        if is_new:
            self._end_break(None)
            self._warn_before = timedelta(minutes=settings.warn_minutes)
        if record is not None:
            self._panel.show_session(record)
            self._tray.show_session(record)
            can_be_extended = record.time_up is not TimeUp.FLOW
            self._window.commands.show_session(is_active=True, can_be_extended=can_be_extended)
        elif self.running_break is None:
            self._show_idle()
        if is_new and record is not None and record.overtime(record.time(self._clock.read())):
            self._told_overtime = _plan(record)  # Its time was up while the app was closed.
        self._daily_total.reload(record)
        self.update()

    def start_break(self, earned: Break) -> None:
        """Start a break, unless a session is active."""
        if self.active is None:
            self.running_break = RunningBreak(earned, self._clock.read())
            self._panel.show_break(earned)
            self._tray.show_break()
            self.break_started.emit(earned)
            self.update()

    @Slot(bool)
    def save_power(self, wanted: bool) -> None:
        """Show minutes only, and tick once a minute, until the last minute; or seconds again."""
        self._saves_power = wanted
        self.update()

    def skip_break(self) -> None:
        """End the break before its time."""
        self._end_break(None)
        self.update()

    def _tick(self) -> None:
        """Show the next second, or everything anew."""
        if not self._show_second():
            self.update()
            self.updated.emit()

    def _show_second(self) -> bool:
        """Show the second that it is now. Return False if more than the second may have changed.

        Most ticks are such seconds, so all that the others do would be most of what a session takes.
        """
        if self._countdown is None or not self._window.shows_seconds:
            return False
        left = self._countdown.left_at(self._clock.read().up)
        if left is None:
            return False
        self._panel.show_time(self._countdown.display.at(wording.whole_seconds(left)))
        self._tick_timer.schedule(left, watched=True)
        return True

    def update(self) -> None:
        """Show the time as it is now, have it recorded if need be, and schedule the next tick."""
        self._countdown = None
        reading = self._clock.read()
        if self.active is not None:
            self._update_session(self.active, reading)
        elif self.running_break is not None:
            self._update_break(self.running_break, reading)
        else:
            self._show_daily_total(reading)
            self._panel.show_now(reading.wall)
            if self._panel.is_idle:
                self._mini.show_time(self._panel.display, "")
            self._schedule_idle(reading.wall)

    def add_view(self, view: QWidget) -> None:
        """From now on the app wakes each second also while this widget can be seen."""
        self._views.append(view)

    @property
    def _is_seen(self) -> bool:
        return self._window.shows_seconds or self._is_seen_elsewhere

    @property
    def _is_seen_elsewhere(self) -> bool:
        return self._tray.is_watched or self._mini.is_open or any(view.isVisible() for view in self._views)

    def _are_seconds_seen(self, display: TimerDisplay) -> bool:
        return self._is_seen and not (self._saves_power and display.minutes)

    # A session

    def _update_session(self, record: SessionRecord, reading: Reading) -> None:
        if record.is_due(reading) or not self._has_looked(reading):
            self._record_time(reading)
        if self.active is not record:
            return  # Recording it was answered at once: what has changed is shown already.
        now = record.time(reading)
        display = session_display(record, now)
        self._show(display, wording.title(record))
        self._show_daily_total(reading)
        self._tell_milestones(record, now)
        watched = self._are_seconds_seen(display)
        self._schedule(record, now, watched=watched)
        if watched and display.kind is Kind.RUNNING and not (display.counts_up or self._is_seen_elsewhere):
            until = reading.up if self._looked_at is None else self._looked_at + LOOK_EVERY
            self._countdown = Countdown(display, record.remaining(now), reading.up, until)

    def _has_looked(self, reading: Reading) -> bool:
        """Whether it was asked a moment ago if there is time to record, and will soon be again."""
        if self._saves_power or not self._is_seen:
            return False  # It ticks so seldom that each tick has to ask.
        return self._looked_at is not None and timedelta() <= reading.up - self._looked_at < LOOK_EVERY

    def _record_time(self, reading: Reading) -> None:
        """Have the session's time recorded, if there is something to record; the answer comes later."""
        controller = self._store.controller
        if controller is None:
            return
        self._looked_at = reading.up
        if controller.has_unsaved:
            controller.keep_unsaved_time(reading)  # It is stored with what waits for that.
            return
        if self._is_recording or not controller.has_time_to_record():
            return
        self._is_recording = True
        self._store.query(_keep_time, done=self._finish_recording, refused=self._delay_recording)

    def _finish_recording(self, _: object) -> None:
        self._is_recording, self._looked_at = False, None
        self.time_recorded.emit()

    def _delay_recording(self, error: FocusError) -> None:
        """Signal that recording failed; the next tick tries again."""
        self._is_recording, self._looked_at = False, None
        self.recording_refused.emit(error)
        record, reading = self.active, self._clock.read()
        if record is None or not record.is_due(reading):
            return
        self._saver.complete_due(reading, error)
        if self._told_delay == _plan(record) or self.is_unsaved:
            return
        ends_at = record.completes_at()
        if ends_at is not None and record.time(reading) - ends_at >= DELAY_TOLD_AFTER:
            self._told_delay = _plan(record)
            self.completion_delayed.emit(record)

    @property
    def is_unsaved(self) -> bool:
        """Whether something waits to be stored."""
        controller = self._store.controller
        return controller is not None and controller.has_unsaved

    def _tell_milestones(self, record: SessionRecord, now: datetime) -> None:
        if record.is_paused or record.time_up is TimeUp.FLOW:
            return
        left = record.remaining(now)
        if timedelta() < left <= self._warn_before and self._told_ending != _plan(record):
            self._told_ending = _plan(record)
            self.ending_soon.emit(record)
        is_overtime = record.time_up is TimeUp.OVERTIME and left <= timedelta()
        if is_overtime and self._told_overtime != _plan(record):
            self._told_overtime = _plan(record)
            self.overtime_began.emit(record)

    def _schedule(self, record: SessionRecord, now: datetime, *, watched: bool) -> None:
        paused_at, left = record.paused_at(), record.remaining(now)
        counts_up = record.time_up is TimeUp.FLOW or (
            record.time_up is TimeUp.OVERTIME and left <= timedelta()
        )
        if paused_at is not None and self._is_seen:
            self._tick_timer.schedule_in(MINUTE - (now - paused_at) % MINUTE)
        elif paused_at is not None:
            self._tick_timer.schedule(None, watched=False)
        elif counts_up and watched:
            self._tick_timer.schedule_in(SECOND - record.focused(now) % SECOND)
        elif counts_up:
            until_change = MINUTE - record.focused(now) % MINUTE
            self._tick_timer.schedule_in(min(until_change, LONGEST_INTERVAL), exact=False)
        else:
            self._tick_timer.schedule(left, watched=watched)

    # A break

    def _update_break(self, running: RunningBreak, reading: Reading) -> None:
        left = running.remaining(reading)
        if left <= timedelta():
            self._end_break(running.overdue(reading))
            if self.active is None:  # Else the next session has begun.
                self.update()
            return
        display = break_display(running, reading)
        self.break_ticked.emit(self._show(display, wording.break_name(running.earned)))
        self._show_daily_total(reading)
        self._tick_timer.schedule(left, watched=self._are_seconds_seen(display))

    def _end_break(self, overdue: timedelta | None) -> None:
        if self.running_break is not None:
            self.running_break = None
            if self.active is None:
                self._show_idle()
            self.break_ended.emit(overdue)

    # What is shown

    def _show(self, display: TimerDisplay, subject: str) -> TimerDisplay:
        """Show this, or that without seconds; return what is shown."""
        if self._saves_power:
            display = display.by_minutes()
        self._panel.show_time(display)
        self._tray.show_time(display)
        self._mini.show_time(display, subject)
        # Not to the second: each new title wakes the window manager and the task bar.
        self._window.show_title(display.summary, subject)
        return display

    def _show_idle(self) -> None:
        self._panel.show_idle()
        self._tray.show_idle()
        self._mini.show_time(self._panel.display, "")
        self._window.show_title("", "")
        self._window.commands.show_session(is_active=False, can_be_extended=False)

    def _schedule_idle(self, now: datetime) -> None:
        """Tick at the next full minute if somebody sees when the next session would end."""
        if self._mini.is_open or self._window.shows_seconds:
            past = timedelta(seconds=now.second, microseconds=now.microsecond)
            self._tick_timer.schedule_in(MINUTE - past)
        else:
            self._tick_timer.schedule(None, watched=False)

    def _show_daily_total(self, reading: Reading) -> None:
        if self._window.is_watched and self._window.history_page.isVisible():
            self._window.history_page.model.show_time_passing()
        self._daily_total.show(self.active, reading)


def _keep_time(controller: Controller) -> None:
    with suppress(StoreUnavailable):
        controller.keep_time()
    if controller.has_time_to_record():
        # Another process has completed the session, which was not announced here yet; or the database was
        # locked just now, as it is for a moment whenever somebody reads or writes it.
        controller.catch_up()
        controller.complete_due_session()


def _plan(record: SessionRecord) -> object:
    """Return a value that differs after an extension, so that the messages are shown again for it."""
    return record.id, record.session.duration_minutes
