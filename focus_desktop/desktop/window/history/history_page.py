"""The History page: filters above the table of sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from focus_desktop import wording
from focus_desktop.desktop.window import tab_order, tokens
from focus_desktop.desktop.window.combo_box import ComboBox
from focus_desktop.desktop.window.history.history_model import HistoryModel
from focus_desktop.desktop.window.history.history_table import HistoryTable
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.model.status import SessionStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from focus_desktop.model.quest import Quest
    from focus_desktop.model.reading import Reading
    from focus_desktop.model.record import SessionRecord

NOTHING_YET = N_("No sessions yet.\nStart one on the Focus page, and it will be listed here.")
NOTHING_MATCHES = N_("No session matches these filters.")


class HistoryPage(QWidget):
    """Shows the sessions of one quest or all, and of one status or all, newest first.

    Its parts are made by `build`, since the page is not the first one that is seen.
    """

    filters_changed = Signal()
    delete_requested = Signal(object)
    """A session is to be deleted. The argument is its id."""

    def __init__(self, read: Callable[[], Reading], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("History"))
        self.model = HistoryModel(read, self)
        self._problem = ""
        self._is_filled, self._is_built = False, False

    def build(self) -> None:
        """Make the parts of the page, unless they are there. Nothing else may be called before."""
        if self._is_built:
            return
        self._is_built = True
        self.table = HistoryTable(self.model)
        self._empty = QLabel()
        self._empty.setTextFormat(Qt.TextFormat.PlainText)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setObjectName("muted")
        self.quest_filter = _filter(_("Show quest"), _("All quests"))
        self.quest_filter.setMinimumContentsLength(max(10, len(_("All quests"))))
        # Titles of quests may be of any length.
        self.quest_filter.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.status_filter = _filter(_("Show status"), _("All statuses"))
        self.status_filter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for status in SessionStatus:
            self.status_filter.addItem(wording.status(status), status.value)
        self.delete = QPushButton(_("Delete"))
        self._lay_out()

        self.quest_filter.activated.connect(self.filters_changed)
        self.status_filter.activated.connect(self.filters_changed)
        self.delete.clicked.connect(self._request_delete)
        shortcut = QShortcut(QKeySequence.StandardKey.Delete, self.table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self._request_delete)
        self.table.selectionModel().selectionChanged.connect(self._show_state)
        for signal in (self.model.modelReset, self.model.rowsInserted, self.model.rowsRemoved):
            signal.connect(self._show_state)
        self.model.modelReset.connect(self._show_filled)
        self._show_state()
        tab_order.let_follow(self.previousInFocusChain(), self)

    @property
    def quest_id(self) -> UUID | None:
        """The quest to show; None for all."""
        quest_id = self.quest_filter.currentData()
        return UUID(quest_id) if quest_id else None

    @property
    def status(self) -> SessionStatus | None:
        """The status to show; None for all."""
        status = self.status_filter.currentData()
        return SessionStatus(status) if status else None

    def choose_filters(self, quest_id: str | None, status: str | None) -> None:
        """Set both filters without emitting `filters_changed`; an unknown value means all."""
        self.quest_filter.setCurrentIndex(max(0, self.quest_filter.findData(quest_id)))
        self.status_filter.setCurrentIndex(max(0, self.status_filter.findData(status)))

    def show_quests(self, quests: Sequence[Quest]) -> None:
        """Offer these quests in the filter. The chosen one stays chosen if it is among them."""
        chosen = self.quest_filter.currentData()
        self.quest_filter.clear()
        self.quest_filter.addItem(_("All quests"), None)
        for quest in quests:
            self.quest_filter.addItem(wording.shortened(quest.title), str(quest.id))
        self.quest_filter.setCurrentIndex(max(0, self.quest_filter.findData(chosen)))

    def begin_search(self) -> None:
        """Give the keyboard focus to what chooses the sessions that are shown."""
        self.quest_filter.setFocus()

    def show_problem(self, message: str) -> None:
        """Show why there is no history; an empty message removes the reason."""
        self._problem = message
        self._show_state()

    def show_session(self, record: SessionRecord) -> None:
        """Show a session that is new or has changed, if it matches the filters; else remove it."""
        if not self._matches(record):
            self.model.remove(record.id)
        elif not self.model.replace(record):
            self.model.add(record)

    def _matches(self, record: SessionRecord) -> bool:
        session = record.session
        return self.quest_id in {None, session.quest_id} and self.status in {None, session.status}

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.addWidget(self.quest_filter, stretch=2)
        filters.addWidget(self.status_filter, stretch=1)
        filters.addStretch(1)
        filters.addWidget(self.delete)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.WIDE, tokens.LARGE, tokens.WIDE, tokens.WIDE)
        layout.setSpacing(tokens.LARGE)
        layout.addLayout(filters)
        self._stack = QStackedLayout()
        layout.addLayout(self._stack)
        # Only now: a stack that is not in a window yet shows its first widget as a window of its own.
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)

    def _show_state(self) -> None:
        self._empty.setText(self._problem or self._why_empty())
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        if not self.isVisible():
            self.table.setFocus()  # It has the keyboard focus when the page is shown.
        self.delete.setEnabled(self.table.selectionModel().hasSelection())

    def _why_empty(self) -> str:
        if not self._is_filled:
            return ""  # Nothing has been read yet.
        filtered = self.quest_id is not None or self.status is not None
        return _(NOTHING_MATCHES) if filtered else _(NOTHING_YET)

    def _show_filled(self) -> None:
        self._is_filled, self._problem = True, ""
        self._show_state()

    def _request_delete(self) -> None:
        rows = self.table.selectionModel().selectedRows()
        if rows:
            self.delete_requested.emit(self.model.record(rows[0].row()).id)


def _filter(name: str, everything: str) -> ComboBox:
    combo = ComboBox()
    combo.setAccessibleName(name)
    combo.setAccessibleDescription(name)  # On Linux a combo box's accessible name is its current text.
    combo.addItem(everything, None)
    return combo
