"""Chooses a quest, or names a new one in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QWidget

from focus_desktop import wording
from focus_desktop.model.status import QuestStatus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from focus_desktop.model.quest import Quest

NEW_QUEST = "New quest…"


class QuestPicker(QStackedWidget):
    """A list of the active quests whose last entry turns into a line to type a new quest's title."""

    new_quest_requested = Signal(str)
    """The title that was typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = QComboBox()
        # On Linux a combo box's accessible name is its current text, so its surroundings bear the name.
        self.setAccessibleName("Quest")
        self.choice.setAccessibleName("Quest")
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(12)
        self.choice.activated.connect(self._open_title_for_new_quest)
        self.title = QLineEdit()
        self.title.setAccessibleName("New quest")
        self.title.setPlaceholderText("Name the new quest")
        self.title.setMaxLength(200)
        self.title.returnPressed.connect(self._ask_for_new_quest)
        self.title.installEventFilter(self)
        self.addWidget(self.choice)
        self.addWidget(self._new_quest_row())
        # Kept here and not as the entries' data: Qt compares Python objects by identity.
        self._offered: list[UUID | None] = [None]
        self._chosen: UUID | None = None
        self.show_quests([])

    @property
    def quest_id(self) -> UUID | None:
        """The chosen quest; None for "No quest"."""
        return self._chosen

    @property
    def unfinished_title(self) -> str:
        """The title of a new quest that was typed and not yet added."""
        return self.title.text() if self.currentIndex() == 1 else ""

    def show_quests(self, quests: Sequence[Quest]) -> None:
        """Offer the active quests, keeping the choice if it is still among them."""
        active = [quest for quest in quests if quest.status is QuestStatus.ACTIVE]
        self._offered = [None, *(quest.id for quest in active)]
        self.choice.clear()
        self.choice.addItems(
            [wording.no_quest(), *(wording.shortened(quest.title) for quest in active), NEW_QUEST]
        )
        self.choose(self._chosen)

    def choose(self, quest_id: UUID | None) -> None:
        """Choose a quest; "No quest" if it is not offered."""
        self._chosen = quest_id if quest_id in self._offered else None
        self.choice.setCurrentIndex(self._offered.index(self._chosen))
        self.setCurrentIndex(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape leaves the new quest's title without adding it."""
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
        add, cancel = QPushButton("Add quest"), QPushButton("Back")
        add.clicked.connect(self._ask_for_new_quest)
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
            self._chosen = self._offered[index]
            return
        self.title.clear()
        self.setCurrentIndex(1)
        self.title.setFocus()

    def _ask_for_new_quest(self) -> None:
        self.new_quest_requested.emit(self.title.text())

    def _leave_title(self) -> None:
        self.choose(self._chosen)
        self.choice.setFocus()
