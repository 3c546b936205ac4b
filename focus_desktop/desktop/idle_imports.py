"""Imports the modules of pages that nobody has opened yet, so that opening one does not wait for that."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import QObject, QTimer

PAUSE_MS = 60
"""Milliseconds between two modules, for whatever else the window has to do."""
_WINDOW = "focus_desktop.desktop.window"
MODULES = (
    f"{_WINDOW}.history.history_model",
    f"{_WINDOW}.history.history_filters",
    f"{_WINDOW}.history.history_table",
    f"{_WINDOW}.history.session_editor",
    f"{_WINDOW}.history.history_footer",
    "focus_desktop.model.statistics",
    f"{_WINDOW}.statistics.day_chart",
    f"{_WINDOW}.statistics.year_chart",
    f"{_WINDOW}.statistics.statistics_view",
)
"""The pages that are built of the most, each part before what needs it."""


class IdleImports(QObject):
    """One module at a time, each in a turn of the event loop of its own."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = list(MODULES)
        self._timer = QTimer(self, interval=PAUSE_MS)
        self._timer.timeout.connect(self._import_next)

    def start(self) -> None:
        """Begin; returns at once."""
        self._timer.start()

    def stop(self) -> None:
        """Import no more."""
        self._timer.stop()

    def _import_next(self) -> None:
        import_module(self._left.pop(0))
        if not self._left:
            self._timer.stop()
