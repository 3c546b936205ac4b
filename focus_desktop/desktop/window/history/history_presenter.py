"""Reads the sessions that match the filters, and keeps the History page up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from focus_desktop.desktop.refresh import Refresh
from focus_desktop.model.date_range import DateRange
from focus_desktop.model.history_query import NEWEST_FIRST
from focus_desktop.model.limits import LONGEST_PAGE
from focus_desktop.settings import first_weekday

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from focus_desktop.controller import Controller
    from focus_desktop.desktop.settings_writer import SettingsWriter
    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.desktop.window.history.history_page import HistoryPage
    from focus_desktop.model.errors import FocusError
    from focus_desktop.model.focus_session import FocusSession
    from focus_desktop.model.history_query import HistoryFilter, HistoryOrder, HistorySummary
    from focus_desktop.model.record import SessionRecord
    from focus_desktop.settings import Settings

    Records = Sequence[SessionRecord]
    Wanted = tuple[HistoryFilter, HistoryOrder]

PAGE = 100
"""Sessions that are read at a time."""


class HistoryPresenter(QObject):
    """If the sessions cannot be read, the table stays as it is, and reading is tried again."""

    def __init__(self, store: StoreThread, page: HistoryPage, settings: SettingsWriter) -> None:
        super().__init__()
        self._store = store
        self._page = page
        self._settings = settings
        self._order = NEWEST_FIRST
        self._is_store_open = self._has_begun = False
        self._returned: frozenset[UUID] = frozenset()
        """Sessions that have come back and are to be selected when they are read."""
        self._shown: Wanted | None = None
        """What the table shows; None before it was first filled."""
        self.refresh: Refresh[tuple[Wanted, Records]] = Refresh(store, self._question, self._receive)
        self._totals: Refresh[HistorySummary] = Refresh(store, self._totals_question, page.show_summary)
        page.shown.connect(self.fill)
        page.filters_changed.connect(self._change_filters)
        page.order_requested.connect(self._change_order)
        page.more_wanted.connect(self._read_more)
        settings.changed.connect(self._follow_settings)

    def begin(self) -> None:
        """Read the sessions from now on, as soon as the page has been shown. Before that none is read."""
        self._is_store_open = True
        if self._page.isVisible():
            self.fill()

    def fill(self) -> None:
        """Make the page, set the filters that were saved, and read; once, if the store is open."""
        if self._has_begun or not self._is_store_open:
            return
        self._page.build()
        saved = self._settings.current
        self._page.filters.choose(
            DateRange(saved.history_range), saved.history_quest_id, saved.history_status
        )
        self._has_begun = True
        self.reload()

    def reload(self) -> None:
        """Read the sessions again: sessions or quests have changed."""
        if self._has_begun:
            self.refresh.request()
            self._totals.request()

    def show_session(self, record: SessionRecord) -> None:
        """Show a session that has started or ended."""
        if self._shown is not None:
            self._page.show_session(record)
            self._totals.request()
        if self.refresh.is_asking:
            self.reload()  # The query that is running may return the state before this change.

    def remove_session(self, session_id: UUID) -> None:
        """Remove a session that was deleted."""
        if not self._has_begun:
            return
        self._page.model.remove(session_id)
        self._totals.request()
        if self.refresh.is_asking:
            self.reload()

    def choose(self, session_ids: frozenset[UUID]) -> None:
        """Select sessions that have come back, as soon as they are read, if they are shown."""
        self._returned = session_ids
        if self._has_begun and not self.refresh.is_asking:
            self._choose_returned()

    @property
    def wanted(self) -> HistoryFilter:
        """What the filters ask for now."""
        settings = self._settings.current
        return self._page.filters.wanted(settings.day_start_hour, first_weekday(settings))

    def _change_filters(self) -> None:
        filters = self._page.filters
        # Days that were chosen, as by a value of a chart, are not saved; nor is half of what is asked for.
        if filters.range.range is not DateRange.CUSTOM:
            self._settings.save(
                history_range=filters.range.range.value,
                history_quest_id=filters.quest.currentData(),
                history_status=filters.status.currentData(),
            )
        self.reload()

    def _follow_settings(self, old: Settings, new: Settings) -> None:
        """Group by other days, or show another range of them."""
        if (old.day_start_hour, first_weekday(old)) != (new.day_start_hour, first_weekday(new)):
            self._shown = None
            self.reload()

    def _change_order(self, order: HistoryOrder) -> None:
        self._order = order
        self.reload()

    def _question(self) -> Callable[[Controller], tuple[Wanted, Records]]:
        """Return the query for as many sessions as are shown, but at most `LONGEST_PAGE`.

        Scrolling reads those beyond that again.
        """
        wanted = self.wanted, self._order
        day_start_hour = self._settings.current.day_start_hour
        rows = len(self._page.model.records) if wanted == self._shown else 0
        limit = min(max(rows, PAGE), LONGEST_PAGE)

        def ask(controller: Controller) -> tuple[Wanted, Records]:
            return wanted, controller.find_sessions(*wanted, limit=limit, day_start_hour=day_start_hour)

        return ask

    def _totals_question(self) -> Callable[[Controller], HistorySummary]:
        wanted = self.wanted
        return lambda controller: controller.summary(wanted)

    def _receive(self, answer: tuple[Wanted, Records]) -> None:
        wanted, records = answer
        if wanted != (self.wanted, self._order):
            self.reload()  # Other filters were chosen meanwhile.
            return
        self._page.show_wanted(wanted[0])
        if wanted == self._shown:
            self._page.model.show_changes(records, more=bool(records))
        else:
            self._shown = wanted
            self._page.model.day_start_hour = self._settings.current.day_start_hour
            self._page.model.show_history(records, more=bool(records), order=self._order)
            self._page.table.scrollToTop()  # Qt leaves a short list at its end, where the long one was.
        self._choose_returned()

    def _choose_returned(self) -> None:
        if self._returned:
            self._page.choose(self._returned)
        self._returned = frozenset()

    def _read_more(self, last: FocusSession) -> None:
        wanted = found, order = self.wanted, self._order
        offset = 0 if order.is_newest_first else len(self._page.model.records)
        before = last if order.is_newest_first else None
        hour = self._settings.current.day_start_hour
        self._store.query(
            lambda controller: controller.find_sessions(
                found, order, limit=PAGE, offset=offset, before=before, day_start_hour=hour
            ),
            done=lambda records: self._append(wanted, last, records),
            refused=self._give_up_reading_more,
        )

    def _append(self, wanted: Wanted, last: FocusSession, records: Records) -> None:
        if wanted == self._shown and self._page.model.ends_with(last):
            self._page.model.append(records, more=bool(records))
        else:
            self._page.model.stop_waiting()

    def _give_up_reading_more(self, error: FocusError) -> None:
        self._page.model.stop_waiting()  # Scrolling asks again.
        self.refresh.refused.emit(error)
