"""The preferences of the local API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from focus_desktop.desktop.window.confirm_dialog import Confirmation, confirm
from focus_desktop.desktop.window.preferences.preference_page import note
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.model.limits import HIGHEST_PORT, LOWEST_PORT

if TYPE_CHECKING:
    from collections.abc import Sequence

ABOUT_API = N_("Lets scripts, editors and status bars on this computer start, end and list your sessions.")


class ApiPage(QWidget):
    """Shows whether and where the API is served, and signals what the user changes."""

    api_changed = Signal(bool, int)
    """The arguments are whether to serve the local API, and its port."""
    new_token_requested = Signal()
    copy_address_requested = Signal()
    copy_token_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.enabled = QCheckBox(_("Serve the local API"))
        self.port = QSpinBox()
        self.port.setRange(LOWEST_PORT, HIGHEST_PORT)
        self.port.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.port.setAccessibleName(_("Port"))
        # With tracking, each typed digit would count as another port.
        self.port.setKeyboardTracking(False)
        self.address = _read_only(_("Address"))
        self.token = _read_only(_("Token"))
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        self.copy_address = QPushButton(_("Copy address"))
        self.copy_token = QPushButton(_("Copy token"))
        self.new_token = QPushButton(_("New token…"))
        self.state = note("")
        self._lay_out()

        # Not `clicked`: assistive technology toggles without a click.
        self.enabled.toggled.connect(self._emit_api_changed)
        self.port.valueChanged.connect(self._emit_api_changed)
        self.copy_address.clicked.connect(self.copy_address_requested)
        self.copy_token.clicked.connect(self.copy_token_requested)
        self.new_token.clicked.connect(self._confirm_new_token)

    def show_api(self, *, enabled: bool, port: int) -> None:
        """Show whether the API is to be served, and its port."""
        with QSignalBlocker(self.enabled), QSignalBlocker(self.port):
            self.enabled.setChecked(enabled)
            self.port.setValue(port)
        self.address.setText(f"http://127.0.0.1:{port}")

    def show_state(self, sentence: str) -> None:
        """Show in a sentence whether the API is served, or why it is not."""
        self.state.setText(sentence)

    def show_token(self, token: str) -> None:
        """Show the token, as dots."""
        self.token.setText(token)
        self.token.setCursorPosition(0)

    def _emit_api_changed(self) -> None:
        self.api_changed.emit(self.enabled.isChecked(), self.port.value())

    def _confirm_new_token(self) -> None:
        asked = Confirmation(
            title=_("New token"),
            question=_("Make a new token?"),
            detail=_("Programs that know the old one are refused until they are told the new one."),
            keep=_("Keep the old one"),
            act=_("Make a new token"),
        )
        confirm(self, asked, self.new_token_requested.emit)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.setContentsMargins(0, 16, 0, 4)
        for widget in (note(_(ABOUT_API)), self.enabled):
            layout.addWidget(widget)
        layout.addLayout(self._form())
        layout.addWidget(self.state)
        layout.addStretch(1)

    def _form(self) -> QGridLayout:
        form = QGridLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(10)
        rows: Sequence[tuple[str, QWidget, Sequence[QWidget]]] = (
            (_("Port"), self.port, ()),
            (_("Address"), self.address, (self.copy_address,)),
            (_("Token"), self.token, (self.copy_token, self.new_token)),
        )
        for row, (word, field, buttons) in enumerate(rows):
            label = QLabel(word)
            label.setBuddy(field)
            form.addWidget(label, row, 0)
            form.addWidget(field, row, 1)
            for column, button in enumerate(buttons, 2):
                form.addWidget(button, row, column)
        form.setColumnStretch(1, 1)
        return form


def _read_only(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setReadOnly(True)
    field.setAccessibleName(name)
    return field
