"""The colour that a quest is told apart by, beside its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette

from focus_desktop.desktop.window import tokens

if TYPE_CHECKING:
    from uuid import UUID

DOT = 8
"""Pixels of the dot before a quest's title."""


def quest_colour(palette: QPalette, quest_id: UUID | None) -> QColor:
    """Return the colour of a quest, always the same for the same quest; grey for no quest."""
    is_dark = palette.color(QPalette.ColorRole.Window).lightness() < 128
    quests = (tokens.DARK if is_dark else tokens.LIGHT).quests
    return QColor(quests[-1] if quest_id is None else quests[quest_id.int % (len(quests) - 1)])


def draw_dot(painter: QPainter, colour: QColor, centre: QPointF) -> None:
    """Draw a dot in this colour."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(centre, DOT / 2, DOT / 2)
