"""What was done in a session that is complete, and what can come next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.buttons import button
from focus_desktop.desktop.window.focus.quest_line import QuestLine
from focus_desktop.desktop.window.focus.session_title import TitleLabel
from focus_desktop.desktop.window.focus.stage_page import StagePage, centred_row
from focus_desktop.language import gettext as _
from focus_desktop.model.status import QuestStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from focus_desktop.model.breaks import Break
    from focus_desktop.model.quest import Quest
    from focus_desktop.model.record import SessionRecord


class DonePage(StagePage):
    """Changes only through its `show_…` methods."""

    break_requested = Signal()
    start_next_requested = Signal()
    leave_requested = Signal()
    """The user is done for now."""
    advance_requested = Signal(object)
    """One is to be added to the progress of a quest. The argument is its id."""
    complete_quest_requested = Signal(object)
    """A quest is to be marked as done. The argument is its id."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._quest_line = TitleLabel(can_be_pressed=False), QuestLine()
        self._quest: Quest | None = None
        self._advance = button("+1", self._ask_to_advance, shape="chip")
        self._complete = button(_("Mark as done"), self._ask_to_complete, shape="chip")
        self._quest_row = QWidget()
        row = centred_row((self._quest_line, self._advance, self._complete))
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SMALL)
        self._quest_row.setLayout(row)
        self._break = button("", self.break_requested, look="break", shape="large")
        self._next = button(_("Start next"), self.start_next_requested, shape="large")
        self.lay_out((self._title, self._quest_row), (self._break, self._next))
        leave = button(_("Done for now"), self.leave_requested, look="quiet")
        self.column.insertSpacing(2, tokens.LARGE)
        self.column.insertWidget(3, leave, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._advance.setAccessibleName(_("+1 on the quest"))
        self._advance.setToolTip(_("One more is done; Ctrl+Z takes it back"))
        self.show_break(None)

    def show_session(self, record: SessionRecord) -> None:
        """Show a completed session. Its break is shown by `show_break`."""
        self.show_title(record)
        self.show_break(None)
        self.show_quest(record.quest)

    def show_title(self, record: SessionRecord) -> None:
        """Show what the session was about."""
        self._title.show_text(wording.title(record))

    def show_quest(self, quest: Quest | None) -> None:
        """Show how far the quest has come; None for no quest."""
        self._quest = quest
        self._quest_row.setVisible(quest is not None)
        self._quest_line.show_quest(quest, "" if quest is None else wording.quest_progress(quest))
        is_active = quest is not None and quest.status is QuestStatus.ACTIVE
        is_reached = quest is not None and quest.current_value >= quest.target_value
        self._advance.setVisible(is_active and not is_reached)
        self._complete.setVisible(is_active and is_reached)

    def show_changed(self, quests: Sequence[Quest]) -> None:
        """Show the quest as it is now, if it is one of these."""
        for quest in quests:
            if self._quest is not None and quest.id == self._quest.id:
                self.show_quest(quest)

    def show_break(self, earned: Break | None) -> None:
        """Offer the break that was earned; None for no break."""
        self._break.setVisible(earned is not None)
        if earned is not None:
            self._break.setText(wording.start_break(earned))
        self._next.setProperty("look", "" if earned is not None else "primary")
        self._next.style().unpolish(self._next)
        self._next.style().polish(self._next)

    def press_first(self) -> None:
        """Do what comes next: the break if one was earned, else the next session."""
        (self._break if self._break.isVisibleTo(self) else self._next).click()

    def _ask_to_advance(self) -> None:
        assert self._quest is not None
        self.advance_requested.emit(self._quest.id)

    def _ask_to_complete(self) -> None:
        assert self._quest is not None
        self.complete_quest_requested.emit(self._quest.id)
