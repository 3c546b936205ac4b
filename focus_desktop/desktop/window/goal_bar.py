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
LARGE_ROOM = 10_000
"""Pixels: more than is needed."""


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
    """The words, and the bar if there is a goal; in a narrow window only what there is room for."""

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
        self._has_goal = False
        self._room = LARGE_ROOM

    def show_total(self, words: str, part: float | None) -> bool:
        """Show the total in words, and its part of the goal, 0 to 1 or more; None without a goal.

        Return whether anything has changed.
        """
        percent = None if part is None else min(100, int(part * 100))
        if (words, percent) == (self._total.text(), self._bar.value() if self._has_goal else None):
            return False
        self._total.setText(words)
        self._has_goal = percent is not None
        self._bar.setValue(percent or 0)
        self.setToolTip(words)
        self.fit(self._room)
        return True

    def minimumSizeHint(self) -> QSize:
        """No width: it gives way to the tabs."""
        return QSize(0, super().minimumSizeHint().height())

    def fit(self, room: int) -> None:
        """Show what fits into so many pixels: the words and the bar, or one of them, or nothing."""
        self._room = room
        words, bar = self._total.sizeHint().width(), WIDTH if self._has_goal else 0
        both = words + bar + (tokens.MEDIUM if bar else 0)
        has_bar, has_words = self._has_goal and bar <= room, both <= room or (not bar and words <= room)
        self._bar.setVisible(has_bar)
        self._total.setVisible(has_words)
        self.setVisible(has_bar or has_words)
