"""Tells when the computer falls asleep and when it wakes. So far only on Linux, from logind."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from focus_desktop.desktop.logind import Logind

CLOSING_LIMIT_S = 1.0
"""How long to wait for the thread to end."""


class SleepWatch(QObject):
    """Listens on a thread of its own; the signals come on the thread of this object."""

    falling_asleep = Signal()
    """Sleep is near, and waits for nobody: what is done now may be done after waking."""
    woken = Signal()

    _told = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._logind: Logind | None = None
        self._starting = threading.Lock()
        self._closed = False
        self._thread: threading.Thread | None = None
        self._told.connect(self._announce)

    def start(self) -> None:
        """Begin to listen; returns at once. Where there is nobody to listen to, nothing is ever told."""
        # Not by way of QtDBus: connecting to a bus that hangs would block Python in all threads.
        if sys.platform == "linux" and self._thread is None:
            self._thread = threading.Thread(target=self._listen, name="sleep watch", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Listen no more."""
        with self._starting:
            self._closed = True
            if self._logind is not None:
                self._logind.stop()
        if self._thread is not None:  # It must not outlive the interpreter.
            self._thread.join(CLOSING_LIMIT_S)

    def _listen(self) -> None:
        with self._starting:
            if self._closed:
                return
            # asyncio and D-Bus take a tenth of a second to import: never on the GUI thread.
            from focus_desktop.desktop.logind import Logind  # noqa: PLC0415

            self._logind = Logind(on_sleep=self._told.emit)
        self._logind.listen()

    @Slot(bool)
    def _announce(self, is_near: bool) -> None:
        (self.falling_asleep if is_near else self.woken).emit()
