"""Where the parts of a quest's card are: beside each other, or in two rows where the card is narrow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics

from focus_desktop.desktop.window import sign_button, tokens
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

LOWEST = 72
"""Pixels of a card's height, unless its texts need more."""
TEXT_LEFT, EDGE, BUTTON, MENU, SPARKLINE = 38, tokens.LARGE, 32, sign_button.SIZE, 82
"""Pixels: where texts begin, what is free at the edges, and how wide the parts of a fixed size are."""
BETWEEN_BUTTONS, BEFORE_SPARKLINE = 6, 20
SHORTEST_BAR, SHORTEST_TEXT = 180, 160
"""Pixels at a text size of 100 %: of the bar, unless the texts below it need more, and of the title."""
USUAL_BAR = 200
"""Pixels of the bar at any text size, unless the texts below it need more."""
BAR_PART, LONGEST_BAR = 0.4, 360
"""In a wide window the bar has this part of the room for it and the title, up to so many pixels."""
BAR = 8
"""Pixels of the progress bar's height."""
AROUND_BUTTON = 10
"""Pixels of the width of a button below the bar that its text cannot use."""


class CardFonts:
    """The fonts of a card's texts, for the text size of a widget."""

    def __init__(self, widget: QWidget) -> None:
        pixels = QFontInfo(widget.font()).pixelSize()
        self.title, self.note = QFont(widget.font()), QFont(widget.font())
        self.title.setPixelSize(pixels + tokens.CONTROL - tokens.TEXT)
        self.title.setWeight(QFont.Weight.DemiBold)
        self.note.setPixelSize(pixels + tokens.NOTE - tokens.TEXT)
        button = QFont(self.note)
        button.setWeight(QFont.Weight.DemiBold)
        self.complete_width = QFontMetrics(button).horizontalAdvance(_("Mark as completed")) + AROUND_BUTTON
        """Pixels of the button that takes the place of a forecast."""
        self.title_height = QFontMetrics(self.title).height()
        self.note_height = QFontMetrics(self.note).height()
        self.scale = max(1.0, pixels / tokens.TEXT)


@dataclass(frozen=True)
class CardLayout:
    """The places of all parts, in pixels from the card's corner; `sparkline` may be empty."""

    title: QRect
    time: QRect
    bar: QRect
    steps: QRect
    sparkline: QRect
    less: QPoint
    more: QPoint
    start: QPoint
    menu: QPoint


@dataclass(frozen=True)
class BelowBar:
    """The pixels that the texts below the bars of a list need: as much as is wanted, and at least."""

    wanted: int = 0
    least: int = 0


def is_narrow(width: int, fonts: CardFonts, below: BelowBar) -> bool:
    """Whether a card of this width has two rows."""
    return _room(width) < max(round(SHORTEST_BAR * fonts.scale), below.least) + _shortest_text(fonts)


def height(width: int, fonts: CardFonts, below: BelowBar) -> int:
    """How high a card of this width is."""
    row = fonts.title_height + tokens.TINY + fonts.note_height
    if is_narrow(width, fonts, below):
        return 2 * tokens.MEDIUM + row + tokens.MEDIUM + _lower_row(fonts)
    return max(LOWEST, row + tokens.WIDE)


def place(width: int, fonts: CardFonts, below: BelowBar) -> CardLayout:
    """Place the parts of a card of this width."""
    if is_narrow(width, fonts, below):
        return _in_two_rows(width, fonts, below.wanted)
    middle = height(width, fonts, below) // 2
    menu = width - tokens.MEDIUM - MENU
    start = menu - tokens.TINY - BUTTON
    sparkline = start - tokens.LARGE - SPARKLINE
    more = sparkline - BEFORE_SPARKLINE - BUTTON
    less = more - BETWEEN_BUTTONS - BUTTON
    room = _room(width)
    usual = max(USUAL_BAR, min(round(room * BAR_PART), LONGEST_BAR))
    bar = min(max(usual, below.wanted), room - _shortest_text(fonts))
    left = less - EDGE - bar
    top = middle - (fonts.title_height + tokens.TINY + fonts.note_height) // 2
    note = top + fonts.title_height + tokens.TINY
    return CardLayout(
        title=QRect(TEXT_LEFT, top, left - EDGE - TEXT_LEFT, fonts.title_height),
        time=QRect(TEXT_LEFT, note, left - EDGE - TEXT_LEFT, fonts.note_height),
        bar=QRect(left, top + (fonts.title_height - BAR) // 2, bar, BAR),
        steps=QRect(left, note, bar, fonts.note_height),
        sparkline=QRect(sparkline, middle - 16, SPARKLINE, 28),
        less=QPoint(less, middle - BUTTON // 2),
        more=QPoint(more, middle - BUTTON // 2),
        start=QPoint(start, middle - BUTTON // 2),
        menu=QPoint(menu, middle - MENU // 2),
    )


def _in_two_rows(width: int, fonts: CardFonts, wanted_steps: int) -> CardLayout:
    top = tokens.MEDIUM
    note = top + fonts.title_height + tokens.TINY
    middle = (top + note + fonts.note_height) // 2
    lower = note + fonts.note_height + tokens.MEDIUM
    menu = width - tokens.MEDIUM - MENU
    start = menu - tokens.TINY - BUTTON
    texts = start - tokens.SMALL - TEXT_LEFT
    sparkline = width - EDGE - SPARKLINE
    before = sparkline - tokens.LARGE
    if before - 2 * BUTTON - BETWEEN_BUTTONS - EDGE - TEXT_LEFT < wanted_steps:
        before, sparkline = width - EDGE, width  # There is no room for it.
    more = before - BUTTON
    less = more - BETWEEN_BUTTONS - BUTTON
    bar = less - EDGE - TEXT_LEFT
    lower_middle = lower + _lower_row(fonts) // 2
    return CardLayout(
        title=QRect(TEXT_LEFT, top, texts, fonts.title_height),
        time=QRect(TEXT_LEFT, note, texts, fonts.note_height),
        bar=QRect(TEXT_LEFT, lower, bar, BAR),
        steps=QRect(TEXT_LEFT, lower + BAR + tokens.TINY, bar, fonts.note_height),
        sparkline=QRect(sparkline, lower_middle - 14, SPARKLINE if sparkline < width else 0, 28),
        less=QPoint(less, lower_middle - BUTTON // 2),
        more=QPoint(more, lower_middle - BUTTON // 2),
        start=QPoint(start, middle - BUTTON // 2),
        menu=QPoint(menu, middle - MENU // 2),
    )


def _room(width: int) -> int:
    """What a single row has for texts and bar together."""
    buttons = 3 * BUTTON + MENU + BETWEEN_BUTTONS + tokens.TINY
    spaces = TEXT_LEFT + 2 * EDGE + BEFORE_SPARKLINE + tokens.LARGE + tokens.MEDIUM
    return width - buttons - SPARKLINE - spaces


def _shortest_text(fonts: CardFonts) -> int:
    return round(SHORTEST_TEXT * fonts.scale)


def _lower_row(fonts: CardFonts) -> int:
    return max(BUTTON, BAR + tokens.TINY + fonts.note_height)
