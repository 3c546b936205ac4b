"""A strip that shows a gap in a session and asks whether it was work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from focus_desktop import wording
from focus_desktop.desktop.window.bold_label import bold_label
from focus_desktop.desktop.window.focus.timeline import Timeline
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
        self._title, self._message = bold_label(wording.gap_title()), QLabel()
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
        buttons.addWidget(self._button(_("Count it"), lambda: self.count_requested.emit(self._gap_id)))
        buttons.addWidget(self._button(_("Leave it out"), lambda: self.cut_requested.emit(self._gap_id)))
        buttons.addWidget(self._button(_("Discard session…"), self.discard_requested.emit))
        texts = QVBoxLayout()
        texts.addWidget(self._title)
        texts.addWidget(self._message)
        layout = QGridLayout(self)
        layout.addLayout(texts, 0, 0)
        layout.addLayout(buttons, 0, 1)
        layout.addWidget(self._timeline, 1, 0, 1, 2)
        layout.setColumnStretch(0, 1)

    def _button(self, text: str, act: object) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(act)
        return button
