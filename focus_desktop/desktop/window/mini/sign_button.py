"""A small round button with a drawn sign."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton

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


class SignButton(QAbstractButton):
    """Its accessible name and its tooltip say what it does."""

    def __init__(self) -> None:
        super().__init__()
        self._sign = Sign.GO
        self.setFixedSize(SIZE, SIZE)

    def show_sign(self, sign: Sign, name: str) -> None:
        """Show this sign; `name` is what a press does, in a word."""
        self._sign = sign
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        """Its fixed size."""
        return QSize(SIZE, SIZE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button by Enter, as by Space."""
        if event.key() in PRESSING_KEYS:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a tinted disc and the sign."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, colour = QRectF(self.rect()), self.palette().color(QPalette.ColorRole.Highlight)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.AlternateBase))
        painter.drawEllipse(area)
        if self.hasFocus() or self.underMouse():
            draw_focus_frame(painter, self.palette(), area, area.height() / 2)
            painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        _draw(painter, self._sign, area.center())
        painter.end()


def _draw(painter: QPainter, sign: Sign, middle: QPointF) -> None:
    match sign:
        case Sign.PAUSE:
            for side in (-2.75, 2.75):
                bar = QRectF(0, 0, 2.5, 9)
                bar.moveCenter(middle + QPointF(side, 0))
                painter.drawRect(bar)
        case Sign.GO:
            corners = (QPointF(-3, -5), QPointF(5, 0), QPointF(-3, 5))
            painter.drawPolygon(QPolygonF([middle + one for one in corners]))
        case Sign.DONE:
            pen = QPen(painter.brush().color(), 2)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            corners = (QPointF(-5, 0), QPointF(-1.5, 4), QPointF(5, -4))
            painter.drawPolyline(QPolygonF([middle + one for one in corners]))
