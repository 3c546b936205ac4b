"""How far a quest has come, as a bar in its colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QProgressBar

from focus_desktop import wording
from focus_desktop.desktop.window.quest_colour import quest_colour

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from focus_desktop.model.quest_record import QuestRecord


class ProgressBar(QProgressBar):
    """A real progress bar, so that assistive technology can read it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._quest_id: UUID | None = None
        self.setTextVisible(False)

    def show_record(self, record: QuestRecord) -> None:
        """Show the progress, which may be more than the target."""
        self._quest_id = record.id
        steps = wording.quest_steps(record)
        self.setAccessibleName(wording.listed(record.quest.title, steps))
        self.setAccessibleDescription(wording.forecast_reckoning(record))
        self.setToolTip(wording.tooltip(wording.forecast_reckoning(record)))
        self.setRange(0, record.quest.target_value)
        self.setValue(min(record.quest.current_value, record.quest.target_value))

    def sizeHint(self) -> QSize:
        """Its size, which the card chooses."""
        return self.size()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the track and what is filled of it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        area, palette = QRectF(self.rect()), self.palette()
        radius = area.height() / 2
        painter.setBrush(palette.color(QPalette.ColorRole.Dark))
        painter.drawRoundedRect(area, radius, radius)
        if self.value():
            filled = max(area.height(), area.width() * self.value() / self.maximum())
            painter.setBrush(quest_colour(palette, self._quest_id))
            painter.drawRoundedRect(QRectF(0, 0, filled, area.height()), radius, radius)
        painter.end()
