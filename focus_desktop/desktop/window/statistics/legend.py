"""What the colours of the quests stand for, on the page and in pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.statistics import quest_shares

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QFontMetrics, QPaintEvent

    from focus_desktop.desktop.window.statistics.quest_shares import Share

DOT, SPACE, WIDEST = 10, tokens.WIDE, 220
"""Pixels of a coloured square, between two names, and of the longest name with its square."""


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
        return height(self._shares, self.fontMetrics(), width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the squares and names."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter, self._shares, self.palette(), self.fontMetrics(), self.width())
        painter.end()

    def _line(self) -> int:
        return _line(self.fontMetrics())


def height(shares: Sequence[Share], metrics: QFontMetrics, width: int) -> int:
    """Pixels of all lines of a legend of this width."""
    return int(max((area.bottom() for area, _ in _places(shares, metrics, width)), default=0)) + 1


def draw(
    painter: QPainter, shares: Sequence[Share], palette: QPalette, metrics: QFontMetrics, width: int
) -> None:
    """Draw the squares and names, from the painter's origin on."""
    colours = quest_shares.colours(palette, shares)
    painter.setBackground(palette.base())
    for share, colour, (area, name) in zip(shares, colours, _places(shares, metrics, width), strict=True):
        square = QRectF(area.left(), area.center().y() - DOT / 2, DOT, DOT)
        quest_shares.draw(painter, square, share, colour)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        text = area.adjusted(DOT + tokens.TINY + 2, 0, 0, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, name)


def _line(metrics: QFontMetrics) -> int:
    return metrics.height() + tokens.TINY


def _places(shares: Sequence[Share], metrics: QFontMetrics, width: int) -> Iterator[tuple[QRectF, str]]:
    x = y = 0.0
    for share in shares:
        room = max(DOT, min(width, WIDEST) - DOT - tokens.SMALL)
        name = metrics.elidedText(share.name, Qt.TextElideMode.ElideRight, room)
        wanted = DOT + tokens.SMALL + metrics.horizontalAdvance(name)
        if x and x + wanted > width:
            x, y = 0.0, y + _line(metrics)
        yield QRectF(x, y, wanted, _line(metrics)), name
        x += wanted + SPACE
