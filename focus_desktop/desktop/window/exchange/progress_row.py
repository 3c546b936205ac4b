"""How far a long task has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.language import gettext as _
from focus_desktop.language import ngettext

if TYPE_CHECKING:
    from focus_desktop.model.progress import Progress

PARTS = 1000
"""Steps of the bar: Qt counts in 32 bits, files may be larger."""


class ProgressRow(QWidget):
    """A bar, with the number of sessions below it."""

    def __init__(self) -> None:
        super().__init__()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Progress"))
        self.bar.setObjectName("progress")
        self.bar.setTextVisible(False)
        self.bar.setRange(0, PARTS)
        self.count = QLabel()
        self.count.setObjectName("muted")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(tokens.TINY)
        rows.addWidget(self.bar)
        rows.addWidget(self.count)

    def begin(self) -> None:
        """Show that something has begun."""
        self.bar.setValue(0)
        self.count.setText(" ")

    def show_progress(self, progress: Progress) -> None:
        """Show how far it is."""
        self.bar.setValue(progress.done * PARTS // progress.total if progress.total else 0)
        words = ngettext("{count} session", "{count} sessions", progress.sessions)
        self.count.setText(words.format(count=wording.number(progress.sessions)))
