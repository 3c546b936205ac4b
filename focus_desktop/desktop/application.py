"""Builds the parts of the desktop app and makes every connection between them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QIcon

from focus_desktop import paths, refusals, wording
from focus_desktop.desktop import connections, qt_language
from focus_desktop.desktop.announcements import Announcements
from focus_desktop.desktop.api_actions import ApiActions
from focus_desktop.desktop.bug_report import BugReport
from focus_desktop.desktop.early_start import EarlyStart
from focus_desktop.desktop.first_steps_guide import FirstStepsGuide
from focus_desktop.desktop.first_window import FirstWindow
from focus_desktop.desktop.garbage_collector import GarbageCollector
from focus_desktop.desktop.history_actions import HistoryActions
from focus_desktop.desktop.idle_imports import IdleImports
from focus_desktop.desktop.launches import Launches
from focus_desktop.desktop.notifications.activity_watch import ActivityWatch
from focus_desktop.desktop.notifications.alarm import Alarm
from focus_desktop.desktop.notifications.alert_strip import AlertStrip
from focus_desktop.desktop.notifications.bell import Bell, Sound
from focus_desktop.desktop.notifications.message_router import MessageRouter
from focus_desktop.desktop.notifications.notification import Action
from focus_desktop.desktop.notifications.notifier import Notifier
from focus_desktop.desktop.page_actions import PageActions
from focus_desktop.desktop.quest_actions import QuestActions
from focus_desktop.desktop.session_saver import SessionSaver
from focus_desktop.desktop.store_thread import StoreThread
from focus_desktop.desktop.store_trouble import Purpose, StoreTrouble
from focus_desktop.desktop.system.async_thread import AsyncThread
from focus_desktop.desktop.system.desktop_integration import DesktopIntegration
from focus_desktop.desktop.system.global_shortcut import GlobalShortcut
from focus_desktop.desktop.system.local_api import LocalApi
from focus_desktop.desktop.system.power_watch import PowerWatch
from focus_desktop.desktop.system.sleep_watch import SleepWatch
from focus_desktop.desktop.timer.break_cycle import BreakCycle
from focus_desktop.desktop.timer.daily_total import DailyTotal
from focus_desktop.desktop.timer.gap_prompt import GapPrompt
from focus_desktop.desktop.timer.tick_timer import TickTimer
from focus_desktop.desktop.timer.timer_presenter import TimerPresenter
from focus_desktop.desktop.tray.tray_icon import TrayIcon
from focus_desktop.desktop.tray.tray_watch import TrayWatch
from focus_desktop.desktop.unreadable_actions import UnreadableActions
from focus_desktop.desktop.user_actions import UserActions
from focus_desktop.desktop.view_updater import ViewUpdater
from focus_desktop.desktop.window.history.history_presenter import HistoryPresenter
from focus_desktop.desktop.window.mini.mini import Mini
from focus_desktop.desktop.window.preferences.preferences import Preferences
from focus_desktop.desktop.window.quests.quests_presenter import QuestsPresenter
from focus_desktop.desktop.window.statistics.statistics_presenter import StatisticsPresenter
from focus_desktop.desktop.window.window_life import WindowLife
from focus_desktop.language import gettext as _
from focus_desktop.model.history_query import HistoryFilter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QApplication, QWidget

    from focus_desktop.app_services import AppServices
    from focus_desktop.desktop.backup_actions import BackupActions
    from focus_desktop.desktop.exchange_actions import ExchangeActions
    from focus_desktop.desktop.store_repair_actions import StoreRepairActions
    from focus_desktop.desktop.system.termination import Termination
    from focus_desktop.launch import Launch
    from focus_desktop.model.changes import SavedDifferently
    from focus_desktop.model.errors import StoreUnavailable
    from focus_desktop.model.record import SessionRecord
    from focus_desktop.settings import Settings

APP_ICON, TRAY_ICON = "icons/focus-desktop.svg", "icons/tray.svg"
PREPARE_AFTER_MS = 500
"""Milliseconds from showing a session until what it may need later is loaded."""
SETTLE_AFTER_MS = 500
"""Milliseconds from opening the store until the parts that are not needed at once are started."""
OPEN_AGAIN_MS = 5000
"""Milliseconds until opening or watching the store is tried again after a failure."""


class Application(QObject):
    """The desktop app. User actions go to the controller; views change only on announcements."""

    ready = Signal()
    """The store is open: a session can be started."""
    failed = Signal(object)
    """The store cannot be opened now. The argument is the StoreUnavailable."""
    bug_found = Signal(str)
    """An unhandled exception was logged. The argument is its traceback. Emitted on any thread."""
    quitting = Signal()
    """The user or the system has asked the app to quit."""

    def __init__(self, qt: QApplication, services: AppServices, first: FirstWindow | None = None) -> None:
        """`first` is the window, if it is there already."""
        super().__init__()
        self._qt = qt
        self._services = services
        self._is_quitting = self._is_quit_wanted = False
        self._termination: Termination | None = None
        self._was_open = False
        self._first = first = first or FirstWindow(qt, services.settings_file, services.clock)
        self.settings, self.theme, self.plan = first.settings, first.theme, first.plan
        self.window, self.session_panel = first.window, first.session_panel
        self.window.complete()
        self.history_page = self.window.history_page
        self.quests_page = self.window.quests_page
        self.statistics_page = self.window.statistics_page
        self._note_week_start()
        qt.setQuitOnLastWindowClosed(False)
        self.garbage_collector = GarbageCollector()
        self.announcements = Announcements()
        self.store = StoreThread(
            services.open_controller, self.announcements.announce, services.settings_file.parent
        )
        self.saver = SessionSaver(self.store)
        self._build_messages()
        self._build_timer()
        self._build_system()
        connections.connect_panel(self)
        connections.connect_quests(self)
        connections.connect_tray(self)
        connections.connect_commands(self)
        connections.connect_mini(self)
        self._connect_window()
        self._connect_store()
        self._connect_system()
        self.tray.show_plan(self.plan.planned)

    def show(self, launch: Launch) -> None:
        """Show the window, or only the tray icon if `launch` is minimized; then open the store."""
        self._first.show(launch)
        self.window_life.open(launch)
        self.launches.take(launch)
        if self.settings.problem:
            self.window.banner.tell(_("Settings"), self.settings.problem)
        # Not before: the window would wait for the store's thread, which imports much.
        self._first.call_after_paint(self._load)

    def take(self, launch: Launch) -> str:
        """Do what a second launch asks for. Return why it cannot be done, or an empty text."""
        self.window_life.open_again(launch)
        return self.launches.take(launch)

    def run(self) -> int:
        """Run the event loop until the user quits; return the exit status."""
        return self._qt.exec()

    def quit(self) -> None:
        """Save the window's state, close all parts and end the event loop. A running session stays active."""
        if self._is_quitting:
            return
        self._is_quitting = True
        self.quitting.emit()
        self.window_life.save()
        self.mini.close()
        for window in self._qt.topLevelWidgets():
            window.hide()  # Qt would ask a visible window to close, and not quit if that is refused.
        self.tick_timer.stop()
        self._idle_imports.stop()
        self.break_cycle.withdraw_messages()
        self.gap_prompt.close()
        self.user_actions.undo_history.withdraw()
        for part in (self.notifier, self.bell, self.background):
            part.close()
        self.tray.icon.hide()
        self.local_api.close()
        self.preferences.close()
        if "exchange" in self.__dict__:
            self.exchange.close()
        if "backups" in self.__dict__:
            self.backups.close()
        if "repair" in self.__dict__:
            self.repair.close()
        self.store.close()
        self.announcements.close()
        self.garbage_collector.stop()
        self._qt.quit()

    def quit_by_system(self) -> None:
        """Quit in the time that the end of a login session leaves."""
        if self._termination is not None:
            self._termination.limit_time()
        self.quit()

    @cached_property
    def backups(self) -> BackupActions:
        """Makes backups."""
        from focus_desktop.desktop.backup_actions import BackupActions  # noqa: PLC0415 — not before the paint

        actions = BackupActions(self.store, self._services.backups)
        actions.daily_refused.connect(self.messages.tell_error)
        actions.restored.connect(self._use_mended_store)
        return actions

    @cached_property
    def repair(self) -> StoreRepairActions:
        """What can be done about a store that cannot be used; built when one is met."""
        from focus_desktop.controller.store_repair import StoreRepair  # noqa: PLC0415 — rarely needed
        from focus_desktop.desktop.store_repair_actions import StoreRepairActions  # noqa: PLC0415

        services = self._services
        actions = StoreRepairActions(
            self.window,
            self.store,
            lambda: self.backups,
            lambda: StoreRepair(services.backups(), services.clock),
            services.clock,
        )
        actions.try_again_requested.connect(self._try_again)
        actions.preferences_requested.connect(self.preferences.open_data)
        actions.quit_requested.connect(self.quit_by_user)
        actions.mended.connect(self._use_mended_store)
        return actions

    @cached_property
    def exchange(self) -> ExchangeActions:
        """Exports and imports; built when it is first asked for."""
        from focus_desktop.desktop.exchange_actions import ExchangeActions  # noqa: PLC0415

        return ExchangeActions(self.store, self.user_actions.undo_history, self.messages)

    def _open_export(self, parent: QWidget) -> None:
        self.exchange.open_export(parent)

    def _export_history(self, records: Sequence[SessionRecord]) -> None:
        """Export what the history shows, or some sessions of it."""
        shown = self.history.wanted
        if records:
            ids = frozenset(record.id for record in records)
            shown = HistoryFilter(session_ids=ids, with_short_cancelled=True)
        self.exchange.open_export(self.window, shown)

    def _open_import(self, parent: QWidget) -> None:
        self.exchange.open_import(parent)

    def quit_by_user(self) -> None:
        """Quit; if a session is active, say what becomes of it. Ask first if something would be lost.

        What the user has asked for just before is done first, unless this is called once more meanwhile.
        """
        self._is_quit_wanted = self._is_acting() and not self._is_quit_wanted
        if self._is_quit_wanted:
            return
        if self.saver.may_lose_something():
            self._confirm_loss()
            return
        if self.timer.active is not None:
            self.messages.notify(*wording.session_goes_on(self.timer.active))
        self.quit()

    def _quit_if_wanted(self) -> None:
        """Quit if that was to wait for an action, and that has ended now."""
        if self._is_quit_wanted and not self._is_acting():
            self.quit_by_user()

    def _is_acting(self) -> bool:
        """Whether something that the user has asked for is not done yet."""
        return self.early_start.waits or self.store.is_acting

    def _confirm_loss(self) -> None:
        from focus_desktop.desktop.window.confirm_dialog import Confirmation, confirm  # noqa: PLC0415 — rare

        question, detail = wording.quitting_loses()
        keep, act = _("Cancel"), _("Quit")
        self.window.bring_to_front()
        asked = Confirmation(wording.APP_TITLE, question, detail, keep, act, is_destructive=True)
        confirm(self.window, asked, self.quit)

    # Building

    def _build_messages(self) -> None:
        self.tray = TrayIcon()
        self.tray_watch = TrayWatch()
        self.mini = Mini(self.settings, self.window.commands.anywhere())
        resource = self._services.resource
        self.background = AsyncThread()
        self.notifier = Notifier(wording.APP_TITLE, resource(APP_ICON), self.background)
        self.messages = MessageRouter(self._qt, self.window, self.tray, self.notifier)
        self.bug_report = BugReport(
            self.messages,
            self.window.banner,
            lambda text: self._qt.clipboard().setText(text),
            paths.log_file(),
        )
        strip = AlertStrip()
        self.alarm = Alarm(self.notifier, strip)
        self.activity_watch = ActivityWatch(strip)
        self.bell = Bell(resource)
        self.window_life = WindowLife(
            window=self.window,
            tray=self.tray,
            tray_watch=self.tray_watch,
            messages=self.messages,
            settings=self.settings,
            mini=self.mini,
        )

    def _build_timer(self) -> None:
        clock = self._services.clock
        self.tick_timer = TickTimer()
        self.daily_total = DailyTotal(
            clock=clock,
            store=self.store,
            window=self.window,
            tray=self.tray,
            settings=self.settings,
            day_done=self._services.day_done,
        )
        self.timer = TimerPresenter(
            clock=clock,
            store=self.store,
            saver=self.saver,
            tick_timer=self.tick_timer,
            window=self.window,
            tray=self.tray,
            mini=self.mini,
            daily_total=self.daily_total,
        )
        self.user_actions = UserActions(
            clock=clock,
            store=self.store,
            saver=self.saver,
            timer=self.timer,
            plan=self.plan,
            settings=self.settings,
            messages=self.messages,
        )
        self.store_trouble = StoreTrouble(self.messages, self.user_actions.refused)
        self.early_start = EarlyStart(self.store)
        self.launches = Launches(self.store, self.user_actions, self.messages)
        self.break_cycle = BreakCycle(
            clock=clock,
            store=self.store,
            user_actions=self.user_actions,
            timer=self.timer,
            daily_total=self.daily_total,
            messages=self.messages,
            alarm=self.alarm,
            bell=self.bell,
            window=self.window,
            tray=self.tray,
            settings=self.settings,
        )
        self.gap_prompt = GapPrompt(
            store=self.store,
            user_actions=self.user_actions,
            break_cycle=self.break_cycle,
            messages=self.messages,
            window=self.window,
        )

    def _build_system(self) -> None:
        self.history = HistoryPresenter(self.store, self.history_page, self.settings)
        self.statistics = StatisticsPresenter(
            self._services.clock, self.store, self.statistics_page, self.settings, self.announcements
        )
        self.history_actions = HistoryActions(self.store, self.user_actions, self.plan, self.history_page)
        self.unreadable = UnreadableActions(self.store, self.history_page)
        self.views = ViewUpdater(
            announcements=self.announcements,
            store=self.store,
            settings=self.settings,
            plan=self.plan,
            timer=self.timer,
            daily_total=self.daily_total,
            break_cycle=self.break_cycle,
            gap_prompt=self.gap_prompt,
            user_actions=self.user_actions,
            history=self.history,
            window=self.window,
            window_life=self.window_life,
            tray=self.tray,
        )
        # After the views, which show what a quest is called before the page has read it again.
        self.quests = QuestsPresenter(
            clock=self._services.clock,
            store=self.store,
            announcements=self.announcements,
            page=self.quests_page,
            settings=self.settings,
        )
        self._idle_imports = IdleImports(self)
        self.page_actions = PageActions(self.window, self.break_cycle)
        self.quest_actions = QuestActions(self.user_actions, self.page_actions.show_focus)
        self.sleep_watch = SleepWatch(self.background)
        self.power_watch = PowerWatch(self.background)
        self.local_api = LocalApi(self._services.serve)
        self.api_actions = ApiActions(self.local_api, self.store, self.settings, self.messages)
        self.global_shortcut = GlobalShortcut(paths.APP_ID, self.background)
        self.desktop_integration = DesktopIntegration(self.settings, self.global_shortcut)
        self.preferences = Preferences(
            window=self.window,
            settings=self.settings,
            local_api=self.local_api,
            token=self._services.token,
            desktop_integration=self.desktop_integration,
            store=self.store,
            data_place=self._services.data_place,
            database_place=self._services.database_place,
            settings_file=self._services.settings_file,
            backups=lambda: self.backups,
        )
        self.first_steps = FirstStepsGuide(
            form=self.session_panel.form,
            settings=self.settings,
            bell=self.bell,
            preferences=self.preferences,
        )

    # Connecting

    def _connect_window(self) -> None:
        self.window.visibility_changed.connect(self.timer.update)
        self.window_life.quit_requested.connect(self.quit_by_user)
        self.user_actions.started.connect(self._clear_banner)
        self.timer.updated.connect(self.window_life.look_for_tray)
        self.timer.updated.connect(self.break_cycle.drop_stale_offer)
        self.alarm.began.connect(self.activity_watch.start)
        self.alarm.ended.connect(self.activity_watch.stop)
        self.activity_watch.noticed.connect(self.alarm.acknowledge)
        self.settings.changed.connect(self._apply_settings)
        self.settings.failed.connect(lambda sentence: self.window.banner.tell(_("Settings"), sentence))

    def _connect_store(self) -> None:
        store, trouble = self.store, self.store_trouble
        store.opened.connect(self._use_store)
        store.open_failed.connect(self._show_open_failure)
        store.watch_failed.connect(lambda error: trouble.report_failure(Purpose.READING, error))
        store.watch_failed.connect(lambda _error: QTimer.singleShot(OPEN_AGAIN_MS, store.watch_others))
        for waiting_changed in (store.waiting_changed, self.early_start.waiting_changed):
            waiting_changed.connect(lambda waiting: self.session_panel.show_waiting(waiting=waiting))
            waiting_changed.connect(self._quit_if_wanted, Qt.ConnectionType.QueuedConnection)
        for refresh in (
            self.views.quests,
            self.daily_total.refresh,
            self.gap_prompt.refresh,
            self.history.refresh,
            self.quests.refresh,
            self.statistics.refresh,
            self.statistics.comparison,
        ):
            refresh.refused.connect(lambda error: trouble.report_failure(Purpose.READING, error))
            refresh.answered.connect(lambda: trouble.report_success(Purpose.READING))
        for refresh in (self.views.quests, self.history.refresh):
            refresh.answered.connect(self.unreadable.refresh.request)
        self.timer.recording_refused.connect(lambda error: trouble.report_failure(Purpose.RECORDING, error))
        self.timer.time_recorded.connect(lambda: trouble.report_success(Purpose.RECORDING))
        trouble.try_again_requested.connect(self._try_again)
        self._connect_saver()
        trouble.repair_requested.connect(self._show_repair)
        self.user_actions.refused.repair_requested.connect(self._show_repair)
        self.window.banner.dismissed.connect(self.user_actions.refused.withdraw)

    def _connect_saver(self) -> None:
        saver, trouble, window = self.saver, self.store_trouble, self.window
        saver.failed.connect(lambda error: window.show_unsaved(refusals.sentence(error)))
        saver.failed.connect(lambda error: trouble.report_failure(Purpose.SAVING, error))
        saver.saved.connect(lambda: window.show_unsaved(""))
        saver.saved.connect(lambda: trouble.report_success(Purpose.SAVING))
        trouble.answers_again.connect(saver.save_now)
        window.unsaved_pressed.connect(self._explain_unsaved)
        self.announcements.changed_elsewhere.connect(saver.save_now)
        self.announcements.sessions_changed.connect(saver.look)
        self.announcements.saved_differently.connect(self._show_saved_differently)

    def _explain_unsaved(self) -> None:
        """Try to save what waits, and show why that fails, if it does."""
        self.store_trouble.forget_shown()
        self.saver.save_now()

    def _show_saved_differently(self, change: SavedDifferently) -> None:
        self.saver.look()
        self.views.reload_everything()
        sentence = refusals.sentence(change.problem)
        copy = Action("copy", _("Copy"), lambda: self._qt.clipboard().setText(sentence))
        self.messages.tell_error(change.problem, (copy,))

    def _connect_system(self) -> None:
        self.global_shortcut.pressed.connect(lambda: self.early_start.request(self.user_actions.start_last))
        self.views.session_shown.connect(lambda: QTimer.singleShot(PREPARE_AFTER_MS, self._load_for_session))
        self.views.session_shown.connect(self.first_steps.finish)
        self.sleep_watch.falling_asleep.connect(self.timer.update)
        self.sleep_watch.woken.connect(self.timer.update)
        self.power_watch.changed.connect(self.timer.save_power)
        self.preferences.copy_requested.connect(lambda text: self._qt.clipboard().setText(text))
        self.preferences.bell_requested.connect(lambda volume: self.bell.ring(Sound.SESSION_END, volume))
        self.preferences.notification_requested.connect(self.messages.notify)
        self.preferences.export_requested.connect(self._open_export)
        self.history_page.export_requested.connect(self._export_history)
        self.user_actions.sessions_returned.connect(self.history.choose)
        self.preferences.import_requested.connect(self._open_import)
        self.notifier.clicked.connect(lambda _: self.window.bring_to_front())
        self.bug_found.connect(self.bug_report.tell)

    # The store

    def _load(self) -> None:
        self.store.open(first=self.daily_total.read_first)
        self.window.setWindowIcon(QIcon(str(self._services.resource(APP_ICON))))
        self._quit_when_terminated()
        self.tray.show_icon(QIcon(str(self._services.resource(TRAY_ICON))))
        self.first_steps.look_for_tray()

    def _quit_when_terminated(self) -> None:
        from focus_desktop.desktop.system.termination import Termination  # noqa: PLC0415 — after the paint

        self._termination = Termination(self)
        self._termination.requested.connect(self.quit)
        self._qt.aboutToQuit.connect(self._termination.stop)

    def _use_store(self) -> None:
        self._withdraw_repair()
        self.tray.show_ready()
        self.timer.update()
        self.saver.save_now()
        if self.settings.current.api_enabled:
            self.api_actions.apply_settings()
        self.break_cycle.resume_offer()
        self.ready.emit()
        self.history.begin()
        self.statistics.begin()
        self.quests.begin()
        self.views.reload_everything()
        if self._was_open:
            self.backups.start()
            return
        self._was_open = True
        QTimer.singleShot(SETTLE_AFTER_MS, self._start_later_parts)

    def _change_store(self) -> None:
        """Open the store that the settings name now. What was done in the other one is not undone here."""
        self.local_api.stop()
        self.user_actions.undo_history.withdraw()
        self.break_cycle.withdraw_messages()
        self.store.reopen()

    def _start_later_parts(self) -> None:
        """Start the parts that must not slow down the first moments, unless the app was closed in these."""
        if self._is_quitting:
            return
        self.session_panel.build_pages()
        self._idle_imports.start()
        self.garbage_collector.start()
        self.desktop_integration.start()
        self.backups.start()
        self._look_for_traces()
        if self.tray_watch.start() and not self.tray.is_with_host:
            self.tray.renew()

    def _look_for_traces(self) -> None:
        """Tell if the app crashed the last time; check the data if that was while something was written."""
        if self.store.controller is not None and self.store.controller.was_interrupted:
            self.repair.check()
        self.bug_report.tell_of_crash(paths.crash_file())

    def _show_open_failure(self, error: StoreUnavailable) -> None:
        if not self.window.isVisible():
            self.window.bring_to_front()
        self.repair.show_problem(error)
        self.launches.report_failure(error)
        self.failed.emit(error)
        QTimer.singleShot(OPEN_AGAIN_MS, self.store.open)

    def _use_mended_store(self, sentences: str) -> None:
        """Another store is in the place of the one that was there."""
        if sentences:
            self.messages.tell(_("The data can be used again."), sentences)
        self.saver.store_elsewhere()
        self._try_again()

    def _show_repair(self, error: StoreUnavailable) -> None:
        self.repair.show_problem(error)

    def _withdraw_repair(self) -> None:
        if "repair" in self.__dict__:
            self.repair.withdraw()

    def _try_again(self) -> None:
        """Repeat everything that may have failed."""
        if self.store.controller is None:
            self.store.open()
        else:
            self._withdraw_repair()
            self.views.reload_everything()
            self.timer.update()
            self.saver.save_now()

    def _clear_banner(self) -> None:
        """Hide messages about earlier actions, but not that the store cannot be used."""
        if not self.store_trouble.is_shown_by(self.window.banner):
            self.window.banner.hide_message()

    # Settings

    def _apply_settings(self, old: Settings, new: Settings) -> None:
        self._apply_theme(new)
        if old.text_percent != new.text_percent:
            self.mini.fit_texts()
        if old.presets != new.presets:
            self.session_panel.form.show_presets(new.presets)
        if old.database_server != new.database_server:
            self._change_store()
        if (old.api_enabled, old.api_port) != (new.api_enabled, new.api_port):
            self.api_actions.apply_settings()

    def _apply_theme(self, settings: Settings) -> None:
        self.theme.show(settings.appearance, settings.accent, settings.text_percent)

    def _note_week_start(self) -> None:
        """Note on which day weeks begin here, for commands, which cannot ask Qt."""
        first = qt_language.first_weekday()
        if first != self.settings.current.system_week_start and not self.settings.problem:
            self.settings.save(system_week_start=first)

    def _load_for_session(self) -> None:
        """Load what a session may need later."""
        self.notifier.prepare()
        self.sleep_watch.start()
        self.power_watch.start()
