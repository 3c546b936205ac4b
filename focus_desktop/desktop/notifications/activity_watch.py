"""Notices that the user does something in the app, while an alert waits for a reaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QWindow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

REACTIONS = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress}


class ActivityWatch(QObject):
    """Watches the windows that are open when it is started.

    Others can only be opened by doing something in these, or in the tray, which is a reaction as well.
    """

    noticed = Signal()
    """A key or a mouse button was pressed in a window of the app."""

    def __init__(self, ignored: QWidget) -> None:
        """What is done in the window `ignored` is not signalled: its buttons are reactions of their own."""
        super().__init__()
        self._ignored = ignored
        self._watched: list[QWindow] = []

    def start(self) -> None:
        """Signal what the user does from now on."""
        self.stop()
        # Not the whole application: Python would be called for each event of every object in it.
        for window in QGuiApplication.topLevelWindows():
            if window is not self._ignored.windowHandle():
                window.installEventFilter(self)
                window.destroyed.connect(self._forget)
                self._watched.append(window)

    def stop(self) -> None:
        """Signal nothing more."""
        watched, self._watched = self._watched, []
        for window in watched:
            window.removeEventFilter(self)
            window.destroyed.disconnect(self._forget)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Signal a press, and let it go on."""
        if event.type() in REACTIONS:
            self.noticed.emit()
        return False

    def _forget(self, window: QObject) -> None:
        self._watched = [one for one in self._watched if one is not window]
