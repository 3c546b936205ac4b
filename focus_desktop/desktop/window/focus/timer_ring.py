"""The time as a ring, with the number and a caption inside."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.focus_frame import draw_focus_frame
from focus_desktop.language import gettext as _
from focus_desktop.timer_display import Kind, TimerDisplay

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QPaintEvent

DIAMETER = 264
"""Pixels of the ring's centre line in a window of usual size; other lengths are in proportion to it."""
STROKE, NUMBER, LENGTH = 10, tokens.TIME, 40
"""Pixels of the ring's line, of a running time and of a session's length, for that diameter."""
CAPTION_BELOW = 47
"""Pixels from the centre to the middle of the caption, for that diameter."""
BY_KEY = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
_CIRCLE, _TOP = 360 * 16, 90 * 16
"""Qt measures in sixteenths of a degree, counter-clockwise from three o'clock."""
RING_COLOURS = {
    Kind.RUNNING: QPalette.ColorRole.Highlight,
    Kind.PAUSED: QPalette.ColorRole.PlaceholderText,
    Kind.BREAK: QPalette.ColorRole.Accent,
    Kind.DONE: QPalette.ColorRole.Accent,
}


class TimerRing(QProgressBar):
    """Shows the time left. It is a progress bar, so that assistive technology can read its value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Time left"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # So that a screen reader can go to it.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._was_tabbed_to = False
        self.hides_number = False
        """Whether another widget shows the number in its place."""
        self._picture = QPixmap()
        self._pictured: object = None
        """All that the picture of the ring depends on, as it was when the picture was made."""
        self._show(TimerDisplay(Kind.IDLE, ""))

    def show_time(self, display: TimerDisplay) -> None:
        """Show the time, with a small caption below the number."""
        if display != self.display:
            self._show(display)

    @property
    def scale(self) -> float:
        """The size of the ring, 1 in a window of usual size."""
        return min(self.width(), self.height()) / (DIAMETER + STROKE)

    def _show(self, display: TimerDisplay) -> None:
        self.display = display
        """The time that is shown."""
        # Otherwise each of these calls would repaint the progress bar.
        self.setUpdatesEnabled(False)
        self.setRange(0, display.total)
        self.setValue(display.seconds)
        self.setUpdatesEnabled(True)
        # Translators: What is read aloud of a timer, as in "24:59, ends 14:05" or "24:59, Paused".
        text = _("{time}, {caption}") if display.caption else "{time}"
        self.setAccessibleDescription(text.format(time=display.number, caption=display.caption))

    def sizeHint(self) -> QSize:
        """The size in a window of usual size."""
        return QSize(1, 1) * (DIAMETER + STROKE)

    def minimumSizeHint(self) -> QSize:
        """Half of that: small windows have a small ring."""
        return self.sizeHint() * 0.5

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus frame only for a user who goes through the window by keys."""
        self._was_tabbed_to = event.reason() in BY_KEY
        super().focusInEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring, its filled part, and the texts."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(0, 0, DIAMETER * self.scale, DIAMETER * self.scale)
        ring.moveCenter(QRectF(self.rect()).center())
        painter.drawPixmap(0, 0, self._picture_of(ring))
        if not self.hides_number:
            self._draw_number(painter, ring)
        self._draw_caption(painter, ring)
        if self.hasFocus() and self._was_tabbed_to:
            gap = STROKE * self.scale
            draw_focus_frame(painter, self.palette(), ring.adjusted(gap, gap, -gap, -gap), ring.width())
        painter.end()

    def _picture_of(self, ring: QRectF) -> QPixmap:
        """Return the ring as a picture, drawn anew only when its end has moved by a pixel.

        A ring has many edges to smooth: drawing it was most of the work of every second.
        """
        density = self.devicePixelRatio()
        end = round(math.pi * ring.width() * density * self.display.lap)
        way = self.display.kind, self.display.is_overtime, self.display.counts_up
        shown = self.size(), density, self.palette(), *way, end
        if shown != self._pictured:
            self._pictured = shown
            if self._picture.size() != self.size() * density:
                self._picture = QPixmap(self.size() * density)
            self._picture.setDevicePixelRatio(density)
            self._picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_ring(painter, self.palette(), ring, STROKE * self.scale, self.display)
            painter.end()
        return self._picture

    def _draw_number(self, painter: QPainter, ring: QRectF) -> None:
        number = self.display.number
        size = LENGTH if self.display.kind is Kind.DONE else NUMBER
        painter.setFont(time_font(self.font(), number, size * self.scale, ring.width() * 0.78))
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, number)

    def _draw_caption(self, painter: QPainter, ring: QRectF) -> None:
        height = self.fontMetrics().height()
        middle = ring.center().y() + CAPTION_BELOW * self.scale
        lowest = middle + height / 2 - ring.center().y()
        inner = (ring.width() - STROKE * self.scale) / 2
        room = 2 * math.sqrt(max(0.0, inner**2 - lowest**2)) - tokens.WIDE * self.scale
        painter.setFont(_narrowed(self.font(), self.display.caption, room))
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        area = QRectF(ring.left(), middle - height / 2, ring.width(), height)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.display.caption)


def draw_ring(
    painter: QPainter, palette: QPalette, ring: QRectF, stroke: float, display: TimerDisplay
) -> None:
    """Draw a ring and its filled part, with a line of `stroke` pixels along the edge of `ring`."""
    filled = round(_CIRCLE * display.lap)
    rest = _CIRCLE - filled
    ground = QPalette.ColorRole.Dark
    over = RING_COLOURS.get(display.kind, QPalette.ColorRole.Highlight)
    if display.is_overtime:
        ground, over = over, QPalette.ColorRole.BrightText
    if display.counts_up:
        filled, rest = -filled, -rest
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for role, start, span in (
        (ground, _TOP + filled, rest),  # Only the rest of the circle: its edges are much of the work.
        (over, _TOP, filled),  # Drawn last, so that its round ends cover the other's.
    ):
        if span:
            cap = Qt.PenCapStyle.RoundCap
            painter.setPen(QPen(palette.color(role), stroke, Qt.PenStyle.SolidLine, cap))
            painter.drawArc(ring, start, span)


def time_font(font: QFont, number: str, pixels: float, room: float) -> QFont:
    """Return a light font for a time, of `pixels` or as large as `room` pixels allow.

    Its digits have equal width: the number must not move.
    """
    found = QFont(font)
    found.setWeight(QFont.Weight.Light)
    found.setFeature(QFont.Tag("tnum"), 1)
    found.setPixelSize(max(1, round(pixels)))
    width = QFontMetrics(found).horizontalAdvance("".join("0" if one.isdigit() else one for one in number))
    if width > room > 0:
        found.setPixelSize(max(1, int(pixels * room / width)))
    return found


def _narrowed(font: QFont, text: str, room: float) -> QFont:
    """Return the font, or a smaller one with which the text fits into `room` pixels."""
    found = QFont(font)
    width = QFontMetrics(font).horizontalAdvance(text)
    if width > room > 0:
        found.setPixelSize(max(1, int(QFontInfo(font).pixelSize() * room / width)))
    return found
