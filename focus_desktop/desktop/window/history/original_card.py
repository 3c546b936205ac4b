"""Shows the first values of a session that was edited, and offers to restore them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.buttons import button
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from focus_desktop.model.original_session import OriginalSession


class OriginalCard(QFrame):
    """Hidden for a session that was never edited."""

    restore_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._words = QLabel()
        self._words.setObjectName("muted")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        # Translators: Above the values that a session had before it was edited.
        heading = QLabel(_("At first"))
        self.restore = button(_("Restore"), self.restore_requested)
        self.restore.setAccessibleName(_("Restore the first values"))
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.MEDIUM, tokens.SMALL, tokens.MEDIUM, tokens.MEDIUM)
        column.setSpacing(tokens.TINY)
        column.addWidget(heading)
        column.addWidget(self._words)
        column.addWidget(self.restore, alignment=Qt.AlignmentFlag.AlignLeft)

    def show_original(self, original: OriginalSession | None, quest: str) -> None:
        """Show the first values and the title of the quest they name; hide if there are none."""
        self.setVisible(original is not None)
        if original is None:
            return
        times = original.times
        span = f"{wording.clock_time(times.started_at)}–{wording.clock_time(times.ended_at)}"
        lines = [
            original.description or "",
            quest,
            f"{wording.date(times.started_at)}, {span}",
            _("{focused} of {planned}").format(
                focused=wording.duration(times.focused),
                planned=wording.duration(timedelta(minutes=original.duration_minutes)),
            ),
        ]
        self._words.setText("\n".join(wording.shortened(line) for line in lines if line))
