"""Draws the heading of a day: its name, a strip that shows when of the day was worked, and its total."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.quest_colour import quest_colour

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QFont

    from focus_desktop.desktop.window.history.day_group import DayGroup
    from focus_desktop.model.reading import Reading

HEIGHT, RADIUS = 8, 4
"""Pixels of the strip, and of its corners."""
NARROWEST, WIDEST = 100, 640
"""Pixels of the strip; where there is less room there is none."""
STRIP_FROM, STRIP_TO = 0.34, 0.857
"""Where the strip begins and ends, as parts of the width."""
SMALLEST = 2.0
"""Pixels of a segment, however short it is."""


@dataclass(frozen=True)
class TextsRoom:
    """Pixels for the texts of all headings, so that their strips begin and end at the same places."""

    name: int = 0
    total: int = 0


def draw_heading(
    painter: QPainter,
    area: QRect,
    palette: QPalette,
    group: DayGroup,
    room: TextsRoom,
    *,
    reading: Reading,
    today: date,
) -> None:
    """Draw the heading of a day with the painter's font, which is bold."""
    name = group.heading(today)
    total = wording.worked_minutes(group.focused(reading))
    painter.setPen(palette.color(QPalette.ColorRole.WindowText))
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(area, Qt.AlignmentFlag.AlignRight | middle, total)
    measured = painter.fontMetrics().horizontalAdvance
    painter.drawText(
        area,
        Qt.AlignmentFlag.AlignLeft | middle,
        painter.fontMetrics().elidedText(
            name, Qt.TextElideMode.ElideRight, area.width() - measured(total) - tokens.LARGE
        ),
    )
    left = max(area.width() * STRIP_FROM, max(room.name, measured(name)) + tokens.WIDE)
    right = min(area.width() * STRIP_TO, area.width() - max(room.total, measured(total)) - tokens.WIDE)
    if right - left >= NARROWEST:
        top = area.top() + (area.height() - HEIGHT) / 2
        strip = QRectF(area.left() + left, top, min(right - left, WIDEST), HEIGHT)
        _draw_strip(painter, strip, palette, group, reading)


def texts_room(font: QFont) -> TextsRoom:
    """The room that the longest usual texts need in a font."""
    days = [date(2026, month, day) for month in range(1, 13) for day in range(20, 27)]  # Each weekday.
    measured = QFontMetrics(font).horizontalAdvance
    name = max(measured(wording.long_date(day, day)) for day in days)
    return TextsRoom(name, measured(wording.worked_minutes(timedelta(hours=10, minutes=50))))


def _draw_strip(
    painter: QPainter, strip: QRectF, palette: QPalette, group: DayGroup, reading: Reading
) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.color(QPalette.ColorRole.Dark))
    painter.drawRoundedRect(strip, RADIUS, RADIUS)
    for begins, ends, quest_id in group.segments(reading):
        width = max(SMALLEST, (ends - begins) * strip.width())
        left = min(strip.left() + begins * strip.width(), strip.right() - width)
        painter.setBrush(quest_colour(palette, quest_id))
        painter.drawRoundedRect(QRectF(left, strip.top(), width, HEIGHT), 2, 2)
