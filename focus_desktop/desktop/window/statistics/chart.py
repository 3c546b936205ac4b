"""What all charts have in common: values that can be pointed at, gone through by keys, and read aloud."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from focus_desktop.desktop.window import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from focus_desktop.desktop.window.statistics.table import Table
    from focus_desktop.model.local_days import Period

GAP = 1
"""Pixels between two values that are side by side."""
BUBBLE_DISTANCE = 6
"""Pixels between a value and the bubble with its text."""
ASIDE = 4
"""How much farther something counts that lies aside of the way of an arrow key."""
_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_CHOOSING = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


@dataclass(frozen=True)
class Value:
    """A part of a chart that stands for a value."""

    area: QRectF
    words: str
    """The value and what it is of."""
    frame: QRectF | None = None
    """Where it is framed, if not all of its area is."""
    period: Period | None = None
    """The days that it is of; None for those of the whole chart."""
    quest_id: UUID | None = None
    planned_minutes: int | None = None
    weekday_hour: tuple[int, int] | None = None
    """Of the hours of the period only these: a weekday, 0 is Monday, and an hour of the clock, 0 to 23."""


class Chart(QWidget):
    """A chart draws itself at any size, on the screen or into a picture."""

    chosen = Signal(object)
    """A value was clicked, or Enter was pressed on it. The argument is the Value."""
    focus_changed = Signal()
    """The chart as a whole, or a value in it, has got or lost the keyboard focus."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._placed: Sequence[Value] | None = None
        """None until they are asked for: to draw a chart needs none of them."""
        self._marked: int | None = None
        """The number of the value whose text is shown."""

    # What every chart has of its own

    def place(self, size: QSizeF) -> Sequence[Value]:
        """Return the values, with their places in a chart of this size."""
        raise NotImplementedError

    def draw(self, painter: QPainter, size: QSizeF) -> None:
        """Draw the chart at this size."""
        raise NotImplementedError

    def table(self) -> Table:
        """Return the same values as a table."""
        raise NotImplementedError

    def foot_height(self, _width: int) -> int:
        """Pixels of what a picture of the chart shows below it."""
        return 0

    def draw_foot(self, painter: QPainter, width: int) -> None:
        """Draw what a picture shows below the chart, from the painter's origin on."""

    # What charts share

    def show_values(self) -> None:
        """Show other values than before; if there are as many, the same one stays marked."""
        before = len(self._placed or ())
        self._place_values()
        if self._marked is not None and len(self.values) != before:
            self._marked = None
        self.setAccessibleDescription("" if self.marked is None else self.marked.words)
        self.updateGeometry()

    @property
    def values(self) -> Sequence[Value]:
        """The values, with their places in the chart as it is now."""
        if self._placed is None:
            self._placed = self.place(QSizeF(self.size()))
        return self._placed

    @property
    def marked(self) -> Value | None:
        """The value whose text is shown."""
        return None if self._marked is None else self.values[self._marked]

    def colour(self, role: QPalette.ColorRole) -> QColor:
        """A colour of the palette."""
        return self.palette().color(role)

    def minimumSizeHint(self) -> QSize:
        """As high as the chart is, and any width."""
        return QSize(0, self.sizeHint().height())

    def heightForWidth(self, _width: int) -> int:
        """The height at a width; most charts have one for all widths."""
        return self.sizeHint().height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chart, and the text of the value that is pointed at."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, QSizeF(self.size()))
        if self.marked is not None:
            self._draw_mark(painter, self.marked)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the values anew."""
        super().resizeEvent(event)
        self._place_values()

    def changeEvent(self, event: QEvent) -> None:
        """Place the values anew when the texts have another size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._place_values()
            self.updateGeometry()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the value under the pointer."""
        self._mark(self._number_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Show no value any more."""
        super().leaveEvent(event)
        if not self.hasFocus():
            self._mark(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the value under the pointer."""
        number = self._number_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and number is not None:
            self._mark(number)
            self.chosen.emit(self.values[number])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell it: the frame is drawn around the chart, where it cuts no words."""
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show no value any more."""
        super().focusOutEvent(event)
        self._mark(None)
        self.focus_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to another value by the arrow keys, Home and End; choose it by Enter."""
        key = Qt.Key(event.key())
        if key in _CHOOSING and self.marked is not None:
            self.chosen.emit(self.marked)
        elif key in _WAYS and self.values:
            self._mark(self._next(*_WAYS[key]))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End} and self.values:
            self._mark(0 if key == Qt.Key.Key_Home else len(self.values) - 1)
        elif key == Qt.Key.Key_Escape and self.marked is not None:
            self._mark(None)
        else:
            super().keyPressEvent(event)

    def _place_values(self) -> None:
        self._placed = None
        if self._marked is not None and self._marked >= len(self.values):
            self._marked = None
        self.update()

    def _number_at(self, point: QPointF) -> int | None:
        found = (number for number, value in enumerate(self.values) if value.area.contains(point))
        return next(found, None)

    def _next(self, right: int, down: int) -> int:
        """The number of the nearest value in a direction; where there is none, of the one that is marked."""
        if self._marked is None:
            return 0
        here = self.values[self._marked].area.center()
        best, least = self._marked, float("inf")
        for number, value in enumerate(self.values):
            way = value.area.center() - here
            ahead = way.x() * right + way.y() * down
            aside = abs(way.x() * down) + abs(way.y() * right)
            if ahead > 0.5 and ahead + ASIDE * aside < least:
                best, least = number, ahead + ASIDE * aside
        return best

    def _mark(self, number: int | None) -> None:
        if number == self._marked:
            return
        self._marked = number
        self.setAccessibleDescription("" if self.marked is None else self.marked.words)
        if self.marked is not None and self.hasFocus():
            _announce(self, self.marked.words)
        self.focus_changed.emit()
        self.update()

    def _draw_mark(self, painter: QPainter, value: Value) -> None:
        around = (value.frame or value.area).adjusted(-2, -2, 2, 2) & QRectF(self.rect())
        draw_frame(painter, self.colour(QPalette.ColorRole.WindowText), around)
        metrics = self.fontMetrics()
        room = self.width() - 2 * tokens.SMALL
        words = metrics.elidedText(value.words, Qt.TextElideMode.ElideRight, room)
        bubble = QRectF(
            0, 0, metrics.horizontalAdvance(words) + 2 * tokens.SMALL, metrics.height() + tokens.SMALL
        )
        bubble.moveCenter(value.area.center())
        bubble.moveBottom(value.area.top() - BUBBLE_DISTANCE)
        if bubble.top() < 0:
            bubble.moveTop(value.area.bottom() + BUBBLE_DISTANCE)
        bubble.moveTop(max(0.0, min(bubble.top(), self.height() - bubble.height())))
        bubble.moveLeft(max(0.0, min(bubble.left(), self.width() - bubble.width())))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colour(QPalette.ColorRole.ToolTipBase))
        painter.drawRoundedRect(bubble, tokens.TINY, tokens.TINY)
        painter.setPen(self.colour(QPalette.ColorRole.ToolTipText))
        painter.drawText(bubble, Qt.AlignmentFlag.AlignCenter, words)


def mixed(over: QColor, ground: QColor, part: float) -> QColor:
    """`part` of a colour over a ground, 0 to 1."""
    channels = zip(over.getRgb()[:3], ground.getRgb()[:3], strict=True)  # type: ignore[index] # 4 numbers
    return QColor(*(round(one * part + other * (1 - part)) for one, other in channels))


def draw_frame(painter: QPainter, colour: QColor, area: QRectF) -> None:
    """Draw a frame at the inner edge of an area."""
    painter.setPen(QPen(colour, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 3, 3)


def _announce(widget: QWidget, words: str) -> None:
    """Let a screen reader say the value; Qt does that since version 6.8."""
    if not QAccessible.isActive():
        return
    from PySide6 import QtGui  # noqa: PLC0415 — the class is missing in older versions

    kind = getattr(QtGui, "QAccessibleAnnouncementEvent", None)
    if kind is not None:
        QAccessible.updateAccessibility(kind(widget, words))
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.DescriptionChanged))
