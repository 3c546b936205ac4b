"""Connects the preferences of the local API with the API and its token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from focus_desktop import refusals
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.model.errors import FocusError

if TYPE_CHECKING:
    from collections.abc import Callable

    from focus_desktop.api_token import ApiToken
    from focus_desktop.desktop.settings_writer import SettingsWriter
    from focus_desktop.desktop.system.local_api import LocalApi
    from focus_desktop.desktop.window.preferences.api_page import ApiPage
    from focus_desktop.settings import Settings

OFF = N_("It is off: this window serves nothing.")
STARTING = N_("Starting…")


class ApiPresenter(QObject):
    """Knows the state of the API, also while there is no page to show it on."""

    copy_requested = Signal(str)
    """The argument is the text that is to be put on the clipboard."""

    def __init__(self, settings: SettingsWriter, local_api: LocalApi, token: Callable[[], ApiToken]) -> None:
        super().__init__()
        self._get_token = token
        self._state = _(OFF)
        self._page: ApiPage | None = None
        settings.changed.connect(self._show_start)
        local_api.served.connect(self._show_address)
        local_api.stopped.connect(lambda: self._show_state(_(OFF)))
        local_api.refused.connect(lambda error: self._show_state(refusals.sentence(error)))

    def show_on(self, page: ApiPage) -> None:
        """Show the state on this page and follow its signals from now on."""
        self._page = page
        page.shown.connect(self._show)
        page.new_token_requested.connect(lambda: self._show_token(lambda token: token.rotate()))
        page.copy_address_requested.connect(
            lambda: self._copy(page.address.text(), _("The address is on the clipboard."))
        )
        page.copy_token_requested.connect(self._copy_token)

    def _show(self) -> None:
        self._show_state(self._state)
        self._show_token(lambda token: token.current())

    def _show_start(self, old: Settings, new: Settings) -> None:
        if new.api_enabled and (old.api_enabled, old.api_port) != (new.api_enabled, new.api_port):
            self._show_state(_(STARTING))

    def _show_address(self, address: str) -> None:
        self._show_state(_("It is on: served at {address}.").format(address=address))

    def _show_state(self, sentence: str) -> None:
        self._state = sentence
        if self._page is not None:
            self._page.show_state(sentence)

    def _show_token(self, get: Callable[[ApiToken], str]) -> str | None:
        """Show the token that `get` returns, and return it; None if there is none."""
        assert self._page is not None
        try:
            token = get(self._get_token())
        except FocusError as error:
            self._show_state(refusals.sentence(error))
            return None
        self._page.show_token(token)
        return token

    def _copy_token(self) -> None:
        # Read it again: it may have been replaced on the command line since it was shown.
        token = self._show_token(lambda token: token.current())
        if token is not None:
            self._copy(token, _("The token is on the clipboard."))

    def _copy(self, text: str, sentence: str) -> None:
        assert self._page is not None
        self.copy_requested.emit(text)
        self._page.show_state(sentence)
