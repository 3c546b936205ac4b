"""A line of text that leaves Ctrl+Z to the window while there is nothing in the line to undo."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit


class LineEdit(QLineEdit):
    """Otherwise as any other; Qt's own takes every Ctrl+Z, even if it does nothing."""

    def event(self, event: QEvent) -> bool:
        """Let Ctrl+Z pass if no typing can be undone."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.isUndoAvailable()
        ):
            event.ignore()
            return True
        return super().event(event)
