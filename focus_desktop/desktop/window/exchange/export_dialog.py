"""Asks what is to be exported, as what, and shows how far that is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.exchange.task_dialog import TaskDialog
from focus_desktop.desktop.window.file_dialog import FileDialog
from focus_desktop.exchange.format import EXPORTED, Format
from focus_desktop.language import gettext as _

SUGGESTED = "focus-desktop"
"""The name of the file, without its ending."""


class ExportDialog(TaskDialog):
    """What is shown or everything, in one of the formats."""

    export_requested = Signal(object, object, bool)
    """The arguments are the Path of the file, the Format, and whether only what is shown is meant."""

    def __init__(self, parent: QWidget, *, offers_shown: bool) -> None:
        """`offers_shown` tells whether there is a history that shows only some of the sessions."""
        self._choices = QWidget()
        super().__init__(parent, _("Export"), _("Export…"))
        self.headline.setText(_("Which sessions, and as what?"))
        self.shown = QRadioButton(_("The sessions that are shown"))
        self.everything = QRadioButton(_("All sessions"))
        self.formats = {kind: QRadioButton(_about(kind)) for kind in EXPORTED}
        groups = QVBoxLayout(self._choices)
        groups.setContentsMargins(0, 0, 0, 0)
        groups.setSpacing(tokens.MEDIUM)
        for group, chosen in (
            ((self.shown, self.everything), self.shown if offers_shown else self.everything),
            (tuple(self.formats.values()), self.formats[Format.CSV]),
        ):
            choices = QWidget()
            rows = QVBoxLayout(choices)
            rows.setContentsMargins(0, 0, 0, 0)
            for choice in group:
                rows.addWidget(choice)
            chosen.setChecked(True)
            groups.addWidget(choices)
            choices.setVisible(offers_shown or self.shown not in group)
        self.body.addWidget(self._choices)
        self.body.addStretch(1)

    @property
    def format(self) -> Format:
        """The format that is chosen."""
        return next(kind for kind, choice in self.formats.items() if choice.isChecked())

    def export_to(self, file: str) -> None:
        """Ask for the export to this file."""
        path = Path(file)
        if path.suffix.lower() != f".{self.format}":
            path = path.with_name(f"{path.name}.{self.format}")
        self.show_busy(busy=True)
        self.export_requested.emit(path, self.format, self.shown.isChecked())

    def show_busy(self, *, busy: bool) -> None:
        """Show whether the export runs; nothing can be chosen meanwhile."""
        super().show_busy(busy=busy)
        self._choices.setEnabled(not busy)

    def show_end(self, sentence: str) -> None:
        """Show what was done, in place of the choices."""
        self._choices.hide()
        super().show_end(sentence)

    def _act(self) -> None:
        chooser = FileDialog(self, _("Export"))
        chooser.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix(self.format.value)
        chooser.selectFile(f"{SUGGESTED}.{self.format}")
        chooser.fileSelected.connect(self.export_to)
        chooser.open()


def _about(kind: Format) -> str:
    return {
        Format.CSV: _("CSV, for spreadsheets"),
        Format.JSON: _("JSON, with everything, to import it again"),
        Format.ICS: _("iCalendar, for calendars"),
    }[kind]
