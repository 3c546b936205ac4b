"""Focused time by day, or by month in a year: bars stacked by quest, and the goal."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPalette, QPen

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.statistics import legend, quest_shares
from focus_desktop.desktop.window.statistics.chart import GAP, Chart, Value
from focus_desktop.desktop.window.statistics.table import Table
from focus_desktop.language import gettext as _
from focus_desktop.model.focus_count import NONE
from focus_desktop.model.statistics import By
from focus_desktop.wording import statistics as words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from uuid import UUID

    from focus_desktop.desktop.window.statistics.quest_shares import Share
    from focus_desktop.model.statistics import Row, Statistics

HOUR = timedelta(hours=1)
HEIGHT, WIDEST_BAR, BAR_PART = 196, 64, 0.42
"""Pixels of the chart and of the widest bar; the part of its place that a bar takes."""
NARROW_PLACE = 20
"""Pixels of a bar's place below which bars take more of it."""
MOST_LINES = 6
STEPS = (1, 2, 4, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
"""Hours between two lines."""


@dataclass(frozen=True)
class Plot:
    """The part of a chart in which the bars stand."""

    area: QRectF
    step: int
    """Hours between two lines."""
    top: int
    """Hours at the upper edge."""

    def y(self, length: timedelta) -> float:
        """The height at which a bar of this length ends."""
        return self.area.bottom() - self.area.height() * (length / HOUR) / self.top


class DayChart(Chart):
    """Its rows are those of statistics by day or by month."""

    def __init__(self) -> None:
        super().__init__(_("Focused time by day"))
        self._by = By.DAY
        self._rows: Sequence[Row] = ()
        self._titles: Mapping[UUID, str] = {}
        self.shares: list[Share] = []
        """What the colours stand for."""

    def show_statistics(self, statistics: Statistics) -> None:
        """Show these rows."""
        self._by, self._rows = statistics.by, statistics.rows
        self._titles = statistics.titles
        self.shares = quest_shares.shares(statistics.rows, statistics.titles)
        self.setAccessibleName(
            _("Focused time by month") if self._by is By.MONTH else _("Focused time by day")
        )
        self.show_values()

    def sizeHint(self) -> QSize:
        """Wide, and high enough for the texts."""
        return QSize(480, HEIGHT + 2 * (self.fontMetrics().height() - tokens.TEXT))

    def place(self, size: QSizeF) -> Sequence[Value]:
        """Each part of each bar; of an empty place its foot."""
        plot = self._plot(size)
        found: list[Value] = []
        for place, row in zip(self._places(plot), self._rows, strict=True):
            parts = list(self._parts(plot, place, row))
            found += (self._value(area, row, share) for area, share in parts)
            if not parts:
                foot = QRectF(place.left(), plot.area.bottom() - GAP * 4, place.width(), GAP * 4)
                found.append(Value(foot, self._in_all(row), period=row.period))
        return found

    def draw(self, painter: QPainter, size: QSizeF) -> None:
        """Draw the lines, the bars, their names, and the goal."""
        plot = self._plot(size)
        self._draw_lines(painter, plot)
        palette = self.palette()
        colours = dict(zip(self.shares, quest_shares.colours(palette, self.shares), strict=True))
        painter.setBackground(palette.base())
        for place, row in zip(self._places(plot), self._rows, strict=True):
            for area, share in self._parts(plot, place, row):
                quest_shares.draw(painter, area, share, colours[share])
        self._draw_names(painter, plot)
        self._draw_goal(painter, plot)

    def foot_height(self, width: int) -> int:
        """The height of the legend."""
        return tokens.MEDIUM + legend.height(self.shares, self.fontMetrics(), width) if self.shares else 0

    def draw_foot(self, painter: QPainter, width: int) -> None:
        """Draw the legend."""
        painter.translate(0, tokens.MEDIUM)
        legend.draw(painter, self.shares, self.palette(), self.fontMetrics(), width)

    def table(self) -> Table:
        """All quests of each row, and the row in all."""
        rows: list[tuple[str, str, str]] = []
        plain: list[tuple[str, str, str]] = []
        for row in self._rows:
            name, date = words.row_name(row, self._by, {}), words.plain_date(row.period.first, self._by)
            rows.append((name, _("All"), wording.worked_minutes(row.focused)))
            plain.append((date, _("All"), words.plain_length(row.focused)))
            for quest, length in sorted(row.quests.items(), key=lambda one: -one[1]):
                title = words.whole_quest_name(quest, self._titles)
                rows.append((name, wording.shortened(title), wording.worked_minutes(length)))
                plain.append((date, title, words.plain_length(length)))
        first = _("Month") if self._by is By.MONTH else _("Day")
        return Table((first, _("Quest"), _("Focused")), rows, plain, title_column=1)

    def _plot(self, size: QSizeF) -> Plot:
        metrics = self.fontMetrics()
        most = max((max(row.focused, row.goal) for row in self._rows), default=NONE)
        hours = max(1, math.ceil(most / HOUR))
        step = next((one for one in STEPS if hours <= one * MOST_LINES), STEPS[-1])
        top = step * math.ceil(hours / step)
        left = metrics.horizontalAdvance(wording.duration(top * HOUR)) + tokens.MEDIUM
        above, below = metrics.height(), metrics.height() + tokens.SMALL
        width = size.width() - left - self._goal_room()
        area = QRectF(left, above, max(1.0, width), max(1.0, size.height() - above - below))
        return Plot(area, step, top)

    def _places(self, plot: Plot) -> Iterator[QRectF]:
        """Where each bar stands, as high as the plot."""
        width = plot.area.width() / max(1, len(self._rows))
        bar = min(WIDEST_BAR, width * (BAR_PART if width > 2 * NARROW_PLACE else 0.7))
        for number in range(len(self._rows)):
            left = plot.area.left() + width * number + (width - bar) / 2
            yield QRectF(left, plot.area.top(), bar, plot.area.height())

    def _parts(self, plot: Plot, place: QRectF, row: Row) -> Iterator[tuple[QRectF, Share]]:
        below = NONE
        for share in self.shares:
            length = share.length(row.quests)
            if not length:
                continue
            bottom, top = plot.y(below), plot.y(below + length)
            below += length
            gap = GAP if bottom - top > 2 * GAP else 0
            yield QRectF(place.left(), top + gap, place.width(), bottom - top - gap), share

    def _value(self, area: QRectF, row: Row, share: Share) -> Value:
        # Translators: A part of a bar in a chart, as in "Read: 1 h 20 min" before "of 3 h on Mon 2 Mar 2026".
        part = _("{name}: {length}").format(
            name=share.name, length=wording.worked_minutes(share.length(row.quests))
        )
        return Value(
            area, wording.listed(part, self._in_all(row)), period=row.period, quest_id=share.quest_id
        )

    def _in_all(self, row: Row) -> str:
        name = words.row_name(row, self._by, {})
        whole = _("{name}: {length}").format(name=name, length=wording.worked_minutes(row.focused))
        return wording.listed(whole, _goal(row.goal) if row.goal else "")

    def _draw_lines(self, painter: QPainter, plot: Plot) -> None:
        metrics = self.fontMetrics()
        for hours in range(0, plot.top + 1, plot.step):
            y = round(plot.y(hours * HOUR)) + 0.5
            painter.setPen(self.colour(QPalette.ColorRole.Midlight))
            painter.drawLine(QPointF(plot.area.left(), y), QPointF(plot.area.right(), y))
            painter.setPen(self.colour(QPalette.ColorRole.PlaceholderText))
            label = QRectF(0, y - metrics.height() / 2, plot.area.left() - tokens.MEDIUM, metrics.height())
            text = wording.duration(hours * HOUR) if hours else "0"
            painter.drawText(label, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)

    def _draw_names(self, painter: QPainter, plot: Plot) -> None:
        metrics = self.fontMetrics()
        painter.setPen(self.colour(QPalette.ColorRole.PlaceholderText))
        names = [self._short_name(row) for row in self._rows]
        place = plot.area.width() / max(1, len(names))
        widest = max((metrics.horizontalAdvance(name) for name in names), default=0) + tokens.TINY
        every = max(1, math.ceil(widest / place))
        for number, name in enumerate(names):
            if number % every == 0:
                centre = plot.area.left() + place * (number + 0.5)
                top = plot.area.bottom() + tokens.TINY
                area = QRectF(centre - widest / 2, top, widest, metrics.height())
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, name)

    def _short_name(self, row: Row) -> str:
        first = row.period.first
        if self._by is By.MONTH:
            return wording.short_months()[first.month - 1]
        return wording.short_weekdays()[first.weekday()] if len(self._rows) <= 7 else str(first.day)

    def _draw_goal(self, painter: QPainter, plot: Plot) -> None:
        """Draw a dashed line across the places of the rows that have a goal, and the last goal beside it."""
        width = plot.area.width() / max(1, len(self._rows))
        pen = QPen(self.colour(QPalette.ColorRole.WindowText), 1.4, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        for first, end in _runs([row.goal for row in self._rows]):
            y = plot.y(self._rows[first].goal)
            left = plot.area.left()
            painter.drawLine(QPointF(left + width * first, y), QPointF(left + width * end, y))
        goal = self._last_goal()
        if not goal:
            return
        height, room = self.fontMetrics().height(), self._goal_room()
        area = QRectF(plot.area.right(), plot.y(goal) - height / 2, room, height)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, side, self._goal_name())

    def _last_goal(self) -> timedelta:
        return next((row.goal for row in reversed(self._rows) if row.goal), NONE)

    def _goal_room(self) -> int:
        """Pixels at the right of the plot for the name of the goal."""
        name = self._goal_name()
        return self.fontMetrics().horizontalAdvance(name) + tokens.SMALL if name else 0

    def _goal_name(self) -> str:
        """What stands beside the line: the goal's length only if it is the same in all rows that have one."""
        goals = {row.goal for row in self._rows if row.goal}
        # Translators: Stands at the line of a chart that shows a goal, which differs from month to month.
        return _("goal") if len(goals) > 1 else "".join(map(_goal, goals))


def _goal(goal: timedelta) -> str:
    # Translators: Stands at the line of a chart that shows the goal, as in "goal 4 h".
    return _("goal {goal}").format(goal=wording.duration(goal))


def _runs(goals: Sequence[timedelta]) -> Iterator[tuple[int, int]]:
    """The numbers of the first and of the one after the last of equal goals side by side."""
    first = 0
    for number in range(1, len(goals) + 1):
        if number == len(goals) or goals[number] != goals[first]:
            if goals[first]:
                yield first, number
            first = number
