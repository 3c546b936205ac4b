"""Carries out what the preferences dialog asks for; the dialog is built when it is first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from focus_desktop import refusals
from focus_desktop.model.errors import FocusError

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from focus_desktop.api_token import ApiToken
    from focus_desktop.desktop.system.desktop_integration import DesktopIntegration
    from focus_desktop.desktop.system.local_api import LocalApi
    from focus_desktop.desktop.window.preferences.preferences_dialog import PreferencesDialog
    from focus_desktop.settings import SettingsFile

OFF = "It is off: this window serves nothing."
STARTING = "Starting…"


class Preferences(QObject):
    """Stands between the dialog, the settings and what they govern."""

    api_changed = Signal()
    """The settings say otherwise now whether, or where, the local API is served."""
    presets_changed = Signal()
    copy_requested = Signal(str)

    def __init__(
        self,
        *,
        window: QWidget,
        settings: SettingsFile,
        remember: Callable[..., None],
        local_api: LocalApi,
        token: Callable[[], ApiToken],
        desktop_integration: DesktopIntegration,
    ) -> None:
        super().__init__()
        self._window = window
        self._settings = settings
        self._remember = remember
        self._token = token
        self._desktop_integration = desktop_integration
        self._state = OFF
        self._dialog: PreferencesDialog | None = None
        local_api.served.connect(lambda address: self._show_state(f"It is on: served at {address}."))
        local_api.stopped.connect(lambda: self._show_state(OFF))
        local_api.refused.connect(lambda error: self._show_state(refusals.sentence(error)))

    def open(self) -> None:
        """Show the dialog, as things are now."""
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
        self._desktop_integration.live_on(dialog.desktop)
        api = dialog.api
        api.api_changed.connect(self._change_api)
        api.new_token_requested.connect(lambda: self._show_token(lambda token: token.rotate()))
        api.copy_address_requested.connect(lambda: self._copy(api.address.text(), "The address"))
        api.copy_token_requested.connect(self._copy_token)
        return dialog

    def _change(self, name: str, value: object) -> None:
        assert self._dialog is not None
        self._remember(**{name: value})
        if name == "presets":
            self._dialog.presets.show_presets(self._settings.current.presets)
            self.presets_changed.emit()

    def _change_api(self, enabled: bool, port: int) -> None:
        assert self._dialog is not None
        self._remember(api_enabled=enabled, api_port=port)
        self._dialog.api.show_api(enabled=enabled, port=port)
        if enabled:
            self._show_state(STARTING)
        self.api_changed.emit()

    def _show_state(self, sentence: str) -> None:
        self._state = sentence
        if self._dialog is not None:
            self._dialog.api.show_state(sentence)

    def _show_token(self, ask: Callable[[ApiToken], str]) -> str | None:
        assert self._dialog is not None
        try:
            token = ask(self._token())
        except FocusError as error:
            self._show_state(refusals.sentence(error))
            return None
        self._dialog.api.show_token(token)
        return token

    def _copy_token(self) -> None:
        # Read anew: it may have been replaced in a terminal since it was shown.
        token = self._show_token(lambda token: token.current())
        if token is not None:
            self._copy(token, "The token")

    def _copy(self, text: str, what: str) -> None:
        assert self._dialog is not None
        self.copy_requested.emit(text)
        self._dialog.api.show_state(f"{what} is on the clipboard.")
