"""Serves the HTTP API while the settings want it and the store is open, and tells why that fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from focus_desktop.desktop.notifications.message_router import Message, MessageRouter
    from focus_desktop.desktop.settings_writer import SettingsWriter
    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.desktop.system.local_api import LocalApi
    from focus_desktop.model.errors import FocusError


class ApiActions(QObject):
    """The failure is shown until the API is served."""

    def __init__(
        self, local_api: LocalApi, store: StoreThread, settings: SettingsWriter, messages: MessageRouter
    ) -> None:
        super().__init__()
        self._local_api = local_api
        self._store = store
        self._settings = settings
        self._messages = messages
        self._failure: Message | None = None
        local_api.refused.connect(self._show_failure)
        local_api.served.connect(self._withdraw_failure)

    def apply_settings(self) -> None:
        """Serve the API, or end that, as the settings say now."""
        settings = self._settings.current
        if settings.api_enabled and self._store.controller is not None:
            self._local_api.serve(self._store.controller, settings.api_port)
        else:
            self._local_api.stop()

    def _show_failure(self, error: FocusError) -> None:
        self._withdraw_failure()
        self._failure = self._messages.tell_error(error)

    def _withdraw_failure(self) -> None:
        if self._failure is not None:
            self._failure.withdraw()
            self._failure = None
