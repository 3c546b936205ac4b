"""Lets the user choose a quest, or type the title of a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QWidget

from focus_desktop import wording
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


class QuestPicker(QStackedWidget):
    """A list of the active quests whose last entry turns into a line to type a new quest's title."""

    new_quest_requested = Signal(str)
    """A quest is to be added. The argument is the title that was typed."""

    def __init__(self, plan: SessionPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self.choice = QComboBox()
        # On Linux a combo box's accessible name is its current text, so the widget around it has the name.
        self.setAccessibleName(_("Quest"))
        self.choice.setAccessibleName(_("Quest"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(12)
        self.choice.activated.connect(self._open_title_for_new_quest)
        self.title = QLineEdit()
        self.title.setAccessibleName(_("New quest"))
        hint = _("Name the new quest")
        self.title.setPlaceholderText(hint)
        self.title.setMinimumWidth(self.title.fontMetrics().horizontalAdvance(hint) + FRAME)
        self.title.setMaxLength(LONGEST_TITLE)
        self.title.returnPressed.connect(self._request_new_quest)
        self.title.textChanged.connect(self._plan_new_quest)
        self.title.installEventFilter(self)
        self.addWidget(self.choice)
        self.addWidget(self._new_quest_row())
        # Not stored as the entries' data, because Qt compares Python objects by identity.
        self._offered: list[UUID | None] = [None]
        self.show_quests([])
        plan.changed.connect(self.show_plan)

    def show_quests(self, quests: Sequence[Quest]) -> None:
        """Offer the active quests."""
        active = [quest for quest in quests if quest.status is QuestStatus.ACTIVE]
        self._offered = [None, *(quest.id for quest in active)]
        self.choice.clear()
        titles = (wording.shortened(quest.title) for quest in active)
        self.choice.addItems([wording.no_quest(), *titles, _("New quest…")])
        self._show_choice(self._plan.planned)

    def show_plan(self, planned: PlannedSession) -> None:
        """Show the planned quest, or the title of the one that is to be added."""
        self._show_choice(planned)
        if planned.new_quest and planned.new_quest != self.title.text():
            self.title.setText(planned.new_quest)
            self.setCurrentIndex(1)
        elif not planned.new_quest and self.title.text():
            self.title.clear()
            self.setCurrentIndex(0)

    def _show_choice(self, planned: PlannedSession) -> None:
        """Show the planned quest, or "No quest" if it was completed or deleted and so is not offered."""
        chosen = planned.quest_id if planned.quest_id in self._offered else None
        self.choice.setCurrentIndex(self._offered.index(chosen))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the new quest's title without adding a quest when Escape is pressed."""
        if (
            watched is self.title
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            self._leave_title()
            return True
        return super().eventFilter(watched, event)

    def _new_quest_row(self) -> QWidget:
        add, cancel = QPushButton(_("Add quest")), QPushButton(_("Back"))
        add.clicked.connect(self._request_new_quest)
        cancel.clicked.connect(self._leave_title)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.title, stretch=1)
        layout.addWidget(add)
        layout.addWidget(cancel)
        return row

    def _open_title_for_new_quest(self, index: int) -> None:
        if index < len(self._offered):
            self._plan.change(quest_id=self._offered[index])
            return
        self.title.clear()
        self.setCurrentIndex(1)
        self.title.setFocus()

    def _request_new_quest(self) -> None:
        self.new_quest_requested.emit(self.title.text())

    def _plan_new_quest(self, title: str) -> None:
        self._plan.change(new_quest=title)

    def _leave_title(self) -> None:
        self.title.clear()
        self.setCurrentIndex(0)
        self._show_choice(self._plan.planned)
        self.choice.setFocus()
