"""The Quests page: a search field, the cards of the active quests, and below them those that are done."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from focus_desktop.desktop.window import tab_order, tokens
from focus_desktop.desktop.window.buttons import button
from focus_desktop.desktop.window.centred import centred
from focus_desktop.desktop.window.line_edit import SearchLine
from focus_desktop.desktop.window.quest_colour import colour_number
from focus_desktop.desktop.window.quests.wish import Wish
from focus_desktop.desktop.window.style_sheet import PILL_HEIGHT
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.model.quest_colour import rarest
from focus_desktop.model.status import QuestStatus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QPushButton

    from focus_desktop.desktop.window.quests.quest_card import QuestCard
    from focus_desktop.desktop.window.quests.quest_form import QuestForm
    from focus_desktop.desktop.window.quests.quest_menu import QuestMenu
    from focus_desktop.model.quest import Quest
    from focus_desktop.model.quest_record import QuestRecord

NOTHING_YET = N_(
    "No quests yet.\nA quest is a goal that takes many sessions, such as a book, a course or a project:"
    " “New quest” adds one."
)
NOTHING_MATCHES = N_("No quest matches.")
NONE_ACTIVE = N_("All quests are completed or archived. “New quest” adds one.")
SEARCH_WIDTH = 240
"""Pixels."""
FOLDED = {QuestStatus.COMPLETED: N_("Completed ({count})"), QuestStatus.ARCHIVED: N_("Archived ({count})")}


class QuestsPage(QWidget):
    """Its parts are made by `build`, since the page is not the first one that is seen."""

    shown = Signal()
    """The page can be seen now."""
    save_requested = Signal(object, object)
    """A quest is to be changed, or added. The arguments are its QuestRecord, or None, and the values that
    it is to have, a dict of fields and details."""
    requested = Signal(object, object)
    """A Wish, and the QuestRecord that it is about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Quests"))
        self._records: Sequence[QuestRecord] = ()
        self._is_filled, self._is_built = False, False

    def build(self) -> None:
        """Make the parts of the page, unless they are there. Nothing else may be called before."""
        if self._is_built:
            return
        self._is_built = True
        from focus_desktop.desktop.window import next_turn  # noqa: PLC0415 — not before the first paint
        from focus_desktop.desktop.window.quests.quest_list import QuestList  # noqa: PLC0415
        from focus_desktop.desktop.window.viewport import own_viewport  # noqa: PLC0415

        self.search = SearchLine(_("Search quests"))
        self.new = button(_("New quest"), lambda: self.open_form(None), look="primary")
        self._scroll = QScrollArea()
        viewport = own_viewport(self._scroll)
        self.lists = {
            QuestStatus.ACTIVE: QuestList(_("Active quests"), viewport),
            QuestStatus.COMPLETED: QuestList(_("Completed quests"), viewport),
            QuestStatus.ARCHIVED: QuestList(_("Archived quests"), viewport),
        }
        self.folds = {status: self._fold() for status in FOLDED}
        self._empty = QLabel()
        self._empty.setTextFormat(Qt.TextFormat.PlainText)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setObjectName("muted")
        self._empty.setContentsMargins(tokens.WIDE, 2 * tokens.HUGE, tokens.WIDE, tokens.HUGE)
        self._lay_out()
        self.search.textChanged.connect(self._show_all)
        for quests in self.lists.values():
            quests.requested.connect(self._take_wish)
            quests.card_focused.connect(self._scroll_to)
            self._scroll.verticalScrollBar().valueChanged.connect(quests.show_visible)
            self._scroll.verticalScrollBar().rangeChanged.connect(quests.show_visible)
        self._show_all()
        tab_order.let_follow(self.previousInFocusChain(), self)
        next_turn.call_next(self, lambda: tab_order.pass_keyboard_on(self, self.search))

    @cached_property
    def menu(self) -> QuestMenu:
        """What can be done with the quest of a card."""
        from focus_desktop.desktop.window.quests.quest_menu import QuestMenu  # noqa: PLC0415 — rarely needed

        menu = QuestMenu(self)
        menu.requested.connect(self._take_wish)
        return menu

    @cached_property
    def form(self) -> QuestForm:
        """Asks for what a quest is."""
        from focus_desktop.desktop.window.quests.quest_form import QuestForm  # noqa: PLC0415 — rarely needed

        form = QuestForm(self)
        form.saved.connect(self.save_requested)
        return form

    def show_records(self, records: Sequence[QuestRecord]) -> None:
        """Show these quests, those with the most work in the last days first."""
        self._records = sorted(records, key=_recent_work, reverse=True)
        self._is_filled = True
        self._show_all()

    def show_quests(self, quests: Sequence[Quest]) -> None:
        """Show the fields of the quests that are shown as they are now; what takes longer to read follows."""
        now = {quest.id: quest for quest in quests}
        self._records = [record.with_quest(now[record.id]) for record in self._records if record.id in now]
        if self._is_built:
            self._show_all()

    def begin_search(self) -> None:
        """Give the keyboard focus to the search field."""
        self.build()
        self.search.setFocus()
        self.search.selectAll()

    def open_form(self, record: QuestRecord | None) -> None:
        """Let the user edit a quest; None for a new one."""
        if record is None:
            self.form.open_for(None, self.new, self._rarest_colour())
            return
        card = self._card(record.id)
        if card is not None:
            self.form.open_for(record, card.menu_button)
            self.form.return_focus_to(card)

    def showEvent(self, event: QShowEvent) -> None:
        """Emit `shown`."""
        super().showEvent(event)
        self.shown.emit()

    def _fold(self) -> QPushButton:
        fold = button("", self._show_all, look="quiet", shape="fold")
        fold.setCheckable(True)
        return fold

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        for control in (self.search, self.new):
            control.setMinimumHeight(PILL_HEIGHT)
        self.search.setMaximumWidth(SEARCH_WIDTH)
        head.addWidget(self.search, stretch=1)
        head.addStretch(0)
        head.addWidget(self.new)
        folds = QHBoxLayout()
        folds.setContentsMargins(0, tokens.MEDIUM, 0, 0)
        for fold in self.folds.values():
            folds.addWidget(fold)
        folds.addStretch(1)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SMALL)
        column.addWidget(self.lists[QuestStatus.ACTIVE])
        column.addWidget(self._empty)
        column.addLayout(folds)
        column.addWidget(self.lists[QuestStatus.COMPLETED])
        column.addWidget(self.lists[QuestStatus.ARCHIVED])
        column.addStretch(1)
        content = QWidget()
        self._row = centred(column)
        self._row.setContentsMargins(0, 0, tokens.WIDE, tokens.WIDE)
        content.setLayout(self._row)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(content)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._keep_margin)
        content.setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        head.setContentsMargins(0, 0, 0, 0)
        head_row = centred(head)
        head_row.setContentsMargins(0, 0, tokens.WIDE, 0)
        layout.setContentsMargins(tokens.WIDE, tokens.LARGE, 0, 0)
        layout.setSpacing(tokens.LARGE)
        layout.addLayout(head_row)
        layout.addWidget(self._scroll)

    def _keep_margin(self, _lowest: int, highest: int) -> None:
        """Let the cards be as wide with a scroll bar as without: it takes its room from the margin."""
        bar = self._scroll.verticalScrollBar().sizeHint().width() if highest else 0
        self._row.setContentsMargins(0, 0, tokens.WIDE - bar, tokens.WIDE)

    def _show_all(self) -> None:
        wanted = self.search.text().casefold().split()
        found = [one for one in self._records if _matches(one, wanted)]
        counts = Counter(one.quest.status for one in found)
        for status, quests in self.lists.items():
            fold = self.folds.get(status)
            is_open = fold is None or fold.isChecked()
            quests.show_records([one for one in found if is_open and one.quest.status is status])
            quests.setVisible(bool(quests.records))
            if fold is not None:
                sign = "▾" if is_open else "▸"
                fold.setText(f"{sign} {_(FOLDED[status]).format(count=counts[status])}")
                fold.setVisible(bool(counts[status]))
        self._close_menu_of_gone()
        self._empty.setText(self._why_empty(found, is_searching=bool(wanted)))
        self._empty.setVisible(bool(self._empty.text()))

    def _close_menu_of_gone(self) -> None:
        """Close the menu if its quest is no longer shown; another card gets the keyboard focus."""
        menu = self.__dict__.get("menu")  # It may not have been made yet.
        if menu is None or not menu.isVisible():
            return
        shown = [quests for quests in self.lists.values() if quests.records]
        if not any(record.id == menu.quest_id for quests in shown for record in quests.records):
            menu.return_focus_to(shown[0] if shown else self.new)
            menu.close_card()

    def _why_empty(self, found: Sequence[QuestRecord], *, is_searching: bool) -> str:
        if not self._is_filled or any(one.quest.status is QuestStatus.ACTIVE for one in found):
            return ""
        if is_searching:
            return "" if found else _(NOTHING_MATCHES)
        return _(NONE_ACTIVE) if found else _(NOTHING_YET)

    def _take_wish(self, wish: Wish, record: QuestRecord) -> None:
        card = self._card(record.id)
        match wish:
            case Wish.EDIT:
                self.open_form(record)
            case Wish.MENU if card is not None:
                self.menu.show_record(record)
                self.menu.open_at(card.menu_button)
                self.menu.return_focus_to(card)
            case _:
                self.requested.emit(wish, record)

    def _card(self, quest_id: UUID) -> QuestCard | None:
        cards = (quests.card(quest_id) for quests in self.lists.values())
        return next((card for card in cards if card is not None), None)

    def _scroll_to(self, card: QuestCard) -> None:
        self._scroll.ensureWidgetVisible(card, 0, tokens.SMALL)

    def _rarest_colour(self) -> int:
        """The colour that the fewest of the active quests have."""
        active = [one.id for one in self._records if one.quest.status is QuestStatus.ACTIVE]
        return rarest(map(colour_number, active))


def _matches(record: QuestRecord, words: Sequence[str]) -> bool:
    """Whether all the words are in a quest's title."""
    title = record.quest.title.casefold()
    return all(word in title for word in words)


def _recent_work(record: QuestRecord) -> timedelta:
    return sum(record.days, timedelta())
