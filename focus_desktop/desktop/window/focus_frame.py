"""The frame around what has the keyboard focus, for widgets that the style sheet does not draw."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPalette, QPen

WIDTH = 2
"""Pixels of the frame's line."""


def draw_focus_frame(painter: QPainter, palette: QPalette, area: QRectF, radius: float) -> None:
    """Draw a frame along the inside of `area`."""
    half = WIDTH / 2
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), WIDTH))
    inner = area.adjusted(half, half, -half, -half)
    radius = min(radius, inner.height() / 2)
    painter.drawRoundedRect(inner, radius, radius)
