"""The values of a chart as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.statistics.table import Table
from focus_desktop.desktop.window.viewport import own_viewport

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
MOST_ROWS = 40
"""Rows for which there is room without scrolling."""
SCROLL_BAR, FRAME = 10, 4
"""Pixels of the height of a scroll bar, and of the edges."""
LEAST_WIDTH = 120
"""Pixels to which a column may be cut."""


class ChartTable(QTableView):
    """Read only; as high as its rows, up to `MOST_ROWS`."""

    def __init__(self, name: str) -> None:
        super().__init__()
        own_viewport(self)
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

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the columns to what the table has got while it was hidden."""
        super().showEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Stretch the titles, or the first column, if there is room; else cut titles; else scroll sideways.

        Not while it is hidden: a year has hundreds of cells, and most people never open the tables.
        """
        if self.isHidden():
            return
        header, room = self.horizontalHeader(), self.viewport().width()
        columns = range(header.count())
        widths = [max(header.sectionSizeHint(one), self.sizeHintForColumn(one)) for one in columns]
        over = sum(widths) - room
        mode, titles = QHeaderView.ResizeMode, self._model.table.title_column
        are_cut = titles is not None and 0 < over <= widths[titles] - LEAST_WIDTH
        stretched = (titles or 0) if over < 0 or are_cut else None
        for column in columns:
            header.setSectionResizeMode(
                column, mode.Stretch if column == stretched else mode.ResizeToContents
            )
        is_too_wide = over > 0 and not are_cut
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
    """Texts. All columns but the first one and that of titles hold numbers, which are right-aligned."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = Table((), (), ())
        """What is shown."""

    def show_table(self, table: Table) -> None:
        """Hold other texts."""
        self.beginResetModel()
        self.table = table
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """The number of rows."""
        return 0 if parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The number of columns."""
        return 0 if parent.isValid() else len(self.table.headers)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The name of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.table.headers[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell; and of a title, which may be cut, all of it."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.table.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == self.table.title_column:
            return wording.tooltip(self.table.plain[index.row()][index.column()])
        return None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        is_number = column not in {0, self.table.title_column}
        side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter
