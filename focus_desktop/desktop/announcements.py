"""Emits the controller's announcements as Qt signals, on the GUI thread, in the order of the commits."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from focus_desktop.model.changes import (
    ActiveSessionRead,
    ChangedElsewhere,
    GapFound,
    QuestsChanged,
    SavedDifferently,
    SessionDeleted,
    SessionEdited,
    SessionEnded,
    SessionPaused,
    SessionRestored,
    SessionResumed,
    SessionsChanged,
    SessionStarted,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from focus_desktop.model.changes import Change

LONGEST_TURN_S = 0.01
"""Seconds that a burst of changes may keep the event loop busy; the rest waits for its next turn."""


class Announcements(QObject):
    """Queues changes that any thread announces, and signals them on the GUI thread.

    The text below each signal names the class of its argument.
    """

    active_session_read = Signal(object)
    """ActiveSessionRead"""
    session_started = Signal(object)
    """SessionStarted"""
    session_ended = Signal(object)
    """SessionEnded"""
    session_deleted = Signal(object)
    """SessionDeleted"""
    session_restored = Signal(object)
    """SessionRestored"""
    session_changed = Signal(object)
    """SessionPaused, SessionResumed or SessionEdited"""
    sessions_changed = Signal(object)
    """SessionsChanged"""
    gap_found = Signal(object)
    """GapFound"""
    quests_changed = Signal(object)
    """QuestsChanged"""
    changed_elsewhere = Signal(object)
    """ChangedElsewhere"""
    saved_differently = Signal(object)
    """SavedDifferently"""

    _arrived = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._is_closed = False
        self._queue: deque[Change] = deque()
        self._signals = {
            ActiveSessionRead: self.active_session_read,
            SessionStarted: self.session_started,
            SessionEnded: self.session_ended,
            SessionDeleted: self.session_deleted,
            SessionRestored: self.session_restored,
            SessionPaused: self.session_changed,
            SessionResumed: self.session_changed,
            SessionEdited: self.session_changed,
            SessionsChanged: self.sessions_changed,
            GapFound: self.gap_found,
            QuestsChanged: self.quests_changed,
            ChangedElsewhere: self.changed_elsewhere,
            SavedDifferently: self.saved_differently,
        }
        # Queued even on the GUI thread: a change must not overtake an earlier one of another thread.
        self._arrived.connect(self._drain, type=Qt.ConnectionType.QueuedConnection)

    def announce(self, change: Change) -> None:
        """Queue a change; callable from any thread, in the order of the commits."""
        with self._lock:
            self._queue.append(change)
            is_first = len(self._queue) == 1
        if is_first:
            self._arrived.emit()

    def call_after_any_change(self, act: Callable[[], object]) -> None:
        """Call `act` after every change of sessions or quests, for views that are then read again."""
        for signal in (
            self.session_started,
            self.session_ended,
            self.session_deleted,
            self.session_restored,
            self.session_changed,
            self.sessions_changed,
            self.quests_changed,
            self.changed_elsewhere,
            self.saved_differently,
        ):
            signal.connect(act)

    def close(self) -> None:
        """Pass nothing on any more: the views are about to go."""
        self._is_closed = True

    @Slot()
    def _drain(self) -> None:
        deadline = time.monotonic() + LONGEST_TURN_S
        while not self._is_closed and (change := self._next()) is not None:
            self._signals[type(change)].emit(change)
            if time.monotonic() > deadline and self._queue:
                QTimer.singleShot(0, self._drain)
                return

    def _next(self) -> Change | None:
        with self._lock:
            return self._queue.popleft() if self._queue else None
