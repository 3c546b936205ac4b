"""A notice that shows a gap in a session and asks whether it was work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.buttons import button
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from uuid import UUID

    from focus_desktop.model.changes import GapFound


class GapBanner(QFrame):
    """Hidden while there is no gap to show. Without an answer the gap is not counted as work."""

    count_requested = Signal(object)
    """The gap was work. The argument is its id."""
    cut_requested = Signal(object)
    """The gap was not work. The argument is its id."""
    discard_requested = Signal()
    """The whole session with the gap is to be deleted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setAccessibleName(wording.gap_title())
        self.found: GapFound | None = None
        self._message = QLabel()
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setWordWrap(True)
        self._lay_out()
        self.hide()

    def show_gap(self, found: GapFound | None) -> None:
        """Show this gap; None for no gap."""
        self.found = found
        if found is not None:
            self._message.setText(wording.gap_line(found))
            self._message.setToolTip(wording.tooltip(wording.gap(found)))
            self.setAccessibleDescription(wording.gap(found))
        self.setVisible(found is not None)

    @property
    def _gap_id(self) -> UUID | None:
        return None if self.found is None else self.found.gap.id

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.SMALL)
        for words, act, look in (
            (_("Count it"), lambda: self.count_requested.emit(self._gap_id), "soft"),
            (_("Leave it out"), lambda: self.cut_requested.emit(self._gap_id), ""),
            (_("Discard session"), self.discard_requested.emit, "quiet"),
        ):
            buttons.addWidget(button(words, act, look=look, shape="chip"))
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.MEDIUM, tokens.SMALL, tokens.MEDIUM, tokens.SMALL)
        column.setSpacing(tokens.TINY)
        column.addWidget(self._message)
        column.addLayout(buttons)
