"""The time as a ring, with the number and a caption inside."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics, QPainter, QPalette, QPen, QRegion
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.focus_frame import draw_focus_frame
from focus_desktop.language import gettext as _
from focus_desktop.timer_display import Kind, TimerDisplay

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QPaintEvent, QResizeEvent

DIAMETER = 264
"""Pixels of the ring's centre line in a window of usual size; other lengths are in proportion to it."""
STROKE, NUMBER, LENGTH = 10, tokens.TIME, 40
"""Pixels of the ring's line, of a running time and of a session's length, for that diameter."""
CAPTION_BELOW = 47
"""Pixels from the centre to the middle of the caption, for that diameter."""
NUMBER_ROOM, NUMBER_HEIGHT = 0.78, 1.2
"""Parts of the ring's width and of the number's size: how wide and how high the number may be."""
FINEST = 2
"""Pixels of the screen by which the end of the filled part moves at least: one more is not seen to move."""
FAR = 16
"""Pixels: if the end of the filled part moves further, the whole ring is drawn anew."""
_DIGITS = str.maketrans("123456789", "000000000")
BY_KEY = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
_CIRCLE, _TOP, _NEAR = 360 * 16, 90 * 16, 30 * 16
"""Qt measures in sixteenths of a degree, counter-clockwise from three o'clock. `_NEAR` goes beyond `FAR`."""
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
        self._drawn = 0
        """How far the ring was filled when its end was painted last, in pixels of the screen."""
        self._number_font: tuple[object, QFont] = None, QFont()
        """The font of the number, and what it was made for."""
        self.setAttribute(
            Qt.WidgetAttribute.WA_OpaquePaintEvent
        )  # Else all that is below is painted as well.
        self._place_parts()
        self._show(TimerDisplay(Kind.IDLE, ""))

    def show_time(self, display: TimerDisplay) -> None:
        """Show the time, with a small caption below the number. What has not changed is not painted again."""
        before = self.display
        if display == before:
            return
        self._show(display)
        if _texts_but_number(display) != _texts_but_number(before):
            self.update()
            return
        self.update(self._number_area)
        if self._drawn != self._filled():
            self.update(self._around_end())

    @property
    def scale(self) -> float:
        """The size of the ring, 1 in a window of usual size."""
        return min(self.width(), self.height()) / (DIAMETER + STROKE)

    def _show(self, display: TimerDisplay) -> None:
        self.display = display
        """The time that is shown."""
        # Otherwise each of these calls would repaint the progress bar, as `setUpdatesEnabled(True)` would.
        self.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled)
        if display.total != self.maximum():
            self.setMaximum(display.total)
        self.setValue(display.seconds)
        self.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, False)
        # Translators: What is read aloud of a timer, as in "24:59, ends 14:05" or "24:59, Paused".
        text = _("{time}, {caption}") if display.caption else "{time}"
        self.setAccessibleDescription(text.format(time=display.number, caption=display.caption))

    def sizeHint(self) -> QSize:
        """The size in a window of usual size."""
        return QSize(1, 1) * (DIAMETER + STROKE)

    def minimumSizeHint(self) -> QSize:
        """Half of that: small windows have a small ring."""
        return self.sizeHint() * 0.5

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the ring and the number."""
        super().resizeEvent(event)
        self._place_parts()

    def _place_parts(self) -> None:
        self._ring = QRectF(0, 0, DIAMETER * self.scale, DIAMETER * self.scale)
        """The centre line of the ring."""
        self._ring.moveCenter(QRectF(self.rect()).center())
        area = QRectF(0, 0, self._ring.width() * NUMBER_ROOM, NUMBER * NUMBER_HEIGHT * self.scale)
        area.moveCenter(self._ring.center())
        self._number_area = area.toAlignedRect()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus frame only for a user who goes through the window by keys."""
        self._was_tabbed_to = event.reason() in BY_KEY
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is asked for: everything, or only the number and the end of the filled part.

        A ring has many edges to smooth: drawing all of it would be most of the work of every second.
        """
        painter = QPainter(self)
        palette = self.palette()
        painter.eraseRect(self.rect())  # `fillRect` would make the enumerations of gradients, at the start.
        number = self._number_area
        if not number.contains(event.rect()):
            beside_number = event.region().subtracted(QRegion(number))
            self._draw_ring(painter, palette, beside_number.boundingRect())
        caption = self._caption_area()
        # In a small ring the number's area goes into the caption.
        if event.rect().intersects(caption.toAlignedRect()):
            self._draw_caption(painter, palette, caption)
        if not self.hides_number and event.rect().intersects(number):
            painter.setFont(self._font_of_number())
            painter.setPen(palette.color(QPalette.ColorRole.WindowText))
            painter.drawText(number, Qt.AlignmentFlag.AlignCenter, self.display.number)
        if self.hasFocus() and self._was_tabbed_to:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ring, gap = self._ring, STROKE * self.scale
            draw_focus_frame(painter, palette, ring.adjusted(gap, gap, -gap, -gap), ring.width())
        painter.end()
        # Else what is below the ring is painted each second as well. The style takes this from progress bars.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def _draw_ring(self, painter: QPainter, palette: QPalette, area: QRect) -> None:
        """Draw the ring, or only its end if nothing else is in the area."""
        end = self._around_end()
        is_end = end != self.rect() and end.contains(area)
        self._drawn = self._filled()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        near = _NEAR if is_end else _CIRCLE
        draw_ring(painter, palette, self._ring, STROKE * self.scale, self.display, near=near)

    def _filled(self) -> int:
        """How far the ring is filled, in pixels of the screen, in steps of `FINEST`."""
        length = math.pi * self._ring.width() * self.devicePixelRatio()
        return round(length * self.display.lap / FINEST) * FINEST

    def _around_end(self) -> QRect:
        """Where the end is and was when it was painted last; everywhere if these are far from each other."""
        now, before = self._filled(), self._drawn
        if abs(now - before) > FAR * self.devicePixelRatio():
            return self.rect()
        margin = STROKE * self.scale
        area = QRectF(self._point(now), self._point(before)).normalized()
        return area.adjusted(-margin, -margin, margin, margin).toAlignedRect()

    def _point(self, filled: int) -> QPointF:
        """Where a ring ends that is filled so far."""
        ring = self._ring
        angle = 2 * filled / (ring.width() * self.devicePixelRatio())
        x, y = math.sin(angle), -math.cos(angle)
        return ring.center() + QPointF(x if self.display.counts_up else -x, y) * (ring.width() / 2)

    # The texts

    def _font_of_number(self) -> QFont:
        """Return a font with which the number fits; found once for all numbers of the same shape."""
        size = LENGTH if self.display.kind is Kind.DONE else NUMBER
        shape = shape_of(self.display.number)
        made_for = self.font(), shape, size, self.scale
        if made_for != self._number_font[0]:
            room = self._ring.width() * NUMBER_ROOM
            self._number_font = made_for, time_font(self.font(), shape, size * self.scale, room)
        return self._number_font[1]

    def _caption_area(self) -> QRectF:
        height = self.fontMetrics().height()
        middle = self._ring.center().y() + CAPTION_BELOW * self.scale
        return QRectF(self._ring.left(), middle - height / 2, self._ring.width(), height)

    def _draw_caption(self, painter: QPainter, palette: QPalette, area: QRectF) -> None:
        lowest = area.bottom() - self._ring.center().y()
        inner = (self._ring.width() - STROKE * self.scale) / 2
        room = 2 * math.sqrt(max(0.0, inner**2 - lowest**2)) - tokens.WIDE * self.scale
        painter.setFont(_narrowed(self.font(), self.display.caption, room))
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.display.caption)


def _texts_but_number(display: TimerDisplay) -> object:
    """All that the ring shows of a display but its number and how far it is filled."""
    return display.kind, display.caption, display.is_overtime, display.counts_up


def draw_ring(
    painter: QPainter,
    palette: QPalette,
    ring: QRectF,
    stroke: float,
    display: TimerDisplay,
    *,
    near: int = _CIRCLE,
) -> None:
    """Draw a ring and its filled part, with a line of `stroke` pixels along the edge of `ring`.

    Of both parts only what is as `near`, in sixteenths of a degree, to the end of the filled one.
    """
    filled = round(_CIRCLE * display.lap)
    rest = _CIRCLE - filled
    if min(filled, rest) < near:
        near = _CIRCLE  # The other end is near as well.
    ground = QPalette.ColorRole.Dark
    over = RING_COLOURS.get(display.kind, QPalette.ColorRole.Highlight)
    if display.is_overtime:
        ground, over = over, QPalette.ColorRole.BrightText
    if display.counts_up:
        filled, rest = -filled, -rest
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for role, start, span in (
        # Only the rest of the circle: its edges are much of the work.
        (ground, _TOP + filled, max(-near, min(rest, near))),
        # Drawn last, so that its round ends cover the other's.
        (over, _TOP + filled, max(-near, min(-filled, near))),
    ):
        if span:
            cap = Qt.PenCapStyle.RoundCap
            painter.setPen(QPen(palette.color(role), stroke, Qt.PenStyle.SolidLine, cap))
            painter.drawArc(ring, start, span)


def shape_of(number: str) -> str:
    """Return the number with zeros in place of its digits, which is as wide as it."""
    return number.translate(_DIGITS)


def time_font(font: QFont, number: str, pixels: float, room: float) -> QFont:
    """Return a light font for a time, of `pixels` or as large as `room` pixels allow.

    Its digits have equal width: the number must not move.
    """
    found = QFont(font)
    found.setWeight(QFont.Weight.Light)
    found.setFeature(QFont.Tag("tnum"), 1)
    found.setPixelSize(max(1, round(pixels)))
    width = QFontMetrics(found).horizontalAdvance(shape_of(number))
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
