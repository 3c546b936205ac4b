"""What stands below the table: totals of what is shown, or what can be done with what is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.buttons import button
from focus_desktop.desktop.window.elided_label import ElidedLabel
from focus_desktop.desktop.window.notices import FOOTER
from focus_desktop.language import gettext as _
from focus_desktop.wording import history as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QPushButton

    from focus_desktop.model.history_query import HistorySummary
    from focus_desktop.model.reading import Reading
    from focus_desktop.model.record import SessionRecord

HEIGHT = 40


class HistoryFooter(QWidget):
    """The totals at the left, buttons at the right."""

    edit_requested = Signal()
    delete_requested = Signal()
    merge_requested = Signal()
    more_requested = Signal()
    """The menu of the selected sessions is to be opened."""
    export_requested = Signal()
    short_cancelled_toggled = Signal()
    """Short cancelled sessions are to be shown, or hidden again."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName(FOOTER)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._summary: HistorySummary | None = None
        self._span = ""
        self._shows_short = False
        self._selected: Sequence[SessionRecord] = ()
        self.totals = ElidedLabel("muted")
        self.totals.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.short = button("", self.short_cancelled_toggled, look="quiet")
        self.edit = button(_("Edit"), self.edit_requested, look="quiet")
        self.merge = button(_("Merge"), self.merge_requested, look="quiet")
        self.delete = button(_("Delete"), self.delete_requested, look="quiet")
        # Translators: Opens a menu of what else can be done with the selected sessions.
        self.more = button(_("More…"), self.more_requested, look="quiet")
        self.export = button(_("Export…"), self.export_requested, look="link")
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.WIDE, tokens.TINY, tokens.SMALL, tokens.TINY)
        row.setSpacing(tokens.TINY)
        row.addWidget(self.totals, stretch=1)
        for part in self.buttons():
            row.addWidget(part)
        self._show()

    def buttons(self) -> Sequence[QPushButton]:
        """All of them, from the left to the right."""
        return self.short, self.edit, self.merge, self.delete, self.more, self.export

    def show_summary(self, summary: HistorySummary, span: str) -> None:
        """Show the totals of all sessions that match the filters; `span` names their days."""
        self._summary, self._span = summary, span
        self._show()

    def show_selected(self, records: Sequence[SessionRecord], reading: Reading) -> None:
        """Offer what can be done with these sessions."""
        self._selected = records
        self._reading = reading
        self._show()

    def _show(self) -> None:
        count = len(self._selected)
        if count > 1:
            focused = [record.focused(record.time(self._reading)) for record in self._selected]
            self.totals.show_text(words.selected(count, sum(focused[1:], focused[0])))
        else:
            self.totals.show_text("" if self._summary is None else words.totals(self._summary, self._span))
        self.edit.setVisible(count == 1)
        self.merge.setVisible(count > 1)
        self.merge.setEnabled(not any(record.is_active for record in self._selected))
        for part in (self.delete, self.more):
            part.setVisible(count > 0)
        self.export.setVisible(count == 0)
        self.export.setEnabled(self._summary is not None and self._summary.sessions > 0)
        self._show_short()

    def _show_short(self) -> None:
        """Offer to show short cancelled sessions, while nothing is selected."""
        hidden = 0 if self._summary is None else self._summary.short_cancelled
        self.short.setVisible(bool(hidden or self._shows_short) and not self._selected)
        self.short.setText(_("Hide short ones") if self._shows_short else words.short_cancelled(hidden))

    def show_short_cancelled(self, *, shown: bool) -> None:
        """Note whether short cancelled sessions are shown."""
        self._shows_short = shown
        self._show()
