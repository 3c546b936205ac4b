"""The values of a chart as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.statistics.table import Table

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
MOST_ROWS = 40
"""Rows for which there is room without scrolling."""
SCROLL_BAR, FRAME = 10, 4
"""Pixels of the height of a scroll bar, and of the edges."""
LEAST_WIDTH = 120
"""Pixels to which a column may be cut."""
LONG = 12
"""Letters of a text that may be cut."""


class ChartTable(QTableView):
    """Read only; as high as its rows, up to `MOST_ROWS`."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._model = TableModel(self)
        self._is_too_wide = False
        """Whether the columns need more room than there is."""
        self.setAccessibleName(name)
        self.setModel(self._model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)

    def show_table(self, table: Table) -> None:
        """Show another table."""
        self._model.show_table(table)
        self.verticalHeader().setDefaultSectionSize(self._row_height())
        is_long = self._model.rowCount() > MOST_ROWS
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if is_long else policy.ScrollBarAlwaysOff)
        self._fit_columns()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as the rows."""
        rows = min(MOST_ROWS, max(1, self._model.rowCount()))
        height = self.horizontalHeader().sizeHint().height() + rows * self._row_height() + FRAME
        return QSize(320, height + (SCROLL_BAR if self._is_too_wide else 0))

    def minimumSizeHint(self) -> QSize:
        """As high as the rows, and any width."""
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the width."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Stretch the last column if there is room; else cut the widest; else the table scrolls sideways."""
        header, room = self.horizontalHeader(), self.viewport().width()
        columns = range(header.count())
        widths = [max(header.sectionSizeHint(one), self.sizeHintForColumn(one)) for one in columns]
        over = sum(widths) - room
        header.setStretchLastSection(over < 0)
        mode, widest = QHeaderView.ResizeMode, max(columns, key=widths.__getitem__, default=-1)
        cuts_widest = over > 0 and widths[widest] - over >= max(LEAST_WIDTH, header.sectionSizeHint(widest))
        for column in columns:
            is_cut = cuts_widest and column == widest
            header.setSectionResizeMode(column, mode.Stretch if is_cut else mode.ResizeToContents)
        is_too_wide = over > 0 and not cuts_widest
        if is_too_wide != self._is_too_wide:
            self._is_too_wide = is_too_wide
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Select the first row by an arrow key while none is selected."""
        begins = event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down} and not self.selectionModel().hasSelection()
        if begins:
            self.selectRow(0)
        else:
            super().keyPressEvent(event)

    def _row_height(self) -> int:
        return self.fontMetrics().height() + tokens.MEDIUM


class TableModel(QAbstractTableModel):
    """Texts. All columns but the first are right-aligned if they hold numbers."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = Table((), (), ())

    def show_table(self, table: Table) -> None:
        """Hold other texts."""
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """The number of rows."""
        return 0 if parent.isValid() else len(self._table.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The number of columns."""
        return 0 if parent.isValid() else len(self._table.headers)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The name of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._table.headers[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell; and of one that may be cut, the whole text."""
        if not index.isValid() or role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        shown = self._table.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shown
        whole = self._table.plain[index.row()][index.column()]
        return wording.tooltip(whole) if len(whole) > LONG and shown == wording.shortened(whole) else None
