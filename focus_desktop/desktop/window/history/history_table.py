"""The table of the history: its columns fit its width, and End goes to the oldest session."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
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

ROW_HEIGHT, BAR, QUEST_WIDTH = 40, 3, 130
"""Pixels, of a row, of the bar before the selected one, and of the quests; the description has the rest."""
NEEDED_WIDTHS = {Column.PLANNED: 700, Column.QUEST: 620, Column.STATUS: 540}
"""Pixels that the table must be wide, so that what is left for the description can be read."""


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
        self._size_columns()
        model.rowsInserted.connect(self._go_on_to_end)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the oldest session by End, as sessions are read; any other key stops that."""
        self._goes_to_end = event.key() == Qt.Key.Key_End
        if self._goes_to_end:
            self._go_on_to_end()
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
        for column, width in NEEDED_WIDTHS.items():
            self.setColumnHidden(column, self.width() < width)
        is_narrow = self.isColumnHidden(Column.STATUS)
        texts = _short_focused() if is_narrow else _long_texts()[Column.FOCUSED]
        self._size_column(Column.FOCUSED, texts)

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

    def _size_columns(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(Column.SESSION, QHeaderView.ResizeMode.Stretch)
        for column in (Column.SESSION, Column.QUEST):
            header.setMinimumSectionSize(max(header.minimumSectionSize(), header.sectionSizeHint(column)))
        header.resizeSection(Column.QUEST, max(QUEST_WIDTH, header.sectionSizeHint(Column.QUEST)))
        for column, longest in _long_texts().items():
            self._size_column(column, longest)

    def _size_column(self, column: Column, texts: list[str]) -> None:
        header = self.horizontalHeader()
        widths = [self.fontMetrics().horizontalAdvance(text) + 28 for text in texts]
        header.resizeSection(column, max(*widths, header.sectionSizeHint(column)))


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
