"""Saves settings, and signals if that fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from focus_desktop import refusals
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from focus_desktop.settings import Settings, SettingsFile


class SettingsWriter(QObject):
    """The settings, for every part of the desktop app that reads, changes or follows them."""

    changed = Signal(object, object)
    """The Settings before and after a change."""
    failed = Signal(str)
    """A change cannot be saved, and holds only until the app is closed. The argument says why."""

    def __init__(self, file: SettingsFile) -> None:
        super().__init__()
        self._file = file
        file.subscribe(self.changed.emit)

    @property
    def current(self) -> Settings:
        """The current settings."""
        return self._file.current

    @property
    def problem(self) -> str | None:
        """What was wrong with the file when it was read, in a sentence; None if nothing was."""
        return None if self._file.problem is None else refusals.sentence(self._file.problem)

    def save(self, **changes: object) -> None:
        """Change some settings and save them; emit `failed` if they cannot be saved."""
        try:
            self._file.change(**changes)
        except OSError as error:
            message = _("Your choices cannot be saved ({reason}); check the disk.")
            self.failed.emit(message.format(reason=error.strerror))
