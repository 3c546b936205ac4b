"""The table of the history: cards of the sessions of a day below its heading; keys as tables have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPainterPath, QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.focus_frame import draw_focus_frame
from focus_desktop.desktop.window.history.column_widths import ColumnWidths
from focus_desktop.desktop.window.history.day_group import DayGroup, today
from focus_desktop.desktop.window.history.day_strip import draw_heading, texts_room
from focus_desktop.desktop.window.history.history_delegate import HistoryDelegate
from focus_desktop.desktop.window.history.history_model import SORTED_BY, Column
from focus_desktop.desktop.window.history.session_rows import SessionRows
from focus_desktop.desktop.window.viewport import own_viewport
from focus_desktop.language import gettext as _
from focus_desktop.model.history_query import NEWEST_FIRST, HistoryOrder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from uuid import UUID

    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent

    from focus_desktop.desktop.window.history.history_model import HistoryModel
    from focus_desktop.model.record import SessionRecord

ROW_HEIGHT, HEADING, GAP, BAR = 40, 38, 12, 3
"""Pixels: of a row, a day's heading, the space above all but the first, the bar of a selected row."""
TWO_LINES = 56
"""Pixels of a row with the quest below the description."""
BEYOND = 40
"""Pixels by which a card goes on beyond what is seen, so that its rounded corners are not seen there."""


class HistoryTable(QTableView):
    """Shows the sessions of a `HistoryModel`."""

    edit_requested = Signal(object)
    """Enter or a double click. The argument is the SessionRecord."""
    menu_requested = Signal()
    """The menu key or the right button; the session below the pointer is selected."""
    order_requested = Signal(object)
    """A click on a heading of a column. The argument is the HistoryOrder."""

    def __init__(self, model: HistoryModel) -> None:
        super().__init__()
        own_viewport(self)
        self._model = model
        self._goes_to_end = False
        self._removed: list[UUID] = []
        """The sessions that were selected in rows that are just being removed."""
        self._place_of_removed = 0
        """The first of these rows."""
        self._widths = ColumnWidths(self)
        self._has_quest_below = False
        """Whether the quest stands below the description, because its own column is hidden."""
        self.setAccessibleName(_("History"))
        self.setObjectName("history")
        # Connected before Qt's own selection is, which no longer knows rows that are about to be removed.
        model.rowsAboutToBeRemoved.connect(self._note_removed)
        self.setModel(model)
        self.setItemDelegate(HistoryDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # Its width never changes.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)  # Tab leaves the table, the arrows move inside it.
        self.verticalHeader().hide()
        # A fixed height spares Qt from measuring every row of a long history.
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self._show_headings_of_columns()
        self._measure()
        model.rowsInserted.connect(lambda _parent, first, last: self._size_rows(first, last + 1))
        model.rowsRemoved.connect(lambda _parent, first, _last: self._size_rows(first, first))
        model.changed.connect(self._select_in_place_of_removed)
        model.modelReset.connect(self._show_all_anew)
        model.rowsInserted.connect(self._go_on_to_end)

    # What is chosen

    def chosen(self) -> list[SessionRecord]:
        """The sessions that are selected, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [record for row in rows if (record := self._model.record(row)) is not None]

    def choose(self, *session_ids: UUID) -> None:
        """Select sessions and go to the first of them, as far as they are in the table."""
        wanted = set(session_ids)
        rows = [row for row, record in self._model.sessions() if record.id in wanted]
        if rows:
            self._select(rows)
            self.scrollTo(self._model.index(rows[0], Column.SESSION))

    def begin(self) -> None:
        """Take the keyboard focus, and select the first session unless one is selected."""
        self.setFocus()
        if not self.chosen():
            self._select_first()

    def begin_rename(self) -> None:
        """Edit the description of the current session in its place."""
        index = self.currentIndex()
        if index.isValid():
            self.edit(self._model.index(index.row(), Column.SESSION))

    # Keys and the pointer

    def event(self, event: QEvent) -> bool:
        """Take F2 for the selected session before it renames the running one."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_ours = event.key() == Qt.Key.Key_F2 and self.selectionModel().hasSelection()
            if is_ours:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit by Enter, rename by F2; Home goes to the newest session and End to the oldest.

        End goes on as sessions are read, which any other key stops. Up and Down begin with the newest.
        """
        if self.state() == QAbstractItemView.State.EditingState:
            return  # What the line for a description has no use for is meant for it all the same.
        self._goes_to_end = event.key() == Qt.Key.Key_End
        begins = event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down} and not self.selectionModel().hasSelection()
        chosen = self.chosen()
        match event.key():
            case Qt.Key.Key_End:
                self._go_on_to_end()
            case Qt.Key.Key_Home:
                self._select_first()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if len(chosen) == 1 and not event.modifiers():
                self.edit_requested.emit(chosen[0])
            case Qt.Key.Key_F2 if len(chosen) == 1:
                self.begin_rename()
            case _ if begins:
                self._select_first()
            case _:
                super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Leave out the headings of days."""
        index = super().moveCursor(action, modifiers)
        if not index.isValid() or self._model.record(index.row()) is not None:
            return index
        goes_up = action in {
            QAbstractItemView.CursorAction.MoveUp,
            QAbstractItemView.CursorAction.MovePageUp,
            QAbstractItemView.CursorAction.MovePrevious,
        }
        row = index.row() - 1 if goes_up and index.row() else index.row() + 1
        return self._model.index(row, index.column())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit the session."""
        index = self.indexAt(event.position().toPoint())
        record = self._model.record(index.row()) if index.isValid() else None
        if record is not None and event.button() == Qt.MouseButton.LeftButton:
            self.edit_requested.emit(record)

    def contextMenuEvent(self, event: QEvent) -> None:
        """Offer what can be done with the selected sessions."""
        self.menu_requested.emit()
        event.accept()

    # What is drawn

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw cards with a tint and a bar for what is selected, the sessions on them, and the headings."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for card in self._cards():
            self._draw_card(painter, card)
        self._draw_sessions(painter, event.rect())
        self._draw_headings(painter)
        self._draw_focus(painter)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the columns for which there is room."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Measure the columns again when the texts have another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()
            self._fit()

    def focusInEvent(self, event: QEvent) -> None:
        """Show which row the keys begin with."""
        super().focusInEvent(event)  # type: ignore[arg-type]  # QFocusEvent
        self.viewport().update()

    def _colours(self) -> QPalette:
        """The window's: in the table's own the style sheet has made the background transparent."""
        return self.window().palette()

    def _cards(self) -> Iterator[list[int]]:
        """The rows of each card, as far as they are seen."""
        card: list[int] = []
        for row in self._seen_rows():
            if self._model.record(row) is not None:
                card.append(row)
            elif card:
                yield card
                card = []
        if card:
            yield card

    def _seen_rows(self) -> range:
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        return range(max(0, first), (self._model.rowCount() - 1 if last < 0 else last) + 1)

    def _draw_card(self, painter: QPainter, rows: list[int]) -> None:
        top, bottom = self.rowViewportPosition(rows[0]), self.rowViewportPosition(rows[-1])
        bottom += self.rowHeight(rows[-1])
        if self._continues(rows[0] - 1):
            top -= BEYOND
        if self._continues(rows[-1] + 1):
            bottom += BEYOND
        area = QRectF(0.5, top + 0.5, self.viewport().width() - 1, bottom - top - 1)
        outline = QPainterPath()
        outline.addRoundedRect(area, tokens.RADIUS, tokens.RADIUS)
        painter.fillPath(outline, self._colours().color(QPalette.ColorRole.Base))
        painter.save()
        painter.setClipPath(outline)
        for row in rows:
            if self._is_selected(row):
                self._draw_selection(painter, self._row_area(row))
        painter.restore()
        painter.setPen(self._colours().color(QPalette.ColorRole.Midlight))
        painter.drawPath(outline)

    def _continues(self, row: int) -> bool:
        """Whether a card goes on in a row that is not seen."""
        return 0 <= row < self._model.rowCount() and self._model.record(row) is not None

    def _draw_selection(self, painter: QPainter, area: QRect) -> None:
        painter.fillRect(area, self._colours().color(QPalette.ColorRole.AlternateBase))
        bar = QRect(area.left(), area.top(), BAR, area.height())
        painter.fillRect(bar, self._colours().color(QPalette.ColorRole.Highlight))

    def _draw_sessions(self, painter: QPainter, asked: QRect) -> None:
        rows = SessionRows(
            painter, self._colours(), self._model, self._columns(), has_quest_below=self._has_quest_below
        )
        for row in self._seen_rows():
            record, area = self._model.record(row), self._row_area(row)
            if record is not None and area.intersects(asked):
                rows.draw(record, area.top(), area.height())

    def _columns(self) -> Mapping[Column, QRect]:
        """From where to where each column goes that is shown."""
        return {
            column: QRect(self.columnViewportPosition(column), 0, self.columnWidth(column), 0)
            for column in Column
            if not self.isColumnHidden(column)
        }

    def _draw_headings(self, painter: QPainter) -> None:
        painter.setFont(self._bold())
        reading, palette = self._model.read(), self._colours()
        day = today(reading, self._model.day_start_hour)
        for row in self._seen_rows():
            entry = self._model.entry(row)
            if isinstance(entry, DayGroup):
                area = self._row_area(row)
                area.setTop(area.bottom() + 1 - HEADING)
                draw_heading(painter, area, palette, entry, self._heading_room, reading=reading, today=day)

    def _draw_focus(self, painter: QPainter) -> None:
        """Draw a frame around the row that keys act on, while the table has the keyboard focus."""
        row = self.currentIndex().row()
        if not self.hasFocus() or row < 0 or self._model.record(row) is None:
            return
        draw_focus_frame(painter, self._colours(), QRectF(self._row_area(row)), tokens.RADIUS)

    def _row_area(self, row: int) -> QRect:
        return QRect(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))

    # Sizes

    def _bold(self) -> QFont:
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        return bold

    def _measure(self) -> None:
        self._heading_room = texts_room(self._bold())
        self._widths.measure()
        self._row_height = max(ROW_HEIGHT, self.fontMetrics().height() + tokens.LARGE)
        self._two_lines = max(TWO_LINES, 2 * self.fontMetrics().height() + tokens.LARGE)

    def _fit(self) -> None:
        was_below = self._has_quest_below
        fitted = self._widths.fit(self.viewport().width(), self._model.order)
        self._has_quest_below = fitted.has_quest_below
        self._model.hides_status_words = fitted.hides_status_words
        self._model.hides_planned = fitted.hides_planned
        height = self._two_lines if self._has_quest_below else self._row_height
        if self.verticalHeader().defaultSectionSize() != height or was_below != self._has_quest_below:
            self.verticalHeader().setDefaultSectionSize(height)
            self._size_rows(0, self._model.rowCount() - 1)

    def _size_rows(self, first: int, last: int) -> None:
        """Give rows of headings their height, and all others the usual one."""
        header = self.verticalHeader()
        for row in range(max(0, first), min(last, self._model.rowCount() - 1) + 1):
            is_heading = isinstance(self._model.entry(row), DayGroup)
            height = HEADING + (GAP if row else 0) if is_heading else header.defaultSectionSize()
            if header.sectionSize(row) != height:
                header.resizeSection(row, height)

    def _show_all_anew(self) -> None:
        self._fit()
        self._size_rows(0, self._model.rowCount() - 1)

    # The columns' headings

    def _show_headings_of_columns(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorShown(False)
        header.setSectionsClickable(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.sectionClicked.connect(self._request_order)

    def _request_order(self, section: int) -> None:
        """Sort by a column, the other way round by the next click, and by day again by a third."""
        by, now = SORTED_BY[Column(section)], self._model.order
        first = HistoryOrder(by, is_descending=by is NEWEST_FIRST.by)
        if now.by is not by:
            wanted = first
        elif now.is_descending == first.is_descending:
            wanted = HistoryOrder(by, not first.is_descending)
        else:
            wanted = NEWEST_FIRST
        self.order_requested.emit(wanted)

    # Rows that go away

    def _note_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        for row in range(first, last + 1):
            record = self._model.record(row)
            if record is not None and self._is_selected(row):
                self._place_of_removed = min(row, self._place_of_removed) if self._removed else row
                self._removed.append(record.id)

    def _select_in_place_of_removed(self) -> None:
        """Select what is left of the selected rows, or those that have moved, or the row that came there."""
        if not self._removed:
            return
        rows = [row for row, _record in self._model.sessions()]
        left = [row for row in rows if self._is_selected(row)]
        moved = [row for one in self._removed if (row := self._model.row_of(one)) is not None]
        following = [row for row in rows if row >= self._place_of_removed][:1]
        self._removed.clear()
        if rows:
            self._select(left or moved or following or rows[-1:])

    def _is_selected(self, row: int) -> bool:
        return self.selectionModel().isRowSelected(row, QModelIndex())

    def _select(self, rows: Sequence[int]) -> None:
        """Select only these rows, whatever modifiers are pressed; the first is the one that keys act on."""
        model, flag = self.selectionModel(), QItemSelectionModel.SelectionFlag
        selection = QItemSelection()
        for row in rows:
            index = self._model.index(row, Column.SESSION)
            selection.select(index, index)
        model.setCurrentIndex(self._model.index(rows[0], Column.SESSION), flag.NoUpdate)
        model.select(selection, flag.ClearAndSelect | flag.Rows)

    # Going far

    def _select_first(self) -> None:
        first = next((row for row, _record in self._model.sessions()), None)
        if first is not None:
            self.selectRow(first)
            self.scrollToTop()

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
