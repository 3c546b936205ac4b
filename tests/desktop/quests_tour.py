"""The part of the tour that shows the Quests page."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from focus_desktop.desktop.window.quests.wish import Wish
from focus_desktop.model.session_times import SessionTimes
from focus_desktop.model.status import QuestStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from uuid import UUID

    from focus_desktop.desktop.application import Application
    from focus_desktop.model.quest_record import QuestRecord
    from tests.conftest import SettableClock

    Card = Callable[[str, Callable[[], object]], Iterator[str]]

QUEST, UNIT = "Read 12 Books", "Chapters"


class QuestsTour:
    """`card` shows a card at each size of the window."""

    def __init__(self, app: Application, clock: SettableClock, card: Card) -> None:
        self._app, self._clock, self._card = app, clock, card

    def nothing_yet(self) -> Iterator[str]:
        """No quests."""
        page = self._app.quests_page
        self._app.window.pages.setCurrentWidget(page)
        QApplication.processEvents()  # Parts that are made while their page is being shown follow it.
        yield "no quests"
        page.new.click()
        page.form._try_to_save()
        yield "the form of a quest, without a name"
        page.form._give_up()

    def stops(self) -> Iterator[str]:
        """What can be done with a quest."""
        app = self._app
        page = app.quests_page
        app.window.pages.setCurrentWidget(page)
        quests = page.lists[QuestStatus.ACTIVE]
        yield "the quests"
        yield from self._card("the form of a new quest", page.new.click)
        page.save_requested.emit(None, {"title": QUEST, "target_value": 3, "colour": 2})
        yield from self._undoable("a quest that was added")
        record = quests.records[0]
        values = {"unit": UNIT, "weekly_budget_minutes": 480, "current_value": 2, "target_value": 9}
        page.save_requested.emit(record, values)
        yield from self._undoable("a quest with a unit and a budget")
        yield from self._card("the form of a quest", lambda: page.open_form(quests.records[0]))
        yield from self._a_forecast(quests.records[0].id)
        page.requested.emit(Wish.MORE, self._record(record.id))
        yield from self._undoable("a quest with more progress")
        page.save_requested.emit(record, {"target_value": 3})
        yield "a quest that is reached, on its card"
        yield from self._card(
            "what can be done with a quest",
            lambda: page._take_wish(Wish.MENU, self._record(record.id)),
        )
        yield from self._ended_quests(record)
        page.search.setText("?!")
        yield "a search for a quest without a match"
        page.search.clear()
        page.requested.emit(Wish.DELETE, self._record(record.id))
        yield from self._undoable("a quest that was deleted")
        app.user_actions.undo_history.withdraw()
        app.window.pages.setCurrentIndex(0)

    def _a_forecast(self, quest_id: UUID) -> Iterator[str]:
        app, now = self._app, self._clock.moment
        controller = app.store.controller
        assert controller is not None
        for days in (20, 19, 9, 8, 2, 1):
            start = now - timedelta(days=days, hours=12)
            controller.add_session(SessionTimes(start, start + timedelta(hours=1)), quest_id=quest_id)
        app.quests.reload()
        assert self._record(quest_id).forecast is not None
        yield "a quest with a forecast"

    def _ended_quests(self, record: QuestRecord) -> Iterator[str]:
        page = self._app.quests_page
        for wish in (Wish.COMPLETE, Wish.REOPEN, Wish.ARCHIVE):
            page.requested.emit(wish, self._record(record.id))
            yield from self._undoable(f"a quest, {wish.name}")
        others = list(page.lists[QuestStatus.ACTIVE].records)
        for number, other in enumerate(others):
            page.requested.emit((Wish.COMPLETE, Wish.ARCHIVE)[number % 2], other)
        yield "quests of which none is active"
        for fold in page.folds.values():
            fold.click()
        yield "completed and archived quests"
        yield from self._card(
            "what can be done with a quest that has ended",
            lambda: page._take_wish(Wish.MENU, self._record(record.id)),
        )
        for other in (*others, record):
            page.requested.emit(Wish.REOPEN, self._record(other.id))

    def _record(self, quest_id: UUID) -> QuestRecord:
        """A quest as the page shows it."""
        return next(one for one in self._app.quests_page._records if one.id == quest_id)

    def _undoable(self, name: str) -> Iterator[str]:
        """What was done, named in the menu that can undo it."""
        yield name
        self._app.window._open_menu()
        yield f"{name}, with the menu that undoes it"
        menu = self._app.window._menu
        assert menu is not None
        menu.close_card()
