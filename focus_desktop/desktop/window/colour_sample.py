"""A round sample of a colour that can be chosen, one of several."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QRadioButton

from focus_desktop.desktop.window import tokens

SIDE, DISC, LINE = tokens.HUGE, 10, 2
"""Pixels: the side of a sample, the radius of its disc, and the width of lines."""
TICK = ((-4.5, 0.0), (-1.5, 3.5), (4.5, -3.5))
"""The points of the tick, from the middle of the disc."""


class ColourSample(QRadioButton):
    """A disc in the first of two colours in light, in the second in dark; a tick and a ring if chosen."""

    def __init__(self, name: str, colours: tuple[str, str]) -> None:
        super().__init__(name)
        self._colours = colours
        self.setToolTip(name)

    def sizeHint(self) -> QSize:
        """A square that holds the disc and the ring around it."""
        return QSize(SIDE, SIDE)

    def minimumSizeHint(self) -> QSize:
        """The same square."""
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        """Let a click anywhere on the square count."""
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sample."""
        palette = self.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(QRectF(self.rect()).center())
        painter.setPen(Qt.PenStyle.NoPen)
        is_dark = palette.window().color().lightness() < palette.windowText().color().lightness()
        painter.setBrush(QColor(self._colours[is_dark]))
        _circle(painter, DISC)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.isChecked():
            painter.setPen(_pen(palette, QPalette.ColorRole.HighlightedText))
            painter.drawPolyline([QPoint(round(x), round(y)) for x, y in TICK])
            painter.setPen(_pen(palette, QPalette.ColorRole.WindowText))
            _circle(painter, DISC + LINE * 1.5)
        if self.hasFocus():
            painter.setPen(_pen(palette, QPalette.ColorRole.Highlight))
            edge = SIDE / 2 - LINE / 2
            painter.drawRoundedRect(QRectF(-edge, -edge, 2 * edge, 2 * edge), tokens.RADIUS, tokens.RADIUS)
        painter.end()


def _circle(painter: QPainter, radius: float) -> None:
    painter.drawEllipse(QRectF(-radius, -radius, 2 * radius, 2 * radius))


def _pen(palette: QPalette, role: QPalette.ColorRole) -> QPen:
    return QPen(palette.color(role), LINE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
