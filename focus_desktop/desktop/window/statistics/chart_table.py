"""The values of a chart as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.statistics.chart import Table

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
MOST_ROWS = 12
"""Rows for which there is room without scrolling."""


class ChartTable(QTableView):
    """Read only; as high as its rows, up to `MOST_ROWS`."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._model = TableModel(self)
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
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._fit_columns()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as the rows."""
        rows = min(MOST_ROWS, max(1, self._model.rowCount()))
        height = self.horizontalHeader().sizeHint().height() + rows * self._row_height() + 4
        return QSize(320, height)

    def minimumSizeHint(self) -> QSize:
        """As high as the rows, and any width."""
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the width."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Stretch the last column if there is room; else the table scrolls sideways."""
        header = self.horizontalHeader()
        wanted = sum(map(header.sectionSizeHint, range(header.count())))
        contents = sum(map(self.sizeHintForColumn, range(header.count())))
        header.setStretchLastSection(max(wanted, contents) < self.viewport().width())

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
        """The text of a cell; and of a shortened one the whole text."""
        if not index.isValid() or role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        shown = self._table.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shown
        if shown.endswith("…"):
            return wording.tooltip(self._table.plain[index.row()][index.column()])
        return None
