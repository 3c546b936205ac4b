"""Offers a line to edit a description in its place in the history."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QToolTip, QWidget

from focus_desktop import refusals
from focus_desktop.desktop.window.line_edit import ANY_LENGTH, LineEdit
from focus_desktop.language import gettext as _
from focus_desktop.model.errors import InvalidField, Refusal
from focus_desktop.model.limits import LONGEST_DESCRIPTION


class HistoryDelegate(QStyledItemDelegate):
    """Edits a description; the table draws its cells itself."""

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
