"""A quest below a session's title: its dot, and its title on one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QLabel

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.quest_colour import DOT, draw_dot, quest_colour

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtGui import QPaintEvent

    from focus_desktop.model.quest import Quest

BEFORE_TEXT = DOT + tokens.SMALL
"""Pixels that the dot takes."""
LONGEST = 48
"""Characters of usual width for which there is room; a longer text must not widen the window's column."""


class QuestLine(QLabel):
    """Plain text, shortened with "…" if it does not fit. Empty if there is no quest."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("muted")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._quest_id: UUID | None = None

    def show_quest(self, quest: Quest | None, text: str) -> None:
        """Show `text`, which names the quest, beside its dot; None for no quest."""
        self._quest_id = None if quest is None else quest.id
        self.setText(wording.on_one_line(" ".join(text.split())) if quest is not None else "")
        self.setToolTip(wording.tooltip(text) if quest is not None else "")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as its text and the dot, but for a long text."""
        metrics = self.fontMetrics()
        width = min(metrics.horizontalAdvance(self.text()), metrics.averageCharWidth() * LONGEST)
        return QSize(width + BEFORE_TEXT + 1 if self.text() else 0, self.fontMetrics().height() + tokens.TINY)

    def minimumSizeHint(self) -> QSize:
        """No width: the text is shortened to fit."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the dot and the text in the middle."""
        if self._quest_id is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics, room = self.fontMetrics(), self.width() - BEFORE_TEXT
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideMiddle, room)
        left = (room - metrics.horizontalAdvance(text)) / 2
        draw_dot(
            painter, quest_colour(self.palette(), self._quest_id), QPointF(left + DOT / 2, self.height() / 2)
        )
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        area = QRectF(left + BEFORE_TEXT, 0, room, self.height())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
