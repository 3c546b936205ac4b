"""The preferences of the local API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from focus_desktop.desktop.window.confirm_dialog import Confirmation, confirm
from focus_desktop.desktop.window.preferences.preference_page import PreferencePage
from focus_desktop.desktop.window.preferences.read_only_line import ReadOnlyLine
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.model.limits import HIGHEST_PORT, LOWEST_PORT

if TYPE_CHECKING:
    from focus_desktop.settings import Settings

ABOUT_API = N_("Lets scripts, editors and status bars on this computer start, end and list your sessions.")


class ApiPage(PreferencePage):
    """Shows whether and where the API is served, and signals what the user asks for."""

    NAME = N_("Local API")

    new_token_requested = Signal()
    copy_address_requested = Signal()
    copy_token_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.add_note(_(ABOUT_API))
        self.enabled = self.add_check("api_enabled", _("Serve the local API"))
        self.state = self.add_note("")
        self.port = self.add_number("api_port", _("Port"), (LOWEST_PORT, HIGHEST_PORT))
        self.copy_address = _copy_button(_("Copy address"))
        self.copy_token = _copy_button(_("Copy token"))
        self.new_token = QPushButton(_("New token…"))
        self._address = ReadOnlyLine(self.copy_address)
        self._token = ReadOnlyLine(self.copy_token, self.new_token)
        self.address, self.token = self._address.line, self._token.line
        self.add_wide(_("Address"), self._address, self.address)
        self.add_wide(_("Token"), self._token, self.token)
        self.copy_address.clicked.connect(self.copy_address_requested)
        self.copy_token.clicked.connect(self.copy_token_requested)
        self.new_token.clicked.connect(self._confirm_new_token)

    def show_settings(self, settings: Settings) -> None:
        """Show the values, and the address."""
        super().show_settings(settings)
        self._address.show_text(f"http://127.0.0.1:{settings.api_port}")

    def show_state(self, sentence: str) -> None:
        """Show in a sentence whether the API is served, or why it is not."""
        self.state.setText(sentence)

    def show_token(self, token: str) -> None:
        """Show the token, as dots."""
        self._token.show_text(token, is_secret=True)

    def _confirm_new_token(self) -> None:
        asked = Confirmation(
            title=_("New token"),
            question=_("Make a new token?"),
            detail=_("Programs that know the old one are refused until they are told the new one."),
            keep=_("Keep the old one"),
            act=_("Make a new token"),
        )
        confirm(self, asked, self.new_token_requested.emit)


def _copy_button(name: str) -> QPushButton:
    button = QPushButton(_("Copy"))
    button.setAccessibleName(name)
    return button
