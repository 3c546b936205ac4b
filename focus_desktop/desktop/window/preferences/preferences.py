"""Does what the preferences dialog asks for. The dialog is built when it is first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from focus_desktop import refusals
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.model.errors import FocusError

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from focus_desktop.api_token import ApiToken
    from focus_desktop.desktop.settings_writer import SettingsWriter
    from focus_desktop.desktop.system.desktop_integration import DesktopIntegration
    from focus_desktop.desktop.system.local_api import LocalApi
    from focus_desktop.desktop.window.preferences.preferences_dialog import PreferencesDialog
    from focus_desktop.settings import Settings

OFF = N_("It is off: this window serves nothing.")
STARTING = N_("Starting…")


class Preferences(QObject):
    """Connects the dialog with the settings, the local API and the desktop integration."""

    copy_requested = Signal(str)
    """The argument is the text that is to be put on the clipboard."""

    def __init__(
        self,
        *,
        window: QWidget,
        settings: SettingsWriter,
        local_api: LocalApi,
        token: Callable[[], ApiToken],
        desktop_integration: DesktopIntegration,
    ) -> None:
        super().__init__()
        self._window = window
        self._settings = settings
        self._token = token
        self._desktop_integration = desktop_integration
        self._state = _(OFF)
        self._dialog: PreferencesDialog | None = None
        local_api.served.connect(self._show_address)
        settings.changed.connect(self._show_changes)
        local_api.stopped.connect(lambda: self._show_state(_(OFF)))
        local_api.refused.connect(lambda error: self._show_state(refusals.sentence(error)))

    def open(self) -> None:
        """Show the dialog with the current settings."""
        dialog = self._dialog or self._build()
        dialog.show_settings(self._settings.current)
        self._desktop_integration.show()
        dialog.api.show_state(self._state)
        self._show_token(lambda token: token.current())
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _build(self) -> PreferencesDialog:
        from focus_desktop.desktop.window.preferences.preferences_dialog import PreferencesDialog  # noqa: PLC0415

        self._dialog = dialog = PreferencesDialog(self._window)
        dialog.changed.connect(self._change)
        self._desktop_integration.show_on(dialog.desktop)
        api = dialog.api
        api.api_changed.connect(self._change_api)
        api.new_token_requested.connect(lambda: self._show_token(lambda token: token.rotate()))
        api.copy_address_requested.connect(
            lambda: self._copy(api.address.text(), _("The address is on the clipboard."))
        )
        api.copy_token_requested.connect(self._copy_token)
        return dialog

    def _change(self, name: str, value: object) -> None:
        self._settings.save(**{name: value})

    def _change_api(self, enabled: bool, port: int) -> None:
        if enabled:
            self._show_state(_(STARTING))
        self._settings.save(api_enabled=enabled, api_port=port)

    def _show_changes(self, old: Settings, new: Settings) -> None:
        if self._dialog is None:
            return
        if old.presets != new.presets:
            self._dialog.presets.show_presets(new.presets)
        if (old.api_enabled, old.api_port) != (new.api_enabled, new.api_port):
            self._dialog.api.show_api(enabled=new.api_enabled, port=new.api_port)

    def _show_address(self, address: str) -> None:
        self._show_state(_("It is on: served at {address}.").format(address=address))

    def _show_state(self, sentence: str) -> None:
        self._state = sentence
        if self._dialog is not None:
            self._dialog.api.show_state(sentence)

    def _show_token(self, get: Callable[[ApiToken], str]) -> str | None:
        """Show the token that `get` returns, and return it; None if there is none."""
        assert self._dialog is not None
        try:
            token = get(self._token())
        except FocusError as error:
            self._show_state(refusals.sentence(error))
            return None
        self._dialog.api.show_token(token)
        return token

    def _copy_token(self) -> None:
        # Read it again: it may have been replaced on the command line since it was shown.
        token = self._show_token(lambda token: token.current())
        if token is not None:
            self._copy(token, _("The token is on the clipboard."))

    def _copy(self, text: str, sentence: str) -> None:
        assert self._dialog is not None
        self.copy_requested.emit(text)
        self._dialog.api.show_state(sentence)
