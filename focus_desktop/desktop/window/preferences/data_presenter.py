"""Shows where the data is, and opens its folders in the desktop's file manager."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from focus_desktop import paths
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from focus_desktop.desktop.window.preferences.data_page import DataPage


class DataPresenter(QObject):
    """`database_place` returns a path, or the URL of a database without its password."""

    def __init__(self, database_place: Callable[[], str], settings_file: Path) -> None:
        super().__init__()
        self._database_place = database_place
        self._settings_file = settings_file

    def show_on(self, page: DataPage) -> None:
        """Show the places on this page and follow its signals from now on."""
        page.shown.connect(lambda: self._show(page))
        page.open_requested.connect(lambda folder: page.show_problem(_open(folder)))

    def _show(self, page: DataPage) -> None:
        place = self._database_place()
        page.show_database(place, Path(place).parent if Path(place).is_absolute() else None)
        page.show_settings_file(str(self._settings_file), self._settings_file.parent)
        log = paths.log_file()
        page.show_log(str(log), log.parent)
        page.show_problem("")


def _open(folder: Path) -> str:
    """Open a folder; return why that failed, or an empty text."""
    if not folder.is_dir():
        return _("There is no folder {folder} yet.").format(folder=folder)
    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        return ""
    return _("{folder} cannot be opened from here; open it in your file manager.").format(folder=folder)
