"""What else can be done with the running session: extend it by any time, rename, cancel it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.buttons import button
from focus_desktop.desktop.window.number_box import NumberBox
from focus_desktop.desktop.window.popover import Popover
from focus_desktop.language import gettext as _
from focus_desktop.model.limits import LONGEST_EXTENSION_MINUTES
from focus_desktop.model.status import TimeUp

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from focus_desktop.model.record import SessionRecord

USUAL_EXTENSION = 15
"""Minutes."""


class SessionCard(Popover):
    """Closes when something is chosen."""

    extend_requested = Signal(int)
    """The argument is the number of minutes."""
    rename_requested = Signal()
    mini_window_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, opener: QWidget) -> None:
        super().__init__(_("More"), opener)
        self.extension = NumberBox(_("Extend by"), 1, LONGEST_EXTENSION_MINUTES)
        self.extension.box.setPrefix("+")
        self.extension.box.setSuffix(_(" min"))
        self.extension.box.setValue(USUAL_EXTENSION)
        self.extension.box.lineEdit().returnPressed.connect(self._extend)
        self._extension_row = QWidget()
        row = QHBoxLayout(self._extension_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SMALL)
        row.addWidget(self.extension, stretch=1)
        row.addWidget(button(_("Extend"), self._extend))
        self.rows.addWidget(self._extension_row)
        for words, signal in (
            (_("Rename"), self.rename_requested),
            (_("Mini window"), self.mini_window_requested),
            (_("Cancel"), self.cancel_requested),
        ):
            self.rows.addWidget(button(words, self._closing(signal), look="entry"))

    def show_session(self, record: SessionRecord) -> None:
        """Offer what can be done with this session."""
        self._extension_row.setVisible(record.time_up is not TimeUp.FLOW)

    def _extend(self) -> None:
        self.close_card()
        self.extend_requested.emit(self.extension.box.value())

    def _closing(self, signal: SignalInstance) -> object:
        def act() -> None:
            self.close_card()
            signal.emit()

        return act
