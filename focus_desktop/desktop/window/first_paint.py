"""Waits until a window has been painted for the first time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

LONGEST_WAIT_MS = 400
"""Milliseconds; a window that opens where nobody sees it, as on another desktop, may never be painted."""


class FirstPaint(QObject):
    """Emits `done` once: after the first paint, or when it has been waited for long enough."""

    done = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.is_done = False
        window.installEventFilter(self)
        QTimer.singleShot(LONGEST_WAIT_MS, self._finish)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Wait for the end of the first paint, of which this is the beginning."""
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self._finish)
        return False

    def _finish(self) -> None:
        if not self.is_done:
            self.is_done = True
            self._window.removeEventFilter(self)
            self.done.emit()
