"""A list of quest cards, one stop for the Tab key, in which the arrow keys go from card to card."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.quests import card_layout
from focus_desktop.desktop.window.quests.card_layout import BelowBar, CardFonts
from focus_desktop.desktop.window.quests.card_texts import below_bar
from focus_desktop.desktop.window.quests.quest_card import QuestCard

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMoveEvent, QResizeEvent

    from focus_desktop.model.quest_record import QuestRecord

BEYOND = 2
"""Cards above and below those that can be seen that are there already when the list is scrolled."""
LONGEST_TURN_S = 0.008
"""Seconds for which cards are made or changed in one turn of the event loop; the others wait for the next."""


class QuestList(QWidget):
    """Shows the quests that it is given, in their order.

    There are cards only for those that can be seen now, and some around them: a change of colours or of the
    text size takes a while for every widget.
    """

    requested = Signal(object, object)
    """A Wish, and the QuestRecord that it is about."""
    card_focused = Signal(object)
    """The QuestCard that has the keyboard focus now."""

    def __init__(self, name: str, viewport: QWidget) -> None:
        """`viewport` is the part of the window in which the list is scrolled."""
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._viewport = viewport
        self._records: list[QuestRecord] = []
        self._cards: dict[UUID, QuestCard] = {}
        self._spare: list[QuestCard] = []
        """Cards that show nothing now."""
        self._waiting: list[int] = []
        """The numbers of the quests whose cards are to be shown."""
        self._current: UUID | None = None
        """The quest whose card has the keyboard focus, or had it last."""
        self._is_left = False
        """Whether Tab is just leaving the list."""
        self._fonts = CardFonts(self)
        self._below_bar = BelowBar()
        self._next_turn = QTimer(self)
        self._next_turn.setSingleShot(True)
        self._next_turn.timeout.connect(self._show_some)

    @property
    def records(self) -> Sequence[QuestRecord]:
        """The quests that are shown."""
        return self._records

    def show_records(self, records: Sequence[QuestRecord]) -> None:
        """Show these quests; a card that stays keeps the keyboard focus."""
        focused, place = self._focused(), self._place_of(self._current)
        self._records = list(records)
        wanted = {record.id for record in records}
        if records and self._current not in wanted:
            self._current = records[min(place, len(records) - 1)].id
        self._measure()
        if focused is not None and focused not in wanted and self._current in wanted:
            self.focus(self._current)
        for quest_id in self._cards.keys() - wanted:
            self._put_away(quest_id)
        self.updateGeometry()
        self.show_visible()

    def show_visible(self) -> None:
        """Show the cards that can be seen now, and put away those that cannot."""
        top = -self.mapTo(self._viewport, QPoint(0, 0)).y()
        first = max(0, top // self._step - BEYOND)
        last = (top + self._viewport.height()) // self._step + BEYOND
        seen = range(first, min(last + 1, len(self._records)))
        kept = {self._records[number].id for number in seen} | {self._focused()}
        for quest_id in self._cards.keys() - kept:
            self._put_away(quest_id)
        self._waiting = list(seen)
        self._show_some()

    def card(self, quest_id: UUID) -> QuestCard | None:
        """The card of a quest; None if the quest is not shown."""
        for number, record in enumerate(self._records):
            if record.id == quest_id:
                return self._shown_card(number)
        return None

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
        if not self._is_left and self._records:
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
        self.updateGeometry()
        self.show_visible()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Show the cards that can be seen at the new place."""
        super().moveEvent(event)
        self.show_visible()

    def changeEvent(self, event: QEvent) -> None:
        """Measure the cards again when the texts have another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fonts = CardFonts(self)
            self._measure()
            self.updateGeometry()
            self.show_visible()

    @property
    def _card_height(self) -> int:
        return card_layout.height(self.width(), self._fonts, self._below_bar)

    @property
    def _step(self) -> int:
        """Pixels from one card to the next."""
        return self._card_height + tokens.SMALL

    def _measure(self) -> None:
        """Find what room all cards must have, so that their bars are equally long."""
        self._below_bar = below_bar(self._records, self._fonts)

    def _show_some(self) -> None:
        """Show cards for a moment; the rest later."""
        end = time.monotonic() + LONGEST_TURN_S
        while self._waiting:
            self._shown_card(self._waiting.pop(0))
            if time.monotonic() > end and self._waiting:
                self._next_turn.start(0)
                return

    def _shown_card(self, number: int) -> QuestCard:
        """The card of a quest, at its place and with what is true now."""
        record = self._records[number]
        if record.id not in self._cards:
            self._cards[record.id] = self._spare.pop() if self._spare else self._new_card()
        card = self._cards[record.id]
        if not card.shows(record):
            card.show_record(record)
        card.make_room(self._below_bar)
        card.setGeometry(0, number * self._step, self.width(), self._card_height)
        card.show()
        return card

    def _new_card(self) -> QuestCard:
        card = QuestCard(self)
        card.requested.connect(self.requested)
        card.neighbour_requested.connect(lambda step: self._go(card, step))
        card.focused.connect(lambda: self._note_focus(card))
        return card

    def _put_away(self, quest_id: UUID) -> None:
        card = self._cards.pop(quest_id)
        card.hide()
        self._spare.append(card)

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
