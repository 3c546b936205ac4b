"""Draws a session as a bar with its worked time and its gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from focus_desktop import wording

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtGui import QPaintEvent

    from focus_desktop.model.changes import GapFound

BAR = 10
"""Height in pixels."""


class Timeline(QWidget):
    """Worked time is filled, the gap hatched; below are the times of both ends of the bar.

    The banner around it says the same in words.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._found: GapFound | None = None

    def show_gap(self, found: GapFound) -> None:
        """Show this gap in its session."""
        self._found = found
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the bar and a line of text."""
        return QSize(200, BAR + self.fontMetrics().height() + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar from the session's start to the end of its last interval or the gap."""
        if self._found is None:
            return
        painter = QPainter(self)
        gap = (self._found.gap.started_at, self._found.gap.ended_at)
        stretches = [(one.started_at, one.ended_at or gap[1]) for one in self._found.record.intervals]
        first = min(start for start, _ in (*stretches, gap))
        last = max(end for _, end in (*stretches, gap))
        for start, end in stretches:
            area = self._area((start - first) / (last - first), (end - first) / (last - first))
            painter.fillRect(area, self.palette().color(QPalette.ColorRole.Highlight))
        area = self._area((gap[0] - first) / (last - first), (gap[1] - first) / (last - first))
        grey = self.palette().color(QPalette.ColorRole.PlaceholderText)
        painter.fillRect(area, QBrush(grey, Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(grey))
        painter.drawRect(area)
        self._label(painter, first, Qt.AlignmentFlag.AlignLeft)
        self._label(painter, last, Qt.AlignmentFlag.AlignRight)
        painter.end()

    def _area(self, start: float, end: float) -> QRectF:
        width = self.width() - 1
        return QRectF(start * width, 0, max(2.0, (end - start) * width), BAR)

    def _label(self, painter: QPainter, moment: datetime, side: Qt.AlignmentFlag) -> None:
        area = QRectF(0, BAR + 2, self.width(), self.height() - BAR - 2)
        painter.drawText(area, side, wording.clock_time(moment))
