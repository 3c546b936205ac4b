"""Where data, settings and logs are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from focus_desktop import wording
from focus_desktop.desktop.window.preferences.place_section import PlaceSection
from focus_desktop.desktop.window.preferences.preference_page import PreferencePage
from focus_desktop.desktop.window.preferences.read_only_line import ReadOnlyLine
from focus_desktop.language import N_
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import SignalInstance


class DataPage(PreferencePage):
    """Shows places, and asks for their folders to be opened."""

    NAME = N_("Data")

    open_requested = Signal(object)
    """The argument is the Path of the folder."""
    export_requested = Signal()
    """Sessions are to be written to a file."""
    import_requested = Signal()
    """The sessions of a file are to be added."""

    backup_requested = Signal()
    folder_requested = Signal()
    """Another folder for backups is to be chosen."""
    restore_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.add_note(_("Everything stays on this computer, unless you choose another database."))
        self.place = PlaceSection()
        self.add_widget(self.place)
        self._folders: dict[QPushButton, Path] = {}
        self.show_database = self._add_place(_("Database"))
        self.show_settings_file = self._add_place(_("Settings"))
        self.show_log = self._add_place(_("Log"))
        self.show_backups = self._add_place(_("Backups"))
        self.choose_folder = self._add_button(
            _("Keep backups in another folder"), _("Choose folder…"), self.folder_requested
        )
        self.back_up = self._add_button(
            _("A backup is made every day"), _("Back up now"), self.backup_requested
        )
        self.last_backup = self.add_note("")
        self.restore_button = self._add_button(
            _("Put a backup in the place of the data"), _("Restore a backup…"), self.restore_requested
        )
        self.export_button = self._add_button(
            _("Write sessions to a file"), _("Export…"), self.export_requested
        )
        self.import_button = self._add_button(
            _("Add the sessions of a file or of another program"), _("Import…"), self.import_requested
        )
        self.problem = self.add_note("")
        self.problem.hide()

    def enable_backups(self, *, enabled: bool) -> None:
        """Let backups be made and restored, or not: those of a server are its own matter."""
        for one in (self.choose_folder, self.back_up, self.restore_button):
            one.setEnabled(enabled)

    def show_problem(self, sentence: str) -> None:
        """Show why a folder cannot be opened; an empty text if it was opened."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _add_button(self, label: str, text: str, signal: SignalInstance) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(signal)
        self.add_labelled(label, button)
        button.setAccessibleName(wording.listed(text, label))  # The words on it are a part of its name.
        return button

    def _add_place(self, label: str) -> Callable[[str, Path | None], None]:
        """Add a place; return a function that shows its text, and its folder if it has one."""
        button = QPushButton(_("Open folder"))
        # Translators: A button beside a place, as in "Open folder: Database".
        button.setAccessibleName(_("Open folder: {place}").format(place=label))
        button.clicked.connect(lambda: self.open_requested.emit(self._folders[button]))
        line = ReadOnlyLine(button)
        self.add_wide(label, line, line.line)

        def show(text: str, folder: Path | None) -> None:
            line.show_text(text)
            button.setVisible(folder is not None)
            if folder is not None:
                self._folders[button] = folder

        return show
