"""The preferences of the local API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from focus_desktop.desktop.window.preferences.preference_page import note
from focus_desktop.model.limits import HIGHEST_PORT, LOWEST_PORT

if TYPE_CHECKING:
    from collections.abc import Sequence

ABOUT_API = "Lets scripts, editors and status bars on this computer start, end and list your sessions."


class ApiPage(QWidget):
    """Shows whether and where it is served, and emits what the user wants changed."""

    api_changed = Signal(bool, int)
    """Whether to serve the local API, and at which port."""
    new_token_requested = Signal()
    copy_address_requested = Signal()
    copy_token_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.enabled = QCheckBox("Serve the local API")
        self.port = QSpinBox()
        self.port.setRange(LOWEST_PORT, HIGHEST_PORT)
        self.port.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.port.setAccessibleName("Port")
        # Each typed digit would be another port.
        self.port.setKeyboardTracking(False)
        self.address = _read_only("Address")
        self.token = _read_only("Token")
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        self.copy_address = QPushButton("Copy address")
        self.copy_token = QPushButton("Copy token")
        self.new_token = QPushButton("New token…")
        self.state = note("")
        self._lay_out()

        # Not `clicked`: assistive technology toggles without a click.
        self.enabled.toggled.connect(self._tell_api)
        self.port.valueChanged.connect(self._tell_api)
        self.copy_address.clicked.connect(self.copy_address_requested)
        self.copy_token.clicked.connect(self.copy_token_requested)
        self.new_token.clicked.connect(self._confirm_new_token)

    def show_api(self, *, enabled: bool, port: int) -> None:
        """Show what is preferred."""
        with QSignalBlocker(self.enabled), QSignalBlocker(self.port):
            self.enabled.setChecked(enabled)
            self.port.setValue(port)
        self.address.setText(f"http://127.0.0.1:{port}")

    def show_state(self, sentence: str) -> None:
        """Show what has become of it."""
        self.state.setText(sentence)

    def show_token(self, token: str) -> None:
        """Show the token, as dots."""
        self.token.setText(token)
        self.token.setCursorPosition(0)

    def _tell_api(self) -> None:
        self.api_changed.emit(self.enabled.isChecked(), self.port.value())

    def _confirm_new_token(self) -> None:
        question = QMessageBox(self)
        question.setIcon(QMessageBox.Icon.Question)
        question.setWindowTitle("New token")
        question.setText("Make a new token?")
        question.setInformativeText(
            "Programs that know the old one are refused until they are told the new one."
        )
        keep = question.addButton("Keep the old one", QMessageBox.ButtonRole.RejectRole)
        make = question.addButton("Make a new token", QMessageBox.ButtonRole.AcceptRole)
        question.setDefaultButton(keep)
        question.setEscapeButton(keep)
        make.clicked.connect(self.new_token_requested)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.open()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.setContentsMargins(0, 16, 0, 4)
        for widget in (note(ABOUT_API), self.enabled):
            layout.addWidget(widget)
        layout.addLayout(self._form())
        layout.addWidget(self.state)
        layout.addStretch(1)

    def _form(self) -> QGridLayout:
        form = QGridLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(10)
        rows: Sequence[tuple[str, QWidget, Sequence[QWidget]]] = (
            ("Port", self.port, ()),
            ("Address", self.address, (self.copy_address,)),
            ("Token", self.token, (self.copy_token, self.new_token)),
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
