"""Updates the views after each announced change: nothing else changes which sessions and quests they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from focus_desktop import wording
from focus_desktop.desktop.refresh import Refresh
from focus_desktop.desktop.store_thread import ignore
from focus_desktop.desktop.window import quest_colour
from focus_desktop.model.status import QuestStatus

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from focus_desktop.desktop.announcements import Announcements
    from focus_desktop.desktop.session_plan import SessionPlan
    from focus_desktop.desktop.settings_writer import SettingsWriter
    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.desktop.timer.break_cycle import BreakCycle
    from focus_desktop.desktop.timer.daily_total import DailyTotal
    from focus_desktop.desktop.timer.gap_prompt import GapPrompt
    from focus_desktop.desktop.timer.timer_presenter import TimerPresenter
    from focus_desktop.desktop.tray.tray_icon import TrayIcon
    from focus_desktop.desktop.user_actions import UserActions
    from focus_desktop.desktop.window.history.history_presenter import HistoryPresenter
    from focus_desktop.desktop.window.main_window import MainWindow
    from focus_desktop.desktop.window.window_life import WindowLife
    from focus_desktop.model.changes import (
        ActiveSessionRead,
        SessionDeleted,
        SessionEdited,
        SessionEnded,
        SessionPaused,
        SessionRestored,
        SessionResumed,
        SessionsChanged,
        SessionStarted,
    )
    from focus_desktop.model.quest import Quest
    from focus_desktop.model.record import SessionRecord


class ViewUpdater(QObject):
    """Passes each change to every part that shows something of it."""

    session_shown = Signal()
    """A session is active and shown."""

    def __init__(
        self,
        *,
        announcements: Announcements,
        store: StoreThread,
        settings: SettingsWriter,
        plan: SessionPlan,
        timer: TimerPresenter,
        daily_total: DailyTotal,
        break_cycle: BreakCycle,
        gap_prompt: GapPrompt,
        user_actions: UserActions,
        history: HistoryPresenter,
        window: MainWindow,
        window_life: WindowLife,
        tray: TrayIcon,
    ) -> None:
        super().__init__()
        self._store = store
        self._settings = settings
        self._plan = plan
        self._timer = timer
        self._daily_total = daily_total
        self._break_cycle = break_cycle
        self._gap_prompt = gap_prompt
        self._user_actions = user_actions
        self._history = history
        self._window = window
        self._window_life = window_life
        self._tray = tray
        self.quests: Refresh[tuple[Sequence[Quest], Mapping[UUID, int]]] = Refresh(
            store,
            lambda: lambda controller: (controller.list_quests(), controller.quest_colours()),
            self._show_quests,
        )
        announcements.active_session_read.connect(self._show_active)
        announcements.session_started.connect(self._show_started)
        announcements.session_ended.connect(self._show_ended)
        announcements.session_changed.connect(self._show_changed)
        announcements.session_deleted.connect(self._show_deleted)
        announcements.session_restored.connect(self._show_restored)
        announcements.sessions_changed.connect(self._show_edited)
        announcements.quests_changed.connect(self._reload_quests)
        announcements.changed_elsewhere.connect(self.reload_everything)
        announcements.gap_found.connect(self._gap_prompt.reload)

    def reload_everything(self) -> None:
        """Read everything again: another process may have changed any of it."""
        self._reload_quests()
        self._reload_daily_total()
        self._gap_prompt.reload()

    # The sessions

    def _show_active(self, change: ActiveSessionRead) -> None:
        self._show_active_session(change.record)

    def _show_started(self, change: SessionStarted) -> None:
        self._daily_total.take_change(change.record)
        self._history.show_session(change.record)
        self._user_actions.remember_started(change.record)
        self._tray.show_last(wording.title(change.record))
        self._break_cycle.start_session()
        self._show_active_session(change.record)
        self._gap_prompt.reload()

    def _show_ended(self, change: SessionEnded) -> None:
        self._daily_total.take_change(change.record)
        self._history.show_session(change.record)
        if self._is_active(change.record.id):
            self._show_active_session(None)
        self._break_cycle.end_session(change.record)

    def _show_changed(self, change: SessionPaused | SessionResumed | SessionEdited) -> None:
        self._daily_total.take_change(change.record)
        if self._is_active(change.record.id):
            self._show_active_session(change.record)
            self._break_cycle.withdraw_messages()
        else:
            self._break_cycle.change_session(change.record)
            self._reload_daily_total()
        self._history.reload()

    def _show_deleted(self, change: SessionDeleted) -> None:
        self._history.remove_session(change.session_id)
        self._break_cycle.delete_session(change.session_id)
        if self._is_active(change.session_id):
            self._show_active_session(None)
        else:
            self._reload_daily_total()
        self._gap_prompt.reload()

    def _show_restored(self, change: SessionRestored) -> None:
        if change.record.is_active:
            self._history.show_session(change.record)
            self._user_actions.forget_description(change.record)
            self._break_cycle.withdraw_messages()
            self._show_active_session(change.record)
        else:
            self._history.reload()  # Its place is not on top.
            self._reload_daily_total()
        self._gap_prompt.reload()

    def _show_edited(self, change: SessionsChanged) -> None:
        for record in change.records:
            self._break_cycle.change_session(record)
        for session_id in change.deleted:
            self._break_cycle.delete_session(session_id)
        self._history.reload()
        self._reload_daily_total()
        self._gap_prompt.reload()

    def _is_active(self, session_id: object) -> bool:
        return self._timer.active is not None and self._timer.active.id == session_id

    def _show_active_session(self, record: SessionRecord | None) -> None:
        self._window_life.is_session_active = record is not None
        self._timer.show_active(record, self._settings.current)
        if record is None:
            self._user_actions.refused.settle_active_session()
        else:
            self.session_shown.emit()

    # What is read again

    def _reload_daily_total(self) -> None:
        self._daily_total.reload(self._timer.active)

    def _reload_quests(self) -> None:
        self.quests.request()
        self._reload_quest_of_active()
        self._history.reload()

    def _reload_quest_of_active(self) -> None:
        """Read the active session again: its quest may be called differently, be deleted, or be back."""
        known = self._timer.active
        if known is None:
            return

        def show(record: SessionRecord | None) -> None:
            is_newest = self._timer.active is known  # Else a change was announced meanwhile.
            if is_newest and record is not None and record.id == known.id and not record.same_as(known):
                self._show_active_session(record)

        self._store.query(lambda controller: controller.active_session(), done=show, refused=ignore)

    def _show_quests(self, answer: tuple[Sequence[Quest], Mapping[UUID, int]]) -> None:
        quests, colours = answer
        if quest_colour.choose(colours):
            self._window.update()
        self._plan.limit_quests({quest.id for quest in quests if quest.status is QuestStatus.ACTIVE})
        self._window.session_panel.show_quests(quests)
        self._window.history_page.show_quests(quests)
        self._window.quests_page.show_quests(quests)
        self._tray.show_quests(quests)
