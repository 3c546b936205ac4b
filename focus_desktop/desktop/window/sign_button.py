"""A small round button with a drawn sign."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton

from focus_desktop import wording
from focus_desktop.desktop.window.focus_frame import draw_focus_frame

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

SIZE = 30
"""Pixels."""
PRESSING_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Sign(Enum):
    """What is drawn on a button."""

    PAUSE = auto()
    GO = auto()
    DONE = auto()
    LESS = auto()
    MORE = auto()
    MENU = auto()


class Look(Enum):
    """How much a button stands out."""

    TINTED = auto()
    """A disc in the tint of the accent."""
    OUTLINED = auto()
    """A circle."""
    QUIET = auto()
    """Nothing but the sign, until the pointer is on it."""


class SignButton(QAbstractButton):
    """Its accessible name and its tooltip say what it does."""

    def __init__(self, look: Look = Look.TINTED, size: int = SIZE) -> None:
        super().__init__()
        self._sign = Sign.GO
        self._look = look
        self._size = size
        self.setFixedSize(size, size)

    def show_sign(self, sign: Sign, name: str) -> None:
        """Show this sign; `name` is what a press does, in a word."""
        self._sign = sign
        self.setAccessibleName(name)
        self.setToolTip(wording.tooltip(name))
        self.update()

    def sizeHint(self) -> QSize:
        """Its fixed size."""
        return QSize(self._size, self._size)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button by Enter, as by Space."""
        if event.key() in PRESSING_KEYS:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the disc or the circle, and the sign."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, palette = QRectF(self.rect()), self.palette()
        is_tinted, is_marked = self._look is Look.TINTED, self.hasFocus() or self.underMouse()
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isDown() or is_tinted:
            painter.setBrush(palette.color(QPalette.ColorRole.AlternateBase))
            painter.drawEllipse(area)
        if is_marked and self.isEnabled():
            draw_focus_frame(painter, palette, area, area.height() / 2)
        elif self._look is Look.OUTLINED:
            painter.setPen(palette.color(QPalette.ColorRole.Midlight))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(area.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(self._role))
        painter.translate(area.center())
        larger = max(1.0, self._size / SIZE)
        painter.scale(larger, larger)
        _draw(painter, self._sign)
        painter.end()

    @property
    def _role(self) -> QPalette.ColorRole:
        """The colour of the sign."""
        if not self.isEnabled():
            return QPalette.ColorRole.Midlight
        muted, text = QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Text
        colours = {Look.TINTED: QPalette.ColorRole.Highlight, Look.OUTLINED: text, Look.QUIET: muted}
        return colours[self._look]


_LINE = (-4.5, -0.75, 9, 1.5)
_BARS = {
    Sign.PAUSE: ((-4, -4.5, 2.5, 9), (1.5, -4.5, 2.5, 9)),
    Sign.LESS: (_LINE,),
    Sign.MORE: (_LINE, (-0.75, -4.5, 1.5, 9)),
}
"""The signs that are made of bars: left, top, width and height of each, from the middle."""


def _draw(painter: QPainter, sign: Sign) -> None:
    """Draw a sign around the origin."""
    for bar in _BARS.get(sign, ()):
        painter.drawRect(QRectF(*bar))
    match sign:
        case Sign.GO:
            painter.drawPolygon(QPolygonF([QPointF(-3, -5), QPointF(5, 0), QPointF(-3, 5)]))
        case Sign.DONE:
            pen = QPen(painter.brush().color(), 2)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF([QPointF(-5, 0), QPointF(-1.5, 4), QPointF(5, -4)]))
        case Sign.MENU:
            for side in (-5, 0, 5):
                painter.drawEllipse(QPointF(side, 0), 1.5, 1.5)
