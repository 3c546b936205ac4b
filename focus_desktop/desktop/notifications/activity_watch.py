"""Notices that the user does something in the app, while an alert waits for a reaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

REACTIONS = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress}


class ActivityWatch(QObject):
    """Sees every event of the app, and so is started only while it is needed."""

    noticed = Signal()
    """A key or a mouse button was pressed in the app."""

    def __init__(self, qt: QApplication, ignored: QWidget) -> None:
        """What is done in the window `ignored` is not signalled: its buttons are reactions of their own."""
        super().__init__()
        self._qt = qt
        self._ignored = ignored

    def start(self) -> None:
        """Signal what the user does from now on."""
        self._qt.installEventFilter(self)

    def stop(self) -> None:
        """Signal nothing more."""
        self._qt.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Signal a press, and let it go on."""
        if (
            event.type() in REACTIONS
            and isinstance(watched, QWidget)
            and watched.window() is not self._ignored
        ):
            self.noticed.emit()
        return False
