"""What stands in place of the table of sessions while that is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.buttons import button
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from focus_desktop.model.history_query import HistoryFilter


class NothingListed(QWidget):
    """Says why the table is empty, and offers to show all sessions if it is by filters."""

    clear_requested = Signal()
    """The filters are to be cleared."""

    def __init__(self) -> None:
        super().__init__()
        self.reason = QLabel()
        self.reason.setTextFormat(Qt.TextFormat.PlainText)
        self.reason.setWordWrap(True)
        self.reason.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.reason.setObjectName("muted")
        self.clear = button(_("Show all sessions"), self.clear_requested, look="link")
        rows = QVBoxLayout(self)
        rows.setSpacing(tokens.SMALL)
        rows.addStretch(1)
        rows.addWidget(self.reason)
        rows.addWidget(self.clear, alignment=Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch(1)
        self.show_reason(None)

    def show_reason(self, wanted: HistoryFilter | None) -> None:
        """Say why there are no such sessions; nothing before they were first read, while `wanted` is None."""
        is_filtered = wanted is not None and wanted.filters
        if wanted is None:
            self.reason.clear()
        elif is_filtered:
            self.reason.setText(_("No session matches these filters."))
        else:
            self.reason.setText(
                _("No sessions yet.\nStart one on the Focus page, and it will be listed here.")
            )
        self.clear.setVisible(is_filtered)
