"""What can be done with the selected sessions, as a card: give a quest, split, merge, start again, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.buttons import button
from focus_desktop.desktop.window.combo_box import ComboBox
from focus_desktop.desktop.window.history.times_form import MomentBox, not_before
from focus_desktop.desktop.window.popover import Popover
from focus_desktop.language import gettext as _
from focus_desktop.model.errors import InvalidField
from focus_desktop.model.session_times import SessionTimes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from PySide6.QtCore import SignalInstance

    from focus_desktop.model.quest import Quest
    from focus_desktop.model.record import SessionRecord

QUEST_WIDTH = 120
"""Pixels for which there is room at least; a longer title is cut."""


class HistoryMenu(Popover):
    """Closes when something is chosen."""

    edit_requested = Signal()
    rename_requested = Signal()
    start_again_requested = Signal()
    quest_requested = Signal(object)
    """The argument is the id of the quest that all are to have, or None."""
    split_requested = Signal(object)
    """The argument is the moment at which the session is to be split."""
    merge_requested = Signal()
    export_requested = Signal()
    delete_requested = Signal()

    def __init__(self, opener: QWidget) -> None:
        super().__init__(_("Selected sessions"), opener)
        self._quests: list[UUID | None] = [None]
        self._have_ended = False
        self.edit = self._entry(_("Edit…"), self.edit_requested)
        self.rename = self._entry(_("Rename"), self.rename_requested)
        self.start_again = self._entry(_("Start again"), self.start_again_requested)
        self.quest = ComboBox()
        self.quest.setAccessibleName(_("Quest"))
        # Translators: Stands in a list from which nothing is chosen yet.
        self.quest.setPlaceholderText(_("Choose…"))
        self.quest.setMinimumWidth(QUEST_WIDTH)
        self.give_quest = button(_("Give quest"), self._give_quest)
        self.quest.currentIndexChanged.connect(self._allow_quest)
        self._add_row(self.quest, self.give_quest)
        self.moment = MomentBox(_("Split at"), with_date=False)
        self.split = button(_("Split"), self._split)
        self._split_row = self._add_row(self.moment, self.split)
        self.wrong = QLabel()
        self.wrong.setObjectName("wrong")
        self.wrong.setContentsMargins(tokens.MEDIUM, 0, tokens.MEDIUM, 0)
        self.wrong.hide()
        self.rows.addWidget(self.wrong)
        self.moment.dateTimeChanged.connect(lambda: self._tell(""))
        self.moment.lineEdit().returnPressed.connect(self._split)
        self.merge = self._entry(_("Merge"), self.merge_requested)
        self.export = self._entry(_("Export selected…"), self.export_requested)
        self.delete = self._entry(_("Delete"), self.delete_requested)

    def show_quests(self, quests: Sequence[Quest]) -> None:
        """Offer these quests."""
        self._quests = [None, *(quest.id for quest in quests)]
        self.quest.clear()
        self.quest.addItems([wording.no_quest(), *(wording.shortened(quest.title) for quest in quests)])

    def show_sessions(self, records: Sequence[SessionRecord]) -> None:
        """Offer what can be done with these sessions."""
        have_ended = not any(record.is_active for record in records)
        is_one = len(records) == 1
        for entry in (self.edit, self.rename, self.start_again):
            entry.setVisible(is_one)
        self.edit.setEnabled(have_ended)
        self._have_ended = have_ended
        self._choose_quest(records)
        self.merge.setVisible(not is_one)
        self.merge.setEnabled(have_ended)
        self._split_row.setVisible(is_one and have_ended)
        if is_one:
            self._times = SessionTimes.of(records[0])
            self.moment.show_moment(self._times.middle)
        self._tell("")

    def _choose_quest(self, records: Sequence[SessionRecord]) -> None:
        """Choose the quest that all have; nothing if they have different ones."""
        theirs = {record.session.quest_id for record in records}
        places = [self._quests.index(one) for one in theirs if one in self._quests]
        self.quest.setCurrentIndex(places[0] if len(theirs) == len(places) == 1 else -1)
        self._allow_quest()

    def _allow_quest(self) -> None:
        self.give_quest.setEnabled(self._have_ended and self.quest.currentIndex() >= 0)

    def _give_quest(self) -> None:
        self.close_card()
        self.quest_requested.emit(self._quests[self.quest.currentIndex()])

    def _split(self) -> None:
        moment = not_before(self.moment.moment(), self._times.started_at)
        try:
            self._times.split_at(moment)
        except InvalidField:
            self._tell(
                _("Choose a time between {start} and {end}.").format(
                    start=wording.clock_time(self._times.started_at),
                    end=wording.clock_time(self._times.ended_at),
                )
            )
            self.moment.setFocus()
            return
        self.close_card()
        self.split_requested.emit(moment)

    def _tell(self, sentence: str) -> None:
        """Tell what is wrong with the time of a split; nothing is, if the sentence is empty."""
        if sentence != self.wrong.text():
            self.wrong.setText(sentence)
            self.wrong.setVisible(bool(sentence))

    def _entry(self, text: str, signal: SignalInstance) -> QPushButton:
        def choose() -> None:
            self.close_card()
            signal.emit()

        entry = button(text, choose, look="entry")
        self.rows.addWidget(entry)
        return entry

    def _add_row(self, field: QWidget, act: QWidget) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(tokens.MEDIUM, 0, 0, 0)
        layout.setSpacing(tokens.SMALL)
        layout.addWidget(field, stretch=1)
        layout.addWidget(act)
        self.rows.addWidget(row)
        return row
