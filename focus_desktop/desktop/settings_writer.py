"""Saves settings, and tells the user if that fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from focus_desktop.settings import Settings, SettingsFile


class SettingsWriter(QObject):
    """The settings, for everything in the desktop that reads, changes or follows them."""

    changed = Signal(object, object)
    """The Settings before and after a change."""
    failed = Signal(str)
    """A sentence that says why they cannot be saved; they hold until the app is closed all the same."""

    def __init__(self, file: SettingsFile) -> None:
        super().__init__()
        self._file = file
        file.subscribe(self.changed.emit)

    @property
    def current(self) -> Settings:
        """The settings as they are now."""
        return self._file.current

    @property
    def problem(self) -> str | None:
        """What was wrong with the file when it was read."""
        return self._file.problem

    def save(self, **changes: object) -> None:
        """Change some settings."""
        try:
            self._file.change(**changes)
        except OSError as error:
            message = _("Your choices cannot be saved ({reason}); check the disk.")
            self.failed.emit(message.format(reason=error.strerror))
