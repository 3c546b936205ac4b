"""The cards that list the commands of the window: the menu, and the sheet of all keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.bold_label import bold_label
from focus_desktop.desktop.window.buttons import button
from focus_desktop.desktop.window.popover import Popover
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QKeyEvent

    from focus_desktop.desktop.window.commands import Commands

COMMAND, KEYS = range(2)
"""The columns."""


class CommandMenu(Popover):
    """Every command with its keys; choosing one closes the menu."""

    def __init__(self, commands: Commands, opener: QWidget) -> None:
        super().__init__(_("Menu"), opener)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(0)
        self._grid.setHorizontalSpacing(tokens.WIDE)
        self._grid.setColumnStretch(COMMAND, 1)
        self.rows.addLayout(self._grid)
        self._entries: dict[QAction, QPushButton] = {}
        for number, group in enumerate(commands.groups()):
            if number:
                self._grid.addWidget(_line(), self._grid.rowCount(), COMMAND, 1, 2)
            for command in group:
                self._add(command)

    def open_at(self, anchor: QWidget) -> None:
        """Open with what can be done now."""
        for command, entry in self._entries.items():
            entry.setEnabled(command.isEnabled())
            entry.setToolTip(command.toolTip() if command.toolTip() != command.text() else "")
        super().open_at(anchor)

    def _add(self, command: QAction) -> None:
        entry = button(command.text(), lambda: self._choose(command), look="entry")
        keys = QLabel(str(command.data()))
        keys.setObjectName("muted")
        keys.setContentsMargins(0, 0, tokens.MEDIUM, 0)
        entry.setAccessibleDescription(keys.text())
        row = self._grid.rowCount()
        self._grid.addWidget(entry, row, COMMAND)
        self._grid.addWidget(keys, row, KEYS, Qt.AlignmentFlag.AlignRight)
        self._entries[command] = entry

    def _choose(self, command: QAction) -> None:
        self.close_card()
        command.trigger()


class KeySheet(Popover):
    """All keys. Any key or click closes it, but for keys that scroll it in a low window."""

    def __init__(self, commands: Commands, opener: QWidget) -> None:
        super().__init__(_("Keyboard shortcuts"), opener)
        self.rows.setContentsMargins(tokens.WIDE, tokens.LARGE, tokens.WIDE, tokens.LARGE)
        self.rows.addWidget(bold_label(_("Keyboard shortcuts")))
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.WIDE)
        self.rows.addLayout(grid)
        listed = [(str(one.data()), one.text()) for group in commands.groups() for one in group if one.data()]
        listed += [
            (_("Esc"), _("Dismiss, close, go back")),
            (_("Tab"), _("Next part")),
            (_("Arrow keys"), _("Choose within a part")),
            # Translators: Three keys, of which the last one is a letter; do not change them.
            (_("+  −  S"), _("On a quest: one more, one less, start")),
            (_("Enter, Delete"), _("On a session or quest: edit, delete")),
            (_("Shift, Ctrl+A"), _("Choose several sessions, or all")),
        ]
        for row, (keys, words) in enumerate(listed):
            label = QLabel(keys)
            label.setObjectName("muted")
            grid.addWidget(label, row, 0)
            grid.addWidget(QLabel(words), row, 1)
        self.card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.card.installEventFilter(self)
        close = button(_("Close"), self.close_card)
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # The sheet has the focus: any key closes it.
        self.rows.addWidget(close, alignment=Qt.AlignmentFlag.AlignRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll the sheet by keys that can; close it by any other."""
        if not self.scroll_by_key(event):
            self.close_card()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close the sheet by a click on it."""
        if watched is self.card and event.type() == QEvent.Type.MouseButtonPress:
            self.close_card()
            return True
        return super().eventFilter(watched, event)


def _line() -> QFrame:
    line = QFrame()
    line.setObjectName("hairline")
    line.setFixedHeight(1)
    return line
