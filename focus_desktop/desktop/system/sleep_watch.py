"""Tells when the computer falls asleep and when it wakes. So far only on Linux, from logind."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from focus_desktop.desktop.system.bus_thread import BusThread

if TYPE_CHECKING:
    from focus_desktop.desktop.system.logind import Logind


class SleepWatch(QObject):
    """Listens on a thread of its own; the signals come on the thread of this object."""

    falling_asleep = Signal()
    """Sleep is near, and waits for nobody: what is done now may be done after waking."""
    woken = Signal()

    _told = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: BusThread | None = None
        self._told.connect(self._announce)

    def start(self) -> None:
        """Begin to listen; returns at once. Where there is nobody to listen to, nothing is ever told."""
        if sys.platform == "linux" and self._thread is None:
            self._thread = BusThread("sleep watch", self._load)
            self._thread.start()

    def close(self) -> None:
        """Listen no more."""
        if self._thread is not None:
            self._thread.close()

    def _load(self) -> Logind:
        from focus_desktop.desktop.system.logind import Logind  # noqa: PLC0415 — never on the GUI thread

        return Logind(on_sleep=self._told.emit)

    @Slot(bool)
    def _announce(self, is_near: bool) -> None:
        (self.falling_asleep if is_near else self.woken).emit()
