"""A card for somebody who has just installed the app: what to do first.

It is shown until it is dismissed or a session begins, and never again.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.buttons import button, more_button
from focus_desktop.language import gettext as _


class FirstSteps(QFrame):
    """One sentence on how to begin, one on where the app goes, and three things to choose."""

    goal_requested = Signal()
    autostart_requested = Signal()
    sound_requested = Signal()
    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName(_("First steps"))
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        top = QHBoxLayout()
        top.addWidget(self._words, stretch=1)
        top.addWidget(
            more_button(_("Dismiss the first steps"), self.dismissed, sign="×"),
            alignment=Qt.AlignmentFlag.AlignTop,
        )
        row = QHBoxLayout()
        row.setSpacing(tokens.SMALL)
        row.addWidget(button(_("Choose a daily goal"), self.goal_requested, shape="chip"))
        row.addWidget(button(_("Start at login"), self.autostart_requested, shape="chip"))
        row.addWidget(button(_("Test the sound"), self.sound_requested, shape="chip"))
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.MEDIUM, tokens.TINY, tokens.TINY, tokens.SMALL)
        column.setSpacing(tokens.TINY)
        column.addLayout(top)
        column.addLayout(row)
        self.show_tray(has_tray=True)

    def show_tray(self, *, has_tray: bool) -> None:
        """Say where the app is when its window is closed."""
        begin = _("Write one thing and press Enter.")
        where = (
            _("The ring in the tray shows the time; a click on it brings this window back.")
            if has_tray
            else _("Closing this window while a session runs leaves a small one with the time.")
        )
        # Translators: Two sentences after each other.
        self._words.setText(_("{first} {second}").format(first=begin, second=where))
