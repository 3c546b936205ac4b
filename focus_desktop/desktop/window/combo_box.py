"""Combo boxes in whose list assistive technology can choose, and which cut no text without a sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QWidget

from focus_desktop.desktop.window.quiet_wheel import QuietWheel

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QStyleOptionComboBox


class AccessibleComboBox(QuietWheel, QComboBox):
    """What assistive technology selects in the open list is chosen; Qt's own would forget it.

    Keys and the pointer make an entry the current one of the list, and choose it by Enter or a click.
    Assistive technology only selects it. The wheel scrolls the page unless the box has the keyboard focus.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._was_opened = False
        self.leave_wheel_to_page()

    def showPopup(self) -> None:
        """Open the list, which has the keyboard focus then, and so needs a name."""
        if not self._was_opened:
            self._was_opened = True
            self.prepare_list()
        self.view().setAccessibleName(self.accessibleName())
        super().showPopup()

    def prepare_list(self) -> None:
        """Do what the list needs before it is opened for the first time; few lists ever are."""
        # Later, because keys and the pointer select an entry just before they make it the current one.
        self.view().selectionModel().selectionChanged.connect(
            lambda: QTimer.singleShot(0, self._choose_selected)
        )

    def _choose_selected(self) -> None:
        selected = self.view().selectedIndexes()
        if not self.view().isVisible() or not selected or selected[0] == self.view().currentIndex():
            return
        self.hidePopup()
        self.setCurrentIndex(selected[0].row())
        self.activated.emit(self.currentIndex())


class ComboBox(AccessibleComboBox):
    """One that the style draws."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box. Qt asks `initStyleOption` very often, and so that is not where the text is cut."""
        from PySide6.QtWidgets import QStyle, QStylePainter  # noqa: PLC0415 — as below

        option, painter = self.drawn(), QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def drawn(self) -> QStyleOptionComboBox:
        """What is drawn; a text that is too long is cut with an ellipsis, which no style does."""
        # The first paint of the window does without these classes and their enumerations.
        from PySide6.QtWidgets import QStyle, QStyleOptionComboBox  # noqa: PLC0415

        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        whole, edit = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(whole, option, edit, self).width()
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, room
        )
        return option
