"""Saves settings, and signals if that fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from focus_desktop.language import gettext as _
from focus_desktop.language import ngettext
from focus_desktop.settings import ProblemKind

if TYPE_CHECKING:
    from focus_desktop.settings import Settings, SettingsFile, SettingsProblem


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
        return None if self._file.problem is None else _sentence(self._file.problem)

    def save(self, **changes: object) -> None:
        """Change some settings and save them; emit `failed` if they cannot be saved."""
        try:
            self._file.change(**changes)
        except OSError as error:
            message = _("Your choices cannot be saved ({reason}); check the disk.")
            self.failed.emit(message.format(reason=error.strerror))


def _sentence(problem: SettingsProblem) -> str:
    template = _template(problem.kind, len(problem.names))
    return template.format(reason=problem.reason, names=", ".join(problem.names), file=problem.aside)


def _template(kind: ProblemKind, values: int) -> str:
    match kind:
        case ProblemKind.UNREADABLE:
            return _("The settings could not be read ({reason}); defaults are used.")
        case ProblemKind.SENSELESS_VALUES:
            return ngettext(
                "The settings hold a value that makes no sense ({names}); a default is used.",
                "The settings hold values that make no sense ({names}); defaults are used.",
                values,
            )
        case ProblemKind.SET_ASIDE:
            return _("The settings were damaged. Defaults are used; the old file is kept as {file}.")
        case ProblemKind.NOT_SET_ASIDE:
            return _(
                "The settings are damaged; defaults are used. The old file cannot be kept as {file}"
                " ({reason}): move it away before you change any setting."
            )
