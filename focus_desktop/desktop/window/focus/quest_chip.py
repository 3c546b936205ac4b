"""The quest of the next session, as a chip that opens the list of quests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.combo_box import AccessibleComboBox
from focus_desktop.desktop.window.focus_frame import draw_focus_frame
from focus_desktop.desktop.window.quest_colour import DOT, draw_dot, quest_colour

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

HEIGHT, WIDEST, LIST_WIDTH = 28, 200, 300
"""Pixels."""
OPENING_KEYS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}
ARROW = "▾"


class QuestChip(AccessibleComboBox):
    """Its choice changes only in its list, so that no wheel and no arrow key changes it unseen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quest_id: UUID | None = None

    def prepare_list(self) -> None:
        """Make the list wider than the chip, and shorten the titles that do not fit."""
        super().prepare_list()
        self.view().setMinimumWidth(LIST_WIDTH)
        self.view().setTextElideMode(Qt.TextElideMode.ElideRight)

    def show_quest(self, quest_id: UUID | None) -> None:
        """Show the colour of this quest; None for no quest."""
        self._quest_id = quest_id
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its text, within limits."""
        width = self.fontMetrics().horizontalAdvance(self.currentText()) + self._around_text()
        height = max(HEIGHT, self.fontMetrics().height() + tokens.SMALL)
        return QSize(min(width, WIDEST), height)

    def minimumSizeHint(self) -> QSize:
        """The same: the description beside it gives way."""
        return self.sizeHint()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what is below."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list by the keys that would otherwise change the choice, and by Enter."""
        if event.key() in OPENING_KEYS:
            self.showPopup()
        elif event.key() in {Qt.Key.Key_Space, Qt.Key.Key_F4}:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chip: the quest's dot, its title shortened with "…", and an arrow."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.AlternateBase))
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        colour = quest_colour(self.palette(), self._quest_id)
        draw_dot(painter, colour, QPointF(tokens.MEDIUM + DOT / 2, area.center().y()))
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        words = area.adjusted(tokens.MEDIUM + DOT + tokens.SMALL, 0, -tokens.MEDIUM, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, ARROW)
        words.setRight(words.right() - self._arrow_width())
        text = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, int(words.width())
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
        if self.hasFocus() or self.underMouse():
            draw_focus_frame(painter, self.palette(), area, area.height() / 2)
        painter.end()

    def _around_text(self) -> int:
        return 2 * tokens.MEDIUM + DOT + tokens.SMALL + self._arrow_width() + 1

    def _arrow_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(ARROW) + tokens.TINY
