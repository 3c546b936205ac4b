"""What can be done with a quest, as a card that opens at the button of the quest's own card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.buttons import button
from focus_desktop.desktop.window.popover import Popover
from focus_desktop.desktop.window.quests.wish import Wish
from focus_desktop.language import gettext as _
from focus_desktop.model.status import QuestStatus

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtWidgets import QPushButton

    from focus_desktop.model.quest_record import QuestRecord


class QuestMenu(Popover):
    """Closes when something is chosen."""

    requested = Signal(object, object)
    """A Wish, and the QuestRecord that it is about."""

    def __init__(self, opener: QWidget) -> None:
        super().__init__(_("Quest"), opener)
        self._record: QuestRecord | None = None
        words = {
            Wish.EDIT: _("Edit…"),
            Wish.COMPLETE: _("Mark as completed"),
            Wish.REOPEN: _("Reopen"),
            Wish.ARCHIVE: _("Archive"),
            Wish.DELETE: _("Delete"),
        }
        self._entries = {wish: self._entry(wish, text) for wish, text in words.items()}
        self._sessions = QLabel()
        self._sessions.setObjectName("note")
        self._sessions.setContentsMargins(tokens.MEDIUM, 0, tokens.MEDIUM, tokens.TINY)
        self.rows.addWidget(self._sessions)

    @property
    def quest_id(self) -> UUID | None:
        """The quest that it is about."""
        return None if self._record is None else self._record.id

    def show_record(self, record: QuestRecord) -> None:
        """Offer what can be done with this quest."""
        self._record = record
        status = record.quest.status
        self.card.setAccessibleName(wording.on_one_line(record.quest.title))
        self._entries[Wish.COMPLETE].setVisible(status is QuestStatus.ACTIVE)
        self._entries[Wish.REOPEN].setVisible(status is not QuestStatus.ACTIVE)
        self._entries[Wish.ARCHIVE].setVisible(status is not QuestStatus.ARCHIVED)
        self._sessions.setText(wording.sessions_stay(record.sessions))
        self._entries[Wish.DELETE].setAccessibleDescription(self._sessions.text())

    def _entry(self, wish: Wish, text: str) -> QPushButton:
        entry = button(text, lambda: self._choose(wish), look="entry")
        self.rows.addWidget(entry)
        return entry

    def _choose(self, wish: Wish) -> None:
        self.close_card()
        self.requested.emit(wish, self._record)
