"""Saves settings, and signals if that fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from focus_desktop.settings import Settings
    from focus_desktop.settings_file import SettingsFile

RETRY_AFTER_MS = 30_000
"""Milliseconds after which settings that could not be saved are saved again."""


class SettingsWriter(QObject):
    """The settings, for every part of the desktop app that reads, changes or follows them."""

    changed = Signal(object, object)
    """The Settings before and after a change."""
    failed = Signal(str)
    """A change cannot be saved yet, and may hold only until the app is closed. The argument says why.

    Emitted once, until the reason is another one or all was saved.
    """

    def __init__(self, file: SettingsFile) -> None:
        super().__init__()
        self._file = file
        self._told: str | None = None
        """Why settings are not saved, as far as that was told."""
        self._retry = QTimer(self, singleShot=True, interval=RETRY_AFTER_MS)
        self._retry.timeout.connect(self.save)
        file.subscribe(self.changed.emit)

    @property
    def current(self) -> Settings:
        """The current settings."""
        return self._file.current

    @property
    def problem(self) -> str | None:
        """What was wrong with the file when it was read, in a sentence; None if nothing was."""
        if self._file.problem is None:
            return None
        from focus_desktop import refusals  # noqa: PLC0415 — rarely needed

        return refusals.sentence(self._file.problem)

    def save(self, **changes: object) -> None:
        """Change some settings, and save all that is not saved yet; if that fails, try again later."""
        try:
            self._file.change(**changes)
        except OSError as error:
            self._tell_once(error.strerror or str(error))
            self._retry.start()
        else:
            self._told = None

    def _tell_once(self, reason: str) -> None:
        if reason == self._told:
            return
        self._told = reason
        message = _("Your choices cannot be saved ({reason}); check the disk.")
        self.failed.emit(message.format(reason=reason))
