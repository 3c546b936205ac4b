"""Draws the sessions of the history, each as a row of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.history.column_widths import EDGES
from focus_desktop.desktop.window.history.history_model import Column
from focus_desktop.desktop.window.quest_colour import DOT, draw_dot, quest_colour
from focus_desktop.wording import history as words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from focus_desktop.desktop.window.history.history_model import HistoryModel
    from focus_desktop.model.record import SessionRecord

PADDING = 8
"""Pixels at each side of a cell."""
DOT_ROOM = DOT + 8
"""Pixels of the dot before a description, with the space behind it."""
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SessionRows:
    """Draws the texts of sessions with one painter; the table has drawn the cards and what is selected.

    The table does not leave this to Qt, which would call Python back for each cell: one picture of the
    table has a hundred of them, and is to be drawn within a frame of the screen.
    """

    def __init__(
        self,
        painter: QPainter,
        palette: QPalette,
        model: HistoryModel,
        columns: Mapping[Column, QRect],
        *,
        has_quest_below: bool,
    ) -> None:
        """`columns` says from where to where each column goes that is shown."""
        self._painter, self._palette, self._model = painter, palette, model
        self._columns = columns
        self._has_quest_below = has_quest_below
        self._usual, self._bold = QFont(painter.font()), QFont(painter.font())
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._usual_metrics, self._bold_metrics = QFontMetrics(self._usual), QFontMetrics(self._bold)
        self._colour = palette.color(QPalette.ColorRole.Text)
        self._muted = palette.color(QPalette.ColorRole.PlaceholderText)
        self._planned_room = self._usual_metrics.horizontalAdvance(words.long_planned())
        self._reading = model.read()

    def draw(self, record: SessionRecord, top: int, height: int) -> None:
        """Draw a session at this height of the table."""
        for column, place in self._columns.items():
            area = QRect(place.left() + PADDING, top, place.width() - 2 * PADDING, height)
            match column:
                case Column.TIME:
                    area.adjust(EDGES[column], 0, 0, 0)
                    self._text(area, self._model.time(record), is_muted=True)
                case Column.SESSION:
                    self._session(area, record)
                case Column.QUEST if record.quest is not None:
                    self._text(area, _one_line(record.quest.title), is_muted=True)
                case Column.FOCUSED:
                    self._focused(area, record)
                case Column.STATUS:
                    area.adjust(0, 0, -EDGES[column], 0)
                    self._status(area, record)

    def _session(self, area: QRect, record: SessionRecord) -> None:
        text = record.session.description or ""
        title = record.quest.title if self._has_quest_below and record.quest is not None else ""
        upper, lower = (text, title) if text else (title or wording.unnamed(), "")
        room = area.adjusted(DOT_ROOM, 0, 0, 0)
        line = QRect(room.left(), room.top(), room.width(), room.height() // (2 if lower else 1))
        middle = line.center().y() + (tokens.TINY if lower else 0)
        colour = quest_colour(self._palette, record.session.quest_id)
        draw_dot(self._painter, colour, QPointF(area.left() + DOT / 2, middle + 0.5))
        self._text(line.translated(0, tokens.TINY if lower else 0), _one_line(upper), is_muted=not text)
        if lower:
            below = QRect(room.left(), line.bottom() - tokens.TINY, room.width(), room.height() // 2)
            self._text(below, _one_line(lower), is_muted=True)

    def _focused(self, area: QRect, record: SessionRecord) -> None:
        """Draw the planned time in a column of its own, and the focused time up to that."""
        left = area
        if not self._model.hides_planned:
            left = area.adjusted(0, 0, -self._planned_room - tokens.SMALL, 0)
            right = area.adjusted(area.width() - self._planned_room, 0, 0, 0)
            self._text(right, words.of_planned(record), is_muted=True)
        now = record.time(self._reading)
        focused = words.focused(record, now)
        if self._bold_metrics.horizontalAdvance(focused) > left.width():
            focused = words.focused_in_all(record, now)
        self._text(left, focused, RIGHT, is_bold=True)

    def _status(self, area: QRect, record: SessionRecord) -> None:
        sign = words.status_sign(record)
        text = sign if self._model.hides_status_words else f"{sign} {words.short_status(record)}"
        self._text(area, text, RIGHT, is_muted=True)

    def _text(
        self,
        area: QRect,
        text: str,
        side: Qt.AlignmentFlag = LEFT,
        *,
        is_muted: bool = False,
        is_bold: bool = False,
    ) -> None:
        painter = self._painter
        painter.setPen(self._muted if is_muted else self._colour)
        painter.setFont(self._bold if is_bold else self._usual)
        metrics = self._bold_metrics if is_bold else self._usual_metrics
        painter.drawText(area, side, metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width()))


def _one_line(text: str) -> str:
    return wording.on_one_line(" ".join(text.split()))
