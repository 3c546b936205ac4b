"""What the colours of the quests stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.statistics import quest_shares

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QPaintEvent

    from focus_desktop.desktop.window.statistics.quest_shares import Share

DOT, SPACE = 10, tokens.WIDE
"""Pixels of a coloured square, and between two names."""


class Legend(QWidget):
    """Names beside their colours, in as many lines as they need. Long names are shortened."""

    def __init__(self) -> None:
        super().__init__()
        self._shares: Sequence[Share] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_shares(self, shares: Sequence[Share]) -> None:
        """Show these names."""
        self._shares = shares
        names = [share.name for share in shares]
        self.setAccessibleName(wording.listed(*names))
        self.setToolTip("\n".join(map(wording.tooltip, names)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(320, self._line())

    def minimumSizeHint(self) -> QSize:
        """One line, of any width."""
        return QSize(0, self._line())

    def hasHeightForWidth(self) -> bool:
        """Narrow ones need more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines."""
        return int(max((area.bottom() for area, _ in self._places(width)), default=0)) + 1

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the squares and names."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = quest_shares.colours(self.palette(), self._shares)
        for (area, name), colour in zip(self._places(self.width()), colours, strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            corner = QPointF(area.left(), area.center().y() - DOT / 2)
            painter.drawRoundedRect(QRectF(corner.x(), corner.y(), DOT, DOT), 2, 2)
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            text = area.adjusted(DOT + tokens.TINY + 2, 0, 0, 0)
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, name)
        painter.end()

    def _line(self) -> int:
        return self.fontMetrics().height() + tokens.TINY

    def _places(self, width: int) -> Iterator[tuple[QRectF, str]]:
        metrics = self.fontMetrics()
        x = y = 0.0
        for share in self._shares:
            room = max(DOT, min(width, 220) - DOT - tokens.SMALL)
            name = metrics.elidedText(share.name, Qt.TextElideMode.ElideRight, room)
            wanted = DOT + tokens.SMALL + metrics.horizontalAdvance(name)
            if x and x + wanted > width:
                x, y = 0.0, y + self._line()
            yield QRectF(x, y, wanted, self._line()), name
            x += wanted + SPACE
