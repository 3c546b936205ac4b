"""The layout of the pages below the ring: a heading whose height is fixed, and buttons below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontInfo, QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.style_sheet import BUTTON_HEIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont

HEADING_HEIGHT = 92
"""Pixels from the top of a page to its buttons, which so are at the same place on all pages; for texts of
usual size."""
QUIET_PADDING = 17
"""Pixels of a quiet button's height that its text does not use, and one by which Qt may round it up."""


class StagePage(QWidget):
    """A page. Its buttons do not move, whether the heading has one, two or three lines."""

    def lay_out(self, heading: Sequence[QWidget], buttons: Sequence[QWidget]) -> None:
        """Place the lines of the heading, and the row of buttons; called once, by the page itself."""
        self.heading = QWidget()
        lines = QVBoxLayout(self.heading)
        lines.setContentsMargins(0, tokens.TINY, 0, tokens.TINY)
        lines.setSpacing(tokens.TINY)
        for line in heading:
            lines.addWidget(line)
        lines.addStretch(1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.heading)
        self.column.addLayout(centred_row(buttons))
        self.column.addStretch(1)
        self._reserve_heading()

    def changeEvent(self, event: QEvent) -> None:
        """Keep more room for larger texts."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._reserve_heading()

    def _reserve_heading(self) -> None:
        self.heading.setMinimumHeight(heading_height(self.font()))


def heading_height(font: QFont) -> int:
    """Return the pixels from the top of a page to its buttons, for texts in this font."""
    return round(HEADING_HEIGHT * QFontInfo(font).pixelSize() / tokens.TEXT)


def largest_height(font: QFont) -> int:
    """Return room for the highest page, that of what was done, with its two rows of buttons."""
    quiet_button = QFontMetrics(font).height() + QUIET_PADDING
    return heading_height(font) + BUTTON_HEIGHT + tokens.LARGE + quiet_button


def centred_row(parts: Sequence[QWidget]) -> QHBoxLayout:
    """Return a row with these parts in its middle."""
    row = QHBoxLayout()
    row.setSpacing(tokens.MEDIUM)
    row.addStretch(1)
    for part in parts:
        row.addWidget(part, alignment=Qt.AlignmentFlag.AlignVCenter)
    row.addStretch(1)
    return row
