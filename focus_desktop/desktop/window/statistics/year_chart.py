"""The days of a year, week beside week."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QSizePolicy

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.statistics.chart import GAP, Chart, Value
from focus_desktop.desktop.window.statistics.steps import step, step_colour
from focus_desktop.desktop.window.statistics.table import Table
from focus_desktop.language import gettext as _
from focus_desktop.model.focus_count import NONE
from focus_desktop.model.local_days import DAYS_OF_A_WEEK, Calendar, Period
from focus_desktop.wording import statistics as words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, timedelta

    from focus_desktop.model.statistics import Statistics

WEEKS, WEEKS_OF_A_MONTH = 54, 4
"""A year touches at most so many; from one month to the next it is at least so many."""
NARROWEST, WIDEST = 4, 24
"""Pixels from a day to the next one."""
WIDTH = 700
"""Pixels that it is wide if it is free to."""


class YearChart(Chart):
    """One cell for each day; a column is a week."""

    def __init__(self) -> None:
        super().__init__(_("A year of days"))
        policy = self.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._days: list[tuple[date, timedelta]] = []
        self._calendar = Calendar()

    def show_statistics(self, statistics: Statistics, calendar: Calendar) -> None:
        """Show the days of these."""
        self._days = list(zip(statistics.period.dates(), statistics.days, strict=True))
        self._calendar = calendar
        self.show_values()

    @property
    def most(self) -> timedelta:
        """The length of the cell with the most."""
        return max((length for _day, length in self._days), default=NONE)

    def sizeHint(self) -> QSize:
        """That of a page that is as wide as most are."""
        return QSize(WIDTH, self.heightForWidth(WIDTH))

    def minimumSizeHint(self) -> QSize:
        """Any width, with the smallest days."""
        return QSize(0, self.heightForWidth(0))

    def heightForWidth(self, width: int) -> int:
        """Seven days, and the names of months: the wider, the larger are the days."""
        pitch = self._pitch(QSizeF(width, 0))
        below = tokens.TINY + self.fontMetrics().height()
        return int(self._top(pitch)) + DAYS_OF_A_WEEK * pitch + below

    def place(self, size: QSizeF) -> Sequence[Value]:
        """Each day."""
        return [
            Value(area, self._words(day, length), period=Period(day, day))
            for area, day, length in self._cells(size)
        ]

    def draw(self, painter: QPainter, size: QSizeF) -> None:
        """Draw the days, and the names of weekdays and months."""
        most = self.most
        painter.setPen(Qt.PenStyle.NoPen)
        for area, _day, length in self._cells(size):
            painter.setBrush(step_colour(self.palette(), step(length, most)))
            painter.drawRoundedRect(area, 1.5, 1.5)
        painter.setPen(self.colour(QPalette.ColorRole.PlaceholderText))
        self._draw_names(painter, size)

    def table(self) -> Table:
        """Each day."""
        return Table(
            (_("Day"), _("Focused")),
            [(wording.weekday_date(day), wording.worked_minutes(length)) for day, length in self._days],
            [(day.isoformat(), words.plain_length(length)) for day, length in self._days],
        )

    def _left(self) -> int:
        """The width of the names of weekdays."""
        names = wording.short_weekdays()
        return math.ceil(max(map(self.fontMetrics().horizontalAdvance, names))) + tokens.SMALL

    def _pitch(self, size: QSizeF) -> int:
        """Whole pixels, so that all days are equally sharp."""
        weeks = self._column(self._days[-1][0]) + 1 if self._days else WEEKS
        return max(NARROWEST, min(WIDEST, int((size.width() - self._left()) / weeks)))

    def _top(self, pitch: int) -> int:
        """Where the days begin: the name of the first weekday may be higher than they are."""
        return max(0, math.ceil((self.fontMetrics().height() - pitch) / 2))

    def _cells(self, size: QSizeF) -> Iterator[tuple[QRectF, date, timedelta]]:
        left, pitch = self._left(), self._pitch(size)
        top = self._top(pitch)
        for day, length in self._days:
            column, row = self._column(day), (day.weekday() - self._calendar.first_weekday) % DAYS_OF_A_WEEK
            area = QRectF(left + column * pitch, top + row * pitch, pitch - GAP, pitch - GAP)
            yield area, day, length

    def _column(self, day: date) -> int:
        """The number of a day's week."""
        first = self._days[0][0]
        before = (first.weekday() - self._calendar.first_weekday) % DAYS_OF_A_WEEK
        return ((day - first).days + before) // DAYS_OF_A_WEEK

    def _words(self, day: date, length: timedelta) -> str:
        return _("{name}: {length}").format(
            name=wording.weekday_date(day), length=wording.worked_minutes(length)
        )

    def _draw_names(self, painter: QPainter, size: QSizeF) -> None:
        metrics, pitch = self.fontMetrics(), self._pitch(size)
        names, first = wording.short_weekdays(), self._top(pitch)
        every = max(2, math.ceil(metrics.height() / pitch))
        for row in range(0, DAYS_OF_A_WEEK, every):
            middle = first + (row + 0.5) * pitch
            area = QRectF(0, middle - metrics.height() / 2, self._left(), metrics.height())
            weekday = (self._calendar.first_weekday + row) % DAYS_OF_A_WEEK
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, names[weekday])
        top = first + DAYS_OF_A_WEEK * pitch + tokens.TINY
        months = wording.short_months()
        widest = max(map(metrics.horizontalAdvance, months)) + tokens.TINY
        every = math.ceil(widest / (WEEKS_OF_A_MONTH * pitch))
        for area, day, _length in self._cells(size):
            if day.day == 1 and (day.month - 1) % every == 0:
                name = QRectF(area.left(), top, widest, metrics.height())
                painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, months[day.month - 1])
