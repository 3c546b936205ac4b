"""A list of quest cards, one stop for the Tab key, in which the arrow keys go from card to card."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.quests import card_layout
from focus_desktop.desktop.window.quests.card_layout import CardFonts
from focus_desktop.desktop.window.quests.quest_card import QuestCard

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent

    from focus_desktop.model.quest_record import QuestRecord

LONGEST_TURN_S = 0.008
"""Seconds for which cards are made or changed in one turn of the event loop; the others wait for the next."""


class QuestList(QWidget):
    """Shows the quests that it is given, in their order."""

    requested = Signal(object, object)
    """A Wish, and the QuestRecord that it is about."""
    card_focused = Signal(object)
    """The QuestCard that has the keyboard focus now."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._records: list[QuestRecord] = []
        self._cards: dict[UUID, QuestCard] = {}
        self._shown = 0
        """How many of the records, from the first one on, their cards show."""
        self._current: UUID | None = None
        """The quest whose card has the keyboard focus, or had it last."""
        self._is_left = False
        """Whether Tab is just leaving the list."""
        self._fonts = CardFonts(self)
        self._next_turn = QTimer(self)
        self._next_turn.setSingleShot(True)
        self._next_turn.timeout.connect(self._show_some)

    @property
    def records(self) -> Sequence[QuestRecord]:
        """The quests that are shown."""
        return self._records

    def show_records(self, records: Sequence[QuestRecord]) -> None:
        """Show these quests; cards that stay keep the keyboard focus."""
        focused = self._focused()
        place = self._place_of(self._current)
        self._records = list(records)
        wanted = {record.id for record in records}
        if records and self._current not in wanted:
            self._current = records[min(place, len(records) - 1)].id
        self._shown = 0
        self._show_some()
        if focused is not None and focused not in wanted and self._current in wanted:
            self.focus(self._current)
        for quest_id in self._cards.keys() - wanted:
            card = self._cards.pop(quest_id)
            card.hide()
            card.deleteLater()
        self.updateGeometry()

    def card(self, quest_id: UUID) -> QuestCard | None:
        """The card of a quest; None if the quest is not shown."""
        record = next((one for one in self._records if one.id == quest_id), None)
        return None if record is None else self._card(record)

    def focus(self, quest_id: UUID | None) -> None:
        """Give the keyboard focus to the card of this quest."""
        card = None if quest_id is None else self.card(quest_id)
        if card is not None:
            card.setFocus(Qt.FocusReason.OtherFocusReason)
            self._note_focus(card)

    def sizeHint(self) -> QSize:
        """As high as all cards together."""
        count = len(self._records)
        return QSize(0, count * self._step - tokens.SMALL if count else 0)

    def minimumSizeHint(self) -> QSize:
        """The same height, and any width."""
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to the card that had it last, unless Tab is leaving the list."""
        super().focusInEvent(event)
        if self._is_left or not self._records:
            return
        self.focus(self._current or self._records[0].id)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Leave the list by Tab: its place in the order of the window is the list's, not the card's."""
        self._is_left = True
        self.setFocus(Qt.FocusReason.TabFocusReason)
        self._is_left = False
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the first or the last card."""
        match event.key():
            case Qt.Key.Key_Home if self._records:
                self.focus(self._records[0].id)
            case Qt.Key.Key_End if self._records:
                self.focus(self._records[-1].id)
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the cards the new width, which may be another height, too."""
        super().resizeEvent(event)
        if event.oldSize().width() != self.width():
            self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Measure the cards again when the texts have another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fonts = CardFonts(self)
            self._arrange()

    @property
    def _card_height(self) -> int:
        return card_layout.height(self.width(), self._fonts)

    @property
    def _step(self) -> int:
        """Pixels from one card to the next."""
        return self._card_height + tokens.SMALL

    def _arrange(self) -> None:
        for number, record in enumerate(self._records):
            if record.id in self._cards:
                self._place(number, self._cards[record.id])
        self.updateGeometry()

    def _place(self, number: int, card: QuestCard) -> None:
        card.setGeometry(0, number * self._step, self.width(), self._card_height)

    def _show_some(self) -> None:
        """Show the next records, for a moment; the rest later."""
        end = time.monotonic() + LONGEST_TURN_S
        while self._shown < len(self._records):
            record = self._records[self._shown]
            card = self._card(record)
            card.show_record(record)
            self._place(self._shown, card)
            card.show()
            self._shown += 1
            if time.monotonic() > end:
                self._next_turn.start(0)
                break
        self._share_width()

    def _share_width(self) -> None:
        """Let all bars be as long as the one that must be longest."""
        widest = max((card.width_below_bar for card in self._cards.values()), default=0)
        for card in self._cards.values():
            card.share_width(widest)

    def _card(self, record: QuestRecord) -> QuestCard:
        """The card of a quest, which is made if there is none."""
        if record.id not in self._cards:
            card = self._cards[record.id] = QuestCard(self)
            card.show_record(record)
            card.requested.connect(self.requested)
            card.neighbour_requested.connect(lambda step, card=card: self._go(card, step))
            card.focused.connect(lambda card=card: self._note_focus(card))
            self._place(self._place_of(record.id), card)
            card.show()
        return self._cards[record.id]

    def _go(self, card: QuestCard, step: int) -> None:
        number = self._place_of(card.quest_id) + step
        if 0 <= number < len(self._records):
            self.focus(self._records[number].id)

    def _note_focus(self, card: QuestCard) -> None:
        self._current = card.quest_id
        self.card_focused.emit(card)

    def _place_of(self, quest_id: UUID | None) -> int:
        """The number of a quest in the list; 0 if it is not there."""
        return next((number for number, one in enumerate(self._records) if one.id == quest_id), 0)

    def _focused(self) -> UUID | None:
        """The quest whose card has the keyboard focus."""
        focused = self.window().focusWidget()
        return next((quest_id for quest_id, card in self._cards.items() if card is focused), None)
