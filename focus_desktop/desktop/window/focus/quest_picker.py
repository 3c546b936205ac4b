"""Lets the user choose a quest, or type the title of a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.focus.quest_chip import QuestChip
from focus_desktop.desktop.window.line_edit import LineEdit
from focus_desktop.desktop.window.page_stack import PageStack
from focus_desktop.language import gettext as _
from focus_desktop.model.limits import LONGEST_TITLE
from focus_desktop.model.status import QuestStatus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from focus_desktop.desktop.session_plan import PlannedSession, SessionPlan
    from focus_desktop.model.quest import Quest

FRAME = 24
"""Pixels of a line's width that its text cannot use."""
CHOICE, NEW_QUEST = range(2)
TITLE_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}


class QuestPicker(PageStack):
    """A list of the active quests whose last entry turns into a line to type a new quest's title."""

    new_quest_requested = Signal(str)
    """A quest is to be added. The argument is the title that was typed."""
    naming_toggled = Signal(bool)
    """The line for a new quest's title was opened (True) or left."""
    wrong = Signal(str)
    """What was typed cannot be used. The argument says what to do; an empty text takes that back."""

    def __init__(self, plan: SessionPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self.choice = QuestChip()
        # On Linux a combo box's accessible name is its current text, so the widget around it has the name.
        self.setAccessibleName(_("Quest"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.choice.setAccessibleName(_("Quest"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.activated.connect(self._open_title_for_new_quest)
        self.title = LineEdit()
        self.title.setAccessibleName(_("New quest"))
        hint = _("Name the new quest")
        self.title.setPlaceholderText(hint)
        self.title.setMinimumWidth(self.title.fontMetrics().horizontalAdvance(hint) + FRAME)
        self.title.setMaxLength(LONGEST_TITLE)
        self.title.textChanged.connect(self._plan_new_quest)
        self.title.installEventFilter(self)
        self.addWidget(self.choice)
        self.addWidget(self._new_quest_row())
        self.currentChanged.connect(lambda index: self.naming_toggled.emit(index == NEW_QUEST))
        # Not stored as the entries' data, because Qt compares Python objects by identity.
        self._offered: list[UUID | None] = [None]
        self._titles: dict[str, UUID] = {}
        self.show_quests([])
        plan.changed.connect(self.show_plan)

    def show_quests(self, quests: Sequence[Quest]) -> None:
        """Offer the active quests."""
        active = [quest for quest in quests if quest.status is QuestStatus.ACTIVE]
        self._offered = [None, *(quest.id for quest in active)]
        self._titles = {quest.title.casefold(): quest.id for quest in active}
        self.choice.clear()
        titles = (wording.shortened(quest.title) for quest in active)
        self.choice.addItems([wording.no_quest(), *titles, _("New quest…")])
        self._show_choice(self._plan.planned)

    def show_plan(self, planned: PlannedSession) -> None:
        """Show the planned quest, or the title of the one that is to be added."""
        self._show_choice(planned)
        if planned.new_quest and planned.new_quest != self.title.text():
            self.title.setText(planned.new_quest)
            self.setCurrentIndex(NEW_QUEST)
        elif not planned.new_quest and self.title.text():
            self.title.clear()
            self.setCurrentIndex(CHOICE)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Add the quest by Enter, which goes no further and starts nothing; leave its title by Escape."""
        is_key = watched is self.title and event.type() == QEvent.Type.KeyPress
        if is_key and isinstance(event, QKeyEvent) and event.key() in TITLE_KEYS:
            if event.key() == Qt.Key.Key_Escape:
                self._leave_title()
            else:
                self._request_new_quest()
            return True
        return super().eventFilter(watched, event)

    def _show_choice(self, planned: PlannedSession) -> None:
        """Show the planned quest, or "No quest" if it was completed or deleted and so is not offered."""
        chosen = planned.quest_id if planned.quest_id in self._offered else None
        self.choice.setCurrentIndex(self._offered.index(chosen))
        self.choice.show_quest(chosen)

    def _new_quest_row(self) -> QWidget:
        add, cancel = QPushButton(_("Add quest")), QPushButton(_("Back"))
        add.clicked.connect(self._request_new_quest)
        cancel.clicked.connect(self._leave_title)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SMALL)
        layout.addWidget(self.title, stretch=1)
        for one in (add, cancel):
            one.setAutoDefault(True)
            one.setProperty("shape", "chip")
            layout.addWidget(one)
        cancel.setProperty("look", "quiet")
        return row

    def _open_title_for_new_quest(self, index: int) -> None:
        if index < len(self._offered):
            self._plan.change(quest_id=self._offered[index])
            return
        self.title.clear()
        self.setCurrentIndex(NEW_QUEST)
        self.title.setFocus()

    def _request_new_quest(self) -> None:
        title = self.title.text().strip()
        known = self._titles.get(title.casefold())
        if not title:
            self.wrong.emit(_("Give the quest a name."))
            self.title.setFocus()
        elif known is not None:
            self._plan.change(quest_id=known, new_quest="")
            self.wrong.emit(_("You have this quest already, and it is chosen now."))
        else:
            self.new_quest_requested.emit(title)

    def _plan_new_quest(self, title: str) -> None:
        self.wrong.emit("")
        self._plan.change(new_quest=title)

    def _leave_title(self) -> None:
        self.wrong.emit("")
        self.title.clear()
        self.setCurrentIndex(CHOICE)
        self._show_choice(self._plan.planned)
        self.choice.setFocus()
