"""A button that restores the defaults of a page, and then undoes that."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.buttons import SingleClickButton
from focus_desktop.language import gettext as _


class RestoreRow(QWidget):
    """One button for both, so that it keeps the keyboard focus."""

    restore_requested = Signal()
    undo_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._offers_undo = False
        self._differs = False
        self.told = QLabel(_("Defaults restored."))
        self.told.hide()
        self.button = SingleClickButton(_("Restore defaults"))
        self.button.clicked.connect(self._press)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.MEDIUM)
        layout.addWidget(self.told)
        layout.addWidget(self.button)
        layout.addStretch(1)

    def show_difference(self, *, differs: bool) -> None:
        """Enable the button only if there is something to restore or to undo."""
        self._differs = differs
        self.button.setEnabled(differs or self._offers_undo)

    def offer_undo(self) -> None:
        """Tell that the defaults are restored, and offer to undo that."""
        self._show(offers_undo=True)

    def withdraw(self) -> None:
        """Offer to restore the defaults again."""
        if self._offers_undo:
            self._show(offers_undo=False)

    def undo(self) -> None:
        """Undo that the defaults were restored, if that is offered."""
        if self._offers_undo:
            self.undo_requested.emit()

    def _show(self, *, offers_undo: bool) -> None:
        self._offers_undo = offers_undo
        self.told.setVisible(offers_undo)
        self.button.setText(_("Undo") if offers_undo else _("Restore defaults"))
        self.button.setAccessibleDescription(self.told.text() if offers_undo else "")
        self.show_difference(differs=self._differs)

    def _press(self) -> None:
        if self._offers_undo:
            self.undo_requested.emit()
        else:
            self.restore_requested.emit()
