"""The ring and, while nothing runs, the minutes of the next session in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.focus.minutes_box import MinutesBox
from focus_desktop.desktop.window.focus.timer_ring import DIAMETER, NUMBER, TimerRing, time_font
from focus_desktop.desktop.window.number_box import LESS, MORE, step_button
from focus_desktop.language import gettext as _
from focus_desktop.timer_display import Kind, TimerDisplay

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

SIGN_FROM_CENTRE = 106
"""Pixels from the ring's centre to the middle of − and +, for a ring of usual size."""
SIGN = 20
"""Pixels of − and +, with some room beside them."""
ROOM = 168
"""Pixels for the time between − and +, for a ring of usual size."""


class Dial(QWidget):
    """A square. It shows a time, or the minutes that are planned, which can be changed in it."""

    def __init__(self) -> None:
        super().__init__()
        self.ring = TimerRing(self)
        self.minutes = MinutesBox()
        self._less = step_button(LESS, _("5 minutes less"), lambda: self.minutes.step(-1))
        self._more = step_button(MORE, _("5 minutes more"), lambda: self.minutes.step(1))
        for part in (self.minutes, self._less, self._more):
            part.setParent(self)
            part.hide()
        self.minutes.shown.connect(self._fit_minutes)
        self.minutes.lineEdit().installEventFilter(self)

    def show_time(self, display: TimerDisplay, *, flow: bool = False) -> None:
        """Show a time. While nothing runs its minutes can be changed, unless a flow session is planned."""
        can_be_changed = display.kind is Kind.IDLE and not flow
        if can_be_changed != self.ring.hides_number:
            self._show_parts(can_be_changed=can_be_changed)
        self.ring.show_time(display)

    def sizeHint(self) -> QSize:
        """As the ring."""
        return self.ring.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the parts in the ring."""
        super().resizeEvent(event)
        self.ring.setGeometry(self.rect())
        centre = self.rect().center()
        for sign, side in ((self._less, -1), (self._more, 1)):
            sign.resize(sign.sizeHint())
            place = centre + QPoint(side * self._sign_from_centre(), 0)
            sign.move(place - sign.rect().center())
        self._fit_minutes()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Set the font of the minutes again: a style sheet that is applied sets the usual one."""
        if event.type() == QEvent.Type.StyleChange:
            self._fit_minutes()
        return super().eventFilter(watched, event)

    def _sign_from_centre(self) -> int:
        furthest = (self.width() - self._more.width()) // 2
        return min(round(SIGN_FROM_CENTRE * self.ring.scale), furthest)

    def _fit_minutes(self) -> None:
        scale, text = self.ring.scale, self.minutes.lineEdit().text()
        between = 2 * (self._sign_from_centre() - SIGN / 2)
        room = min((ROOM + tokens.TINY) * scale, between)
        font = time_font(self.font(), text, NUMBER * scale, room)
        self.minutes.lineEdit().setFont(font)
        area = QRect(0, 0, round((ROOM + tokens.HUGE) * scale), round(DIAMETER * 0.28 * scale))
        area.moveCenter(self.rect().center())
        self.minutes.setGeometry(area)

    def _show_parts(self, *, can_be_changed: bool) -> None:
        self.ring.hides_number = can_be_changed
        self.ring.update()
        for part in (self.minutes, self._less, self._more):
            part.setVisible(can_be_changed)
