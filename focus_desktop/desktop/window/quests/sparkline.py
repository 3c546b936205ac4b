"""The focused time of the last fourteen days, as small columns."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPalette
from PySide6.QtWidgets import QToolTip, QWidget

from focus_desktop import wording
from focus_desktop.desktop.window.quest_colour import quest_colour
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from focus_desktop.model.quest_record import QuestRecord

COLUMN, STEP = 4, 6
"""Pixels: the width of a column, and from one to the next."""
LOWEST = 2
"""Pixels of a day on which there was a little work."""


class Sparkline(QWidget):
    """Today is on the right. The highest column is the day with the most time of the quest."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._record: QuestRecord | None = None

    def show_record(self, record: QuestRecord) -> None:
        """Show the days of a quest."""
        self._record = record
        # Translators: A small chart of the focused time of some days. {title} is the title of a quest.
        name = _("Last {count} days of {title}")
        self.setAccessibleName(
            name.format(count=len(record.days), title=wording.on_one_line(record.quest.title))
        )
        self.setAccessibleDescription(wording.recent_days(record))
        self.update()

    def event(self, event: QEvent) -> bool:
        """Tell the time of the day that the pointer is on."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._record is not None:
            day = min(event.pos().x() // STEP, len(self._record.days) - 1)
            QToolTip.showText(event.globalPos(), wording.recent_day(self._record, day), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the columns; a day without work is a line."""
        if self._record is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colour, track = quest_colour(self.palette(), self._record.id), QPalette.ColorRole.Dark
        most = max(self._record.days)
        for number, worked in enumerate(self._record.days):
            high = max(LOWEST, self.height() * (worked / most)) if worked > timedelta() else 1
            painter.setBrush(colour if worked else self.palette().color(track))
            column = QRectF(number * STEP, self.height() - high, COLUMN, high)
            painter.drawRoundedRect(column, min(1.0, high / 2), min(1.0, high / 2))
        painter.end()
