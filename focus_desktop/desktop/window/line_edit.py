"""Lines of text that leave Ctrl+Z to the window while there is nothing in the line to undo."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QToolButton

from focus_desktop.language import gettext as _

ANY_LENGTH = 2**31 - 1
"""Characters, as `maxLength`: what is pasted is never cut off. Qt's own limit is 32,767."""


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


def search_line(name: str) -> LineEdit:
    """Return a line to search in, with a button that clears it; `name` tells what is searched."""
    line = LineEdit()
    line.setPlaceholderText(_("Search"))
    line.setAccessibleName(name)
    line.setClearButtonEnabled(True)
    clear = line.findChild(QToolButton)
    assert isinstance(clear, QToolButton)
    clear.setAccessibleName(_("Clear the search"))  # Qt gives it an icon only.
    return line
