"""Everything that can be done in the window, each with its words and its keys, written once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from focus_desktop import wording
from focus_desktop.language import gettext as _
from focus_desktop.model.limits import EXTENSION_MINUTES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

QUIT, UNDO = "Ctrl+Q", "Ctrl+Z"


class Commands(QObject):
    """The commands of the window. What they do is connected to them by the app."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.start = self._add(_("Start"), keys="Return", is_shortcut=False)
        self.pause = self._add(_("Pause or resume"), keys="Space", is_shortcut=False)
        self.extend = self._add(wording.extend_by(EXTENSION_MINUTES), keys="Ctrl+E")
        self.complete = self._add(_("Complete"))
        self.cancel = self._add(_("Cancel"))
        self.new = self._add(_("New session"), keys="Ctrl+N")
        self.start_again = self._add(_("Start the last session again"), keys="Ctrl+Return")
        self.rename = self._add(_("Rename the session"), keys="F2")
        self.undo = self._add(_("Undo"), keys=UNDO)
        self.redo = self._add(_("Redo"), keys="Ctrl+Shift+Z", more_keys="Ctrl+Y")
        self.pages: list[QAction] = []
        self.search = self._add(_("Filter the history"), keys="Ctrl+F")
        self.mini_window = self._add(_("Mini window"), keys="Ctrl+M")
        self.preferences = self._add(_("Preferences"), keys="Ctrl+,")
        self.keys = self._add(_("Keyboard shortcuts"), keys="F1", more_keys="?")
        self.quit = self._add(_("Quit"), keys=QUIT)
        self.show_session(is_active=False, can_be_extended=False)
        self.show_undo(None, None)

    def add_page(self, name: str) -> QAction:
        """Add the command that shows the next page, and return it."""
        command = self._add(name, keys=f"Ctrl+{len(self.pages) + 1}")
        self.pages.append(command)
        return command

    def show_session(self, *, is_active: bool, can_be_extended: bool) -> None:
        """Enable what can be done while a session is active, or while none is."""
        for command in (self.pause, self.complete, self.cancel, self.rename):
            command.setEnabled(is_active)
        self.extend.setEnabled(can_be_extended)
        for command in (self.start, self.new, self.start_again):
            command.setEnabled(not is_active)

    def show_undo(self, undo: str | None, redo: str | None) -> None:
        """Enable what can be undone and done again, and say what that is; None for nothing."""
        for command, what in ((self.undo, undo), (self.redo, redo)):
            command.setEnabled(what is not None)
            command.setToolTip(what or "")

    def anywhere(self) -> list[QAction]:
        """The commands that are about no page."""
        about_sessions = [self.start_again, self.extend, self.undo, self.redo]
        return [*about_sessions, self.mini_window, self.preferences, self.quit]

    def groups(self) -> Iterator[list[QAction]]:
        """The commands in the order in which they are shown, those that belong together in one list."""
        yield [self.start, self.pause, self.extend, self.rename, self.complete, self.cancel]
        yield [self.new, self.start_again, self.undo, self.redo]
        yield [*self.pages, self.search, self.mini_window]
        yield [self.preferences, self.keys, self.quit]

    def _add(self, text: str, *, keys: str = "", more_keys: str = "", is_shortcut: bool = True) -> QAction:
        """Return a new command. Keys that are no shortcut are handled by the widgets, and only shown."""
        command = QAction(self._window)
        command.setText(text)
        sequences = [QKeySequence(one) for one in (keys, more_keys) if one]
        shown = sequences[0].toString(QKeySequence.SequenceFormat.NativeText) if sequences else ""
        command.setData(shown.replace("Return", _("Enter")))  # As in all other texts.
        if is_shortcut:
            command.setShortcuts(sequences)
            self._window.addAction(command)
        return command
