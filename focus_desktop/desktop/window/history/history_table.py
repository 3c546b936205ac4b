"""The table of the history: its columns fit its width, and End goes to the oldest session."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.history.history_model import Column
from focus_desktop.language import gettext as _
from focus_desktop.model.status import SessionStatus

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    from focus_desktop.desktop.window.history.history_model import HistoryModel

ROW_HEIGHT, BAR, PADDING = 40, 3, 28
"""Pixels, of a row, of the bar before the selected one, and of a cell's width that its text cannot use."""
READABLE = {Column.SESSION: 15, Column.QUEST: 10}
"""Letters (as wide as an n) of these texts of any length for which there is room at least."""
DROPPED = (Column.PLANNED, Column.QUEST, Column.STATUS)
"""The columns that are hidden where there is no room for all, the first one first."""


class HistoryTable(QTableView):
    """Shows the sessions of a `HistoryModel`."""

    def __init__(self, model: HistoryModel) -> None:
        super().__init__()
        self._model = model
        self._goes_to_end = False
        self.setAccessibleName(_("History"))
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)  # Tab leaves the table, the arrows move inside it.
        self.verticalHeader().hide()
        # A fixed height spares Qt from measuring every row of a long history.
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(
            max(ROW_HEIGHT, self.fontMetrics().height() + tokens.LARGE)
        )
        self.horizontalHeader().setHighlightSections(False)
        self._measure_columns()
        model.rowsInserted.connect(self._go_on_to_end)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the oldest session by End, as sessions are read, which any other key stops.

        Home goes to the newest one, as Up and Down do while none is selected.
        """
        self._goes_to_end = event.key() == Qt.Key.Key_End
        begins = event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down} and not self.selectionModel().hasSelection()
        if self._goes_to_end:
            self._go_on_to_end()
        elif begins or event.key() == Qt.Key.Key_Home:
            self.selectRow(0)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the table, and a bar before the selected row, which so is not told by its colour alone."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        for index in self.selectionModel().selectedRows():
            area = self.visualRect(index)
            colour = self.palette().color(QPalette.ColorRole.Highlight)
            painter.fillRect(0, area.top(), BAR, area.height(), colour)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the columns for which there is room."""
        super().resizeEvent(event)
        self._fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        """Measure the columns again when the texts have another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure_columns()
            self._fit_columns()

    def _go_on_to_end(self) -> None:
        rows = self._model.rowCount()
        if not self._goes_to_end or not rows:
            return
        self.selectRow(rows - 1)
        self.scrollToBottom()
        if self._model.canFetchMore(QModelIndex()):
            self._model.fetchMore(QModelIndex())
        else:
            self._goes_to_end = self._model.is_waiting

    def _measure_columns(self) -> None:
        """Note how wide each column must be for its longest usual text and its heading."""
        texts = _long_texts() | {column: ["n" * letters] for column, letters in READABLE.items()}
        self._widths = {column: self._width(column, texts[column]) for column in Column}
        self._narrow_focused = self._width(Column.FOCUSED, _short_focused())

    def _width(self, column: Column, texts: list[str]) -> int:
        widest = max(self.fontMetrics().horizontalAdvance(text) for text in texts) + PADDING
        return max(widest, self.horizontalHeader().sectionSizeHint(column))

    def _fit_columns(self) -> None:
        """Hide what does not fit beside a readable description; that and the quest share what is left."""
        widths, room = dict(self._widths), self.viewport().width()
        for column in DROPPED:
            if sum(widths.values()) > room:
                del widths[column]
            self.setColumnHidden(column, column not in widths)
        if Column.STATUS not in widths:
            widths[Column.FOCUSED] = self._narrow_focused
        if Column.QUEST in widths:
            widths[Column.QUEST] += max(0, room - sum(widths.values())) // 3
        header = self.horizontalHeader()
        others = sum(widths.values()) - widths[Column.SESSION]
        widths[Column.SESSION] = max(room - others, header.sectionSizeHint(Column.SESSION))
        for column, width in widths.items():
            header.resizeSection(column, width)


def _short_focused() -> list[str]:
    """What the column of focused time shows whole in a narrow table; more has a tooltip."""
    usual = wording.with_overtime(timedelta(minutes=25), timedelta(minutes=5))
    return [usual, wording.duration(timedelta(hours=10, minutes=59))]


def _long_texts() -> dict[Column, list[str]]:
    """Long texts of each column that has a fixed width."""
    nights = [datetime(2026, month, 28).astimezone() for month in range(1, 13)]
    length = wording.duration(timedelta(hours=10, minutes=59))
    return {
        Column.STARTED: [wording.day_and_time(night, night + timedelta(days=9)) for night in nights],
        Column.FOCUSED: [
            wording.with_overtime(timedelta(minutes=50), timedelta(minutes=59)),
            length,
        ],
        Column.PLANNED: [length, length],
        Column.STATUS: [wording.paused(timedelta()), *map(wording.status, SessionStatus)],
    }
