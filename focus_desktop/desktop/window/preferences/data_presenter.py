"""Shows where the data is, and opens its folders in the desktop's file manager."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from focus_desktop import paths, refusals
from focus_desktop.desktop.store_thread import ignore
from focus_desktop.desktop.window.file_dialog import FileDialog
from focus_desktop.language import gettext as _
from focus_desktop.model.errors import Refusal, UnusableFile
from focus_desktop.wording import backups as words

if TYPE_CHECKING:
    from collections.abc import Callable

    from focus_desktop.desktop.backup_actions import BackupActions
    from focus_desktop.desktop.settings_writer import SettingsWriter
    from focus_desktop.desktop.window.preferences.data_page import DataPage
    from focus_desktop.settings import Settings


class DataPresenter(QObject):
    """`database_place` returns a path, or the URL of a database without its password."""

    def __init__(
        self,
        database_place: Callable[[], str],
        settings_file: Path,
        settings: SettingsWriter,
        backups: Callable[[], BackupActions],
    ) -> None:
        super().__init__()
        self._database_place = database_place
        self._settings_file = settings_file
        self._settings = settings
        self._backups = backups

    def show_on(self, page: DataPage) -> None:
        """Show the places on this page and follow its signals from now on."""
        page.shown.connect(lambda: self._show(page))
        page.open_requested.connect(lambda folder: page.show_problem(_open(folder)))
        page.folder_requested.connect(lambda: self._choose_folder(page))
        page.backup_requested.connect(lambda: self._back_up(page))
        page.restore_requested.connect(lambda: self._backups().open_restore(page.window()))
        self._settings.changed.connect(lambda old, new: self._follow(page, old, new))

    def _follow(self, page: DataPage, old: Settings, new: Settings) -> None:
        if old.database_server != new.database_server:
            self._show(page)

    def _show(self, page: DataPage) -> None:
        place = self._database_place()
        page.show_database(place, Path(place).parent if Path(place).is_absolute() else None)
        page.show_settings_file(str(self._settings_file), self._settings_file.parent)
        log = paths.log_file()
        page.show_log(str(log), log.parent)
        page.show_problem("")
        self._show_backups(page)

    def _show_backups(self, page: DataPage) -> None:
        folder = self._backups().folder
        page.show_backups(str(folder), folder)
        page.enable_backups(enabled=self._backups().are_possible)
        if not self._backups().are_possible:
            page.last_backup.setText(refusals.sentence(UnusableFile(Refusal.BACKUP_OF_SERVER)))
            return
        self._backups().read(lambda found: page.last_backup.setText(words.newest(found)), ignore)

    def _back_up(self, page: DataPage) -> None:
        page.back_up.setEnabled(False)

        def end(sentence: str) -> None:
            page.back_up.setEnabled(True)
            page.last_backup.setText(sentence)

        self._backups().make(
            lambda backup: end(words.newest([backup])),
            lambda error: end(refusals.sentence(error)),
        )

    def _choose_folder(self, page: DataPage) -> None:
        """Ask for a folder without waiting for it."""
        dialog = FileDialog(page, _("Keep backups in another folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)

        def choose(folder: str) -> None:
            self._settings.save(backup_folder=folder)
            self._show_backups(page)

        dialog.fileSelected.connect(choose)
        dialog.open()


def _open(folder: Path) -> str:
    """Open a folder; return why that failed, or an empty text."""
    if not folder.is_dir():
        return _("There is no folder {folder} yet.").format(folder=folder)
    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        return ""
    return _("{folder} cannot be opened from here; open it in your file manager.").format(folder=folder)
