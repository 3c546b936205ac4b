"""Today's total beside the tabs, with a small bar that shows how much of the day's goal that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

WIDTH, HEIGHT = 64, 6
"""Pixels of the bar."""


class _Bar(QProgressBar):
    """Percent of the goal. A progress bar, so that assistive technology can read it."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Daily goal"))
        self.setRange(0, 100)
        self.setFixedSize(WIDTH, HEIGHT)

    def sizeHint(self) -> QSize:
        """Small."""
        return QSize(WIDTH, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the track and what is filled of it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        area = QRectF(self.rect())
        filled = QRectF(area)
        filled.setWidth(area.width() * self.value() / self.maximum())
        for role, part in ((QPalette.ColorRole.Dark, area), (QPalette.ColorRole.Highlight, filled)):
            if part.width() >= 1:
                painter.setBrush(self.palette().color(role))
                painter.drawRoundedRect(part, HEIGHT / 2, HEIGHT / 2)
        painter.end()


class GoalBar(QWidget):
    """The words, and the bar if there is a goal."""

    def __init__(self) -> None:
        super().__init__()
        self._total, self._bar = QLabel(), _Bar()
        self._total.setObjectName("muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.MEDIUM)
        row.addWidget(self._total)
        row.addWidget(self._bar, alignment=Qt.AlignmentFlag.AlignVCenter)
        self._bar.hide()

    def show_total(self, words: str, part: float | None) -> bool:
        """Show the total in words, and its part of the goal, 0 to 1 or more; None without a goal.

        Return whether anything has changed.
        """
        percent = None if part is None else min(100, int(part * 100))
        if (words, percent) == (self._total.text(), None if self._bar.isHidden() else self._bar.value()):
            return False
        self._total.setText(words)
        self._bar.setVisible(percent is not None)
        self._bar.setValue(percent or 0)
        return True
