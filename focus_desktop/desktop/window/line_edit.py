"""Lines of text that leave Ctrl+Z to the window while there is nothing in the line to undo."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
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
            and _is_undo(event)
            and not self.isUndoAvailable()
        ):
            event.ignore()
            return True
        return super().event(event)


def _is_undo(event: QKeyEvent) -> bool:
    from PySide6.QtGui import QKeySequence  # noqa: PLC0415 — its enumerations take a millisecond at the start

    return event.matches(QKeySequence.StandardKey.Undo)


class SearchLine(LineEdit):
    """Has a button that clears it. That is made with the first letter: Qt looks its icon up in many files."""

    def __init__(self, name: str) -> None:
        """`name` tells what is searched."""
        super().__init__()
        self.setPlaceholderText(_("Search"))
        self.setAccessibleName(name)
        self.textChanged.connect(self._add_clear_button)

    def event(self, event: QEvent) -> bool:
        """Clear the search by Escape, before that goes back to where one came from."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self.text():
            match event.type():
                case QEvent.Type.ShortcutOverride:
                    event.accept()
                    return True
                case QEvent.Type.KeyPress:
                    self.clear()
                    return True
        return super().event(event)

    def _add_clear_button(self) -> None:
        self.textChanged.disconnect(self._add_clear_button)
        self.setClearButtonEnabled(True)
        clear = self.findChild(QToolButton)
        assert isinstance(clear, QToolButton)
        clear.setAccessibleName(_("Clear the search"))  # Qt gives it an icon only.
