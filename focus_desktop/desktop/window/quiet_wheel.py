"""Leaves the wheel to the page that a control is on, unless the control has the keyboard focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QWidget as Control
else:
    Control = object  # The widget of Qt's is the other class that is inherited.


class QuietWheel(Control):
    """Inherited before a widget of Qt's, which then changes its value only when the user means it."""

    def leave_wheel_to_page(self) -> None:
        """Let the wheel not give the focus, which by default it does; to be called once."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the value only with the keyboard focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
