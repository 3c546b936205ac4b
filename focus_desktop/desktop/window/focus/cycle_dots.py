"""Dots that show how many sessions are done until the long break."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QWidget

from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

RADIUS, STEP, LINE = 5, 18, 1.5
"""Pixels: of a dot, from one to the next, and of an empty one's line."""


class CycleDots(QWidget):
    """One dot for each session of a cycle, filled for those that are completed. Empty without long breaks."""

    def __init__(self) -> None:
        super().__init__()
        self._done, self._all = 0, 0
        self.setFixedHeight(2 * RADIUS + 2)

    def show_cycle(self, done: int, every: int) -> None:
        """Show that `done` of `every` sessions are completed; `every` is 0 if there are no long breaks."""
        self._done, self._all = done, every
        words = _("{done} of {every} sessions until the long break").format(done=done, every=every)
        self.setAccessibleName(words if every else "")
        self.setToolTip(words if every else "")
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the dots of the longest cycle."""
        return QSize(12 * STEP, 2 * RADIUS + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the dots in the middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first = self.width() / 2 - (self._all - 1) * STEP / 2
        filled = self.palette().color(QPalette.ColorRole.Highlight)
        line = QPen(self.palette().color(QPalette.ColorRole.Mid), LINE)
        for number in range(self._all):
            is_done = number < self._done
            painter.setPen(Qt.PenStyle.NoPen if is_done else line)
            painter.setBrush(filled if is_done else Qt.BrushStyle.NoBrush)
            radius = RADIUS if is_done else RADIUS - LINE / 2
            painter.drawEllipse(QPointF(first + number * STEP, self.height() / 2), radius, radius)
        painter.end()
