"""Draws the cells of the sessions, and offers a line to edit a description in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QToolTip, QWidget

from focus_desktop import refusals, wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.history.column_widths import EDGES
from focus_desktop.desktop.window.history.history_model import Column
from focus_desktop.desktop.window.line_edit import ANY_LENGTH, LineEdit
from focus_desktop.desktop.window.quest_colour import DOT, draw_dot, quest_colour
from focus_desktop.language import gettext as _
from focus_desktop.model.errors import InvalidField, Refusal
from focus_desktop.model.limits import LONGEST_DESCRIPTION
from focus_desktop.wording import history as words

if TYPE_CHECKING:
    from focus_desktop.desktop.window.history.history_model import HistoryModel
    from focus_desktop.model.record import SessionRecord

PADDING = 8
"""Pixels at each side of a cell."""
DOT_ROOM = DOT + 8
"""Pixels of the dot before a description, with the space behind it."""


class HistoryDelegate(QStyledItemDelegate):
    """The table draws the cards and what is selected; this draws only what the cells say."""

    def __init__(self, model: HistoryModel) -> None:
        super().__init__(model)
        self._model = model
        self.shows_quest_below = False
        """Whether the quest stands below the description, because its own column is hidden."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a cell of a session; the headings of days are drawn by the table."""
        record = self._model.record(index.row())
        if record is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        column = Column(index.column())
        area = option.rect.adjusted(PADDING, 0, -PADDING, 0)
        palette = option.widget.window().palette()
        match column:
            case Column.TIME:
                area.adjust(EDGES[column], 0, 0, 0)
                _draw_text(painter, area, palette, str(index.data() or ""), is_muted=True)
            case Column.SESSION:
                self._draw_session(painter, area, palette, record)
            case Column.QUEST:
                _draw_text(painter, area, palette, str(index.data() or ""), is_muted=True)
            case Column.FOCUSED:
                self._draw_focused(painter, area, palette, record)
            case Column.STATUS:
                area.adjust(0, 0, -EDGES[column], 0)
                self._draw_status(painter, area, palette, record)
        painter.restore()

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """Return a line for another description."""
        line = LineEdit(parent)
        line.setMaxLength(ANY_LENGTH)
        line.setAccessibleName(_("Description"))
        return line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Store what was typed, unless it is too long: then the line stays, and says so."""
        ends = event.type() == QEvent.Type.FocusOut or (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
        )
        if (
            not ends
            or not isinstance(watched, LineEdit)
            or len(watched.text().strip()) <= LONGEST_DESCRIPTION
        ):
            return super().eventFilter(watched, event)
        wrong = refusals.sentence(InvalidField(Refusal.DESCRIPTION, longest=LONGEST_DESCRIPTION))
        watched.setAccessibleDescription(wrong)
        QToolTip.showText(watched.mapToGlobal(watched.rect().bottomLeft()), wrong, watched)
        return event.type() == QEvent.Type.KeyPress

    def _draw_session(self, painter: QPainter, area: QRect, palette: QPalette, record: SessionRecord) -> None:
        text = record.session.description or ""
        title = record.quest.title if self.shows_quest_below and record.quest is not None else ""
        upper, lower = (text, title) if text else (title, "")
        room = area.adjusted(DOT_ROOM, 0, 0, 0)
        line = QRect(room.left(), room.top(), room.width(), room.height() // (2 if lower else 1))
        middle = line.center().y() + (tokens.TINY if lower else 0)
        colour = quest_colour(palette, record.session.quest_id)
        draw_dot(painter, colour, QPointF(area.left() + DOT / 2, middle + 0.5))
        _draw_text(
            painter, line.translated(0, tokens.TINY if lower else 0), palette, upper, is_muted=not text
        )
        if lower:
            below = QRect(room.left(), line.bottom() - tokens.TINY, room.width(), room.height() // 2)
            _draw_text(painter, below, palette, lower, is_muted=True)

    def _draw_focused(self, painter: QPainter, area: QRect, palette: QPalette, record: SessionRecord) -> None:
        """Draw the planned time in a column of its own, and the focused time up to that."""
        left = area
        if not self._model.hides_planned:
            planned = painter.fontMetrics().horizontalAdvance(words.long_planned())
            left = area.adjusted(0, 0, -planned - tokens.SMALL, 0)
            right = area.adjusted(area.width() - planned, 0, 0, 0)
            _draw_text(painter, right, palette, words.of_planned(record), is_muted=True)
        bold = QFont(painter.font())
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        now = record.time(self._model.read())
        focused = words.focused(record, now)
        if QFontMetrics(bold).horizontalAdvance(focused) > left.width():
            focused = words.focused_in_all(record, now)
        _draw_text(painter, left, palette, focused, Qt.AlignmentFlag.AlignRight)

    def _draw_status(self, painter: QPainter, area: QRect, palette: QPalette, record: SessionRecord) -> None:
        sign = words.status_sign(record)
        text = sign if self._model.hides_status_words else f"{sign} {words.short_status(record)}"
        _draw_text(painter, area, palette, text, Qt.AlignmentFlag.AlignRight, is_muted=True)


def _draw_text(
    painter: QPainter,
    area: QRect,
    palette: QPalette,
    text: str,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    *,
    is_muted: bool = False,
) -> None:
    role = QPalette.ColorRole.PlaceholderText if is_muted else QPalette.ColorRole.Text
    painter.setPen(palette.color(role))
    line = wording.on_one_line(" ".join(text.split()))
    elided = QFontMetrics(painter.font()).elidedText(line, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, elided)
