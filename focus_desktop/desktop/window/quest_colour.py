"""The colour that a quest is told apart by, beside its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette

from focus_desktop.desktop.window import tokens
from focus_desktop.model.quest_colour import automatic

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

DOT = 8
"""Pixels of the dot before a quest's title."""

_chosen: dict[UUID, int] = {}
"""As much a part of how the app looks as its palette: every view shows a quest in the same colour."""


def choose(colours: Mapping[UUID, int]) -> bool:
    """Show these quests in the colours that were chosen for them; return whether any was another before.

    Numbers are those of `model.quest_colour.QuestColour`. What is shown already is not drawn again.
    """
    if colours == _chosen:
        return False
    _chosen.clear()
    _chosen.update(colours)
    return True


def colour_number(quest_id: UUID) -> int:
    """Return the number of a quest's colour: the chosen one, or one that its id chooses."""
    return _chosen.get(quest_id, automatic(quest_id))


def quest_colour(palette: QPalette, quest_id: UUID | None) -> QColor:
    """Return the colour of a quest; grey for no quest."""
    is_dark = palette.color(QPalette.ColorRole.Window).lightness() < 128
    quests = (tokens.DARK if is_dark else tokens.LIGHT).quests
    return QColor(quests[-1] if quest_id is None else quests[colour_number(quest_id)])


def draw_dot(painter: QPainter, colour: QColor, centre: QPointF, diameter: float = DOT) -> None:
    """Draw a dot in this colour."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(centre, diameter / 2, diameter / 2)
