"""The remaining time as a ring with mm:ss inside."""

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from focus_desktop.language import gettext as _
from focus_desktop.timer_display import Kind, TimerDisplay, idle_display

_CIRCLE, _TOP = 360 * 16, 90 * 16
"""Qt measures in sixteenths of a degree, counter-clockwise from three o'clock."""
_ARC_ROLES = {Kind.PAUSED: QPalette.ColorRole.PlaceholderText, Kind.BREAK: QPalette.ColorRole.Accent}


class TimerRing(QProgressBar):
    """Shows the time left. It is a progress bar, so that assistive technology can read its value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Time left"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # So that a screen reader can go to it.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._show(idle_display(1, flow=False))

    def show_time(self, display: TimerDisplay) -> None:
        """Show the time, with a small caption below the number."""
        if display != self._display:
            self._show(display)

    def _show(self, display: TimerDisplay) -> None:
        self._display = display
        # Otherwise each of these calls would repaint the progress bar.
        self.setUpdatesEnabled(False)
        self.setRange(0, display.total)
        self.setValue(display.seconds)
        self.setUpdatesEnabled(True)
        # Translators: What is read aloud of a timer, as in "24:59, of 25 min" or "24:59, Paused".
        text = _("{time}, {caption}") if display.caption else "{time}"
        self.setAccessibleDescription(text.format(time=display.number, caption=display.caption))

    def sizeHint(self) -> QSize:
        """A size that grows with the text size."""
        return QSize(1, 1) * self.fontMetrics().height() * 17

    def minimumSizeHint(self) -> QSize:
        """Half of that: small windows have a small ring."""
        return self.sizeHint() * 0.5

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring, the arc for the time that is left, and the texts."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height(), self.sizeHint().height())
        thickness = max(4.0, side / 30)
        ring = QRectF(0, 0, side - 2 * thickness, side - 2 * thickness)
        ring.moveCenter(QRectF(self.rect()).center())
        self._draw_arc(painter, ring, thickness)
        self._draw_number(painter, ring)
        self._draw_caption(painter, ring, thickness)
        painter.end()

    def _draw_arc(self, painter: QPainter, ring: QRectF, thickness: float) -> None:
        left = round(_CIRCLE * self.value() / self.maximum())
        arc_role = _ARC_ROLES.get(self._display.kind, QPalette.ColorRole.Highlight)
        for role, start, span in (
            (QPalette.ColorRole.Midlight, _TOP + left, _CIRCLE - left),
            (arc_role, _TOP, left),  # Drawn last, so that its round ends cover the other's.
        ):
            if span > 0:
                color = self.palette().color(role)
                painter.setPen(QPen(color, thickness, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
                painter.drawArc(ring, start, span)

    def _draw_number(self, painter: QPainter, ring: QRectF) -> None:
        number = self._display.number
        painter.setFont(self._number_font(number, ring.width() * 0.58))
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, number)

    def _draw_caption(self, painter: QPainter, ring: QRectF, thickness: float) -> None:
        below = ring.adjusted(0, ring.height() * 0.66, 0, 0)
        lowest = below.top() + self.fontMetrics().height() - ring.center().y()
        room = 2 * math.sqrt(max(0.0, ((ring.width() - thickness) / 2) ** 2 - lowest**2)) - thickness
        painter.setFont(self._caption_font(self._display.caption, room))
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(
            below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, self._display.caption
        )

    def _caption_font(self, caption: str, room: float) -> QFont:
        """Return the usual font, or a smaller one with which the caption fits into `room` pixels."""
        font = self.font()
        width = self.fontMetrics().horizontalAdvance(caption)
        if width > room > 0:
            font.setPointSizeF(font.pointSizeF() * room / width)
        return font

    def _number_font(self, number: str, width: float) -> QFont:
        """Return a font as large as `width` allows, with digits of equal width: the number must not move."""
        font = self.font()
        font.setWeight(QFont.Weight.Light)
        font.setFeature(QFont.Tag("tnum"), 1)
        widest = "0" * (len(number) - 1) + ":"
        font.setPointSizeF(font.pointSizeF() * width / QFontMetrics(font).horizontalAdvance(widest))
        return font
