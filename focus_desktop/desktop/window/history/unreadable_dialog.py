"""Shows entries of the data that cannot be read, as they are stored, to be repaired or set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from focus_desktop import refusals, wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.buttons import button
from focus_desktop.desktop.window.content import Content
from focus_desktop.desktop.window.line_edit import LineEdit
from focus_desktop.language import gettext as _
from focus_desktop.language import ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from focus_desktop.model.errors import FocusError
    from focus_desktop.model.unreadable_row import RowContents

WIDTH, LIST_HEIGHT, TABLE_HEIGHT = 520, 96, 180
NOTHING, QUOTES = "NULL", '""'
"""How no value and an empty text are shown."""
LONGEST_SHOWN = 2000
"""Characters of a stored value; a value may have millions."""


class UnreadableDialog(QDialog):
    """Lists the entries; below them the values of the one that is chosen."""

    repair_requested = Signal(object, str, str)
    """The arguments are the UnreadableRow, the column, and what was typed for it."""
    end_requested = Signal(object)
    """An active session is to be ended. The argument is the UnreadableRow, as in the next one."""
    set_aside_requested = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Unreadable entries"))
        self.setAccessibleName(self.windowTitle())
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._rows: Sequence[RowContents] = ()
        self.headline = _plain("headline")
        self.list = QListWidget()
        self.list.setAccessibleName(self.windowTitle())
        self.list.setFixedHeight(LIST_HEIGHT)
        self.list.currentRowChanged.connect(self._show_chosen)
        self.values = _new_table()
        self.field = _plain("")
        self.typed = LineEdit()
        self.typed.returnPressed.connect(self._repair)
        self.repair = button(_("Repair"), self._repair)
        self.told = _plain("muted")
        self.end = button(_("End the session"), lambda: self.end_requested.emit(self._chosen.found))
        self.set_aside = button(_("Set aside"), lambda: self.set_aside_requested.emit(self._chosen.found))
        self.leave = button(_("Close"), self.accept)
        self._lay_out()

    def show_rows(self, rows: Sequence[RowContents]) -> None:
        """Show these entries; the one that was chosen stays so, if it is still there."""
        chosen = self._chosen.found if self._rows else None
        if rows == self._rows:
            return
        self._rows = rows
        self.headline.setText(_headline(len(rows)))
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems([_name(row) for row in rows])
        place = next((number for number, row in enumerate(rows) if row.found == chosen), 0)
        self.list.setCurrentRow(place if rows else -1)
        self.list.blockSignals(False)
        self._show_chosen()

    def tell(self, sentence: str) -> None:
        """Tell what was done."""
        self.told.setObjectName("muted")
        self._show_told(sentence)

    def tell_problem(self, error: FocusError) -> None:
        """Tell why something was not done."""
        self.told.setObjectName("wrong")
        self._show_told(refusals.sentence(error))

    @property
    def _chosen(self) -> RowContents:
        return self._rows[max(0, self.list.currentRow())]

    def _show_told(self, sentence: str) -> None:
        self.told.setText(wording.breakable(sentence))
        self.told.setVisible(bool(sentence))
        self.told.style().polish(self.told)

    def _show_chosen(self) -> None:
        has_rows = bool(self._rows)
        for part in (self.list, self.values, self.field, self.typed, self.repair, self.set_aside):
            part.setVisible(has_rows)
        self.end.setVisible(has_rows and self._chosen.is_active)
        if not has_rows:
            self.leave.setFocus()
            return
        row = self._chosen
        column = self._column()
        self._fill(row)
        sentence = refusals.sentence(row.wrong[column])
        self.field.setText(wording.listed(column, sentence))
        self.typed.setAccessibleName(column)
        self.typed.setAccessibleDescription(sentence)
        self.typed.setText("")
        self.values.selectRow(list(row.values).index(column))

    def _fill(self, row: RowContents) -> None:
        self.values.setRowCount(len(row.values))
        for number, (column, value) in enumerate(row.texts.items()):
            # Translators: Names a stored value that cannot be read, as in "duration_minutes (wrong)".
            field = _("{field} (wrong)").format(field=column) if column in row.wrong else column
            stored = NOTHING if row.values[column] is None else value[:LONGEST_SHOWN]
            for place, text in enumerate((field, wording.printable(" ".join(stored.split())) or QUOTES)):
                self.values.setItem(number, place, QTableWidgetItem(text))

    def _column(self) -> str:
        """The value that is repaired next."""
        return next(iter(self._chosen.wrong))

    def _repair(self) -> None:
        if self._rows:
            self.repair_requested.emit(self._chosen.found, self._column(), self.typed.text())

    def _lay_out(self) -> None:
        content = Content()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(content)
        rows = QVBoxLayout(content)
        rows.setContentsMargins(tokens.WIDE, tokens.WIDE, tokens.WIDE, tokens.LARGE)
        rows.setSpacing(tokens.MEDIUM)
        self.headline.setMinimumWidth(WIDTH)
        line = QHBoxLayout()
        line.setSpacing(tokens.SMALL)
        line.addWidget(self.typed, stretch=1)
        line.addWidget(self.repair)
        for part in (self.headline, self.list, self.values, self.field):
            rows.addWidget(part)
        rows.addLayout(line)
        rows.addWidget(self.told)
        rows.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.set_aside)
        buttons.addWidget(self.end)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        rows.addLayout(buttons)
        self.told.hide()


def _headline(count: int) -> str:
    if not count:
        return _("All entries can be read.")
    # Translators: “Set aside” is a button; translate it as you translate the button.
    words = ngettext(
        "{count} entry cannot be read. Repair it, or set it aside: it is kept in a file then.",
        "{count} entries cannot be read. Repair them, or set them aside: they are kept in a file then.",
        count,
    )
    return words.format(count=count)


def _name(row: RowContents) -> str:
    return wording.listed(row.found.table, wording.printable(row.found.row[:60]))


def _plain(object_name: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(object_name)
    label.setWordWrap(True)
    return label


def _new_table() -> QTableWidget:
    table = QTableWidget(0, 2)
    # Translators: Heads the names of the stored values of an entry.
    table.setHorizontalHeaderLabels([_("Field"), _("Stored value")])
    table.setAccessibleName(_("Stored value"))
    table.verticalHeader().hide()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.setMinimumHeight(TABLE_HEIGHT)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    return table
