"""Notices trays that come and go. Qt decides once for each icon which kind of tray it is for."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QSystemTrayIcon

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusServiceWatcher

HOST = "org.kde.StatusNotifierWatcher"
"""What a host has registered with the session bus; source: the StatusNotifierItem specification."""
PATIENCE_S = 5.0
"""So long a panel may still be starting, at the login or after a crash."""
LOOK_EVERY_MS = 250
ASK_EVERY_S = 60.0


class TrayWatch(QObject):
    """Tells of StatusNotifier hosts; XEmbed trays are Qt's own business, whenever they come."""

    host_changed = Signal()
    """A StatusNotifier host has come or gone, or another is in its place."""
    none_came = Signal()
    """There is no tray of any kind, and waiting for one is over."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watcher: QDBusServiceWatcher | None = None
        self._has_host = False
        self._ask_again = 0.0
        self._looking = QTimer(self)
        self._looking.setInterval(LOOK_EVERY_MS)
        self._looking.timeout.connect(self._look)
        self._deadline = 0.0

    def start(self) -> bool:
        """Begin to watch, without asking again and again; whether there is a host now."""
        if sys.platform != "linux":
            return False
        # On the session bus, unlike on the system's, Qt itself is long since: nothing new can hang here.
        from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher  # noqa: PLC0415 — behind the start

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
        """Look for a tray of any kind, and tell if none comes."""
        if not self._looking.isActive():
            self._deadline = time.monotonic() + PATIENCE_S
            self._looking.start()

    def misses(self, icon: QSystemTrayIcon) -> bool:
        """Whether the icon is in no tray; asked once a minute, however often it is called.

        Nothing tells of an XEmbed tray that has gone, and to ask the X server wakes several threads.
        """
        now = time.monotonic()
        if self._has_host or now < self._ask_again:
            return False
        self._ask_again = now + ASK_EVERY_S
        return icon.geometry().isEmpty()

    @Slot(str, str, str)
    def _change_host(self, _service: str, _before: str, now: str) -> None:
        self._has_host = bool(now)
        self.host_changed.emit()

    def _look(self) -> None:
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._looking.stop()
        elif time.monotonic() > self._deadline:
            self._looking.stop()
            self.none_came.emit()
