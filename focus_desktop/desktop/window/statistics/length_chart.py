"""What was planned and what was focused, for each length of session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPalette

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.statistics.chart import Chart, Value
from focus_desktop.desktop.window.statistics.table import Table
from focus_desktop.language import gettext as _
from focus_desktop.model.statistics import MINUTE
from focus_desktop.wording import statistics as words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from focus_desktop.model.statistics import Length, Statistics

ROW, BAR = 36, 12
"""Pixels of a row and of its bar."""
MOST_ROWS = 5


class LengthChart(Chart):
    """One bar for each of the most frequent lengths."""

    def __init__(self) -> None:
        super().__init__(_("Planned and focused"))
        self._lengths: Sequence[Length] = ()
        self._shown: Sequence[Length] = ()

    def show_statistics(self, statistics: Statistics) -> None:
        """Show the most frequent lengths of these."""
        self._lengths = statistics.lengths
        frequent = sorted(self._lengths, key=lambda length: -length.sessions)[:MOST_ROWS]
        self._shown = sorted(frequent, key=lambda length: length.planned_minutes)
        self.show_values()

    def sizeHint(self) -> QSize:
        """One row for each length."""
        return QSize(340, max(1, len(self._shown)) * self._row_height())

    def place(self, size: QSizeF) -> Sequence[Value]:
        """Each row; only its bar and what stands behind that are framed."""
        left = self._left() - tokens.SMALL
        return [
            Value(
                row,
                self._words(length),
                frame=row.adjusted(left, 2, -2, -2),
                planned_minutes=length.planned_minutes,
            )
            for row, length in self._rows(size)
        ]

    def draw(self, painter: QPainter, size: QSizeF) -> None:
        """Draw what was planned as a track, and what was focused as its fill."""
        muted = self.colour(QPalette.ColorRole.PlaceholderText)
        left, room = self._left(), self._room(size)
        longest = max((max(one.planned_minutes, one.done_minutes) for one in self._shown), default=1)
        for row, length in self._rows(size):
            planned = room * length.planned_minutes / longest
            done = room * length.done_minutes / longest
            track = QRectF(left, row.center().y() - BAR / 2, planned, BAR)
            painter.setPen(muted)
            name = QRectF(0, row.top(), left, row.height())
            painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, wording.minutes(length.planned_minutes))
            painter.setPen(Qt.PenStyle.NoPen)
            self._draw_bar(painter, track, QPalette.ColorRole.Dark)
            track.setWidth(done)
            self._draw_bar(painter, track, QPalette.ColorRole.Highlight)
            painter.setPen(self.colour(QPalette.ColorRole.WindowText))
            end = left + max(planned, done) + tokens.SMALL
            text = QRectF(end, row.top(), size.width() - end, row.height())
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, words.planned_and_done(length))

    def table(self) -> Table:
        """All lengths."""
        headers = (_("Planned"), _("Sessions"), _("Focused on average"), _("Better plan"))
        return Table(
            headers,
            [
                (
                    wording.minutes(length.planned_minutes),
                    str(length.sessions),
                    wording.minutes(length.done_minutes),
                    words.NOTHING
                    if length.suggested_minutes is None
                    else wording.minutes(length.suggested_minutes),
                )
                for length in self._lengths
            ],
            [
                (
                    words.plain_length(length.planned_minutes * MINUTE),
                    str(length.sessions),
                    words.plain_length(length.done / length.sessions),
                    ""
                    if length.suggested_minutes is None
                    else words.plain_length(length.suggested_minutes * MINUTE),
                )
                for length in self._lengths
            ],
        )

    def _row_height(self) -> int:
        return max(ROW, self.fontMetrics().height() + tokens.LARGE)

    def _left(self) -> float:
        """The width of the names."""
        names = (wording.minutes(length.planned_minutes) for length in self._shown)
        return max(map(self.fontMetrics().horizontalAdvance, names), default=0) + tokens.LARGE

    def _room(self, size: QSizeF) -> float:
        """The width of the longest bar."""
        texts = (words.planned_and_done(length) for length in self._shown)
        widest = max(map(self.fontMetrics().horizontalAdvance, texts), default=0)
        return max(2.0 * BAR, size.width() - self._left() - widest - tokens.MEDIUM)

    def _rows(self, size: QSizeF) -> Iterator[tuple[QRectF, Length]]:
        height = self._row_height()
        for number, length in enumerate(self._shown):
            yield QRectF(0, number * height, size.width(), height), length

    def _words(self, length: Length) -> str:
        # Translators: As in "50 min planned: 34 (18 sessions)"; the number is minutes.
        return _("{planned} planned: {done}").format(
            planned=wording.minutes(length.planned_minutes), done=words.planned_and_done(length)
        )

    def _draw_bar(self, painter: QPainter, area: QRectF, role: QPalette.ColorRole) -> None:
        if area.width() >= 1:
            painter.setBrush(self.colour(role))
            radius = min(BAR, area.width()) / 2
            painter.drawRoundedRect(area, radius, radius)
