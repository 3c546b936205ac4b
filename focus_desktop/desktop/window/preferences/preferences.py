"""Does what the preferences dialog asks for. The dialog is built when it is first opened."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from focus_desktop.desktop.window.preferences.api_presenter import ApiPresenter
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from focus_desktop.api_token import ApiToken
    from focus_desktop.data_place import DataPlace
    from focus_desktop.desktop.backup_actions import BackupActions
    from focus_desktop.desktop.settings_writer import SettingsWriter
    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.desktop.system.desktop_integration import DesktopIntegration
    from focus_desktop.desktop.system.local_api import LocalApi
    from focus_desktop.desktop.window.preferences.data_presenter import DataPresenter
    from focus_desktop.desktop.window.preferences.place_presenter import PlacePresenter
    from focus_desktop.desktop.window.preferences.preference_page import PreferencePage
    from focus_desktop.desktop.window.preferences.preferences_dialog import PreferencesDialog


class Preferences(QObject):
    """Connects the dialog with the settings, the local API and the desktop integration."""

    copy_requested = Signal(str)
    """The argument is the text that is to be put on the clipboard."""
    bell_requested = Signal(int)
    """The bell is to ring as at the end of a session. The argument is the volume, in percent."""
    notification_requested = Signal(str, str)
    """The arguments are the title and the message."""
    export_requested = Signal(object)
    """Sessions are to be written to a file. The argument is the dialog that asks."""
    import_requested = Signal(object)
    """The sessions of a file are to be added. The argument is the dialog that asks."""

    def __init__(
        self,
        *,
        window: QWidget,
        settings: SettingsWriter,
        local_api: LocalApi,
        token: Callable[[], ApiToken],
        desktop_integration: DesktopIntegration,
        store: StoreThread,
        data_place: Callable[[], DataPlace],
        database_place: Callable[[], str],
        settings_file: Path,
        backups: Callable[[], BackupActions],
    ) -> None:
        super().__init__()
        self._window = window
        self._settings = settings
        self._desktop_integration = desktop_integration
        self._api = ApiPresenter(settings, local_api, token)
        self._api.copy_requested.connect(self.copy_requested)
        self._store = store
        self._data_place = data_place
        self._database_place, self._settings_file, self._backups = database_place, settings_file, backups
        self._dialog: PreferencesDialog | None = None

    def close(self) -> None:
        """End what is under way."""
        if "place" in self.__dict__:
            self.place.close()

    @cached_property
    def data(self) -> DataPresenter:
        """Shows where the data and the backups are; built when it is first asked for."""
        from focus_desktop.desktop.window.preferences.data_presenter import DataPresenter  # noqa: PLC0415

        return DataPresenter(self._database_place, self._settings_file, self._settings, self._backups)

    @cached_property
    def place(self) -> PlacePresenter:
        """Changes where the data is; built when it is first asked for."""
        from focus_desktop.desktop.window.preferences.place_presenter import PlacePresenter  # noqa: PLC0415

        return PlacePresenter(self._store, self._data_place, self._settings)

    def make_and_open(self) -> None:
        """Make the dialog, then its first page, and then show them: together that takes long."""
        from focus_desktop.desktop.window import next_turn  # noqa: PLC0415 — not before the first paint

        self._shown_dialog()
        next_turn.call_next(self, self._make_page)

    def _make_page(self) -> None:
        from focus_desktop.desktop.window import next_turn  # noqa: PLC0415

        self._shown_dialog().choose_page()
        next_turn.call_next(self, self.open)

    def open(self) -> None:
        """Show the dialog with the current settings."""
        self._shown_dialog().open_page()

    def open_goals(self) -> None:
        """Show the page of days and goals."""
        self._open_at("DaysPage")

    def open_data(self) -> None:
        """Show the page of where the data is."""
        self._open_at("DataPage")

    def open_desktop(self) -> None:
        """Show the page of what belongs to the desktop, as the start at login."""
        self._open_at("DesktopPage")

    def _open_at(self, page: str) -> None:
        from focus_desktop.desktop.window.preferences import pages  # noqa: PLC0415

        self._shown_dialog().show_page(getattr(pages, page))
        self.open()

    def _shown_dialog(self) -> PreferencesDialog:
        self._dialog = self._dialog or self._build()
        return self._dialog

    def _build(self) -> PreferencesDialog:
        from focus_desktop.desktop.window.preferences.preferences_dialog import PreferencesDialog  # noqa: PLC0415

        dialog = PreferencesDialog(self._window, self._settings.current)
        dialog.page_built.connect(self._connect_page)
        dialog.changed.connect(lambda changes: self._settings.save(**changes))
        self._settings.changed.connect(lambda _old, new: dialog.show_settings(new))
        return dialog

    def _connect_page(self, page: PreferencePage) -> None:
        from focus_desktop.desktop.window.preferences import pages  # noqa: PLC0415

        match page:
            case pages.ApiPage():
                self._api.show_on(page)
            case pages.DesktopPage():
                self._desktop_integration.show_on(page)
            case pages.DataPage():
                self.data.show_on(page)
                self.place.show_on(page.place)
                page.export_requested.connect(lambda: self.export_requested.emit(self._dialog))
                page.import_requested.connect(lambda: self.import_requested.emit(self._dialog))
            case pages.AlertsPage():
                page.test_requested.connect(self._test_alerts)

    def _test_alerts(self) -> None:
        if self._settings.current.sound:
            self.bell_requested.emit(self._settings.current.volume)
        self.notification_requested.emit(_("Test"), _("This is how you are told that a session is complete."))
