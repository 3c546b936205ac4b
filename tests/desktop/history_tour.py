"""The part of the tour that shows how the history is searched, edited, exported and imported."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from focus_desktop.model.date_range import DateRange
from focus_desktop.model.history_query import HistoryOrder, SortBy
from focus_desktop.model.session_times import SessionTimes
from focus_desktop.model.status import SessionStatus
from tests.desktop.conftest import work
from tests.desktop.records import row_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from focus_desktop.desktop.application import Application
    from tests.conftest import SettableClock

    Card = Callable[[str, Callable[[], object]], Iterator[str]]

HISTORY = 1
HOUR = timedelta(hours=1)
DESCRIPTION = "Chapter three"


class HistoryTour:
    """`card` shows a card at each size of the window."""

    def __init__(self, app: Application, clock: SettableClock, card: Card) -> None:
        self._app, self._clock, self._card = app, clock, card

    def stops(self) -> Iterator[str]:
        """What can be done with sessions that have ended."""
        app = self._app
        app.window.pages.setCurrentIndex(HISTORY)
        self._fill()
        yield from self._filters()
        yield from self._the_editor()
        yield from self._several()
        yield from self._a_new_session()
        app.user_actions.undo_history.withdraw()
        app.window.pages.setCurrentIndex(0)

    def _fill(self) -> None:
        controller = self._app.store.controller
        assert controller is not None
        for hours in (5, 4, 3):
            start = self._clock.moment - hours * HOUR
            pause = (start + 0.2 * HOUR, start + 0.3 * HOUR)
            controller.add_session(SessionTimes(start, start + 0.5 * HOUR, (pause,)), 25, None, DESCRIPTION)
        work(self._app, self._clock, 0)
        self._app.user_actions.end(SessionStatus.CANCELLED)
        self._app.user_actions.undo_history.withdraw()

    def _filters(self) -> Iterator[str]:
        page = self._app.history_page
        for each in (DateRange.TODAY, DateRange.THIS_WEEK, DateRange.LAST_WEEK, DateRange.THIS_MONTH):
            page.filters.range.choose(each)
            page.filters.changed.emit()
            yield f"a history of {each.value}"
        yield from self._card("a range of days", self._choose_days)
        page.filters.range.choose(DateRange.ALL)
        page.filters.changed.emit()
        for order in (HistoryOrder(SortBy.FOCUSED), HistoryOrder(SortBy.DESCRIPTION, False), HistoryOrder()):
            page.order_requested.emit(order)
            yield f"a history by {order.by.name}"
        page.footer.short.click()
        yield "a history with short cancelled sessions"
        page.footer.short.click()

    def _choose_days(self) -> None:
        box = self._app.history_page.filters.range
        box.setCurrentIndex(box.count() - 1)
        box.activated.emit(box.count() - 1)

    def _the_editor(self) -> Iterator[str]:
        page = self._app.history_page
        page.edit_requested.emit(page.model.records[0])
        yield "a session that is edited"
        page.editor.times.add_pause.click()
        box = page.editor.times.end
        box.setDateTime(box.dateTime().addDays(9))
        page.editor.save.click()
        yield "a session that cannot have been"
        page.editor.close_panel()
        page.edit_requested.emit(page.model.records[0])
        page.editor.description.setText("")
        page.editor.save.click()
        yield "a session that was edited"
        yield from self._undo_in_menu("an edited session")
        page.edit_requested.emit(page.model.records[0])
        yield "the first values of a session"
        page.editor.original.restore.click()
        yield "a session with its first values"
        yield from self._the_editor_with_changes()

    def _the_editor_with_changes(self) -> Iterator[str]:
        page, controller = self._app.history_page, self._app.store.controller
        assert controller is not None
        page.edit_requested.emit(page.model.records[0])
        page.editor.description.setText(f"{DESCRIPTION} {DESCRIPTION}")
        page.edit_requested.emit(page.model.records[1])
        yield "a session with changes when another one is opened"
        controller.edit_session(page.model.records[0].id, duration_minutes=50)
        page.editor.save.click()
        yield "a session that was changed elsewhere"
        page.editor.close_panel()

    def _several(self) -> Iterator[str]:
        page = self._app.history_page
        page.table.selectRow(row_of(page.model, 0))
        yield "a selected session"
        yield from self._card("what can be done with a session", page.footer.more.click)
        yield from self._card("a split outside the session", self._split_outside)
        record = page.table.chosen()[0]
        page.split_requested.emit(record, record.session.started_at + 0.1 * HOUR)
        yield from self._undo_in_menu("a session that was split")
        self._app.user_actions.undo_history.undo()
        self._select(0, 1)
        yield "two selected sessions"
        yield from self._card("what can be done with two sessions", page.footer.more.click)
        page.quest_requested.emit(page.table.chosen()[:1], page._quests[0].id)
        yield from self._card("what can be done with sessions of two quests", page.footer.more.click)
        page.footer.merge.click()
        yield "merged sessions"
        yield from self._undo_in_menu("merged sessions")
        self._app.user_actions.undo_history.undo()
        yield "a merge that was undone"
        self._app.user_actions.undo_history.redo()
        yield "a merge that was done again"
        self._app.user_actions.undo_history.undo()
        self._select(0, 1)
        page.footer.delete.click()
        yield "two deleted sessions"
        yield from self._undo_in_menu("deleted sessions")
        self._app.user_actions.undo_history.undo()
        yield from self._with_a_running_one()

    def _split_outside(self) -> None:
        page = self._app.history_page
        page.footer.more.click()
        assert page._menu is not None
        page._menu.moment.setTime(page._menu.moment.time().addSecs(2 * 3600))
        page._menu.split.click()

    def _with_a_running_one(self) -> Iterator[str]:
        work(self._app, self._clock, 0)
        self._select(0, 1, 2)
        self._app.history_page.footer.delete.click()
        yield "two deleted sessions and a running one"
        self._app.user_actions.undo_history.undo()
        self._app.user_actions.end(SessionStatus.CANCELLED)
        self._app.user_actions.undo_history.withdraw()

    def _a_new_session(self) -> Iterator[str]:
        page = self._app.history_page
        page.filters.add.click()
        yield "a session that is added"
        page.editor.save.click()
        yield from self._undo_in_menu("an added session")
        self._app.user_actions.undo_history.undo()
        page.filters.choose(DateRange.ALL, None, SessionStatus.CANCELLED.value)
        page.filters.changed.emit()
        page.filters.add.click()
        page.editor.save.click()
        yield "an added session that the filters do not show"
        page.filters.clear()
        self._select(0, 1)
        page.quest_requested.emit(page.table.chosen(), None)
        quest_id = page._quests[0].id
        page.quest_requested.emit(page.table.chosen(), quest_id)
        yield from self._undo_in_menu("sessions with a quest")
        self._app.window.resize(1600, 640)
        yield "a wide history"

    def _undo_in_menu(self, what: str) -> Iterator[str]:
        yield from self._card(f"the menu, with {what} to undo", self._app.window._open_menu)

    def _select(self, *places: int) -> None:
        page = self._app.history_page
        page.table.clearSelection()
        model = page.table.selectionModel()
        flag = model.SelectionFlag
        for place in places:
            model.select(page.model.index(row_of(page.model, place), 0), flag.Select | flag.Rows)
