"""Focused time by weekday and hour of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPalette

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.statistics.chart import Chart, Value
from focus_desktop.desktop.window.statistics.steps import step, step_colour
from focus_desktop.desktop.window.statistics.table import Table
from focus_desktop.language import gettext as _
from focus_desktop.model.focus_count import NONE
from focus_desktop.model.local_days import DAYS_OF_A_WEEK, HOURS_OF_A_DAY
from focus_desktop.wording import statistics as words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import timedelta

    from focus_desktop.model.local_days import Calendar
    from focus_desktop.model.statistics import Statistics

ROW, WIDEST = 18, 22
"""Pixels of a weekday at the usual text size, and of the widest cell."""
SPACE = 1
"""Pixels around each cell."""
EVERY = 6
"""Hours between two names of hours."""


class HourChart(Chart):
    """The rows are weekdays, the columns hours; both begin as the user's weeks and days do."""

    def __init__(self) -> None:
        super().__init__(_("When you focus"))
        self._lengths: Sequence[Sequence[timedelta]] = [[NONE] * HOURS_OF_A_DAY] * DAYS_OF_A_WEEK
        self._weekdays = list(range(DAYS_OF_A_WEEK))
        self._hours = list(range(HOURS_OF_A_DAY))

    def show_statistics(self, statistics: Statistics, calendar: Calendar) -> None:
        """Show the hours of these."""
        self._lengths = statistics.hours
        self._weekdays = [
            (calendar.first_weekday + number) % DAYS_OF_A_WEEK for number in range(DAYS_OF_A_WEEK)
        ]
        self._hours = [
            (calendar.day_start_hour + number) % HOURS_OF_A_DAY for number in range(HOURS_OF_A_DAY)
        ]
        self.show_values()

    @property
    def most(self) -> timedelta:
        """The length of the cell with the most."""
        return max(max(row) for row in self._lengths)

    def sizeHint(self) -> QSize:
        """Seven rows and the names of hours."""
        return QSize(380, (DAYS_OF_A_WEEK + 1) * self._row_height())

    def place(self, size: QSizeF) -> Sequence[Value]:
        """Each hour."""
        return [
            Value(area, self._words(weekday, hour), weekday_hour=(weekday, hour))
            for area, weekday, hour in self._cells(size)
        ]

    def draw(self, painter: QPainter, size: QSizeF) -> None:
        """Draw the cells, and the names of weekdays and hours."""
        most = self.most
        painter.setPen(Qt.PenStyle.NoPen)
        for area, weekday, hour in self._cells(size):
            length = self._lengths[weekday][hour]
            painter.setBrush(step_colour(self.palette(), step(length, most)))
            painter.drawRoundedRect(area, 2, 2)
        painter.setPen(self.colour(QPalette.ColorRole.PlaceholderText))
        self._draw_names(painter, size)

    def table(self) -> Table:
        """The hours as rows, the weekdays as columns."""
        names = wording.short_weekdays()
        rows = [
            (
                words.hours_of_day(hour, (hour + 1) % HOURS_OF_A_DAY),
                *(wording.worked_minutes(self._lengths[weekday][hour]) for weekday in self._weekdays),
            )
            for hour in self._hours
        ]
        plain = [
            (f"{hour}:00", *(words.plain_length(self._lengths[weekday][hour]) for weekday in self._weekdays))
            for hour in self._hours
        ]
        return Table((_("Hour"), *(names[weekday] for weekday in self._weekdays)), rows, plain)

    def _row_height(self) -> int:
        return max(ROW, self.fontMetrics().height() + 2)

    def _left(self) -> float:
        """The width of the names of weekdays."""
        names = wording.short_weekdays()
        return max(map(self.fontMetrics().horizontalAdvance, names)) + tokens.SMALL

    def _cells(self, size: QSizeF) -> Iterator[tuple[QRectF, int, int]]:
        """The place of each hour, its weekday, and itself."""
        height, left = self._row_height(), self._left()
        width = min(WIDEST, max(1.0, (size.width() - left) / HOURS_OF_A_DAY))
        for row, weekday in enumerate(self._weekdays):
            for column, hour in enumerate(self._hours):
                area = QRectF(left + column * width, row * height, width, height)
                yield area.adjusted(SPACE, SPACE, -SPACE, -SPACE), weekday, hour

    def _words(self, weekday: int, hour: int) -> str:
        # Translators: A weekday, hours of the clock and a length of time, as in "Monday, 9 – 10: 25 min".
        return _("{weekday}, {hours}: {length}").format(
            weekday=wording.weekdays()[weekday],
            hours=words.hours_of_day(hour, (hour + 1) % HOURS_OF_A_DAY),
            length=wording.worked_minutes(self._lengths[weekday][hour]),
        )

    def _draw_names(self, painter: QPainter, size: QSizeF) -> None:
        height, left = self._row_height(), self._left()
        names = wording.short_weekdays()
        for row, weekday in enumerate(self._weekdays):
            area = QRectF(0, row * height, left, height)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, names[weekday])
        for area, weekday, hour in self._cells(size):
            if weekday == self._weekdays[-1] and hour % EVERY == 0:
                name = QRectF(area.left(), area.bottom() + SPACE, 4 * area.width(), height)
                painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, f"{hour:02}")
