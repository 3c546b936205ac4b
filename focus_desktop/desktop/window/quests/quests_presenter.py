"""Reads the quests with the time spent on them, and keeps the Quests page up to date while it is seen."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from focus_desktop.desktop.refresh import Refresh
from focus_desktop.model import timing
from focus_desktop.settings import first_weekday

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from focus_desktop.clock import Clock
    from focus_desktop.controller import Controller
    from focus_desktop.desktop.announcements import Announcements
    from focus_desktop.desktop.settings_writer import SettingsWriter
    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.desktop.window.quests.quests_page import QuestsPage
    from focus_desktop.model.quest_record import QuestRecord
    from focus_desktop.settings import Settings

OFTEN = timedelta(minutes=1)
"""How long the time that is shown of a running session may be behind."""


class QuestsPresenter(QObject):
    """While the page is hidden nothing is read; what has changed meanwhile is read when it is shown."""

    def __init__(
        self,
        *,
        clock: Clock,
        store: StoreThread,
        announcements: Announcements,
        page: QuestsPage,
        settings: SettingsWriter,
    ) -> None:
        super().__init__()
        self._clock = clock
        self._page = page
        self._settings = settings
        self._has_begun, self._is_stale = False, True
        self._read_at: datetime | None = None
        self.refresh: Refresh[Sequence[QuestRecord]] = Refresh(store, self._question, self._show)
        page.shown.connect(self._show_page)
        settings.changed.connect(self._follow_settings)
        announcements.call_after_any_change(self.reload)

    def begin(self) -> None:
        """Read from now on: the store is open."""
        self._has_begun = True
        self.reload()

    def reload(self) -> None:
        """Read the quests again, now or when the page is shown: something of them has changed."""
        self._is_stale = True
        if self._has_begun and self._page.isVisible():
            self.refresh.request()

    def show_time_passing(self, *, is_running: bool) -> None:
        """Read again if another day has begun, or once a minute while a session runs."""
        if self._read_at is None or self._is_stale:
            return
        now = self._clock.now()
        if self._day(now) != self._day(self._read_at) or (is_running and now - self._read_at >= OFTEN):
            self.reload()

    def _show_page(self) -> None:
        self._page.build()
        if self._is_stale:
            self.reload()

    def _question(self) -> Callable[[Controller], Sequence[QuestRecord]]:
        self._is_stale, self._read_at = False, self._clock.now()
        saved = self._settings.current
        first = first_weekday(saved)
        return lambda controller: controller.quest_records(saved.day_start_hour, first)

    def _show(self, records: Sequence[QuestRecord]) -> None:
        self._page.build()
        self._page.show_records(records)

    def _day(self, moment: datetime) -> date:
        hour = self._settings.current.day_start_hour
        return timing.day_bounds(moment.astimezone(), hour)[0].date()

    def _follow_settings(self, old: Settings, new: Settings) -> None:
        if (old.day_start_hour, first_weekday(old)) != (new.day_start_hour, first_weekday(new)):
            self.reload()
