"""Notices trays that appear and disappear. Qt decides only once which kind of tray an icon is for."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QSystemTrayIcon

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusServiceWatcher

HOST = "org.kde.StatusNotifierWatcher"
"""The D-Bus name that exists while there is a host. Source: the StatusNotifierItem specification."""
PATIENCE_S = 5.0
"""Seconds to wait for a tray: at login and after a crash, the panel may still be starting."""
LOOK_EVERY_MS = 250
"""Milliseconds between two looks while waiting for a tray."""
ASK_EVERY_S = 60.0
"""Seconds between two checks of `misses`."""


class TrayWatch(QObject):
    """Signals that StatusNotifier hosts appear and disappear. Qt itself handles XEmbed trays that appear."""

    host_changed = Signal()
    """A StatusNotifier host has appeared, disappeared or been replaced."""
    none_came = Signal()
    """There is no tray of any kind, and the time to wait for one is over."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watcher: QDBusServiceWatcher | None = None
        self._has_host = False
        self._next_check = 0.0
        self._look_timer = QTimer(self)
        self._look_timer.setInterval(LOOK_EVERY_MS)
        self._look_timer.timeout.connect(self._look_for_tray)
        self._deadline = 0.0

    def start(self) -> bool:
        """Let D-Bus report changes of the host from now on. Return whether there is a host now."""
        if sys.platform != "linux":
            return False
        # Qt itself is already connected to the session bus, so this cannot hang.
        from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher  # noqa: PLC0415 — after the paint

        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return False
        self._watcher = QDBusServiceWatcher(
            HOST, bus, QDBusServiceWatcher.WatchModeFlag.WatchForOwnerChange, self
        )
        self._watcher.serviceOwnerChanged.connect(self._change_host)
        self._has_host = bool(bus.interface().isServiceRegistered(HOST).value())
        return self._has_host

    def wait_for_one(self) -> None:
        """Look for a tray of any kind for `PATIENCE_S`; emit `none_came` if there is none."""
        if not self._look_timer.isActive():
            self._deadline = time.monotonic() + PATIENCE_S
            self._look_timer.start()

    def misses(self, icon: QSystemTrayIcon) -> bool:
        """Whether the icon is in no tray. Checked once a minute; the calls in between return False.

        Nothing signals that an XEmbed tray has disappeared, and asking the X server wakes several threads.
        """
        now = time.monotonic()
        if self._has_host or now < self._next_check:
            return False
        self._next_check = now + ASK_EVERY_S
        return icon.geometry().isEmpty()

    @Slot(str, str, str)
    def _change_host(self, _service: str, _before: str, now: str) -> None:
        self._has_host = bool(now)
        self.host_changed.emit()

    def _look_for_tray(self) -> None:
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._look_timer.stop()
        elif time.monotonic() > self._deadline:
            self._look_timer.stop()
            self.none_came.emit()
