"""Lets a person choose the backup that is restored."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QWidget

from focus_desktop import wording
from focus_desktop.desktop.window.buttons import button
from focus_desktop.desktop.window.exchange.task_dialog import TaskDialog
from focus_desktop.desktop.window.file_dialog import FileDialog
from focus_desktop.desktop.window.preferences.preference_page import note
from focus_desktop.language import gettext as _
from focus_desktop.wording import backups as words
from focus_desktop.wording.repair import backed_up_session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from focus_desktop.model.backup import BackedUpSession, Backup
    from focus_desktop.model.errors import FocusError

LIST_SIZE = 520, 200
"""Pixels."""


class RestoreDialog(TaskDialog):
    """The backups, the newest first; below them the newest sessions of the one that is chosen."""

    restore_requested = Signal(object)
    """The argument is the Path of the backup."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("Restore a backup"), _("Restore"))
        self._found: Sequence[tuple[Backup, Sequence[BackedUpSession]]] = ()
        self.headline.setText(_("Which backup?"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Backups"))
        self.list.setMinimumSize(*LIST_SIZE)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._show_sessions)
        self.list.itemActivated.connect(lambda _item: self._act())
        self.newest: QLabel = note("")
        self.another = button(_("Choose another file…"), self._choose_file)
        self.buttons.insertWidget(0, self.another)
        self.body.addWidget(self.list, stretch=1)
        self.body.addWidget(self.newest)
        self.body.addWidget(
            note(_("What is there now, with a session that runs, is kept as another backup."))
        )
        self.act.setEnabled(False)

    def show_backups(self, found: Sequence[tuple[Backup, Sequence[BackedUpSession]]]) -> None:
        """Show the backups, each with some of its newest sessions."""
        self._found = found
        self.list.addItems([wording.listed(words.when(one), words.content(one)) for one, _sessions in found])
        if found:
            self.list.setCurrentRow(0)
            self.list.setFocus()
        else:
            self.newest.setText(_("There is no backup yet."))
            self.another.setFocus()
        self.act.setEnabled(bool(found))

    def show_refusal(self, error: FocusError) -> None:
        """Show why it cannot be restored; another one can be chosen."""
        super().show_refusal(error)
        self.act.setEnabled(bool(self._found))

    def _show_sessions(self, row: int) -> None:
        _backup, sessions = self._found[row]
        lines = [wording.shortened(backed_up_session(one), 70) for one in sessions]
        self.newest.setText("\n".join([_("The newest sessions in it:"), *lines]) if lines else "")
        self.fit()

    def _act(self) -> None:
        self._restore(self._found[self.list.currentRow()][0].file)

    def _restore(self, file: Path) -> None:
        self.show_busy(busy=True)
        self.restore_requested.emit(file)

    def _choose_file(self) -> None:
        chooser = FileDialog(self, _("Restore a backup"))
        chooser.setFileMode(FileDialog.FileMode.ExistingFile)
        chooser.fileSelected.connect(lambda file: self._restore(Path(file)))
        chooser.open()
