"""A small window above all others: the time, and what it is spent on.

On Wayland only the compositor places windows and keeps one above the others: there it opens where the
compositor puts it, and other windows may cover it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPalette, QPen, QRegion, QTransform
from PySide6.QtWidgets import QWidget

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.focus.timer_ring import draw_ring, shape_of, time_font
from focus_desktop.desktop.window.mini.ring_button import RingButton
from focus_desktop.desktop.window.sign_button import SIZE, Sign, SignButton
from focus_desktop.language import gettext as _
from focus_desktop.timer_display import Kind, TimerDisplay

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QCloseEvent, QEnterEvent, QKeyEvent, QMouseEvent, QPaintEvent

WIDTH, HEIGHT, CORNER = 260, 72, 12
"""Pixels, as all sizes below, where texts have their usual size. With larger texts all is larger."""
RING, STROKE, NUMBER, TITLE = 44, 5, 24, tokens.NOTE
"""Pixels: of the ring's centre line, its stroke, the time and the title."""
TEXT_LEFT = 76
"""Pixels from the left edge to the texts."""
RING_AREA = QRect(0, 0, TEXT_LEFT, HEIGHT)
DRAGGED_AFTER = 4
"""Pixels that the pointer is moved before the window moves with it."""
ACTIVE = {Kind.RUNNING, Kind.PAUSED}


class MiniWindow(QWidget):
    """Dragged by any part of it. Its buttons are shown while the pointer or the keyboard focus is on it.

    It is as large as the application's texts are when it is made.
    """

    start_requested = Signal()
    pause_requested = Signal()
    resume_requested = Signal()
    complete_requested = Signal()
    open_requested = Signal()
    """The main window is wanted."""
    close_requested = Signal()

    def __init__(self) -> None:
        super().__init__(
            None,
            Qt.WindowType.Tool
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.NoDropShadowWindowHint,
        )
        self.setWindowTitle(_("Mini window"))
        self.setAccessibleName(_("Mini window"))
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scale = max(1.0, self.font().pixelSize() / tokens.TEXT)
        self.setFixedSize(self._scaled(WIDTH), self._scaled(HEIGHT))
        corners, corner = QPainterPath(), CORNER * self._scale
        corners.addRoundedRect(QRectF(self.rect()), corner, corner)
        self.setMask(QRegion(corners.toFillPolygon().toPolygon()))  # For desktops that cannot blend corners.
        self._display = TimerDisplay(Kind.IDLE, "")
        self._title = ""
        self._filled = False, 0
        """How far the ring is filled, in pixels of the screen, and whether that is its second lap."""
        self._number_font: tuple[object, QFont] = None, QFont()
        """The font of the time, and what it was made for."""
        self._pressed_at: QPointF | None = None
        """Where a drag may begin; None while no press waits for one."""
        ring = RingButton(self)
        ring.setGeometry(self._in_pixels(QRectF(RING_AREA)))
        ring.clicked.connect(self.open_requested)
        size = self._scaled(SIZE)
        self._go, self._complete = SignButton(size=size), SignButton(size=size)
        self._complete.show_sign(Sign.DONE, _("Complete"))
        self._go.clicked.connect(self._press_go)
        self._complete.clicked.connect(self.complete_requested)
        for place, button in enumerate((self._go, self._complete)):
            button.setParent(self)
            left = self.width() - (2 - place) * size - self._scaled(tokens.LARGE + (1 - place) * tokens.SMALL)
            button.move(left, (self.height() - size) // 2)
        self._show_buttons()

    def show_time(self, display: TimerDisplay, title: str) -> None:
        """Show a time, and what it is spent on."""
        before, self._display = self._display, display
        if display == before and title == self._title:
            return
        self.setAccessibleDescription(wording.listed(display.number, display.caption, title))
        if (display.kind, display.caption, title) != (before.kind, before.caption, self._title):
            self._title = title
            self.setToolTip(wording.tooltip(title) if title else "")
            self._show_buttons()
            self.update()
            return
        self.update(self._in_pixels(self._number_area()))
        pixels = math.pi * RING * self._scale * self.devicePixelRatio()
        filled = display.is_overtime, round(pixels * display.lap)
        if filled != self._filled:
            self._filled = filled
            self.update(self._in_pixels(QRectF(RING_AREA)))

    @property
    def words(self) -> str:
        """What stands below the time: what it is spent on, or that the session is paused."""
        is_paused = self._display.kind is Kind.PAUSED
        return self._display.caption if is_paused or not self._title else self._title

    def sizeHint(self) -> QSize:
        """Its fixed size."""
        return self.size()

    def _scaled(self, pixels: int) -> int:
        return round(pixels * self._scale)

    def _in_pixels(self, area: QRectF) -> QRect:
        """Where this area is in the window."""
        return QTransform.fromScale(self._scale, self._scale).mapRect(area).toAlignedRect()

    # Painting, in pixels of a window with texts of the usual size

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card, the ring and the texts, as far as that is asked for."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # Without a compositor what is left transparent is black, so the card fills the window to its edge.
        painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.Base))
        painter.scale(self._scale, self._scale)
        if not self._in_pixels(self._number_area()).contains(event.rect()):
            self._draw_frame_and_ring(painter)
            self._draw_title(painter)
        self._draw_number(painter)
        painter.end()

    def _draw_frame_and_ring(self, painter: QPainter) -> None:
        role = QPalette.ColorRole.Highlight if self.hasFocus() else QPalette.ColorRole.Mid
        painter.setPen(QPen(self.palette().color(role), 2 if self.hasFocus() else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        frame = QRectF(0, 0, WIDTH, HEIGHT).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(frame, CORNER, CORNER)
        ring = QRectF(0, 0, RING, RING)
        ring.moveCenter(QRectF(RING_AREA).center())
        draw_ring(painter, self.palette(), ring, STROKE, self._display)

    def _draw_number(self, painter: QPainter) -> None:
        area, number = self._number_area(), self._display.number
        made_for = self.font(), shape_of(number), area.width()
        if made_for != self._number_font[0]:
            self._number_font = made_for, time_font(self.font(), number, NUMBER, area.width())
        painter.setFont(self._number_font[1])
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, number)

    def _draw_title(self, painter: QPainter) -> None:
        width = round(self._number_area().width())
        font = QFont(self.font())
        font.setPixelSize(TITLE)
        painter.setFont(font)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        text = painter.fontMetrics().elidedText(
            " ".join(self.words.split()), Qt.TextElideMode.ElideRight, width
        )
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(TEXT_LEFT, 42, width, 20), side, text)

    def _number_area(self) -> QRectF:
        is_beside = self._go.isVisible()
        right = self._go.x() / self._scale - tokens.SMALL if is_beside else WIDTH - tokens.LARGE
        return QRectF(TEXT_LEFT, 10, right - TEXT_LEFT, 32)

    # What the user does

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note where a drag may begin."""
        self._pressed_at = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the window. Not at once on a press: the second one of a double click would be lost."""
        if self._pressed_at is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if (event.position() - self._pressed_at).manhattanLength() >= DRAGGED_AFTER:
            self._pressed_at = None  # Asked for once more, the window would follow the pointer for good.
            self.windowHandle().startSystemMove()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Ask for the main window."""
        self.open_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pause, resume or start by Space; ask for the main window by Enter; close by Escape."""
        match event.key():
            case Qt.Key.Key_Space:
                self._press_go()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.open_requested.emit()
            case Qt.Key.Key_Escape:
                self.close_requested.emit()
            case _:
                super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Emit `close_requested` in place of closing."""
        event.ignore()
        self.close_requested.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the buttons."""
        super().enterEvent(event)
        self._show_buttons()

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the buttons, unless the window has the keyboard focus."""
        super().leaveEvent(event)
        self._show_buttons()

    def changeEvent(self, event: QEvent) -> None:
        """Show the buttons while the window is active."""
        super().changeEvent(event)
        if event.type() == event.Type.ActivationChange:
            self._show_buttons()

    def _press_go(self) -> None:
        signals = {Kind.RUNNING: self.pause_requested, Kind.PAUSED: self.resume_requested}
        if self._display.kind is not Kind.BREAK:
            signals.get(self._display.kind, self.start_requested).emit()

    def _show_buttons(self) -> None:
        kind = self._display.kind
        names = {
            Kind.RUNNING: (Sign.PAUSE, _("Pause")),
            Kind.PAUSED: (Sign.GO, _("Resume")),
        }
        self._go.show_sign(*names.get(kind, (Sign.GO, _("Start"))))
        is_wanted = self.underMouse() or self.isActiveWindow()
        self._go.setVisible(is_wanted and kind is not Kind.BREAK)
        self._complete.setVisible(is_wanted and kind in ACTIVE)
        self.update()
