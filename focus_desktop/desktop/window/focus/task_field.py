"""The field with what the next session is about: the description and the quest stand in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QFrame

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.focus_frame import draw_focus_frame

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QLineEdit

HEIGHT = 48
"""Pixels."""


class TaskField(QFrame):
    """Looks like a field to type in, and has the frame of one while a text in it has the keyboard focus.

    It draws itself: a style sheet would be looked through again at each change.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("field")
        self.setFixedHeight(HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._has_keyboard = False

    def follow(self, line: QLineEdit) -> None:
        """Show when this line has the keyboard focus."""
        line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Draw the frame of a field with the keyboard focus, or no longer."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self._has_keyboard = event.type() == QEvent.Type.FocusIn
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and the frame."""
        painter, palette = QPainter(self), self.palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        edge = QPalette.ColorRole.WindowText if self.underMouse() else QPalette.ColorRole.Mid
        painter.setPen(QPen(palette.color(edge), 1))
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), tokens.RADIUS, tokens.RADIUS)
        if self._has_keyboard:
            draw_focus_frame(painter, palette, area, tokens.RADIUS)
        painter.end()
