"""A quiet strip that shows a gap in a session, and asks what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from focus_desktop import wording
from focus_desktop.desktop.window.focus.timeline import Timeline

if TYPE_CHECKING:
    from uuid import UUID

    from focus_desktop.model.changes import GapFound


class GapBanner(QFrame):
    """Hidden until there is a gap to show. Not to answer means to leave it out."""

    count_requested = Signal(object)
    """The id of the gap that was work."""
    cut_requested = Signal(object)
    """The id of the gap that was none."""
    discard_requested = Signal()
    """The session with the gap shall go altogether."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAccessibleName(wording.gap_title())
        self.found: GapFound | None = None
        self._title, self._message = QLabel(wording.gap_title()), QLabel()
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setWordWrap(True)
        self._timeline = Timeline()
        self._lay_out()
        self.hide()

    def show_gap(self, found: GapFound | None) -> None:
        """Show this gap; None for no gap."""
        self.found = found
        if found is not None:
            self._message.setText(wording.gap(found))
            self.setAccessibleDescription(wording.gap(found))
            self._timeline.show_gap(found)
        self.setVisible(found is not None)

    @property
    def _gap_id(self) -> UUID | None:
        return None if self.found is None else self.found.gap.id

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._button("Count it", lambda: self.count_requested.emit(self._gap_id)))
        buttons.addWidget(self._button("Leave it out", lambda: self.cut_requested.emit(self._gap_id)))
        buttons.addWidget(self._button("Discard session…", self.discard_requested.emit))
        words = QVBoxLayout()
        words.addWidget(self._title)
        words.addWidget(self._message)
        layout = QGridLayout(self)
        layout.addLayout(words, 0, 0)
        layout.addLayout(buttons, 0, 1)
        layout.addWidget(self._timeline, 1, 0, 1, 2)
        layout.setColumnStretch(0, 1)

    def _button(self, text: str, act: object) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(act)
        return button
