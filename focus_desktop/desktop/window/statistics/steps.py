"""The steps of colour in which charts show how much was worked in a cell, and what they stand for."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPalette
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.statistics.chart import mixed
from focus_desktop.language import gettext as _
from focus_desktop.model.focus_count import NONE
from focus_desktop.wording import statistics as words

if TYPE_CHECKING:
    from datetime import timedelta

    from PySide6.QtGui import QPaintEvent

STEPS = 4
"""Colours of cells with focused time; one more is for none."""
SQUARE, SPACE = 10, 3
"""Pixels of a square of the legend, and between two."""


def step(length: timedelta, most: timedelta) -> int:
    """The step of a cell: 0 if nothing was worked, `STEPS` for the cell with the most."""
    return math.ceil(STEPS * (length / most)) if length else 0


def step_colour(palette: QPalette, step: int) -> QColor:
    """The colour of a step: that of an empty cell for 0, the accent for the last one."""
    empty = palette.color(QPalette.ColorRole.Midlight)
    ground = mixed(empty, palette.color(QPalette.ColorRole.Base), 0.55)
    return mixed(palette.color(QPalette.ColorRole.Highlight), ground, step / STEPS)


class StepLegend(QWidget):
    """A square for each step between "less" and "more"; tooltips say the lengths."""

    def __init__(self) -> None:
        super().__init__()
        self._lengths: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_most(self, most: timedelta) -> None:
        """Show the steps up to this length, that of the cell with the most."""
        self._lengths = [wording.worked_minutes(NONE)]
        self._lengths += [words.up_to(most * number / STEPS) for number in range(1, STEPS + 1)]
        self.setAccessibleName(wording.listed(_less(), *self._lengths, _more()))

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(self._squares_width() + 2 * self._word_width(), self.fontMetrics().height())

    def event(self, event: QEvent) -> bool:
        """Say the length of the square under the pointer."""
        if event.type() == QEvent.Type.ToolTip:
            assert isinstance(event, QHelpEvent)
            found = (
                text
                for area, text in zip(self._squares(), self._lengths, strict=False)
                if area.contains(event.pos())
            )
            QToolTip.showText(event.globalPos(), next(found, ""), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the squares and the words at their sides, at the right."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        squares = self._squares()
        left = QRectF(0, 0, squares[0].left() - tokens.TINY, self.height())
        painter.drawText(left, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, _less())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, _more())
        painter.setPen(Qt.PenStyle.NoPen)
        for number, square in enumerate(squares):
            painter.setBrush(step_colour(self.palette(), number))
            painter.drawRoundedRect(square, 2, 2)
        painter.end()

    def _squares(self) -> list[QRectF]:
        right = self.width() - self.fontMetrics().horizontalAdvance(_more()) - tokens.TINY
        left, top = right - self._squares_width() + SPACE, (self.height() - SQUARE) / 2
        return [QRectF(left + number * (SQUARE + SPACE), top, SQUARE, SQUARE) for number in range(STEPS + 1)]

    def _squares_width(self) -> int:
        return (STEPS + 1) * (SQUARE + SPACE)

    def _word_width(self) -> int:
        return max(map(self.fontMetrics().horizontalAdvance, (_less(), _more()))) + tokens.TINY


def _less() -> str:
    # Translators: Stands before coloured squares, behind which stands "more".
    return _("less")


def _more() -> str:
    # Translators: Stands behind coloured squares, before which stands "less".
    return _("more")
