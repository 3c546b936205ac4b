"""Reads the sessions that match the filters, and keeps the History page up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from focus_desktop.desktop.refresh import Refresh
from focus_desktop.model.limits import LONGEST_PAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from focus_desktop.controller import Controller
    from focus_desktop.desktop.settings_writer import SettingsWriter
    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.desktop.window.history.history_page import HistoryPage
    from focus_desktop.model.errors import FocusError
    from focus_desktop.model.focus_session import FocusSession
    from focus_desktop.model.record import SessionRecord

    Records = Sequence[SessionRecord]
    Filters = tuple[UUID | None, object]

PAGE = 100
"""Sessions that are read at a time."""


class HistoryPresenter(QObject):
    """If the sessions cannot be read, the table stays as it is, and reading is tried again."""

    def __init__(self, store: StoreThread, page: HistoryPage, settings: SettingsWriter) -> None:
        super().__init__()
        self._store = store
        self._page = page
        self._model = page.model
        self._settings = settings
        self._has_begun = False
        self._shown_filters: Filters | None = None
        """The filters of the sessions in the table; None before the table was first filled."""
        self.refresh: Refresh[tuple[Filters, Records]] = Refresh(store, self._question, self._receive)
        page.filters_changed.connect(self._change_filters)
        self._model.more_wanted.connect(self._read_more)

    def begin(self) -> None:
        """Make the page, and set the filters that were saved. Before that no session is read."""
        self._page.build()
        saved = self._settings.current
        self._page.choose_filters(saved.history_quest_id, saved.history_status)
        self._has_begun = True

    def reload(self) -> None:
        """Read the sessions again: sessions or quests have changed."""
        if self._has_begun:
            self.refresh.request()

    def show_session(self, record: SessionRecord) -> None:
        """Show a session that has started or ended."""
        if self._shown_filters is not None:
            self._page.show_session(record)
        if self.refresh.is_asking:
            self.reload()  # The query that is running may return the state before this change.

    def remove_session(self, session_id: UUID) -> None:
        """Remove a session that was deleted."""
        self._model.remove(session_id)
        if self.refresh.is_asking:
            self.reload()

    def _change_filters(self) -> None:
        self._settings.save(
            history_quest_id=self._page.quest_filter.currentData(),
            history_status=self._page.status_filter.currentData(),
        )
        self.reload()

    @property
    def _filters(self) -> Filters:
        return self._page.quest_id, self._page.status

    def _question(self) -> Callable[[Controller], tuple[Filters, Records]]:
        """Return the query for as many sessions as are shown, but at most `LONGEST_PAGE`.

        Scrolling reads those beyond that again.
        """
        filters = quest_id, status = self._page.quest_id, self._page.status
        rows = self._model.rowCount() if filters == self._shown_filters else 0
        limit = min(max(rows, PAGE), LONGEST_PAGE)

        def ask(controller: Controller) -> tuple[Filters, Records]:
            return filters, controller.history(quest_id, status, limit)

        return ask

    def _receive(self, answer: tuple[Filters, Records]) -> None:
        filters, records = answer
        if filters != self._filters:
            self.reload()  # Other filters were chosen meanwhile.
        elif filters == self._shown_filters:
            self._model.show_changes(records, more=bool(records))
        else:
            self._shown_filters = filters
            self._model.show_history(records, more=bool(records))

    def _read_more(self, last: FocusSession) -> None:
        filters = quest_id, status = self._page.quest_id, self._page.status
        self._store.query(
            lambda controller: controller.history(quest_id, status, PAGE, before=last),
            done=lambda records: self._append(filters, last, records),
            refused=self._give_up_reading_more,
        )

    def _append(self, filters: Filters, last: FocusSession, records: Records) -> None:
        if filters == self._shown_filters and self._model.ends_with(last):
            self._model.append(records, more=bool(records))
        else:
            self._model.stop_waiting()

    def _give_up_reading_more(self, error: FocusError) -> None:
        self._model.stop_waiting()  # Scrolling asks again.
        self.refresh.refused.emit(error)
